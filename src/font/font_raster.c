#include "font_raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sprite.h"

#include FT_OUTLINE_H
#include FT_BITMAP_H

/* Coverage below this in a neighbour's cell is the edge of antialiasing and not worth a tile there. */
#define FAINT 48
/* A wide character of a fallback font may grow so much to fill its two cells. */
#define GROW_WIDE 1.07
#define SHEAR 0.2

/* How the stamps of a glyph are brought into the cell. */
struct fit {
    double scale;   /* of the em */
    double squeeze; /* of the width besides: 1 but for what is wider than FONT_SCALE_LEAST allows */
    int32_t x, y;   /* 1/64 pixel, added to every stamp; y is whole pixels */
    bool embolden, oblique;
};

struct box {
    double x0, y0, x1, y1; /* pixels, y upwards from the baseline; x1 < x0: empty */
};

bool font_raster_init(struct font_raster *raster, const struct font_metrics *metrics) {
    struct font_raster fresh = {.tile_width = metrics->cell_width,
                                .tile_height = metrics->cell_height,
                                .tile_baseline = metrics->baseline,
                                .light = metrics->light,
                                .width = metrics->cell_width * FONT_GLYPH_TILES};
    size_t pixels = (size_t)fresh.width * 2 * fresh.tile_height;
    fresh.canvas = malloc(pixels * 2);
    fresh.rgba = malloc(pixels * 4);
    if (!fresh.canvas || !fresh.rgba) {
        font_raster_finish(&fresh);
        return false;
    }
    fresh.coverage = fresh.canvas + pixels / 2;
    font_raster_finish(raster);
    *raster = fresh;
    return true;
}

void font_raster_finish(struct font_raster *raster) {
    free(raster->canvas);
    free(raster->rgba);
    memset(raster, 0, sizeof *raster);
}

/* The left edge of the glyph's own cell in the canvas. */
static int origin_of(const struct font_raster *raster) {
    return (int)(FONT_RASTER_ORIGIN * raster->tile_width);
}

/* Loads a stamp's outline, synthesised styles and place applied. The face has the size that the line and the fit ask
 * for. False: it is a bitmap or cannot be loaded. */
static bool load_outline(const struct font_raster *raster, const struct font_face *face, const struct font_stamp *stamp,
                         const struct fit *fit) {
    FT_Face ft = face->ft;
    double scale = fit->scale * raster->grow_y,
           stretch = face->stretch * fit->squeeze * raster->grow_x / raster->grow_y;
    if (FT_Load_Glyph(ft, stamp->glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) ||
        ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return false;
    FT_Outline *outline = &ft->glyph->outline;
    if (fit->embolden) {
        FT_Pos strength = (FT_Pos)lround(face->px * scale * 64 / 28);
        FT_Outline_EmboldenXY(outline, strength, strength / 3);
        FT_Outline_Translate(outline, -strength / 2, 0);
    }
    FT_Matrix matrix = {(FT_Fixed)lround(stretch * 65536), 0, 0, 65536};
    if (fit->oblique)
        matrix.xy = (FT_Fixed)(SHEAR * raster->grow_x / raster->grow_y * 65536);
    if (matrix.xx != 65536 || matrix.xy)
        FT_Outline_Transform(outline, &matrix);
    double x = stamp->x * stretch * scale;
    FT_Pos y = (FT_Pos)lround(stamp->y * scale / 64) * 64;
    FT_Outline_Translate(outline, (FT_Pos)lround(x) + fit->x, y + fit->y);
    return true;
}

static struct box measure(const struct font_raster *raster, const struct font_picture *picture, const struct fit *fit) {
    const struct font_face *face = picture->face;
    struct box box = {1e9, 1e9, -1e9, -1e9};
    for (size_t i = 0; i < picture->count; i++) {
        FT_BBox one;
        if (!load_outline(raster, face, &picture->stamps[i], fit) || !face->ft->glyph->outline.n_points)
            continue;
        FT_Outline_Get_CBox(&face->ft->glyph->outline, &one);
        box.x0 = fmin(box.x0, (double)one.xMin / 64);
        box.y0 = fmin(box.y0, (double)one.yMin / 64);
        box.x1 = fmax(box.x1, (double)one.xMax / 64);
        box.y1 = fmax(box.y1, (double)one.yMax / 64);
    }
    return box;
}

/* How wide glyphs of a fallback font are, as far as that matters: the space around the ink may be given up, or most of
 * it, since touching letters cannot be told apart. */
static double width_of(const struct font_raster *raster, const struct font_picture *picture, const struct box *box) {
    double advance = (double)picture->advance * raster->grow_x / 64, ink = box->x1 - box->x0;
    return picture->columns == 2 ? fmax(advance, ink) : fmax(fmin(advance, ink * 1.06), ink);
}

/* The room of a glyph: its cells, or also the blank one behind them when it would shrink too far. */
static double room_for(const struct font_raster *raster, const struct font_picture *picture, double wide) {
    double cell = raster->cell_width, room = picture->columns * cell;
    if (!picture->may_reach || room / wide >= FONT_SYMBOL_SHARE)
        return room;
    return fmin(room + cell, fmax(wide, room));
}

/* Moves what reaches out of the row into it, by whole pixels. */
static void fit_upright(const struct font_raster *raster, const struct box *box, struct fit *fit) {
    double height = raster->cell_height;
    double above = box->y1 * fit->scale - raster->baseline;
    double below = -box->y0 * fit->scale - (height - raster->baseline);
    if (above > 0)
        fit->y = (int32_t)-ceil(above - 0.25) * 64;
    else if (below > 0)
        fit->y = (int32_t)ceil(fmin(below, -above) - 0.25) * 64;
}

/* Scales and centres glyphs of a fallback font. */
static void fit_into_cells(const struct font_raster *raster, const struct font_picture *picture, struct fit *fit) {
    struct font_picture letter = *picture;
    if (picture->is_marked && picture->count > 1)
        letter.count = 1;
    struct box box = measure(raster, &letter, fit);
    if (box.x1 < box.x0)
        return;
    double wide = width_of(raster, picture, &box), room = room_for(raster, picture, wide);
    double scale = fmin(room / wide, picture->columns == 2 ? GROW_WIDE : 1.0);
    double tallest = raster->cell_height / fmax(box.y1 - box.y0, 1);
    scale = picture->is_letter ? fmax(scale, FONT_LETTER_LEAST) : scale;
    fit->scale = fmax(fmin(scale, tallest), FONT_SCALE_LEAST);
    fit->squeeze = fmin(room / (wide * fit->scale), 1.0);
    double across = fit->scale * fit->squeeze;
    double left = (room - fmax((double)picture->advance * raster->grow_x / 64, box.x1 - box.x0) * across) / 2;
    /* Ink that would begin left of the cell or end right of it (combining marks have no advance) is centred itself. */
    bool by_ink = picture->advance <= 0 || box.x0 * across + left < -0.5 || box.x1 * across + left > room + 0.5;
    if (by_ink)
        left = (room - (box.x1 + box.x0) * across) / 2;
    fit->x = (int32_t)lround(left * 64);
    fit_upright(raster, &box, fit);
}

/* Adds a grey bitmap at a pixel of the canvas; overlapping stamps keep the darker value. */
static void blit(struct font_raster *raster, const FT_Bitmap *bitmap, int left, int top) {
    for (int y = 0; y < (int)bitmap->rows; y++) {
        int to_y = top + y, margin = (int)raster->margin;
        if (to_y < -margin || to_y >= (int)raster->cell_height + margin)
            continue;
        const uint8_t *from = bitmap->buffer + (ptrdiff_t)y * bitmap->pitch;
        uint8_t *to = raster->coverage + (ptrdiff_t)to_y * (ptrdiff_t)raster->width;
        for (int x = 0; x < (int)bitmap->width; x++) {
            int to_x = left + x;
            if (to_x >= 0 && to_x < (int)raster->width && from[x] > to[to_x])
                to[to_x] = from[x];
        }
    }
}

static uint32_t sample(const FT_Bitmap *bitmap, unsigned x, unsigned y, uint32_t rgba[4]) {
    const uint8_t *row = bitmap->buffer + (ptrdiff_t)y * bitmap->pitch;
    if (bitmap->pixel_mode == FT_PIXEL_MODE_BGRA) {
        const uint8_t *pixel = row + (size_t)x * 4;
        rgba[0] = pixel[2];
        rgba[1] = pixel[1];
        rgba[2] = pixel[0];
        return rgba[3] = pixel[3];
    }
    uint32_t grey =
        bitmap->pixel_mode == FT_PIXEL_MODE_MONO ? ((unsigned)row[x / 8] >> (7 - x % 8) & 1u) * 255u : row[x];
    rgba[0] = rgba[1] = rgba[2] = rgba[3] = grey;
    return grey;
}

/* The mean of the source rectangle that one target pixel stands for, premultiplied as the source is. */
static void average(const FT_Bitmap *bitmap, const double area[4], double mean[4]) {
    double weight = 0, sum[4] = {0, 0, 0, 0};
    for (unsigned y = (unsigned)area[1]; y < bitmap->rows && y < area[3]; y++) {
        double tall = fmin(y + 1.0, area[3]) - fmax(y, area[1]);
        for (unsigned x = (unsigned)area[0]; x < bitmap->width && x < area[2]; x++) {
            double part = tall * (fmin(x + 1.0, area[2]) - fmax(x, area[0]));
            uint32_t rgba[4];
            sample(bitmap, x, y, rgba);
            for (int i = 0; i < 4; i++)
                sum[i] += part * rgba[i];
            weight += part;
        }
    }
    for (int i = 0; i < 4; i++)
        mean[i] = weight > 0 ? sum[i] / weight : 0;
}

/* A bitmap of any size, scaled into the cells and centred there. */
static void draw_scaled(struct font_raster *raster, const FT_Bitmap *bitmap, unsigned columns) {
    if (!bitmap->width || !bitmap->rows)
        return;
    double room = (double)(columns * raster->cell_width);
    double scale = fmin(room / bitmap->width, (double)raster->cell_height / bitmap->rows);
    int width = (int)fmax(1, floor(bitmap->width * scale + 0.01));
    int height = (int)fmax(1, floor(bitmap->rows * scale + 0.01));
    int left = origin_of(raster) + ((int)room - width) / 2;
    int top = ((int)raster->cell_height - height) / 2;
    double step_x = (double)bitmap->width / width, step_y = (double)bitmap->rows / height;
    raster->colored |= bitmap->pixel_mode == FT_PIXEL_MODE_BGRA;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double mean[4], area[4] = {x * step_x, y * step_y, (x + 1) * step_x, (y + 1) * step_y};
            average(bitmap, area, mean);
            size_t at = (size_t)(top + y) * raster->width + (size_t)(left + x);
            for (size_t i = 0; i < 4; i++)
                raster->rgba[at * 4 + i] = (uint8_t)lround(mean[i]);
            raster->coverage[at] = (uint8_t)lround(mean[3]);
        }
    }
}

static void draw_outlines(struct font_raster *raster, const struct font_picture *picture, const struct fit *fit) {
    for (size_t i = 0; i < picture->count; i++) {
        if (!load_outline(raster, picture->face, &picture->stamps[i], fit))
            continue;
        FT_GlyphSlot slot = picture->face->ft->glyph;
        if (FT_Render_Glyph(slot, FT_RENDER_MODE_LIGHT) || slot->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY)
            continue;
        blit(raster, &slot->bitmap, origin_of(raster) + slot->bitmap_left, (int)raster->baseline - slot->bitmap_top);
    }
}

/* The coloured glyphs of a font: bitmaps, or layers. */
static void draw_colors(struct font_raster *raster, const struct font_picture *picture) {
    for (size_t i = 0; i < picture->count; i++) {
        FT_GlyphSlot slot = picture->face->ft->glyph;
        if (FT_Load_Glyph(picture->face->ft, picture->stamps[i].glyph, FT_LOAD_COLOR | FT_LOAD_TARGET_LIGHT))
            continue;
        if (slot->format != FT_GLYPH_FORMAT_BITMAP && FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL))
            continue;
        if (slot->bitmap.width && slot->bitmap.rows) {
            draw_scaled(raster, &slot->bitmap, picture->columns);
            return; /* an unknown emoji sequence gives several pictures: the first stands for all */
        }
    }
}

/* One pixel of a strike becomes a block. */
static void fill_block(struct font_raster *raster, int64_t left, int64_t top, uint8_t grey) {
    for (int64_t y = top; y < top + raster->grow_y; y++) {
        for (int64_t x = left; x < left + raster->grow_x; x++) {
            if (x < 0 || y < 0 || x >= raster->width || y >= raster->cell_height)
                continue;
            uint8_t *to = &raster->coverage[(size_t)y * raster->width + (size_t)x];
            *to = grey > *to ? grey : *to;
        }
    }
}

static void stamp_strike(struct font_raster *raster, const FT_Bitmap *bitmap, int64_t left, int64_t top) {
    for (unsigned y = 0; y < bitmap->rows; y++) {
        for (unsigned x = 0; x < bitmap->width; x++) {
            uint32_t rgba[4], grey = sample(bitmap, x, y, rgba);
            if (grey)
                fill_block(raster, left + (int64_t)x * raster->grow_x, top + (int64_t)y * raster->grow_y,
                           (uint8_t)grey);
        }
    }
}

/* Bitmaps of a font of fixed sizes that fit: pixel by pixel where they stand, bold once more beside that. False: one is
 * too large for the cells. */
static bool draw_strikes(struct font_raster *raster, const struct font_picture *picture, bool embolden) {
    const FT_Size_Metrics *size = &picture->face->ft->size->metrics;
    if ((uint32_t)size->y_ppem * raster->grow_y > raster->cell_height)
        return false;
    for (size_t i = 0; i < picture->count; i++) {
        FT_GlyphSlot slot = picture->face->ft->glyph;
        if (FT_Load_Glyph(picture->face->ft, picture->stamps[i].glyph, FT_LOAD_DEFAULT) ||
            slot->format != FT_GLYPH_FORMAT_BITMAP)
            continue;
        int64_t left = origin_of(raster) + (picture->stamps[i].x / 64 + slot->bitmap_left) * (int64_t)raster->grow_x;
        int64_t top = (int64_t)raster->baseline - slot->bitmap_top * (int64_t)raster->grow_y;
        for (int64_t again = 0; again <= embolden; again++)
            stamp_strike(raster, &slot->bitmap, left + again * raster->grow_x, top);
    }
    return true;
}

/* The first pixel of a tile, of the rows of tiles of the cell, or one above or below it. */
static const uint8_t *tile_at(const struct font_raster *raster, int column, int row) {
    return raster->coverage + (ptrdiff_t)row * (ptrdiff_t)(raster->tile_height * raster->width) +
           (ptrdiff_t)(column + FONT_RASTER_ORIGIN) * (ptrdiff_t)raster->tile_width;
}

static bool worth_a_tile(const struct font_raster *raster, const uint8_t *from, bool own) {
    for (uint32_t y = 0; y < raster->tile_height; y++) {
        for (uint32_t x = 0; x < raster->tile_width; x++) {
            if (from[(size_t)y * raster->width + x] > (own ? 0 : FAINT))
                return true;
        }
    }
    return false;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Columns [low, high) of tiles: those that may have ink. */
struct span {
    int low, high;
};

/* Cuts the columns with ink out of a row of tiles; `own` are those of the cell itself. Returns the first of them. */
static struct span cut_row(const struct font_raster *raster, struct glyph_atlas *atlas, struct span span,
                           struct span own, int row, uint32_t *tiles) {
    struct span inked = {span.high, span.low};
    for (int column = span.low; column < span.high; column++) {
        if (worth_a_tile(raster, tile_at(raster, column, row), column >= own.low && column < own.high)) {
            inked.low = column < inked.low ? column : inked.low;
            inked.high = column + 1;
        }
    }
    for (int column = inked.low; column < inked.high; column++) {
        const uint8_t *from = tile_at(raster, column, row);
        tiles[column - inked.low] =
            raster->colored
                ? glyph_atlas_add_color(atlas, raster->rgba + (from - raster->coverage) * 4, (size_t)raster->width * 4)
                : glyph_atlas_add_coverage(atlas, from, raster->width);
    }
    return inked;
}

/* What a marked letter has in the rows above and below. */
static void cut_reaches(const struct font_raster *raster, struct glyph_atlas *atlas, struct span span,
                        struct font_glyph *glyph) {
    const struct span none = {0, 0};
    for (int i = 0; i < FONT_REACHES; i++) {
        struct font_reach *reach = &glyph->reach[i];
        struct span inked = cut_row(raster, atlas, span, none, i == FONT_REACH_UP ? -1 : 1, reach->tile);
        reach->first = (int8_t)inked.low;
        reach->count = (uint8_t)(inked.high > inked.low ? inked.high - inked.low : 0);
    }
}

static void cut(const struct font_raster *raster, struct glyph_atlas *atlas, const struct font_picture *picture,
                bool inside, struct font_glyph *glyph) {
    const struct span own = {0, (int)(picture->columns * raster->grow_x)};
    struct span span = {-FONT_RASTER_ORIGIN, FONT_GLYPH_TILES - FONT_RASTER_ORIGIN};
    if (inside && !picture->is_marked)
        span = (struct span){0, own.high + (picture->may_reach ? (int)raster->grow_x : 0)};
    else if (picture->is_marked)
        span = (struct span){-(int)raster->grow_x, least(own.high + (int)raster->grow_x, span.high)};
    memset(glyph, 0, sizeof *glyph);
    struct span inked = cut_row(raster, atlas, span, own, picture->size == FONT_DOUBLE_BOTTOM, glyph->tile);
    if (raster->margin)
        cut_reaches(raster, atlas, span, glyph);
    if (inked.high <= inked.low)
        return;
    glyph->first = (int8_t)inked.low;
    glyph->count = (uint8_t)(inked.high - inked.low);
}

static void set_em(const struct font_face *face, double px) {
    FT_Set_Char_Size(face->ft, 0, (FT_F26Dot6)lround(px * 64), 72, 72);
}

/* The cell that the glyph is drawn into. */
static void size_cell(struct font_raster *raster, enum font_line_size size) {
    raster->grow_x = font_size_columns(size);
    raster->grow_y = font_size_rows(size);
    raster->cell_width = raster->tile_width * raster->grow_x;
    raster->cell_height = raster->tile_height * raster->grow_y;
    raster->baseline = raster->tile_baseline * raster->grow_y;
}

/* ---- marks that are set by their ink */

static struct box join(struct box a, struct box b) {
    return (struct box){fmin(a.x0, b.x0), fmin(a.y0, b.y0), fmax(a.x1, b.x1), fmax(a.y1, b.y1)};
}

/* How far a mark is moved so that it stands at what is there. Marks above and below keep their distance from the
 * baseline while it leaves a gap. */
static struct fit place_mark(const struct font_raster *raster, const struct font_picture *picture,
                             enum font_mark_place place, struct box ink, struct box mark) {
    double gap = fmax(picture->face->px * raster->grow_y / 16, 1), up = 0;
    bool tie = place == FONT_MARK_TIE_ABOVE || place == FONT_MARK_TIE_BELOW;
    double middle = tie ? (double)(raster->cell_width * picture->columns) : (ink.x0 + ink.x1) / 2;
    if (place == FONT_MARK_OVER || place == FONT_MARK_AROUND)
        up = (ink.y0 + ink.y1 - mark.y0 - mark.y1) / 2;
    else if (place == FONT_MARK_ABOVE || place == FONT_MARK_TIE_ABOVE)
        up = fmax(ink.y1 + gap - mark.y0, 0);
    else
        up = fmin(ink.y0 - gap - mark.y1, 0);
    return (struct fit){.x = (int32_t)lround((middle - (mark.x0 + mark.x1) / 2) * 64), .y = (int32_t)lround(up) * 64};
}

/* Draws a circle or square around the letter. */
static void enclose(struct font_raster *raster, uint32_t code_point, struct box body) {
    uint32_t margin = raster->margin;
    struct sprite_canvas canvas = {raster->coverage - (size_t)margin * raster->width, raster->width,
                                   raster->cell_height + 2 * margin, raster->light * raster->grow_y, 0};
    double left = origin_of(raster), baseline = raster->baseline + margin;
    const struct sprite_ink ink = {left + body.x0, baseline - body.y1, left + body.x1, baseline - body.y0};
    sprite_enclosure(&canvas, code_point, &ink);
}

/* Draws one mark and adds it to the ink. The letter is `body`. */
static void draw_mark(struct font_raster *raster, const struct font_picture *picture, const struct font_mark *mark,
                      const struct fit *letter, struct box body, struct box *ink) {
    const struct font_stamp stamp = {mark->glyph, 0, 0};
    struct font_picture one = *picture;
    struct fit fit = {letter->scale, 1.0, 0, 0, letter->embolden, letter->oblique};
    double px = picture->face->px * raster->grow_y * letter->scale;
    bool apart = mark->place != FONT_MARK_OVER && mark->place != FONT_MARK_AROUND;
    one.face = mark->face;
    one.stamps = &stamp;
    one.count = 1;
    set_em(mark->face, px);
    struct box box = measure(raster, &one, &fit);
    if (box.x1 < box.x0)
        return;
    struct fit by = place_mark(raster, picture, mark->place, apart ? *ink : body, box);
    fit.x = by.x;
    fit.y = by.y;
    if (apart)
        *ink = join(*ink, measure(raster, &one, &fit));
    draw_outlines(raster, &one, &fit);
}

static void draw_marks(struct font_raster *raster, const struct font_picture *picture, const struct fit *letter) {
    struct font_picture alone = *picture;
    alone.count = picture->count > 1 ? 1 : picture->count;
    struct box ink = measure(raster, picture, letter), body = measure(raster, &alone, letter);
    for (size_t i = 0; i < picture->mark_count && body.x1 >= body.x0; i++) {
        const struct font_mark *mark = &picture->marks[i];
        if (!mark->face) {
            enclose(raster, mark->glyph, body);
            continue;
        }
        draw_mark(raster, picture, mark, letter, body, &ink);
        set_em(mark->face, mark->face->px);
    }
}

static void draw_scalable(struct font_raster *raster, const struct font_picture *picture, bool inside,
                          struct fit *fit) {
    const struct font_face *face = picture->face;
    double px = face->px * raster->grow_y, now = face->px;
    if (px > now)
        set_em(face, now = px);
    if (inside)
        fit_into_cells(raster, picture, fit);
    if (fabs(fit->scale - 1) > 0.001)
        set_em(face, now = px * fit->scale);
    draw_outlines(raster, picture, fit);
    if (picture->mark_count)
        draw_marks(raster, picture, fit);
    if (picture->mark_count || now < face->px || now > face->px)
        set_em(face, face->px);
}

void font_raster_draw(struct font_raster *raster, struct glyph_atlas *atlas, const struct font_picture *picture,
                      struct font_glyph *glyph) {
    const struct font_face *face = picture->face;
    bool inside = !face->of_family || picture->columns == 2;
    struct fit fit = {1.0, 1.0, 0, 0, face->embolden, face->oblique};
    size_cell(raster, picture->size);
    size_t pixels = (size_t)raster->width * raster->cell_height;
    raster->margin = picture->is_marked && picture->size == FONT_SINGLE ? raster->tile_height : 0;
    size_t margin = (size_t)raster->margin * raster->width;
    memset(raster->coverage - margin, 0, pixels + 2 * margin);
    raster->colored = false;
    if (!face->of_family) {
        fit.embolden = picture->style & FONT_BOLD;
        fit.oblique = picture->style & FONT_ITALIC && picture->columns == 1;
    } else {
        fit.x = (int32_t)lround(face->shift * raster->grow_x) * 64;
    }
    if (face->color || (!face->scalable && !draw_strikes(raster, picture, fit.embolden))) {
        memset(raster->rgba, 0, pixels * 4);
        draw_colors(raster, picture);
    } else if (face->scalable) {
        draw_scalable(raster, picture, inside, &fit);
    }
    cut(raster, atlas, picture, inside, glyph);
}
