#include "renderer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "damage.h"
#include "layer_scroll.h"
#include "layer_stack.h"
#include "text_contrast.h"

struct renderer {
    struct font_set *fonts;
    struct backend *backend;
    struct cell_scratch scratch[2]; /* of a row, and of the one beside it */
    struct layer_stack stack;
    struct damage damage;
    struct image_cache images;
    struct backend_layer *layers; /* of this picture, as the backend is told */
    struct backend_grid *grids;
    uint32_t told_capacity;
    bool is_fresh; /* nothing was drawn yet, or what was drawn is forgotten */
    struct backend_area window;
    uint32_t background; /* the ground of the last picture, as the following */
    float text_weight;
    uint32_t generation;  /* of the atlas */
    uint32_t fonts_epoch; /* cells that were blank have a font in the next one */
};

struct renderer *renderer_create(struct font_set *fonts, struct backend *backend, char *error, size_t error_size) {
    struct renderer *renderer = calloc(1, sizeof *renderer);
    if (!renderer || !damage_init(&renderer->damage)) {
        renderer_destroy(renderer);
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    renderer->fonts = fonts;
    renderer->backend = backend;
    renderer->is_fresh = true;
    image_cache_init(&renderer->images, IMAGE_CACHE_BYTES_MAX);
    return renderer;
}

void renderer_destroy(struct renderer *renderer) {
    if (!renderer)
        return;
    cell_scratch_finish(&renderer->scratch[0]);
    cell_scratch_finish(&renderer->scratch[1]);
    layer_stack_finish(&renderer->stack);
    damage_finish(&renderer->damage);
    image_cache_finish(&renderer->images);
    free(renderer->layers);
    free(renderer->grids);
    free(renderer);
}

static struct layer_means means_of(struct renderer *renderer, const struct scene *scene) {
    return (struct layer_means){
        renderer->fonts,  font_set_metrics(renderer->fonts),         renderer->backend, renderer->scratch,
        &scene->settings, {0, 0, scene->width_px, scene->height_px}, &renderer->images};
}

static struct layer *layer_at(const struct renderer *renderer, uint32_t index) {
    return layer_stack_at(&renderer->stack, index);
}

/* ---- taking the scene */

static bool reserve_told(struct renderer *renderer, uint32_t count) {
    if (count <= renderer->told_capacity)
        return true;
    struct backend_layer *layers = realloc(renderer->layers, count * sizeof *layers);
    if (layers)
        renderer->layers = layers;
    struct backend_grid *grids = realloc(renderer->grids, count * sizeof *grids);
    if (grids)
        renderer->grids = grids;
    if (!layers || !grids)
        return false;
    renderer->told_capacity = count;
    return true;
}

static bool take_scene(struct renderer *renderer, const struct scene *scene, const struct layer_means *means) {
    if (renderer->is_fresh)
        renderer->backend->calls->forget(renderer->backend);
    bool taken = layer_stack_take(&renderer->stack, scene) && reserve_told(renderer, renderer->stack.capacity);
    for (uint32_t i = 0; taken && i < scene->count; i++)
        taken = layer_take(layer_at(renderer, i), &scene->layers[i], means);
    return taken;
}

/* The bend of coverage for the setting. */
static float weight_of(const struct renderer_settings *settings) {
    float steps = settings->text_weight;
    steps = steps < -TEXT_WEIGHT_STEPS ? -TEXT_WEIGHT_STEPS : steps > TEXT_WEIGHT_STEPS ? TEXT_WEIGHT_STEPS : steps;
    return steps * TEXT_WEIGHT_STEP;
}

static uint32_t ground_of(const struct scene *scene) {
    return scene->background | renderer_settings_clear(&scene->settings);
}

/* Does the same picture go on? If not, every pixel is drawn. */
static bool goes_on(const struct renderer *renderer, const struct scene *scene) {
    return !renderer->is_fresh && renderer->window.width == scene->width_px &&
           renderer->window.height == scene->height_px && renderer->background == ground_of(scene) &&
           renderer->text_weight == weight_of(&scene->settings) && !renderer->stack.is_reordered;
}

/* Layers of the last picture that are in this one no more: what they covered is seen again. */
static void drop_vanished(struct renderer *renderer, const struct layer_means *means) {
    for (uint32_t slot = 0; slot < renderer->stack.capacity; slot++) {
        struct layer *layer = &renderer->stack.slots[slot];
        if (layer->id == 0 || layer->is_shown)
            continue;
        uint32_t rows = layer->kind == SCENE_FILL ? 0 : layer->last.area.height / means->metrics->cell_height;
        damage_add(&renderer->damage, &layer->last.area, rows, renderer->damage.count);
        if (layer->sheet.rows)
            renderer->backend->calls->resize(renderer->backend, slot, 0, 0);
        layer_finish(layer);
    }
}

/* ---- building */

static void mark_all(struct renderer *renderer) {
    for (uint32_t i = 0; i < renderer->stack.count; i++)
        sheet_mark_all(&layer_at(renderer, i)->sheet);
}

static void renew_all(struct renderer *renderer) {
    for (uint32_t i = 0; i < renderer->stack.count; i++)
        sheet_renew(&layer_at(renderer, i)->sheet);
}

/* Builds what is marked. When the atlas is flushed on the way, tiles of rows built before are void: all again. Twice
 * means that the screen has more different glyphs than the atlas has tiles; some then stay blank. */
static void build(struct renderer *renderer) {
    const struct glyph_atlas *atlas = font_set_atlas(renderer->fonts);
    /* The numbers of tiles mean other pictures now: equal records prove nothing. */
    if (renderer->generation != atlas->generation)
        renew_all(renderer);
    if (renderer->fonts_epoch != font_set_epoch(renderer->fonts))
        mark_all(renderer);
    renderer->fonts_epoch = font_set_epoch(renderer->fonts);
    for (int pass = 0; pass < 2; pass++) {
        uint32_t generation = atlas->generation;
        for (uint32_t i = 0; i < renderer->stack.count; i++) {
            struct layer *layer = layer_at(renderer, i);
            sheet_build(&layer->sheet, &layer->view, renderer->scratch);
        }
        if (generation == atlas->generation)
            break;
        renew_all(renderer);
    }
    renderer->generation = atlas->generation;
}

/* ---- drawing */

static struct backend_grid grid_of(const struct layer *layer) {
    const struct sheet *sheet = &layer->sheet;
    return (struct backend_grid){layer->slot,        layer->now.cells.x,   layer->now.cells.y, layer->now.cut,
                                 sheet->cols,        sheet->rows,          sheet->cells,       sheet->rich,
                                 sheet->rich_counts, layer->images.images, layer->images.count};
}

static void take_rows(struct renderer *renderer, const struct backend_grid *grid, const struct sheet *sheet) {
    const struct backend_calls *calls = renderer->backend->calls;
    for (uint32_t row = 0, end; calls->take_rows && row < sheet->rows; row = end) {
        for (end = row + 1; end < sheet->rows && sheet->columns[end].to && sheet->columns[row].to;)
            end++;
        if (sheet->columns[row].to)
            calls->take_rows(renderer->backend, grid, row, end - row);
    }
}

/* The renderer's part of a draw ends here: the backend knows layers and records. False: it has no memory. */
static bool hand_over(struct renderer *renderer, const struct scene *scene) {
    uint32_t count = renderer->stack.count;
    const struct backend_picture picture = {scene->width_px,
                                            scene->height_px,
                                            ground_of(scene),
                                            renderer_settings_clear(&scene->settings) != 0,
                                            renderer->text_weight,
                                            renderer->layers,
                                            count,
                                            font_set_atlas(renderer->fonts)};
    for (uint32_t i = 0; i < count; i++) {
        const struct layer *layer = layer_at(renderer, i);
        renderer->grids[i] = grid_of(layer);
        renderer->layers[i] = (struct backend_layer){layer->now.area, layer->now.color, layer->now.alpha,
                                                     layer->sheet.rows ? &renderer->grids[i] : NULL};
    }
    if (!renderer->backend->calls->begin(renderer->backend, &picture))
        return false;
    for (uint32_t i = 0; i < count; i++)
        take_rows(renderer, &renderer->grids[i], &layer_at(renderer, i)->sheet);
    return true;
}

static bool same_columns(const struct sheet_columns *a, const struct sheet_columns *b, bool by_cell) {
    return by_cell ? a->from == b->from && a->to == b->to : (a->to == 0) == (b->to == 0);
}

/* The pixels of some rows of a layer, those of some columns where the backend gains by it. */
static struct backend_area rows_area(const struct layer *layer, const struct layer_means *means, uint32_t row,
                                     uint32_t count) {
    const struct sheet_columns *columns = &layer->sheet.columns[row];
    uint32_t width = means->metrics->cell_width;
    struct backend_area area = layer_rows_area(layer, means, row, count);
    if (means->backend->by_cell) {
        area.x = layer->now.cells.x + columns->from * width;
        area.width = (columns->to - columns->from) * width;
    }
    return area_common(&area, &layer->now.area);
}

/* Rows below each other with the same columns make one area. */
static void add_rows(struct renderer *renderer, const struct layer *layer, const struct layer_means *means) {
    const struct sheet *sheet = &layer->sheet;
    uint32_t row = 0, others = renderer->damage.count;
    while (row < sheet->rows) {
        uint32_t end = row + 1;
        while (end < sheet->rows && same_columns(&sheet->columns[row], &sheet->columns[end], means->backend->by_cell))
            end++;
        if (sheet->columns[row].to) {
            struct backend_area area = rows_area(layer, means, row, end - row);
            damage_add(&renderer->damage, &area, end - row, others);
        }
        row = end;
    }
}

static void add_layer(struct renderer *renderer, const struct layer *layer, const struct layer_means *means) {
    struct damage *damage = &renderer->damage;
    if (!layer->is_whole) {
        add_rows(renderer, layer, means);
        return;
    }
    damage_add(damage, &layer->now.area, layer->sheet.rows, damage->count);
    if (layer->was_shown)
        damage_add(damage, &layer->last.area, layer->sheet.rows, damage->count);
}

/* Draws what is damaged. Returns the number of rows. */
static uint32_t draw_damage(struct renderer *renderer, const struct layer_means *means) {
    struct damage *damage = &renderer->damage;
    for (uint32_t i = 0; i < damage->count; i++)
        renderer->backend->calls->draw(renderer->backend, &damage->areas[i]);
    uint32_t rows = damage_rows(damage);
    for (uint32_t i = 0; i < renderer->stack.count; i++) {
        struct backend_area moved = layer_scrolled_area(layer_at(renderer, i), means);
        damage_add(damage, &moved, 0, damage->count);
    }
    return rows;
}

static uint32_t draw_all(struct renderer *renderer) {
    uint32_t rows = 0;
    renderer->backend->calls->draw(renderer->backend, &renderer->window);
    damage_clear(&renderer->damage);
    damage_add(&renderer->damage, &renderer->window, 0, 0);
    for (uint32_t i = 0; i < renderer->stack.count; i++)
        rows += layer_at(renderer, i)->kind == SCENE_GRID ? layer_at(renderer, i)->sheet.rows : 0;
    return rows;
}

/* What goes through a shader may be another picture everywhere. */
static void end_picture(struct renderer *renderer, const struct scene *scene) {
    struct backend *backend = renderer->backend;
    if (backend->effect && (backend->animated || renderer->damage.count)) {
        damage_clear(&renderer->damage);
        damage_add(&renderer->damage, &renderer->window, 0, 0);
    }
    if (backend->calls->end)
        backend->calls->end(backend, scene->now_s);
}

struct renderer_damage renderer_draw(struct renderer *renderer, const struct scene *scene, bool full) {
    const struct renderer_damage nothing = {{0, 0, 0, 0}, 0, NULL, 0};
    const struct layer_means means = means_of(renderer, scene);
    struct damage *damage = &renderer->damage;
    if (!scene->width_px || !scene->height_px)
        return nothing;
    image_cache_begin(&renderer->images);
    if (!take_scene(renderer, scene, &means)) {
        renderer_invalidate(renderer);
        return nothing;
    }
    full |= !goes_on(renderer, scene);
    renderer->window = (struct backend_area){0, 0, scene->width_px, scene->height_px};
    renderer->background = ground_of(scene);
    renderer->text_weight = weight_of(&scene->settings);
    damage_clear(damage);
    for (uint32_t i = 0; i < scene->count; i++) {
        if (!full)
            layer_scroll(&renderer->stack, i, &means, &renderer->window, damage);
        layer_mark(layer_at(renderer, i), &scene->layers[i]);
    }
    drop_vanished(renderer, &means);
    build(renderer);
    if (!hand_over(renderer, scene)) {
        renderer_invalidate(renderer);
        return nothing;
    }
    for (uint32_t i = 0; !full && i < scene->count; i++)
        add_layer(renderer, layer_at(renderer, i), &means);
    uint32_t rows = full || damage->lost ? draw_all(renderer) : draw_damage(renderer, &means);
    layer_stack_settle(&renderer->stack);
    renderer->is_fresh = false;
    end_picture(renderer, scene);
    return (struct renderer_damage){damage_bounds(damage), rows, damage->areas, damage->count};
}

void renderer_invalidate(struct renderer *renderer) {
    layer_stack_clear(&renderer->stack);
    renderer->is_fresh = true;
}

void renderer_set_backend(struct renderer *renderer, struct backend *backend) {
    renderer->backend = backend;
    renderer_invalidate(renderer);
}

void renderer_set_fonts(struct renderer *renderer, struct font_set *fonts) {
    renderer->fonts = fonts;
    renderer_invalidate(renderer);
}

static uint32_t cells_in(uint32_t size, uint32_t padding, uint32_t cell) {
    uint32_t room = size > 2 * padding ? size - 2 * padding : 0;
    return room >= cell ? room / cell : 1;
}

void renderer_grid(const struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                   uint32_t *cols, uint32_t *rows) {
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    *cols = cells_in(width_px, padding_px, metrics->cell_width);
    *rows = cells_in(height_px, padding_px, metrics->cell_height);
}

void renderer_read_pixels(struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint8_t *pixels) {
    renderer->backend->calls->read(renderer->backend, width_px, height_px, pixels);
}

size_t renderer_bytes(const struct renderer *renderer) {
    size_t bytes = sizeof *renderer + renderer->stack.capacity * sizeof(struct layer);
    const struct glyph_atlas *atlas = font_set_atlas(renderer->fonts);
    for (uint32_t slot = 0; slot < renderer->stack.capacity; slot++)
        bytes +=
            sheet_bytes(&renderer->stack.slots[slot].sheet) + layer_images_bytes(&renderer->stack.slots[slot].images);
    bytes += renderer->images.bytes + renderer->images.capacity * sizeof *renderer->images.pieces;
    return bytes + (size_t)atlas->width * atlas->height * 4 + renderer->backend->calls->bytes(renderer->backend);
}
