#define _GNU_SOURCE
#include "paste_guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>

#include "loop_clock.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "paste_check.h"

/* The title, three remarks, what is shown of the text, how much more there is, and the answers. */
enum { SHOWN_LINES = 6, ROWS = 1 + 3 + SHOWN_LINES + 1 + 1, ROW_BYTES = 480 };

struct paste_guard {
    struct ui_mode mode;
    struct pane *pane;
    struct clipboard_text *text;
    bool ready; /* enter pastes */
    struct timer pause;
    struct scene_panel panel;
    struct scene_panel_row rows[ROWS];
    char texts[ROWS][ROW_BYTES];
};

static struct paste_guard *guard_of(struct ui_mode *mode) {
    return (struct paste_guard *)(void *)mode; /* its first member */
}

/* --- what is shown --- */

static char *add_row(struct paste_guard *guard, enum scene_panel_look look) {
    uint32_t row = guard->panel.count++;
    guard->rows[row] = (struct scene_panel_row){guard->texts[row], look};
    return guard->texts[row];
}

static void write_size(size_t bytes, char *text, size_t size) {
    if (bytes > PASTE_LARGE_BYTES) {
        snprintf(text, size, "%.1f MiB", (double)bytes / (double)PASTE_LARGE_BYTES);
    } else {
        snprintf(text, size, "%zu byte%s", bytes, bytes == 1 ? "" : "s");
    }
}

static void write_remarks(struct paste_guard *guard, uint32_t trouble, const struct paste_counts *counts) {
    if ((trouble & PASTE_LINES) != 0) {
        bool last_alone = counts->line_ends == 1 && counts->ends_in_line;
        snprintf(add_row(guard, PANEL_TEXT), ROW_BYTES, " %s",
                 last_alone ? "It ends with a newline, which the program takes as enter"
                            : "The program takes each newline as enter");
    }
    if ((trouble & PASTE_CONTROLS) != 0) {
        snprintf(add_row(guard, PANEL_TEXT), ROW_BYTES, " %zu control character%s in it; none is ever sent",
                 counts->controls, counts->controls == 1 ? " is" : "s are");
    }
    if ((trouble & PASTE_LARGE) != 0) {
        snprintf(add_row(guard, PANEL_TEXT), ROW_BYTES, " It is larger than 1 MiB");
    }
}

static void write_preview(struct paste_guard *guard, const struct paste_counts *counts) {
    const struct clipboard_text *text = guard->text;
    size_t shown = 0, lines = 0;
    for (; lines < SHOWN_LINES && shown < text->length; lines++) {
        char *row = add_row(guard, PANEL_TEXT);
        memcpy(row, "   ", 3);
        shown += paste_show_line(text->bytes + shown, text->length - shown, row + 3, ROW_BYTES - 3);
    }
    if (counts->lines > lines) {
        snprintf(add_row(guard, PANEL_FAINT), ROW_BYTES, "   ... and %zu more line%s", counts->lines - lines,
                 counts->lines - lines == 1 ? "" : "s");
    }
}

static void write_rows(struct paste_guard *guard, uint32_t trouble) {
    const struct clipboard_text *text = guard->text;
    struct paste_counts counts = paste_count(text->bytes, text->length);
    char size[40];
    guard->panel = (struct scene_panel){.at_bottom = true, .rows = guard->rows};
    write_size(text->length, size, sizeof size);
    snprintf(add_row(guard, PANEL_TITLE), ROW_BYTES, " Paste %zu line%s, %s?", counts.lines,
             counts.lines == 1 ? "" : "s", size);
    write_remarks(guard, trouble, &counts);
    write_preview(guard, &counts);
    snprintf(add_row(guard, PANEL_TITLE), ROW_BYTES, " enter: paste   s: paste it stripped   escape: do not");
}

/* The answers are marked when enter is one. */
static void show(struct paste_guard *guard) {
    guard->rows[guard->panel.count - 1].look = guard->ready ? PANEL_CHOSEN : PANEL_TITLE;
    viewport_set_panel(guard->pane->viewport, &guard->panel);
}

/* --- the mode --- */

static void close_guard(struct paste_guard *guard) {
    struct pane *pane = guard->pane;
    event_loop_stop_timer(pane->loop, &guard->pause);
    viewport_set_panel(pane->viewport, NULL);
    ui_stack_remove(&pane->ui, &guard->mode);
    clipboard_text_release(guard->text);
    pane->guard = NULL;
    free(guard);
}

static void end_pause(void *user, int64_t now) {
    struct paste_guard *guard = user;
    (void)now;
    guard->ready = true;
    show(guard);
}

static void start_pause(struct paste_guard *guard, int64_t now) {
    guard->ready = false;
    event_loop_set_timer(guard->pane->loop, &guard->pause, now + PASTE_GUARD_PAUSE_MS);
    show(guard);
}

/* NULL: no memory. */
static struct clipboard_text *strip(const struct clipboard_text *text) {
    struct clipboard_text *stripped = clipboard_text_create(text->length);
    if (stripped != NULL) {
        stripped->length = paste_strip(text->bytes, text->length, stripped->bytes);
        stripped->bytes[stripped->length] = '\0';
    }
    return stripped;
}

static void say_no_memory(struct pane *pane) {
    pane->sink.say(pane->sink.user, "There is no memory for what is pasted: it was left out");
}

static void accept(struct paste_guard *guard, bool stripped) {
    struct pane *pane = guard->pane;
    struct clipboard_text *text = stripped ? strip(guard->text) : clipboard_text_hold(guard->text);
    close_guard(guard);
    if (text != NULL) {
        pane_paste_send(pane, text);
    } else {
        say_no_memory(pane);
    }
}

enum answer { ANSWER_NONE, ANSWER_PASTE, ANSWER_STRIP, ANSWER_REFUSE };

static enum answer answer_of(const struct quire_key_event *event) {
    uint32_t mods = event->mods & ~(uint32_t)(QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK);
    uint32_t letter = event->character < 0x80 ? event->character : event->base;
    bool is_letter = event->key == QUIRE_KEY_CHARACTER;
    if (event->action != QUIRE_KEY_PRESS) {
        return ANSWER_NONE; /* a key that is held answers nothing */
    }
    if ((event->key == QUIRE_KEY_ESCAPE && mods == 0) || (is_letter && letter == 'c' && mods == QUIRE_MOD_CTRL)) {
        return ANSWER_REFUSE;
    }
    if (mods != 0) {
        return ANSWER_NONE;
    }
    return event->key == QUIRE_KEY_ENTER || event->key == QUIRE_KEY_KP_ENTER ? ANSWER_PASTE
           : is_letter && letter == 's'                                      ? ANSWER_STRIP
                                                                             : ANSWER_NONE;
}

/* A picture may have taken so long that the pause is over before its timer ran. */
static void settle_pause(struct paste_guard *guard, int64_t now) {
    if (!guard->ready && now >= guard->pause.due) {
        event_loop_stop_timer(guard->pane->loop, &guard->pause);
        end_pause(guard, now);
    }
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    struct paste_guard *guard = guard_of(mode);
    enum answer answer = answer_of(event);
    settle_pause(guard, now);
    if (answer == ANSWER_REFUSE) {
        close_guard(guard);
    } else if (answer != ANSWER_NONE && guard->ready) {
        accept(guard, answer == ANSWER_STRIP);
    } else if (event->action != QUIRE_KEY_RELEASE && quire_key_modifier(event->key) == 0) {
        start_pause(guard, now);
    }
    return answer != ANSWER_NONE;
}

/* Another paste meanwhile is let go, too: it is not what is shown. */
static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)text;
    start_pause(guard_of(mode), now);
    return true;
}

static void pass_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)mode;
    (void)col;
    (void)now;
}

/* The answers are in the panel, where no message covers them. */
static bool no_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    (void)mode;
    (void)cols;
    (void)line;
    return false;
}

static const struct ui_mode_kind kind = {take_key, take_text, pass_click, no_line, true};

static bool open_guard(struct pane *pane, struct clipboard_text *text, uint32_t trouble) {
    struct paste_guard *guard = calloc(1, sizeof *guard);
    if (guard == NULL) {
        return false;
    }
    guard->mode.kind = &kind;
    guard->pane = pane;
    guard->text = text;
    guard->pause = (struct timer)TIMER_INIT(end_pause, guard);
    pane->guard = guard;
    write_rows(guard, trouble);
    ui_stack_push(&pane->ui, &guard->mode);
    start_pause(guard, loop_clock_ms());
    return true;
}

struct clipboard_text *paste_guard_pass(struct pane *pane, struct clipboard_text *text) {
    int setting = pane->settings->values.paste_guard;
    struct clipboard_text *passed = text;
    if (setting == CONFIG_GUARD_OFF) {
        return text;
    }
    uint32_t trouble = paste_check(text->bytes, text->length, session_modes(pane->session).bracketed_paste);
    if (trouble == 0) {
        return text;
    }
    if (setting == CONFIG_GUARD_ASK && open_guard(pane, text, trouble)) {
        return NULL;
    }
    passed = setting == CONFIG_GUARD_STRIP ? strip(text) : NULL;
    clipboard_text_release(text);
    if (passed == NULL) {
        say_no_memory(pane);
    }
    return passed;
}

void paste_guard_finish(struct pane *pane) {
    if (pane->guard != NULL) {
        close_guard(pane->guard);
    }
}
