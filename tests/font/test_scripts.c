/* Scripts in cells: each cluster is shaped by a font that has it, within its own cells, and letters of neighbouring
 * cells do not join (docs/gallery/characters.md says why). Needs Noto Sans of the scripts; where that is not installed
 * the script is skipped and said so. */
#include <fontconfig/fontconfig.h>
#include <stdlib.h>

#include "font_set.h"
#include "test.h"

#define MOST 64 /* pixels of a cell, either way */
#define LEFT 1  /* cells of the picture left of the cluster's own; as many are above it as below */

struct picture {
    uint8_t pixels[MOST * 3][MOST * 4];
    uint32_t width, height; /* of a cell */
};

static struct font_set *set;

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

static void put_glyph(struct picture *picture, const struct font_glyph *glyph) {
    memset(picture, 0, sizeof *picture);
    picture->width = font_set_metrics(set)->cell_width;
    picture->height = font_set_metrics(set)->cell_height;
    for (int i = 0; i < glyph->count; i++)
        put_tile(picture, glyph->tile[i], LEFT + glyph->first + i, 1);
    for (int direction = 0; direction < FONT_REACHES; direction++) {
        const struct font_reach *reach = &glyph->reach[direction];
        for (int i = 0; i < reach->count; i++)
            put_tile(picture, reach->tile[i], LEFT + reach->first + i, direction == FONT_REACH_UP ? 0 : 2);
    }
}

static void draw(struct picture *picture, const uint32_t *text, uint32_t length, uint8_t width) {
    const struct font_cell cells[] = {{text, length, width}, {NULL, 0, 0}};
    const struct font_glyph *glyphs[2] = {NULL, NULL};
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, width, glyphs);
    put_glyph(picture, glyphs[0]);
}

static uint32_t ink(const struct picture *picture, uint32_t top, uint32_t bottom) {
    uint32_t sum = 0;
    for (uint32_t y = top; y < bottom; y++) {
        for (uint32_t x = 0; x < MOST * 4; x++)
            sum += picture->pixels[y][x];
    }
    return sum;
}

static uint32_t all_ink(const struct picture *picture) {
    return ink(picture, 0, picture->height * 3);
}

static uint32_t left_ink(const struct picture *picture, uint32_t columns) {
    uint32_t sum = 0;
    for (uint32_t y = 0; y < picture->height * 3; y++) {
        for (uint32_t x = 0; x < LEFT * picture->width + columns; x++)
            sum += picture->pixels[y][x];
    }
    return sum;
}

static bool is_missing(const struct picture *picture) {
    static const uint32_t nobodys[] = {0x0378};
    struct picture frame;
    draw(&frame, nobodys, 1, 1);
    return all_ink(picture) == 0 || !memcmp(picture->pixels, frame.pixels, sizeof frame.pixels);
}

/* False: no font of this machine has the letter, and the script is skipped. */
static bool has_font(const char *script, uint32_t letter) {
    FcCharSet *letters = FcCharSetCreate();
    FcPattern *pattern = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
    FcCharSetAddChar(letters, letter);
    FcPatternAddCharSet(pattern, FC_CHARSET, letters);
    FcFontSet *fonts = FcFontList(NULL, pattern, objects);
    bool found = fonts && fonts->nfont > 0;
    if (fonts)
        FcFontSetDestroy(fonts);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(pattern);
    FcCharSetDestroy(letters);
    if (!found)
        printf("SKIP: no font here has %s (fonts-noto-core)\n", script);
    return found;
}

static void devanagari_is_shaped(void) {
    static const uint32_t ka[] = {0x0915}, ki[] = {0x0915, 0x093F}, kssa[] = {0x0915, 0x094D, 0x0937};
    struct picture letter, before, conjunct;
    if (!has_font("Devanagari", ka[0]))
        return;
    draw(&letter, ka, 1, 2);
    draw(&before, ki, 2, 2);
    draw(&conjunct, kssa, 3, 2);
    CHECK(!is_missing(&letter) && !is_missing(&before) && !is_missing(&conjunct));
    /* The vowel sign is sent behind its consonant and stands before it. */
    CHECK(left_ink(&before, letter.width / 2) > left_ink(&letter, letter.width / 2));
    /* A virama joins two consonants: it is not seen below the first. */
    static const uint32_t virama[] = {0x0915, 0x094D};
    struct picture dead;
    draw(&dead, virama, 2, 2);
    CHECK(memcmp(conjunct.pixels, dead.pixels, sizeof dead.pixels) != 0);
    CHECK(all_ink(&conjunct) > all_ink(&letter));
}

static void thai_marks_stand_above_each_other(void) {
    static const uint32_t text[] = {0x0E17, 0x0E35, 0x0E48}; /* a letter, a vowel above it, a tone above that */
    struct picture letter, vowel, tone;
    if (!has_font("Thai", text[0]))
        return;
    draw(&letter, text, 1, 1);
    draw(&vowel, text, 2, 1);
    draw(&tone, text, 3, 1);
    CHECK(!is_missing(&letter));
    uint32_t half = letter.height + letter.height / 2; /* the middle of the cell */
    CHECK(ink(&vowel, 0, half) > ink(&letter, 0, half));
    CHECK(ink(&tone, 0, half) > ink(&vowel, 0, half));
    /* The letter keeps its size under them. */
    CHECK_INT(ink(&tone, half, letter.height * 3), ink(&letter, half, letter.height * 3));
}

/* Whatever stands beside a letter, its cell shows the same. */
static void check_alone(const char *script, const uint32_t *word, size_t length) {
    struct font_cell cells[8];
    const struct font_glyph *glyphs[8];
    struct picture alone, among;
    if (!has_font(script, word[0]))
        return;
    for (size_t i = 0; i < length; i++)
        cells[i] = (struct font_cell){&word[i], 1, 1};
    for (size_t i = 0; i < length; i++) {
        draw(&alone, &word[i], 1, 1);
        CHECK(!is_missing(&alone));
        font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, length, glyphs);
        put_glyph(&among, glyphs[i]);
        CHECK(!memcmp(alone.pixels, among.pixels, sizeof alone.pixels));
    }
}

static void arabic_stands_letter_by_letter(void) {
    static const uint32_t word[] = {0x0633, 0x0644, 0x0627, 0x0645};
    check_alone("Arabic", word, 4);
}

static void hebrew_has_its_points(void) {
    static const uint32_t word[] = {0x05E9, 0x05DC, 0x05D5, 0x05DD}, pointed[] = {0x05E9, 0x05C1, 0x05B8};
    struct picture letter, points;
    check_alone("Hebrew", word, 4);
    draw(&letter, pointed, 1, 1);
    draw(&points, pointed, 3, 1);
    CHECK(all_ink(&points) > all_ink(&letter));
}

int main(void) {
    static const double sizes[] = {11, 18};
    struct font_options options = FONT_OPTIONS_INIT;
    char error[256] = "";
    options.family = "DejaVu Sans Mono";
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        options.size_pt = sizes[i];
        set = font_set_create(&options, error, sizeof error);
        if (!set) {
            printf("%s\n0 passed, 1 failed\n", error);
            return 1;
        }
        RUN(devanagari_is_shaped);
        RUN(thai_marks_stand_above_each_other);
        RUN(arabic_stands_letter_by_letter);
        RUN(hebrew_has_its_points);
        font_set_destroy(set);
    }
    return test_end();
}
