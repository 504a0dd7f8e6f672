/* hint_labels.h - short names for things on the screen, to be typed: "a", "s", "la", "ls".
 *
 * No label is the beginning of another one, so the last letter that is needed decides and nothing has to be confirmed.
 * They are as short as that allows: where there are more things than letters, as few letters as possible stand for
 * groups, those at the end of the alphabet; so what comes first keeps a single letter, and one that is easy to reach.
 * Pure. */
#ifndef HINT_LABELS_H
#define HINT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#define HINT_LABEL_MAX 8

struct hint_label {
    char letters[HINT_LABEL_MAX + 1];
};

/* Writes `count` labels, the shortest ones first, of at least two letters, none of them twice. False: labels would be
 * too long. Cost: that of the labels. */
bool hint_labels_make(const char *letters, size_t count, struct hint_label *labels);

#endif
