/* A history in a file against its twin in memory: whatever happens to both, what another process would read from the
 * file after a commit is what the twin says; the same for one that follows, and for the writer that comes back. */
#define _DEFAULT_SOURCE /* mkdtemp */

#include "history_file_kit.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[256], path[300];
static struct kit_pair pair;

static void make_folder(void) {
    const char *place = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/quire-history-XXXXXX", place ? place : "/tmp");
    if (!mkdtemp(folder))
        abort();
    snprintf(path, sizeof path, "%s/history", folder);
}

static uint64_t size_on_disk(void) {
    struct stat about;
    CHECK(stat(path, &about) == 0 && (about.st_mode & 0777) == 0600);
    return (uint64_t)about.st_size;
}

/* --- readers ----------------------------------------------------------------------------------------------------- */

struct reader {
    struct kit_memory memory;
    struct quire_allocator allocator;
    struct qr_history history;
};

static void follow(struct reader *reader) {
    struct qr_file_findings findings;
    reader->allocator = kit_allocator(&reader->memory);
    qr_history_init(&reader->history, &reader->allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(&reader->history, path, false, NULL, &findings), QUIRE_OK);
    CHECK(findings.lost_pages == 0 && findings.lost_lines == 0 && !findings.no_journal && !findings.unfinished);
}

static void leave(struct reader *reader) {
    qr_history_finish(&reader->history);
    CHECK_INT(reader->memory.blocks, 0);
}

static void check_reader(const struct reader *reader, const struct kit_digest *want) {
    struct kit_digest have = kit_digest_of(&reader->history);
    CHECK_INT(have.lines, want->lines);
    CHECK_INT(have.cells, want->cells);
    CHECK(kit_same_digest(&have, want));
    CHECK_INT(kit_check_history(&reader->history), 0);
    CHECK_INT(qr_history_bytes(&reader->history), reader->memory.bytes);
}

/* What the file holds, for somebody who opens it now. */
static void check_file(const struct kit_digest *want) {
    struct reader reader;
    follow(&reader);
    if (test_ok)
        check_reader(&reader, want);
    leave(&reader);
}

static void check_writer(void) {
    struct kit_digest want = kit_pair_want(&pair), have = kit_digest_of(&pair.file);
    CHECK_INT(have.lines, want.lines);
    CHECK(kit_same_digest(&have, &want));
    CHECK_INT(qr_history_bytes(&pair.file), pair.file_memory.bytes);
    CHECK(pair.file.lines <= pair.file.line_limit);
    CHECK(qr_history_file_bytes(pair.file.file) + 65536 <= size_on_disk());
    CHECK_INT(size_on_disk() % 65536, 0);
}

/* --- the model --------------------------------------------------------------------------------------------------- */

static void change_limits(void) {
    uint64_t lines = kit_below(3) ? 500 + kit_below(4000) : UINT64_MAX;
    kit_pair_limit(&pair, lines, kit_below(3) ? 0 : 1000000 + (uint64_t)kit_below(3000000));
}

static void random_work(void) {
    struct reader follower;
    struct qr_file_findings findings;
    bool changed;
    kit_pair_begin(&pair, path, UINT64_MAX, 0);
    follow(&follower);
    struct kit_digest committed = kit_pair_want(&pair);
    for (uint32_t i = 0; i < 200 && test_ok; i++) {
        kit_pair_step(&pair);
        if (kit_below(20) == 0)
            change_limits();
        if (kit_below(2) == 0) {
            CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
            committed = kit_pair_want(&pair);
            check_writer();
        }
        if (kit_below(8) == 0)
            check_file(&committed);
        if (kit_below(4) == 0) {
            CHECK_INT(qr_history_file_refresh(&follower.history, NULL, &findings, &changed), QUIRE_OK);
            CHECK(findings.lost_pages == 0 && !findings.no_journal);
            check_reader(&follower, &committed);
        }
        if (kit_below(25) == 0) {
            CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
            kit_pair_reopen(&pair);
            CHECK_INT(kit_pair_commit(&pair), QUIRE_OK); /* its journal counts too: more lines may have gone */
            committed = kit_pair_want(&pair);
            check_writer();
            check_file(&committed);
        }
        if (!test_ok)
            printf("step %u\n", i);
    }
    CHECK_INT(kit_check_history(&pair.file), 0);
    leave(&follower);
    kit_pair_end(&pair);
    unlink(path);
}

/* What was not committed is not there after the death of the process, and nothing else is missing. */
static void uncommitted(void) {
    kit_pair_begin(&pair, path, UINT64_MAX, 0);
    kit_pair_append(&pair, 700);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    struct kit_digest committed = kit_pair_want(&pair);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK); /* notes that the first one made a journal */
    uint64_t commits = qr_history_file_commits(pair.file.file);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK); /* nothing changed: nothing is written */
    CHECK_INT(qr_history_file_commits(pair.file.file), commits);
    kit_pair_append(&pair, 400);
    check_file(&committed);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    committed = kit_pair_want(&pair);
    check_file(&committed);
    kit_pair_end(&pair);
    unlink(path);
}

/* Old lines go as new ones come: their places are used again. */
static void ring(void) {
    uint64_t greatest = 0;
    kit_pair_begin(&pair, path, 3000, 0);
    pair.taste = (struct kit_taste){.looks = 3, .ascii = true, .filled = 90};
    for (uint32_t i = 0; i < 180 && test_ok; i++) {
        kit_pair_append(&pair, 90);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        uint64_t size = size_on_disk();
        CHECK(size <= qr_history_file_bytes(pair.file.file) * 4 / 3 + UINT64_C(18) * 65536);
        greatest = size > greatest && i < 80 ? size : greatest;
        if (i > 80)
            CHECK(size <= greatest + UINT64_C(4) * 65536);
    }
    check_writer();
    struct kit_digest committed = kit_pair_want(&pair);
    check_file(&committed);
    kit_pair_end(&pair);
    unlink(path);
}

/* Appends a row of marks, in the text or as a link. */
static void append_marked(const char *text) {
    static struct kit_row row;
    bool continues = qr_history_goes_on(&pair.twin, qr_history_last_line(&pair.twin));
    uint64_t line = continues ? qr_history_last_line(&pair.twin) : ++pair.number;
    kit_build_row(&pair.source, &pair.taste, line, !continues, &row);
    qr_page_put_ascii(&pair.source, 0, 20, (const uint8_t *)text, (uint32_t)strlen(text), (struct qr_cell){0});
    kit_must(qr_history_append_row(&pair.file, &pair.source, 0));
    kit_must(qr_history_append_row(&pair.twin, &pair.source, 0));
}

static uint32_t count_in_file(const char *text) {
    FILE *file = fopen(path, "rb");
    size_t size = (size_t)size_on_disk(), length = strlen(text);
    char *bytes = malloc(size);
    uint32_t count = 0;
    if (!file || !bytes || fread(bytes, 1, size, file) != size)
        abort();
    for (size_t i = 0; i + length <= size; i++)
        count += bytes[i] == text[0] && memcmp(bytes + i, text, length) == 0;
    fclose(file);
    free(bytes);
    return count;
}

/* Clearing leaves nothing of the text, wherever it lay: in pages, in either journal, in places given up. */
static void clear(void) {
    kit_pair_begin(&pair, path, UINT64_MAX, 0);
    for (uint32_t round = 0; round < 12 && test_ok; round++) {
        for (uint32_t i = 0; i < 12; i++) {
            kit_pair_step(&pair);
            append_marked("very-secret");
            CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        }
        CHECK(count_in_file("very-secret") > 0 && count_in_file("x:/0") > 0);
        if (round % 3 == 1) /* not all that is in the file is in force */
            kit_pair_limit(&pair, 5, 0);
        kit_pair_clear(&pair);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        CHECK_INT(count_in_file("very-secret"), 0);
        CHECK_INT(count_in_file("x:/0"), 0);
        CHECK(size_on_disk() <= UINT64_C(12) * 65536);
        struct kit_digest nothing = kit_pair_want(&pair);
        CHECK_INT(nothing.lines, 0);
        check_file(&nothing);
        if (round % 4 == 3)
            kit_pair_reopen(&pair);
        kit_pair_limit(&pair, UINT64_MAX, 0);
    }
    kit_pair_end(&pair);
    unlink(path);
}

/* --- without memory ---------------------------------------------------------------------------------------------- */

static void fail(struct kit_memory *memory, long n) {
    memory->allocations = 0;
    memory->fail_at = n;
}

/* Opening, to read and to write, with each allocation failing once: nothing is left, and the file is as it was. */
static void open_without_memory(bool to_write) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    long n = 1;
    kit_pair_begin(&pair, path, UINT64_MAX, 0);
    kit_pair_append(&pair, 900);
    kit_pair_end_line(&pair);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    struct kit_digest committed = kit_pair_want(&pair);
    kit_pair_end(&pair);
    for (; test_ok; n++) {
        qr_history_init(&history, &allocator, UINT64_MAX, 0, 1);
        fail(&memory, n);
        enum quire_result result = qr_history_file_open(&history, path, to_write, NULL, &findings);
        memory.fail_at = 0;
        struct kit_digest have = kit_digest_of(&history);
        if (result == QUIRE_OK) /* what is without memory stays unwritten, but is there */
            CHECK(kit_same_digest(&have, &committed));
        else
            CHECK_INT(have.lines, 0);
        qr_history_finish(&history);
        CHECK_INT(memory.blocks, 0);
        if (result == QUIRE_OK && memory.allocations < n)
            break;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
    }
    CHECK(n > 12);
    unlink(path);
}

static void open_to_read(void) {
    open_without_memory(false);
}

static void open_to_write(void) {
    open_without_memory(true);
}

/* Commits with each allocation failing once: the history goes on in memory, the file stays, and the next one brings
 * everything. Refreshing likewise. */
static void commit_and_refresh(void) {
    struct reader follower;
    struct qr_file_findings findings;
    bool changed;
    uint32_t failed = 0, kept = 0;
    kit_pair_begin(&pair, path, 1200, 0);
    follow(&follower);
    struct kit_digest committed = kit_pair_want(&pair);
    for (uint32_t i = 0; i < 40 && test_ok; i++) {
        kit_pair_append(&pair, 40);
        kit_pair_step(&pair);
        fail(&pair.file_memory, 1 + i % 3);
        enum quire_result result = kit_pair_commit(&pair);
        pair.file_memory.fail_at = 0;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
        committed = result == QUIRE_OK ? kit_pair_want(&pair) : committed;
        failed += result != QUIRE_OK;
        check_writer();
        check_file(&committed);
        struct kit_digest before = kit_digest_of(&follower.history);
        for (long n = 1; test_ok; n++) {
            fail(&follower.memory, n);
            result = qr_history_file_refresh(&follower.history, NULL, &findings, &changed);
            follower.memory.fail_at = 0;
            if (result == QUIRE_OK)
                break;
            CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
            CHECK(!changed);
            CHECK_INT(qr_history_bytes(&follower.history), follower.memory.bytes);
            if (n % 4 != 1)
                continue;
            struct kit_digest now = kit_digest_of(&follower.history);
            bool same = kit_same_digest(&now, &before); /* or what it had was overwritten, which it says */
            int error;
            CHECK(same || qr_history_file_trouble(follower.history.file, &error) == QUIRE_CORRUPT);
            kept += same;
        }
        check_reader(&follower, &committed);
    }
    CHECK(failed > 0 && kept > 20);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    committed = kit_pair_want(&pair);
    check_file(&committed);
    leave(&follower);
    kit_pair_end(&pair);
    unlink(path);
}

/* The first commit of much takes memory for everything: each allocation fails once. */
static void first_commit(void) {
    uint32_t failed = 0;
    bool reached = true;
    long n = 1;
    for (; reached && test_ok; n++) {
        kit_pair_begin(&pair, path, UINT64_MAX, 0);
        struct kit_digest committed = kit_pair_want(&pair);
        kit_pair_append(&pair, 800);
        fail(&pair.file_memory, n);
        enum quire_result result = kit_pair_commit(&pair);
        reached = pair.file_memory.allocations >= n;
        pair.file_memory.fail_at = 0;
        CHECK(result == QUIRE_OK || result == QUIRE_OUT_OF_MEMORY);
        committed = result == QUIRE_OK ? kit_pair_want(&pair) : committed;
        failed += result != QUIRE_OK;
        check_writer();
        check_file(&committed);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        committed = kit_pair_want(&pair);
        check_file(&committed);
        kit_pair_end(&pair);
        unlink(path);
    }
    CHECK(n > 4 && failed > 1);
}

int main(void) {
    kit_init();
    make_folder();
    RUN(random_work);
    RUN(uncommitted);
    RUN(ring);
    RUN(clear);
    RUN(open_to_read);
    RUN(open_to_write);
    RUN(first_commit);
    RUN(commit_and_refresh);
    rmdir(folder);
    return test_end();
}
