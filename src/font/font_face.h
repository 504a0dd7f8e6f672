/* font_face.h - one font file, opened for FreeType and HarfBuzz, at one size.
 *
 * The faces of the family and the fallback fonts are the same kind of object; what differs is how their glyphs are
 * fitted into cells (font_raster.h). A face is described by a fontconfig pattern, and what the pattern lacks against
 * the style that was asked for is synthesised: bold by emboldening, italic by shearing. */
#ifndef FONT_FACE_H
#define FONT_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "font_joining.h"
#include "font_rules.h"

struct font_face {
    FT_Face ft;
    hb_font_t *hb;   /* NULL: a format without OpenType tables; glyphs are then taken one by one */
    uint32_t number; /* unique in its set; part of cache keys */
    bool embolden;   /* bold is synthesised */
    bool oblique;    /* italic is synthesised */
    bool color;      /* has coloured glyphs of a kind that is drawn: bitmaps, or layers of one colour each (COLRv0) */
    bool scalable;   /* false: bitmaps of fixed size, scaled to fit */
    bool ligatures;  /* has substitutions that join characters: text is shaped in runs */
    struct font_joining joining; /* which characters take part */
    bool of_family; /* one of the four styles of the family: keeps its place on the grid and may lean over */
    double px;      /* em size */
    double stretch; /* horizontal factor that makes the advance of a monospace font exactly one cell */
    double shift;   /* pixels to the right: half of what a cell is wider than the font asks for */
    hb_feature_t features[FONT_FEATURES_MAX];
    unsigned feature_count;
};

/* Measures of a face in pixels, not rounded. */
struct font_face_extents {
    double ascent, descent, line;                     /* descent is positive */
    double advance;                                   /* of a digit */
    double underline, underline_thickness, strikeout; /* centres, upwards from the baseline */
    bool monospace;
};

/* Opens the file that a pattern names, with the features that the rules have for its family. NULL and one line in
 * `error` when it cannot be read, or shows no characters. Cost: 0.1 to 1 ms, and what the disk takes. */
struct font_face *font_face_open(FT_Library library, const FcPattern *pattern, const struct font_rules *rules,
                                 char *error, size_t error_size);

/* Moves a variable font along the axes of the rules. A bold style keeps its own weight (`wght`), an italic one its own
 * slant. Returns whether the font has all of the axes. */
bool font_face_vary(struct font_face *face, const struct font_rules *rules, bool bold, bool italic);

/* NULL is allowed. */
void font_face_close(struct font_face *face);

/* Sets the size of the em. False when the font has no such size at all. */
bool font_face_set_size(struct font_face *face, double px);

/* How many whole pixels the lowest letters reach below the baseline when they are drawn at the present size. */
unsigned font_face_pixels_below(const struct font_face *face);

void font_face_extents(const struct font_face *face, struct font_face_extents *extents);

/* Glyph index, 0: the face lacks the character. */
uint32_t font_face_glyph(const struct font_face *face, uint32_t code_point);

#endif
