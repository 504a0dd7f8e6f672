/* cpu_rich.h - cells of several layers, and pictures (emoji).
 *
 * Of the layers of a pixel mostly one is partly covered, the others not at all or wholly; then the colour is that of a
 * ramp, or a single blend. Where a second one comes over it, the pixel is composed from its layers again, in floats, as
 * the shader does: what was rounded in between would be seen. To tell which pixel is which, their highest byte is used
 * while a cell is drawn. */
#ifndef CPU_RICH_H
#define CPU_RICH_H

#include <stddef.h>
#include <stdint.h>

#include "cpu_ramp.h"
#include "cpu_tiles.h"

#define CPU_LAYERS 6u

struct cpu_layer {
    uint32_t tile, color;
};

/* A cell, its layers from the lowest; none is blank. */
struct cpu_stack {
    uint32_t background; /* a ground */
    float weight;        /* of text, as its ramps have it */
    uint32_t count;
    struct cpu_layer layers[CPU_LAYERS];
};

/* The part of a cell that is drawn: pixels [x, x + width) of lines [y, y + height), the first of them at `to`. */
struct cpu_part {
    uint32_t *to;
    size_t stride; /* pixels */
    uint32_t x, y, width, height;
};

/* Cost: a pass over the part for each layer, some 50 ns for a pixel with two partly covered layers; for all of them on
 * a translucent ground. */
void cpu_rich_draw(const struct cpu_tiles *tiles, struct cpu_ramps *ramps, const struct cpu_stack *stack,
                   const struct cpu_part *part);

/* Over what was drawn there, an image: the stack's background means nothing. Cost: some 40 ns for a pixel that a layer
 * covers. */
void cpu_rich_draw_over(const struct cpu_tiles *tiles, const struct cpu_stack *stack, const struct cpu_part *part);

#endif
