/* file_watch.h - tells when files are saved, come or go.
 *
 * Editors save by writing over a file, or by writing another one and renaming it; links are put elsewhere; folders are
 * made later. So what is watched (inotify) are the folders in which the names lie: that of the file, that of each
 * symbolic link on the way to it, and where a folder is not there yet, the nearest one that is. Nothing wakes the loop
 * up while nothing happens in those folders; what happens there to other names costs a wake-up and no call.
 *
 * A save is several events: `changed` is called once, FILE_WATCH_QUIET_MS behind the last one. It says that something
 * happened to one of the names, not that bytes differ. The names are watched as they were found when they were set:
 * `changed` sets them again. Loop's thread. */
#ifndef FILE_WATCH_H
#define FILE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "event_loop.h"

#define FILE_WATCH_QUIET_MS 50

struct file_watch;

/* NULL: no memory. */
struct file_watch *file_watch_create(struct event_loop *loop, void (*changed)(void *user), void *user);
/* NULL is allowed. */
void file_watch_destroy(struct file_watch *watch);

/* These files instead of those before; the paths are copied. None: nothing is watched. False: not all of them can be
 * watched (no memory, or the system's limit of watches); the others are. Cost: a few system calls for each. */
bool file_watch_set(struct file_watch *watch, const char *const *paths, size_t count);

#endif
