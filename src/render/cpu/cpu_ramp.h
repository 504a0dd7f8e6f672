/* cpu_ramp.h - the ramps in use: 256 ready colours for each pair of a foreground and a background.
 *
 * A screen has few pairs, and they change slowly, so ramps are kept in a small hash: CPU_RAMP_SETS sets of
 * CPU_RAMP_WAYS, of which the one that was not asked for the longest is replaced. That bounds the memory to 266 kB
 * (touched as it is used) and the search to CPU_RAMP_WAYS comparisons; a screen where every cell has a pair of its own
 * makes a ramp for each cell, 0.2 us with AVX2 and 1.7 us without vectors. */
#ifndef CPU_RAMP_H
#define CPU_RAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "cpu_blend.h"

#define CPU_RAMP_SETS 64u
#define CPU_RAMP_WAYS 4u

struct cpu_ramp {
    uint32_t foreground, background; /* 0xRRGGBB, a ground (cell_record.h) */
    uint64_t used;                   /* when it was asked for last; 0: never made */
    uint32_t colors[256];            /* by coverage */
};

struct cpu_ramps {
    const struct cpu_blend *blend;
    struct cpu_ramp *ramps; /* CPU_RAMP_SETS * CPU_RAMP_WAYS */
    struct cpu_ramp *last;  /* that was asked for; NULL: none */
    float weight;           /* of text, that all were made with */
    uint64_t clock;
    uint64_t made; /* for statistics and tests */
};

/* False: no memory. */
bool cpu_ramps_init(struct cpu_ramps *ramps, const struct cpu_blend *blend);
void cpu_ramps_finish(struct cpu_ramps *ramps);

/* Another weight (backend_look): all ramps are made anew as they are asked for. */
void cpu_ramps_set_weight(struct cpu_ramps *ramps, float weight);

/* The 256 colours of a pair, a colour and a ground; valid until the next call. Never fails. */
const uint32_t *cpu_ramps_get(struct cpu_ramps *ramps, uint32_t foreground, uint32_t background);

#endif
