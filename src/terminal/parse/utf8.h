/* utf8.h - bytes to code points, in any chunking.
 *
 * Well-formed is what table 3-7 of the Unicode standard lists; everything else becomes U+FFFD, one for each maximal
 * subpart of an ill-formed sequence (section 3.9, "U+FFFD Substitution of Maximal Subparts"). So the byte that shows a
 * sequence to be broken is not part of it: it is looked at again as the beginning of something new.
 *
 * What is known of an unfinished sequence fits into struct qr_utf8: the bits so far, how many bytes are still to come,
 * and the range of the next one. The range is what makes overlong forms, surrogates and values above U+10FFFF fail at
 * their second byte already.
 *
 * A string that is there as a whole is judged by the same rules (qr_utf8_is_text). */
#ifndef QR_UTF8_H
#define QR_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QR_UTF8_REPLACEMENT 0xFFFDu

/* An unfinished sequence; all zero is none. */
struct qr_utf8 {
    uint32_t partial;     /* the bits of the bytes so far */
    uint8_t needed;       /* bytes still to come; 0: no sequence is open and the other fields mean nothing */
    uint8_t lower, upper; /* the range that the next byte must be in */
};

/* Opens the sequence that `lead` begins. False, and no sequence open, when no sequence begins with that byte. */
bool qr_utf8_open(struct qr_utf8 *utf8, uint8_t lead);

/* Decodes text from *bytes up to `end` into `code_points` and moves *bytes behind it. Returns how many code points, at
 * most `capacity` (> 0). Stops
 *   - in front of a C0 control and of DEL, and with `stop_at_c1` in front of 0x80..0x9F outside a sequence;
 *   - behind QR_UTF8_ASCII_PATIENCE bytes of ASCII in a row, which the caller can hand on more cheaply;
 *   - at the end, where a sequence may stay open in *utf8.
 * A sequence broken by a byte where it stops has become U+FFFD, so *bytes may stay where it was although a code point
 * is returned. */
size_t qr_utf8_decode(struct qr_utf8 *utf8, const uint8_t **bytes, const uint8_t *end, uint32_t *code_points,
                      size_t capacity, bool stop_at_c1);

#define QR_UTF8_ASCII_PATIENCE 32

static inline bool qr_utf8_continues(uint8_t byte) {
    return (byte & 0xC0) == 0x80;
}

/* Decodes one whole well-formed sequence that begins with a byte >= 0x80, with at least four bytes readable at `p`.
 * Returns its length, or 0 for all that needs a closer look; then *code_point may not have been written. The common
 * case, kept free of tables and of state. */
static inline size_t qr_utf8_whole(const uint8_t *p, uint32_t *code_point) {
    uint32_t lead = p[0], value;
    if (lead < 0xE0) {
        *code_point = (lead & 0x1F) << 6 | (p[1] & 0x3Fu);
        return lead >= 0xC2 && qr_utf8_continues(p[1]) ? 2 : 0;
    }
    if (!qr_utf8_continues(p[1]) || !qr_utf8_continues(p[2]))
        return 0;
    value = (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    if (lead < 0xF0) {
        value |= (lead & 0x0F) << 12;
        *code_point = value;
        return value >= 0x800 && (value & 0xF800) != 0xD800 ? 3 : 0;
    }
    value = (lead & 0x0F) << 18 | value << 6 | (p[3] & 0x3Fu);
    *code_point = value;
    return qr_utf8_continues(p[3]) && value >= 0x10000 && value <= 0x10FFFF ? 4 : 0;
}

/* Are these bytes well-formed, and without controls (C0, DEL and C1)? */
bool qr_utf8_is_text(const char *bytes, size_t length);

#endif
