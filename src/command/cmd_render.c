/* quire render: a file or a command's screen as a picture, drawn by the renderer of the window. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "config_look.h"
#include "headless.h"
#include "picture.h"
#include "terminal_setup.h"

enum {
    RENDER_OUTPUT = OPTION_OWN,
    RENDER_TIME_LIMIT,
    RENDER_NO_CURSOR,
    RENDER_FORMAT,
    RENDER_CROP,
    RENDER_WINDOW,
    RENDER_TITLE
};

const struct option_spec render_options[] = {
    {"--cols", "N", "cols", 0, "columns"},
    {"--rows", "N", "rows", 0, "rows"},
    {"--font", "FAMILY", "font-family", 0, "font"},
    {"--font-size", "PT", "font-size", 0, "size of the font in points"},
    {"--theme", "THEME", "theme", 0, "colours, see list-themes"},
    {"--output", "FILE", NULL, RENDER_OUTPUT, "where the picture goes, -: to standard output [quire.png]"},
    {"--format", "png|svg", NULL, RENDER_FORMAT, "what it is [as FILE ends, png]"},
    {"--crop", NULL, NULL, RENDER_CROP, "no larger than what there is to see"},
    {"--window", NULL, NULL, RENDER_WINDOW, "in a window with a title, for documentation"},
    {"--title", "TEXT", NULL, RENDER_TITLE, "its title [that of the program]"},
    {"--time-limit", "SECONDS", NULL, RENDER_TIME_LIMIT, "draw the command's screen after this time at the latest"},
    {"--no-cursor", NULL, NULL, RENDER_NO_CURSOR, "leave the cursor out"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE instead of the user's own file"},
    {NULL, NULL, NULL, 0, NULL},
};

struct render_plan {
    const char *output, *path, *format;
    char **command;
    bool runs_command;
    int64_t time_limit_ms;          /* -1: none */
    struct picture_options picture; /* what the options say of it */
};

static bool read_seconds(struct command_line *line, struct render_plan *plan, const char *value) {
    char *end;
    double seconds = strtod(value, &end);
    if (end == value || *end != '\0' || !(seconds >= 0 && seconds <= 86400)) {
        command_line_usage(line, "--time-limit cannot be '%s': it takes seconds, 0 to 86400", value);
        return false;
    }
    plan->time_limit_ms = (int64_t)(seconds * 1000);
    return true;
}

/* True: go on; otherwise end with *status. */
static bool read_options(struct command_line *line, struct render_plan *plan, int *status) {
    const char *value;
    *status = STATUS_USAGE;
    for (;;) {
        switch (command_line_next(line, &value)) {
        case OPTION_END:
            return true;
        case OPTION_TOLD:
            *status = STATUS_OK;
            return false;
        case RENDER_OUTPUT:
            plan->output = value;
            break;
        case RENDER_TIME_LIMIT:
            if (!read_seconds(line, plan, value)) {
                return false;
            }
            break;
        case RENDER_NO_CURSOR:
            plan->picture.no_cursor = true;
            break;
        case RENDER_FORMAT:
            plan->format = value;
            break;
        case RENDER_CROP:
            plan->picture.crop = true;
            break;
        case RENDER_WINDOW:
            plan->picture.window = true;
            break;
        case RENDER_TITLE:
            plan->picture.title = value;
            break;
        case OPTION_COMMAND:
            plan->runs_command = true;
            plan->command = line->next < line->count ? line->words + line->next : NULL;
            return true;
        case OPTION_OPERAND:
            if (plan->path != NULL) {
                command_line_usage(line, "more than one file: '%s' (a command begins with --)", value);
                return false;
            }
            plan->path = value;
            break;
        default:
            return false;
        }
    }
}

static struct quire_terminal *show_file(const struct config *config, struct terminal_size size, const char *path,
                                        char *error, size_t error_size) {
    bool is_stdin = path == NULL || strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "re");
    if (file == NULL) {
        snprintf(error, error_size, "cannot read '%s': %s", path, strerror(errno));
        return NULL;
    }
    struct quire_terminal *terminal =
        headless_show(config, size, file, is_stdin ? "standard input" : path, error, error_size);
    if (!is_stdin) {
        fclose(file);
    }
    return terminal;
}

static void warn(const char *text) {
    fprintf(stderr, "quire: %s\n", text);
}

static int run(const struct config *config, const struct render_plan *plan) {
    struct terminal_size size = {(uint32_t)config->cols, (uint32_t)config->rows, 0, 0};
    char error[512];
    struct picture_options options = plan->picture;
    options.font = config_font_options(config);
    if (!picture_cell_size(&options.font, &size.cell_width_px, &size.cell_height_px, error, sizeof error)) {
        return command_fail("%s", error);
    }
    struct quire_terminal *terminal =
        plan->runs_command ? headless_run(config, size, plan->command, plan->time_limit_ms, error, sizeof error)
                           : show_file(config, size, plan->path, error, sizeof error);
    if (terminal == NULL) {
        return command_fail("%s", error);
    }
    options.settings = config_renderer_settings(config);
    options.bold_is_bright = config->bold_is_bright;
    options.padding_px = (uint32_t)config->padding;
    options.warn = warn;
    bool drawn = picture_of_terminal(terminal, &options, plan->output, error, sizeof error);
    quire_terminal_destroy(terminal);
    return drawn ? STATUS_OK : command_fail("%s", error);
}

/* What is asked for, or what the file's name says. */
static bool choose_format(struct render_plan *plan) {
    const char *dot = plan->output != NULL ? strrchr(plan->output, '.') : NULL;
    const char *format = plan->format != NULL ? plan->format : dot != NULL && strcmp(dot, ".svg") == 0 ? "svg" : "png";
    plan->picture.format = strcmp(format, "svg") == 0 ? PICTURE_SVG : PICTURE_PNG;
    if (plan->output == NULL) {
        plan->output = plan->picture.format == PICTURE_SVG ? "quire.svg" : "quire.png";
    }
    return plan->picture.format == PICTURE_SVG || strcmp(format, "png") == 0;
}

int cmd_render(int count, char **words) {
    struct command_line line;
    struct render_plan plan = {.time_limit_ms = -1, .picture = PICTURE_OPTIONS_INIT};
    int status;
    command_line_init(&line, "quire render", render_options, count, words);
    if (!read_options(&line, &plan, &status)) {
        return status;
    }
    if (plan.runs_command && plan.path != NULL) {
        return command_line_usage(&line, "either a file or a command");
    }
    if (!choose_format(&plan)) {
        return command_line_usage(&line, "--format cannot be '%s': it is png or svg", plan.format);
    }
    const struct config_snapshot *settings = command_line_config(&line, true, NULL, &status);
    if (settings != NULL) {
        status = run(&settings->values, &plan);
        config_snapshot_release(settings);
    }
    return status;
}
