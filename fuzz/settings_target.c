/* Any bytes as files of settings: each mistake is one clean line, what holds can be printed and read back, and the
 * desktop's change and change back is none.
 *
 * The first byte chooses the profile and what the desktop shows; behind it are up to three files, with 0x1E between
 * them: the main one, `part`, and the theme `t`. They lie in a folder of the process; includes may lead out of it, to
 * regular files alone. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <quire/parse.h>

#include "config_snapshot.h"
#include "fuzz.h"

unsigned long fuzz_taken;

static char folder[64];

static const char *path_of(const char *name) {
    static char paths[4][200];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void clean_up(void) {
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    REQUIRE(system(command) == 0);
}

static void begin(void) {
    snprintf(folder, sizeof folder, "%s/quire-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    REQUIRE(mkdtemp(folder) != NULL);
    REQUIRE(mkdir(path_of("quire"), 0700) == 0 && mkdir(path_of("quire/themes"), 0700) == 0);
    setenv("XDG_CONFIG_HOME", folder, 1);
    setenv("XDG_DATA_HOME", folder, 1);
    setenv("XDG_DATA_DIRS", folder, 1);
    setenv("HOME", folder, 1);
    atexit(clean_up);
}

static void save(const char *name, const uint8_t *bytes, size_t length) {
    FILE *file = fopen(path_of(name), "w");
    REQUIRE(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

/* What it says of the files. */
struct said {
    unsigned lines;
};

static void on_mistake(void *user, const char *line) {
    struct said *said = user;
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t points[64];
    size_t length = strlen(line), taken, count;
    REQUIRE(length > 0);
    for (; length > 0; line += taken, length -= taken) {
        REQUIRE(quire_utf8_decode(&decoder, line, length, points, 64, &taken, &count) == QUIRE_OK);
        for (size_t i = 0; i < count; i++) {
            REQUIRE(points[i] >= 0x20 && points[i] != 0x7F);
        }
    }
    REQUIRE(!quire_utf8_end(&decoder));
    said->lines++;
}

static struct config_snapshot *build(const struct config_sources *sources, struct said *said) {
    char error[CONFIG_ERROR_MAX];
    said->lines = 0;
    struct config_snapshot *snapshot = config_snapshot_build(sources, true, on_mistake, said, error, sizeof error);
    REQUIRE(snapshot != NULL && snapshot->mistakes == said->lines);
    return snapshot;
}

/* A relative path of a theme is relative to its file, which may lie elsewhere than what is printed. */
static bool is_elsewhere(const struct config_snapshot *snapshot) {
    return strchr(snapshot->values.theme, '/') != NULL && snapshot->theme_path != NULL &&
           (strncmp(snapshot->theme_path, folder, strlen(folder)) != 0 ||
            strchr(snapshot->theme_path + strlen(folder) + 1, '/') != NULL);
}

/* What is printed holds no mistake but those of the theme, and means the same. */
static void print_and_read(const struct config_snapshot *snapshot) {
    struct config_sources sources = {.path = path_of("printed"), .desktop_light = snapshot->desktop_light};
    struct said said;
    FILE *file = fopen(path_of("printed"), "w");
    REQUIRE(file != NULL);
    config_print(&snapshot->values, file);
    REQUIRE(fclose(file) == 0);
    struct config_snapshot *again = build(&sources, &said);
    again->values.debug_lose_gl = snapshot->values.debug_lose_gl; /* hidden keys are not printed */
    memcpy(again->values.debug_screen_file, snapshot->values.debug_screen_file, CONFIG_TEXT_MAX);
    REQUIRE(memcmp(&again->values, &snapshot->values, sizeof again->values) == 0);
    config_snapshot_release(again);
}

static void change_and_change_back(const struct config_snapshot *snapshot) {
    struct said said = {0};
    struct config_snapshot *other = config_snapshot_with_scheme(snapshot, !snapshot->desktop_light, on_mistake, &said);
    REQUIRE(other != NULL);
    struct config_snapshot *back = config_snapshot_with_scheme(other, snapshot->desktop_light, on_mistake, &said);
    REQUIRE(back != NULL && memcmp(&back->values, &snapshot->values, sizeof back->values) == 0);
    REQUIRE(back->profile_count == snapshot->profile_count);
    config_snapshot_release(back);
    config_snapshot_release(other);
}

/* The files that stand in the input. */
static void save_files(const uint8_t *data, size_t size) {
    static const char *const names[] = {"main", "part", "quire/themes/t"};
    for (size_t i = 0; i < 3; i++) {
        const uint8_t *end = i < 2 && size > 0 ? memchr(data, 0x1E, size) : NULL;
        size_t length = end != NULL ? (size_t)(end - data) : size;
        save(names[i], data, length);
        data += length + (end != NULL);
        size -= length + (end != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool begun;
    struct said said;
    if (size < 1 || size > 1 << 16) {
        return 0;
    }
    if (!begun) {
        begin();
        begun = true;
    }
    fuzz_taken++;
    save_files(data + 1, size - 1);
    struct config_sources sources = {
        .path = path_of("main"), .profile = data[0] & 1 ? "a" : NULL, .desktop_light = data[0] & 2};
    struct config_snapshot *snapshot = build(&sources, &said);
    if (!is_elsewhere(snapshot)) {
        print_and_read(snapshot);
    }
    change_and_change_back(snapshot);
    config_snapshot_release(snapshot);
    return 0;
}
