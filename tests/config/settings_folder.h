/* settings_folder.h - files of settings in a folder of the test's own, read, with what is reported. */
#ifndef SETTINGS_FOLDER_H
#define SETTINGS_FOLDER_H

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_snapshot.h"
#include "test.h"

static char folder[64];        /* it is $XDG_CONFIG_HOME, too */
static char reported[1 << 16]; /* lines with `joint` between them, without the folder */
static const char *joint = "|";

static const char *path_of(const char *name) {
    static char path[4][200];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void save_bytes(const char *name, const char *bytes, size_t length) {
    FILE *file = fopen(path_of(name), "w");
    CHECK(file != NULL && fwrite(bytes, 1, length, file) == length);
    fclose(file);
}

__attribute__((unused)) static void save(const char *name, const char *text) {
    save_bytes(name, text, strlen(text));
}

static void note(void *user, const char *line) {
    size_t used = strlen(reported), length = strlen(folder);
    (void)user;
    for (const char *separator = used > 0 ? joint : ""; *line != '\0' && used + 3 < sizeof reported; line++) {
        line += strncmp(line, folder, length) == 0 && line[length] == '/' ? length + 1 : 0;
        used += (size_t)snprintf(reported + used, sizeof reported - used, "%s%c", separator, *line);
        separator = "";
    }
}

/* The caller releases it. */
static struct config_snapshot *build_again(const struct config_sources *sources, bool again) {
    char error[CONFIG_ERROR_MAX] = "";
    reported[0] = '\0';
    struct config_snapshot *snapshot = config_snapshot_build(sources, again, note, NULL, error, sizeof error);
    CHECK_STR(error, "");
    CHECK(snapshot != NULL);
    return snapshot;
}

/* The values that the sources give. */
__attribute__((unused)) static struct config values_of(const struct config_sources *sources, const char *want) {
    struct config_snapshot *snapshot = build_again(sources, false);
    struct config values = snapshot->values;
    config_snapshot_release(snapshot);
    CHECK_STR(reported, want);
    return values;
}

/* Those of the file `main` with this text. */
__attribute__((unused)) static struct config values_of_text(const char *text, const char *want) {
    save("main", text);
    return values_of(&(struct config_sources){.path = path_of("main")}, want);
}

static bool begin_folder(void) {
    snprintf(folder, sizeof folder, "/tmp/quire-settings-XXXXXX");
    return mkdtemp(folder) != NULL && setenv("XDG_CONFIG_HOME", folder, 1) == 0 && setenv("HOME", folder, 1) == 0 &&
           mkdir(path_of("quire"), 0700) == 0 && mkdir(path_of("quire/themes"), 0700) == 0;
}

static int end_folder(void) {
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0 || test_end();
}

#endif
