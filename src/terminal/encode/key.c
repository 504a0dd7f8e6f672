#include <string.h>

#include "key_encode.h"
#include "key_table.h"
#include "qr_sized.h"

struct subject {
    const struct quire_input_modes *modes;
    const struct quire_key_event *event;
};

static void emit(struct qr_sink *sink, const void *subject) {
    const struct quire_input_modes *modes = ((const struct subject *)subject)->modes;
    const struct quire_key_event *event = ((const struct subject *)subject)->event;
    if (modes->keyboard_locked)
        return;
    bool kitty = (modes->kitty_flags & QR_KITTY_KNOWN) != 0;
    if (!modes->vt52 && (kitty ? qr_key_kitty(sink, modes, event) : qr_key_modified(sink, modes, event)))
        return;
    qr_key_legacy(sink, modes, event);
}

static bool is_valid(const struct quire_key_event *event) {
    return (unsigned)event->key < QUIRE_KEY_COUNT && (unsigned)event->action <= QUIRE_KEY_RELEASE &&
           (event->text || event->text_length == 0) && qr_is_scalar(event->character) && qr_is_scalar(event->shifted) &&
           qr_is_scalar(event->base);
}

enum quire_result quire_key_encode(const struct quire_input_modes *modes, const struct quire_key_event *event,
                                   char *buffer, size_t capacity, size_t *length) {
    struct quire_input_modes own_modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event own_event = QUIRE_KEY_EVENT_INIT;
    if (!length || !QR_TAKE(own_modes, modes) || !QR_TAKE(own_event, event) || !is_valid(&own_event))
        return QUIRE_INVALID;
    struct subject subject = {&own_modes, &own_event};
    return qr_sink_fill(emit, &subject, buffer, capacity, length);
}

static const char *const names[QUIRE_KEY_COUNT] = {NULL,
#define KEY_NAME(key, text) text,
                                                   QUIRE_KEY_LIST(KEY_NAME)
#undef KEY_NAME
};

const char *quire_key_name(enum quire_key key) {
    return (unsigned)key < QUIRE_KEY_COUNT ? names[key] : NULL;
}

enum quire_key quire_key_from_name(const char *name) {
    for (unsigned key = 1; name && key < QUIRE_KEY_COUNT; key++)
        if (strcmp(names[key], name) == 0)
            return (enum quire_key)key;
    return QUIRE_KEY_CHARACTER;
}

uint32_t qr_key_chord(const struct quire_key_event *event) {
    uint32_t chord = event->mods & (QUIRE_MOD_SHIFT | QUIRE_MOD_ALT | QUIRE_MOD_CTRL);
    if (event->mods & QUIRE_MOD_META)
        chord |= QUIRE_MOD_ALT;
    return chord;
}

uint32_t qr_key_symbol(const struct quire_key_event *event) {
    if (!(event->mods & QUIRE_MOD_SHIFT))
        return event->character;
    if (event->shifted)
        return event->shifted;
    return event->character >= 'a' && event->character <= 'z' ? event->character - 'a' + 'A' : event->character;
}

char qr_key_backspace(const struct quire_input_modes *modes, uint32_t chord) {
    return modes->backspace_sends_bs == ((chord & QUIRE_MOD_CTRL) != 0) ? 0x7F : 0x08;
}
