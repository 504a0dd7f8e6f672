/* cpu_backend.h - draws into a plain buffer of pixels, without GL, SDL or a display.
 *
 *     cell records -> runs of blanks: one colour        -> pixels of the caller: a window's surface, a picture
 *                  -> one tile: ramp[coverage]
 *                  -> rich cells, emoji: layer by layer
 *
 * Ready colours are looked up (cpu_ramp.h), not computed; only what changed is drawn, by cells, and what scrolled is
 * moved. On a processor of today all of 200x50 cells cost 2 ms, one row 0.04 ms (docs/performance.md); a software
 * driver of GL takes twenty times as long for the same picture. */
#ifndef CPU_BACKEND_H
#define CPU_BACKEND_H

#include "backend.h"

/* Where the picture goes. Pixels are 0xAARRGGBB in the processor's byte order, multiplied with their alpha: ARGB8888,
 * and XRGB8888 where all are opaque.
 */
struct cpu_target {
    uint32_t *pixels;       /* NULL: nowhere, draws do nothing */
    size_t stride;          /* pixels from row to row */
    uint32_t width, height; /* nothing is written outside, whatever the size of the window is said to be */
};

/* NULL: no memory, with one line in `error`. It has no target yet. */
struct backend *cpu_backend_create(char *error, size_t error_size);

/* Draws go to these pixels from now on; they are borrowed until the next call. Where they do not hold the last picture,
 * the next draw has to be a full one. */
void cpu_backend_target(struct backend *backend, const struct cpu_target *target);

#endif
