/* History files with anything in them, every checksum right (one_checksum.c): refused, or a history that is sound, or
 * says that pages of it cannot be read; that can be walked from all sides, and goes on when it is opened to write.
 *
 * The first byte chooses what is done, the rest is the file as sparse.h packs it. The file lies in memory; only what is
 * installed is called. */
#include <quire/history_file.h>
#include <quire/search.h>

#include "fuzz.h"
#include "page/page_kit.h"

#include "history/memory_file.h"
#include "sparse.h"

#define UNIT_BYTES ((size_t)65536)
#define UNITS_MAX 24u
#define COLS 40u

unsigned long fuzz_taken;

/* Text, styles and numbers of what can be read, without how it lies in pages. */
struct digest {
    uint64_t hash, rows;
};

static void mix(struct digest *digest, uint64_t value) {
    digest->hash = (digest->hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    digest->hash ^= digest->hash >> 29;
}

static struct quire_page *make_page(uint32_t cols) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_page *page = NULL;
    options.cols = cols;
    options.rows = 1;
    REQUIRE(quire_page_create(&options, &page) == QUIRE_OK);
    return page;
}

static void mix_row(struct digest *digest, struct quire_page *page, const struct quire_history_row *where) {
    static struct quire_page_cell cells[COLS];
    uint32_t count = quire_page_row(page, 0, cells, COLS);
    mix(digest, where->line << 2 | (uint64_t)where->wrapped << 1 | where->prompt);
    mix(digest, where->column);
    for (uint32_t x = 0; x < count; x++)
        mix(digest, (uint64_t)cells[x].character << 8 | cells[x].width * 2u | (cells[x].cluster_length > 0));
}

/* Reads up to `most` rows at the end, and finds each where it says that it is; unless some cannot be read (`sound` is
 * false), for pages of a file are validated when they are read first. */
static struct digest read_rows(struct quire_history *history, uint64_t most, bool sound) {
    struct quire_page *page = make_page(COLS);
    struct digest digest = {0};
    uint64_t rows = quire_history_rows(history, COLS), found;
    for (uint64_t index = rows > most ? rows - most : 0; index < rows; index++) {
        struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
        if (quire_history_read(history, index, page, 0, &where) != QUIRE_OK) {
            REQUIRE(!sound);
            continue;
        }
        enum quire_result result = quire_history_find(history, COLS, where.line, where.column, &found);
        REQUIRE((result == QUIRE_OK && found == index) || !sound);
        mix_row(&digest, page, &where);
        digest.rows++;
    }
    quire_page_destroy(page);
    return digest;
}

static bool on_found(void *user, const struct quire_search_hit *hit) {
    uint32_t *left = user;
    REQUIRE(hit->line > 0 && hit->columns > 0);
    return --*left > 0;
}

/* Returns whether every rule is kept. What is not said to be broken can be read. */
static bool look(struct quire_history *history) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    uint64_t found = 0;
    uint32_t hits = 50;
    bool sound = quire_history_verify(history, NULL, NULL) == 0;
    (void)read_rows(history, 200, sound);
    (void)quire_history_rows(history, 1);
    (void)quire_history_rows(history, 300);
    (void)quire_history_find_prompt(history, UINT64_MAX, true, &found);
    options.text = "e";
    options.length = 1;
    (void)quire_search_history(history, &options, on_found, &hits);
    return sound;
}

static enum quire_result open_disk(bool to_write, struct quire_history **history) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    options.lines = 500;
    options.seed = 3;
    *history = NULL;
    enum quire_result result = to_write ? quire_history_open(&options, "", NULL, NULL, history)
                                        : quire_history_follow(&options, "", NULL, NULL, history);
    REQUIRE(result == QUIRE_OK || result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED);
    return result;
}

static void append(struct quire_history *history, uint32_t count) {
    struct quire_page *page = make_page(COLS);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t columns;
        size_t taken;
        char text[32];
        snprintf(text, sizeof text, "line %u \xE6\xBC\xA2 e\xCC\x81", i);
        REQUIRE(quire_page_clear(page, 0, 0, COLS, 0) == QUIRE_OK);
        REQUIRE(quire_page_write(page, 0, 0, 0, text, strlen(text), &columns, &taken) == QUIRE_OK);
        REQUIRE(quire_page_set_wrapped(page, 0, i % 3 == 1) == QUIRE_OK);
        REQUIRE(quire_history_push(history, page, 0) == QUIRE_OK);
    }
    quire_history_end_line(history);
    quire_page_destroy(page);
}

static void take_back(struct quire_history *history, uint32_t count, bool sound) {
    struct quire_page *page = make_page(COLS);
    enum quire_result result = QUIRE_OK;
    while (count-- > 0 && result == QUIRE_OK)
        result = quire_history_pop(history, page, 0);
    REQUIRE(result == QUIRE_OK || result == QUIRE_NOT_FOUND || !sound);
    quire_history_end_line(history);
    quire_page_destroy(page);
}

/* Opened to write it goes on, and what it holds then is what another process finds. */
static void go_on(uint8_t choice) {
    struct quire_history *history = NULL;
    struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
    if (open_disk(true, &history) != QUIRE_OK)
        return;
    bool sound = look(history);
    if (choice & 2)
        take_back(history, choice >> 4, sound);
    append(history, choice >> 3);
    REQUIRE(!sound || quire_history_verify(history, NULL, NULL) == 0);
    REQUIRE(quire_history_commit(history) == QUIRE_OK);
    struct digest want = read_rows(history, UINT64_MAX, sound);
    quire_history_destroy(history);
    REQUIRE(open_disk(false, &history) == QUIRE_OK);
    REQUIRE(quire_history_get_file_info(history, &info) == QUIRE_OK);
    /* Lost commits cannot be asked about: where every checksum is right, what an earlier life of the journal left in
     * its place passes for a record that was whole once, or for a torn tail. With a root that is damaged (`sound` is
     * false) such a thing may even pass for the newest journal. */
    REQUIRE(!sound || (info.lost_pages == 0 && info.lost_lines == 0 && !info.no_journal));
    struct digest have = read_rows(history, UINT64_MAX, sound);
    REQUIRE(!sound || (want.hash == have.hash && want.rows == have.rows));
    quire_history_destroy(history);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct image image;
    struct quire_history *history = NULL;
    size_t breaches = 0;
    if (size < 2)
        return 0;
    image_resize(&image, UNITS_MAX * UNIT_BYTES);
    image.size = sparse_unpack(data + 1, size - 1, image.bytes, UNITS_MAX * UNIT_BYTES);
    disk = &image;
    enum quire_result verified = quire_history_file_verify("", NULL, NULL, NULL, &breaches, NULL);
    enum quire_result result = open_disk(false, &history);
    REQUIRE(result == verified);
    if (result == QUIRE_OK) {
        fuzz_taken++;
        (void)look(history);
        quire_history_destroy(history);
    }
    if (data[0] & 1)
        go_on(data[0]);
    return 0;
}
