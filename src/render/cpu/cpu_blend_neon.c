/* cpu_blend_neon.c - by vectors of four pixels: every AArch64. */
#include "cpu_blend_versions.h"

#if CPU_BLEND_NEON

#include <arm_neon.h>

#include "cpu_over.h"

#define TARGET
#define LANES 4u

typedef float32x4_t reals;
typedef uint32x4_t pixels;
typedef uint16x8_t washes;

static inline reals splat(float value) {
    return vdupq_n_f32(value);
}

static inline reals add(reals a, reals b) {
    return vaddq_f32(a, b);
}

static inline reals times(reals a, reals b) {
    return vmulq_f32(a, b);
}

static inline reals root(reals a) {
    return vsqrtq_f32(a);
}

static inline reals first_coverages(void) {
    static const float first[LANES] = {0, 1, 2, 3};
    return vld1q_f32(first);
}

static inline pixels repeat(uint32_t color) {
    return vdupq_n_u32(color);
}

static inline pixels join(reals red, reals green, reals blue) {
    pixels color = vorrq_u32(vshlq_n_u32(vcvtq_u32_f32(red), 16), vshlq_n_u32(vcvtq_u32_f32(green), 8));
    return vorrq_u32(vorrq_u32(color, vcvtq_u32_f32(blue)), repeat(0xFF000000u));
}

static inline pixels load(const uint32_t *from) {
    return vld1q_u32(from);
}

static inline void store(uint32_t *to, pixels value) {
    vst1q_u32(to, value);
}

static inline washes repeat_wash(const struct cpu_wash *wash, unsigned more) {
    uint16_t words[8];
    for (int i = 0; i < 8; i++)
        words[i] = (uint16_t)(wash->share[i % 4] + more);
    return vld1q_u16(words);
}

/* Two pixels. */
static inline uint8x8_t laid_bytes(uint8x8_t below, washes rest, washes share) {
    uint16x8_t words = vshlq_n_u16(vmovl_u8(below), 8);
    uint16x4_t low = vshrn_n_u32(vmull_u16(vget_low_u16(words), vget_low_u16(rest)), 16);
    uint16x4_t high = vshrn_n_u32(vmull_u16(vget_high_u16(words), vget_high_u16(rest)), 16);
    return vshrn_n_u16(vaddq_u16(vcombine_u16(low, high), share), 8);
}

static inline pixels laid(pixels below, washes rest, washes share) {
    uint8x16_t bytes = vreinterpretq_u8_u32(below);
    uint8x8_t low = laid_bytes(vget_low_u8(bytes), rest, share), high = laid_bytes(vget_high_u8(bytes), rest, share);
    return vreinterpretq_u32_u8(vcombine_u8(low, high));
}

#include "cpu_blend_loops.inc"

const struct cpu_blend cpu_blend_neon = {"neon", make_ramp, cpu_blend_tile, fill, lay_wash};

#else
typedef int cpu_blend_no_neon; /* a file of nothing is no C */
#endif
