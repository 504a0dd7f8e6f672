/* History files among other people's: of other versions, not ours at all, in places where they must not be, written by
 * somebody else, on a full disk, cut and removed while they are open, followed while they are written at full speed. */
#define _DEFAULT_SOURCE /* mkdtemp */

#include "test.h"

#include <quire/history_file.h>
#include <quire/page.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COLS 200u

static char folder[256], path[300], other[300];
static struct quire_page *page;

static struct quire_history_file_info info_of(const struct quire_history *history) {
    struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
    CHECK_INT(quire_history_get_file_info(history, &info), QUIRE_OK);
    return info;
}

static enum quire_result open_path(const char *where, uint64_t lines, struct quire_history **history) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    options.lines = lines;
    *history = NULL;
    return quire_history_open(&options, where, NULL, NULL, history);
}

static enum quire_result follow_path(const char *where, struct quire_history **history) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    *history = NULL;
    return quire_history_follow(&options, where, NULL, NULL, history);
}

/* --- lines that say their number --------------------------------------------------------------------------------- */

static size_t line_text(uint64_t n, char *text, size_t size) {
    int length = snprintf(text, size, "line %llu ", (unsigned long long)n);
    for (uint64_t i = n % 90; i > 0; i--)
        text[length++] = (char)('a' + (n * 7 + i) % 26);
    text[length++] = '.';
    text[length] = 0;
    return (size_t)length;
}

static void push(struct quire_history *history, uint64_t from, uint64_t to) {
    char text[COLS + 1];
    uint32_t used;
    size_t taken;
    for (uint64_t n = from; n < to && test_ok; n++) {
        size_t length = line_text(n, text, sizeof text);
        CHECK_INT(quire_page_clear(page, 0, 0, COLS, 0), QUIRE_OK);
        CHECK_INT(quire_page_write(page, 0, 0, 0, text, length, &used, &taken), QUIRE_OK);
        CHECK_INT(quire_history_push(history, page, 0), QUIRE_OK);
    }
}

/* Every row is the line that its number says, or (counted) blank. */
static uint64_t check_lines(struct quire_history *history, uint64_t *blanks) {
    char want[COLS + 1], have[COLS * 4];
    uint64_t rows = quire_history_rows(history, COLS), before = 0;
    *blanks = 0;
    for (uint64_t i = 0; i < rows && test_ok; i++) {
        struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
        size_t length, size;
        enum quire_result read = quire_history_read(history, i, page, 0, &where);
        CHECK_INT(quire_page_text(page, 0, 0, COLS, have, sizeof have, &length), QUIRE_OK);
        while (length > 0 && have[length - 1] == ' ')
            length--;
        CHECK(length == 0 ? read == QUIRE_CORRUPT || read == QUIRE_IO : read == QUIRE_OK);
        size = line_text(where.line, want, sizeof want);
        *blanks += length == 0;
        CHECK(length == 0 || (length == size && memcmp(have, want, size) == 0));
        CHECK(length == 0 || where.line > before);
        before = length > 0 ? where.line : before;
        if (!test_ok)
            printf("line %llu is \"%.*s\"\n", (unsigned long long)where.line, (int)length, have);
    }
    return rows;
}

static void make(const char *where, uint64_t lines) {
    struct quire_history *history;
    CHECK_INT(open_path(where, 100000, &history), QUIRE_OK);
    push(history, 1, lines + 1);
    quire_history_destroy(history);
}

static off_t size_of(const char *where) {
    struct stat about;
    return lstat(where, &about) == 0 ? about.st_size : -1;
}

static void poke(const char *where, off_t place, const void *bytes, size_t length) {
    int descriptor = open(where, O_RDWR | O_CREAT, 0600);
    CHECK(descriptor >= 0 && pwrite(descriptor, bytes, length, place) == (ssize_t)length);
    close(descriptor);
}

/* A sum of all bytes, to see that nothing was written. */
static uint64_t sum_of(const char *where) {
    FILE *file = fopen(where, "rb");
    uint64_t sum = 1;
    for (int c; file && (c = getc(file)) != EOF;)
        sum = sum * 31 + (uint64_t)c;
    if (file)
        fclose(file);
    return sum;
}

static void check_refused(const char *where, enum quire_result want) {
    struct quire_history *history;
    size_t breaches;
    uint64_t before = sum_of(where);
    off_t size = size_of(where);
    CHECK_INT(open_path(where, 1000, &history), want);
    CHECK_INT(follow_path(where, &history), want);
    CHECK_INT(quire_history_file_verify(where, NULL, NULL, NULL, &breaches, NULL), want);
    CHECK(history == NULL && sum_of(where) == before && size_of(where) == size);
}

/* --- files that are not ours, or not of now ---------------------------------------------------------------------- */

/* A header field is set to a value, the file refused, and the field set back. */
static void refuse_field(off_t place, uint32_t value) {
    uint32_t before = 0;
    FILE *file = fopen(path, "rb");
    CHECK(file && fseek(file, (long)place, SEEK_SET) == 0 && fread(&before, sizeof before, 1, file) == 1);
    if (file)
        fclose(file);
    CHECK(before != value);
    poke(path, place, &value, sizeof value);
    check_refused(path, QUIRE_UNSUPPORTED);
    poke(path, place, &before, sizeof before);
}

static void versions(void) {
    struct quire_history *history;
    uint64_t blanks;
    make(path, 50);
    refuse_field(8, 1); /* before the one that is read, too */
    refuse_field(8, 4);
    refuse_field(12, 0x04030201);
    refuse_field(20, 0);
    refuse_field(20, 1000);
    CHECK_INT(open_path(path, 1000, &history), QUIRE_OK);
    CHECK_INT(check_lines(history, &blanks), 50);
    quire_history_destroy(history);
    unlink(path);
}

static void strangers(void) {
    static char text[150000];
    memset(text, 'x', sizeof text);
    const size_t sizes[] = {1, 7, 64, 4096, 65535, 65536, 65537, sizeof text};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        poke(path, 0, text, sizes[i]);
        check_refused(path, QUIRE_CORRUPT);
        unlink(path);
    }
}

static void places(void) {
    struct quire_history *history;
    make(other, 20);
    CHECK(symlink(other, path) == 0);
    check_refused(path, QUIRE_DENIED);
    unlink(path);
    CHECK(symlink("/nonexistent/quire", path) == 0); /* nothing is made behind a link */
    check_refused(path, QUIRE_DENIED);
    unlink(path);
    CHECK(link(other, path) == 0);
    check_refused(path, QUIRE_DENIED);
    unlink(path);
    CHECK(chmod(other, 0640) == 0);
    check_refused(other, QUIRE_DENIED);
    CHECK(chmod(other, 0600) == 0);
    CHECK(mkdir(path, 0700) == 0);
    CHECK_INT(open_path(path, 10, &history), QUIRE_DENIED);
    CHECK_INT(follow_path(path, &history), QUIRE_DENIED);
    CHECK(rmdir(path) == 0); /* and nothing is in it */
    CHECK(mkfifo(path, 0600) == 0);
    CHECK_INT(open_path(path, 10, &history), QUIRE_DENIED);
    CHECK_INT(follow_path(path, &history), QUIRE_DENIED);
    unlink(path);
    char missing[400];
    snprintf(missing, sizeof missing, "%s/none/history", folder);
    CHECK_INT(open_path(missing, 10, &history), QUIRE_NOT_FOUND);
    CHECK_INT(follow_path(missing, &history), QUIRE_NOT_FOUND);
    CHECK_INT(follow_path(path, &history), QUIRE_NOT_FOUND);
    CHECK(size_of(path) == -1 && history == NULL);
    unlink(other);
}

/* --- two writers ------------------------------------------------------------------------------------------------- */

static void busy(void) {
    struct quire_history *history, *second;
    int status = -1;
    CHECK_INT(open_path(path, 1000, &history), QUIRE_OK);
    push(history, 1, 30);
    CHECK_INT(open_path(path, 1000, &second), QUIRE_BUSY);
    pid_t child = fork();
    if (child == 0)
        _exit(open_path(path, 1000, &second) == QUIRE_BUSY ? 0 : 1);
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    push(history, 30, 40);
    quire_history_destroy(history);
    CHECK_INT(open_path(path, 1000, &history), QUIRE_OK);
    uint64_t blanks;
    CHECK_INT(check_lines(history, &blanks), 39);
    quire_history_destroy(history);
    unlink(path);
}

/* --- a full disk ------------------------------------------------------------------------------------------------- */

/* The system itself says that there is no room; then there is again. */
static void no_room(void) {
    struct quire_history *history, *reader;
    struct rlimit before, small;
    uint64_t blanks, n = 1;
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
    small = (struct rlimit){UINT64_C(20) * 65536 + 100, before.rlim_max};
    CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
    for (; info_of(history).trouble == QUIRE_OK && n < 60000; n += 50)
        push(history, n, n + 50);
    CHECK_INT(info_of(history).trouble, QUIRE_NO_ROOM);
    CHECK_INT(info_of(history).system_error, EFBIG);
    CHECK_INT(quire_history_commit(history), QUIRE_NO_ROOM);
    push(history, n, n + 3000);
    n += 3000;
    CHECK_INT(check_lines(history, &blanks), n - 1);
    CHECK_INT(follow_path(path, &reader), QUIRE_OK);
    CHECK(check_lines(reader, &blanks) < n - 1000 && blanks == 0);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK_INT(quire_history_commit(history), QUIRE_OK);
    CHECK_INT(info_of(history).trouble, QUIRE_OK);
    bool changed = false;
    CHECK_INT(quire_history_refresh(reader, &changed), QUIRE_OK);
    CHECK(changed);
    CHECK_INT(check_lines(reader, &blanks), n - 1);
    CHECK_INT(blanks, 0);
    quire_history_destroy(reader);
    quire_history_destroy(history);
    unlink(path);
}

/* --- files that somebody harms while they are open --------------------------------------------------------------- */

static void count(void *user, const char *text) {
    *(unsigned *)user += text[0] != 0;
}

/* Cut at `keep` of 16 parts: what lay behind reads as blanks and is named, the rest stays, and everything that comes
 * is kept. Opened again, it has lost these lines; the page that the cut went through is named when it is read. */
static void cut_at(unsigned keep) {
    struct quire_history *history, *reader;
    uint64_t blanks, lost, again;
    unsigned named = 0;
    bool changed;
    CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
    push(history, 1, 6000);
    CHECK_INT(follow_path(path, &reader), QUIRE_OK);
    CHECK(truncate(path, size_of(path) * (off_t)keep / 16) == 0);
    (void)check_lines(history, &lost); /* some pages were in the cache: not after this */
    CHECK(quire_history_verify(history, count, &named) > 0 && named > 0);
    CHECK_INT(check_lines(history, &lost), 5999);
    CHECK_INT(check_lines(reader, &blanks), 5999);
    CHECK(lost > 0 && lost < 5999 && blanks > 0);
    CHECK_INT(info_of(history).trouble, QUIRE_CORRUPT);
    push(history, 6000, 9000);
    CHECK_INT(quire_history_commit(history), QUIRE_OK);
    CHECK_INT(check_lines(history, &again), 8999);
    CHECK_INT(again, lost);
    CHECK_INT(quire_history_refresh(reader, &changed), QUIRE_OK);
    uint64_t lines = check_lines(reader, &blanks);
    CHECK(changed && lines - blanks == 8999 - lost); /* what the reader knew and lost stays blank */
    CHECK_INT(info_of(reader).trouble, blanks > 0 ? QUIRE_CORRUPT : QUIRE_OK);
    quire_history_destroy(reader);
    quire_history_destroy(history);
    CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
    CHECK(info_of(history).lost_pages > 0);
    lines = check_lines(history, &blanks);
    CHECK(lines - blanks == 8999 - lost);
    CHECK_INT(info_of(history).trouble, blanks > 0 ? QUIRE_CORRUPT : QUIRE_OK);
    push(history, 9000, 9100);
    CHECK_INT(quire_history_verify(history, NULL, NULL) > 0, blanks > 0);
    quire_history_destroy(history);
    CHECK_INT(open_path(path, 100000, &history), QUIRE_OK); /* a loss is told once */
    CHECK_INT(info_of(history).lost_pages, 0);
    CHECK_INT(check_lines(history, &blanks) - blanks, 9099 - lost);
    quire_history_destroy(history);
    unlink(path);
}

static void cut_while_open(void) {
    for (unsigned keep = 1; keep < 16 && test_ok; keep += keep < 4 ? 1 : 4)
        cut_at(keep);
}

/* Cut to nothing: header and roots are written again, and what is committed from then on is kept. */
static void emptied_while_open(void) {
    for (off_t keep = 0; keep <= 2000 && test_ok; keep += 500) {
        struct quire_history *history;
        uint64_t blanks;
        CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
        push(history, 1, 100);
        CHECK(truncate(path, keep) == 0);
        push(history, 100, 300);
        CHECK_INT(quire_history_commit(history), QUIRE_OK);
        quire_history_destroy(history);
        CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
        CHECK_INT(info_of(history).lost_pages, 0);
        CHECK_INT(check_lines(history, &blanks), 299); /* all were in the open page, in memory */
        CHECK_INT(blanks, 0);
        quire_history_destroy(history);
        unlink(path);
    }
}

/* Cut behind the first root, while nobody has it open: what is committed from then on is kept, although a root stands
 * there that was newer than what a new file begins with. */
static void cut_between_roots(void) {
    for (off_t keep = 512; keep <= 1200 && test_ok; keep += 43) {
        struct quire_history *history;
        uint64_t blanks;
        make(path, 40);
        for (uint64_t from = 41; from < 100; from += 10) { /* each opening begins a journal, and writes a root */
            CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
            push(history, from, from + 10);
            quire_history_destroy(history);
        }
        CHECK(truncate(path, keep) == 0);
        CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
        push(history, 1, 20);
        CHECK_INT(quire_history_commit(history), QUIRE_OK);
        quire_history_destroy(history);
        CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
        CHECK(!info_of(history).no_journal);
        CHECK_INT(check_lines(history, &blanks), 19);
        quire_history_destroy(history);
        unlink(path);
    }
}

/* --- before there is a header ----------------------------------------------------------------------------------- */

/* The file as a writer leaves it that dies early: of this size, with so much of the magic number. */
static void begin_file(off_t size, size_t magic) {
    poke(path, 0, "QUIRHIST", magic);
    CHECK(truncate(path, size) == 0);
}

static void check_empty(struct quire_history *history) {
    struct quire_history_file_info info = info_of(history);
    bool changed = true;
    size_t breaches = 1;
    CHECK_INT(quire_history_refresh(history, &changed), QUIRE_OK);
    CHECK(!changed);
    CHECK_INT(quire_history_rows(history, COLS), 0);
    CHECK(!info.unfinished && !info.no_journal && info.lost_pages == 0 && info.trouble == QUIRE_OK);
    CHECK_INT(quire_history_verify(history, NULL, NULL), 0);
    CHECK_INT(quire_history_file_verify(path, NULL, NULL, NULL, &breaches, NULL), QUIRE_OK);
    CHECK_INT(breaches, 0);
}

/* A reader finds it empty, and goes on when the next writer does. */
static void follow_early(off_t size, size_t magic) {
    struct quire_history *history, *writer;
    uint64_t blanks, sum;
    bool changed = false;
    begin_file(size, magic);
    sum = sum_of(path);
    CHECK_INT(follow_path(path, &history), QUIRE_OK);
    if (!test_ok)
        return;
    check_empty(history);
    CHECK_INT(sum_of(path), sum);
    CHECK_INT(open_path(path, 1000, &writer), QUIRE_OK);
    push(writer, 1, 40);
    CHECK_INT(quire_history_commit(writer), QUIRE_OK);
    CHECK_INT(quire_history_refresh(history, &changed), QUIRE_OK);
    CHECK(changed);
    CHECK_INT(check_lines(history, &blanks), 39);
    push(writer, 40, 60);
    quire_history_destroy(writer);
    CHECK_INT(quire_history_refresh(history, &changed), QUIRE_OK);
    CHECK_INT(check_lines(history, &blanks), 59);
    quire_history_destroy(history);
    unlink(path);
}

/* What comes into it may be no history, or of another version: the reader stays as it was. */
static void follow_and_be_refused(const void *bytes, size_t length, enum quire_result want) {
    struct quire_history *history;
    bool changed = true;
    begin_file(0, 0);
    CHECK_INT(follow_path(path, &history), QUIRE_OK);
    if (!test_ok)
        return;
    poke(path, 0, bytes, length);
    CHECK_INT(quire_history_refresh(history, &changed), want);
    CHECK(!changed);
    CHECK(truncate(path, 0) == 0);
    check_empty(history);
    quire_history_destroy(history);
    unlink(path);
}

static void before_the_header(void) {
    static char bytes[70000];
    follow_early(0, 0);
    for (size_t magic = 0; magic < 8 && test_ok; magic++)
        follow_early(65536, magic);
    memset(bytes, 'x', sizeof bytes);
    follow_and_be_refused(bytes, sizeof bytes, QUIRE_CORRUPT);
    memcpy(bytes, "QUIRHIST", 8);
    follow_and_be_refused(bytes, sizeof bytes, QUIRE_UNSUPPORTED);
}

/* --- removed, and followed -------------------------------------------------------------------------------------- */

static void removed_while_open(void) {
    struct quire_history *history, *second;
    uint64_t blanks;
    CHECK_INT(open_path(path, 100000, &history), QUIRE_OK);
    push(history, 1, 3000);
    CHECK(unlink(path) == 0);
    push(history, 3000, 4000);
    CHECK_INT(check_lines(history, &blanks), 3999);
    CHECK_INT(blanks, 0);
    CHECK_INT(quire_history_verify(history, NULL, NULL), 0);
    CHECK_INT(open_path(path, 100000, &second), QUIRE_OK); /* another file */
    CHECK_INT(check_lines(second, &blanks), 0);
    quire_history_destroy(second);
    quire_history_destroy(history);
    unlink(path);
}

/* --- following at full speed ------------------------------------------------------------------------------------- */

static _Noreturn void write_on(void) {
    struct quire_history *history;
    uint32_t chance = 1;
    if (open_path(path, 2500, &history) != QUIRE_OK)
        _exit(1);
    for (uint64_t n = 1;; n += 40) {
        push(history, n, n + 40);
        chance = chance * 1103515245 + 12345;
        if ((chance >> 16) % 300 == 0)
            quire_history_clear(history);
        if ((chance >> 16) % 50 == 1)
            quire_history_set_limits(history, 500 + (chance >> 16) % 2500, 0);
        if (!test_ok)
            _exit(2);
    }
}

static bool is_over(const struct timespec *end) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec > end->tv_nsec);
}

static void follow_writer(void) {
    struct quire_history *reader;
    struct timespec end, late;
    uint64_t blanks, lines = 0, commits = 0;
    unsigned changes = 0;
    int status;
    pid_t child = fork();
    if (child == 0)
        write_on();
    enum quire_result result;
    do
        result = follow_path(path, &reader);
    while (result == QUIRE_NOT_FOUND);
    CHECK(result == QUIRE_OK || result == QUIRE_BUSY);
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += getenv("QUIRE_SOAK") ? 300 : 3;
    late = end;
    late.tv_sec += 60; /* a slow machine gets more time */
    while (reader && test_ok && (changes < 20 ? !is_over(&late) : !is_over(&end))) {
        bool changed = false;
        result = quire_history_refresh(reader, &changed);
        CHECK(result == QUIRE_OK || result == QUIRE_BUSY);
        struct quire_history_file_info info = info_of(reader);
        CHECK(info.commits >= commits);
        CHECK(info.lost_pages == 0 && info.lost_lines == 0);
        commits = info.commits;
        lines += check_lines(reader, &blanks);
        CHECK(blanks == 0 || info_of(reader).trouble == QUIRE_CORRUPT); /* overtaken while it read */
        changes += changed;
    }
    CHECK(kill(child, SIGKILL) == 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status));
    printf("%u refreshes that brought something, %llu lines read\n", changes, (unsigned long long)lines);
    CHECK(changes >= 20);
    bool changed;
    CHECK_INT(quire_history_refresh(reader, &changed), QUIRE_OK);
    (void)check_lines(reader, &blanks);
    CHECK_INT(blanks, 0);
    CHECK_INT(quire_history_verify(reader, NULL, NULL), 0);
    quire_history_destroy(reader);
    unlink(path);
}

int main(void) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    const char *place = getenv("TMPDIR");
    options.cols = COLS;
    options.rows = 1;
    snprintf(folder, sizeof folder, "%s/quire-history-XXXXXX", place ? place : "/tmp");
    if (!mkdtemp(folder) || quire_page_create(&options, &page) != QUIRE_OK)
        return 1;
    snprintf(path, sizeof path, "%s/history", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    RUN(versions);
    RUN(strangers);
    RUN(places);
    RUN(busy);
    RUN(no_room);
    RUN(cut_while_open);
    RUN(emptied_while_open);
    RUN(cut_between_roots);
    RUN(before_the_header);
    RUN(removed_while_open);
    RUN(follow_writer);
    quire_page_destroy(page);
    rmdir(folder);
    return test_end();
}
