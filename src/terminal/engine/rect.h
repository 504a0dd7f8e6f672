/* rect.h - rectangles of cells, as the control functions of the VT420 name them.
 *
 * A program gives top, left, bottom, right, counted from 1, both ends included. In origin mode they count from the
 * margins and end at them, else they are those of the screen and no margin matters. What is left out is the first or
 * the last row or column; an end beyond the edge is the edge (xterm). A rectangle that begins beyond it, or whose ends
 * are in the wrong order, is none, and its control function does nothing. */
#ifndef QR_RECT_H
#define QR_RECT_H

#include "engine.h"

struct qr_rect {
    uint32_t top, left, bottom, right; /* cells of the screen; bottom and right are behind the last ones */
};

/* Reads the four parameters from `first` on. False: there is no such rectangle. */
bool qr_rect_parse(const struct qr_engine *engine, const struct qr_sequence *sequence, uint32_t first,
                   struct qr_rect *rect);

/* The cell of a row of the screen; one that was never written is zero. */
static inline struct qr_cell qr_rect_cell(const struct qr_page *page, uint32_t x, uint32_t y) {
    return qr_page_cells(page, qr_page_row(page, y))[x];
}

#endif
