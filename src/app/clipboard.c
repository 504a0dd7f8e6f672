#define _GNU_SOURCE
#include "clipboard.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include <quire/paste.h>
#include <quire/selection.h>

/* The primary selection where the window system has none; NULL otherwise. One per process, as the real one is. */
static char *own_primary;

static void set_primary(const char *text) {
    free(own_primary);
    own_primary = NULL;
    SDL_SetPrimarySelectionText(text);
    if (text[0] != '\0' && !SDL_HasPrimarySelectionText()) {
        own_primary = strdup(text);
    }
}

bool clipboard_set(enum clipboard_target target, const char *text) {
    if (strlen(text) > CLIPBOARD_MAX) {
        return false;
    }
    if (target == CLIPBOARD_MAIN) {
        SDL_SetClipboardText(text);
    } else {
        set_primary(text);
    }
    return true;
}

void clipboard_finish(void) {
    free(own_primary);
    own_primary = NULL;
}

/* NULL or an empty text: nothing there. To be released with SDL_free. */
static char *get(enum clipboard_target target) {
    if (target == CLIPBOARD_MAIN) {
        return SDL_GetClipboardText();
    }
    return own_primary != NULL ? SDL_strdup(own_primary) : SDL_GetPrimarySelectionText();
}

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

enum clipboard_copied clipboard_copy_selection(enum clipboard_target target, struct session *session,
                                               struct quire_frame *frame) {
    size_t length;
    char *text = fetch_selection(session, frame, &length);
    if (text == NULL) {
        return length > CLIPBOARD_MAX ? CLIPBOARD_TOO_LARGE : CLIPBOARD_NOTHING;
    }
    text[length] = '\0';
    clipboard_set(target, text);
    free(text);
    return CLIPBOARD_COPIED;
}

void clipboard_paste_text(struct session *session, const char *text, size_t length) {
    struct quire_input_modes modes = session_modes(session);
    size_t capacity = 3 * length + 12;
    char *bytes = length <= (SIZE_MAX - 12) / 3 ? malloc(capacity) : NULL;
    if (bytes != NULL && quire_paste_encode(&modes, text, length, bytes, capacity, &length) == QUIRE_OK) {
        session_send(session, bytes, length);
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

bool clipboard_paste(enum clipboard_target target, struct session *session) {
    char *text = get(target);
    bool any = text != NULL && text[0] != '\0';
    if (any && !tell_paste(target, session)) {
        clipboard_paste_text(session, text, strlen(text));
    }
    SDL_free(text);
    return any;
}

void clipboard_answer(enum clipboard_target target, char selection, struct session *session) {
    char *text = get(target);
    struct quire_terminal *terminal = session_lock(session);
    quire_terminal_clipboard_reply(terminal, selection, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    session_unlock(session);
    SDL_free(text);
}

void clipboard_answer_typed(enum clipboard_target target, const char *id, uint32_t wishes, struct session *session) {
    static const char list[] = SESSION_TEXT_TYPE " " SESSION_TEXT_UTF8_TYPE "\n";
    struct quire_clipboard_item items[3];
    size_t count = 0;
    char *text = get(target);
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
    SDL_free(text);
}
