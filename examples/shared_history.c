/* Two processes, one history: a writer that keeps its lines in a file, a reader that follows while they come, and what
 * is left when the writer is killed in the middle of its work.
 *
 * The two talk over pipes only to know whose turn it is; every line goes through the file. */
#define _DEFAULT_SOURCE

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <quire/history_file.h>
#include <quire/page.h>

#define COLS 40

static void must(enum quire_result result, const char *what) {
    if (result != QUIRE_OK) {
        fprintf(stderr, "%s: %s\n", what, quire_result_text(result));
        exit(1);
    }
}

static struct quire_page *make_row(uint32_t cols) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_page *row = NULL;
    options.cols = cols;
    options.rows = 1;
    must(quire_page_create(&options, &row), "page");
    return row;
}

/* --- the writer ------------------------------------------------------------------------------------------------ */

static void write_line(struct quire_history *history, struct quire_page *row, const char *text) {
    uint32_t columns;
    size_t taken;
    must(quire_page_clear(row, 0, 0, COLS, 0), "clear");
    must(quire_page_write(row, 0, 0, 0, text, strlen(text), &columns, &taken), "write");
    must(quire_history_push(history, row, 0), "push"); /* it is in the file now */
}

/* Writes two lines whenever it is told to, and says when they are there. */
static void writer(const char *path, int go, int done) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history;
    struct quire_page *row = make_row(COLS);
    char text[COLS + 1], turn;
    must(quire_history_open(&options, path, NULL, NULL, &history), "open");
    for (int line = 1; write(done, "", 1) == 1 && read(go, &turn, 1) == 1; line += 2) {
        snprintf(text, sizeof text, "line %d from the writer", line);
        write_line(history, row, text);
        snprintf(text, sizeof text, "line %d: \xE2\x9C\x93 \xE6\xBC\xA2\xE5\xAD\x97", line + 1);
        write_line(history, row, text);
    }
    _exit(0);
}

/* --- the reader ------------------------------------------------------------------------------------------------ */

static void print_row(const struct quire_page *row, const struct quire_history_row *where) {
    char text[COLS * 4 + 1];
    size_t length;
    must(quire_page_text(row, 0, 0, COLS, text, sizeof text, &length), "text");
    while (length > 0 && text[length - 1] == ' ')
        length--;
    printf("  %llu: %.*s\n", (unsigned long long)where->line, (int)length, text);
}

/* Prints the rows from number *shown on. */
static void print_new(struct quire_history *history, struct quire_page *row, uint64_t *shown) {
    struct quire_history_row where = QUIRE_HISTORY_ROW_INIT;
    for (; *shown < quire_history_rows(history, COLS); ++*shown) {
        must(quire_history_read(history, *shown, row, 0, &where), "read");
        print_row(row, &where);
    }
}

static void follow(struct quire_history *history, struct quire_page *row, uint64_t *shown) {
    bool changed;
    must(quire_history_refresh(history, &changed), "refresh");
    printf("the reader %s\n", changed ? "sees" : "sees nothing new");
    print_new(history, row, shown);
}

int main(void) {
    char folder[] = "/tmp/quire-example-XXXXXX", path[64], turn;
    int go[2], done[2];
    if (!mkdtemp(folder) || pipe(go) != 0 || pipe(done) != 0)
        return 1;
    snprintf(path, sizeof path, "%s/history", folder);
    pid_t child = fork();
    if (child == 0)
        writer(path, go[0], done[1]);
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *reader, *second;
    struct quire_page *row = make_row(COLS);
    uint64_t shown = 0;
    if (read(done[0], &turn, 1) != 1)
        return 1;
    must(quire_history_follow(&options, path, NULL, NULL, &reader), "follow");
    follow(reader, row, &shown);
    for (int i = 0; i < 2; i++) {
        if (write(go[1], "", 1) != 1 || read(done[0], &turn, 1) != 1)
            return 1;
        follow(reader, row, &shown);
    }
    printf("a second writer: %s\n", quire_result_name(quire_history_open(&options, path, NULL, NULL, &second)));
    printf("the reader writes: %s\n", quire_result_name(quire_history_push(reader, row, 0)));

    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    must(quire_history_open(&options, path, NULL, NULL, &second), "open again");
    write_line(second, row, "and the next process goes on");
    follow(reader, row, &shown);
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    must(quire_history_get_info(reader, &info), "info");
    printf("%llu lines, %zu breaches\n", (unsigned long long)info.lines, quire_history_verify(reader, NULL, NULL));
    quire_history_destroy(reader);
    quire_history_destroy(second);
    quire_page_destroy(row);
    unlink(path);
    rmdir(folder);
    return 0;
}
