/* config_files.h - files of settings: sections, includes, and which files they were. Internal to src/config. */
#ifndef CONFIG_FILES_H
#define CONFIG_FILES_H

#include "config_snapshot.h"

#define CONFIG_PATH_MAX 4096

/* One reading of a file and its includes, into a snapshot that nobody else has. */
struct config_reading {
    struct config_snapshot *snapshot;
    const struct config_checks *checks;
    config_report *report;
    void *user;
    bool regular_only; /* others are as good as missing */
    unsigned depth;
    struct config_file_id {
        dev_t device;
        ino_t inode;
    } open[CONFIG_DEPTH_MAX]; /* the files that are being read, the outermost first */
};

/* Reads a file into the snapshot's values and notes it among its files. False: no memory. `may_miss`: it is no mistake
 * when there is none. */
bool config_files_read(struct config_reading *reading, const char *path, bool may_miss);

/* The path of the user's own file. False: nothing says where it would be. */
bool config_files_own(char *path, size_t size);

/* Is the file what it was when it was read? */
bool config_files_is_as_read(const struct config_file *file);

#endif
