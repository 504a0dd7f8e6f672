#include "utf8_write.h"

size_t utf8_write(uint32_t code_point, char *bytes) {
    uint32_t c = code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000) ? 0xFFFD : code_point;
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t first[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = length; i-- > 1; c >>= 6) {
        bytes[i] = (char)(0x80 | (c & 0x3F));
    }
    bytes[0] = (char)(first[length] | c);
    return length;
}
