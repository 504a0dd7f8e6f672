/* x11 [-f FONT] [-g COLSxROWS] [COMMAND [ARGUMENTS]] - a terminal for X11.
 *
 * Shift+PgUp, PgDn, Home, End and the wheel scroll; dragging selects (twice: words, three times: lines, with alt: a
 * block); ctrl+shift+C copies, ctrl+shift+V pastes, shift+Insert and the middle button paste the primary selection;
 * ctrl+click prints the link under it; shift keeps the mouse from the program. It ends as the command does. */
#define _GNU_SOURCE
#include "x11_host.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
    FRAME_MS = 16,         /* no more than one picture in that time */
    SYNCHRONIZED_MS = 150, /* so long a program may hold back its picture (mode 2026) */
    TIDY_MS = 100,         /* without output, before some more of history is compressed */
    TIDY_BYTES = 1 << 18,
    FEED_CELLS = 1 << 18, /* budget of a feed: a millisecond or two */
    QUEUE_BYTES = 1 << 20 /* with so much that a program has not read, its output waits */
};

/* The output of the program, and what there is to do with it. */
struct loop {
    char output[1 << 16];
    size_t fed, length; /* bytes that the terminal has taken, of so many */
    int child;          /* becomes readable when the program ends */
    bool hung_up, untidy;
    int64_t drawn, held; /* when it was drawn; since when a program holds its picture back, 0: it does not */
};

void die(const char *what) {
    fprintf(stderr, "x11: %s\n", what);
    exit(1);
}

void append(struct bytes *to, const char *data, size_t length) {
    to->data = realloc(to->data, to->length + length + 1);
    if (!to->data)
        die("no memory");
    memcpy(to->data + to->length, data, length);
    to->length += length;
}

void scroll(struct host *host, int64_t rows) {
    quire_frame_scroll(host->frame, host->terminal, rows);
    host->stale = true;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- the program ------------------------------------------------------------------------------------------------ */

static void flush(struct host *host) {
    struct bytes *queue = &host->to_program;
    ssize_t written = queue->length > 0 ? write(host->pty, queue->data, queue->length) : 0;
    if (written <= 0)
        return; /* it does not read; poll() says when it does */
    memmove(queue->data, queue->data + written, queue->length - (size_t)written);
    queue->length -= (size_t)written;
}

void send_bytes(void *host, const char *data, size_t length) {
    append(&((struct host *)host)->to_program, data, length);
    flush(host);
}

static void exec_command(char **command) {
    const char *shell = getenv("SHELL");
    struct termios modes;
    char *default_command[] = {shell && *shell ? (char *)shell : (char *)"/bin/sh", NULL};
    if (!*command)
        command = default_command;
    if (tcgetattr(STDIN_FILENO, &modes) == 0) {
        modes.c_iflag |= IUTF8; /* the kernel's line editor erases characters, not bytes */
        tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    }
    setenv("TERM", "xterm-256color", 1);
    setenv("COLORTERM", "truecolor", 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    execvp(*command, command);
    perror(*command);
    _exit(127);
}

static struct winsize size_of(const struct host *host) {
    return (struct winsize){(unsigned short)host->rows, (unsigned short)host->cols,
                            (unsigned short)(host->cols * (uint32_t)host->cell_width),
                            (unsigned short)(host->rows * (uint32_t)host->cell_height)};
}

void resized(struct host *host) {
    struct winsize size = size_of(host);
    if (quire_terminal_resize(host->terminal, host->cols, host->rows, (uint32_t)host->cell_width,
                              (uint32_t)host->cell_height) == QUIRE_OK)
        ioctl(host->pty, TIOCSWINSZ, &size);
    host->stale = true;
}

static void start(struct host *host, struct loop *loop, char **command) {
    struct winsize size = size_of(host);
    host->child = forkpty(&host->pty, NULL, NULL, &size);
    if (host->child == 0)
        exec_command(command);
    loop->child = host->child > 0 ? (int)syscall(SYS_pidfd_open, host->child, 0) : -1;
    if (loop->child < 0)
        die("the program cannot be started");
    fcntl(host->pty, F_SETFL, O_NONBLOCK);
    fcntl(host->pty, F_SETFD, FD_CLOEXEC);
}

static void read_output(struct host *host, struct loop *loop) {
    ssize_t length = read(host->pty, loop->output, sizeof loop->output);
    loop->hung_up = length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR);
    loop->fed = 0;
    loop->length = length > 0 ? (size_t)length : 0;
}

/* A piece of the output: keys and the window are never far away. Without memory the terminal leaves out what needed it
 * and goes on, so there is nothing to do about a result. */
static void feed(struct host *host, struct loop *loop) {
    size_t taken = 0;
    (void)quire_terminal_feed_some(host->terminal, loop->output + loop->fed, loop->length - loop->fed, FEED_CELLS,
                                   &taken);
    loop->fed += taken;
    loop->untidy = host->stale = true;
}

static void on_terminal_event(void *user, const struct quire_event *event) {
    struct host *host = user;
    if (event->type == QUIRE_EVENT_TITLE)
        set_title(host, event->text, event->text_length);
    else if (event->type == QUIRE_EVENT_BELL)
        XBell(host->display, 0);
    else if (event->type == QUIRE_EVENT_CLIPBOARD_SET)
        own(host, event->selection == 'p' ? PRIMARY : CLIPBOARD, event->text, event->text_length);
}

/* --- the loop --------------------------------------------------------------------------------------------------- */

/* In how many milliseconds the next picture is due; -1: none is. While a program is in the middle of one it waits. */
static int picture_due(struct host *host, struct loop *loop) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    int64_t now = now_ms(), due = loop->drawn + FRAME_MS;
    if (!host->stale)
        return -1;
    if (quire_terminal_get_info(host->terminal, &info) != QUIRE_OK || !info.synchronized_output)
        loop->held = 0;
    else if (loop->held == 0)
        loop->held = now;
    if (loop->held != 0 && now - loop->held >= SYNCHRONIZED_MS)
        quire_terminal_end_synchronized(host->terminal);
    else if (loop->held != 0)
        due = loop->held + SYNCHRONIZED_MS;
    return due > now ? (int)(due - now) : 0;
}

static void wait_for_something(struct host *host, struct loop *loop, int timeout) {
    bool full = host->to_program.length > QUEUE_BYTES, pending = loop->fed < loop->length;
    struct pollfd fds[] = {{ConnectionNumber(host->display), POLLIN, 0},
                           {loop->child, POLLIN, 0},
                           {loop->hung_up ? -1 : host->pty,
                            (short)((full || pending ? 0 : POLLIN) | (host->to_program.length > 0 ? POLLOUT : 0)), 0}};
    int ready = poll(fds, 3, timeout);
    if (ready > 0 && fds[2].revents & POLLOUT)
        flush(host);
    if (ready > 0 && fds[2].revents & (POLLIN | POLLHUP) && !pending)
        read_output(host, loop);
    if (ready == 0 && !pending && !host->stale)
        loop->untidy = quire_terminal_idle(host->terminal, TIDY_BYTES);
}

/* In how many milliseconds there is something to do without anything having come; -1: there is nothing. Xlib may have
 * read events while it waited for an answer, and poll() does not know of them; asking also sends what is to be sent. */
static int next_due(struct host *host, struct loop *loop) {
    int due = picture_due(host, loop);
    if (XPending(host->display) > 0 || (loop->fed < loop->length && host->to_program.length <= QUEUE_BYTES))
        return 0;
    return due >= 0 ? due : loop->untidy ? TIDY_MS : -1;
}

/* Runs until the program or the window has ended; the exit status of the program. */
static int run(struct host *host, struct loop *loop) {
    int status = 0;
    for (;;) {
        handle_events(host);
        if (host->ended)
            return 0; /* the end of the pty hangs up the program */
        if (loop->fed < loop->length && host->to_program.length <= QUEUE_BYTES)
            feed(host, loop);
        if (picture_due(host, loop) == 0) {
            draw(host);
            loop->drawn = now_ms();
        }
        wait_for_something(host, loop, next_due(host, loop));
        if (waitpid(host->child, &status, WNOHANG) == host->child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}

static void create_terminal(struct host *host) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_callbacks callbacks = QUIRE_CALLBACKS_INIT;
    options.cols = host->cols;
    options.rows = host->rows;
    options.cell_width_px = (uint32_t)host->cell_width;
    options.cell_height_px = (uint32_t)host->cell_height;
    options.clipboard_write = QUIRE_ALLOW;
    callbacks.user = host;
    callbacks.reply = send_bytes;
    callbacks.event = on_terminal_event;
    options.callbacks = &callbacks;
    enum quire_result result = quire_terminal_create(&options, &host->terminal);
    if (result == QUIRE_OK)
        result = quire_frame_create(NULL, &host->frame);
    if (result != QUIRE_OK)
        die(quire_result_text(result));
    open_window(host, options.background);
}

int main(int argc, char **argv) {
    static struct host host = {.cols = 80, .rows = 24, .stale = true};
    static struct loop loop;
    const char *font = "monospace:size=11";
    unsigned cols, rows;
    int option;
    while ((option = getopt(argc, argv, "+f:g:")) != -1) {
        if (option == 'f')
            font = optarg;
        else if (option == 'g' && sscanf(optarg, "%ux%u", &cols, &rows) == 2)
            host.cols = cols, host.rows = rows;
        else
            die("usage: x11 [-f FONT] [-g COLSxROWS] [COMMAND [ARGUMENTS]]");
    }
    setlocale(LC_CTYPE, "");
    host.display = XOpenDisplay(NULL);
    if (!host.display)
        die("no X server");
    host.screen = DefaultScreen(host.display);
    load_fonts(&host, font);
    create_terminal(&host);
    start(&host, &loop, argv + optind);
    int status = run(&host, &loop);
    quire_frame_destroy(host.frame);
    quire_terminal_destroy(host.terminal);
    XCloseDisplay(host.display);
    return status;
}
