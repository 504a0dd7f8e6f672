/* osc.h - what the handlers of operating system commands share.
 *
 * osc.c has the table of commands. Each protocol has a file of its own, osc_*.c, with the functions that the table
 * names. A handler gets the bytes behind "number;" as they came: any bytes but controls, ill-formed UTF-8 among them.
 * What becomes text for the host goes through qr_osc_event or qr_text_clean first; what is sent back to the program is
 * built from our own tables or from characters that a protocol allows, so that no answer can be made to say anything.
 *
 * Handlers never fail: what they do not understand they leave alone. Memory that cannot be had is noted. */
#ifndef QR_OSC_H
#define QR_OSC_H

#include "engine.h"
#include "span.h"

struct qr_osc {
    uint32_t number;
    const uint8_t *text; /* never NULL */
    size_t length;
    const char *terminator; /* a reply ends as the question did */
};

typedef void qr_osc_handler(struct qr_engine *engine, const struct qr_osc *osc);

static inline struct qr_span qr_osc_span(const struct qr_osc *osc) {
    return (struct qr_span){osc->text, osc->length};
}

/* Splits off the part before the next ';'. False when nothing is left. */
bool qr_osc_next(struct qr_osc *rest, const uint8_t **part, size_t *length);

/* Is a part the question mark alone? */
bool qr_osc_is_query(const uint8_t *text, size_t length);

/* osc_color.c */
qr_osc_handler qr_osc_palette, qr_osc_palette_reset, qr_osc_dynamic, qr_osc_dynamic_reset;
/* osc_title.c: 0, 1, 2 */
qr_osc_handler qr_osc_title;
/* osc_link.c: 8 */
qr_osc_handler qr_osc_link;
/* osc_notify.c: 9, 777 */
qr_osc_handler qr_osc_9, qr_osc_777;
/* osc_pointer.c: 22 */
qr_osc_handler qr_osc_pointer;
/* osc_clipboard.c: 52 */
qr_osc_handler qr_osc_clipboard;
/* osc_shell.c: 7, 133 */
qr_osc_handler qr_osc_directory, qr_osc_shell;

/* Copies text for people: well-formed UTF-8 (U+FFFD for each maximal subpart that is not), no C0 and C1 controls, whole
 * characters, at most `capacity` bytes. Returns how many. */
size_t qr_text_clean(char *to, size_t capacity, struct qr_span text);

/* An event with cleaned text of at most `most` bytes, and a title if there is one. */
void qr_osc_event(struct qr_engine *engine, enum quire_event_type type, struct qr_span title, struct qr_span text,
                  size_t most);

#endif
