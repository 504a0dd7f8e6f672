/* kill -9 while output streams into a terminal whose history lives in a file: at 200 random moments. What had scrolled
 * off when a call returned is there afterwards, whole, and the file is clean before and after somebody takes it over.
 */
#define _DEFAULT_SOURCE /* mkdtemp, MAP_ANONYMOUS */

#include "test.h"

#include <quire/history_file.h>
#include <quire/terminal.h>

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KILLS TEST_SHARE(200u)
#define KILLS_SOAK 4000u
#define KILLS_PER_FILE 10u
#define COLS 70u
#define ROWS_MAX 24u

static char folder[256], path[300];
static uint64_t chance = 4711;

/* What the child says after each call, in numbers of lines. */
struct word {
    _Atomic uint64_t fed;     /* the last one printed */
    _Atomic uint64_t gone;    /* the last one that is above the screen for certain */
    _Atomic uint64_t cleared; /* all up to this one may have been cleared */
};

static struct word *shared;

static uint32_t below(uint32_t n) {
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((chance >> 33) % n);
}

/* --- the lines --------------------------------------------------------------------------------------------------- */

/* The text of line n, which its number alone decides: some are long, some have wide or combined characters. */
static size_t line_text(uint64_t n, char *text, size_t size) {
    static const char *const tastes[] = {"", " h\xC3\xA9llo", " \xE4\xB8\x96\xE7\x95\x8C", " e\xCC\x81",
                                         " \xF0\x9F\x98\x80"};
    int length = snprintf(text, size, "line %llu%s", (unsigned long long)n, tastes[n % 5]);
    for (uint64_t i = 0; i < n % 7 * (n % 40 == 0 ? 60 : 6); i++)
        text[length++] = (char)('a' + (n + i) % 26);
    length += snprintf(text + length, size - (size_t)length, ".");
    return (size_t)length;
}

/* The same as a program prints it. */
static size_t line_output(uint64_t n, char *to, size_t size) {
    int length = snprintf(to, size, "\033[3%d%sm", (int)(n % 8), n % 3 ? "" : ";1;48;5;99");
    length += (int)line_text(n, to + length, size - (size_t)length);
    return (size_t)(length + snprintf(to + length, size - (size_t)length, "\033[m\r\n"));
}

/* --- the one that is killed -------------------------------------------------------------------------------------- */

struct setting {
    uint64_t lines; /* limit */
    bool resizes, clears;
};

static void say(uint64_t fed) {
    atomic_store(&shared->fed, fed);
    atomic_store(&shared->gone, fed > ROWS_MAX ? fed - ROWS_MAX : 0); /* a line takes a row at least */
}

static _Noreturn void stream(const struct setting *setting, uint64_t first) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    static char output[1 << 16];
    options.cols = COLS;
    options.rows = 12;
    options.scrollback_lines = setting->lines;
    options.history_file = path;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        _exit(3);
    for (uint64_t n = first;;) {
        size_t length = 0, most = below(8) ? 1 + below(3000) : 1 + below(60000);
        while (length < most)
            length += line_output(n++, output + length, sizeof output - length);
        for (size_t at = 0; at < length;) { /* in pieces that end anywhere */
            size_t piece = 1 + below((uint32_t)(length - at));
            if (quire_terminal_feed(terminal, output + at, piece) != QUIRE_OK)
                _exit(4);
            at += piece;
        }
        say(n - 1);
        if (setting->resizes && below(6) == 0) {
            if (quire_terminal_resize(terminal, 20 + below(100), 4 + below(ROWS_MAX - 4), 0, 0) != QUIRE_OK)
                _exit(5);
        }
        if (setting->clears && below(40) == 0) {
            atomic_store(&shared->cleared, n - 1);
            quire_terminal_clear_history(terminal);
        }
    }
}

/* --- the one that looks afterwards ------------------------------------------------------------------------------- */

#define PAGE_COLS 600u /* wider than any line */

/* What is known of the file that is being killed over and over. */
struct story {
    struct setting setting;
    uint64_t
        ends[KILLS_PER_FILE]; /* lines that were the last when a child died: what was on the screen of them is lost */
    uint32_t end_count;
    uint64_t begin;       /* the first line printed since the file was empty */
    uint64_t first, last; /* lines found */
};

static uint64_t checked;

static void print(void *user, const char *text) {
    printf("  %s: %s\n", (const char *)user, text);
}

static void verify(const char *when) {
    char name[32];
    size_t breaches;
    snprintf(name, sizeof name, "%s", when);
    CHECK_INT(quire_history_file_verify(path, NULL, print, name, &breaches, NULL), QUIRE_OK);
    CHECK_INT(breaches, 0);
}

static bool may_be_cut(const struct story *story, uint64_t n, uint64_t last) {
    for (uint32_t i = 0; i < story->end_count; i++) {
        if (story->ends[i] == n)
            return true;
    }
    return n == last;
}

/* A row of history is line n, or the beginning of it where that may be. */
static void check_line(const struct story *story, const char *row, size_t length, uint64_t n, bool last) {
    char want[1024];
    size_t size = line_text(n, want, sizeof want);
    bool cut = length < size && (may_be_cut(story, n, 0) || last);
    CHECK((cut || length == size) && memcmp(row, want, length) == 0);
    if (!test_ok)
        printf("line %llu is \"%.*s\"\n", (unsigned long long)n, (int)length, row);
    checked++;
}

/* Reads a row, without the blanks behind it. Its number is greater than `number`. Only the oldest line may have lost
 * its beginning, and counts its columns nevertheless. */
static size_t read_row(struct quire_history *history, uint64_t index, struct quire_page *page, char *row, size_t size,
                       uint64_t *number) {
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    size_t length = 0;
    CHECK_INT(quire_history_read(history, index, page, 0, &where), QUIRE_OK);
    CHECK_INT(quire_page_text(page, 0, 0, PAGE_COLS, row, size - 1, &length), QUIRE_OK);
    while (length > 0 && row[length - 1] == ' ')
        length--;
    row[length] = 0;
    CHECK(where.line > *number && (where.column == 0 || index == 0));
    *number = where.line;
    return length;
}

/* The beginning of a line was cleared before the rest of it left the screen. */
static bool is_rest(const struct story *story, const char *row) {
    return story->setting.clears && memcmp(row, "line ", 5) != 0;
}

/* Reads all lines: they follow each other, and are what their numbers say. */
static void read_lines(struct story *story, struct quire_history *history, struct quire_page *page) {
    static char row[PAGE_COLS * 4 + 1], rest[PAGE_COLS * 4 + 1], whole[1024];
    uint64_t rows = quire_history_rows(history, PAGE_COLS), number = 0, begin = 0;
    story->first = story->last = 0;
    for (uint64_t i = 0; i < rows && test_ok; i++) {
        size_t length = read_row(history, i, page, row, sizeof row, &number);
        if (i == 0 && is_rest(story, row)) {
            memcpy(rest, row, sizeof rest);
            begin = 1;
            continue;
        }
        if (i == begin) /* a line that is cut says too little of its number: but a row is wider */
            story->first = strtoull(row + 5, NULL, 10);
        check_line(story, row, length, story->first + i - begin, i + 1 == rows);
        story->last = story->first + i - begin;
    }
    if (story->last == 0 || begin == 0)
        return;
    size_t length = line_text(story->first - 1, whole, sizeof whole), tail = strlen(rest);
    CHECK(may_be_cut(story, story->first - 1, 0) || (tail < length && strcmp(whole + length - tail, rest) == 0));
}

/* Opens what the dead child left. */
static void look(struct story *story) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history *history;
    struct quire_page *page;
    uint64_t gone = atomic_load(&shared->gone), cleared = atomic_load(&shared->cleared);
    page_options.cols = PAGE_COLS;
    page_options.rows = 1;
    options.lines = story->setting.lines;
    verify("dead");
    if (!test_ok)
        return;
    CHECK_INT(quire_page_create(&page_options, &page), QUIRE_OK);
    CHECK_INT(quire_history_open(&options, path, NULL, NULL, &history), QUIRE_OK);
    read_lines(story, history, page);
    if (gone > cleared) {
        uint64_t kept = story->last > story->setting.lines ? story->last - story->setting.lines + 1 : 1;
        kept += story->setting.resizes ? ROWS_MAX : 0; /* so many went back to the screen, and died there */
        kept = kept > story->begin ? kept : story->begin;
        CHECK(story->last >= gone);
        CHECK(story->first <= (kept > cleared + 1 ? kept : cleared + 1));
    }
    quire_history_destroy(history);
    quire_page_destroy(page);
    verify("taken over");
}

/* A child goes on where the file ends, and dies. */
static void kill_once(struct story *story) {
    uint64_t first = (story->last > 0 ? story->last : atomic_load(&shared->fed)) + 1;
    struct timespec wait = {0, (long)below(30) * 1000000 + (long)below(1000000)};
    int status = 0;
    story->begin = story->last > 0 ? story->begin : first;
    atomic_store(&shared->fed, first - 1);
    atomic_store(&shared->gone, 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        stream(&story->setting, first);
    nanosleep(&wait, NULL);
    CHECK(child > 0 && kill(child, SIGKILL) == 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    if (access(path, F_OK) == 0) /* or it died before it could begin */
        look(story);
    story->ends[story->end_count++] = story->last;
}

static void stories(void) {
    static const struct setting settings[] = {
        {100000, false, false}, {700, false, false}, {2000, true, false}, {300, true, true}};
    uint32_t kills = getenv("QUIRE_SOAK") ? KILLS_SOAK : KILLS;
    uint64_t lines = 0;
    for (uint32_t i = 0; i < kills && test_ok;) {
        struct story story = {.setting = settings[i / KILLS_PER_FILE % 4]};
        atomic_store(&shared->fed, 0);
        atomic_store(&shared->cleared, 0);
        for (uint32_t n = 0; n < KILLS_PER_FILE && test_ok; n++, i++)
            kill_once(&story);
        lines += story.last;
        unlink(path);
    }
    printf("%u kills, %llu lines written, %llu read again\n", kills, (unsigned long long)lines,
           (unsigned long long)checked);
    CHECK(checked > 10000);
}

int main(void) {
    const char *place = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/quire-history-XXXXXX", place ? place : "/tmp");
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!mkdtemp(folder) || shared == MAP_FAILED)
        return 1;
    snprintf(path, sizeof path, "%s/history", folder);
    RUN(stories);
    unlink(path);
    rmdir(folder);
    return test_end();
}
