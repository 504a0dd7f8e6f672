/* xkb_keys.h - key codes of a keyboard in, key events of libquire out, by way of libxkbcommon.
 *
 * A window system says "key code 24 was pressed" and "the modifiers are now these". The keymap says what that means. A
 * program in a terminal wants to know more than the text it makes: which key it was, what it would be without shift,
 * what lies there on a standard keyboard, whether it was held. All that goes into a struct key_stroke.
 *
 * The modifier state comes from the window system (StateNotify, wl_keyboard.modifiers) and never from counting presses,
 * so AltGr, group switches and locks changed elsewhere are always right. Dead keys and Compose are done here.
 *
 * What it is not: it knows no display and no SDL. One thread. */
#ifndef XKB_KEYS_H
#define XKB_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/key.h>

struct xkb_context;
struct xkb_keymap;
struct xkb_state;
struct xkb_compose_table;
struct xkb_compose_state;

#define XKB_KEYS_CODES 1024u

/* One event for the terminal. event.text points to `text` of the same struct: copy with key_stroke_copy. */
struct key_stroke {
    struct quire_key_event event;
    char text[64];
};

struct xkb_keys {
    struct xkb_context *context;
    struct xkb_keymap *keymap;
    struct xkb_state *state;
    struct xkb_compose_table *compose_table; /* NULL: no compose for this locale */
    struct xkb_compose_state *compose;
    uint32_t held[XKB_KEYS_CODES / 32];
    uint32_t locks_before; /* quire_modifier bits: which locks were on when their keys went down */
};

enum xkb_keys_outcome {
    XKB_KEYS_STROKE,    /* *stroke is an event */
    XKB_KEYS_COMPOSING, /* the key went into an unfinished compose sequence */
    XKB_KEYS_NOTHING    /* the keymap knows nothing to do with this key */
};

/* Makes the context and the compose table of the locale. False: libxkbcommon does not work here. */
bool xkb_keys_init(struct xkb_keys *keys);
void xkb_keys_finish(struct xkb_keys *keys);

/* Takes over references on a keymap and its state. Held keys and an unfinished compose sequence are forgotten. */
void xkb_keys_set_keymap(struct xkb_keys *keys, struct xkb_keymap *keymap, struct xkb_state *state);

/* The window lost the keyboard: no key is held any more. */
void xkb_keys_forget(struct xkb_keys *keys);

/* Notes a press or release and says whether it is news: a press of a held key is a repeat, a release of a key that is
 * not held is none of ours (*action is not set then). */
bool xkb_keys_track(struct xkb_keys *keys, uint32_t code, bool pressed, enum quire_key_action *action);

/* What a key means right now. A press feeds the compose sequence; call it once per press. */
enum xkb_keys_outcome xkb_keys_stroke(struct xkb_keys *keys, uint32_t code, enum quire_key_action action,
                                      struct key_stroke *stroke);

void key_stroke_copy(struct key_stroke *to, const struct key_stroke *from);

#endif
