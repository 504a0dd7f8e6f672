#define _GNU_SOURCE
#include "config_snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_files.h"
#include "config_table.h"

static bool read_files(struct config_snapshot *snapshot, const struct config_sources *sources, bool again,
                       config_report *report, void *user) {
    char path[CONFIG_PATH_MAX];
    struct config_reading reading = {
        .snapshot = snapshot, .checks = &sources->checks, .report = report, .user = user, .regular_only = again};
    if (sources->no_file) {
        return true;
    }
    if (sources->path != NULL) {
        return config_files_read(&reading, sources->path, false);
    }
    return !config_files_own(path, sizeof path) || config_files_read(&reading, path, true);
}

static bool assign(struct config_snapshot *snapshot, const struct config_sources *sources, char *error,
                   size_t error_size) {
    for (size_t i = 0; i < sources->assignment_count; i++) {
        const struct config_assignment *one = &sources->assignments[i];
        bool good = one->key != NULL
                        ? config_key_set(&snapshot->values, &sources->checks, one->key, one->value, error, error_size)
                        : config_key_assign(&snapshot->values, &sources->checks, one->value, error, error_size);
        if (!good) {
            return false;
        }
    }
    return true;
}

struct config_snapshot *config_snapshot_build(const struct config_sources *sources, bool again, config_report *report,
                                              void *user, char *error, size_t error_size) {
    struct config_snapshot *snapshot = calloc(1, sizeof *snapshot);
    if (snapshot == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    atomic_init(&snapshot->references, 1);
    config_init(&snapshot->values);
    if (!read_files(snapshot, sources, again, report, user)) {
        snprintf(error, error_size, "no memory");
        config_snapshot_release(snapshot);
        return NULL;
    }
    if (!assign(snapshot, sources, error, error_size)) {
        config_snapshot_release(snapshot);
        return NULL;
    }
    return snapshot;
}

/* --- counting --- */

/* `const` is what holders promise; the count is not of what they see. */
static struct config_snapshot *countable(const struct config_snapshot *snapshot) {
    return (struct config_snapshot *)(uintptr_t)snapshot;
}

const struct config_snapshot *config_snapshot_acquire(const struct config_snapshot *snapshot) {
    atomic_fetch_add_explicit(&countable(snapshot)->references, 1, memory_order_relaxed);
    return snapshot;
}

static void destroy(struct config_snapshot *snapshot) {
    for (size_t i = 0; i < snapshot->file_count; i++) {
        free(snapshot->files[i].path);
    }
    free(snapshot->files);
    free(snapshot);
}

/* What a holder read must have been read before another one frees it. */
void config_snapshot_release(const struct config_snapshot *snapshot) {
    if (snapshot != NULL && atomic_fetch_sub_explicit(&countable(snapshot)->references, 1, memory_order_acq_rel) == 1) {
        destroy(countable(snapshot));
    }
}

void config_snapshot_replace(const struct config_snapshot **held, const struct config_snapshot *snapshot) {
    const struct config_snapshot *before = *held;
    *held = config_snapshot_acquire(snapshot);
    config_snapshot_release(before);
}

/* --- its files --- */

bool config_snapshot_is_outdated(const struct config_snapshot *snapshot) {
    for (size_t i = 0; i < snapshot->file_count; i++) {
        if (!config_files_is_as_read(&snapshot->files[i])) {
            return true;
        }
    }
    return false;
}

static bool had(const struct config_snapshot *snapshot, const char *path) {
    for (size_t i = 0; i < snapshot->file_count; i++) {
        if (snapshot->files[i].found && strcmp(snapshot->files[i].path, path) == 0) {
            return true;
        }
    }
    return false;
}

const char *config_snapshot_vanished(const struct config_snapshot *before, const struct config_snapshot *after) {
    for (size_t i = 0; i < after->file_count; i++) {
        bool wanted = i == 0 || !after->files[i].may_miss;
        if (wanted && !after->files[i].found && had(before, after->files[i].path)) {
            return after->files[i].path;
        }
    }
    return NULL;
}
