/* quire/history.h: rows in, rows out, at any width. */
#include "api_kit.h"

static struct quire_history *make(uint64_t lines) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history = NULL;
    options.lines = lines;
    if (quire_history_create(&options, &history) != QUIRE_OK)
        abort();
    return history;
}

static struct quire_history_info info_of(struct quire_history *history) {
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    CHECK_INT(quire_history_get_info(history, &info), QUIRE_OK);
    return info;
}

static void life(void) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    struct quire_history *history = make(5);
    CHECK_INT(info_of(history).lines, 0);
    CHECK_INT(info_of(history).first_line, 0);
    info.size++;
    CHECK_INT(quire_history_get_info(history, &info), QUIRE_INVALID);
    quire_history_destroy(history);
    quire_history_destroy(NULL);
    options.size = 0;
    CHECK_INT(quire_history_create(&options, &history), QUIRE_INVALID);
}

/* One line of 26 letters over three rows of 10, a style on the last, then a line by itself. */
static void fill(struct quire_history *history, struct quire_page *page) {
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    uint32_t red;
    spec.foreground.bits = 1u << 24 | 1;
    CHECK_INT(quire_page_add_style(page, &spec, &red), QUIRE_OK);
    api_write(page, 0, 0, 0, "abcdefghij");
    api_write(page, 1, 0, 0, "klmnopqrst");
    api_write(page, 2, 0, red, "uvwxyz");
    api_write(page, 3, 0, 0, "alone");
    CHECK_INT(quire_page_set_wrapped(page, 0, true), QUIRE_OK);
    CHECK_INT(quire_page_set_wrapped(page, 1, true), QUIRE_OK);
    CHECK_INT(quire_page_scroll(page, 0, 4, 4, 0, history, NULL), QUIRE_OK);
}

static void any_width(void) {
    struct quire_history *history = make(100);
    struct quire_page *page = api_page(10, 4), *narrow = api_page(4, 3);
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    struct quire_page_cell cells[4];
    uint64_t index;
    fill(history, page);
    CHECK_INT(info_of(history).lines, 2);
    CHECK_INT(info_of(history).last_line, 2);
    CHECK_INT(quire_history_rows(history, 10), 4);
    CHECK_INT(quire_history_rows(history, 4), 9);
    CHECK_INT(quire_history_rows(history, 0), 0);
    CHECK_INT(quire_history_read(history, 5, narrow, 1, &where), QUIRE_OK);
    CHECK_STR(api_text(narrow, 1), "uvwx");
    CHECK(where.line == 1 && where.column == 20 && where.wrapped);
    CHECK_INT(quire_history_read(history, 6, narrow, 0, &where), QUIRE_OK);
    CHECK_STR(api_text(narrow, 0), "yz");
    CHECK(where.column == 24 && !where.wrapped);
    CHECK_INT(quire_page_row(narrow, 0, cells, 4), 4);
    CHECK(cells[0].style != 0 && cells[2].style == 0);
    CHECK_INT(quire_history_read(history, 9, narrow, 0, NULL), QUIRE_NOT_FOUND);
    CHECK_INT(quire_history_read(history, 0, narrow, 3, NULL), QUIRE_INVALID);
    where.size = 0;
    CHECK_INT(quire_history_read(history, 0, narrow, 0, &where), QUIRE_INVALID);
    CHECK_INT(quire_history_find(history, 4, 2, 4, &index), QUIRE_OK);
    CHECK_INT(index, 8);
    CHECK_INT(quire_history_find(history, 4, 3, 0, &index), QUIRE_NOT_FOUND);
    CHECK_INT(quire_history_find(history, 0, 1, 0, &index), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(narrow, api_print, NULL), 0);
    quire_page_destroy(page);
    quire_page_destroy(narrow);
    quire_history_destroy(history);
}

static void back_again(void) {
    struct quire_history *history = make(100);
    struct quire_page *page = api_page(10, 4), *wide = api_page(13, 4);
    fill(history, page);
    for (uint32_t y = 4; y-- > 1;)
        CHECK_INT(quire_history_pop(history, wide, y), QUIRE_OK);
    CHECK_STR(api_text(wide, 1), "abcdefghijklm");
    CHECK_STR(api_text(wide, 2), "nopqrstuvwxyz");
    CHECK_STR(api_text(wide, 3), "alone");
    CHECK(quire_page_wrapped(wide, 1) && !quire_page_wrapped(wide, 2));
    CHECK_INT(quire_history_pop(history, wide, 0), QUIRE_NOT_FOUND);
    CHECK_INT(quire_history_pop(history, wide, 4), QUIRE_INVALID);
    CHECK_INT(quire_page_verify(wide, api_print, NULL), 0);
    CHECK_INT(quire_history_push(history, wide, 1), QUIRE_OK); /* numbers are not used twice */
    CHECK(info_of(history).goes_on && info_of(history).last_line == 3);
    quire_history_end_line(history);
    CHECK(!info_of(history).goes_on);
    CHECK_INT(quire_history_push(history, wide, 2), QUIRE_OK);
    CHECK_INT(info_of(history).lines, 2);
    CHECK_INT(quire_history_push(history, wide, 4), QUIRE_INVALID);
    CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
    quire_page_destroy(page);
    quire_page_destroy(wide);
    quire_history_destroy(history);
}

static void limits(void) {
    struct quire_history *history = make(50);
    struct quire_page *page = api_page(40, 1);
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    char text[32];
    for (int i = 1; i <= 100; i++) {
        snprintf(text, sizeof text, "line %d", i);
        api_write(page, 0, 0, 0, text);
        CHECK_INT(quire_page_scroll(page, 0, 1, 1, 0, history, NULL), QUIRE_OK);
    }
    CHECK(info_of(history).lines == 50 && info_of(history).first_line == 51 && info_of(history).line_limit == 50);
    for (uint64_t i = 0; i < 50; i++) {
        snprintf(text, sizeof text, "line %u", (unsigned)i + 51);
        CHECK_INT(quire_history_read(history, i, page, 0, &where), QUIRE_OK);
        CHECK_STR(api_text(page, 0), text);
        CHECK_INT(where.line, i + 51);
    }
    quire_history_set_limits(history, 3, 0);
    CHECK_INT(info_of(history).first_line, 98);
    quire_history_clear(history);
    CHECK_INT(info_of(history).lines, 0);
    CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    CHECK_INT(info_of(history).first_line, 101);
    CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
    quire_page_destroy(page);
    quire_history_destroy(history);
}

/* Each allocation of a history fails once: nothing is lost and nothing doubled. */
static void memory(void) {
    struct api_memory memory = {-1, 0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history;
    struct quire_page *page = api_page(300, 1);
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    static char text[301];
    options.allocator = &allocator;
    CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
    for (uint64_t i = 0; i < 2000; i++) {
        memset(text, 'a' + (int)(i % 26), 300);
        api_write(page, 0, 0, 0, text);
        memory.left = 0;
        enum quire_result result = quire_history_push(history, page, 0);
        memory.left = -1;
        if (result != QUIRE_OK)
            CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    }
    CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
    CHECK_INT(quire_history_rows(history, 300), 2000);
    for (uint64_t i = 0; i < 2000; i++) {
        memset(text, 'a' + (int)(i % 26), 300);
        CHECK_INT(quire_history_read(history, i, page, 0, &where), QUIRE_OK);
        CHECK_STR(api_text(page, 0), text);
    }
    quire_history_destroy(history);
    quire_page_destroy(page);
    CHECK_INT(memory.blocks, 0);
}

/* When a row was written, and where a prompt began, stays with its line at any width. */
static void times_and_prompts(void) {
    struct quire_history *history = make(100);
    struct quire_page *page = api_page(10, 4), *narrow = api_page(3, 1);
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    uint64_t found;
    for (uint64_t i = 1; i <= 6; i++) {
        quire_page_set_time(page, i * UINT64_C(10000000000));
        api_write(page, 0, 0, 0, "some text");
        CHECK_INT(quire_page_set_prompt(page, 0, i == 2 || i == 5), QUIRE_OK);
        quire_page_set_time(page, 7); /* what is written later does not matter */
        CHECK_INT(quire_page_time(page, 0), i * UINT64_C(10000000000));
        CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    }
    for (uint64_t i = 0; i < 18; i++) {
        CHECK_INT(quire_history_read(history, i, narrow, 0, &where), QUIRE_OK);
        CHECK_INT(where.line, i / 3 + 1);
        CHECK_INT(where.time, (i / 3 + 1) * UINT64_C(10000000000));
        CHECK_INT(where.prompt, i == 3 || i == 12);
    }
    CHECK_INT(quire_history_find_prompt(history, 0, true, &found), QUIRE_OK);
    CHECK_INT(found, 5);
    CHECK_INT(quire_history_find_prompt(history, 5, true, &found), QUIRE_OK);
    CHECK_INT(found, 2);
    CHECK_INT(quire_history_find_prompt(history, 2, true, &found), QUIRE_NOT_FOUND);
    CHECK_INT(quire_history_find_prompt(history, 0, false, &found), QUIRE_OK);
    CHECK_INT(found, 2);
    CHECK_INT(quire_history_find_prompt(history, 3, false, &found), QUIRE_OK);
    CHECK_INT(found, 5);
    CHECK_INT(quire_history_find_prompt(history, 5, false, &found), QUIRE_NOT_FOUND);
    CHECK_INT(quire_page_set_prompt(page, 4, true), QUIRE_INVALID);
    CHECK(!quire_page_prompt(page, 4));
    CHECK_INT(quire_page_time(page, 4), 0);
    quire_page_destroy(page);
    quire_page_destroy(narrow);
    quire_history_destroy(history);
}

/* Runs of one style and cells of equal length are counted up to 256 at a time: each number of them around that comes
 * back, in text and in style. */
static void runs_of_any_length(void) {
    static const char *const texts[] = {"x", "e\xCC\x81"};
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    struct quire_page *page = api_page(600, 1);
    static struct quire_page_cell cells[600];
    uint32_t style, read_style = 0;
    spec.attributes = QUIRE_ATTR_BOLD;
    CHECK_INT(quire_page_add_style(page, &spec, &style), QUIRE_OK);
    for (uint32_t count = 250; count <= 520 && test_ok; count += count == 262 ? 244 : 1) {
        struct quire_history *history;
        CHECK_INT(quire_history_create(&options, &history), QUIRE_OK);
        for (uint32_t kind = 0; kind < 2; kind++) {
            CHECK_INT(quire_page_clear(page, 0, 0, 600, 0), QUIRE_OK);
            for (uint32_t x = 0; x < count; x++)
                CHECK_INT(api_write(page, 0, x, style, texts[kind]), 1);
            CHECK_INT(api_write(page, 0, count, 0, "end"), 3);
            CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
        }
        CHECK_INT(quire_history_verify(history, api_print, NULL), 0);
        for (uint32_t kind = 0; kind < 2 && test_ok; kind++) {
            CHECK_INT(quire_history_read(history, kind, page, 0, NULL), QUIRE_OK);
            CHECK_INT(quire_page_row(page, 0, cells, 600), 600);
            for (uint32_t x = 0; x < count; x++) {
                CHECK_INT(cells[x].cluster_length, kind == 0 ? 0 : 2);
                CHECK(cells[x].style != 0 && (x == 0 || cells[x].style == read_style));
                read_style = cells[x].style;
            }
            CHECK(cells[count].character == 'e' && cells[count].style == 0 && cells[count].cluster_length == 0);
        }
        quire_history_destroy(history);
    }
    quire_page_destroy(page);
}

int main(void) {
    RUN(life);
    RUN(any_width);
    RUN(back_again);
    RUN(limits);
    RUN(memory);
    RUN(times_and_prompts);
    RUN(runs_of_any_length);
    return test_end();
}
