/* Notes: one slot a kind, the newest event in it. */
#include <stdlib.h>

#include "session_notes.h"
#include "test.h"

static struct session_notes notes;

static void put(enum quire_event_type type, int32_t value, const char *text) {
    struct quire_event event = {.size = sizeof event, .type = type, .value = value, .text = text};
    event.text_length = text != NULL ? strlen(text) : 0;
    CHECK(session_notes_put(&notes, &event));
}

/* The next one is of this kind and has this value. */
static void check_next(enum session_note_kind kind, int32_t value) {
    enum session_note_kind have;
    struct session_note note;
    CHECK(session_notes_take(&notes, &have, &note));
    CHECK_INT(have, kind);
    CHECK_INT(note.value, value);
    free(note.text);
}

/* XTWINOPS: 3 moves, 9 and 10 zoom, the others change the state; one kind does not take the place of another. */
static void window_operations_have_three_slots(void) {
    static const struct {
        int32_t operation;
        enum session_note_kind kind;
    } all[] = {{1, NOTE_WINDOW_STATE}, {2, NOTE_WINDOW_STATE}, {3, NOTE_WINDOW_MOVE}, {5, NOTE_WINDOW_STATE},
               {6, NOTE_WINDOW_STATE}, {9, NOTE_WINDOW_ZOOM},  {10, NOTE_WINDOW_ZOOM}};
    session_notes_init(&notes);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        put(QUIRE_EVENT_WINDOW, all[i].operation, NULL);
        check_next(all[i].kind, all[i].operation);
    }
    put(QUIRE_EVENT_WINDOW, 10, NULL);
    put(QUIRE_EVENT_WINDOW, 3, NULL);
    put(QUIRE_EVENT_WINDOW, 2, NULL);
    put(QUIRE_EVENT_WINDOW, 1, NULL);
    check_next(NOTE_WINDOW_STATE, 1);
    check_next(NOTE_WINDOW_ZOOM, 10);
    check_next(NOTE_WINDOW_MOVE, 3);
    session_notes_finish(&notes);
}

static void the_newest_stays(void) {
    enum session_note_kind kind;
    struct session_note note;
    session_notes_init(&notes);
    CHECK(!session_notes_take(&notes, &kind, &note));
    put(QUIRE_EVENT_TITLE, 0, "one");
    put(QUIRE_EVENT_BELL, 0, NULL);
    put(QUIRE_EVENT_TITLE, 0, "two");
    CHECK(session_notes_take(&notes, &kind, &note));
    CHECK_INT(kind, NOTE_TITLE);
    CHECK_STR(note.text, "two");
    CHECK_INT(note.text_length, 3);
    free(note.text);
    check_next(NOTE_BELL, 0);
    CHECK(!session_notes_take(&notes, &kind, &note));
    put(QUIRE_EVENT_POINTER_SHAPE, 0, "released with the notes");
    session_notes_finish(&notes);
}

static void progress_has_its_state(void) {
    enum session_note_kind kind;
    struct session_note note;
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_PROGRESS, .value = 42};
    session_notes_init(&notes);
    event.state = QUIRE_PROGRESS_RUNNING;
    CHECK(session_notes_put(&notes, &event));
    event.state = QUIRE_PROGRESS_PAUSED;
    CHECK(session_notes_put(&notes, &event));
    CHECK(session_notes_take(&notes, &kind, &note));
    CHECK(kind == NOTE_PROGRESS && note.value == 42 && note.cols == QUIRE_PROGRESS_PAUSED);
    CHECK(!session_notes_take(&notes, &kind, &note));
    session_notes_finish(&notes);
}

static void other_events_are_no_notes(void) {
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_QUERY};
    session_notes_init(&notes);
    CHECK(!session_notes_put(&notes, &event));
    session_notes_finish(&notes);
}

int main(void) {
    RUN(window_operations_have_three_slots);
    RUN(the_newest_stays);
    RUN(progress_has_its_state);
    RUN(other_events_are_no_notes);
    return test_end();
}
