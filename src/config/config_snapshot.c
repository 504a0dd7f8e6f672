#define _GNU_SOURCE
#include "config_snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_files.h"
#include "config_table.h"
#include "config_theme.h"
#include "nearest_word.h"

/* False: no memory. */
static bool read_main(struct config_reading *reading, const struct config_sources *sources) {
    char path[CONFIG_PATH_MAX];
    if (sources->no_file) {
        return true;
    }
    if (sources->path != NULL) {
        return config_files_read(reading, sources->path, false);
    }
    return !config_files_own(path, sizeof path) || config_files_read(reading, path, true);
}

static bool has_profile(const struct config_snapshot *snapshot, const char *name) {
    for (size_t i = 0; i < snapshot->profile_count; i++) {
        if (strcmp(snapshot->profiles[i], name) == 0) {
            return true;
        }
    }
    return false;
}

bool config_snapshot_add_profile(struct config_snapshot *snapshot, const char *name) {
    if (has_profile(snapshot, name)) {
        return true;
    }
    char **grown = realloc(snapshot->profiles, (snapshot->profile_count + 2) * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    snapshot->profiles = grown;
    grown[snapshot->profile_count + 1] = NULL;
    return (grown[snapshot->profile_count++] = strdup(name)) != NULL;
}

static void tell_unknown_profile(struct config_reading *reading, const char *name) {
    char text[CONFIG_ERROR_MAX];
    const struct config_snapshot *snapshot = reading->snapshot;
    const char *const none[] = {NULL};
    const char *meant = nearest_word(name, snapshot->profiles != NULL ? (const char *const *)snapshot->profiles : none);
    if (meant != NULL) {
        snprintf(text, sizeof text, "unknown profile '%.100s': did you mean '%s'?", name, meant);
    } else {
        snprintf(text, sizeof text, "unknown profile '%.100s': %s", name,
                 snapshot->profile_count > 0 ? "'quire list-profiles' lists all"
                                             : "no file has a section [profile NAME]");
    }
    config_files_tell(reading, text);
}

/* False: no memory. */
static bool read_files(struct config_reading *reading, const struct config_sources *sources) {
    bool good = read_main(reading, sources) && config_files_read_late(reading);
    if (good && sources->profile != NULL && !has_profile(reading->snapshot, sources->profile)) {
        tell_unknown_profile(reading, sources->profile);
    }
    return good;
}

/* The theme that the command line sets is not that of a line. */
static void forget_place_of_theme(struct config_snapshot *snapshot) {
    free(snapshot->theme_path);
    snapshot->theme_path = NULL;
}

static bool assign(struct config_snapshot *snapshot, const struct config_sources *sources, char *error,
                   size_t error_size) {
    char theme[CONFIG_TEXT_MAX];
    memcpy(theme, snapshot->values.theme, sizeof theme);
    for (size_t i = 0; i < sources->assignment_count; i++) {
        const struct config_assignment *one = &sources->assignments[i];
        bool good = one->key != NULL
                        ? config_key_set(&snapshot->values, &sources->checks, one->key, one->value, error, error_size)
                        : config_key_assign(&snapshot->values, &sources->checks, one->value, error, error_size);
        if (!good) {
            return false;
        }
    }
    if (strcmp(theme, snapshot->values.theme) != 0) {
        forget_place_of_theme(snapshot);
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
    snapshot->desktop_light = sources->desktop_light;
    struct config_reading reading = {.snapshot = snapshot,
                                     .checks = &sources->checks,
                                     .report = report,
                                     .user = user,
                                     .regular_only = again,
                                     .profile = sources->profile,
                                     .values = &snapshot->values};
    snprintf(error, error_size, "no memory");
    bool good =
        read_files(&reading, sources) && assign(snapshot, sources, error, error_size) && config_theme_apply(&reading);
    config_files_end(&reading);
    if (!good) {
        config_snapshot_release(snapshot);
        return NULL;
    }
    error[0] = '\0';
    return snapshot;
}

/* --- the other theme --- */

/* False: no memory. */
static bool copy_files(struct config_snapshot *to, const struct config_snapshot *from) {
    to->files = calloc(from->file_count + 1, sizeof *to->files);
    for (size_t i = 0; to->files != NULL && i < from->file_count; i++) {
        struct config_file *file = &to->files[to->file_count];
        if (from->files[i].is_theme) {
            continue;
        }
        *file = from->files[i];
        file->path = strdup(from->files[i].path);
        if (file->path == NULL) {
            return false;
        }
        to->file_count++;
    }
    return to->files != NULL;
}

static bool copy_names(struct config_snapshot *to, const struct config_snapshot *from) {
    for (size_t i = 0; i < from->profile_count; i++) {
        if (!config_snapshot_add_profile(to, from->profiles[i])) {
            return false;
        }
    }
    to->theme_line = from->theme_line;
    return from->theme_path == NULL || (to->theme_path = strdup(from->theme_path)) != NULL;
}

struct config_snapshot *config_snapshot_with_scheme(const struct config_snapshot *snapshot, bool desktop_light,
                                                    config_report *report, void *user) {
    struct config_snapshot *other = calloc(1, sizeof *other);
    if (other == NULL) {
        return NULL;
    }
    atomic_init(&other->references, 1);
    other->values = snapshot->values;
    other->desktop_light = desktop_light;
    struct config_reading reading = {.snapshot = other, .report = report, .user = user, .values = &other->values};
    if (!copy_files(other, snapshot) || !copy_names(other, snapshot) || !config_theme_apply(&reading)) {
        config_snapshot_release(other);
        return NULL;
    }
    return other;
}

/* --- a window's own settings --- */

static void tell_nobody(void *user, const char *line) {
    (void)user;
    (void)line;
}

/* As many as there are of the command line, which the other process has checked. */
static bool assign_over(struct config_snapshot *other, const char *const *assignments, size_t count,
                        const struct config_checks *checks, char *error, size_t error_size) {
    for (size_t i = 0; i < count; i++) {
        if (!config_key_assign(&other->values, checks, assignments[i], error, error_size)) {
            return false;
        }
    }
    return true;
}

struct config_snapshot *config_snapshot_over(const struct config_snapshot *snapshot, const char *const *assignments,
                                             size_t count, const struct config_checks *checks, char *error,
                                             size_t error_size) {
    struct config_snapshot *other = calloc(1, sizeof *other);
    if (other == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    atomic_init(&other->references, 1);
    other->values = snapshot->values;
    other->desktop_light = snapshot->desktop_light;
    struct config_reading reading = {.snapshot = other, .report = tell_nobody, .values = &other->values};
    snprintf(error, error_size, "no memory");
    bool good = copy_files(other, snapshot) && copy_names(other, snapshot) &&
                assign_over(other, assignments, count, checks, error, error_size);
    if (good && strcmp(other->values.theme, snapshot->values.theme) != 0) {
        forget_place_of_theme(other);
        good = config_theme_apply(&reading);
    }
    if (!good) {
        config_snapshot_release(other);
        return NULL;
    }
    return other;
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
    for (size_t i = 0; i < snapshot->profile_count; i++) {
        free(snapshot->profiles[i]);
    }
    free(snapshot->files);
    free(snapshot->profiles);
    free(snapshot->theme_path);
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
