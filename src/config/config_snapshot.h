/* config_snapshot.h - the settings that are in force: read as a whole, then never changed, and counted.
 *
 *     sources (files, includes, -o) --build--> snapshot <--held-- process, windows, panes, sessions
 *                                                 |
 *     a file was saved --build--> the next one ---+--- config_difference: what is to be done
 *
 * Whoever keeps a snapshot acquires it and releases it; whoever only looks borrows it for the call. Since nothing in it
 * changes, it is read without a lock on any thread, and two windows may for a moment hold different ones without harm.
 *
 * A file has lines `key = value # comment`; config_line.h says exactly what a line may be. Blank lines and a byte order
 * mark are skipped; a later setting wins; what is assigned (the command line) stands above all files.
 *
 *     [cursor]                 in a section its name need not be written: `shape` is cursor-shape here. Whole names
 *     shape = bar              hold everywhere, so a file needs no sections. Each file begins outside of all.
 *     [profile work]           what follows holds above all else, and only where that profile was chosen (--profile):
 *     font-size = 14           whole names; the next section ends it; an include reads whole files with sections
 *     include = other.conf     reads another file here. Relative to this one, or ~/; a ? before the path: it may
 *     include = ?local.conf    be missing
 *
 * What is wrong with a file is told line by line, each time in one line that names the place, what is wrong and what
 * would be right or was probably meant, and leaves that setting as it was: the rest of the file holds. */
#ifndef CONFIG_SNAPSHOT_H
#define CONFIG_SNAPSHOT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "config.h"

/* Includes in includes, and files in all. */
#define CONFIG_DEPTH_MAX 16
#define CONFIG_FILES_MAX 256

/* Is told of what is wrong, one line without a line end each time: well-formed UTF-8 without control characters,
 * whatever it quotes. */
typedef void config_report(void *user, const char *line);

/* Are these keys, or is this a button of the mouse, that can be bound, and is there such an action? False: `error` has
 * one line. */
typedef bool config_check_binding(const char *keys, const char *action, char *error, size_t error_size);

/* What is known above this floor about values. All members may be NULL: everything is well then. */
struct config_checks {
    config_check_binding *binding, *mouse;
};

/* A setting of the command line. */
struct config_assignment {
    const char *key; /* NULL: value is KEY=VALUE */
    const char *value;
};

/* Where settings come from; borrowed. */
struct config_sources {
    const char *path;    /* the file; NULL: the user's own, $XDG_CONFIG_HOME/quire/quire.conf or
                          * ~/.config/quire/quire.conf, which may be missing */
    bool no_file;        /* none is read */
    const char *profile; /* the chosen one; NULL: none */
    bool desktop_light;  /* what the desktop shows: its light colours */
    const struct config_assignment *assignments;
    size_t assignment_count;
    struct config_checks checks;
};

/* A file that was read, or looked for, and what it was then. */
struct config_file {
    char *path;
    bool found, regular;
    bool may_miss; /* the user said so */
    bool is_theme; /* wanted by the theme, not by a file */
    dev_t device;
    ino_t inode;
    off_t size;
    int64_t changed_ns;
};

struct config_snapshot {
    atomic_uint references;
    struct config values;
    struct config_file *files; /* the main one first */
    size_t file_count;
    unsigned mistakes; /* so many were reported */
    char **profiles;   /* their names, in the order of the files */
    size_t profile_count;
    char *theme_path; /* of the file that sets the theme; NULL: the command line, or nobody */
    unsigned theme_line;
    bool desktop_light; /* as the sources said */
};

/* Reads the sources. `again`: not for the first time, so only regular files are read: others (a pipe of the shell) gave
 * all they had, and would block. Mistakes in files are reported and no failure. NULL: a wrong assignment, or no memory;
 * `error` has one line. Cost: that of reading the files. */
struct config_snapshot *config_snapshot_build(const struct config_sources *sources, bool again, config_report *report,
                                              void *user, char *error, size_t error_size);

/* The same settings with the other one of two themes: the files of settings are not read again. NULL: no memory. Cost:
 * reading the theme. */
struct config_snapshot *config_snapshot_with_scheme(const struct config_snapshot *snapshot, bool desktop_light,
                                                    config_report *report, void *user);

/* Notes that there is a profile, once. False: no memory. While it is built. */
bool config_snapshot_add_profile(struct config_snapshot *snapshot, const char *name);

/* `snapshot` with these settings ("KEY=VALUE") above its own, as a window has them that was asked for with some. NULL:
 * a wrong one, or no memory; `error` has one line. A theme that cannot be read is reported. */
struct config_snapshot *config_snapshot_over(const struct config_snapshot *snapshot, const char *const *assignments,
                                             size_t count, const struct config_checks *checks, char *error,
                                             size_t error_size);

/* One more holder. Any thread. */
const struct config_snapshot *config_snapshot_acquire(const struct config_snapshot *snapshot);
/* One less; the last one frees it. Any thread; NULL is allowed. */
void config_snapshot_release(const struct config_snapshot *snapshot);

/* *held becomes `snapshot`, which is acquired; what it was is released. */
void config_snapshot_replace(const struct config_snapshot **held, const struct config_snapshot *snapshot);

/* Has one of its files changed, come or gone since? Cost: a stat of each. */
bool config_snapshot_is_outdated(const struct config_snapshot *snapshot);

/* A file that `after` wanted, did not find, and `before` had; NULL: none. Those that may be missing do not count, but
 * for the main one. Borrowed from `after`. */
const char *config_snapshot_vanished(const struct config_snapshot *before, const struct config_snapshot *after);

#endif
