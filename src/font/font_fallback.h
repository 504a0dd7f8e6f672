/* font_fallback.h - fonts for what the family lacks.
 *
 * fontconfig sorts all fonts once, by likeness to the family and by the user's language; their character sets are asked
 * in that order and a file is opened only when a character of it is needed (a CJK collection takes 300 ms cold). Colour
 * fonts are kept apart: they serve emoji presentation, and text only when nothing else has the character. */
#ifndef FONT_FALLBACK_H
#define FONT_FALLBACK_H

#include "font_face.h"

struct font_fallback_entry {
    FcPattern *pattern; /* borrowed from `sorted`, or owned by `emoji_pattern` */
    FcCharSet *characters;
    struct font_face *face; /* NULL until needed */
    bool broken;            /* could not be opened: not tried again */
    bool color;
};

struct font_fallback {
    FcFontSet *sorted;
    FcPattern *emoji_pattern;
    struct font_fallback_entry emoji; /* pattern NULL: no colour font */
    struct font_fallback_entry *entries;
    size_t count;
    double px;
    uint32_t next_number; /* of the next face */
};

/* Sorts the fonts for a family. False: no memory. */
bool font_fallback_init(struct font_fallback *fallback, FcConfig *config, const char *family, double px,
                        uint32_t first_number);
void font_fallback_finish(struct font_fallback *fallback);

void font_fallback_set_size(struct font_fallback *fallback, double px);

/* The face that has all the characters (joiners and presentation selectors aside); NULL when no font has. */
struct font_face *font_fallback_find(struct font_fallback *fallback, FT_Library library, const uint32_t *text,
                                     size_t length);

/* The colour font, if it has the character. */
struct font_face *font_fallback_emoji(struct font_fallback *fallback, FT_Library library, uint32_t code_point);

#endif
