/* quire/search.h with a text that each match has in it: the same is found as without it, of far fewer lines and pages.
 */
#define _DEFAULT_SOURCE /* mkstemp, truncate */

#include <unistd.h>

#include "search_kit.h"

/* A matcher that finds a word with what stands around it up to blanks, and counts the texts that it gets. */
struct around {
    const char *word;
    bool fold;
    bool has_all; /* each text has the word */
    size_t texts;
};

static char folded(const struct around *around, char c) {
    return around->fold && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_word_at(const struct around *around, const char *text) {
    for (const char *c = around->word; *c != '\0'; c++, text++) {
        if (folded(around, *c) != folded(around, *text))
            return false;
    }
    return true;
}

static bool match_around(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    struct around *around = user;
    size_t size = strlen(around->word), at = from;
    around->texts += from == 0;
    while (at + size <= length && !is_word_at(around, text + at))
        at++;
    bool has = at + size <= length;
    around->has_all = around->has_all && (has || from > 0);
    for (*begin = at; *begin > from && text[*begin - 1] != ' ';)
        --*begin;
    for (*end = at + size; *end < length && text[*end] != ' ';)
        ++*end;
    return has;
}

static struct quire_search_options options_around(struct around *around, uint32_t flags) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.match = match_around;
    options.match_user = around;
    options.flags = flags;
    around->texts = 0;
    around->has_all = true;
    return options;
}

static struct quire_search_options options_requiring(struct around *around, uint32_t flags) {
    struct quire_search_options options = options_around(around, flags | (around->fold ? QUIRE_SEARCH_IGNORE_CASE : 0));
    options.required = around->word;
    options.required_length = strlen(around->word);
    return options;
}

/* Words of all kinds of rarity; some have a hit in most lines, some nowhere. */
static struct around words[] = {{"alpha", false, 0, 0},  {"a4", false, 0, 0},     {"5D", true, 0, 0},
                                {"]{}9", false, 0, 0},   {"EPS 10", true, 0, 0},  {"\xE5\xAD\x97 7", false, 0, 0},
                                {"bETA 99", true, 0, 0}, {"nowhere", true, 0, 0}, {" ", false, 0, 0},
                                {"GAMMA", false, 0, 0},  {"x1", true, 0, 0}};

enum { WORDS = sizeof words / sizeof words[0] };

/* Both from a place that text has, or from the beginning; whole or in parts. */
static void compare(struct quire_terminal *terminal, struct around *around, uint32_t flags) {
    struct quire_search_options options = options_around(around, flags);
    expected.count = found.count = 0;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &expected), QUIRE_OK);
    size_t texts = around->texts;
    struct quire_search_options requiring = options_requiring(around, flags);
    CHECK_INT(quire_search_terminal(terminal, &requiring, note, &found), QUIRE_OK);
    check_same();
    CHECK(around->has_all && around->texts <= texts && around->texts <= expected.count);
    in_parts(terminal, requiring, api_below(2) ? 1 << 15 : UINT64_MAX);
    check_same();
    for (int i = 0; i < 3 && expected.count > 0 && test_ok; i++) {
        struct quire_search_hit hit = expected.hit[api_below((uint32_t)expected.count)];
        requiring.from_line = options.from_line = hit.line;
        requiring.from_column = options.from_column = hit.column + api_below(3) * hit.columns / 2;
        expected.count = found.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &requiring, note, &found), QUIRE_OK);
        CHECK_INT(quire_search_terminal(terminal, &options, note, &expected), QUIRE_OK);
        check_same();
    }
}

/* Pages are compressed where there are some dozens of them. */
static struct quire_terminal *compressed(void) {
    struct quire_terminal *terminal = with_stream(1000000, NULL, false);
    char line[1000];
    memset(line, '-', sizeof line);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    for (int i = 0; i < 2400; i++)
        CHECK_INT(quire_terminal_feed(terminal, line, sizeof line), QUIRE_OK);
    while (quire_terminal_idle(terminal, 1 << 20))
        ;
    return terminal;
}

/* Fed in pieces, between which the window has other widths. */
static struct quire_terminal *rewrapped(void) {
    struct quire_terminal *terminal = with_stream(1000000, NULL, true);
    static const uint32_t widths[] = {33, 120, 7, 80};
    for (size_t i = 0; i < 4; i++) {
        size_t size = stream_length / (8 + api_below(40));
        CHECK_INT(quire_terminal_resize(terminal, widths[i], 24, 0, 0), QUIRE_OK);
        CHECK_INT(quire_terminal_feed(terminal, stream, size), QUIRE_OK);
    }
    return terminal;
}

/* In memory, compressed, in a file, evicted; lines of usual lengths and over pages. */
static void the_same_is_found(void) {
    char file[] = "/tmp/quire-search-XXXXXX";
    int made = mkstemp(file);
    CHECK(made >= 0);
    for (uint32_t rarely = 8; rarely <= 40000; rarely *= 70) {
        make_stream(rarely);
        struct quire_terminal *terminals[] = {with_stream(1000000, NULL, false), compressed(),
                                              with_stream(1000000, file, true), with_stream(7, NULL, false),
                                              rewrapped()};
        for (size_t i = 0; i < 5; i++) {
            for (size_t word = 0; word < 2 * WORDS && test_ok; word++)
                compare(terminals[i], &words[word / 2], word % 2 ? QUIRE_SEARCH_BACKWARD : 0);
            quire_terminal_destroy(terminals[i]);
        }
        remove(file);
    }
    close(made);
}

/* Lines of 3,000 bytes, one of which has it, before or behind the end of a page: the page where that line begins lacks
 * it then. */
static void a_line_over_the_end_of_a_page_is_seen(void) {
    char file[] = "/tmp/quire-search-XXXXXX";
    struct around around = {"needle", false, false, 0};
    int made = mkstemp(file);
    CHECK(made >= 0);
    for (size_t at = 45010; at < 72000 && test_ok; at += 400) {
        stream_length = 204000;
        memset(stream, 'z', stream_length);
        for (size_t end = 3000; end < stream_length; end += 3000)
            memcpy(stream + end - 2, "\r\n", 2);
        memcpy(stream + at, around.word, strlen(around.word));
        struct quire_terminal *terminal = with_stream(1000000, file, true);
        for (uint32_t flags = 0; flags <= QUIRE_SEARCH_BACKWARD; flags += QUIRE_SEARCH_BACKWARD) {
            struct quire_search_options options = options_requiring(&around, flags);
            found.count = 0;
            CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
            CHECK_INT(found.count, 1);
            CHECK_INT(around.texts, 1);
        }
        quire_terminal_destroy(terminal);
        remove(file);
    }
    close(made);
}

/* Pages without it are not read: that their file is empty is noticed where nothing is required. Lines are short, for
 * the ones over the ends of pages are read, and the text is long, for filters are wrong about short ones at times. */
static void pages_without_it_are_not_read(void) {
    char file[] = "/tmp/quire-search-XXXXXX";
    struct around around = {"that stands nowhere in this text", true, false, 0};
    int made = mkstemp(file);
    CHECK(made >= 0);
    make_stream(1);
    struct quire_terminal *terminal = with_stream(1000000, file, true);
    for (int i = 0; i < 20; i++)
        CHECK_INT(quire_terminal_feed(terminal, stream, stream_length), QUIRE_OK);
    while (quire_terminal_idle(terminal, 1 << 20))
        ;
    CHECK_INT(truncate(file, 0), 0);
    for (uint32_t flags = 0; flags <= QUIRE_SEARCH_BACKWARD; flags += QUIRE_SEARCH_BACKWARD) {
        struct quire_search_options options = options_requiring(&around, flags);
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        options = options_around(&around, flags);
        CHECK(quire_search_terminal(terminal, &options, note, &found) != QUIRE_OK);
    }
    quire_terminal_destroy(terminal);
    remove(file);
    close(made);
}

/* Words of the host that are wrong hide hits, and nothing else. */
static void what_lacks_it_is_not_found(void) {
    make_stream(8);
    struct quire_terminal *terminal = with_stream(1000000, NULL, true);
    struct around around = {"alpha", false, false, 0};
    struct quire_search_options options = options_around(&around, 0);
    options.required = "ALPHA";
    options.required_length = 5;
    found.count = 0;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
    CHECK_INT(found.count, 0);
    CHECK_INT(around.texts, 0);
    quire_terminal_destroy(terminal);
}

static void what_does_not_go(void) {
    static char text[QUIRE_SEARCH_TEXT_MAX + 1];
    make_stream(8);
    struct quire_terminal *terminal = with_stream(100, NULL, false);
    struct around around = {"x", false, false, 0};
    struct quire_search_options options = options_requiring(&around, 0);
    memset(text, 'x', sizeof text);
    options.required = text;
    options.required_length = sizeof text;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_LIMIT);
    options.required_length--;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
    options.required = "\n";
    options.required_length = 1;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    options.required = "\xC3";
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    options.required = NULL;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    options = plain_for("x", 0);
    options.required = "x";
    options.required_length = 1;
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    quire_terminal_destroy(terminal);
}

int main(void) {
    RUN(the_same_is_found);
    RUN(a_line_over_the_end_of_a_page_is_seen);
    RUN(pages_without_it_are_not_read);
    RUN(what_lacks_it_is_not_found);
    RUN(what_does_not_go);
    return test_end();
}
