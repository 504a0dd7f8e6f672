/* layer.h - one layer of a picture: what is remembered of it, and what the next picture changes.
 *
 * A layer keeps its slot, by which the backend knows its cells, as long as it is in every picture. One picture is:
 * layer_take for each layer of the scene; layer_move for grids whose rows stand elsewhere; layer_mark; the building of
 * what is marked (sheet.h); layer_settle. */
#ifndef LAYER_H
#define LAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "layer_images.h"
#include "scene.h"
#include "sheet.h"

/* Where it is, and what is seen where it has no cells. */
struct layer_place {
    struct backend_area area, cells;
    uint32_t cut;   /* of its first row of cells, in pixels */
    uint32_t color; /* a ground */
    float alpha;
};

struct layer {
    uint64_t id; /* 0: the slot is free */
    enum scene_kind kind;
    uint32_t slot;
    bool was_shown, is_shown;     /* in the last picture; in the one that is being made */
    uint32_t last_order;          /* in the last picture: the number of layers below it */
    struct layer_place last, now; /* of the last picture, of this one */
    bool is_whole;                /* every pixel of it is to be drawn */
    struct sheet sheet;
    struct cell_view last_view, view;
    uint32_t changed_rows; /* of the frame, where not all of it has changed */
    struct sheet_move moved;
    uint8_t *marks; /* of highlights, by cell, and one row to work in; NULL: there were none yet */
    bool has_marks;
    struct layer_images images; /* of a grid */
    struct bar_line *line;      /* of a bar: as it is in the picture */
};

/* What all layers are made with. */
struct layer_means {
    struct font_set *fonts;
    const struct font_metrics *metrics;
    struct backend *backend;
    struct cell_scratch *scratch; /* two, as sheet_build wants them */
    const struct renderer_settings *settings;
    struct backend_area window;
    struct image_cache *images;
};

/* Releases what it has and frees the slot; the backend need not be there any more. */
void layer_finish(struct layer *layer);

/* The layer is that of the scene now. What is to be built of it by itself (rows of the frame that changed) is marked.
 * False: no memory, nothing can be drawn. */
bool layer_take(struct layer *layer, const struct scene_layer *from, const struct layer_means *means);

/* The pixels of rows of a grid, as far as they are seen, with what is beside the cells. */
struct backend_area layer_rows_area(const struct layer *layer, const struct layer_means *means, uint32_t first,
                                    uint32_t count);

/* Rows of a grid that look as they were drawn elsewhere, as far as all their pixels are in the picture; count 0: none,
 * or too few to be worth it. */
struct sheet_move layer_what_moved(const struct layer *layer, const struct layer_means *means, uint32_t height_px);
/* The rows were moved in the picture: they need not be built. */
void layer_move(struct layer *layer, const struct sheet_move *move);

/* Marks what cursor, colours, highlights and text make different. */
void layer_mark(struct layer *layer, const struct scene_layer *from);

/* The picture was drawn: it is the last one now. */
void layer_settle(struct layer *layer, uint32_t order);

#endif
