/* A process may die at any byte, and a disk may be full at any write. From the log of a file in memory the file is made
 * again as it was after each write, and in the middle of it: it opens, it is sound, and it says what the history said
 * at the last commit that is whole. */
#include "history_file_kit.h"
#include "memory_file.h"

/* --- what is found ----------------------------------------------------------------------------------------------- */

#define COMMITS_MAX 400u

static struct kit_digest said[COMMITS_MAX]; /* at each commit, by its number */
static struct kit_pair pair;

/* Opens an image to read. Returns the number of the commit found; `opened` says whether there was a history. */
static uint64_t read_image(struct image *image, bool *opened, struct kit_digest *digest) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    struct image *before = disk;
    uint64_t commit = 0;
    disk = image;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    *opened = qr_history_file_open(&history, "", false, NULL, &findings) == QUIRE_OK;
    if (*opened) {
        commit = qr_history_file_commits(history.file);
        CHECK(findings.lost_pages == 0 && findings.lost_lines == 0);
        CHECK_INT(kit_check_history(&history), 0);
    }
    *digest = kit_digest_of(&history);
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
    disk = before;
    return commit;
}

/* The image is that of commit `whole`, or of the next one, which is under way (after clearing there are two: the second
 * one moves the journal). Returns which. */
static uint64_t check_image(struct image *image, uint64_t whole) {
    struct kit_digest digest;
    bool opened;
    uint64_t commit = read_image(image, &opened, &digest);
    CHECK(opened); /* also before there is a header: it is empty then */
    CHECK(commit >= whole && commit <= whole + 2);
    CHECK(kit_same_digest(&digest, &said[commit]));
    return commit;
}

/* Somebody opens the image to write, as the next process does, and goes on: all that was there stays, also when it is
 * opened once more. */
static void take_over(const struct image *image, uint64_t whole) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    struct image copy = {0}, *before = disk;
    struct kit_digest digest, now;
    struct kit_row row;
    bool opened;
    image_copy(&copy, image);
    disk = &copy;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(&history, "", true, NULL, &findings), QUIRE_OK);
    CHECK(findings.lost_pages == 0 && findings.lost_lines == 0);
    digest = kit_digest_of(&history);
    if (test_ok) {
        uint64_t line = qr_history_file_next_line(history.file);
        struct kit_digest ended = said[whole], next = said[whole + 1];
        ended.goes_on = next.goes_on = false; /* opening ends the last line */
        CHECK(kit_same_digest(&digest, &ended) || kit_same_digest(&digest, &next));
        kit_build_row(&pair.source, &pair.taste, line, true, &row);
        kit_must(qr_history_append_row(&history, &pair.source, 0));
        CHECK_INT(qr_history_file_commit(&history, line + 1), QUIRE_OK);
        now = kit_digest_of(&history);
        CHECK_INT(now.lines, digest.lines + 1);
    }
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
    if (test_ok)
        (void)read_image(&copy, &opened, &digest);
    CHECK(!test_ok || (opened && kit_same_digest(&now, &digest)));
    image_free(&copy);
    disk = before;
}

/* --- dying ------------------------------------------------------------------------------------------------------- */

/* A history that does all that touches the file, in few pages. */
static void record(uint32_t steps) {
    kit_pair_begin(&pair, "", 300, 0);
    commits_whole = qr_history_file_commits(pair.file.file); /* opening commits, too */
    for (uint32_t i = 0; i < steps && test_ok; i++) {
        for (uint32_t n = 1 + kit_below(3); n > 0; n--)
            kit_pair_step(&pair);
        if (kit_below(30) == 0)
            kit_pair_clear(&pair);
        if (kit_below(12) == 0)
            kit_pair_limit(&pair, 50 + kit_below(350), 0);
        uint64_t next = qr_history_file_commits(pair.file.file) + 1;
        said[next] = said[next + 1] = kit_pair_want(&pair);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        commits_whole = qr_history_file_commits(pair.file.file);
        CHECK(commits_whole < COMMITS_MAX - 3);
        said[commits_whole] = kit_pair_want(&pair);
        said[commits_whole + 1] = said[commits_whole];
    }
}

/* Looks at the image with the beginning of a change done. */
static void check_part(struct image *image, const struct change *change, size_t part) {
    if (change->place + part > image->size) {
        size_t size = image->size;
        image_write(image, change->place, change->bytes, part);
        (void)check_image(image, change->commits);
        image_resize(image, size);
        return;
    }
    uint8_t *old = malloc(part + 1);
    if (!old)
        abort();
    memcpy(old, image->bytes + change->place, part);
    image_write(image, change->place, change->bytes, part);
    (void)check_image(image, change->commits);
    if (kit_below(6) == 0)
        take_over(image, change->commits);
    memcpy(image->bytes + change->place, old, part);
    free(old);
}

static void replay(void) {
    struct image image = {0};
    uint64_t found = 0;
    for (size_t i = 0; i < change_count && test_ok; i++) {
        const struct change *change = &changes[i];
        bool zeros = change->length == 4096 && change->bytes[0] == 0 && change->bytes[4095] == 0; /* a part of many */
        for (uint32_t n = 0; n < 1 + i % 2 && change->length > 1 && (!zeros || i % 16 == 0); n++) {
            size_t part = 1 + kit_below((uint32_t)change->length - 1);
            check_part(&image, change, n == 0 && part >= 512 ? part / 512 * 512 : part);
        }
        if (change->resize)
            image_resize(&image, change->place);
        else
            image_write(&image, change->place, change->bytes, change->length);
        if (zeros && i % 8 != 0)
            continue;
        uint64_t commit = check_image(&image, change->commits);
        CHECK(commit >= found); /* once it is there it stays */
        found = commit;
        if (i % 7 == 0)
            take_over(&image, change->commits);
        if (!test_ok)
            printf("change %zu of %zu: place %llu, %zu bytes, commit %llu\n", i, change_count,
                   (unsigned long long)change->place, change->length, (unsigned long long)change->commits);
    }
    CHECK_INT(found, commits_whole);
    image_free(&image);
}

static void every_prefix(void) {
    struct image image = {0};
    disk = &image;
    commits_whole = 0;
    memset(said, 0, sizeof said);
    logging = true;
    record(45);
    logging = false;
    kit_pair_end(&pair);
    CHECK(change_count > 200);
    kit_make_page(&pair.source, &pair.twin_allocator, ROW_COLS_MAX); /* for those who take over */
    replay();
    qr_page_destroy(&pair.source);
    printf("%zu changes of the file, %llu commits\n", change_count, (unsigned long long)commits_whole);
    forget_changes();
    image_free(&image);
}

/* --- a full disk ------------------------------------------------------------------------------------------------- */

/* The file says what was said at the last commit that succeeded; or one that only its clearing up failed for. */
static void check_disk(const struct kit_digest *want) {
    struct kit_digest digest;
    bool opened;
    (void)read_image(disk, &opened, &digest);
    CHECK((opened && kit_same_digest(&digest, want)) || (!opened && want->lines == 0));
}

/* A fixed sequence in which changes of the file from the n-th on fail, `failures` of them. Returns how many commits
 * did. */
static uint32_t run_full(long n, uint32_t failures, bool *reached) {
    struct image image = {0};
    uint32_t failed = 0;
    int error;
    disk = &image;
    kit_state = 77;
    room = n;
    full_for = failures;
    kit_pair_begin(&pair, "", 200, 0);
    struct kit_digest committed = kit_pair_want(&pair);
    for (uint32_t i = 0; i < 24 && test_ok; i++) {
        kit_pair_step(&pair);
        if (i == 16)
            kit_pair_clear(&pair);
        enum quire_result result = kit_pair_commit(&pair);
        CHECK(result == QUIRE_OK || result == QUIRE_NO_ROOM);
        CHECK_INT(qr_history_file_trouble(pair.file.file, &error), result);
        struct kit_digest now = kit_digest_of(&pair.file), want = kit_pair_want(&pair);
        CHECK(kit_same_digest(&now, &want));
        committed = result == QUIRE_OK ? want : committed;
        failed += result != QUIRE_OK;
        if (result != QUIRE_OK)
            CHECK_INT(error, 28);
        if (failed > 0 && failed < 4)
            check_disk(&committed);
    }
    *reached = full_for < failures;
    room = -1;
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    CHECK_INT(qr_history_file_trouble(pair.file.file, &error), QUIRE_OK);
    committed = kit_pair_want(&pair);
    check_disk(&committed);
    kit_pair_end(&pair);
    image_free(&image);
    return failed;
}

static void full_at_each(uint32_t failures) {
    uint32_t failed = 0;
    bool reached = true;
    long n = 3; /* the first three make the file: without them it does not open */
    for (; reached && test_ok; n += n < 40 ? 1 : 15) {
        failed += run_full(n, failures, &reached) > 0;
        if (!test_ok)
            printf("full at change %ld\n", n);
    }
    CHECK(n > 40 && failed > 30);
}

static void full_once(void) {
    full_at_each(1);
}

static void full_for_long(void) {
    full_at_each(7);
}

int main(void) {
    kit_init();
    RUN(every_prefix);
    RUN(full_once);
    RUN(full_for_long);
    return test_end();
}
