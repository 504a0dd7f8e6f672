/* encode_events.h - input events described in JSON.
 *
 * The form is that of the conformance cases, one object per event:
 *
 *   {"type": "key", "key": "page_up", "mods": ["ctrl"], "action": "press", "text": "", "shifted": "", "base": ""}
 *   {"type": "mouse", "action": "motion", "button": null, "row": 0, "col": 0, "x": 0, "y": 0, "mods": []}
 *   {"type": "paste", "text": "..."}
 *   {"type": "focus", "in": true}
 *
 * `key` is a name of quire/key.h, "space", or the character on the key; `text`, `shifted`, `base`, `mods`, `action`
 * (press), `x` and `y` (pixels) may be missing. Unknown members are ignored, wrong ones are errors. */
#ifndef ENCODE_EVENTS_H
#define ENCODE_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/key.h>
#include <quire/mouse.h>
#include <quire/paste.h>

#include "json_document.h"

enum encode_event_type { ENCODE_EVENT_KEY, ENCODE_EVENT_MOUSE, ENCODE_EVENT_PASTE, ENCODE_EVENT_FOCUS };

struct encode_event {
    enum encode_event_type type;
    struct quire_key_event key; /* its text, and `text` below, belong to the JSON document */
    struct quire_mouse_event mouse;
    const char *text; /* of a paste */
    size_t text_length;
    bool focused;
};

/* Reads one event. False: `error` says what is wrong with it. */
bool encode_event_read(struct json_object *value, struct encode_event *event, char *error, size_t error_size);

/* The bytes that the event sends: the library's encoder for its type, with that function's results. */
enum quire_result encode_event_write(const struct quire_input_modes *modes, const struct encode_event *event,
                                     char *buffer, size_t capacity, size_t *length);

#endif
