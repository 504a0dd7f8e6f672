/* One line over some forty pages, between short ones, against an array of its cells that is wrapped naively: rows at
 * many widths by index, by column and by steps, while pages are compressed, the line's beginning is evicted, and its
 * end is taken back and grows again. */
#include "test.h"

#include "history/history_kit.h"

#define LINE UINT64_C(5)
#define CELLS_MAX 4000000u

static struct kit_memory memory, page_memory;
static struct quire_allocator allocator, page_allocator;
static struct qr_history history;
static struct qr_page source;
static struct kit_cell *cells;     /* of the line, evicted ones with them */
static uint64_t *columns;          /* before each of them, and at the end */
static uint64_t *starts;           /* cells that rows begin with, at one width */
static uint32_t cell_count, first; /* the first cell that is not evicted */

static void append_row(const struct kit_taste *taste) {
    static struct kit_row row;
    kit_build_row(&source, taste, LINE, false, &row);
    CHECK(row.wrapped);
    CHECK_INT(qr_history_append_row(&history, &source, 0), QUIRE_OK);
    for (uint32_t i = 0; i < row.count; i++) {
        cells[cell_count] = row.cells[i];
        columns[cell_count + 1] = columns[cell_count] + (row.cells[i].wide ? 2 : 1);
        cell_count++;
    }
}

static void grow(const struct kit_taste *taste, uint32_t rows) {
    for (uint32_t i = 0; i < rows && cell_count + ROW_COLS_MAX < CELLS_MAX; i++)
        append_row(taste);
}

/* Wraps the line as a child would; the number of its rows. */
static uint64_t wrap_naively(uint32_t cols) {
    uint64_t rows = 0;
    uint32_t view = cols;
    for (uint32_t i = first; i < cell_count; i++) {
        uint32_t width = cells[i].wide && cols > 1 ? 2 : 1;
        if (view + width > cols) {
            starts[rows++] = i;
            view = 0;
        }
        view += width;
    }
    starts[rows] = cell_count;
    return rows;
}

static void compare_cells(struct qr_history_at *at, uint32_t cols, uint64_t row) {
    struct qr_page page;
    uint32_t x = 0;
    kit_make_page(&page, &page_allocator, cols);
    qr_history_thaw_row(&history, at, &page, 0);
    const struct qr_cell *shown = qr_page_cells(&page, qr_page_row(&page, 0));
    for (uint64_t i = starts[row]; i < starts[row + 1] && test_ok; i++) {
        CHECK(kit_is_content(&page, shown[x], cells[i].content));
        CHECK(kit_is_look(&page, qr_cell_style(shown[x]), cells[i].look));
        x += cells[i].wide && cols > 1 ? 2 : 1;
    }
    CHECK(qr_page_row(&page, 0)->flags & QR_ROW_WRAPPED);
    qr_page_destroy(&page);
}

/* One row of the line: where it is by index, by each of its columns, and from the rows beside it. */
static void compare_row(uint32_t cols, uint64_t before, uint64_t row, uint64_t rows) {
    struct qr_history_at at, next, found;
    uint64_t column = columns[starts[row]] - columns[first], index, have;
    uint32_t inside = kit_below((uint32_t)(columns[starts[row + 1]] - columns[starts[row]]));
    CHECK(qr_history_row_at(&history, cols, before + row, &at));
    CHECK_INT(at.column, column);
    CHECK_INT(qr_history_line_at(&history, &at, &have), LINE);
    CHECK_INT(have, columns[starts[row]]);
    CHECK(qr_history_find(&history, cols, LINE, have + inside, &found, &index));
    CHECK_INT(found.column, column);
    CHECK_INT(index, before + row);
    compare_cells(&at, cols, row);
    next = at;
    if (row + 1 < rows) {
        CHECK(qr_history_next_row(&history, cols, &next));
        CHECK_INT(next.column, columns[starts[row + 1]] - columns[first]);
        CHECK(qr_history_previous_row(&history, cols, &next));
        CHECK_INT(next.column, column);
    } else {
        CHECK(!qr_history_next_row(&history, cols, &next));
    }
    if (row > 0) {
        CHECK(qr_history_previous_row(&history, cols, &at));
        CHECK_INT(at.column, columns[starts[row - 1]] - columns[first]);
    }
}

/* Rows of the lines before: empty ones, and the last of them has two wide characters. */
static uint64_t rows_before(uint32_t cols) {
    return history.lines - 1 + (history.lines > 1 && cols < 4);
}

/* The widths in turn, and back the next time: what is remembered of the last one is there at the first. */
static void compare(void) {
    static const uint32_t widths[] = {80, 2, 43, 1, 200, 3, 1000, 81};
    static bool back;
    const uint32_t count = sizeof widths / sizeof *widths;
    CHECK_INT(kit_check_history(&history), 0);
    CHECK_INT(qr_history_tail_columns(&history), columns[cell_count]);
    for (uint32_t i = 0; i < count && test_ok; i++) {
        uint32_t cols = widths[back ? count - 1 - i : i];
        uint64_t rows = wrap_naively(cols), before = rows_before(cols);
        CHECK_INT(qr_history_rows(&history, cols), before + rows);
        compare_row(cols, before, rows - 1, rows);
        compare_row(cols, before, 0, rows);
        for (uint32_t j = 0; j < 12 && test_ok; j++)
            compare_row(cols, before, kit_below((uint32_t)rows), rows);
    }
    back = !back;
}

/* Takes the line's end back, from the row on that stands `rows` before the last. */
static void take_back(uint32_t cols, uint64_t rows) {
    struct qr_history_at at;
    uint64_t count = wrap_naively(cols), row = rows < count ? count - 1 - rows : count - 1;
    CHECK(qr_history_row_at(&history, cols, rows_before(cols) + row, &at));
    CHECK_INT(qr_history_truncate(&history, &at), QUIRE_OK);
    cell_count = (uint32_t)starts[row];
}

static void try_and_roll_back(const struct kit_taste *taste) {
    size_t mark;
    uint32_t count = cell_count;
    CHECK_INT(qr_history_begin(&history, &mark), QUIRE_OK);
    grow(taste, 3000);
    compare();
    qr_history_rollback(&history, mark);
    cell_count = count;
}

/* Evicts some of the line's beginning with whole pages. */
static void evict(void) {
    qr_history_set_limits(&history, UINT64_MAX, qr_history_bytes(&history) * 3 / 4);
    qr_history_set_limits(&history, UINT64_MAX, 0);
    CHECK_INT(history.lines, 1);
    while (columns[first] < history.head_column)
        first++;
    CHECK_INT(columns[first], history.head_column);
    CHECK(first > 0);
}

static void begin(uint32_t cols) {
    kit_state = 77;
    allocator = kit_allocator(&memory);
    page_allocator = kit_allocator(&page_memory);
    cells = calloc(CELLS_MAX, sizeof *cells);
    columns = calloc(CELLS_MAX + 1, sizeof *columns);
    starts = calloc(CELLS_MAX + 1, sizeof *starts);
    if (!cells || !columns || !starts)
        abort();
    cell_count = first = 0;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 1);
    kit_make_page(&source, &page_allocator, cols);
}

static void end(void) {
    qr_history_finish(&history);
    qr_page_destroy(&source);
    CHECK_INT(memory.blocks, 0);
    CHECK_INT(page_memory.blocks, 0);
    free(cells);
    free(columns);
    free(starts);
}

static void append_short_lines(void) {
    for (uint64_t line = 1; line < LINE; line++) {
        qr_page_reset_row(&source, 0, (struct qr_cell){0});
        for (uint32_t x = 0; line + 1 == LINE && x < 4; x += 2)
            qr_page_put(&source, 0, x, qr_cell_make((struct qr_cell){0}, 0x4E00, QR_WIDE));
        qr_page_adopt_line(&source, qr_page_row(&source, 0), line, 0);
        CHECK_INT(qr_history_append_row(&history, &source, 0), QUIRE_OK);
    }
}

static void live(const struct kit_taste *taste) {
    begin(200);
    append_short_lines();
    while (history.tail - history.head < QR_PACK_PAGES_MIN + 8)
        grow(taste, 100);
    compare();
    while (qr_history_idle(&history, 1 << 20))
        ;
    compare();
    take_back(43, 500);
    compare();
    grow(taste, 2000);
    compare();
    try_and_roll_back(taste);
    compare();
    evict();
    compare();
    take_back(7, 300);
    grow(taste, 100);
    compare();
    end();
}

static void mixed(void) {
    struct kit_taste taste = {.looks = 40, .filled = 100, .wrapped = 100};
    live(&taste);
}

static void narrow(void) {
    struct kit_taste taste = {.looks = 5, .ascii = true, .filled = 100, .wrapped = 100};
    live(&taste);
}

int main(void) {
    kit_init();
    RUN(mixed);
    RUN(narrow);
    return test_end();
}
