/* straight_short.h - short renditions of the default pen, with what they make of it in the open page.
 *
 * Lines of logs are text in a handful of colours, each set by a rendition of a few bytes and taken back by a reset. So
 * the bytes alone say what comes behind them: the pen, and the index that its style has in the open page, which else
 * would be found by taking the bytes apart, and by a look into a memo of styles. Short is everything up to a colour of
 * the palette alone, of which there are 256: hence so many places. */
#ifndef QR_STRAIGHT_SHORT_H
#define QR_STRAIGHT_SHORT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "csi_value.h"
#include "qr_style.h"

#define QR_STRAIGHT_SHORT 1024u
/* Bytes that are looked at: parameters, which are short when they are no more than eight, and the final. */
#define QR_STRAIGHT_SHORT_LOOK 9

struct qr_straight_known {
    uint64_t bytes; /* as of qr_straight_short_bytes */
    struct qr_style style;
    uint32_t index;
};

/* Indices are those of one vocabulary. What a place says is true while its tag is that of now: so a memo is emptied by
 * its tags, which are few bytes. */
struct qr_straight_short {
    uint64_t vocabulary;
    uint8_t now;
    uint8_t tags[QR_STRAIGHT_SHORT];
    struct qr_straight_known known[QR_STRAIGHT_SHORT];
};

static inline void qr_straight_short_clear(struct qr_straight_short *memo) {
    memset(memo->tags, 0, sizeof memo->tags);
    memo->now = 1;
}

/* Indices are of this vocabulary from now on: history->vocabularies. */
static inline void qr_straight_short_enter(struct qr_straight_short *memo, uint64_t vocabulary) {
    if (memo->vocabulary == vocabulary)
        return;
    memo->vocabulary = vocabulary;
    if (++memo->now == 0)
        qr_straight_short_clear(memo);
}

/* Begins with an empty one. */
static inline void qr_straight_short_begin(struct qr_straight_short *memo, uint64_t vocabulary) {
    memo->vocabulary = vocabulary;
    qr_straight_short_clear(memo);
}

/* The rendition behind a CSI, where QR_STRAIGHT_SHORT_LOOK bytes can be read, as a number that is no other's; 0: it is
 * not so short. *length: its bytes with the final. */
static inline uint64_t qr_straight_short_bytes(const uint8_t *p, uint32_t *length) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    bytes = qr_first_lowest(bytes);
    uint32_t parameters = qr_parameter_bytes(bytes);
    *length = parameters + 1;
    if (parameters == sizeof bytes)
        return p[parameters] == 'm' ? bytes : 0;
    return bytes << 8 * (sizeof bytes - 1 - parameters); /* the final is the highest byte, which is no parameter's */
}

static inline size_t qr_straight_short_place(uint64_t bytes) {
    _Static_assert(QR_STRAIGHT_SHORT == 1024, "ten bits choose a place");
    return (size_t)(bytes * UINT64_C(0x9E3779B97F4A7C15) >> 54);
}

/* What is known of such a number; NULL: nothing. */
static inline const struct qr_straight_known *qr_straight_short_find(const struct qr_straight_short *memo,
                                                                     uint64_t bytes) {
    size_t place = qr_straight_short_place(bytes);
    return memo->tags[place] == memo->now && memo->known[place].bytes == bytes ? &memo->known[place] : NULL;
}

static inline void qr_straight_short_learn(struct qr_straight_short *memo, struct qr_straight_known known) {
    size_t place = qr_straight_short_place(known.bytes);
    memo->known[place] = known;
    memo->tags[place] = memo->now;
}

#endif
