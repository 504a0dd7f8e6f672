#define _GNU_SOURCE
#include "xkb_keys.h"

#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>
#include <xkbcommon/xkbcommon-compose.h>
#include <xkbcommon/xkbcommon.h>

/* The locale as setlocale would find it; compose tables are chosen by its name. */
static const char *locale_name(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "C";
}

static struct xkb_compose_table *load_compose(struct xkb_context *context) {
    struct xkb_compose_table *table =
        xkb_compose_table_new_from_locale(context, locale_name(), XKB_COMPOSE_COMPILE_NO_FLAGS);
    if (table == NULL) { /* "C" has none, but dead keys should work there too */
        table = xkb_compose_table_new_from_locale(context, "en_US.UTF-8", XKB_COMPOSE_COMPILE_NO_FLAGS);
    }
    return table;
}

bool xkb_keys_init(struct xkb_keys *keys) {
    memset(keys, 0, sizeof *keys);
    keys->context = xkb_context_new(XKB_CONTEXT_NO_FLAGS);
    if (keys->context == NULL) {
        return false;
    }
    xkb_context_set_log_level(keys->context, XKB_LOG_LEVEL_CRITICAL);
    keys->compose_table = load_compose(keys->context);
    if (keys->compose_table != NULL) {
        keys->compose = xkb_compose_state_new(keys->compose_table, XKB_COMPOSE_STATE_NO_FLAGS);
    }
    return true;
}

void xkb_keys_finish(struct xkb_keys *keys) {
    xkb_compose_state_unref(keys->compose);
    xkb_compose_table_unref(keys->compose_table);
    xkb_state_unref(keys->state);
    xkb_keymap_unref(keys->keymap);
    xkb_context_unref(keys->context);
    memset(keys, 0, sizeof *keys);
}

void xkb_keys_set_keymap(struct xkb_keys *keys, struct xkb_keymap *keymap, struct xkb_state *state) {
    xkb_state_unref(keys->state);
    xkb_keymap_unref(keys->keymap);
    keys->keymap = keymap;
    keys->state = state;
    xkb_keys_forget(keys);
}

void xkb_keys_forget(struct xkb_keys *keys) {
    memset(keys->held, 0, sizeof keys->held);
    if (keys->compose != NULL) {
        xkb_compose_state_reset(keys->compose);
    }
}

bool xkb_keys_track(struct xkb_keys *keys, uint32_t code, bool pressed, enum quire_key_action *action) {
    if (code >= XKB_KEYS_CODES) {
        return false;
    }
    uint32_t *word = &keys->held[code / 32], bit = 1u << code % 32;
    bool was_held = (*word & bit) != 0;
    if (!pressed && !was_held) {
        return false;
    }
    if (pressed) {
        *word |= bit;
        *action = was_held ? QUIRE_KEY_REPEAT : QUIRE_KEY_PRESS;
    } else {
        *word &= ~bit;
        *action = QUIRE_KEY_RELEASE;
    }
    return true;
}

static uint32_t mods_of(struct xkb_state *state) {
    static const struct {
        const char *name;
        uint32_t mod;
    } names[] = {{XKB_MOD_NAME_SHIFT, QUIRE_MOD_SHIFT},    {XKB_MOD_NAME_ALT, QUIRE_MOD_ALT},
                 {XKB_MOD_NAME_CTRL, QUIRE_MOD_CTRL},      {XKB_MOD_NAME_LOGO, QUIRE_MOD_SUPER},
                 {XKB_MOD_NAME_CAPS, QUIRE_MOD_CAPS_LOCK}, {XKB_MOD_NAME_NUM, QUIRE_MOD_NUM_LOCK}};
    uint32_t mods = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (xkb_state_mod_name_is_active(state, names[i].name, XKB_STATE_MODS_EFFECTIVE) == 1) {
            mods |= names[i].mod;
        }
    }
    return mods;
}

/* What modifiers a key makes by itself, and all held keys together: no locks. */
static uint32_t mods_of_keys(const struct xkb_keys *keys, const uint32_t *codes, uint32_t words) {
    struct xkb_state *state = xkb_state_new(keys->keymap);
    if (state == NULL) {
        return 0;
    }
    for (uint32_t code = 0; code < words * 32; code++) {
        if (codes[code / 32] & 1u << code % 32) {
            xkb_state_update_key(state, code, XKB_KEY_DOWN);
        }
    }
    uint32_t mods = mods_of(state);
    xkb_state_unref(state);
    return mods;
}

/* The modifiers after a modifier's own event; the window system tells the state before it. A key that is still held may
 * hold the same modifier. A lock that was on when its key went down goes off when it comes up. */
static uint32_t mods_after(struct xkb_keys *keys, uint32_t code, enum quire_key key, enum quire_key_action action) {
    const uint32_t locks = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK, before = mods_of(keys->state);
    uint32_t lock = quire_key_modifier(key) & locks, alone[XKB_KEYS_CODES / 32] = {0};
    if (action == QUIRE_KEY_PRESS) {
        keys->locks_before = (keys->locks_before & ~lock) | (before & lock);
    }
    if (action == QUIRE_KEY_RELEASE && keys->locks_before & lock) {
        return before & ~lock;
    }
    if (lock != 0 || code >= XKB_KEYS_CODES) {
        return before | lock;
    }
    alone[code / 32] = 1u << code % 32;
    uint32_t own = mods_of_keys(keys, alone, XKB_KEYS_CODES / 32) & ~locks;
    uint32_t held = mods_of_keys(keys, keys->held, XKB_KEYS_CODES / 32);
    return action == QUIRE_KEY_RELEASE ? (before & ~own) | (held & own) : before | own;
}

static bool is_dead(xkb_keysym_t sym) {
    return (sym >= XKB_KEY_dead_grave && sym < XKB_KEY_dead_a) ||
           (sym >= XKB_KEY_dead_lowline && sym <= XKB_KEY_dead_longsolidusoverlay);
}

static bool holds_ctrl(const struct xkb_keys *keys) {
    return xkb_state_mod_name_is_active(keys->state, XKB_MOD_NAME_CTRL, XKB_STATE_MODS_EFFECTIVE) == 1;
}

/* The character that a dead key makes with the space bar, which is what it looks like; 0: there is none. */
static uint32_t dead_character(const struct xkb_keys *keys, xkb_keysym_t dead) {
    struct xkb_compose_state *state =
        keys->compose_table != NULL ? xkb_compose_state_new(keys->compose_table, XKB_COMPOSE_STATE_NO_FLAGS) : NULL;
    uint32_t character = 0;
    if (state != NULL) {
        xkb_compose_state_feed(state, dead);
        xkb_compose_state_feed(state, XKB_KEY_space);
        character = xkb_keysym_to_utf32(xkb_compose_state_get_one_sym(state));
    }
    xkb_compose_state_unref(state);
    return character;
}

/* The character that a key makes at a level of the present layout, 0 when it makes none. With ctrl a dead key waits for
 * no other one: ctrl and dead circumflex is ctrl and ^. */
static uint32_t level_character(const struct xkb_keys *keys, uint32_t code, xkb_level_index_t level) {
    xkb_layout_index_t layout = xkb_state_key_get_layout(keys->state, code);
    const xkb_keysym_t *syms;
    if (layout == XKB_LAYOUT_INVALID ||
        xkb_keymap_key_get_syms_by_level(keys->keymap, code, layout, level, &syms) != 1) {
        return 0;
    }
    uint32_t character =
        is_dead(syms[0]) && holds_ctrl(keys) ? dead_character(keys, syms[0]) : xkb_keysym_to_utf32(syms[0]);
    return character >= 0x20 && character != 0x7F ? character : 0;
}

/* The modifiers that programs are told of. What is left of a state (level three, level five) only chooses between the
 * characters of a key. */
static xkb_mod_mask_t told_modifiers(struct xkb_keymap *keymap) {
    static const char *const names[] = {XKB_MOD_NAME_SHIFT, XKB_MOD_NAME_ALT,  XKB_MOD_NAME_CTRL,
                                        XKB_MOD_NAME_LOGO,  XKB_MOD_NAME_CAPS, XKB_MOD_NAME_NUM};
    xkb_mod_mask_t mask = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        xkb_mod_index_t index = xkb_keymap_mod_get_index(keymap, names[i]);
        mask |= index != XKB_MOD_INVALID ? 1u << index : 0;
    }
    return mask;
}

/* The two characters, without and with shift, of the levels that AltGr and its like have chosen. False: they choose
 * nothing on this key. */
static bool chosen_characters(const struct xkb_keys *keys, uint32_t code, struct quire_key_event *event) {
    xkb_mod_mask_t chosen =
        xkb_state_serialize_mods(keys->state, XKB_STATE_MODS_EFFECTIVE) & ~told_modifiers(keys->keymap);
    xkb_mod_index_t shift = xkb_keymap_mod_get_index(keys->keymap, XKB_MOD_NAME_SHIFT);
    struct xkb_state *state = chosen != 0 ? xkb_state_new(keys->keymap) : NULL;
    if (state == NULL) {
        return false;
    }
    xkb_layout_index_t layout = xkb_state_key_get_layout(keys->state, code);
    xkb_state_update_mask(state, chosen, 0, 0, 0, 0, layout);
    event->character = level_character(keys, code, xkb_state_key_get_level(state, code, layout));
    xkb_state_update_mask(state, chosen | (shift != XKB_MOD_INVALID ? 1u << shift : 0), 0, 0, 0, 0, layout);
    event->shifted = level_character(keys, code, xkb_state_key_get_level(state, code, layout));
    xkb_state_unref(state);
    return event->character != 0;
}

/* First code point of valid UTF-8 (libxkbcommon made it). */
static uint32_t first_character(const char *text) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        return bytes[0];
    }
    if (bytes[0] < 0xE0) {
        return (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    }
    if (bytes[0] < 0xF0) {
        return (bytes[0] & 0xFu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    }
    return (bytes[0] & 7u) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 | (bytes[3] & 0x3Fu);
}

/* Puts the compose sequence's result into text. True: the key was swallowed by an unfinished sequence. */
static bool compose(struct xkb_keys *keys, xkb_keysym_t sym, char *text, size_t size) {
    if (keys->compose == NULL || xkb_compose_state_feed(keys->compose, sym) != XKB_COMPOSE_FEED_ACCEPTED) {
        return false;
    }
    enum xkb_compose_status status = xkb_compose_state_get_status(keys->compose);
    if (status == XKB_COMPOSE_COMPOSED) {
        xkb_compose_state_get_utf8(keys->compose, text, size);
        xkb_compose_state_reset(keys->compose);
    } else if (status == XKB_COMPOSE_CANCELLED) { /* the key that broke the sequence counts by itself */
        xkb_compose_state_reset(keys->compose);
    }
    return status == XKB_COMPOSE_COMPOSING;
}

static void set_text(struct key_stroke *stroke) {
    unsigned char first = (unsigned char)stroke->text[0];
    if (first < 0x20 || first == 0x7F) {
        stroke->text[0] = '\0';
    }
    stroke->event.text_length = strlen(stroke->text);
    stroke->event.text = stroke->event.text_length > 0 ? stroke->text : NULL;
}

enum xkb_keys_outcome xkb_keys_stroke(struct xkb_keys *keys, uint32_t code, enum quire_key_action action,
                                      struct key_stroke *stroke) {
    if (keys->state == NULL) {
        return XKB_KEYS_NOTHING;
    }
    stroke->event = (struct quire_key_event)QUIRE_KEY_EVENT_INIT;
    stroke->text[0] = '\0';
    xkb_keysym_t sym = xkb_state_key_get_one_sym(keys->state, code);
    struct quire_key_event *event = &stroke->event;
    event->action = action;
    event->key = quire_key_from_keysym(sym);
    event->mods =
        quire_key_modifier(event->key) != 0 ? mods_after(keys, code, event->key, action) : mods_of(keys->state);
    if (action != QUIRE_KEY_RELEASE) {
        xkb_state_key_get_utf8(keys->state, code, stroke->text, sizeof stroke->text);
        bool composes = action == QUIRE_KEY_PRESS && !(is_dead(sym) && holds_ctrl(keys));
        if (composes && compose(keys, sym, stroke->text, sizeof stroke->text)) {
            return XKB_KEYS_COMPOSING;
        }
    }
    set_text(stroke);
    if (event->key != QUIRE_KEY_CHARACTER) {
        return XKB_KEYS_STROKE;
    }
    if (!chosen_characters(keys, code, event)) {
        event->character = level_character(keys, code, 0);
        event->shifted = level_character(keys, code, 1);
    }
    event->base = quire_evdev_character(code - 8);
    if (event->character == 0 && event->text_length > 0) {
        event->character = first_character(stroke->text);
    }
    if (event->shifted == event->character) {
        event->shifted = 0;
    }
    return event->character != 0 ? XKB_KEYS_STROKE : XKB_KEYS_NOTHING;
}

void key_stroke_copy(struct key_stroke *to, const struct key_stroke *from) {
    *to = *from;
    if (from->event.text != NULL) {
        to->event.text = to->text;
    }
}
