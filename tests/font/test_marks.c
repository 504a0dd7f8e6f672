/* Letters with marks: the letter stays what it is, the marks stand where they belong and may reach out of the cell.
 * Needs DejaVu Sans Mono, which lacks many letters of Vietnamese, and Fira Code, which lacks marks, too. */
#include <math.h>
#include <stdlib.h>

#include "font_set.h"
#include "test.h"

#define COLUMNS 9 /* of the picture of a glyph, its cell in the middle */
#define MIDDLE 4
#define SIDE 64

static const char *const families[] = {"DejaVu Sans Mono", "Fira Code"};
static const double sizes[] = {9, 11, 14, 20};

struct picture {
    uint8_t pixels[SIDE * 3][SIDE * COLUMNS];
    uint32_t width, height; /* of a cell */
};

static struct font_set *set;

static bool open_font(const char *family, double size_pt) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = family;
    options.size_pt = size_pt;
    set = font_set_create(&options, error, sizeof error);
    if (!set)
        printf("%s\n", error);
    return set != NULL;
}

static void put_tile(struct picture *picture, uint32_t tile, int column, int row) {
    const struct glyph_atlas *atlas = font_set_atlas(set);
    size_t left = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width;
    size_t top = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height;
    for (uint32_t y = 0; y < atlas->tile_height; y++) {
        for (uint32_t x = 0; x < atlas->tile_width; x++)
            picture->pixels[(uint32_t)row * picture->height + y][(uint32_t)column * picture->width + x] =
                atlas->pixels[((top + y) * atlas->width + left + x) * 4 + 3];
    }
}

/* The picture of one cell and what it has in the cells around. */
static void draw(struct picture *picture, const uint32_t *text, uint32_t length) {
    const struct font_cell cell = {text, length, 1};
    const struct font_glyph *glyph = NULL;
    memset(picture, 0, sizeof *picture);
    picture->width = font_set_metrics(set)->cell_width;
    picture->height = font_set_metrics(set)->cell_height;
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cell, 1, &glyph);
    for (int i = 0; i < glyph->count; i++)
        put_tile(picture, glyph->tile[i], MIDDLE + glyph->first + i, 1);
    for (int direction = 0; direction < FONT_REACHES; direction++) {
        const struct font_reach *reach = &glyph->reach[direction];
        for (int i = 0; i < reach->count; i++)
            put_tile(picture, reach->tile[i], MIDDLE + reach->first + i, direction == FONT_REACH_UP ? 0 : 2);
    }
}

/* Where the ink lies that one picture has and another has not. Pixels of all the picture; from the cell's corner. */
struct ink {
    int x0, y0, x1, y1;
    uint32_t sum;
    bool keeps; /* the other's ink is all there */
};

static struct ink more_ink(const struct picture *with, const struct picture *without) {
    struct ink ink = {1 << 20, 1 << 20, -(1 << 20), -(1 << 20), 0, true};
    int left = (int)(MIDDLE * with->width), top = (int)with->height;
    for (int y = 0; y < (int)with->height * 3; y++) {
        for (int x = 0; x < (int)with->width * COLUMNS; x++) {
            int more = with->pixels[y][x] - without->pixels[y][x];
            ink.keeps &= more >= 0;
            if (more < 64)
                continue;
            ink.sum += (uint32_t)more;
            ink.x0 = x - left < ink.x0 ? x - left : ink.x0;
            ink.y0 = y - top < ink.y0 ? y - top : ink.y0;
            ink.x1 = x - left >= ink.x1 ? x - left + 1 : ink.x1;
            ink.y1 = y - top >= ink.y1 ? y - top + 1 : ink.y1;
        }
    }
    return ink;
}

static void each_font(void (*check)(void)) {
    for (size_t family = 0; family < sizeof families / sizeof families[0]; family++) {
        for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
            bool open = open_font(families[family], sizes[size]), ok = test_ok;
            CHECK(open);
            if (!open)
                continue;
            test_ok = true;
            check();
            if (!test_ok)
                printf("  with %s at %g pt\n", families[family], sizes[size]);
            test_ok &= ok;
            font_set_destroy(set);
        }
    }
}

static struct picture plain, marked, nothing;

static void check_overlay(void) {
    static const uint32_t letters[] = {'a', 'o', 'x', 'T', 'W'}, marks[] = {0x0335, 0x0336, 0x0337, 0x0338};
    unsigned seen = 0;
    for (size_t letter = 0; letter < sizeof letters / sizeof letters[0]; letter++) {
        for (size_t mark = 0; mark < sizeof marks / sizeof marks[0]; mark++) {
            const uint32_t text[] = {letters[letter], marks[mark]};
            draw(&plain, text, 1);
            draw(&marked, text, 2);
            struct ink ink = more_ink(&marked, &plain), body = more_ink(&plain, &nothing);
            int twice = ink.x0 + ink.x1; /* the middle, of what the letter does not hide */
            CHECK(ink.keeps && (!ink.sum || (twice > 2 * body.x0 && twice < 2 * body.x1)));
            seen += ink.sum > 0;
        }
    }
    CHECK(seen >= 15);
}

/* Strokes and slashes lie over the letter, which is as large as without. */
static void strokes_go_through_their_letter(void) {
    each_font(check_overlay);
}

static void check_enclosing(void) {
    static const uint32_t letters[] = {'a', '1', 'W', '.'}, marks[] = {0x20DD, 0x20DE, 0x20DF, 0x20E3};
    for (size_t letter = 0; letter < sizeof letters / sizeof letters[0]; letter++) {
        for (size_t mark = 0; mark < sizeof marks / sizeof marks[0]; mark++) {
            const uint32_t text[] = {letters[letter], marks[mark]};
            draw(&plain, text, 1);
            draw(&marked, text, 2);
            struct ink ink = more_ink(&marked, &plain), body = more_ink(&plain, &nothing);
            CHECK(ink.keeps);
            CHECK(ink.x0 < body.x0 && ink.y0 < body.y0 && ink.x1 > body.x1 && ink.y1 > body.y1);
        }
    }
    const uint32_t wide[] = {'W', 0x20DD};
    draw(&plain, wide, 1);
    draw(&marked, wide, 2);
    struct ink ink = more_ink(&marked, &plain);
    CHECK(ink.x0 < 0 && ink.x1 > (int)marked.width);
}

/* Circles, squares and keycaps go around the letter and may reach over the cell. */
static void circles_go_around_their_letter(void) {
    each_font(check_enclosing);
}

static void check_tie(void) {
    const uint32_t text[] = {'t', 0x0361};
    draw(&plain, text, 1);
    draw(&marked, text, 2);
    struct ink ink = more_ink(&marked, &plain);
    int middle = ink.x0 + ink.x1, width = (int)marked.width;
    CHECK(ink.keeps && ink.sum > 0);
    CHECK(abs(middle - 2 * width) <= 4 && ink.x0 < width && ink.x1 > width);
}

/* A tie stands half over the next cell. */
static void ties_reach_to_the_next_letter(void) {
    each_font(check_tie);
}

static const uint32_t vietnamese[] = {0x1EA4, 0x1EA6, 0x1EA8, 0x1EAA, 0x1EAE, 0x1EB0, 0x1EB2, 0x1EB4,
                                      0x1EBE, 0x1EC0, 0x1EC2, 0x1EC4, 0x1ED0, 0x1ED2, 0x1ED4, 0x1ED6};

static void check_capitals(void) {
    for (size_t i = 0; i < sizeof vietnamese / sizeof vietnamese[0]; i++) {
        uint32_t letter = i < 8 ? 'A' : i < 12 ? 'E' : 'O';
        uint32_t cap = font_set_metrics(set)->cell_height;
        draw(&plain, &letter, 1);
        draw(&marked, &vietnamese[i], 1);
        struct ink body = more_ink(&plain, &nothing), all = more_ink(&marked, &nothing);
        CHECK(abs(all.x0 - body.x0) <= 1 && abs(all.x1 - body.x1) <= 1 && all.y1 == body.y1);
        /* Both marks are there, over the letter and not over each other. */
        CHECK(all.y0 < body.y0 - (int)cap / 5);
        CHECK(more_ink(&marked, &plain).keeps);
    }
}

/* A capital with two marks is the capital, in the same font and size; what has no room is in the row above. */
static void vietnamese_capitals_keep_their_size(void) {
    each_font(check_capitals);
    CHECK(open_font("DejaVu Sans Mono", 15));
    draw(&marked, vietnamese, 1);
    CHECK(more_ink(&marked, &nothing).y0 < 0);
    font_set_destroy(set);
}

static void check_composed(void) {
    static const uint32_t texts[][3] = {{'A', 0x302, 0x301}, {'E', 0x302, 0x303}, {'O', 0x302, 0x309}},
                          composed[] = {0x1EA4, 0x1EC4, 0x1ED4};
    for (size_t i = 0; i < 3; i++) {
        draw(&plain, &composed[i], 1);
        draw(&marked, texts[i], 3);
        CHECK(!memcmp(&plain, &marked, sizeof plain));
    }
}

/* Canonically equivalent texts look the same. */
static void composed_and_decomposed_look_the_same(void) {
    each_font(check_composed);
}

static void check_any(void) {
    static const uint32_t letters[] = {'a', 'M', 'g', 0x3B1, 0x434},
                          marks[] = {0x300, 0x309, 0x30D, 0x323, 0x332, 0x35B, 0x36A};
    for (size_t letter = 0; letter < sizeof letters / sizeof letters[0]; letter++) {
        for (size_t mark = 0; mark < sizeof marks / sizeof marks[0]; mark++) {
            const uint32_t text[] = {letters[letter], marks[mark]};
            draw(&plain, text, 1);
            draw(&marked, text, 2);
            struct ink ink = more_ink(&marked, &plain), body = more_ink(&plain, &nothing);
            if (!ink.sum) /* no font has it */
                continue;
            bool composed = !ink.keeps; /* a glyph of its own: only its width is compared */
            struct ink all = more_ink(&marked, &nothing);
            CHECK(!composed || all.y1 - all.y0 >= body.y1 - body.y0);
            CHECK(composed || (ink.x0 < body.x1 && ink.x1 > body.x0));
        }
    }
}

/* Whether the family has a mark or not: the letter is not made smaller, and the mark stands over it. */
static void marks_of_other_fonts_leave_the_letter(void) {
    each_font(check_any);
}

/* A letter that is wider than its cell is squeezed, so that it is as tall as the others: seen, which Fira Code takes
 * from the font that shows it unchanged. */
static void wide_letters_are_squeezed(void) {
    const uint32_t seen = 0x0633;
    CHECK(open_font("DejaVu Sans Mono", 36));
    draw(&plain, &seen, 1);
    font_set_destroy(set);
    CHECK(open_font("Fira Code", 36));
    draw(&marked, &seen, 1);
    font_set_destroy(set);
    struct ink own = more_ink(&plain, &nothing), fitted = more_ink(&marked, &nothing);
    CHECK(fitted.x0 >= 0 && fitted.x1 <= (int)marked.width);
    CHECK((fitted.y1 - fitted.y0) * 100 >= (own.y1 - own.y0) * 95);
}

/* Alef and lam do not become lam and alef: cells by themselves and in a run look the same. */
static void letters_from_right_to_left_do_not_join(void) {
    static const uint32_t text[] = {0x0627, 0x0644, 0x0628, 0x05D0};
    CHECK(open_font("DejaVu Sans Mono", 12));
    struct font_cell cells[4];
    const struct font_glyph *together[4], *alone;
    for (int i = 0; i < 4; i++)
        cells[i] = (struct font_cell){&text[i], 1, 1};
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, 4, together);
    for (int i = 0; i < 4; i++) {
        font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cells[i], 1, &alone);
        CHECK(alone == together[i]);
    }
    font_set_destroy(set);
}

/* However many there are. */
static void stacks_of_marks_are_bounded(void) {
    uint32_t text[64] = {'Z'};
    CHECK(open_font("DejaVu Sans Mono", 12));
    for (uint32_t i = 1; i < 64; i++)
        text[i] = 0x300 + i % 0x40;
    for (uint32_t length = 1; length <= 64; length++)
        draw(&marked, text, length);
    draw(&plain, text, 1);
    CHECK(more_ink(&marked, &plain).keeps);
    font_set_destroy(set);
}

int main(void) {
    RUN(strokes_go_through_their_letter);
    RUN(circles_go_around_their_letter);
    RUN(ties_reach_to_the_next_letter);
    RUN(vietnamese_capitals_keep_their_size);
    RUN(composed_and_decomposed_look_the_same);
    RUN(marks_of_other_fonts_leave_the_letter);
    RUN(wide_letters_are_squeezed);
    RUN(letters_from_right_to_left_do_not_join);
    RUN(stacks_of_marks_are_bounded);
    return test_end();
}
