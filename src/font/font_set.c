#include "font_set.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "font_installed.h"
#include "font_set_parts.h"
#include "font_underline.h"
#include "sprite.h"

static double clamp_size(double size_pt) {
    return size_pt >= FONT_SIZE_MIN ? fmin(size_pt, FONT_SIZE_MAX) : FONT_SIZE_MIN;
}

static uint32_t at_least_one(double value) {
    return value < 1 ? 1 : (uint32_t)lround(value);
}

/* A length of the font as the options want it. `scale`: pixels of the screen for one of the options. */
static double adjusted(double length, struct font_adjust adjust, double scale) {
    if (adjust.percent)
        return adjust.value > 0 ? length * fmin(fmax(adjust.value / 100, 0.25), 4) : length;
    return fmin(fmax(length + adjust.value * scale, length / 4), length * 4);
}

/* Upwards. */
static double baseline_shift(struct font_adjust adjust, double height, double scale) {
    return adjust.percent ? height * adjust.value / 100 : adjust.value * scale;
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
static void compute_metrics(const struct font_set *set, const struct font_face_extents *extents, unsigned below,
                            double px, double scale, struct font_metrics *metrics) {
    double ink = extents->ascent + extents->descent;
    bool moved = set->baseline_offset.value < 0 || set->baseline_offset.value > 0;
    metrics->em_px = px;
    metrics->cell_width = at_least_one(adjusted(extents->advance, set->cell_width, scale));
    metrics->cell_height = at_least_one(fmax(adjusted(extents->line, set->line_height, scale), 1));
    double baseline = extents->ascent + (metrics->cell_height - ink) / 2 -
                      baseline_shift(set->baseline_offset, metrics->cell_height, scale);
    metrics->baseline = at_least_one(fmin(baseline, metrics->cell_height));
    /* Hinting may put the lowest pixels, such as those of '_', below what the face announces: the cell makes room. */
    if (metrics->cell_height < metrics->baseline + below && !moved)
        metrics->cell_height = metrics->baseline + below;
    metrics->light = at_least_one(px * 0.065);
    metrics->heavy = px < 14 ? 2 : metrics->light + 2;
}

/* Gives all faces of the family a size and computes what follows from it. */
static bool size_faces(struct font_set *set, double px, double scale, struct font_metrics *metrics) {
    struct font_face_extents extents;
    for (int i = 0; i < FONT_STYLES; i++) {
        if (!font_face_set_size(set->family.faces[i], px))
            return false;
    }
    font_face_extents(set->family.faces[FONT_REGULAR], &extents);
    compute_metrics(set, &extents, font_face_pixels_below(set->family.faces[FONT_REGULAR]), px, scale, metrics);
    uint32_t natural = at_least_one(extents.advance);
    compute_lines(&extents, &set->lines, scale, metrics);
    for (int i = 0; i < FONT_STYLES; i++) {
        struct font_face_extents own;
        struct font_face *face = set->family.faces[i];
        font_face_extents(face, &own);
        bool fits = face->scalable && own.monospace && own.advance > 0;
        face->stretch = fits ? natural / own.advance : 1.0;
        face->shift = ((double)metrics->cell_width - natural) / 2;
    }
    return true;
}

void font_set_forget(struct font_set *set) {
    font_cache_clear(&set->cache);
    memset(set->latin, 0, sizeof set->latin);
    memset(set->decorated, 0, sizeof set->decorated);
}

static bool apply_size(struct font_set *set, double size_pt, double dpi, char *error, size_t error_size) {
    struct font_metrics metrics;
    double px = clamp_size(size_pt) * dpi / 72;
    if (!size_faces(set, px, dpi / 96, &metrics)) {
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
    font_set_forget(set);
    return true;
}

/* What the user names and does not have. */
static void note_absent(struct font_set *set) {
    for (size_t i = 0; i < set->rules.family_count; i++) {
        const char *name = set->rules.families[i];
        char nearest[120];
        if (font_is_installed(set->config, name))
            continue;
        font_installed_nearest(set->config, name, nearest, sizeof nearest);
        font_note(&set->notes, "%s: '%.80s' is not installed%s",
                  i < set->rules.fallback_count ? "font-fallback" : "font-map", name, nearest);
    }
}

static bool open_all(struct font_set *set, const struct font_options *options, char *error, size_t error_size) {
    set->config = FcInitLoadConfigAndFonts();
    if (!set->config) {
        snprintf(error, error_size, "font: fontconfig cannot load its configuration; check /etc/fonts");
        return false;
    }
    if (!font_rules_read(&set->rules, options, &set->notes)) {
        snprintf(error, error_size, "font: out of memory");
        return false;
    }
    if (FT_Init_FreeType(&set->library) || !font_shaper_init(&set->shaper)) {
        snprintf(error, error_size, "font: FreeType or HarfBuzz cannot start: out of memory");
        return false;
    }
    const struct font_source source = {set->config, set->library, &set->rules, &set->notes};
    if (!font_family_open(&set->family, &source, options, error, error_size))
        return false;
    note_absent(set);
    set->finder = font_finder_create(&source, options, set->family.name, FONT_STYLES);
    if (!set->finder)
        snprintf(error, error_size, "font: out of memory");
    return set->finder != NULL;
}

struct font_set *font_set_create(const struct font_options *options, char *error, size_t error_size) {
    struct font_set *set = calloc(1, sizeof *set);
    if (!set) {
        snprintf(error, error_size, "font: out of memory");
        return NULL;
    }
    font_cache_init(&set->cache);
    set->line_height = options->line_height;
    set->cell_width = options->cell_width;
    set->baseline_offset = options->baseline_offset;
    set->lines = options->lines;
    set->ligatures = options->ligatures;
    double dpi = options->dpi > 0 ? options->dpi : 96;
    if (!open_all(set, options, error, error_size) || !apply_size(set, options->size_pt, dpi, error, error_size)) {
        font_set_destroy(set);
        return NULL;
    }
    return set;
}

void font_set_destroy(struct font_set *set) {
    if (!set)
        return;
    font_cache_clear(&set->cache);
    glyph_atlas_finish(&set->atlas);
    font_raster_finish(&set->raster);
    font_shaper_finish(&set->shaper);
    font_finder_destroy(set->finder);
    font_family_close(&set->family);
    font_rules_release(&set->rules);
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
        size_faces(set, set->metrics.em_px, set->dpi / 96, &same);
        font_raster_init(&set->raster, &set->metrics);
        return false;
    }
    font_finder_resized(set->finder);
    return true;
}

const struct font_metrics *font_set_metrics(const struct font_set *set) {
    return &set->metrics;
}

const char *font_set_family(const struct font_set *set) {
    return set->family.name;
}

const char *font_set_warning(const struct font_set *set, size_t i) {
    return i < set->notes.count ? set->notes.lines[i] : NULL;
}

void font_set_prepare(struct font_set *set) {
    font_finder_order(set->finder);
}

bool font_set_take_found(struct font_set *set) {
    bool waited = set->is_waiting;
    font_finder_notes(set->finder, &set->notes);
    set->is_waiting = false;
    set->epoch += waited;
    return waited;
}

uint32_t font_set_epoch(const struct font_set *set) {
    return set->epoch;
}

unsigned font_set_waits(const struct font_set *set) {
    return font_finder_waits(set->finder);
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

void font_set_draw_sprite(struct font_set *set, uint32_t code_point, unsigned columns, enum font_line_size size,
                          struct font_glyph *glyph) {
    struct sprite_canvas canvas = canvas_of(set, columns, size);
    if (!sprite_draw(&canvas, code_point))
        sprite_missing(&canvas);
    memset(glyph, 0, sizeof *glyph);
    glyph->count = (uint8_t)(columns * font_size_columns(size));
    for (unsigned i = 0; i < glyph->count; i++)
        glyph->tile[i] = cut_tile(set, &canvas, i, size);
}

struct font_face *font_set_face(struct font_set *set, struct font_entry *entry, bool *waits) {
    enum font_file file = font_finder_open(set->finder, entry);
    *waits = file == FONT_WANTED;
    return file == FONT_OPEN ? font_finder_face(entry, set->metrics.em_px) : NULL;
}
