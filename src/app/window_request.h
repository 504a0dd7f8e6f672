/* window_request.h - the window that a command line asks for, and asking another process for it. */
#ifndef WINDOW_REQUEST_H
#define WINDOW_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "command_line.h"
#include "control_client.h"
#include "geometry.h"

/* What the command line says beside settings. Borrowed from it. */
struct window_request {
    char **command;        /* NULL: the shell */
    const char *directory; /* NULL: this one */
    struct geometry geometry;
    char cols[16], rows[16];   /* of it, as settings */
    bool is_new_window, waits; /* --new-window, --wait */
};

/* Reads `line`, whose settings it collects; they are good for as long as line and request stay where they are. True: go
 * on; otherwise end with *status. */
bool window_request_read(struct command_line *line, struct window_request *request, int *status);

/* The directory of the program; NULL: this one. What cannot be entered costs a line, and the home folder takes its
 * place. */
const char *window_request_directory(const struct window_request *request, struct notices *notices);

/* What the desktop has given to this process, so that its window may have the focus; NULL: nothing. */
const char *window_request_token(void);

/* Asks the process that runs on this display (control_client.h), with the settings of the line, this environment, and
 * the token that the desktop has given to this process. Where files of settings or a profile are named nobody is asked:
 * they are a process's. */
enum control_asked window_request_ask(const struct window_request *request, const struct command_line *line,
                                      const char *directory, bool waits, int *status, char *error, size_t error_size);

#endif
