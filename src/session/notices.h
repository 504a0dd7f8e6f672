/* notices.h - what could not be done as the settings say when the window was opened.
 *
 * A wrong setting, a missing shell or a lost history file are no reason to have no terminal: it starts with the rest.
 * Each notice goes to standard error at once, and is printed at the top of the window's screen before its program
 * starts, where it can be read, scrolled to and copied. */
#ifndef NOTICES_H
#define NOTICES_H

#include <quire/terminal.h>

#include "byte_buffer.h"

/* All of them are shown in the window, and what is above its first row can be scrolled to. Beyond so many a file is
 * none of settings, and only their number is told. */
#define NOTICES_SHOWN 200

struct notices {
    struct byte_buffer lines; /* as they are printed */
    unsigned count;
};

#define NOTICES_INIT                                                                                                   \
    { {NULL, 0, 0}, 0 }

/* Fits config_report: `notices` is a struct notices, or NULL for standard error alone. Without memory, too, it is
 * standard error alone. */
void notices_add(void *notices, const char *line);

/* The same from a format; cut off at 1000 bytes. */
void notices_say(struct notices *notices, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints them on a terminal's screen. */
void notices_show(const struct notices *notices, struct quire_terminal *terminal);
void notices_finish(struct notices *notices);

#endif
