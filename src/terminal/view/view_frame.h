/* view_frame.h - the copy that a renderer draws from. See quire/frame.h. */
#ifndef QR_VIEW_FRAME_H
#define QR_VIEW_FRAME_H

#include <quire/frame.h>
#include <quire/place.h>

#include "frame_images.h"
#include "select.h"

/* Where the text of a row in view comes from. Two rows of one terminal whose sources are the same hold the same cells,
 * wherever in the view they stand: a row of a screen has a version of its own, and in history text is only added and
 * evicted, so that there a place and a length say it all, as long as nothing was taken back from its end. */
struct qr_row_source {
    enum { QR_SOURCE_NONE, QR_SOURCE_PRIMARY, QR_SOURCE_ALTERNATE, QR_SOURCE_HISTORY } kind;
    uint32_t length;            /* of a row of history */
    uint64_t place;             /* the version of a row of a screen; the revision of history */
    struct qr_position history; /* where the row begins there */
};

/* A row as an update found it. */
struct qr_frame_row {
    struct qr_row_source source;
    struct qr_position begin; /* what its first cell shows */
    uint32_t selected_from, selected_to;
    uint64_t images;  /* a hash of what it shows of images; 0: nothing */
    uint64_t version; /* as published: the same for rows that look the same, wherever they stand */
};

/* Where the view stands. */
struct qr_frame_place {
    uint64_t offset, total; /* rows below its top in history, and rows of history */
    uint32_t above;         /* rows of history that are shown above it */
    struct qr_history_at at;
    bool found; /* `at` is the row of history that it begins with */
};

/* The place that was found last, and what it was found by: it costs a look at every page of history. */
struct qr_frame_found {
    bool set;
    struct qr_history_stamp stamp;
    uint64_t terminal;
    uint32_t cols;
    bool alternate, scrolled;
    struct qr_position top;
    struct qr_frame_place place;
};

struct qr_frame {
    struct quire_allocator allocator;
    struct qr_page page; /* the copy; no block before the first update */
    struct quire_frame_info info;
    uint32_t palette[256];
    uint64_t colors_version;
    uint64_t terminal, shown; /* identities: of the terminal that the view stands in, and of the one that the frame has
                                 copied; 0: none yet */
    struct qr_selection selection;
    bool scrolled;          /* the view stands above the bottom */
    struct qr_position top; /* what its first row shows then */
    struct qr_frame_found found;
    uint32_t gathered;                  /* rows of history in `page`; 0: it is a copy of the screen */
    struct qr_frame_row *rows, *former; /* of the last update, and of the one before it */
    size_t row_capacity, former_capacity;
    uint32_t former_rows; /* those that may be looked for in `former` */
    uint64_t last_version;
    uint64_t *drawn; /* versions of the rows that the host has drawn */
    size_t drawn_capacity;
    uint32_t drawn_rows; /* 0: all is to be drawn */
    uint32_t above;      /* quire_frame_set_rows_above */
    bool bold_is_bright; /* quire_frame_set_bold_is_bright */
    bool restyled;       /* and that has changed: all rows look different */
    struct qr_frame_images images;
    uint32_t *text; /* code points of single-character cells, one per cell of the view */
    size_t text_capacity;
};

enum quire_result qr_frame_update(struct qr_frame *frame, struct qr_engine *engine);
/* Everything that the frame shows is drawn. */
void qr_frame_drawn(struct qr_frame *frame);
bool qr_frame_row_changed(const struct qr_frame *frame, uint32_t row);
void qr_frame_scroll_to(struct qr_frame *frame, struct qr_engine *engine, uint64_t offset);
/* Rows that the view stands above the bottom, right now. */
uint64_t qr_frame_offset(struct qr_frame *frame, struct qr_engine *engine, uint64_t *total);
uint32_t qr_frame_cells(const struct qr_frame *frame, uint32_t row, struct quire_frame_cell *cells, uint32_t capacity);
bool qr_frame_row_blinks(const struct qr_frame *frame, uint32_t row);
/* See quire_frame_row_text. */
enum quire_result qr_frame_row_text(const struct qr_frame *frame, uint32_t row, char *buffer, size_t capacity,
                                    size_t *length, uint32_t *offsets);
/* The largest region that moved since it was drawn: rows [*row, + *rows) stood *by rows further down; 0 rows: none. */
void qr_frame_moved(const struct qr_frame *frame, uint32_t *row, uint32_t *rows, int32_t *by);
enum quire_row_size qr_frame_row_size(const struct qr_frame *frame, uint32_t row);
/* Gives the rows of the view their published versions; `fresh`: none is one that was shown before (frame_damage.c). */
void qr_frame_publish(struct qr_frame *frame, bool fresh);
/* Columns of a row of the view that belong to its line, or of one that is the end of its line, all. */
uint32_t qr_frame_line_columns(const struct qr_frame *frame, uint32_t row);
/* The place of a cell of the view, and where a place is in it; false: outside. See quire/place.h. */
bool qr_frame_place(const struct qr_frame *frame, uint32_t row, uint32_t col, struct quire_place *place);
bool qr_frame_find(const struct qr_frame *frame, struct quire_place place, uint32_t *row, uint32_t *col);
/* The position under a cell of the view; *after is set where the boundary behind it is meant. */
struct qr_position qr_frame_position(const struct qr_frame *frame, const struct qr_engine *engine, uint32_t row,
                                     uint32_t col, bool *after);

#endif
