/* session_notes.h - events of a terminal on their way from the thread that parses to the main thread.
 *
 * A program can make events faster than anyone can act on them, so they are not queued: there is one slot per kind, and
 * a newer event replaces an older one that was not taken yet (the title that counts is the last one). Memory is bounded
 * by the size of one event per kind. What a program waits for an answer to is a request (session_requests.h). */
#ifndef SESSION_NOTES_H
#define SESSION_NOTES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <quire/terminal.h>

enum session_note_kind {
    NOTE_TITLE,
    NOTE_BELL,
    NOTE_PROGRESS, /* `value` per cent, `cols` an enum quire_progress */
    NOTE_POINTER_SHAPE,
    NOTE_RESIZE_REQUEST,
    NOTE_WINDOW_STATE, /* XTWINOPS 1, 2, 5, 6 */
    NOTE_WINDOW_ZOOM,  /* XTWINOPS 9, 10 */
    NOTE_WINDOW_MOVE,  /* XTWINOPS 3 */
    NOTE_KINDS
};

struct session_note {
    bool present;
    char *text; /* terminated; NULL when the event has none */
    size_t text_length;
    int32_t value, cols, rows;
};

struct session_notes {
    pthread_mutex_t lock;
    struct session_note slot[NOTE_KINDS];
    bool any;
};

void session_notes_init(struct session_notes *notes);
void session_notes_finish(struct session_notes *notes);

/* Any thread. True: it was one that is kept. */
bool session_notes_put(struct session_notes *notes, const struct quire_event *event);

/* Moves the next note out. False: there is none. The caller releases note->text with free. */
bool session_notes_take(struct session_notes *notes, enum session_note_kind *kind, struct session_note *note);

#endif
