/* quire/search.h, against a search of the whole text at once. */
#define _DEFAULT_SOURCE /* mkstemp */

#include <unistd.h>

#include <quire/search.h>

#include "api_kit.h"

#define HITS_MAX 200000
#define TEXT_MAX (1 << 20)

struct hits {
    struct quire_search_hit hit[HITS_MAX];
    size_t count, limit;
};

static struct hits found, expected;

static bool note(void *user, const struct quire_search_hit *hit) {
    struct hits *hits = user;
    if (hits->count < HITS_MAX)
        hits->hit[hits->count++] = *hit;
    return hits->limit == 0 || hits->count < hits->limit;
}

static struct quire_search_options options_for(const char *text, uint32_t flags) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = text;
    options.length = strlen(text);
    options.flags = flags;
    found.count = found.limit = 0;
    return options;
}

/* Lines of ASCII as they were pushed, for the model. */
static char *model[20000];
static size_t model_lines;

static void free_model(void) {
    while (model_lines > 0)
        free(model[--model_lines]);
}

static bool same(char a, char b, bool fold) {
    if (fold && a >= 'A' && a <= 'Z')
        a = (char)(a + 32);
    if (fold && b >= 'A' && b <= 'Z')
        b = (char)(b + 32);
    return a == b;
}

static bool matches(const char *at, const char *needle, bool fold) {
    for (; *needle; at++, needle++) {
        if (!same(*at, *needle, fold))
            return false;
    }
    return true;
}

static void model_line(uint64_t line, const char *needle, uint32_t flags) {
    const char *text = model[line - 1];
    size_t length = strlen(text), size = strlen(needle);
    bool fold = flags & QUIRE_SEARCH_IGNORE_CASE, back = flags & QUIRE_SEARCH_BACKWARD;
    for (size_t i = 0; i + size <= length;) {
        size_t at = back ? length - size - i : i;
        bool hit = matches(text + at, needle, fold);
        if (hit)
            expected.hit[expected.count++] = (struct quire_search_hit){line, at, size};
        i += hit ? size : 1;
    }
}

static void compare(struct quire_history *history, const char *needle, uint32_t flags) {
    struct quire_search_options options = options_for(needle, flags);
    expected.count = 0;
    for (size_t i = 0; i < model_lines; i++)
        model_line(flags & QUIRE_SEARCH_BACKWARD ? model_lines - i : i + 1, needle, flags);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
    CHECK_INT(found.count, expected.count);
    for (size_t i = 0; i < found.count && i < expected.count && test_ok; i++) {
        CHECK_INT(found.hit[i].line, expected.hit[i].line);
        CHECK_INT(found.hit[i].column, expected.hit[i].column);
        CHECK_INT(found.hit[i].columns, expected.hit[i].columns);
    }
}

/* Pushes the lines of the model from `first` on. */
static void push_lines(struct quire_history *history, size_t first) {
    struct quire_page *page = api_page(64, 1);
    for (size_t i = first; i < model_lines; i++) {
        const char *line = model[i];
        size_t length = strlen(line);
        for (size_t from = 0; from == 0 || from < length; from += 64) {
            char part[65] = {0};
            strncpy(part, line + from, 64);
            (void)quire_page_clear(page, 0, 0, 64, 0);
            api_write(page, 0, 0, 0, part);
            (void)quire_page_set_wrapped(page, 0, from + 64 < length);
            CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
        }
    }
    quire_page_destroy(page);
}

static struct quire_history *make_history(void) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history = NULL;
    options.lines = UINT64_MAX;
    if (quire_history_create(&options, &history) != QUIRE_OK)
        abort();
    return history;
}

/* Pushes lines of random length, some over many pages, of an alphabet so small that needles are everywhere. */
static struct quire_history *random_history(uint32_t lines) {
    struct quire_history *history = make_history();
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t length = api_below(40) == 0 ? 20000 + api_below(150000) : api_below(200);
        char *line = malloc(length + 1);
        for (uint32_t n = 0; n < length; n++)
            line[n] = "aAbB"[api_below(4)];
        line[length] = 0;
        model[model_lines++] = line;
    }
    push_lines(history, 0);
    return history;
}

static void against_model(void) {
    static const char *const needles[] = {"abAB", "aaaaaa", "bbAbbA", "aAbBaAbBa", "ababababababab", "bb"};
    struct quire_history *history = random_history(120);
    for (size_t i = 0; i < sizeof needles / sizeof *needles; i++) {
        for (uint32_t flags = 0; flags < 4; flags++) {
            if (strlen(needles[i]) < 6 && flags & QUIRE_SEARCH_IGNORE_CASE)
                continue; /* too many hits */
            compare(history, needles[i], flags);
        }
    }
    quire_history_destroy(history);
    free_model();
}

/* A needle of 1000 bytes that lies over the seams of pages. */
static void over_seams(void) {
    struct quire_history *history = random_history(30);
    struct quire_search_options options = options_for("", 0);
    size_t longest = 0;
    for (size_t i = 1; i < model_lines; i++)
        longest = strlen(model[i]) > strlen(model[longest]) ? i : longest;
    size_t length = strlen(model[longest]);
    for (size_t at = 0; at + 1000 < length && test_ok; at += 487) {
        for (options.flags = 0; options.flags < 4; options.flags++) {
            options.text = model[longest] + at;
            options.length = 1000;
            found.count = 0;
            CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
            CHECK_INT(found.count, 1);
            CHECK(found.hit[0].line == longest + 1 && found.hit[0].column == at && found.hit[0].columns == 1000);
        }
    }
    quire_history_destroy(history);
    free_model();
}

/* Hits do not overlap, also where two of them lie over the same seam of pages: in a line of one letter the hits stand
 * one beside the other, from its beginning or, backward, from its end. */
static void beside_each_other_over_seams(void) {
    struct quire_history *history = make_history();
    enum { LONG = 400000 };
    char *line = malloc(LONG + 1), needle[1001];
    memset(line, 'a', LONG);
    line[LONG] = 0;
    model[model_lines++] = line;
    push_lines(history, 0);
    for (size_t length = 300; length <= 1000; length += 233) {
        memset(needle, 'a', length);
        needle[length] = 0;
        compare(history, needle, 0);
        compare(history, needle, QUIRE_SEARCH_BACKWARD);
    }
    quire_history_destroy(history);
    free_model();
}

static void feed(struct quire_terminal *terminal, const char *text) {
    CHECK_INT(quire_terminal_feed(terminal, text, strlen(text)), QUIRE_OK);
}

/* Columns of hits in a line of many entries and pages: wide characters take two, what is put together one. */
static void columns_of_a_long_line(void) {
    enum { UNITS = 12000, WIDTH = 17, KANA = 5 };
    struct quire_terminal_options create = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    CHECK_INT(quire_terminal_create(&create, &terminal), QUIRE_OK);
    for (uint32_t i = 0; i < UNITS; i++)
        feed(terminal, "\xE6\xBC\xA2\xE5\xAD\x97 kana \xE3\x81\x8B\xE3\x81\xAA \xC3\xA9"
                       "e\xCC\x81");
    for (uint32_t flags = 0; flags <= QUIRE_SEARCH_BACKWARD; flags += QUIRE_SEARCH_BACKWARD) {
        struct quire_search_options options = options_for("kana \xE3\x81\x8B", flags);
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        CHECK_INT(found.count, UNITS);
        for (uint32_t i = 0; i < found.count && test_ok; i++) {
            uint32_t unit = flags ? UNITS - 1 - i : i;
            CHECK_INT(found.hit[i].column, (uint64_t)unit * WIDTH + KANA);
            CHECK_INT(found.hit[i].columns, 7);
        }
    }
    quire_terminal_destroy(terminal);
}

static void resumed(void) {
    struct quire_history *history = random_history(60);
    struct quire_search_options options = options_for("abba", 0);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
    expected = found;
    size_t count = 0;
    options.from_line = 1;
    for (found.limit = 1;; count++) {
        found.count = 0;
        CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
        if (found.count == 0 || count >= 300)
            break;
        CHECK(memcmp(&found.hit[0], &expected.hit[count], sizeof found.hit[0]) == 0);
        options.from_line = found.hit[0].line;
        options.from_column = found.hit[0].column + found.hit[0].columns;
    }
    CHECK(count == expected.count || count == 300);
    options.flags = QUIRE_SEARCH_BACKWARD;
    options.from_column = expected.hit[5].column;
    options.from_line = expected.hit[5].line;
    found.count = 0;
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
    CHECK(found.count == 1 && (found.hit[0].line < options.from_line || found.hit[0].column < options.from_column));
    options.from_line = 10000;
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_NOT_FOUND);
    quire_history_destroy(history);
    free_model();
}

static void in_terminal(void) {
    struct quire_terminal_options size = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    size.cols = 10;
    size.rows = 3;
    CHECK_INT(quire_terminal_create(&size, &terminal), QUIRE_OK);
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    feed(terminal, "needle\r\n0123456789\xE6\xBC\xA2\xE6\xBC\xA2 long NEEdle line with a needle\r\nx\r\n");
    for (int backward = 0; backward < 2; backward++) { /* one in history, one over the seam to the screen, one there */
        struct quire_search_options options = options_for("needle", backward ? 3 : 1);
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        CHECK_INT(found.count, 3);
        const struct quire_search_hit *first = &found.hit[backward ? 2 : 0], *last = &found.hit[backward ? 0 : 2];
        CHECK(first->column == 0 && first->columns == 6 && last->line == found.hit[1].line);
        CHECK(found.hit[1].column == 20 && last->column == 39);
    }
    struct quire_search_options wide = options_for("\xE6\xBC\xA2 l", 0);
    CHECK_INT(quire_search_terminal(terminal, &wide, note, &found), QUIRE_OK);
    CHECK(found.count == 1 && found.hit[0].column == 12 && found.hit[0].columns == 4);
    CHECK_INT(quire_search_show(frame, terminal, found.hit[0].line - 1, 0), QUIRE_OK);
    CHECK_INT(quire_frame_update(frame, terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(frame, &info), QUIRE_OK);
    CHECK(info.scroll_offset == info.scroll_total);
    CHECK_INT(quire_search_show(frame, terminal, 99, 0), QUIRE_NOT_FOUND);
    feed(terminal, "\033[?1049h\033[Hother");
    CHECK_INT(quire_search_terminal(terminal, &wide, note, &found), QUIRE_OK);
    CHECK_INT(found.count, 1); /* no more than before */
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

/* Hits do not overlap, over the seam between history and screen either: each way the first one found counts. */
static void no_overlap_over_a_seam(void) {
    struct quire_terminal_options size = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    size.cols = 10;
    size.rows = 3;
    CHECK_INT(quire_terminal_create(&size, &terminal), QUIRE_OK);
    feed(terminal, "xxxxxxxxababa\r\ny\r\n"); /* the first ten are in history */
    for (unsigned backward = 0; backward < 2; backward++) {
        struct quire_search_options options = options_for("aba", backward ? QUIRE_SEARCH_BACKWARD : 0);
        CHECK_INT(quire_search_terminal(terminal, &options, note, &found), QUIRE_OK);
        CHECK_INT(found.count, 1);
        CHECK_INT(found.hit[0].column, backward ? 10 : 8);
    }
    quire_terminal_destroy(terminal);
}

/* --- pages that are not in memory as they are ------------------------------------------------------------------ */

static char stream[3 << 20];
static size_t stream_length;

/* Lines of words in both cases, some in Chinese, some of them many kilobytes long. */
static void make_stream(void) {
    static const char *const words[] = {"alpha", "Beta",  "gamma42", "\xE6\xBC\xA2\xE5\xAD\x97",
                                        "x",     "DELTA", "[]{}",    "eps"};
    for (stream_length = 0; stream_length + 64 < sizeof stream;) {
        bool ends = api_below(8) == 0 && api_below(2000) != 0;
        int size = snprintf(stream + stream_length, 64, "%s%s%u%s", words[api_below(8)], api_below(3) ? " " : "",
                            api_below(1000), ends ? "\r\n" : "");
        stream_length += (size_t)size;
    }
}

static struct quire_terminal *with_stream(const char *file, bool idle) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    options.scrollback_lines = 1000000;
    options.history_file = file;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(terminal, stream, stream_length), QUIRE_OK);
    while (idle && quire_terminal_idle(terminal, 1 << 20))
        ;
    return terminal;
}

/* A piece of the stream, changed or not, in random case. */
static void make_needle(char *needle, bool *any) {
    size_t length = 1 + api_below(14), from = api_below((uint32_t)(stream_length - length));
    for (size_t i = 0; i < length; i++)
        needle[i] = stream[from + i];
    if (api_below(3) == 0)
        needle[api_below((uint32_t)length)] = (char)('a' + api_below(26));
    needle[length] = 0;
    *any = true;
    for (size_t i = 0; i < length; i++)
        *any = *any && (unsigned char)needle[i] >= 0x20 && (unsigned char)needle[i] < 0x7F;
}

/* A search finds the same whether pages lie in memory, are compressed, or are in a file. */
static void wherever_pages_are(void) {
    char file[] = "/tmp/quire-search-XXXXXX", needle[16];
    int made = mkstemp(file);
    make_stream();
    struct quire_terminal *plain = with_stream(NULL, false),
                          *others[2] = {with_stream(NULL, true), with_stream(made >= 0 ? file : NULL, false)};
    CHECK(made >= 0);
    for (int i = 0; i < 90 && test_ok; i++) {
        bool usable;
        make_needle(needle, &usable);
        uint32_t flags = api_below(4);
        struct quire_search_options options = options_for(needle, flags);
        if (!usable)
            continue;
        CHECK_INT(quire_search_terminal(plain, &options, note, &found), QUIRE_OK);
        expected.count = found.count;
        memcpy(expected.hit, found.hit, found.count * sizeof *found.hit);
        for (int other = 0; other < 2; other++) {
            found.count = 0;
            CHECK_INT(quire_search_terminal(others[other], &options, note, &found), QUIRE_OK);
            CHECK_INT(found.count, expected.count);
            CHECK(memcmp(found.hit, expected.hit, found.count * sizeof *found.hit) == 0);
        }
    }
    quire_terminal_destroy(plain);
    quire_terminal_destroy(others[0]);
    quire_terminal_destroy(others[1]);
    close(made);
    remove(file);
}

static void bad_options(void) {
    struct quire_history *history = random_history(1);
    struct quire_search_options options = options_for("", 0);
    static char many[QUIRE_SEARCH_TEXT_MAX + 1];
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_INVALID);
    options = options_for("\xFF", 0);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_INVALID);
    options = options_for("\xEF\xBF"
                          "a",
                          0);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_INVALID);
    options = options_for("a\nb", 0);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_INVALID);
    options = options_for("a", 4);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_INVALID);
    options = options_for("\xEF\xBF\xBD", 0);
    CHECK_INT(quire_search_history(history, &options, NULL, &found), QUIRE_INVALID);
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
    memset(many, 'a', sizeof many);
    options.text = many;
    options.length = sizeof many;
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_LIMIT);
    quire_history_clear(history);
    options.length = 1;
    CHECK_INT(quire_search_history(history, &options, note, &found), QUIRE_OK);
    quire_history_destroy(history);
    free_model();
}

int main(void) {
    RUN(against_model);
    RUN(over_seams);
    RUN(beside_each_other_over_seams);
    RUN(columns_of_a_long_line);
    RUN(no_overlap_over_a_seam);
    RUN(resumed);
    RUN(in_terminal);
    RUN(wherever_pages_are);
    RUN(bad_options);
    return test_end();
}
