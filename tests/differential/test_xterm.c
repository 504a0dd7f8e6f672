/* Random programs of 12 columns and 6 rows through Quire and through a real xterm: characters, widths and attributes of
 * all cells must be the same, and so must the replies, the cursor, and where the next character goes. Where the two
 * define different results there is a rule (xterm_rules.h). A program that shows a difference is shortened before it is
 * printed. Run by xterm.py.
 *
 * QUIRE_DIFFERENTIAL_SEED=N runs one program, QUIRE_SOAK=1 2,000 (QUIRE_PROGRAMS=N: N); else it is 300. */
#include "xterm_rules.h"
#include "xterm_screen.h"

#define PROGRAMS 300u
#define PROGRAMS_SOAK 2000u
#define SHOWN_MAX 5u

struct rig {
    struct xterm xterm;
    struct text program; /* what was fed to both */
    struct text replies;
    uint64_t counts[XTERM_RULE_COUNT], fed;
};

static void on_reply(void *user, const char *bytes, size_t length) {
    struct rig *rig = user;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\033')
            text_add(&rig->replies, bytes + i, 1);
    }
}

/* --- our side ---------------------------------------------------------------------------------------------------- */

static void our_text(const struct qr_page *page, struct qr_cell cell, uint16_t *first, uint16_t *marks) {
    uint32_t single, count, sum = 0;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    for (uint32_t i = 1; i < count; i++)
        sum += text[i];
    *first = (uint16_t)(qr_cell_width(cell) == QR_TAIL ? XTERM_TAIL : count == 0 ? ' ' : text[0]);
    *marks = (uint16_t)sum;
}

static uint16_t our_attributes(const struct qr_page *page, struct qr_cell cell) {
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    uint32_t attributes = qr_style_attributes(style), sum = 0;
    sum += attributes & QUIRE_ATTR_BOLD ? XTERM_BOLD : 0;
    sum += attributes & QUIRE_ATTR_BLINK ? XTERM_BLINK : 0;
    sum += attributes & QUIRE_ATTR_INVERSE ? XTERM_INVERSE : 0;
    sum += attributes & QUIRE_ATTR_INVISIBLE ? XTERM_INVISIBLE : 0;
    sum += qr_style_underline(style) != QUIRE_UNDERLINE_NONE ? XTERM_UNDERLINE : 0;
    return (uint16_t)sum;
}

static void our_shot(struct rig *rig, const struct qr_engine *e, struct xterm_shot *shot) {
    const struct qr_page *page = &e->screen->page;
    *shot = (struct xterm_shot){0};
    for (uint32_t i = 0; i < XTERM_CELLS; i++) {
        struct qr_cell cell = qr_page_cells(page, qr_page_row(page, i / XTERM_COLS))[i % XTERM_COLS];
        our_text(page, cell, &shot->text[i], &shot->marks[i]);
        shot->attributes[i] = our_attributes(page, cell);
    }
    snprintf(shot->replies, sizeof shot->replies, "%s", rig->replies.bytes);
}

/* Feeds what the rules let through, and notes it for the other side. */
static void feed_pieces(struct rig *rig, struct quire_terminal *terminal, const struct pieces *pieces) {
    struct situation at = {.engine = (struct qr_engine *)terminal};
    for (uint32_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->piece[i];
        enum xterm_rule rule = xterm_judge(&at, piece);
        rig->counts[rule]++;
        if (rule != XTERM_RULE_NONE)
            continue;
        rig->fed++;
        text_add(&rig->program, piece->bytes, piece->length);
        if (quire_terminal_feed(terminal, piece->bytes, piece->length) != QUIRE_OK)
            abort();
    }
}

/* Asks for the cursor; and prints a character and asks again, which shows a pending wrap, if the rules let it pass. */
static void ask_for_cursor(struct rig *rig, struct quire_terminal *terminal) {
    static const struct piece character = {.step = {.kind = STEP_TEXT, .text = {'!'}, .length = 1}, "!", 1};
    struct situation at = {.engine = (struct qr_engine *)terminal};
    const char *ask = xterm_judge(&at, &character) == XTERM_RULE_NONE ? "\033[6n!\033[6n" : "\033[6n";
    text_addf(&rig->program, "%s", ask);
    if (quire_terminal_feed(terminal, ask, strlen(ask)) != QUIRE_OK)
        abort();
}

static void our_run(struct rig *rig, const struct pieces *pieces, struct xterm_shot *shot) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = XTERM_COLS;
    options.rows = XTERM_ROWS;
    options.callbacks = &(struct quire_callbacks){sizeof(struct quire_callbacks), rig, on_reply, NULL, NULL, NULL};
    text_clear(&rig->program);
    text_clear(&rig->replies);
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        abort();
    feed_pieces(rig, terminal, pieces);
    ask_for_cursor(rig, terminal);
    our_shot(rig, (const struct qr_engine *)terminal, shot);
    quire_terminal_destroy(terminal);
}

/* --- both -------------------------------------------------------------------------------------------------------- */

static bool run_both(struct rig *rig, const struct pieces *pieces, struct xterm_shot *ours, struct xterm_shot *theirs) {
    our_run(rig, pieces, ours);
    if (!xterm_run(&rig->xterm, &rig->program, theirs)) {
        printf("xterm does not answer any more\n");
        exit(1);
    }
    return memcmp(ours->text, theirs->text, sizeof ours->text) == 0 &&
           memcmp(ours->marks, theirs->marks, sizeof ours->marks) == 0 &&
           memcmp(ours->attributes, theirs->attributes, sizeof ours->attributes) == 0 &&
           strcmp(ours->replies, theirs->replies) == 0;
}

/* Leaves out as many pieces as can be left out with a difference still there. */
static void shorten(struct rig *rig, struct pieces *pieces) {
    struct xterm_shot ours, theirs;
    for (uint32_t size = pieces->count; size > 0; size = size > 1 ? size / 2 : 0) {
        for (uint32_t from = 0; from < pieces->count;) {
            struct pieces shorter = *pieces;
            uint32_t end = from + size < pieces->count ? from + size : pieces->count;
            memmove(shorter.piece + from, shorter.piece + end, (pieces->count - end) * sizeof *shorter.piece);
            shorter.count -= end - from;
            if (run_both(rig, &shorter, &ours, &theirs))
                from = end;
            else
                *pieces = shorter;
        }
    }
}

static void print_piece(const struct piece *piece) {
    printf("    ");
    for (uint32_t i = 0; i < piece->length; i++) {
        unsigned char byte = (unsigned char)piece->bytes[i];
        printf(byte == '\033' ? "ESC " : byte >= 0x20 && byte < 0x7F ? "%c" : "\\x%02X", byte);
    }
    printf("\n");
}

static void print_rows(const char *whose, const struct xterm_shot *shot) {
    printf("  %s, replies %s\n", whose, shot->replies);
    for (uint32_t i = 0; i < XTERM_CELLS; i++) {
        uint16_t c = shot->text[i];
        printf(i % XTERM_COLS == 0 ? "    |" : "");
        if (c > 0x7E && c < 0x3000)
            printf("<%04X>", c);
        else
            printf(c == XTERM_TAIL ? ">" : c == ' ' ? "." : c > 0x20 && c < 0x7F ? "%c" : "W", c);
        if (i % XTERM_COLS < XTERM_COLS - 1)
            continue;
        printf("|");
        for (uint32_t x = 0; x < XTERM_COLS; x++)
            printf(" %02x%s", shot->attributes[i + 1 - XTERM_COLS + x], shot->marks[i + 1 - XTERM_COLS + x] ? "'" : "");
        printf("\n");
    }
}

static void print_difference(struct rig *rig, uint64_t seed, struct pieces *pieces) {
    struct xterm_shot ours, theirs;
    shorten(rig, pieces);
    (void)run_both(rig, pieces, &ours, &theirs);
    printf("program %llu:\n", (unsigned long long)seed);
    for (uint32_t i = 0; i < pieces->count; i++)
        print_piece(&pieces->piece[i]);
    print_rows("quire", &ours);
    print_rows("xterm", &theirs);
}

static bool one_program(struct rig *rig, uint64_t seed, bool show) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct xterm_shot ours, theirs;
    struct pieces pieces;
    pieces_draw(&random, &pieces);
    if (run_both(rig, &pieces, &ours, &theirs))
        return true;
    if (show)
        print_difference(rig, seed, &pieces);
    return false;
}

static void print_counts(const struct rig *rig) {
    static const char *const names[] = {
#define RULE_NAME(rule) #rule,
        XTERM_RULES(RULE_NAME)
#undef RULE_NAME
    };
    for (int i = 1; i < XTERM_RULE_COUNT; i++)
        printf("  %-20s %llu\n", names[i], (unsigned long long)rig->counts[i]);
}

static void same_screens(void) {
    const char *only = getenv("QUIRE_DIFFERENTIAL_SEED"), *programs = getenv("QUIRE_PROGRAMS");
    uint64_t wanted = programs ? strtoull(programs, NULL, 10) : getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : PROGRAMS;
    uint64_t different = 0;
    struct rig rig = {0};
    if (!xterm_open(&rig.xterm)) {
        CHECK(!"QUIRE_XTERM_TTY names no terminal: run by xterm.py");
        return;
    }
    if (only) {
        CHECK(one_program(&rig, strtoull(only, NULL, 10), true));
    } else {
        for (uint64_t seed = 1; seed <= wanted; seed++)
            different += !one_program(&rig, seed, different < SHOWN_MAX);
        printf("%llu programs, %llu steps, %llu programs differ\n", (unsigned long long)wanted,
               (unsigned long long)rig.fed, (unsigned long long)different);
        print_counts(&rig);
        for (int i = 1; i < XTERM_RULE_COUNT; i++)
            CHECK(rig.counts[i] > 0 || wanted < 2 * PROGRAMS_SOAK); /* a rule that never applies is not needed */
    }
    CHECK_INT(different, 0);
    xterm_close(&rig.xterm);
    text_free(&rig.program);
    text_free(&rig.replies);
}

int main(void) {
    RUN(same_screens);
    return test_end();
}
