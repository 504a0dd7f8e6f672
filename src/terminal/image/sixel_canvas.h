/* sixel_canvas.h - the pixels of a sixel image while it is drawn: a band under work, and the canvas of those done.
 *
 * Sixels come in bands of six rows, and a band is drawn over once for each colour in it: some hundred times in a
 * photograph, a few pixels each time. On a canvas of rows each column of six is six cache lines. So the band under work
 * is kept column by column, eight words a column (six are used), zero where nothing was drawn: a sixel is one masked
 * store of neighbours, and a colour passes over its memory from the left to the right. When the band is left, by '-',
 * it is turned once into rows of the canvas.
 *
 * Nothing is known beforehand. The canvas grows with what was drawn, by doubling, in both directions; what raster
 * attributes declare is reserved at once, since memory that nobody touches costs nothing, and rows that are declared
 * but not drawn stay untouched. What lies beyond the greatest width, height or number of pixels that the owner gave is
 * cut off; that is no error. Where the number of pixels is the bound, what comes first stays: a band does not make the
 * canvas wider than its height so far allows, nor the height more than its width then does.
 *
 * When memory is out the image is lost, all its memory is given back at once, and the rest of the calls does nothing:
 * the owner, who has text to show, goes on. It is told at the end.
 *
 * Work is counted: `work` is how many pixels were touched so far. A few bytes can ask for millions ("!9999~-"), so an
 * owner that has to stay responsive charges for it. The bound: a repeat costs its columns within the greatest width, a
 * band those that were drawn times its rows, and all rows together no more than the canvas has, twice. */
#ifndef QR_SIXEL_CANVAS_H
#define QR_SIXEL_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>

/* Pixels of one sixel, and the words that a column of a band takes. */
#define QR_SIXEL_ROWS 6u
#define QR_SIXEL_COLUMN_WORDS 8u

/* The greatest width and height that an owner can give. */
#define QR_SIXEL_EXTENT_MAX 65535u

struct qr_sixel_canvas {
    struct quire_allocator allocator;
    uint32_t max_width, max_height;
    size_t max_pixels;
    uint32_t background; /* of pixels that nothing was drawn on; 0: transparent */

    uint32_t *pixels; /* rows of `stride` words, `row_capacity` of them, the first `rows` with something in them */
    uint32_t stride, row_capacity, rows;
    uint32_t width, height; /* of the image: what was drawn, in bands that were left, and declared */

    uint32_t *band;        /* columns of QR_SIXEL_COLUMN_WORDS, zero where nothing was drawn */
    uint32_t band_columns; /* so many are there */
    uint32_t band_end;     /* behind the last one that was drawn on */
    uint32_t band_bits;    /* rows that were drawn on: bit 0 is the uppermost */

    uint32_t x, y;  /* where the next sixel goes, in pixels of the canvas; never beyond max_width, max_height */
    uint32_t scale; /* rows of the canvas for one pixel of a sixel */
    bool lost;      /* memory was out: there is no image */
    uint64_t work;  /* pixels touched so far */
};

/* Nothing is allocated yet. Each greatest value is brought to 1 at least, width and height to QR_SIXEL_EXTENT_MAX at
 * most; max_bytes counts the canvas's pixels. The allocator is copied. */
void qr_sixel_canvas_init(struct qr_sixel_canvas *canvas, const struct quire_allocator *allocator, uint32_t max_width,
                          uint32_t max_height, size_t max_bytes, uint32_t background);

void qr_sixel_canvas_finish(struct qr_sixel_canvas *canvas);

/* Draws sixels ('?' to '~') from `p` on, up to the first other byte or `end`, and returns that place. */
const uint8_t *qr_sixel_canvas_run(struct qr_sixel_canvas *canvas, uint32_t color, const uint8_t *p,
                                   const uint8_t *end);

/* Draws one sixel `count` times; `bits` is its character less '?'. */
void qr_sixel_canvas_repeat(struct qr_sixel_canvas *canvas, uint32_t color, uint32_t bits, uint32_t count);

/* To the first column of the same band. */
void qr_sixel_canvas_return(struct qr_sixel_canvas *canvas);

/* To the first column of the next band, whose rows begin below this one. */
void qr_sixel_canvas_next_band(struct qr_sixel_canvas *canvas);

/* Pixels of sixels are so many rows high from here on; what the band has so far keeps its rows. 1 at least. */
void qr_sixel_canvas_scale(struct qr_sixel_canvas *canvas, uint32_t scale);

/* The image is at least so large; 0: as large as it was. */
void qr_sixel_canvas_declare(struct qr_sixel_canvas *canvas, uint32_t width, uint32_t height);

/* Ends the band; all rows that were drawn have the image's width. False: memory is or was out. */
bool qr_sixel_canvas_complete(struct qr_sixel_canvas *canvas);

#endif
