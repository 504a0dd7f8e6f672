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
#include "config_text.h"
#include "nearest_word.h"

/* A file that is being read. */
struct place {
    struct config_reading *reading;
    const char *path;
    unsigned number; /* of the line; 0: the file as a whole */
    char section[CONFIG_SECTION_MAX];
    char profile[CONFIG_PROFILE_MAX]; /* "": none, what is said holds */
    const struct other_lines *other;  /* NULL: settings */
    bool no_memory;
};

struct other_lines {
    config_take_line *take;
    void *user;
};

/* --- what is wrong --- */

void config_files_tell(struct config_reading *reading, const char *line) {
    char text[CONFIG_PATH_MAX + 2 * CONFIG_ERROR_MAX];
    config_text_show(line, text, sizeof text);
    reading->snapshot->mistakes++;
    reading->report(reading->user, text);
}

__attribute__((format(printf, 2, 3))) static void complain(struct place *place, const char *format, ...) {
    char text[CONFIG_PATH_MAX + 2 * CONFIG_ERROR_MAX];
    va_list arguments;
    int used = place->number > 0 ? snprintf(text, sizeof text, "%s:%u: ", place->path, place->number)
                                 : snprintf(text, sizeof text, "%s: ", place->path);
    va_start(arguments, format);
    vsnprintf(text + used, sizeof text - (size_t)used, format, arguments);
    va_end(arguments);
    config_files_tell(place->reading, text);
}

/* How a file came to be read. */
struct way {
    struct place *from; /* the line that includes it; NULL: nobody does */
    const char *named;  /* as it was written */
    bool may_miss;
    const struct other_lines *other;
};

static void tell_unreadable(struct config_reading *reading, const struct way *way, const char *why) {
    char text[CONFIG_ERROR_MAX];
    if (way->from != NULL) {
        complain(way->from, "cannot read '%.300s': %s", way->named, why);
        return;
    }
    snprintf(text, sizeof text, "cannot read '%.300s': %s", way->named, why);
    config_files_tell(reading, text);
}

/* --- which files --- */

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* NULL: no memory. */
static struct config_file *note_file(struct config_snapshot *snapshot, const char *path, bool may_miss, bool is_theme) {
    struct config_file *grown = realloc(snapshot->files, (snapshot->file_count + 1) * sizeof *grown);
    char *copy = strdup(path);
    if (grown != NULL) {
        snapshot->files = grown;
    }
    if (grown == NULL || copy == NULL) {
        free(copy);
        return NULL;
    }
    grown[snapshot->file_count] = (struct config_file){.path = copy, .may_miss = may_miss, .is_theme = is_theme};
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

bool config_files_resolve(const char *base, const char *named, char *path, size_t size) {
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
    struct way way = {place, named, may_miss, NULL};
    if (named[0] == '\0') {
        complain(place, "include names no file");
    } else if (place->reading->values == place->reading->aside) {
        return; /* of a profile that was not chosen */
    } else if (!config_files_resolve(place->path, named, path, sizeof path)) {
        complain(place, "include '%.100s': there is no such path", named);
    } else if (!read_file(place->reading, &way, path)) {
        place->no_memory = true;
    }
}

/* --- lines --- */

/* Where the theme in force was set, for what is wrong with it. */
static void note_theme(struct place *place) {
    struct config_snapshot *snapshot = place->reading->snapshot;
    char *path = strdup(place->path);
    free(snapshot->theme_path);
    snapshot->theme_path = path;
    snapshot->theme_line = place->number;
    place->no_memory = path == NULL;
}

void config_files_blame_theme(struct config_reading *reading, const char *error) {
    const struct config_snapshot *snapshot = reading->snapshot;
    struct place place = {.reading = reading, .path = snapshot->theme_path, .number = snapshot->theme_line};
    if (place.path != NULL) {
        complain(&place, "%s", error);
    } else {
        config_files_tell(reading, error);
    }
}

/* What was meant is looked for no longer where so much is wrong: a file of 1 MiB that is none of settings would take
 * seconds. */
enum { GUESSES_MAX = 500 };

static void read_setting(struct place *place, const struct config_line *line) {
    static const char *const include_word[] = {"include", NULL};
    char error[CONFIG_ERROR_MAX], name[CONFIG_SECTION_MAX + CONFIG_TEXT_MAX];
    struct config_reading *reading = place->reading;
    const char *part;
    config_section_key(place->section, line->key, name, sizeof name);
    if (strlen(line->key) >= CONFIG_TEXT_MAX) {
        config_key_tell_unknown("", line->key, error, sizeof error);
        complain(place, "%s", error);
    } else if (strcmp(line->key, "include") == 0) {
        include(place, line->value);
    } else if (config_key_find(name, &part) == NULL && reading->snapshot->mistakes >= GUESSES_MAX) {
        complain(place, "unknown key '%.100s'", line->key);
    } else if (config_key_find(name, &part) == NULL && nearest_word(line->key, include_word) != NULL) {
        complain(place, "unknown key '%s': did you mean 'include'?", line->key);
    } else if (config_key_find(name, &part) == NULL) {
        config_key_tell_unknown(place->section, line->key, error, sizeof error);
        complain(place, "%s", error);
    } else if (!config_text_is_utf8(line->value)) {
        complain(place, "the value of '%s' is not UTF-8; save the file as UTF-8", line->key);
    } else if (!config_key_set(reading->values, reading->checks, name, line->value, error, sizeof error)) {
        complain(place, "%s", error);
    } else if (strcmp(name, "theme") == 0 && reading->values != reading->aside) {
        note_theme(place);
    }
}

static void read_section(struct place *place, const char *text) {
    char error[CONFIG_ERROR_MAX];
    place->section[0] = place->profile[0] = '\0';
    bool is_profile = config_section_is_profile(text);
    bool good = is_profile ? config_section_read_profile(text, place->profile, error, sizeof error)
                           : config_section_read(text, place->section, error, sizeof error);
    if (!good) {
        complain(place, "%s", error);
    } else if (is_profile && !config_snapshot_add_profile(place->reading->snapshot, place->profile)) {
        place->no_memory = true;
    }
}

/* False: no memory. */
static bool read_later(struct place *place, const char *text) {
    struct config_reading *reading = place->reading;
    struct config_late *grown = realloc(reading->late, (reading->late_count + 1) * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    reading->late = grown;
    struct config_late *line = &grown[reading->late_count];
    *line = (struct config_late){strdup(place->path), strdup(text), place->number, reading->open[reading->depth - 1]};
    reading->late_count++;
    return line->path != NULL && line->text != NULL;
}

/* Settings that do not hold are read into others. False: no memory. */
static bool set_aside(struct config_reading *reading) {
    if (reading->aside == NULL && (reading->aside = malloc(sizeof *reading->aside)) != NULL) {
        config_init(reading->aside);
    }
    reading->values = reading->aside;
    return reading->aside != NULL;
}

/* A line that is no setting; it may be one as others write it, "cols 80" or "cols: 80". */
static void tell_wrong_form(struct place *place, const char *line, const char *wrong) {
    char key[64], name[CONFIG_SECTION_MAX + 64];
    const char *part, *behind = line + strcspn(line, " \t:=");
    snprintf(key, sizeof key, "%.*s", (int)(behind - line), line);
    config_section_key(place->section, key, name, sizeof name);
    behind += strspn(behind, " \t:");
    bool is_key = strcmp(key, "include") == 0 || config_key_find(name, &part) != NULL;
    if (*behind != '\0' && strchr(line, '=') == NULL && is_key) {
        complain(place, "'%s': %s; did you mean '%s = %s'?", line, wrong, key, behind);
    } else {
        complain(place, "'%s': %s", line, wrong);
    }
}

static void read_plain_line(struct place *place, char *text) {
    char before[64];
    struct config_line line;
    snprintf(before, sizeof before, "%.60s", text + strspn(text, " \t"));
    before[strcspn(before, "\r\n")] = '\0';
    bool is_comment = before[0] == ';' || strncmp(before, "//", 2) == 0 || strncmp(before, "--", 2) == 0;
    const char *wrong = is_comment ? "a comment begins with #" : config_line_split(text, true, &line);
    if (is_comment) {
        complain(place, "'%s': %s", before, wrong);
    } else if (wrong != NULL) {
        tell_wrong_form(place, before, wrong);
    } else if (line.key != NULL) {
        read_setting(place, &line);
    }
}

static void read_line(struct place *place, char *text) {
    struct config_reading *reading = place->reading;
    if (config_section_begins(text)) {
        read_section(place, text);
    } else if (place->profile[0] == '\0') {
        read_plain_line(place, text);
    } else if (reading->profile != NULL && strcmp(place->profile, reading->profile) == 0) {
        place->no_memory = !read_later(place, text);
    } else if (set_aside(reading)) {
        read_plain_line(place, text);
        reading->values = &reading->snapshot->values;
    } else {
        place->no_memory = true;
    }
}

static void take_other_line(struct place *place, char *text) {
    char error[CONFIG_ERROR_MAX];
    if (!place->other->take(place->other->user, text, error, sizeof error)) {
        complain(place, "%s", error);
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
    text += first && strncmp(text, utf8_mark, 3) == 0 ? 3 : 0;
    (place->other != NULL ? take_other_line : read_line)(place, text);
    return !place->no_memory;
}

/* --- files --- */

/* All of it, and a byte more where that is too much. NULL: no memory. */
static char *read_whole(FILE *file, size_t *length) {
    size_t capacity = 4096, got;
    char *bytes = malloc(capacity + 1);
    for (*length = 0; bytes != NULL; *length += got) {
        if (*length == capacity) {
            char *grown = realloc(bytes, 2 * capacity + 1);
            if (grown == NULL) {
                free(bytes);
                return NULL;
            }
            bytes = grown;
            capacity *= 2;
        }
        got = fread(bytes + *length, 1, capacity - *length, file);
        if (got == 0 || *length + got > CONFIG_FILE_MAX) {
            *length += got;
            break;
        }
    }
    return bytes;
}

/* Line by line. `bytes` has room for a NUL. */
static void take_lines(struct place *place, char *bytes, size_t length) {
    for (size_t at = 0, next; at < length; at = next) {
        const char *end = memchr(bytes + at, '\n', length - at);
        next = end != NULL ? (size_t)(end - bytes) + 1 : length;
        char first_of_next = bytes[next];
        bytes[next] = '\0';
        if (!take_line(place, bytes + at, next - at)) {
            return;
        }
        bytes[next] = first_of_next;
    }
}

static bool read_lines(struct config_reading *reading, const struct way *way, const char *path, FILE *file) {
    struct place place = {.reading = reading, .path = path, .other = way->other};
    size_t length;
    char *bytes = read_whole(file, &length);
    if (bytes == NULL) {
        return false;
    }
    if (ferror(file)) {
        tell_unreadable(reading, way, strerror(errno));
    } else if (length > CONFIG_FILE_MAX) {
        complain(&place, "larger than %u MiB; this is no file of settings", CONFIG_FILE_MAX >> 20);
    } else {
        take_lines(&place, bytes, length);
    }
    free(bytes);
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
    struct config_file *noted = note_file(reading->snapshot, path, way->may_miss, way->other != NULL);
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
    struct way way = {NULL, path, may_miss, NULL};
    return read_file(reading, &way, path);
}

bool config_files_read_lines(struct config_reading *reading, const char *path, config_take_line *take, void *user) {
    struct place named = {
        .reading = reading, .path = reading->snapshot->theme_path, .number = reading->snapshot->theme_line};
    struct other_lines other = {take, user};
    struct way way = {named.path != NULL ? &named : NULL, path, false, &other};
    return read_file(reading, &way, path);
}

bool config_files_note_theme(struct config_reading *reading, const char *path, bool may_miss) {
    return reading->snapshot->file_count == CONFIG_FILES_MAX ||
           note_file(reading->snapshot, path, may_miss, true) != NULL;
}

/* The list grows where they include files with more of them. */
bool config_files_read_late(struct config_reading *reading) {
    for (size_t i = 0; i < reading->late_count; i++) {
        struct config_late line = reading->late[i];
        struct place place = {.reading = reading, .path = line.path, .number = line.number};
        reading->open[0] = line.file;
        reading->depth = 1;
        read_plain_line(&place, line.text);
        reading->depth = 0;
        if (place.no_memory) {
            return false;
        }
    }
    return true;
}

void config_files_end(struct config_reading *reading) {
    for (size_t i = 0; i < reading->late_count; i++) {
        free(reading->late[i].path);
        free(reading->late[i].text);
    }
    free(reading->late);
    free(reading->aside);
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
