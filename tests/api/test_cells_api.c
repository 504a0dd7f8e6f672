/* A host's own cells: written with its widths, pushed without a page, trimmed; pages of another size. */
#include "api_kit.h"

static struct quire_page_cell cell_of(uint32_t character, uint32_t style, uint8_t width) {
    return (struct quire_page_cell){.character = character, .style = style, .width = width};
}

static struct quire_cells cells_of(const struct quire_page_cell *cells, uint32_t count) {
    struct quire_cells row = QUIRE_CELLS_INIT;
    row.cells = cells;
    row.count = count;
    return row;
}

static struct quire_history *new_history(void) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history = NULL;
    CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
    return history;
}

static void check_page(const struct quire_page *page) {
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
}

/* --- writing --------------------------------------------------------------------------------------------------- */

static const uint32_t accented[] = {'e', 0x301};

static void the_width_is_the_hosts(void) {
    struct quire_page *page = api_page(10, 2);
    struct quire_page_cell row[10], wide[2] = {cell_of(0x2500, 0, 2), cell_of('?', 77, 0)};
    struct quire_cells cells = cells_of(wide, 2);
    uint32_t columns = 9;
    CHECK_INT(quire_page_write_cells(page, 0, 3, &cells, &columns), QUIRE_OK);
    CHECK_INT(columns, 2);
    CHECK_INT(quire_page_row(page, 0, row, 10), 10);
    CHECK(row[3].character == 0x2500 && row[3].width == 2 && row[4].width == 0 && row[4].style == 0);
    wide[0] = cell_of(0x6F22, 0, 1); /* an ideograph in one column */
    cells = cells_of(wide, 1);
    CHECK_INT(quire_page_write_cells(page, 0, 9, &cells, &columns), QUIRE_OK);
    CHECK_INT(quire_page_row(page, 0, row, 10), 10);
    CHECK(row[9].character == 0x6F22 && row[9].width == 1);
    cells = cells_of(wide, 1);
    CHECK_INT(quire_page_write_cells(page, 0, 4, &cells, &columns), QUIRE_OK); /* cuts the wide one */
    CHECK_INT(quire_page_row(page, 0, row, 10), 10);
    CHECK(row[3].character == 0 && row[3].width == 1 && row[4].character == 0x6F22);
    check_page(page);
    CHECK_INT(quire_page_write_cluster(page, 1, 0, 0, 2, "a\xCC\x81", 3), QUIRE_OK);
    CHECK_INT(quire_page_write_cluster(page, 1, 9, 0, 1, "\xF0\x9F\x98\x80", 4), QUIRE_OK);
    CHECK_INT(quire_page_row(page, 1, row, 10), 10);
    CHECK(row[0].width == 2 && row[0].cluster_length == 2 && row[0].cluster[1] == 0x301 && row[1].width == 0);
    CHECK(row[9].character == 0x1F600 && row[9].width == 1);
    CHECK_INT(quire_page_write_cluster(page, 1, 9, 0, 2, "a", 1), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cluster(page, 1, 0, 0, 3, "a", 1), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cluster(page, 1, 0, 0, 1, "", 0), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cluster(page, 1, 0, 0, 1, "\n", 1), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cluster(page, 1, 0, 5, 1, "a", 1), QUIRE_INVALID);
    check_page(page);
    quire_page_destroy(page);
}

/* Any row that was read can be written elsewhere, and is the same there. */
static void rows_can_be_copied(void) {
    struct quire_page *page = api_page(200, 2);
    struct quire_page_cell row[200], copy[200];
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t style, columns;
    spec.attributes = QUIRE_ATTR_BOLD;
    spec.link = "http://example.org/";
    spec.link_length = 19;
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    for (int round = 0; round < 200; round++) {
        CHECK_INT(quire_page_clear(page, 0, 0, 200, 0), QUIRE_OK);
        for (int i = 0; i < 40; i++) {
            static const char *const pieces[] = {"plain", "\xE6\xBC\xA2", "e\xCC\x81", " ", "\xF0\x9F\x98\x80"};
            (void)api_write(page, 0, api_below(198), api_below(2) ? style : 0, pieces[api_below(5)]);
        }
        CHECK_INT(quire_page_row(page, 0, row, 200), 200);
        struct quire_cells cells = cells_of(row, 200);
        CHECK_INT(quire_page_write_cells(page, 1, 0, &cells, &columns), QUIRE_OK);
        CHECK_INT(columns, 200);
        CHECK_INT(quire_page_row(page, 0, row, 200), 200);
        CHECK_INT(quire_page_row(page, 1, copy, 200), 200);
        for (int x = 0; x < 200; x++) {
            CHECK(row[x].character == copy[x].character && row[x].style == copy[x].style &&
                  row[x].width == copy[x].width);
            CHECK_INT(row[x].cluster_length, copy[x].cluster_length);
        }
    }
    check_page(page);
    quire_page_destroy(page);
}

/* What is no cell is refused, and changes nothing. */
static void bad_cells(void) {
    struct quire_page *page = api_page(4, 1);
    struct quire_history *history = new_history();
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    const uint32_t bad_cluster[] = {'e', 0x0A};
    uint64_t version = quire_page_row_version(page, 0);
    uint32_t columns = 7;
    size_t pushed = 7;
    struct quire_page_cell rows[][3] = {
        {cell_of('a', 0, 1), cell_of('\n', 0, 1), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of(0x110000, 0, 1), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of(0xD800, 0, 1), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of('b', 9, 1), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of('b', 0, 3), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of('b', 0, 0), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of('b', 0, 2), cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), cell_of('b', 0, 1), cell_of(0x6F22, 0, 2)},
        {cell_of('a', 0, 1), cell_of(0, 0, 2), cell_of(0, 0, 0)},
        {cell_of('a', 0, 1),
         {.character = 'e', .cluster_length = 2, .cluster = bad_cluster, .width = 1},
         cell_of('b', 0, 1)},
        {cell_of('a', 0, 1), {.character = 'e', .cluster_length = 2, .cluster = NULL, .width = 1}, cell_of('b', 0, 1)},
        {cell_of('a', 0, 1),
         {.character = 'e', .cluster_length = 1, .cluster = accented, .width = 1},
         cell_of('b', 0, 1)},
        {cell_of('a', 0, 1),
         {.character = 'e', .cluster_length = 99, .cluster = accented, .width = 1},
         cell_of('b', 0, 1)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct quire_cells cells = cells_of(rows[i], 3);
        CHECK_INT(quire_page_write_cells(page, 0, 0, &cells, &columns), QUIRE_INVALID);
        CHECK_INT(quire_history_push_cells(history, page, &cells, 1, &pushed), QUIRE_INVALID);
        CHECK_INT(pushed, 0);
    }
    struct quire_cells cells = cells_of(rows[0], 1);
    CHECK_INT(quire_page_write_cells(page, 0, 4, &cells, &columns), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cells(page, 1, 0, &cells, &columns), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cells(page, 0, 0, NULL, &columns), QUIRE_INVALID);
    CHECK_INT(quire_page_write_cells(page, 0, 0, &cells, NULL), QUIRE_INVALID);
    CHECK_INT(quire_history_push_cells(history, page, NULL, 1, &pushed), QUIRE_INVALID);
    CHECK_INT(quire_history_push_cells(history, page, &cells, 1, NULL), QUIRE_INVALID);
    cells.cells = NULL;
    CHECK_INT(quire_history_push_cells(history, page, &cells, 1, &pushed), QUIRE_INVALID);
    cells = cells_of(rows[0], 1);
    cells.cell_size = 4;
    CHECK_INT(quire_page_write_cells(page, 0, 0, &cells, &columns), QUIRE_INVALID);
    cells = cells_of(rows[0], 1);
    cells.size--;
    CHECK_INT(quire_history_push_cells(history, page, &cells, 1, &pushed), QUIRE_INVALID);
    CHECK(quire_page_row_version(page, 0) == version && columns == 7);
    CHECK_INT(quire_history_get_info(history, &info), QUIRE_OK);
    CHECK(info.lines == 0);
    quire_history_destroy(history);
    quire_page_destroy(page);
}

/* --- pushing --------------------------------------------------------------------------------------------------- */

/* A row of anything, of a page that has the styles. */
static uint32_t random_row(struct quire_page_cell *cells, const uint32_t *styles, uint32_t cols) {
    uint32_t count = api_below(cols + 1), style = 0, x = 0;
    while (x < count) {
        if (api_below(6) == 0)
            style = styles[api_below(4)];
        switch (api_below(8)) {
        case 0:
            cells[x++] = cell_of(0, style, 1);
            break;
        case 1:
            cells[x++] = (struct quire_page_cell){'e', 2, accented, style, 1};
            break;
        case 2:
            if (x + 1 < count) {
                cells[x++] = cell_of(0x4E00 + api_below(100), style, 2);
                cells[x++] = cell_of(0, style, 0);
            }
            break;
        case 3:
            cells[x++] = cell_of(0x430 + api_below(30), style, 1);
            break;
        default:
            for (uint32_t n = api_below(20); n > 0 && x < count; n--)
                cells[x++] = cell_of(0x20 + api_below(95), style, 1);
        }
    }
    return x;
}

/* What is pushed as cells is what is pushed by a page: rows, styles, links, marks, times, numbers of lines. */
static void as_by_a_page(void) {
    enum { COLS = 300 };
    struct quire_page *page = api_page(COLS, 1), *a = api_page(COLS, 1), *b = api_page(COLS, 1);
    struct quire_history *by_page = new_history(), *by_cells = new_history();
    struct quire_page_cell cells[COLS], left[COLS], right[COLS];
    uint32_t styles[4] = {0}, columns;
    size_t pushed;
    for (uint32_t i = 1; i < 4; i++) {
        struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
        spec.attributes = i;
        spec.link = i > 1 ? "http://example.org/" : NULL;
        spec.link_length = i > 1 ? 19 : 0;
        spec.link_id = i > 2 ? "id" : NULL;
        spec.link_id_length = i > 2 ? 2 : 0;
        CHECK_INT(quire_page_add_style(page, &spec, &styles[i]), QUIRE_OK);
    }
    for (int i = 0; i < 400; i++) {
        struct quire_cells row = cells_of(cells, random_row(cells, styles, COLS));
        row.prompt = api_below(4) == 0;
        row.time = 1000 + (uint64_t)i;
        CHECK_INT(quire_page_clear(page, 0, 0, COLS, 0), QUIRE_OK);
        quire_page_set_time(page, row.time);
        CHECK_INT(quire_page_set_prompt(page, 0, row.prompt), QUIRE_OK);
        CHECK_INT(quire_page_write_cells(page, 0, 0, &row, &columns), QUIRE_OK);
        row.wrapped = row.count == COLS && api_below(2) == 0;
        CHECK_INT(quire_page_set_wrapped(page, 0, row.wrapped), QUIRE_OK);
        CHECK_INT(quire_history_push(by_page, page, 0), QUIRE_OK);
        CHECK_INT(quire_history_push_cells(by_cells, page, &row, 1, &pushed), QUIRE_OK);
        CHECK_INT(pushed, 1);
    }
    CHECK_INT(quire_history_rows(by_page, COLS), quire_history_rows(by_cells, COLS));
    for (uint64_t index = 0; index < quire_history_rows(by_page, COLS) && test_ok; index++) {
        struct quire_history_row where[2] = {QUIRE_HISTORY_ROW_INIT, QUIRE_HISTORY_ROW_INIT};
        CHECK_INT(quire_history_read(by_page, index, a, 0, &where[0]), QUIRE_OK);
        CHECK_INT(quire_history_read(by_cells, index, b, 0, &where[1]), QUIRE_OK);
        CHECK(where[0].line == where[1].line && where[0].column == where[1].column && where[0].time == where[1].time);
        CHECK(where[0].prompt == where[1].prompt && where[0].wrapped == where[1].wrapped);
        CHECK_INT(quire_page_row(a, 0, left, COLS), COLS);
        CHECK_INT(quire_page_row(b, 0, right, COLS), COLS);
        for (uint32_t x = 0; x < COLS && test_ok; x++) {
            struct quire_style_spec one = QUIRE_STYLE_SPEC_INIT, other = QUIRE_STYLE_SPEC_INIT;
            CHECK(left[x].character == right[x].character && left[x].width == right[x].width);
            CHECK_INT(left[x].cluster_length, right[x].cluster_length);
            CHECK_INT(quire_page_style(a, left[x].style, &one), QUIRE_OK);
            CHECK_INT(quire_page_style(b, right[x].style, &other), QUIRE_OK);
            CHECK(one.attributes == other.attributes && one.link_length == other.link_length);
        }
    }
    CHECK_INT(quire_history_verify(by_cells, api_print, NULL), 0);
    quire_history_destroy(by_page);
    quire_history_destroy(by_cells);
    quire_page_destroy(page);
    quire_page_destroy(a);
    quire_page_destroy(b);
}

static void many_rows_at_once(void) {
    struct quire_history *history = new_history();
    struct quire_page *page = api_page(3, 1);
    struct quire_page_cell good[3] = {cell_of('a', 0, 1), cell_of('b', 0, 1), cell_of(' ', 0, 1)};
    struct quire_page_cell bad = cell_of(7, 0, 1);
    struct quire_cells rows[4] = {cells_of(good, 3), cells_of(good, 2), cells_of(good, 3), cells_of(&bad, 1)};
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    size_t pushed = 0;
    rows[0].wrapped = true;
    rows[2].trim = true;
    CHECK_INT(quire_history_push_cells(history, NULL, rows, 4, &pushed), QUIRE_INVALID);
    CHECK_INT(pushed, 3);
    CHECK_INT(quire_history_get_info(history, &info), QUIRE_OK);
    CHECK(info.lines == 2 && info.last_line == 2 && !info.goes_on);
    CHECK_INT(quire_history_rows(history, 3), 3); /* "ab " "ab", and "ab" that was trimmed */
    CHECK_INT(quire_history_rows(history, 2), 4);
    CHECK_INT(quire_history_read(history, 1, page, 0, NULL), QUIRE_OK);
    CHECK_STR(api_text(page, 0), "ab");
    CHECK_INT(quire_history_push_cells(history, NULL, rows, 0, &pushed), QUIRE_OK);
    CHECK_INT(pushed, 0);
    quire_history_destroy(history);
    quire_page_destroy(page);
}

/* Without memory a row is there or not, the ones before it are. */
static void pushing_without_memory(void) {
    struct quire_page_cell cells[300];
    for (long n = 0; n < 40; n++) {
        struct api_memory memory = {n, 0};
        struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
        struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
        struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
        struct quire_history *history = NULL;
        size_t pushed = 0, all = 0;
        options.allocator = &allocator;
        if (quire_history_create(&options, &history) != QUIRE_OK)
            continue;
        for (uint32_t x = 0; x < 300; x++)
            cells[x] = cell_of(x % 7 ? 'x' : 0x430, 0, 1);
        struct quire_cells rows[2] = {cells_of(cells, 300), cells_of(cells, 80)};
        for (int i = 0; i < 300; i++) {
            enum quire_result result = quire_history_push_cells(history, NULL, rows, 2, &pushed);
            CHECK(result == QUIRE_OK ? pushed == 2 : result == QUIRE_OUT_OF_MEMORY && pushed < 2);
            all += pushed;
        }
        CHECK_INT(quire_history_get_info(history, &info), QUIRE_OK);
        CHECK(info.lines == all);
        CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
        quire_history_destroy(history);
        CHECK_INT(memory.blocks, 0);
    }
}

/* --- trimming -------------------------------------------------------------------------------------------------- */

static void spaces_that_were_written(void) {
    struct quire_page *page = api_page(8, 3), *narrow = api_page(4, 1);
    struct quire_history *history = new_history();
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t style;
    spec.background.bits = (uint32_t)QUIRE_COLOR_PALETTE << 24 | 1;
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    (void)api_write(page, 0, 0, 0, "ab      ");
    (void)api_write(page, 1, 0, style, "ab      ");
    (void)api_write(page, 2, 0, 0, "        ");
    CHECK_INT(quire_page_trim(page, 0), QUIRE_OK);
    CHECK_INT(quire_page_trim(page, 1), QUIRE_OK);
    CHECK_INT(quire_page_trim(page, 2), QUIRE_OK);
    CHECK_INT(quire_page_trim(page, 3), QUIRE_INVALID);
    for (uint32_t y = 0; y < 3; y++)
        CHECK_INT(quire_history_push(history, page, y), QUIRE_OK);
    CHECK_INT(quire_history_rows(history, 4), 1 + 2 + 1);
    (void)api_write(page, 0, 0, 0, "ab      ");
    CHECK_INT(quire_page_set_wrapped(page, 0, true), QUIRE_OK);
    CHECK_INT(quire_page_trim(page, 0), QUIRE_OK); /* the spaces are text: the line goes on */
    CHECK(quire_page_wrapped(page, 0));
    CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    CHECK_INT(quire_history_rows(history, 4), 4 + 2);
    check_page(page);
    quire_history_destroy(history);
    quire_page_destroy(page);
    quire_page_destroy(narrow);
}

/* --- sizes ----------------------------------------------------------------------------------------------------- */

static void cut_and_padded(void) {
    struct quire_page *page = api_page(6, 3);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT, back = QUIRE_STYLE_SPEC_INIT;
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    uint32_t style, row = 2, col = 5;
    spec.attributes = QUIRE_ATTR_ITALIC;
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    (void)api_write(page, 0, 0, 0, "first");
    (void)api_write(page, 1, 0, style, "abcdef");
    CHECK_INT(quire_page_set_wrapped(page, 1, true), QUIRE_OK);
    (void)api_write(page, 2, 0, 0, "gh\xE6\xBC\xA2\xE5\xAD\x97");
    CHECK_INT(quire_page_resize(page, 5, 2, NULL, &row, &col), QUIRE_OK);
    CHECK(row == 1 && col == 4);
    CHECK_STR(api_text(page, 0), "abcde");
    CHECK_STR(api_text(page, 1), "gh\xE6\xBC\xA2"); /* half of a wide character is none */
    CHECK(!quire_page_wrapped(page, 0));
    check_page(page);
    CHECK_INT(quire_page_resize(page, 8, 4, NULL, NULL, NULL), QUIRE_OK);
    CHECK_INT(quire_page_get_info(page, &info), QUIRE_OK);
    CHECK(info.cols == 8 && info.rows == 4);
    CHECK_STR(api_text(page, 0), "abcde");
    CHECK_STR(api_text(page, 3), "");
    CHECK_INT(quire_page_style(page, style, &back), QUIRE_OK); /* the host's id is as it was */
    CHECK_INT(back.attributes, QUIRE_ATTR_ITALIC);
    CHECK_INT(api_write(page, 3, 0, style, "held"), 4);
    CHECK_INT(quire_page_release_style(page, style), QUIRE_OK);
    check_page(page);
    CHECK_INT(quire_page_resize(page, 0, 4, NULL, NULL, NULL), QUIRE_LIMIT);
    CHECK_INT(quire_page_resize(page, QUIRE_MAX_COLUMNS + 1, 4, NULL, NULL, NULL), QUIRE_LIMIT);
    row = 4;
    CHECK_INT(quire_page_resize(page, 8, 4, NULL, &row, &col), QUIRE_INVALID);
    CHECK_INT(quire_page_resize(page, 8, 4, NULL, &row, NULL), QUIRE_INVALID);
    quire_page_destroy(page);
}

/* A page and its history as one text, row by row. */
static void whole_text(struct quire_history *history, const struct quire_page *page, uint32_t cols, char *to) {
    struct quire_page *view = api_page(cols, 1);
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    struct quire_history_info known = QUIRE_HISTORY_INFO_INIT;
    *to = 0;
    CHECK_INT(quire_page_get_info(page, &info), QUIRE_OK);
    for (uint64_t i = 0; i < quire_history_rows(history, cols); i++) {
        struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
        CHECK_INT(quire_history_read(history, i, view, 0, &where), QUIRE_OK);
        strcat(strcat(to, api_text(view, 0)), where.wrapped ? "" : "|");
    }
    CHECK_INT(quire_history_get_info(history, &known), QUIRE_OK);
    for (uint32_t y = 0; y < info.rows; y++)
        strcat(strcat(to, api_text(page, y)), quire_page_wrapped(page, y) ? "" : "|");
    for (size_t length = strlen(to); length > 1 && to[length - 1] == '|' && to[length - 2] == '|';)
        to[--length] = 0;
    quire_page_destroy(view);
}

/* Wrapped anew, however often: no text is lost or doubled, lines stay lines, the cursor stays on its character. */
static void wrapped_anew(void) {
    struct quire_page *page = api_page(12, 4);
    struct quire_history *history = new_history();
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    char before[8192], after[8192];
    uint32_t style, row = 3, col = 0, cols = 12;
    spec.attributes = QUIRE_ATTR_BOLD;
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    for (int i = 0; i < 20; i++) { /* lines of one to three rows */
        for (int n = i % 3; n >= 0; n--) {
            CHECK_INT(quire_page_scroll(page, 0, 4, 1, 0, history, NULL), QUIRE_OK);
            if (n > 0)
                (void)api_write(page, 3, 0, style, "abcdefghijkl");
            else
                (void)api_write(page, 3, 0, 0,
                                i % 2 ? "\xE6\xBC\xA2\xE5\xAD\x97"
                                        "e\xCC\x81"
                                      : "end");
            CHECK_INT(quire_page_set_wrapped(page, 3, n > 0), QUIRE_OK);
        }
    }
    CHECK_INT(quire_page_clear(page, 3, 0, 12, 0), QUIRE_OK);
    (void)api_write(page, 3, 0, 0, "C");
    whole_text(history, page, cols, before);
    for (int i = 0; i < 200 && test_ok; i++) {
        struct quire_page_cell cells[40];
        cols = 2 + api_below(38);
        uint32_t rows = 1 + api_below(12);
        CHECK_INT(quire_page_resize(page, cols, rows, history, &row, &col), QUIRE_OK);
        CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
        CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
        CHECK_INT(quire_page_row(page, row, cells, 40), cols);
        CHECK_INT(cells[col].character, 'C');
        whole_text(history, page, cols, after);
        CHECK_STR(after, before);
    }
    CHECK_INT(api_write(page, 0, 0, style, "x"), 1);
    quire_history_destroy(history);
    quire_page_destroy(page);
}

static void sizes_without_memory(void) {
    char before[1024], after[1024];
    uint32_t failed = 0;
    for (long n = 0; n < 30; n++) {
        struct api_memory memory = {-1, 0};
        struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
        struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
        struct quire_history_options history_options = QUIRE_HISTORY_OPTIONS_INIT;
        struct quire_page *page = NULL;
        struct quire_history *history = NULL;
        uint32_t row = 1, col = 1;
        options.allocator = history_options.allocator = &allocator;
        options.cols = 8;
        options.rows = 2;
        CHECK_INT(quire_page_create(&options, &page), QUIRE_OK);
        CHECK_INT(quire_history_create(&history_options, &history), QUIRE_OK);
        for (int i = 0; i < 5; i++) {
            CHECK_INT(quire_page_scroll(page, 0, 2, 1, 0, history, NULL), QUIRE_OK);
            (void)api_write(page, 1, 0, 0, "abcdefg");
        }
        whole_text(history, page, 8, before);
        memory.left = n;
        enum quire_result result = quire_page_resize(page, 3, 4, history, &row, &col);
        memory.left = -1;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
        failed += result != QUIRE_OK;
        if (result != QUIRE_OK) {
            CHECK(row == 1 && col == 1);
            whole_text(history, page, 8, after);
            CHECK_STR(after, before);
        }
        CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
        CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
        quire_page_destroy(page);
        quire_history_destroy(history);
        CHECK_INT(memory.blocks, 0);
    }
    CHECK(failed > 3 && failed < 30);
}

int main(void) {
    RUN(the_width_is_the_hosts);
    RUN(rows_can_be_copied);
    RUN(bad_cells);
    RUN(as_by_a_page);
    RUN(many_rows_at_once);
    RUN(pushing_without_memory);
    RUN(spaces_that_were_written);
    RUN(cut_and_padded);
    RUN(wrapped_anew);
    RUN(sizes_without_memory);
    return test_end();
}
