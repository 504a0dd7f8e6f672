#include "layer_images.h"

#include <stdlib.h>
#include <string.h>

#include "image_convert.h"
#include "image_scale.h"

/* Alphas of the pixels of a placeholder. */
#define FRAME_ALPHA 144u
#define HATCH_ALPHA 72u
#define FRAME_LINES 20u /* to the height of a cell */

/* An image of the scene on the screen, from the top left of the window. */
struct placed {
    const struct scene_image *image;
    int64_t x, y;
    struct scene_image_cells cells; /* that it reaches into and is seen in */
    struct backend_area area;       /* of the window */
    enum backend_image_level level;
};

void layer_images_finish(struct layer_images *images) {
    uint64_t *rows = images->cover.rows < images->last_rows ? images->cover.rows : images->last_rows;
    free(images->images);
    free(images->cover.spans);
    free(rows);
    memset(images, 0, sizeof *images);
}

size_t layer_images_bytes(const struct layer_images *images) {
    return images->capacity * sizeof *images->images + images->cover.capacity * sizeof *images->cover.spans +
           images->rows * 2 * sizeof *images->last_rows;
}

/* ---- memory */

static bool reserve_rows(struct layer_images *images, uint32_t rows) {
    if (rows == images->rows)
        return true;
    layer_images_finish(images);
    images->cover.rows = calloc((size_t)rows * 2, sizeof *images->cover.rows);
    if (!images->cover.rows)
        return false;
    images->last_rows = images->cover.rows + rows;
    images->rows = rows;
    return true;
}

static bool reserve_spans(struct image_cover *cover, size_t count) {
    if (count <= cover->capacity)
        return true;
    struct image_span *spans = realloc(cover->spans, count * sizeof *spans);
    if (!spans)
        return false;
    cover->spans = spans;
    cover->capacity = (uint32_t)count;
    return true;
}

static struct backend_image *add_image(struct layer_images *images) {
    if (images->count == images->capacity) {
        uint32_t capacity = images->capacity ? images->capacity * 2 : 16;
        struct backend_image *list = realloc(images->images, capacity * sizeof *list);
        if (!list)
            return NULL;
        images->images = list;
        images->capacity = capacity;
    }
    return &images->images[images->count++];
}

/* ---- placing */

static int64_t max_i64(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t min_i64(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static struct backend_area area_between(int64_t left, int64_t top, int64_t right, int64_t bottom) {
    if (right <= left || bottom <= top)
        return (struct backend_area){0, 0, 0, 0};
    return (struct backend_area){(uint32_t)left, (uint32_t)top, (uint32_t)(right - left), (uint32_t)(bottom - top)};
}

/* The cells that pixels [from, to) of one axis reach into, of [cells_from, cells_to). */
static void cells_of(int64_t from, int64_t to, uint32_t size, uint32_t *cells_from, uint32_t *cells_to) {
    *cells_from = (uint32_t)max_i64(*cells_from, from < 0 ? 0 : from / size);
    *cells_to = (uint32_t)min_i64(*cells_to, to < 0 ? 0 : (to + size - 1) / size);
}

/* Where it is, with its area empty where nothing of it is seen. */
static struct placed place_image(const struct scene_image *image, const struct layer_images_place *place) {
    int64_t left = (int64_t)image->col * place->cell_width + image->offset_x_px;
    int64_t top = (int64_t)image->row * place->cell_height + image->offset_y_px;
    int64_t origin_x = place->cells.x, origin_y = (int64_t)place->cells.y - place->cut;
    struct placed placed = {image,       left + origin_x, top + origin_y,
                            image->seen, {0, 0, 0, 0},    scene_image_level(image)};
    placed.cells.row_to = (uint32_t)min_i64(placed.cells.row_to, place->rows);
    placed.cells.col_to = (uint32_t)min_i64(placed.cells.col_to, place->cols);
    cells_of(left, left + image->width_px, place->cell_width, &placed.cells.col_from, &placed.cells.col_to);
    cells_of(top, top + image->height_px, place->cell_height, &placed.cells.row_from, &placed.cells.row_to);
    const struct scene_image_cells *cells = &placed.cells;
    struct backend_area area = area_between(
        max_i64(origin_x + (int64_t)cells->col_from * place->cell_width, placed.x),
        max_i64(max_i64(origin_y + (int64_t)cells->row_from * place->cell_height, placed.y), place->cells.y),
        min_i64(origin_x + (int64_t)cells->col_to * place->cell_width, placed.x + image->width_px),
        min_i64(origin_y + (int64_t)cells->row_to * place->cell_height, placed.y + image->height_px));
    placed.area = area_common(&area, &place->seen);
    return placed;
}

/* ---- pixels */

/* The piece of an image as the window shows it: pixels of the image at its size on the screen. */
static struct backend_area piece_area(const struct scene_image *image, uint32_t column, uint32_t row) {
    uint32_t x = column * BACKEND_IMAGE_MAX, y = row * BACKEND_IMAGE_MAX;
    uint32_t width = image->width_px - x, height = image->height_px - y;
    return (struct backend_area){x, y, width < BACKEND_IMAGE_MAX ? width : BACKEND_IMAGE_MAX,
                                 height < BACKEND_IMAGE_MAX ? height : BACKEND_IMAGE_MAX};
}

static struct image_key key_of(const struct scene_image *image, uint32_t column, uint32_t row) {
    return (struct image_key){image->source->id, image->image,     image->version, image->crop,
                              image->width_px,   image->height_px, column,         row};
}

static bool fetch(const struct scene_image *image, struct image_scale_from *from) {
    struct scene_image_pixels pixels = {0};
    const struct scene_image_source *source = image->source;
    const struct backend_area *crop = &image->crop;
    if (source->fetch(source->context, image->image, image->version, &pixels) != SCENE_FETCH_DONE ||
        !scene_image_holds(&pixels, crop))
        return false;
    *from = (struct image_scale_from){pixels.rgba + crop->y * pixels.stride_bytes + (size_t)crop->x * 4,
                                      pixels.stride_bytes, crop->width, crop->height};
    return true;
}

/* The piece out of the cache, or made of the image, which is fetched for the first one only. */
static const struct image_piece *get_piece(struct image_cache *cache, const struct scene_image *image, uint32_t column,
                                           uint32_t row, struct image_scale_from *from) {
    const struct image_key key = key_of(image, column, row);
    const struct backend_area part = piece_area(image, column, row);
    const struct image_piece *found = image_cache_find(cache, &key);
    if (found || !image_cache_has_room(cache, part.width, part.height) || (!from->rgba && !fetch(image, from)))
        return found;
    struct image_piece *piece = image_cache_add(cache, &key, part.width, part.height);
    if (piece && !image_scale(from, image->width_px, image->height_px, &part, piece->pixels, &piece->is_opaque)) {
        image_cache_remove(cache, piece);
        return NULL;
    }
    return piece;
}

/* ---- pieces */

/* What is drawn in its place where there are no pixels, or a backend has no memory for them. */
static void set_placeholder(struct backend_image *image, const struct layer_images_place *place) {
    image->line = place->cell_height / FRAME_LINES + 1;
    image->frame = image_premultiply(place->foreground, FRAME_ALPHA);
    image->hatch = image_premultiply(place->foreground, HATCH_ALPHA);
}

/* One piece of an image where it is seen. False: no memory for its pixels, or for itself. */
static bool add_piece(struct layer_images *images, const struct placed *placed, uint32_t column, uint32_t row,
                      const struct layer_images_place *place, struct image_cache *cache,
                      struct image_scale_from *from) {
    struct backend_area part = piece_area(placed->image, column, row);
    const struct image_piece *piece = get_piece(cache, placed->image, column, row, from);
    struct backend_image *image = piece ? add_image(images) : NULL;
    if (!image)
        return false;
    int64_t x = placed->x + part.x, y = placed->y + part.y;
    const struct backend_area *all = &placed->area;
    *image = (struct backend_image){
        .area =
            area_between(max_i64(all->x, x), max_i64(all->y, y), min_i64((int64_t)all->x + all->width, x + part.width),
                         min_i64((int64_t)all->y + all->height, y + part.height)),
        .x = (int32_t)x,
        .y = (int32_t)y,
        .width = part.width,
        .height = part.height,
        .pixels = piece->pixels,
        .serial = piece->serial,
        .is_opaque = piece->is_opaque,
        .level = placed->level,
    };
    set_placeholder(image, place);
    return true;
}

/* All pieces that are seen, or none. */
static bool add_pieces(struct layer_images *images, const struct placed *placed, const struct layer_images_place *place,
                       struct image_cache *cache) {
    const struct backend_area *area = &placed->area;
    uint32_t left = (uint32_t)((int64_t)area->x - placed->x), top = (uint32_t)((int64_t)area->y - placed->y);
    uint32_t columns = (left + area->width - 1) / BACKEND_IMAGE_MAX,
             rows = (top + area->height - 1) / BACKEND_IMAGE_MAX;
    uint32_t before = images->count;
    struct image_scale_from from = {NULL, 0, 0, 0};
    for (uint32_t row = top / BACKEND_IMAGE_MAX; row <= rows; row++) {
        for (uint32_t column = left / BACKEND_IMAGE_MAX; column <= columns; column++) {
            if (!add_piece(images, placed, column, row, place, cache, &from)) {
                images->count = before;
                return false;
            }
        }
    }
    return true;
}

static bool add_placeholder(struct layer_images *images, const struct placed *placed,
                            const struct layer_images_place *place) {
    struct backend_image *image = add_image(images);
    if (!image)
        return false;
    *image = (struct backend_image){.area = placed->area,
                                    .x = (int32_t)placed->x,
                                    .y = (int32_t)placed->y,
                                    .width = placed->image->width_px,
                                    .height = placed->image->height_px,
                                    .level = placed->level};
    set_placeholder(image, place);
    return true;
}

/* ---- rows */

static uint64_t mixed(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_area(uint64_t hash, const struct backend_area *area) {
    return mixed(mixed(hash, (uint64_t)area->x << 32 | area->y), (uint64_t)area->width << 32 | area->height);
}

/* What all slices of an image have in common. */
static uint64_t hash_image(const struct placed *placed, uint64_t is_ready, uint32_t foreground) {
    const struct scene_image *image = placed->image;
    uint64_t hash = hash_area(mixed(mixed(image->source->id, image->image), image->version), &image->crop);
    hash = mixed(hash, (uint64_t)image->width_px << 32 | image->height_px);
    hash = mixed(hash, (uint64_t)placed->cells.col_from << 32 | placed->cells.col_to);
    hash = mixed(hash, (uint64_t)placed->x);
    return mixed(hash, (uint64_t)placed->level << 32 | (is_ready ? UINT32_MAX : foreground));
}

static void hash_rows(struct image_cover *cover, const struct placed *placed, const struct layer_images_place *place,
                      bool is_ready) {
    uint64_t hash = hash_image(placed, is_ready, place->foreground);
    int64_t top = placed->y - place->cells.y + place->cut;
    for (uint32_t row = placed->cells.row_from; row < placed->cells.row_to; row++) {
        uint64_t slice = mixed(hash, (uint64_t)((int64_t)row * place->cell_height - top));
        cover->rows[row] = mixed(cover->rows[row] + 1, slice) | 1;
    }
}

/* ---- an image */

static void take_image(struct layer_images *images, const struct scene_image *image,
                       const struct layer_images_place *place, struct image_cache *cache) {
    struct placed placed = place_image(image, place);
    if (area_is_empty(&placed.area))
        return;
    bool is_ready = add_pieces(images, &placed, place, cache);
    if (!is_ready && !add_placeholder(images, &placed, place))
        return;
    images->cover.spans[images->cover.count++] = (struct image_span){placed.cells, placed.level == IMAGE_ABOVE_TEXT};
    hash_rows(&images->cover, &placed, place, is_ready);
}

void layer_images_take(struct layer_images *images, const struct scene_image *list, size_t count,
                       const struct layer_images_place *place, struct image_cache *cache) {
    images->count = images->cover.count = 0;
    images->is_lost = false;
    if (!count && !images->was_any)
        return;
    if (!reserve_rows(images, place->rows) || !reserve_spans(&images->cover, count)) {
        layer_images_finish(images);
        images->is_lost = true;
        return;
    }
    memset(images->cover.rows, 0, images->rows * sizeof *images->cover.rows);
    for (size_t i = 0; i < count; i++)
        take_image(images, &list[i], place, cache);
}

void layer_images_move(struct layer_images *images, const struct sheet_move *move) {
    if (images->was_any && move->count)
        memmove(images->last_rows + move->first, images->last_rows + ((int64_t)move->first + move->by),
                move->count * sizeof *images->last_rows);
}

void layer_images_mark(const struct layer_images *images, struct sheet *sheet) {
    bool any = images->cover.count || images->was_any;
    for (uint32_t row = 0; any && row < images->rows; row++) {
        if (images->cover.rows[row] != images->last_rows[row]) {
            sheet_mark(sheet, row);
            sheet->columns[row] = (struct sheet_columns){0, sheet->cols};
        }
    }
}

const struct image_cover *layer_images_cover(const struct layer_images *images) {
    return images->cover.count ? &images->cover : NULL;
}

void layer_images_settle(struct layer_images *images) {
    uint64_t *rows = images->cover.rows;
    images->was_any = images->cover.count > 0;
    images->cover.rows = images->last_rows;
    images->last_rows = rows;
}
