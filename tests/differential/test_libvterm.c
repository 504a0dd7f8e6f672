/* Random programs through Quire and through libvterm, an engine that nobody here wrote: their screens must be the same
 * cell by cell (text, width, attributes, colours), and so must their cursors and their replies. A pending wrap is
 * compared by what is printed behind it. What the two define differently is in rules.h. A program that shows a
 * difference is shortened before it is printed.
 *
 * QUIRE_DIFFERENTIAL_SEED=N runs one program, QUIRE_SOAK=1 five million steps; else it is 100,000. */
#include <vterm.h>

#include "rules.h"

#define STEPS 100000u
#define STEPS_SOAK 5000000u
#define SHOWN_MAX 5 /* differences that are printed whole */

/* --- one cell, as both can tell it ----------------------------------------------------------------------------- */

enum { ONE_BOLD = 1, ONE_ITALIC = 2, ONE_BLINK = 4, ONE_INVERSE = 8, ONE_STRIKE = 16 };

struct one_cell {
    uint32_t text[VTERM_MAX_CHARS_PER_CELL], width; /* width 0: the second column of a wide character */
    uint32_t attributes, underline;
    uint32_t foreground, background; /* kind << 24 | value, as quire_color */
};

struct shot {
    struct one_cell cells[8 * 24];
    uint32_t x, y;
};

/* A cell with no text shows its background only; in what else of the pen erasing leaves, engines differ. */
static void plain_blank(struct one_cell *cell) {
    if (cell->text[0] == 0)
        *cell = (struct one_cell){.width = cell->width, .background = cell->background};
    if (cell->width == 0)
        *cell = (struct one_cell){0};
}

static struct one_cell our_cell(const struct qr_page *page, uint32_t x, uint32_t y) {
    struct qr_cell cell = qr_page_cells(page, qr_page_row(page, y))[x];
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    struct one_cell one = {.width = 1};
    uint32_t single, count, attributes = qr_style_attributes(style);
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    for (uint32_t i = 0; i < count && i < VTERM_MAX_CHARS_PER_CELL; i++)
        one.text[i] = text[i];
    if (qr_cell_width(cell) == QR_WIDE)
        one.width = 2;
    if (qr_cell_width(cell) == QR_TAIL)
        one.width = 0;
    one.attributes = (attributes & QUIRE_ATTR_BOLD ? ONE_BOLD : 0) | (attributes & QUIRE_ATTR_ITALIC ? ONE_ITALIC : 0) |
                     (attributes & QUIRE_ATTR_BLINK ? ONE_BLINK : 0) |
                     (attributes & QUIRE_ATTR_INVERSE ? ONE_INVERSE : 0) |
                     (attributes & QUIRE_ATTR_STRIKETHROUGH ? ONE_STRIKE : 0);
    one.underline = qr_style_underline(style);
    one.foreground = qr_style_foreground(style).bits;
    one.background = qr_style_background(style).bits;
    plain_blank(&one);
    return one;
}

static uint32_t their_color(const VTermColor *color) {
    if (color->type & VTERM_COLOR_DEFAULT_MASK)
        return 0;
    if (VTERM_COLOR_IS_INDEXED(color))
        return qr_color_palette(color->indexed.idx).bits;
    return qr_color_rgb((uint32_t)color->rgb.red << 16 | (uint32_t)color->rgb.green << 8 | color->rgb.blue).bits;
}

static struct one_cell their_cell(VTermScreen *screen, uint32_t x, uint32_t y) {
    VTermScreenCell cell;
    struct one_cell one = {0};
    if (!vterm_screen_get_cell(screen, (VTermPos){(int)y, (int)x}, &cell))
        abort();
    if (cell.chars[0] == UINT32_MAX)
        return one;
    for (uint32_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        one.text[i] = cell.chars[i];
    one.width = (uint32_t)cell.width;
    one.attributes = (cell.attrs.bold ? ONE_BOLD : 0) | (cell.attrs.italic ? ONE_ITALIC : 0) |
                     (cell.attrs.blink ? ONE_BLINK : 0) | (cell.attrs.reverse ? ONE_INVERSE : 0) |
                     (cell.attrs.strike ? ONE_STRIKE : 0);
    one.underline = cell.attrs.underline;
    one.foreground = their_color(&cell.fg);
    one.background = their_color(&cell.bg);
    plain_blank(&one);
    return one;
}

/* --- both engines ---------------------------------------------------------------------------------------------- */

struct pair {
    struct quire_terminal *quire;
    VTerm *vterm;
    VTermScreen *screen;
    uint32_t cols, rows;
    struct situation at;
    struct verdict verdict;
    struct text our_replies, their_replies;
    struct text log; /* what was fed, for people */
    bool keep_log;
};

static void on_our_reply(void *user, const char *bytes, size_t length) {
    text_add(&((struct pair *)user)->our_replies, bytes, length);
}

static void on_their_reply(const char *bytes, size_t length, void *user) {
    text_add(&((struct pair *)user)->their_replies, bytes, length);
}

static void pair_open(struct pair *pair, uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = pair->cols = cols;
    options.rows = pair->rows = rows;
    options.scrollback_lines = 0;
    options.callbacks = &(struct quire_callbacks){sizeof(struct quire_callbacks), pair, on_our_reply, NULL, NULL, NULL};
    text_clear(&pair->our_replies);
    text_clear(&pair->their_replies);
    if (quire_terminal_create(&options, &pair->quire) != QUIRE_OK)
        abort();
    pair->vterm = vterm_new((int)rows, (int)cols);
    vterm_set_utf8(pair->vterm, 1);
    vterm_output_set_callback(pair->vterm, on_their_reply, pair);
    pair->screen = vterm_obtain_screen(pair->vterm);
    vterm_screen_enable_altscreen(pair->screen, 1);
    vterm_screen_reset(pair->screen, 1);
    pair->at.engine = (struct qr_engine *)pair->quire;
    pair->at.saved = (struct saved_state){0};
    pair->at.sets_touched = false;
}

static void pair_close(struct pair *pair) {
    quire_terminal_destroy(pair->quire);
    vterm_free(pair->vterm);
}

static void log_bytes(struct text *log, const struct text *bytes) {
    for (size_t i = 0; i < bytes->length; i++) {
        unsigned char byte = (unsigned char)bytes->bytes[i];
        if (byte >= 0x20 && byte < 0x7F && byte != '\\')
            text_add(log, bytes->bytes + i, 1);
        else
            text_addf(log, "\\x%02X", byte);
    }
}

static void pair_feed(struct pair *pair, const struct text *ours, const struct text *theirs) {
    if (ours->length > 0 && quire_terminal_feed(pair->quire, ours->bytes, ours->length) != QUIRE_OK)
        abort();
    if (theirs->length > 0)
        (void)vterm_input_write(pair->vterm, theirs->bytes, theirs->length);
    if (pair->keep_log)
        log_bytes(&pair->log, ours);
}

static void pair_step(struct pair *pair, const struct step *step) {
    struct verdict *verdict = &pair->verdict;
    judge_step(&pair->at, step, verdict);
    pair->at.counts[verdict->rule]++;
    if (verdict->leave_out)
        return;
    pair->at.fed++;
    pair_feed(pair, &verdict->before, &verdict->before);
    struct saved_state before = state_to_save(&pair->at);
    pair_feed(pair, &verdict->ours, &verdict->theirs);
    note_step(&pair->at, step, before);
    pair_feed(pair, &verdict->after, &verdict->after);
    if (pair->keep_log)
        text_addf(&pair->log, "\n");
}

static void pair_shots(struct pair *pair, struct shot *ours, struct shot *theirs) {
    VTermPos pos;
    vterm_state_get_cursorpos(vterm_obtain_state(pair->vterm), &pos);
    ours->x = cursor_of(&pair->at)->x;
    ours->y = cursor_of(&pair->at)->y;
    theirs->x = (uint32_t)pos.col;
    theirs->y = (uint32_t)pos.row;
    for (uint32_t i = 0; i < pair->cols * pair->rows; i++) {
        ours->cells[i] = our_cell(&pair->at.engine->screen->page, i % pair->cols, i / pair->cols);
        theirs->cells[i] = their_cell(pair->screen, i % pair->cols, i / pair->cols);
    }
}

/* Runs the program; true when both end alike. */
static bool pair_run(struct pair *pair, const struct program *program, struct shot *ours, struct shot *theirs) {
    *ours = *theirs = (struct shot){0};
    pair_open(pair, program->cols, program->rows);
    for (uint32_t i = 0; i < program->length; i++)
        pair_step(pair, &program->steps[i]);
    if (cursor_of(&pair->at)->pending_wrap) { /* where libvterm reports it a column further left behind a wide one */
        text_clear(&pair->verdict.before);
        spell_address(&pair->at, cursor_of(&pair->at)->x, cursor_of(&pair->at)->y, &pair->verdict.before);
        pair_feed(pair, &pair->verdict.before, &pair->verdict.before);
    }
    pair_shots(pair, ours, theirs);
    bool same = memcmp(ours, theirs, sizeof *ours) == 0 && text_same(&pair->our_replies, &pair->their_replies);
    pair_close(pair);
    return same;
}

/* --- differences ----------------------------------------------------------------------------------------------- */

/* Leaves out as many steps as can be left out with the difference still there: halves, quarters, and so on. */
static void shorten(struct pair *pair, struct program *program) {
    struct shot ours, theirs;
    for (uint32_t size = program->length; size > 0; size = size > 1 ? size / 2 : 0) {
        for (uint32_t from = 0; from < program->length;) {
            struct program shorter = *program;
            uint32_t end = from + size < program->length ? from + size : program->length;
            memmove(shorter.steps + from, shorter.steps + end, (program->length - end) * sizeof *shorter.steps);
            shorter.length -= end - from;
            if (pair_run(pair, &shorter, &ours, &theirs))
                from = end;
            else
                *program = shorter;
        }
    }
}

static void print_cell(const char *whose, const struct one_cell *cell) {
    printf("    %s:", whose);
    for (uint32_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->text[i]; i++)
        printf(" U+%04X", (unsigned)cell->text[i]);
    printf(" width %u attributes %02x underline %u colours %07x %07x\n", cell->width, cell->attributes, cell->underline,
           cell->foreground, cell->background);
}

static void print_difference(struct pair *pair, const struct program *program) {
    struct shot ours, theirs;
    text_clear(&pair->log);
    pair->keep_log = true;
    (void)pair_run(pair, program, &ours, &theirs);
    pair->keep_log = false;
    printf("  %u columns, %u rows:\n%s", program->cols, program->rows, pair->log.bytes);
    printf("  cursor %u,%u and libvterm's %u,%u\n", ours.y, ours.x, theirs.y, theirs.x);
    if (!text_same(&pair->our_replies, &pair->their_replies))
        printf("  replies (without ESC) %s, libvterm's %s\n", pair->our_replies.bytes, pair->their_replies.bytes);
    unsigned shown = 0;
    for (uint32_t i = 0; i < program->cols * program->rows && shown < 3; i++) {
        if (memcmp(&ours.cells[i], &theirs.cells[i], sizeof *ours.cells) == 0)
            continue;
        printf("  row %u, column %u\n", i / program->cols, i % program->cols);
        print_cell("quire   ", &ours.cells[i]);
        print_cell("libvterm", &theirs.cells[i]);
        shown++;
    }
}

static void print_counts(const struct situation *at) {
    static const char *const names[] = {
#define RULE_NAME(rule) #rule,
        RULES(RULE_NAME)
#undef RULE_NAME
    };
    for (int i = 1; i < RULE_COUNT; i++)
        printf("  %-20s %llu\n", names[i], (unsigned long long)at->counts[i]);
}

static bool one_program(struct pair *pair, uint64_t seed, bool show) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct program program = {0};
    struct shot ours, theirs;
    program_draw(&random, &program);
    if (pair_run(pair, &program, &ours, &theirs))
        return true;
    if (show) {
        printf("program %llu:\n", (unsigned long long)seed);
        shorten(pair, &program);
        print_difference(pair, &program);
    }
    return false;
}

static void same_screens(void) {
    const char *only = getenv("QUIRE_DIFFERENTIAL_SEED");
    uint64_t wanted = getenv("QUIRE_SOAK") ? STEPS_SOAK : STEPS, programs = 0, different = 0;
    struct pair pair = {0};
    if (only) {
        CHECK(one_program(&pair, strtoull(only, NULL, 10), true));
    } else {
        for (uint64_t seed = 1; pair.at.fed < wanted; seed++, programs++)
            different += !one_program(&pair, seed, different < SHOWN_MAX);
        printf("%llu programs, %llu steps compared, %llu programs differ\n", (unsigned long long)programs,
               (unsigned long long)pair.at.fed, (unsigned long long)different);
        print_counts(&pair.at);
        for (int i = 1; i < RULE_COUNT; i++)
            CHECK(pair.at.counts[i] > 0 || (i == RULE_PROTECTION_RESET && wanted == STEPS)); /* each rule is needed */
    }
    CHECK_INT(different, 0);
    text_free(&pair.log);
    text_free(&pair.our_replies);
    text_free(&pair.their_replies);
    text_free(&pair.verdict.before);
    text_free(&pair.verdict.ours);
    text_free(&pair.verdict.theirs);
    text_free(&pair.verdict.after);
}

int main(void) {
    RUN(same_screens);
    return test_end();
}
