/* quire: the terminal in a window. Puts the parts together and takes them apart again. */
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>

#include "clipboard.h"
#include "commands.h"
#include "loop.h"
#include "x_errors.h"

const struct option_spec terminal_options[] = {
    {"--cols", "N", "cols", 0, "columns of the window"},
    {"--rows", "N", "rows", 0, "rows of the window"},
    {"--scrollback", "LINES", "scrollback", 0, "lines kept above the screen"},
    {"--font", "FAMILY", "font-family", 0, "font"},
    {"--font-size", "PT", "font-size", 0, "size of the font in points"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE instead of the user's own file"},
    {"--class", "NAME", "class", 0, "window class, application id"},
    {"--title", "TEXT", "title", 0, "fixed window title"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting, see below; may be repeated"},
    {"-e, --", "COMMAND...", NULL, OPTION_COMMAND, "run this command instead of the shell"},
    {"--help", NULL, NULL, OPTION_HELP, "print this"},
    {"--version", NULL, NULL, OPTION_VERSION, "print the version"},
    {NULL, NULL, NULL, 0, NULL},
};

/* True: go on with *command (NULL: the shell); otherwise end with *status. */
static bool read_options(struct command_line *line, char ***command, int *status) {
    const char *value;
    *command = NULL;
    *status = STATUS_OK;
    switch (command_line_next(line, &value)) {
    case OPTION_END:
        return true;
    case OPTION_OPERAND:
        *command = line->words + line->next - 1;
        return true;
    case OPTION_COMMAND:
        *command = line->words + line->next;
        if (line->next == line->count) {
            *status = command_line_usage(line, "%s needs a command", line->words[line->next - 1]);
        }
        return line->next < line->count;
    case OPTION_HELP:
        print_help();
        return false;
    case OPTION_VERSION:
        print_version();
        return false;
    default:
        *status = STATUS_USAGE;
        return false;
    }
}

static enum backend_wish wish_of(const struct config *config) {
    static const enum backend_wish wishes[] = {[CONFIG_RENDERER_AUTO] = BACKEND_WISH_AUTO,
                                               [CONFIG_RENDERER_CPU] = BACKEND_WISH_CPU,
                                               [CONFIG_RENDERER_GL] = BACKEND_WISH_GL};
    return wishes[config->renderer];
}

/* Everything below belongs to this function's caller and is released there, in reverse order. */
static bool make_parts(struct loop *loop, struct waker *waker, char *const *command, struct notices *notices,
                       char *error, size_t error_size) {
    const struct config *config = loop->config;
    uint32_t width, height;
    loop->window = window_create(config->window_class, config->title[0] != '\0' ? config->title : "quire",
                                 wish_of(config), error, error_size);
    if (loop->window == NULL) {
        return false;
    }
    window_lose_gl(loop->window, config->debug_lose_gl);
    if (window_warning(loop->window) != NULL) {
        notices_add(notices, window_warning(loop->window));
    }
    if (!waker_init(waker, loop->window)) {
        snprintf(error, error_size, "no descriptors left");
        return false;
    }
    loop->view = view_create(config, window_dpi(loop->window), window_backend(loop->window),
                             window_whole_pictures(loop->window), error, error_size);
    if (loop->view == NULL) {
        return false;
    }
    if (view_warning(loop->view) != NULL) {
        notices_add(notices, view_warning(loop->view));
    }
    view_pixels_for(loop->view, (uint32_t)config->cols, (uint32_t)config->rows, &width, &height);
    view_set_size(loop->view, width, height);
    loop->grid = view_grid(loop->view);
    struct session_waker session_waker = {waker, waker_wake};
    loop->session = session_create(config, loop->grid, command, &session_waker, notices, error, error_size);
    if (loop->session == NULL) {
        return false;
    }
    window_resize_px(loop->window, width, height);
    struct keyboard_sink sink = {loop, loop_on_stroke, loop_on_text, loop_on_preedit};
    loop->keyboard = keyboard_create(window_sdl(loop->window), &sink);
    if (loop->keyboard == NULL) {
        snprintf(error, error_size, "cannot read the keyboard: libxkbcommon does not start");
    }
    return loop->keyboard != NULL;
}

/* What can be saved without the X server: the program gets its hangup, the history file its last lines. */
static void close_session(void *user) {
    struct loop *loop = user;
    session_destroy(loop->session);
}

static int run(const struct config *config, const char *config_path, char *const *command, struct notices *notices) {
    struct loop loop;
    struct waker waker;
    struct signals signals;
    char error[512];
    int status;
    memset(&loop, 0, sizeof loop);
    memset(&waker, 0, sizeof waker);
    memset(&signals, 0, sizeof signals);
    waker.event_descriptor = -1;
    loop.config = config;
    loop.config_path = config_path;
    loop.waker = &waker;
    loop.signals = &signals;
    signal(SIGPIPE, SIG_IGN);
    signals_block(&signals, config->debug_screen_file[0] != '\0');
    if (make_parts(&loop, &waker, command, notices, error, sizeof error)) {
        signals_start(&signals, &waker);
        x_errors_on_loss(close_session, &loop);
        status = loop_run(&loop);
        status = command != NULL ? status : STATUS_OK; /* how a shell ended says nothing about us */
    } else {
        status = command_fail("%s", error);
    }
    x_errors_on_loss(NULL, NULL);
    signals_stop(&signals);
    keyboard_destroy(loop.keyboard);
    session_destroy(loop.session);
    view_destroy(loop.view);
    waker_finish(&waker);
    clipboard_finish();
    window_destroy(loop.window);
    return status;
}

int cmd_terminal(int count, char **words) {
    struct command_line line;
    struct config config;
    char **command;
    int status;
    command_line_init(&line, "quire", terminal_options, count, words);
    struct notices notices = NOTICES_INIT;
    if (read_options(&line, &command, &status) && command_line_config(&line, true, &notices, &config, &status)) {
        status = run(&config, line.settings.config_path, command, &notices);
    }
    notices_finish(&notices);
    return status;
}
