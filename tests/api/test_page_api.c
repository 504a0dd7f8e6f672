/* quire/page.h: every function, every error. */
#include "api_kit.h"

static void life(void) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    struct quire_page *page = NULL;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_OK);
    CHECK_INT(quire_page_get_info(page, &info), QUIRE_OK);
    CHECK(info.cols == 80 && info.rows == 24 && info.bytes > 80 * 24 * 8);
    info.size = 1;
    CHECK_INT(quire_page_get_info(page, &info), QUIRE_INVALID);
    quire_page_destroy(page);
    quire_page_destroy(NULL);
    options.cols = 0;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_LIMIT);
    options.cols = QUIRE_MAX_COLUMNS + 1;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_LIMIT);
    options.size--;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_INVALID);
}

static void memory(void) {
    struct api_memory memory = {-1, 0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page *page = NULL;
    uint32_t id;
    options.allocator = &allocator;
    for (long n = 0; n < 2; n++) {
        memory.left = n;
        CHECK_INT(quire_page_create(&options, &page), QUIRE_OUT_OF_MEMORY);
        CHECK_INT(memory.blocks, 0);
    }
    memory.left = -1;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_OK);
    spec.attributes = QUIRE_ATTR_BOLD;
    memory.left = 0;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_OUT_OF_MEMORY);
    memory.left = -1;
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    memory.left = 0;
    CHECK(quire_page_verify(page, NULL, NULL) == SIZE_MAX);
    memory.left = -1;
    quire_page_destroy(page);
    CHECK_INT(memory.blocks, 0);
}

/* A style that finds no memory leaves nothing behind, the reference on its link neither. */
static void linked_styles_without_memory(void) {
    struct api_memory memory = {-1, 0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page *page = NULL;
    uint32_t id, failures = 0;
    options.allocator = &allocator;
    CHECK_INT(quire_page_create(&options, &page), QUIRE_OK);
    spec.link = "http://example.org/";
    spec.link_length = 19;
    for (uint32_t i = 0; i < 2000 && test_ok; i++) {
        spec.foreground.bits = 2u << 24 | i;
        memory.left = 0;
        enum quire_result result = quire_page_add_style(page, &spec, &id);
        memory.left = -1;
        if (result == QUIRE_OK)
            continue;
        failures++;
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
        CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_OK);
    }
    CHECK(failures > 3);
    quire_page_destroy(page);
    CHECK_INT(memory.blocks, 0);
}

static void styles(void) {
    struct quire_page *page = api_page(10, 2);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT, back = QUIRE_STYLE_SPEC_INIT;
    uint32_t plain = 7, id = 0, again = 0;
    CHECK_INT(quire_page_add_style(page, &spec, &plain), QUIRE_OK);
    CHECK_INT(plain, 0);
    spec.foreground.bits = 1u << 24 | 9;
    spec.underline = QUIRE_UNDERLINE_CURLY;
    spec.attributes = QUIRE_ATTR_ITALIC;
    spec.link = "http://example.org/";
    spec.link_length = strlen(spec.link);
    spec.link_id = "x1";
    spec.link_id_length = 2;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_OK);
    CHECK_INT(quire_page_add_style(page, &spec, &again), QUIRE_OK);
    CHECK(id != 0 && id == again);
    CHECK_INT(quire_page_style(page, id, &back), QUIRE_OK);
    CHECK(back.foreground.bits == spec.foreground.bits && back.underline == spec.underline);
    CHECK(back.attributes == spec.attributes && back.link_length == spec.link_length && back.link_id_length == 2);
    CHECK(memcmp(back.link, spec.link, back.link_length) == 0 && memcmp(back.link_id, "x1", 2) == 0);
    CHECK_INT(quire_page_use_style(page, id), QUIRE_OK);
    CHECK_INT(quire_page_use_style(page, id + 1), QUIRE_INVALID);
    CHECK_INT(api_write(page, 0, 0, id, "ab"), 2);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    for (int i = 0; i < 3; i++)
        CHECK_INT(quire_page_release_style(page, id), QUIRE_OK);
    CHECK_INT(quire_page_release_style(page, id), QUIRE_INVALID);
    CHECK(api_write(page, 0, 0, id, "ab") == UINT32_MAX); /* the cells have it, the host does not */
    CHECK_INT(quire_page_use_style(page, id), QUIRE_OK);
    CHECK_INT(quire_page_release_style(page, id), QUIRE_OK);
    CHECK_INT(quire_page_clear(page, 0, 0, 10, 0), QUIRE_OK);
    CHECK_INT(quire_page_style(page, id, &back), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    quire_page_destroy(page);
}

static void bad_styles(void) {
    struct quire_page *page = api_page(10, 2);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    static char uri[QUIRE_LINK_URI_MAX + 1];
    uint32_t id;
    spec.attributes = 256;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_INVALID);
    spec.attributes = 0;
    spec.foreground.bits = 3u << 24;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_INVALID);
    spec.foreground.bits = 1u << 24 | 256;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_INVALID);
    spec.foreground.bits = 0;
    spec.link_length = 1;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_INVALID);
    memset(uri, 'u', sizeof uri);
    spec.link = uri;
    spec.link_length = sizeof uri;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_LIMIT);
    spec.size = 0;
    CHECK_INT(quire_page_add_style(page, &spec, &id), QUIRE_INVALID);
    CHECK_INT(quire_page_style(page, 0, &spec), QUIRE_INVALID);
    quire_page_destroy(page);
}

static void writing(void) {
    struct quire_page *page = api_page(8, 3);
    uint32_t columns;
    size_t taken;
    CHECK_INT(quire_page_write(page, 0, 0, 0, "abcdefghijk", 11, &columns, &taken), QUIRE_OK);
    CHECK(columns == 8 && taken == 8);
    CHECK_INT(quire_page_write(page, 1, 0, 0, "ab\ncd", 5, &columns, &taken), QUIRE_OK);
    CHECK(columns == 2 && taken == 2);
    CHECK_INT(quire_page_write(page, 1, 0, 0, "a\xC2\x85", 3, &columns, &taken), QUIRE_OK);
    CHECK(columns == 1 && taken == 1);
    CHECK_INT(quire_page_write(page, 1, 0, 0, "1234567\xE6\xBC\xA2", 10, &columns, &taken), QUIRE_OK);
    CHECK(columns == 7 && taken == 7); /* a wide character does not fit */
    CHECK_STR(api_text(page, 1), "1234567");
    CHECK_INT(api_write(page, 2, 0, 0, "e\xCC\x81x\xE6\xBC\xA2\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6"), 6);
    CHECK_STR(api_text(page, 2), "e\xCC\x81x\xE6\xBC\xA2\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6");
    CHECK_INT(api_write(page, 2, 2, 0, "\xCC\x88"), 0); /* joins the x */
    CHECK_INT(api_write(page, 2, 0, 0, "\xCC\x88"), 0); /* nothing to join */
    CHECK_INT(api_write(page, 2, 7, 0, "\xFF"), 1);
    CHECK_STR(api_text(page, 2),
              "e\xCC\x81x\xCC\x88\xE6\xBC\xA2\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6 \xEF\xBF\xBD");
    CHECK_INT(quire_page_write(page, 3, 0, 0, "a", 1, &columns, &taken), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 9, 0, "a", 1, &columns, &taken), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 0, 1, "a", 1, &columns, &taken), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 0, 0, NULL, 1, &columns, &taken), QUIRE_INVALID);
    CHECK_INT(quire_page_write(page, 0, 8, 0, NULL, 0, &columns, &taken), QUIRE_OK);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    quire_page_destroy(page);
}

static void reading(void) {
    struct quire_page *page = api_page(8, 1);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page_cell cells[8];
    struct quire_page_run run;
    uint32_t bold;
    char text[32];
    size_t length;
    spec.attributes = QUIRE_ATTR_BOLD;
    CHECK_INT(quire_page_add_style(page, &spec, &bold), QUIRE_OK);
    api_write(page, 0, 0, 0, "a\xE6\xBC\xA2");
    api_write(page, 0, 3, bold, "e\xCC\x81z");
    CHECK_INT(quire_page_row(page, 0, cells, 8), 8);
    CHECK_INT(quire_page_row(page, 1, cells, 8), 0);
    CHECK(cells[0].character == 'a' && cells[0].width == 1 && cells[1].width == 2 && cells[2].width == 0);
    CHECK(cells[1].character == 0x6F22 && cells[2].character == 0 && cells[3].style == bold);
    CHECK(cells[3].cluster_length == 2 && cells[3].cluster[1] == 0x301 && cells[4].cluster == NULL);
    CHECK_INT(quire_page_get_run(page, 0, 0, &run), QUIRE_OK);
    CHECK(run.col == 0 && run.cols == 3 && run.style == 0);
    CHECK_INT(quire_page_get_run(page, 0, 3, &run), QUIRE_OK);
    CHECK(run.col == 3 && run.cols == 2 && run.style == bold);
    CHECK_INT(quire_page_get_run(page, 0, 5, &run), QUIRE_NOT_FOUND);
    CHECK_INT(quire_page_get_run(page, 0, 9, &run), QUIRE_INVALID);
    CHECK_INT(quire_page_text(page, 0, 0, 8, NULL, 0, &length), QUIRE_NO_SPACE);
    CHECK_INT(length, 11);
    CHECK_INT(quire_page_text(page, 0, 1, 5, text, sizeof text, &length), QUIRE_OK);
    CHECK(length == 7 && memcmp(text,
                                "\xE6\xBC\xA2"
                                "e\xCC\x81z",
                                7) == 0);
    CHECK_INT(quire_page_text(page, 0, 5, 4, text, sizeof text, &length), QUIRE_INVALID);
    quire_page_destroy(page);
}

static void editing(void) {
    struct quire_page *page = api_page(6, 4);
    uint32_t scrolled;
    for (uint32_t y = 0; y < 4; y++)
        api_write(page, y, 0, 0, (const char *[]){"row 0", "row 1", "row 2", "row 3"}[y]);
    uint64_t version = quire_page_row_version(page, 1);
    CHECK_INT(quire_page_shift(page, 1, 0, 6, 2, 0), QUIRE_OK);
    CHECK_STR(api_text(page, 1), "  row");
    CHECK(quire_page_row_version(page, 1) != version);
    CHECK_INT(quire_page_row_version(page, 4), 0);
    CHECK_INT(quire_page_shift(page, 1, 0, 6, INT32_MIN, 0), QUIRE_OK);
    CHECK_STR(api_text(page, 1), "");
    CHECK_INT(quire_page_shift(page, 1, 4, 3, 1, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_clear(page, 2, 3, 5, 0), QUIRE_OK);
    CHECK_STR(api_text(page, 2), "row");
    CHECK_INT(quire_page_clear(page, 2, 0, 7, 0), QUIRE_INVALID);
    CHECK_INT(quire_page_clear(page, 2, 0, 1, 5), QUIRE_INVALID);
    CHECK_INT(quire_page_set_wrapped(page, 2, true), QUIRE_OK);
    CHECK(quire_page_wrapped(page, 2) && !quire_page_wrapped(page, 1) && !quire_page_wrapped(page, 9));
    CHECK_INT(quire_page_set_wrapped(page, 4, true), QUIRE_INVALID);
    CHECK_INT(quire_page_scroll(page, 0, 4, 2, 0, NULL, &scrolled), QUIRE_OK);
    CHECK_INT(scrolled, 2);
    CHECK_STR(api_text(page, 0), "row");
    CHECK_INT(quire_page_scroll(page, 0, 2, -1, 0, NULL, NULL), QUIRE_OK);
    CHECK_STR(api_text(page, 1), "row");
    CHECK_INT(quire_page_scroll(page, 0, 2, INT32_MIN, 0, NULL, &scrolled), QUIRE_OK);
    CHECK_INT(scrolled, 2);
    CHECK_INT(quire_page_scroll(page, 2, 1, 1, 0, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_scroll(page, 0, 5, 1, 0, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    quire_page_destroy(page);
}

/* Twenty thousand clusters one after the other in the same cell: the dead ones are let go when their strings run out,
 * so the page stays as small as for a few. */
static void dead_clusters_are_let_go(void) {
    struct quire_page *page = api_page(4, 1);
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    size_t first = 0;
    for (uint32_t i = 0; i < 20000 && test_ok; i++) {
        char text[64] = "e";
        for (uint32_t mark = 0, number = i; mark < 12; mark++, number /= 4) {
            const char bytes[] = {(char)0xCC, (char)(0x80 + number % 4), 0};
            strcat(text, bytes);
        }
        CHECK_INT(api_write(page, 0, 0, 0, text), 1);
        CHECK_INT(quire_page_get_info(page, &info), QUIRE_OK);
        first = i == 200 ? info.bytes : first;
    }
    CHECK(info.bytes <= first * 2);
    CHECK_INT(quire_page_verify(page, api_print, NULL), 0);
    quire_page_destroy(page);
}

int main(void) {
    RUN(life);
    RUN(memory);
    RUN(linked_styles_without_memory);
    RUN(styles);
    RUN(bad_styles);
    RUN(writing);
    RUN(reading);
    RUN(editing);
    RUN(dead_clusters_are_let_go);
    return test_end();
}
