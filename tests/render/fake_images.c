#include "fake_images.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static uint32_t mixed(uint64_t value) {
    value *= 0x9E3779B97F4A7C15u;
    value ^= value >> 29;
    return (uint32_t)(value * 0xBF58476D1CE4E5B9u >> 32);
}

void fake_image_size(uint64_t image, uint32_t *width, uint32_t *height) {
    *width = image == 7 ? 1200 : image == 4 ? 80 : 1 + mixed(image) % 90;
    *height = image == 7 ? 40 : image == 4 ? 50 : 1 + mixed(image + 1000) % 70;
}

void fake_image_pixel(uint64_t image, uint64_t version, uint32_t x, uint32_t y, uint8_t rgba[4]) {
    uint32_t noise = mixed(image << 40 ^ version << 32 ^ y << 16 ^ x);
    rgba[0] = (uint8_t)(x * 5 + version * 40);
    rgba[1] = (uint8_t)(y * 7 + image * 30);
    rgba[2] = (uint8_t)(noise >> 8);
    rgba[3] = image % 4 == 0 ? 255 : noise % 3 == 0 ? (uint8_t)(noise >> 16) : (x / 4 + y / 4) % 2 ? 255 : 0;
}

static enum scene_fetch fetch(void *context, uint64_t image, uint64_t version, struct scene_image_pixels *pixels) {
    struct fake_images *images = context;
    bool was_given = images->given[image % 64] >> version % 64 & 1;
    if (!was_given && (images->later >> image & 1))
        return SCENE_FETCH_LATER;
    if (!was_given && (images->never >> image & 1))
        return SCENE_FETCH_NEVER;
    images->given[image % 64] |= (uint64_t)1 << version % 64;
    fake_image_size(image, &pixels->width, &pixels->height);
    pixels->stride_bytes = ((size_t)pixels->width + 3) * 4;
    uint8_t *rgba = realloc(images->pixels, pixels->stride_bytes * pixels->height);
    if (!rgba)
        return SCENE_FETCH_NEVER;
    images->pixels = rgba;
    pixels->rgba = rgba;
    images->fetches++;
    for (uint32_t y = 0; y < pixels->height; y++) {
        for (uint32_t x = 0; x < pixels->width; x++)
            fake_image_pixel(image, version, x, y, rgba + y * pixels->stride_bytes + (size_t)x * 4);
    }
    return SCENE_FETCH_DONE;
}

void fake_images_init(struct fake_images *images) {
    memset(images, 0, sizeof *images);
    images->source = (struct scene_image_source){1, images, fetch};
}

void fake_images_finish(struct fake_images *images) {
    free(images->pixels);
    memset(images, 0, sizeof *images);
}

struct scene_image fake_image_at(const struct fake_images *images, uint64_t image, int32_t row, int32_t col,
                                 int32_t z) {
    struct scene_image made = {.source = &images->source,
                               .image = image,
                               .version = 1,
                               .row = row,
                               .col = col,
                               .seen = {0, UINT32_MAX, 0, UINT32_MAX},
                               .z = z};
    fake_image_size(image, &made.width_px, &made.height_px);
    made.crop = (struct backend_area){0, 0, made.width_px, made.height_px};
    return made;
}

void fake_images_add(struct fake_images *images, const struct scene_image *image) {
    uint32_t at = images->count;
    if (at == FAKE_IMAGES)
        return;
    for (; at > 0 && images->list[at - 1].z > image->z; at--)
        images->list[at] = images->list[at - 1];
    images->list[at] = *image;
    images->count++;
}

void fake_images_remove(struct fake_images *images, uint32_t index) {
    images->count--;
    memmove(images->list + index, images->list + index + 1, (images->count - index) * sizeof images->list[0]);
}

void fake_images_show(const struct fake_images *images, struct scene *scene) {
    for (size_t i = 0; i < scene->count; i++) {
        if (scene->layers[i].kind != SCENE_GRID)
            continue;
        scene->layers[i].grid.images = images->list;
        scene->layers[i].grid.image_count = images->count;
        return;
    }
}
