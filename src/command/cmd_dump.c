/* quire dump: bytes in, screen and history out. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <quire/format.h>
#include <quire/terminal.h>

#include "byte_buffer.h"
#include "commands.h"
#include "terminal_setup.h"

enum { DUMP_RESIZE = OPTION_OWN, DUMP_FORMAT };

const struct option_spec dump_options[] = {
    {"--cols", "N", "cols", 0, "columns"},
    {"--rows", "N", "rows", 0, "rows"},
    {"--scrollback", "N", "scrollback", 0, "rows of history to keep and print, the newest"},
    {"--resize", "OFFSET:COLSxROWS", NULL, DUMP_RESIZE, "resize after OFFSET bytes; may be repeated, in order"},
    {"--format", "text|json|html|vt", NULL, DUMP_FORMAT, "what to print [text]"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting that concerns the engine"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE [none]"},
    {NULL, NULL, NULL, 0, NULL},
};

struct dump_resize {
    uint64_t offset;
    uint32_t cols, rows;
};

struct dump_plan {
    struct dump_resize *resizes;
    size_t resize_count;
    enum quire_format format;
    const char *path; /* NULL: standard input */
};

/* Reads digits only, up to `limit`. */
static bool read_number(const char **text, uint64_t limit, uint64_t *number) {
    const char *at = *text;
    uint64_t value = 0;
    while (*at >= '0' && *at <= '9') {
        value = value * 10 + (uint64_t)(*at - '0');
        if (value > limit) {
            return false;
        }
        at++;
    }
    bool any = at != *text;
    *text = at;
    *number = value;
    return any;
}

static bool parse_resize(const char *text, struct dump_resize *resize) {
    uint64_t cols, rows;
    if (!read_number(&text, UINT64_MAX / 16, &resize->offset) || *text++ != ':' ||
        !read_number(&text, QUIRE_MAX_COLUMNS, &cols) || *text++ != 'x' || !read_number(&text, QUIRE_MAX_ROWS, &rows) ||
        *text != '\0') {
        return false;
    }
    resize->cols = (uint32_t)cols;
    resize->rows = (uint32_t)rows;
    return cols > 0 && rows > 0 && cols * rows <= QUIRE_MAX_CELLS;
}

static bool add_resize(struct command_line *line, struct dump_plan *plan, const char *value) {
    struct dump_resize resize;
    if (!parse_resize(value, &resize)) {
        command_line_usage(line, "--resize cannot be '%s': it takes OFFSET:COLSxROWS", value);
        return false;
    }
    struct dump_resize *grown = realloc(plan->resizes, (plan->resize_count + 1) * sizeof *grown);
    if (grown == NULL) {
        command_fail("no memory");
        return false;
    }
    plan->resizes = grown;
    plan->resizes[plan->resize_count++] = resize;
    return true;
}

static bool set_format(struct command_line *line, struct dump_plan *plan, const char *value) {
    static const char *const names[] = {[QUIRE_FORMAT_TEXT] = "text",
                                        [QUIRE_FORMAT_JSON] = "json",
                                        [QUIRE_FORMAT_HTML] = "html",
                                        [QUIRE_FORMAT_VT] = "vt"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], value) == 0) {
            plan->format = (enum quire_format)i;
            return true;
        }
    }
    command_line_usage(line, "--format cannot be '%s': it takes text|json|html|vt", value);
    return false;
}

/* True: go on; otherwise end with *status. */
static bool read_options(struct command_line *line, struct dump_plan *plan, int *status) {
    const char *value;
    *status = STATUS_USAGE;
    for (;;) {
        switch (command_line_next(line, &value)) {
        case OPTION_END:
            return true;
        case OPTION_TOLD:
            *status = STATUS_OK;
            return false;
        case DUMP_RESIZE:
            if (!add_resize(line, plan, value)) {
                return false;
            }
            break;
        case DUMP_FORMAT:
            if (!set_format(line, plan, value)) {
                return false;
            }
            break;
        case OPTION_OPERAND:
            if (plan->path != NULL) {
                command_line_usage(line, "more than one file: '%s'", value);
                return false;
            }
            plan->path = value;
            break;
        case OPTION_COMMAND:
            command_line_usage(line, "dump runs no command");
            return false;
        default:
            return false;
        }
    }
}

static void take_reply(void *user, const char *bytes, size_t length) {
    byte_buffer_append(user, bytes, length);
}

/* Feeds `length` bytes that begin at `offset` of the input, resizing in between. */
static void feed_piece(struct quire_terminal *terminal, const struct dump_plan *plan, size_t *next, uint64_t offset,
                       const char *bytes, size_t length) {
    size_t done = 0;
    while (*next < plan->resize_count && plan->resizes[*next].offset <= offset + length) {
        const struct dump_resize *resize = &plan->resizes[(*next)++];
        if (resize->offset > offset + done) {
            size_t upto = (size_t)(resize->offset - offset);
            quire_terminal_feed(terminal, bytes + done, upto - done);
            done = upto;
        }
        quire_terminal_resize(terminal, resize->cols, resize->rows, 0, 0);
    }
    quire_terminal_feed(terminal, bytes + done, length - done);
}

static bool feed_file(struct quire_terminal *terminal, const struct dump_plan *plan) {
    static char piece[65536];
    bool is_stdin = plan->path == NULL || strcmp(plan->path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(plan->path, "re");
    uint64_t offset = 0;
    size_t got = 0, next = 0;
    bool readable = file != NULL;
    if (readable) {
        feed_piece(terminal, plan, &next, 0, piece, 0); /* resizes at 0, even when there is no input */
        errno = 0;
        while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
            feed_piece(terminal, plan, &next, offset, piece, got);
            offset += got;
        }
        readable = ferror(file) == 0;
    }
    if (!readable) {
        command_fail("cannot read '%s': %s", is_stdin ? "standard input" : plan->path, strerror(errno));
    }
    if (file != NULL && !is_stdin) {
        fclose(file);
    }
    return readable;
}

static bool write_out(void *user, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, user) == length;
}

static int print(struct quire_terminal *terminal, const struct dump_plan *plan, uint64_t history_rows,
                 const struct byte_buffer *replies) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = plan->format;
    options.history_rows = history_rows;
    options.replies = replies->bytes;
    options.replies_length = replies->length;
    errno = 0;
    enum quire_result result = quire_format_write(terminal, &options, write_out, stdout);
    if (result != QUIRE_OK && result != QUIRE_LIMIT) {
        return command_fail("cannot print the screen: %s", quire_result_text(result));
    }
    if (fflush(stdout) != 0 || result != QUIRE_OK) {
        return command_fail("cannot write: %s", strerror(errno));
    }
    return STATUS_OK;
}

static int run(const struct config *config, const struct dump_plan *plan) {
    struct byte_buffer replies = {NULL, 0, 0};
    struct quire_callbacks callbacks = {sizeof callbacks, &replies, take_reply, NULL, NULL, NULL};
    struct terminal_size size = {(uint32_t)config->cols, (uint32_t)config->rows, 0, 0};
    char error[256];
    struct quire_terminal *terminal =
        terminal_setup(config, size, (uint64_t)config->scrollback, NULL, &callbacks, NULL, error, sizeof error);
    if (terminal == NULL) {
        command_fail("%s", error);
        return STATUS_USAGE;
    }
    int status =
        feed_file(terminal, plan) ? print(terminal, plan, (uint64_t)config->scrollback, &replies) : STATUS_FAILED;
    quire_terminal_destroy(terminal);
    byte_buffer_finish(&replies);
    return status;
}

int cmd_dump(int count, char **words) {
    struct command_line line;
    struct dump_plan plan = {NULL, 0, QUIRE_FORMAT_TEXT, NULL};
    const struct config_snapshot *settings;
    int status;
    command_line_init(&line, "quire dump", dump_options, count, words);
    if (read_options(&line, &plan, &status) && (settings = command_line_config(&line, false, NULL, &status)) != NULL) {
        status = run(&settings->values, &plan);
        config_snapshot_release(settings);
    }
    free(plan.resizes);
    return status;
}
