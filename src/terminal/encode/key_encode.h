/* key_encode.h - the three encodings of a key, and who decides between them.
 *
 * key.c checks the event and asks in this order:
 *   1. the kitty keyboard protocol, when any of its flags is set. It answers true when it has said all there is to say
 *      (which may be nothing) and false when the protocol leaves this event to the legacy encoding;
 *   2. modifyOtherKeys, when no kitty flag is set: true when it wrote a sequence;
 *   3. the legacy encoding.
 * Each of them appends to a sink and may be run twice on the same event (encode_sink.h), so it keeps no state. */
#ifndef KEY_ENCODE_H
#define KEY_ENCODE_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/key.h>
#include <quire/mouse.h>

#include "encode_sink.h"

/* The flags of the kitty keyboard protocol. */
enum qr_kitty_flag {
    QR_KITTY_DISAMBIGUATE = 1 << 0,
    QR_KITTY_EVENT_TYPES = 1 << 1,
    QR_KITTY_ALTERNATES = 1 << 2,
    QR_KITTY_ALL_KEYS = 1 << 3,
    QR_KITTY_TEXT = 1 << 4,
    QR_KITTY_KNOWN = (1 << 5) - 1
};

#define QR_MOD_LOCKS (QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK)
#define QR_MOD_ALL 0xFFu

bool qr_key_kitty(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event);
bool qr_key_modified(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event);
void qr_key_legacy(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event);

/* Shift, alt and ctrl as the legacy encoding sees them: meta counts as alt, everything else is not seen. */
uint32_t qr_key_chord(const struct quire_key_event *event);

/* The character on the key with regard to shift: what xterm calls the key symbol. 0 when the key has none. */
uint32_t qr_key_symbol(const struct quire_key_event *event);

/* The byte that backspace sends: DECBKM chooses, ctrl chooses the other one. */
char qr_key_backspace(const struct quire_input_modes *modes, uint32_t chord);

#endif
