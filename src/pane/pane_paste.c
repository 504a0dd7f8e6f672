#include "pane_paste.h"

#include <stdlib.h>
#include <string.h>

#include <quire/paste.h>

/* CSI 200 ~ and CSI 201 ~ */
#define BRACKET 6u

struct pane_paste_text {
    struct pane_paste_text *next;
    struct clipboard_text *text;
    size_t sent;
    bool begun;
    struct quire_input_modes modes; /* when it was begun: brackets that were opened are closed */
};

static void drop_first(struct pane_pastes *pastes) {
    struct pane_paste_text *first = pastes->first;
    if (first->begun && first->modes.bracketed_paste) {
        session_paste_end(pastes->session);
    }
    pastes->first = first->next;
    clipboard_text_release(first->text);
    free(first);
    if (pastes->first == NULL) {
        free(pastes->piece);
        pastes->piece = NULL;
    }
}

void pane_pastes_finish(struct pane_pastes *pastes) {
    while (pastes->first != NULL) {
        drop_first(pastes);
    }
}

bool pane_pastes_add(struct pane_pastes *pastes, struct clipboard_text *text) {
    struct pane_paste_text *added = calloc(1, sizeof *added), **link = &pastes->first;
    if (pastes->piece == NULL) {
        pastes->piece = malloc(3 * SESSION_PASTE_PIECE + 2 * BRACKET);
    }
    if (added == NULL || pastes->piece == NULL) {
        clipboard_text_release(text);
        free(added);
        return false;
    }
    added->text = text;
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = added;
    return true;
}

/* The length of the next piece: no character is cut, nor a line end of two bytes. */
static size_t piece_length(const struct clipboard_text *text, size_t start) {
    const char *bytes = text->bytes + start;
    size_t left = text->length - start, length = SESSION_PASTE_PIECE;
    if (left <= length) {
        return left;
    }
    for (int back = 0; back < 3 && ((unsigned char)bytes[length] & 0xC0) == 0x80; back++) {
        length--;
    }
    return bytes[length - 1] == '\r' && bytes[length] == '\n' ? length - 1 : length;
}

static void begin(struct pane_pastes *pastes, struct pane_paste_text *first) {
    first->begun = true;
    first->modes = session_modes(pastes->session);
    if (first->modes.bracketed_paste) {
        session_paste_begin(pastes->session);
    }
}

/* Each piece is encoded as a whole paste; brackets are left for the first and the last. */
static bool send_piece(struct pane_pastes *pastes, struct pane_paste_text *first) {
    size_t length = piece_length(first->text, first->sent), encoded = 0;
    bool opens = first->sent == 0, closes = first->sent + length == first->text->length;
    enum quire_result result = quire_paste_encode(&first->modes, first->text->bytes + first->sent, length,
                                                  pastes->piece, 3 * SESSION_PASTE_PIECE + 2 * BRACKET, &encoded);
    size_t start = first->modes.bracketed_paste && !opens ? BRACKET : 0;
    size_t end = encoded - (first->modes.bracketed_paste && !closes ? BRACKET : 0);
    first->sent += length;
    return result == QUIRE_OK && session_paste_piece(pastes->session, pastes->piece + start, end - start);
}

bool pane_pastes_go_on(struct pane_pastes *pastes) {
    bool good = true;
    while (pastes->first != NULL && (!good || session_paste_room(pastes->session))) {
        struct pane_paste_text *first = pastes->first;
        if (!first->begun) {
            begin(pastes, first);
        }
        good = good && send_piece(pastes, first);
        if (!good || first->sent == first->text->length) {
            drop_first(pastes);
        }
    }
    return good;
}
