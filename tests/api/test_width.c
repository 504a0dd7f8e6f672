/* quire/width.h: against Unicode's own data, and against what a terminal does with the same text. */
#include <quire/limits.h>
#include <quire/terminal.h>
#include <quire/width.h>

#include "../unicode/expected.h"
#include "put_utf8.h"
#include "test.h"

/* Every code point has the columns of the data files, narrow and wide where they are ambiguous. */
static void code_points(void) {
    size_t narrow = 0, wide = 0, wrong = 0;
    for (uint32_t c = 0; c < END; c++) {
        wrong += quire_code_point_columns(c, false) != expected_width(c, &narrow, 1);
        wrong += quire_code_point_columns(c, true) != expected_width(c, &wide, 2);
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(quire_code_point_columns(0x2500, false), 1);
    CHECK_INT(quire_code_point_columns(0x2500, true), 2);
    CHECK_INT(quire_code_point_columns(0x110000, false), 1);
    CHECK_INT(quire_code_point_columns(UINT32_MAX, true), 1);
    CHECK(strcmp(quire_unicode_version(), "17.0") == 0);
}

/* Clusters one after the other, each asked for without those before it, are those of GraphemeBreakTest. */
static void breaks(void) {
    uint32_t text[64];
    char utf8[256];
    size_t lines = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(break_tests); i++, lines++) {
        size_t begin = i, count = 0, bytes = 0, at = 0, byte = 0;
        bool surrogate = false;
        for (; break_tests[i] != LINE_END; i++) {
            text[count] = break_tests[i] & ~BOUNDARY;
            surrogate = surrogate || (text[count] & ~0x7FFu) == 0xD800;
            bytes += put_utf8(utf8 + bytes, text[count++]);
        }
        while (at < count) {
            struct quire_cluster_span points = QUIRE_CLUSTER_SPAN_INIT, coded = QUIRE_CLUSTER_SPAN_INIT;
            size_t end = at + 1;
            while (end < count && !(break_tests[begin + end] & BOUNDARY))
                end++;
            CHECK_INT(quire_cluster_next(text + at, count - at, false, &points), QUIRE_OK);
            CHECK_INT(quire_utf8_cluster_next(utf8 + byte, bytes - byte, false, &coded), QUIRE_OK);
            wrong += points.length != end - at || points.code_points != points.length;
            wrong += points.columns != quire_cluster_columns(text + at, end - at, false);
            wrong += !surrogate && (coded.code_points != points.length || coded.columns != points.columns);
            at += points.length;
            byte += coded.length;
        }
        CHECK_INT(byte, bytes);
    }
    CHECK(lines > 700);
    CHECK_INT(wrong, 0);
}

/* Text takes as many columns as the cursor of a terminal moves. */
static void as_in_a_terminal(void) {
    static const char *const texts[] = {
        "plain",
        "plain e\xCC\x81 a\xE2\x80\x8D",
        "\xE6\xBC\xA2\xE5\xAD\x97 e\xCC\x81",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7!",
        "\xE2\x9D\xA4\xEF\xB8\x8F \xE2\x9D\xA4 \xE2\x8C\x9A\xEF\xB8\x8E",
        "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB",
        "\xE2\x94\x80\xCE\xB1\xD0\x96 \xC2\xAD",
        "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
        "bad \xFF\xC0\xE2\x82 \xF0\x9F\x91",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        for (int wide = 0; wide < 2; wide++) {
            struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
            struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
            struct quire_terminal *terminal;
            options.ambiguous_wide = wide;
            CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
            CHECK_INT(quire_terminal_feed(terminal, texts[i], strlen(texts[i])), QUIRE_OK);
            CHECK_INT(quire_terminal_feed(terminal, "\033[m", 3), QUIRE_OK); /* ends a cut sequence */
            CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
            CHECK_INT(info.cursor_col, quire_utf8_columns(texts[i], strlen(texts[i]), wide));
            quire_terminal_destroy(terminal);
        }
    }
}

static void ends_and_errors(void) {
    struct quire_cluster_span span = QUIRE_CLUSTER_SPAN_INIT;
    uint32_t letter = 'a';
    char marks[2 * QUIRE_CLUSTER_MAX + 3] = "a";
    CHECK_INT(quire_cluster_next(NULL, 0, false, &span), QUIRE_OK);
    CHECK(span.length == 0 && span.columns == 0);
    CHECK_INT(quire_utf8_cluster_next("", 0, false, &span), QUIRE_OK);
    CHECK_INT(span.length, 0);
    CHECK_INT(quire_utf8_cluster_next("\r\nx", 3, false, &span), QUIRE_OK);
    CHECK(span.length == 2 && span.columns == 0);
    CHECK_INT(quire_utf8_cluster_next("\xE2\x82", 2, false, &span), QUIRE_OK);
    CHECK(span.length == 2 && span.code_points == 1 && span.columns == 1);
    for (size_t i = 0; i <= QUIRE_CLUSTER_MAX; i++)
        memcpy(marks + 1 + 2 * i, "\xCC\x81", 2);
    CHECK_INT(quire_utf8_cluster_next(marks, sizeof marks, false, &span), QUIRE_OK);
    CHECK(span.length == sizeof marks && span.code_points == QUIRE_CLUSTER_MAX + 2 && span.columns == 1);
    CHECK_INT(quire_cluster_next(NULL, 1, false, &span), QUIRE_INVALID);
    CHECK_INT(quire_cluster_next(&letter, 1, false, NULL), QUIRE_INVALID);
    CHECK_INT(quire_utf8_cluster_next(NULL, 1, false, &span), QUIRE_INVALID);
    CHECK_INT(quire_utf8_cluster_next("a", 1, false, NULL), QUIRE_INVALID);
    span.size--;
    CHECK_INT(quire_cluster_next(&letter, 1, false, &span), QUIRE_INVALID);
    CHECK_INT(quire_utf8_cluster_next("a", 1, false, &span), QUIRE_INVALID);
    CHECK_INT(quire_cluster_columns(NULL, 3, false), 0);
    CHECK(quire_utf8_columns(NULL, 3, false) == 0);
}

int main(void) {
    RUN(code_points);
    RUN(breaks);
    RUN(as_in_a_terminal);
    RUN(ends_and_errors);
    return test_end();
}
