/* UTF-8 decoding against an independent decoder. */
#include "test.h"

#include <stdlib.h>

#include "utf8.h"

#define OUT_MAX 64

/* --- The naive decoder: looks at whole well-formed sequences only, by arithmetic */

/* The length of the well-formed sequence at the beginning of bytes[0..length), or 0. */
static size_t naive_whole(const uint8_t *bytes, size_t length, uint32_t *code_point) {
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t size = bytes[0] < 0x80   ? 1
                  : bytes[0] < 0xC0 ? 0
                  : bytes[0] < 0xE0 ? 2
                  : bytes[0] < 0xF0 ? 3
                  : bytes[0] < 0xF8 ? 4
                                    : 0;
    if (size == 0 || size > length)
        return 0;
    uint32_t value = size == 1 ? bytes[0] : bytes[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if (bytes[i] < 0x80 || bytes[i] > 0xBF)
            return 0;
        value = value * 64 + bytes[i] - 0x80;
    }
    if (value < smallest[size] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return 0;
    *code_point = value;
    return size;
}

/* Whether some bytes behind bytes[0..length) would make a well-formed sequence of it: tried. */
static bool try_prefix(const uint8_t *bytes, size_t length) {
    uint8_t whole[4] = {0};
    uint32_t code_point;
    memcpy(whole, bytes, length);
    for (size_t size = length + 1; size <= 4; size++) {
        for (unsigned next = 0x80; next <= 0xBF; next++) {
            whole[length] = (uint8_t)next;
            memset(whole + length + 1, 0x80, 3 - length);
            if (naive_whole(whole, size, &code_point) == size)
                return true;
        }
    }
    return false;
}

/* The same, remembered for the first two bytes: 0 not tried, 1 no, 2 yes. */
static bool naive_prefix(const uint8_t *bytes, size_t length) {
    static uint8_t known[65536];
    if (length != 2)
        return try_prefix(bytes, length);
    uint8_t *entry = &known[bytes[0] << 8 | bytes[1]];
    if (*entry == 0)
        *entry = try_prefix(bytes, 2) ? 2 : 1;
    return *entry == 2;
}

/* U+FFFD for each maximal subpart. What is unfinished at the end is not told, but *open says that it is there. */
static size_t naive_decode(const uint8_t *bytes, size_t length, uint32_t *out, bool *open) {
    size_t count = 0;
    *open = false;
    for (size_t at = 0; at < length;) {
        size_t size = naive_whole(bytes + at, length - at, &out[count]), subpart = 1;
        if (size > 0) {
            at += size;
            count++;
            continue;
        }
        while (bytes[at] >= 0x80 && subpart < length - at && subpart < 3 && naive_prefix(bytes + at, subpart + 1))
            subpart++;
        if (subpart == length - at && naive_prefix(bytes + at, subpart)) {
            *open = true;
            break;
        }
        out[count++] = 0xFFFD;
        at += subpart;
    }
    return count;
}

/* --- Ours */

/* Decodes all of it, in pieces of `piece` bytes, with an output of `capacity`. No controls in it. */
static size_t ours(const uint8_t *bytes, size_t length, size_t piece, size_t capacity, uint32_t *out, bool *open) {
    struct qr_utf8 utf8 = {0};
    size_t count = 0;
    for (size_t at = 0; at < length; at += piece) {
        const uint8_t *p = bytes + at, *end = length - at < piece ? bytes + length : p + piece;
        while (p < end) {
            size_t got = qr_utf8_decode(&utf8, &p, end, out + count, capacity, false);
            CHECK(got <= capacity);
            count += got;
            if (count > OUT_MAX - 8)
                break;
        }
    }
    *open = utf8.needed > 0;
    return count;
}

static bool agree(const uint8_t *bytes, size_t length, size_t piece, size_t capacity) {
    uint32_t have[OUT_MAX], want[OUT_MAX];
    bool have_open, want_open;
    size_t have_count = ours(bytes, length, piece, capacity, have, &have_open);
    size_t want_count = naive_decode(bytes, length, want, &want_open);
    return have_count == want_count && have_open == want_open && memcmp(have, want, have_count * sizeof *have) == 0;
}

/* Bytes that decoding does not stop at. */
static bool is_text(unsigned byte) {
    return byte >= 0x20 && byte != 0x7F;
}

/* All sequences of one to three bytes, followed by 'z' so that both the quick way (four bytes readable) and the slow
 * way are taken, and also as they are. */
static void exhaustive(void) {
    size_t wrong = 0;
    for (unsigned value = 0; value < 1u << 24; value++) {
        uint8_t bytes[4] = {(uint8_t)(value >> 16), (uint8_t)(value >> 8 & 255), (uint8_t)(value & 255), 'z'};
        if (!is_text(bytes[0]) || !is_text(bytes[1]) || !is_text(bytes[2]) || (bytes[0] < 0x80 && bytes[0] != 'a') ||
            (bytes[1] < 0x80 && bytes[1] != 'a') || (bytes[2] < 0x80 && bytes[2] != 'a'))
            continue; /* one letter stands for all */
        wrong += agree(bytes, 3, 1, 8) && agree(bytes, 4, 4, 8) ? 0 : 1;
    }
    CHECK_INT(wrong, 0);
    for (unsigned value = 0; value < 1u << 16; value++) {
        uint8_t bytes[2] = {(uint8_t)(value >> 8), (uint8_t)(value & 255)};
        if (is_text(bytes[0]) && is_text(bytes[1]))
            wrong += agree(bytes, 2, 2, 8) && agree(bytes, 1, 1, 8) ? 0 : 1;
    }
    CHECK_INT(wrong, 0);
}

/* Four bytes and one more: the edges of everything. */
static void four_bytes(void) {
    static const uint8_t leads[] = {0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                                    0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    static const uint8_t edges[] = {'a', 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xF5};
    const size_t n = sizeof edges;
    size_t wrong = 0;
    for (size_t lead = 0; lead < sizeof leads; lead++) {
        for (size_t i = 0; i < n * n * n; i++) {
            const uint8_t bytes[5] = {leads[lead], edges[i % n], edges[i / n % n], edges[i / n / n], 'z'};
            wrong += agree(bytes, 5, 5, 8) && agree(bytes, 5, 1 + i % 4, 1 + i % 2) ? 0 : 1;
        }
    }
    CHECK_INT(wrong, 0);
}

/* Every code point there is, encoded here. */
static void every_code_point(void) {
    size_t wrong = 0;
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        uint8_t bytes[5];
        size_t length = 0;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        if (c >= 0x10000) {
            bytes[length++] = (uint8_t)(0xF0 | c >> 18);
            bytes[length++] = (uint8_t)(0x80 | (c >> 12 & 63));
        } else if (c >= 0x800) {
            bytes[length++] = (uint8_t)(0xE0 | c >> 12);
        }
        if (c >= 0x800)
            bytes[length++] = (uint8_t)(0x80 | (c >> 6 & 63));
        else
            bytes[length++] = (uint8_t)(0xC0 | c >> 6);
        bytes[length++] = (uint8_t)(0x80 | (c & 63));
        for (size_t piece = 1; piece <= length; piece++) {
            uint32_t out[OUT_MAX];
            bool open;
            wrong += ours(bytes, length, piece, 8, out, &open) != 1 || out[0] != c || open;
        }
    }
    CHECK_INT(wrong, 0);
}

struct example {
    const char *bytes;
    uint32_t want[16];
};

/* The Unicode standard, section 3.9: tables 3-8 to 3-11, and the example of definition D93b. */
static void standard_examples(void) {
    static const struct example examples[] = {
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
         {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41}},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41",
         {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41}},
        {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41, 0xFFFD, 0xFFFD, 0x42}},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41}},
        {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
         {0x61, 0xFFFD, 0xFFFD, 0xFFFD, 0x62, 0xFFFD, 0x63, 0xFFFD, 0xFFFD, 0x64}},
        {"\x4D\xD0\xB0\xE4\xBA\x8C\xF0\x90\x8C\x82", {0x4D, 0x430, 0x4E8C, 0x10302}},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        size_t length = strlen(examples[i].bytes), want = 0;
        while (examples[i].want[want])
            want++;
        for (size_t piece = 1; piece <= length; piece++) {
            uint32_t out[OUT_MAX];
            bool open;
            CHECK_INT(ours((const uint8_t *)examples[i].bytes, length, piece, 8, out, &open), want);
            CHECK(memcmp(out, examples[i].want, want * sizeof *out) == 0);
            CHECK(!open);
        }
    }
}

static void stops(void) {
    struct qr_utf8 utf8 = {0};
    uint32_t out[8];
    const uint8_t control[] = {'a', 0xC3, 0xA9, '\n', 'b'}, *p = control;
    CHECK_INT(qr_utf8_decode(&utf8, &p, control + 5, out, 8, false), 2);
    CHECK_INT(p - control, 3);
    const uint8_t broken[] = {0xE2, 0x82, 0x7F};
    p = broken;
    CHECK_INT(qr_utf8_decode(&utf8, &p, broken + 3, out, 8, false), 1);
    CHECK_INT(p - broken, 2);
    CHECK_INT(out[0], 0xFFFD);
    CHECK_INT(utf8.needed, 0);
    const uint8_t c1[] = {0xE2, 0x82, 0x9B, 0x9B, 'm'};
    p = c1;
    CHECK_INT(qr_utf8_decode(&utf8, &p, c1 + 5, out, 8, true), 1);
    CHECK_INT(p - c1, 3);
    const uint8_t two[] = {0xC3, 0xA9, 0xC3, 0xA9};
    p = two;
    CHECK_INT(qr_utf8_decode(&utf8, &p, two + 4, out, 1, true), 1);
    CHECK_INT(p - two, 2);
    uint8_t ascii[3 + 2 * QR_UTF8_ASCII_PATIENCE] = {0xC3, 0xA9};
    uint32_t many[sizeof ascii];
    memset(ascii + 2, 'x', sizeof ascii - 2);
    p = ascii;
    CHECK_INT(qr_utf8_decode(&utf8, &p, ascii + sizeof ascii, many, sizeof ascii, true), 1 + QR_UTF8_ASCII_PATIENCE);
    CHECK_INT(p - ascii, 2 + QR_UTF8_ASCII_PATIENCE);
}

int main(void) {
    RUN(exhaustive);
    RUN(four_bytes);
    RUN(every_code_point);
    RUN(standard_examples);
    RUN(stops);
    return test_end();
}
