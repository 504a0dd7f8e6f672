/* osc_clipboard.c - the clipboard: OSC 52 (xterm ctlseqs). */
#include "osc.h"

#include "base64.h"
#include "qr_memory.h"

/* OSC 52 ; selections ; base64 or ?. */
void qr_osc_clipboard(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span rest = qr_osc_span(osc), selections;
    size_t written;
    if (!qr_span_next(&rest, ';', &selections) || !rest.bytes)
        return;
    struct quire_event event = {.type = QUIRE_EVENT_CLIPBOARD_QUERY,
                                .selection = selections.length ? (char)selections.bytes[0] : 'c'};
    if (qr_span_is(rest, "?")) {
        qr_event(e, &event);
        return;
    }
    size_t capacity = qr_base64_decoded_size_max(rest.length) + 1;
    uint8_t *data = e->allocator.alloc(e->allocator.user, capacity, 1);
    if (!data) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    event.type = QUIRE_EVENT_CLIPBOARD_SET;
    if (qr_base64_decode(rest.bytes, rest.length, data, capacity, &written) == QUIRE_OK) {
        event.text = (const char *)data;
        event.text_length = written;
        qr_event(e, &event);
    }
    e->allocator.free(e->allocator.user, data, capacity, 1);
}
