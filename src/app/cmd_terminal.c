/* quire: the terminal in a window, of this process or of one that runs already. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "commands.h"
#include "detach.h"
#include "window_place.h"
#include "window_request.h"

struct terminal {
    struct command_line line;
    struct window_request request;
    const struct config_snapshot *settings;
    struct notices notices;
    const char *directory;
};

/* One that was started with settings of its own is asked for windows only if it was meant to be. */
static bool listens(const struct terminal *terminal) {
    const struct config_sources *sources = &terminal->line.sources;
    bool plain = sources->assignment_count == 0 && sources->path == NULL && sources->profile == NULL;
    return plain || terminal->request.is_new_window || terminal->settings->values.single_instance;
}

static int open_window(struct terminal *terminal) {
    const struct geometry *geometry = &terminal->request.geometry;
    const struct window_spot spot = {geometry->x_px, geometry->y_px, geometry->from_right, geometry->from_bottom};
    const struct app_start start = {.command = terminal->request.command,
                                    .directory = terminal->directory,
                                    .notices = &terminal->notices,
                                    .token = window_request_token(),
                                    .spot = geometry->is_placed ? &spot : NULL};
    return app_run(terminal->settings, &terminal->line.sources, &start, listens(terminal));
}

/* Who reads what this process says is not to wait for the other one's end. */
static bool detach_silently(char *const *argv) {
    int saved = fcntl(2, F_DUPFD_CLOEXEC, 3), null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    bool left = saved >= 0 && null >= 0 && dup2(null, 2) == 2 && detach_run(argv, NULL);
    if (saved >= 0) {
        dup2(saved, 2);
        close(saved);
    }
    if (null >= 0) {
        close(null);
    }
    return left;
}

/* --new-window returns at once, also where nobody could be asked: the process goes on by itself. */
static bool leave_to_another(const struct terminal *terminal) {
    char self[4096];
    const struct command_line *line = &terminal->line;
    char **argv = calloc((size_t)line->count + 4, sizeof *argv);
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    bool left = false;
    if (argv != NULL && length > 0) {
        self[length] = '\0';
        argv[0] = self;
        argv[1] = (char *)"--new-window";
        argv[2] = (char *)"--wait";
        memcpy(argv + 3, line->words, (size_t)line->count * sizeof *argv);
        left = detach_silently(argv);
    }
    free(argv);
    return left;
}

/* True: the window is another process's, end with *status. */
static bool ask_another(struct terminal *terminal, int *status) {
    char error[CONFIG_ERROR_MAX];
    const struct window_request *request = &terminal->request;
    bool is_asked = request->is_new_window || terminal->settings->values.single_instance;
    bool waits = request->waits || (!request->is_new_window && request->command != NULL);
    if (!is_asked) {
        return false;
    }
    switch (window_request_ask(request, &terminal->line, terminal->directory, waits, status, error, sizeof error)) {
    case CONTROL_DONE:
        return true;
    case CONTROL_REFUSED:
        *status = command_fail("%s", error);
        return true;
    default:
        break;
    }
    if (error[0] != '\0') {
        fprintf(stderr, "quire: %s\n", error);
    }
    *status = STATUS_OK;
    return request->is_new_window && !request->waits && leave_to_another(terminal);
}

int cmd_terminal(int count, char **words) {
    struct terminal terminal = {.notices = NOTICES_INIT};
    int status;
    command_line_init(&terminal.line, "quire", terminal_options, count, words);
    if (window_request_read(&terminal.line, &terminal.request, &status) &&
        (terminal.settings = command_line_config(&terminal.line, true, &terminal.notices, &status)) != NULL) {
        terminal.directory = window_request_directory(&terminal.request, &terminal.notices);
        if (!ask_another(&terminal, &status)) {
            status = open_window(&terminal);
        }
        config_snapshot_release(terminal.settings);
    }
    notices_finish(&terminal.notices);
    return status;
}
