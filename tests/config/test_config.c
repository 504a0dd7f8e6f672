/* Settings: each kind with valid and invalid text, files with their errors, printing and reading back. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "test.h"

static const struct {
    const char *assignment;
    bool valid;
} assignments[] = {
    {"cols=132", true},
    {"cols = 132", true},
    {"cols=0", false},
    {"cols=-3", false},
    {"cols=16385", false},
    {"cols=99999999999999999999", false},
    {"cols=80x", false},
    {"cols=", false},
    {"cols", false},
    {"rows=24.5", false},
    {"scrollback=0", true},
    {"scrollback=1000000000", true},
    {"font-size=9.5", true},
    {"font-size=3", false},
    {"font-size=nan", false},
    {"font-size=0x10", false},
    {"font-size=big", false},
    {"cursor-blink=on", true},
    {"cursor-blink=off", true},
    {"cursor-blink=yes", false},
    {"cursor-shape=bar", true},
    {"cursor-shape=beam", false},
    {"ambiguous-width=wide", true},
    {"ambiguous-width=2", false},
    {"window-ops=ask", true},
    {"window-ops=maybe", false},
    {"screen-checksum=allow", true},
    {"screen-checksum=ask", false},
    {"foreground=#A0b1C2", true},
    {"foreground=a0b1c2", true},
    {"foreground=#fff", true},
    {"foreground=fff", false},
    {"foreground=none", false},
    {"foreground=#12345", false},
    {"foreground=#12345g", false},
    {"cursor-color=none", true},
    {"palette-0=#000000", true},
    {"palette-255=#ffffff", true},
    {"palette-256=#ffffff", false},
    {"palette-=#ffffff", false},
    {"palette--1=#ffffff", false},
    {"palette-1x=#ffffff", false},
    {"palette-N=#ffffff", false},
    {"font-family=Fira Code", true},
    {"font-family=", true},
    {"font-family=a\tb", false},
    {"term=", false},
    {"title=a=b", true},
    {"bell=none", true},
    {"copy-on-select=on", true},
    {"colour=1", false},
    {"=1", false},
};

static void each_kind_takes_what_it_should(void) {
    for (size_t i = 0; i < sizeof assignments / sizeof assignments[0]; i++) {
        struct config config, before;
        char error[CONFIG_ERROR_MAX] = "";
        config_init(&config);
        before = config;
        bool valid = config_assign(&config, assignments[i].assignment, error, sizeof error);
        if (valid != assignments[i].valid) {
            printf("%s: %s\n", assignments[i].assignment, error);
        }
        CHECK(valid == assignments[i].valid);
        CHECK((error[0] == '\0') == valid);
        CHECK(strchr(error, '\n') == NULL);
        CHECK(valid || memcmp(&before, &config, sizeof config) == 0);
    }
}

static void values_arrive(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX];
    config_init(&config);
    CHECK_INT(config.cols, 80);
    CHECK_INT(config.foreground, 0xD8DEE9);
    CHECK_INT(config.cursor_color, CONFIG_COLOR_NONE);
    CHECK_INT(config.palette[1], 0xE06C75);
    CHECK_INT(config.palette[16 + 35], 0x00FFFF);
    CHECK_INT(config.palette[255], 0xEEEEEE);
    CHECK(!config.palette_changed);
    CHECK(config_assign(&config, "foreground=#1af", error, sizeof error));
    CHECK_INT(config.foreground, 0x11AAFF);
    CHECK(config_assign(&config, "palette-7=123456", error, sizeof error));
    CHECK_INT(config.palette[7], 0x123456);
    CHECK(config.palette_changed);
    CHECK(config_assign(&config, "title=\" x \"", error, sizeof error));
    CHECK_STR(config.title, " x ");
    CHECK(config_assign(&config, "cursor-shape=bar", error, sizeof error));
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BAR);
}

static void errors_say_what_is_right(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX];
    config_init(&config);
    config_assign(&config, "cursor-shape=beam", error, sizeof error);
    CHECK_STR(error, "cursor-shape cannot be 'beam': it takes block|underline|bar");
    config_assign(&config, "cols=0", error, sizeof error);
    CHECK_STR(error, "cols cannot be '0': it takes 1 to 16384");
    config_assign(&config, "palette-3=red", error, sizeof error);
    CHECK_STR(error, "palette-3 cannot be 'red': it takes #rrggbb");
    config_assign(&config, "nonsense=1", error, sizeof error);
    CHECK_STR(error, "unknown key 'nonsense' ('quire show-config' lists all keys)");
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

static void files_are_read(void) {
    char path[] = "/tmp/quire-conf-XXXXXX", error[CONFIG_ERROR_MAX], want[CONFIG_ERROR_MAX];
    close(mkstemp(path));
    struct config config;
    config_init(&config);
    write_file(path, "# a comment\n\n  cols = 100  \r\ntitle = \"a # b\"\ncols=101");
    CHECK(config_load(&config, path, error, sizeof error));
    CHECK_INT(config.cols, 101);
    CHECK_STR(config.title, "a # b");
    write_file(path, "rows = 30\nrows = many\nrows = 31\n");
    CHECK(!config_load(&config, path, error, sizeof error));
    snprintf(want, sizeof want, "%s:2: rows cannot be 'many': it takes 1 to 16384", path);
    CHECK_STR(error, want);
    CHECK_INT(config.rows, 30);
    write_file(path, "just words\n");
    CHECK(!config_load(&config, path, error, sizeof error));
    snprintf(want, sizeof want, "%s:1: 'just words' is not of the form key = value", path);
    CHECK_STR(error, want);
    unlink(path);
    CHECK(!config_load(&config, path, error, sizeof error));
    CHECK(strstr(error, "No such file") != NULL);
}

static void default_file_may_be_missing(void) {
    char directory[] = "/tmp/quire-home-XXXXXX", path[128], error[CONFIG_ERROR_MAX];
    struct config config;
    CHECK(mkdtemp(directory) != NULL);
    setenv("XDG_CONFIG_HOME", directory, 1);
    config_init(&config);
    CHECK(config_load_default(&config, error, sizeof error));
    snprintf(path, sizeof path, "%s/quire", directory);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/quire/quire.conf", directory);
    write_file(path, "padding = 9\n");
    CHECK(config_load_default(&config, error, sizeof error));
    CHECK_INT(config.padding, 9);
    write_file(path, "padding = x\n");
    CHECK(!config_load_default(&config, error, sizeof error));
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(directory);
}

static void printed_settings_read_back(void) {
    char path[] = "/tmp/quire-conf-XXXXXX", error[CONFIG_ERROR_MAX] = "";
    close(mkstemp(path));
    struct config config, again;
    config_init(&config);
    config_assign(&config, "palette-200=#abcdef", error, sizeof error);
    config_assign(&config, "title=\" blanks \"", error, sizeof error);
    config_assign(&config, "font-size=9.5", error, sizeof error);
    config_assign(&config, "window-ops=ask", error, sizeof error);
    FILE *file = fopen(path, "w");
    config_print(&config, file);
    fclose(file);
    config_init(&again);
    CHECK(config_load(&again, path, error, sizeof error));
    CHECK_STR(error, "");
    again.palette_changed = config.palette_changed;
    CHECK(memcmp(&config, &again, sizeof config) == 0);
    unlink(path);
}

int main(void) {
    RUN(each_kind_takes_what_it_should);
    RUN(values_arrive);
    RUN(errors_say_what_is_right);
    RUN(files_are_read);
    RUN(default_file_may_be_missing);
    RUN(printed_settings_read_back);
    return test_end();
}
