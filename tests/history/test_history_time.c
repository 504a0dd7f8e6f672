/* A line's time is that of its first row, for as long as a row of it is there: whatever page a row has come to,
 * whatever was evicted before it, and whichever pages were joined. A line without a time has none. */
#include "test.h"

#include "history/history_kit.h"
#include "history_lines.h"

#define COLS 80u
#define LINES 4000u

static struct kit_memory memory, page_memory;
static struct quire_allocator allocator, page_allocator;
static struct qr_history history;
static struct qr_page source, shown;
static uint64_t times[LINES], number;

static void open_history(uint64_t line_limit, uint64_t byte_limit) {
    allocator = kit_allocator(&memory);
    qr_history_init(&history, &allocator, line_limit, byte_limit, 5);
    number = 0;
}

static void close_history(void) {
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
}

/* Appends rows of one line; the first one's time is the line's. */
static void append_line(uint32_t rows, uint64_t time) {
    uint8_t text[COLS];
    memset(text, 'a' + (int)(number % 26), sizeof text);
    times[++number % LINES] = time;
    for (uint32_t i = 0; i < rows; i++) {
        source.block->now = i == 0 ? time : time + 1 + i; /* later rows were written later */
        qr_page_reset_row(&source, 0, (struct qr_cell){0});
        qr_page_put_ascii(&source, 0, 0, text, COLS, (struct qr_cell){0});
        struct qr_row *row = qr_page_row(&source, 0);
        qr_page_adopt_line(&source, row, number, (uint64_t)i * COLS);
        row->flags |= i + 1 < rows ? QR_ROW_WRAPPED : 0;
        kit_must(qr_history_append_row(&history, &source, 0));
    }
    qr_history_trim(&history);
}

/* Every row has its line's time: found by walking, and at a place that nothing is known of. */
static void compare_times(void) {
    struct qr_history_at at;
    bool more = qr_history_first_row(&history, &at);
    for (uint32_t i = 0; more && test_ok; i++) {
        qr_history_thaw_row(&history, &at, &shown, 0);
        const struct qr_row *row = qr_page_row(&shown, 0);
        CHECK_INT(row->time, times[row->line % LINES]);
        struct qr_history_at fresh = qr_history_place(at.page, at.entry, at.column);
        if (i % 16 == 0) {
            qr_history_thaw_row(&history, &fresh, &shown, 0);
            CHECK_INT(qr_page_row(&shown, 0)->time, times[qr_page_row(&shown, 0)->line % LINES]);
        }
        more = qr_history_next_row(&history, COLS, &at);
    }
    CHECK_INT(kit_check_history(&history), 0);
}

/* A line without a time stands behind one that goes over the seam of two pages which become one. */
static void line_without_time_behind_a_seam(void) {
    size_t mark;
    open_history(UINT64_MAX, 0);
    source.block->now = 5000;
    append_line(1, 5000);
    struct qr_row *row = qr_page_row(&source, 0);
    row->flags |= QR_ROW_WRAPPED;
    qr_page_adopt_line(&source, row, ++number, 0);
    times[number % LINES] = 5000;
    kit_must(qr_history_append_row(&history, &source, 0));
    kit_must(qr_history_begin(&history, &mark));
    row = qr_page_row(&source, 0);
    row->flags &= (uint16_t)~QR_ROW_WRAPPED;
    kit_must(qr_history_append_row(&history, &source, 0));
    append_line(1, 0);
    append_line(1, 7000);
    compare_times();
    qr_history_commit(&history);
    CHECK_INT(qr_history_page_count(&history), 1);
    compare_times();
    close_history();
}

static void line_whose_head_is_evicted(void) {
    open_history(UINT64_MAX, 400000);
    append_line(3, 100);
    append_line(8000, 5000); /* ten pages, of which seven are kept */
    CHECK(history.head_column > 0);
    compare_times();
    append_line(1, 0);
    append_line(1, 100);
    compare_times();
    close_history();
}

static void random_lines(void) {
    for (uint32_t run = 0; run < 6 && test_ok; run++) {
        open_history(run % 2 ? 500 : UINT64_MAX, run % 3 ? 600000 : 0);
        for (uint32_t step = 0; step < 60 && test_ok; step++) {
            size_t mark;
            bool resize = kit_below(3) == 0;
            if (resize)
                kit_must(qr_history_begin(&history, &mark));
            for (uint32_t i = kit_below(12); i > 0; i--)
                append_line(1 + kit_below(kit_below(4) ? 3 : 900), kit_below(3) * 1000);
            if (resize)
                qr_history_commit(&history);
            if (step % 10 == 9)
                compare_times();
        }
        close_history();
    }
}

int main(void) {
    page_allocator = kit_allocator(&page_memory);
    kit_make_page(&source, &page_allocator, COLS);
    kit_make_page(&shown, &page_allocator, COLS);
    RUN(line_without_time_behind_a_seam);
    RUN(line_whose_head_is_evicted);
    RUN(random_lines);
    qr_page_destroy(&source);
    qr_page_destroy(&shown);
    return test_end();
}
