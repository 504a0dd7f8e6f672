#define _GNU_SOURCE
#include "pane_clipboard.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <quire/paste.h>
#include <quire/selection.h>

#include "pane.h"

/* The text, to be released with free, or NULL. *length is set in any case, 0: there is no selection. A text that is too
 * large is not fetched. */
static char *fetch_selection(struct session *session, struct quire_frame *frame, size_t *length) {
    char *text = NULL;
    struct quire_terminal *terminal = session_lock(session);
    *length = 0;
    quire_selection_text(terminal, frame, NULL, 0, length);
    if (*length > 0 && *length <= CLIPBOARD_MAX) {
        text = malloc(*length + 1);
        if (text != NULL && quire_selection_text(terminal, frame, text, *length, length) != QUIRE_OK) {
            free(text);
            text = NULL;
        }
    }
    session_unlock(session);
    return text;
}

bool pane_copy(struct pane *pane, enum clipboard_target target) {
    size_t length;
    char *text = fetch_selection(pane->session, viewport_frame(pane->viewport), &length);
    if (text == NULL) {
        if (length > CLIPBOARD_MAX) {
            pane->sink.say(pane->sink.user,
                           target == CLIPBOARD_MAIN
                               ? "The selection is larger than 16 MiB: it was not copied"
                               : "The selection is larger than 16 MiB: it is not in the primary selection");
        }
        return false;
    }
    text[length] = '\0';
    clipboard_set(target, text);
    free(text);
    return true;
}

void pane_paste_text(struct pane *pane, const char *text, size_t length) {
    struct quire_input_modes modes = session_modes(pane->session);
    size_t capacity = 3 * length + 12;
    char *bytes = length > 0 && length <= (SIZE_MAX - 12) / 3 ? malloc(capacity) : NULL;
    if (bytes != NULL && quire_paste_encode(&modes, text, length, bytes, capacity, &length) == QUIRE_OK) {
        session_send(pane->session, bytes, length);
    }
    free(bytes);
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

bool pane_paste(struct pane *pane, enum clipboard_target target) {
    char *text = clipboard_get(target);
    bool any = text != NULL && text[0] != '\0';
    viewport_follow(pane->viewport, pane->session);
    if (any && !tell_paste(target, pane->session)) {
        pane_paste_text(pane, text, strlen(text));
    }
    clipboard_free(text);
    return any;
}

void clipboard_answer(enum clipboard_target target, char selection, struct session *session) {
    char *text = clipboard_get(target);
    struct quire_terminal *terminal = session_lock(session);
    quire_terminal_clipboard_reply(terminal, selection, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    session_unlock(session);
    clipboard_free(text);
}

void clipboard_answer_typed(enum clipboard_target target, const char *id, uint32_t wishes, struct session *session) {
    static const char list[] = SESSION_TEXT_TYPE " " SESSION_TEXT_UTF8_TYPE "\n";
    struct quire_clipboard_item items[3];
    size_t count = 0;
    char *text = clipboard_get(target);
    size_t length = text != NULL ? strlen(text) : 0;
    if ((wishes & WISH_LIST) != 0) {
        items[count++] = (struct quire_clipboard_item){".", list, length > 0 ? sizeof list - 1 : 0};
    }
    if ((wishes & WISH_TEXT) != 0 && length > 0) {
        items[count++] = (struct quire_clipboard_item){SESSION_TEXT_TYPE, text, length};
    }
    if ((wishes & WISH_TEXT_UTF8) != 0 && length > 0) {
        items[count++] = (struct quire_clipboard_item){SESSION_TEXT_UTF8_TYPE, text, length};
    }
    struct quire_terminal *terminal = session_lock(session);
    quire_terminal_clipboard_send(terminal, id, target == CLIPBOARD_PRIMARY, items, count);
    session_unlock(session);
    clipboard_free(text);
}
