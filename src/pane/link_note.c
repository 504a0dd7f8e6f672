#include "link_note.h"

#include <stdbool.h>
#include <string.h>

/* Bytes of the character at a place of UTF-8, never more than there are. */
static size_t character_length(const unsigned char *at, size_t left) {
    size_t length = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : *at >= 0xC0 ? 2 : 1;
    return length < left ? length : left;
}

static uint32_t code_point(const unsigned char *at, size_t length) {
    uint32_t value = length > 1 ? *at & (0x7Fu >> length) : *at;
    for (size_t i = 1; i < length; i++) {
        value = value << 6 | (at[i] & 0x3Fu);
    }
    return value;
}

/* Controls, and what is not seen or turns what is around it. */
static bool deceives(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x3164 ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

/* Of wide characters: a note that is short of the row by some columns does no harm. */
static uint32_t columns(uint32_t c) {
    return c >= 0x1100 ? 2 : 1;
}

void link_note_write(const char *target, size_t length, uint32_t cols, char note[LINK_NOTE_MAX]) {
    const unsigned char *at = (const unsigned char *)target, *end = at + length;
    uint32_t used = 3; /* both blanks, and the ellipsis */
    size_t put = 0;
    note[put++] = ' ';
    while (at < end) {
        size_t bytes = character_length(at, (size_t)(end - at));
        uint32_t c = code_point(at, bytes);
        if (put + bytes + 8 > LINK_NOTE_MAX || used + columns(c) > cols + (at + bytes == end)) {
            memcpy(note + put, "\xE2\x80\xA6", 3);
            put += 3;
            break;
        }
        used += columns(c);
        if (deceives(c)) {
            note[put++] = '?';
        } else {
            memcpy(note + put, at, bytes);
            put += bytes;
        }
        at += bytes;
    }
    note[put++] = ' ';
    note[put] = '\0';
}
