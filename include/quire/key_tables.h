/** @file
 * quire/key_tables.h - from what window systems and the kernel call keys to struct quire_key_event, and back.
 *
 * X11 and xkb give a keysym, Wayland and evdev a key code. These are numbers, and no header of theirs is needed here.
 * An X11 key code is the evdev code and 8. A host with a keymap asks for the keysym of the key as it is now: if that
 * has a quire_key, this is the event's key; else `character` is the character of the keysym at the first level,
 * `shifted` that of the second, and `base` the one at the key's place (quire_evdev_character).
 *
 * Tables, no state: any thread. Cost: a search of some steps. Sources: X11 protocol, appendix A "KEYSYM Encoding";
 * X11/XF86keysym.h; linux/input-event-codes.h. Since 0.1. */
#ifndef QUIRE_KEY_TABLES_H
#define QUIRE_KEY_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/key.h>

QUIRE_BEGIN_DECLS

/** The key that a keysym names; QUIRE_KEY_CHARACTER for those of characters and those that name none. Several keysyms
 * may name one key (Tab and ISO_Left_Tab). */
QUIRE_API enum quire_key quire_key_from_keysym(uint32_t keysym);

/** The keysym of a key, of several the usual one. 0: it has none (QUIRE_KEY_MEDIA_PLAY_PAUSE), or it is no named key.
 */
QUIRE_API uint32_t quire_key_keysym(enum quire_key key);

/** The code point that a keysym stands for, 0 when it is none, or a control: Latin-1, Unicode and the older keysyms of
 * other scripts, and the characters of the keypad. Dead keys have none. */
QUIRE_API uint32_t quire_keysym_character(uint32_t keysym);

/** The key at an evdev code, with the keypad as num lock makes it; QUIRE_KEY_CHARACTER where a character or no key
 * stands. A code knows no layout: AltGr is QUIRE_KEY_RIGHT_ALT. */
QUIRE_API enum quire_key quire_key_from_evdev(uint32_t code, bool num_lock);

/** The evdev code of a key. 0: it has none there. */
QUIRE_API uint32_t quire_key_evdev(enum quire_key key);

/** The character at an evdev code's place on a US keyboard without shift, 0 where there is none: `base` of an event. */
QUIRE_API uint32_t quire_evdev_character(uint32_t code);

/** The modifier that a key is, one of quire_modifier; 0 for keys that are none. The levels 3 and 5 have no bit. */
QUIRE_API uint32_t quire_key_modifier(enum quire_key key);

/** `mods` of a modifier's own event, for hosts whose window system says what was held before it (X11, Wayland; SDL says
 * what is held after): a press or repeat sets the bit, a release takes it away. What only the host knows stays with it:
 * the other key of a pair may be held still, and a lock that was on goes off with a release. Locks are set by a press
 * here and left alone by a release. Other keys change nothing. */
QUIRE_API uint32_t quire_key_mods_after(uint32_t mods_before, enum quire_key key, enum quire_key_action action);

QUIRE_END_DECLS

#endif
