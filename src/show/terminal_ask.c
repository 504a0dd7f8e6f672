#define _GNU_SOURCE
#include "terminal_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "held_signals.h"

/* tmux has answered; how long the terminal around it may still take. */
#define BEHIND_TMUX_MS 300

static const char kitty_question[] = "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\";
static const char kitty_question_in_tmux[] = "\033Ptmux;\033\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\033\\\033\\";
/* Name, size of a cell, of the text area in pixels and in cells, background colour, attributes. */
static const char questions[] = "\033[>q\033[16t\033[14t\033[18t\033]11;?\033\\\033[c";
/* Only for who has sixel: others may take them for scrolling. */
static const char sixel_questions[] = "\033[?1;1;0S\033[?2;1;0S\033[c";

int terminal_ask_open(void) {
    return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t wrote = write(fd, bytes, length);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        bytes += wrote > 0 ? wrote : 0;
        length -= wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

/* Waits for bytes. False: a signal waits, the time is over, or the terminal is gone. */
static bool read_some(int fd, const struct held_signals *held, int64_t until_ms, struct answer_reader *reader) {
    char bytes[512];
    struct pollfd both[2] = {{fd, POLLIN, 0}, {held->fd, POLLIN, 0}};
    int64_t left_ms = until_ms - now_ms();
    if (left_ms <= 0 || poll(both, 2, (int)left_ms) <= 0 || both[1].revents != 0) {
        return false;
    }
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got > 0) {
        answer_reader_feed(reader, bytes, (size_t)got);
    }
    return got > 0;
}

/* Sends questions, the last of which is DA1, and reads to the answer of that. */
static bool ask_some(int fd, const struct held_signals *held, int64_t until_ms, const char *text,
                     struct answer_reader *reader) {
    reader->answers.attributes = false;
    bool readable = write_all(fd, text, strlen(text));
    while (readable && !reader->answers.attributes) {
        readable = read_some(fd, held, until_ms, reader);
    }
    return reader->answers.attributes;
}

static bool ask_all(int fd, bool in_tmux, const struct held_signals *held, int64_t until_ms,
                    struct answer_reader *reader) {
    const char *kitty = in_tmux ? kitty_question_in_tmux : kitty_question;
    if (!write_all(fd, kitty, strlen(kitty)) || !ask_some(fd, held, until_ms, questions, reader)) {
        return false;
    }
    int64_t behind_ms = now_ms() + BEHIND_TMUX_MS;
    while (in_tmux && !reader->answers.kitty &&
           read_some(fd, held, behind_ms < until_ms ? behind_ms : until_ms, reader)) {
    }
    if (reader->answers.sixel) {
        ask_some(fd, held, until_ms, sixel_questions, reader); /* without an answer sixel has its usual limits */
    }
    return true;
}

/* One try. *stopped: a signal came between; the modes are as they were, and it has been delivered. */
static bool ask_once(int fd, bool in_tmux, int limit_ms, struct answer_reader *reader, bool *stopped) {
    struct termios before, raw;
    struct held_signals held;
    answer_reader_init(reader);
    *stopped = false;
    if (tcgetpgrp(fd) != getpgrp() || tcgetattr(fd, &before) != 0) {
        return false;
    }
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    held_signals_hold(&held);
    bool answered = tcsetattr(fd, TCSADRAIN, &raw) == 0 && ask_all(fd, in_tmux, &held, now_ms() + limit_ms, reader);
    tcsetattr(fd, answered ? TCSADRAIN : TCSAFLUSH, &before); /* late answers are not for the shell */
    *stopped = held_signals_waiting(&held);
    held_signals_release(&held);
    return answered;
}

bool terminal_ask(int fd, bool in_tmux, int limit_ms, struct terminal_answers *answers) {
    struct answer_reader reader;
    bool stopped, answered;
    int tries = 0;
    do {
        answered = ask_once(fd, in_tmux, limit_ms, &reader, &stopped);
    } while (stopped && !answered && ++tries < 3);
    *answers = reader.answers;
    return answered;
}
