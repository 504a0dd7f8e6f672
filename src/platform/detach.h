/* detach.h - programs that are started and forgotten: another window, the browser for a link. */
#ifndef DETACH_H
#define DETACH_H

#include <stdbool.h>

/* Starts argv in a session of its own, with /dev/null for input and output, in `directory` (NULL or "": here). False:
 * no such program. */
bool detach_run(char *const *argv, const char *directory);

#endif
