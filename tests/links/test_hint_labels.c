/* Labels: none begins another one, and no set of them is shorter. */
#include "hint_labels.h"

#include <stdlib.h>

#include "test.h"

enum { MOST = 2000 };
static struct hint_label labels[MOST];

static bool none_begins_another(size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (i != j && strncmp(labels[j].letters, labels[i].letters, strlen(labels[i].letters)) == 0) {
                return false;
            }
        }
    }
    return true;
}

/* Letters of all labels together in the best tree of leaves: leaf by leaf the shortest one is parted. */
static size_t least_letters(size_t base, size_t count) {
    size_t depths[64] = {0, base}, leaves = base, sum = 0, depth = 1;
    while (leaves < count) {
        while (depths[depth] == 0) {
            depth++;
        }
        depths[depth]--;
        depths[depth + 1] += base;
        leaves += base - 1;
    }
    for (size_t left = count, i = 1; left > 0; i++) { /* those that are not needed are the longest ones */
        size_t taken = depths[i] < left ? depths[i] : left;
        sum += taken * i;
        left -= taken;
    }
    return sum;
}

static void short_and_free_of_prefixes(void) {
    static const char *const alphabets[] = {"ab", "asd", "asdfghjkl", "asdfghjklqwertyuiopzxcvbnm"};
    for (size_t a = 0; a < sizeof alphabets / sizeof alphabets[0]; a++) {
        for (size_t count = 0; count <= 200; count++) {
            size_t letters = 0;
            CHECK(hint_labels_make(alphabets[a], count, labels));
            for (size_t i = 0; i < count; i++) {
                letters += strlen(labels[i].letters);
                CHECK(i == 0 || strlen(labels[i - 1].letters) <= strlen(labels[i].letters));
            }
            CHECK(none_begins_another(count));
            CHECK_INT(letters, count > 0 ? least_letters(strlen(alphabets[a]), count) : 0);
        }
    }
}

static void the_first_letters_are_the_first_labels(void) {
    CHECK(hint_labels_make("asdf", 4, labels));
    CHECK_STR(labels[0].letters, "a");
    CHECK_STR(labels[3].letters, "f");
    CHECK(hint_labels_make("asdf", 5, labels));
    CHECK_STR(labels[2].letters, "d");
    CHECK_STR(labels[3].letters, "fa");
    CHECK_STR(labels[4].letters, "fs");
}

static void many(void) {
    CHECK(hint_labels_make("abc", MOST, labels));
    CHECK(none_begins_another(300));
    CHECK(!hint_labels_make("ab", 1000, labels));
}

int main(void) {
    RUN(short_and_free_of_prefixes);
    RUN(the_first_letters_are_the_first_labels);
    RUN(many);
    return test_end();
}
