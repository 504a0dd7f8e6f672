#define _GNU_SOURCE
#include "hint_labels.h"

#include <stdlib.h>
#include <string.h>

/* Length and number of labels, as a tree of letters has leaves: all on the last two levels. */
struct levels {
    size_t length;  /* of the shorter ones */
    size_t shorter; /* that are not parted any further */
};

/* With `length` letters there are letters^length names. Each that is parted is lost, and brings as many as there are
 * letters. */
static struct levels levels_for(size_t letters, size_t count) {
    struct levels levels = {1, letters};
    while (levels.shorter * letters < count) {
        levels.shorter *= letters;
        levels.length++;
    }
    size_t names = levels.shorter, missing = count > names ? count - names : 0;
    levels.shorter = names - (missing + letters - 2) / (letters - 1);
    return levels;
}

/* The number'th name of so many letters, counted from the alphabet's begin: the first letter varies slowest. */
static void name_number(const char *letters, size_t base, size_t length, size_t number, char *name) {
    for (size_t i = length; i > 0; i--) {
        name[i - 1] = letters[number % base];
        number /= base;
    }
    name[length] = '\0';
}

bool hint_labels_make(const char *letters, size_t count, struct hint_label *labels) {
    size_t base = strlen(letters);
    struct levels levels = levels_for(base, count);
    if (levels.length + 1 > HINT_LABEL_MAX) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_short = i < levels.shorter;
        size_t number = is_short ? i : levels.shorter * base + (i - levels.shorter);
        name_number(letters, base, levels.length + !is_short, number, labels[i].letters);
    }
    return true;
}
