#include "cpu_blend.h"

#include "cpu_blend_versions.h"

/* The compiler's runtime has asked the processor and the system before main. */
#if CPU_BLEND_X86

static int has_sse2(void) {
#ifdef __SSE2__
    return 1;
#else
    return __builtin_cpu_supports("sse2");
#endif
}

static int has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}

#endif

const struct cpu_blend *cpu_blend_runnable(size_t index) {
    const struct cpu_blend *versions[4] = {&cpu_blend_portable};
    size_t count = 1;
#if CPU_BLEND_X86
    if (has_sse2())
        versions[count++] = &cpu_blend_sse2;
    if (has_avx2())
        versions[count++] = &cpu_blend_avx2;
#elif CPU_BLEND_NEON
    versions[count++] = &cpu_blend_neon;
#endif
    return index < count ? versions[index] : NULL;
}

const struct cpu_blend *cpu_blend_chosen(void) {
    const struct cpu_blend *best = &cpu_blend_portable, *next;
    for (size_t index = 1; (next = cpu_blend_runnable(index)); index++)
        best = next;
    return best;
}

/* Alpha in units of 1/256, as Mesa's blending in bytes has it; that of a graphics processor is at most 1 away. */
struct cpu_wash cpu_wash_of(uint32_t color, float alpha) {
    uint32_t byte = (uint32_t)(alpha * 255 + 0.5f), share = byte + (byte >> 7);
    struct cpu_wash wash = {.rest = (uint16_t)((256 - share) << 8)};
    for (int channel = 0; channel < 4; channel++)
        wash.share[channel] = (uint16_t)(((color | 0xFF000000u) >> channel * 8 & 0xFF) * share);
    return wash;
}
