/* qr_scan_neon.c - runs by vectors of 16 bytes on AArch64. There is no instruction that makes a mask: shifting pairs of
 * bytes to the right by four and keeping the lower half of each leaves four bits for a byte. */
#include "qr_scan_versions.h"

#if QR_SCAN_NEON

#include <arm_neon.h>

#define TARGET
#define WIDTH 16u
#define SHORTER qr_scan_portable
#define MASK_STEP 4

typedef uint8x16_t vector;
typedef uint64_t mask;

static inline vector load(const uint8_t *bytes) {
    return vld1q_u8(bytes);
}

static inline vector in_range(vector v, uint8_t first, uint8_t last) {
    return vcleq_u8(vsubq_u8(v, vdupq_n_u8(first)), vdupq_n_u8((uint8_t)(last - first)));
}

static inline vector is(vector v, uint8_t byte) {
    return vceqq_u8(v, vdupq_n_u8(byte));
}

static inline vector either(vector v, vector w) {
    return vorrq_u8(v, w);
}

static inline mask mask_of(vector v) {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(v), 4)), 0);
}

/* Every byte keeps a bit of its own, and neighbours are added until the eight of each half are one byte. */
static inline unsigned bits_of(vector v) {
    static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    v = vandq_u8(v, vld1q_u8(bits));
    v = vpaddq_u8(v, v);
    v = vpaddq_u8(v, v);
    v = vpaddq_u8(v, v);
    return vgetq_lane_u16(vreinterpretq_u16_u8(v), 0);
}

static inline size_t first_of(mask m) {
    return (size_t)__builtin_ctzll(m) / MASK_STEP;
}

static inline size_t count_of(mask m) {
    return (size_t)__builtin_popcountll(m) / MASK_STEP;
}

static inline uint32_t count_bits(uint64_t bits) {
    return (uint32_t)__builtin_popcountll(bits);
}

#include "qr_scan_loops.inc"

const struct qr_scan_version qr_scan_neon = {"neon", ascii_run, text_run, lines, letters, threes, clean_run};

#else
typedef int qr_scan_no_neon; /* a file of nothing is no C */
#endif
