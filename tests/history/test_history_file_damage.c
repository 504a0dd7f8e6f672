/* A commit that answered OK survives, or its loss is named. Every write fails once in every way, with more commits
 * behind it: what the last one that answered OK said is there afterwards. And every bit of a file is flipped: the file
 * says the same as before, or says what is wrong; never something older in silence. */
#include "history_file_kit.h"
#include "history_file_parts.h"
#include "memory_file.h"

static struct kit_pair pair;

/* --- writes that fail -------------------------------------------------------------------------------------------- */

/* Opens a copy of the disk, to read or to write, as after the death of the process, and says what is there. */
static struct kit_digest digest_of_disk(bool to_write) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    struct image copy = {0}, *before = disk;
    image_copy(&copy, disk);
    disk = &copy;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(&history, "", to_write, NULL, &findings), QUIRE_OK);
    CHECK(findings.lost_pages == 0 && findings.lost_commits == 0 && !findings.no_journal);
    struct kit_digest digest = kit_digest_of(&history);
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_finish(&history);
    disk = before;
    image_free(&copy);
    return digest;
}

static void check_last_commit(const struct kit_digest *committed) {
    struct kit_digest ended = *committed, have = digest_of_disk(false);
    CHECK(kit_same_digest(&have, committed));
    have = digest_of_disk(true);
    ended.goes_on = false; /* opening ends the last line */
    CHECK(kit_same_digest(&have, &ended));
}

/* A commit that failed is in the file as a whole, or not at all. */
static void check_failed_commit(const struct kit_digest *committed, const struct kit_digest *tried) {
    struct kit_digest have = digest_of_disk(false);
    CHECK(kit_same_digest(&have, committed) || kit_same_digest(&have, tried));
}

/* A fixed sequence; the change number `n` of the file fails. False: there were not so many. */
static bool run_with_failure(long n) {
    struct image image = {0};
    disk = &image;
    kit_state = 4242;
    room = n;
    full_for = 1;
    kit_pair_begin(&pair, "", 250, 0);
    struct kit_digest committed = kit_pair_want(&pair);
    for (uint32_t i = 0; i < 26 && test_ok; i++) {
        if (i % 3 == 0)
            kit_pair_append(&pair, 1 + kit_below(3)); /* short records behind long ones */
        else
            kit_pair_step(&pair);
        if (i == 18)
            kit_pair_clear(&pair);
        bool failed_before = full_for == 0;
        enum quire_result result = kit_pair_commit(&pair);
        struct kit_digest tried = kit_pair_want(&pair);
        if (result != QUIRE_OK)
            check_failed_commit(&committed, &tried);
        committed = result == QUIRE_OK ? tried : committed;
        if (result == QUIRE_OK && full_for == 0)
            check_last_commit(&committed);
        if (failed_before && result == QUIRE_OK && i > 20)
            break;
    }
    bool reached = full_for == 0;
    room = -1;
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    committed = kit_pair_want(&pair);
    check_last_commit(&committed);
    kit_pair_end(&pair);
    image_free(&image);
    return reached;
}

static void every_write_fails(int how) {
    long step = getenv("QUIRE_SOAK") ? 1 : 4 / TEST_SHARE(4);
    how_full = how;
    long n = 3; /* the first three make the file: without them it does not open */
    while (test_ok && run_with_failure(n))
        n += n < 60 ? step : 13;
    if (!test_ok)
        printf("change %ld, in way %d\n", n, how);
    how_full = SOME_COMES;
    CHECK(n > 60);
}

static void writes_that_do_nothing(void) {
    every_write_fails(NOTHING_COMES);
}

static void writes_that_do_some(void) {
    every_write_fails(SOME_COMES);
}

static void writes_but_one_byte(void) {
    every_write_fails(ALL_BUT_ONE_COMES);
}

static void writes_that_do_all(void) {
    every_write_fails(ALL_COMES);
}

/* --- bits that flip ---------------------------------------------------------------------------------------------- */

static struct image base;
static struct kit_digest said; /* by the last commit */
static uint64_t harmless, named, refused;

static void seal(void) {
    size_t mark;
    kit_must(qr_history_begin(&pair.file, &mark));
    kit_must(qr_history_begin(&pair.twin, &mark));
}

/* Pages that were taken back and written anew, so that older ones lie about; several journals; records behind each
 * other. */
static void make_base(void) {
    disk = &base;
    kit_state = 99;
    kit_pair_begin(&pair, "", UINT64_MAX, 0);
    pair.taste = (struct kit_taste){.looks = 5, .marked = true, .filled = 40, .wrapped = 20};
    for (uint32_t i = 0; i < 10; i++) {
        kit_pair_append(&pair, 20);
        seal();
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        kit_pair_truncate(&pair, 60, 12);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    }
    kit_pair_reopen(&pair);
    for (uint32_t i = 0; i < 12; i++) {
        kit_pair_append(&pair, 3);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    }
    said = kit_pair_want(&pair);
    kit_pair_end(&pair);
}

/* Opens the damaged file, reads all of it. */
static void check_flip(size_t place, uint32_t bit) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    enum quire_result result = qr_history_file_open(&history, "", false, NULL, &findings);
    if (result != QUIRE_OK) {
        refused++;
        CHECK(result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED);
        CHECK_INT(qr_history_page_count(&history), 0);
        return;
    }
    struct kit_digest have = kit_digest_of(&history);
    bool same = kit_same_digest(&have, &said);
    bool told = findings.lost_pages > 0 || findings.lost_commits > 0 || findings.no_journal ||
                qr_history_unreadable(&history) == QUIRE_CORRUPT;
    harmless += same;
    named += !same && told;
    CHECK(same || told);
    if (!test_ok)
        printf("bit %u of byte %zu: commit %llu, unfinished %d, %llu lines of %llu\n", bit, place,
               (unsigned long long)qr_history_file_commits(history.file), findings.unfinished,
               (unsigned long long)have.lines, (unsigned long long)said.lines);
    qr_history_finish(&history);
}

/* The end of what is not zero in a unit. */
static size_t used_of_unit(size_t unit) {
    size_t end = (unit + 1) * (size_t)QR_UNIT_BYTES;
    while (end > unit * (size_t)QR_UNIT_BYTES && base.bytes[end - 1] == 0)
        end--;
    return end;
}

static void every_bit(void) {
    uint32_t step = getenv("QUIRE_SOAK") ? 1 : 997;
    make_base();
    for (size_t unit = 0; unit < base.size / QR_UNIT_BYTES && test_ok; unit++) {
        size_t begin = unit * (size_t)QR_UNIT_BYTES, end = used_of_unit(unit);
        for (size_t i = begin * 8; i < end * 8 && test_ok; i += i < (begin + 240) * 8 ? 1 + step / 32 : step) {
            base.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
            check_flip(i / 8, i % 8);
            base.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
        }
    }
    printf("%llu flips harmless, %llu named, %llu refused\n", (unsigned long long)harmless, (unsigned long long)named,
           (unsigned long long)refused);
    CHECK(harmless > 100 && named > 100 && refused > 10);
    image_free(&base);
}

int main(void) {
    kit_init();
    RUN(writes_that_do_nothing);
    RUN(writes_that_do_some);
    RUN(writes_but_one_byte);
    RUN(writes_that_do_all);
    RUN(every_bit);
    return test_end();
}
