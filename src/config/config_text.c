#include "config_text.h"

#include <stdint.h>
#include <string.h>

#include <quire/parse.h>

/* What is ill-formed is decoded to U+FFFD, which may also stand in the text. */
bool config_text_is_utf8(const char *text) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t points[256];
    size_t length = strlen(text), taken, count, replaced = 0, written = 0;
    for (const char *at = text; (at = strstr(at, "\xEF\xBF\xBD")) != NULL; at++) {
        written++;
    }
    for (; length > 0; text += taken, length -= taken) {
        if (quire_utf8_decode(&decoder, text, length, points, 256, &taken, &count) != QUIRE_OK) {
            return false;
        }
        for (size_t i = 0; i < count; i++) {
            replaced += points[i] == 0xFFFD;
        }
    }
    return !quire_utf8_end(&decoder) && replaced == written;
}

/* Controls, and characters that would show a line as it is not: of no width, or turning its direction. */
static bool is_unseen(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Bytes of the well-formed character that begins here; 0: it is none, or unseen. */
static size_t character_at(const char *text) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t c;
    size_t taken, count, length = 0;
    do {
        if (text[length] == '\0' || quire_utf8_decode(&decoder, text + length, 1, &c, 1, &taken, &count) != QUIRE_OK) {
            return 0;
        }
        length++;
    } while (count == 0);
    bool is_written = strncmp(text, "\xEF\xBF\xBD", 3) == 0; /* what stands for the ill-formed, itself */
    return count == 1 && !is_unseen(c) && (c != 0xFFFD || is_written) ? length : 0;
}

void config_text_show(const char *text, char *shown, size_t size) {
    char *end = shown + size;
    while (*text != '\0') {
        size_t length = character_at(text), taken = length > 0 ? length : 1;
        if (taken >= (size_t)(end - shown)) {
            break;
        }
        memcpy(shown, length > 0 ? text : "?", taken);
        shown += taken;
        text += taken;
    }
    *shown = '\0';
}
