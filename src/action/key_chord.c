#define _GNU_SOURCE
#include "key_chord.h"

#include <stdio.h>
#include <string.h>

struct word {
    const char *name;
    uint32_t value;
};

static const struct word modifiers[] = {
    {"ctrl", QUIRE_MOD_CTRL}, {"shift", QUIRE_MOD_SHIFT}, {"alt", QUIRE_MOD_ALT}, {"super", QUIRE_MOD_SUPER}};
/* Signs with names: '+' stands between the parts, and these lie at the shifted level on some layouts. */
static const struct word signs[] = {{"plus", '+'}, {"minus", '-'}, {"equal", '='}};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct word *word_of(const struct word *table, size_t count, const char *text, size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(table[i].name) == length && memcmp(table[i].name, text, length) == 0) {
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

static bool read_key(const char *text, size_t length, struct key_chord *chord) {
    char name[32];
    const struct word *sign = word_of(signs, COUNT(signs), text, length);
    chord->key = QUIRE_KEY_CHARACTER;
    chord->character = sign != NULL ? sign->value : single_character(text, length);
    chord->any_shift = sign != NULL && (chord->mods & QUIRE_MOD_SHIFT) == 0;
    if (chord->character != 0 || length == 0 || length >= sizeof name) {
        return chord->character != 0;
    }
    memcpy(name, text, length);
    name[length] = '\0';
    chord->key = quire_key_from_name(name);
    return chord->key != QUIRE_KEY_CHARACTER;
}

bool key_chord_read(const char *text, size_t length, struct key_chord *chord) {
    const char *end = text + length, *plus;
    memset(chord, 0, sizeof *chord);
    while ((plus = memchr(text, '+', (size_t)(end - text))) != NULL && plus > text && plus + 1 < end) {
        const struct word *modifier = word_of(modifiers, COUNT(modifiers), text, (size_t)(plus - text));
        if (modifier == NULL) {
            return false;
        }
        chord->mods |= modifier->value;
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

void key_chord_write(const struct key_chord *chord, char *text, size_t size) {
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < COUNT(modifiers); i++) {
        if ((chord->mods & modifiers[i].value) != 0) {
            length += (size_t)snprintf(text + length, size - length, "%s+", modifiers[i].name);
        }
    }
    if (chord->key == QUIRE_KEY_CHARACTER) {
        write_character(chord->character, text + length, size - length);
    } else {
        snprintf(text + length, size - length, "%s", quire_key_name(chord->key));
    }
}

bool key_chord_same(const struct key_chord *a, const struct key_chord *b) {
    return a->mods == b->mods && a->key == b->key && a->character == b->character && a->any_shift == b->any_shift;
}

/* A layout without Latin letters still has the bindings: at their places on a US keyboard. */
static bool same_character(const struct key_chord *chord, const struct quire_key_event *event) {
    bool shifted = (event->mods & QUIRE_MOD_SHIFT) != 0;
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
