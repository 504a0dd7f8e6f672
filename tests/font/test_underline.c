/* Underlines by their pixels, in twelve sizes of two fonts: clear of what stands on the baseline, even across cells,
 * open at descenders, and as thick and as low as the settings say. Needs DejaVu Sans Mono and Fira Code. */
#include <stdlib.h>

#include "font_set.h"
#include "test.h"

#define COLUMNS 7u
#define STRIP_MAX 1024u

static const char *const families[] = {"DejaVu Sans Mono", "Fira Code"};
static const double sizes[] = {7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 30};

static struct font_set *fonts;
static const struct font_metrics *metrics;

static bool open_fonts(const char *family, double size_pt, struct font_lines lines) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = family;
    options.size_pt = size_pt;
    options.lines = lines;
    font_set_destroy(fonts);
    fonts = font_set_create(&options, error, sizeof error);
    metrics = fonts ? font_set_metrics(fonts) : NULL;
    CHECK(fonts);
    return fonts != NULL;
}

#define FOR_ALL_SIZES                                                                                                  \
    for (size_t f = 0; f < 2; f++)                                                                                     \
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)                                                    \
            if (open_fonts(families[f], sizes[s], (struct font_lines){0}))

static uint8_t tile_pixel(uint32_t tile, uint32_t x, uint32_t y) {
    const struct glyph_atlas *atlas = font_set_atlas(fonts);
    size_t row = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height + y;
    size_t column = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width + x;
    return tile == ATLAS_TILE_BLANK ? 0 : atlas->pixels[(row * atlas->width + column) * 4 + 3];
}

static uint32_t underline_tile(enum font_decoration decoration, uint32_t column, uint32_t ink) {
    struct font_underline underline = {decoration, FONT_SINGLE, column, 0, {ink, 0, 0}};
    return font_set_underline(fonts, &underline);
}

static uint32_t letter_tile(uint32_t letter) {
    struct font_cell cell = {&letter, 1, 1};
    const struct font_glyph *glyph = NULL;
    font_set_layout(fonts, FONT_REGULAR, FONT_SINGLE, &cell, 1, &glyph);
    return glyph->count && glyph->first <= 0 ? glyph->tile[-glyph->first] : ATLAS_TILE_BLANK;
}

/* A pixel of a row of underlined cells. */
static uint8_t strip_pixel(enum font_decoration decoration, uint32_t x, uint32_t y) {
    uint32_t column = x / metrics->cell_width;
    return tile_pixel(underline_tile(decoration, column, 0), x % metrics->cell_width, y);
}

static bool line_is_blank(enum font_decoration decoration, uint32_t y) {
    for (uint32_t x = 0; x < COLUMNS * metrics->cell_width; x++) {
        if (strip_pixel(decoration, x, y))
            return false;
    }
    return true;
}

/* Letters without descenders end above it, and a line of pixels stays free where the cell has one to spare. */
static void lines_are_clear_of_letters(void) {
    FOR_ALL_SIZES {
        uint32_t below = metrics->cell_height - metrics->baseline;
        CHECK(metrics->underline_top >= metrics->baseline + (below > metrics->underline_thickness));
        for (int kind = FONT_UNDERLINE_SINGLE; kind <= FONT_UNDERLINE_DASHED; kind++) {
            for (uint32_t y = 0; y < metrics->baseline; y++)
                CHECK(line_is_blank((enum font_decoration)kind, y) || (kind == FONT_UNDERLINE_DOUBLE && below < 3));
        }
        for (const char *letter = "acehimnorsuvwxzAEHMX"; *letter; letter++) {
            uint32_t tile = letter_tile((uint32_t)*letter);
            for (uint32_t x = 0; x < metrics->cell_width; x++)
                CHECK(!tile_pixel(tile, x, metrics->underline_top));
        }
    }
}

/* The lengths of what is drawn and what is left between, along a line of pixels: all alike, but for those cut at the
 * ends. Returns how many there were. */
static uint32_t check_even(enum font_decoration decoration, uint32_t y, uint32_t *drawn, uint32_t *left) {
    uint32_t width = COLUMNS * metrics->cell_width, runs = 0, start = 0;
    *drawn = *left = 0;
    for (uint32_t x = 1; x < width; x++) {
        bool ink = strip_pixel(decoration, x - 1, y) > 0;
        if (ink == (strip_pixel(decoration, x, y) > 0))
            continue;
        uint32_t *length = ink ? drawn : left;
        if (runs++ > 0 && start > 0) {
            CHECK(*length == 0 || *length == x - start);
            *length = x - start;
        }
        start = x;
    }
    return runs;
}

static void dots_and_dashes_are_even(void) {
    FOR_ALL_SIZES {
        uint32_t drawn, left, y = metrics->underline_top, thickness = metrics->underline_thickness;
        check_even(FONT_UNDERLINE_DOTTED, y, &drawn, &left);
        CHECK(drawn == thickness && left == thickness);
        uint32_t runs = check_even(FONT_UNDERLINE_DASHED, y, &drawn, &left);
        CHECK(runs >= 2 * COLUMNS - 1 && drawn + left == metrics->cell_width && drawn >= left && left > 0);
    }
}

static void double_lines_are_two(void) {
    FOR_ALL_SIZES {
        uint32_t lines = 0, thickness = metrics->underline_thickness;
        for (uint32_t y = 0; y < metrics->cell_height; y++) {
            uint32_t full = 0;
            for (uint32_t x = 0; x < metrics->cell_width; x++)
                full += strip_pixel(FONT_UNDERLINE_DOUBLE, x, y) == 255;
            CHECK(full == 0 || full == metrics->cell_width);
            lines += full > 0;
        }
        CHECK_INT(lines, 2 * thickness);
    }
}

/* Where a wave stands in a column of pixels. */
static double wave_at(uint32_t x) {
    double sum = 0, weight = 0;
    for (uint32_t y = 0; y < metrics->cell_height; y++) {
        sum += strip_pixel(FONT_UNDERLINE_CURLY, x, y) * (y + 0.5);
        weight += strip_pixel(FONT_UNDERLINE_CURLY, x, y);
    }
    return weight > 0 ? sum / weight : -100;
}

/* At the border of cells it steps as far as a wave of its height does where it is steepest; it swings, and is cut off
 * nowhere. */
static void waves_go_on_in_the_next_cell(void) {
    FOR_ALL_SIZES {
        double low = 1e9, high = 0, border = wave_at(metrics->cell_width - 1) - wave_at(metrics->cell_width);
        for (uint32_t x = 0; x < metrics->cell_width; x++) {
            double here = wave_at(x);
            low = here < low ? here : low;
            high = here > high ? here : high;
        }
        double steepest = (high - low) * 3.1416 / metrics->cell_width;
        CHECK(border < 0 ? -border < steepest + 0.1 : border < steepest + 0.1);
        CHECK(high - low > 0.8 && low > metrics->baseline);
        CHECK(high + metrics->underline_thickness / 2.0 <= metrics->cell_height + 0.1);
    }
}

/* Nothing of the line on a descender nor beside it; letters without one share the whole line's tile. */
static void lines_are_open_at_descenders(void) {
    FOR_ALL_SIZES {
        uint32_t whole = underline_tile(FONT_UNDERLINE_SINGLE, 0, 0), y = metrics->underline_top;
        CHECK(underline_tile(FONT_UNDERLINE_SINGLE, 0, letter_tile('a')) == whole);
        CHECK(underline_tile(FONT_UNDERLINE_SINGLE, 0, letter_tile('M')) == whole);
        uint32_t letter = letter_tile('p'), open = underline_tile(FONT_UNDERLINE_SINGLE, 0, letter), kept = 0;
        CHECK(open != whole);
        for (uint32_t x = 0; x < metrics->cell_width; x++) {
            bool line = tile_pixel(open, x, y) > 0;
            kept += line;
            CHECK(!line || tile_pixel(letter, x, y) < 100);
            CHECK(!line || x == 0 || tile_pixel(letter, x - 1, y) < 100);
            CHECK(!line || x + 1 == metrics->cell_width || tile_pixel(letter, x + 1, y) < 100);
        }
        CHECK(kept > 0);
        CHECK(underline_tile(FONT_UNDERLINE_SINGLE, 0, letter) == open);
    }
}

static void settings_move_and_thicken(void) {
    const struct font_lines plain = {0}, thick = {.underline_thickness = 3}, low = {.underline_offset = 1},
                            high = {.underline_offset = -2}, far = {.underline_offset = 50},
                            all = {.underline_thickness = 20, .underline_offset = -50, .cursor_thickness = 3};
    CHECK(open_fonts(families[0], 14, plain));
    uint32_t top = metrics->underline_top, strike = metrics->strikeout_top;
    CHECK(open_fonts(families[0], 14, thick) && metrics->underline_thickness == 3 && metrics->strikeout_top == strike &&
          metrics->strikeout_thickness == 1);
    CHECK(open_fonts(families[0], 14, low) && metrics->underline_top == top + 1);
    CHECK(open_fonts(families[0], 14, high) && metrics->underline_top == top - 2);
    CHECK(open_fonts(families[0], 14, far) && metrics->underline_top == metrics->cell_height - 1);
    CHECK(open_fonts(families[0], 14, all) && metrics->underline_top == 0 && metrics->cursor_thickness == 3);
    CHECK(metrics->underline_thickness <= metrics->cell_height / 4 + 1);
    char error[256] = "";
    CHECK(open_fonts(families[0], 14, thick) && font_set_resize(fonts, 14, 192, error, sizeof error));
    CHECK_INT(metrics->underline_thickness, 6);
}

int main(void) {
    RUN(lines_are_clear_of_letters);
    RUN(dots_and_dashes_are_even);
    RUN(double_lines_are_two);
    RUN(waves_go_on_in_the_next_cell);
    RUN(lines_are_open_at_descenders);
    RUN(settings_move_and_thicken);
    font_set_destroy(fonts);
    return test_end();
}
