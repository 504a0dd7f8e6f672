/* What a history file costs, in bytes that are read and written: a refresh with nothing new, opening, the journal of a
 * line that goes on and on. And what is not read when the file is opened is validated before it is used. */
#include "history_file_kit.h"
#include "history_file_parts.h"
#include "memory_file.h"

#define COLS 80u

static struct kit_memory memory;
static struct quire_allocator allocator;
static struct qr_page source;
static uint64_t number; /* of the last line */

static void open_disk(struct qr_history *history, bool to_write) {
    struct qr_file_findings findings;
    qr_history_init(history, &allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(history, "", to_write, NULL, &findings), QUIRE_OK);
    CHECK(findings.lost_pages == 0 && findings.lost_commits == 0 && !findings.no_journal && !findings.unfinished);
}

static void append(struct qr_history *history, const char *text, bool wrapped) {
    uint32_t length = (uint32_t)strlen(text);
    bool continues = qr_history_goes_on(history, qr_history_last_line(history));
    number += !continues;
    qr_page_reset_row(&source, 0, (struct qr_cell){0});
    qr_page_put_ascii(&source, 0, 0, (const uint8_t *)text, length, (struct qr_cell){0});
    qr_page_set_wrapped(&source, 0, wrapped);
    qr_page_row(&source, 0)->line = number;
    kit_must(qr_history_append_row(history, &source, 0));
}

static void fill(struct qr_history *history, uint64_t lines) {
    char text[COLS];
    for (uint64_t i = 0; i < lines; i++) {
        snprintf(text, sizeof text, "line %llu of many that are all about as long as this one is",
                 (unsigned long long)number + 1);
        append(history, text, false);
    }
    CHECK_INT(qr_history_file_commit(history, number + 1), QUIRE_OK);
}

/* --- following -----------------------------------------------------------------------------------------------------
 */

/* With nothing new a refresh reads the same few bytes, however large the file is. */
static void refresh_of_nothing(void) {
    struct image image = {0};
    struct qr_history writer, reader;
    struct qr_file_findings findings;
    uint64_t first = 0;
    bool changed;
    disk = &image;
    number = 0;
    open_disk(&writer, true);
    for (uint32_t round = 0; round < 4 && test_ok; round++) {
        fill(&writer, 1 + 6000 * round);
        open_disk(&reader, false);
        CHECK_INT(reader.lines, writer.lines);
        for (uint32_t i = 0; i < 20; i++) {
            uint64_t before = bytes_read, reads_before = reads;
            CHECK_INT(qr_history_file_refresh(&reader, NULL, &findings, &changed), QUIRE_OK);
            CHECK(!changed);
            first = first ? first : bytes_read - before;
            CHECK_INT(bytes_read - before, first);
            CHECK(first <= 1024 && reads - reads_before <= 2);
        }
        fill(&writer, 1); /* and what is new is seen */
        CHECK_INT(qr_history_file_refresh(&reader, NULL, &findings, &changed), QUIRE_OK);
        CHECK(changed);
        CHECK_INT(reader.lines, writer.lines);
        qr_history_finish(&reader);
    }
    qr_history_finish(&writer);
    image_free(&image);
}

/* The same behind whatever an earlier life of the journal left there. */
static void refresh_in_a_used_journal(void) {
    static struct kit_row row;
    static const struct kit_taste taste = {.looks = 30, .marked = true, .filled = 60, .wrapped = 30};
    struct image image = {0};
    struct qr_history writer, reader;
    struct qr_file_findings findings;
    bool changed;
    disk = &image;
    number = 0;
    open_disk(&writer, true);
    open_disk(&reader, false);
    for (uint32_t round = 0; round < 8000 && test_ok; round++) {
        bool continues = qr_history_goes_on(&writer, qr_history_last_line(&writer));
        number += !continues;
        kit_build_row(&source, &taste, number, !continues, &row);
        kit_must(qr_history_append_row(&writer, &source, 0));
        CHECK_INT(qr_history_file_commit(&writer, number + 1), QUIRE_OK);
        if (round % 10 != 0)
            continue;
        CHECK_INT(qr_history_file_refresh(&reader, NULL, &findings, &changed), QUIRE_OK);
        CHECK(changed);
        CHECK_INT(reader.lines, writer.lines);
        uint64_t before = bytes_read;
        CHECK_INT(qr_history_file_refresh(&reader, NULL, &findings, &changed), QUIRE_OK);
        CHECK(!changed && bytes_read - before <= 1024);
    }
    CHECK(writer.file->root.number > 6);
    qr_history_finish(&reader);
    qr_history_finish(&writer);
    image_free(&image);
}

/* --- opening --------------------------------------------------------------------------------------------------- */

/* Of each page the beginning is read, and the journal: all together a small part of the file. */
static void open_reads_little(void) {
    struct image image = {0};
    struct qr_history history;
    disk = &image;
    number = 0;
    open_disk(&history, true);
    fill(&history, 60000);
    struct kit_digest want = kit_digest_of(&history);
    size_t pages = qr_history_page_count(&history);
    qr_history_finish(&history);
    uint64_t before = bytes_read, reads_before = reads;
    open_disk(&history, false);
    printf("opening %zu KiB reads %llu KiB\n", image.size / 1024, (unsigned long long)(bytes_read - before) / 1024);
    CHECK(bytes_read - before < UINT64_C(2) * QR_JOURNAL_UNITS * QR_UNIT_BYTES + pages * 2048);
    CHECK(reads - reads_before < pages + 8);
    struct kit_digest have = kit_digest_of(&history);
    CHECK(kit_same_digest(&have, &want));
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_finish(&history);
    image_free(&image);
}

/* The place in the image of a page's entries. */
static size_t rest_of(const struct qr_history *history, size_t index) {
    const struct qr_history_page *page = &history->pages[history->head + index];
    return (size_t)qr_unit_place(page->extent.unit) + sizeof(struct qr_extent_header) + page->block->entry_table.bytes;
}

/* A page whose rest is damaged: the file opens, all else can be read, no word in it is passed over unread, and it is
 * named as soon as it is read. */
static void validated_at_first_use(void) {
    struct image image = {0};
    struct qr_history history;
    int error;
    disk = &image;
    number = 0;
    open_disk(&history, true);
    fill(&history, 8000);
    CHECK(history.tail - history.head > 6);
    size_t place = rest_of(&history, 3);
    qr_history_finish(&history);
    image.bytes[place + 7000] ^= 1;
    open_disk(&history, false);
    CHECK_INT(history.lines, 8000);
    CHECK(qr_history_may_hold(&history, 3, (const uint8_t *)"nowhere", 7));
    for (size_t i = 0; i < 3; i++)
        CHECK_INT(qr_history_check_page(&history, i, NULL, NULL), 0);
    CHECK_INT(qr_history_file_trouble(history.file, &error), QUIRE_OK);
    CHECK(!qr_history_may_hold(&history, 2, (const uint8_t *)"nowhere", 7)); /* that one has its filter now */
    CHECK(qr_history_check(&history, NULL, NULL) > 0);
    CHECK(!qr_history_packed_sound(&history, &history.pages[history.head + 3]));
    qr_history_finish(&history);
    image_free(&image);
}

/* --- one line that goes on -----------------------------------------------------------------------------------------
 */

/* Bytes written to the journal so far, pages left out. */
static uint64_t journal_bytes(void) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < change_count; i++) {
        uint32_t magic = 0;
        if (changes[i].length >= sizeof magic)
            memcpy(&magic, changes[i].bytes, sizeof magic);
        bytes += magic == QR_SEALED_MAGIC ? 0 : changes[i].length;
    }
    return bytes;
}

/* Rows of one line, each committed: text, styles, wide and combined characters as the taste has them. The journal is
 * written at most four times over: four bytes for each byte of the line as it is stored. */
static void one_line(const struct kit_taste *taste, const char *name) {
    static struct kit_row row;
    struct image image = {0};
    struct qr_history history;
    uint64_t stored = 0;
    disk = &image;
    open_disk(&history, true);
    logging = true;
    for (uint32_t i = 0; i < 1500 && test_ok; i++) {
        kit_build_row(&source, taste, 1, i == 0, &row);
        qr_page_set_wrapped(&source, 0, true);
        size_t before = history.tail - history.head;
        uint64_t bytes = history.open ? history.open->text_bytes + history.open->words * 2u : 0;
        kit_must(qr_history_append_row(&history, &source, 0));
        bool sealed = history.tail - history.head > before;
        stored += history.open->text_bytes + history.open->words * 2u - (sealed ? 0 : bytes);
        CHECK_INT(qr_history_file_commit(&history, 2), QUIRE_OK);
    }
    logging = false;
    printf("%s: %.2f bytes of journal for each stored\n", name, (double)journal_bytes() / (double)stored);
    CHECK(journal_bytes() <= 4 * stored);
    CHECK_INT(kit_check_history(&history), 0);
    CHECK_INT(history.lines, 1);
    forget_changes();
    qr_history_finish(&history);
    image_free(&image);
}

static void journal_of_one_line(void) {
    const struct kit_taste plain = {.looks = 1, .ascii = true, .filled = 100, .wrapped = 100};
    const struct kit_taste mixed = {.looks = 1, .filled = 100, .wrapped = 100};
    const struct kit_taste dressed = {.looks = 20, .marked = true, .filled = 100, .wrapped = 100};
    one_line(&plain, "plain");
    one_line(&mixed, "wide and combined");
    one_line(&dressed, "dressed");
}

int main(void) {
    kit_init();
    allocator = kit_allocator(&memory);
    kit_make_page(&source, &allocator, COLS);
    RUN(refresh_of_nothing);
    RUN(refresh_in_a_used_journal);
    RUN(open_reads_little);
    RUN(validated_at_first_use);
    RUN(journal_of_one_line);
    qr_page_destroy(&source);
    CHECK_INT(memory.blocks, 0);
    return test_end();
}
