/* search_kit.h - what the tests of quire/search.h with a function of the host's share: text, terminals, matchers, hits.
 */
#ifndef SEARCH_KIT_H
#define SEARCH_KIT_H

#include <quire/search.h>

#include "api_kit.h"

#define HITS_MAX 200000

struct hits {
    struct quire_search_hit hit[HITS_MAX];
    size_t count, limit;
};

static struct hits found, expected;

static inline bool note(void *user, const struct quire_search_hit *hit) {
    struct hits *hits = user;
    if (hits->count < HITS_MAX)
        hits->hit[hits->count++] = *hit;
    return hits->limit == 0 || hits->count < hits->limit;
}

/* The simplest matcher: a text is found where it stands. */
static inline bool match_text(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    const char *needle = user;
    size_t size = strlen(needle);
    for (; size <= length && from <= length - size; from++) {
        if (text[from] == needle[0] && memcmp(text + from, needle, size) == 0) {
            *begin = from;
            *end = from + size;
            return true;
        }
    }
    return false;
}

static inline struct quire_search_options plain_for(const char *needle, uint32_t flags) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = needle;
    options.length = strlen(needle);
    options.flags = flags;
    return options;
}

static inline struct quire_search_options match_for(const char *needle, uint32_t flags) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.match = match_text;
    options.match_user = (void *)(uintptr_t)needle;
    options.flags = flags;
    return options;
}

static inline void check_same(void) {
    CHECK_INT(found.count, expected.count);
    for (size_t i = 0; i < found.count && i < expected.count && test_ok; i++)
        CHECK(memcmp(&found.hit[i], &expected.hit[i], sizeof found.hit[i]) == 0);
}

/* --- text ------------------------------------------------------------------------------------------------------ */

static char stream[200 << 10];
static size_t stream_length;

/* Lines of words, some in Chinese; one in `rarely` words ends a line, so with a large number lines go over pages. */
static inline void make_stream(uint32_t rarely) {
    static const char *const words[] = {"alpha", "Beta",  "gamma42", "\xE6\xBC\xA2\xE5\xAD\x97",
                                        "x",     "DELTA", "[]{}",    "eps"};
    for (stream_length = 0; stream_length + 64 < sizeof stream;) {
        int size = snprintf(stream + stream_length, 64, "%s%s%u%s", words[api_below(8)], api_below(3) ? " " : "",
                            api_below(1000), api_below(rarely) == 0 ? "\r\n" : "");
        stream_length += (size_t)size;
    }
}

static inline struct quire_terminal *with_stream(uint64_t lines, const char *file, bool idle) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    options.scrollback_lines = lines;
    options.history_file = file;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(terminal, stream, stream_length), QUIRE_OK);
    while (idle && quire_terminal_idle(terminal, 1 << 20))
        ;
    return terminal;
}

/* Searches part by part; returns how many there were. */
static inline unsigned in_parts(struct quire_terminal *terminal, struct quire_search_options options, uint64_t budget) {
    unsigned parts = 0;
    struct quire_place next = {0, 0}, before;
    found.count = 0;
    do {
        before = next;
        CHECK_INT(quire_search_terminal_some(terminal, &options, budget, &next, note, &found), QUIRE_OK);
        CHECK(next.line == 0 || next.line != before.line || next.column != before.column); /* it goes on */
        options.from_line = next.line;
        options.from_column = next.column;
        parts++;
    } while (next.line != 0 && parts < 100000 && test_ok);
    return parts;
}

#endif
