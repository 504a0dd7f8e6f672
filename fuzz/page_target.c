/* A page of one's own (quire/page.h) under any calls: one made from bytes, which may be anything, or a blank one.
 *
 * The first byte chooses: bit 0, the rest is a page's snapshot as sparse.h packs it, behind a u16 length and so many
 * bytes of calls; else all of it is calls, on a page whose size is in the next two bytes. Four bytes make a call. */
#include <string.h>

#include <quire/history.h>
#include <quire/page.h>

#include "fuzz.h"
#include "sparse.h"

#define PAGE_BYTES (1u << 18)
#define CALLS_MAX 400u
#define STYLES 8u

unsigned long fuzz_taken;

struct host {
    struct quire_page *page;
    struct quire_history *history;
    uint32_t cols, rows, last_style;
    uint32_t styles[STYLES]; /* that were given out, and may be dead by now */
    uint64_t told;
};

static bool one_of(enum quire_result result, enum quire_result a, enum quire_result b) {
    return result == QUIRE_OK || result == a || result == b;
}

static bool is_full(enum quire_result result) {
    return result == QUIRE_OUT_OF_STYLES || result == QUIRE_OUT_OF_LINKS || result == QUIRE_OUT_OF_CLUSTERS ||
           result == QUIRE_OUT_OF_STRINGS || result == QUIRE_LIMIT;
}

static void add_style(struct host *host, const uint8_t *call) {
    static const char uri[] = "https://example.org/a/rather/long/address/of/some/document";
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    spec.attributes = call[2];
    spec.foreground.bits = (call[3] & 3u) << 24 | call[3];
    spec.link = call[1] & 8 ? uri : NULL;
    spec.link_length = call[1] & 8 ? 1 + call[3] % (sizeof uri - 1) : 0;
    spec.link_id = call[1] & 16 ? uri : NULL;
    spec.link_id_length = call[1] & 16 && spec.link ? call[2] % 8u : 0;
    enum quire_result result = quire_page_add_style(host->page, &spec, &host->last_style);
    REQUIRE(one_of(result, QUIRE_INVALID, QUIRE_OVERFLOW) || is_full(result));
    host->styles[call[1] % STYLES] = host->last_style;
}

static void write_text(struct host *host, uint32_t row, uint32_t col, uint32_t style, const uint8_t *call) {
    static const char *const texts[] = {"abc defg",
                                        "\xE6\xBC\xA2",
                                        "e\xCC\x81o\xCC\x88",
                                        "\xCC\x80",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
                                        "a\xFF",
                                        "\xE0\xA4\x95\xE0\xA4\xBE",
                                        "x\ny"};
    const char *text = texts[call[3] & 7];
    uint32_t columns = 0;
    size_t taken = 0, length = strlen(text);
    enum quire_result result = quire_page_write(host->page, row, col, style, text, length, &columns, &taken);
    REQUIRE(result == QUIRE_OK || result == QUIRE_INVALID || is_full(result));
    REQUIRE(taken <= length && columns <= host->cols);
}

static void read_row(struct host *host, uint32_t row) {
    static struct quire_page_cell cells[256];
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page_run run = {0};
    char text[4096];
    size_t length = 0;
    uint32_t count = quire_page_row(host->page, row, cells, 256);
    for (uint32_t x = 0; x < count && x < 256; x++) {
        for (uint32_t i = 0; i < cells[x].cluster_length; i++)
            host->told += cells[x].cluster[i];
        REQUIRE(quire_page_style(host->page, cells[x].style, &spec) == QUIRE_OK);
        for (size_t i = 0; i < spec.link_length; i++)
            host->told += (unsigned char)spec.link[i];
    }
    for (uint32_t col = 0; quire_page_get_run(host->page, row, col, &run) == QUIRE_OK; col = run.col + run.cols)
        REQUIRE(run.cols > 0 && run.col >= col);
    enum quire_result result = quire_page_text(host->page, row, 0, host->cols, text, sizeof text, &length);
    REQUIRE(one_of(result, QUIRE_NO_SPACE, QUIRE_INVALID));
    host->told += quire_page_time(host->page, row) + quire_page_row_version(host->page, row);
}

/* Through a snapshot into another page, which is as sound, and back into the same bytes. */
static void go_round(struct host *host) {
    static uint8_t first[PAGE_BYTES], second[PAGE_BYTES];
    struct quire_page *opened = NULL;
    size_t length = 0, again = 0;
    enum quire_result result = quire_page_snapshot(host->page, first, sizeof first, &length);
    REQUIRE(one_of(result, QUIRE_NO_SPACE, QUIRE_NO_SPACE));
    if (result != QUIRE_OK)
        return;
    REQUIRE(quire_page_open(first, length, NULL, &opened) == QUIRE_OK);
    REQUIRE(quire_page_verify(opened, NULL, NULL) == 0);
    REQUIRE(quire_page_snapshot(opened, second, sizeof second, &again) == QUIRE_OK);
    REQUIRE(again == length && memcmp(first, second, length) == 0);
    quire_page_destroy(host->page);
    host->page = opened;
}

static void move_rows(struct host *host, uint32_t row, uint32_t style, const uint8_t *call) {
    uint32_t bottom = row + call[2] % (host->rows + 1), scrolled = 0;
    struct quire_history *history = call[3] & 1 ? host->history : NULL;
    (void)quire_page_scroll(host->page, row, bottom, (int32_t)(call[3] >> 1) - 16, style, history, &scrolled);
    REQUIRE(scrolled <= host->rows);
}

static void use_history(struct host *host, uint32_t row, const uint8_t *call) {
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    uint64_t rows = quire_history_rows(host->history, host->cols), index = rows > 0 ? call[3] % rows : 0, found = 0;
    enum quire_result result;
    switch (call[2] & 7) {
    case 0:
        result = quire_history_pop(host->history, host->page, row);
        REQUIRE(one_of(result, QUIRE_NOT_FOUND, QUIRE_INVALID));
        break;
    case 1:
        result = quire_history_read(host->history, index, host->page, row, &where);
        REQUIRE(one_of(result, QUIRE_NOT_FOUND, QUIRE_INVALID));
        if (result == QUIRE_OK) {
            REQUIRE(quire_history_find(host->history, host->cols, where.line, where.column, &found) == QUIRE_OK);
            REQUIRE(found == index);
        }
        break;
    case 2:
        quire_history_end_line(host->history);
        break;
    case 3:
        quire_history_set_limits(host->history, call[3] + 1u, 0);
        break;
    case 4:
        (void)quire_history_find_prompt(host->history, call[3], call[2] & 8, &found);
        break;
    default:
        result = quire_history_push(host->history, host->page, row);
        REQUIRE(one_of(result, QUIRE_INVALID, QUIRE_LIMIT));
        break;
    }
}

static void call_one(struct host *host, const uint8_t *call) {
    uint32_t row = call[1] % (host->rows + 1), col = call[2] % (host->cols + 1), style = host->styles[call[3] % STYLES];
    switch (call[0] % 16) {
    case 0:
        add_style(host, call);
        break;
    case 1:
        (void)quire_page_use_style(host->page, style);
        break;
    case 2:
        (void)quire_page_release_style(host->page, style);
        break;
    case 3:
        (void)quire_page_clear(host->page, row, col, col + call[3] % 8u, style);
        break;
    case 4:
        (void)quire_page_shift(host->page, row, col, host->cols, (int32_t)(call[3] & 7) - 4, style);
        break;
    case 5:
        move_rows(host, row, style, call);
        break;
    case 6:
        (void)quire_page_set_wrapped(host->page, row, call[3] & 1);
        (void)quire_page_set_prompt(host->page, row, call[3] & 2);
        break;
    case 7:
        quire_page_set_time(host->page, call[3] * UINT64_C(1000000007));
        break;
    case 8:
        go_round(host);
        break;
    case 9:
        read_row(host, row);
        break;
    case 10:
    case 11:
        use_history(host, row, call);
        break;
    default:
        write_text(host, row, col, style, call);
        break;
    }
}

static void make_page(struct host *host, const uint8_t *size) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    options.cols = 1 + size[0] % 60u;
    options.rows = 1 + size[1] % 20u;
    REQUIRE(quire_page_create(&options, &host->page) == QUIRE_OK);
}

/* NULL where the bytes are refused. */
static void open_page(struct host *host, const uint8_t *data, size_t size) {
    static uint8_t unpacked[PAGE_BYTES];
    size_t length = sparse_unpack(data, size, unpacked, sizeof unpacked);
    uint8_t *exact = malloc(length + 1);
    REQUIRE(exact != NULL);
    memcpy(exact, unpacked, length);
    enum quire_result result = quire_page_open(exact, length, NULL, &host->page);
    REQUIRE(one_of(result, QUIRE_CORRUPT, QUIRE_UNSUPPORTED));
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    struct host host = {0};
    if (size < 3)
        return 0;
    const uint8_t *calls = data + 3;
    size_t calls_size = size - 3;
    if (data[0] & 1) {
        size_t wanted = sparse_number(data + 1);
        calls_size = wanted < calls_size ? wanted : calls_size;
        open_page(&host, calls + calls_size, size - 3 - calls_size);
        if (!host.page)
            return 0;
        REQUIRE(quire_page_verify(host.page, NULL, NULL) == 0);
    } else {
        make_page(&host, data + 1);
    }
    fuzz_taken++;
    REQUIRE(quire_page_get_info(host.page, &info) == QUIRE_OK);
    host.cols = info.cols, host.rows = info.rows;
    options.lines = 50;
    REQUIRE(quire_history_create(&options, &host.history) == QUIRE_OK);
    for (uint32_t i = 0; i < CALLS_MAX && calls_size >= 4; i++, calls += 4, calls_size -= 4)
        call_one(&host, calls);
    for (uint32_t row = 0; row < host.rows && row < 64; row++)
        read_row(&host, row);
    REQUIRE(quire_page_verify(host.page, NULL, NULL) == 0);
    REQUIRE(quire_history_verify(host.history, NULL, NULL) == 0);
    quire_history_destroy(host.history);
    quire_page_destroy(host.page);
    return 0;
}
