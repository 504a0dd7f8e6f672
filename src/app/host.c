#define _GNU_SOURCE
#include "host.h"

#include <stdlib.h>
#include <string.h>

#include "window_place.h"

static void on_title(struct host *host, struct session_note *note) {
    if (host->config->title[0] == '\0') {
        window_set_title(host->window, note->text != NULL && note->text[0] != '\0' ? note->text : "quire");
    }
}

static void on_bell(struct host *host, struct session_note *note) {
    (void)note;
    if (host->config->bell == CONFIG_BELL_VISUAL) {
        view_ring_bell(host->view);
    }
    if (!host->focused) {
        window_alert(host->window);
    }
}

static void on_notification(struct host *host, struct session_note *note) {
    (void)note;
    if (!host->focused) {
        window_alert(host->window);
    }
}

static void set_asked(void *user) {
    struct host *host = user;
    clipboard_set(host->asked_target, host->asked_text);
}

static void answer_asked(void *user) {
    struct host *host = user;
    clipboard_answer(host->asked_target, host->asked_selection, host->session);
}

static void set_clipboard(struct host *host, struct session_note *note, enum clipboard_target target) {
    const char *text = note->text != NULL ? note->text : "";
    if (host->config->clipboard_write == CONFIG_ALLOW) {
        clipboard_set(target, text);
    } else if (host->config->clipboard_write == CONFIG_ASK && !host->question->open) {
        free(host->asked_text);
        host->asked_text = strdup(text);
        host->asked_target = target;
        if (host->asked_text != NULL) {
            question_ask(host->question, host->view, "The program wants to set the clipboard. Allow it? (y/n)",
                         set_asked, host);
        }
    }
}

static void answer_clipboard(struct host *host, struct session_note *note, enum clipboard_target target) {
    if (host->config->clipboard_read == CONFIG_ALLOW) {
        clipboard_answer(target, note->selection, host->session);
    } else if (host->config->clipboard_read == CONFIG_ASK &&
               question_ask(host->question, host->view, "The program wants to read the clipboard. Allow it? (y/n)",
                            answer_asked, host)) {
        host->asked_target = target;
        host->asked_selection = note->selection;
    }
}

static void on_clipboard_set(struct host *host, struct session_note *note) {
    set_clipboard(host, note, CLIPBOARD_MAIN);
}

static void on_primary_set(struct host *host, struct session_note *note) {
    set_clipboard(host, note, CLIPBOARD_PRIMARY);
}

static void on_clipboard_query(struct host *host, struct session_note *note) {
    answer_clipboard(host, note, CLIPBOARD_MAIN);
}

static void on_primary_query(struct host *host, struct session_note *note) {
    answer_clipboard(host, note, CLIPBOARD_PRIMARY);
}

/* --- the clipboard with types (OSC 5522): each request gets an answer, unless a question is open about it -------- */

static void say_written(struct host *host, const char *id, enum quire_clipboard_status status) {
    quire_terminal_clipboard_written(session_lock(host->session), id, status);
    session_unlock(host->session);
}

static void set_asked_typed(void *user) {
    struct host *host = user;
    clipboard_set(host->asked_target, host->asked_text);
    say_written(host, host->asked_id, QUIRE_CLIPBOARD_DONE);
}

static void refuse_set_typed(void *user) {
    struct host *host = user;
    say_written(host, host->asked_id, QUIRE_CLIPBOARD_EPERM);
}

static void say_refused(struct host *host, const char *id, enum quire_clipboard_status status) {
    quire_terminal_clipboard_refused(session_lock(host->session), id, status);
    session_unlock(host->session);
}

static void refuse_asked_typed(void *user) {
    struct host *host = user;
    say_refused(host, host->asked_id, QUIRE_CLIPBOARD_EPERM);
}

static void answer_asked_typed(void *user) {
    struct host *host = user;
    clipboard_answer_typed(host->asked_target, host->asked_id, host->asked_wishes, host->session);
}

static enum clipboard_target target_of(const struct session_note *note) {
    return note->selection == 'p' ? CLIPBOARD_PRIMARY : CLIPBOARD_MAIN;
}

static void on_typed_set(struct host *host, struct session_note *note) {
    enum config_permission permission = (enum config_permission)host->config->clipboard_write;
    if (permission == CONFIG_DENY || (permission == CONFIG_ASK && host->question->open)) {
        say_written(host, note->id, permission == CONFIG_DENY ? QUIRE_CLIPBOARD_EPERM : QUIRE_CLIPBOARD_EBUSY);
    } else if (note->text == NULL) {
        say_written(host, note->id, QUIRE_CLIPBOARD_EIO); /* no text: nothing that Quire can set */
    } else if (permission == CONFIG_ALLOW) {
        clipboard_set(target_of(note), note->text);
        say_written(host, note->id, QUIRE_CLIPBOARD_DONE);
    } else {
        free(host->asked_text);
        host->asked_text = note->text;
        note->text = NULL;
        host->asked_target = target_of(note);
        memcpy(host->asked_id, note->id, sizeof host->asked_id);
        question_ask(host->question, host->view, "The program wants to set the clipboard. Allow it? (y/n)",
                     set_asked_typed, host);
        host->question->no = refuse_set_typed;
    }
}

/* The list of types may be seen by everyone; and the text by who was told of a paste. */
static void on_typed_query(struct host *host, struct session_note *note) {
    enum config_permission permission = (enum config_permission)host->config->clipboard_read;
    if (note->value == WISH_LIST || permission == CONFIG_ALLOW ||
        (note->text != NULL && session_use_password(host->session, note->text))) {
        clipboard_answer_typed(target_of(note), note->id, note->value, host->session);
        return;
    }
    if (permission == CONFIG_ASK && !host->question->open) {
        host->asked_target = target_of(note);
        host->asked_wishes = note->value;
        memcpy(host->asked_id, note->id, sizeof host->asked_id);
        question_ask(host->question, host->view, "The program wants to read the clipboard. Allow it? (y/n)",
                     answer_asked_typed, host);
        host->question->no = refuse_asked_typed;
        return;
    }
    say_refused(host, note->id, permission == CONFIG_ASK ? QUIRE_CLIPBOARD_EBUSY : QUIRE_CLIPBOARD_EPERM);
}

static void on_pointer_shape(struct host *host, struct session_note *note) {
    mouse_set_shape(host->mouse, note->text != NULL ? note->text : "");
}

/* The terminal has this size already (session.c); where the window cannot be so large, it is set right behind this. */
static void on_resize_request(struct host *host, struct session_note *note) {
    uint32_t cols = (uint32_t)note->cols, rows = (uint32_t)note->rows, width, height;
    if (!window_is_fullscreen(host->window)) {
        view_pixels_for(host->view, cols < 1000 ? cols : 1000, rows < 1000 ? rows : 1000, &width, &height);
        window_resize_px(host->window, width, height);
    }
    session_resize_answered(host->session, note->value);
    host->window_touched = true;
}

static void on_window_move(struct host *host, struct session_note *note) {
    window_move(host->window, note->cols, note->rows);
    host->window_touched = true;
}

static void on_window_state(struct host *host, struct session_note *note) {
    SDL_Window *window = window_sdl(host->window);
    switch (note->value) {
    case 1: /* a maximized window stays so */
        if (SDL_GetWindowFlags(window) & SDL_WINDOW_MINIMIZED) {
            SDL_RestoreWindow(window);
        }
        break;
    case 2:
        SDL_MinimizeWindow(window);
        break;
    case 5:
        SDL_RaiseWindow(window);
        break;
    default:
        break; /* 6, lower: SDL cannot */
    }
}

static void on_window_zoom(struct host *host, struct session_note *note) {
    if (note->value == 9) {
        window_maximize(host->window,
                        note->cols >= 0 && note->cols <= 3 ? (enum window_extent)note->cols : WINDOW_MAXIMIZED);
    } else if (note->cols == 2) {
        window_toggle_fullscreen(host->window);
    } else {
        window_set_fullscreen(host->window, note->cols == 1);
    }
}

void host_act(struct host *host) {
    static void (*const actions[NOTE_KINDS])(struct host * host, struct session_note * note) = {
        [NOTE_TITLE] = on_title,
        [NOTE_BELL] = on_bell,
        [NOTE_CLIPBOARD_SET] = on_clipboard_set,
        [NOTE_PRIMARY_SET] = on_primary_set,
        [NOTE_CLIPBOARD_QUERY] = on_clipboard_query,
        [NOTE_PRIMARY_QUERY] = on_primary_query,
        [NOTE_TYPED_SET] = on_typed_set,
        [NOTE_TYPED_QUERY] = on_typed_query,
        [NOTE_NOTIFICATION] = on_notification,
        [NOTE_POINTER_SHAPE] = on_pointer_shape,
        [NOTE_RESIZE_REQUEST] = on_resize_request,
        [NOTE_WINDOW_STATE] = on_window_state,
        [NOTE_WINDOW_ZOOM] = on_window_zoom,
        [NOTE_WINDOW_MOVE] = on_window_move,
    };
    struct session_note note;
    enum session_note_kind kind;
    while (session_take_note(host->session, &kind, &note)) {
        actions[kind](host, &note);
        free(note.text);
    }
}

void host_finish(struct host *host) {
    free(host->asked_text);
    host->asked_text = NULL;
}
