/* Resizing: no sequence of new sizes loses, doubles or changes text, styles, or the place of a cursor.
 *
 * The text is read here straight out of history and the page, not through the views: logical lines, each cell with what
 * it looks like wherever that changes, without blanks at the ends of lines and without empty lines at the end. */
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
        const struct qr_row *row = qr_page_row(page, y);
        bool single = qr_row_size(row) == QR_SIZE_SINGLE; /* of other sizes only what can be seen is kept */
        read_row(&line, page, row, single ? page->block->cols : qr_page_row_reach(page, row));
        if (!(qr_page_row(page, y)->flags & QR_ROW_WRAPPED) || y + 1 == page->block->rows)
            end_line(&line);
    }
    while (to->length > 0 && to->bytes[to->length - 1] == '\n')
        to->length--;
    to->bytes[to->length] = 0;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Does every logical line have a number of its own? */
static bool numbers_unique(const struct qr_engine *engine) {
    const struct qr_page *page = &engine->primary.page;
    struct qr_history_at at;
    uint64_t *numbers = calloc(engine->history.lines + page->block->rows, sizeof *numbers), column;
    size_t count = 0;
    bool unique = true;
    if (!numbers)
        abort();
    if (qr_history_first_row(&engine->history, &at)) {
        do
            if (at.column == 0)
                numbers[count++] = qr_history_line_at(&engine->history, &at, &column);
        while (qr_history_next_row(&engine->history, page->block->cols, &at));
    }
    for (uint32_t y = 0; y < page->block->rows; y++) {
        uint64_t line = qr_page_row(page, y)->line;
        bool goes_on =
            y > 0 ? qr_page_row(page, y - 1)->flags & QR_ROW_WRAPPED : qr_history_goes_on(&engine->history, line);
        if (!goes_on)
            numbers[count++] = line;
    }
    qsort(numbers, count, sizeof *numbers, by_value);
    for (size_t i = 1; i < count; i++)
        unique = unique && numbers[i] != numbers[i - 1];
    free(numbers);
    return unique;
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

static uint32_t times_on_screen(const struct qr_page *page, uint32_t code_point) {
    uint32_t times = 0;
    for (uint32_t y = 0; y < page->block->rows; y++) {
        for (uint32_t x = 0; x < page->block->cols; x++)
            times += code_point_at(page, x, y) == code_point;
    }
    return times;
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

/* Does the mark stand before the cursor, and nowhere else? Copied rectangles can double it. */
static bool is_followed(const struct qr_screen *screen, const struct qr_cursor *cursor, uint32_t mark) {
    return code_point_before(screen, cursor) == mark && times_on_screen(&screen->page, mark) == 1;
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
    uint32_t cursor_mark = CURSOR_MARKS + run->rounds, saved_mark = SAVED_MARKS + run->rounds;
    run->expected.cursor = is_followed(screen, &screen->cursor, cursor_mark);
    run->expected.saved = screen->saved.valid && is_followed(screen, &screen->saved.cursor, saved_mark);
}

/* A mark that went up into history with its line is not followed any further. */
static void check_mark(struct run *run, bool *follow, const struct qr_cursor *cursor, uint32_t mark, const char *what) {
    const struct qr_screen *screen = &inside(&run->kit)->primary;
    if (!*follow)
        return;
    if (code_point_before(screen, cursor) == mark)
        return;
    if (times_on_screen(&screen->page, mark) > 0)
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
        const struct qr_row *row = y + first < page->block->rows ? qr_page_row(page, y + first) : NULL;
        uint32_t visible = row ? qr_page_row_cols(page, row) : 0,
                 seen = row && row->length < visible ? row->length : visible;
        struct line line = {.to = to, .look = PLAIN};
        for (uint32_t x = 0; x < cols; x++) {
            struct qr_cell cell = x < seen ? qr_page_cells(page, row)[x] : (struct qr_cell){0};
            bool cut = qr_cell_width(cell) == QR_WIDE && (x + 1 == cols || x + 1 == visible);
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
    if (!numbers_unique(engine))
        fail(run, "two lines with one number after a resize");
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
    if (!numbers_unique(inside(&run->kit)))
        fail(run, "two lines with one number after input");
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
    uint64_t first = only ? strtoull(only, NULL, 10) : 1, last = only    ? first
                                                                 : count ? strtoull(count, NULL, 10)
                                                                         : TEST_SHARE(3000);
    struct run run = {0};
    for (run.seed = first; run.seed <= last && test_ok; run.seed++) {
        run.random.state = run.seed * UINT64_C(0x9E3779B97F4A7C15);
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        options.cols = random_between(&run.random, 2, 60);
        options.rows = random_between(&run.random, 1, 20);
        options.scrollback_lines = UINT64_C(1) << 40;
        options.ambiguous_wide = random_below(&run.random, 4) == 0;
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

/* --- cases with a name ----------------------------------------------------------------------------------------- */

static void size_to(struct kit *kit, uint32_t cols, uint32_t rows) {
    CHECK_INT(quire_terminal_resize(kit->terminal, cols, rows, 0, 0), QUIRE_OK);
    CHECK(kit_sound(kit));
}

static void height_takes_lines_back(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5\r\n6");
    CHECK_STR(kit_view(&kit), "3|4|5|6");
    size_to(&kit, 10, 2);
    CHECK_STR(kit_view(&kit), "5|6");
    CHECK_INT(kit_info(&kit).history_lines, 4);
    size_to(&kit, 10, 5);
    CHECK_STR(kit_view(&kit), "2|3|4|5|6");
    CHECK_INT(kit_info(&kit).history_lines, 1);
    CHECK_STR(kit_cursor(&kit), "4,1");
    size_to(&kit, 10, 20);
    CHECK_STR(kit_view(&kit), "1|2|3|4|5|6");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    CHECK_STR(kit_cursor(&kit), "5,1");
    kit_close(&kit);
}

static void blank_rows_go_first(void) {
    struct kit kit;
    kit_open(&kit, 10, 6);
    feed(&kit, "1\r\n2\r\n3");
    size_to(&kit, 10, 3);
    CHECK_STR(kit_view(&kit), "1|2|3");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    size_to(&kit, 10, 6);
    CHECK_STR(kit_view(&kit), "1|2|3");
    CHECK_STR(kit_cursor(&kit), "2,1");
    kit_close(&kit);
}

static void cleared_screen_stays_cleared(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5\033[2J\033[H$");
    size_to(&kit, 8, 5);
    CHECK_STR(kit_view(&kit), "$");
    CHECK_INT(kit_info(&kit).history_lines, 2);
    kit_close(&kit);
}

static void width_wraps_and_unwraps(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "abcdefghijklmno\r\nxyz");
    CHECK_STR(kit_view(&kit), "abcdefghij|klmno|xyz");
    size_to(&kit, 5, 5);
    CHECK_STR(kit_view(&kit), "abcde|fghij|klmno|xyz");
    CHECK_STR(kit_cursor(&kit), "3,3");
    size_to(&kit, 20, 5);
    CHECK_STR(kit_view(&kit), "abcdefghijklmno|xyz");
    CHECK_STR(kit_cursor(&kit), "1,3");
    kit_close(&kit);
}

static void wide_character_at_the_edge(void) {
    struct kit kit;
    kit_open(&kit, 6, 4);
    feed(&kit, "abcd\xE6\xBC\xA2\xE5\xAD\x97"
               "e");
    CHECK_STR(kit_view(&kit), "abcd\xE6\xBC\xA2|\xE5\xAD\x97"
                              "e");
    size_to(&kit, 5, 4);
    CHECK_STR(kit_view(&kit), "abcd|\xE6\xBC\xA2\xE5\xAD\x97"
                              "e");
    CHECK_STR(kit_cursor(&kit), "1,4+"); /* behind e, which stands in the last column */
    size_to(&kit, 3, 4);
    CHECK_STR(kit_view(&kit), "abc|d\xE6\xBC\xA2|\xE5\xAD\x97"
                              "e");
    size_to(&kit, 2, 6);
    CHECK_STR(kit_view(&kit), "ab|cd|\xE6\xBC\xA2|\xE5\xAD\x97|e");
    size_to(&kit, 10, 4);
    CHECK_STR(kit_view(&kit), "abcd\xE6\xBC\xA2\xE5\xAD\x97"
                              "e");
    CHECK_STR(kit_cursor(&kit), "0,9");
    kit_close(&kit);
}

/* One column is too few for a wide character: what becomes of it is not promised, but all stays sound. */
static void one_column(void) {
    struct kit kit;
    kit_open(&kit, 6, 4);
    feed(&kit, "ab\xE6\xBC\xA2\xE5\xAD\x97\r\n\033[?1049h\xE6\xBC\xA2\033[?1049l");
    size_to(&kit, 1, 3);
    feed(&kit, "\xE6\xBC\xA2xy\r\n\xE6\xBC\xA2");
    size_to(&kit, 1, 1);
    feed(&kit, "1\xE6\xBC\xA2\r\n2");
    size_to(&kit, 8, 4);
    feed(&kit, "\r\nend");
    CHECK(strstr(kit_view(&kit), "end") != NULL);
    kit_close(&kit);
}

static void cursor_in_pending_wrap(void) {
    struct kit kit;
    kit_open(&kit, 5, 3);
    feed(&kit, "abcde");
    CHECK_STR(kit_cursor(&kit), "0,4+");
    size_to(&kit, 8, 3);
    CHECK_STR(kit_cursor(&kit), "0,5");
    feed(&kit, "f");
    CHECK_STR(kit_view(&kit), "abcdef");
    size_to(&kit, 6, 3);
    CHECK_STR(kit_cursor(&kit), "0,5+");
    feed(&kit, "g");
    CHECK_STR(kit_view(&kit), "abcdef|g");
    kit_close(&kit);
}

static void line_longer_than_the_screen(void) {
    struct kit kit;
    kit_open(&kit, 4, 2);
    feed(&kit, "0123456789abcdefghijk");
    CHECK_STR(kit_view(&kit), "ghij|k");
    CHECK_INT(kit_info(&kit).history_lines, 1);
    size_to(&kit, 7, 2);
    CHECK_STR(kit_view(&kit), "789abcd|efghijk");
    CHECK_STR(kit_cursor(&kit), "1,6+");
    size_to(&kit, 30, 2);
    CHECK_STR(kit_view(&kit), "0123456789abcdefghijk");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    kit_close(&kit);
}

/* The line that history ends with goes on on the screen, and still does after the height changed. */
static void history_line_continues(void) {
    struct kit kit;
    struct text text = {0};
    kit_open(&kit, 4, 3);
    feed(&kit, "0123456789abcdefXY\r\nz");
    kit_format(&kit, QUIRE_FORMAT_TEXT, &text);
    CHECK_STR(text.bytes, "0123456789abcdefXY\nz\n");
    size_to(&kit, 4, 2);
    kit_format(&kit, QUIRE_FORMAT_TEXT, &text);
    CHECK_STR(text.bytes, "0123456789abcdefXY\nz\n");
    feed(&kit, "\r\n1\r\n2");
    kit_format(&kit, QUIRE_FORMAT_TEXT, &text);
    CHECK_STR(text.bytes, "0123456789abcdefXY\nz\n1\n2\n");
    text_free(&text);
    kit_close(&kit);
}

/* A line that left the screen half is parted from its rest when rows are put between them. */
static void inserted_rows_part_lines(void) {
    static const char *const parting[] = {"\033[H\033[L", "\033[H\033M", "\033[T", "\033[H\033[1;2r\033M"};
    for (size_t i = 0; i < sizeof parting / sizeof *parting; i++) {
        struct kit kit;
        struct text before = {0}, after = {0};
        kit_open(&kit, 4, 3);
        feed(&kit, "0123456789abcdef");
        feed(&kit, parting[i]);
        kit_format(&kit, QUIRE_FORMAT_TEXT, &before);
        CHECK(strncmp(before.bytes, "0123\n\n4567", 10) == 0);
        CHECK(numbers_unique(inside(&kit)));
        size_to(&kit, 9, 4);
        kit_format(&kit, QUIRE_FORMAT_TEXT, &after);
        CHECK_STR(after.bytes, before.bytes);
        text_free(&before);
        text_free(&after);
        kit_close(&kit);
    }
}

static void without_scrollback(void) {
    struct kit kit;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 6;
    options.rows = 3;
    options.scrollback_lines = 0;
    kit_open_with(&kit, options);
    feed(&kit, "1\r\n2\r\n3\r\n4");
    size_to(&kit, 6, 2);
    CHECK_STR(kit_view(&kit), "3|4");
    size_to(&kit, 6, 4);
    CHECK_STR(kit_view(&kit), "3|4");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    feed(&kit, "abcdef");
    size_to(&kit, 3, 4);
    CHECK_STR(kit_view(&kit), "3|4ab|cde|f");
    size_to(&kit, 9, 1);
    CHECK_STR(kit_view(&kit), "4abcdef");
    CHECK_INT(kit_info(&kit).history_bytes > 0 ? kit_info(&kit).history_lines : 0, 0);
    kit_close(&kit);
}

static void screen_of_one_row(void) {
    struct kit kit;
    struct text text = {0};
    kit_open(&kit, 3, 1);
    feed(&kit, "abcdefgh\r\n1234");
    CHECK_STR(kit_view(&kit), "4");
    size_to(&kit, 8, 1);
    CHECK_STR(kit_view(&kit), "1234");
    size_to(&kit, 8, 3);
    CHECK_STR(kit_view(&kit), "abcdefgh|1234");
    size_to(&kit, 2, 1);
    kit_format(&kit, QUIRE_FORMAT_TEXT, &text);
    CHECK_STR(text.bytes, "abcdefgh\n1234\n");
    text_free(&text);
    kit_close(&kit);
}

/* Text that wraps in the last row below a region stays there: the row does not go on. */
static void wrapping_below_the_region(void) {
    static const char *const screens[] = {"", "\033[?1049h"};
    for (size_t i = 0; i < 2; i++) {
        struct kit kit;
        kit_open(&kit, 4, 4);
        feed(&kit, screens[i]);
        feed(&kit, "\033[1;2r\033[4;1Habcdef");
        CHECK_STR(kit_view(&kit), "|||efcd");
        size_to(&kit, 4, 6);
        feed(&kit, "\033[5;1Hnext");
        CHECK(kit_sound(&kit));
        CHECK_STR(kit_view(&kit), "|||efcd|next");
        kit_close(&kit);
    }
}

static void alternate_screen_is_cut_and_padded(void) {
    struct kit kit;
    kit_open(&kit, 8, 3);
    feed(&kit, "primary text\033[?1049h\033[Habcdefghij\033[3;2H\xE6\xBC\xA2\xE5\xAD\x97z\033[1;5H");
    CHECK_STR(kit_view(&kit), "abcdefgh|ij| \xE6\xBC\xA2\xE5\xAD\x97z");
    size_to(&kit, 4, 3);
    CHECK_STR(kit_view(&kit), "abcd|ij| \xE6\xBC\xA2");
    CHECK_STR(kit_cursor(&kit), "0,3");
    size_to(&kit, 8, 4);
    CHECK_STR(kit_view(&kit), "abcd|ij| \xE6\xBC\xA2");
    CHECK_INT(kit_info(&kit).alternate_screen, true);
    feed(&kit, "\033[?1049l");
    CHECK_STR(kit_view(&kit), "primary|text");
    kit_close(&kit);
}

/* Both screens are resized whichever is shown; a cursor that would fall off the bottom takes its row along. */
static void cursor_row_of_the_alternate_screen(void) {
    struct kit kit;
    kit_open(&kit, 8, 4);
    feed(&kit, "\033[?1049h\033[H1\r\n2\r\n3\r\n4");
    size_to(&kit, 8, 2);
    CHECK_STR(kit_view(&kit), "3|4");
    CHECK_STR(kit_cursor(&kit), "1,1");
    size_to(&kit, 8, 4);
    CHECK_STR(kit_view(&kit), "3|4");
    feed(&kit, "\033[H");
    size_to(&kit, 8, 1);
    CHECK_STR(kit_view(&kit), "3");
    kit_close(&kit);
}

static void long_history(void) {
    enum { LINES = 1000000 };
    struct kit kit;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text block = {0};
    options.scrollback_lines = 2 * LINES;
    kit_open_with(&kit, options);
    for (uint32_t i = 0; i < LINES; i++) {
        text_addf(&block, "%u\r\n", i);
        if (block.length > 60000 || i + 1 == LINES) {
            CHECK_INT(quire_terminal_feed(kit.terminal, block.bytes, block.length), QUIRE_OK);
            text_clear(&block);
        }
    }
    CHECK_INT(kit_info(&kit).history_lines, LINES - 23);
    CHECK_INT(quire_terminal_resize(kit.terminal, 3, 30, 0, 0), QUIRE_OK);
    CHECK_STR(kit_cursor(&kit), "29,0");                 /* each line takes two rows now */
    CHECK_INT(kit_info(&kit).history_lines, LINES - 14); /* the last of them goes on on the screen */
    CHECK_INT(quire_terminal_resize(kit.terminal, 200, 101, 0, 0), QUIRE_OK);
    CHECK_INT(kit_info(&kit).history_lines, LINES - 100);
    CHECK(strncmp(kit_view(&kit), "999900|999901|", 14) == 0);
    quire_frame_scroll_to(kit.frame, kit.terminal, UINT64_MAX);
    CHECK(strncmp(kit_view(&kit), "0|1|2|", 6) == 0);
    text_free(&block);
    kit_close(&kit);
}

/* Columns beyond the text come and go without anything being copied, appended or wrapped: cells, counts and places
 * stay, whatever order the rows' cells are in, and whatever the rest of the block holds. */
static void columns_beside_the_text(void) {
    struct kit kit;
    struct random random = {5};
    struct text before = {0}, after = {0};
    kit_open(&kit, 200, 12);
    for (int i = 0; i < 30; i++)
        feed(&kit, "\033[3;1mab\033[m \xE6\xBC\xA2 e\xCC\x81\033]8;;http://a/b\033\\link\033]8;;\033\\ "
                   "\033[44m\033[K\033[m...\r\n");
    feed(&kit, "\033[1K\033[3;7r\033[3;1H\033M\033M\033[r\033[2;9H\033[2J\033[2;7Hstays\r\n\n\033[4;9r\033[3S\033["
               "r\033[5;30Hwith "
               "\033[38;2;1;2;3mcolour\033[m and \033[1\"qprotection\033[0\"q\0337");
    read_all(inside(&kit), &before);
    const void *block = inside(&kit)->primary.page.block;
    for (uint32_t i = 0; i < 300; i++) {
        size_to(&kit, random_between(&random, 100, 200), 12);
        read_all(inside(&kit), &after);
        CHECK(text_same(&before, &after));
        CHECK(inside(&kit)->primary.page.block == block);
        CHECK_STR(kit_cursor(&kit), "4,55");
    }
    uint64_t lines = kit_info(&kit).history_lines;
    size_to(&kit, 30, 12); /* in rows of their own, and back */
    size_to(&kit, 200, 12);
    read_all(inside(&kit), &after);
    CHECK(text_same(&before, &after));
    CHECK_INT(kit_info(&kit).history_lines, lines);
    text_free(&before);
    text_free(&after);
    kit_close(&kit);
}

static void bad_sizes_change_nothing(void) {
    static const uint32_t sizes[][2] = {
        {0, 5}, {5, 0}, {QUIRE_MAX_COLUMNS + 1, 1}, {1, QUIRE_MAX_ROWS + 1}, {4096, 4096}, {UINT32_MAX, UINT32_MAX}};
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "stays");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        CHECK_INT(quire_terminal_resize(kit.terminal, sizes[i][0], sizes[i][1], 0, 0), QUIRE_LIMIT);
    CHECK_INT(kit_info(&kit).cols, 10);
    CHECK_STR(kit_view(&kit), "stays");
    size_to(&kit, QUIRE_MAX_COLUMNS, 32);
    size_to(&kit, 32, QUIRE_MAX_ROWS);
    CHECK_STR(kit_view(&kit), "stays");
    kit_close(&kit);
}

int main(void) {
    RUN(height_takes_lines_back);
    RUN(blank_rows_go_first);
    RUN(cleared_screen_stays_cleared);
    RUN(width_wraps_and_unwraps);
    RUN(wide_character_at_the_edge);
    RUN(one_column);
    RUN(cursor_in_pending_wrap);
    RUN(line_longer_than_the_screen);
    RUN(history_line_continues);
    RUN(inserted_rows_part_lines);
    RUN(without_scrollback);
    RUN(screen_of_one_row);
    RUN(wrapping_below_the_region);
    RUN(alternate_screen_is_cut_and_padded);
    RUN(cursor_row_of_the_alternate_screen);
    RUN(long_history);
    RUN(columns_beside_the_text);
    RUN(bad_sizes_change_nothing);
    RUN(any_sequence);
    return test_end();
}
