#include "cpu_translucent.h"

void cpu_translucent_ramp(uint32_t *ramp, uint32_t foreground, uint32_t ground, float weight) {
    struct cpu_color text = cpu_color_of(foreground);
    struct cpu_shade below = cpu_shade_of(ground);
    for (uint32_t coverage = 0; coverage < 256; coverage++)
        ramp[coverage] = cpu_shade_pack(cpu_shade_over(below, text, coverage, weight));
}
