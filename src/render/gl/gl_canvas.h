/* gl_canvas.h - the textures and programs of the GL backend.
 *
 *     unit 0  cells   RGBA32UI  cols x rows     of the grid that is drawn
 *     unit 1  rich    RGBA32UI  2 cols x rows   likewise
 *     unit 2  atlas   RGBA8     a copy of the glyph atlas */
#ifndef GL_CANVAS_H
#define GL_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "gl_program.h"

/* The records of one grid; zero: none. */
struct gl_grid {
    GLuint cells_texture, rich_texture;
    uint32_t cols, rows;
};

/* Which textures the programs read where. */
enum gl_unit { GL_UNIT_CELLS, GL_UNIT_RICH, GL_UNIT_ATLAS, GL_UNIT_IMAGE, GL_UNIT_GROUND };

/* The programs that draw cells: the simple ones, and the rich; then, made with the first image, those for grounds
 * below images and for text over them. */
struct gl_cell_programs {
    struct gl_program cells, rich, grounds, over;
};

struct gl_canvas {
    struct gl_cell_programs opaque, translucent; /* grounds; the latter made when first needed, as the next */
    struct gl_program wash_program, image_program;
    struct gl_cell_programs *programs; /* of this picture */
    GLuint atlas_texture;
    GLuint vertex_array, instances;
    const struct gl_grid *grid;                           /* that the programs draw; NULL: none yet */
    const struct backend_picture *picture;                /* this one */
    const struct backend_layer *layer;                    /* whose grid it is */
    const struct gl_grid *images_grid;                    /* that the programs for images draw; NULL: none yet */
    uint32_t height;                                      /* of the window */
    uint32_t atlas_generation, atlas_count, atlas_height; /* what was uploaded */
    int32_t texture_max;
};

/* For the current context. False and one line in `error`. */
bool gl_canvas_init(struct gl_canvas *canvas, char *error, size_t error_size);
void gl_canvas_finish(struct gl_canvas *canvas);

/* The next atlas is another one. */
void gl_canvas_forget(struct gl_canvas *canvas);

/* New textures for a grid; their contents are undefined. 0 x 0: none. */
void gl_grid_resize(struct gl_grid *grid, uint32_t cols, uint32_t rows);

/* Copies the tiles that were added since the last call. */
void gl_canvas_upload_atlas(struct gl_canvas *canvas, const struct glyph_atlas *atlas);

/* Copies rows [first, first + count); both arrays start at row 0 and have `cols` records in a row. rich NULL: these
 * rows have no rich cell. */
void gl_canvas_upload_rows(const struct gl_grid *grid, uint32_t first, uint32_t count, const struct cell_record *cells,
                           const struct rich_record *rich);

/* A picture begins: what all of it depends on. */
void gl_canvas_begin(struct gl_canvas *canvas, const struct backend_picture *picture);

/* The grid of a layer is drawn from now on. Nothing happens where it is already. */
void gl_canvas_use_grid(struct gl_canvas *canvas, const struct gl_grid *grid, const struct backend_layer *layer);

/* Draws backgrounds and glyphs inside a rectangle. */
void gl_canvas_draw(struct gl_canvas *canvas, const struct backend_area *rect);

/* Draws rich cells (row << 16 | column) inside a rectangle. */
void gl_canvas_draw_rich(struct gl_canvas *canvas, const struct backend_area *rect, const uint32_t *ids,
                         uint32_t count);

/* ---- images over the cells of the grid that is drawn */

/* False: the driver refuses the programs, images are not drawn. */
bool gl_canvas_begin_images(struct gl_canvas *canvas);

/* The backgrounds alone of cells below whose text an image lies. */
void gl_canvas_draw_grounds(struct gl_canvas *canvas, const struct backend_area *rect);

/* A rectangle of an image: in cells where it lies below the text, or in the others. texture 0: a placeholder. */
void gl_canvas_draw_image(struct gl_canvas *canvas, const struct backend_area *rect, const struct backend_image *image,
                          GLuint texture, bool below_text);

/* Cells without their grounds, over what is bound as GL_UNIT_GROUND. */
void gl_canvas_draw_over(struct gl_canvas *canvas, const struct backend_area *rect, const uint32_t *ids,
                         uint32_t count);

/* A texture of pixels that are read as they are; it is bound then. */
GLuint gl_texture_create(enum gl_unit unit);
void gl_texture_bind(enum gl_unit unit, GLuint texture);

/* One colour, a ground; below an alpha of 1 it is laid over what was drawn there just now. */
void gl_canvas_fill(struct gl_canvas *canvas, const struct backend_area *rect, uint32_t color, float alpha);

#endif
