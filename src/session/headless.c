#define _GNU_SOURCE
#include "headless.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decoder_serve.h"
#include "loop_clock.h"
#include "pty.h"
#include "session_images.h"
#include "term_choice.h"
#include "write_queue.h"

/* --- images --- */

static struct quire_terminal *lock(void *user) {
    return user;
}

static void unlock(void *user) {
    (void)user;
}

/* NULL: no memory, and such images stay placeholders. */
static struct session_images *help(const struct config *config, struct quire_terminal *terminal) {
    const struct session_images_by by = {NULL, NULL, &decoder_self};
    const struct session_images_terminal shown = {lock, unlock, terminal};
    struct session_images *images = session_images_create(config, &by, &shown);
    if (images != NULL) {
        session_images_help(images, terminal);
    }
    return images;
}

static void settle(struct session_images *images, struct quire_terminal *terminal) {
    if (images != NULL) {
        session_images_settle(images);
        quire_terminal_set_image_hooks(terminal, NULL);
        session_images_destroy(images);
    }
}

/* --- a file --- */

/* False: it cannot be read. */
static bool feed_file(struct quire_terminal *terminal, FILE *file) {
    static char piece[65536];
    size_t got;
    errno = 0;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
        quire_terminal_feed(terminal, piece, got);
    }
    return !ferror(file);
}

struct quire_terminal *headless_show(const struct config *config, struct terminal_size size, FILE *file,
                                     const char *name, char *error, size_t error_size) {
    struct quire_terminal *terminal =
        terminal_setup(config, size, (uint64_t)config->scrollback, NULL, NULL, NULL, error, error_size);
    if (terminal == NULL) {
        return NULL;
    }
    struct session_images *images = help(config, terminal);
    bool is_read = feed_file(terminal, file);
    int reason = errno;
    settle(images, terminal);
    if (!is_read) {
        snprintf(error, error_size, "cannot read '%s': %s", name, strerror(reason));
        quire_terminal_destroy(terminal);
        return NULL;
    }
    return terminal;
}

/* --- a program --- */

static void on_reply(void *user, const char *bytes, size_t length) {
    bool was_empty;
    write_queue_append(user, bytes, length, &was_empty);
}

/* Feeds what is there. False: the output has ended. */
static bool feed_available(struct quire_terminal *terminal, int descriptor, int64_t end) {
    static char bytes[65536];
    do {
        ssize_t got = read(descriptor, bytes, sizeof bytes);
        if (got > 0) {
            quire_terminal_feed(terminal, bytes, (size_t)got);
        } else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
            return true;
        } else {
            return false;
        }
    } while (loop_clock_ms() < end);
    return true;
}

static void pump(struct pty *pty, struct quire_terminal *terminal, struct write_queue *replies, int64_t time_limit_ms) {
    int64_t end = time_limit_ms < 0 ? INT64_MAX : loop_clock_ms() + time_limit_ms;
    bool child_ended = false;
    for (;;) {
        int64_t left = end - loop_clock_ms();
        if (left <= 0) {
            return;
        }
        short wanted = (short)(POLLIN | (write_queue_pending(replies) ? POLLOUT : 0));
        struct pollfd wait[2] = {{pty_descriptor(pty), wanted, 0},
                                 {child_ended ? -1 : pty_exit_descriptor(pty), POLLIN, 0}};
        int timeout = child_ended ? 100 : left > 60000 ? 60000 : (int)left; /* last words may still be on their way */
        int ready = poll(wait, 2, timeout);
        if (ready == 0 && child_ended) {
            return;
        }
        child_ended = child_ended || (ready > 0 && wait[1].revents != 0);
        if (!feed_available(terminal, pty_descriptor(pty), end)) {
            return;
        }
        write_queue_flush(replies, pty_descriptor(pty), NULL);
    }
}

struct quire_terminal *headless_run(const struct config *config, struct terminal_size size, char *const *argv,
                                    int64_t time_limit_ms, char *error, size_t error_size) {
    struct write_queue replies;
    write_queue_init(&replies);
    struct quire_callbacks callbacks = {sizeof callbacks, &replies, on_reply, NULL, NULL, NULL};
    struct quire_terminal *terminal =
        terminal_setup(config, size, (uint64_t)config->scrollback, NULL, &callbacks, NULL, error, error_size);
    if (terminal != NULL) {
        const struct term_choice term = term_choice_make(config, NULL);
        const char *const variables[] = {term.variable[0] != '\0' ? term.variable : NULL, NULL};
        struct pty_options options = {.argv = argv,
                                      .shell = config->shell,
                                      .login = config->login_shell,
                                      .term = term.name,
                                      .size = {(uint16_t)size.cols, (uint16_t)size.rows, 0, 0},
                                      .own_variables = variables};
        struct pty_failure failure;
        struct pty *pty = pty_spawn(&options, &failure);
        struct session_images *images = help(config, terminal);
        if (pty != NULL) {
            if (images != NULL) {
                session_images_set_pty(images, pty);
            }
            pump(pty, terminal, &replies, time_limit_ms);
            settle(images, terminal);
            pty_destroy(pty);
        } else {
            snprintf(error, error_size, "%s", failure.text);
            quire_terminal_destroy(terminal);
            session_images_destroy(images);
            terminal = NULL;
        }
    }
    write_queue_finish(&replies);
    return terminal;
}
