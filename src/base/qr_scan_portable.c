/* qr_scan_portable.c - runs with plain 64-bit words, for any processor, and for what is shorter than a vector. */
#include <string.h>

#include "qr_scan_lines.h"

/* The same byte in all eight places of a word. */
#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

static bool in_range(uint8_t byte, uint8_t first, uint8_t last) {
    return byte >= first && byte <= last;
}

/* --- printable ASCII */

/* Bytes one by one; for what is left behind the last whole word, and for finding the place inside one. */
static size_t ascii_bytewise(const uint8_t *bytes, size_t start, size_t length) {
    size_t i = start;
    while (i < length && in_range(bytes[i], 0x20, 0x7E))
        i++;
    return i;
}

/* Whether all eight bytes are printable. With no top bit set, adding 0x60 sets it in exactly the bytes >= 0x20, and
 * adding 1 sets it in exactly the bytes 0x7F; neither carries into the next byte. */
static bool word_printable(uint64_t word) {
    if (word & EVERY(0x80))
        return false;
    return ((word + EVERY(0x60)) & ~(word + EVERY(0x01)) & EVERY(0x80)) == EVERY(0x80);
}

static size_t ascii_run(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (!word_printable(word))
            break;
    }
    return ascii_bytewise(bytes, i, length);
}

/* --- text: anything but 0x00..0x1F and 0x7F */

static size_t text_bytewise(const uint8_t *bytes, size_t start, size_t length) {
    size_t i = start;
    while (i < length && bytes[i] >= 0x20 && bytes[i] != 0x7F)
        i++;
    return i;
}

/* Whether none of eight bytes is a control: with their top bits taken away they are not, or they had one. */
static bool word_textual(uint64_t word) {
    uint64_t low = word & EVERY(0x7F);
    uint64_t text = (low + EVERY(0x60)) & ~(low + EVERY(0x01));
    return ((text | word) & EVERY(0x80)) == EVERY(0x80);
}

static size_t text_run(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (!word_textual(word))
            break;
    }
    return text_bytewise(bytes, i, length);
}

/* --- blocks */

static struct qr_line_masks line_masks(const uint8_t *bytes) {
    struct qr_line_masks masks = {0, 0, 0};
    for (size_t i = 0; i < QR_SCAN_BLOCK; i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (word_textual(word))
            continue;
        for (size_t at = i; at < i + sizeof word; at++) {
            masks.controls |= (uint64_t)(bytes[at] < 0x20 || bytes[at] == 0x7F) << at;
            masks.line_feeds |= (uint64_t)(bytes[at] == '\n') << at;
            masks.returns |= (uint64_t)(bytes[at] == '\r') << at;
        }
    }
    return masks;
}

static struct qr_sequence_masks sequence_masks(const uint8_t *bytes) {
    struct qr_sequence_masks masks = {0, 0, 0, 0, 0, 0};
    for (size_t i = 0; i < QR_SCAN_BLOCK; i++) {
        masks.escapes |= (uint64_t)(bytes[i] == 0x1B) << i;
        masks.tabs |= (uint64_t)(bytes[i] == '\t') << i;
        masks.brackets |= (uint64_t)(bytes[i] == '[') << i;
        masks.finals |= (uint64_t)(bytes[i] == 'm') << i;
        masks.parameters |= (uint64_t)in_range(bytes[i], '0', ';') << i;
        masks.separators |= (uint64_t)in_range(bytes[i], ':', ';') << i;
    }
    return masks;
}

static bool is_of_lines(const uint8_t *bytes, struct qr_scan_lines *to) {
    struct qr_line_masks masks = line_masks(bytes);
    uint64_t others = qr_other_controls(&masks), begin;
    if (!qr_line_ends_belong(&masks, to))
        return false;
    if ((others | to->bracket | to->parameters) != 0) {
        struct qr_sequence_masks found = sequence_masks(bytes);
        if (!qr_sequences_belong(&found, others, to, &begin) || qr_sequence_is_long(&found, begin))
            return false;
    }
    to->count += qr_count_each(masks.line_feeds);
    return true;
}

static size_t lines(const uint8_t *bytes, size_t length, struct qr_scan_lines *to) {
    size_t at = 0;
    for (struct qr_scan_lines next = *to; length - at >= QR_SCAN_BLOCK; at += QR_SCAN_BLOCK, *to = next) {
        if (!is_of_lines(bytes + at, &next))
            break;
    }
    return at;
}

/* --- characters */

static bool continues(uint8_t byte) {
    return in_range(byte, 0x80, 0xBF);
}

/* The bytes of the letter at the beginning; 0: there is none, or it is not whole. */
static size_t letter(const uint8_t *bytes, size_t length) {
    if (in_range(bytes[0], 0x20, 0x7E))
        return 1;
    bool lead = in_range(bytes[0], 0xC3, 0xCB) || in_range(bytes[0], 0xCE, 0xD1);
    return lead && length >= 2 && continues(bytes[1]) ? 2 : 0;
}

static struct qr_scan_count letters(const uint8_t *bytes, size_t length, size_t limit) {
    struct qr_scan_count count = {0, 0};
    while (count.characters < limit && count.bytes < length) {
        size_t step = letter(bytes + count.bytes, length - count.bytes);
        if (step == 0)
            break;
        count.bytes += step;
        count.characters++;
    }
    return count;
}

static bool three(const uint8_t *bytes, uint8_t first, uint8_t last) {
    return in_range(bytes[0], first, last) && continues(bytes[1]) && continues(bytes[2]);
}

static struct qr_scan_count threes(const uint8_t *bytes, size_t length, size_t limit, uint8_t first, uint8_t last) {
    struct qr_scan_count count = {0, 0};
    while (count.characters < limit && length - count.bytes >= 3 && three(bytes + count.bytes, first, last)) {
        count.bytes += 3;
        count.characters++;
    }
    return count;
}

/* --- well-formed UTF-8 */

/* The second bytes that the first allows: those of table 3-7 of the Unicode standard, without C1. */
static bool second_belongs(uint8_t lead, uint8_t second) {
    uint8_t first = lead == 0xE0 || lead == 0xC2 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t last = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return in_range(second, first, last);
}

/* The bytes of the character at the beginning; 0: it is a control, or not whole and well-formed. */
static size_t clean_character(const uint8_t *bytes, size_t length) {
    uint8_t lead = bytes[0];
    if (lead < 0x80)
        return in_range(lead, 0x20, 0x7E) || lead == '\t' || lead == '\n';
    size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (!in_range(lead, 0xC2, 0xF4) || length < size || !second_belongs(lead, bytes[1]))
        return 0;
    for (size_t i = 2; i < size; i++) {
        if (!continues(bytes[i]))
            return 0;
    }
    return size;
}

static size_t clean_run(const uint8_t *bytes, size_t length) {
    size_t at = 0, step = 1;
    while (step > 0 && at < length) {
        at += ascii_run(bytes + at, length - at);
        step = at < length ? clean_character(bytes + at, length - at) : 0;
        at += step;
    }
    return at;
}

const struct qr_scan_version qr_scan_portable = {"portable", ascii_run, text_run, lines, letters, threes, clean_run};
