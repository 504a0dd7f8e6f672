/* A program is driven without a screen: it runs on a pty, what it prints goes to a terminal, and the terminal answers
 * its questions and knows how keys are to be sent. Waits for text to appear, presses keys, searches the history, saves
 * the session to a file and goes on with a second terminal made from that file.
 *
 * Needs libquire and libc. `automation FILE` keeps the snapshot in FILE; without it the file is a temporary one. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <quire/format.h>
#include <quire/key.h>
#include <quire/mouse.h>
#include <quire/search.h>
#include <quire/snapshot.h>
#include <quire/terminal.h>

enum { COLS = 64, ROWS = 10, TIME_LIMIT_MS = 20000 };

/* The program that is driven: it fills some history, asks the terminal where the cursor is, reads a key as it comes and
 * a line as it is typed. */
static const char script[] =
    "stty raw -echo; i=1\n"
    "while [ $i -le 30 ]; do printf 'entry %s: \\033[3%smcolour %s\\033[m\\r\\n' $i $((i % 8)) $((i % 8)); i=$((i + "
    "1)); done\n"
    "printf 'asking: \\033[6n'; answer=$(dd bs=1 count=7 2>/dev/null); printf 'the cursor is at %s\\r\\n' "
    "\"${answer#?}\"\n"
    "printf '\\033[?1hpress up: '; key=$(dd bs=1 count=3 2>/dev/null); printf 'got ESC %s\\r\\n' \"${key#?}\"\n"
    "stty sane; printf 'your name: '; read name; printf '\\033[1mhello, %s\\033[m\\n' \"$name\"\n";

struct session {
    struct quire_terminal *terminal;
    int pty;
    pid_t child;
};

/* --- the pty --------------------------------------------------------------------------------------------------- */

static void send_bytes(void *user, const char *bytes, size_t length) {
    const struct session *session = user;
    while (length > 0) {
        ssize_t written = write(session->pty, bytes, length);
        if (written <= 0)
            return; /* the program is gone */
        bytes += written;
        length -= (size_t)written;
    }
}

static void run_script(const char *name) {
    setsid();
    int fd = open(name, O_RDWR); /* the first terminal that a new session opens controls it */
    for (int i = 0; i < 3; i++)
        dup2(fd, i);
    if (fd > 2)
        close(fd);
    execl("/bin/sh", "sh", "-c", script, (char *)NULL);
    _exit(127);
}

static bool start(struct session *session) {
    struct winsize size = {.ws_col = COLS, .ws_row = ROWS};
    session->pty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (session->pty < 0 || grantpt(session->pty) < 0 || unlockpt(session->pty) < 0)
        return false;
    const char *name = ptsname(session->pty);
    ioctl(session->pty, TIOCSWINSZ, &size);
    session->child = name ? fork() : -1;
    if (session->child == 0)
        run_script(name);
    return session->child > 0;
}

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Feeds what the program prints next. False: it has ended, or has said nothing until `deadline`. */
static bool feed_some(struct session *session, long long deadline) {
    char bytes[4096];
    struct pollfd ready = {.fd = session->pty, .events = POLLIN};
    long long left = deadline - now_ms();
    if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
        return false;
    ssize_t length = read(session->pty, bytes, sizeof bytes);
    return length > 0 && quire_terminal_feed(session->terminal, bytes, (size_t)length) == QUIRE_OK;
}

/* --- what one does with a session ------------------------------------------------------------------------------ */

static bool stop_at_first(void *user, const struct quire_search_hit *hit) {
    *(struct quire_search_hit *)user = *hit;
    return false;
}

static bool find(struct quire_terminal *terminal, const char *text, struct quire_search_hit *hit) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = text;
    options.length = strlen(text);
    options.flags = QUIRE_SEARCH_BACKWARD;
    *hit = (struct quire_search_hit){0, 0, 0};
    return quire_search_terminal(terminal, &options, stop_at_first, hit) == QUIRE_OK && hit->columns > 0;
}

static bool wait_for(struct session *session, const char *text) {
    struct quire_search_hit hit;
    long long deadline = now_ms() + TIME_LIMIT_MS;
    bool there = find(session->terminal, text, &hit);
    while (!there && feed_some(session, deadline))
        there = find(session->terminal, text, &hit);
    printf("%s \"%s\"\n", there ? "saw" : "never saw", text);
    return there;
}

static void press(struct session *session, enum quire_key key, char character) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length;
    event.key = key;
    if (key == QUIRE_KEY_CHARACTER) {
        event.character = (unsigned char)character;
        event.text = &character;
        event.text_length = 1;
    }
    if (quire_terminal_input_modes(session->terminal, &modes) == QUIRE_OK &&
        quire_key_encode(&modes, &event, bytes, sizeof bytes, &length) == QUIRE_OK)
        send_bytes(session, bytes, length);
}

static void type_line(struct session *session, const char *text) {
    for (; *text; text++)
        press(session, QUIRE_KEY_CHARACTER, *text);
    press(session, QUIRE_KEY_ENTER, 0);
}

static bool drive(struct session *session) {
    if (!wait_for(session, "press up:"))
        return false;
    press(session, QUIRE_KEY_UP, 0); /* the program has set application cursor keys: ESC O A */
    if (!wait_for(session, "your name:"))
        return false;
    type_line(session, "Ada");
    return wait_for(session, "hello, Ada");
}

/* --- saving and restoring -------------------------------------------------------------------------------------- */

static bool put(void *file, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) == length;
}

static enum quire_result restore(FILE *file, struct quire_terminal **terminal) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    void *bytes = size > 0 ? malloc((size_t)size) : NULL;
    enum quire_result result = QUIRE_OUT_OF_MEMORY;
    rewind(file);
    if (bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size)
        result = quire_snapshot_read(bytes, (size_t)size, &options, terminal);
    free(bytes);
    return result;
}

/* Screen and history with all styles, as text that the caller frees; NULL without memory. */
static char *print(struct quire_terminal *terminal, enum quire_format format, uint64_t history_rows) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    char *text = NULL;
    size_t length;
    FILE *memory = open_memstream(&text, &length);
    options.format = format;
    options.history_rows = history_rows;
    bool written = memory && quire_format_write(terminal, &options, put, memory) == QUIRE_OK;
    if (memory && fclose(memory) == 0 && written)
        return text;
    free(text);
    return NULL;
}

static bool same(struct quire_terminal *one, struct quire_terminal *other) {
    char *a = print(one, QUIRE_FORMAT_JSON, UINT64_MAX), *b = print(other, QUIRE_FORMAT_JSON, UINT64_MAX);
    bool equal = a && b && strcmp(a, b) == 0;
    free(a);
    free(b);
    return equal;
}

static bool save_and_restore(const struct session *session, FILE *file) {
    struct quire_terminal *restored = NULL;
    if (quire_snapshot_write(session->terminal, put, file) != QUIRE_OK || restore(file, &restored) != QUIRE_OK)
        return false;
    bool equal = same(session->terminal, restored);
    char *screen = print(restored, QUIRE_FORMAT_TEXT, 0);
    printf("--- the screen, from the file\n%s---\nboth terminals print %s\n", screen ? screen : "",
           equal ? "the same" : "different things");
    free(screen);
    quire_terminal_destroy(restored);
    return equal;
}

int main(int argc, char **argv) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_callbacks callbacks = QUIRE_CALLBACKS_INIT;
    struct session session = {NULL, -1, -1};
    struct quire_search_hit hit;
    int status = -1;
    options.cols = COLS;
    options.rows = ROWS;
    callbacks.user = &session;
    callbacks.reply = send_bytes;
    options.callbacks = &callbacks;
    FILE *file = argc > 1 ? fopen(argv[1], "wb+") : tmpfile();
    if (!file || quire_terminal_create(&options, &session.terminal) != QUIRE_OK || !start(&session))
        return 1;
    bool good = drive(&session);
    while (good && feed_some(&session, now_ms() + TIME_LIMIT_MS))
        continue; /* until the program ends */
    if (good && find(session.terminal, "colour 0", &hit))
        printf("the last \"colour 0\" is in line %u, column %u\n", (unsigned)hit.line, (unsigned)hit.column);
    good = good && save_and_restore(&session, file);
    close(session.pty); /* hangs up, should the program still run */
    waitpid(session.child, &status, 0);
    printf("the program ended with status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    quire_terminal_destroy(session.terminal);
    fclose(file);
    return !good || status != 0;
}
