/* osc_text.c - how text of a program becomes text for people: titles, notifications and names are cleaned the same
 * way. */
#include "osc.h"

#include "qr_memory.h"
#include "utf8.h"

size_t qr_text_clean(char *to, size_t capacity, struct qr_span text) {
    struct qr_utf8 state = {0};
    const uint8_t *at = text.bytes, *end = qr_span_end(text);
    size_t used = 0;
    while (at < end) {
        uint32_t points[64];
        const uint8_t *before = at;
        size_t count = qr_utf8_decode(&state, &at, end, points, 64, false);
        for (size_t i = 0; i < count; i++) {
            uint8_t bytes[4];
            uint32_t size = points[i] >= 0x80 && points[i] < 0xA0 ? 0 : qr_utf8_put(bytes, points[i]);
            if (used + size > capacity)
                return used;
            memcpy(to + used, bytes, size);
            used += size;
        }
        at += at == before && count == 0; /* a control, where the decoder stops */
    }
    if (state.needed > 0 && used + 3 <= capacity)
        used += qr_utf8_put((uint8_t *)to + used, QR_UTF8_REPLACEMENT);
    return used;
}

/* What `length` bytes become at most: an ill-formed byte makes a character of three. */
static size_t cleaned_size(struct qr_span text, size_t most) {
    return text.length < most / 3 ? text.length * 3 : most;
}

void qr_osc_event(struct qr_engine *e, enum quire_event_type type, struct qr_span title, struct qr_span text,
                  size_t most) {
    if (!e->callbacks.event)
        return;
    size_t title_room = cleaned_size(title, most), size = title_room + cleaned_size(text, most) + 1;
    char *buffer = e->allocator.alloc(e->allocator.user, size, 1);
    if (!buffer) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    struct quire_event event = {.size = sizeof event, .type = type, .title = buffer, .text = buffer + title_room};
    event.title_length = qr_text_clean(buffer, title_room, title);
    event.text_length = qr_text_clean(buffer + title_room, size - title_room - 1, text);
    qr_event(e, &event);
    e->allocator.free(e->allocator.user, buffer, size, 1);
}
