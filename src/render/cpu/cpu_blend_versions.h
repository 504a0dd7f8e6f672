/* cpu_blend_versions.h - which versions of cpu_blend.h there can be, by what is compiled for. */
#ifndef CPU_BLEND_VERSIONS_H
#define CPU_BLEND_VERSIONS_H

#include "cpu_blend.h"

extern const struct cpu_blend cpu_blend_portable;

/* The tile of plain C, for versions that know no better. */
void cpu_blend_tile(uint32_t *to, size_t stride, const uint8_t *coverage, size_t coverage_stride, uint32_t width,
                    uint32_t height, const uint32_t *ramp);

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define CPU_BLEND_X86 1
extern const struct cpu_blend cpu_blend_sse2, cpu_blend_avx2;
#else
#define CPU_BLEND_X86 0
#endif

#if defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
#define CPU_BLEND_NEON 1
extern const struct cpu_blend cpu_blend_neon;
#else
#define CPU_BLEND_NEON 0
#endif

#endif
