/* font_options.h - what is asked of a font set: a family, a size, and how it is set. */
#ifndef FONT_OPTIONS_H
#define FONT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* What is wanted of lines that are drawn beside the letters, in pixels at 96 dots per inch. */
struct font_lines {
    double underline_thickness; /* 0: as the font says */
    double underline_offset;    /* so much lower than by itself, or higher where negative; never out of the cell */
    double cursor_thickness;    /* of bars and underlines; 0: an eighth of the font's size */
};

struct font_options {
    const char *family; /* NULL or "": monospace */
    double size_pt;     /* FONT_SIZE_MIN to FONT_SIZE_MAX, others are clamped */
    double dpi;         /* 96 times the scale of the screen; 0: 96 */
    double line_height; /* factor on the height that the font asks for; 0: 1 */
    bool no_ligatures;
    struct font_lines lines;
    const char *features; /* OpenType features, "calt=0,ss01"; NULL: the font's defaults */
};

#define FONT_SIZE_MIN 4.0
#define FONT_SIZE_MAX 144.0

#define FONT_OPTIONS_INIT                                                                                              \
    { NULL, 12.0, 96.0, 1.0, false, {0.0, 0.0, 0.0}, NULL }

/* A copy with texts of its own, for font_options_release. False: no memory, nothing to release. */
bool font_options_copy(struct font_options *copy, const struct font_options *options);
void font_options_release(struct font_options *copy);

/* Whether both ask for the same but for the resolution. */
bool font_options_same(const struct font_options *a, const struct font_options *b);

#endif
