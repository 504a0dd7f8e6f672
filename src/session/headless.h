/* headless.h - runs a program on a pty into a terminal, without a window and on one thread.
 *
 * Output goes into the terminal, the terminal's replies go back. It ends when the program does or when the time is
 * over; the program is hung up on then. Images that others decode (session_images.h) are decoded at the end. */
#ifndef HEADLESS_H
#define HEADLESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "config.h"
#include "terminal_setup.h"

/* Shows what a file has, to its end. NULL: one line in `error`, the file being called `name` there. */
struct quire_terminal *headless_show(const struct config *config, struct terminal_size size, FILE *file,
                                     const char *name, char *error, size_t error_size);

/* Runs argv (NULL: the shell) and returns the terminal as it is at the end; NULL: one line in `error`. time_limit_ms
 * below 0: none. */
struct quire_terminal *headless_run(const struct config *config, struct terminal_size size, char *const *argv,
                                    int64_t time_limit_ms, char *error, size_t error_size);

#endif
