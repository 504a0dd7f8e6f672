/* Snapshots of pages: round trip, and bytes from outside, which are refused or harmless. */
#include "api_kit.h"

#define MUTATIONS 100000

static unsigned char good[1 << 16], bytes[1 << 16];
static size_t good_size;

static struct quire_page *sample(uint32_t *held) {
    struct quire_page *page = api_page(12, 5);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t id = 0;
    for (uint32_t i = 1; i < 6; i++) {
        spec.attributes = i;
        spec.foreground.bits = 2u << 24 | i * 7919;
        spec.link = i % 2 ? "http://example.org/a/long/enough/uri" : NULL;
        spec.link_length = i % 2 ? 20 + i : 0;
        if (quire_page_add_style(page, &spec, &id) != QUIRE_OK)
            abort();
        api_write(page, i - 1, 0, id,
                  "ab\xE6\xBC\xA2"
                  "e\xCC\x81 xyz o\xCC\x88");
        if (i < 4)
            (void)quire_page_release_style(page, id);
    }
    (void)quire_page_clear(page, 0, 0, 12, 0); /* a dead style with a link, dead clusters no longer used twice */
    (void)quire_page_set_wrapped(page, 2, true);
    *held = id;
    return page;
}

static void round_trip(void) {
    uint32_t held;
    size_t length;
    struct quire_page *page = sample(&held), *opened = NULL;
    CHECK_INT(quire_page_snapshot(page, NULL, 0, &good_size), QUIRE_NO_SPACE);
    CHECK(good_size > 0 && good_size <= sizeof good);
    CHECK_INT(quire_page_snapshot(page, good, sizeof good, &length), QUIRE_OK);
    CHECK(length == good_size);
    memcpy(bytes + 1, good, length); /* alignment does not matter */
    CHECK_INT(quire_page_open(bytes + 1, length, NULL, &opened), QUIRE_OK);
    for (uint32_t y = 0; y < 5; y++) {
        char text[128];
        strcpy(text, api_text(page, y));
        CHECK_STR(api_text(opened, y), text);
        CHECK(quire_page_wrapped(page, y) == quire_page_wrapped(opened, y));
    }
    CHECK_INT(quire_page_verify(opened, api_print, NULL), 0);
    CHECK_INT(quire_page_snapshot(opened, bytes, sizeof bytes, &length), QUIRE_OK);
    CHECK(length == good_size && memcmp(bytes, good, length) == 0);
    CHECK_INT(quire_page_release_style(opened, held), QUIRE_OK);
    CHECK_INT(quire_page_release_style(opened, held), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(opened, api_print, NULL), 0);
    quire_page_destroy(page);
    quire_page_destroy(opened);
}

static void refused(void) {
    struct quire_page *page = NULL;
    CHECK_INT(quire_page_open(good, 0, NULL, &page), QUIRE_CORRUPT);
    CHECK_INT(quire_page_open(good, good_size - 1, NULL, &page), QUIRE_CORRUPT);
    memcpy(bytes, good, good_size);
    bytes[4] += 2; /* version: this one stores 3 where there are no images, and reads 4, too */
    CHECK_INT(quire_page_open(bytes, good_size, NULL, &page), QUIRE_UNSUPPORTED);
    for (int i = 0; i < 4; i++)
        bytes[i] = good[3 - i]; /* byte order */
    CHECK_INT(quire_page_open(bytes, good_size, NULL, &page), QUIRE_UNSUPPORTED);
    bytes[0] = 'x';
    CHECK_INT(quire_page_open(bytes, good_size, NULL, &page), QUIRE_CORRUPT);
    for (long n = 0; n < 5; n++) {
        struct api_memory memory = {n, 0};
        struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
        CHECK_INT(quire_page_open(good, good_size, &allocator, &page), QUIRE_OUT_OF_MEMORY);
        CHECK_INT(memory.blocks, 0);
    }
}

/* Uses a page that was taken; nothing may come of it but results. */
static void exercise(struct quire_page *page, struct quire_history *history) {
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    static struct quire_page_cell cells[64];
    uint32_t id;
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    (void)quire_page_get_info(page, &info);
    for (uint32_t y = 0; y < info.rows; y++) {
        uint32_t count = quire_page_row(page, y, cells, 64);
        for (uint32_t x = 0; x < count && x < 64; x++)
            (void)quire_page_style(page, cells[x].style, &spec);
        (void)api_text(page, y);
    }
    spec = (struct quire_style_spec)QUIRE_STYLE_SPEC_INIT;
    spec.attributes = 77;
    spec.link = "mailto:somebody@example.org";
    spec.link_length = strlen(spec.link);
    if (quire_page_add_style(page, &spec, &id) == QUIRE_OK)
        (void)api_write(page, 1, 3, id,
                        "u\xCC\x88\xE6\xBC\xA2"
                        "a\xCC\x88\xCC\x81");
    (void)quire_page_scroll(page, 0, info.rows, 3, 0, history, NULL);
    (void)quire_page_clear(page, 0, 0, info.cols, 0);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
}

static void mutated(void) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history;
    unsigned taken = 0;
    options.lines = 100;
    CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
    size_t used = good_size; /* most of the block's end is empty: hit what means something more often */
    for (int i = 0; i < MUTATIONS && test_ok; i++) {
        struct quire_page *page = NULL;
        memcpy(bytes, good, good_size);
        uint32_t count = 1 + api_below(3);
        for (uint32_t n = 0; n < count; n++) {
            size_t at = api_below(4) ? api_below((uint32_t)used) : api_below(256);
            bytes[at] = (unsigned char)(api_below(2) ? bytes[at] ^ 1u << api_below(8) : api_below(256));
        }
        size_t length = api_below(16) ? good_size : api_below((uint32_t)good_size);
        enum quire_result result = quire_page_open(bytes, length, NULL, &page);
        CHECK(result == QUIRE_OK || result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED);
        if (result != QUIRE_OK)
            continue;
        taken++;
        exercise(page, history);
        quire_page_destroy(page);
    }
    CHECK(taken > 0);
    CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
    quire_history_destroy(history);
}

int main(void) {
    RUN(round_trip);
    RUN(refused);
    RUN(mutated);
    return test_end();
}
