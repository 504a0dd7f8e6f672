/* control_server.h - listens for processes that want a window of this one.
 *
 * The first process of a display listens; others find its socket and leave it. A socket that nobody listens on any more
 * is replaced. A connection brings one request, has CONTROL_SLOW_MS for it, and is dropped without a word when it is of
 * another user or breaks a rule. Nothing here waits, but for a lock that is held for microseconds. Main thread. */
#ifndef CONTROL_SERVER_H
#define CONTROL_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control_message.h"

#define CONTROL_SLOW_MS 5000
/* Connections at once, those that wait for an end among them; more are closed. */
#define CONTROL_CALLS_MAX 64

struct control_server;
struct event_loop;

/* Opens the window that a request is for; the request is borrowed for the call. `call` names who asked, where that is
 * to be told of the end (control_server_end); else it is 0. Returns CONTROL_OPENED, or CONTROL_DECLINED or
 * CONTROL_FAILED with a line in `error`. */
typedef enum control_answer_kind control_open(void *user, uint64_t call, const struct control_request *request,
                                              char *error, size_t error_size);

/* NULL: another process listens, or there is no place to, or no memory; `error` has one line where the user should know
 * of it, else "". Cost: some system calls. */
struct control_server *control_server_create(struct event_loop *loop, control_open *open, void *user, char *error,
                                             size_t error_size);
/* Who still waits is told nothing; the socket goes. NULL is allowed. */
void control_server_destroy(struct control_server *server);

/* The program of the window that this call asked for has ended; that may be while it is being opened, and is told behind
 * the answer then. Nothing happens where nobody waits any more. NULL is allowed. */
void control_server_end(struct control_server *server, uint64_t call, int status);

#endif
