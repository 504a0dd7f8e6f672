/* qr_random.h - numbers that nobody outside the process can guess: seeds of hash tables, names of copies. */
#ifndef QR_RANDOM_H
#define QR_RANDOM_H

#include <stdint.h>

/* 64 bits from the system's randomness; about half a microsecond. Never waits and never fails: where the system has
 * none to give (early at boot, a sandbox without the call), the bits come from what the kernel put into this process
 * when it started and from its clocks, which is enough to keep a table from being flooded, and not for keys. Never from
 * an address, which programs leak. */
uint64_t qr_random(void);

/* What a host asked for as the seed of hash tables, or for 0 a random number. */
static inline uint64_t qr_seed_or_random(uint64_t seed) {
    return seed != 0 ? seed : qr_random();
}

#endif
