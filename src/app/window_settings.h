/* window_settings.h - settings of one window, above those of the process: it was asked for with some (app_control.h).
 *
 * They stay above when the files are read again. Most windows have none, and share the snapshot of the process. */
#ifndef WINDOW_SETTINGS_H
#define WINDOW_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "config_snapshot.h"

struct window_settings {
    char **own; /* "KEY=VALUE"; NULL: none */
    size_t count;
};

/* Keeps a copy. False: no memory, nothing to finish. */
bool window_settings_init(struct window_settings *settings, const char *const *own, size_t count);
void window_settings_finish(struct window_settings *settings);

/* What is in force where `all` is in force in the process, acquired. Without memory, `all`. Cost: none without own
 * settings, else a snapshot (some 30 KiB). */
const struct config_snapshot *window_settings_over(const struct window_settings *settings,
                                                   const struct config_snapshot *all,
                                                   const struct config_checks *checks);

#endif
