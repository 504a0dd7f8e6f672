#include "gl_backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_canvas.h"
#include "gl_effect.h"
#include "gl_images.h"

struct gl_backend {
    struct backend base;
    struct gl_canvas canvas;
    struct gl_effect effect;
    struct gl_images images;
    struct gl_grid *grids; /* by slot */
    uint32_t grid_count;
    struct backend_picture picture;
    uint32_t *rich_ids; /* of one layer: room for all cells of the largest grid */
    size_t rich_capacity;
};

static struct gl_backend *gl_of(struct backend *backend) {
    return (struct gl_backend *)backend;
}

static void forget(struct backend *backend) {
    struct gl_backend *gl = gl_of(backend);
    for (uint32_t slot = 0; slot < gl->grid_count; slot++)
        gl_grid_resize(&gl->grids[slot], 0, 0);
    gl_canvas_forget(&gl->canvas);
}

static void destroy(struct backend *backend) {
    struct gl_backend *gl = gl_of(backend);
    forget(backend);
    gl_effect_clear(&gl->effect);
    gl_images_finish(&gl->images);
    gl_canvas_finish(&gl->canvas);
    free(gl->grids);
    free(gl->rich_ids);
    free(gl);
}

static bool reserve_grids(struct gl_backend *gl, uint32_t count) {
    if (count <= gl->grid_count)
        return true;
    struct gl_grid *grids = realloc(gl->grids, count * sizeof *grids);
    if (!grids)
        return false;
    memset(grids + gl->grid_count, 0, (count - gl->grid_count) * sizeof *grids);
    gl->grids = grids;
    gl->grid_count = count;
    return true;
}

static bool reserve_rich(struct gl_backend *gl, size_t count) {
    if (count <= gl->rich_capacity)
        return true;
    uint32_t *rich_ids = realloc(gl->rich_ids, count * sizeof *rich_ids);
    if (!rich_ids)
        return false;
    gl->rich_ids = rich_ids;
    gl->rich_capacity = count;
    return true;
}

static bool resize(struct backend *backend, uint32_t slot, uint32_t cols, uint32_t rows) {
    struct gl_backend *gl = gl_of(backend);
    if (!reserve_grids(gl, slot + 1) || !reserve_rich(gl, (size_t)cols * rows))
        return false;
    gl_grid_resize(&gl->grids[slot], cols, rows);
    return true;
}

static bool begin(struct backend *backend, const struct backend_picture *picture) {
    struct gl_backend *gl = gl_of(backend);
    gl->picture = *picture;
    if (gl->effect.program)
        gl_effect_begin(&gl->effect, picture->width, picture->height);
    gl_canvas_upload_atlas(&gl->canvas, picture->atlas);
    gl_canvas_begin(&gl->canvas, &gl->picture);
    gl_images_begin(&gl->images);
    return true;
}

static void take_rows(struct backend *backend, const struct backend_grid *grid, uint32_t first, uint32_t count) {
    struct gl_backend *gl = gl_of(backend);
    bool rich = false;
    for (uint32_t row = first; row < first + count; row++)
        rich |= grid->rich_counts[row] > 0;
    gl_canvas_upload_rows(&gl->grids[grid->slot], first, count, grid->cells, rich ? grid->rich : NULL);
    gl->canvas.grid = NULL; /* another one's textures are bound now */
}

/* Numbers the rich cells of the rows that an area touches. */
static uint32_t list_rich(struct gl_backend *gl, const struct backend_grid *grid, const struct backend_area *area) {
    uint32_t height = gl->picture.atlas->tile_height, origin = grid->origin_y;
    uint32_t top = area->y + grid->cut, bottom = area->y + area->height + grid->cut;
    uint32_t first = top > origin ? (top - origin) / height : 0;
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

/* Where rows are cut off the shader cannot tell: what is around them is a colour, drawn before. */
static struct backend_area cut_area(struct gl_backend *gl, const struct backend_layer *layer,
                                    const struct backend_area *area) {
    const struct glyph_atlas *atlas = gl->picture.atlas;
    struct backend_area seen = backend_grid_area(layer->grid, atlas->tile_width, atlas->tile_height);
    gl_canvas_fill(&gl->canvas, area, layer->color, 1);
    return area_common(area, &seen);
}

static void draw_layer(struct gl_backend *gl, const struct backend_layer *layer, const struct backend_area *wanted) {
    struct backend_area area = area_common(wanted, &layer->area);
    if (area_is_empty(&area))
        return;
    if (!layer->grid) {
        gl_canvas_fill(&gl->canvas, &area, layer->color, layer->alpha);
        return;
    }
    if (layer->grid->cut > 0)
        area = cut_area(gl, layer, &area);
    uint32_t rich = list_rich(gl, layer->grid, &area);
    gl_canvas_use_grid(&gl->canvas, &gl->grids[layer->grid->slot], layer);
    gl_canvas_draw(&gl->canvas, &area);
    gl_canvas_draw_rich(&gl->canvas, &area, gl->rich_ids, rich);
    if (layer->grid->image_count)
        gl_images_draw(&gl->images, &gl->canvas, layer->grid, &gl->picture, &area, gl->rich_ids);
}

static void draw(struct backend *backend, const struct backend_area *wanted) {
    struct gl_backend *gl = gl_of(backend);
    const struct backend_picture *picture = &gl->picture;
    const struct backend_area window = {0, 0, picture->width, picture->height};
    struct backend_area area = area_common(wanted, &window);
    uint32_t lowest = backend_lowest_seen(picture, &area);
    if (lowest == picture->count) {
        gl_canvas_fill(&gl->canvas, &area, picture->background, 1);
        lowest = 0;
    }
    for (uint32_t i = lowest; i < picture->count; i++)
        draw_layer(gl, &picture->layers[i], &area);
}

static void end(struct backend *backend, double now_s) {
    gl_effect_end(&gl_of(backend)->effect, now_s);
}

static bool set_effect(struct backend *backend, const char *source, char *error, size_t error_size) {
    struct gl_backend *gl = gl_of(backend);
    if (source && !gl_effect_set(&gl->effect, source, error, error_size))
        return false;
    if (!source)
        gl_effect_clear(&gl->effect);
    gl->base.effect = source != NULL;
    gl->base.animated = gl->effect.animated;
    return true;
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
}

static size_t count_bytes(const struct backend *backend) {
    const struct gl_backend *gl = (const struct gl_backend *)backend;
    const struct glyph_atlas *atlas = gl->picture.atlas;
    size_t bytes = sizeof *gl + gl->rich_capacity * sizeof *gl->rich_ids;
    for (uint32_t slot = 0; slot < gl->grid_count; slot++)
        bytes += (size_t)gl->grids[slot].cols * gl->grids[slot].rows *
                 (sizeof(struct cell_record) + sizeof(struct rich_record));
    bytes += gl_images_bytes(&gl->images);
    return bytes + (atlas ? (size_t)atlas->width * atlas->height * 4 : 0);
}

static const struct backend_calls calls = {.destroy = destroy,
                                           .forget = forget,
                                           .resize = resize,
                                           .begin = begin,
                                           .take_rows = take_rows,
                                           .draw = draw,
                                           .end = end,
                                           .set_effect = set_effect,
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
