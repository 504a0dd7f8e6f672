#include "utf8_copy.h"

#include <string.h>

void utf8_copy(char *to, size_t size, const char *text, size_t length) {
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    if (length > 0) {
        memcpy(to, text, length);
    }
    to[length] = '\0';
}
