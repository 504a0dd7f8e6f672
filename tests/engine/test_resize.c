/* Resizing: no sequence of new sizes loses, doubles or changes text, styles, or the place of a cursor.
 *
 * The text is read here straight out of history and the page, not through the views: logical lines, each cell with what
 * it looks like wherever that changes, without blanks at the ends of lines and without empty lines at the end. */
#include <time.h>

#include "engine.h"
#include "random_input.h"

static struct qr_engine *inside(const struct kit *kit) {
    return (struct qr_engine *)kit->terminal;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

#define PLAIN "0.0.0"

/* A line being read: `keep` is where its last character that is no blank ends. */
struct line {
    struct text *to;
    size_t keep;
    char look[512]; /* of the cell before */
};

static void add_dress(struct line *line, const struct qr_page *page, struct qr_cell cell) {
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    uint32_t link = qr_style_link(style);
    uint64_t fold = (uint64_t)qr_cell_is_protected(cell) | (uint64_t)qr_cell_semantic(cell) << 1;
    char look[512];
    qr_style_set_link(&style, 0);
    int length = snprintf(look, sizeof look, "%llx.%llx.%llx", (unsigned long long)style.first,
                          (unsigned long long)style.second, (unsigned long long)fold);
    if (link != 0) {
        struct qr_sets sets = qr_page_sets(page);
        struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
        snprintf(look + length, sizeof look - (size_t)length, ".%.*s.%.*s", (int)key.uri_length, key.uri,
                 (int)key.id_length, key.id);
    }
    if (strcmp(look, line->look) == 0)
        return;
    text_addf(line->to, "<%s>", look);
    memcpy(line->look, look, sizeof look);
}

static void read_row(struct line *line, const struct qr_page *page, const struct qr_row *row, uint32_t columns) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    for (uint32_t x = 0; x < columns; x++) {
        enum qr_cell_width width = qr_cell_width(cells[x]);
        uint32_t single, count;
        const uint32_t *text = qr_page_cell_text(page, cells[x], &single, &count);
        if (width == QR_TAIL || width == QR_SPACER)
            continue;
        add_dress(line, page, cells[x]);
        if (count == 0)
            text_add(line->to, " ", 1);
        for (uint32_t i = 0; i < count; i++)
            text_code_point(line->to, text[i]);
        if (qr_cell_blank_like(cells[x]).bits != 0 || (count > 0 && text[0] != ' '))
            line->keep = line->to->length;
    }
}

static void end_line(struct line *line) {
    line->to->length = line->keep;
    text_add(line->to, "\n", 1);
    line->keep = line->to->length;
    strcpy(line->look, PLAIN);
}

/* History and the primary screen. */
static void read_all(const struct qr_engine *engine, struct text *to) {
    const struct qr_page *page = &engine->primary.page;
    struct line line = {.to = to, .look = PLAIN};
    struct qr_history_at at;
    text_clear(to);
    bool wrapped = true;
    if (qr_history_first_row(&engine->history, &at)) {
        struct qr_page scratch;
        struct qr_page_capacity capacity = qr_page_default_capacity();
        if (qr_page_create(&scratch, &engine->allocator, page->block->cols, 1, &capacity, 1) != QUIRE_OK)
            abort();
        do {
            if (!wrapped)
                end_line(&line);
            qr_history_thaw_row(&engine->history, &at, &scratch, 0);
            const struct qr_row *row = qr_page_row(&scratch, 0);
            read_row(&line, &scratch, row, row->length); /* which may end anywhere where the screen goes on */
            wrapped = row->flags & QR_ROW_WRAPPED;
        } while (qr_history_next_row(&engine->history, page->block->cols, &at));
        qr_page_destroy(&scratch);
        if (!qr_history_goes_on(&engine->history, qr_page_row(page, 0)->line))
            end_line(&line);
    }
    for (uint32_t y = 0; y < page->block->rows; y++) {
        read_row(&line, page, qr_page_row(page, y), page->block->cols);
        if (!(qr_page_row(page, y)->flags & QR_ROW_WRAPPED) || y + 1 == page->block->rows)
            end_line(&line);
    }
    while (to->length > 0 && to->bytes[to->length - 1] == '\n')
        to->length--;
    to->bytes[to->length] = 0;
}

/* The code point of a cell that holds one, else 0. */
static uint32_t code_point_at(const struct qr_page *page, uint32_t x, uint32_t y) {
    struct qr_cell cell = qr_page_cells(page, qr_page_row(page, y))[x];
    return qr_cell_is_cluster(cell) ? 0 : qr_cell_content(cell);
}

/* The code point before a cursor: under it while a wrap is pending, at the end of the row above in the first column. */
static uint32_t code_point_before(const struct qr_screen *screen, const struct qr_cursor *cursor) {
    const struct qr_page *page = &screen->page;
    if (cursor->pending_wrap)
        return code_point_at(page, cursor->x, cursor->y);
    if (cursor->x > 0)
        return code_point_at(page, cursor->x - 1, cursor->y);
    if (cursor->y == 0)
        return 0;
    uint32_t last = page->block->cols - 1;
    const struct qr_cell *cells = qr_page_cells(page, qr_page_row(page, cursor->y - 1));
    return code_point_at(page, qr_cell_width(cells[last]) == QR_SPACER ? last - 1 : last, cursor->y - 1);
}

static bool on_screen(const struct qr_page *page, uint32_t code_point) {
    for (uint32_t y = 0; y < page->block->rows; y++) {
        for (uint32_t x = 0; x < page->block->cols; x++) {
            if (code_point_at(page, x, y) == code_point)
                return true;
        }
    }
    return false;
}

/* --- the property ---------------------------------------------------------------------------------------------- */

/* Characters for private use: each is printed once in a run, right before the place that is to be followed. */
#define CURSOR_MARKS 0xE000u
#define SAVED_MARKS 0xE800u

/* What must hold after each resize. */
struct expectation {
    struct text text;
    bool cursor, saved; /* the marks stand before them */
};

struct run {
    struct kit kit;
    struct random random;
    struct text input, after;
    struct expectation expected;
    uint32_t rounds; /* of the sequence: numbers its marks */
    uint64_t seed;
    unsigned cursor_checks, saved_checks, alternate_checks, resizes;
};

static void fail(struct run *run, const char *what) {
    if (test_ok)
        printf("sequence %llu: %s\n", (unsigned long long)run->seed, what);
    test_ok = false;
}

/* Where two texts begin to differ, with what stands around it. */
static void print_difference(const struct text *before, const struct text *after) {
    size_t at = 0;
    while (at < before->length && at < after->length && before->bytes[at] == after->bytes[at])
        at++;
    size_t from = at > 60 ? at - 60 : 0;
    printf("  byte %zu\n  before: %.120s\n  after:  %.120s\n", at, before->bytes + from, after->bytes + from);
}

static void expect(struct run *run) {
    struct qr_engine *engine = inside(&run->kit);
    const struct qr_screen *screen = &engine->primary;
    read_all(engine, &run->expected.text);
    run->expected.cursor = code_point_before(screen, &screen->cursor) == CURSOR_MARKS + run->rounds;
    run->expected.saved = screen->saved.valid && code_point_before(screen, &screen->saved.cursor) == SAVED_MARKS + run->rounds;
}

/* A mark that went up into history with its line is not followed any further. */
static void check_mark(struct run *run, bool *follow, const struct qr_cursor *cursor, uint32_t mark, const char *what) {
    const struct qr_screen *screen = &inside(&run->kit)->primary;
    if (!*follow)
        return;
    if (code_point_before(screen, cursor) == mark)
        return;
    if (on_screen(&screen->page, mark))
        fail(run, what);
    *follow = false;
}

static void check_primary(struct run *run) {
    struct qr_engine *engine = inside(&run->kit);
    read_all(engine, &run->after);
    if (!text_same(&run->after, &run->expected.text)) {
        fail(run, "the text changed");
        print_difference(&run->expected.text, &run->after);
    }
    run->cursor_checks += run->expected.cursor;
    run->saved_checks += run->expected.saved;
    check_mark(run, &run->expected.cursor, &engine->primary.cursor, CURSOR_MARKS + run->rounds,
               "the cursor left its character");
    check_mark(run, &run->expected.saved, &engine->primary.saved.cursor, SAVED_MARKS + run->rounds,
               "the saved cursor left its character");
}

/* The alternate screen's cells as text, a row a line, in the columns and rows that both sizes have. */
static void read_alternate(const struct qr_page *page, uint32_t first, uint32_t cols, uint32_t rows, struct text *to) {
    text_clear(to);
    for (uint32_t y = 0; y < rows; y++) {
        const struct qr_cell *cells = NULL;
        if (y + first < page->block->rows)
            cells = qr_page_cells(page, qr_page_row(page, y + first));
        struct line line = {.to = to, .look = PLAIN};
        for (uint32_t x = 0; x < cols; x++) {
            struct qr_cell cell = cells && x < page->block->cols ? cells[x] : (struct qr_cell){0};
            bool cut = qr_cell_width(cell) == QR_WIDE && x + 1 == cols;
            uint32_t single, count;
            const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
            if (qr_cell_width(cell) == QR_TAIL)
                continue;
            add_dress(&line, page, cell);
            if (count == 0 || cut)
                text_add(to, " ", 1);
            for (uint32_t i = 0; i < count && !cut; i++)
                text_code_point(to, text[i]);
        }
        text_add(to, "\n", 1);
    }
}

static void resize(struct run *run, uint32_t cols, uint32_t rows) {
    struct qr_engine *engine = inside(&run->kit);
    struct text before = {0}, after = {0};
    bool alternate = engine->alternate.page.block != NULL;
    uint32_t row = engine->alternate.cursor.y, gone = alternate && row >= rows ? row + 1 - rows : 0;
    if (alternate)
        read_alternate(&engine->alternate.page, gone, cols, rows, &before);
    if (quire_terminal_resize(run->kit.terminal, cols, rows, 0, 0) != QUIRE_OK)
        fail(run, "no resize");
    run->resizes++;
    if (!kit_sound(&run->kit))
        fail(run, "unsound after a resize");
    check_primary(run);
    if (alternate) {
        read_alternate(&engine->alternate.page, 0, cols, rows, &after);
        run->alternate_checks++;
        if (!text_same(&before, &after)) {
            fail(run, "the alternate screen was not just cut or padded");
            print_difference(&before, &after);
        }
    }
    text_free(&before);
    text_free(&after);
}

static void random_content(struct run *run) {
    static const char *const screens[] = {"\033[?1049h", "\033[?1049l", "\033[?47h", "\033[?47l", "\033[?1047l"};
    struct random *r = &run->random;
    struct text *input = &run->input;
    uint32_t cols = qr_cols(inside(&run->kit)), rows = qr_rows(inside(&run->kit));
    text_clear(input);
    for (uint32_t i = random_between(r, 1, 30); i > 0; i--)
        random_piece(r, input, cols, rows);
    if (random_below(r, 3) == 0)
        text_addf(input, "%s", screens[random_below(r, 5)]);
    run->rounds++;
    if (random_below(r, 2) == 0) {
        text_addf(input, "\033[%u;%uH", random_between(r, 1, rows), random_between(r, 1, cols));
        text_code_point(input, SAVED_MARKS + run->rounds);
        text_addf(input, "\0337x"); /* x: so that REP does not repeat the mark */
    }
    for (uint32_t i = random_below(r, 4); i > 0; i--)
        random_piece(r, input, cols, rows);
    if (random_below(r, 2) == 0)
        text_code_point(input, CURSOR_MARKS + run->rounds);
    if (quire_terminal_feed(run->kit.terminal, input->bytes, input->length) != QUIRE_OK)
        fail(run, "feed");
    if (!kit_sound(&run->kit))
        fail(run, "unsound after input");
}

static void one_sequence(struct run *run) {
    struct random *r = &run->random;
    run->rounds = 0;
    for (uint32_t round = random_between(r, 1, 6); round > 0 && test_ok; round--) {
        random_content(run);
        expect(run);
        for (uint32_t i = random_between(r, 1, 4); i > 0 && test_ok; i--)
            resize(run, random_between(r, 2, 60), random_between(r, 1, 20));
    }
}

static void any_sequence(void) {
    const char *count = getenv("QUIRE_RESIZE_SEQUENCES"), *only = getenv("QUIRE_RESIZE_SEED");
    uint64_t first = only ? strtoull(only, NULL, 10) : 1, last = only ? first : count ? strtoull(count, NULL, 10) : 3000;
    struct run run = {0};
    for (run.seed = first; run.seed <= last && test_ok; run.seed++) {
        run.random.state = run.seed * UINT64_C(0x9E3779B97F4A7C15);
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        options.cols = random_between(&run.random, 2, 60);
        options.rows = random_between(&run.random, 1, 20);
        options.scrollback_lines = UINT64_C(1) << 40;
        kit_open_with(&run.kit, options);
        one_sequence(&run);
        if (!test_ok)
            run.seed--;
        kit_close(&run.kit);
    }
    printf("%u resizes; cursor followed %u times, saved cursor %u, alternate screen %u\n", run.resizes,
           run.cursor_checks, run.saved_checks, run.alternate_checks);
    CHECK(only || (run.cursor_checks > 100 && run.saved_checks > 100 && run.alternate_checks > 100));
    text_free(&run.input);
    text_free(&run.after);
    text_free(&run.expected.text);
}

int main(void) {
    RUN(any_sequence);
    return test_end();
}
