/* scene.h - what one window shows: layers, the lowest first. A value that is made anew for every picture, and handed to
 * the renderer.
 *
 *     grid   the frame of a terminal: its rows, its cursor, what is highlighted       a pane
 *     bar    one row of cells of the application's own (bar_line.h)                   message, question, preedit; tabs
 *     fill   a colour, or a part of one laid over what is below                       scrollbar, bell, line between
 * panes
 *
 * A layer is known by its id: with the same id, kind and rectangle it is the layer of the last picture, and only what
 * differs is drawn. One that moved or was resized is drawn whole; one that is gone leaves what was below it to be
 * drawn. Layers may overlap as they like. What nothing covers has the colour of the scene. */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>

#include "area.h"
#include "bar_line.h"
#include "cell_build.h"
#include "cell_cursor.h"
#include "font_set.h"
#include "highlight.h"
#include "renderer_settings.h"
#include "scene_image.h"

enum scene_kind { SCENE_GRID, SCENE_BAR, SCENE_FILL };

/* A frame in a rectangle: background around the cells, `padding_px` on the left and at the top at least. */
struct scene_grid {
    const struct quire_frame *frame; /* its row flags are trusted: see renderer_draw */
    uint32_t padding_px;
    uint32_t cut_px; /* 0, or less than a row: so much of the first row is cut off at the top, and the last row where
                        the grid of one row less ends: how a view looks that begins inside of a row */
    struct cell_cursor_at cursor;
    bool blinked_out;         /* the phase in which text that blinks shows its background alone */
    struct cell_span covered; /* cells that a bar above hides: their text does not reach out from below it */
    struct highlight highlights[HIGHLIGHT_KINDS];
    const struct scene_image *images; /* images over its cells, the lowest first */
    size_t image_count;
};

/* From the top left of the rectangle on. */
struct scene_bar {
    const struct bar_line *line;
    enum quire_row_size size;
    uint32_t foreground;          /* of a cursor that cannot be told from its cell */
    uint32_t background;          /* right of the cells and below them */
    struct cell_cursor_at cursor; /* of row 0 */
};

struct scene_fill {
    uint32_t color; /* 0xRRGGBB */
    float alpha;    /* 1: opaque; in steps of 1/255 */
};

struct scene_layer {
    uint64_t id; /* of one layer of the scene; never 0 */
    enum scene_kind kind;
    struct backend_area area; /* may reach over the window's edges */
    union {
        struct scene_grid grid;
        struct scene_bar bar;
        struct scene_fill fill;
    };
};

/* The id of one of the layers of some part of the window that has a number. */
#define SCENE_ID(part, layer) ((uint64_t)(part) << 8 | (layer))

struct scene {
    uint32_t width_px, height_px; /* of the window */
    uint32_t background;          /* 0xRRGGBB, where no layer is */
    double now_s;                 /* seconds of any clock, for what is animated (backend.h) */
    struct renderer_settings settings;
    struct scene_layer *layers; /* the lowest first */
    size_t count, capacity;
};

#define SCENE_INIT                                                                                                     \
    { .settings = RENDERER_SETTINGS_INIT }

/* The scene has no layers; memory is kept. */
void scene_clear(struct scene *scene);
void scene_finish(struct scene *scene);

/* A layer on top of the others. What a layer points to is borrowed until the scene is drawn. False: no memory. */
bool scene_add(struct scene *scene, const struct scene_layer *layer);

/* ---- where the cells of a grid are */

/* Cells of a row of a frame that has so many columns. */
uint32_t scene_row_cells(const struct quire_frame *frame, uint32_t row, uint32_t cols);

/* The rectangle of the cells in that of the grid: padding gives way where there is no room for it. */
struct backend_area scene_cells_area(const struct backend_area *area, uint32_t padding_px,
                                     const struct font_metrics *metrics, uint32_t cols, uint32_t rows);

/* The cell of a frame under a pixel (of a row of double size: half the column), when its cells lie in `cells`;
 * positions outside give the nearest cell. right_half: whether the pixel lies in the right half of its cell (selections
 * need it). May be NULL. */
void scene_cell_at(const struct quire_frame *frame, const struct backend_area *cells, int32_t x_px, int32_t y_px,
                   const struct font_metrics *metrics, uint32_t *col, uint32_t *row, bool *right_half);

#endif
