#include "cpu_image.h"

#include <string.h>

#include "image_convert.h"

/* Pixels that are prepared at a time. */
#define CHUNK 64u

/* One pixel, tinted as far as it covers what is below. In the shader: image.frag. */
static uint32_t tinted(uint32_t pixel, uint32_t tint) {
    uint32_t alpha = pixel >> 24, result = alpha << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t own = (pixel >> shift & 0xFF) * (255 - BACKEND_IMAGE_TINT) * 255;
        uint32_t other = (tint >> shift & 0xFF) * alpha * BACKEND_IMAGE_TINT;
        result |= (own + other + 255 * 255 / 2) / (255 * 255) << shift;
    }
    return result;
}

/* Pixels from x on of a line of the image, as it has them. */
static void read_line(const struct backend_image *image, uint32_t x, uint32_t y, uint32_t *to, uint32_t count) {
    if (image->pixels) {
        memcpy(to, image->pixels + (size_t)y * image->width + x, count * sizeof *to);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        to[i] = backend_image_placeholder(image, x + i, y);
}

static void lay_prepared(const struct backend_image *image, uint32_t x, uint32_t y, uint32_t *to, uint32_t count,
                         uint32_t tint) {
    uint32_t chunk[CHUNK];
    for (uint32_t done = 0, some; done < count; done += some) {
        some = count - done < CHUNK ? count - done : CHUNK;
        read_line(image, x + done, y, chunk, some);
        for (uint32_t i = 0; tint != CPU_IMAGE_NO_TINT && i < some; i++)
            chunk[i] = tinted(chunk[i], tint);
        image_lay_line(to + done, chunk, some);
    }
}

void cpu_image_draw(const struct cpu_target *target, const struct backend_image *image, const struct backend_area *area,
                    uint32_t tint) {
    uint32_t x = area->x - (uint32_t)image->x, top = area->y - (uint32_t)image->y;
    for (uint32_t y = 0; y < area->height; y++) {
        uint32_t *to = target->pixels + (area->y + y) * target->stride + area->x;
        size_t at = (size_t)(top + y) * image->width + x;
        if (!image->pixels || tint != CPU_IMAGE_NO_TINT)
            lay_prepared(image, x, top + y, to, area->width, tint);
        else if (image->is_opaque)
            memcpy(to, image->pixels + at, area->width * sizeof *to);
        else
            image_lay_line(to, image->pixels + at, area->width);
    }
}
