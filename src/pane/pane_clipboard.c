#define _GNU_SOURCE
#include "pane_clipboard.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <quire/selection.h>

#include "loop_clock.h"
#include "pane.h"
#include "paste_guard.h"

/* A paste for which the text is not there yet. */
struct pane_asked {
    struct pane_asked *next;
    struct pane *pane;
    enum clipboard_target target;
    uint64_t number;
};

static void say(struct pane *pane, const char *text) {
    pane->sink.say(pane->sink.user, text);
}

void pane_say_limit(struct pane *pane, const char *before, const char *behind) {
    char text[200];
    snprintf(text, sizeof text, "%s%zu MiB%s", before, clipboards_limit(pane->clipboards) >> 20, behind);
    say(pane, text);
}

/* ---- out of the pane */

/* The text, or NULL. *length is set in any case, 0: there is no selection. A text that is too large is not fetched. */
static struct clipboard_text *fetch_selection(struct pane *pane, size_t *length) {
    struct quire_frame *frame = viewport_frame(pane->viewport);
    struct quire_terminal *terminal = session_lock(pane->session);
    struct clipboard_text *text = NULL;
    *length = 0;
    quire_selection_text(terminal, frame, NULL, 0, length);
    if (*length > 0 && *length <= clipboards_limit(pane->clipboards)) {
        text = clipboard_text_create(*length);
    }
    if (text != NULL && quire_selection_text(terminal, frame, text->bytes, *length, &text->length) != QUIRE_OK) {
        clipboard_text_release(text);
        text = NULL;
    }
    session_unlock(pane->session);
    return text;
}

bool pane_copy(struct pane *pane, enum clipboard_target target) {
    size_t length;
    struct clipboard_text *text = fetch_selection(pane, &length);
    if (text != NULL) {
        text->bytes[text->length] = '\0';
        return clipboards_set(pane->clipboards, target, text);
    }
    if (length > clipboards_limit(pane->clipboards)) {
        pane_say_limit(pane, "The selection is larger than ",
                       target == CLIPBOARD_MAIN ? ": it was not copied" : ": it is not in the primary selection");
    } else if (length > 0) {
        say(pane, "There is no memory for what is selected: it was not copied");
    }
    return false;
}

bool pane_copy_text(struct pane *pane, enum clipboard_target target, const char *text, size_t length) {
    struct clipboard_text *copy = clipboard_text_copy(text, length);
    bool copied = copy != NULL && clipboards_set(pane->clipboards, target, copy);
    if (!copied) {
        say(pane, "There is no memory to copy");
    }
    return copied;
}

/* ---- into the pane */

/* Under a mode that keeps input a paste is the mode's, or nobody's. */
static bool paste_into_mode(struct pane *pane, struct clipboard_text *text) {
    const struct ui_text pasted = {UI_TEXT_PASTED, text->bytes, text->length};
    bool used = ui_stack_text(&pane->ui, &pasted, loop_clock_ms()) || ui_stack_keeps(&pane->ui);
    if (used) {
        clipboard_text_release(text);
    }
    return used;
}

static void paste(struct pane *pane, struct clipboard_text *text) {
    if (!paste_into_mode(pane, text) && (text = paste_guard_pass(pane, text)) != NULL) {
        pane_paste_send(pane, text);
    }
}

void pane_paste_send(struct pane *pane, struct clipboard_text *text) {
    if (text->length == 0) {
        clipboard_text_release(text);
    } else if (!pane_pastes_add(&pane->pastes, text)) {
        say(pane, "There is no memory for what is pasted: it was left out");
    } else if (!pane_pastes_go_on(&pane->pastes)) {
        say(pane, "The program takes no input: the paste was left out");
    }
}

void pane_paste_text(struct pane *pane, const char *text, size_t length) {
    struct clipboard_text *copy = length > 0 ? clipboard_text_copy(text, length) : NULL;
    if (copy != NULL) {
        paste(pane, copy);
    } else if (length > 0) {
        say(pane, "There is no memory for what is pasted: it was left out");
    }
}

/* False: the program is not to be told, but sent the text. */
static bool tell_paste(enum clipboard_target target, struct session *session) {
    static const char *const types[] = {SESSION_TEXT_TYPE, SESSION_TEXT_UTF8_TYPE};
    char password[SESSION_PASSWORD_SIZE];
    struct quire_input_modes modes = session_modes(session);
    if (!modes.paste_events || !session_allow_read(session, password)) {
        return false;
    }
    struct quire_terminal *terminal = session_lock(session);
    enum quire_result result =
        quire_terminal_clipboard_paste(terminal, target == CLIPBOARD_PRIMARY, password, types, 2);
    session_unlock(session);
    return result == QUIRE_OK;
}

static void forget(struct pane_asked *asked) {
    struct pane_asked **link = &asked->pane->asked;
    while (*link != asked) {
        link = &(*link)->next;
    }
    *link = asked->next;
    free(asked);
}

static void on_text(void *user, enum clipboard_end end, struct clipboard_text *text) {
    struct pane_asked *asked = user;
    struct pane *pane = asked->pane;
    enum clipboard_target target = asked->target;
    bool told = false;
    forget(asked);
    switch (end) {
    case CLIPBOARD_DONE:
        told = !ui_stack_keeps(&pane->ui) && tell_paste(target, pane->session);
        if (!told) {
            paste(pane, clipboard_text_hold(text));
        }
        break;
    case CLIPBOARD_EMPTY:
        break;
    case CLIPBOARD_TOO_LARGE:
        pane_say_limit(pane, "The clipboard holds more than ", ": it was not pasted");
        break;
    case CLIPBOARD_NO_ANSWER:
        say(pane, "The program that has the clipboard does not answer: nothing was pasted");
        break;
    case CLIPBOARD_NO_MEMORY:
        say(pane, "There is no memory for what the clipboard holds: it was not pasted");
        break;
    }
}

void pane_paste(struct pane *pane, enum clipboard_target target) {
    struct pane_asked *asked = malloc(sizeof *asked);
    viewport_follow(pane->viewport, pane->session);
    if (asked != NULL) {
        *asked = (struct pane_asked){pane->asked, pane, target, 0};
        pane->asked = asked;
        asked->number = clipboards_get(pane->clipboards, target, loop_clock_ms(), on_text, asked);
    }
    if (asked == NULL || asked->number == 0) {
        say(pane, "There is no memory to paste");
    }
    if (asked != NULL && asked->number == 0) {
        forget(asked);
    }
}

void pane_clipboard_finish(struct pane *pane) {
    while (pane->asked != NULL) {
        clipboards_cancel(pane->clipboards, pane->asked->number);
        forget(pane->asked);
    }
}
