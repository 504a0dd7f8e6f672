/* backend.h - what a renderer draws with: GL (gl/) or the CPU (cpu/). Both give the same pixels, to within 1 in 255.
 *
 *     renderer   scene -> cell records; what has changed, and where                         knows no GL, no SDL
 *     backend    layers of cell records and colours, tiles -> pixels of an area             knows no frames
 *
 * The renderer decides everything; a backend is told. One draw is: begin; take_rows for each span of rows whose records
 * are new; move; draw for each area whose pixels are to be made; end. An area can be drawn in any order and any number
 * of times: its pixels depend on the layers and the atlas alone. They are multiplied with their alpha, as compositors
 * want them; it is 255 but where a ground lets something through.
 *
 * The calls are made on one thread. A backend belongs to one renderer at a time and outlives it. */
#ifndef BACKEND_H
#define BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "area.h"
#include "backend_image.h"
#include "cell_record.h"
#include "glyph_atlas.h"

struct backend;

/* The cells of a layer. */
struct backend_grid {
    uint32_t slot;               /* a small number that is this grid's alone, see resize */
    uint32_t origin_x, origin_y; /* of what is seen of it */
    uint32_t cut; /* lines of pixels of the first row that are not seen; where any are, it shows a row less */
    uint32_t cols, rows;
    const struct cell_record *cells;    /* cols * rows */
    const struct rich_record *rich;     /* likewise; those of cells that are not rich mean nothing */
    const uint32_t *rich_counts;        /* by row */
    const struct backend_image *images; /* over its cells, the lowest first */
    uint32_t image_count;
};

/* Where its cells are seen. */
static inline struct backend_area backend_grid_area(const struct backend_grid *grid, uint32_t cell_width,
                                                    uint32_t cell_height) {
    return (struct backend_area){grid->origin_x, grid->origin_y, grid->cols * cell_width,
                                 (grid->rows - (grid->cut > 0)) * cell_height};
}

/* A rectangle of one colour, with cells on it or without. Cells that lie outside of the area are not seen. */
struct backend_layer {
    struct backend_area area;
    uint32_t color;                  /* around the cells: a ground (cell_record.h) */
    float alpha;                     /* below 1: it has no cells, and what lies below shows through */
    const struct backend_grid *grid; /* NULL: no cells */
};

/* What every pixel depends on. Borrowed from begin to the last draw. */
struct backend_picture {
    uint32_t width, height;             /* window */
    uint32_t background;                /* where no layer is, a ground */
    bool is_translucent;                /* there are grounds that what is behind the window shows through */
    float text_weight;                  /* how much coverage is bent to the user's taste, -1 to 1 (text_contrast.h) */
    const struct backend_layer *layers; /* the lowest first */
    uint32_t count;
    const struct glyph_atlas *atlas;
};

struct backend_calls {
    /* Releases everything. Cost: what was allocated. */
    void (*destroy)(struct backend *backend);

    /* There are no grids, and the next atlas may be another one. */
    void (*forget)(struct backend *backend);

    /* The grid of a slot has another size from now on; 0 x 0: there is none. False: no memory, nothing can be drawn
     * until it succeeds. */
    bool (*resize)(struct backend *backend, uint32_t slot, uint32_t cols, uint32_t rows);

    /* A draw begins: takes over the picture, and the tiles that the atlas got since the last one. False: no memory, the
     * draw does not take place. Cost: the new tiles. */
    bool (*begin)(struct backend *backend, const struct backend_picture *picture);

    /* Rows [first, first + count) of a grid have other records than at the last draw. NULL: it need not be told.
     * Cost: the rows are copied. */
    void (*take_rows)(struct backend *backend, const struct backend_grid *grid, uint32_t first, uint32_t count);

    /* Moves a part of the picture: its pixel rows now stand at `to` and below. What they leave behind means nothing.
     * False: they are not all there, nothing was moved, and the renderer draws, as it does where this is NULL. Cost: a
     * memmove, one for each row where the part is narrower than the window. */
    bool (*move)(struct backend *backend, const struct backend_area *from, uint32_t to);

    /* Makes the pixels of an area, all its layers. Cost: its pixels, again for each layer that does not hide the others
     * from all of it. */
    void (*draw)(struct backend *backend, const struct backend_area *area);

    /* The picture is whole; now_s: seconds of any clock, for what is animated. NULL: it need not be told. */
    void (*end)(struct backend *backend, double now_s);

    /* Puts a shader of the user's over all pictures from now on, or none (NULL); all is to be drawn the next time.
     * False: one line in `error`, which names the line, and nothing has changed. NULL: it has no such thing. */
    bool (*set_effect)(struct backend *backend, const char *source, char *error, size_t error_size);

    /* Reads the picture into RGBA bytes, top row first, multiplied with their alpha. Cost: its pixels, and waiting for
     * them. */
    void (*read)(struct backend *backend, uint32_t width_px, uint32_t height_px, uint8_t *rgba);

    /* Bytes that it holds, for statistics. */
    size_t (*bytes)(const struct backend *backend);
};

/* The beginning of every backend. */
struct backend {
    const struct backend_calls *calls;
    const char *name;            /* "cpu", "gl" */
    uint32_t cols_max, rows_max; /* what it can draw of a grid */
    bool by_cell;                /* an area of a few cells costs less than that of their row */
    bool effect;                 /* what is drawn goes through a shader: every pixel may be another one */
    bool animated;               /* and that though nothing has changed */
};

/* NULL is allowed. */
static inline void backend_destroy(struct backend *backend) {
    if (backend)
        backend->calls->destroy(backend);
}

/* The uppermost layer that hides everything below it from an area: an area is drawn from there on. `count` where there
 * is none, and the background is seen. */
static inline uint32_t backend_lowest_seen(const struct backend_picture *picture, const struct backend_area *area) {
    for (uint32_t i = picture->count; i-- > 0;) {
        if (picture->layers[i].alpha >= 1 && area_holds(&picture->layers[i].area, area))
            return i;
    }
    return picture->count;
}

#endif
