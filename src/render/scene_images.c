#include "scene_images.h"

#include <stdlib.h>
#include <string.h>

static void let_go(struct scene_images *images) {
    quire_image_release(images->held);
    free(images->rgba);
    images->held = NULL;
    images->rgba = NULL;
}

void scene_images_finish(struct scene_images *images) {
    let_go(images);
    free(images->list);
    memset(images, 0, sizeof *images);
}

/* ---- pixels */

/* All pixels into memory of our own. */
static enum scene_fetch read_all(struct scene_images *images, struct scene_image_pixels *pixels) {
    pixels->stride_bytes = (size_t)pixels->width * 4;
    images->rgba = malloc(pixels->stride_bytes * pixels->height);
    pixels->rgba = images->rgba;
    bool done = images->rgba && quire_image_read(images->held, images->rgba, pixels->stride_bytes) == QUIRE_OK;
    return done ? SCENE_FETCH_DONE : SCENE_FETCH_NEVER;
}

static enum scene_fetch fetch_held(struct scene_images *images, const struct scene_image *image,
                                   struct scene_image_pixels *pixels) {
    const struct scene_image_reader *reader = images->reader;
    struct quire_image_info info = QUIRE_IMAGE_INFO_INIT;
    enum quire_image_format format = QUIRE_IMAGE_OTHER;
    const void *there = quire_image_pixels(images->held, &format);
    if (quire_image_get_info(images->held, &info) != QUIRE_OK || !info.width || !info.height)
        return SCENE_FETCH_NEVER;
    *pixels = (struct scene_image_pixels){there, (size_t)info.width * 4, info.width, info.height};
    if (there && format == QUIRE_IMAGE_RGBA)
        return SCENE_FETCH_DONE;
    if (!there && reader)
        return reader->read(reader->context, images->held, image->image, image->version, pixels);
    return read_all(images, pixels);
}

static enum scene_fetch fetch(void *context, uint64_t image, uint64_t version, struct scene_image_pixels *pixels) {
    struct scene_images *images = context;
    let_go(images);
    for (uint32_t i = 0; i < images->count; i++) {
        const struct scene_image *at = &images->list[i];
        if (at->image != image || at->version != version)
            continue;
        images->held = quire_frame_hold_image(images->frame, i);
        return images->held ? fetch_held(images, at, pixels) : SCENE_FETCH_NEVER;
    }
    return SCENE_FETCH_NEVER;
}

/* ---- places */

/* Pixels of cells of one size, in pixels of cells of another. */
static uint32_t scaled(uint32_t pixels, uint32_t from, uint32_t to) {
    uint64_t result = from ? ((uint64_t)pixels * to + from / 2) / from : pixels;
    return result < INT32_MAX ? (uint32_t)result : INT32_MAX;
}

static struct scene_image image_of(const struct scene_images *images, const struct quire_frame_image *from,
                                   const struct font_metrics *metrics) {
    uint32_t width = metrics->cell_width, height = metrics->cell_height;
    return (struct scene_image){
        .source = &images->source,
        .image = from->image,
        .version = from->version,
        .crop = {from->x, from->y, from->width, from->height},
        .row = from->row,
        .col = from->col,
        .offset_x_px = (int32_t)scaled(from->offset_x_px, from->cell_width_px, width),
        .offset_y_px = (int32_t)scaled(from->offset_y_px, from->cell_height_px, height),
        .width_px = scaled(from->drawn_width_px, from->cell_width_px, width),
        .height_px = scaled(from->drawn_height_px, from->cell_height_px, height),
        .seen = {from->seen_row, from->seen_row + from->seen_rows, from->seen_col, from->seen_col + from->seen_cols},
        .z = from->z};
}

static bool reserve(struct scene_images *images, uint32_t count) {
    if (count <= images->capacity)
        return true;
    struct scene_image *list = realloc(images->list, count * sizeof *list);
    if (!list)
        return false;
    images->list = list;
    images->capacity = count;
    return true;
}

void scene_images_take(struct scene_images *images, const struct quire_frame *frame, const struct font_metrics *metrics,
                       uint64_t id, const struct scene_image_reader *reader) {
    uint32_t count = quire_frame_image_count(frame);
    if (images->held)
        let_go(images);
    images->count = 0;
    if (!count || !reserve(images, count))
        return;
    images->source = (struct scene_image_source){id, images, fetch};
    images->reader = reader;
    images->frame = frame;
    for (uint32_t i = 0; i < count; i++) {
        struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
        quire_frame_get_image(frame, i, &image);
        images->list[images->count++] = image_of(images, &image, metrics);
    }
}
