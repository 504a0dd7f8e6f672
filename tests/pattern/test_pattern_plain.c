/* What is left of patterns in a build without PCRE2. */
#include "pattern.h"
#include "test.h"

static char error[200];

static size_t first(const char *text, uint32_t flags, const char *in) {
    struct pattern_hit hit;
    struct pattern *pattern = pattern_create(text, strlen(text), flags, error, sizeof error);
    size_t at = SIZE_MAX;
    if (pattern != NULL && pattern_find(pattern, in, strlen(in), 0, &hit) == PATTERN_FOUND) {
        at = hit.whole.begin;
    }
    pattern_destroy(pattern);
    return at;
}

static void plain_text_is_found_with_smart_case(void) {
    CHECK(first("b.c", PATTERN_SMART_CASE, "abc B.C") == 4);
    CHECK(first("B.c", PATTERN_SMART_CASE, "b.c B.c") == 4);
    CHECK(first("x", 0, "X x") == 2 && first("X", PATTERN_IGNORE_CASE, "x") == 0);
    CHECK(first("longer", 0, "long") == SIZE_MAX && first("", 0, "text") == SIZE_MAX);
}

static void an_expression_is_refused_in_words(void) {
    CHECK(!pattern_has_regex());
    CHECK(first("a+", PATTERN_REGEX, "aa") == SIZE_MAX);
    CHECK_STR(error, "this program was built without regular expressions (PCRE2)");
}

int main(void) {
    RUN(plain_text_is_found_with_smart_case);
    RUN(an_expression_is_refused_in_words);
    return test_end();
}
