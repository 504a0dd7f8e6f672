#include "cpu_blend_versions.h"
#include "cpu_over.h"

static void make_ramp(uint32_t *ramp, uint32_t foreground, uint32_t background, float weight) {
    struct cpu_color text = cpu_color_of(foreground), ground = cpu_color_of(background);
    for (uint32_t coverage = 0; coverage < 256; coverage++)
        ramp[coverage] = cpu_color_pack(cpu_over(ground, text, coverage, weight));
}

void cpu_blend_tile(uint32_t *to, size_t stride, const uint8_t *coverage, size_t coverage_stride, uint32_t width,
                    uint32_t height, const uint32_t *ramp) {
    for (uint32_t y = 0; y < height; y++, to += stride, coverage += coverage_stride) {
        for (uint32_t x = 0; x < width; x++)
            to[x] = ramp[coverage[x]];
    }
}

static void fill(uint32_t *to, size_t count, uint32_t color) {
    for (size_t i = 0; i < count; i++)
        to[i] = color;
}

static void lay_wash(uint32_t *to, size_t count, const struct cpu_wash *wash) {
    for (size_t i = 0; i < count; i++) {
        uint32_t out = 0;
        for (int channel = 0; channel < 4; channel++) {
            uint32_t below = to[i] >> channel * 8 & 0xFF;
            out |= (((below << 8) * wash->rest >> 16) + wash->share[channel] + 128) >> 8 << channel * 8;
        }
        to[i] = out;
    }
}

const struct cpu_blend cpu_blend_portable = {"portable", make_ramp, cpu_blend_tile, fill, lay_wash};
