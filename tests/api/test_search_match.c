/* quire/search.h with a function of the host's, and in parts: both find what a search for plain text finds at once. */
#define _DEFAULT_SOURCE /* mkstemp */

#include <unistd.h>

#include "search_kit.h"

/* No end of these is their beginning, so no two hits overlap. */
static const char *const needles[] = {"alpha", "a4", "x1", "5D", "]{}9", "eps 10", "\xE5\xAD\x97 7", "Beta 99"};

enum { NEEDLES = sizeof needles / sizeof needles[0] };

/* --- the hook -------------------------------------------------------------------------------------------------- */

static void compare_hook(struct quire_terminal *terminal) {
    for (size_t i = 0; i < NEEDLES * 2 && test_ok; i++) {
        uint32_t flags = i % 2 ? QUIRE_SEARCH_BACKWARD : 0;
        struct quire_search_options plain = plain_for(needles[i / 2], flags), match = match_for(needles[i / 2], flags);
        found.count = expected.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &plain, note, &expected), QUIRE_OK);
        CHECK_INT(quire_search_terminal(terminal, &match, note, &found), QUIRE_OK);
        check_same();
    }
}

/* Lines of usual lengths; and some that go over many pages, in memory, compressed, and in a file. */
static void a_hook_finds_what_plain_text_does(void) {
    char file[] = "/tmp/quire-search-XXXXXX";
    int made = mkstemp(file);
    CHECK(made >= 0);
    for (uint32_t rarely = 8; rarely <= 40000; rarely *= 70) {
        make_stream(rarely);
        struct quire_terminal *terminals[] = {with_stream(1000000, NULL, false), with_stream(1000000, NULL, true),
                                              with_stream(1000000, file, false), with_stream(7, NULL, false)};
        for (size_t i = 0; i < 4; i++) {
            compare_hook(terminals[i]);
            quire_terminal_destroy(terminals[i]);
        }
        remove(file);
    }
    close(made);
}

/* Whole lines: what is at their ends can be told, wherever they lie. */
static bool match_whole(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    (void)user;
    *begin = 0;
    *end = length;
    CHECK(length > 8 && memcmp(text, "line ", 5) == 0 && memcmp(text + length - 3, "end", 3) == 0);
    return from == 0;
}

static void a_hook_gets_whole_lines(void) {
    stream_length = 0;
    size_t count = 0;
    for (; stream_length + 3000 < sizeof stream / 2; count++) {
        size_t filler = api_below(2000);
        stream_length += (size_t)sprintf(stream + stream_length, "line %zu ", count);
        memset(stream + stream_length, 'x', filler);
        stream_length += filler;
        stream_length += (size_t)sprintf(stream + stream_length, " end\r\n");
    }
    stream_length -= 2;
    struct quire_terminal *terminal = with_stream(1000000, NULL, true);
    for (uint32_t flags = 0; flags <= QUIRE_SEARCH_BACKWARD; flags += QUIRE_SEARCH_BACKWARD) {
        struct quire_search_options options = match_for("", flags);
        options.match = match_whole;
        found.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        CHECK_INT(found.count, count);
        for (size_t i = 0; i < count && i < found.count && test_ok; i++) {
            CHECK(i == 0 || (found.hit[i].line < found.hit[i - 1].line) == (flags != 0));
            CHECK_INT(found.hit[i].column, 0);
        }
    }
    quire_terminal_destroy(terminal);
}

/* What a matcher says that cannot be is not believed. */
static bool match_nonsense(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    int kind = *(int *)user;
    (void)text;
    *begin = kind == 0 ? length : kind == 1 ? SIZE_MAX : from;
    *end = kind == 2 ? from : kind == 3 ? length + 1 : SIZE_MAX;
    return true;
}

static void nonsense_is_no_match(void) {
    make_stream(8);
    struct quire_terminal *terminal = with_stream(100, NULL, false);
    for (int kind = 0; kind < 5; kind++) {
        struct quire_search_options options = match_for("", kind % 2 ? QUIRE_SEARCH_BACKWARD : 0);
        options.match = match_nonsense;
        options.match_user = &kind;
        found.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        CHECK_INT(found.count, 0);
    }
    quire_terminal_destroy(terminal);
}

/* --- parts ----------------------------------------------------------------------------------------------------- */

static void compare_parts(struct quire_terminal *terminal) {
    for (size_t i = 0; i < NEEDLES * 4 && test_ok; i++) {
        uint32_t flags = i % 2 ? QUIRE_SEARCH_BACKWARD : 0;
        const char *needle = needles[i / 4];
        struct quire_search_options options = i % 4 < 2 ? plain_for(needle, flags) : match_for(needle, flags);
        expected.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &options, note, &expected), QUIRE_OK);
        CHECK(in_parts(terminal, options, 1 << 16) > 1);
        check_same();
        if (i < 8) { /* a page at a time takes its time */
            in_parts(terminal, options, 0);
            check_same();
        }
    }
}

static void parts_are_the_whole(void) {
    for (uint32_t rarely = 8; rarely <= 40000; rarely *= 70) {
        make_stream(rarely);
        struct quire_terminal *terminal = with_stream(1000000, NULL, rarely > 8);
        compare_parts(terminal);
        quire_terminal_destroy(terminal);
    }
}

/* A host that stops at each hit goes on behind it, or before it. */
static void one_hit_at_a_time(void) {
    make_stream(560);
    struct quire_terminal *terminal = with_stream(1000000, NULL, false);
    for (uint32_t i = 0; i < 4; i++) {
        struct quire_search_options options = i < 2 ? plain_for("Beta 99", i % 2 ? QUIRE_SEARCH_BACKWARD : 0)
                                                    : match_for("Beta 99", i % 2 ? QUIRE_SEARCH_BACKWARD : 0);
        expected.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &options, note, &expected), QUIRE_OK);
        for (size_t hit = 0; hit < expected.count && hit < 200 && test_ok; hit++) {
            struct quire_place next;
            found.count = 0;
            found.limit = 1;
            CHECK_INT(quire_search_terminal_some(terminal, &options, UINT64_MAX, &next, note, &found), QUIRE_OK);
            CHECK(found.count == 1 && memcmp(&found.hit[0], &expected.hit[hit], sizeof found.hit[0]) == 0);
            options.from_line = next.line;
            options.from_column = next.column;
        }
        found.limit = 0;
    }
    quire_terminal_destroy(terminal);
}

/* A matcher that pauses before a text, but for the first one of a call. */
struct pausing {
    const char *needle;
    bool tired;
};

static bool match_pausing(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    struct pausing *pausing = user;
    pausing->tired = from == 0 && !pausing->tired;
    *begin = SIZE_MAX;
    return pausing->tired || match_text((void *)(uintptr_t)pausing->needle, text, length, from, begin, end);
}

/* Each text is handed out again until it is gone through; nothing is lost or told twice. */
static void a_matcher_may_pause(void) {
    make_stream(8);
    struct quire_terminal *terminal = with_stream(300, NULL, false);
    for (uint32_t i = 0; i < 4; i++) {
        struct pausing pausing = {i < 2 ? "alpha" : "eps 10", true};
        struct quire_search_options plain = plain_for(pausing.needle, i % 2 ? QUIRE_SEARCH_BACKWARD : 0), match = plain;
        expected.count = found.count = 0;
        CHECK_INT(quire_search_terminal(terminal, &plain, note, &expected), QUIRE_OK);
        match.text = NULL;
        match.length = 0;
        match.match = match_pausing;
        match.match_user = &pausing;
        struct quire_place next = {0, 0};
        unsigned parts = 0;
        do {
            CHECK_INT(quire_search_terminal_some(terminal, &match, UINT64_MAX, &next, note, &found), QUIRE_OK);
            match.from_line = next.line;
            match.from_column = next.column;
        } while (next.line != 0 && ++parts < 100000);
        CHECK(parts > 100 && parts < 100000);
        check_same();
    }
    quire_terminal_destroy(terminal);
}

static void what_does_not_go(void) {
    make_stream(8);
    struct quire_terminal *terminal = with_stream(100, NULL, false);
    struct quire_place next = {77, 7};
    struct quire_search_options options = match_for("x", QUIRE_SEARCH_IGNORE_CASE);
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    options = match_for("x", 0);
    CHECK_INT(quire_search_terminal_some(terminal, &options, 1, NULL, note, &found), QUIRE_INVALID);
    CHECK_INT(quire_search_terminal_some(terminal, &options, 1, &next, NULL, &found), QUIRE_INVALID);
    options.from_line = UINT64_MAX;
    CHECK_INT(quire_search_terminal_some(terminal, &options, 1, &next, note, &found), QUIRE_NOT_FOUND);
    CHECK(next.line == 77 && next.column == 7);
    options = match_for("x", 0);
    options.text = "x";
    CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_INVALID);
    quire_terminal_destroy(terminal);
}

int main(void) {
    RUN(a_hook_finds_what_plain_text_does);
    RUN(a_hook_gets_whole_lines);
    RUN(nonsense_is_no_match);
    RUN(parts_are_the_whole);
    RUN(one_hit_at_a_time);
    RUN(a_matcher_may_pause);
    RUN(what_does_not_go);
    return test_end();
}
