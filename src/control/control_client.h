/* control_client.h - asks the process that has this display's windows for one more. Waits; no loop is needed. */
#ifndef CONTROL_CLIENT_H
#define CONTROL_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "control_message.h"

/* An answer is waited for so long. A process that opens the window behind it shows one too many. */
#define CONTROL_PATIENCE_MS 5000

enum control_asked {
    CONTROL_NOBODY, /* nobody listens, or the window needs a process of its own: `error` says why, or is "" */
    CONTROL_DONE,   /* *status is 0, or with `waits` that of the program */
    CONTROL_REFUSED /* it could not be opened: `error` says why */
};

/* With `request->waits` it returns when the program has ended. */
enum control_asked control_ask(const struct control_request *request, int *status, char *error, size_t error_size);

#endif
