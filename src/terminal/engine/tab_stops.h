/* tab_stops.h - horizontal tab stops, one bit a column. */
#ifndef QR_TAB_STOPS_H
#define QR_TAB_STOPS_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/limits.h>

struct qr_tab_stops {
    uint64_t bits[QUIRE_MAX_COLUMNS / 64];
};

/* As every terminal has them. */
#define QR_TAB_WIDTH 8u

/* Stops of a width in the 64 columns from `first` on: at its multiples, but for the first column of all. */
static inline uint64_t qr_tab_stops_word(uint32_t first, uint32_t width) {
    uint64_t bits = 0;
    for (uint32_t x = (width - first % width) % width; x < 64; x += width)
        bits |= UINT64_C(1) << x;
    return first == 0 ? bits & ~UINT64_C(1) : bits;
}

/* As after a reset. Words of a width that divides 64 are all the same; others cost a few instructions a stop. */
static inline void qr_tab_stops_default(struct qr_tab_stops *tabs, uint32_t width) {
    uint64_t same = qr_tab_stops_word(64, width);
    for (uint32_t i = 1; i < QUIRE_MAX_COLUMNS / 64; i++)
        tabs->bits[i] = 64 % width == 0 ? same : qr_tab_stops_word(i * 64, width);
    tabs->bits[0] = qr_tab_stops_word(0, width);
}

static inline bool qr_tab_stops_are_default(const struct qr_tab_stops *tabs, uint32_t width) {
    for (uint32_t i = 0; i < QUIRE_MAX_COLUMNS / 64; i++) {
        if (tabs->bits[i] != qr_tab_stops_word(i * 64, width))
            return false;
    }
    return true;
}

static inline bool qr_tab_stop_at(const struct qr_tab_stops *tabs, uint32_t x) {
    return tabs->bits[x / 64] >> (x % 64) & 1;
}

static inline void qr_tab_stop_set(struct qr_tab_stops *tabs, uint32_t x, bool stop) {
    uint64_t bit = UINT64_C(1) << (x % 64);
    tabs->bits[x / 64] = stop ? tabs->bits[x / 64] | bit : tabs->bits[x / 64] & ~bit;
}

/* The next stop behind x, or `limit` when there is none before it. */
static inline uint32_t qr_tab_stop_next(const struct qr_tab_stops *tabs, uint32_t x, uint32_t limit) {
    for (x++; x < limit; x++) {
        if (qr_tab_stop_at(tabs, x))
            return x;
    }
    return limit;
}

/* The stop before x, or `limit`. */
static inline uint32_t qr_tab_stop_previous(const struct qr_tab_stops *tabs, uint32_t x, uint32_t limit) {
    while (x > limit) {
        x--;
        if (qr_tab_stop_at(tabs, x))
            return x;
    }
    return limit;
}

#endif
