#include "font_underline.h"

#include <string.h>

#include "sprite.h"

/* Coverage from which on a pixel of a letter counts as ink. */
#define INK 72u

/* First word of the keys; those of font_layout.c are smaller. */
enum { KEY_UNDERLINE = 16 };

/* The pixels of the canvas that the column shows. */
struct window {
    uint8_t *pixels;
    uint32_t stride, width, height;
};

static uint32_t phase_of(const struct font_metrics *metrics, const struct font_underline *underline) {
    uint32_t period = sprite_underline_period(underline->decoration, metrics, font_size_rows(underline->size));
    return (uint32_t)((uint64_t)underline->column * metrics->cell_width % period);
}

static struct window draw(const struct font_underline_maker *maker, const struct font_underline *underline,
                          uint32_t phase) {
    uint32_t wide = font_size_columns(underline->size), tall = font_size_rows(underline->size);
    struct font_metrics metrics = *maker->metrics;
    struct sprite_canvas canvas = {maker->canvas, metrics.cell_width * wide, metrics.cell_height * tall,
                                   metrics.light * tall, metrics.heavy * tall};
    memset(canvas.pixels, 0, (size_t)canvas.width * canvas.height);
    sprite_metrics_grow(&metrics, tall);
    sprite_underline(&canvas, underline->decoration, &metrics, phase);
    size_t top = underline->size == FONT_DOUBLE_BOTTOM ? maker->metrics->cell_height : 0;
    return (struct window){canvas.pixels + top * canvas.width + (size_t)underline->side * metrics.cell_width,
                           canvas.width, metrics.cell_width, maker->metrics->cell_height};
}

static bool line_has_any(const struct window *window, uint32_t y) {
    uint8_t any = 0;
    for (uint32_t x = 0; x < window->width; x++)
        any |= window->pixels[(size_t)y * window->stride + x];
    return any != 0;
}

/* Narrows the window to the lines that have any of the underline; height 0: there are none. Returns the first. */
static uint32_t narrow(struct window *window) {
    uint32_t top = 0;
    while (top < window->height && !line_has_any(window, top))
        top++;
    while (window->height > top && !line_has_any(window, window->height - 1))
        window->height--;
    window->pixels += (size_t)top * window->stride;
    window->height -= top;
    return top;
}

static bool has_ink(const struct glyph_atlas *atlas, uint32_t tile, uint32_t x, uint32_t y) {
    size_t column = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width + x;
    size_t row = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height + y;
    return tile != ATLAS_TILE_BLANK && atlas->pixels[(row * atlas->width + column) * 4 + 3] >= INK;
}

/* Does any of the letters have ink in column x of lines [top, bottom)? */
static bool is_crossed(const struct glyph_atlas *atlas, const uint32_t inks[FONT_UNDERLINE_INKS], uint32_t x,
                       uint32_t top, uint32_t bottom) {
    for (uint32_t i = 0; i < FONT_UNDERLINE_INKS; i++) {
        for (uint32_t y = top; y < bottom; y++) {
            if (has_ink(atlas, inks[i], x, y))
                return true;
        }
    }
    return false;
}

static void clear_columns(const struct window *window, uint32_t from, uint32_t to) {
    for (uint32_t y = 0; y < window->height && from < to; y++)
        memset(window->pixels + (size_t)y * window->stride + from, 0, to - from);
}

/* Leaves the line out at the letters' ink, and beside it. False: there is none. */
static bool skip_ink(const struct font_underline_maker *maker, const struct font_underline *underline,
                     struct window window) {
    uint32_t beside = maker->metrics->underline_thickness, top = narrow(&window), bottom = top + window.height;
    bool any = false;
    for (uint32_t x = 0; x < window.width; x++) {
        uint32_t end = x + beside + 1;
        if (!is_crossed(maker->atlas, underline->inks, x, top, bottom))
            continue;
        clear_columns(&window, x > beside ? x - beside : 0, end < window.width ? end : window.width);
        any = true;
    }
    return any;
}

static bool has_inks(const struct font_underline *underline) {
    for (uint32_t i = 0; i < FONT_UNDERLINE_INKS; i++) {
        if (underline->inks[i] != ATLAS_TILE_BLANK)
            return true;
    }
    return false;
}

uint32_t font_underline_tile(const struct font_underline_maker *maker, const struct font_underline *underline) {
    uint32_t phase = phase_of(maker->metrics, underline);
    uint32_t key[3 + FONT_UNDERLINE_INKS] = {
        KEY_UNDERLINE, (uint32_t)underline->decoration | (uint32_t)underline->size << 8 | underline->side << 16, phase};
    memcpy(key + 3, underline->inks, sizeof underline->inks);
    uint32_t *tile = font_cache_find(maker->cache, key, 3 + FONT_UNDERLINE_INKS);
    if (tile)
        return *tile;
    struct window window = draw(maker, underline, phase);
    struct font_underline whole = *underline;
    memset(whole.inks, 0, sizeof whole.inks);
    uint32_t made = has_inks(underline) && !skip_ink(maker, underline, window)
                        ? font_underline_tile(maker, &whole)
                        : glyph_atlas_add_coverage(maker->atlas, window.pixels, window.stride);
    tile = glyph_atlas_has_room(maker->atlas, 1) ? font_cache_add(maker->cache, key, 3 + FONT_UNDERLINE_INKS, 4) : NULL;
    if (tile)
        *tile = made;
    return made;
}
