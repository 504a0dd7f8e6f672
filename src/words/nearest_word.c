#include "nearest_word.h"

#include <string.h>

static char plain(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '_' || c == ' ' ? '-' : c;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Row i of the table of distances between the first letters of a and of b (Wagner and Fischer; with swaps: optimal
 * string alignment). `before` holds the two rows above. */
static void fill_row(const char *a, const char *b, size_t i, size_t length, const unsigned *before[2], unsigned *row) {
    row[0] = (unsigned)i;
    for (size_t j = 1; j <= length; j++) {
        char x = plain(a[i - 1]), y = plain(b[j - 1]);
        row[j] = least(least(before[0][j], row[j - 1]) + 1, before[0][j - 1] + (x != y));
        if (i > 1 && j > 1 && x == plain(b[j - 2]) && y == plain(a[i - 2])) {
            row[j] = least(row[j], before[1][j - 2] + 1);
        }
    }
}

unsigned word_distance(const char *a, const char *b, unsigned most) {
    unsigned rows[3][NEAREST_WORD_MAX + 1];
    size_t height = strlen(a), width = strlen(b);
    if (height > NEAREST_WORD_MAX || width > NEAREST_WORD_MAX) {
        return most + 1;
    }
    for (size_t j = 0; j <= width; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= height; i++) {
        const unsigned *before[2] = {rows[(i - 1) % 3], rows[(i + 1) % 3]};
        fill_row(a, b, i, width, before, rows[i % 3]);
    }
    return rows[height % 3][width];
}

unsigned word_distance_allowed(const char *word) {
    return (unsigned)(strlen(word) + 1) / 3;
}

const char *nearest_word(const char *word, const char *const *words) {
    unsigned most = word_distance_allowed(word);
    const char *nearest = NULL;
    for (; *words != NULL; words++) {
        unsigned distance = word_distance(word, *words, most);
        if (distance <= most && (nearest == NULL || distance < word_distance(word, nearest, most))) {
            nearest = *words;
        }
    }
    return nearest;
}
