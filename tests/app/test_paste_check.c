/* What is said about a text before it is pasted. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "paste_check.h"
#include "test.h"

enum { LINES = PASTE_LINES, CONTROLS = PASTE_CONTROLS };

static void troubles_are_found(void) {
    static const struct {
        const char *text;
        size_t length;
        uint32_t open, bracketed; /* without brackets, and with them */
    } facts[] = {
        {"", 0, 0, 0},
        {"a", 1, 0, 0},
        {"a tab\there, \xC3\xBC and \xE2\x82\xAC", 22, 0, 0},
        {"make\n", 5, LINES, 0},
        {"make\r", 5, LINES, 0},
        {"\n", 1, LINES, 0},
        {"one line\nanother", 16, LINES, 0},
        {"esc\033[A", 6, CONTROLS, CONTROLS},
        {"nul\0x", 5, CONTROLS, CONTROLS},
        {"del\x7F", 4, CONTROLS, CONTROLS},
        {"\x01", 1, CONTROLS, CONTROLS},
        {"bell\a\n", 6, LINES | CONTROLS, CONTROLS},
        {"c1 \xC2\x9B", 5, CONTROLS, CONTROLS},
        {"c1 \xC2\x80", 5, CONTROLS, CONTROLS},
        {"no-break\xC2\xA0space", 15, 0, 0},
        {"cut \xC2", 5, 0, 0},
        {"eight by\xC2\x9Btes", 13, CONTROLS, CONTROLS},
        {"seven b\xC2\x9Bytes", 13, CONTROLS, CONTROLS}, /* over the edge of a word */
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        CHECK_INT(paste_check(facts[i].text, facts[i].length, false), facts[i].open);
        CHECK_INT(paste_check(facts[i].text, facts[i].length, true), facts[i].bracketed);
    }
}

static void large_is_more_than_a_mebibyte(void) {
    size_t length = PASTE_LARGE_BYTES;
    char *text = malloc(length + 1);
    memset(text, 'x', length + 1);
    CHECK_INT(paste_check(text, length, false), 0);
    CHECK_INT(paste_check(text, length + 1, true), PASTE_LARGE);
    free(text);
}

/* Each byte alone, at each place of a text that is otherwise plain: none hides behind another one. */
static void no_place_hides_a_byte(void) {
    char text[100];
    for (unsigned byte = 0; byte < 256; byte++) {
        uint32_t want = byte == '\n' || byte == '\r'                    ? LINES
                        : (byte < 0x20 && byte != '\t') || byte == 0x7F ? CONTROLS
                                                                        : 0;
        for (size_t at = 0; at < sizeof text; at++) {
            memset(text, 0xC3, sizeof text); /* before C2: what a borrow would reach */
            text[at] = (char)byte;
            CHECK_INT(paste_check(text, sizeof text, false), want);
            memset(text, ' ', sizeof text);
            text[at] = (char)byte;
            CHECK_INT(paste_check(text, sizeof text, false), want);
        }
    }
}

static void what_is_there_is_counted(void) {
    static const struct {
        const char *text;
        struct paste_counts counts;
    } facts[] = {
        {"", {0, 0, 0, false}},       {"a", {1, 0, 0, false}},       {"a\n", {1, 1, 0, true}},
        {"a\r\nb", {2, 1, 0, false}}, {"a\n\rb\n", {3, 3, 0, true}}, {"\033\xC2\x9B\t\n\x7F", {2, 1, 3, false}},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct paste_counts counts = paste_count(facts[i].text, strlen(facts[i].text));
        CHECK_INT(counts.lines, facts[i].counts.lines);
        CHECK_INT(counts.line_ends, facts[i].counts.line_ends);
        CHECK_INT(counts.controls, facts[i].counts.controls);
        CHECK_INT(counts.ends_in_line, facts[i].counts.ends_in_line);
    }
}

static void stripping_leaves_text(void) {
    static const char *const facts[][2] = {
        {"", ""},
        {"\n", ""},
        {"a\n", "a"},
        {"a\r\n", "a"},
        {"a\r", "a"},
        {"a\n\n", "a\n"},
        {"a\nb", "a\nb"},
        {"\033[31mred", "[31mred"},
        {"\xC2\x9B\x7F\x01\t.", "\t."},
        {"a\n\033", "a"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char to[40];
        size_t length = paste_strip(facts[i][0], strlen(facts[i][0]), to);
        to[length] = '\0';
        CHECK_STR(to, facts[i][1]);
        strcpy(to, facts[i][0]);
        to[paste_strip(to, strlen(to), to)] = '\0';
        CHECK_STR(to, facts[i][1]);
    }
}

static void lines_are_shown_one_by_one(void) {
    static const struct {
        const char *text;
        size_t taken;
        const char *shown; /* < and > for what turns a warning on and off */
    } facts[] = {
        {"a\nb", 2, "a"},
        {"\r\n", 2, ""},
        {"a\tb", 3, "a b"},
        {"\033[A\r", 4, "<^[>[A"},
        {"\x7F\x01", 2, "<^?><^A>"},
        {"\xC2\x9B"
         "A",
         3, "<^[[>A"},
        {"0123456789abcdef\nx", 17, "0123456789abc"},
        {"0123456789ab\xC3\xBC\xC3\xBC", 16, "0123456789ab\xC3\xBC"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char shown[20];
        CHECK_INT(paste_show_line(facts[i].text, strlen(facts[i].text), shown, sizeof shown), facts[i].taken);
        for (char *at = shown; *at != '\0'; at++) {
            *at = (char)(*at == 0x0E ? '<' : *at == 0x0F ? '>' : *at);
        }
        CHECK_STR(shown, facts[i].shown);
    }
}

int main(void) {
    RUN(troubles_are_found);
    RUN(large_is_more_than_a_mebibyte);
    RUN(no_place_hides_a_byte);
    RUN(what_is_there_is_counted);
    RUN(stripping_leaves_text);
    RUN(lines_are_shown_one_by_one);
    return test_end();
}
