/* tab_stops.h - horizontal tab stops, one bit a column. */
#ifndef QR_TAB_STOPS_H
#define QR_TAB_STOPS_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/limits.h>

struct qr_tab_stops {
    uint64_t bits[QUIRE_MAX_COLUMNS / 64];
};

/* A stop at every eighth column but the first. */
static inline void qr_tab_stops_default(struct qr_tab_stops *tabs) {
    for (uint32_t i = 0; i < QUIRE_MAX_COLUMNS / 64; i++)
        tabs->bits[i] = UINT64_C(0x0101010101010101);
    tabs->bits[0] &= ~UINT64_C(1);
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
