/* Wrong files of settings, each with the lines that are to be said of it: the table wrong_settings.txt.
 *
 *     test_wrong_settings TABLE [--write]      --write: prints the table with what is said now, to be read by a person
 *
 * A case is the lines of a file, and behind them what is said, each line behind "> "; ;; begins a remark. "@ NAME"
 * begins another file of the case (themes/NAME: a theme), "@profile NAME" chooses a profile, "@set KEY=VALUE" is the
 * command line. In lines \xHH is a byte, \n an end of line, \e none (an empty line), \{N*X} N times X. A place without
 * a file's name is one of `main`. */
#define _GNU_SOURCE
#include <ctype.h>

#include "bindings.h"
#include "mouse_bindings.h"
#include "settings_folder.h"

enum { LINES_MAX = 64, FILE_MAX = 3 << 20 };

struct wrong_case {
    char *lines[LINES_MAX]; /* as they stand in the table */
    size_t count;
    char expected[1 << 14]; /* lines */
    unsigned place;         /* of its first line in the table */
};

static bool writes;
static unsigned cases;
static char bytes[FILE_MAX];

/* --- a case becomes files --- */

static size_t take_escape(const char **at, char *to) {
    int used = 0;
    unsigned number, times;
    char what[100];
    if (sscanf(*at, "\\x%2x%n", &number, &used) == 1 && used == 4) {
        *at += used;
        *to = (char)number;
        return 1;
    }
    if (sscanf(*at, "\\{%u*%99[^}]}%n", &times, what, &used) == 2 && used > 0) {
        size_t length = strlen(what);
        CHECK((size_t)times * length < FILE_MAX / 2);
        for (unsigned i = 0; i < times; i++) {
            for (size_t k = 0; k < length; k++) {
                to[i * length + k] = what[k] == '~' ? '\n' : what[k];
            }
        }
        *at += used;
        return times * length;
    }
    bool is_short = (*at)[1] == 'n' || (*at)[1] == 'e';
    *to = is_short ? '\n' : '\\';
    size_t taken = is_short && (*at)[1] == 'e' ? 0 : 1;
    *at += is_short ? 2 : 1;
    return taken;
}

static size_t add_line(const char *line, size_t length) {
    while (*line != '\0') {
        if (*line == '\\') {
            length += take_escape(&line, bytes + length);
        } else {
            bytes[length++] = *line++;
        }
    }
    bytes[length++] = '\n';
    return length;
}

struct started {
    struct config_sources sources;
    struct config_assignment assignments[4];
    char name[100];
    size_t length;
};

static void end_file(struct started *started) {
    save_bytes(started->name, bytes, started->length);
    started->length = 0;
}

static void take_line(struct started *started, const char *line) {
    struct config_sources *sources = &started->sources;
    if (strncmp(line, "@profile ", 9) == 0) {
        sources->profile = line + 9;
    } else if (strncmp(line, "@set ", 5) == 0) {
        started->assignments[sources->assignment_count++] = (struct config_assignment){NULL, line + 5};
    } else if (strncmp(line, "@ ", 2) == 0) {
        end_file(started);
        bool theme = strncmp(line + 2, "themes/", 7) == 0;
        snprintf(started->name, sizeof started->name, "%s%s", theme ? "quire/" : "", line + 2);
    } else {
        started->length = add_line(line, started->length);
    }
}

/* What is said of it. */
static void read_case(const struct wrong_case *one) {
    char error[CONFIG_ERROR_MAX] = "";
    char path[200];
    snprintf(path, sizeof path, "%s", path_of("main"));
    struct started started = {.sources = {.path = path, .checks = {bindings_check, mouse_bindings_check}},
                              .name = "main"};
    started.sources.assignments = started.assignments;
    for (size_t i = 0; i < one->count; i++) {
        take_line(&started, one->lines[i]);
    }
    end_file(&started);
    reported[0] = '\0';
    struct config_snapshot *snapshot = config_snapshot_build(&started.sources, false, note, NULL, error, sizeof error);
    if (snapshot == NULL) {
        note(NULL, error);
    }
    config_snapshot_release(snapshot);
}

/* --- the table --- */

/* "main:" before a place is left out. */
static void shorten(void) {
    char *to = reported, *from = reported;
    while (*from != '\0') {
        bool begins = from == reported || from[-1] == '\n';
        from += begins && strncmp(from, "main:", 5) == 0 && isdigit((unsigned char)from[5]) ? 5 : 0;
        *to++ = *from++;
    }
    *to = '\0';
}

static void print_said(void) {
    for (const char *at = reported; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        printf("> %.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
}

static void end_case(struct wrong_case *one) {
    if (one->count == 0) {
        return;
    }
    read_case(one);
    shorten();
    cases++;
    if (writes) {
        print_said();
    } else if (strcmp(reported, one->expected) != 0 || reported[0] == '\0') {
        printf("case at line %u of the table: it says\n  %s\nnot\n  %s\n", one->place, reported, one->expected);
        CHECK(false);
    }
    for (size_t i = 0; i < one->count; i++) {
        free(one->lines[i]);
    }
    one->count = 0;
    one->expected[0] = '\0';
}

/* One line of the table. */
static void take_row(struct wrong_case *one, char *row, unsigned number) {
    bool is_said = strncmp(row, "> ", 2) == 0;
    if (is_said) {
        size_t used = strlen(one->expected);
        snprintf(one->expected + used, sizeof one->expected - used, "%s%s", used > 0 ? joint : "", row + 2);
        return;
    }
    if (one->expected[0] != '\0' || row[0] == '\0') {
        end_case(one);
    }
    if (writes) {
        printf("%s\n", row);
    }
    if (row[0] == '\0' || strncmp(row, ";;", 2) == 0) {
        return;
    }
    one->place = one->count == 0 ? number : one->place;
    CHECK(one->count < LINES_MAX);
    one->lines[one->count++] = strdup(row);
}

static const char *table;

static void each_wrong_file_is_told_as_the_table_says(void) {
    static struct wrong_case one;
    char *row = NULL;
    size_t capacity = 0;
    unsigned number = 0;
    FILE *file = fopen(table, "r");
    CHECK(file != NULL);
    while (getline(&row, &capacity, file) >= 0) {
        row[strcspn(row, "\n")] = '\0';
        take_row(&one, row, ++number);
    }
    end_case(&one);
    free(row);
    fclose(file);
    CHECK(cases >= 300);
}

int main(int count, char **words) {
    table = count > 1 ? words[1] : "";
    writes = count > 2;
    joint = "\n";
    if (!begin_folder()) {
        return 1;
    }
    unsetenv("XDG_DATA_HOME");
    setenv("XDG_DATA_DIRS", path_of("none"), 1);
    mkdir(path_of("folder"), 0700);
    RUN(each_wrong_file_is_told_as_the_table_says);
    return end_folder();
}
