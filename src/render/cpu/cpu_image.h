/* cpu_image.h - pixels of an image laid over those of the target: lines of an image that is opaque are copied.
 *
 * What cells do to images (cell_record.h) is decided before: this draws a part whose cells all do the same. */
#ifndef CPU_IMAGE_H
#define CPU_IMAGE_H

#include "backend_image.h"
#include "cpu_backend.h"

#define CPU_IMAGE_NO_TINT UINT32_MAX

/* Draws what of the image lies in the area, which is within the target and within the image's own area. tint: 0xRRGGBB
 * that the pixels are mixed with. Cost: 0.1 ns a pixel that is copied, 1 ns one that is laid over others, 6 ns one that
 * is tinted or of a placeholder. */
void cpu_image_draw(const struct cpu_target *target, const struct backend_image *image, const struct backend_area *area,
                    uint32_t tint);

#endif
