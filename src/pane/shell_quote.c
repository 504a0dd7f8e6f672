#define _GNU_SOURCE
#include "shell_quote.h"

#include <string.h>

/* How many bytes the character at `at` has; 0: it is a control character, or no UTF-8. Overlong forms and surrogates
 * are none. */
static size_t printable(const unsigned char *at) {
    static const unsigned smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xC0 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF8 ? 4 : 0;
    if (length == 1) {
        return at[0] >= 0x20 && at[0] != 0x7F;
    }
    unsigned value = length > 0 ? at[0] & (0xFFu >> (length + 1)) : 0;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0; /* the end of the text, too */
        }
        value = value << 6 | (at[i] & 0x3Fu);
    }
    bool valid = length > 0 && value >= smallest[length] && value >= 0xA0 && value <= 0x10FFFF &&
                 (value < 0xD800 || value > 0xDFFF);
    return valid ? length : 0;
}

static bool all_printable(const char *name) {
    const unsigned char *at = (const unsigned char *)name;
    size_t length = 1;
    while (*at != '\0' && length > 0) {
        length = printable(at);
        at += length;
    }
    return *at == '\0';
}

/* Whether no shell sees anything in the name but its letters. A word that begins with ~ or = is expanded. */
static bool is_plain(const char *name) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+,:@%-";
    return name[0] != '\0' && name[strspn(name, plain)] == '\0';
}

static bool quote_printable(struct byte_buffer *to, const char *name) {
    bool good = byte_buffer_append(to, "'", 1);
    while (good && *name != '\0') {
        size_t length = strcspn(name, "'");
        good = byte_buffer_append(to, name, length);
        name += length;
        if (good && *name == '\'') {
            good = byte_buffer_append(to, "'\\''", 4);
            name++;
        }
    }
    return good && byte_buffer_append(to, "'", 1);
}

/* One byte of a name in $'...'. Three octal digits end by themselves, whatever follows. */
static bool escape_byte(struct byte_buffer *to, unsigned char byte) {
    char octal[4] = {'\\', (char)('0' + (byte >> 6)), (char)('0' + (byte >> 3 & 7)), (char)('0' + (byte & 7))};
    return byte == '\n' ? byte_buffer_append(to, "\\n", 2) : byte_buffer_append(to, octal, sizeof octal);
}

/* Quotes, backslashes and ! (bash's history looks for it before quotes of this kind are understood) are escaped, too.
 */
static bool quote_controls(struct byte_buffer *to, const char *name) {
    bool good = byte_buffer_append(to, "$'", 2);
    while (good && *name != '\0') {
        size_t length = strchr("'\\!", *name) == NULL ? printable((const unsigned char *)name) : 0;
        good = length > 0 ? byte_buffer_append(to, name, length) : escape_byte(to, (unsigned char)*name);
        name += length > 0 ? length : 1;
    }
    return good && byte_buffer_append(to, "'", 1);
}

bool shell_quote(struct byte_buffer *to, const char *name) {
    size_t before = to->length;
    bool good = is_plain(name)        ? byte_buffer_append(to, name, strlen(name))
                : all_printable(name) ? quote_printable(to, name)
                                      : quote_controls(to, name);
    to->length = good ? to->length : before;
    return good;
}
