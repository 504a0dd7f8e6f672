#define _GNU_SOURCE
#include "search_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/width.h>

static struct search_line *line_of(struct ui_mode *mode) {
    return (struct search_line *)(void *)mode; /* its first member */
}

static uint32_t columns(const char *text, size_t length) {
    return (uint32_t)quire_utf8_columns(text, length, false);
}

/* --- places in the text ---------------------------------------------------------------------------------------- */

/* The cluster that begins with a byte: where it ends. */
static size_t next_place(const char *text, size_t length, size_t at) {
    struct quire_cluster_span span = QUIRE_CLUSTER_SPAN_INIT;
    bool is_there = at < length && quire_utf8_cluster_next(text + at, length - at, false, &span) == QUIRE_OK;
    return is_there && span.length > 0 ? at + span.length : length;
}

static size_t place_before(const struct search_line *line, size_t at) {
    size_t before = 0;
    for (size_t next = 0; next < at; next = next_place(line->text, line->length, next)) {
        before = next;
    }
    return before;
}

static bool is_blank_before(const struct search_line *line, size_t at) {
    return line->text[at - 1] == ' ';
}

static size_t word_before(const struct search_line *line) {
    size_t at = line->cursor;
    while (at > 0 && is_blank_before(line, at)) {
        at--;
    }
    while (at > 0 && !is_blank_before(line, at)) {
        at--;
    }
    return at;
}

static size_t word_behind(const struct search_line *line) {
    size_t at = line->cursor;
    while (at < line->length && line->text[at] == ' ') {
        at++;
    }
    while (at < line->length && line->text[at] != ' ') {
        at++;
    }
    return at;
}

/* --- changes --------------------------------------------------------------------------------------------------- */

static void changed(struct search_line *line) {
    line->was_entered = false;
    ui_stack_show(line->stack);
    line->sink.changed(line->sink.user);
}

static void go_to(struct search_line *line, size_t place) {
    line->cursor = place;
    ui_stack_show(line->stack);
}

static void delete_range(struct search_line *line, size_t from, size_t to) {
    if (from < to) {
        memmove(line->text + from, line->text + to, line->length - to);
        line->length -= to - from;
        line->cursor = from;
        changed(line);
    }
}

/* As much as fits, whole characters. */
static size_t fitting(const char *text, size_t length, size_t room) {
    size_t at = 0, next;
    while (at < length && (next = next_place(text, length, at)) <= room) {
        at = next;
    }
    return at;
}

/* The first line of a text, without controls. */
static size_t clean(char *to, const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length && text[i] != '\n' && text[i] != '\r'; i++) {
        if ((unsigned char)text[i] >= 0x20 && text[i] != 0x7F && count < SEARCH_LINE_MAX) {
            to[count++] = text[i];
        }
    }
    while (count == SEARCH_LINE_MAX && (to[count - 1] & 0xC0) == 0x80) { /* it may have been cut in a character */
        count--;
    }
    return count - (count > 0 && (to[count - 1] & 0xC0) == 0xC0);
}

static void insert(struct search_line *line, const char *text, size_t length) {
    char cleaned[SEARCH_LINE_MAX];
    size_t count = clean(cleaned, text, length);
    count = fitting(cleaned, count, SEARCH_LINE_MAX - line->length);
    if (count == 0) {
        return;
    }
    memmove(line->text + line->cursor + count, line->text + line->cursor, line->length - line->cursor);
    memcpy(line->text + line->cursor, cleaned, count);
    line->length += count;
    line->cursor += count;
    line->recalled = line->past_count;
    changed(line);
}

static void set_text(struct search_line *line, const char *text) {
    size_t count = clean(line->text, text, strlen(text));
    line->length = line->cursor = fitting(line->text, count, SEARCH_LINE_MAX);
}

static void toggle_regex(struct search_line *line) {
    line->is_regex = !line->is_regex;
    changed(line);
}

/* --- searches before this one ---------------------------------------------------------------------------------- */

static void forget_past(struct search_line *line, unsigned index) {
    free(line->past[index]);
    memmove(&line->past[index], &line->past[index + 1], (line->past_count - index - 1) * sizeof line->past[0]);
    line->past_count--;
}

/* The same text again is moved to the end. Without memory it is not remembered. */
static void remember(struct search_line *line) {
    char *text = line->length > 0 ? strndup(line->text, line->length) : NULL;
    if (text == NULL) {
        return;
    }
    for (unsigned i = line->past_count; i-- > 0;) {
        if (strcmp(line->past[i], text) == 0) {
            forget_past(line, i);
        }
    }
    if (line->past_count == SEARCH_LINE_PAST) {
        forget_past(line, 0);
    }
    line->past[line->past_count++] = text;
    line->recalled = line->past_count;
}

static void recall(struct search_line *line, bool older) {
    if (older ? line->recalled == 0 : line->recalled >= line->past_count) {
        return;
    }
    line->recalled += older ? -1u : 1u;
    set_text(line, line->recalled < line->past_count ? line->past[line->recalled] : "");
    changed(line);
}

/* --- keys ------------------------------------------------------------------------------------------------------ */

static void enter(struct search_line *line, bool older) {
    remember(line);
    line->was_entered = true;
    line->sink.step(line->sink.user, older);
}

/* Keys that mean the same with and without shift, but for enter. */
static bool take_named(struct search_line *line, enum quire_key key, bool shift) {
    switch (key) {
    case QUIRE_KEY_ENTER:
    case QUIRE_KEY_KP_ENTER:
    case QUIRE_KEY_F3:
        enter(line, !shift);
        return true;
    case QUIRE_KEY_ESCAPE:
        search_line_close(line);
        return true;
    case QUIRE_KEY_BACKSPACE:
        delete_range(line, place_before(line, line->cursor), line->cursor);
        return true;
    default:
        return false;
    }
}

static bool take_plain(struct search_line *line, enum quire_key key) {
    switch (key) {
    case QUIRE_KEY_DELETE:
        delete_range(line, line->cursor, next_place(line->text, line->length, line->cursor));
        return true;
    case QUIRE_KEY_LEFT:
        go_to(line, place_before(line, line->cursor));
        return true;
    case QUIRE_KEY_RIGHT:
        go_to(line, next_place(line->text, line->length, line->cursor));
        return true;
    case QUIRE_KEY_HOME:
        go_to(line, 0);
        return true;
    case QUIRE_KEY_END:
        go_to(line, line->length);
        return true;
    case QUIRE_KEY_UP:
    case QUIRE_KEY_DOWN:
        recall(line, key == QUIRE_KEY_UP);
        return true;
    default:
        return key == QUIRE_KEY_TAB;
    }
}

/* The letter where the layout has it, or where a US keyboard has it (for layouts without Latin letters). */
static uint32_t letter_of(const struct quire_key_event *event) {
    bool is_latin = event->character >= 'a' && event->character <= 'z';
    return event->key != QUIRE_KEY_CHARACTER ? 0 : is_latin ? event->character : event->base;
}

static bool take_ctrl_letter(struct search_line *line, uint32_t letter) {
    switch (letter) {
    case 'u':
        delete_range(line, 0, line->cursor);
        return true;
    case 'k':
        delete_range(line, line->cursor, line->length);
        return true;
    case 'w':
        delete_range(line, word_before(line), line->cursor);
        return true;
    case 'h':
        return take_named(line, QUIRE_KEY_BACKSPACE, false);
    case 'd':
        return take_plain(line, QUIRE_KEY_DELETE);
    case 'a':
        return take_plain(line, QUIRE_KEY_HOME);
    case 'e':
        return take_plain(line, QUIRE_KEY_END);
    case 'g':
        return take_named(line, QUIRE_KEY_ESCAPE, false);
    default:
        return false;
    }
}

static bool take_ctrl(struct search_line *line, const struct quire_key_event *event) {
    switch (event->key) {
    case QUIRE_KEY_LEFT:
        go_to(line, word_before(line));
        return true;
    case QUIRE_KEY_RIGHT:
        go_to(line, word_behind(line));
        return true;
    case QUIRE_KEY_BACKSPACE:
        return take_ctrl_letter(line, 'w');
    default:
        return take_ctrl_letter(line, letter_of(event));
    }
}

static bool take_text_of(struct search_line *line, const struct quire_key_event *event) {
    if (event->key != QUIRE_KEY_CHARACTER || event->text_length == 0 || (unsigned char)event->text[0] < 0x20) {
        return false;
    }
    insert(line, event->text, event->text_length);
    return true;
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    struct search_line *line = line_of(mode);
    uint32_t mods = event->mods & ~(uint32_t)(QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK);
    bool shift = mods == QUIRE_MOD_SHIFT;
    (void)now;
    if (event->action == QUIRE_KEY_RELEASE) {
        return false;
    }
    if (mods == QUIRE_MOD_CTRL) {
        return take_ctrl(line, event);
    }
    if (mods == QUIRE_MOD_ALT && letter_of(event) == 'r') {
        toggle_regex(line);
        return true;
    }
    return (mods == 0 || shift) && (take_named(line, event->key, shift) || (!shift && take_plain(line, event->key)) ||
                                    take_text_of(line, event));
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    struct search_line *line = line_of(mode);
    (void)now;
    if (text->kind == UI_TEXT_COMPOSED) {
        size_t count = clean(line->composed, text->bytes, text->length);
        line->composed[fitting(line->composed, count, SEARCH_LINE_MAX)] = '\0';
        ui_stack_show(line->stack);
        return true;
    }
    line->composed[0] = '\0';
    insert(line, text->bytes, text->length);
    return true;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    struct search_line *line = line_of(mode);
    (void)now;
    if (col < line->label_cols) {
        toggle_regex(line);
    }
}

/* --- the line -------------------------------------------------------------------------------------------------- */

/* What is shown of the text, with what is composed at the cursor. */
struct shown {
    char text[2 * SEARCH_LINE_MAX + 2];
    size_t length, cursor;
};

static void compose(const struct search_line *line, struct shown *shown) {
    size_t composed = strlen(line->composed);
    memcpy(shown->text, line->text, line->cursor);
    memcpy(shown->text + line->cursor, line->composed, composed);
    memcpy(shown->text + line->cursor + composed, line->text + line->cursor, line->length - line->cursor);
    shown->length = line->length + composed;
    shown->cursor = line->cursor + composed;
}

/* Cuts so many columns around the cursor, which stands on the last one at most. Bytes [from, to). */
static void cut(const struct shown *shown, uint32_t room, size_t *from, size_t *to) {
    *from = 0;
    while (*from < shown->cursor && columns(shown->text + *from, shown->cursor - *from) >= room) {
        *from = next_place(shown->text, shown->length, *from);
    }
    *to = shown->cursor;
    for (size_t next = *to; next < shown->length && columns(shown->text + *from, next - *from) <= room;) {
        *to = next;
        next = next_place(shown->text, shown->length, next);
    }
    if (columns(shown->text + *from, shown->length - *from) <= room) {
        *to = shown->length;
    }
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *out) {
    struct search_line *line = line_of(mode);
    struct shown shown;
    size_t from, to;
    const char *label = line->is_regex ? " regex: " : " search: ";
    char right[200];
    uint32_t label_cols = (uint32_t)strlen(label);
    const char *hint = cols >= 60 ? (line->is_regex ? "alt+r: plain   " : "alt+r: regex   ") : "";
    snprintf(right, sizeof right, "  %s%s ", hint, line->status);
    uint32_t right_cols = columns(right, strlen(right));
    while (right_cols > 0 && label_cols + right_cols + 8 > cols) { /* too narrow for all words: the text goes before */
        size_t length = strlen(right), last = 0;
        for (size_t next = 0; next < length; next = next_place(right, length, next)) {
            last = next;
        }
        right[last] = '\0';
        right_cols = columns(right, last);
    }
    uint32_t room = cols > label_cols + right_cols ? cols - label_cols - right_cols : 1;
    compose(line, &shown);
    cut(&shown, room, &from, &to);
    int blanks = (int)(room - columns(shown.text + from, to - from));
    snprintf(out->text, sizeof out->text, "%s%.*s%*s%s", label, (int)(to - from), shown.text + from,
             blanks > 0 ? blanks : 0, "", right);
    line->label_cols = label_cols;
    out->mark_col = label_cols + columns(shown.text + from, shown.cursor - from);
    out->mark_end = out->mark_col + 1;
    out->has_cursor = true;
    return true;
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, true};

/* --- the whole ------------------------------------------------------------------------------------------------- */

void search_line_init(struct search_line *line, struct ui_stack *stack, const struct search_line_sink *sink) {
    *line = (struct search_line){.mode = {&kind, NULL}, .stack = stack, .sink = *sink};
}

void search_line_finish(struct search_line *line) {
    ui_stack_remove(line->stack, &line->mode);
    line->is_open = false;
    while (line->past_count > 0) {
        forget_past(line, 0);
    }
}

void search_line_open(struct search_line *line, const char *text, size_t length) {
    char cleaned[SEARCH_LINE_MAX + 1];
    size_t count = text != NULL ? clean(cleaned, text, length) : 0;
    cleaned[fitting(cleaned, count, SEARCH_LINE_MAX)] = '\0';
    set_text(line, cleaned);
    line->composed[0] = line->status[0] = '\0';
    line->was_entered = false;
    line->recalled = line->past_count;
    if (!line->is_open) {
        line->is_open = true;
        ui_stack_push(line->stack, &line->mode);
    } else {
        ui_stack_show(line->stack);
    }
}

void search_line_close(struct search_line *line) {
    if (line->is_open) {
        line->is_open = false;
        remember(line);
        ui_stack_remove(line->stack, &line->mode);
        line->sink.closed(line->sink.user, line->was_entered);
    }
}

void search_line_set_status(struct search_line *line, const char *status) {
    if (strcmp(line->status, status) != 0) {
        snprintf(line->status, sizeof line->status, "%s", status);
        ui_stack_show(line->stack);
    }
}
