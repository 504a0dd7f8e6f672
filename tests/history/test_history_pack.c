/* Two histories are told the same; only one of them is given idle time. They must stay the same for every reader, with
 * pages compressed and counts estimated or not, and the ledger must agree with the allocator. */
#include "test.h"

#include "history/history_kit.h"

#define COLS 300u

static struct kit_memory plain_memory, packed_memory, page_memory;
static struct quire_allocator plain_allocator, packed_allocator, page_allocator;
static struct qr_history plain, packed;
static struct qr_page source;
static struct kit_taste taste;
static uint64_t number;

static void open_both(uint64_t line_limit, uint64_t byte_limit) {
    plain_allocator = kit_allocator(&plain_memory);
    packed_allocator = kit_allocator(&packed_memory);
    qr_history_init(&plain, &plain_allocator, line_limit, byte_limit, 5);
    qr_history_init(&packed, &packed_allocator, line_limit, byte_limit, 5);
    number = 0;
}

static void close_both(void) {
    qr_history_finish(&plain);
    qr_history_finish(&packed);
    CHECK_INT(plain_memory.blocks, 0);
    CHECK_INT(packed_memory.blocks, 0);
}

static void append_rows(uint32_t count) {
    static struct kit_row row;
    for (uint32_t i = 0; i < count; i++) {
        bool continues = qr_history_goes_on(&plain, qr_history_last_line(&plain));
        uint64_t line = continues ? qr_history_last_line(&plain) : ++number;
        kit_build_row(&source, &taste, line, !continues, &row);
        kit_must(qr_history_append_row(&plain, &source, 0));
        kit_must(qr_history_append_row(&packed, &source, 0));
        qr_history_trim(&plain);
        qr_history_trim(&packed);
    }
}

static bool same_row(const struct qr_page *a, const struct qr_page *b) {
    const struct qr_row *left = qr_page_row(a, 0), *right = qr_page_row(b, 0);
    const struct qr_cell *x = qr_page_cells(a, left), *y = qr_page_cells(b, right);
    uint32_t one, two, n, m;
    if (left->line != right->line || left->flags != right->flags || left->length != right->length)
        return false;
    for (uint32_t i = 0; i < left->length; i++) {
        const uint32_t *p = qr_page_cell_text(a, x[i], &one, &n), *q = qr_page_cell_text(b, y[i], &two, &m);
        struct qr_style s = qr_page_style(a, qr_cell_style(x[i])), t = qr_page_style(b, qr_cell_style(y[i]));
        qr_style_set_link(&s, 0); /* their numbers are the pages' own */
        qr_style_set_link(&t, 0);
        if (n != m || memcmp(p, q, n * sizeof *p) != 0 || s.first != t.first || s.second != t.second ||
            qr_cell_width(x[i]) != qr_cell_width(y[i]))
            return false;
    }
    return true;
}

/* The same number of rows, and the same row for `count` random indices and those behind them. */
static void compare(uint32_t cols, uint32_t count) {
    struct qr_page a, b;
    struct qr_history_at left, right;
    uint64_t rows = qr_history_rows(&plain, cols), index, again;
    CHECK_INT(qr_history_rows(&packed, cols), rows);
    CHECK_INT(packed.lines, plain.lines);
    kit_make_page(&a, &page_allocator, cols);
    kit_make_page(&b, &page_allocator, cols);
    for (uint32_t i = 0; i < count && rows > 0 && test_ok; i++) {
        index = kit_below((uint32_t)rows);
        CHECK(qr_history_row_at(&plain, cols, index, &left) && qr_history_row_at(&packed, cols, index, &right));
        for (uint32_t n = 0; n < 3 && test_ok; n++) {
            qr_history_thaw_row(&plain, &left, &a, 0);
            qr_history_thaw_row(&packed, &right, &b, 0);
            CHECK(same_row(&a, &b));
            if (!qr_history_next_row(&plain, cols, &left) || !qr_history_next_row(&packed, cols, &right))
                break;
        }
        uint64_t column, line = qr_history_line_at(&packed, &right, &column);
        CHECK(qr_history_find(&packed, cols, line, column, &left, &again));
        CHECK(again >= index);
    }
    qr_page_destroy(&a);
    qr_page_destroy(&b);
}

static void check_ledger(void) {
    CHECK_INT(qr_history_bytes(&plain), plain_memory.bytes);
    CHECK_INT(qr_history_bytes(&packed), packed_memory.bytes);
    if (packed.byte_limit > 0)
        CHECK(packed.head == packed.tail || qr_history_bytes(&packed) <= packed.byte_limit);
    CHECK(packed.lines <= packed.line_limit && plain.lines <= plain.line_limit);
}

static void truncate_rows(uint32_t cols) {
    struct qr_history_at left, right;
    uint64_t rows = qr_history_rows(&plain, cols), index;
    CHECK_INT(qr_history_rows(&packed, cols), rows); /* exact ones, or an index names another row */
    if (rows == 0)
        return;
    index = rows - 1 - kit_below(rows > 400 ? 400 : (uint32_t)rows);
    CHECK(qr_history_row_at(&plain, cols, index, &left) && qr_history_row_at(&packed, cols, index, &right));
    kit_must(qr_history_truncate(&plain, &left));
    kit_must(qr_history_truncate(&packed, &right));
}

/* Appends that are taken back, or kept and their page merged with the one before. */
static void try_rows(void) {
    size_t left, right;
    uint64_t before = number, lines = plain.lines;
    kit_must(qr_history_begin(&plain, &left));
    kit_must(qr_history_begin(&packed, &right));
    append_rows(kit_below(200));
    if (kit_below(2) && plain.lines > lines) {
        qr_history_commit(&plain);
        qr_history_commit(&packed);
    } else {
        qr_history_rollback(&plain, left);
        qr_history_rollback(&packed, right);
        number = before;
    }
}

static void random_work(void) {
    taste = (struct kit_taste){.looks = 40, .marked = true, .filled = 60, .wrapped = 30};
    open_both(UINT64_MAX, 0);
    append_rows(9000);
    for (uint32_t i = 0; i < 60 && test_ok; i++) {
        uint32_t cols = 2 + kit_below(kit_below(2) ? 30 : 298), kind = kit_below(10);
        if (kind < 3)
            append_rows(kit_below(600));
        else if (kind < 5)
            truncate_rows(cols);
        else if (kind < 6)
            try_rows();
        (void)qr_history_rows_about(&packed, cols);
        for (uint32_t n = kit_below(40); n > 0 && qr_history_idle(&packed, kit_below(200000)); n--)
            ;
        check_ledger();
        compare(cols, 20);
        if (i % 10 == 0)
            CHECK_INT(kit_check_history(&packed), 0);
    }
    while (qr_history_idle(&packed, UINT64_MAX))
        ;
#if QR_LZ4
    CHECK(packed.packed_pages > 20);
    CHECK(qr_history_bytes(&packed) < qr_history_bytes(&plain));
#endif
    compare(1, 20);
    compare(COLS, 100);
    CHECK_INT(kit_check_history(&packed), 0);
    close_both();
}

/* Compressed pages go one line at a time, and limits are exact after every step, changed while running as well. */
static void limits(void) {
    taste = (struct kit_taste){.looks = 5, .filled = 80, .wrapped = 20};
    open_both(7000, 0);
    append_rows(8000);
    while (qr_history_idle(&packed, 1))
        ;
    for (uint32_t i = 0; i < 30 && test_ok; i++) {
        append_rows(40);
        if (i % 4 == 0) {
            uint64_t lines = 7000 - i * 40;
            qr_history_set_limits(&plain, lines, 0);
            qr_history_set_limits(&packed, lines, 0);
        }
        (void)qr_history_idle(&packed, 100000);
        check_ledger();
        CHECK_INT(packed.lines, plain.lines);
        compare(80, 5);
    }
    for (uint64_t bytes = 3000000; bytes > 200000 && test_ok; bytes -= 100000) {
        qr_history_set_limits(&packed, 7000, bytes);
        check_ledger();
        append_rows(10);
        check_ledger();
    }
    CHECK_INT(kit_check_history(&packed), 0);
    close_both();
}

/* Every allocation of idle time and of taking compressed pages back fails once. */
static void no_memory(void) {
    taste = (struct kit_taste){.looks = 5, .filled = 90, .wrapped = 20};
    open_both(UINT64_MAX, 0);
    append_rows(6000);
    for (long n = 1; n < 45 && test_ok; n++) {
        packed_memory.allocations = 0;
        packed_memory.fail_at = n;
        while (qr_history_idle(&packed, 1 << 20))
            ;
        check_ledger();
    }
    packed_memory.fail_at = 0;
    compare(80, 20);
    CHECK_INT(kit_check_history(&packed), 0);
    struct qr_history_at at;
    CHECK(qr_history_row_at(&packed, 80, qr_history_rows(&packed, 80) / 2, &at));
    uint64_t lines = packed.lines;
    for (long n = 1; test_ok; n++) {
        packed_memory.allocations = 0;
        packed_memory.fail_at = n;
        if (qr_history_truncate(&packed, &at) == QUIRE_OK)
            break;
        CHECK_INT(packed.lines, lines);
        CHECK_INT(qr_history_bytes(&packed), packed_memory.bytes);
    }
    packed_memory.fail_at = 0;
    CHECK(packed.lines < lines);
    CHECK_INT(kit_check_history(&packed), 0);
    close_both();
}

/* More pages than the cache holds, looked at in turns: what is in use is not thrown out. */
static void cache(void) {
    taste = (struct kit_taste){.looks = 3, .ascii = true, .filled = 90};
    open_both(UINT64_MAX, 0);
    append_rows(9000);
    while (qr_history_idle(&packed, UINT64_MAX))
        ;
    for (uint32_t i = 0; i < 2000 && test_ok; i++) {
        size_t count = packed.tail - packed.head - 1, a = kit_below((uint32_t)count);
        struct qr_lines first = qr_history_lines(&packed, a), others[QR_CACHE_PAGES - 1];
        for (uint32_t n = 0; n < QR_CACHE_PAGES - 1; n++)
            others[n] = qr_history_lines(&packed, kit_below((uint32_t)count));
        struct qr_lines same = qr_history_lines(&plain, a);
        CHECK(first.text_bytes == same.text_bytes && memcmp(first.text, same.text, same.text_bytes) == 0);
        CHECK(others[0].count > 0);
    }
    close_both();
}

int main(void) {
    kit_init();
    page_allocator = kit_allocator(&page_memory);
    kit_make_page(&source, &page_allocator, COLS);
    RUN(random_work);
    RUN(limits);
    RUN(no_memory);
    RUN(cache);
    qr_page_destroy(&source);
    CHECK_INT(page_memory.blocks, 0);
    return test_end();
}
