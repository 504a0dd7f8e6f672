/* Where links are. quire/link.h says each. */
#include <quire/link.h>

#include "engine_kit.h"

#define OPEN(uri) "\033]8;;" uri "\033\\"
#define OPEN_ID(id, uri) "\033]8;id=" id ";" uri "\033\\"
#define CLOSE "\033]8;;\033\\"

static struct quire_place place_at(struct kit *kit, uint32_t row, uint32_t col) {
    struct quire_place place = {0, 0};
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_place(kit->frame, row, col, &place), QUIRE_OK);
    return place;
}

/* "URI: text" of the link under a cell. */
static const char *link_at(struct kit *kit, uint32_t row, uint32_t col) {
    static char uri[64];
    struct quire_place place = place_at(kit, row, col);
    struct quire_range span;
    size_t length = 0;
    if (quire_link_at(kit->terminal, &place, &span, uri, sizeof uri, &length) != QUIRE_OK)
        return "(none)";
    text_clear(&kit->scratch);
    text_add(&kit->scratch, uri, length);
    text_addf(&kit->scratch, ": ");
    CHECK_INT(quire_format_write_range(kit->terminal, &span, QUIRE_FORMAT_TEXT, kit_collect, &kit->scratch), QUIRE_OK);
    return kit->scratch.bytes;
}

struct listing {
    struct kit *kit;
    struct text text;
    unsigned most;
};

static bool list(void *user, const struct quire_range *span) {
    struct listing *l = user;
    text_addf(&l->text, "%u:%u-%u ", (unsigned)span->from.line, (unsigned)span->from.column, (unsigned)span->to.column);
    return --l->most > 0;
}

static const char *spans(struct kit *kit, struct quire_place place, const struct quire_range *within, unsigned most) {
    static char said[256];
    struct listing l = {kit, {0}, most};
    text_clear(&l.text);
    enum quire_result result = quire_link_spans(kit->terminal, &place, within, list, &l);
    (void)snprintf(said, sizeof said, "%s", result == QUIRE_OK ? l.text.bytes : quire_result_name(result));
    text_free(&l.text);
    return said;
}

static void link_under_a_cell(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "ab" OPEN("u:1") "cd" CLOSE "e" OPEN("u:2") "f\xE6\xBC\xA2" CLOSE "\r\nplain");
    CHECK_STR(link_at(&kit, 0, 1), "(none)");
    CHECK_STR(link_at(&kit, 0, 2), "u:1: cd");
    CHECK_STR(link_at(&kit, 0, 3), "u:1: cd");
    CHECK_STR(link_at(&kit, 0, 4), "(none)");
    CHECK_STR(link_at(&kit, 0, 5), "u:2: f\xE6\xBC\xA2");
    CHECK_STR(link_at(&kit, 0, 7), "u:2: f\xE6\xBC\xA2"); /* its second column */
    CHECK_STR(link_at(&kit, 0, 8), "(none)");
    CHECK_STR(link_at(&kit, 1, 0), "(none)");
    CHECK_STR(link_at(&kit, 3, 9), "(none)");
    kit_close(&kit);
}

/* A span goes over soft wraps, the column that a wide character left free, and the edge of history. */
static void spans_over_wraps(void) {
    struct kit kit;
    kit_open(&kit, 6, 3);
    feed(&kit, "1\r\nab" OPEN("u:1") "cde\xE6\xBC\xA2ghijklmnop" CLOSE "q\r\nend");
    for (uint32_t offset = 0; offset < 3; offset++) {
        quire_frame_scroll_to(kit.frame, kit.terminal, offset);
        CHECK_STR(link_at(&kit, 0, 2), "u:1: cde\xE6\xBC\xA2ghijklmnop");
    }
    struct quire_place place = place_at(&kit, 0, 2);
    CHECK(strchr(spans(&kit, place, NULL, 9), ' ')[1] == 0); /* one */
    CHECK_INT(quire_terminal_resize(kit.terminal, 4, 3, 0, 0), QUIRE_OK);
    CHECK(strchr(spans(&kit, place, NULL, 9), ' ')[1] == 0);
    kit_close(&kit);
}

/* Cells of one id are one link, those of two openings without one are two. */
static void all_spans_of_a_link(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, OPEN_ID("x", "u:1") "ab" CLOSE " " OPEN("u:1") "cd" CLOSE "\r\n");
    feed(&kit, OPEN_ID("x", "u:2") "no" CLOSE OPEN_ID("x", "u:1") "ef\r\ngh" CLOSE "\r\n3\r\n4\r\n");
    feed(&kit, OPEN_ID("x", "u:1") "ij");
    quire_frame_scroll_to(kit.frame, kit.terminal, 9);
    struct quire_place first = place_at(&kit, 0, 0), other = place_at(&kit, 0, 3), plain = place_at(&kit, 0, 2);
    CHECK_STR(spans(&kit, first, NULL, 99), "1:0-2 2:2-4 3:0-2 6:0-2 ");
    CHECK_STR(spans(&kit, other, NULL, 99), "1:3-5 ");
    CHECK_STR(spans(&kit, plain, NULL, 99), "NOT_FOUND");
    CHECK_STR(spans(&kit, first, NULL, 2), "1:0-2 2:2-4 "); /* false ends it */
    struct quire_range within = {{1, 1}, {3, 1}};
    CHECK_STR(spans(&kit, first, &within, 99), "1:1-2 2:2-4 3:0-1 "); /* cut to it */
    within = (struct quire_range){{3, 0}, {1, 0}};
    CHECK_STR(spans(&kit, first, &within, 99), "INVALID");
    CHECK_INT(quire_link_spans(kit.terminal, &first, NULL, NULL, NULL), QUIRE_INVALID);
    feed(&kit, "\033[3J");
    CHECK_STR(spans(&kit, first, NULL, 99), "NOT_FOUND"); /* the place is no more */
    kit_close(&kit);
}

static void uri_of_any_size(void) {
    struct kit kit;
    struct quire_range span = {{0, 0}, {0, 0}};
    size_t length = 0;
    char uri[4];
    kit_open(&kit, 10, 3);
    feed(&kit, OPEN("u:1") "ab");
    struct quire_place place = place_at(&kit, 0, 1);
    CHECK_INT(quire_link_at(kit.terminal, &place, &span, NULL, 0, &length), QUIRE_NO_SPACE);
    CHECK_INT(length, 3);
    CHECK_INT(span.to.column - span.from.column, 2);
    CHECK_INT(quire_link_at(kit.terminal, &place, &span, uri, 3, &length), QUIRE_OK);
    CHECK(memcmp(uri, "u:1", 3) == 0);
    kit_close(&kit);
}

int main(void) {
    RUN(link_under_a_cell);
    RUN(spans_over_wraps);
    RUN(all_spans_of_a_link);
    RUN(uri_of_any_size);
    return test_end();
}
