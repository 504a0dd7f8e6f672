/* view_frame.h - the copy that a renderer draws from. See quire/frame.h. */
#ifndef QR_VIEW_FRAME_H
#define QR_VIEW_FRAME_H

#include <quire/frame.h>

#include "engine.h"

/* What a row looked like when it was shown last. */
struct qr_frame_row {
    uint64_t version;
    struct qr_position begin; /* what its first cell shows */
    uint32_t selected_from, selected_to;
    bool changed;
};

struct qr_frame {
    struct quire_allocator allocator;
    struct qr_page page; /* the copy; no block before the first update */
    struct quire_frame_info info;
    uint32_t palette[256];
    uint64_t colors_version;
    bool scrolled;          /* the view stands above the bottom */
    bool was_scrolled;      /* at the last update */
    bool view_moved;        /* since the last update */
    struct qr_position top; /* what its first row shows then */
    struct qr_frame_row *rows;
    size_t row_capacity;
    uint32_t *text; /* code points of single-character cells, one per cell of the view */
    size_t text_capacity;
};

enum quire_result qr_frame_update(struct qr_frame *frame, struct qr_engine *engine);
void qr_frame_scroll_to(struct qr_frame *frame, struct qr_engine *engine, uint64_t offset);
/* Rows that the view stands above the bottom, right now. */
uint64_t qr_frame_offset(struct qr_frame *frame, struct qr_engine *engine, uint64_t *total);
uint32_t qr_frame_cells(const struct qr_frame *frame, uint32_t row, struct quire_frame_cell *cells, uint32_t capacity);
enum quire_row_size qr_frame_row_size(const struct qr_frame *frame, uint32_t row);
/* The position under a cell of the view. */
struct qr_position qr_frame_position(const struct qr_frame *frame, const struct qr_engine *engine, uint32_t row,
                                     uint32_t col);

#endif
