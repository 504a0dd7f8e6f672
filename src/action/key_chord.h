/* key_chord.h - a key with modifiers as people write it: "ctrl+shift+c", "shift+page_up", "ctrl+plus", "f11".
 *
 * A letter or sign is what the key gives without modifiers; on a layout without Latin letters its place on a US
 * keyboard counts. Signs that lie differently on each layout ("plus", "minus", "equal") are found with or without
 * shift. With "physical:" before it a letter or sign is a place, whatever the layout has there: that where a US
 * keyboard has it ("physical:ctrl+z"; "key_z" and "digit_1" say the same in the words of the W3C). Case means nothing:
 * keys have one name each, and a capital is shift and a letter. */
#ifndef KEY_CHORD_H
#define KEY_CHORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/key.h>

struct key_chord {
    uint32_t mods; /* quire_modifier bits */
    enum quire_key key;
    uint32_t character; /* of QUIRE_KEY_CHARACTER */
    bool any_shift;     /* shift may or may not be held */
    bool physical;      /* `character` is a place on a US keyboard */
};

/* Reads `length` bytes. False: it is no chord. */
bool key_chord_read(const char *text, size_t length, struct key_chord *chord);

/* Writes it as it is read; at most 63 bytes and a NUL. */
void key_chord_write(const struct key_chord *chord, char *text, size_t size);

/* A modifier by its name; 0: it is none. And their names, each with a + behind it; returns the number of bytes. */
uint32_t key_chord_modifier(const char *name, size_t length);
size_t key_chord_write_modifiers(uint32_t mods, char *text, size_t size);

bool key_chord_same(const struct key_chord *a, const struct key_chord *b);
bool key_chord_matches(const struct key_chord *chord, const struct quire_key_event *event);

#endif
