/* Fonts, fallback, shaping and sprites. Needs DejaVu Sans Mono, Fira Code, Noto CJK and Noto Color Emoji. */
#include <stdlib.h>

#include "font_cache.h"
#include "font_set.h"
#include "sprite.h"
#include "test.h"

static struct font_set *open_font(const char *family, double size_pt) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = family;
    options.size_pt = size_pt;
    struct font_set *set = font_set_create(&options, error, sizeof error);
    if (!set)
        printf("%s\n", error);
    return set;
}

/* Lays out one cell with up to eight code points. */
static const struct font_glyph *cell_glyph(struct font_set *set, enum font_style style, const uint32_t *text,
                                           uint32_t length, uint8_t width) {
    struct font_cell cell = {text, length, width};
    const struct font_glyph *glyph = NULL;
    font_set_layout(set, style, FONT_SINGLE, &cell, 1, &glyph);
    return glyph;
}

static uint32_t tile_ink(const struct font_set *set, uint32_t tile) {
    const struct glyph_atlas *atlas = font_set_atlas(set);
    uint32_t ink = 0;
    size_t x = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width,
           y = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height;
    for (size_t j = 0; j < atlas->tile_height; j++) {
        for (size_t i = 0; i < atlas->tile_width; i++)
            ink += atlas->pixels[((y + j) * atlas->width + x + i) * 4 + 3];
    }
    return ink;
}

static uint32_t ink_of(const struct font_set *set, const struct font_glyph *glyph) {
    uint32_t ink = 0;
    for (int i = 0; i < glyph->count; i++)
        ink += tile_ink(set, glyph->tile[i]);
    return ink;
}

static void metrics_are_sane(void) {
    for (double size = 5; size <= 60; size += 2.5) {
        struct font_set *set = open_font(NULL, size);
        CHECK(set);
        if (!set)
            return;
        const struct font_metrics *m = font_set_metrics(set);
        CHECK(m->cell_width >= 3 && m->cell_height > m->cell_width && m->cell_height < m->cell_width * 3);
        CHECK(m->baseline < m->cell_height && m->baseline > m->cell_height / 2);
        CHECK(m->underline_top > m->strikeout_top && m->underline_top + m->underline_thickness <= m->cell_height);
        CHECK(m->light >= 1 && m->heavy > m->light);
        font_set_destroy(set);
    }
}

static void resizing_keeps_working(void) {
    char error[256] = "";
    uint32_t letter = 'g';
    struct font_set *set = open_font(NULL, 12);
    uint32_t generation = font_set_atlas(set)->generation, height = font_set_metrics(set)->cell_height;
    CHECK(font_set_resize(set, 24, 96, error, sizeof error));
    CHECK(font_set_metrics(set)->cell_height > height * 3 / 2);
    CHECK(font_set_atlas(set)->generation > generation);
    CHECK(ink_of(set, cell_glyph(set, FONT_REGULAR, &letter, 1, 1)) > 0);
    CHECK(font_set_resize(set, 1e9, 96, error, sizeof error));
    CHECK(font_set_size_pt(set) <= FONT_SIZE_MAX);
    font_set_destroy(set);
}

static void unknown_family_warns(void) {
    struct font_set *set = open_font("No Such Family 77", 12);
    CHECK(set && font_set_warning(set, 0) && strstr(font_set_warning(set, 0), "No Such Family 77"));
    font_set_destroy(set);
    set = open_font("monospace", 12);
    CHECK(set && !font_set_warning(set, 0));
    font_set_destroy(set);
}

static void styles_differ(void) {
    uint32_t letter = 'H', ink[FONT_STYLES];
    const char *const families[] = {"DejaVu Sans Mono", "Fira Code"};
    for (int i = 0; i < 2; i++) {
        struct font_set *set = open_font(families[i], 16);
        const struct font_glyph *glyphs[FONT_STYLES];
        for (int style = 0; style < FONT_STYLES; style++) {
            glyphs[style] = cell_glyph(set, (enum font_style)style, &letter, 1, 1);
            ink[style] = ink_of(set, glyphs[style]);
        }
        CHECK(ink[FONT_BOLD] > ink[FONT_REGULAR] * 11 / 10);
        CHECK(ink[FONT_BOLD_ITALIC] > ink[FONT_ITALIC] * 11 / 10);
        CHECK(ink[FONT_ITALIC] != ink[FONT_REGULAR]);
        font_set_destroy(set);
    }
}

static void fallback_finds_cjk_and_emoji(void) {
    struct font_set *set = open_font(NULL, 12);
    const uint32_t han = 0x6F22, face = 0x1F600, heart[] = {0x2764, 0xFE0F}, text_heart = 0x2764;
    const uint32_t family[] = {0x1F469, 0x200D, 0x1F469, 0x200D, 0x1F467}, flag[] = {0x1F1E9, 0x1F1EA};
    const uint32_t keycap[] = {'1', 0xFE0F, 0x20E3};
    const struct font_glyph *glyph = cell_glyph(set, FONT_REGULAR, &han, 1, 2);
    CHECK(glyph->first == 0 && glyph->count == 2);
    CHECK(tile_ink(set, glyph->tile[0]) > 0 && tile_ink(set, glyph->tile[1]) > 0);
    CHECK(!(glyph->tile[0] & ATLAS_TILE_COLOR));
    glyph = cell_glyph(set, FONT_REGULAR, &face, 1, 2);
    CHECK(glyph->count == 2 && glyph->tile[0] & ATLAS_TILE_COLOR && glyph->tile[1] & ATLAS_TILE_COLOR);
    glyph = cell_glyph(set, FONT_REGULAR, heart, 2, 2);
    CHECK(glyph->count == 2 && glyph->tile[0] & ATLAS_TILE_COLOR);
    glyph = cell_glyph(set, FONT_REGULAR, &text_heart, 1, 1);
    CHECK(glyph->count == 1 && !(glyph->tile[0] & ATLAS_TILE_COLOR));
    glyph = cell_glyph(set, FONT_REGULAR, family, 5, 2);
    CHECK(glyph->count == 2 && glyph->tile[0] & ATLAS_TILE_COLOR);
    const struct font_metrics *m = font_set_metrics(set);
    glyph = cell_glyph(set, FONT_REGULAR, keycap, 3, 2);
    CHECK(glyph->count == 2 && glyph->tile[0] & ATLAS_TILE_COLOR);
    CHECK(ink_of(set, glyph) > m->cell_width * m->cell_height * 255); /* the whole key, not the digit */
    glyph = cell_glyph(set, FONT_REGULAR, flag, 2, 2);
    CHECK(glyph->count == 2 && glyph->tile[0] & ATLAS_TILE_COLOR);
    font_set_destroy(set);
}

static void missing_characters_show_a_box(void) {
    struct font_set *set = open_font(NULL, 12);
    const uint32_t lost = 0xF8123, joiner = 0x200D;
    CHECK(ink_of(set, cell_glyph(set, FONT_REGULAR, &lost, 1, 1)) > 0);
    CHECK_INT(cell_glyph(set, FONT_REGULAR, &joiner, 1, 1)->count, 0);
    font_set_destroy(set);
}

static void ligatures_fit_the_grid(void) {
    static const uint32_t arrow[] = {'-', '>'};
    struct font_set *set = open_font("Fira Code", 12);
    struct font_cell cells[2] = {{&arrow[0], 1, 1}, {&arrow[1], 1, 1}};
    const struct font_glyph *joined[2], *alone[2];
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, 2, joined);
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cells[0], 1, &alone[0]);
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cells[1], 1, &alone[1]);
    CHECK(joined[0] != alone[0] && joined[1] != alone[1]);
    /* One picture of two cells, whichever of its cells draws it. */
    bool covered[2] = {false, false};
    for (int cell = 0; cell < 2; cell++) {
        for (int i = 0; i < joined[cell]->count; i++) {
            int at = cell + joined[cell]->first + i;
            CHECK(at >= 0 && at < 2);
            covered[at & 1] |= joined[cell]->tile[i] != ATLAS_TILE_BLANK;
        }
    }
    CHECK(covered[0] && covered[1]);
    const struct font_glyph *again[2];
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, 2, again);
    CHECK(again[0] == joined[0] && again[1] == joined[1]);
    font_set_destroy(set);
}

static struct font_set *open_ligatures(enum font_ligatures ligatures) {
    char error[256];
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = "Fira Code";
    options.ligatures = ligatures;
    return font_set_create(&options, error, sizeof error);
}

/* "===>" and "<=": how many of the cells are as they are alone, with the cursor on one of them. */
static unsigned alone_with_cursor(struct font_set *set, size_t cursor) {
    static const uint32_t text[] = {'=', '=', '=', '>', 'a', '<', '='};
    struct font_cell cells[7];
    const struct font_glyph *joined[7], *alone;
    unsigned count = 0;
    for (size_t i = 0; i < 7; i++)
        cells[i] = (struct font_cell){&text[i], 1, 1};
    const struct font_row row = {cells, 7, cursor};
    font_set_layout_part(set, FONT_REGULAR, FONT_SINGLE, &row, 0, 7, joined);
    for (size_t i = 0; i < 7; i++) {
        font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cells[i], 1, &alone);
        count += joined[i] == alone;
    }
    return count;
}

/* The ligature that the cursor is on is broken as a whole, the others stay. */
static void a_cursor_breaks_its_ligature(void) {
    struct font_set *set = open_ligatures(FONT_LIGATURES_CURSOR);
    CHECK_INT(alone_with_cursor(set, FONT_NO_CURSOR), 1);
    for (size_t i = 0; i < 4; i++)
        CHECK_INT(alone_with_cursor(set, i), 5);
    CHECK_INT(alone_with_cursor(set, 4), 1);
    CHECK_INT(alone_with_cursor(set, 5), 3);
    CHECK_INT(alone_with_cursor(set, 6), 3);
    font_set_destroy(set);
    set = open_ligatures(FONT_LIGATURES_ON);
    CHECK_INT(alone_with_cursor(set, 1), 1);
    font_set_destroy(set);
    set = open_ligatures(FONT_LIGATURES_OFF);
    CHECK_INT(alone_with_cursor(set, FONT_NO_CURSOR), 7);
    font_set_destroy(set);
}

static void marks_join_their_base(void) {
    struct font_set *set = open_font("DejaVu Sans Mono", 14);
    const uint32_t plain = 'e', cluster[] = {'e', 0x301}, stacked[] = {0x1EA1, 0x308}, dotted = 0x1EA1;
    const struct font_glyph *e = cell_glyph(set, FONT_REGULAR, &plain, 1, 1);
    const struct font_glyph *accented = cell_glyph(set, FONT_REGULAR, cluster, 2, 1);
    CHECK(accented->first == 0 && accented->count == 1);
    CHECK(ink_of(set, accented) > ink_of(set, e));
    const struct font_glyph *two = cell_glyph(set, FONT_REGULAR, stacked, 2, 1);
    CHECK(two->first == 0 && two->count == 1);
    CHECK(ink_of(set, two) > ink_of(set, cell_glyph(set, FONT_REGULAR, &dotted, 1, 1)));
    font_set_destroy(set);
}

static void every_sprite_draws_something(void) {
    uint8_t pixels[2][40 * 80];
    const uint32_t sizes[][3] = {{5, 9, 1}, {7, 14, 1}, {10, 19, 1}, {14, 28, 2}, {33, 61, 4}};
    for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
        for (uint32_t c = 0x2500; c < 0x1FBFF; c++) {
            struct sprite_canvas canvas = {pixels[0], sizes[size][0], sizes[size][1], sizes[size][2],
                                           sizes[size][2] + 1};
            if (!sprite_has(c) || c == 0x2800)
                continue;
            memset(pixels, 0, sizeof pixels);
            bool drawn = sprite_draw(&canvas, c), ink = false;
            for (size_t i = 0; i < canvas.width * canvas.height; i++)
                ink |= pixels[0][i] > 0;
            if (!drawn || !ink)
                printf("U+%04X at %ux%u\n", c, canvas.width, canvas.height);
            CHECK(drawn && ink);
        }
    }
}

struct border {
    uint8_t line[80];
    uint32_t length;
};

/* The pixels along one border of a sprite: 0 up, 1 right, 2 down, 3 left. */
static struct border border_of(uint32_t c, int side, uint32_t w, uint32_t h, uint32_t light) {
    uint8_t pixels[80 * 80];
    struct border border = {{0}, side % 2 ? h : w};
    struct sprite_canvas canvas = {pixels, w, h, light, light + 2};
    memset(pixels, 0, sizeof pixels);
    sprite_draw(&canvas, c);
    for (uint32_t i = 0; i < border.length; i++)
        border.line[i] = side == 0   ? pixels[i]
                         : side == 1 ? pixels[i * w + w - 1]
                         : side == 2 ? pixels[(h - 1) * w + i]
                                     : pixels[i * w];
    return border;
}

/* Any two box characters whose arms have the same weight at the shared border have the same pixels there. */
static void boxes_meet(void) {
    static const uint32_t horizontal[] = {0x2500, 0x2501, 0x2550}, vertical[] = {0x2502, 0x2503, 0x2551};
    const uint32_t sizes[][3] = {{7, 14, 1}, {10, 19, 1}, {15, 28, 2}, {31, 60, 3}};
    for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
        uint32_t w = sizes[size][0], h = sizes[size][1], t = sizes[size][2], touching = 0;
        for (uint32_t c = 0x2500; c < 0x2580; c++) {
            if ((c >= 0x2504 && c <= 0x250B) || (c >= 0x254C && c <= 0x254F) || (c >= 0x2571 && c <= 0x2573))
                continue;
            for (int side = 0; side < 4; side++) {
                struct border own = border_of(c, side, w, h, t);
                bool empty = true, fits = false;
                for (uint32_t i = 0; i < own.length; i++)
                    empty &= own.line[i] == 0;
                for (int i = 0; i < 3; i++) {
                    struct border line = border_of(side % 2 ? horizontal[i] : vertical[i], (side + 2) % 4, w, h, t);
                    fits |= !memcmp(line.line, own.line, own.length);
                }
                if (!empty && !fits)
                    printf("U+%04X side %d at %ux%u\n", c, side, w, h);
                CHECK(empty || fits);
                touching += !empty;
            }
        }
        CHECK_INT(touching, 300);
    }
}

/* Blocks and their complements fill the cell exactly. */
static void blocks_are_complements(void) {
    static const uint32_t pairs[][2] = {{0x2580, 0x2584},  {0x258C, 0x2590},  {0x2594, 0x1FB86 + 0x10000},
                                        {0x2596, 0x259C},  {0x259A, 0x259E},  {0x2581, 0x1FB86},
                                        {0x258F, 0x1FB8B}, {0x1FB00, 0x1FB3B}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        uint8_t pixels[2][11 * 23] = {{0}};
        for (int j = 0; j < 2; j++) {
            struct sprite_canvas canvas = {pixels[j], 11, 23, 1, 2};
            sprite_draw(&canvas, pairs[i][j]);
        }
        for (size_t at = 0; sprite_has(pairs[i][1]) && at < sizeof pixels[0]; at++) {
            if (pixels[0][at] + pixels[1][at] != 255) {
                printf("U+%04X and U+%04X\n", pairs[i][0], pairs[i][1]);
                CHECK(false);
                break;
            }
        }
    }
}

static void decorations_stay_in_the_cell(void) {
    for (double size = 5; size < 40; size += 3) {
        struct font_set *set = open_font(NULL, size);
        for (int i = 0; i < FONT_DECORATIONS; i++) {
            uint32_t tile = font_set_decoration(set, (enum font_decoration)i, FONT_SINGLE, 0);
            CHECK(tile != ATLAS_TILE_BLANK && tile_ink(set, tile) > 0);
            CHECK_INT(font_set_decoration(set, (enum font_decoration)i, FONT_SINGLE, 0), tile);
        }
        font_set_destroy(set);
    }
}

static const struct font_glyph *sized_glyph(struct font_set *set, enum font_line_size size, uint32_t c, uint8_t width) {
    struct font_cell cell = {&c, 1, width};
    const struct font_glyph *glyph = NULL;
    font_set_layout(set, FONT_REGULAR, size, &cell, 1, &glyph);
    return glyph;
}

/* Of double size a glyph is drawn anew, not stretched: it has about as much more ink as area, and a box line of double
 * width is as thick as that of the line above. The halves of a line of double height are halves of one picture. */
static void lines_of_double_size(void) {
    struct font_set *set = open_font(NULL, 15);
    const struct font_metrics *m = font_set_metrics(set);
    uint32_t tile = m->cell_width * m->cell_height * 255;
    double letter = ink_of(set, sized_glyph(set, FONT_SINGLE, 'M', 1));
    double wide = ink_of(set, sized_glyph(set, FONT_DOUBLE_WIDTH, 'M', 1));
    double top = ink_of(set, sized_glyph(set, FONT_DOUBLE_TOP, 'M', 1));
    double bottom = ink_of(set, sized_glyph(set, FONT_DOUBLE_BOTTOM, 'M', 1));
    CHECK(wide > letter * 1.7 && wide < letter * 2.3);
    CHECK(top + bottom > letter * 3.4 && top + bottom < letter * 4.6 && top > 0 && bottom > 0);
    CHECK_INT(sized_glyph(set, FONT_DOUBLE_WIDTH, 'M', 1)->count, 2);
    CHECK_INT(sized_glyph(set, FONT_DOUBLE_WIDTH, 0x6F22, 2)->count, 4);
    CHECK_INT(sized_glyph(set, FONT_DOUBLE_TOP, '_', 1)->count, 0);
    CHECK(ink_of(set, sized_glyph(set, FONT_DOUBLE_BOTTOM, '_', 1)) > 0);
    CHECK_INT(ink_of(set, sized_glyph(set, FONT_DOUBLE_BOTTOM, 0x2588, 1)), 2 * tile);
    CHECK_INT(ink_of(set, sized_glyph(set, FONT_DOUBLE_WIDTH, 0x2500, 1)),
              2 * ink_of(set, sized_glyph(set, FONT_SINGLE, 0x2500, 1)));
    CHECK_INT(sized_glyph(set, FONT_DOUBLE_TOP, 0x2584, 1)->tile[0], ATLAS_TILE_BLANK); /* the lower half block */
    CHECK_INT(tile_ink(set, sized_glyph(set, FONT_DOUBLE_BOTTOM, 0x2584, 1)->tile[1]), tile);
    CHECK_INT(font_set_decoration(set, FONT_UNDERLINE_SINGLE, FONT_DOUBLE_TOP, 0), ATLAS_TILE_BLANK);
    CHECK_INT(tile_ink(set, font_set_decoration(set, FONT_UNDERLINE_SINGLE, FONT_DOUBLE_BOTTOM, 1)),
              2 * tile_ink(set, font_set_decoration(set, FONT_UNDERLINE_SINGLE, FONT_DOUBLE_WIDTH, 1)));
    CHECK(font_set_decoration(set, FONT_CURSOR_HOLLOW, FONT_DOUBLE_WIDTH, 0) !=
          font_set_decoration(set, FONT_CURSOR_HOLLOW, FONT_DOUBLE_WIDTH, 1));
    CHECK_INT(ink_of(set, sized_glyph(set, FONT_SINGLE, 'M', 1)), (uint32_t)letter); /* the size of the face is back */
    CHECK(sized_glyph(set, FONT_DOUBLE_WIDTH, 0x1F600, 2)->tile[1] & ATLAS_TILE_COLOR);
    font_set_destroy(set);
}

static void cache_keeps_and_clears(void) {
    struct font_cache cache;
    font_cache_init(&cache);
    for (uint32_t i = 0; i < 5000; i++) {
        uint32_t key[] = {i % 7, i};
        uint32_t *value = font_cache_add(&cache, key, 2, sizeof *value);
        CHECK(value && *value == 0);
        *value = i;
    }
    for (uint32_t i = 0; i < 5000; i++) {
        uint32_t key[] = {i % 7, i};
        const uint32_t *value = font_cache_find(&cache, key, 2);
        CHECK(value && *value == i);
    }
    uint32_t absent[] = {1, 5000};
    CHECK(!font_cache_find(&cache, absent, 2) && !font_cache_find(&cache, absent, 1));
    font_cache_clear(&cache);
    CHECK(!font_cache_find(&cache, absent, 2) && cache.bytes == 0);
}

static void atlas_grows_and_fills(void) {
    struct glyph_atlas atlas;
    uint8_t tile[30 * 60], rgba[30 * 60 * 4];
    memset(tile, 9, sizeof tile);
    memset(rgba, 7, sizeof rgba);
    CHECK(glyph_atlas_init(&atlas, 30, 60));
    uint32_t capacity = atlas.columns * atlas.rows_max, first = glyph_atlas_add_coverage(&atlas, tile, 30);
    CHECK(first != ATLAS_TILE_BLANK);
    CHECK(glyph_atlas_add_color(&atlas, rgba, 120) & ATLAS_TILE_COLOR);
    while (glyph_atlas_has_room(&atlas, 1))
        CHECK(glyph_atlas_add_coverage(&atlas, tile, 30) != ATLAS_TILE_BLANK);
    CHECK_INT(atlas.count, capacity);
    CHECK_INT(glyph_atlas_add_coverage(&atlas, tile, 30), ATLAS_TILE_BLANK);
    uint32_t generation = atlas.generation;
    CHECK(glyph_atlas_reset(&atlas, 10, 20) && atlas.generation == generation + 1 && atlas.count == 1);
    glyph_atlas_finish(&atlas);
}

static unsigned listed;
static bool saw_fira;

static void note_family(void *user, const char *family) {
    (void)user;
    listed++;
    saw_fira |= !strcmp(family, "Fira Code");
}

static void families_are_listed(void) {
    char error[256] = "";
    CHECK(font_list_families(note_family, NULL, error, sizeof error));
    CHECK(listed >= 2 && saw_fira);
}

int main(void) {
    RUN(metrics_are_sane);
    RUN(resizing_keeps_working);
    RUN(unknown_family_warns);
    RUN(styles_differ);
    RUN(fallback_finds_cjk_and_emoji);
    RUN(missing_characters_show_a_box);
    RUN(ligatures_fit_the_grid);
    RUN(a_cursor_breaks_its_ligature);
    RUN(marks_join_their_base);
    RUN(every_sprite_draws_something);
    RUN(boxes_meet);
    RUN(blocks_are_complements);
    RUN(decorations_stay_in_the_cell);
    RUN(lines_of_double_size);
    RUN(cache_keeps_and_clears);
    RUN(atlas_grows_and_fills);
    RUN(families_are_listed);
    return test_end();
}
