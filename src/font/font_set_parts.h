/* font_set_parts.h - what a font set consists of; internal to font_set.c, which makes it, and font_layout.c and
 * font_marks.c, which use it. */
#ifndef FONT_SET_PARTS_H
#define FONT_SET_PARTS_H

#include "font_cache.h"
#include "font_fallback.h"
#include "font_family.h"
#include "font_raster.h"
#include "font_set.h"
#include "font_shape.h"

#define FONT_LATIN 256u

struct font_set {
    FT_Library library;
    FcConfig *config;
    struct font_rules rules;
    struct font_notes notes;
    struct font_family family;
    struct font_finder *finder;
    struct font_shaper shaper;
    struct font_raster raster;
    struct font_metrics metrics;
    struct glyph_atlas atlas;
    struct font_cache cache;
    uint8_t *sprite; /* a canvas of two cells of double size */
    double size_pt, dpi;
    struct font_adjust line_height, cell_width, baseline_offset;
    struct font_lines lines;
    enum font_ligatures ligatures;
    bool is_waiting; /* a cell was left blank, since its font is being found */
    uint32_t epoch;
    const struct font_glyph *latin[FONT_STYLES][FONT_LATIN];    /* short cut of the cache for single characters */
    uint32_t decorations[FONT_LINE_SIZES][FONT_DECORATIONS][2]; /* tiles, by column of the cell */
    bool decorated[FONT_LINE_SIZES][FONT_DECORATIONS];          /* those that were drawn */
};

/* Forgets all glyphs; those of the atlas are the caller's business. */
void font_set_forget(struct font_set *set);

/* The face of a font of the fallback. NULL: *waits says whether it is being opened, or is broken. */
struct font_face *font_set_face(struct font_set *set, struct font_entry *entry, bool *waits);

/* A sprite: a drawn character, or the box that stands for one that no font has (code point 0). */
void font_set_draw_sprite(struct font_set *set, uint32_t code_point, unsigned columns, enum font_line_size size,
                          struct font_glyph *glyph);

#endif
