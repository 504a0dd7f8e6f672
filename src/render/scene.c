#include "scene.h"

#include <stdlib.h>
#include <string.h>

void scene_clear(struct scene *scene) {
    scene->count = 0;
}

void scene_finish(struct scene *scene) {
    free(scene->layers);
    memset(scene, 0, sizeof *scene);
}

bool scene_add(struct scene *scene, const struct scene_layer *layer) {
    if (scene->count == scene->capacity) {
        size_t capacity = scene->capacity ? scene->capacity * 2 : 8;
        struct scene_layer *layers = realloc(scene->layers, capacity * sizeof *layers);
        if (!layers)
            return false;
        scene->layers = layers;
        scene->capacity = capacity;
    }
    scene->layers[scene->count++] = *layer;
    return true;
}

uint32_t scene_row_cells(const struct quire_frame *frame, uint32_t row, uint32_t cols) {
    return cols < 2 || quire_frame_row_size(frame, row) == QUIRE_ROW_SINGLE ? cols : cols / 2;
}

/* Where cells of this size begin in a room. */
static uint32_t inset(uint32_t room, uint32_t cells, uint32_t padding) {
    uint32_t rest = cells < room ? room - cells : 0;
    return padding < rest ? padding : rest;
}

struct backend_area scene_cells_area(const struct backend_area *area, uint32_t padding_px,
                                     const struct font_metrics *metrics, uint32_t cols, uint32_t rows) {
    uint32_t width = cols * metrics->cell_width, height = rows * metrics->cell_height;
    return (struct backend_area){area->x + inset(area->width, width, padding_px),
                                 area->y + inset(area->height, height, padding_px), width, height};
}

static int32_t clamp(int32_t at, uint32_t size) {
    int32_t last = (int32_t)size - 1;
    at = at > last ? last : at;
    return at < 0 ? 0 : at;
}

void scene_cell_at(const struct quire_frame *frame, const struct backend_area *cells, int32_t x_px, int32_t y_px,
                   const struct font_metrics *metrics, uint32_t *col, uint32_t *row, bool *right_half) {
    int32_t width = (int32_t)metrics->cell_width, height = (int32_t)metrics->cell_height;
    uint32_t cols = cells->width / metrics->cell_width;
    int32_t x = clamp(x_px - (int32_t)cells->x, cells->width), y = clamp(y_px - (int32_t)cells->y, cells->height);
    *row = (uint32_t)(y / height);
    uint32_t count = scene_row_cells(frame, *row, cols);
    if (count < cols) {
        width *= 2;
        x = clamp(x, count * (uint32_t)width);
    }
    *col = (uint32_t)(x / width);
    if (right_half)
        *right_half = x % width * 2 >= width;
}
