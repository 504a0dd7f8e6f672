/* bench_cliffs - what must not be dearer in one case than in another: bench_cliffs [--mib N] [--repeat N] [--row N]
 *
 * Each case is measured beside what it is compared with, in one run, as the least of N times (default 3) of processor
 * time. Prints JSON lines: the row, what is compared, the ratio, its floor, and whether it holds; rates in MB/s are
 * ratios to one second. N MiB (default 160) are the text of the large cases. docs/performance.md has the table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/format.h>
#include <quire/frame.h>
#include <quire/search.h>
#include <quire/selection.h>
#include <quire/terminal.h>

#define ROWS 160000u

static size_t large = (size_t)160 << 20;
static uint32_t repeat = 3;

/* --- measuring -----------------------------------------------------------------------------------------------------
 */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void must(bool done, const char *what) {
    if (done)
        return;
    fprintf(stderr, "bench_cliffs: %s\n", what);
    exit(1);
}

/* The least time of some runs. */
static double least(void (*work)(struct quire_terminal *terminal, void *user), struct quire_terminal *terminal,
                    void *user) {
    double best = 1e9;
    for (uint32_t i = 0; i < repeat; i++) {
        double start = now();
        work(terminal, user);
        double time = now() - start;
        best = time < best ? time : best;
    }
    return best;
}

static void tell_most(int row, const char *what, double ratio, double most) {
    printf("{\"bench\":\"cliffs\",\"row\":%d,\"what\":\"%s\",\"ratio\":%.3f,\"most\":%.2f,\"holds\":%s}\n", row, what,
           ratio, most, ratio <= most ? "true" : "false");
    (void)fflush(stdout);
}

static void tell_least(int row, const char *what, double rate, double most) {
    printf("{\"bench\":\"cliffs\",\"row\":%d,\"what\":\"%s\",\"mb_per_s\":%.0f,\"least\":%.0f,\"holds\":%s}\n", row,
           what, rate, most, rate >= most ? "true" : "false");
    (void)fflush(stdout);
}

/* --- terminals ------------------------------------------------------------------------------------------------------
 */

static struct quire_terminal *make(uint32_t cols) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = cols;
    options.rows = 24;
    options.scrollback_lines = UINT64_C(1) << 40;
    must(quire_terminal_create(&options, &terminal) == QUIRE_OK, "no terminal");
    return terminal;
}

static void feed(struct quire_terminal *terminal, const char *bytes, size_t length) {
    must(quire_terminal_feed(terminal, bytes, length) == QUIRE_OK, "feeding failed");
}

/* `bytes` of text in lines of `columns`; SIZE_MAX: one line. */
static struct quire_terminal *make_lines(size_t bytes, size_t columns) {
    struct quire_terminal *terminal = make(80);
    char line[82];
    size_t length = columns < 80 ? columns : 79;
    for (size_t i = 0; i < length; i++)
        line[i] = (char)('!' + i % 90);
    memcpy(line + length, "\r\n", 2);
    for (size_t fed = 0; fed < bytes; fed += length + 1)
        feed(terminal, line, columns == SIZE_MAX ? length : length + 2);
    return terminal;
}

/* --- 20: reading and writing out ------------------------------------------------------------------------------------
 */

static bool add_length(void *user, const char *bytes, size_t length) {
    (void)bytes;
    *(size_t *)user += length;
    return true;
}

/* A view with everything selected, and the bytes of it that were written last. */
struct view {
    struct quire_frame *frame;
    size_t length;
};

static struct view select_all(struct quire_terminal *terminal) {
    struct view view = {NULL, 0};
    must(quire_frame_create(NULL, &view.frame) == QUIRE_OK, "no frame");
    quire_frame_scroll_to(view.frame, terminal, UINT64_MAX);
    must(quire_frame_update(view.frame, terminal) == QUIRE_OK, "no frame");
    quire_selection_start(terminal, view.frame, 0, 0, false, QUIRE_SELECT_CELL);
    quire_frame_scroll_to(view.frame, terminal, 0);
    must(quire_frame_update(view.frame, terminal) == QUIRE_OK, "no frame");
    quire_selection_extend(terminal, view.frame, 23, 79, true);
    return view;
}

static void write_selection(struct quire_terminal *terminal, void *user) {
    struct view *view = user;
    view->length = 0;
    must(quire_selection_write(terminal, view->frame, add_length, &view->length) == QUIRE_OK, "no selection");
}

static void ask_length(struct quire_terminal *terminal, void *user) {
    struct view *view = user;
    (void)quire_selection_text(terminal, view->frame, NULL, 0, &view->length);
}

/* Seconds a byte of what a selection of everything costs. */
static double least_selected(void (*work)(struct quire_terminal *, void *), struct quire_terminal *terminal) {
    struct view view = select_all(terminal);
    double seconds = least(work, terminal, &view);
    quire_frame_destroy(view.frame);
    return seconds / (double)view.length;
}

static void write_text(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    *(size_t *)user = 0;
    must(quire_format_write(terminal, &options, add_length, user) == QUIRE_OK, "no text");
}

/* What quire dump does with it. */
static bool to_stream(void *user, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, user) == length;
}

static void write_stream(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    must(quire_format_write(terminal, &options, to_stream, user) == QUIRE_OK && fflush(user) == 0, "no text");
}

static void write_rows(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = QUIRE_FORMAT_VT;
    options.history_rows = ROWS;
    *(size_t *)user = 0;
    must(quire_format_write(terminal, &options, add_length, user) == QUIRE_OK, "no rows");
}

/* Rows that are made into cells, one after the other: those of a long line, and of pages of many lines, against those
 * of usual lines. */
static void rows_in_order(void) {
    size_t length = 0;
    struct quire_terminal *terminal = make_lines((size_t)ROWS * 80, 79);
    double usual = least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    terminal = make_lines((size_t)ROWS * 80, SIZE_MAX);
    double line = least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    terminal = make_lines((size_t)ROWS * 2, 1);
    double letters = least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    tell_most(20, "rows as cells: one line of 160,000 rows against lines of 79 columns", line / usual, 1.5);
    tell_most(20, "rows as cells: lines of one letter against lines of 79 columns", letters / usual, 1.5);
}

static void reading(void) {
    size_t length = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    must(nowhere != NULL, "/dev/null");
    struct quire_terminal *terminal = make_lines(large, 79);
    double selected = least_selected(write_selection, terminal);
    double asked = least_selected(ask_length, terminal);
    double written = least(write_text, terminal, &length) / (double)length;
    double streamed = least(write_stream, terminal, nowhere) / (double)length;
    quire_terminal_destroy(terminal);
    tell_least(20, "text of a selection, lines of 79 columns", 1e-6 / selected, 400);
    tell_least(20, "length of a selection, lines of 79 columns", 1e-6 / asked, 400);
    tell_least(20, "quire_format_write text, lines of 79 columns", 1e-6 / written, 400);
    tell_least(20, "the same to a stream, as quire dump does", 1e-6 / streamed, 400);

    terminal = make_lines(large / 20, 1);
    double short_selected = least_selected(write_selection, terminal);
    double short_written = least(write_text, terminal, &length) / (double)length;
    quire_terminal_destroy(terminal);
    tell_most(20, "selection of lines of one letter, time a byte against 400 MB/s", short_selected / 2.5e-9, 3);
    tell_most(20, "text of lines of one letter, time a byte against 400 MB/s", short_written / 2.5e-9, 3);
    tell_most(20, "text of lines of one letter, time a byte against lines of 79", short_written / written, 1e3);

    terminal = make_lines(large, SIZE_MAX);
    double long_selected = least_selected(write_selection, terminal);
    double long_written = least(write_text, terminal, &length) / (double)length;
    quire_terminal_destroy(terminal);
    tell_most(20, "selection of one line, time a byte against lines of 79", long_selected / selected, 1.5);
    tell_most(20, "text of one line, time a byte against lines of 79", long_written / written, 1.5);
    (void)fclose(nowhere);
}

/* --- 21: searching one long line ------------------------------------------------------------------------------------
 */

struct hunt {
    const char *text;
    uint32_t flags;
    uint64_t hits;
};

static bool hit(void *user, const struct quire_search_hit *found) {
    (void)found;
    ((struct hunt *)user)->hits++;
    return true;
}

static void search(struct quire_terminal *terminal, void *user) {
    struct hunt *hunt = user;
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = hunt->text;
    options.length = strlen(hunt->text);
    options.flags = hunt->flags;
    hunt->hits = 0;
    must(quire_search_terminal(terminal, &options, hit, hunt) == QUIRE_OK, "search failed");
}

/* 2 MB of text, a unit some fifty columns wide, in lines or as one line. */
static struct quire_terminal *make_text(const char *unit, bool one_line) {
    struct quire_terminal *terminal = make(120);
    size_t length = strlen(unit);
    for (size_t fed = 0; fed < 2000000; fed += length) {
        feed(terminal, unit, length);
        if (!one_line)
            feed(terminal, "\r\n", 2);
    }
    return terminal;
}

static void searching(const char *name, const char *unit, const char *word, const char *letter) {
    struct quire_terminal *lines = make_text(unit, false), *line = make_text(unit, true);
    for (uint32_t way = 0; way < 4; way++) {
        struct hunt hunt = {way & 1 ? letter : word, way & 2 ? QUIRE_SEARCH_BACKWARD : 0, 0};
        char what[128];
        double in_lines = least(search, lines, &hunt);
        uint64_t hits = hunt.hits;
        double in_line = least(search, line, &hunt);
        must(hits > 0 && hunt.hits >= hits, "hits are missing");
        (void)snprintf(what, sizeof what, "%s: %s %s in one line against lines", name, way & 1 ? "a letter" : "a word",
                       way & 2 ? "backward" : "forward");
        tell_most(21, what, in_line / in_lines, 3);
    }
    quire_terminal_destroy(lines);
    quire_terminal_destroy(line);
}

int main(int argc, char **argv) {
    int row = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--mib") == 0)
            large = (size_t)strtoull(argv[i + 1], NULL, 10) << 20;
        else if (strcmp(argv[i], "--repeat") == 0)
            repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--row") == 0)
            row = (int)strtol(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || large == 0 || repeat == 0) {
        fprintf(stderr, "usage: bench_cliffs [--mib N] [--repeat N] [--row N]\n");
        return 2;
    }
    if (row == 0 || row == 20) {
        rows_in_order();
        reading();
    }
    if (row == 0 || row == 21) {
        searching("a euro sign an object", "{\"id\":1,\"name\":\"item 1\",\"tags\":[],\"price\":\"1 \xE2\x82\xAC\"},",
                  "name", "n");
        searching("wide characters", "\xE6\xBC\xA2\xE5\xAD\x97 kana \xE3\x81\x8B\xE3\x81\xAA text \xE6\x9C\xAB ",
                  "kana", "\xE6\x9C\xAB");
        searching("accents", "le caf\xC3\xA9 pr\xC3\xA8s de la for\xC3\xAAt co\xC3\xBBte tr\xC3\xA8s cher ",
                  "for\xC3\xAAt", "\xC3\xA9");
    }
    return 0;
}
