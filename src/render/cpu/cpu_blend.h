/* cpu_blend.h - the four loops in which the CPU backend spends its time.
 *
 * A pixel of text is `ramp[coverage]`: of 256 colours made once for a foreground and a background (cpu_ramp.h). So
 * drawing a glyph has no arithmetic, and costs a load from the tile, one from the ramp, and a store for each pixel.
 *
 * There are versions, as of qr_scan.h: plain C, which is always there, SSE2, AVX2 and NEON; what the processor can do
 * is asked when a backend is made. What each is good for, in ns (`./dev bench render`, gcc 12 -O3, a Xeon):
 *
 *               ramp   tile of 10x19   fill of 2000   wash of 2000
 *     plain C   1650        63             140            1750
 *     SSE2       280        63             140             450
 *     AVX2       170        50             108             250
 *
 * Only AVX2 can look several colours up at once, so the other two draw tiles as plain C does.
 *
 * Pixels are 0xAARRGGBB in the processor's byte order, multiplied with their alpha; ramps are opaque. All versions give
 * the same pixels. No call fails, none writes outside of what it is given; `tile` may read up to CPU_BLEND_BEHIND bytes
 * behind the last pixel of a tile. */
#ifndef CPU_BLEND_H
#define CPU_BLEND_H

#include <stddef.h>
#include <stdint.h>

#define CPU_BLEND_BEHIND 16u

/* One colour over what is there: out = (below * rest >> 16) + share, rounded; below in units of 1/256. */
struct cpu_wash {
    uint16_t rest;     /* of 65536 */
    uint16_t share[4]; /* blue, green, red, alpha of the colour, in units of 1/256 */
};

struct cpu_blend {
    const char *name;

    /* Fills ramp[0..255] with foreground laid over background; 0xRRGGBB both. weight: that of backend_look. */
    void (*ramp)(uint32_t *ramp, uint32_t foreground, uint32_t background, float weight);

    /* Writes width * height pixels, ramp[coverage] each. `stride` in pixels, `coverage_stride` in bytes. */
    void (*tile)(uint32_t *to, size_t stride, const uint8_t *coverage, size_t coverage_stride, uint32_t width,
                 uint32_t height, const uint32_t *ramp);

    /* Writes `count` pixels of one colour. */
    void (*fill)(uint32_t *to, size_t count, uint32_t color);

    void (*wash)(uint32_t *to, size_t count, const struct cpu_wash *wash);
};

/* Alpha 0 to 1; one that is 0 in bytes is no wash. */
struct cpu_wash cpu_wash_of(uint32_t color, float alpha);

/* The version for the processor that runs this. */
const struct cpu_blend *cpu_blend_chosen(void);

/* Version number `index` of those that this was compiled with and the processor can run, plain C first; NULL behind the
 * last, which is the chosen one. For tests. */
const struct cpu_blend *cpu_blend_runnable(size_t index);

#endif
