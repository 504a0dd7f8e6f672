#define _GNU_SOURCE
#include "key_chord.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct word {
    const char *name;
    uint32_t value;
};

static const struct word modifiers[] = {{"ctrl", QUIRE_MOD_CTRL},   {"shift", QUIRE_MOD_SHIFT},
                                        {"alt", QUIRE_MOD_ALT},     {"super", QUIRE_MOD_SUPER},
                                        {"hyper", QUIRE_MOD_HYPER}, {"meta", QUIRE_MOD_META},
                                        {"control", QUIRE_MOD_CTRL}}; /* the last one is read only */
/* Signs with names: '+' stands between the parts, and these lie at the shifted level on some layouts; and what cannot
 * be seen. */
static const struct word signs[] = {{"plus", '+'}, {"minus", '-'}, {"equal", '='}, {"space", ' '}};
/* What other terminals call keys. */
static const struct {
    const char *name, *ours;
} aliases[] = {{"return", "enter"},  {"esc", "escape"},      {"pageup", "page_up"},  {"pagedown", "page_down"},
               {"arrow_up", "up"},   {"arrow_down", "down"}, {"arrow_left", "left"}, {"arrow_right", "right"},
               {"prior", "page_up"}, {"next", "page_down"}};
static const char physical[] = "physical:";

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Case means nothing. */
static const struct word *word_of(const struct word *table, size_t count, const char *text, size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(table[i].name) == length && strncasecmp(table[i].name, text, length) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

/* The code point that is all of the text; 0: it is more, or less. */
static uint32_t single_character(const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t want = length == 0 ? 1 : bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    uint32_t c = want == 1 ? length > 0 ? bytes[0] : 0 : bytes[0] & (0xFFu >> (want + 1));
    for (size_t i = 1; i < want && i < length; i++) {
        c = c << 6 | (bytes[i] & 0x3Fu);
    }
    return length == want && c > 0x20 && c != 0x7F ? c : 0;
}

/* "key_z", "digit_1": places. 0: it is none. */
static uint32_t place_of(const char *name) {
    bool letter = strncmp(name, "key_", 4) == 0 && name[4] >= 'a' && name[4] <= 'z' && name[5] == '\0';
    bool digit = strncmp(name, "digit_", 6) == 0 && name[6] >= '0' && name[6] <= '9' && name[7] == '\0';
    return letter ? (uint32_t)name[4] : digit ? (uint32_t)name[6] : 0;
}

static enum quire_key key_of(const char *name) {
    for (size_t i = 0; i < COUNT(aliases); i++) {
        if (strcmp(aliases[i].name, name) == 0) {
            name = aliases[i].ours;
        }
    }
    return quire_key_from_name(name);
}

static bool read_name(const char *text, size_t length, struct key_chord *chord) {
    char name[32];
    if (length == 0 || length >= sizeof name) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        name[i] = (char)tolower((unsigned char)text[i]);
    }
    name[length] = '\0';
    chord->character = place_of(name);
    chord->physical = chord->character != 0; /* other keys lie where they lie */
    chord->key = chord->character != 0 ? QUIRE_KEY_CHARACTER : key_of(name);
    return chord->character != 0 || chord->key != QUIRE_KEY_CHARACTER;
}

/* What is written as a sign of the table is found as its name is. */
static bool lies_anywhere(uint32_t character) {
    for (size_t i = 0; i < COUNT(signs); i++) {
        if (signs[i].value == character) {
            return character != ' ';
        }
    }
    return false;
}

static bool read_key(const char *text, size_t length, struct key_chord *chord) {
    const struct word *sign = word_of(signs, COUNT(signs), text, length);
    uint32_t character = sign != NULL ? sign->value : single_character(text, length);
    chord->key = QUIRE_KEY_CHARACTER;
    chord->character = character < 0x80 ? (uint32_t)tolower((int)character) : character;
    chord->any_shift = lies_anywhere(character) && (chord->mods & QUIRE_MOD_SHIFT) == 0 && !chord->physical;
    return character != 0 || read_name(text, length, chord);
}

uint32_t key_chord_modifier(const char *name, size_t length) {
    const struct word *modifier = word_of(modifiers, COUNT(modifiers), name, length);
    return modifier != NULL ? modifier->value : 0;
}

bool key_chord_read(const char *text, size_t length, struct key_chord *chord) {
    const char *end = text + length, *plus;
    memset(chord, 0, sizeof *chord);
    if (length > sizeof physical - 1 && strncmp(text, physical, sizeof physical - 1) == 0) {
        chord->physical = true;
        text += sizeof physical - 1;
    }
    while ((plus = memchr(text, '+', (size_t)(end - text))) != NULL && plus > text && plus + 1 < end) {
        uint32_t modifier = key_chord_modifier(text, (size_t)(plus - text));
        if (modifier == 0) {
            return false;
        }
        chord->mods |= modifier;
        text = plus + 1;
    }
    return read_key(text, (size_t)(end - text), chord);
}

static void write_character(uint32_t c, char *text, size_t size) {
    for (size_t i = 0; i < COUNT(signs); i++) {
        if (signs[i].value == c) {
            snprintf(text, size, "%s", signs[i].name);
            return;
        }
    }
    static const uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
    char utf8[5] = {(char)c, 0, 0, 0, 0};
    if (c >= 0x80) {
        int rest = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        utf8[0] = (char)(leads[rest] | c >> 6 * rest);
        for (int i = 1; i <= rest; i++) {
            utf8[i] = (char)(0x80 | (c >> 6 * (rest - i) & 0x3F));
        }
    }
    snprintf(text, size, "%s", utf8);
}

size_t key_chord_write_modifiers(uint32_t mods, char *text, size_t size) {
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i + 1 < COUNT(modifiers); i++) {
        if ((mods & modifiers[i].value) != 0) {
            length += (size_t)snprintf(text + length, size - length, "%s+", modifiers[i].name);
        }
    }
    return length;
}

void key_chord_write(const struct key_chord *chord, char *text, size_t size) {
    size_t length = (size_t)snprintf(text, size, "%s", chord->physical ? physical : "");
    length += key_chord_write_modifiers(chord->mods, text + length, size - length);
    if (chord->key == QUIRE_KEY_CHARACTER) {
        write_character(chord->character, text + length, size - length);
    } else {
        snprintf(text + length, size - length, "%s", quire_key_name(chord->key));
    }
}

bool key_chord_same(const struct key_chord *a, const struct key_chord *b) {
    return a->mods == b->mods && a->key == b->key && a->character == b->character && a->any_shift == b->any_shift &&
           a->physical == b->physical;
}

/* A layout without Latin letters still has the bindings: at their places on a US keyboard. */
static bool same_character(const struct key_chord *chord, const struct quire_key_event *event) {
    bool shifted = (event->mods & QUIRE_MOD_SHIFT) != 0;
    if (chord->physical) {
        return chord->character == event->base;
    }
    if (chord->any_shift) {
        return chord->character == (shifted && event->shifted != 0 ? event->shifted : event->character);
    }
    return chord->character == event->character || (event->character > 0x7F && chord->character == event->base);
}

bool key_chord_matches(const struct key_chord *chord, const struct quire_key_event *event) {
    uint32_t ignored = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK | (chord->any_shift ? (uint32_t)QUIRE_MOD_SHIFT : 0u);
    return (event->mods & ~ignored) == chord->mods && chord->key == event->key &&
           (chord->key != QUIRE_KEY_CHARACTER || same_character(chord, event));
}
