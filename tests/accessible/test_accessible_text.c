/* The text of a pane as screen readers know it: characters, words, lines, places; and differences, which put one state
 * together from another whatever the two are. */
#include <stdlib.h>

#include "accessible_text.h"
#include "test.h"
#include "utf8_write.h"

/* Of UTF-8 that is well-formed. */
static struct accessible_text text_of(const char *utf8) {
    struct accessible_text text = ACCESSIBLE_TEXT_INIT;
    for (const unsigned char *at = (const unsigned char *)utf8; *at;) {
        uint32_t length = *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
        uint32_t c = length == 1 ? *at : *at & (0xFFu >> (length + 1));
        for (uint32_t i = 1; i < length; i++)
            c = c << 6 | (at[i] & 0x3Fu);
        CHECK(accessible_text_add(&text, c));
        at += length;
    }
    return text;
}

static bool is(const struct accessible_text *text, struct accessible_span span, const char *wanted) {
    size_t length;
    const char *bytes = accessible_text_slice(text, span, &length);
    bool same = length == strlen(wanted) && !memcmp(bytes, wanted, length);
    if (!same)
        printf("[%u, %u) is \"%.*s\", not \"%s\"\n", span.start, span.end, (int)length, bytes, wanted);
    return same;
}

static void characters_are_code_points(void) {
    struct accessible_text text = text_of("a\u00e9\u6f22\U0001f600z");
    char bytes[UTF8_MAX];
    CHECK_INT(text.characters, 5);
    CHECK(is(&text, (struct accessible_span){1, 4}, "\u00e9\u6f22\U0001f600"));
    CHECK(is(&text, (struct accessible_span){3, 99}, "\U0001f600z"));
    CHECK(is(&text, (struct accessible_span){9, 99}, ""));
    CHECK_INT(utf8_write(0xD800, bytes), 3);
    CHECK(!memcmp(bytes, "\xEF\xBF\xBD", 3));
    CHECK_INT(utf8_write(0x110000, bytes), 3);
    accessible_text_finish(&text);
}

static void words_and_lines_are_around(void) {
    struct accessible_text text = text_of("$ ls  -l\n\u00e4rger here\n\nend");
    static const struct {
        uint32_t at;
        enum accessible_granularity granularity;
        const char *wanted;
    } cases[] = {{0, ACCESSIBLE_WORD, "$ "},
                 {1, ACCESSIBLE_WORD, "$ "},
                 {2, ACCESSIBLE_WORD, "ls  "},
                 {5, ACCESSIBLE_WORD, "ls  "},
                 {7, ACCESSIBLE_WORD, "-l"},
                 {9, ACCESSIBLE_WORD, "\u00e4rger "},
                 {20, ACCESSIBLE_WORD, "\n"},
                 {22, ACCESSIBLE_WORD, "end"},
                 {0, ACCESSIBLE_LINE, "$ ls  -l\n"},
                 {8, ACCESSIBLE_LINE, "$ ls  -l\n"},
                 {9, ACCESSIBLE_LINE, "\u00e4rger here\n"},
                 {20, ACCESSIBLE_LINE, "\n"},
                 {21, ACCESSIBLE_LINE, "end"},
                 {23, ACCESSIBLE_LINE, "end"},
                 {9, ACCESSIBLE_CHARACTER, "\u00e4"},
                 {8, ACCESSIBLE_CHARACTER, "\n"},
                 {99, ACCESSIBLE_CHARACTER, ""},
                 {99, ACCESSIBLE_LINE, "end"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool same = is(&text, accessible_text_around(&text, cases[i].at, cases[i].granularity), cases[i].wanted);
        if (!same)
            printf("  at %u\n", cases[i].at);
        CHECK(same);
    }
    accessible_text_finish(&text);
}

static void places_go_both_ways(void) {
    struct accessible_text text = text_of("ab\n\u6f22c\n\nd");
    for (uint32_t at = 0; at <= text.characters; at++) {
        uint32_t row, column;
        accessible_text_place(&text, at, &row, &column);
        CHECK_INT(accessible_text_at(&text, row, column), at);
    }
    CHECK_INT(accessible_text_at(&text, 0, 40), 2); /* behind the row's end: its end */
    CHECK_INT(accessible_text_at(&text, 40, 0), text.characters);
    accessible_text_finish(&text);
}

static void blanks_are_trimmed(void) {
    struct accessible_text text = text_of("a  b   ");
    accessible_text_trim(&text, 6);
    CHECK_INT(text.characters, 6);
    accessible_text_trim(&text, 0);
    CHECK(is(&text, (struct accessible_span){0, 99}, "a  b"));
    accessible_text_finish(&text);
}

/* Does what the difference says, and looks whether it gives `after`. */
static bool is_told(const struct accessible_text *before, const struct accessible_text *after,
                    const struct accessible_difference *difference) {
    struct accessible_text made = ACCESSIBLE_TEXT_INIT;
    struct accessible_span parts[] = {
        {difference->scrolled, difference->scrolled + difference->removed.start},
        difference->inserted,
        {difference->scrolled + difference->removed.end, before->characters},
    };
    bool same = true;
    for (int i = 0; i < 3; i++) {
        size_t length;
        const char *bytes = accessible_text_slice(i == 1 ? after : before, parts[i], &length);
        char *part = malloc(length + 1);
        memcpy(part, bytes, length);
        part[length] = 0;
        struct accessible_text more = text_of(part);
        same &= made.length + more.length <= after->length &&
                (!more.length || !memcmp(after->bytes + made.length, more.bytes, more.length));
        made.length += more.length;
        accessible_text_finish(&more);
        free(part);
    }
    return same && made.length == after->length;
}

static void differences_are_small(void) {
    static const struct {
        const char *before, *after;
        uint32_t scrolled;
        const char *removed, *inserted;
    } cases[] = {{"$ l\n", "$ ls\n", 0, "", "s"},
                 {"$ \n\n", "$ \nout\n", 0, "", "out"},
                 {"one\ntwo\n$ ", "two\nthree\n$ ", 4, "", "three\n"},
                 {"a\nb\nc\nd", "c\nd\ne\nf", 4, "", "\ne\nf"},
                 {"same", "same", 0, "", ""},
                 {"", "new", 0, "", "new"},
                 {"gone", "", 0, "gone", ""},
                 {"na\u00efve", "na\u00eeve", 0, "\u00ef", "\u00ee"}, /* their first bytes are the same */
                 {"x\u00e9", "x\u0129", 0, "\u00e9", "\u0129"}};      /* their last ones */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct accessible_text before = text_of(cases[i].before), after = text_of(cases[i].after);
        struct accessible_difference difference = accessible_text_difference(&before, &after);
        struct accessible_span removed = {difference.removed.start + difference.scrolled,
                                          difference.removed.end + difference.scrolled};
        CHECK_INT(difference.scrolled, cases[i].scrolled);
        CHECK(is(&before, removed, cases[i].removed));
        CHECK(is(&after, difference.inserted, cases[i].inserted));
        CHECK(is_told(&before, &after, &difference));
        accessible_text_finish(&before);
        accessible_text_finish(&after);
    }
}

static void differences_tell_everything(void) {
    static const char *const pieces[] = {"a",      "b",      " ",      "\n",         "\n",
                                         "\u00e9", "\u00e8", "\u6f22", "\U0001f600", "ab\nab\n"};
    uint32_t state = 7;
    for (int round = 0; round < 3000; round++) {
        char texts[2][128] = {"", ""};
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < 12; i++) {
                state = state * 1664525u + 1013904223u;
                strcat(texts[side], pieces[(state >> 16) % (round % 2 ? 5 : 10)]);
            }
        }
        struct accessible_text before = text_of(texts[0]), after = text_of(texts[1]);
        struct accessible_difference difference = accessible_text_difference(&before, &after);
        bool told = is_told(&before, &after, &difference);
        if (!told)
            printf("\"%s\" to \"%s\"\n", texts[0], texts[1]);
        CHECK(told);
        accessible_text_finish(&before);
        accessible_text_finish(&after);
    }
}

int main(void) {
    RUN(characters_are_code_points);
    RUN(words_and_lines_are_around);
    RUN(places_go_both_ways);
    RUN(blanks_are_trimmed);
    RUN(differences_are_small);
    RUN(differences_tell_everything);
    return test_end();
}
