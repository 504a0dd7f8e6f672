/* quire: the terminal in a window. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app.h"
#include "commands.h"
#include "geometry.h"
#include "window_place.h"

/* What the command line asks for, beside settings. */
struct request {
    char **command;        /* NULL: the shell */
    const char *directory; /* NULL: this one */
    struct geometry geometry;
    char cols[16], rows[16]; /* of it, as settings */
};

static bool take_geometry(struct command_line *line, struct request *request, const char *text) {
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
static int take_command(struct command_line *line, struct request *request) {
    request->command = line->words + line->next;
    return line->next < line->count ? STATUS_OK
                                    : command_line_usage(line, "%s needs a command", line->words[line->next - 1]);
}

/* True: go on; otherwise end with *status. */
static bool read_options(struct command_line *line, struct request *request, int *status) {
    const char *value;
    for (;;) {
        *status = STATUS_USAGE;
        switch (command_line_next(line, &value)) {
        case TERMINAL_DIRECTORY:
            request->directory = value;
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

/* The directory of the program. What cannot be entered costs a line, and the home folder takes its place. */
static const char *directory_of(const struct request *request, struct notices *notices) {
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

static int open_window(const struct request *request, const struct config_snapshot *settings,
                       const struct config_sources *sources, struct notices *notices) {
    const struct geometry *geometry = &request->geometry;
    const struct window_spot spot = {geometry->x_px, geometry->y_px, geometry->from_right, geometry->from_bottom};
    const struct app_start start = {.command = request->command,
                                    .directory = directory_of(request, notices),
                                    .notices = notices,
                                    .spot = geometry->is_placed ? &spot : NULL};
    return app_run(settings, sources, &start);
}

int cmd_terminal(int count, char **words) {
    struct command_line line;
    struct request request = {.command = NULL};
    int status;
    command_line_init(&line, "quire", terminal_options, count, words);
    struct notices notices = NOTICES_INIT;
    const struct config_snapshot *settings = NULL;
    if (read_options(&line, &request, &status) &&
        (settings = command_line_config(&line, true, &notices, &status)) != NULL) {
        status = open_window(&request, settings, &line.sources, &notices);
        config_snapshot_release(settings);
    }
    notices_finish(&notices);
    return status;
}
