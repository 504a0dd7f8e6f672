#define _GNU_SOURCE
#include "clipboard_pipes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#define TURN_BYTES ((size_t)1 << 20) /* moved by each pipe, before the others and the loop have their turn */
#define PIECE ((size_t)64 << 10)
#define FIRST_CAPACITY ((size_t)4 << 10)

struct clipboard_pipe {
    struct clipboard_pipe *next;
    int descriptor;
    bool outgoing;
    struct clipboard_text *text; /* incoming: what came so far */
    size_t sent;
    struct clipboard_pipe_terms terms;
    int64_t due;
    clipboard_pipe_done *done; /* NULL: nobody is told */
    void *user;
};

void clipboard_pipes_init(struct clipboard_pipes *pipes) {
    pipes->descriptor = epoll_create1(EPOLL_CLOEXEC);
    pipes->first = NULL;
}

static void release(struct clipboard_pipe *pipe) {
    close(pipe->descriptor); /* which takes it out of the epoll: nobody else here has this end */
    clipboard_text_release(pipe->text);
    free(pipe);
}

static void unlink_pipe(struct clipboard_pipes *pipes, struct clipboard_pipe *pipe) {
    struct clipboard_pipe **link = &pipes->first;
    while (*link != pipe) {
        link = &(*link)->next;
    }
    *link = pipe->next;
}

void clipboard_pipes_finish(struct clipboard_pipes *pipes) {
    while (pipes->first != NULL) {
        clipboard_pipes_cancel(pipes, pipes->first);
    }
    if (pipes->descriptor >= 0) {
        close(pipes->descriptor);
    }
    pipes->descriptor = -1;
}

void clipboard_pipes_cancel(struct clipboard_pipes *pipes, struct clipboard_pipe *pipe) {
    unlink_pipe(pipes, pipe);
    release(pipe);
}

/* Takes over descriptor and text. Last come, last served: in order. */
static struct clipboard_pipe *begin(struct clipboard_pipes *pipes, int descriptor, struct clipboard_text *text,
                                    uint32_t events) {
    struct clipboard_pipe *pipe = text != NULL ? calloc(1, sizeof *pipe) : NULL;
    struct epoll_event event = {.events = events};
    int flags = fcntl(descriptor, F_GETFL);
    if (pipe == NULL || flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 ||
        epoll_ctl(pipes->descriptor, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        close(descriptor);
        clipboard_text_release(text);
        free(pipe);
        return NULL;
    }
    pipe->descriptor = descriptor;
    pipe->text = text;
    struct clipboard_pipe **link = &pipes->first;
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = pipe;
    return pipe;
}

struct clipboard_pipe *clipboard_pipes_read(struct clipboard_pipes *pipes, const struct clipboard_pipe_terms *terms,
                                            int64_t now_ms, clipboard_pipe_done *done, void *user, int *write_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return NULL;
    }
    struct clipboard_pipe *pipe = begin(pipes, ends[0], clipboard_text_create(FIRST_CAPACITY), EPOLLIN);
    if (pipe == NULL) {
        close(ends[1]);
        return NULL;
    }
    pipe->terms = *terms;
    pipe->due = now_ms + terms->first_answer_ms;
    pipe->done = done;
    pipe->user = user;
    *write_end = ends[1];
    return pipe;
}

void clipboard_pipes_write(struct clipboard_pipes *pipes, int descriptor, struct clipboard_text *text, int progress_ms,
                           int64_t now_ms) {
    struct clipboard_pipe *pipe = begin(pipes, descriptor, text, EPOLLOUT);
    if (pipe != NULL) {
        pipe->outgoing = true;
        pipe->terms.progress_ms = progress_ms;
        pipe->due = now_ms + progress_ms;
    }
}

int64_t clipboard_pipes_due(const struct clipboard_pipes *pipes) {
    int64_t due = INT64_MAX;
    for (const struct clipboard_pipe *pipe = pipes->first; pipe != NULL; pipe = pipe->next) {
        due = pipe->due < due ? pipe->due : due;
    }
    return due;
}

/* ---- a turn of one pipe: true when it has come to its end */

static bool interrupted(ssize_t count) {
    return count < 0 && (errno == EAGAIN || errno == EINTR);
}

/* What came of a read. */
static bool take(struct clipboard_pipe *pipe, const char *bytes, ssize_t count, enum clipboard_end *end) {
    bool fits = count <= 0 || (size_t)count <= pipe->terms.limit - pipe->text->length;
    if (count <= 0) {
        *end = count == 0 ? CLIPBOARD_DONE : CLIPBOARD_NO_ANSWER;
    } else if (!fits) {
        *end = CLIPBOARD_TOO_LARGE;
    } else if (!clipboard_text_append(&pipe->text, bytes, (size_t)count)) {
        *end = CLIPBOARD_NO_MEMORY;
    } else {
        return false;
    }
    return true;
}

static bool read_some(struct clipboard_pipe *pipe, int64_t now_ms, enum clipboard_end *end) {
    char bytes[PIECE];
    for (size_t moved = 0; moved < TURN_BYTES;) {
        ssize_t count = read(pipe->descriptor, bytes, sizeof bytes);
        if (interrupted(count)) {
            return false;
        }
        if (take(pipe, bytes, count, end)) {
            return true;
        }
        moved += (size_t)count;
        pipe->due = now_ms + pipe->terms.progress_ms;
    }
    return false;
}

static bool write_some(struct clipboard_pipe *pipe, int64_t now_ms) {
    size_t until = pipe->sent + TURN_BYTES;
    until = until < pipe->text->length ? until : pipe->text->length;
    while (pipe->sent < until) {
        ssize_t count = write(pipe->descriptor, pipe->text->bytes + pipe->sent, until - pipe->sent);
        if (interrupted(count)) {
            return false;
        }
        if (count <= 0) {
            return true; /* nobody reads any more */
        }
        pipe->sent += (size_t)count;
        pipe->due = now_ms + pipe->terms.progress_ms;
    }
    return pipe->sent == pipe->text->length;
}

static bool turn(struct clipboard_pipe *pipe, int64_t now_ms, enum clipboard_end *end) {
    *end = CLIPBOARD_NO_ANSWER;
    bool ended = pipe->outgoing ? write_some(pipe, now_ms) : read_some(pipe, now_ms, end);
    return ended || now_ms >= pipe->due;
}

/* It is not in the list any more, so what is called may do what it wants. */
static void tell(struct clipboard_pipe *pipe, enum clipboard_end end) {
    if (pipe->done != NULL) {
        struct clipboard_text *text = end == CLIPBOARD_DONE ? pipe->text : NULL;
        pipe->text = text != NULL ? NULL : pipe->text;
        pipe->done(pipe->user, end, text);
    }
}

/* The first of the list that has ended, each having had its turn. */
static struct clipboard_pipe *first_ended(struct clipboard_pipes *pipes, int64_t now_ms, enum clipboard_end *end) {
    struct clipboard_pipe *pipe = pipes->first;
    while (pipe != NULL && !turn(pipe, now_ms, end)) {
        pipe = pipe->next;
    }
    return pipe;
}

void clipboard_pipes_dispatch(struct clipboard_pipes *pipes, int64_t now_ms) {
    enum clipboard_end end;
    struct clipboard_pipe *pipe;
    while ((pipe = first_ended(pipes, now_ms, &end)) != NULL) {
        unlink_pipe(pipes, pipe);
        tell(pipe, end);
        release(pipe);
    }
}
