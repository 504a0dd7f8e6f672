#define _GNU_SOURCE
#include "window_settings.h"

#include <stdlib.h>
#include <string.h>

bool window_settings_init(struct window_settings *settings, const char *const *own, size_t count) {
    *settings = (struct window_settings){NULL, 0};
    settings->own = count > 0 ? calloc(count, sizeof *settings->own) : NULL;
    for (size_t i = 0; settings->own != NULL && i < count; i++, settings->count++) {
        settings->own[i] = strdup(own[i]);
        if (settings->own[i] == NULL) {
            window_settings_finish(settings);
            return false;
        }
    }
    return count == 0 || settings->own != NULL;
}

void window_settings_finish(struct window_settings *settings) {
    for (size_t i = 0; i < settings->count; i++) {
        free(settings->own[i]);
    }
    free(settings->own);
    *settings = (struct window_settings){NULL, 0};
}

const struct config_snapshot *window_settings_over(const struct window_settings *settings,
                                                   const struct config_snapshot *all,
                                                   const struct config_checks *checks) {
    char error[CONFIG_ERROR_MAX];
    const struct config_snapshot *own = settings->count > 0
                                            ? config_snapshot_over(all, (const char *const *)settings->own,
                                                                   settings->count, checks, error, sizeof error)
                                            : NULL;
    return own != NULL ? own : config_snapshot_acquire(all);
}
