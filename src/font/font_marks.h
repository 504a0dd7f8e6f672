/* font_marks.h - letters with marks: which marks the letter's font sets by itself, and which are set here.
 *
 * HarfBuzz sets marks that the letter's font has, by the font's anchors or by their class. Set here, each by its own
 * ink over the ink of the letter, are
 *
 *     strokes and slashes through a letter (U+0335-0338), circles, squares and keycaps around it (U+20DD-20E4), ties to
 *     the next letter (U+035C-0362): no monospace font gives anchors to them, and they reach over the cell
 *     marks that the font lacks: taken from another font, so that the letter stays what it is in the row
 *
 * Only for scripts where a mark stands on, under or through one letter: Latin, Greek, Cyrillic, Hebrew, Arabic, Thai,
 * symbols. Where marks change letters (Devanagari and its kin: anything with a virama or a spacing vowel sign) a
 * cluster is shaped whole by one font. */
#ifndef FONT_MARKS_H
#define FONT_MARKS_H

#include "font_face.h"
#include "font_raster.h"
#include "font_set.h"

/* Of one cell; those beyond are left out. */
#define FONT_LOOSE_MAX 8u
#define FONT_CORE_MAX 32u

/* The text of a cell, taken apart for a font. */
struct font_cluster {
    uint32_t core[FONT_CORE_MAX]; /* what the font shapes: the letter first */
    uint32_t core_length;
    uint32_t loose[FONT_LOOSE_MAX]; /* marks that are set here */
    uint32_t loose_count;
    bool is_attached; /* a loose one grows out of the letter, as horns and cedillas do: a font has both or neither */
    bool is_marked;   /* a letter and marks, or a letter that consists of such: it may reach out of its cell */
};

/* Takes a cell's text apart. */
void font_cluster_split(const struct font_face *face, const struct font_cell *cell, struct font_cluster *cluster);

/* Whether a font can show a character, if need be by its parts: U+1EA4 by A, circumflex and acute. */
bool font_face_shows(const struct font_face *face, uint32_t code_point);

/* Whether a character is a letter and marks in one. */
bool font_mark_is_accented(uint32_t code_point);

/* Whether a character is a letter of a script without capitals: Arabic, Hebrew, Thai, Devanagari and their kin. */
bool font_is_letter(uint32_t code_point);

/* Where a mark goes that is set here. */
enum font_mark_place font_mark_place(uint32_t code_point);

/* Finds fonts for the loose marks, FONT_LOOSE_MAX at most: the letter's font, or those of the fallback. Marks that no
 * font has are left out. False: a font is being opened. */
bool font_marks_find(struct font_set *set, struct font_face *letter, const struct font_cluster *cluster,
                     struct font_mark *marks, size_t *count);

#endif
