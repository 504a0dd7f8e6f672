/* font_fallback.h - which font shows what the family lacks.
 *
 * A font is chosen for a whole run: the cells of a row that stand together and that the family lacks, so that a word is
 * not written in two hands. Each cell takes the first that has it of
 *
 *      1. the families that the user names, in that order
 *      2. monospace families, in fontconfig's order
 *      3. of the other families, the one that has most of the cells that are left; then again of those still left
 *      4. coloured fonts
 *
 * Only the row's text decides, never what was shown before it, so the same row always looks the same. */
#ifndef FONT_FALLBACK_H
#define FONT_FALLBACK_H

#include "font_finder.h"

/* Nobody has it. */
#define FONT_ENTRY_NONE 0xFFFFu

/* Chooses for `count` cells: entries[i] is an index into the order. Fonts that turned out broken are passed over. Cost:
 * a look at one character set for each font and cell. */
void font_fallback_choose(const struct font_order *order, const struct font_cell *cells, size_t count,
                          uint16_t *entries);

/* The font of `font-map` for a family of the rules; NULL: it is not installed, or broken. */
struct font_entry *font_fallback_mapped(const struct font_order *order, size_t family);

#endif
