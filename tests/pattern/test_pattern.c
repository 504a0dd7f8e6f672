/* What a pattern finds, in which case, what it says of an error, and that none stalls. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <time.h>

#include "pattern.h"
#include "test.h"

static char error[200];

/* The hits of a pattern in a text, "2-5 8-9"; "!" behind them where it gave up; of no pattern its error. */
static const char *hits(const char *pattern_text, uint32_t flags, const char *text, size_t length) {
    static char list[400];
    struct pattern *pattern = pattern_create(pattern_text, strlen(pattern_text), flags, error, sizeof error);
    struct pattern_hit hit;
    enum pattern_result result = PATTERN_NONE;
    size_t from = 0, used = 0;
    if (pattern == NULL) {
        return error;
    }
    list[0] = '\0';
    while ((result = pattern_find(pattern, text, length, from, &hit)) == PATTERN_FOUND && used < 300) {
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%zu-%zu", used > 0 ? " " : "", hit.whole.begin,
                                 hit.whole.end);
        from = hit.whole.end;
    }
    snprintf(list + used, sizeof list - used, "%s", result == PATTERN_GAVE_UP ? "!" : "");
    pattern_destroy(pattern);
    return list;
}

static const char *plain(const char *pattern, const char *text) {
    return hits(pattern, PATTERN_SMART_CASE, text, strlen(text));
}

static const char *regex(const char *pattern, const char *text) {
    return hits(pattern, PATTERN_REGEX | PATTERN_SMART_CASE, text, strlen(text));
}

static void plain_text_has_no_special_characters(void) {
    CHECK_STR(plain("a.c*", "abc a.c* "), "4-8");
    CHECK_STR(plain("\\d", "7 \\d"), "2-4");
    CHECK_STR(plain("aa", "aaaaa"), "0-2 2-4");
    CHECK_STR(plain("x", ""), "");
    CHECK_STR(plain("", "text"), ""); /* nothing, not everywhere */
}

static void case_is_smart(void) {
    CHECK_STR(plain("error", "Error ERROR error"), "0-5 6-11 12-17");
    CHECK_STR(plain("Error", "Error ERROR error"), "0-5");
    CHECK_STR(plain("\xC3\xA4rger", "\xC3\x84RGER \xC3\xA4rger"), "0-6 7-13"); /* ä, Ä */
    CHECK_STR(plain("\xC3\x84rger", "\xC3\x84rger \xC3\xA4rger"), "0-6");
    CHECK_STR(plain("\xCF\x83", "\xCE\xA3\xCF\x82"), "0-2 2-4");     /* sigma, its capital, and at a word's end */
    CHECK_STR(plain("\xD0\xB4\xD0\xB0", "\xD0\x94\xD0\x90"), "0-4"); /* da, DA in Cyrillic */
    CHECK_STR(hits("error", 0, "Error error", 11), "6-11");          /* as it is */
    CHECK_STR(hits("Error", PATTERN_IGNORE_CASE, "eRRor", 5), "0-5");
}

/* A text is passed over where it lacks what every hit has: in whatever case that is written. */
static void what_is_needed_is_seen(void) {
    CHECK_STR(regex("(q17+x)", "none of it"), "");
    CHECK_STR(regex("(q17+x)", "q177x Q17X"), "0-5 6-10");
    CHECK_STR(regex("(?i)Q1", "q1 Q1"), "0-2 3-5");
    CHECK_STR(regex("Q1", "q1 Q1"), "3-5");
    CHECK_STR(regex("(?<=x)q", "xq q"), "1-2");
    CHECK_STR(regex("x\\Kq", "xq q"), "1-2");
    CHECK_STR(regex("[qz]1", "z1 q1"), "0-2 3-5");
    CHECK_STR(regex("q?1", "1 q1"), "0-1 2-4");
    CHECK_STR(regex("q|z", "z"), "0-1");
    CHECK_STR(regex("qz*", "q"), "0-1");
    CHECK_STR(plain("kelvin", "\xE2\x84\xAA"
                              "elvin Kelvin"),
              "0-8 9-15"); /* the sign of the unit is a k, too */
    CHECK_STR(plain("miss", "mi\xC5\xBF"
                            "s MISS"),
              "0-5 6-10"); /* and a long s is an s */
}

static void an_escape_is_no_upper_case_letter(void) {
    CHECK_STR(regex("\\Sx", "AX"), "0-2");
    CHECK_STR(regex("\\Bx", "aX"), "1-2");
    CHECK_STR(regex("\\\\A", "\\a \\A"), "3-5"); /* behind a backslash that is one */
}

static void expressions_are_those_of_pcre2(void) {
    CHECK_STR(regex("\\d+", "a12 b3"), "1-3 5-6");
    CHECK_STR(regex("^ab|cd$", "ab cd ab cd"), "0-2 9-11");
    CHECK_STR(regex("(?<=x)y", "xy yy"), "1-2");
    CHECK_STR(regex("\\w+", "\xC3\xA4\xC3\xB6 x"), "0-4 5-6"); /* of Unicode */
    CHECK_STR(regex(".", "\xE2\x82\xAC"), "0-3");
    CHECK_STR(regex("a*", "baab"), "1-3"); /* none is empty */
    CHECK_STR(regex("(?=(a))", "a"), "");
}

static void groups_are_told(void) {
    struct pattern_hit hit;
    struct pattern *pattern = pattern_create("(\\w+)(x)?:(\\d+)", 15, PATTERN_REGEX, error, sizeof error);
    if (pattern == NULL) {
        CHECK_STR(error, "");
        return;
    }
    CHECK_INT(pattern_find(pattern, "see main.c:12", 13, 0, &hit), PATTERN_FOUND);
    CHECK(hit.whole.begin == 9 && hit.whole.end == 13);
    CHECK(hit.groups[1].begin == 9 && hit.groups[1].end == 10);
    CHECK(hit.groups[2].begin == 0 && hit.groups[2].end == 0);
    CHECK(hit.groups[3].begin == 11 && hit.groups[3].end == 13);
    CHECK(hit.groups[4].end == 0 && hit.groups[PATTERN_GROUPS - 1].end == 0);
    pattern_destroy(pattern);
}

static void an_error_is_a_line_with_a_column(void) {
    CHECK_STR(regex("ab(c", ""), "column 5: missing closing parenthesis");
    CHECK_STR(regex("\xC3\xA4[b", ""), "column 4: missing terminating ] for character class");
    CHECK_STR(regex("*", ""), "column 1: quantifier does not follow a repeatable item");
    CHECK_STR(plain("\xFF", ""), "column 1: UTF-8 error: illegal byte (0xfe or 0xff)");
    char text[PATTERN_MAX + 1];
    memset(text, 'a', sizeof text);
    CHECK(pattern_create(text, sizeof text, 0, error, sizeof error) == NULL);
    CHECK_STR(error, "longer than 1024 bytes");
}

static int64_t cpu_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Each of these takes PCRE2 from seconds to the age of the world; here a call ends after milliseconds. The bound leaves
 * room for sanitizers; what is tested is that it does not grow with pattern and line. */
static void no_pattern_stalls(void) {
    static const char *const evil[] = {"(a+)+$",
                                       "(a|a)*b",
                                       "(.*)(.*)(.*)(.*)(.*)[xy]",
                                       ".*.*[xy]",
                                       "(a?){64}a{64}b",
                                       "a*a*a*a*c",
                                       "(?:a(?=.*b|.*c|.*d))+e",
                                       "(\\w+\\s?)+$!",
                                       "(?<=(?:a))a.*?a.*?[b]"};
    static char line[60000];
    memset(line, 'a', sizeof line);
    for (size_t length = 60; length <= sizeof line; length *= 10) {
        for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++) {
            int64_t began = cpu_ms();
            hits(evil[i], PATTERN_REGEX, line, length);
            CHECK(cpu_ms() - began < 1000);
        }
    }
}

/* What is bounded is what nobody would wait for: a common expression reads a long line to its end. */
static void a_long_line_is_read_to_its_end(void) {
    static char line[65536];
    memset(line, ' ', sizeof line);
    memcpy(line + 65000, "main.c:42", 9);
    CHECK_STR(hits("[\\w/.]+:\\d+", PATTERN_REGEX, line, sizeof line), "65000-65009");
    CHECK_STR(hits("^.*main", PATTERN_REGEX, line, sizeof line), "0-65004");
    CHECK_STR(hits("main", PATTERN_SMART_CASE, line, sizeof line), "65000-65004");
}

int main(void) {
    if (!pattern_has_regex()) {
        printf("SKIP: built without PCRE2\n");
        return 77;
    }
    RUN(plain_text_has_no_special_characters);
    RUN(case_is_smart);
    RUN(what_is_needed_is_seen);
    RUN(an_escape_is_no_upper_case_letter);
    RUN(expressions_are_those_of_pcre2);
    RUN(groups_are_told);
    RUN(an_error_is_a_line_with_a_column);
    RUN(no_pattern_stalls);
    RUN(a_long_line_is_read_to_its_end);
    return test_end();
}
