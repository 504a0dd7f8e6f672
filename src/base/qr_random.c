#define _GNU_SOURCE /* getrandom, getauxval */
#include "qr_random.h"

#include <string.h>
#include <time.h>

/* The splitmix64 finaliser: every bit of the sum shows in every bit. */
static uint64_t mix(uint64_t z) {
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

#if defined(__linux__)
#include <sys/auxv.h>
#include <sys/random.h>

static int from_system(uint64_t *number) {
    return getrandom(number, sizeof *number, GRND_NONBLOCK) == (ssize_t)sizeof *number;
}

/* Sixteen bytes that the kernel gave to this process alone. */
static uint64_t from_process(void) {
    const void *bytes = (const void *)getauxval(AT_RANDOM); /* NOLINT(performance-no-int-to-ptr) */
    uint64_t words[2] = {0, 0};
    if (bytes)
        memcpy(words, bytes, sizeof words);
    return words[0] ^ words[1] ^ mix((uint64_t)clock());
}
#elif defined(__wasi__)
#include <unistd.h>

/* The host's: a module has no other source, and no clock of its own. */
static int from_system(uint64_t *number) {
    return getentropy(number, sizeof *number) == 0;
}

static uint64_t from_process(void) {
    return 0;
}
#else
static int from_system(uint64_t *number) {
    *number = 0;
    return 0;
}

static uint64_t from_process(void) {
    return mix((uint64_t)clock());
}
#endif

static uint64_t from_clock(void) {
    struct timespec now = {0, 0};
    (void)timespec_get(&now, TIME_UTC);
    return mix((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec);
}

uint64_t qr_random(void) {
    uint64_t number;
    return from_system(&number) ? number : mix(from_process() ^ from_clock());
}
