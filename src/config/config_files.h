/* config_files.h - files of settings: sections, includes, and which files they were. Internal to src/config. */
#ifndef CONFIG_FILES_H
#define CONFIG_FILES_H

#include "config_snapshot.h"

#define CONFIG_PATH_MAX 4096
/* A larger file is none of settings, and is not read. */
#define CONFIG_FILE_MAX (1u << 20)

/* One reading of a file and its includes, into a snapshot that nobody else has. */
struct config_reading {
    struct config_snapshot *snapshot;
    const struct config_checks *checks;
    config_report *report;
    void *user;
    bool regular_only;        /* others are as good as missing */
    const char *profile;      /* the chosen one; NULL: none */
    struct config *values;    /* where settings go: the snapshot's, or `aside` */
    struct config *aside;     /* of profiles that were not chosen, which are checked all the same; NULL: not yet */
    struct config_late *late; /* lines of the chosen one, which stand above all others and so come last */
    size_t late_count;
    unsigned depth;
    struct config_file_id {
        dev_t device;
        ino_t inode;
    } open[CONFIG_DEPTH_MAX]; /* the files that are being read, the outermost first */
};

/* A line that is read later. */
struct config_late {
    char *path, *text;
    unsigned number;
    struct config_file_id file;
};

/* Lines that are no settings. False: `error` has what is wrong, to follow the line's place. The text may be changed. */
typedef bool config_take_line(void *user, char *text, char *error, size_t error_size);

/* Reads a file into the snapshot's values and notes it among its files. False: no memory. `may_miss`: it is no mistake
 * when there is none. */
bool config_files_read(struct config_reading *reading, const char *path, bool may_miss);

/* Reads the lines of the chosen profile that were found. False: no memory. */
bool config_files_read_late(struct config_reading *reading);
/* Forgets what the reading holds beside the snapshot. */
void config_files_end(struct config_reading *reading);

/* Reads a file of another kind, and notes it among the snapshot's. False: no memory. */
bool config_files_read_lines(struct config_reading *reading, const char *path, config_take_line *take, void *user);
/* Notes a theme that is not there, so that it is looked for. False: no memory. */
bool config_files_note_theme(struct config_reading *reading, const char *path, bool may_miss);

/* Where a path leads to that the file `base` names ("": the command line). False: it is too long, or there is no home
 * folder. */
bool config_files_resolve(const char *base, const char *named, char *path, size_t size);

/* Reports one line. */
void config_files_tell(struct config_reading *reading, const char *line);

/* Reports what is wrong with the theme, at the line that names it. */
void config_files_blame_theme(struct config_reading *reading, const char *error);

/* The path of the user's own file. False: nothing says where it would be. */
bool config_files_own(char *path, size_t size);

/* Is the file what it was when it was read? */
bool config_files_is_as_read(const struct config_file *file);

#endif
