#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "config_line.h"

struct reading {
    struct config *config;
    const char *path;
    unsigned number; /* of the line */
    config_report *report;
    void *user;
    bool good;
};

__attribute__((format(printf, 2, 3))) static void complain(struct reading *reading, const char *format, ...) {
    char text[2 * CONFIG_ERROR_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reading->good = false;
    reading->report(reading->user, text);
}

static void read_line(struct reading *reading, char *text) {
    char error[CONFIG_ERROR_MAX], before[64];
    struct config_line line;
    snprintf(before, sizeof before, "%.60s", text + strspn(text, " \t"));
    before[strcspn(before, "\r\n")] = '\0';
    const char *wrong = config_line_split(text, true, &line);
    if (wrong != NULL) {
        complain(reading, "%s:%u: '%s': %s", reading->path, reading->number, before, wrong);
    } else if (line.key != NULL && !config_set(reading->config, line.key, line.value, error, sizeof error)) {
        complain(reading, "%s:%u: %s", reading->path, reading->number, error);
    }
}

/* False: there is no use in reading on. */
static bool take_line(struct reading *reading, char *text, size_t length) {
    static const char utf8_mark[] = "\xEF\xBB\xBF";
    bool first = reading->number++ == 0;
    if (first && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
        complain(reading, "%s: this is UTF-16; save the file as UTF-8", reading->path);
        return false;
    }
    if (strlen(text) != length) {
        complain(reading, "%s:%u: a NUL byte; this is no file of settings", reading->path, reading->number);
        return false;
    }
    read_line(reading, first && strncmp(text, utf8_mark, 3) == 0 ? text + 3 : text);
    return true;
}

bool config_load(struct config *config, const char *path, config_report *report, void *user) {
    struct reading reading = {config, path, 0, report, user, true};
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        complain(&reading, "cannot read '%.300s': %s", path, strerror(errno));
        return false;
    }
    while ((length = getline(&line, &capacity, file)) >= 0 && take_line(&reading, line, (size_t)length)) {
    }
    if (ferror(file)) {
        complain(&reading, "cannot read '%.300s': %s", path, strerror(errno));
    }
    free(line);
    fclose(file);
    return reading.good;
}

/* Whether there is no such file; one that cannot be looked at is there. */
static bool is_missing(const char *path) {
    return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool config_load_default(struct config *config, config_report *report, void *user) {
    char path[4096];
    const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (base != NULL && base[0] == '/') {
        snprintf(path, sizeof path, "%s/quire/quire.conf", base);
    } else if (home != NULL && home[0] != '\0') {
        snprintf(path, sizeof path, "%s/.config/quire/quire.conf", home);
    } else {
        return true;
    }
    return is_missing(path) || config_load(config, path, report, user);
}
