/* What goes with the lines of a history file (blobs, and an attachment that names them): it is there as of the newest
 * commit, wherever its writer died; what nothing names is free again; what is damaged is left out; files of version 2
 * take none. */
#include "history_file_kit.h"
#include "history_file_parts.h"
#include "memory_file.h"
#include "qr_crc32c.h"

#define BLOBS_MAX 12u
#define COMMITS_MAX 400u

/* What was attached: each blob by a number, from which its bytes follow. */
struct attached {
    uint32_t count, ids[BLOBS_MAX];
};

static struct attached said[COMMITS_MAX]; /* at each commit */
static struct kit_pair pair;
static struct attached now;
static struct qr_blob blobs[BLOBS_MAX]; /* of `now` */
static uint32_t last_id;

static size_t blob_length(uint32_t id) {
    return 1 + id * 7919u % 150000u;
}

static void blob_fill(uint32_t id, uint8_t *bytes) {
    uint32_t state = id * 2654435761u + 1;
    for (size_t i = 0; i < blob_length(id); i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(state >> 24);
    }
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

static bool blob_is(const struct qr_history *history, const struct qr_blob *blob, uint32_t id) {
    static uint8_t wanted[150001], found[150001];
    blob_fill(id, wanted);
    return blob->bytes == blob_length(id) && qr_history_file_read_blob(history, blob, found) == QUIRE_OK &&
           memcmp(found, wanted, blob->bytes) == 0;
}

/* Reads what is attached; false: it is not whole. */
static bool look(const struct qr_history *history, struct attached *found) {
    const uint8_t *bytes;
    size_t length;
    uint32_t count;
    const struct qr_blob *named = qr_history_file_attached(history->file, &count, &bytes, &length);
    *found = (struct attached){.count = count};
    if (count > BLOBS_MAX || length != count * sizeof(uint32_t) || (count > 0 && !named))
        return count == 0 && length == 0;
    if (count > 0)
        memcpy(found->ids, bytes, length);
    for (uint32_t i = 0; i < count; i++) {
        if (!blob_is(history, &named[i], found->ids[i]))
            return false;
    }
    return true;
}

static bool same(const struct attached *a, const struct attached *b) {
    return a->count == b->count && memcmp(a->ids, b->ids, a->count * sizeof *a->ids) == 0;
}

/* Opens a copy of an image as the next writer does. */
static void check_image(const struct image *image, uint64_t whole) {
    struct kit_memory memory;
    struct quire_allocator allocator = kit_allocator(&memory);
    struct qr_file_findings findings;
    struct qr_history history;
    struct image copy = {0}, *before = disk;
    struct attached found;
    image_copy(&copy, image);
    disk = &copy;
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
    CHECK_INT(qr_history_file_open(&history, "", true, NULL, &findings), QUIRE_OK);
    if (test_ok) {
        CHECK(look(&history, &found));
        CHECK(same(&found, &said[whole]) || same(&found, &said[whole + 1]));
        CHECK_INT(qr_history_file_check(&history, NULL), 0);
    }
    qr_history_finish(&history);
    CHECK_INT(memory.blocks, 0);
    image_free(&copy);
    disk = before;
}

/* --- writing ----------------------------------------------------------------------------------------------------- */

/* Some blobs leave, some come. */
static enum quire_result attach_others(void) {
    static uint8_t bytes[150001];
    struct attached next = {.count = 0};
    struct qr_blob named[BLOBS_MAX];
    enum quire_result result = QUIRE_OK;
    for (uint32_t i = 0; i < now.count; i++) {
        if (kit_below(4) == 0)
            continue;
        named[next.count] = blobs[i];
        next.ids[next.count++] = now.ids[i];
    }
    uint32_t kept = next.count;
    for (uint32_t n = kit_below(3); n > 0 && next.count < BLOBS_MAX && result == QUIRE_OK; n--) {
        uint32_t id = ++last_id;
        blob_fill(id, bytes);
        result = qr_history_file_put_blob(&pair.file, bytes, blob_length(id), &named[next.count]);
        next.ids[next.count] = id;
        next.count += result == QUIRE_OK;
    }
    if (result == QUIRE_OK)
        result = qr_history_file_attach(&pair.file, named, next.count, next.ids, next.count * sizeof(uint32_t));
    for (uint32_t i = kept; i < next.count && result != QUIRE_OK; i++)
        qr_history_file_drop_blob(&pair.file, &named[i]);
    if (result == QUIRE_OK) {
        now = next;
        memcpy(blobs, named, sizeof blobs);
    }
    return result;
}

static void begin(struct image *image) {
    disk = image;
    commits_whole = last_id = 0;
    now = (struct attached){.count = 0};
    memset(said, 0, sizeof said);
    kit_pair_begin(&pair, "", 300, 0);
    commits_whole = qr_history_file_commits(pair.file.file);
}

static void record(uint32_t steps) {
    for (uint32_t i = 0; i < steps && test_ok; i++) {
        if (kit_below(3))
            kit_pair_append(&pair, kit_below(60));
        if (kit_below(4))
            CHECK_INT(attach_others(), QUIRE_OK);
        uint64_t next = qr_history_file_commits(pair.file.file) + 1;
        said[next] = said[next + 1] = now;
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        commits_whole = qr_history_file_commits(pair.file.file);
        said[commits_whole] = said[commits_whole + 1] = now;
        CHECK(commits_whole < COMMITS_MAX - 3);
    }
}

static void every_prefix(void) {
    struct image image = {0}, replayed = {0};
    logging = true;
    begin(&image);
    record(30);
    logging = false;
    for (size_t i = 0; i < change_count && test_ok; i++) {
        const struct change *change = &changes[i];
        if (!change->resize && change->length > 1 && change->place >= QR_UNIT_BYTES) {
            size_t part = 1 + kit_below((uint32_t)change->length - 1);
            image_write(&replayed, change->place, change->bytes, part);
            check_image(&replayed, change->commits);
        }
        if (change->resize)
            image_resize(&replayed, change->place);
        else
            image_write(&replayed, change->place, change->bytes, change->length);
        check_image(&replayed, change->commits);
    }
    kit_pair_end(&pair);
    forget_changes();
    image_free(&image);
    image_free(&replayed);
}

/* Opened again, it is there; and it goes on being there when nobody touches it. */
static void it_stays(void) {
    struct image image = {0};
    struct attached found;
    begin(&image);
    record(10);
    for (uint32_t i = 0; i < 3; i++) {
        kit_pair_reopen(&pair);
        CHECK(look(&pair.file, &found) && same(&found, &now));
        kit_pair_append(&pair, 400);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    }
    CHECK_INT(qr_history_file_attach(&pair.file, NULL, 0, NULL, 0), QUIRE_OK);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    kit_pair_reopen(&pair);
    CHECK(look(&pair.file, &found) && found.count == 0);
    kit_pair_end(&pair);
    image_free(&image);
}

/* What nothing names is written over: a file does not grow with what was attached in all. */
static void places_are_used_again(void) {
    struct image image = {0};
    begin(&image);
    for (uint32_t i = 0; i < 300 && test_ok; i++) {
        CHECK_INT(attach_others(), QUIRE_OK);
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    }
    printf("%u blobs in all, %zu units\n", last_id, image.size / QR_UNIT_BYTES);
    CHECK(last_id > 200 && image.size / QR_UNIT_BYTES < 3 * 2 * (BLOBS_MAX + 1) + 2 * QR_JOURNAL_UNITS + 2);
    kit_pair_end(&pair);
    image_free(&image);
}

/* Wherever a byte is flipped: what is there is right, or nothing is. */
static void damage(void) {
    struct image image = {0}, whole = {0};
    uint32_t gone = 0;
    begin(&image);
    record(12);
    while (now.count == 0)
        record(1);
    kit_pair_end(&pair);
    image_copy(&whole, &image);
    for (uint32_t i = 0; i < 400 && test_ok; i++) {
        struct kit_memory memory;
        struct quire_allocator allocator = kit_allocator(&memory);
        struct qr_file_findings findings;
        struct qr_history history;
        struct attached found;
        image_copy(&image, &whole);
        image.bytes[QR_UNIT_BYTES + kit_below((uint32_t)image.size - QR_UNIT_BYTES)] ^= (uint8_t)(1u << kit_below(8));
        qr_history_init(&history, &allocator, UINT64_MAX, 0, 9);
        CHECK_INT(qr_history_file_open(&history, "", true, NULL, &findings), QUIRE_OK);
        bool sound = look(&history, &found);
        gone += !sound || found.count == 0;
        CHECK(!sound || found.count == 0 || same(&found, &now) || findings.lost_commits > 0);
        qr_history_finish(&history);
        CHECK_INT(memory.blocks, 0);
    }
    CHECK(gone > 0 && gone < 400);
    image_free(&image);
    image_free(&whole);
}

/* A full disk: what could not be attached is not, and what was stays. */
static void full(void) {
    for (long n = 3; n < 60 && test_ok; n++) {
        struct image image = {0};
        struct attached found, committed;
        kit_state = 5;
        room = n;
        full_for = 3;
        begin(&image);
        committed = now;
        for (uint32_t i = 0; i < 12 && test_ok; i++) {
            enum quire_result result = attach_others();
            CHECK(result == QUIRE_OK || result == QUIRE_NO_ROOM);
            committed = kit_pair_commit(&pair) == QUIRE_OK ? now : committed;
            CHECK(look(&pair.file, &found) && same(&found, &now));
        }
        room = -1;
        CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
        kit_pair_reopen(&pair);
        CHECK(look(&pair.file, &found) && same(&found, &now));
        kit_pair_end(&pair);
        image_free(&image);
    }
    room = -1;
}

static void earlier_versions(void) {
    struct image image = {0};
    struct qr_file_header header;
    struct qr_blob blob;
    uint32_t count;
    const uint8_t *bytes;
    size_t length;
    begin(&image);
    kit_pair_append(&pair, 50);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    memcpy(&header, image.bytes, sizeof header);
    CHECK_INT(header.version, 3);
    header.version = 2;
    header.checksum = qr_crc32c(0, &header, offsetof(struct qr_file_header, checksum));
    memcpy(image.bytes, &header, sizeof header);
    kit_pair_reopen(&pair);
    struct kit_digest found = kit_digest_of(&pair.file), want = kit_pair_want(&pair);
    CHECK(kit_same_digest(&found, &want));
    CHECK(!qr_history_file_attaches(pair.file.file) && !qr_history_file_attaches(NULL));
    CHECK_INT(qr_history_file_put_blob(&pair.file, "a", 1, &blob), QUIRE_UNSUPPORTED);
    CHECK_INT(qr_history_file_attach(&pair.file, NULL, 0, "a", 1), QUIRE_UNSUPPORTED);
    CHECK(qr_history_file_attached(pair.file.file, &count, &bytes, &length) == NULL && count == 0 && length == 0);
    kit_pair_append(&pair, 50);
    CHECK_INT(kit_pair_commit(&pair), QUIRE_OK);
    kit_pair_reopen(&pair);
    memcpy(&header, image.bytes, sizeof header);
    CHECK_INT(header.version, 2);
    kit_pair_end(&pair);
    image_free(&image);
}

int main(void) {
    kit_init();
    RUN(every_prefix);
    RUN(it_stays);
    RUN(places_are_used_again);
    RUN(damage);
    RUN(full);
    RUN(earlier_versions);
    return test_end();
}
