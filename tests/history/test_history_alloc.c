/* A fixed sequence on history in which the n-th allocation fails, for every n, and once more with all behind it failing
 * too: nothing leaks, history stays sound; truncate and begin change nothing, an append loses the end of its row. */
#include "test.h"

#include "history/history_kit.h"

#define STEPS 240u

static struct kit_memory memory, page_memory;
static struct quire_allocator allocator, page_allocator;
static struct qr_history history;
static struct qr_page source;
static struct kit_taste taste;

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

/* Appends a row; 1 when that failed: what was there is there, and of the row its first steps at most. */
static long append(uint64_t *number) {
    static struct kit_row row;
    struct reading before = {0};
    bool near = failure_near();
    if (near)
        before = read_all(UINT64_MAX);
    bool continues = qr_history_goes_on(&history, qr_history_last_line(&history));
    uint64_t line = continues ? qr_history_last_line(&history) : ++*number;
    kit_build_row(&source, &taste, line, !continues, &row);
    enum quire_result result = qr_history_append_row(&history, &source, 0);
    if (result == QUIRE_OK || !near)
        return result != QUIRE_OK;
    struct reading prefix = read_all(before.cells), now = read_all(UINT64_MAX);
    uint64_t added = now.cells - before.cells;
    CHECK_INT(prefix.digest, before.digest);
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

static long try_rows(uint64_t *number) {
    struct reading before = read_all(UINT64_MAX);
    uint64_t unused = *number;
    long failures = 0;
    size_t mark;
    enum quire_result result = qr_history_begin(&history, &mark);
    if (result != QUIRE_OK) {
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        check_same(&before);
        return 1;
    }
    bool roll_back = kit_below(2);
    for (uint32_t i = 0; i < 12; i++)
        failures += append(number);
    if (roll_back) {
        qr_history_rollback(&history, mark);
        check_same(&before);
        *number = unused;
    }
    return failures;
}

/* Runs the sequence; returns how many operations failed. */
static long run(void) {
    uint64_t number = 0;
    long failures = 0;
    kit_state = 4711;
    qr_history_init(&history, &allocator, 60, 0, 3);
    for (uint32_t i = 0; i < STEPS && test_ok; i++) {
        uint32_t kind = kit_below(20);
        taste.looks = i % 40 < 20 ? KIT_LOOKS : 3;
        if (kind < 13)
            failures += append(&number);
        else if (kind < 17)
            failures += truncate_rows();
        else
            failures += try_rows(&number);
        qr_history_trim(&history);
        if (i % 20 == 0 || (failures > 0 && failures < 10))
            CHECK_INT(kit_check_history(&history), 0);
        CHECK_INT(qr_history_bytes(&history), memory.bytes);
    }
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
    return failures;
}

/* Fails allocation n = 1, 2, ... until the sequence needs fewer; returns how many there are. */
static long fail_each(bool fail_on) {
    long n = 1, failed = 0;
    for (; test_ok; n++) {
        allocator = kit_allocator(&memory);
        memory.fail_at = n;
        memory.fail_on = fail_on;
        failed += run() != 0;
        if (memory.allocations < n)
            break;
    }
    CHECK(failed > 20); /* or it proves nothing */
    return n - 1;
}

static void once(void) {
    CHECK(fail_each(false) > 50);
}

static void from_then_on(void) {
    CHECK(fail_each(true) > 50);
}

int main(void) {
    kit_init();
    page_allocator = kit_allocator(&page_memory);
    kit_make_page(&source, &page_allocator, 200);
    taste = (struct kit_taste){.marked = true, .filled = 70, .wrapped = 40};
    RUN(once);
    RUN(from_then_on);
    qr_page_destroy(&source);
    CHECK_INT(page_memory.blocks, 0);
    return test_end();
}
