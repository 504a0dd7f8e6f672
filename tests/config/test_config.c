/* Settings: each kind with valid and invalid text, files with their errors, printing and reading back. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_snapshot.h"
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
    {"renderer=auto", true},
    {"renderer=cpu", true},
    {"renderer=gl", true},
    {"renderer=software", false},
    {"cursor-shape=bar", true},
    {"cursor-shape=beam", false},
    {"ambiguous-width=wide", true},
    {"ambiguous-width=2", false},
    {"hint-letters=ab", true},
    {"hint-letters=abcdefghijklmnopqrstuvwxyz012345", true},
    {"hint-letters=abcdefghijklmnopqrstuvwxyz0123456", false},
    {"hint-letters=a", false},
    {"hint-letters=", false},
    {"hint-letters=aba", false},
    {"hint-letters=aB", false},
    {"hint-letters=a;", false},
    {"hint-letters=\xC3\xA4\xC3\xB6", false},
    {"word-characters=", true},
    {"word-characters=-_#\xC3\xA4\xE2\x82\xAC", true},
    {"word-characters=a b", false},
    {"word-characters=a\xE3\x80\x80", false},
    {"word-characters=a\x80", false},
    {"word-characters=a\xC3", false},
    {"word-characters=\xC2\x85", false},
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
    {"cursor-color=cell-background", true},
    {"cursor-text=cell-foreground", true},
    {"cursor-text=cell", false},
    {"cursor-shape=hollow", true},
    {"cursor-unfocused=same", true},
    {"cursor-unfocused=block", false},
    {"cursor-width=1.5", true},
    {"minimum-contrast=4.5", true},
    {"minimum-contrast=0", false},
    {"bold-is-bright=on", true},
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
    {"line-height=120%", true},
    {"line-height=-2px", true},
    {"line-height=1.5", true},
    {"line-height=900%", false},
    {"line-height=-20%", false},
    {"line-height=101px", false},
    {"line-height=%", false},
    {"line-height=2em", false},
    {"baseline-offset=-20%", true},
    {"ligatures=on", true},
    {"ligatures=yes", false},
    {"font-map=U+E000-U+F8FF: Symbols", true},
    {"font-map=", true},
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
    CHECK_INT(config.palette[1], 0xCB3143);
    CHECK_INT(config.palette[16 + 35], 0x00FFFF);
    CHECK_INT(config.palette[255], 0xEEEEEE);
    CHECK(config_assign(&config, "foreground=#1af", error, sizeof error));
    CHECK_INT(config.foreground, 0x11AAFF);
    CHECK(config_assign(&config, "palette-7=123456", error, sizeof error));
    CHECK_INT(config.palette[7], 0x123456);
    CHECK(config_assign(&config, "title=\" x \"", error, sizeof error));
    CHECK_STR(config.title, " x ");
    CHECK(config_assign(&config, "cursor-shape=bar", error, sizeof error));
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BAR);
}

/* A list grows by a line with each setting, and begins anew with the empty text. */
static void lists_grow(void) {
    struct config config, again;
    char error[CONFIG_ERROR_MAX], long_line[200];
    config_init(&config);
    again = config;
    CHECK(config_set(&config, "font-map", "U+E000-U+F8FF: One", error, sizeof error));
    CHECK(config_set(&config, "font-map", "U+2665: Two", error, sizeof error));
    CHECK_STR(config.font_map, "U+E000-U+F8FF: One\nU+2665: Two");
    CHECK(config_set(&config, "font-map", "", error, sizeof error));
    CHECK(memcmp(&config, &again, sizeof config) == 0);
    memset(long_line, 'x', sizeof long_line - 1);
    long_line[sizeof long_line - 1] = '\0';
    unsigned taken = 0;
    while (taken < 1000 && config_set(&config, "font-fallback", long_line, error, sizeof error)) {
        taken++;
    }
    CHECK(taken >= 20 && taken < 1000);
}

static void errors_say_what_is_right(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX];
    config_init(&config);
    config_assign(&config, "cell-width=1em", error, sizeof error);
    CHECK_STR(error, "cell-width cannot be '1em': it takes 25% to 400%, -100px to 100px");
    config_assign(&config, "cursor-shape=beam", error, sizeof error);
    CHECK_STR(error, "cursor-shape cannot be 'beam': it takes block|underline|bar|hollow");
    config_assign(&config, "cols=0", error, sizeof error);
    CHECK_STR(error, "cols cannot be '0': it takes 1 to 16384");
    config_assign(&config, "palette-3=red", error, sizeof error);
    CHECK_STR(error, "palette-3 cannot be 'red': it takes #rrggbb");
    config_assign(&config, "renderer=cpuu", error, sizeof error);
    CHECK_STR(error, "renderer cannot be 'cpuu': it takes auto|cpu|gl; did you mean 'cpu'?");
    config_assign(&config, "colr=1", error, sizeof error);
    CHECK_STR(error, "unknown key 'colr': did you mean 'cols'?");
    config_assign(&config, "Font_Sise=1", error, sizeof error);
    CHECK_STR(error, "unknown key 'Font_Sise': did you mean 'font-size'?");
    config_assign(&config, "pallete-3=#000000", error, sizeof error);
    CHECK_STR(error, "unknown key 'pallete-3': did you mean 'palette-3'?");
    config_assign(&config, "palette-300=#000000", error, sizeof error);
    CHECK_STR(error, "unknown key 'palette-300': N in palette-N goes from 0 to 255");
    config_assign(&config, "debug-screen-fil=1", error, sizeof error);
    CHECK_STR(error, "unknown key 'debug-screen-fil' ('quire show-config' lists all keys)");
    config_assign(&config, "nonsense=1", error, sizeof error);
    CHECK_STR(error, "unknown key 'nonsense' ('quire show-config' lists all keys)");
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
}

/* What was reported, lines joined by '|'. */
static char reported[4096];

static void note(void *user, const char *line) {
    size_t used = strlen(reported);
    CHECK(user == reported);
    CHECK(strchr(line, '\n') == NULL);
    snprintf(reported + used, sizeof reported - used, "%s%s", used > 0 ? "|" : "", line);
}

/* Reads the sources; *config is what holds then. False: something was reported. */
static bool read_sources(struct config *config, const struct config_sources *sources) {
    char error[CONFIG_ERROR_MAX];
    reported[0] = '\0';
    struct config_snapshot *snapshot = config_snapshot_build(sources, false, note, reported, error, sizeof error);
    CHECK(snapshot != NULL);
    bool good = snapshot->mistakes == 0;
    *config = snapshot->values;
    config_snapshot_release(snapshot);
    return good;
}

/* A path of NULL: the user's own file. */
static bool load(struct config *config, const char *path) {
    return read_sources(config, &(struct config_sources){.path = path});
}

/* Loads a file of these bytes over the defaults. "FILE" in `want` is its name. */
static bool load_bytes(struct config *config, const char *bytes, size_t length, const char *want) {
    char path[] = "/tmp/quire-conf-XXXXXX", expected[1024] = "";
    int descriptor = mkstemp(path);
    CHECK(write(descriptor, bytes, length) == (ssize_t)length);
    close(descriptor);
    bool good = load(config, path);
    for (const char *at = want; *at != '\0'; at++) {
        bool name = strncmp(at, "FILE", 4) == 0;
        size_t used = strlen(expected);
        snprintf(expected + used, sizeof expected - used, name ? "%s" : "%.1s", name ? path : at);
        at += name ? 3 : 0;
    }
    CHECK_STR(reported, expected);
    CHECK(good == (want[0] == '\0'));
    unlink(path);
    return good;
}

static bool load_text(struct config *config, const char *text, const char *want) {
    return load_bytes(config, text, strlen(text), want);
}

static void files_are_read(void) {
    struct config config;
    load_text(&config, "# a comment\n\n  cols = 100  \r\ntitle = \"a # b\"\ncols=101", "");
    CHECK_INT(config.cols, 101);
    CHECK_STR(config.title, "a # b");
    CHECK(!load(&config, "/no/such/file"));
    CHECK_STR(reported, "cannot read '/no/such/file': No such file or directory");
    CHECK(!load(&config, "/tmp"));
    CHECK_STR(reported, "cannot read '/tmp': Is a directory");
}

/* Each wrong line is told with its place, and costs itself only. */
static void a_wrong_line_costs_itself_only(void) {
    struct config config;
    load_text(&config, "rows = 30\nrows = many\njust words\nnonsense = 1\ntitle = \"x\ncols = 90\n",
              "FILE:2: rows cannot be 'many': it takes 1 to 16384|"
              "FILE:3: 'just words': it is not of the form key = value|"
              "FILE:4: unknown key 'nonsense' ('quire show-config' lists all keys)|"
              "FILE:5: 'title = \"x': the closing quote is missing");
    CHECK_INT(config.rows, 30);
    CHECK_INT(config.cols, 90);
    CHECK_STR(config.title, "");
}

static void a_comment_may_stand_behind_a_value(void) {
    static const struct {
        const char *line, *title;
    } cases[] = {
        {"title = a # b", "a"},
        {"title = a\t#b", "a"},
        {"title = a#b # c", "a#b"},
        {"title = #a", "#a"},
        {"title = #a #b", "#a"},
        {"title = # a", ""},
        {"title = #", ""},
        {"title =", ""},
        {"title = \"a # b\"", "a # b"},
        {"title = \"a # b\" # c", "a # b"},
        {"title = \" a \"\t# \"c\"", " a "},
        {"title = \"a\"#c", "a"},
        {"title = \"say \"\"#\"\" twice\" # c", "say \"#\" twice"},
        {"title = \"\"", ""},
        {"title = a \"b\"", "a \"b\""},
    };
    struct config config;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        load_text(&config, cases[i].line, "");
        CHECK_STR(config.title, cases[i].title);
    }
    load_text(&config, "foreground = #ff0000 # red\nbackground = #123 #dark\ncursor-color=#abcdef", "");
    CHECK_INT(config.foreground, 0xFF0000);
    CHECK_INT(config.background, 0x112233);
    CHECK_INT(config.cursor_color, 0xABCDEF);
    load_text(&config, "title = \"a\" b",
              "FILE:1: 'title = \"a\" b': there is text behind the closing quote (\"\" inside quotes stands for a "
              "quote)");
}

/* The command line knows no comments: nobody writes one there. */
static void an_assignment_has_no_comments(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX] = "";
    config_init(&config);
    CHECK(config_assign(&config, "title=a # b", error, sizeof error));
    CHECK_STR(config.title, "a # b");
    CHECK(!config_assign(&config, "title=\"a", error, sizeof error));
    CHECK_STR(error, "'title=\"a': the closing quote is missing");
}

static void marks_of_editors_are_understood(void) {
    static const char utf16[] = "\xFF\xFE"
                                "c\0o\0l\0s\0=\0"
                                "9\0\n\0",
                      nul[] = "cols = 9\0"
                              "0\nrows = 9\n";
    struct config config;
    load_text(&config,
              "\xEF\xBB\xBF"
              "cols = 91\r\n",
              "");
    CHECK_INT(config.cols, 91);
    load_text(&config, "\xEF\xBB\xBF# a comment\ncols = 92", "");
    CHECK_INT(config.cols, 92);
    load_bytes(&config, utf16, sizeof utf16 - 1, "FILE: this is UTF-16; save the file as UTF-8");
    load_bytes(&config, nul, sizeof nul - 1, "FILE:1: a NUL byte; this is no file of settings");
    CHECK_INT(config.cols, 80);
    load_text(&config, "", "");
}

/* Loads the default settings with this text in BASE/quire/quire.conf, whose folders are made and taken away. */
static bool load_default(struct config *config, const char *base, const char *text) {
    char folder[128], path[160];
    snprintf(folder, sizeof folder, "%s/quire", base);
    snprintf(path, sizeof path, "%s/quire.conf", folder);
    mkdir(base, 0700);
    CHECK(mkdir(folder, 0700) == 0);
    write_file(path, text);
    bool good = load(config, NULL);
    unlink(path);
    rmdir(folder);
    return good;
}

static void default_file_may_be_missing(void) {
    char directory[] = "/tmp/quire-home-XXXXXX", hidden[64];
    struct config config;
    CHECK(mkdtemp(directory) != NULL);
    snprintf(hidden, sizeof hidden, "%s/.config", directory);
    config_init(&config);
    setenv("XDG_CONFIG_HOME", directory, 1);
    CHECK(load(&config, NULL));
    CHECK(load_default(&config, directory, "padding = 9\n"));
    CHECK_INT(config.padding, 9);
    CHECK(!load_default(&config, directory, "padding = x\n"));
    CHECK(strstr(reported, "/quire/quire.conf:1: padding cannot be 'x'") != NULL);
    setenv("XDG_CONFIG_HOME", "relative", 1); /* is to be ignored, says its specification */
    setenv("HOME", directory, 1);
    CHECK(load_default(&config, hidden, "padding = 7\n"));
    CHECK_INT(config.padding, 7);
    setenv("HOME", "", 1);
    CHECK(load(&config, NULL));
    rmdir(hidden);
    rmdir(directory);
}

static void printed_settings_read_back(void) {
    char path[] = "/tmp/quire-conf-XXXXXX", error[CONFIG_ERROR_MAX] = "";
    close(mkstemp(path));
    struct config config, again;
    config_init(&config);
    config_assign(&config, "palette-200=#abcdef", error, sizeof error);
    config_assign(&config, "title=\" blanks, # and \"\"quotes\"\" \"", error, sizeof error);
    config_assign(&config, "font-size=9.5", error, sizeof error);
    config_assign(&config, "window-ops=ask", error, sizeof error);
    config_assign(&config, "keys-f1=\"send_text:\"\"a\"\" # b \"", error, sizeof error);
    CHECK_STR(error, "");
    FILE *file = fopen(path, "w");
    config_print(&config, file);
    fclose(file);
    config_init(&again);
    CHECK(load(&again, path));
    CHECK_STR(config.title, " blanks, # and \"quotes\" ");
    CHECK(memcmp(&config, &again, sizeof config) == 0);
    unlink(path);
}

int main(void) {
    RUN(each_kind_takes_what_it_should);
    RUN(values_arrive);
    RUN(lists_grow);
    RUN(errors_say_what_is_right);
    RUN(files_are_read);
    RUN(a_wrong_line_costs_itself_only);
    RUN(a_comment_may_stand_behind_a_value);
    RUN(an_assignment_has_no_comments);
    RUN(marks_of_editors_are_understood);
    RUN(default_file_may_be_missing);
    RUN(printed_settings_read_back);
    return test_end();
}
