#include "cpu_ramp.h"

#include <stdlib.h>
#include <string.h>

#include "cpu_translucent.h"

bool cpu_ramps_init(struct cpu_ramps *ramps, const struct cpu_blend *blend) {
    memset(ramps, 0, sizeof *ramps);
    ramps->blend = blend;
    ramps->ramps = calloc(CPU_RAMP_SETS * CPU_RAMP_WAYS, sizeof *ramps->ramps);
    return ramps->ramps != NULL;
}

void cpu_ramps_finish(struct cpu_ramps *ramps) {
    free(ramps->ramps);
    memset(ramps, 0, sizeof *ramps);
}

void cpu_ramps_set_weight(struct cpu_ramps *ramps, float weight) {
    bool same = weight >= ramps->weight && weight <= ramps->weight;
    for (size_t i = 0; i < CPU_RAMP_SETS * CPU_RAMP_WAYS && !same; i++)
        ramps->ramps[i].used = 0;
    ramps->weight = weight;
}

static void make(const struct cpu_ramps *ramps, struct cpu_ramp *ramp) {
    if (ramp->background >> 24)
        cpu_translucent_ramp(ramp->colors, ramp->foreground, ramp->background, ramps->weight);
    else
        ramps->blend->ramp(ramp->colors, ramp->foreground, ramp->background, ramps->weight);
}

static bool is_of(const struct cpu_ramp *ramp, uint32_t foreground, uint32_t background) {
    return ramp->used && ramp->foreground == foreground && ramp->background == background;
}

static struct cpu_ramp *set_of(struct cpu_ramps *ramps, uint32_t foreground, uint32_t background) {
    uint64_t hash = ((uint64_t)foreground << 24 ^ background) * UINT64_C(0x9E3779B97F4A7C15);
    return ramps->ramps + (hash >> 40) % CPU_RAMP_SETS * CPU_RAMP_WAYS;
}

/* The ramp of the pair, or the one to make it in. */
static struct cpu_ramp *find(struct cpu_ramp *set, uint32_t foreground, uint32_t background) {
    struct cpu_ramp *oldest = set;
    for (struct cpu_ramp *ramp = set; ramp < set + CPU_RAMP_WAYS; ramp++) {
        if (is_of(ramp, foreground, background))
            return ramp;
        if (ramp->used < oldest->used)
            oldest = ramp;
    }
    return oldest;
}

const uint32_t *cpu_ramps_get(struct cpu_ramps *ramps, uint32_t foreground, uint32_t background) {
    if (ramps->last && is_of(ramps->last, foreground, background))
        return ramps->last->colors;
    struct cpu_ramp *ramp = find(set_of(ramps, foreground, background), foreground, background);
    if (!is_of(ramp, foreground, background)) {
        ramp->foreground = foreground;
        ramp->background = background;
        make(ramps, ramp);
        ramps->made++;
    }
    ramp->used = ++ramps->clock;
    ramps->last = ramp;
    return ramp->colors;
}
