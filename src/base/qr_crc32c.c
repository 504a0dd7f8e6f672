#include "qr_crc32c.h"

#include <stdbool.h>
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

/* The same with an instruction for it: SSE 4.2 has one, and nearly all of AArch64. As with qr_scan.h the processor is
 * asked each time, and the function carries the instruction as an attribute. */
#if defined(__GNUC__) && defined(__x86_64__)

#define TARGET __attribute__((target("sse4.2")))
#define CRC_WORD(crc, word) (uint32_t) __builtin_ia32_crc32di(crc, word)
#define CRC_BYTE(crc, byte) __builtin_ia32_crc32qi(crc, byte)

static bool has_instruction(void) {
    return __builtin_cpu_supports("sse4.2");
}

#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__linux__)

#include <sys/auxv.h>

#ifdef __clang__
#define TARGET __attribute__((target("crc")))
#define CRC_WORD(crc, word) __builtin_arm_crc32cd(crc, word)
#define CRC_BYTE(crc, byte) __builtin_arm_crc32cb(crc, byte)
#else
#define TARGET __attribute__((target("+crc")))
#define CRC_WORD(crc, word) __builtin_aarch64_crc32cx(crc, word)
#define CRC_BYTE(crc, byte) __builtin_aarch64_crc32cb(crc, byte)
#endif

static bool has_instruction(void) {
    return (getauxval(AT_HWCAP) & HWCAP_CRC32) != 0;
}

#endif

#ifdef TARGET

/* The product of two polynomials modulo that of the checksum. The highest bit is x^0. */
static uint32_t times(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t bit = UINT32_C(0x80000000); bit != 0; bit >>= 1) {
        product ^= a & bit ? b : 0;
        b = b >> 1 ^ (b & 1 ? UINT32_C(0x82F63B78) : 0);
    }
    return product;
}

/* The instruction can be begun each cycle, but what it makes is there after three: so long stretches are three parts
 * side by side. Bytes behind a part multiply what it came to by x^8 for each of them. */
#define PART 2048u
#define BEHIND_ONE_PART UINT32_C(0xD65762A)   /* x^(8 * 2048) */
#define BEHIND_TWO_PARTS UINT32_C(0x35D73A62) /* x^(8 * 4096) */

TARGET static uint32_t crc_of_three(uint32_t first, const uint8_t *bytes) {
    uint32_t second = 0, third = 0;
    for (size_t i = 0; i < PART; i += 8) {
        uint64_t words[3];
        memcpy(&words[0], bytes + i, 8);
        memcpy(&words[1], bytes + PART + i, 8);
        memcpy(&words[2], bytes + 2 * PART + i, 8);
        first = CRC_WORD(first, words[0]);
        second = CRC_WORD(second, words[1]);
        third = CRC_WORD(third, words[2]);
    }
    return times(first, BEHIND_TWO_PARTS) ^ times(second, BEHIND_ONE_PART) ^ third;
}

TARGET static uint32_t crc_by_instruction(uint32_t crc, const uint8_t *bytes, size_t length) {
    uint64_t word;
    for (; length >= 3 * PART; bytes += 3 * PART, length -= 3 * PART)
        crc = crc_of_three(crc, bytes);
    for (; length >= 8; bytes += 8, length -= 8) {
        memcpy(&word, bytes, 8);
        crc = CRC_WORD(crc, word);
    }
    for (; length > 0; bytes++, length--)
        crc = CRC_BYTE(crc, *bytes);
    return crc;
}

#else

#define crc_by_instruction crc_portable

static bool has_instruction(void) {
    return false;
}

#endif

uint32_t qr_crc32c(uint32_t crc, const void *bytes, size_t length) {
    return ~(has_instruction() ? crc_by_instruction(~crc, bytes, length) : crc_portable(~crc, bytes, length));
}
