/* A run in one word has room for 256 cells; more take three. Lines with so many plain cells before a dressed one come
 * back as they were, at lengths around that bound: as they are appended, and when their page is joined to another. */
#include "test.h"

#include "history/history_kit.h"

#define LOOK 1u

static struct kit_memory memory;
static struct quire_allocator allocator;

/* A row of `plain` cells without dress and `dressed` with one. */
static void append(struct qr_history *history, struct qr_page *page, uint64_t line, uint32_t plain, uint32_t dressed,
                   bool wrapped) {
    uint8_t text[ROW_COLS_MAX];
    uint32_t id;
    memset(text, 'a', sizeof text);
    kit_must(kit_add_look(page, LOOK, &id));
    qr_page_reset_row(page, 0, (struct qr_cell){0});
    if (plain > 0)
        qr_page_put_ascii(page, 0, 0, text, plain, (struct qr_cell){0});
    if (dressed > 0)
        qr_page_put_ascii(page, 0, plain, text, dressed, qr_cell_with_style((struct qr_cell){0}, id));
    qr_page_release_style(page, id, 1);
    struct qr_row *row = qr_page_row(page, 0);
    qr_page_adopt_line(page, row, line, 0);
    row->flags |= wrapped ? QR_ROW_WRAPPED : 0;
    kit_must(qr_history_append_row(history, page, 0));
}

/* The row has `plain` cells without dress, then `dressed` with it, then nothing. */
static void check_row(const struct qr_page *page, uint32_t plain, uint32_t dressed) {
    const struct qr_row *row = qr_page_row(page, 0);
    const struct qr_cell *cells = qr_page_cells(page, row);
    CHECK_INT(qr_page_row_reach(page, row), plain + dressed);
    for (uint32_t x = 0; x < plain + dressed && test_ok; x++)
        CHECK(kit_is_content(page, cells[x], 'a') && kit_is_look(page, qr_cell_style(cells[x]), x < plain ? 0 : LOOK));
}

/* Both rows of the line that begins at `at`. */
static void check_line(struct qr_history *history, struct qr_history_at *at, uint32_t cols) {
    struct qr_page shown;
    kit_make_page(&shown, &allocator, cols);
    qr_history_thaw_row(history, at, &shown, 0);
    check_row(&shown, cols, 0);
    CHECK(qr_history_next_row(history, cols, at));
    qr_history_thaw_row(history, at, &shown, 0);
    check_row(&shown, 0, 2);
    qr_page_destroy(&shown);
}

/* A row that is full of plain cells goes on in one that begins dressed: what is between two runs is as long as a row.
 * `joined`: behind a line in a page that the line's is joined to. */
static void try_length(uint32_t cols, bool joined) {
    struct qr_history history;
    struct qr_history_at at;
    struct qr_page page;
    size_t mark;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 5);
    kit_make_page(&page, &allocator, cols);
    if (joined) {
        append(&history, &page, 1, 1, 0, false);
        kit_must(qr_history_begin(&history, &mark));
    }
    append(&history, &page, 2, cols, 0, true);
    append(&history, &page, 2, 0, 2, false);
    if (joined)
        qr_history_commit(&history);
    CHECK_INT(qr_history_page_count(&history), 1);
    CHECK_INT(kit_check_history(&history), 0);
    CHECK(qr_history_first_row(&history, &at));
    if (joined)
        CHECK(qr_history_next_row(&history, cols, &at));
    check_line(&history, &at, cols);
    qr_page_destroy(&page);
    qr_history_finish(&history);
}

static void plain_cells_before_a_dressed_one(void) {
    for (uint32_t cols = 250; cols < 264 && test_ok; cols++) {
        try_length(cols, false);
        try_length(cols, true);
    }
    CHECK_INT(memory.blocks, 0);
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    RUN(plain_cells_before_a_dressed_one);
    return test_end();
}
