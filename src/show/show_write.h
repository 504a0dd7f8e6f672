/* show_write.h - sends a picture to standard output.
 *
 * A signal that comes in the middle would leave the terminal within a string, which it reads until its end, whatever
 * the shell prints. So signals wait from piece to piece, and before one is delivered the bytes that end every string
 * are sent. */
#ifndef SHOW_WRITE_H
#define SHOW_WRITE_H

#include <stdbool.h>

#include "show_output.h"

/* `break_off` is sent when a signal comes. False: errno says why, EINTR: a signal that only stopped the program; a
 * picture that was broken off is not sent again. */
bool show_write(int fd, const struct show_output *output, const struct show_output *break_off);

#endif
