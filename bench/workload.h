/* workload.h - the generators of the set's workload, the same in every implementation that is measured (README.md). */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* A style of 16 bytes: foreground and background (26 bits each) and attributes in the first word. */
struct style {
    uint64_t first, second;
};

/* splitmix64. */
struct generator {
    uint64_t state;
};

static inline uint64_t mix64(uint64_t x) {
    uint64_t z = x + UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline uint64_t generator_next(struct generator *generator) {
    uint64_t value = mix64(generator->state);
    generator->state += UINT64_C(0x9E3779B97F4A7C15);
    return value;
}

static inline uint32_t generator_below(struct generator *generator, uint32_t n) {
    return (uint32_t)((generator_next(generator) >> 32) * n >> 32);
}

/* style(i) of the workload: an RGB foreground, a palette background or none, bold, italic. */
static inline struct style make_style(uint32_t i) {
    uint32_t v = i * UINT32_C(0x9E3779B1) & 0xFFFFFF;
    uint64_t rgb = (uint64_t)(v & 255) << 16 | (v >> 8 & 255) << 8 | v >> 16, h = mix64(i);
    uint64_t background =
        (0 - (h & 1)) & (UINT64_C(1) << 24 | (h >> 8 & 255)); /* no branch: half of them would be missed */
    uint64_t attributes = (h >> 16 & 1) | (h >> 17 & 1) << 2;
    return (struct style){UINT64_C(2) << 24 | rgb | background << 26 | attributes << 52, 0};
}

/* Zipf: weights floor(2^32 / (k + 1)), cumulative. */
struct zipf {
    uint64_t *cumulative;
    uint32_t count;
};

static inline bool zipf_make(struct zipf *zipf, uint32_t count) {
    uint64_t total = 0;
    zipf->count = count;
    zipf->cumulative = malloc(count * sizeof *zipf->cumulative);
    for (uint32_t k = 0; zipf->cumulative && k < count; k++) {
        total += (UINT64_C(1) << 32) / (k + 1);
        zipf->cumulative[k] = total;
    }
    return zipf->cumulative != NULL;
}

/* The first k whose cumulative weight is above a random number. */
static inline uint32_t zipf_pick(const struct zipf *zipf, struct generator *generator) {
    uint64_t at = generator_next(generator) % zipf->cumulative[zipf->count - 1];
    uint32_t low = 0, high = zipf->count - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (zipf->cumulative[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static inline void zipf_free(struct zipf *zipf) {
    free(zipf->cumulative);
}

#endif
