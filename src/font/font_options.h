/* font_options.h - what is asked of a font set: families, size, rules and measures, as the settings say them.
 *
 * Texts are as their settings have them; several lines of one setting are separated by line feeds. What cannot be
 * understood in them is left out and told (font_set_warning). */
#ifndef FONT_OPTIONS_H
#define FONT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define FONT_SIZE_MIN 4.0
#define FONT_SIZE_MAX 144.0

/* Whether characters of a monospace font are joined; CURSOR: not those that the cursor is on. */
enum font_ligatures { FONT_LIGATURES_OFF, FONT_LIGATURES_CURSOR, FONT_LIGATURES_ON };

/* Of a length: percent of what the font asks for, or pixels at 96 dots per inch that are added to it. */
struct font_adjust {
    double value;
    bool percent;
};

/* What is wanted of lines that are drawn beside the letters, in pixels at 96 dots per inch. */
struct font_lines {
    double underline_thickness; /* 0: as the font says */
    double underline_offset;    /* so much lower than by itself, or higher where negative; never out of the cell */
    double cursor_thickness;    /* of bars and underlines; 0: an eighth of the font's size */
};

#define FONT_AS_IT_IS                                                                                                  \
    { 0, false }

struct font_options {
    const char *family;                      /* NULL or "": monospace, as with all the texts: nothing is asked for */
    const char *bold, *italic, *bold_italic; /* families of their own */
    const char *fallback;                    /* "Family, Family": asked in this order before all other fonts */
    const char *map;                         /* lines of "U+E000-U+F8FF, U+2665: Family" */
    const char *features;                    /* lines of "Family: ss01, -liga", or of all fonts: "calt=0" */
    const char *variations;                  /* "wght=450, wdth=90": axes of the family */
    double size_pt;                          /* FONT_SIZE_MIN to FONT_SIZE_MAX, others are clamped */
    double dpi;                              /* 96 times the scale of the screen; 0: 96 */
    enum font_ligatures ligatures;
    struct font_adjust line_height, cell_width;
    struct font_adjust baseline_offset; /* upwards; percent of the cell's height */
    struct font_lines lines;
    /* Called on another thread when a font was found that font_set_layout had to do without: then call
     * font_set_take_found on the thread of the set. NULL: layouts wait for all fonts, and there is no thread. */
    void (*found)(void *user);
    void *user;
};

#define FONT_OPTIONS_INIT                                                                                              \
    {                                                                                                                  \
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 12.0, 96.0, FONT_LIGATURES_CURSOR, FONT_AS_IT_IS,              \
            FONT_AS_IT_IS, FONT_AS_IT_IS, {0.0, 0.0, 0.0}, NULL, NULL                                                  \
    }

/* A copy with texts of its own, for font_options_release. False: no memory, nothing to release. */
bool font_options_copy(struct font_options *copy, const struct font_options *options);
void font_options_release(struct font_options *copy);

/* Whether both ask for the same but for the resolution. */
bool font_options_same(const struct font_options *a, const struct font_options *b);

#endif
