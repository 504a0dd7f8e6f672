/* qr_scan_lines.h - whether all bytes of a block are of lines (qr_scan.h), told from masks: bit i stands for byte i.
 *
 * What has to stand behind a control of a kind is a shift of where they are. Where parameters end is found by adding
 * the places where they begin to the places where they are: the sum goes through each run of them to the place behind
 * it. So a block costs the same whatever is in it. */
#ifndef QR_SCAN_LINES_H
#define QR_SCAN_LINES_H

#include "qr_scan.h"

struct qr_line_masks {
    uint64_t controls; /* 0x00..0x1F and 0x7F */
    uint64_t line_feeds, returns;
};

struct qr_sequence_masks {
    uint64_t escapes, tabs, brackets, finals; /* 0x1B, 0x09, 0x5B, 0x6D */
    uint64_t parameters, separators;          /* 0x30..0x3B, 0x3A and 0x3B of them */
};

/* Controls that are no ends of lines. */
static inline uint64_t qr_other_controls(const struct qr_line_masks *masks) {
    return masks->controls & ~(masks->line_feeds | masks->returns);
}

/* Does LF stand behind each CR? */
static inline bool qr_line_ends_belong(const struct qr_line_masks *masks, struct qr_scan_lines *lines) {
    uint64_t second = masks->returns << 1 | lines->line_feed;
    lines->line_feed = masks->returns >> 63;
    return (second & ~masks->line_feeds) == 0;
}

/* Are all other controls HT or the beginnings of such sequences, as far as they are in the block? *begin: where their
 * parameters begin. */
static inline bool qr_sequences_belong(const struct qr_sequence_masks *masks, uint64_t others,
                                       struct qr_scan_lines *lines, uint64_t *begin) {
    uint64_t second = masks->escapes << 1 | lines->bracket, brackets = second & masks->brackets;
    *begin = brackets << 1 | lines->parameters;
    uint64_t behind = *begin + masks->parameters;
    lines->bracket = masks->escapes >> 63;
    lines->parameters = brackets >> 63 | (behind < *begin);
    return (second ^ brackets) == 0 && (behind & ~masks->parameters & ~masks->finals) == 0 &&
           (others & ~(masks->escapes | masks->tabs)) == 0;
}

/* Cost: the bits. */
static inline uint32_t qr_count_each(uint64_t bits) {
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Has one of the sequences more separators than a block may have of it, or is the block in the middle of one? Only for
 * a block that has so many at all. */
static inline bool qr_sequence_is_long(const struct qr_sequence_masks *masks, uint64_t begin) {
    for (; begin != 0; begin &= begin - 1) {
        uint64_t run = masks->parameters & ~(masks->parameters + (begin & (0 - begin)));
        if (qr_count_each(run & masks->separators) > QR_SCAN_SEPARATORS)
            return true;
    }
    return masks->parameters == UINT64_MAX;
}

#endif
