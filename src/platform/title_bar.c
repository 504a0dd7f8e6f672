#define _GNU_SOURCE
#include "title_bar.h"

#include <string.h>
#include <wchar.h>

#include "glyph_atlas.h"

enum { EDGE = 4, CORNER = 16, SIGN = 10, MARGIN = 8, CELLS_MAX = 256 };

#define BAR_FOCUSED 0x303030u
#define BAR_UNFOCUSED 0x242424u
#define SIGNS_FOCUSED 0xE0E0E0u
#define SIGNS_UNFOCUSED 0x8A8A8Au
#define BELOW 0x484848u
#define PRESSED 0x5A5A5Au
#define CLOSE_BELOW 0xC42B1Cu
#define CLOSE_PRESSED 0x9E2216u

/* ---- places */

enum title_bar_part title_bar_part_at(int width, int x, int y) {
    static const enum title_bar_part from_right[] = {TITLE_BAR_CLOSE, TITLE_BAR_MAXIMIZE, TITLE_BAR_MINIMIZE};
    if (x < 0 || x >= width || y < 0 || y >= TITLE_BAR_HEIGHT) {
        return TITLE_BAR_OUTSIDE;
    }
    int button = (width - 1 - x) / TITLE_BAR_BUTTON_WIDTH;
    return button < 3 ? from_right[button] : TITLE_BAR_TITLE;
}

static unsigned near_edges(int width, int height, int x, int y, int reach) {
    return (x < reach            ? TITLE_BAR_LEFT
            : x >= width - reach ? TITLE_BAR_RIGHT
                                 : 0u) |
           (y < reach             ? TITLE_BAR_TOP
            : y >= height - reach ? TITLE_BAR_BOTTOM
                                  : 0u);
}

unsigned title_bar_edges_at(int width, int height, int x, int y) {
    unsigned edges = near_edges(width, height, x, y, EDGE), corner = near_edges(width, height, x, y, CORNER);
    return edges == 0 ? 0 : corner;
}

/* ---- pixels */

static uint32_t blend_channel(uint32_t under, uint32_t over, uint32_t coverage) {
    return (under * (255 - coverage) + over * coverage + 127) / 255;
}

static uint32_t blend(uint32_t under, uint32_t over, uint32_t coverage) {
    uint32_t mixed = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        mixed |= blend_channel(under >> shift & 255, over >> shift & 255, coverage) << shift;
    }
    return mixed;
}

static void fill(const struct title_bar_picture *picture, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
                 uint32_t color) {
    for (uint32_t row = y; row < y + height && row < picture->height; row++) {
        for (uint32_t column = x; column < x + width && column < picture->width; column++) {
            picture->pixels[row * picture->width + column] = color;
        }
    }
}

static void frame(const struct title_bar_picture *picture, uint32_t x, uint32_t y, uint32_t size, uint32_t line,
                  uint32_t color) {
    fill(picture, x, y, size, line, color);
    fill(picture, x, y + size - line, size, line, color);
    fill(picture, x, y, line, size, color);
    fill(picture, x + size - line, y, line, size, color);
}

/* How much of a pixel, 0 to 255, lies within half a line's width of a diagonal of the square; distances are sixteenths
 * of a pixel along an axis, which is 1.4 times that across the line. */
static uint32_t diagonal_coverage(int x, int y, int line) {
    int distance = 16 * (x > y ? x - y : y - x), reach = 11 * line + 8;
    int covered = reach - distance;
    return covered <= 0 ? 0 : covered >= 16 ? 255 : (uint32_t)covered * 255 / 16;
}

static void cross(const struct title_bar_picture *picture, uint32_t left, uint32_t top, int size, int line,
                  uint32_t color) {
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
            uint32_t falling = diagonal_coverage(x, y, line), rising = diagonal_coverage(size - 1 - x, y, line);
            uint32_t row = top + (uint32_t)y, column = left + (uint32_t)x;
            if (row < picture->height && column < picture->width) {
                uint32_t *pixel = &picture->pixels[row * picture->width + column];
                *pixel = blend(*pixel, color, falling > rising ? falling : rising);
            }
        }
    }
}

/* ---- buttons */

static uint32_t sign_color(const struct title_bar_look *look) {
    return look->focused ? SIGNS_FOCUSED : SIGNS_UNFOCUSED;
}

static uint32_t bar_color(const struct title_bar_look *look) {
    return look->focused ? BAR_FOCUSED : BAR_UNFOCUSED;
}

static uint32_t button_color(const struct title_bar_look *look, enum title_bar_part part) {
    bool close = part == TITLE_BAR_CLOSE;
    if (look->below != part || (look->pressed != TITLE_BAR_OUTSIDE && look->pressed != part)) {
        return bar_color(look);
    }
    return look->pressed == part ? (close ? CLOSE_PRESSED : PRESSED) : close ? CLOSE_BELOW : BELOW;
}

static void draw_button(const struct title_bar_picture *picture, const struct title_bar_look *look,
                        enum title_bar_part part) {
    uint32_t scale = picture->scale, width = TITLE_BAR_BUTTON_WIDTH * scale, size = SIGN * scale;
    uint32_t from_right = (uint32_t)(TITLE_BAR_CLOSE - part + 1) * width, color = sign_color(look);
    if (from_right > picture->width) {
        return;
    }
    uint32_t left = picture->width - from_right, x = left + (width - size) / 2, y = (picture->height - size) / 2;
    fill(picture, left, 0, width, picture->height, button_color(look, part));
    if (part == TITLE_BAR_CLOSE) {
        cross(picture, x, y, (int)size, (int)scale, color);
    } else if (part == TITLE_BAR_MINIMIZE) {
        fill(picture, x, y + size / 2, size, scale, color);
    } else if (look->maximized) { /* two windows, one behind the other */
        uint32_t step = 2 * scale;
        frame(picture, x + step, y, size - step, scale, color);
        fill(picture, x, y + step, size - step, size - step, button_color(look, part));
        frame(picture, x, y + step, size - step, scale, color);
    } else {
        frame(picture, x, y, size, scale, color);
    }
}

/* ---- the title */

/* The cells of the title, and with a blank or two what they take; longer than `columns`: with an ellipsis. */
static size_t make_cells(const char *title, size_t columns, uint32_t *points, struct font_cell *cells) {
    size_t count = 0;
    wchar_t wide;
    mbstate_t state = {0};
    size_t length = 1;
    for (const char *at = title; count + 2 <= CELLS_MAX; at += length) {
        length = mbrtowc(&wide, at, strlen(at), &state);
        if (length == 0 || length > strlen(at)) {
            break; /* the end, or no text of this locale */
        }
        int width = wcwidth(wide);
        for (int part = 0; part < width && part < 2; part++) {
            points[count] = (uint32_t)wide;
            cells[count] = (struct font_cell){&points[count], part == 0, (uint8_t)(part == 0 ? width : 0)};
            count++;
        }
    }
    if (count > columns) {
        count = columns;
        points[count - 1] = 0x2026;
        cells[count - 1] = (struct font_cell){&points[count - 1], 1, 1};
    }
    return count;
}

/* A pixel of a tile: coverage by the colour, or a colour of its own that is multiplied by its alpha. */
static uint32_t over(uint32_t under, const uint8_t *pixel, bool colored, uint32_t color) {
    uint32_t own = (uint32_t)pixel[0] << 16 | (uint32_t)pixel[1] << 8 | pixel[2];
    return colored ? blend(under, 0, pixel[3]) + own : blend(under, color, pixel[3]);
}

static void draw_tile(const struct title_bar_picture *picture, const struct glyph_atlas *atlas, uint32_t tile,
                      int32_t x, uint32_t y, uint32_t color) {
    const uint8_t *from = atlas->pixels + 4 * ((size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height * atlas->width +
                                               (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width);
    for (uint32_t row = 0; row < atlas->tile_height && y + row < picture->height; row++, from += 4 * atlas->width) {
        for (uint32_t column = 0; column < atlas->tile_width; column++) {
            int32_t to = x + (int32_t)column;
            if (to >= 0 && to < (int32_t)picture->width) {
                uint32_t *pixel = &picture->pixels[(y + row) * picture->width + (uint32_t)to];
                *pixel = over(*pixel, from + 4 * column, (tile & ATLAS_TILE_COLOR) != 0, color);
            }
        }
    }
}

static void draw_title(const struct title_bar_picture *picture, const struct title_bar_look *look,
                       struct font_set *fonts) {
    const struct font_metrics *metrics = font_set_metrics(fonts);
    uint32_t taken = (3 * TITLE_BAR_BUTTON_WIDTH + 2 * MARGIN) * picture->scale;
    uint32_t room = picture->width > taken ? picture->width - taken : 0;
    uint32_t points[CELLS_MAX];
    struct font_cell cells[CELLS_MAX];
    const struct font_glyph *glyphs[CELLS_MAX];
    size_t columns = room / metrics->cell_width;
    size_t count = columns > 0 ? make_cells(look->title, columns, points, cells) : 0;
    uint32_t width = (uint32_t)count * metrics->cell_width;
    uint32_t left = MARGIN * picture->scale + (room - width) / 2;
    uint32_t top = picture->height > metrics->cell_height ? (picture->height - metrics->cell_height) / 2 : 0;
    if (count == 0) {
        return;
    }
    font_set_layout(fonts, FONT_REGULAR, FONT_SINGLE, cells, count, glyphs);
    for (size_t i = 0; i < count; i++) {
        for (uint8_t tile = 0; cells[i].width > 0 && tile < glyphs[i]->count; tile++) {
            int32_t column = (int32_t)i + glyphs[i]->first + tile;
            draw_tile(picture, font_set_atlas(fonts), glyphs[i]->tile[tile],
                      (int32_t)left + column * (int32_t)metrics->cell_width, top, sign_color(look));
        }
    }
}

void title_bar_draw(const struct title_bar_picture *picture, const struct title_bar_look *look,
                    struct font_set *fonts) {
    fill(picture, 0, 0, picture->width, picture->height, bar_color(look));
    if (fonts != NULL) {
        draw_title(picture, look, fonts);
    }
    draw_button(picture, look, TITLE_BAR_MINIMIZE);
    draw_button(picture, look, TITLE_BAR_MAXIMIZE);
    draw_button(picture, look, TITLE_BAR_CLOSE);
}
