#define _GNU_SOURCE
#include "config_files.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_line.h"
#include "config_section.h"
#include "config_table.h"

/* A file that is being read. */
struct place {
    struct config_reading *reading;
    const char *path;
    unsigned number; /* of the line; 0: the file as a whole */
    char section[CONFIG_SECTION_MAX];
    bool no_memory;
};

/* --- what is wrong --- */

static void report(struct config_reading *reading, const char *line) {
    reading->snapshot->mistakes++;
    reading->report(reading->user, line);
}

__attribute__((format(printf, 2, 3))) static void complain(struct place *place, const char *format, ...) {
    char text[CONFIG_PATH_MAX + 2 * CONFIG_ERROR_MAX];
    va_list arguments;
    int used = place->number > 0 ? snprintf(text, sizeof text, "%s:%u: ", place->path, place->number)
                                 : snprintf(text, sizeof text, "%s: ", place->path);
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    va_end(arguments);
    report(place->reading, text);
}

/* How a file came to be read. */
struct way {
    struct place *from; /* the line that includes it; NULL: nobody does */
    const char *named;  /* as it was written */
    bool may_miss;
};

static void tell_unreadable(struct config_reading *reading, const struct way *way, const char *why) {
    char text[CONFIG_ERROR_MAX];
    if (way->from != NULL) {
        complain(way->from, "cannot read '%.300s': %s", way->named, why);
        return;
    }
    snprintf(text, sizeof text, "cannot read '%.300s': %s", way->named, why);
    report(reading, text);
}

/* --- which files --- */

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* NULL: no memory. */
static struct config_file *note_file(struct config_snapshot *snapshot, const char *path, bool may_miss) {
    struct config_file *grown = realloc(snapshot->files, (snapshot->file_count + 1) * sizeof *grown);
    char *copy = strdup(path);
    if (grown != NULL) {
        snapshot->files = grown;
    }
    if (grown == NULL || copy == NULL) {
        free(copy);
        return NULL;
    }
    grown[snapshot->file_count] = (struct config_file){.path = copy, .may_miss = may_miss};
    return &grown[snapshot->file_count++];
}

static void stamp(struct config_file *file, const struct stat *status) {
    file->found = true;
    file->regular = S_ISREG(status->st_mode);
    file->device = status->st_dev;
    file->inode = status->st_ino;
    file->size = status->st_size;
    file->changed_ns = nanoseconds(status->st_mtim);
}

bool config_files_is_as_read(const struct config_file *file) {
    struct config_file now = {.found = false};
    struct stat status;
    if (file->found && !file->regular) {
        return true; /* it was read for the only time */
    }
    if (stat(file->path, &status) == 0 && S_ISREG(status.st_mode)) {
        stamp(&now, &status);
    }
    return now.found == file->found && now.device == file->device && now.inode == file->inode &&
           now.size == file->size && now.changed_ns == file->changed_ns;
}

/* --- includes --- */

static bool read_file(struct config_reading *reading, const struct way *way, const char *path);

/* Where a path that a file names leads to. False: it is too long, or there is no home folder. */
static bool resolve(const char *base, const char *named, char *path, size_t size) {
    const char *slash = strrchr(base, '/'), *home = getenv("HOME");
    int length;
    if (named[0] == '~' && (named[1] == '/' || named[1] == '\0')) {
        length = home != NULL && home[0] != '\0' ? snprintf(path, size, "%s%s", home, named + 1) : -1;
    } else if (named[0] == '/' || slash == NULL) {
        length = snprintf(path, size, "%s", named);
    } else {
        length = snprintf(path, size, "%.*s/%s", (int)(slash - base), base, named);
    }
    return length > 0 && (size_t)length < size;
}

static void include(struct place *place, const char *named) {
    char path[CONFIG_PATH_MAX];
    bool may_miss = named[0] == '?';
    named += may_miss ? 1 + strspn(named + 1, " \t") : 0;
    struct way way = {place, named, may_miss};
    if (named[0] == '\0') {
        complain(place, "include names no file");
    } else if (!resolve(place->path, named, path, sizeof path)) {
        complain(place, "include '%.100s': there is no such path", named);
    } else if (!read_file(place->reading, &way, path)) {
        place->no_memory = true;
    }
}

/* --- lines --- */

static void read_setting(struct place *place, const struct config_line *line) {
    char error[CONFIG_ERROR_MAX], name[CONFIG_SECTION_MAX + CONFIG_TEXT_MAX];
    struct config_reading *reading = place->reading;
    const char *part;
    config_section_key(place->section, line->key, name, sizeof name);
    if (strcmp(line->key, "include") == 0) {
        include(place, line->value);
    } else if (config_key_find(name, &part) == NULL) {
        config_key_tell_unknown(place->section, line->key, error, sizeof error);
        complain(place, "%s", error);
    } else if (!config_key_set(&reading->snapshot->values, reading->checks, name, line->value, error, sizeof error)) {
        complain(place, "%s", error);
    }
}

static void read_line(struct place *place, char *text) {
    char error[CONFIG_ERROR_MAX], before[64];
    struct config_line line;
    if (config_section_begins(text)) {
        if (!config_section_read(text, place->section, error, sizeof error)) {
            complain(place, "%s", error);
        }
        return;
    }
    snprintf(before, sizeof before, "%.60s", text + strspn(text, " \t"));
    before[strcspn(before, "\r\n")] = '\0';
    const char *wrong = config_line_split(text, true, &line);
    if (wrong != NULL) {
        complain(place, "'%s': %s", before, wrong);
    } else if (line.key != NULL) {
        read_setting(place, &line);
    }
}

/* False: there is no use in reading on. */
static bool take_line(struct place *place, char *text, size_t length) {
    static const char utf8_mark[] = "\xEF\xBB\xBF";
    if (place->number == 0 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        complain(place, "this is UTF-16; save the file as UTF-8");
        return false;
    }
    bool first = place->number++ == 0;
    if (strlen(text) != length) {
        complain(place, "a NUL byte; this is no file of settings");
        return false;
    }
    read_line(place, first && strncmp(text, utf8_mark, 3) == 0 ? text + 3 : text);
    return !place->no_memory;
}

/* --- files --- */

static bool read_lines(struct config_reading *reading, const struct way *way, const char *path, FILE *file) {
    struct place place = {.reading = reading, .path = path};
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, file)) >= 0 && take_line(&place, line, (size_t)length)) {
    }
    if (ferror(file)) {
        tell_unreadable(reading, way, strerror(errno));
    }
    free(line);
    return !place.no_memory;
}

static bool is_open(const struct config_reading *reading, const struct stat *status) {
    for (unsigned i = 0; i < reading->depth; i++) {
        if (reading->open[i].device == status->st_dev && reading->open[i].inode == status->st_ino) {
            return true;
        }
    }
    return false;
}

/* Why a file is not read; NULL: it is. */
static const char *objection(const struct config_reading *reading, const struct stat *status) {
    if (is_open(reading, status)) {
        return "it is being read already: files include each other in a circle";
    }
    if (reading->regular_only && !S_ISREG(status->st_mode)) {
        return "it is no regular file, and cannot be read a second time";
    }
    if (reading->depth == CONFIG_DEPTH_MAX) {
        return "includes are nested too deep";
    }
    return NULL;
}

static bool read_opened(struct config_reading *reading, const struct way *way, struct config_file *noted, FILE *file) {
    struct stat status;
    char path[CONFIG_PATH_MAX]; /* the list of files may move */
    snprintf(path, sizeof path, "%s", noted->path);
    if (fstat(fileno(file), &status) != 0) {
        tell_unreadable(reading, way, strerror(errno));
        return true;
    }
    stamp(noted, &status);
    const char *why = objection(reading, &status);
    if (why != NULL) {
        tell_unreadable(reading, way, why);
        return true;
    }
    reading->open[reading->depth++] = (struct config_file_id){status.st_dev, status.st_ino};
    bool good = read_lines(reading, way, path, file);
    reading->depth--;
    return good;
}

/* False: no memory. */
static bool read_file(struct config_reading *reading, const struct way *way, const char *path) {
    struct stat status;
    if (reading->snapshot->file_count == CONFIG_FILES_MAX) {
        tell_unreadable(reading, way, "there are too many files");
        return true;
    }
    struct config_file *noted = note_file(reading->snapshot, path, way->may_miss);
    if (noted == NULL) {
        return false;
    }
    if (reading->regular_only && stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        tell_unreadable(reading, way, objection(reading, &status)); /* a pipe would not even open */
        return true;
    }
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        if (!missing || !way->may_miss) {
            tell_unreadable(reading, way, strerror(errno));
        }
        return true;
    }
    bool good = read_opened(reading, way, noted, file);
    fclose(file);
    return good;
}

bool config_files_read(struct config_reading *reading, const char *path, bool may_miss) {
    struct way way = {NULL, path, may_miss};
    return read_file(reading, &way, path);
}

bool config_files_own(char *path, size_t size) {
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (base != NULL && base[0] == '/') {
        snprintf(path, size, "%s/quire/quire.conf", base);
    } else if (home != NULL && home[0] != '\0') {
        snprintf(path, size, "%s/.config/quire/quire.conf", home);
    } else {
        return false;
    }
    return true;
}
