/* backend.h - what a renderer draws with: GL (gl/) or the CPU (cpu/). Both give the same pixels, to within 1 in 255.
 *
 *     renderer   frames, overlays, cursor -> cell records; what has changed, and where      knows no GL, no SDL
 *     backend    cell records and tiles -> pixels of an area                                knows no frames
 *
 * The renderer decides everything; a backend is told. One draw is: begin; take_rows for each span of rows whose records
 * are new; move; then draw for each area whose pixels are to be made. An area can be drawn in any order and any number
 * of times: its pixels depend on look, grid and atlas alone.
 *
 * The calls are made on one thread. A backend belongs to one renderer at a time and outlives it. */
#ifndef BACKEND_H
#define BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell_record.h"
#include "glyph_atlas.h"

struct backend;

/* Pixels from the top left of the window. */
struct backend_area {
    uint32_t x, y, width, height;
};

/* What every pixel depends on besides its cell. Colours as 0xRRGGBB. */
struct backend_look {
    uint32_t width, height;      /* window */
    uint32_t origin_x, origin_y; /* of the grid */
    uint32_t background;         /* around the grid */
    float text_weight;           /* how much coverage is bent to the user's taste, -1 to 1 (text_contrast.h) */
    struct backend_area bar;     /* laid over all, blended */
    uint32_t bar_color;
    float bar_alpha;
    uint32_t flash_color; /* likewise, over the whole window */
    float flash;
};

/* The cells. Borrowed from begin to the last draw. */
struct backend_grid {
    uint32_t cols, rows;
    const struct cell_record *cells; /* cols * rows */
    const struct rich_record *rich;  /* likewise; those of cells that are not rich mean nothing */
    const uint32_t *rich_counts;     /* by row */
    const struct glyph_atlas *atlas;
};

struct backend_calls {
    /* Releases everything. Cost: what was allocated. */
    void (*destroy)(struct backend *backend);

    /* The grid has another size from now on. False: no memory, nothing can be drawn until it succeeds. */
    bool (*resize)(struct backend *backend, uint32_t cols, uint32_t rows);

    /* A draw begins: takes over the look, and the tiles that the atlas got since the last one. False: no memory, the
     * draw does not take place. Cost: the new tiles. */
    bool (*begin)(struct backend *backend, const struct backend_look *look, const struct backend_grid *grid);

    /* Rows [first, first + count) of the grid have other records than at the last draw. NULL: it need not be told.
     * Cost: the rows are copied. */
    void (*take_rows)(struct backend *backend, uint32_t first, uint32_t count);

    /* Moves the picture: pixel rows [from, from + height) now stand at `to` and below. What they leave behind means
     * nothing. False: they are not all there, nothing was moved, and the renderer draws, as it does where this is NULL.
     * Cost: a memmove. */
    bool (*move)(struct backend *backend, uint32_t from, uint32_t to, uint32_t height);

    /* Makes the pixels of an area: cells, background around them, bar and flash. Cost: its pixels. */
    void (*draw)(struct backend *backend, const struct backend_area *area);

    /* Reads the picture into RGBA bytes, top row first. Cost: its pixels, and waiting for them. */
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
};

/* NULL is allowed. */
static inline void backend_destroy(struct backend *backend) {
    if (backend)
        backend->calls->destroy(backend);
}

#endif
