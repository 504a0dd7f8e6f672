/* Which font shows what the family lacks, how large, and what the settings and broken files change in that. The fonts
 * are those of make_fonts.py: argv[1] is their folder, argv[2] that of broken ones, argv[3] one for changed copies.
 * FONTCONFIG_FILE names the file of the copies. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "font_fallback.h"
#include "font_set.h"
#include "test.h"

static const char *folder, *broken_folder;

static struct font_set *open_set(const struct font_options *options) {
    char error[256] = "";
    struct font_set *set = font_set_create(options, error, sizeof error);
    if (!set)
        printf("%s\n", error);
    CHECK(set != NULL);
    return set;
}

static struct font_options plain_options(void) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = "Plain Mono";
    options.size_pt = 30; /* 40 pixels: a cell is 24 wide */
    return options;
}

#define EM 40.0
#define ROW_MAX 8u

/* Lays out a row of characters, each in a narrow cell. */
static void lay_out(struct font_set *set, enum font_style style, const uint32_t *text, size_t count,
                    const struct font_glyph **glyphs) {
    struct font_cell cells[ROW_MAX];
    for (size_t i = 0; i < count; i++)
        cells[i] = (struct font_cell){&text[i], 1, 1};
    font_set_layout(set, style, FONT_SINGLE, cells, count, glyphs);
}

static const struct font_glyph *glyph_of(struct font_set *set, enum font_style style, uint32_t character) {
    const struct font_glyph *glyph;
    lay_out(set, style, &character, 1, &glyph);
    return glyph;
}

/* Pixels of a glyph that are more than half covered: how many rows and columns have any. */
struct ink {
    uint32_t width, height, pixels;
};

static bool is_ink(const struct font_set *set, uint32_t tile, uint32_t x, uint32_t y) {
    const struct glyph_atlas *atlas = font_set_atlas(set);
    size_t at_x = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width + x;
    size_t at_y = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height + y;
    return atlas->pixels[(at_y * atlas->width + at_x) * 4 + 3] > 127;
}

static struct ink ink_of(const struct font_set *set, const struct font_glyph *glyph) {
    const struct font_metrics *m = font_set_metrics(set);
    struct ink ink = {0, 0, 0};
    for (uint32_t x = 0; x < m->cell_width * glyph->count; x++) {
        bool any = false;
        for (uint32_t y = 0; y < m->cell_height; y++) {
            bool dark = is_ink(set, glyph->tile[x / m->cell_width], x % m->cell_width, y);
            any |= dark;
            ink.pixels += dark;
        }
        ink.width += any;
    }
    for (uint32_t y = 0; y < m->cell_height; y++) {
        bool any = false;
        for (uint32_t x = 0; x < m->cell_width * glyph->count; x++)
            any |= is_ink(set, glyph->tile[x / m->cell_width], x % m->cell_width, y);
        ink.height += any;
    }
    return ink;
}

static bool about(double value, double wanted) {
    if (value < wanted - 1.5 || value > wanted + 1.5)
        printf("%g, wanted %g\n", value, wanted);
    return value >= wanted - 1.5 && value <= wanted + 1.5;
}

static bool was_told(const struct font_set *set, const char *words) {
    for (size_t i = 0; font_set_warning(set, i); i++) {
        if (strstr(font_set_warning(set, i), words))
            return true;
    }
    for (size_t i = 0; font_set_warning(set, i); i++)
        printf("told: %s\n", font_set_warning(set, i));
    return false;
}

/* ---- the choice */

static struct font_rules rules;
static FcConfig *config;
static struct font_order *order;

static void open_order(const char *fallback) {
    struct font_options options = plain_options();
    struct font_notes notes = {.count = 0};
    options.fallback = fallback;
    CHECK(font_rules_read(&rules, &options, &notes));
    config = FcInitLoadConfigAndFonts();
    order = font_order_create(config, "Plain Mono", &rules);
    CHECK(order != NULL);
}

static void close_order(void) {
    font_order_destroy(order);
    FcConfigDestroy(config);
    font_rules_release(&rules);
}

static const char *chosen(const uint32_t *text, size_t count, size_t i) {
    struct font_cell cells[ROW_MAX];
    uint16_t entries[ROW_MAX];
    FcChar8 *name;
    for (size_t j = 0; j < count; j++)
        cells[j] = (struct font_cell){&text[j], 1, 1};
    font_fallback_choose(order, cells, count, entries);
    if (entries[i] == FONT_ENTRY_NONE)
        return "none";
    FcPatternGetString(order->entries[entries[i]].pattern, FC_FAMILY, 0, &name);
    return (const char *)name;
}

static void check_chosen(const char *have, const char *wanted) {
    if (strcmp(have, wanted) != 0)
        printf("%s, wanted %s\n", have, wanted);
    CHECK(strcmp(have, wanted) == 0);
}

static void monospace_goes_first(void) {
    const uint32_t run[] = {0x2190, 0x2200};
    open_order(NULL);
    check_chosen(chosen(run, 1, 0), "Second Mono");
    check_chosen(chosen(run, 2, 0), "Second Mono");
    close_order();
}

static void a_run_is_of_one_font(void) {
    const uint32_t run[] = {0x2200, 0x2201, 0x2202};
    open_order(NULL);
    for (size_t i = 0; i < 3; i++)
        check_chosen(chosen(run, 3, i), "Broad");
    close_order();
}

static void users_order_holds(void) {
    const uint32_t run[] = {0x2190, 0x2200, 0x2202};
    open_order("Mapped, aaa single, Broad");
    check_chosen(chosen(run, 3, 0), "Aaa Single");
    check_chosen(chosen(run, 3, 1), "Mapped");
    check_chosen(chosen(run, 3, 2), "Broad");
    close_order();
}

static void nobody_has_it(void) {
    const uint32_t run[] = {0x10F000};
    open_order(NULL);
    check_chosen(chosen(run, 1, 0), "none");
    close_order();
}

/* The choice depends on the row alone, not on where a layout of it begins. */
static void parts_of_a_row_look_alike(void) {
    const uint32_t text[] = {0x2200, 0x2201, 0x2202};
    struct font_cell cells[3];
    const struct font_glyph *whole[3], *part[3];
    struct font_options options = plain_options();
    struct font_set *set = open_set(&options);
    for (size_t i = 0; i < 3; i++)
        cells[i] = (struct font_cell){&text[i], 1, 1};
    const struct font_row row = {cells, 3, FONT_NO_CURSOR};
    font_set_layout_part(set, FONT_REGULAR, FONT_SINGLE, &row, 0, 3, whole);
    for (size_t i = 0; i < 3; i++) {
        font_set_layout_part(set, FONT_REGULAR, FONT_SINGLE, &row, i, 1, &part[i]);
        CHECK(part[i] == whole[i]);
    }
    CHECK(about(ink_of(set, whole[0]).height, 0.4 * EM));
    font_set_destroy(set);
}

/* ---- sizes */

static void symbols_reach_into_blank_cells(void) {
    const uint32_t blank[] = {0xE000, ' '}, letter[] = {0xE000, 'a'}, two[] = {0xE000, 0xE001, ' '};
    const struct font_glyph *glyphs[3];
    struct font_options options = plain_options();
    struct font_set *set = open_set(&options);
    uint32_t cell = font_set_metrics(set)->cell_width;
    lay_out(set, FONT_REGULAR, blank, 2, glyphs);
    CHECK(glyphs[0]->first == 0 && glyphs[0]->count == 2 && glyphs[1]->count == 0);
    CHECK(about(ink_of(set, glyphs[0]).width, 1.11 * EM));
    lay_out(set, FONT_REGULAR, letter, 2, glyphs);
    CHECK(glyphs[0]->count == 1 && ink_of(set, glyphs[0]).width <= cell);
    lay_out(set, FONT_REGULAR, two, 3, glyphs);
    CHECK(glyphs[0]->count == 1 && glyphs[1]->count == 1); /* a row of symbols is of one size */
    CHECK_INT(ink_of(set, glyphs[0]).height, ink_of(set, glyphs[1]).height);
    CHECK(glyph_of(set, FONT_REGULAR, 0xE000)->count == 1); /* the last column */
    font_set_destroy(set);
}

static void nothing_becomes_tiny(void) {
    struct font_options options = plain_options();
    options.map = "U+2200: Aaa Single";
    struct font_set *set = open_set(&options);
    struct ink ink = ink_of(set, glyph_of(set, FONT_REGULAR, 0xE010));
    CHECK(ink.height >= 0.65 * 0.7 * EM && ink.width <= font_set_metrics(set)->cell_width);
    CHECK(ink_of(set, glyph_of(set, FONT_REGULAR, 0x2200)).height >= 0.9 * 0.7 * EM); /* nearly fits: nearly its size */
    font_set_destroy(set);
}

/* ---- settings */

static void maps_go_before_the_family(void) {
    struct font_options options = plain_options();
    options.map = "U+41-U+43: Mapped\nU+43: Plain Mono\nU+2200, U+E000-U+E0FF: Broad\nU+: X\nU+50";
    struct font_set *set = open_set(&options);
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).width, 0.56 * EM));
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'C')).width, 0.5 * EM)); /* the last rule holds */
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'D')).width, 0.5 * EM));
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 0x2200)).height, 0.4 * EM));
    CHECK(ink_of(set, glyph_of(set, FONT_REGULAR, 0xE000)).pixels > 0); /* Broad has none: as without the rule */
    CHECK(was_told(set, "'U+' is no range") && was_told(set, "'U+50' is not of the form"));
    font_set_destroy(set);
}

static void styles_have_families_of_their_own(void) {
    struct font_options options = plain_options();
    options.bold = "Strong";
    options.italic = "Stron";
    struct font_set *set = open_set(&options);
    CHECK(about(ink_of(set, glyph_of(set, FONT_BOLD, 'A')).height, 0.3 * EM));
    CHECK(about(ink_of(set, glyph_of(set, FONT_BOLD, 'A')).width, 0.5 * EM)); /* as it is: not emboldened */
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).height, 0.7 * EM));
    CHECK(ink_of(set, glyph_of(set, FONT_ITALIC, 'A')).height > 0.6 * EM);
    CHECK(was_told(set, "'Stron' is not installed") && was_told(set, "did you mean 'Strong'?"));
    font_set_destroy(set);
}

static void axes_move(void) {
    struct font_options options = plain_options();
    options.family = "Varied";
    struct font_set *light = open_set(&options);
    options.variations = "wght=900";
    struct font_set *heavy = open_set(&options);
    CHECK(about(ink_of(light, glyph_of(light, FONT_REGULAR, 'A')).width, 0.5 * EM));
    CHECK(about(ink_of(heavy, glyph_of(heavy, FONT_REGULAR, 'A')).width, 0.54 * EM));
    CHECK(font_set_warning(heavy, 0) == NULL);
    font_set_destroy(light);
    font_set_destroy(heavy);
    options.family = "Plain Mono";
    options.variations = "wght=900, oops";
    struct font_set *fixed = open_set(&options);
    CHECK(was_told(fixed, "no variable font") && was_told(fixed, "'oops' is no axis"));
    font_set_destroy(fixed);
}

static void features_are_of_a_family(void) {
    struct font_rules read;
    struct font_notes notes = {.count = 0};
    struct font_options options = plain_options();
    hb_feature_t features[FONT_FEATURES_MAX];
    const char *const fira[] = {"Fira Code", "Fira Code Retina", NULL}, *const other[] = {"Other", NULL};
    options.features = "kern=0\nfira code: ss01, -liga\ncv02=3, liga[3:5]\nFira Code: nonsense!";
    CHECK(font_rules_read(&read, &options, &notes));
    CHECK_INT(font_rules_features(&read, other, features), 3);
    CHECK_INT(font_rules_features(&read, fira, features), 5);
    CHECK(features[3].tag == HB_TAG('s', 's', '0', '1') && features[3].value == 1);
    CHECK(features[4].tag == HB_TAG('l', 'i', 'g', 'a') && features[4].value == 0);
    CHECK(notes.count == 1 && strstr(notes.lines[0], "nonsense!"));
    font_rules_release(&read);
}

static void cells_are_adjusted(void) {
    struct font_options options = plain_options();
    struct font_set *set = open_set(&options);
    struct font_metrics plain = *font_set_metrics(set);
    font_set_destroy(set);
    options.line_height = (struct font_adjust){150, true};
    options.cell_width = (struct font_adjust){2, false};
    options.baseline_offset = (struct font_adjust){3, false};
    options.dpi = 192;
    options.size_pt /= 2;
    set = open_set(&options);
    const struct font_metrics *m = font_set_metrics(set);
    CHECK(about(m->cell_height, plain.cell_height * 1.5));
    CHECK_INT(m->cell_width, plain.cell_width + 4); /* at twice the scale */
    CHECK(about(m->baseline, plain.baseline + plain.cell_height * 0.25 - 6));
    /* Letters keep their size, in the middle of their cells. */
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).width, 0.5 * EM));
    font_set_destroy(set);
}

static void absent_families_are_told(void) {
    struct font_options options = plain_options();
    options.family = "Plain Momo";
    options.fallback = "Broads, Broad, Quite Another Thing";
    struct font_set *set = open_set(&options);
    CHECK(was_told(set, "'Plain Momo' is not installed, using 'Plain Mono'; did you mean 'Plain Mono'?"));
    CHECK(was_told(set, "font-fallback: 'Broads' is not installed; did you mean 'Broad'?"));
    CHECK(was_told(set, "font-fallback: 'Quite Another Thing' is not installed"));
    CHECK(font_set_warning(set, 3) == NULL);
    font_set_destroy(set);
}

/* ---- kinds of fonts */

static bool is_colored(const struct font_glyph *glyph) {
    return glyph->count > 0 && glyph->tile[0] & ATLAS_TILE_COLOR;
}

static const struct font_glyph *wide_glyph(struct font_set *set, uint32_t character) {
    const struct font_cell cell = {&character, 1, 2};
    const struct font_glyph *glyph;
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, &cell, 1, &glyph);
    return glyph;
}

static void colors_of_all_kinds(void) {
    struct font_options options = plain_options();
    struct font_set *set = open_set(&options);
    CHECK(is_colored(wide_glyph(set, 0x1F600))); /* layers */
    CHECK(is_colored(wide_glyph(set, 0x1F610))); /* sbix */
    const struct font_glyph *paints = wide_glyph(set, 0x1F602);
    CHECK(!is_colored(paints) && paints->count == 2 && ink_of(set, paints).pixels > 0); /* the box of missing ones */
    font_set_take_found(set);
    CHECK(was_told(set, "the colours of 'Paints' are of a kind that is not drawn"));
    font_set_destroy(set);
}

static void bitmaps_are_drawn_as_they_are(void) {
    struct font_options options = plain_options();
    options.family = "Pixels";
    options.size_pt = 12;
    struct font_set *set = open_set(&options);
    CHECK_INT(font_set_metrics(set)->cell_width, 8);
    CHECK_INT(font_set_metrics(set)->cell_height, 16);
    CHECK_INT(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).pixels, 16);
    CHECK_INT(ink_of(set, glyph_of(set, FONT_REGULAR, '.')).pixels, 4);
    CHECK_INT(ink_of(set, glyph_of(set, FONT_BOLD, 'A')).pixels, 24);
    font_set_destroy(set);
}

/* Overwrites a font that fontconfig has seen, behind its back: the folder looks as before. */
static void put_in_place(const char *from_folder, const char *from, const char *to) {
    char path[4096], bytes[65536];
    snprintf(path, sizeof path, "%s/%s", from_folder, from);
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    snprintf(path, sizeof path, "%s/%s", folder, to);
    file = fopen(path, "r+b");
    CHECK(file && ftruncate(fileno(file), 0) == 0 && fwrite(bytes, 1, length, file) == length);
    if (file)
        fclose(file);
}

static void broken_families_are_replaced(void) {
    const char *const files[] = {"no_glyf.ttf", "no_loca.ttf", "no_cmap.ttf", "no_hmtx.ttf",
                                 "no_head.ttf", "no_maxp.ttf", "short.ttf",   "empty.ttf"};
    struct font_options options = plain_options();
    options.family = "Strong";
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        put_in_place(broken_folder, files[i], "strong.ttf");
        struct font_set *set = open_set(&options);
        CHECK(was_told(set, "strong.ttf") && font_set_warning(set, 1) == NULL);
        CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).height, 0.7 * EM));
        font_set_destroy(set);
    }
}

static void broken_fallback_is_passed_over(void) {
    const uint32_t run[] = {0x2200, 0x2201, 0x2202};
    const struct font_glyph *glyphs[3];
    struct font_options options = plain_options();
    put_in_place(broken_folder, "short.ttf", "broad.ttf");
    struct font_set *set = open_set(&options);
    lay_out(set, FONT_REGULAR, run, 3, glyphs);
    CHECK(about(ink_of(set, glyphs[0]).height, 0.7 * EM)); /* of another font */
    CHECK(ink_of(set, glyphs[1]).pixels > 0);              /* a box */
    font_set_take_found(set);
    CHECK(was_told(set, "broad.ttf") && font_set_warning(set, 1) == NULL);
    font_set_destroy(set);
}

static void a_font_is_removed(void) {
    char path[4096];
    struct font_options options = plain_options();
    struct font_set *set = open_set(&options);
    snprintf(path, sizeof path, "%s/gone.ttf", folder);
    CHECK(unlink(path) == 0);
    CHECK(ink_of(set, glyph_of(set, FONT_REGULAR, 0x2400)).pixels > 0);
    font_set_take_found(set);
    CHECK(was_told(set, "gone.ttf"));
    font_set_destroy(set);
}

/* ---- the thread */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static unsigned calls;

static void found(void *user) {
    (void)user;
    pthread_mutex_lock(&lock);
    calls++;
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&lock);
}

/* Waits until `found` was called more than `before` times. */
static unsigned wait_for_call(unsigned before) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 30;
    pthread_mutex_lock(&lock);
    while (calls <= before && pthread_cond_timedwait(&told, &lock, &end) == 0) {
    }
    unsigned now = calls;
    pthread_mutex_unlock(&lock);
    CHECK(now > before);
    return now;
}

static struct font_options threaded_options(void) {
    struct font_options options = plain_options();
    options.found = found;
    calls = 0;
    return options;
}

/* The thread of the set never waits: a cell is blank until its font is there, and each step is told once. */
static void fonts_are_found_on_a_thread(void) {
    struct font_options options = threaded_options();
    struct font_set *set = open_set(&options);
    uint32_t epoch = font_set_epoch(set);
    CHECK(ink_of(set, glyph_of(set, FONT_REGULAR, 'A')).pixels > 0); /* the family is there */
    CHECK(!font_set_take_found(set));
    CHECK_INT(glyph_of(set, FONT_REGULAR, 0x2190)->count, 0);
    unsigned seen = wait_for_call(0); /* sorted */
    CHECK(font_set_take_found(set) && font_set_epoch(set) != epoch);
    CHECK_INT(glyph_of(set, FONT_REGULAR, 0x2190)->count, 0);
    seen = wait_for_call(seen); /* opened */
    CHECK(font_set_take_found(set));
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 0x2190)).height, 0.5 * EM));
    CHECK(!font_set_take_found(set)); /* nothing is missing any more */
    CHECK_INT(seen, 2);
    CHECK_INT(font_set_waits(set), 0);
    font_set_destroy(set);
    CHECK_INT(calls, 2);
}

/* What was sorted ahead costs one step less, and asking again costs nothing. */
static void prepared_ahead(void) {
    struct font_options options = threaded_options();
    struct font_set *set = open_set(&options);
    font_set_prepare(set);
    unsigned seen = wait_for_call(0);
    CHECK(!font_set_take_found(set)); /* no cell waits: no picture for that */
    font_set_prepare(set);
    CHECK_INT(wide_glyph(set, 0x1F600)->count, 0);
    seen = wait_for_call(seen);
    CHECK(font_set_take_found(set) && is_colored(wide_glyph(set, 0x1F600)));
    CHECK_INT(seen, 2);
    CHECK_INT(font_set_waits(set), 0);
    font_set_destroy(set);
}

/* With a thread and without, the same is shown. */
static void resized_while_open(void) {
    char error[256];
    struct font_options options = threaded_options();
    struct font_set *set = open_set(&options);
    for (unsigned seen = 0; glyph_of(set, FONT_REGULAR, 0x2190)->count == 0;) {
        seen = wait_for_call(seen);
        font_set_take_found(set);
    }
    CHECK(font_set_resize(set, 15, 96, error, sizeof error));
    CHECK(about(ink_of(set, glyph_of(set, FONT_REGULAR, 0x2190)).height, 0.25 * EM));
    font_set_destroy(set);
}

static void ended_while_finding(void) {
    struct font_options options = threaded_options();
    for (int i = 0; i < 5; i++) {
        struct font_set *set = open_set(&options);
        glyph_of(set, FONT_REGULAR, 0x2190);
        font_set_destroy(set);
    }
}

int main(int count, char **words) {
    if (count < 3) {
        printf("usage: test_fallback FONTS BROKEN\n");
        return 2;
    }
    folder = words[1];
    broken_folder = words[2];
    RUN(monospace_goes_first);
    RUN(a_run_is_of_one_font);
    RUN(users_order_holds);
    RUN(nobody_has_it);
    RUN(parts_of_a_row_look_alike);
    RUN(symbols_reach_into_blank_cells);
    RUN(nothing_becomes_tiny);
    RUN(maps_go_before_the_family);
    RUN(styles_have_families_of_their_own);
    RUN(axes_move);
    RUN(features_are_of_a_family);
    RUN(cells_are_adjusted);
    RUN(absent_families_are_told);
    RUN(colors_of_all_kinds);
    RUN(bitmaps_are_drawn_as_they_are);
    RUN(fonts_are_found_on_a_thread);
    RUN(prepared_ahead);
    RUN(resized_while_open);
    RUN(ended_while_finding);
    /* These change the files, the others need them. */
    RUN(broken_families_are_replaced);
    RUN(broken_fallback_is_passed_over);
    RUN(a_font_is_removed);
    return test_end();
}
