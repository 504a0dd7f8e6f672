#include "qr_crc32c.h"

#include <string.h>

/* Four bits at a time: small, and right everywhere. */
static uint32_t crc_portable(uint32_t crc, const uint8_t *bytes, size_t length) {
    static const uint32_t table[16] = {0x00000000, 0x105EC76F, 0x20BD8EDE, 0x30E349B1, 0x417B1DBC, 0x5125DAD3,
                                       0x61C69362, 0x7198540D, 0x82F63B78, 0x92A8FC17, 0xA24BB5A6, 0xB21572C9,
                                       0xC38D26C4, 0xD3D3E1AB, 0xE330A81A, 0xF36E6F75};
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return crc;
}

#if defined(__x86_64__) && defined(__GNUC__)
/* The same with the instruction that SSE 4.2 has for it. */
__attribute__((target("sse4.2"))) static uint32_t crc_sse42(uint32_t start, const uint8_t *bytes, size_t length) {
    uint64_t crc = start, word;
    for (; length >= 8; bytes += 8, length -= 8) {
        memcpy(&word, bytes, 8);
        crc = __builtin_ia32_crc32di(crc, word);
    }
    uint32_t rest = (uint32_t)crc;
    for (; length > 0; bytes++, length--)
        rest = __builtin_ia32_crc32qi(rest, *bytes);
    return rest;
}

uint32_t qr_crc32c(uint32_t crc, const void *bytes, size_t length) {
    return ~(__builtin_cpu_supports("sse4.2") ? crc_sse42(~crc, bytes, length) : crc_portable(~crc, bytes, length));
}
#else
uint32_t qr_crc32c(uint32_t crc, const void *bytes, size_t length) {
    return ~crc_portable(~crc, bytes, length);
}
#endif
