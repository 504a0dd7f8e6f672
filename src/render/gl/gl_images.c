#include "gl_images.h"

#include <stdlib.h>
#include <string.h>

#define BYTES_MAX ((size_t)192 << 20)
#define PICTURES_MAX 256u
#define ERRORS_MAX 8 /* that calls before may have left; one that lost its context has them for ever */

void gl_images_finish(struct gl_images *images) {
    for (uint32_t i = 0; i < images->count; i++)
        glDeleteTextures(1, &images->textures[i].texture);
    if (images->copy)
        glDeleteTextures(1, &images->copy);
    free(images->textures);
    memset(images, 0, sizeof *images);
}

/* ---- textures */

static size_t texture_bytes(const struct gl_image_texture *texture) {
    return (size_t)texture->width * texture->height * 4;
}

size_t gl_images_bytes(const struct gl_images *images) {
    return images->bytes + images->capacity * sizeof *images->textures +
           (size_t)images->copy_width * images->copy_height * 4;
}

static void drop(struct gl_images *images, uint32_t index) {
    glDeleteTextures(1, &images->textures[index].texture);
    images->bytes -= texture_bytes(&images->textures[index]);
    images->textures[index] = images->textures[--images->count];
}

void gl_images_begin(struct gl_images *images) {
    images->picture++;
    for (uint32_t i = images->picture % (PICTURES_MAX / 8) ? 0 : images->count; i-- > 0;) {
        if (images->picture - images->textures[i].picture > PICTURES_MAX)
            drop(images, i);
    }
}

static struct gl_image_texture *find(struct gl_images *images, uint64_t serial) {
    for (uint32_t i = 0; i < images->count; i++) {
        uint32_t at = (images->last + 1 + i) % images->count;
        if (images->textures[at].serial == serial) {
            images->last = at;
            return &images->textures[at];
        }
    }
    return NULL;
}

/* That was drawn the longest time ago, but not in this picture; `count` where there is none. */
static uint32_t oldest(const struct gl_images *images) {
    uint32_t found = images->count;
    for (uint32_t i = 0; i < images->count; i++) {
        const struct gl_image_texture *texture = &images->textures[i];
        if (texture->picture != images->picture &&
            (found == images->count || texture->picture < images->textures[found].picture))
            found = i;
    }
    return found;
}

static bool make_room(struct gl_images *images, size_t bytes) {
    while (images->bytes + bytes > BYTES_MAX) {
        uint32_t index = oldest(images);
        if (index == images->count)
            return false;
        drop(images, index);
    }
    if (images->count < images->capacity)
        return true;
    uint32_t capacity = images->capacity ? images->capacity * 2 : 32;
    struct gl_image_texture *textures = realloc(images->textures, capacity * sizeof *textures);
    if (!textures)
        return false;
    images->textures = textures;
    images->capacity = capacity;
    return true;
}

/* Copies pixels into the texture that is bound. False: the driver has no memory for it. */
static bool upload(const struct backend_image *image) {
    for (int i = 0; i < ERRORS_MAX && glGetError() != GL_NO_ERROR; i++)
        continue;
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)image->width, (GLsizei)image->height, 0, GL_BGRA,
                 GL_UNSIGNED_INT_8_8_8_8_REV, image->pixels);
    return glGetError() == GL_NO_ERROR;
}

/* The texture of the pixels of an image. NULL: none, for want of memory or of pixels. */
static struct gl_image_texture *texture_of(struct gl_images *images, const struct backend_image *image) {
    struct gl_image_texture *found = image->pixels ? find(images, image->serial) : NULL;
    size_t bytes = (size_t)image->width * image->height * 4;
    if (found || !image->pixels || !make_room(images, bytes))
        return found;
    GLuint texture = gl_texture_create(GL_UNIT_IMAGE);
    if (!upload(image)) {
        glDeleteTextures(1, &texture);
        return NULL;
    }
    images->last = images->count++;
    images->bytes += bytes;
    images->textures[images->last] =
        (struct gl_image_texture){image->serial, images->picture, texture, image->width, image->height};
    return &images->textures[images->last];
}

/* ---- cells */

/* Where the cell (row << 16 | column) is, as far as it is in the area. */
static struct backend_area cell_area(const struct backend_grid *grid, const struct glyph_atlas *atlas, uint32_t col,
                                     uint32_t row, const struct backend_area *area) {
    uint32_t top = row * atlas->tile_height, bottom = top + atlas->tile_height;
    top = top > grid->cut ? top - grid->cut : 0;
    bottom = bottom > grid->cut ? bottom - grid->cut : 0;
    struct backend_area cell = {grid->origin_x + col * atlas->tile_width, grid->origin_y + top, atlas->tile_width,
                                bottom - top};
    return area_common(&cell, area);
}

static struct backend_area joined(const struct backend_area *a, const struct backend_area *b) {
    if (area_is_empty(a))
        return *b;
    uint32_t left = a->x < b->x ? a->x : b->x, top = a->y < b->y ? a->y : b->y;
    uint32_t right = a->x + a->width > b->x + b->width ? a->x + a->width : b->x + b->width;
    uint32_t bottom = a->y + a->height > b->y + b->height ? a->y + a->height : b->y + b->height;
    return (struct backend_area){left, top, right - left, bottom - top};
}

/* Cells whose text lies over an image. */
struct under {
    struct backend_area bounds; /* of all of them in the area */
    uint32_t *ids, count;       /* those that have any text */
};

static void add_cell(struct under *under, const struct cell_record *cell, uint32_t col, uint32_t row,
                     const struct backend_area *seen) {
    if (area_is_empty(seen))
        return;
    under->bounds = joined(&under->bounds, seen);
    if (cell->tile != ATLAS_TILE_BLANK || (cell->rich & CELL_RICH))
        under->ids[under->count++] = row << 16 | col;
}

static void list_under(struct under *under, const struct backend_grid *grid, const struct glyph_atlas *atlas,
                       const struct backend_area *area) {
    uint32_t height = atlas->tile_height, top = area->y - grid->origin_y + grid->cut;
    for (uint32_t row = top / height; row < grid->rows && row * height < top + area->height; row++) {
        const struct cell_record *cells = grid->cells + (size_t)row * grid->cols;
        for (uint32_t col = 0; col < grid->cols; col++) {
            if (!(cells[col].rich & CELL_IMAGE_UNDER))
                continue;
            struct backend_area seen = cell_area(grid, atlas, col, row, area);
            add_cell(under, &cells[col], col, row, &seen);
        }
    }
}

/* ---- passes */

static void draw_image(struct gl_images *images, struct gl_canvas *canvas, const struct backend_image *image,
                       const struct backend_area *area, bool below_text) {
    struct backend_area seen = area_common(&image->area, area);
    if (area_is_empty(&seen))
        return;
    struct gl_image_texture *texture = texture_of(images, image);
    if (texture)
        texture->picture = images->picture;
    gl_canvas_draw_image(canvas, &seen, image, texture ? texture->texture : 0, below_text);
}

static void draw_images(struct gl_images *images, struct gl_canvas *canvas, const struct backend_grid *grid,
                        const struct backend_area *area, bool below_text) {
    for (uint32_t i = 0; i < grid->image_count; i++) {
        if (below_text || grid->images[i].level == IMAGE_ABOVE_TEXT)
            draw_image(images, canvas, &grid->images[i], area, below_text);
    }
}

static void reserve_copy(struct gl_images *images, const struct backend_picture *picture) {
    if (!images->copy)
        images->copy = gl_texture_create(GL_UNIT_GROUND);
    gl_texture_bind(GL_UNIT_GROUND, images->copy);
    if (images->copy_width == picture->width && images->copy_height == picture->height)
        return;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)picture->width, (GLsizei)picture->height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, NULL);
    images->copy_width = picture->width;
    images->copy_height = picture->height;
}

/* Copies what was drawn in an area of the window, to where it is there. */
static void copy(struct gl_images *images, const struct backend_picture *picture, const struct backend_area *area) {
    GLint y = (GLint)(picture->height - area->y - area->height);
    reserve_copy(images, picture);
    glCopyTexSubImage2D(GL_TEXTURE_2D, 0, (GLint)area->x, y, (GLint)area->x, y, (GLsizei)area->width,
                        (GLsizei)area->height);
}

static void draw_under(struct gl_images *images, struct gl_canvas *canvas, const struct backend_grid *grid,
                       const struct backend_picture *picture, const struct under *under) {
    gl_canvas_draw_grounds(canvas, &under->bounds);
    draw_images(images, canvas, grid, &under->bounds, true);
    if (!under->count)
        return;
    copy(images, picture, &under->bounds);
    gl_canvas_draw_over(canvas, &under->bounds, under->ids, under->count);
}

static bool meets_any(const struct backend_grid *grid, const struct backend_area *area) {
    bool any = false;
    for (uint32_t i = 0; i < grid->image_count && !any; i++)
        any = area_meets(&grid->images[i].area, area);
    return any;
}

void gl_images_draw(struct gl_images *images, struct gl_canvas *canvas, const struct backend_grid *grid,
                    const struct backend_picture *picture, const struct backend_area *area, uint32_t *ids) {
    struct backend_area cells = backend_grid_area(grid, picture->atlas->tile_width, picture->atlas->tile_height);
    struct backend_area seen = area_common(area, &cells);
    struct under under = {{0, 0, 0, 0}, ids, 0};
    if (!meets_any(grid, &seen) || !gl_canvas_begin_images(canvas))
        return;
    list_under(&under, grid, picture->atlas, &seen);
    if (!area_is_empty(&under.bounds))
        draw_under(images, canvas, grid, picture, &under);
    draw_images(images, canvas, grid, &seen, false);
}
