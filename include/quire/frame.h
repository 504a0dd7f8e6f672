/* quire/frame.h - what a renderer draws: a copy of the part of a terminal that is in view.
 *
 * quire_frame_update copies what it needs while the host holds its lock on the terminal; everything else here reads the
 * copy and needs no lock. A frame also owns the viewport: how far it is scrolled back into history. The viewport is
 * anchored to a line, so new output does not move what is being read.
 *
 * Thread rule: one thread at a time per frame; update, scroll and quire_frame_position also touch the terminal.
 * Since 0.1. */
#ifndef QUIRE_FRAME_H
#define QUIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/result.h>
#include <quire/style.h>
#include <quire/terminal.h>

struct quire_frame;

/* One column of a row in view. Colours are resolved through the palette; inverse, dim and selection are left to the
 * renderer, which knows how to mix them. */
struct quire_frame_cell {
    const uint32_t *text; /* code points; borrowed until the next update of the frame */
    uint32_t text_length; /* 0: blank */
    uint8_t width;        /* 1, 2, or 0 for the second column of a wide cell */
    uint8_t underline;    /* enum quire_underline */
    uint16_t attributes;  /* quire_attribute bits */
    uint32_t foreground;  /* 0xRRGGBB */
    uint32_t background;
    uint32_t underline_color;
    bool default_foreground, default_background;
    bool selected;
    uint32_t link; /* cells with the same nonzero number belong to one hyperlink; see quire_frame_link */
};

struct quire_frame_info {
    size_t size;
    uint32_t cols, rows;
    bool all_changed;    /* size, colours or viewport changed: every row is to be drawn */
    bool reverse_screen; /* DECSCNM: default colours are already swapped below */
    bool alternate_screen;
    uint32_t foreground, background; /* the default colours, 0xRRGGBB */
    uint32_t cursor_color;           /* above 0xFFFFFF: the colours of the cell, swapped */
    bool cursor_visible;             /* visible and inside the view */
    bool cursor_blink;
    enum quire_cursor_shape cursor_shape;
    uint32_t cursor_row, cursor_col; /* in the view; a cell of the row, see quire_row_size */
    uint64_t scroll_offset;          /* rows that the view stands above the bottom; 0: follows the output */
    uint64_t scroll_total; /* rows of history above the screen at this width. After a change of width with much
                            * text in wide characters it is an estimate, off by a row per such line at most,
                            * until quire_terminal_idle or further updates have counted; scroll_offset counts
                            * in the same rows, and what is in view does not depend on it */
};

#define QUIRE_FRAME_INFO_INIT                                                                                          \
    {                                                                                                                  \
        sizeof(struct quire_frame_info), 0, 0, false, false, false, 0, 0, 0, false, false, QUIRE_CURSOR_BLOCK, 0, 0,   \
            0, 0                                                                                                       \
    }

/* How large a row is drawn (DECDWL, DECDHL). A row that is not single has half the columns, and each of its cells
 * covers two columns of the view; of double height it shows the upper or the lower half of its characters. */
enum quire_row_size {
    QUIRE_ROW_SINGLE = 0,
    QUIRE_ROW_DOUBLE_WIDTH = 1,
    QUIRE_ROW_DOUBLE_TOP = 2,
    QUIRE_ROW_DOUBLE_BOTTOM = 3
};

QUIRE_BEGIN_DECLS

/* Makes an empty frame. OUT_OF_MEMORY. allocator NULL: the default. */
QUIRE_API enum quire_result quire_frame_create(const struct quire_allocator *allocator, struct quire_frame **frame);

/* NULL is allowed. */
QUIRE_API void quire_frame_destroy(struct quire_frame *frame);

/* Copies what is in view and notes which rows differ from the last update. OUT_OF_MEMORY: the frame keeps showing what
 * it showed. */
QUIRE_API enum quire_result quire_frame_update(struct quire_frame *frame, struct quire_terminal *terminal);

/* Moves the view by rows, up (into history) when positive; stops at both ends. The next update shows it. */
QUIRE_API void quire_frame_scroll(struct quire_frame *frame, struct quire_terminal *terminal, int64_t rows);

/* Moves the view so that `offset` rows are below it; 0 follows the output again. */
QUIRE_API void quire_frame_scroll_to(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t offset);

QUIRE_API enum quire_result quire_frame_info(const struct quire_frame *frame, struct quire_frame_info *info);

/* True when the row differs from what the update before the last one showed. */
QUIRE_API bool quire_frame_row_changed(const struct quire_frame *frame, uint32_t row);

/* The size of a row. SINGLE outside the view. */
QUIRE_API enum quire_row_size quire_frame_row_size(const struct quire_frame *frame, uint32_t row);

/* Fills up to `capacity` cells of a row from the left and returns how many there are (the columns; half of them where
 * the row is not of single size). A row outside the view gives 0. */
QUIRE_API uint32_t quire_frame_row(const struct quire_frame *frame, uint32_t row, struct quire_frame_cell *cells,
                                   uint32_t capacity);

/* The URI of a link number from a cell, UTF-8, not terminated; NULL when there is none. Borrowed until the next
 * update. */
QUIRE_API const char *quire_frame_link(const struct quire_frame *frame, uint32_t link, size_t *length);

QUIRE_END_DECLS

#endif
