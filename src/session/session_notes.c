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
    switch (event->type) {
    case QUIRE_EVENT_TITLE:
        return NOTE_TITLE;
    case QUIRE_EVENT_BELL:
        return NOTE_BELL;
    case QUIRE_EVENT_PROGRESS:
        return NOTE_PROGRESS;
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

bool session_notes_put(struct session_notes *notes, const struct quire_event *event) {
    enum session_note_kind kind = kind_of(event);
    if (kind == NOTE_KINDS) {
        return false;
    }
    struct session_note note = {
        true, copy_text(event->text, event->text_length), event->text_length, event->value, event->cols, event->rows};
    note.cols = kind == NOTE_PROGRESS ? event->state : note.cols;
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
