/* Text by its style, its link and its time. quire/find.h says each. Every search of random terminals is compared with
 * what their frames say of each cell. */
#include <quire/find.h>

#include "engine_kit.h"
#include "random_input.h"

#define OPEN(uri) "\033]8;;" uri "\033\\"
#define CLOSE "\033]8;;\033\\"

struct listing {
    struct kit *kit;
    struct quire_range spans[4096];
    unsigned count, most;
};

static struct listing listing;

static bool list(void *user, const struct quire_range *span) {
    struct listing *l = user;
    CHECK(span->from.line == span->to.line && span->from.column < span->to.column);
    l->spans[l->count++] = *span;
    return l->count < l->most;
}

static struct quire_find_options anything(void) {
    return (struct quire_find_options)QUIRE_FIND_OPTIONS_INIT;
}

static enum quire_result find_some(struct kit *kit, const struct quire_find_options *options, unsigned most) {
    listing = (struct listing){.kit = kit, .most = most};
    return quire_find_spans(kit->terminal, options, list, &listing);
}

/* The texts of what is found, each in brackets. */
static const char *found(struct kit *kit, struct quire_find_options options) {
    enum quire_result result = find_some(kit, &options, 4096);
    text_clear(&kit->scratch);
    for (unsigned i = 0; i < listing.count; i++) {
        text_addf(&kit->scratch, "[");
        CHECK_INT(
            quire_format_write_range(kit->terminal, &listing.spans[i], QUIRE_FORMAT_TEXT, kit_collect, &kit->scratch),
            QUIRE_OK);
        text_addf(&kit->scratch, "]");
    }
    return result == QUIRE_OK ? kit->scratch.bytes : quire_result_name(result);
}

static void by_attributes(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "a\033[1mbold\033[3mboth\033[22mitalic\033[m \033[4:3mwave\033[4mline\033[m");
    struct quire_find_options options = anything();
    CHECK_STR(found(&kit, options), "[aboldbothitalic waveline]");
    options.attributes = QUIRE_ATTR_BOLD;
    CHECK_STR(found(&kit, options), "[boldboth]");
    options.without = QUIRE_ATTR_ITALIC;
    CHECK_STR(found(&kit, options), "[bold]");
    options = anything();
    options.without = QUIRE_ATTR_BOLD;
    CHECK_STR(found(&kit, options), "[a][italic waveline]");
    options = anything();
    options.underlines = 1u << QUIRE_UNDERLINE_CURLY;
    CHECK_STR(found(&kit, options), "[wave]");
    options.underlines |= 1u << QUIRE_UNDERLINE_SINGLE;
    CHECK_STR(found(&kit, options), "[waveline]");
    kit_close(&kit);
}

static void by_colors(void) {
    struct kit kit;
    const struct quire_color red = {QUIRE_COLOR_PALETTE << 24 | 1}, rgb = {QUIRE_COLOR_RGB << 24 | 0x010203},
                             none = {0};
    kit_open(&kit, 20, 4);
    feed(&kit, "a\033[31mred\033[48:2::1:2:3mboth\033[39mback\033[58:2::1:2:3;4mline\033[m\r\n\033[41mx\033[K");
    struct quire_find_options options = anything();
    options.foreground = &red;
    CHECK_STR(found(&kit, options), "[redboth]");
    options.background = &rgb;
    CHECK_STR(found(&kit, options), "[both]");
    options.foreground = &none;
    CHECK_STR(found(&kit, options), "[backline]");
    options = anything();
    options.underline_color = &rgb;
    CHECK_STR(found(&kit, options), "[line]");
    options = anything();
    options.background = &red;
    CHECK_INT(find_some(&kit, &options, 9), QUIRE_OK);
    CHECK_INT(listing.count, 1);
    CHECK_INT(listing.spans[0].to.column, 20); /* what was erased in the colour, too */
    kit_close(&kit);
}

static void by_link(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "a" OPEN("http://one") "b" OPEN("file:///two") "c" CLOSE "d" OPEN("http://three") "e" CLOSE);
    struct quire_find_options options = anything();
    options.uri = "";
    CHECK_STR(found(&kit, options), "[bc][e]");
    options.uri = "http:";
    options.uri_length = 5;
    CHECK_STR(found(&kit, options), "[b][e]");
    options.uri = "two";
    options.uri_length = 3;
    CHECK_STR(found(&kit, options), "[c]");
    options.uri = "TWO";
    CHECK_STR(found(&kit, options), "");
    options.uri_length = QUIRE_SEARCH_TEXT_MAX + 1;
    CHECK_STR(found(&kit, options), "LIMIT");
    kit_close(&kit);
}

/* Of rows on the screen and of lines in history; what came while the host had told no time does not fit. */
static void by_time(void) {
    struct kit kit;
    kit_open(&kit, 20, 3);
    feed(&kit, "early\r\n");
    for (uint64_t time = 1000; time <= 5000; time += 1000) {
        CHECK_INT(quire_terminal_set_time(kit.terminal, time), QUIRE_OK);
        feed(&kit, time == 3000 ? "\033[1mline of 3000\033[m\r\n" : "line\r\n");
    }
    CHECK(kit_info(&kit).history_lines == 4);
    struct quire_find_options options = anything();
    CHECK_STR(found(&kit, options), "[early][line][line][line of 3000][line][line]");
    options.since = 3000;
    CHECK_STR(found(&kit, options), "[line of 3000][line][line]");
    options.until = 4001;
    CHECK_STR(found(&kit, options), "[line of 3000][line]");
    options.attributes = QUIRE_ATTR_BOLD;
    CHECK_STR(found(&kit, options), "[line of 3000]");
    options.since = 0;
    options.until = 3000;
    CHECK_STR(found(&kit, options), "");
    options.attributes = 0;
    CHECK_STR(found(&kit, options), "[line][line]");
    options.since = 3001;
    CHECK_STR(found(&kit, options), "INVALID");
    kit_close(&kit);
}

static void what_is_asked_is_checked(void) {
    struct kit kit;
    const struct quire_color wrong = {3u << 24};
    const struct quire_range backward = {{2, 0}, {1, 0}}, gone = {{90, 0}, {91, 0}};
    struct quire_find_options options = anything();
    kit_open(&kit, 20, 3);
    feed(&kit, "a\r\nb");
    options.attributes = 1u << 8;
    CHECK_STR(found(&kit, options), "INVALID");
    options = anything();
    options.without = 1u << 31;
    CHECK_STR(found(&kit, options), "INVALID");
    options = anything();
    options.underlines = 1u << (QUIRE_UNDERLINE_DASHED + 1);
    CHECK_STR(found(&kit, options), "INVALID");
    options = anything();
    options.foreground = &wrong;
    CHECK_STR(found(&kit, options), "INVALID");
    options = anything();
    options.within = &backward;
    CHECK_STR(found(&kit, options), "INVALID");
    options.within = &gone;
    CHECK_STR(found(&kit, options), "NOT_FOUND");
    options = anything();
    CHECK_INT(find_some(&kit, &options, 1), QUIRE_OK);
    CHECK_INT(listing.count, 1); /* the callback ends it */
    kit_close(&kit);
}

/* --- beside frames ----------------------------------------------------------------------------------------------- */

static bool cell_fits(const struct quire_frame_cell *cell, const struct quire_find_options *options) {
    uint32_t underline = 1u << cell->underline;
    return (cell->attributes & options->attributes) == options->attributes &&
           (cell->attributes & options->without) == 0 &&
           (options->underlines == 0 || (options->underlines & underline) != 0) &&
           (!options->foreground || options->foreground->bits == cell->written_foreground.bits) &&
           (!options->background || options->background->bits == cell->written_background.bits) &&
           (!options->uri || cell->link != 0);
}

static bool is_spanned(uint64_t line, uint64_t column) {
    for (unsigned i = 0; i < listing.count; i++) {
        const struct quire_range *span = &listing.spans[i];
        if (span->from.line == line && span->from.column <= column && column < span->to.column)
            return true;
    }
    return false;
}

/* Has this cell a place of its own? One that a wide character left free at the end of a row has not. */
static bool is_own(struct kit *kit, uint32_t row, uint32_t col, struct quire_place *place) {
    uint32_t at_row = 0, at_col = 0;
    CHECK_INT(quire_frame_place(kit->frame, row, col, place), QUIRE_OK);
    return quire_frame_find(kit->frame, place, &at_row, &at_col) == QUIRE_OK && at_row == row && at_col == col;
}

/* Every cell in view: is it in a span just when it fits? Blanks without a style may be text or not. */
static unsigned wrong_in_view(struct kit *kit, const struct quire_find_options *options, uint32_t rows,
                              unsigned *fitting) {
    static struct quire_frame_cell cells[200];
    const struct quire_frame_cell plain = {0};
    unsigned wrong = 0;
    for (uint32_t row = 0; row < rows; row++) {
        struct quire_place place;
        uint32_t count = quire_frame_row(kit->frame, row, cells, 200); /* half of them in a row of double size */
        for (uint32_t col = 0; col < count; col++) {
            bool is_blank = cells[col].width != 0 && cells[col].text_length == 0;
            if (!is_own(kit, row, col, &place) || (is_blank && cell_fits(&plain, options)))
                continue;
            bool fits = cell_fits(&cells[col], options);
            wrong += fits != is_spanned(place.line, place.column);
            *fitting += fits;
        }
    }
    return wrong;
}

static struct quire_find_options random_options(struct random *random) {
    static struct quire_color foreground, background;
    struct quire_find_options options = anything();
    foreground = (struct quire_color){QUIRE_COLOR_PALETTE << 24 | random_below(random, 8)};
    background = (struct quire_color){0};
    options.attributes = random_below(random, 3) == 0 ? 1u << random_below(random, 8) : 0;
    options.without = random_below(random, 3) == 0 ? 1u << random_below(random, 8) : 0;
    options.underlines = random_below(random, 4) == 0 ? 1u << QUIRE_UNDERLINE_SINGLE : 0;
    options.foreground = random_below(random, 4) == 0 ? &foreground : NULL;
    options.background = random_below(random, 4) == 0 ? &background : NULL;
    options.uri = random_below(random, 4) == 0 ? "" : NULL;
    return options;
}

static void as_frames_say(void) {
    unsigned fitting = 0;
    for (uint64_t seed = 1; seed <= TEST_SHARE(3000u) && test_ok; seed++) {
        struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
        struct text input = {0};
        struct kit kit;
        kit_open(&kit, 30, 6);
        for (int i = 0; i < 60; i++)
            random_piece(&random, &input, 30, 6);
        CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length), QUIRE_OK);
        struct quire_find_options options = random_options(&random);
        CHECK_INT(find_some(&kit, &options, 4096), QUIRE_OK);
        CHECK_INT(quire_frame_scroll_to(kit.frame, kit.terminal, random_below(&random, 12)), QUIRE_OK);
        CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
        unsigned wrong = wrong_in_view(&kit, &options, 6, &fitting);
        if (wrong > 0)
            printf("seed %u: %u cells\n", (unsigned)seed, wrong);
        CHECK_INT(wrong, 0);
        text_free(&input);
        kit_close(&kit);
    }
    printf("%u cells fit\n", fitting);
    CHECK(fitting > 300);
}

int main(void) {
    RUN(by_attributes);
    RUN(by_colors);
    RUN(by_link);
    RUN(by_time);
    RUN(what_is_asked_is_checked);
    RUN(as_frames_say);
    return test_end();
}
