/* engine_kit.h - what the tests of the engine share: a terminal whose replies and events are noted as text, its screen
 * as text, and a random source. Only installed headers are used here. */
#ifndef ENGINE_KIT_H
#define ENGINE_KIT_H

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <quire/format.h>
#include <quire/frame.h>
#include <quire/selection.h>
#include <quire/terminal.h>

#include "test.h"

/* --- text that grows ------------------------------------------------------------------------------------------- */

struct text {
    char *bytes; /* terminated */
    size_t length, capacity;
};

static inline void text_add(struct text *text, const char *bytes, size_t length) {
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes)
            abort();
    }
    if (length > 0)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

static inline void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void text_addf(struct text *text, const char *format, ...) {
    char piece[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    text_add(text, piece, (size_t)length < sizeof piece ? (size_t)length : sizeof piece - 1);
}

/* The line behind the one that begins at `line`, or NULL. Not strchr: under the address sanitizer that looks at all
 * that follows each time (strict_string_checks), so a walk over the lines of a long text would be quadratic. */
static inline char *text_next_line(const struct text *text, const char *line) {
    char *end = memchr(line, '\n', (size_t)(text->bytes + text->length - line));
    return end ? end + 1 : NULL;
}

static inline void text_code_point(struct text *text, uint32_t c) {
    char bytes[4];
    size_t count = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = count; i-- > 1; c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(lead[count == 1 ? 0 : count] | c);
    text_add(text, bytes, count);
}

static inline void text_clear(struct text *text) {
    text->length = 0;
    text_add(text, "", 0);
}

static inline void text_free(struct text *text) {
    free(text->bytes);
    *text = (struct text){0};
}

static inline bool text_same(const struct text *a, const struct text *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

/* --- random ---------------------------------------------------------------------------------------------------- */

struct random {
    uint64_t state;
};

static inline uint32_t random_next(struct random *random) {
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t mixed = random->state ^ random->state >> 31;
    return (uint32_t)(mixed * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

/* Below `bound`. */
static inline uint32_t random_below(struct random *random, uint32_t bound) {
    return (uint32_t)((uint64_t)random_next(random) * bound >> 32);
}

static inline uint32_t random_between(struct random *random, uint32_t least, uint32_t greatest) {
    return least + random_below(random, greatest - least + 1);
}

/* --- a terminal ------------------------------------------------------------------------------------------------ */

struct kit {
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    struct text replies, events, screen, scratch;
};

static inline void kit_on_reply(void *user, const char *bytes, size_t length) {
    text_add(&((struct kit *)user)->replies, bytes, length);
}

/* Only what is not as usual: "id=x when=1 urgency=2 ...". */
static inline void kit_add_notification(struct text *to, const struct quire_notification *n) {
    const char *const texts[][2] = {{"id", n->id},       {"app", n->application},
                                    {"types", n->types}, {"icons", n->icon_names},
                                    {"sound", n->sound}, {"buttons", n->buttons}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i][1][0])
            text_addf(to, " %s=%s", texts[i][0], texts[i][1]);
    }
    if (n->occasion != QUIRE_NOTIFY_ALWAYS)
        text_addf(to, " when=%d", (int)n->occasion);
    if (n->urgency != QUIRE_URGENCY_NORMAL)
        text_addf(to, " urgency=%d", (int)n->urgency);
    text_addf(to, "%s%s%s", n->focus ? "" : " nofocus", n->report ? " report" : "", n->report_closed ? " closed" : "");
    if (n->timeout_ms != -1)
        text_addf(to, " ms=%d", n->timeout_ms);
}

static inline void kit_add_shell(struct text *to, const struct quire_shell_event *s) {
    static const char *const marks[] = {"prompt", "input", "output", "done"};
    text_addf(to, " %s", marks[s->mark]);
    if (s->mark == QUIRE_SHELL_PROMPT)
        text_addf(to, " %c%s%s%s", s->kind, s->redraw ? "" : " noredraw", s->special_key ? " key" : "",
                  s->click_events == 1   ? " clicks"
                  : s->click_events == 2 ? " relative clicks"
                                         : "");
    if (s->mark == QUIRE_SHELL_DONE)
        text_addf(to, " %d", s->exit_status);
    if (s->id_length > 0)
        text_addf(to, " id=%.*s", (int)s->id_length, s->id);
    if (s->command_length > 0)
        text_addf(to, " [%.*s]", (int)s->command_length, s->command);
}

static inline void kit_add_clipboard(struct text *to, const struct quire_clipboard_request *c) {
    text_addf(to, "%s%s%s", c->primary ? " primary" : "", c->id[0] ? " id=" : "", c->id);
    text_addf(to, "%s%s%s%s", c->name[0] ? " name=" : "", c->name, c->password[0] ? " pw=" : "", c->password);
    for (size_t i = 0; i < c->count; i++) {
        text_addf(to, " %s", c->items[i].mime);
        if (c->items[i].data) {
            text_add(to, "=", 1);
            text_add(to, c->items[i].data, c->items[i].length);
        }
    }
}

/* One event as "NAME text;", with the numbers of those that have some. */
static inline void kit_on_event(void *user, const struct quire_event *event) {
    static const char *const names[] = {"NONE",      "TITLE",  "ICON",     "BELL",    "CLIPBOARD_SET", "CLIPBOARD",
                                        "DIRECTORY", "NOTIFY", "PROGRESS", "POINTER", "RESIZE",        "WINDOW",
                                        "COLORS",    "MODES",  "UNKNOWN",  "SHELL",   "VARIABLE",      "HOST",
                                        "CLOSE",     "ALIVE",  "WRITE",    "READ"};
    struct text *to = &((struct kit *)user)->events;
    text_addf(to, "%s", names[event->type]);
    if (event->selection)
        text_addf(to, " %c", event->selection);
    if (event->title_length > 0) {
        text_add(to, " ", 1);
        text_add(to, event->title, event->title_length);
        text_add(to, " /", 2);
    }
    if (event->text_length > 0) {
        text_add(to, " ", 1);
        text_add(to, event->text, event->text_length);
    }
    if (event->type == QUIRE_EVENT_PROGRESS)
        text_addf(to, " %d %d", event->state, event->value);
    if (event->type == QUIRE_EVENT_RESIZE_REQUEST || event->type == QUIRE_EVENT_WINDOW)
        text_addf(to, " %d %dx%d", event->value, event->cols, event->rows);
    if (event->notification)
        kit_add_notification(to, event->notification);
    if (event->shell)
        kit_add_shell(to, event->shell);
    if (event->clipboard)
        kit_add_clipboard(to, event->clipboard);
    text_add(to, ";", 1);
}

static inline void kit_open_with(struct kit *kit, struct quire_terminal_options options) {
    *kit = (struct kit){0};
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), kit, kit_on_reply, kit_on_event, NULL, NULL};
    if (quire_terminal_create(&options, &kit->terminal) != QUIRE_OK ||
        quire_frame_create(NULL, &kit->frame) != QUIRE_OK)
        abort();
    text_clear(&kit->replies);
    text_clear(&kit->events);
}

static inline void kit_open(struct kit *kit, uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = cols;
    options.rows = rows;
    kit_open_with(kit, options);
}

static inline void kit_report(void *user, const char *breach) {
    (void)user;
    printf("  breach: %s\n", breach);
}

static inline bool kit_sound(const struct kit *kit) {
    return quire_terminal_verify(kit->terminal, kit_report, NULL) == 0;
}

/* Lets everything go, whatever state it is in. */
static inline void kit_drop(struct kit *kit) {
    quire_frame_destroy(kit->frame);
    quire_terminal_destroy(kit->terminal);
    text_free(&kit->replies);
    text_free(&kit->events);
    text_free(&kit->screen);
    text_free(&kit->scratch);
}

static inline void kit_close(struct kit *kit) {
    CHECK(kit_sound(kit));
    kit_drop(kit);
}

static inline void feed(struct kit *kit, const char *text) {
    CHECK_INT(quire_terminal_feed(kit->terminal, text, strlen(text)), QUIRE_OK);
}

static inline struct quire_terminal_info kit_info(const struct kit *kit) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    CHECK_INT(quire_terminal_get_info(kit->terminal, &info), QUIRE_OK);
    return info;
}

/* --- what is shown --------------------------------------------------------------------------------------------- */

/* Adds a row of the frame, without blanks at its end. */
static inline void kit_add_row(struct kit *kit, struct text *to, uint32_t row) {
    static struct quire_frame_cell cells[QUIRE_MAX_COLUMNS];
    uint32_t cols = quire_frame_row(kit->frame, row, cells, QUIRE_MAX_COLUMNS);
    size_t end = to->length;
    for (uint32_t x = 0; x < cols; x++) {
        if (cells[x].width == 0)
            continue;
        if (cells[x].text_length == 0)
            text_add(to, " ", 1);
        for (uint32_t i = 0; i < cells[x].text_length; i++)
            text_code_point(to, cells[x].text[i]);
        if (cells[x].text_length > 0 && cells[x].text[0] != ' ')
            end = to->length;
    }
    to->length = end;
    text_add(to, "", 0);
}

/* The rows in view, '|' between them, empty ones at the end left out. */
static inline const char *kit_view(struct kit *kit) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    text_clear(&kit->screen);
    if (quire_frame_update(kit->frame, kit->terminal) != QUIRE_OK ||
        quire_frame_get_info(kit->frame, &info) != QUIRE_OK)
        return "(no frame)";
    size_t end = 0;
    for (uint32_t row = 0; row < info.rows; row++) {
        size_t before = kit->screen.length;
        if (row > 0)
            text_add(&kit->screen, "|", 1);
        kit_add_row(kit, &kit->screen, row);
        if (kit->screen.length > before + (row > 0))
            end = kit->screen.length;
    }
    kit->screen.length = end;
    kit->screen.bytes[end] = 0;
    return kit->screen.bytes;
}

static inline bool kit_collect(void *user, const char *bytes, size_t length) {
    text_add(user, bytes, length);
    return true;
}

static inline void kit_format(const struct kit *kit, enum quire_format format, struct text *to) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = format;
    text_clear(to);
    CHECK_INT(quire_format_write(kit->terminal, &options, kit_collect, to), QUIRE_OK);
}

/* Documents, replies and events: all that a host can ask two terminals for. */
static inline bool kit_same_documents(const struct kit *a, const struct kit *b) {
    static const enum quire_format formats[] = {QUIRE_FORMAT_JSON, QUIRE_FORMAT_VT, QUIRE_FORMAT_HTML,
                                                QUIRE_FORMAT_TEXT};
    struct text first = {0}, second = {0};
    bool same = text_same(&a->replies, &b->replies) && text_same(&a->events, &b->events);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        kit_format(a, formats[i], &first);
        kit_format(b, formats[i], &second);
        same = same && text_same(&first, &second);
    }
    text_free(&first);
    text_free(&second);
    return same;
}

/* The runs of a row of the screen as the JSON format has them, with ' for ". */
static inline const char *kit_look(struct kit *kit, uint32_t row) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = QUIRE_FORMAT_JSON;
    options.history_rows = 0;
    text_clear(&kit->scratch);
    if (quire_format_write(kit->terminal, &options, kit_collect, &kit->scratch) != QUIRE_OK)
        return "(no JSON)";
    char *line = kit->scratch.bytes;
    for (uint32_t i = 0; i < row + 2 && line; i++)
        line = text_next_line(&kit->scratch, line);
    line = line ? strchr(line, '[') : NULL;
    char *end = line ? strchr(line, '}') : NULL;
    if (!end)
        return "(no such row)";
    for (char *c = line; c < end; c++)
        *c = (char)(*c == '"' ? '\'' : *c);
    if (strncmp(end - 5, ":true", 5) == 0)
        end -= 15; /* ,"wrapped":true */
    *end = 0;
    return line;
}

/* "row,col" of the cursor, with "+" while a wrap is pending. */
static inline const char *kit_cursor(const struct kit *kit) {
    static char text[32];
    struct quire_terminal_info info = kit_info(kit);
    snprintf(text, sizeof text, "%u,%u%s", info.cursor_row, info.cursor_col, info.cursor_pending_wrap ? "+" : "");
    return text;
}

/* What was replied, or told as events, since the last time. */
static inline const char *kit_take(struct text *from) {
    static struct text taken;
    text_clear(&taken);
    text_add(&taken, from->bytes, from->length);
    text_clear(from);
    return taken.bytes;
}

#endif
