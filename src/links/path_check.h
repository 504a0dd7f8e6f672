/* path_check.h - do these paths exist? Asked on a thread, for a folder on a network can make whoever looks into it wait
 * for minutes.
 *
 * Who asks waits for a few milliseconds at most and takes what is known by then; on a disk that is all. One thread at a
 * time: while one stands in a folder that does not answer, nothing more is asked of anybody, and all is unknown. Who asks
 * the same once more gets the answers that have come since. The thread ends by itself, and nobody waits for it, also at
 * the end of the process. Main thread. */
#ifndef PATH_CHECK_H
#define PATH_CHECK_H

#include <stddef.h>

enum path_state { PATH_UNKNOWN, PATH_MISSING, PATH_EXISTS };

/* Fills in states[0..count). Waits `wait_ms` at most. Without memory or a thread all is unknown. */
void path_check(const char *const *paths, size_t count, enum path_state *states, int wait_ms);

#endif
