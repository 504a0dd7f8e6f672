#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include "svg_images.h"

#include <stdlib.h>

#include "png_write.h"

/* ---- pixels */

static void put_base64(FILE *file, const uint8_t *bytes, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < count; at += 3) {
        size_t some = count - at < 3 ? count - at : 3;
        uint32_t word =
            (uint32_t)bytes[at] << 16 | (some > 1 ? (uint32_t)bytes[at + 1] << 8 : 0) | (some > 2 ? bytes[at + 2] : 0);
        fputc(digits[word >> 18], file);
        fputc(digits[word >> 12 & 63], file);
        fputc(some > 1 ? digits[word >> 6 & 63] : '=', file);
        fputc(some > 2 ? digits[word & 63] : '=', file);
    }
}

/* The crop of an image as a PNG file in memory. False: no memory, or no pixels. */
static bool make_png(const struct scene_image *image, char **bytes, size_t *count) {
    struct scene_image_pixels pixels = {0};
    const struct backend_area *crop = &image->crop;
    if (image->source->fetch(image->source->context, image->image, image->version, &pixels) != SCENE_FETCH_DONE)
        return false;
    const struct png_pixels part = {pixels.rgba + crop->y * pixels.stride_bytes + (size_t)crop->x * 4, crop->width,
                                    crop->height, (uint32_t)(pixels.stride_bytes / 4), false};
    FILE *memory = scene_image_holds(&pixels, crop) ? open_memstream(bytes, count) : NULL;
    if (!memory)
        return false;
    bool done = png_write(memory, &part);
    return fclose(memory) == 0 && done;
}

/* ---- images */

static bool same_pixels(const struct scene_image *a, const struct scene_image *b) {
    return a->source == b->source && a->image == b->image && a->version == b->version &&
           area_equal(&a->crop, &b->crop) && a->width_px == b->width_px && a->height_px == b->height_px;
}

/* The first in the list that shows the same: an image can be seen in many places, and in parts. */
static size_t first_alike(const struct scene_grid *grid, size_t index) {
    size_t first = 0;
    while (!same_pixels(&grid->images[first], &grid->images[index]))
        first++;
    return first;
}

static void put_image(FILE *file, const struct scene_image *image, size_t index) {
    char *bytes = NULL;
    size_t count = 0;
    if (make_png(image, &bytes, &count)) {
        fprintf(file,
                "<image id=\"image%zu\" width=\"%u\" height=\"%u\" preserveAspectRatio=\"none\" "
                "href=\"data:image/png;base64,",
                index, image->width_px, image->height_px);
        put_base64(file, (const uint8_t *)bytes, count);
        fputs("\"/>\n", file);
    }
    free(bytes);
}

void svg_put_images(FILE *file, const struct scene_grid *grid) {
    if (!grid->image_count)
        return;
    fputs("<defs>\n", file);
    for (size_t i = 0; i < grid->image_count; i++) {
        if (first_alike(grid, i) == i)
            put_image(file, &grid->images[i], i);
    }
    fputs("</defs>\n", file);
}

/* ---- places */

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Cells that are not seen are cut off by a view of their own. */
static void use_image(FILE *file, const struct scene_image *image, size_t index, const struct picture_extent *extent,
                      const struct font_metrics *metrics) {
    uint32_t width = metrics->cell_width, height = metrics->cell_height;
    uint32_t row_to = least(image->seen.row_to, extent->rows), col_to = least(image->seen.col_to, extent->cols);
    int64_t left = (int64_t)image->seen.col_from * width, top = (int64_t)image->seen.row_from * height;
    if (row_to <= image->seen.row_from || col_to <= image->seen.col_from)
        return;
    fprintf(file, "<svg x=\"%lld\" y=\"%lld\" width=\"%u\" height=\"%u\">", (long long)left, (long long)top,
            (col_to - image->seen.col_from) * width, (row_to - image->seen.row_from) * height);
    fprintf(file, "<use href=\"#image%zu\" x=\"%lld\" y=\"%lld\"/></svg>\n", index,
            (long long)((int64_t)image->col * width + image->offset_x_px - left),
            (long long)((int64_t)image->row * height + image->offset_y_px - top));
}

void svg_use_images(FILE *file, const struct scene_grid *grid, enum backend_image_level level,
                    const struct picture_extent *extent, const struct font_metrics *metrics) {
    for (size_t i = 0; i < grid->image_count; i++) {
        if (scene_image_level(&grid->images[i]) == level)
            use_image(file, &grid->images[i], first_alike(grid, i), extent, metrics);
    }
}
