#include "gl_backend.h"

#include <stdio.h>
#include <stdlib.h>

#include "gl_canvas.h"

struct gl_backend {
    struct backend base;
    struct gl_canvas canvas;
    struct backend_look look;
    struct backend_grid grid;
    uint32_t *rich_ids; /* of one draw: room for all cells */
};

static struct gl_backend *gl_of(struct backend *backend) {
    return (struct gl_backend *)backend;
}

static void destroy(struct backend *backend) {
    struct gl_backend *gl = gl_of(backend);
    gl_canvas_finish(&gl->canvas);
    free(gl->rich_ids);
    free(gl);
}

static bool resize(struct backend *backend, uint32_t cols, uint32_t rows) {
    struct gl_backend *gl = gl_of(backend);
    uint32_t *rich_ids = calloc((size_t)cols * rows, sizeof *rich_ids);
    if (!rich_ids)
        return false;
    free(gl->rich_ids);
    gl->rich_ids = rich_ids;
    gl_canvas_resize(&gl->canvas, cols, rows);
    return true;
}

static bool begin(struct backend *backend, const struct backend_look *look, const struct backend_grid *grid) {
    struct gl_backend *gl = gl_of(backend);
    gl->look = *look;
    gl->grid = *grid;
    gl_canvas_upload_atlas(&gl->canvas, grid->atlas);
    gl_canvas_begin(&gl->canvas, look, grid->atlas);
    return true;
}

static void take_rows(struct backend *backend, uint32_t first, uint32_t count) {
    struct gl_backend *gl = gl_of(backend);
    const struct backend_grid *grid = &gl->grid;
    bool rich = false;
    for (uint32_t row = first; row < first + count; row++)
        rich |= grid->rich_counts[row] > 0;
    gl_canvas_upload_rows(&gl->canvas, first, count, grid->cells, rich ? grid->rich : NULL);
}

/* Numbers the rich cells of the rows that an area touches. */
static uint32_t list_rich(struct gl_backend *gl, const struct backend_area *area) {
    const struct backend_grid *grid = &gl->grid;
    uint32_t height = grid->atlas->tile_height, origin = gl->look.origin_y, bottom = area->y + area->height;
    uint32_t first = area->y > origin ? (area->y - origin) / height : 0;
    uint32_t end = bottom > origin ? (bottom - origin + height - 1) / height : 0, count = 0;
    for (uint32_t row = first; row < end && row < grid->rows; row++) {
        const struct cell_record *cells = grid->cells + (size_t)row * grid->cols;
        for (uint32_t col = 0; grid->rich_counts[row] && col < grid->cols; col++) {
            if (cells[col].rich & CELL_RICH)
                gl->rich_ids[count++] = row << 16 | col;
        }
    }
    return count;
}

static void draw(struct backend *backend, const struct backend_area *area) {
    struct gl_backend *gl = gl_of(backend);
    uint32_t rich = list_rich(gl, area);
    gl_canvas_draw(&gl->canvas, area, &gl->look);
    gl_canvas_draw_rich(&gl->canvas, area, &gl->look, gl->rich_ids, rich);
    gl_canvas_draw_wash(&gl->canvas, area, &gl->look);
}

/* GL counts rows from the bottom. */
static void turn_over(uint8_t *pixels, size_t stride, uint32_t rows) {
    for (uint32_t top = 0, bottom = rows - 1; top < bottom; top++, bottom--) {
        for (size_t i = 0; i < stride; i++) {
            uint8_t byte = pixels[top * stride + i];
            pixels[top * stride + i] = pixels[bottom * stride + i];
            pixels[bottom * stride + i] = byte;
        }
    }
}

static void read_picture(struct backend *backend, uint32_t width_px, uint32_t height_px, uint8_t *rgba) {
    size_t stride = (size_t)width_px * 4;
    (void)backend;
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, (GLsizei)width_px, (GLsizei)height_px, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    turn_over(rgba, stride, height_px);
    for (size_t i = 3; i < stride * height_px; i += 4)
        rgba[i] = 255;
}

static size_t count_bytes(const struct backend *backend) {
    const struct gl_backend *gl = (const struct gl_backend *)backend;
    const struct backend_grid *grid = &gl->grid;
    size_t cell = sizeof *grid->cells + sizeof *grid->rich + sizeof *gl->rich_ids;
    size_t atlas = grid->atlas ? (size_t)grid->atlas->width * grid->atlas->height * 4 : 0;
    return sizeof *gl + (size_t)grid->cols * grid->rows * cell + atlas;
}

static const struct backend_calls calls = {.destroy = destroy,
                                           .resize = resize,
                                           .begin = begin,
                                           .take_rows = take_rows,
                                           .draw = draw,
                                           .read = read_picture,
                                           .bytes = count_bytes};

struct backend *gl_backend_create(char *error, size_t error_size) {
    struct gl_backend *gl = calloc(1, sizeof *gl);
    if (!gl) {
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    if (!gl_canvas_init(&gl->canvas, error, error_size)) {
        free(gl);
        return NULL;
    }
    gl->base = (struct backend){.calls = &calls,
                                .name = "gl",
                                .cols_max = (uint32_t)gl->canvas.texture_max / 2,
                                .rows_max = (uint32_t)gl->canvas.texture_max};
    return &gl->base;
}
