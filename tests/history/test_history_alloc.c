/* A fixed sequence of 10,000 operations on history in which the n-th allocation fails, for every n, and once more with
 * all behind it failing too: nothing leaks, history stays sound; truncate and begin change nothing, an append loses the
 * end of its row. */
#include "alloc_run.h"

#include "history/history_kit.h"

#define STEPS 10000u

static struct kit_memory memory, page_memory;
static struct quire_allocator allocator, page_allocator;
static struct qr_history history;
static struct qr_page source;
static struct kit_taste taste;
static uint64_t number;
static long failed;
static bool packed; /* compressed pages were met */

/* What can be read of history: a digest of its first cells, and how many there are. */
struct reading {
    uint64_t digest, cells, lines;
    bool goes_on;
};

static uint64_t mix(uint64_t digest, const void *bytes, size_t length) {
    return quire_set_hash_bytes(digest, bytes, length);
}

static uint64_t mix_cell(uint64_t digest, const struct qr_lines *lines, const struct qr_frozen_cell *cell) {
    struct qr_style style = qr_lines_style(lines, cell->style);
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_lines_link(lines, qr_style_link(style));
        digest = mix(digest, key.uri, 8) + key.uri_length; /* their beginnings tell the links of the kit apart */
        qr_style_set_link(&style, 0);
    }
    uint64_t words[3] = {style.first, style.second, cell->code_points * 2 + cell->wide};
    return mix(mix(digest, words, sizeof words), cell->text, cell->bytes);
}

/* Reads at most `limit` cells. */
static struct reading read_all(uint64_t limit) {
    struct reading reading = {.lines = history.lines};
    for (size_t page = 0; page < qr_history_page_count(&history); page++) {
        struct qr_lines lines = qr_history_lines(&history, page);
        uint64_t line = lines.first_line;
        for (uint32_t i = 0; i < lines.count; i++) {
            struct qr_entry_reader reader;
            struct qr_frozen_cell cell;
            line = i > 0 ? qr_entry_number(&lines, i, line) : line;
            if (i < qr_history_first_entry(&history, page))
                continue;
            qr_entry_read(&reader, &lines, i);
            while (reading.cells < limit && qr_entry_next(&reader, &cell)) {
                reading.digest = mix(mix_cell(reading.digest, &lines, &cell), &line, sizeof line);
                reading.cells++;
            }
        }
    }
    reading.goes_on = qr_history_goes_on(&history, qr_history_last_line(&history));
    return reading;
}

/* Can an operation of fewer than 30 allocations meet the failure, or one of the first that follow it? If not, there is
 * no need to read what was before. */
static bool failure_near(void) {
    long last = memory.fail_at + (memory.fail_on ? 20 : 0);
    return memory.allocations + 30 >= memory.fail_at && memory.allocations < last;
}

static void check_same(const struct reading *before) {
    struct reading now = read_all(UINT64_MAX);
    CHECK_INT(now.digest, before->digest);
    CHECK_INT(now.cells, before->cells);
    CHECK_INT(now.lines, before->lines);
    CHECK_INT(now.goes_on, before->goes_on);
}

/* Appends a row; 1 when that failed: what was there is there, and of the row its first steps at most, or all of it
 * without its styles. */
static long append(void) {
    static struct kit_row row;
    struct reading before = {0};
    bool near = failure_near();
    if (near)
        before = read_all(UINT64_MAX);
    bool continues = qr_history_goes_on(&history, qr_history_last_line(&history));
    uint64_t line = continues ? qr_history_last_line(&history) : ++number;
    kit_build_row(&source, &taste, line, !continues, &row);
    enum quire_result result = qr_history_append_row(&history, &source, 0);
    if (result == QUIRE_OK || !near)
        return result != QUIRE_OK;
    struct reading prefix = read_all(before.cells), now = read_all(UINT64_MAX);
    uint64_t added = now.cells - before.cells;
    CHECK_INT(prefix.digest, before.digest);
    if (result == QUIRE_OUT_OF_STYLES) { /* all of its text is there */
        CHECK_INT(added, row.count);
        return 1;
    }
    CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    CHECK(added % QR_FREEZE_CELLS == 0 && (added < row.count || row.count == 0));
    return 1;
}

static long truncate_rows(void) {
    struct qr_history_at at;
    uint64_t rows = qr_history_rows(&history, 50);
    if (rows == 0)
        return 0;
    CHECK(qr_history_row_at(&history, 50, rows - 1 - kit_below(30) % rows, &at));
    struct reading before = {0};
    bool near = failure_near();
    if (near)
        before = read_all(UINT64_MAX);
    enum quire_result result = qr_history_truncate(&history, &at);
    if (result == QUIRE_OK || !near)
        return result != QUIRE_OK;
    CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    check_same(&before);
    return 1;
}

/* Compresses; without memory it does nothing. */
static void pack(void) {
    struct reading before = {0};
    bool near = failure_near();
    if (near)
        before = read_all(UINT64_MAX);
    (void)qr_history_idle(&history, 1 << 17);
    packed = packed || history.packed_pages > 0;
    if (near)
        check_same(&before);
}

/* Rows that are taken back as a whole, or stay. */
static long try_rows(void) {
    struct reading before = {0};
    bool look = failure_near() || kit_below(8) == 0;
    if (look)
        before = read_all(UINT64_MAX);
    uint64_t unused = number;
    long failures = 0;
    size_t mark;
    enum quire_result result = qr_history_begin(&history, &mark);
    if (result != QUIRE_OK) {
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        if (look)
            check_same(&before);
        return 1;
    }
    bool roll_back = kit_below(2);
    for (uint32_t i = 0; i < 12; i++)
        failures += append();
    if (roll_back) {
        qr_history_rollback(&history, mark);
        if (look)
            check_same(&before);
        number = unused;
    } else if (history.line_limit == 60 && kit_below(3) == 0) {
        qr_history_commit(&history);
    }
    return failures;
}

static void begin(void) {
    number = 0;
    failed = 0;
    kit_state = 4711;
    allocator = kit_allocator(&memory);
    qr_history_init(&history, &allocator, 60, 0, 3);
}

static void one(uint32_t i) {
    uint32_t kind = kit_below(40);
    if (i == STEPS / 2) /* enough pages that some are compressed */
        qr_history_set_limits(&history, 2000, 0);
    else if (i == STEPS / 2 + 1000)
        qr_history_set_limits(&history, 60, 0);
    taste.looks = i % 40 < 20 ? KIT_LOOKS : 3;
    if (kind < 26)
        failed += append();
    else if (kind < 34)
        failed += truncate_rows();
    else if (kind < 37)
        failed += try_rows();
    else
        pack();
    qr_history_trim(&history);
    if (i % 100 == 0 || (failed > 0 && failed < 10))
        CHECK_INT(kit_check_history(&history), 0);
    CHECK_INT(qr_history_bytes(&history), memory.bytes);
}

static void end(void) {
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
}

static long requests(void) {
    return memory.allocations;
}

static void fail(long at, bool on) {
    memory.fail_at = at;
    memory.fail_on = on;
}

static void operations(void) {
    static const struct alloc_run run = {STEPS, 100, 150, begin, one, end, requests, fail};
    CHECK(alloc_run(&run) > 1000);
    CHECK(packed);
}

int main(void) {
    kit_init();
    page_allocator = kit_allocator(&page_memory);
    kit_make_page(&source, &page_allocator, 200);
    taste = (struct kit_taste){.marked = true, .filled = 70, .wrapped = 40};
    RUN(operations);
    qr_page_destroy(&source);
    CHECK_INT(page_memory.blocks, 0);
    return test_end();
}
