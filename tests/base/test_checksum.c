/* qr_crc32c.h against the values of RFC 3720 and against itself bit by bit, in both its forms; and the names of
 * results. */
#include "test.h"

#include "qr_crc32c.c"

#include <quire/result.h>
#include <quire/version.h>

typedef uint32_t checksum(uint32_t crc, const void *bytes, size_t length);

static uint32_t bit_by_bit(uint32_t crc, const void *bytes, size_t length) {
    const uint8_t *at = bytes;
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc ^= at[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0x82F63B78) : crc >> 1;
    }
    return ~crc;
}

static uint32_t portable(uint32_t crc, const void *bytes, size_t length) {
    return ~crc_portable(~crc, bytes, length);
}

static void known_values(checksum *sum) {
    uint8_t bytes[32] = {0};
    CHECK_INT(sum(0, "123456789", 9), 0xE3069283);
    CHECK_INT(sum(0, "", 0), 0);
    CHECK_INT(sum(0, bytes, 32), 0x8A9136AA);
    memset(bytes, 0xFF, 32);
    CHECK_INT(sum(0, bytes, 32), 0x62A8AB43);
    for (uint8_t i = 0; i < 32; i++)
        bytes[i] = i;
    CHECK_INT(sum(0, bytes, 32), 0x46DD794E);
}

/* Every length, beginning anywhere, in two pieces cut anywhere. */
static void same_however_cut(checksum *sum) {
    uint8_t bytes[48];
    for (uint32_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 167 + 13);
    for (size_t from = 0; from < 9; from++) {
        for (size_t length = 0; from + length <= sizeof bytes; length++) {
            uint32_t want = bit_by_bit(0, bytes + from, length);
            CHECK(sum(0, bytes + from, length) == want);
            size_t cut = length / 3;
            CHECK(sum(sum(0, bytes + from, cut), bytes + from + cut, length - cut) == want);
        }
    }
}

/* Lengths around those that are put together from parts. */
static void same_when_long(checksum *sum) {
    static uint8_t bytes[20000];
    static const size_t lengths[] = {2047, 2048, 4096, 6143, 6144, 6145, 6152, 12287, 12288, 12301, 18432, 19980};
    for (uint32_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * i * 167 >> 7);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        CHECK(sum(0, bytes + i, lengths[i]) == bit_by_bit(0, bytes + i, lengths[i]));
        CHECK(sum(12345, bytes + i, lengths[i]) == bit_by_bit(12345, bytes + i, lengths[i]));
    }
}

static void as_it_is_called(void) {
    known_values(qr_crc32c);
    same_however_cut(qr_crc32c);
    same_when_long(qr_crc32c);
}

static void without_the_instruction(void) {
    known_values(portable);
    same_however_cut(portable);
    same_when_long(portable);
}

static void results_have_names(void) {
#define NAMED(name, code, text)                                                                                        \
    CHECK_STR(quire_result_name(QUIRE_##name), #name);                                                                 \
    CHECK_STR(quire_result_text(QUIRE_##name), text);
    QUIRE_RESULT_LIST(NAMED)
#undef NAMED
    CHECK_STR(quire_result_name((enum quire_result)9999), "UNKNOWN");
    CHECK_STR(quire_result_text((enum quire_result)9999), "an unknown result code");
    CHECK_INT(quire_version(), QUIRE_VERSION_NUMBER);
    CHECK_STR(quire_version_string(), QUIRE_VERSION_STRING);
}

int main(void) {
    RUN(as_it_is_called);
    RUN(without_the_instruction);
    RUN(results_have_names);
    return test_end();
}
