#define _GNU_SOURCE
#include "pane_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detach.h"
#include "link_target.h"
#include "pane.h"
#include "path_check.h"
#include "path_name.h"

enum { SAID_MAX = 80 /* of what a program chose */, LOOK_MS = 200 };

static void say(struct pane *pane, const char *text) {
    pane->sink.say(pane->sink.user, text);
}

/* Says something about a text that a program chose: as much of it as can be read, and of ASCII alone. */
static void say_about(struct pane *pane, const char *what, const char *text, size_t length) {
    char line[200], part[SAID_MAX + 1];
    length = length < SAID_MAX ? length : SAID_MAX;
    for (size_t i = 0; i < length; i++) {
        part[i] = text[i] < 0x20 || text[i] > 0x7E ? '?' : text[i];
    }
    part[length] = '\0';
    snprintf(line, sizeof line, "%s%s", what, part);
    say(pane, line);
}

/* --- commands --- */

void pane_run(struct pane *pane, const char *setting, const char *command, const struct command_value *values,
              size_t count) {
    struct command_argv words;
    char directory[PANE_PATH_MAX], text[200];
    if (!command_argv_make(command, values, count, &words)) {
        snprintf(text, sizeof text, "%s: '%.100s' is no command", setting, command);
        say(pane, text);
        return;
    }
    session_directory(pane->session, directory, sizeof directory);
    if (!detach_run(words.words, directory)) {
        snprintf(text, sizeof text, "%s: cannot run %.100s", setting, words.words[0]);
        say(pane, text);
    }
    command_argv_finish(&words);
}

/* --- links --- */

static void open_address(struct pane *pane, const struct link_target *target) {
    char *address = NULL;
    if (asprintf(&address, "%s%.*s", target->scheme, (int)target->part_length, target->part) < 0) {
        return;
    }
    const struct command_value value = {"", address};
    pane_run(pane, "link-opener", pane->settings->values.link_opener, &value, 1);
    free(address);
}

static void open_uri(struct pane *pane, const char *uri, size_t length) {
    static const char *const why[] = {[LINK_OTHER_HOST] = "Not opened: a file of the host ",
                                      [LINK_OTHER_SCHEME] = "Not opened: a link of the kind ",
                                      [LINK_MALFORMED] = "Not opened: no address of a page, a file or mail: "};
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    struct link_target target = link_target(uri, length, host);
    if (target.fate == LINK_OPENS) {
        open_address(pane, &target);
    } else {
        say_about(pane, why[target.fate], target.part, target.part_length);
    }
}

void pane_open_link(struct pane *pane, uint32_t link) {
    size_t length = 0;
    const char *uri = viewport_link(pane->viewport, link, &length);
    if (uri != NULL) {
        open_uri(pane, uri, length);
    }
}

/* --- paths --- */

bool pane_path(struct pane *pane, const char *path, char *name) {
    char directory[PANE_PATH_MAX];
    const char *home = getenv("HOME");
    session_directory(pane->session, directory, sizeof directory);
    return path_name_absolute(path, directory, home != NULL ? home : "", name, PANE_PATH_MAX);
}

enum path_state pane_path_state(struct pane *pane, const char *path, int wait_ms, char *name) {
    const char *rest = path_name_without_side(path);
    char other[PANE_PATH_MAX];
    enum path_state states[2] = {PATH_MISSING, PATH_MISSING};
    const char *const names[] = {name, other};
    if (!pane_path(pane, path, name)) {
        return PATH_MISSING;
    }
    size_t count = rest != NULL && pane_path(pane, rest, other) ? 2 : 1;
    path_check(names, count, states, wait_ms);
    if (states[0] != PATH_EXISTS && states[1] == PATH_EXISTS) {
        snprintf(name, PANE_PATH_MAX, "%s", other);
        return PATH_EXISTS;
    }
    return states[0];
}

static void open_path(struct pane *pane, const struct pane_target *target) {
    const struct config *config = &pane->settings->values;
    char name[PANE_PATH_MAX], line[12], column[12];
    if (pane_path_state(pane, target->text, LOOK_MS, name) == PATH_MISSING) {
        say_about(pane, "There is no file ", target->text, strlen(target->text));
        return;
    }
    snprintf(line, sizeof line, "%u", target->line > 0 ? target->line : 1);
    snprintf(column, sizeof column, "%u", target->column > 0 ? target->column : 1);
    const struct command_value values[] = {{"path", name}, {"line", line}, {"column", column}, {"", name}};
    if (config->path_opener[0] != '\0') {
        pane_run(pane, "path-opener", config->path_opener, values, 4);
    } else {
        pane_run(pane, "link-opener", config->link_opener, &values[3], 1);
    }
}

bool pane_opens(enum link_kind kind) {
    return kind == LINK_URL || kind == LINK_MAIL || kind == LINK_PATH;
}

void pane_open(struct pane *pane, const struct pane_target *target) {
    if (target->kind == LINK_PATH) {
        open_path(pane, target);
    } else if (pane_opens(target->kind)) {
        open_uri(pane, target->text, strlen(target->text));
    }
}
