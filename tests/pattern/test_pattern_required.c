/* The text that every hit of a pattern has in it: of patterns that people type, of those where it is easily wrong, and
 * of random ones, whose hits are asked. */
#include "pattern_required.h"
#include "test.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const char *required_by(const char *pattern, bool is_regex, bool ignore_case) {
    static struct pattern_required required;
    static char text[PATTERN_MAX + 1];
    pattern_required_find(&required, pattern, strlen(pattern), is_regex, ignore_case);
    memcpy(text, required.text, required.length);
    text[required.length] = '\0';
    return text;
}

static void what_each_hit_has(void) {
    static const char *const table[][2] = {
        {"error", "error"},
        {"(q17+x)", "q17"},
        {"main\\.c:[0-9]+", "main.c:"},
        {"^foo$", "foo"},
        {"\\bfoo\\b", "foo"},
        {"a.bc.d", "bc"},
        {"ab.cd", "ab"}, /* the first one of the longest */
        {"ab+c", "ab"},
        {"ab+cd", "bcd"},
        {"abc?d", "ab"},
        {"abc*def", "def"},
        {"abc{0,3}d", "ab"},
        {"abc{2}", "abc"},
        {"abc{0}xyz", "xyz"},
        {"abc{00,}xyz", "xyz"},
        {"abc{1,}?", "abc"},
        {"abc++d", "abc"},
        {"(ab)+c", "ab"},
        {"x(ab)+cd", "xab"},
        {"(ab)?cd", "cd"},
        {"(ab){0}c", "c"},
        {"a(b(c)d)e", "abcde"},
        {"a(?:bc)d", "abcd"},
        {"(foo|bar)ba", "ba"},
        {"x(foo|bar)*", "x"},
        {"xy(foo|(barbar)+)z", "xy"},
        {"a(b(c|d)efg)h", "efgh"},
        {"a(b(c|d)efg)?h", "a"},
        {"((((((((a))))))))", "a"},
        {"(((((((((a)))))))))", ""}, /* too deep */
        {"()ab()", "ab"},
        {"[abc]def", "def"},
        {"[]abc]def", "def"},
        {"[^]abc]d", "d"},
        {"[[:alpha:]]abc", "abc"},
        {"[[:^digit:]x]abc", "abc"},
        {"[\\]abc]d", "d"},
        {"[\\d\\w]+d", "d"},
        {"[abc", ""},
        {"[[.x.]]y", ""},
        {"[\\Qa]\\E]b", ""},
        {"[\\x41]b", ""},
        {"\\d+ms", "ms"},
        {"\\s\\S\\w\\W\\h\\H\\v\\V\\R\\X\\Dx", "x"},
        {"a\\{b\\}", "a{b}"},
        {"a\\*?b", "a"},
        {"a\\_b\\ c\\#", "a_b c#"},
        {"]}", "]}"},
        {"\\Aab\\zc\\Gd\\Ze\\Bfgh", "fgh"},
        {"\xC3\xA4\xC3\xB6?", "\xC3\xA4"},
        {"\xE6\xBC\xA2+\xE5\xAD\x97", "\xE6\xBC\xA2\xE5\xAD\x97"},
        {"a\tbc", "bc"}, /* no line has a tab */
        {"", ""},
        {".", ""},
        {".*", ""},
    };
    for (size_t i = 0; i < LENGTH(table); i++) {
        CHECK_STR(required_by(table[i][0], true, false), table[i][1]);
    }
}

/* Whatever is not understood gives nothing, also beside text that is. */
static void a_doubt_gives_nothing(void) {
    static const char *const doubtful[] = {
        "foo|bar",         "foo|",       "|foo",       "foo\\Kbar",   "\\Qfoo\\E",     "foo\\E",
        "(?i)foo",         "(?x) f oo",  "(?=foo)foo", "(?!foo)bar",  "(?<=foo)bar",   "(?>foo)",
        "(?<n>foo)",       "(?#foo)bar", "(?|foo)",    "foo(?R)?",    "(?(1)foo|bar)", "(*UTF)foo",
        "foo(*ACCEPT)bar", "(foo)\\1",   "foo\\x41",   "foo\\p{L}",   "foo\\N{U+41}",  "foo\\Nbar",
        "foo\\t",          "foo\\",      "foo{",       "foo{,3}",     "foo{ 1 }",      "foo{a}",
        "foo{2}{0}",       "foo+++",     "fo**",       "foo)",        "(foo",          "*foo",
        "^*foo",           "\\b?foo",    "foo(?:bar",  "foo\\o{101}", "foo\\\xC3\xA4", "a\\Cfoo",
    };
    for (size_t i = 0; i < LENGTH(doubtful); i++) {
        CHECK_STR(required_by(doubtful[i], true, false), "");
    }
    char zero[] = "foo\0bar";
    struct pattern_required required;
    pattern_required_find(&required, zero, 7, true, false);
    CHECK_INT(required.length, 0);
}

static void in_any_case_less_is_known(void) {
    CHECK_STR(required_by("error", true, true), "error");
    CHECK_STR(required_by("Error 404", true, true), "Error 404");
    CHECK_STR(required_by("making", true, true), "ing");  /* a k may be the sign of Kelvin */
    CHECK_STR(required_by("MISSING", true, true), "ING"); /* and an s a long one */
    CHECK_STR(required_by("k+s", true, true), "");
    CHECK_STR(required_by("\xC3\xA4rger", true, true), "rger");
    CHECK_STR(required_by("\xE6\xBC\xA2\xE5\xAD\x97", true, true), "\xE6\xBC\xA2\xE5\xAD\x97");
    CHECK_STR(required_by("\xED\x95\x9C", true, true), "\xED\x95\x9C");
    CHECK_STR(required_by("\xEF\xBC\xA1", true, true), ""); /* a wide A */
    CHECK_STR(required_by("\xE1\xBA\xA1", true, true), ""); /* one with a dot below */
    CHECK_STR(required_by("\xF0\x90\x90\x80", true, true), "");
}

static void plain_text_is_all_of_it(void) {
    CHECK_STR(required_by("a.c*(", false, false), "a.c*(");
    CHECK_STR(required_by("\xC3\x84k", false, false), "\xC3\x84k");
    CHECK_STR(required_by("a.k(bc", false, true), "(bc");
}

static void the_longest_pattern_has_room(void) {
    char pattern[PATTERN_MAX + 1];
    struct pattern_required required;
    for (size_t i = 0; i < PATTERN_MAX; i += 2) {
        memcpy(pattern + i, "a+", 2);
    }
    pattern_required_find(&required, pattern, PATTERN_MAX, true, false);
    CHECK(required.length == 2 && memcmp(required.text, "aa", 2) == 0);
    memset(pattern, 'a', sizeof pattern);
    pattern_required_find(&required, pattern, PATTERN_MAX, true, false);
    CHECK_INT(required.length, PATTERN_MAX);
    pattern_required_find(&required, pattern, sizeof pattern, true, false);
    CHECK_INT(required.length, 0);
}

/* --- against PCRE2 --------------------------------------------------------------------------------------------- */

static size_t put_utf8(char *text, uint32_t c) {
    if (c < 0x80) {
        text[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; c >>= 6) {
        text[i] = (char)(0x80 | (c & 0x3F));
    }
    text[0] = (char)(0xF00 >> size | c);
    return size;
}

/* Is there a character beyond a set that a class of it finds in any case? All of Unicode is tried. */
static uint32_t found_beyond(const char *class, uint32_t first, uint32_t last) {
    char error[100], text[4];
    struct pattern *pattern =
        pattern_create(class, strlen(class), PATTERN_REGEX | PATTERN_IGNORE_CASE, error, sizeof error);
    struct pattern_hit hit;
    uint32_t found = 0;
    for (uint32_t c = 0; pattern != NULL && c < 0x110000 && found == 0; c += c == 0xD7FF ? 0x801 : 1) {
        bool beyond = c < first || c > last;
        found = beyond && pattern_find(pattern, text, put_utf8(text, c), 0, &hit) == PATTERN_FOUND ? c : 0;
    }
    CHECK(pattern != NULL);
    pattern_destroy(pattern);
    return found;
}

static bool is_cased_in(uint32_t first, uint32_t last) {
    static const char letters[] = "[\\p{Lu}\\p{Ll}\\p{Lt}]";
    char error[100], text[4];
    struct pattern *pattern = pattern_create(letters, strlen(letters), PATTERN_REGEX, error, sizeof error);
    struct pattern_hit hit;
    bool found = false;
    for (uint32_t c = first; pattern != NULL && c <= last && !found; c++) {
        found = pattern_find(pattern, text, put_utf8(text, c), 0, &hit) == PATTERN_FOUND;
    }
    CHECK(pattern != NULL);
    pattern_destroy(pattern);
    return found;
}

/* What pattern_required.c takes for characters without another case is that to PCRE2. */
static void these_characters_have_no_other_case(void) {
    CHECK_INT(found_beyond("[ -JL-RT-jl-rt-~]", ' ', '~'), 0);
    CHECK_INT(found_beyond("[\\x{3040}-\\x{9FFF}]", 0x3040, 0x9FFF), 0);
    CHECK_INT(found_beyond("[\\x{AC00}-\\x{D7A3}]", 0xAC00, 0xD7A3), 0);
    CHECK_INT(found_beyond("[k]", 'K', 'k'), 0x212A); /* this test can see one */
    CHECK_INT(found_beyond("[s]", 'S', 's'), 0x17F);
    CHECK(!is_cased_in(0x3040, 0x9FFF) && !is_cased_in(0xAC00, 0xD7A3) && is_cased_in(0xE0, 0xFF));
}

static uint32_t seed = 5;

static uint32_t below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)seed * limit) >> 32);
}

static const char *one_of(const char *const *words, uint32_t count) {
    return words[below(count)];
}

static void random_line(char *line, size_t size) {
    static const char *const words[] = {"a",
                                        "b",
                                        "A",
                                        "B",
                                        "1",
                                        ".",
                                        " ",
                                        "k",
                                        "K",
                                        "s",
                                        "S",
                                        "ab",
                                        "aab",
                                        "ba",
                                        "bb",
                                        "(",
                                        "*",
                                        "\\",
                                        "\xE2\x84\xAA",
                                        "\xC5\xBF",
                                        "\xC3\xA4",
                                        "\xC3\x84",
                                        "]",
                                        "{2}",
                                        "ab1a",
                                        "\xE6\xBC\xA2"};
    line[0] = '\0';
    for (uint32_t n = below(16); n > 0; n--) {
        strncat(line, one_of(words, LENGTH(words)), size - strlen(line) - 1);
    }
}

static void random_pattern(char *pattern, size_t size) {
    static const char *const items[] = {"a",
                                        "b",
                                        "a",
                                        "b",
                                        "A",
                                        "1",
                                        "k",
                                        "s",
                                        "K",
                                        "\\.",
                                        "\xC3\xA4",
                                        "\xE6\xBC\xA2",
                                        ".",
                                        "(",
                                        ")",
                                        "(",
                                        ")",
                                        "(?:",
                                        "|",
                                        "[ab]",
                                        "[^a]",
                                        "[]b]",
                                        "\\w",
                                        "\\b",
                                        "^",
                                        "$",
                                        "\\K",
                                        "(?i)",
                                        "(?=a)",
                                        "(?<=b)",
                                        "(?<!a)",
                                        "\\1",
                                        "(?>a|ab)",
                                        "\\Qab\\E",
                                        "\\d",
                                        "\\x61",
                                        "[[:alpha:]b]",
                                        "(?R)?",
                                        "(*ACCEPT)",
                                        "(?|a|b)",
                                        "(?-i)",
                                        "(?x) #",
                                        "\\*",
                                        "]",
                                        "}"};
    static const char *const often[] = {"?", "*", "+", "{0,1}", "{2}", "{1,}", "{0}", "??", "+?", "*+", "++", "{2}{0}"};
    pattern[0] = '\0';
    int open = 0;
    for (uint32_t n = 1 + below(9); n > 0; n--) {
        const char *item = below(3) > 0 ? items[below(20)] : one_of(items, LENGTH(items));
        open += item[0] == '(' && item[strlen(item) - 1] != ')' && item[1] != '*';
        item = item[0] == ')' && open-- <= 0 ? "a" : item;
        open = open < 0 ? 0 : open;
        strncat(pattern, item, size - strlen(pattern) - 1);
        strncat(pattern, below(4) == 0 ? one_of(often, LENGTH(often)) : "", size - strlen(pattern) - 1);
    }
    for (; open > 0; open--) {
        strncat(pattern, ")", size - strlen(pattern) - 1);
    }
}

static char folded(char c, bool minds_case) {
    return !minds_case && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool has(const char *text, size_t length, const char *word, size_t size, bool minds_case) {
    for (size_t at = 0; at + size <= length; at++) {
        size_t same = 0;
        while (same < size && folded(text[at + same], minds_case) == folded(word[same], minds_case)) {
            same++;
        }
        if (same == size) {
            return true;
        }
    }
    return false;
}

/* Looks at all hits of a pattern in a line; returns how many there are. */
static size_t check_hits(struct pattern *pattern, const char *text, const char *line) {
    size_t size, from = 0, count = 0;
    const char *word = pattern_required(pattern, &size);
    struct pattern_hit hit;
    while (pattern_find(pattern, line, strlen(line), from, &hit) == PATTERN_FOUND) {
        size_t length = hit.whole.end - hit.whole.begin;
        if (word != NULL && !has(line + hit.whole.begin, length, word, size, pattern_minds_case(pattern))) {
            printf("  \"%s\" in \"%s\" at %zu: \"%.*s\" is not there\n", text, line, hit.whole.begin, (int)size, word);
            test_ok = false;
        }
        from = hit.whole.end;
        count++;
    }
    return count;
}

static void each_hit_has_what_is_required(void) {
    char text[200], line[200], error[100];
    size_t hits = 0, known = 0;
    for (int i = 0; i < 60000 && test_ok; i++) {
        static const uint32_t flags[] = {PATTERN_REGEX, PATTERN_REGEX | PATTERN_SMART_CASE,
                                         PATTERN_REGEX | PATTERN_IGNORE_CASE, PATTERN_IGNORE_CASE};
        random_pattern(text, sizeof text);
        struct pattern *pattern = pattern_create(text, strlen(text), flags[below(4)], error, sizeof error);
        if (pattern == NULL) {
            continue;
        }
        size_t size;
        bool is_known = pattern_required(pattern, &size) != NULL;
        CHECK(is_known == (size > 0));
        for (int n = 0; n < 12; n++) {
            random_line(line, sizeof line);
            size_t found = check_hits(pattern, text, line);
            hits += found;
            known += is_known ? found : 0;
        }
        pattern_destroy(pattern);
    }
    printf("  %zu hits, of %zu something is required\n", hits, known);
    CHECK(known > 10000 && hits > 2 * known / 3);
}

int main(void) {
    RUN(what_each_hit_has);
    RUN(a_doubt_gives_nothing);
    RUN(in_any_case_less_is_known);
    RUN(plain_text_is_all_of_it);
    RUN(the_longest_pattern_has_room);
    if (pattern_has_regex()) {
        RUN(these_characters_have_no_other_case);
        RUN(each_hit_has_what_is_required);
    }
    return test_end();
}
