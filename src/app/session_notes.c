#define _GNU_SOURCE
#include "session_notes.h"

#include <stdlib.h>
#include <string.h>

void session_notes_init(struct session_notes *notes) {
    memset(notes, 0, sizeof *notes);
    pthread_mutex_init(&notes->lock, NULL);
}

void session_notes_finish(struct session_notes *notes) {
    for (size_t i = 0; i < NOTE_KINDS; i++) {
        free(notes->slot[i].text);
    }
    pthread_mutex_destroy(&notes->lock);
}

static enum session_note_kind kind_of(const struct quire_event *event) {
    bool primary = event->selection == 'p' || event->selection == 's';
    switch (event->type) {
    case QUIRE_EVENT_TITLE:
        return NOTE_TITLE;
    case QUIRE_EVENT_BELL:
        return NOTE_BELL;
    case QUIRE_EVENT_CLIPBOARD_SET:
        return primary ? NOTE_PRIMARY_SET : NOTE_CLIPBOARD_SET;
    case QUIRE_EVENT_CLIPBOARD_QUERY:
        return primary ? NOTE_PRIMARY_QUERY : NOTE_CLIPBOARD_QUERY;
    case QUIRE_EVENT_CLIPBOARD_WRITE:
        return NOTE_TYPED_SET;
    case QUIRE_EVENT_CLIPBOARD_READ:
        return NOTE_TYPED_QUERY;
    case QUIRE_EVENT_NOTIFICATION:
        return NOTE_NOTIFICATION;
    case QUIRE_EVENT_POINTER_SHAPE:
        return NOTE_POINTER_SHAPE;
    case QUIRE_EVENT_RESIZE_REQUEST:
        return NOTE_RESIZE_REQUEST;
    case QUIRE_EVENT_WINDOW:
        return event->value >= 9 ? NOTE_WINDOW_ZOOM : event->value == 3 ? NOTE_WINDOW_MOVE : NOTE_WINDOW_STATE;
    default:
        return NOTE_KINDS;
    }
}

static char *copy_text(const char *text, size_t length) {
    char *copy = text != NULL ? malloc(length + 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

/* Plain text among the items of a write; of a read, what is asked for. */
static void note_typed(struct session_note *note, const struct quire_event *event) {
    const struct quire_clipboard_request *request = event->clipboard;
    const struct quire_clipboard_item *text = NULL;
    note->selection = request->primary ? 'p' : 'c';
    memcpy(note->id, request->id, strlen(request->id) + 1);
    for (size_t i = 0; i < request->count; i++) {
        const struct quire_clipboard_item *item = &request->items[i];
        bool plain = strcmp(item->mime, NOTE_TEXT_TYPE) == 0, utf8 = strcmp(item->mime, NOTE_TEXT_UTF8_TYPE) == 0;
        note->value |= plain ? WISH_TEXT : utf8 ? WISH_TEXT_UTF8 : strcmp(item->mime, ".") == 0 ? WISH_LIST : 0;
        text = (plain && text == NULL) || utf8 ? item : text;
    }
    if (event->type == QUIRE_EVENT_CLIPBOARD_READ) {
        note->text = copy_text(request->password, strlen(request->password));
    } else if (text != NULL) {
        note->text = copy_text(text->length > 0 ? text->data : "", text->length);
        note->text_length = text->length;
    }
}

bool session_notes_put(struct session_notes *notes, const struct quire_event *event) {
    enum session_note_kind kind = kind_of(event);
    if (kind == NOTE_KINDS) {
        return false;
    }
    struct session_note note = {true,
                                copy_text(event->text, event->text_length),
                                event->text_length,
                                event->value,
                                event->cols,
                                event->rows,
                                event->selection,
                                ""};
    if (event->clipboard != NULL) {
        note_typed(&note, event);
    }
    note.text_length = note.text != NULL ? note.text_length : 0;
    pthread_mutex_lock(&notes->lock);
    char *replaced = notes->slot[kind].text;
    notes->slot[kind] = note;
    notes->any = true;
    pthread_mutex_unlock(&notes->lock);
    free(replaced);
    return true;
}

bool session_notes_take(struct session_notes *notes, enum session_note_kind *kind, struct session_note *note) {
    bool found = false;
    pthread_mutex_lock(&notes->lock);
    for (size_t i = 0; notes->any && !found && i < NOTE_KINDS; i++) {
        if (notes->slot[i].present) {
            *kind = (enum session_note_kind)i;
            *note = notes->slot[i];
            memset(&notes->slot[i], 0, sizeof notes->slot[i]);
            found = true;
        }
    }
    notes->any = found;
    pthread_mutex_unlock(&notes->lock);
    return found;
}
