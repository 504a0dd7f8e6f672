/* Snapshots: what the table says of each key, differences, counting on several threads, which files were read. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_section.h"
#include "config_snapshot.h"
#include "config_table.h"
#include "config_value.h"
#include "test.h"

/* --- the table --- */

/* Some value of a key that is not its default, as text. */
static const char *another_value(const struct config_key *key, char *text, size_t size) {
    double standard = key->kind == CONFIG_INTEGER || key->kind == CONFIG_REAL ? atof(key->standard) : 0;
    switch (key->kind) {
    case CONFIG_REAL:
        snprintf(text, size, "%g", standard < key->maximum ? key->maximum : key->minimum);
        return text;
    case CONFIG_INTEGER:
        snprintf(text, size, "%.0f", standard + 1 <= key->maximum ? standard + 1 : standard - 1);
        return text;
    case CONFIG_SWITCH:
        return strcmp(key->standard, "on") == 0 ? "off" : "on";
    case CONFIG_CHOICE:
        return key->choices[strcmp(key->choices[0], key->standard) == 0];
    case CONFIG_TEXT:
    case CONFIG_LINES:
    case CONFIG_SIGNS:
    case CONFIG_LETTERS:
        return "another";
    case CONFIG_MEASURE:
        return "3px";
    case CONFIG_BINDING:
        return "copy";
    default:
        return "#123456";
    }
}

/* Its name, with something in place of N where it stands for many. */
static const char *a_name(const struct config_key *key, char *text, size_t size) {
    if (key->kind == CONFIG_PALETTE || key->kind == CONFIG_BINDING) {
        snprintf(text, size, "%.*s%s", (int)(strrchr(key->name, '-') - key->name) + 1, key->name,
                 key->kind == CONFIG_PALETTE ? "200" : "ctrl+shift+t");
        return text;
    }
    return key->name;
}

static void each_key_touches_what_its_row_says(void) {
    struct config before, after;
    char error[CONFIG_ERROR_MAX], name[64], value[64], named[100];
    config_init(&before);
    CHECK_INT(config_difference(&before, &before), 0);
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        config_init(&after);
        CHECK(config_set(&after, a_name(key, name, sizeof name), another_value(key, value, sizeof value), error,
                         sizeof error));
        CHECK(key->touches != 0 && (key->touches & ~(uint32_t)TOUCHES_ALL) == 0);
        CHECK_INT(config_difference(&before, &after), key->touches);
        CHECK_INT(config_difference(&after, &before), key->touches);
        config_name_difference(&before, &after, TOUCHES_ALL, named, sizeof named);
        CHECK_STR(named, key->name);
        config_name_difference(&before, &after, (uint32_t)TOUCHES_ALL & ~key->touches, named, sizeof named);
        CHECK_STR(named, "");
    }
}

/* So that no key changes with another one, and none is forgotten by the difference. */
static void each_key_has_a_field_of_its_own(void) {
    size_t bytes = 0;
    for (size_t i = 0; i < config_key_count; i++) {
        size_t begin = config_keys[i].offset, end = begin + config_value_size(&config_keys[i]);
        bytes += end - begin;
        CHECK(end <= sizeof(struct config));
        for (size_t j = 0; j < i; j++) {
            CHECK(config_keys[j].offset >= end || config_keys[j].offset + config_value_size(&config_keys[j]) <= begin);
        }
    }
    CHECK(sizeof(struct config) - bytes < 8 * config_key_count); /* the rest is padding */
}

static void each_name_stands_for_one_key(void) {
    char name[100];
    const char *part;
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        size_t length = strlen(key->section);
        CHECK(key->help == NULL || config_section_help(key->section) != NULL);
        CHECK(config_key_find(a_name(key, name, sizeof name), &part) == key);
        if (strncmp(key->name, key->section, length) == 0 && key->name[length] == '-') {
            CHECK(config_key_find(key->name + length + 1, &part) == NULL);
        }
    }
}

static void what_is_set_back_is_no_difference(void) {
    static const char *const there_and_back[] = {"title=a longer title", "title=",       "palette-3=#000000",
                                                 "palette-3=#edc56e",    "keys-f1=copy", "keys-f2=a longer name",
                                                 "keys-f1=paste"};
    struct config before, after;
    char error[CONFIG_ERROR_MAX];
    config_init(&before);
    config_init(&after);
    for (size_t i = 0; i < 4; i++) {
        CHECK(config_assign(&after, there_and_back[i], error, sizeof error));
    }
    CHECK_INT(config_difference(&before, &after), 0);
    for (size_t i = 4; i < 7; i++) {
        CHECK(config_assign(&after, there_and_back[i], error, sizeof error));
    }
    CHECK(config_assign(&before, there_and_back[5], error, sizeof error));
    CHECK(config_assign(&before, there_and_back[6], error, sizeof error));
    CHECK_INT(config_difference(&before, &after), 0);
}

static void bindings_are_listed_in_order(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX], name[64];
    const char *action = "", *keys;
    config_init(&config);
    CHECK(config_next_binding(&config.bindings, NULL, &action) == NULL);
    CHECK(config_set(&config, "keys-ctrl+x ctrl+c", "close", error, sizeof error));
    CHECK(config_set(&config, "keys-f1", "copy", error, sizeof error));
    CHECK(config_set(&config, "keys-ctrl+x ctrl+c", "none", error, sizeof error)); /* the newest is the last */
    keys = config_next_binding(&config.bindings, NULL, &action);
    CHECK_STR(keys, "f1");
    CHECK_STR(action, "copy");
    keys = config_next_binding(&config.bindings, keys, &action);
    CHECK_STR(keys, "ctrl+x ctrl+c");
    CHECK_STR(action, "none");
    CHECK(config_next_binding(&config.bindings, keys, &action) == NULL);
    struct config before = config;
    bool room = true;
    for (int i = 0; room; i++) { /* until there is no more room */
        before = config;
        snprintf(name, sizeof name, "keys-ctrl+%d", i);
        room = config_set(&config, name, "copy", error, sizeof error);
    }
    CHECK_STR(error, "more keys are bound than there is room for");
    CHECK(memcmp(&before, &config, sizeof config) == 0);
}

static void long_lists_of_names_are_cut(void) {
    struct config before, after;
    char error[CONFIG_ERROR_MAX], name[64], value[64], text[60];
    config_init(&before);
    config_init(&after);
    for (size_t i = 0; i < config_key_count; i++) {
        config_set(&after, a_name(&config_keys[i], name, sizeof name),
                   another_value(&config_keys[i], value, sizeof value), error, sizeof error);
    }
    CHECK_INT(config_difference(&before, &after), TOUCHES_ALL);
    config_name_difference(&before, &after, TOUCHES_NEW_WINDOWS, text, sizeof text);
    CHECK_STR(text, "cols, rows, window-state, renderer, debug-lose-gl");
    config_name_difference(&before, &after, TOUCHES_ALL, text, sizeof text);
    CHECK(strlen(text) < sizeof text && strcmp(text + strlen(text) - 5, ", ...") == 0);
}

/* --- counting --- */

enum { HOLDERS = 4, TURNS = 20000 };

static struct config_snapshot *build(const struct config_sources *sources) {
    char error[CONFIG_ERROR_MAX] = "";
    struct config_snapshot *snapshot = config_snapshot_build(sources, false, NULL, NULL, error, sizeof error);
    CHECK_STR(error, "");
    return snapshot;
}

static void *hold_and_let_go(void *argument) {
    const struct config_snapshot *snapshot = argument, *held = NULL;
    int64_t sum = 0;
    for (int i = 0; i < TURNS; i++) {
        config_snapshot_replace(&held, snapshot);
        sum += held->values.cols;
    }
    config_snapshot_release(held);
    config_snapshot_release(snapshot); /* this thread's own; the last one frees it */
    return sum == (int64_t)TURNS * 80 ? argument : NULL;
}

static void threads_count_together(void) {
    struct config_snapshot *snapshot = build(&(struct config_sources){.no_file = true});
    pthread_t threads[HOLDERS];
    for (int i = 0; i < HOLDERS; i++) {
        config_snapshot_acquire(snapshot);
        CHECK(pthread_create(&threads[i], NULL, hold_and_let_go, snapshot) == 0);
    }
    config_snapshot_release(snapshot);
    for (int i = 0; i < HOLDERS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        CHECK(result != NULL);
    }
}

static void one_may_replace_itself(void) {
    const struct config_snapshot *held = build(&(struct config_sources){.no_file = true});
    config_snapshot_replace(&held, held);
    CHECK_INT(atomic_load(&held->references), 1);
    config_snapshot_release(held);
    config_snapshot_release(NULL);
}

static void the_command_line_stands_above(void) {
    static const struct config_assignment assignments[] = {{"cols", "90"}, {NULL, "rows=30"}, {NULL, "rows=x"}};
    struct config_sources sources = {.no_file = true, .assignments = assignments, .assignment_count = 2};
    struct config_snapshot *snapshot = build(&sources);
    CHECK_INT(snapshot->values.cols, 90);
    CHECK_INT(snapshot->values.rows, 30);
    config_snapshot_release(snapshot);
    char error[CONFIG_ERROR_MAX] = "";
    sources.assignment_count = 3;
    CHECK(config_snapshot_build(&sources, false, NULL, NULL, error, sizeof error) == NULL);
    CHECK_STR(error, "rows cannot be 'x': it takes 1 to 16384");
}

/* --- files --- */

static char folder[64], reported[4096];

static const char *path_of(const char *name) {
    static char path[4][200];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void save(const char *name, const char *text) {
    FILE *file = fopen(path_of(name), "w");
    CHECK(file != NULL);
    fputs(text, file);
    fclose(file);
}

/* What is reported, lines joined by '|', without the folder. */
static void note(void *user, const char *line) {
    size_t used = strlen(reported), length = strlen(folder) + 1;
    (void)user;
    for (const char *separator = used > 0 ? "|" : ""; *line != '\0'; line++) {
        if (strncmp(line, folder, length - 1) == 0 && line[length - 1] == '/') {
            line += length;
        }
        used += (size_t)snprintf(reported + used, sizeof reported - used, "%s%c", separator, *line);
        separator = "";
    }
}

static struct config_snapshot *load_again(const char *name, bool again, const char *want) {
    char error[CONFIG_ERROR_MAX] = "", path[200];
    snprintf(path, sizeof path, "%s", path_of(name));
    reported[0] = '\0';
    struct config_snapshot *snapshot =
        config_snapshot_build(&(struct config_sources){.path = path}, again, note, NULL, error, sizeof error);
    CHECK_STR(error, "");
    CHECK_STR(reported, want);
    return snapshot;
}

static struct config_snapshot *load(const char *name, const char *want) {
    return load_again(name, false, want);
}

static struct config load_values(const char *text, const char *want) {
    save("main", text);
    struct config_snapshot *snapshot = load("main", want);
    struct config values = snapshot->values;
    config_snapshot_release(snapshot);
    return values;
}

static void sections_shorten_names(void) {
    struct config config = load_values(
        "cols = 90\n[cursor]\nshape = bar\nblink = off # all of it\ncursor-color = #010203\nrows = 30\n"
        " [ font ] # comment\nsize = 12\n[keys]\nctrl+x ctrl+c = close\ntitle = t\n[colors]\npalette-3=#040506\n",
        "");
    const char *action = "";
    CHECK_INT(config.cols, 90);
    CHECK_INT(config.rows, 30);
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BAR);
    CHECK(!config.cursor_blink);
    CHECK_INT(config.cursor_color, 0x010203);
    CHECK_INT((int)config.font_size, 12);
    CHECK_INT(config.palette[3], 0x040506);
    CHECK_STR(config.title, "t");
    CHECK_STR(config_next_binding(&config.bindings, NULL, &action), "ctrl+x ctrl+c");
    CHECK_STR(action, "close");
}

static void wrong_sections_are_told(void) {
    struct config config =
        load_values("[colour]\nforeground = #010203\n[font\n[font] x\n[]\n[xyzzy]\nsize = 12\n[font]\nsise = 12\n"
                    "[cursor]\nshap = bar\n",
                    "main:1: unknown section 'colour': did you mean 'colors'?|"
                    "main:3: '[font': the closing bracket is missing|"
                    "main:4: '[font] x': there is text behind the closing bracket|"
                    "main:5: '[]': a section has a name, [font]|"
                    "main:6: unknown section 'xyzzy' ('quire show-config --docs' shows all)|"
                    "main:7: unknown key 'size': did you mean 'font-size'?|"
                    "main:9: unknown key 'sise': did you mean 'font-size'?|"
                    "main:11: unknown key 'shap': did you mean 'cursor-shape'?");
    CHECK_INT(config.foreground, 0x010203);
}

static void includes_are_read_where_they_stand(void) {
    mkdir(path_of("sub"), 0700);
    save("sub/a", "[cursor]\nshape = bar\ninclude = b\ncols = 91\nrows = 31\n");
    save("sub/b", "shape = bar\npadding = 9\n");
    setenv("HOME", folder, 1);
    struct config config =
        load_values("cols = 90\n[font]\ninclude = sub/a\nsize = 12\nrows = 32\ninclude = \"~/sub/b\"\n"
                    "include = ?sub/none\ninclude=? sub/none # c\n",
                    "sub/b:1: unknown key 'shape': did you mean 'cursor-shape'?|"
                    "sub/b:1: unknown key 'shape': did you mean 'cursor-shape'?");
    CHECK_INT(config.cols, 91);
    CHECK_INT(config.rows, 32); /* a later setting wins */
    CHECK_INT(config.padding, 9);
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BAR);
    CHECK_INT((int)config.font_size, 12); /* an include does not leave the section */
}

static void wrong_includes_are_told(void) {
    char name[16], text[64];
    save("sub/a", "include = ../main\ncols = 92\n");
    struct config config =
        load_values("include = sub/a\ninclude = none\ninclude =\ninclude = ?\ninclude = sub\nrows = 33\n",
                    "sub/a:1: cannot read '../main': it is being read already: files include each "
                    "other in a circle|"
                    "main:2: cannot read 'none': No such file or directory|"
                    "main:3: include names no file|main:4: include names no file|"
                    "main:5: cannot read 'sub': Is a directory");
    CHECK_INT(config.cols, 92);
    CHECK_INT(config.rows, 33);
    for (int i = 0; i <= CONFIG_DEPTH_MAX; i++) {
        snprintf(name, sizeof name, "deep%d", i);
        snprintf(text, sizeof text, "include = deep%d\npadding = %d\n", i + 1, i);
        save(name, text);
    }
    config = load_values("include = deep1\n", "deep15:1: cannot read 'deep16': includes are nested too deep");
    CHECK_INT(config.padding, 1);
    unsetenv("HOME");
    load_values("include = ~/x\n", "main:1: include '~/x': there is no such path");
}

/* Each of 20 files reads the next one twice: a million readings, were there no end to it. */
static void files_have_an_end(void) {
    char name[24], text[96];
    for (int i = 0; i < 14; i++) {
        snprintf(name, sizeof name, "twice%d", i);
        snprintf(text, sizeof text, "include = twice%d\ninclude = twice%d\n", i + 1, i + 1);
        save(name, text);
    }
    save("twice14", "padding = 3\n");
    char error[CONFIG_ERROR_MAX] = "", path[200];
    snprintf(path, sizeof path, "%s", path_of("twice0"));
    struct config_snapshot *snapshot =
        config_snapshot_build(&(struct config_sources){.path = path}, false, note, NULL, error, sizeof error);
    CHECK_INT(snapshot->file_count, CONFIG_FILES_MAX);
    CHECK(snapshot->mistakes > 0);
    CHECK_INT(snapshot->values.padding, 3);
    config_snapshot_release(snapshot);
}

static void it_knows_its_files(void) {
    save("sub/a", "cols = 93\n");
    save("main", "include = sub/a\ninclude = ?sub/b\n");
    unlink(path_of("sub/b"));
    struct config_snapshot *before = load("main", ""), *after;
    CHECK_INT(before->file_count, 3);
    CHECK(before->files[0].found && before->files[1].found && !before->files[2].found);
    CHECK(!config_snapshot_is_outdated(before));
    save("sub/b", "rows = 34\n"); /* one came */
    CHECK(config_snapshot_is_outdated(before));
    after = load("main", "");
    CHECK(!config_snapshot_is_outdated(after));
    CHECK(config_snapshot_vanished(before, after) == NULL);
    config_snapshot_release(before);
    before = after;
    save("other", "cols = 1000\n"); /* one was replaced */
    CHECK(rename(path_of("other"), path_of("sub/a")) == 0);
    CHECK(config_snapshot_is_outdated(before));
    unlink(path_of("sub/b")); /* one that may be missing went */
    after = load("main", "");
    CHECK(config_snapshot_vanished(before, after) == NULL);
    config_snapshot_release(after);
    unlink(path_of("sub/a")); /* one that may not */
    after = load("main", "main:1: cannot read 'sub/a': No such file or directory");
    CHECK_STR(config_snapshot_vanished(before, after), path_of("sub/a"));
    CHECK(!config_snapshot_is_outdated(after));
    config_snapshot_release(after);
    config_snapshot_release(before);
}

/* For the address sanitizer: whatever is wrong with them, a thousand readings leave nothing behind. */
static void a_thousand_readings_leave_nothing(void) {
    const struct config_snapshot *held = NULL;
    char text[100], error[CONFIG_ERROR_MAX] = "", path[200];
    snprintf(path, sizeof path, "%s", path_of("main"));
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "cols = %d\ninclude = %s\n[keys]\nf%d = copy\nwrong\n", i + 1,
                 i % 3 == 0 ? "main" : "none", i % 12 + 1);
        save("main", text);
        struct config_snapshot *next =
            config_snapshot_build(&(struct config_sources){.path = path}, true, note, NULL, error, sizeof error);
        CHECK_INT(next->mistakes, 2);
        config_snapshot_replace(&held, next);
        config_snapshot_release(next);
        reported[0] = '\0';
    }
    CHECK_INT(held->values.cols, 1000);
    CHECK_INT(atomic_load(&held->references), 1);
    config_snapshot_release(held);
}

/* A pipe gives what it has once. */
static void pipes_are_read_once(void) {
    char name[64], error[CONFIG_ERROR_MAX] = "";
    int ends[2];
    CHECK(pipe(ends) == 0 && write(ends[1], "cols = 94\n", 10) == 10);
    close(ends[1]);
    snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
    struct config_sources sources = {.path = name};
    struct config_snapshot *before = config_snapshot_build(&sources, false, note, NULL, error, sizeof error);
    CHECK_INT(before->values.cols, 94);
    CHECK(!config_snapshot_is_outdated(before));
    reported[0] = '\0';
    struct config_snapshot *after = config_snapshot_build(&sources, true, note, NULL, error, sizeof error);
    CHECK(strstr(reported, "it is no regular file, and cannot be read a second time") != NULL);
    CHECK_STR(config_snapshot_vanished(before, after), name);
    CHECK(!config_snapshot_is_outdated(after));
    config_snapshot_release(before);
    config_snapshot_release(after);
    close(ends[0]);
}

/* What is known above the floor is asked where the line stands. */
static bool knows(const char *keys, const char *action, char *error, size_t error_size) {
    snprintf(error, error_size, "nobody knows '%s' on '%s'", action, keys);
    return strcmp(action, "known") == 0;
}

/* A mode is a section, or stands in the name; "keys = clear" frees what was bound before it. */
static void modes_of_keys_are_sections(void) {
    static const char *const want[] = {"", ".resize-h", ".resize-ctrl+l", "f2", ".a_1-f3"};
    struct config config =
        load_values("keys-f1 = copy\n[keys]\nkeys = clear\n[keys.resize]\nh = x\nfont-size = 9\n"
                    "keys.resize-ctrl+l = y\nkeys-f2 = z\n[keys.a_1]\nf3 = copy\n[keys.1a]\n[keys.]\n"
                    "[keys.a-b]\n[font.a]\n",
                    "main:11: unknown section 'keys.1a' ('quire show-config --docs' shows all)|main:12: unknown "
                    "section 'keys.': did you mean "
                    "'keys'?|main:13: unknown section 'keys.a-b' ('quire show-config --docs' shows all)|main:14: "
                    "unknown section 'font.a': "
                    "did you mean 'font'?");
    const char *action = "", *keys = NULL;
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        keys = config_next_binding(&config.bindings, keys, &action);
        CHECK_STR(keys, want[i]);
    }
    CHECK(config_next_binding(&config.bindings, keys, &action) == NULL);
    CHECK_INT((int)config.font_size, 9);
}

static void bindings_are_checked_in_their_lines(void) {
    char error[CONFIG_ERROR_MAX] = "", path[200];
    save("main", "keys-f1 = known\n[keys]\nf2 = unknown\nf3 = known\n");
    snprintf(path, sizeof path, "%s", path_of("main"));
    reported[0] = '\0';
    struct config_sources sources = {.path = path, .checks = {knows, NULL}};
    struct config_snapshot *snapshot = config_snapshot_build(&sources, false, note, NULL, error, sizeof error);
    CHECK_STR(reported, "main:3: nobody knows 'unknown' on 'f2'");
    const char *action = "", *keys = config_next_binding(&snapshot->values.bindings, NULL, &action);
    CHECK_STR(keys, "f1");
    CHECK_STR(config_next_binding(&snapshot->values.bindings, keys, &action), "f3");
    config_snapshot_release(snapshot);
}

int main(void) {
    char command[100];
    snprintf(folder, sizeof folder, "/tmp/quire-snapshot-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    RUN(each_key_touches_what_its_row_says);
    RUN(each_key_has_a_field_of_its_own);
    RUN(each_name_stands_for_one_key);
    RUN(what_is_set_back_is_no_difference);
    RUN(bindings_are_listed_in_order);
    RUN(long_lists_of_names_are_cut);
    RUN(threads_count_together);
    RUN(one_may_replace_itself);
    RUN(the_command_line_stands_above);
    RUN(sections_shorten_names);
    RUN(wrong_sections_are_told);
    RUN(includes_are_read_where_they_stand);
    RUN(wrong_includes_are_told);
    RUN(files_have_an_end);
    RUN(it_knows_its_files);
    RUN(a_thousand_readings_leave_nothing);
    RUN(pipes_are_read_once);
    RUN(modes_of_keys_are_sections);
    RUN(bindings_are_checked_in_their_lines);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0 || test_end();
}
