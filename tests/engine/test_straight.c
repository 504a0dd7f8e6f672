/* Floods that go straight into history leave what the slow way leaves: history pages byte for byte, rows with their
 * numbers, columns, times and wraps, cursor, pen, and what programs are told.
 *
 * Random programs mix floods of lines with everything else, on small and ordinary screens, with and without limits of
 * history; each is fed whole (or in large pieces), and in pieces too small to go straight. With QUIRE_CONFORMANCE set,
 * the inputs of that folder are used besides, three times over each. 600 programs, 60 under
 * the address sanitizer; QUIRE_SOAK=1: 100,000;
 * QUIRE_STRAIGHT_SEED=N runs one. */
#include "engine.h"
#include "inputs.h"
#include "random_input.h"
#include "unicode_text.h"

#include <quire/verify.h>

#ifdef __SANITIZE_ADDRESS__
#define PROGRAMS 60u /* each takes thirty times as long */
#else
#define PROGRAMS 600u
#endif
#define PROGRAMS_SOAK 100000u
/* Shorter pieces never go straight (straight.c). */
#define SLOW_PIECE 100u

struct pair {
    struct kit fast, slow;
};

static const struct qr_engine *engine_of(const struct kit *kit) {
    return (const struct qr_engine *)kit->terminal;
}

/* --- what is the same ------------------------------------------------------------------------------------------ */

static bool same_bytes(const char *what, const void *a, const void *b, size_t length) {
    const uint8_t *first = a, *second = b;
    for (size_t i = 0; i < length; i++) {
        if (first[i] != second[i]) {
            printf("%s: byte %zu of %zu is %02x, and %02x\n", what, i, length, first[i], second[i]);
            return false;
        }
    }
    return true;
}

static bool same_number(const char *what, uint64_t a, uint64_t b) {
    if (a != b)
        printf("%s: %llu, and %llu\n", what, (unsigned long long)a, (unsigned long long)b);
    return a == b;
}

/* Checksums stand for the bytes of sealed pages, but those are compared first, to say where they differ. */
static bool same_sealed(const struct qr_history *a, const struct qr_history *b, size_t i) {
    const struct qr_history_page *first = &a->pages[a->head + i], *second = &b->pages[b->head + i];
    return same_number("size of a page", first->block->size, second->block->size) &&
           same_number("evicted entries", first->first, second->first) &&
           same_bytes("a sealed page", first->block, second->block, first->block->size);
}

static bool same_open(const struct qr_history *a, const struct qr_history *b) {
    if (!a->open || !b->open)
        return same_number("an open page", a->open != NULL, b->open != NULL);
    return same_bytes("the open page", a->open, b->open, sizeof *a->open) &&
           same_number("bytes of the open page", qr_history_open_bytes(a), qr_history_open_bytes(b)) &&
           same_number("evicted entries", a->open_first, b->open_first) &&
           same_bytes("its entries", qr_open_entries(a->open), qr_open_entries(b->open),
                      a->open->entries * sizeof(struct qr_entry)) &&
           same_bytes("its words", qr_open_words(a->open), qr_open_words(b->open), a->open->words * sizeof(uint16_t)) &&
           same_bytes("its text", qr_open_text(a->open), qr_open_text(b->open), a->open->text_bytes);
}

static bool same_history(const struct qr_history *a, const struct qr_history *b) {
    bool same = same_number("lines of history", a->lines, b->lines) &&
                same_number("pages", a->tail - a->head, b->tail - b->head) &&
                same_number("evicted columns", a->head_column, b->head_column);
    for (size_t i = 0; same && i < a->tail - a->head; i++)
        same = same_sealed(a, b, i);
    return same && same_open(a, b);
}

#define ROW_FLAGS (QR_ROW_WRAPPED | QR_ROW_PROMPT | QR_ROW_SIZE | QR_ROW_AWAITED)

static bool same_rows(const struct qr_page *a, const struct qr_page *b) {
    bool same = same_number("next line", a->block->next_line, b->block->next_line);
    for (uint32_t y = 0; same && y < qr_page_rows(a); y++) {
        const struct qr_row *first = qr_page_row(a, y), *second = qr_page_row(b, y);
        same = same_number("line", first->line, second->line) && same_number("column", first->column, second->column) &&
               same_number("time", first->time, second->time) &&
               same_number("flags", first->flags & ROW_FLAGS, second->flags & ROW_FLAGS);
        if (!same)
            printf("in row %u\n", y);
    }
    return same;
}

/* Links are equal in what they say: their ids depend on which styles each page still remembers. */
static bool same_link(const struct qr_page *a, uint32_t first, const struct qr_page *b, uint32_t second) {
    if (first == 0 || second == 0)
        return same_number("a link of the pen", first, second);
    struct qr_sets sets = qr_page_sets(a), others = qr_page_sets(b);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, first));
    return same_number("link of the pen", qr_link_key_equal(&others, &key, qr_link_set_get(others.links, second)),
                       true);
}

static bool same_pen(const struct qr_screen *a, const struct qr_screen *b) {
    struct qr_style first = a->pen, second = b->pen;
    uint32_t link = qr_style_link(first), other = qr_style_link(second);
    qr_style_set_link(&first, 0);
    qr_style_set_link(&second, 0);
    return same_number("pen", qr_style_equal(first, second), true) && same_link(&a->page, link, &b->page, other);
}

static bool same_screen(const struct qr_screen *a, const struct qr_screen *b) {
    return same_number("cursor column", a->cursor.x, b->cursor.x) &&
           same_number("cursor row", a->cursor.y, b->cursor.y) &&
           same_number("pending wrap", a->cursor.pending_wrap, b->cursor.pending_wrap) && same_pen(a, b) &&
           same_rows(&a->page, &b->page);
}

static void breach(void *user, const char *text) {
    (void)user;
    printf("%s\n", text);
}

static bool same(const struct pair *pair) {
    const struct qr_engine *a = engine_of(&pair->fast), *b = engine_of(&pair->slow);
    bool alternates = a->alternate.page.block && b->alternate.page.block;
    return same_number("links opened", a->links_opened, b->links_opened) && same_screen(&a->primary, &b->primary) &&
           same_number("an alternate screen", a->alternate.page.block != NULL, b->alternate.page.block != NULL) &&
           (!alternates || same_screen(&a->alternate, &b->alternate)) && same_history(&a->history, &b->history) &&
           kit_same_documents(&pair->fast, &pair->slow) &&
           same_number("replies", text_same(&pair->fast.replies, &pair->slow.replies), true) &&
           same_number("events", text_same(&pair->fast.events, &pair->slow.events), true) &&
           same_number("breaches", quire_terminal_verify(pair->fast.terminal, breach, NULL), 0);
}

/* --- both ways ------------------------------------------------------------------------------------------------- */

static void open_one(struct kit *kit, const struct quire_terminal_options *limits) {
    struct quire_terminal_options options = *limits;
    *kit = (struct kit){0};
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), kit, kit_on_reply, kit_on_event, NULL, NULL};
    options.seed = 7;
    CHECK_INT(quire_terminal_create(&options, &kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &kit->frame), QUIRE_OK);
}

static void open_pair(struct pair *pair, const struct quire_terminal_options *limits) {
    open_one(&pair->fast, limits);
    open_one(&pair->slow, limits);
}

static void close_pair(struct pair *pair) {
    kit_close(&pair->fast);
    kit_close(&pair->slow);
}

static void feed_in_pieces(struct kit *kit, const char *bytes, size_t length, size_t piece) {
    for (size_t at = 0; at < length; at += piece)
        CHECK_INT(quire_terminal_feed(kit->terminal, bytes + at, piece < length - at ? piece : length - at), QUIRE_OK);
}

static void set_time(const struct pair *pair, uint64_t now) {
    quire_terminal_set_time(pair->fast.terminal, now);
    quire_terminal_set_time(pair->slow.terminal, now);
}

static void feed_both(const struct pair *pair, const struct text *input, size_t piece) {
    feed_in_pieces((struct kit *)&pair->fast, input->bytes, input->length, piece);
    feed_in_pieces((struct kit *)&pair->slow, input->bytes, input->length, SLOW_PIECE);
}

/* Rows that never were on the screen were not touched there. */
static bool went_straight(const struct pair *pair) {
    const struct qr_engine *a = engine_of(&pair->fast), *b = engine_of(&pair->slow);
    return a->primary.page.block->clock != b->primary.page.block->clock ||
           (a->alternate.page.block && a->alternate.page.block->clock != b->alternate.page.block->clock);
}

/* --- random programs ------------------------------------------------------------------------------------------- */

static void add_oddity(struct random *r, struct text *to) {
    static const char *const oddities[] = {"\xE2\x82",
                                           "\xFF\x80",
                                           "\xC2\x85",
                                           "\xCC\x81",
                                           "\xEF\xB8\x8F",
                                           "\xEF\xB8\x8E",
                                           "\xE2\x9D\xA4\xEF\xB8\x8F",
                                           "\xE2\x8C\x9A\xEF\xB8\x8E",
                                           "\xD8\x80"
                                           "1",
                                           "\xE0\xB8\x81\xE0\xB8\xB3",
                                           "\xE2\x80\x8D",
                                           "\xC2\xAD"};
    text_addf(to, "%s", oddities[random_below(r, sizeof oddities / sizeof *oddities)]);
}

static void add_letters(struct random *r, struct text *to, uint32_t count) {
    for (; count > 0; count--)
        text_code_point(to, random_between(r, 0x20, 0x7E));
}

static void add_line_end(struct random *r, struct text *to) {
    uint32_t kind = random_below(r, 40);
    text_addf(to, "%s", kind == 0 ? "\n" : kind == 1 ? "\r\r\n" : kind == 2 ? "\t\r\n" : kind == 3 ? "\a\r\n" : "\r\n");
}

/* One line: of `kind`, so that most of a flood is of one kind, as it is. */
static void add_line(struct random *r, struct text *to, uint32_t kind, uint32_t cols) {
    for (uint32_t words = random_below(r, 5); words > 0; words--) {
        uint32_t odd = random_below(r, 60);
        if (kind == 1 || kind == 3)
            random_sgr(r, to);
        if (kind == 2 || kind == 3)
            random_text(r, to);
        else
            add_letters(r, to, random_below(r, kind == 4 ? cols * 5 : 12));
        if (odd == 0)
            add_oddity(r, to);
        else if (odd < 3)
            text_add(to, "\t", 1);
    }
    if (kind != 0 && random_below(r, 2))
        text_addf(to, "\033[m");
    add_line_end(r, to);
}

/* A line of ASCII and renditions that mostly fits into a row. */
static void add_simple_line(struct random *r, struct text *to, uint32_t cols) {
    if (random_below(r, 3) == 0)
        random_sgr(r, to);
    add_letters(r, to, random_below(r, cols + 1));
    if (random_below(r, 3) == 0)
        random_sgr(r, to);
    text_addf(to, "%s", random_below(r, 400) == 0 ? "\n" : "\r\n");
}

static void add_flood(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    uint32_t kind = random_below(r, 8), lines = random_between(r, rows, rows * 8 + 100);
    for (; lines > 0; lines--) {
        if (kind < 6)
            add_line(r, to, kind, cols);
        else
            add_simple_line(r, to, cols);
    }
}

/* Where lines of a flood scroll off: from the primary screen, from the alternate one, or between margins of either. */
static void add_place(struct random *r, struct text *to, uint32_t rows) {
    text_addf(to, "\033[!p\033[?7h\033[?69l\033[r\033[?1049%c", random_below(r, 4) == 0 ? 'h' : 'l');
    if (random_below(r, 3) == 0) {
        uint32_t top = random_between(r, 1, rows);
        text_addf(to, "\033[%u;%ur", top, random_between(r, top, rows));
    }
    text_addf(to, "\033[%u;1H", random_between(r, 1, rows));
}

static void add_program(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    text_clear(to);
    for (uint32_t parts = random_between(r, 1, 4); parts > 0; parts--) {
        for (uint32_t i = random_below(r, 4); i > 0; i--) {
            random_text(r, to);
            random_sequence(r, to, cols, rows);
        }
        if (random_below(r, 4) > 0) /* else the flood meets whatever is in force */
            add_place(r, to, rows);
        add_flood(r, to, cols, rows);
    }
}

static struct quire_terminal_options random_limits(struct random *r) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    bool small = random_below(r, 2);
    options.cols = small ? random_between(r, 1, 12) : random_between(r, 20, 300);
    options.rows = random_between(r, 1, small ? 6 : 30);
    if (random_below(r, 4) == 0)
        options.scrollback_lines = random_below(r, 60);
    if (random_below(r, 4) == 0)
        options.scrollback_bytes = random_between(r, 100000, 600000);
    return options;
}

/* Does the program leave the same both ways? */
static bool run_program(uint64_t seed, bool kept, unsigned *straight) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct quire_terminal_options limits = random_limits(&random);
    limits.scrollback_lines = kept ? limits.scrollback_lines : 0;
    struct pair pair;
    struct text input = {0};
    bool good = true;
    open_pair(&pair, &limits);
    for (uint32_t parts = 1 + random_below(&random, 3); good && parts > 0; parts--) {
        size_t piece = random_below(&random, 2) ? SIZE_MAX : random_between(&random, 500, 20000);
        set_time(&pair, random_below(&random, 3) * 1000u);
        add_program(&random, &input, limits.cols, limits.rows);
        feed_both(&pair, &input, piece);
        good = same(&pair);
    }
    *straight += went_straight(&pair);
    close_pair(&pair);
    text_free(&input);
    return good;
}

/* Programs that were not the same once. */
static void programs_of_old(void) {
    static const uint64_t seeds[] = {42550, 59314, 70014}; /* rows whose line's beginning is gone take numbers late */
    unsigned straight = 0;
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++)
        CHECK(run_program(seeds[i], true, &straight));
}

static void run_programs(const char *name, bool kept, uint64_t count) {
    const char *one = getenv(name);
    uint64_t seed = one ? strtoull(one, NULL, 10) : 1;
    uint64_t end = one ? seed + 1 : getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : count;
    unsigned straight = 0, failed = 0, tried = 0;
    for (; seed < end && failed < 3; seed++, tried++) {
        if (!run_program(seed, kept, &straight)) {
            printf("%s=%llu\n", name, (unsigned long long)seed);
            failed++;
        }
    }
    CHECK_INT(failed, 0);
    CHECK(one || straight > tried / 2);
}

static void random_programs(void) {
    run_programs("QUIRE_STRAIGHT_SEED", true, PROGRAMS);
}

/* Where no history is kept floods go straight into nowhere, and leave no page of one. */
static void without_history(void) {
    run_programs("QUIRE_STRAIGHT_NOWHERE", false, PROGRAMS / 2);
}

/* --- pages that are full of styles ------------------------------------------------------------------------------- */

/* A word in a style, of so many that most are new to a page: pages end everywhere in lines and steps. */
static void add_styled_word(struct random *r, struct text *to, uint32_t odd) {
    static const char *const others[] = {"\303\251", "\344\270\200", "e\314\201", "\t", "\033[4m", "\033[m"};
    text_addf(to, "\033[38;5;%u", random_below(r, 256));
    if (random_below(r, 2))
        text_addf(to, ";48;5;%u", random_below(r, 16));
    text_addf(to, "m");
    add_letters(r, to, random_between(r, 1, 9));
    if (random_below(r, 100) < odd)
        text_addf(to, "%s", others[random_below(r, sizeof others / sizeof *others)]);
    text_addf(to, "\033[0m%s", random_below(r, 4) ? " " : "");
}

static void add_styled_lines(struct random *r, struct text *to, size_t bytes, uint32_t words_max, uint32_t odd) {
    for (size_t begin = to->length; to->length - begin < bytes;) {
        for (uint32_t words = random_below(r, words_max + 1); words > 0; words--)
            add_styled_word(r, to, odd);
        text_addf(to, "\r\n");
    }
}

static void pages_of_many_styles(void) {
    unsigned failed = 0;
    for (uint64_t seed = 1; seed <= (getenv("QUIRE_SOAK") ? 2000u : 40u) && failed < 3; seed++) {
        struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
        struct quire_terminal_options limits = QUIRE_TERMINAL_OPTIONS_INIT;
        struct pair pair;
        struct text input = {0};
        limits.cols = random_below(&random, 4) ? random_between(&random, 20, 300) : random_between(&random, 2, 20);
        add_styled_lines(&random, &input, 150000, random_between(&random, 1, 40), random_below(&random, 3) * 2);
        open_pair(&pair, &limits);
        feed_both(&pair, &input, SIZE_MAX);
        CHECK(went_straight(&pair));
        if (!same(&pair)) {
            printf("styles, seed %llu\n", (unsigned long long)seed);
            failed++;
        }
        close_pair(&pair);
        text_free(&input);
    }
    CHECK_INT(failed, 0);
}

/* --- floods of text that is not ASCII --------------------------------------------------------------------------- */

static void add_unicode_line(struct random *r, struct text *to, uint32_t cols) {
    size_t begin = to->length, length = random_below(r, 4) ? random_below(r, cols * 2) : random_below(r, cols * 12);
    bool dressed = random_below(r, 3) == 0;
    while (to->length - begin < length) {
        unicode_piece(r, to);
        if (dressed && random_below(r, 4) == 0)
            random_sgr(r, to);
        if (random_below(r, 100) == 0)
            text_add(to, "\t", 1);
    }
    if (dressed && random_below(r, 4))
        text_addf(to, "\033[m");
    add_line_end(r, to);
}

static bool run_unicode_program(uint64_t seed, unsigned *straight) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct quire_terminal_options limits = random_limits(&random);
    struct pair pair;
    struct text input = {0};
    bool good = true;
    limits.ambiguous_wide = random_below(&random, 4) == 0;
    open_pair(&pair, &limits);
    for (uint32_t parts = random_between(&random, 1, 3); good && parts > 0; parts--) {
        text_clear(&input);
        text_addf(&input, "\033[%s\033[?2027%c", random_below(&random, 2) ? "m" : "31m",
                  random_below(&random, 8) ? 'h' : 'l');
        for (uint32_t lines = random_between(&random, limits.rows, limits.rows * 8 + 100); lines > 0; lines--)
            add_unicode_line(&random, &input, limits.cols);
        feed_both(&pair, &input, random_below(&random, 2) ? SIZE_MAX : random_between(&random, 500, 20000));
        good = same(&pair);
    }
    *straight += went_straight(&pair);
    close_pair(&pair);
    text_free(&input);
    return good;
}

/* As QUIRE_STRAIGHT_SEED, QUIRE_STRAIGHT_TEXT=N runs one. */
static void random_text_of_all_kinds(void) {
    const char *one = getenv("QUIRE_STRAIGHT_TEXT");
    uint64_t seed = one ? strtoull(one, NULL, 10) : 1;
    uint64_t end = one ? seed + 1 : getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : PROGRAMS / 2;
    unsigned straight = 0, failed = 0, tried = 0;
    for (; seed < end && failed < 3; seed++, tried++) {
        if (!run_unicode_program(seed, &straight)) {
            printf("QUIRE_STRAIGHT_TEXT=%llu\n", (unsigned long long)seed);
            failed++;
        }
    }
    CHECK_INT(failed, 0);
    CHECK(one || straight > tried / 2);
}

/* --- floods of links -------------------------------------------------------------------------------------------- */

/* Around the longest that there may be, of which some are too long. */
static void add_long_link(struct random *r, struct text *to, const char *end) {
    uint32_t id = random_between(r, 240, 260), uri = random_between(r, 8170, 8210);
    text_addf(to, "\033]8;id=");
    for (; id > 0; id--)
        text_add(to, "i", 1);
    text_add(to, ";", 1);
    for (; uri > 0; uri--)
        text_add(to, "u", 1);
    text_addf(to, "%s", end);
}

/* What is not ordinary, or no link at all. */
static void add_odd_link(struct random *r, struct text *to) {
    static const char *const odd[] = {"\033]8;id=1\033\\",
                                      "\033]8\033\\",
                                      "\033]08;;http://e.org/8\033\\",
                                      "\033]80;;http://e.org/8\033\\",
                                      "\033]8;;http://e.org/\xC3\xA4\033\\",
                                      "\033]8;;http://e.org/\001b\033\\",
                                      "\033]8;;http://e.org/\177b\033\\",
                                      "\033]8;;http://e.org/\033[31m",
                                      "\033]8;;http://e.org/\030",
                                      "\033]8;id=:id=7:id=:x=id=9:id;http://e.org/;/?;\a",
                                      "\033]8;id;http://e.org/;\a"};
    text_addf(to, "%s", odd[random_below(r, sizeof odd / sizeof *odd)]);
}

/* Few with an id, many without one, ends of both kinds. */
static void add_link(struct random *r, struct text *to) {
    uint32_t kind = random_below(r, 1000), which = random_below(r, 5);
    const char *end = random_below(r, 4) ? "\033\\" : "\a";
    if (kind < 250)
        text_addf(to, "\033]8;id=%u;http://e.org/%u%s", which, which % 3, end);
    else if (kind < 600)
        text_addf(to, "\033]8;;file:///home/%u/%u%s", random_below(r, 40), which, end);
    else if (kind < 980)
        text_addf(to, "\033]8;%s;%s", which == 0 ? "id=2" : "", end);
    else if (kind < 984)
        add_long_link(r, to, end);
    else
        add_odd_link(r, to);
}

/* Words in links. `kind` 0: words of ASCII in rows that they mostly fit into; 1: with renditions; 2: any text. */
static void add_linked_line(struct random *r, struct text *to, uint32_t kind, uint32_t cols) {
    for (uint32_t words = random_below(r, cols / 4 + 2); words > 0; words--) {
        if (random_below(r, 3))
            add_link(r, to);
        if (kind > 0 && random_below(r, 6) == 0)
            random_sgr(r, to);
        if (kind == 2 && random_below(r, 4) == 0)
            unicode_piece(r, to);
        else
            add_letters(r, to, random_below(r, 8));
    }
    if (random_below(r, 2))
        text_addf(to, "\033]8;;\033\\\033[m");
    add_line_end(r, to);
}

static bool run_linked_program(uint64_t seed, unsigned *straight) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct quire_terminal_options limits = random_limits(&random);
    struct pair pair;
    struct text input = {0};
    bool good = true;
    open_pair(&pair, &limits);
    for (uint32_t parts = random_between(&random, 1, 3); good && parts > 0; parts--) {
        uint32_t kind = random_below(&random, 3);
        text_clear(&input);
        if (random_below(&random, 2))
            add_place(&random, &input, limits.rows);
        for (uint32_t lines = random_between(&random, limits.rows, limits.rows * 8 + 200); lines > 0; lines--)
            add_linked_line(&random, &input, kind, limits.cols);
        feed_both(&pair, &input, random_below(&random, 2) ? SIZE_MAX : random_between(&random, 500, 20000));
        good = same(&pair);
    }
    *straight += went_straight(&pair);
    close_pair(&pair);
    text_free(&input);
    return good;
}

/* Links are numbered, kept once a page, cut at the ends of pages and lost as by the slow way. As QUIRE_STRAIGHT_SEED,
 * QUIRE_STRAIGHT_LINKS=N runs one. */
static void random_links(void) {
    const char *one = getenv("QUIRE_STRAIGHT_LINKS");
    uint64_t seed = one ? strtoull(one, NULL, 10) : 1;
    uint64_t end = one ? seed + 1 : getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : PROGRAMS / 2;
    unsigned straight = 0, failed = 0, tried = 0;
    for (; seed < end && failed < 3; seed++, tried++) {
        if (!run_linked_program(seed, &straight)) {
            printf("QUIRE_STRAIGHT_LINKS=%llu\n", (unsigned long long)seed);
            failed++;
        }
    }
    CHECK_INT(failed, 0);
    CHECK(one || straight > tried / 2);
}

/* Rows of the screen that were changed by the second piece of a flood of links, cut at `cut`. */
static uint64_t touched_behind(const struct text *flood, size_t cut) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    open_one(&kit, &options);
    CHECK_INT(quire_terminal_feed(kit.terminal, flood->bytes, cut), QUIRE_OK);
    uint64_t clock = engine_of(&kit)->primary.page.block->clock;
    CHECK_INT(quire_terminal_feed(kit.terminal, flood->bytes + cut, flood->length - cut), QUIRE_OK);
    clock = engine_of(&kit)->primary.page.block->clock - clock;
    kit_close(&kit);
    return clock;
}

/* A piece that begins inside a link or a rendition goes straight behind that: hosts cut where their buffers end. */
static void pieces_that_begin_inside(void) {
    struct text flood = {0};
    size_t line = 0;
    for (unsigned i = 0; i < 400; i++) {
        line = i == 200 ? flood.length : line;
        text_addf(&flood, "\033]8;;http://example.org/%u\033\\name\033]8;;\033\\ \033[38;5;%umred\033[m\r\n", i,
                  i % 256);
    }
    uint64_t touched = touched_behind(&flood, line);
    for (size_t cut = line + 1; flood.bytes[cut - 1] != '\n'; cut++)
        CHECK(touched_behind(&flood, cut) < touched + 10);
    text_free(&flood);
}

/* --- text on the alternate screen ------------------------------------------------------------------------------- */

/* Long text, with few controls: it fills the screen many times over, and nobody sees most of it. */
static void add_long_text(struct random *r, struct text *to, uint32_t cells) {
    static const char *const between[] = {"\r\n", "\033[31m", "\033[42m", "\033[m", "\r", "\t", "\033[K", "\033#6"};
    for (size_t begin = to->length; to->length - begin < (size_t)cells * 12;) {
        if (random_below(r, 20))
            unicode_letters(r, to);
        else
            unicode_piece(r, to);
        if (random_below(r, 200) == 0)
            text_addf(to, "%s", between[random_below(r, sizeof between / sizeof *between)]);
    }
}

static bool same_alternate(const struct pair *pair) {
    const struct qr_screen *a = &engine_of(&pair->fast)->alternate, *b = &engine_of(&pair->slow)->alternate;
    return same_screen(a, b) && same(pair);
}

static bool run_alternate_program(uint64_t seed, unsigned *passed_over) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct quire_terminal_options limits = random_limits(&random);
    struct pair pair;
    struct text input = {0};
    limits.cols += limits.cols < 12 ? 12 : 0; /* so that the slow way has no piece that is long enough */
    limits.rows += limits.rows < 5 ? 5 : 0;
    limits.ambiguous_wide = random_below(&random, 4) == 0;
    open_pair(&pair, &limits);
    bool good = true;
    for (uint32_t parts = random_between(&random, 1, 3); good && parts > 0; parts--) {
        text_clear(&input);
        text_addf(&input, "\033[?1049h\033[?2027%c\033[%u;%uH", random_below(&random, 8) ? 'h' : 'l', limits.rows,
                  random_between(&random, 1, limits.cols));
        add_long_text(&random, &input, limits.cols * limits.rows);
        feed_both(&pair, &input, random_below(&random, 2) ? SIZE_MAX : random_between(&random, 500, 20000));
        good = same_alternate(&pair);
    }
    *passed_over +=
        engine_of(&pair.fast)->alternate.page.block->clock < engine_of(&pair.slow)->alternate.page.block->clock / 2;
    close_pair(&pair);
    text_free(&input);
    return good;
}

static void text_that_nobody_sees(void) {
    const char *one = getenv("QUIRE_STRAIGHT_ALTERNATE");
    uint64_t seed = one ? strtoull(one, NULL, 10) : 1, end = one ? seed + 1 : seed + PROGRAMS / 2;
    unsigned passed_over = 0, failed = 0, tried = 0;
    for (; seed < end && failed < 3; seed++, tried++) {
        if (!run_alternate_program(seed, &passed_over)) {
            printf("QUIRE_STRAIGHT_ALTERNATE=%llu\n", (unsigned long long)seed);
            failed++;
        }
    }
    CHECK_INT(failed, 0);
    printf("%u of %u programs with text that was passed over\n", passed_over, tried);
    CHECK(one || passed_over > tried / 3);
}

/* --- without memory --------------------------------------------------------------------------------------------- */

struct scarce {
    long requests, fail_from, fail_to; /* these fail, counted from 1 */
    int64_t held;
};

static void *scarce_alloc(void *user, size_t size, size_t align) {
    struct scarce *s = user;
    size_t unit = align < 16 ? 16 : align;
    s->requests++;
    if (s->requests >= s->fail_from && s->requests < s->fail_to)
        return NULL;
    s->held += (int64_t)size;
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static void scarce_free(void *user, void *memory, size_t size, size_t align) {
    (void)align;
    ((struct scarce *)user)->held -= (int64_t)size;
    free(memory);
}

/* Coloured lines, some of which wrap, that say their number; behind one that moves where pages end. */
static void add_numbered(struct text *to, unsigned before, unsigned lines, unsigned long_ones) {
    text_clear(to);
    for (; before > 0; before--)
        text_add(to, ".", 1);
    text_addf(to, "\r\n");
    for (unsigned i = 0; i < lines; i++) {
        text_addf(to, "\033[3%um<%u>\033[m", i % 8, i);
        for (unsigned n = i % long_ones == 0 ? 280 : i % 30; n > 0; n--)
            text_add(to, "-", 1);
        text_addf(to, "\r\n");
    }
}

static unsigned number_at(const char *digit) {
    unsigned number = 0;
    for (; *digit >= '0' && *digit <= '9'; digit++)
        number = number * 10 + (unsigned)(*digit - '0');
    return number;
}

/* How many of the lines are there, whatever is missing: a line begins with its number. */
static unsigned count_numbered(const struct kit *kit, unsigned lines) {
    static bool seen[4000];
    struct text all = {0};
    unsigned found = 0;
    memset(seen, 0, sizeof seen);
    kit_format(kit, QUIRE_FORMAT_TEXT, &all);
    for (const char *line = all.bytes; line; line = text_next_line(&all, line)) {
        unsigned number = *line == '<' ? number_at(line + 1) : lines;
        if (number < lines)
            seen[number] = true;
    }
    for (unsigned i = 0; i < lines; i++)
        found += seen[i];
    text_free(&all);
    return found;
}

/* A line that says its number has all its text, or ends with a row, or a step of one, behind which some was lost: what
 * came then is another line. */
static bool none_has_a_hole(const struct kit *kit, uint32_t cols) {
    struct text all = {0};
    bool good = true;
    kit_format(kit, QUIRE_FORMAT_TEXT, &all);
    for (const char *line = all.bytes, *next; good && (next = text_next_line(&all, line)); line = next) {
        const char *end = next - 1, *behind = *line == '<' ? memchr(line, '>', (size_t)(end - line)) : NULL;
        if (behind && end - line > 60)
            good = end - behind == 281 || (end - line) % (long)cols % 128 == 0;
    }
    text_free(&all);
    return good;
}

/* Feeds the flood while some requests fail. What is not there was reported. */
static void feed_scarce(const struct text *flood, unsigned lines, uint32_t cols, struct scarce *scarce) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_allocator allocator = {
        .size = sizeof(struct quire_allocator), .user = scarce, .alloc = scarce_alloc, .free = scarce_free};
    struct kit kit = {0};
    long from = scarce->fail_from, to = scarce->fail_to;
    scarce->fail_from = scarce->fail_to = 0;
    options.allocator = &allocator;
    options.cols = cols;
    CHECK_INT(quire_terminal_create(&options, &kit.terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(kit.terminal, "x\r\n", 3), QUIRE_OK);
    scarce->requests = 0;
    scarce->fail_from = from;
    scarce->fail_to = to;
    enum quire_result result = quire_terminal_feed(kit.terminal, flood->bytes, flood->length);
    scarce->fail_to = 0;
    CHECK_INT(quire_terminal_verify(kit.terminal, breach, NULL), 0);
    unsigned found = count_numbered(&kit, lines);
    CHECK(found == lines || result == QUIRE_OUT_OF_MEMORY);
    CHECK(none_has_a_hole(&kit, cols));
    CHECK(found + 120 > lines); /* what a screen or two hold, at most */
    CHECK_INT(quire_terminal_feed(kit.terminal, flood->bytes, flood->length), QUIRE_OK);
    CHECK_INT(count_numbered(&kit, lines), lines);
    CHECK_INT(quire_terminal_verify(kit.terminal, breach, NULL), 0);
    kit_close(&kit);
    CHECK_INT(scarce->held, 0);
}

/* Each request of a flood fails once, alone and with some behind it. A row of 300 columns is two steps of freezing, of
 * which the second may be the one that fails. */
static void fail_everywhere(const struct text *flood, unsigned lines, uint32_t cols) {
    struct scarce scarce = {0};
    feed_scarce(flood, lines, cols, &scarce);
    long requests = scarce.requests / 2;
    CHECK(requests > 3);
    for (long at = 1; at <= requests && test_ok; at++) {
        for (long count = 1; count <= 64; count *= 8) {
            scarce = (struct scarce){.fail_from = at, .fail_to = at + count};
            feed_scarce(flood, lines, cols, &scarce);
        }
    }
}

static void memory_that_fails(void) {
    struct text flood = {0};
    add_numbered(&flood, 0, 4000, 3);
    fail_everywhere(&flood, 4000, 80);
    fail_everywhere(&flood, 4000, 300);
    for (unsigned before = 0; before < 300; before += 37) { /* pages end in either step of a line's first row */
        add_numbered(&flood, before, 700, 1);
        fail_everywhere(&flood, 700, 150);
    }
    text_free(&flood);
}

/* --- files ----------------------------------------------------------------------------------------------------- */

static void try_file(void *user, const char *name, const char *bytes, size_t length) {
    struct quire_terminal_options limits = QUIRE_TERMINAL_OPTIONS_INIT;
    struct pair pair;
    struct text input = {0};
    for (int i = 0; i < 3; i++)
        text_add(&input, bytes, length);
    open_pair(&pair, &limits);
    feed_both(&pair, &input, SIZE_MAX);
    if (!same(&pair)) {
        printf("%s\n", name);
        ++*(unsigned *)user;
    }
    close_pair(&pair);
    text_free(&input);
}

static void shared_inputs(void) {
    const char *folder = getenv("QUIRE_CONFORMANCE");
    unsigned failed = 0;
    if (!folder)
        return;
    CHECK(input_files(folder, try_file, &failed) > 0);
    CHECK_INT(failed, 0);
}

int main(void) {
    unicode_collect();
    RUN(programs_of_old);
    RUN(random_programs);
    RUN(without_history);
    RUN(pages_of_many_styles);
    RUN(random_text_of_all_kinds);
    RUN(random_links);
    RUN(pieces_that_begin_inside);
    RUN(text_that_nobody_sees);
    RUN(memory_that_fails);
    RUN(shared_inputs);
    return test_end();
}
