/* gl_canvas.h - the textures and programs of the GL backend.
 *
 *     unit 0  cells   RGBA32UI  cols x rows
 *     unit 1  rich    RGBA32UI  2 cols x rows
 *     unit 2  atlas   RGBA8     a copy of the glyph atlas */
#ifndef GL_CANVAS_H
#define GL_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "gl_program.h"

struct gl_canvas {
    struct gl_program cells_program, rich_program;
    struct gl_program wash_program; /* made when it is first needed */
    GLuint cells_texture, rich_texture, atlas_texture;
    GLuint vertex_array, instances;
    uint32_t cols, rows;
    uint32_t atlas_generation, atlas_count, atlas_height; /* what was uploaded */
    int32_t texture_max;
};

/* For the current context. False and one line in `error`. */
bool gl_canvas_init(struct gl_canvas *canvas, char *error, size_t error_size);
void gl_canvas_finish(struct gl_canvas *canvas);

/* New textures for a grid; their contents are undefined. */
void gl_canvas_resize(struct gl_canvas *canvas, uint32_t cols, uint32_t rows);

/* Copies the tiles that were added since the last call. */
void gl_canvas_upload_atlas(struct gl_canvas *canvas, const struct glyph_atlas *atlas);

/* Copies rows [first, first + count); both arrays start at row 0 and have `cols` records in a row. rich NULL: these
 * rows have no rich cell. */
void gl_canvas_upload_rows(struct gl_canvas *canvas, uint32_t first, uint32_t count, const struct cell_record *cells,
                           const struct rich_record *rich);

/* Gives both programs the look; then any number of gl_canvas_draw. */
void gl_canvas_begin(struct gl_canvas *canvas, const struct backend_look *look, const struct glyph_atlas *atlas);

/* Draws backgrounds and glyphs inside a rectangle. */
void gl_canvas_draw(struct gl_canvas *canvas, const struct backend_area *rect, const struct backend_look *look);

/* Draws rich cells (row << 16 | column) inside a rectangle. */
void gl_canvas_draw_rich(struct gl_canvas *canvas, const struct backend_area *rect, const struct backend_look *look,
                         const uint32_t *ids, uint32_t count);

/* Lays scrollbar and bell over a rectangle whose cells were drawn just now. */
void gl_canvas_draw_wash(struct gl_canvas *canvas, const struct backend_area *rect, const struct backend_look *look);

#endif
