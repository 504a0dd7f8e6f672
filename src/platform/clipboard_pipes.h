/* clipboard_pipes.h - texts on their way through pipes, many at once, in both directions, none of them waited for.
 *
 * On Wayland a text goes from its owner to who asked by a pipe of their own; the compositor only hands over the end to
 * write to. So the other side is a program that may be slow, dead, or write without end. Here each transfer does what
 * it can when its pipe is ready, and has an end by time and by length. One descriptor (epoll) is ready when one of the
 * pipes is.
 *
 * It knows no window system. One thread. Times are milliseconds of one clock. SIGPIPE must be ignored. */
#ifndef CLIPBOARD_PIPES_H
#define CLIPBOARD_PIPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clipboard_text.h"
#include "clipboards.h"

struct clipboard_pipe;

struct clipboard_pipes {
    int descriptor; /* readable: dispatch. -1: there is none, and every transfer fails */
    struct clipboard_pipe *first;
};

/* How a text came in; DONE with one that may be empty, which is the callee's to keep or release, else `text` is NULL.
 * May begin and cancel transfers. */
typedef void clipboard_pipe_done(void *user, enum clipboard_end end, struct clipboard_text *text);

struct clipboard_pipe_terms {
    size_t limit;        /* bytes */
    int first_answer_ms; /* without a byte from the start on: NO_ANSWER */
    int progress_ms;     /* without one later: NO_ANSWER */
};

void clipboard_pipes_init(struct clipboard_pipes *pipes);
/* Ends all transfers, without a call. */
void clipboard_pipes_finish(struct clipboard_pipes *pipes);

/* Begins to read from the other end of `*write_end`, which goes to the owner and is then to be closed by the caller.
 * `done` is called once, by clipboard_pipes_dispatch. NULL: no memory, or no descriptor. */
struct clipboard_pipe *clipboard_pipes_read(struct clipboard_pipes *pipes, const struct clipboard_pipe_terms *terms,
                                            int64_t now_ms, clipboard_pipe_done *done, void *user, int *write_end);
/* Of a transfer that has not called: it never will. The owner finds nobody at the other end. */
void clipboard_pipes_cancel(struct clipboard_pipes *pipes, struct clipboard_pipe *pipe);

/* Writes the text to somebody's pipe. Descriptor and reference go over in any case. A reader that is gone, or takes
 * nothing for `progress_ms`, is given up. */
void clipboard_pipes_write(struct clipboard_pipes *pipes, int descriptor, struct clipboard_text *text, int progress_ms,
                           int64_t now_ms);

/* When to dispatch at the latest; INT64_MAX: only when the descriptor says so. */
int64_t clipboard_pipes_due(const struct clipboard_pipes *pipes);
/* Moves what can be moved, so much for each pipe, and ends what is late. */
void clipboard_pipes_dispatch(struct clipboard_pipes *pipes, int64_t now_ms);

#endif
