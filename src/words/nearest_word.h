/* nearest_word.h - what was probably meant by a word that does not exist. Pure. */
#ifndef NEAREST_WORD_H
#define NEAREST_WORD_H

#include <stddef.h>

/* Longer words resemble none. */
#define NEAREST_WORD_MAX 40

/* How many letters have to be put in, left out, replaced, or swapped with their neighbour to make one word of the
 * other; upper and lower case are the same, and so are '-', '_' and blanks. More than `most`: some number above it.
 * Cost: the product of the lengths. */
unsigned word_distance(const char *a, const char *b, unsigned most);

/* How far off a word may be to be meant: a third of its letters. */
unsigned word_distance_allowed(const char *word);

/* The nearest of `words` (NULL behind the last one), the first of several; NULL: none resembles it. */
const char *nearest_word(const char *word, const char *const *words);

#endif
