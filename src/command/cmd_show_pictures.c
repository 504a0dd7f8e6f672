/* quire show: pictures on the terminal at hand, in the best words that it understands. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "commands.h"
#include "show_kitty.h"
#include "show_print.h"
#include "show_write.h"
#include "terminal_ask.h"

enum {
    SHOW_PROTOCOL = OPTION_OWN,
    SHOW_WIDTH,
    SHOW_HEIGHT,
    SHOW_FIT,
    SHOW_ALIGN,
    SHOW_NO_SCALE_UP,
    SHOW_PLACE,
    SHOW_NO_ANIMATION,
    SHOW_LOOP,
    SHOW_COLORS,
    SHOW_NAME,
    SHOW_CLEAR,
    SHOW_TIME_LIMIT
};

const struct option_spec show_options[] = {
    {"--protocol", "kitty|iterm2|sixel|blocks", NULL, SHOW_PROTOCOL, "how [the best that the terminal answers to]"},
    {"--width", "N|Npx|N%", NULL, SHOW_WIDTH, "so wide: cells, pixels, or of the window [its own, if it fits]"},
    {"--height", "N|Npx|N%", NULL, SHOW_HEIGHT, "so high"},
    {"--fit", "inside|width|stretch|none", NULL, SHOW_FIT, "into both sides, the width alone, exactly, or not at all"},
    {"--align", "left|center|right", NULL, SHOW_ALIGN, "where on the line [left]"},
    {"--no-scale-up", NULL, NULL, SHOW_NO_SCALE_UP, "never larger than it is"},
    {"--place", "COLSxROWS@XxY", NULL, SHOW_PLACE, "inside of these cells of the window, from 0; one file"},
    {"--no-animation", NULL, NULL, SHOW_NO_ANIMATION, "the first frame alone (it is with sixel and blocks)"},
    {"--loop", "N", NULL, SHOW_LOOP, "play an animation N times, 0: for ever [as it says] (kitty)"},
    {"--colors", "24bit|256", NULL, SHOW_COLORS, "of blocks [24bit where COLORTERM says so]"},
    {"--name", NULL, NULL, SHOW_NAME, "the file's name below it"},
    {"--clear", NULL, NULL, SHOW_CLEAR, "take all pictures off the screen first (kitty)"},
    {"--time-limit", "SECONDS", NULL, SHOW_TIME_LIMIT, "how long the terminal may take to answer [2]"},
    {NULL, NULL, NULL, 0, NULL},
};

struct show_plan {
    enum show_protocol protocol;
    struct show_wish wish;
    struct show_job job;
    bool clears, chooses_colors, full_color;
    int limit_ms;
    const char **paths; /* room for all words */
    int path_count;
};

/* The number of a word in a list that ends with NULL; -1: it is none. */
static int word_index(const char *word, const char *const *words) {
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static bool read_number(const char *text, double most, double *number) {
    char *end;
    *number = strtod(text, &end);
    return end != text && *end == '\0' && *number >= 0 && *number <= most;
}

static bool take_word(int id, const char *value, struct show_plan *plan) {
    static const char *const fits[] = {"inside", "width", "stretch", "none", NULL};
    static const char *const aligns[] = {"left", "center", "right", NULL};
    static const char *const colors[] = {"256", "24bit", NULL};
    int index = word_index(value, id == SHOW_FIT ? fits : id == SHOW_ALIGN ? aligns : colors);
    if (id == SHOW_FIT) {
        plan->wish.fit = (enum show_fit)index;
    } else if (id == SHOW_ALIGN) {
        plan->wish.align = (enum show_align)index;
    } else {
        plan->chooses_colors = true;
        plan->full_color = index == 1;
    }
    return index >= 0;
}

static bool take_number(int id, const char *value, struct show_plan *plan) {
    double number;
    if (!read_number(value, id == SHOW_LOOP ? 1000000 : 60, &number)) {
        return false;
    }
    if (id == SHOW_LOOP) {
        plan->job.has_rounds = true;
        plan->job.rounds = (uint32_t)number;
    } else {
        plan->limit_ms = (int)(number * 1000);
    }
    return true;
}

/* False: the option cannot have this value. */
static bool take_value(int id, const char *value, struct show_plan *plan) {
    switch (id) {
    case SHOW_PROTOCOL:
        return show_protocol_named(value, &plan->protocol);
    case SHOW_WIDTH:
        return show_length_parse(value, &plan->wish.width);
    case SHOW_HEIGHT:
        return show_length_parse(value, &plan->wish.height);
    case SHOW_PLACE:
        return show_place_parse(value, &plan->wish.place);
    case SHOW_LOOP:
    case SHOW_TIME_LIMIT:
        return take_number(id, value, plan);
    default:
        return take_word(id, value, plan);
    }
}

/* True: it was one without a value. */
static bool take_switch(int id, struct show_plan *plan) {
    bool *what = id == SHOW_NO_SCALE_UP    ? &plan->wish.no_scale_up
                 : id == SHOW_NO_ANIMATION ? &plan->job.no_animation
                 : id == SHOW_NAME         ? &plan->job.prints_name
                 : id == SHOW_CLEAR        ? &plan->clears
                                           : NULL;
    if (what != NULL) {
        *what = true;
    }
    return what != NULL;
}

static const char *value_of(int id) {
    for (const struct option_spec *option = show_options; option->name != NULL; option++) {
        if (option->id == id) {
            return option->value;
        }
    }
    return "";
}

static const char *name_of(int id) {
    const struct option_spec *option = show_options;
    while (option->id != id) {
        option++;
    }
    return option->name;
}

/* True: go on; otherwise end with *status. */
static bool read_options(struct command_line *line, struct show_plan *plan, int *status) {
    const char *value;
    int id;
    *status = STATUS_USAGE;
    while ((id = command_line_next(line, &value)) != OPTION_END) {
        if (id == OPTION_TOLD || id == OPTION_ERROR) {
            *status = id == OPTION_TOLD ? STATUS_OK : STATUS_USAGE;
            return false;
        }
        if (id == OPTION_COMMAND) { /* --: what follows are files, whatever they are called */
            while (line->next < line->count) {
                plan->paths[plan->path_count++] = line->words[line->next++];
            }
        } else if (id == OPTION_OPERAND) {
            plan->paths[plan->path_count++] = value;
        } else if (!take_switch(id, plan) && !take_value(id, value, plan)) {
            command_line_usage(line, "%s cannot be '%s': it takes %s", name_of(id), value, value_of(id));
            return false;
        }
    }
    return true;
}

static bool check_plan(const struct command_line *line, const struct show_plan *plan) {
    const struct show_wish *wish = &plan->wish;
    bool has_size = wish->width.unit != SHOW_NOT_GIVEN || wish->height.unit != SHOW_NOT_GIVEN;
    const char *wrong = plan->path_count == 0 && !plan->clears ? "it needs a file, - for standard input"
                        : wish->place.given && plan->path_count > 1
                            ? "--place takes one file: others would lie on top of it"
                        : wish->place.given && has_size ? "--place has a width and a height of its own"
                        : wish->fit == SHOW_FIT_STRETCH && !wish->place.given &&
                                (wish->width.unit == SHOW_NOT_GIVEN || wish->height.unit == SHOW_NOT_GIVEN)
                            ? "--fit stretch needs --width and --height, or --place"
                            : NULL;
    if (wrong != NULL) {
        command_line_usage(line, "%s", wrong);
    }
    return wrong == NULL;
}

static void window_size(int fd, struct show_window_size *window) {
    struct winsize size;
    memset(window, 0, sizeof *window);
    if (ioctl(fd >= 0 ? fd : STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        *window = (struct show_window_size){size.ws_col, size.ws_row, size.ws_xpixel, size.ws_ypixel};
    }
}

/* A terminal without a name, or with one of those, prints what it does not know. */
static bool understands_questions(const struct show_environment *environment) {
    static const char *const dumb[] = {"", "dumb", "linux", "unknown", NULL};
    return environment->term != NULL && word_index(environment->term, dumb) < 0;
}

static void find_terminal(const struct show_plan *plan, struct show_terminal *terminal) {
    struct terminal_answers answers;
    struct show_window_size window;
    struct show_environment environment = {getenv("TERM_PROGRAM"), getenv("LC_TERMINAL"), getenv("COLORTERM"),
                                           getenv("TERM"), getenv("TMUX")};
    int fd = terminal_ask_open();
    memset(&answers, 0, sizeof answers);
    if (fd >= 0 && understands_questions(&environment)) {
        terminal_ask(fd, environment.tmux != NULL && environment.tmux[0] != '\0', plan->limit_ms, &answers);
    }
    window_size(fd, &window);
    show_choose(&answers, &environment, &window, plan->protocol, terminal);
    if (plan->chooses_colors) {
        terminal->full_color = plan->full_color;
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* Sends what there is. False: told. */
static bool send(const struct show_output *output, const struct show_terminal *terminal) {
    struct show_output end = {NULL, 0, 0, false};
    if (terminal->protocol == SHOW_KITTY) {
        show_kitty_break_off(&end, terminal->in_tmux);
    }
    show_output_text(&end, "\033\\\033[0m\n");
    bool sent = show_write(STDOUT_FILENO, output, &end);
    if (!sent) {
        command_fail("show: cannot write: %s", errno == EINTR ? "a signal came in between" : strerror(errno));
    }
    show_output_finish(&end);
    return sent;
}

/* One file. *writable: false when nothing more can be sent. */
static bool show_file(const char *path, const struct show_plan *plan, const struct show_terminal *terminal,
                      bool *writable) {
    struct show_output output = {NULL, 0, 0, false};
    struct show_file file;
    struct show_job job = plan->job;
    char error[256];
    bool is_stdin = strcmp(path, "-") == 0;
    job.terminal = terminal;
    job.wish = &plan->wish;
    job.name = is_stdin ? "standard input" : path;
    bool shown = show_file_read(path, &file, error, sizeof error);
    if (shown) {
        shown = show_print(&output, &file, &job, error, sizeof error);
        show_file_finish(&file);
    }
    if (!shown) {
        command_fail("show: '%s' %s", job.name, error);
    } else {
        shown = *writable = send(&output, terminal);
    }
    show_output_finish(&output);
    return shown;
}

static int run(struct show_plan *plan) {
    struct decoder_process decoder = DECODER_PROCESS_INIT;
    struct show_terminal terminal;
    bool writable = true, all = true;
    find_terminal(plan, &terminal);
    plan->job.decoder = &decoder;
    if (plan->clears && terminal.protocol == SHOW_KITTY) {
        struct show_output output = {NULL, 0, 0, false};
        show_kitty_clear(&output, terminal.in_tmux);
        all = writable = send(&output, &terminal);
        show_output_finish(&output);
    } else if (plan->clears) {
        all =
            command_fail("show: --clear is for kitty's protocol; other pictures go as text does (clear)") == STATUS_OK;
    }
    for (int i = 0; i < plan->path_count && writable; i++) {
        all &= show_file(plan->paths[i], plan, &terminal, &writable);
    }
    decoder_process_stop(&decoder);
    return all ? STATUS_OK : STATUS_FAILED;
}

int cmd_show(int count, char **words) {
    struct command_line line;
    struct show_plan plan = {.protocol = SHOW_AUTO, .limit_ms = 2000};
    int status;
    plan.paths = malloc(((size_t)count + 1) * sizeof *plan.paths);
    if (plan.paths == NULL) {
        return command_fail("no memory");
    }
    command_line_init(&line, "quire show", show_options, count, words);
    if (read_options(&line, &plan, &status)) {
        status = check_plan(&line, &plan) ? run(&plan) : STATUS_USAGE;
    }
    free(plan.paths);
    return status;
}
