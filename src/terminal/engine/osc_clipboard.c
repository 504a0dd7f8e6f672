/* osc_clipboard.c - the clipboard: OSC 52 (xterm ctlseqs).
 *
 * The selections are letters: c clipboard, p primary, q secondary, s what the host selects with, 0 to 7 cut buffers;
 * none is c. A text is set in each of them, one event for each; a question is asked for the first. Text that is no
 * base64 clears the selections. */
#include "osc.h"

#include "base64.h"
#include "qr_memory.h"

static const char letters[] = "cpqs01234567";

/* One event for each selection that is named, in the order of the names. */
static void tell_each(struct qr_engine *e, struct qr_span selections, struct quire_event *event) {
    uint32_t told = 0;
    for (size_t i = 0; i < selections.length; i++) {
        const char *letter = selections.bytes[i] ? strchr(letters, selections.bytes[i]) : NULL;
        uint32_t bit = letter ? UINT32_C(1) << (letter - letters) : 0;
        if (!letter || (told & bit))
            continue;
        told |= bit;
        event->selection = *letter;
        qr_event(e, event);
        if (event->type == QUIRE_EVENT_CLIPBOARD_QUERY)
            return;
    }
}

void qr_clipboard_set(struct qr_engine *e, struct qr_span selections, struct qr_span encoded) {
    size_t capacity = qr_base64_decoded_size_max(encoded.length) + 1, written = 0;
    uint8_t *data = e->allocator.alloc(e->allocator.user, capacity, 1);
    if (!data) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    bool sound = qr_base64_decode(encoded.bytes, encoded.length, data, capacity, &written) == QUIRE_OK;
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_SET, .text = (const char *)data};
    event.text_length = sound ? written : 0;
    tell_each(e, selections, &event);
    e->allocator.free(e->allocator.user, data, capacity, 1);
}

/* OSC 52 ; selections ; base64 or ?. */
void qr_osc_clipboard(struct qr_engine *e, const struct qr_osc *osc) {
    static const uint8_t clipboard[] = "c";
    struct qr_span rest = qr_osc_span(osc), selections;
    if (!qr_span_next(&rest, ';', &selections) || !rest.bytes)
        return;
    if (selections.length == 0)
        selections = (struct qr_span){clipboard, 1};
    struct quire_event query = {.size = sizeof query, .type = QUIRE_EVENT_CLIPBOARD_QUERY};
    qr_note_question(e, QR_QUESTION_CLIPBOARD);
    if (qr_span_is(rest, "?"))
        tell_each(e, selections, &query);
    else
        qr_clipboard_set(e, selections, rest);
}
