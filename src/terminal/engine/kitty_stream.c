/* kitty_stream.c - strings of kitty's graphics protocol while they come. */
#include "kitty_images.h"

#include "qr_memory.h"
#include "string_stream.h"

static bool on_begin(struct qr_engine *e, const struct qr_sequence *introducer) {
    (void)introducer;
    if (!e->images.kitty)
        e->images.kitty = qr_alloc_zeroed(&e->allocator, sizeof *e->images.kitty);
    if (!e->images.kitty) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return false;
    }
    e->images.kitty->head[0] = 'G';
    e->images.kitty->length = 1;
    return true;
}

static void on_data(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_kitty_images *kitty = e->images.kitty;
    size_t room = QR_KITTY_HEAD - kitty->length, kept = length < room ? length : room;
    memcpy(kitty->head + kitty->length, bytes, kept);
    kitty->length += kept;
}

static void on_end(struct qr_engine *e, bool well, bool bel) {
    (void)bel;
    if (well)
        qr_event_unknown(e, "APC ", e->images.kitty->head, e->images.kitty->length);
}

const struct qr_string_stream qr_kitty_stream = {on_begin, on_data, on_end};

void qr_kitty_forget(struct qr_engine *e) {
    qr_free(&e->allocator, e->images.kitty, sizeof *e->images.kitty);
    e->images.kitty = NULL;
}
