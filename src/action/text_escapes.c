#include "text_escapes.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int digit_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Reads at most `most` digits; *count is how many there were. */
static uint32_t read_hex(const char *text, unsigned most, unsigned *count) {
    uint32_t value = 0;
    for (*count = 0; *count < most && digit_of(text[*count]) >= 0; ++*count) {
        value = value << 4 | (uint32_t)digit_of(text[*count]);
    }
    return value;
}

static size_t put_utf8(uint32_t c, char *bytes) {
    static const uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
    unsigned rest = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    bytes[0] = (char)(leads[rest] | c >> 6 * rest);
    for (unsigned i = 1; i <= rest; i++) {
        bytes[i] = (char)(0x80 | (c >> 6 * (rest - i) & 0x3F));
    }
    return rest + 1;
}

/* What is behind \x or \u. Returns how much of the text it is; 0: it is none. */
static size_t read_number(const char *text, char *bytes, size_t *length) {
    unsigned count;
    if (text[0] == 'x') {
        bytes[(*length)++] = (char)read_hex(text + 1, 2, &count);
        return count == 2 ? 3 : 0;
    }
    uint32_t c = text[1] == '{' ? read_hex(text + 2, 6, &count) : (count = 0);
    if (count == 0 || text[2 + count] != '}' || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        return 0;
    }
    *length += put_utf8(c, bytes + *length);
    return count + 3;
}

/* The same of one letter. */
static size_t read_letter(char letter, char *bytes, size_t *length) {
    static const char letters[] = "eabtnrs\\", values[] = "\033\a\b\t\n\r \\";
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    if (found != NULL) {
        bytes[(*length)++] = values[found - letters];
    }
    return found != NULL;
}

bool text_escapes_read(const char *text, char *bytes, size_t *length, char *error, size_t error_size) {
    *length = 0;
    while (*text != '\0') {
        if (*text != '\\') {
            bytes[(*length)++] = *text++;
            continue;
        }
        bool number = text[1] == 'x' || text[1] == 'u';
        size_t taken = number ? read_number(text + 1, bytes, length) : read_letter(text[1], bytes, length);
        if (taken == 0) {
            snprintf(error, error_size, "'%.6s' is no escape (\\e \\a \\b \\t \\n \\r \\s \\\\ \\xHH \\u{H...})", text);
            return false;
        }
        text += 1 + taken;
    }
    return true;
}
