#include "font_set.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "font_cache.h"
#include "font_fallback.h"
#include "font_family.h"
#include "font_shape.h"
#include "font_underline.h"
#include "sprite.h"

#define LATIN 256u
#define CACHE_LIMIT_BYTES ((size_t)16 << 20)

/* First word of a cache key. */
enum key { KEY_CELL, KEY_STAMPS, KEY_RUN };

struct font_set {
    FT_Library library;
    FcConfig *config;
    struct font_family family;
    struct font_fallback fallback;
    struct font_shaper shaper;
    struct font_raster raster;
    struct font_metrics metrics;
    struct glyph_atlas atlas;
    struct font_cache cache;
    uint8_t *sprite; /* a canvas of two cells of double size */
    double size_pt, dpi, line_height;
    struct font_lines lines;
    bool ligatures;
    const struct font_glyph *latin[FONT_STYLES][LATIN];         /* short cut of the cache for single characters */
    uint32_t decorations[FONT_LINE_SIZES][FONT_DECORATIONS][2]; /* tiles, by column of the cell */
    bool decorated[FONT_LINE_SIZES][FONT_DECORATIONS];          /* those that were drawn */
};

static const struct font_glyph blank;

static double clamp_size(double size_pt) {
    return size_pt >= FONT_SIZE_MIN ? fmin(size_pt, FONT_SIZE_MAX) : FONT_SIZE_MIN;
}

static uint32_t at_least_one(double value) {
    return value < 1 ? 1 : (uint32_t)lround(value);
}

/* An underline keeps clear of what stands on the baseline by a pixel, more in large fonts, where the cell has the room;
 * a font that wants it lower has it lower. `shift`: how much lower the user wants it. */
static uint32_t place_underline(const struct font_metrics *metrics, double wanted, double shift) {
    double lowest = (double)metrics->cell_height - metrics->underline_thickness;
    double clear = metrics->baseline + fmax(round(metrics->em_px / 12), 1);
    double top = fmin(fmax(round(wanted), clear), lowest);
    return (uint32_t)fmax(fmin(top + round(shift), lowest), 0);
}

/* Of lines beside the letters; the places of letters and the cell are known. `scale`: pixels for one at 96 dots per
 * inch. */
static void compute_lines(const struct font_face_extents *extents, const struct font_lines *lines, double scale,
                          struct font_metrics *metrics) {
    double own = extents->underline_thickness;
    metrics->strikeout_thickness = at_least_one(own);
    metrics->underline_thickness =
        at_least_one(fmin(lines->underline_thickness > 0 ? lines->underline_thickness * scale : own,
                          fmax(metrics->cell_height / 4.0, 1)));
    metrics->underline_top =
        place_underline(metrics, metrics->baseline - extents->underline - own / 2, lines->underline_offset * scale);
    double strike = metrics->baseline - extents->strikeout - metrics->strikeout_thickness / 2.0;
    double lowest = (double)metrics->cell_height - metrics->strikeout_thickness;
    metrics->strikeout_top = (uint32_t)lround(fmax(fmin(strike, lowest), 0));
    double cursor = lines->cursor_thickness > 0 ? lines->cursor_thickness * scale : metrics->em_px / 8;
    metrics->cursor_thickness = at_least_one(fmin(cursor, metrics->cell_width));
}

/* Whole pixels from the measures of the regular face. */
static void compute_metrics(const struct font_face_extents *extents, unsigned below, double px, double line_height,
                            struct font_metrics *metrics) {
    double ink = extents->ascent + extents->descent;
    metrics->em_px = px;
    metrics->cell_width = at_least_one(extents->advance);
    metrics->cell_height = at_least_one(fmax(extents->line * line_height, 1));
    double baseline = extents->ascent + (metrics->cell_height - ink) / 2;
    metrics->baseline = at_least_one(fmin(baseline, metrics->cell_height));
    /* Hinting may put the lowest pixels, such as those of '_', below what the face announces: the cell makes room. */
    if (metrics->cell_height < metrics->baseline + below)
        metrics->cell_height = metrics->baseline + below;
    metrics->light = at_least_one(px * 0.065);
    metrics->heavy = px < 14 ? 2 : metrics->light + 2;
}

/* Gives all faces of the family a size and computes what follows from it. */
static bool size_faces(struct font_set *set, double px, double dpi, struct font_metrics *metrics) {
    struct font_face_extents extents;
    for (int i = 0; i < FONT_STYLES; i++) {
        if (!font_face_set_size(set->family.faces[i], px))
            return false;
    }
    font_face_extents(set->family.faces[FONT_REGULAR], &extents);
    compute_metrics(&extents, font_face_pixels_below(set->family.faces[FONT_REGULAR]), px, set->line_height, metrics);
    compute_lines(&extents, &set->lines, dpi / 96, metrics);
    for (int i = 0; i < FONT_STYLES; i++) {
        struct font_face_extents own;
        struct font_face *face = set->family.faces[i];
        font_face_extents(face, &own);
        bool fits = face->scalable && own.monospace && own.advance > 0;
        face->stretch = fits ? metrics->cell_width / own.advance : 1.0;
    }
    return true;
}

static void forget(struct font_set *set) {
    font_cache_clear(&set->cache);
    memset(set->latin, 0, sizeof set->latin);
    memset(set->decorated, 0, sizeof set->decorated);
}

static bool apply_size(struct font_set *set, double size_pt, double dpi, char *error, size_t error_size) {
    struct font_metrics metrics;
    double px = clamp_size(size_pt) * dpi / 72;
    if (!size_faces(set, px, dpi, &metrics)) {
        snprintf(error, error_size, "font: '%s' has no size of %g pt; choose another one", set->family.name, size_pt);
        return false;
    }
    uint8_t *sprite = malloc((size_t)metrics.cell_width * 4 * metrics.cell_height * 2);
    if (!sprite || !font_raster_init(&set->raster, &metrics) ||
        !glyph_atlas_reset(&set->atlas, metrics.cell_width, metrics.cell_height)) {
        free(sprite);
        snprintf(error, error_size, "font: no memory for glyphs of %g pt", size_pt);
        return false;
    }
    free(set->sprite);
    set->sprite = sprite;
    set->metrics = metrics;
    set->size_pt = clamp_size(size_pt);
    set->dpi = dpi;
    forget(set);
    return true;
}

static bool open_all(struct font_set *set, const struct font_options *options, char *error, size_t error_size) {
    const char *name = options->family && *options->family ? options->family : "monospace";
    set->config = FcInitLoadConfigAndFonts();
    if (!set->config) {
        snprintf(error, error_size, "font: fontconfig cannot load its configuration; check /etc/fonts");
        return false;
    }
    if (FT_Init_FreeType(&set->library) || !font_shaper_init(&set->shaper, options->features)) {
        snprintf(error, error_size, "font: FreeType or HarfBuzz cannot start: out of memory");
        return false;
    }
    if (!font_family_open(&set->family, set->config, set->library, name, error, error_size))
        return false;
    if (!font_fallback_init(&set->fallback, set->config, set->family.name, 16, FONT_STYLES)) {
        snprintf(error, error_size, "font: out of memory");
        return false;
    }
    return true;
}

struct font_set *font_set_create(const struct font_options *options, char *error, size_t error_size) {
    struct font_set *set = calloc(1, sizeof *set);
    if (!set) {
        snprintf(error, error_size, "font: out of memory");
        return NULL;
    }
    font_cache_init(&set->cache);
    set->line_height = options->line_height > 0 ? fmin(fmax(options->line_height, 0.5), 4) : 1;
    set->lines = options->lines;
    set->ligatures = !options->no_ligatures;
    double dpi = options->dpi > 0 ? options->dpi : 96;
    if (!open_all(set, options, error, error_size) || !apply_size(set, options->size_pt, dpi, error, error_size)) {
        font_set_destroy(set);
        return NULL;
    }
    font_fallback_set_size(&set->fallback, set->metrics.em_px);
    return set;
}

void font_set_destroy(struct font_set *set) {
    if (!set)
        return;
    font_cache_clear(&set->cache);
    glyph_atlas_finish(&set->atlas);
    font_raster_finish(&set->raster);
    font_shaper_finish(&set->shaper);
    font_fallback_finish(&set->fallback);
    font_family_close(&set->family);
    if (set->library)
        FT_Done_FreeType(set->library);
    if (set->config)
        FcConfigDestroy(set->config);
    free(set->sprite);
    free(set);
}

bool font_set_resize(struct font_set *set, double size_pt, double dpi, char *error, size_t error_size) {
    if (dpi <= 0)
        dpi = set->dpi;
    if (clamp_size(size_pt) == set->size_pt && dpi == set->dpi)
        return true;
    if (!apply_size(set, size_pt, dpi, error, error_size)) {
        struct font_metrics same;
        size_faces(set, set->metrics.em_px, set->dpi, &same);
        font_raster_init(&set->raster, &set->metrics);
        return false;
    }
    font_fallback_set_size(&set->fallback, set->metrics.em_px);
    return true;
}

const struct font_metrics *font_set_metrics(const struct font_set *set) {
    return &set->metrics;
}

const char *font_set_family(const struct font_set *set) {
    return set->family.name;
}

const char *font_set_warning(const struct font_set *set) {
    return set->family.warning[0] ? set->family.warning : NULL;
}

double font_set_size_pt(const struct font_set *set) {
    return set->size_pt;
}

const struct glyph_atlas *font_set_atlas(const struct font_set *set) {
    return &set->atlas;
}

static struct sprite_canvas canvas_of(struct font_set *set, unsigned columns, enum font_line_size size) {
    uint32_t tall = font_size_rows(size);
    struct sprite_canvas canvas = {set->sprite, set->metrics.cell_width * columns * font_size_columns(size),
                                   set->metrics.cell_height * tall, set->metrics.light * tall,
                                   set->metrics.heavy * tall};
    memset(canvas.pixels, 0, (size_t)canvas.width * canvas.height);
    return canvas;
}

/* One tile of a canvas, of the row of tiles that a line of this size shows. */
static uint32_t cut_tile(struct font_set *set, const struct sprite_canvas *canvas, uint32_t column,
                         enum font_line_size size) {
    size_t top = size == FONT_DOUBLE_BOTTOM ? set->metrics.cell_height : 0;
    const uint8_t *from = canvas->pixels + top * canvas->width + (size_t)column * set->metrics.cell_width;
    return glyph_atlas_add_coverage(&set->atlas, from, canvas->width);
}

static void draw_decoration(struct font_set *set, enum font_decoration decoration, enum font_line_size size) {
    struct sprite_canvas canvas = canvas_of(set, 1, size);
    struct font_metrics metrics = set->metrics;
    uint32_t tall = font_size_rows(size);
    sprite_metrics_grow(&metrics, tall);
    sprite_decoration(&canvas, decoration, &metrics);
    for (uint32_t i = 0; i < font_size_columns(size); i++)
        set->decorations[size][decoration][i] = cut_tile(set, &canvas, i, size);
    set->decorated[size][decoration] = true;
}

uint32_t font_set_decoration(struct font_set *set, enum font_decoration decoration, enum font_line_size size,
                             uint32_t column) {
    if (!set->decorated[size][decoration])
        draw_decoration(set, decoration, size);
    return set->decorations[size][decoration][column];
}

uint32_t font_set_underline(struct font_set *set, const struct font_underline *underline) {
    const struct font_underline_maker maker = {&set->cache, &set->atlas, &set->metrics, set->sprite};
    return font_underline_tile(&maker, underline);
}

/* A sprite: a drawn character, or the box that stands for one that no font has. */
static void draw_sprite(struct font_set *set, uint32_t code_point, unsigned columns, enum font_line_size size,
                        struct font_glyph *glyph) {
    struct sprite_canvas canvas = canvas_of(set, columns, size);
    if (!sprite_draw(&canvas, code_point))
        sprite_missing(&canvas);
    memset(glyph, 0, sizeof *glyph);
    glyph->count = (uint8_t)(columns * font_size_columns(size));
    for (unsigned i = 0; i < glyph->count; i++)
        glyph->tile[i] = cut_tile(set, &canvas, i, size);
}

/* How a line is drawn: what all cells of a layout have in common. */
struct line_look {
    enum font_style style;
    enum font_line_size size;
};

/* The glyph of shaped stamps: the same stamps are drawn once, whatever text they came from. */
static const struct font_glyph *glyph_of_stamps(struct font_set *set, struct font_face *face, struct line_look look,
                                                unsigned columns, const struct font_shaped_cell *shaped) {
    uint32_t key[3 + FONT_STAMPS_MAX * 3] = {KEY_STAMPS, face->number,
                                             (uint32_t)look.style | columns << 8 | (uint32_t)look.size << 16};
    uint32_t words = 3;
    for (uint32_t i = 0; i < shaped->count; i++) {
        key[words++] = shaped->stamps[i].glyph;
        key[words++] = (uint32_t)shaped->stamps[i].x;
        key[words++] = (uint32_t)shaped->stamps[i].y;
    }
    struct font_glyph *glyph = font_cache_find(&set->cache, key, words);
    if (glyph)
        return glyph;
    glyph = font_cache_add(&set->cache, key, words, sizeof *glyph);
    if (!glyph)
        return &blank;
    const struct font_picture picture = {face,    shaped->stamps, shaped->count, shaped->advance,
                                         columns, look.style,     look.size};
    font_raster_draw(&set->raster, &set->atlas, &picture, glyph);
    return glyph;
}

static bool face_has_all(const struct font_face *face, const struct font_cell *cell) {
    for (uint32_t i = 0; i < cell->length; i++) {
        if (!font_shape_ignorable(cell->text[i]) && !font_face_glyph(face, cell->text[i]))
            return false;
    }
    return true;
}

/* Emoji presentation: asked for by a selector or a joiner, or the default of the wide symbols outside of the CJK
 * blocks (exactly those have Emoji_Presentation). */
static bool wants_emoji(const struct font_cell *cell) {
    uint32_t base = cell->text[0];
    for (uint32_t i = 1; i < cell->length; i++) {
        if (cell->text[i] == 0xFE0E)
            return false;
        if (cell->text[i] == 0xFE0F || cell->text[i] == 0x200D ||
            (cell->text[i] >= 0x1F3FB && cell->text[i] <= 0x1F3FF))
            return true;
    }
    return cell->width == 2 && base >= 0x231A && (base < 0x2E80 || base >= 0x1F000) && base < 0x20000;
}

static struct font_face *pick_face(struct font_set *set, const struct font_cell *cell, enum font_style style) {
    struct font_face *family = set->family.faces[style], *face = NULL;
    if (wants_emoji(cell))
        face = font_fallback_emoji(&set->fallback, set->library, cell->text[0]);
    if (!face && face_has_all(family, cell))
        face = family;
    if (!face)
        face = font_fallback_find(&set->fallback, set->library, cell->text, cell->length);
    if (!face && font_face_glyph(family, cell->text[0]))
        face = family;
    if (!face)
        face = font_fallback_find(&set->fallback, set->library, cell->text, 1);
    return face;
}

static const struct font_glyph *make_cell(struct font_set *set, const struct font_cell *cell, struct line_look look,
                                          struct font_glyph *glyph) {
    struct font_shaped_cell shaped;
    unsigned columns = cell->width == 2 ? 2 : 1;
    if (cell->length == 1 && sprite_has(cell->text[0])) {
        draw_sprite(set, cell->text[0], columns, look.size, glyph);
        return glyph;
    }
    struct font_face *face = pick_face(set, cell, look.style);
    if (!face) {
        if (!font_shape_ignorable(cell->text[0]) && cell->text[0] > 0xA0)
            draw_sprite(set, 0, columns, look.size, glyph);
        return glyph;
    }
    font_shape(&set->shaper, face, cell, 1, &shaped);
    return glyph_of_stamps(set, face, look, columns, &shaped);
}

/* The glyph of one cell by itself. */
static const struct font_glyph *glyph_of_cell(struct font_set *set, const struct font_cell *cell,
                                              struct line_look look) {
    uint32_t key[2 + FONT_STAMPS_MAX * 2] = {KEY_CELL, (uint32_t)look.style | (uint32_t)cell->width << 8 |
                                                           (uint32_t)look.size << 16};
    uint32_t length = cell->length < FONT_STAMPS_MAX * 2 ? cell->length : FONT_STAMPS_MAX * 2;
    bool latin = length == 1 && cell->text[0] < LATIN && cell->width == 1 && look.size == FONT_SINGLE;
    if (!length || !cell->width || (length == 1 && cell->text[0] == ' '))
        return &blank;
    if (latin && set->latin[look.style][cell->text[0]])
        return set->latin[look.style][cell->text[0]];
    memcpy(key + 2, cell->text, length * sizeof *key);
    struct {
        const struct font_glyph *glyph;
        struct font_glyph own;
    } *entry = font_cache_find(&set->cache, key, 2 + length);
    if (!entry) {
        entry = font_cache_add(&set->cache, key, 2 + length, sizeof *entry);
        if (!entry)
            return &blank;
        struct font_cell cut = {cell->text, length, cell->width};
        entry->glyph = make_cell(set, &cut, look, &entry->own);
    }
    if (latin)
        set->latin[look.style][cell->text[0]] = entry->glyph;
    return entry->glyph;
}

/* Whether a cell can take part in a ligature. */
static bool joins(const struct font_set *set, const struct font_cell *cell, enum font_style style) {
    return cell->width == 1 && cell->length == 1 && cell->text[0] > ' ' && !sprite_has(cell->text[0]) &&
           font_face_glyph(set->family.faces[style], cell->text[0]);
}

/* Shapes up to FONT_RUN_MAX cells of a line of single size together. */
static void layout_run(struct font_set *set, enum font_style style, const struct font_cell *cells, size_t count,
                       const struct font_glyph **glyphs) {
    struct font_shaped_cell shaped[FONT_RUN_MAX];
    struct font_face *face = set->family.faces[style];
    const struct line_look look = {style, FONT_SINGLE};
    uint32_t key[2 + FONT_RUN_MAX] = {KEY_RUN, (uint32_t)style};
    for (size_t i = 0; i < count; i++)
        key[2 + i] = cells[i].text[0];
    const struct font_glyph **found = font_cache_find(&set->cache, key, (uint32_t)(2 + count));
    if (!found) {
        font_shape(&set->shaper, face, cells, count, shaped);
        found = font_cache_add(&set->cache, key, (uint32_t)(2 + count), count * sizeof(const struct font_glyph *));
        for (size_t i = 0; i < count; i++) {
            glyphs[i] = shaped[i].count ? glyph_of_stamps(set, face, look, 1, &shaped[i]) : &blank;
            if (found)
                found[i] = glyphs[i];
        }
        return;
    }
    memcpy(glyphs, found, count * sizeof(const struct font_glyph *));
}

void font_set_layout(struct font_set *set, enum font_style style, enum font_line_size size,
                     const struct font_cell *cells, size_t count, const struct font_glyph **glyphs) {
    const struct line_look look = {style, size};
    uint32_t columns = font_size_columns(size);
    /* Of a cell: its glyph, what reaches over, an underline. */
    uint32_t room = (uint32_t)(count < 1024 ? count : 1024) * 4 * columns + FONT_DECORATIONS * columns;
    bool worn = set->cache.bytes > CACHE_LIMIT_BYTES || !glyph_atlas_has_room(&set->atlas, room);
    /* Flushed before the first glyph is handed out, never in between. */
    if (worn && set->atlas.count > 1 &&
        glyph_atlas_reset(&set->atlas, set->metrics.cell_width, set->metrics.cell_height))
        forget(set);
    bool runs = set->ligatures && set->family.faces[style]->ligatures && size == FONT_SINGLE;
    for (size_t at = 0; at < count;) {
        size_t end = at;
        while (runs && end < count && end - at < FONT_RUN_MAX && joins(set, &cells[end], style))
            end++;
        if (end - at > 1) {
            layout_run(set, style, cells + at, end - at, glyphs + at);
            at = end;
        } else {
            glyphs[at] = glyph_of_cell(set, &cells[at], look);
            at++;
        }
    }
}
