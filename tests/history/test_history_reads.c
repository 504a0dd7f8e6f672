/* A read may fail, and then nothing is written. Whatever is done to a history whose pages are in a file, with its
 * first, second, ... read failing, or all from there on: it is done as a whole, or it answers IO and all is as it was.
 * Its twin in memory, which never reads, says what that is. The trouble is told until it is over. */
#include "history_file_kit.h"
#include "memory_file.h"

#include "history_cache.h"
#include "history_lines.h"

#define COLS 61u

static struct kit_pair pair;
static struct qr_page scratch;

/* Reading begins anew: nothing is in the cache. */
static void forget_cache(void) {
    for (uint32_t i = 0; i < QR_CACHE_PAGES; i++)
        pair.file.cache->slots[i] = (struct qr_cache_slot){.of = NULL};
}

static void arm(long after, bool for_good) {
    forget_cache();
    reads_left = after;
    reads_failing = for_good ? UINT32_MAX : 1;
    reads_failed = 0;
}

/* Was there a read that failed? */
static bool disarm(void) {
    reads_left = -1;
    return reads_failed > 0;
}

/* --- what is done --------------------------------------------------------------------------------------------------
 */

static uint64_t drawn_line, drawn_column; /* where a row begins that something is done to */

/* Draws one of the last rows of the twin. */
static void draw_row(uint32_t most) {
    struct qr_history_at at;
    uint64_t rows = qr_history_rows(&pair.twin, COLS);
    CHECK(qr_history_row_at(&pair.twin, COLS, rows - 1 - kit_below(rows > most ? most : (uint32_t)rows), &at));
    drawn_line = qr_history_line_at(&pair.twin, &at, &drawn_column);
}

/* As api_history.c and resize.c do it: nothing is taken back that was read while blanks stood in. */
static enum quire_result take_back(struct qr_history *history) {
    struct qr_history_at at;
    uint64_t failures = qr_history_failures(history), index;
    bool found = qr_history_find(history, COLS, drawn_line, drawn_column, &at, &index);
    enum quire_result result = qr_history_trouble_since(history, failures);
    if (result != QUIRE_OK)
        return result;
    CHECK(found);
    at = qr_history_place(at.page, at.entry, at.column);
    struct qr_history_at row = at;
    for (uint32_t i = 0; i < 100; i++) {
        qr_history_thaw_row(history, &row, &scratch, 0);
        if (!qr_history_next_row(history, COLS, &row))
            break;
    }
    result = qr_history_trouble_since(history, failures);
    return result == QUIRE_OK ? qr_history_truncate(history, &at) : result;
}

static struct kit_row row;

static enum quire_result append(struct qr_history *history) {
    return qr_history_append_row(history, &pair.source, 0);
}

/* Rows come, and some go back, as in a resize. */
static enum quire_result resize(struct qr_history *history) {
    size_t mark;
    enum quire_result result = qr_history_begin(history, &mark);
    if (result != QUIRE_OK)
        return result;
    kit_must(append(history));
    result = take_back(history);
    if (result == QUIRE_OK)
        qr_history_commit(history);
    else
        qr_history_rollback(history, mark);
    return result;
}

static enum quire_result end_line(struct qr_history *history) {
    enum quire_result result = qr_history_unpack_last(history);
    if (result == QUIRE_OK)
        qr_history_end_line(history);
    return result;
}

static enum quire_result merge(struct qr_history *history) {
    size_t mark;
    enum quire_result result = qr_history_begin(history, &mark);
    if (result == QUIRE_OK)
        result = append(history);
    if (result == QUIRE_OK)
        qr_history_commit(history);
    return result;
}

static enum quire_result unpack_some(struct qr_history *history) {
    size_t count = history->tail - history->head;
    return count > 0 ? qr_history_unpack(history, &history->pages[history->head + drawn_line % count]) : QUIRE_OK;
}

/* Looking changes nothing. */
static enum quire_result look(struct qr_history *history) {
    struct qr_history_at at;
    uint64_t rows = qr_history_rows(history, 7), index;
    (void)qr_history_find(history, 7, drawn_line, drawn_column, &at, &index);
    for (uint64_t i = 0; i < 10 && qr_history_row_at(history, COLS, rows * i / 20, &at); i++)
        qr_history_thaw_row(history, &at, &scratch, 0);
    return QUIRE_OK;
}

static enum quire_result commit(struct qr_history *history) {
    return qr_history_file_commit(history, pair.number + 1);
}

struct deed {
    const char *name;
    enum quire_result (*done)(struct qr_history *history);
    bool appends, needs_all; /* needs_all: works without reading */
};

static const struct deed deeds[] = {{"append", append, true, true},         {"take back", take_back, false, false},
                                    {"take back", take_back, false, false}, {"resize", resize, true, false},
                                    {"merge", merge, true, false},          {"end line", end_line, false, false},
                                    {"unpack", unpack_some, false, false},  {"look", look, false, true},
                                    {"commit", commit, false, false}};

/* --- the rule ------------------------------------------------------------------------------------------------------
 */

static void draw(const struct deed *deed) {
    if (!deed->appends) {
        draw_row(kit_below(3) ? 6000 : 300);
        return;
    }
    bool continues = qr_history_goes_on(&pair.twin, qr_history_last_line(&pair.twin));
    pair.number += !continues;
    kit_build_row(&pair.source, &pair.taste, pair.number, !continues, &row);
    draw_row(kit_below(2) ? 3000 : 300);
}

static void same_as_twin(const char *when, const struct deed *deed, long after) {
    forget_cache();
    struct kit_digest file = kit_digest_of(&pair.file), twin = kit_digest_of(&pair.twin);
    CHECK(kit_same_digest(&file, &twin));
    if (!kit_same_digest(&file, &twin))
        printf("  %s: %s, read %ld\n", when, deed->name, after);
}

/* Does a deed with its read number `after` failing; true when it was done. */
static bool attempt(const struct deed *deed, long after, bool for_good, bool *failed) {
    arm(after, for_good);
    enum quire_result result = deed->done(&pair.file);
    bool told = qr_history_unreadable(&pair.file) != QUIRE_OK;
    *failed = disarm();
    CHECK(result == QUIRE_OK || (result == QUIRE_IO && *failed && !deed->needs_all));
    CHECK(*failed || !told);
    CHECK(!for_good || result == QUIRE_OK || told);
    if (result == QUIRE_OK)
        CHECK_INT(deed->done(&pair.twin), QUIRE_OK);
    same_as_twin(result == QUIRE_OK ? "done" : "refused", deed, after);
    CHECK_INT(qr_history_unreadable(&pair.file), QUIRE_OK); /* all was read just now: it is over */
    CHECK_INT(qr_history_rows(&pair.file, COLS), qr_history_rows(&pair.twin, COLS));
    return result == QUIRE_OK;
}

static void every_read_fails_once(void) {
    struct image image = {0};
    uint32_t refused = 0;
    disk = &image;
    kit_pair_begin(&pair, "", UINT64_MAX, 0);
    for (uint32_t step = 0; step < 150 && test_ok; step++) {
        const struct deed *deed = &deeds[kit_below(sizeof deeds / sizeof *deeds)];
        bool for_good = kit_below(2), failed = true;
        while (pair.file.tail - pair.file.head < 7) {
            kit_pair_append(&pair, 300);
            CHECK_INT(commit(&pair.file), QUIRE_OK);
        }
        draw(deed);
        for (long after = 0; test_ok && !attempt(deed, after, for_good, &failed); after++)
            refused++;
        CHECK_INT(commit(&pair.file), QUIRE_OK);
        if (step % 20 == 19)
            CHECK_INT(kit_check_history(&pair.file), 0);
    }
    printf("%u times refused\n", refused);
    CHECK(refused > 20);
    kit_pair_end(&pair);
    image_free(&image);
}

/* Limits evict what can be read, and whole pages that cannot; what is kept is as it was. */
static void limits_while_reads_fail(void) {
    struct image image = {0};
    disk = &image;
    for (uint32_t run = 0; run < 12 && test_ok; run++) {
        image_resize(&image, 0);
        kit_pair_begin(&pair, "", UINT64_MAX, 0);
        while (pair.file.tail - pair.file.head < 7) {
            kit_pair_append(&pair, 300);
            CHECK_INT(commit(&pair.file), QUIRE_OK);
        }
        qr_history_set_limits(&pair.file, pair.file.lines - kit_below(80), 0); /* some of the oldest page is gone */
        qr_history_set_limits(&pair.twin, pair.file.lines, 0);
        for (uint32_t i = 0; i < 8 && test_ok; i++) {
            uint64_t lines = pair.file.lines - kit_below((uint32_t)pair.file.lines / (kit_below(2) ? 4 : 20));
            arm(0, true);
            qr_history_set_limits(&pair.file, lines, 0);
            (void)disarm();
            CHECK(pair.file.lines >= lines);
            (void)qr_history_load(&pair.file, 0);
            qr_history_set_limits(&pair.twin, pair.file.lines, 0);
            struct kit_digest kept = kit_digest_behind(&pair.file, 0);
            CHECK_INT(kept.lines, pair.twin.lines);
            CHECK_INT(kit_check_history(&pair.file), 0);
            qr_history_trim(&pair.file); /* it is over */
            CHECK_INT(pair.file.lines, lines);
            qr_history_set_limits(&pair.twin, lines, 0);
            struct kit_digest file = kit_digest_of(&pair.file), twin = kit_digest_of(&pair.twin);
            CHECK(kit_same_digest(&file, &twin));
            CHECK_INT(commit(&pair.file), QUIRE_OK);
        }
        kit_pair_end(&pair);
    }
    image_free(&image);
}

int main(void) {
    kit_init();
    static struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    kit_make_page(&scratch, &allocator, COLS);
    RUN(every_read_fails_once);
    RUN(limits_while_reads_fail);
    qr_page_destroy(&scratch);
    return test_end();
}
