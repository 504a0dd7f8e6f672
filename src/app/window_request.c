#define _GNU_SOURCE
#include "window_request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"

extern char **environ;

/* --- reading --- */

static bool take_geometry(struct command_line *line, struct window_request *request, const char *text) {
    struct geometry *geometry = &request->geometry;
    if (!geometry_parse(text, geometry)) {
        command_line_usage(line, "--geometry cannot be '%s': it takes COLSxROWS, +X+Y or both, as in 80x24-0+0", text);
        return false;
    }
    if (geometry->cols == 0) {
        return true;
    }
    snprintf(request->cols, sizeof request->cols, "%u", (unsigned)geometry->cols);
    snprintf(request->rows, sizeof request->rows, "%u", (unsigned)geometry->rows);
    return command_line_set(line, "cols", request->cols) && command_line_set(line, "rows", request->rows);
}

/* -e and --: what follows is a command. */
static int take_command(struct command_line *line, struct window_request *request) {
    request->command = line->words + line->next;
    return line->next < line->count ? STATUS_OK
                                    : command_line_usage(line, "%s needs a command", line->words[line->next - 1]);
}

bool window_request_read(struct command_line *line, struct window_request *request, int *status) {
    const char *value;
    for (;;) {
        *status = STATUS_USAGE;
        switch (command_line_next(line, &value)) {
        case TERMINAL_DIRECTORY:
            request->directory = value;
            break;
        case TERMINAL_NEW_WINDOW:
            request->is_new_window = true;
            break;
        case TERMINAL_QUICK:
            request->is_new_window = true;
            if (!command_line_set(line, "window-state", "quick")) {
                return false;
            }
            break;
        case TERMINAL_WAIT:
            request->waits = true;
            break;
        case TERMINAL_GEOMETRY:
            if (!take_geometry(line, request, value)) {
                return false;
            }
            break;
        case OPTION_OPERAND:
            request->command = line->words + line->next - 1;
            *status = STATUS_OK;
            return true;
        case OPTION_COMMAND:
            *status = take_command(line, request);
            return *status == STATUS_OK;
        case OPTION_END:
            *status = STATUS_OK;
            return true;
        case OPTION_TOLD:
            *status = STATUS_OK;
            return false;
        default:
            return false;
        }
    }
}

const char *window_request_directory(const struct window_request *request, struct notices *notices) {
    struct stat what;
    const char *wanted = request->directory;
    if (wanted == NULL) {
        return NULL;
    }
    bool there = stat(wanted, &what) == 0;
    errno = there && !S_ISDIR(what.st_mode) ? ENOTDIR : errno;
    if (there && S_ISDIR(what.st_mode) && access(wanted, X_OK) == 0) {
        return wanted;
    }
    notices_say(notices, "cannot enter '%s': %s; starting in the home folder", wanted, strerror(errno));
    return getenv("HOME");
}

/* --- asking --- */

/* As another process would write it; NULL: it has no name here, or a longer one than any directory. */
static const char *absolute(const char *directory, char *path, size_t size) {
    char here[4096];
    if (directory != NULL && directory[0] == '/') {
        return directory;
    }
    if (getcwd(here, sizeof here) == NULL || here[0] != '/') {
        return NULL;
    }
    int length = snprintf(path, size, directory != NULL ? "%s/%s" : "%s", here, directory);
    return length > 0 && (size_t)length < size ? path : NULL;
}

static void free_list(struct control_list *list, char **items) {
    for (size_t i = 0; i < list->count; i++) {
        free(items[i]);
    }
    free(items);
    *list = (struct control_list){NULL, 0};
}

/* The settings of a line as texts. NULL: no memory. */
static char **list_settings(const struct config_sources *sources, struct control_list *list) {
    char **items = calloc(sources->assignment_count + 1, sizeof *items);
    *list = (struct control_list){(const char *const *)items, 0};
    for (size_t i = 0; items != NULL && i < sources->assignment_count; i++, list->count++) {
        const struct config_assignment *one = &sources->assignments[i];
        const char *key = one->key != NULL ? one->key : "", *sign = one->key != NULL ? "=" : "";
        if (asprintf(&items[i], "%s%s%s", key, sign, one->value) < 0) {
            items[i] = NULL;
            free_list(list, items);
            return NULL;
        }
    }
    return items;
}

/* What stands there and is no variable (a name is missing) is nobody's. The texts are borrowed. NULL: no memory. */
static const char **list_environment(struct control_list *list) {
    size_t count = 0, kept = 0;
    while (environ[count] != NULL) {
        count++;
    }
    const char **items = calloc(count + 1, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        if (environ[i][0] != '=' && strchr(environ[i], '=') != NULL) {
            items[kept++] = environ[i];
        }
    }
    *list = (struct control_list){items, kept};
    return items;
}

const char *window_request_token(void) {
    const char *token = getenv("XDG_ACTIVATION_TOKEN");
    return token != NULL && token[0] != '\0' ? token : getenv("DESKTOP_STARTUP_ID");
}

static size_t count_words(char **words) {
    size_t count = 0;
    while (words != NULL && words[count] != NULL) {
        count++;
    }
    return count;
}

enum control_asked window_request_ask(const struct window_request *request, const struct command_line *line,
                                      const char *directory, bool waits, int *status, char *error, size_t error_size) {
    char path[8192];
    const struct geometry *geometry = &request->geometry;
    struct control_request asked = {
        .directory = absolute(directory, path, sizeof path),
        .token = window_request_token(),
        .command = {(const char *const *)request->command, count_words(request->command)},
        .is_placed = geometry->is_placed,
        .x_px = geometry->x_px,
        .y_px = geometry->y_px,
        .from_right = geometry->from_right,
        .from_bottom = geometry->from_bottom,
        .waits = waits,
    };
    enum control_asked result = CONTROL_NOBODY;
    error[0] = '\0';
    if (line->sources.path != NULL || line->sources.profile != NULL) {
        snprintf(error, error_size, "a process of its own is started for --config and --profile");
        return result;
    }
    char **settings = list_settings(&line->sources, &asked.settings);
    const char **environment = list_environment(&asked.environment);
    if (settings != NULL && environment != NULL) {
        result = control_ask(&asked, status, error, error_size);
    }
    free(environment);
    if (settings != NULL) {
        free_list(&asked.settings, settings);
    }
    return result;
}
