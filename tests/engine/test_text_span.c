/* Text of rows is what their cells say, row by row: soft-wrapped rows joined, blanks at the end of a line's last row
 * left out. Here it is made so, from thawed rows, and compared with what the pages' text gives, for random terminals,
 * widths and spans. */
#include "engine_kit.h"

#include <stdlib.h>

#include "text_span.h"

#define TEXT_MAX (1u << 22)

static char expected[TEXT_MAX], have[TEXT_MAX];
static size_t expected_length, have_length;
static uint64_t seed = 7;

static uint32_t below(uint32_t n) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % n);
}

static void feed_terminal(struct quire_terminal *terminal, const char *text) {
    CHECK_INT(quire_terminal_feed(terminal, text, strlen(text)), QUIRE_OK);
}

static bool take(void *user, const char *bytes, size_t length) {
    (void)user;
    if (have_length + length > sizeof have)
        return false;
    memcpy(have + have_length, bytes, length);
    have_length += length;
    return true;
}

/* --- the rule, cell by cell ----------------------------------------------------------------------------------------
 */

static void add(const void *bytes, size_t length) {
    if (expected_length + length <= sizeof expected)
        memcpy(expected + expected_length, bytes, length);
    expected_length += length;
}

static bool blank(struct qr_cell cell) {
    return !qr_cell_is_cluster(cell) && (qr_cell_content(cell) == 0 || qr_cell_content(cell) == ' ') &&
           qr_cell_width(cell) != QR_TAIL && qr_cell_width(cell) != QR_WIDE;
}

static void add_row(const struct qr_row_view *view, uint32_t from, uint32_t to, bool joined) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    uint32_t end = qr_page_row_reach(view->page, view->row), single, count;
    while (end > 0 && blank(cells[end - 1]))
        end--;
    end = joined ? view->columns : end;
    for (uint32_t x = from; x < to && x < end; x++) {
        if (qr_cell_width(cells[x]) == QR_TAIL || qr_cell_width(cells[x]) == QR_SPACER)
            continue;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        uint8_t bytes[4];
        if (count == 0)
            add(" ", 1);
        for (uint32_t i = 0; i < count; i++)
            add(bytes, qr_utf8_put(bytes, text[i]));
    }
}

static void expect(struct qr_rows *rows, const struct qr_text_span *span) {
    struct qr_row_view view;
    expected_length = 0;
    for (uint64_t row = span->first; row <= span->last && qr_rows_get(rows, row, &view); row++) {
        bool last = row == span->last, joined = view.wrapped && !(last && span->ends);
        add_row(&view, row == span->first ? span->from : 0, last ? span->to : rows->cols, joined);
        if (!joined && (!last || span->ends))
            add("\n", 1);
    }
}

/* --- random terminals -----------------------------------------------------------------------------------------------
 */

/* Not ending in the middle of a wide character, as selections do not. */
static uint32_t whole(struct qr_rows *rows, uint64_t row, uint32_t x) {
    struct qr_row_view view;
    bool tail = x > 0 && x < rows->cols && qr_rows_get(rows, row, &view) &&
                qr_cell_width(qr_page_cells(view.page, view.row)[x]) == QR_TAIL;
    return tail ? x - 1 : x;
}

static void compare(struct quire_terminal *terminal, uint32_t spans) {
    struct qr_rows rows;
    CHECK_INT(qr_rows_open(&rows, (struct qr_engine *)(void *)terminal), QUIRE_OK);
    for (uint32_t i = 0; i < spans && test_ok; i++) {
        struct qr_text_span span = {.first = 0, .last = rows.count - 1, .to = rows.cols, .ends = true};
        if (i > 0) {
            span.first = below((uint32_t)rows.count);
            span.last = span.first + below(below(2) ? 3 : (uint32_t)(rows.count - span.first));
            span.last = span.last < rows.count ? span.last : rows.count - 1;
            span.ends = below(4) == 0;
            if (span.ends)
                span.last = rows.history > span.first && below(2) ? rows.history - 1 : rows.count - 1;
            span.from = whole(&rows, span.first, below(rows.cols + 1));
            span.to = whole(&rows, span.last, below(rows.cols + 1));
            span.to = span.ends ? rows.cols : span.to;
        }
        struct qr_writer writer = {.write = take}, counter = {.write = NULL};
        have_length = 0;
        expect(&rows, &span);
        qr_text_write(&writer, &rows, &span);
        qr_write_flush(&writer);
        qr_text_write(&counter, &rows, &span);
        qr_write_flush(&counter);
        CHECK_INT(have_length, expected_length);
        CHECK_INT(counter.flushed, expected_length);
        CHECK(memcmp(have, expected, expected_length < TEXT_MAX ? expected_length : TEXT_MAX) == 0);
        if (!test_ok)
            printf("  rows %u..%u of %u (%u in history), columns %u, %u of %u, ends %d\n", (unsigned)span.first,
                   (unsigned)span.last, (unsigned)rows.count, (unsigned)rows.history, span.from, span.to, rows.cols,
                   span.ends);
    }
    qr_rows_close(&rows);
}

/* Words of many kinds, blanks in and behind them, short lines and lines of many rows. */
static void put_text(struct quire_terminal *terminal, uint32_t pieces) {
    static const char *const words[] = {"a",
                                        "word",
                                        " ",
                                        "   ",
                                        "          ",
                                        "\xE6\xBC\xA2\xE5\xAD\x97",
                                        "\xC3\xA9",
                                        "e\xCC\x81",
                                        " \xCC\x81",
                                        "\033[31mred\033[m",
                                        "\033]66;w=2;b \033\\",
                                        "\033[10C",
                                        "\033[44m \033[m",
                                        "\xF0\x9F\x98\x80"};
    char text[128];
    for (uint32_t i = 0; i < pieces; i++) {
        uint32_t kind = below(20);
        if (kind < 14)
            feed_terminal(terminal, words[kind]);
        else if (kind < 18 && below(6) == 0)
            feed_terminal(terminal, "\r\n");
        else if (kind == 18 && below(20) == 0)
            feed_terminal(terminal, "\r\nb\r\nc\r\n\r\nd   \r\n");
        else if (kind == 19) {
            memset(text, 'a' + (int)below(26), sizeof text);
            text[below(sizeof text)] = 0;
            text[sizeof text - 1] = 0;
            feed_terminal(terminal, text);
        }
    }
}

static void random_spans(void) {
    for (uint32_t run = 0; run < 40 && test_ok; run++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct quire_terminal *terminal = NULL;
        options.cols = 1 + below(below(2) ? 12 : 120);
        options.rows = 1 + below(8);
        options.scrollback_lines = below(3) ? 100000 : 20;
        CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
        put_text(terminal, 2000);
        compare(terminal, 100);
        (void)quire_terminal_resize(terminal, 1 + below(90), 1 + below(20), 0, 0);
        compare(terminal, 100);
        if (below(2))
            feed_terminal(terminal, "\033[2J");
        compare(terminal, 20);
        quire_terminal_destroy(terminal);
    }
}

/* Lines of several entries and pages, compressed ones too. */
static void long_lines(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    options.cols = 37;
    options.rows = 5;
    options.scrollback_lines = 100000;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (uint32_t i = 0; i < 60; i++) {
        for (uint32_t n = 1 + below(400); n > 0; n--) {
            put_text(terminal, 3);
            feed_terminal(terminal, "                                        0123456789 abcdefghijklmnopqrstuvwxyz");
        }
        feed_terminal(terminal, i % 3 ? "                                             \r\n" : "\r\n");
    }
    compare(terminal, 30);
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
    compare(terminal, 30);
    quire_terminal_destroy(terminal);
}

int main(void) {
    RUN(random_spans);
    RUN(long_lines);
    return test_end();
}
