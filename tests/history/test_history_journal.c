/* Which records of a journal follow each other: numbers rise, gaps are what failed attempts leave, what is not greater
 * is of an earlier life of the journal; a record that was whole once and does not pass is damage, one without its end
 * is not. Records are made to say what the test wants, with checksums that are right. */
#include "history_file_kit.h"
#include "history_file_parts.h"
#include "memory_file.h"

static struct kit_pair pair;
static struct image image;

/* The last records of the journal in force: where they begin in the image. */
static size_t record_place[64];
static uint32_t record_count;
static struct qr_file_root root;
static struct qr_history_file file; /* for its id */

static void find_records(void) {
    struct qr_file_root roots[2];
    memcpy(&roots[0], image.bytes + QR_ROOT_SPACING, sizeof root);
    memcpy(&roots[1], image.bytes + 2 * (size_t)QR_ROOT_SPACING, sizeof root);
    root = roots[roots[1].number > roots[0].number];
    file.id = root.id;
    record_count = 0;
    size_t at = (size_t)qr_unit_place(root.unit) + sizeof(struct qr_extent_header);
    for (uint64_t number = 0; record_count < 64; record_count++) {
        struct qr_journal_record record;
        memcpy(&record, image.bytes + at, sizeof record);
        if (record.commit <= number)
            break;
        number = record.commit;
        record_place[record_count] = at;
        at += record.size;
    }
}

static struct qr_journal_record *record_at(uint32_t index) {
    return (struct qr_journal_record *)(image.bytes + record_place[index]);
}

/* Five commits of one line each, in one journal. */
static void make_journal(void) {
    disk = &image;
    image_resize(&image, 0);
    kit_pair_begin(&pair, "", UINT64_MAX, 0);
    pair.taste = (struct kit_taste){.looks = 1, .ascii = true};
    for (uint32_t i = 0; i < 5; i++) {
        kit_pair_append(&pair, 1);
        kit_must(kit_pair_commit(&pair));
    }
    kit_pair_end(&pair);
    find_records();
    CHECK(record_count >= 6);
}

/* Gives a record a number, and checksums that are right. */
static void renumber(uint32_t index, uint64_t commit) {
    struct qr_journal_record *record = record_at(index);
    uint32_t begin = (uint32_t)(record_place[index] - record_place[0]);
    struct qr_record_trailer trailer = {.commit = commit, .size = record->size};
    record->commit = commit;
    trailer.checksum = qr_trailer_checksum(&file, root.generation, begin, &trailer);
    memcpy((uint8_t *)record + record->size - sizeof trailer, &trailer, sizeof trailer);
    record->checksum = qr_record_checksum(&file, root.generation, record);
}

/* What a reader finds: lines, and in `findings` what was wrong. */
static uint64_t lines_found(struct qr_file_findings *findings, uint64_t *commit) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_history history;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(&history, "", false, NULL, findings), QUIRE_OK);
    uint64_t lines = history.lines;
    *commit = qr_history_file_commits(history.file);
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_finish(&history);
    return lines;
}

static void gaps_are_attempts_that_failed(void) {
    struct qr_file_findings findings;
    uint64_t commit;
    make_journal();
    uint64_t last = record_at(record_count - 1)->commit;
    renumber(record_count - 1, last + 5);
    CHECK_INT(lines_found(&findings, &commit), 5);
    CHECK_INT(commit, last + 5);
    CHECK(!findings.unfinished && findings.lost_commits == 0);
}

/* A number that is there already, or a smaller one, is none that follows. */
static void numbers_rise(void) {
    struct qr_file_findings findings;
    uint64_t commit;
    for (uint64_t back = 1; back < 4 && test_ok; back++) {
        make_journal();
        uint64_t last = record_at(record_count - 1)->commit;
        renumber(record_count - 1, last - back);
        CHECK_INT(lines_found(&findings, &commit), 4);
        CHECK_INT(commit, last - 1);
        CHECK(!findings.unfinished && findings.lost_commits == 0);
    }
}

/* The last record without its end: its writer died. With it, but another byte: damage, and how much is said. */
static void torn_or_damaged(void) {
    struct qr_file_findings findings;
    uint64_t commit;
    make_journal();
    struct qr_journal_record *last = record_at(record_count - 1);
    memset((uint8_t *)last + last->size - 24, 0, 24);
    CHECK_INT(lines_found(&findings, &commit), 4);
    CHECK(findings.unfinished && findings.lost_commits == 0);
    for (uint32_t back = 1; back < 4 && test_ok; back++) {
        make_journal();
        record_at(record_count - back)->state.next_line++;
        CHECK_INT(lines_found(&findings, &commit), 5 - back);
        CHECK_INT(findings.lost_commits, back);
        CHECK(!findings.unfinished);
    }
}

/* A root names the journal by the commit that it begins with: another one there is not it. */
static void the_journal_is_the_one_that_is_named(void) {
    struct qr_file_findings findings;
    uint64_t commit;
    make_journal();
    for (uint32_t i = record_count; i-- > 0;)
        renumber(i, record_at(i)->commit + 7);
    CHECK_INT(lines_found(&findings, &commit), 0);
    CHECK(findings.no_journal);
}

int main(void) {
    kit_init();
    RUN(gaps_are_attempts_that_failed);
    RUN(numbers_rise);
    RUN(torn_or_damaged);
    RUN(the_journal_is_the_one_that_is_named);
    image_free(&image);
    return test_end();
}
