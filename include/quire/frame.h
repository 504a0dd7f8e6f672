/** @file
 * quire/frame.h - what a renderer draws: a copy of the part of a terminal that is in view.
 *
 * quire_frame_update copies what it needs while the host holds its lock on the terminal; everything else here reads the
 * copy and needs no lock. A frame also owns the viewport: how far it is scrolled back into history. The viewport is
 * anchored to a line, so new output does not move what is being read.
 *
 * What is to be drawn is what differs from the last call of quire_frame_drawn, with which the host says that its
 * picture is that of the frame. However many updates lie between, none of their damage is lost. A row has a version
 * that stays with it while it looks the same, also when it moves: a renderer that finds the version of a row elsewhere
 * in its picture can move it. A frame may be used for one terminal after another: it notices, and shows all of it as
 * changed.
 *
 * Thread rule: one thread at a time per frame; update and the scroll functions also touch the terminal.
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

/** A frame: a copy of what is in view, and the viewport. */
struct quire_frame;

/** One column of a row in view. Colours are given resolved through the palette, and as the program wrote them, for
 * hosts that keep them as they are or have a palette of their own; inverse, dim and selection are left to the renderer,
 * which knows how to mix them. Rows are arrays of cells, so a cell has no size of its own: it grows with minor versions
 * of the library only, and a program that was built for another one is not run with it. */
struct quire_frame_cell {
    const uint32_t *text;     /**< code points; borrowed until the next update of the frame or its end */
    uint32_t text_length;     /**< 0: blank */
    uint8_t width;            /**< 1, 2, or 0 for the second column of a wide cell */
    uint8_t underline;        /**< enum quire_underline */
    uint16_t attributes;      /**< quire_attribute bits */
    uint32_t foreground;      /**< 0xRRGGBB; quire_frame_set_bold_is_bright has its part in it */
    uint32_t background;      /**< 0xRRGGBB */
    uint32_t underline_color; /**< 0xRRGGBB, the foreground where none was set */
    bool default_foreground;  /**< the foreground is the terminal's default */
    bool default_background;  /**< the background is the terminal's default */
    bool selected;            /**< part of the selection */
    uint32_t link;            /**< cells with the same nonzero number belong to one hyperlink; see quire_frame_link */
    struct quire_color written_foreground; /**< a palette index, 0xRRGGBB or the default, as it was written */
    struct quire_color written_background; /**< likewise */
    struct quire_color written_underline;  /**< likewise; the default: that of the text */
};

/** What is in view besides the cells. */
struct quire_frame_info {
    size_t size;                          /**< sizeof, set by the initialiser */
    uint32_t cols;                        /**< columns of the view */
    uint32_t rows;                        /**< rows of the view */
    bool all_changed;                     /**< every row is to be drawn: size, colours, screen or terminal changed, or
                                             nothing was drawn yet */
    bool reverse_screen;                  /**< DECSCNM: default colours are already swapped below */
    bool alternate_screen;                /**< it is the alternate screen, which has no history */
    uint32_t foreground;                  /**< the default colour of text, 0xRRGGBB */
    uint32_t background;                  /**< the default colour behind it, 0xRRGGBB */
    uint32_t cursor_color;                /**< above 0xFFFFFF: the colours of the cell, swapped */
    bool cursor_visible;                  /**< visible and inside the view */
    bool cursor_blink;                    /**< it is to blink; the host has the clock */
    enum quire_cursor_shape cursor_shape; /**< its shape */
    uint32_t cursor_row;                  /**< where it is in the view */
    uint32_t cursor_col;                  /**< where it is in the view: a cell of the row, see quire_row_size */
    uint64_t scroll_offset;               /**< rows that the view stands above the bottom; 0: follows the output */
    uint64_t scroll_total; /**< rows of history above the screen at this width. After a change of width with much
                            * text in wide characters it is an estimate, off by a row per such line at most,
                            * until quire_terminal_idle or further updates have counted; scroll_offset counts
                            * in the same rows, and what is in view does not depend on it */
    uint32_t cursor_text;  /**< of the character under the cursor; above 0xFFFFFF: no program chose one */
    uint32_t selection_foreground; /**< of selected text; likewise */
    uint32_t selection_background; /**< behind it; likewise */
    uint32_t rows_above; /**< how many of `rows`, from the first on, stand above the view: quire_frame_set_rows_above */
};

/** Initialiser of struct quire_frame_info: its size, no colours chosen, everything else zero. */
#define QUIRE_FRAME_INFO_INIT                                                                                          \
    {                                                                                                                  \
        sizeof(struct quire_frame_info), 0, 0, false, false, false, 0, 0, 0, false, false, QUIRE_CURSOR_BLOCK, 0, 0,   \
            0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0                                                                \
    }

/** The line of a row of the view. */
struct quire_frame_line {
    size_t size;     /**< sizeof, set by the initialiser */
    uint64_t line;   /**< its number */
    uint64_t column; /**< of the line, where the row begins */
    uint64_t time;   /**< when the row, or in history its line, was written, by the host's clock; 0: not known */
    bool prompt;     /**< a shell's prompt begins in it (OSC 133) */
    bool wrapped;    /**< the line goes on in the next row */
    /** Rows of one frame with the same version look the same: size, text, colours, links and what is selected; the
     * cursor is not part of it. It stays with a row that moves, within an update or over several. Never 0. */
    uint64_t version;
};

/** Initialiser of struct quire_frame_line: its size, everything else zero. */
#define QUIRE_FRAME_LINE_INIT                                                                                          \
    { sizeof(struct quire_frame_line), 0, 0, 0, false, false, 0 }

/** Rows that stand elsewhere than they were drawn. */
struct quire_frame_move {
    size_t size;   /**< sizeof, set by the initialiser */
    uint32_t row;  /**< the first of them, where it stands now */
    uint32_t rows; /**< how many; 0: none moved */
    int32_t by;    /**< they were drawn so many rows further down (up, where negative); 0: none moved */
};

/** Initialiser of struct quire_frame_move: its size, everything else zero. */
#define QUIRE_FRAME_MOVE_INIT                                                                                          \
    { sizeof(struct quire_frame_move), 0, 0, 0 }

/** How large a row is drawn (DECDWL, DECDHL). A row that is not single has half the columns, and each of its cells
 * covers two columns of the view; of double height it shows the upper or the lower half of its characters. */
enum quire_row_size {
    QUIRE_ROW_SINGLE = 0,       /**< as most are */
    QUIRE_ROW_DOUBLE_WIDTH = 1, /**< twice as wide */
    QUIRE_ROW_DOUBLE_TOP = 2,   /**< the upper half of twice as wide and high */
    QUIRE_ROW_DOUBLE_BOTTOM = 3 /**< the lower half */
};

QUIRE_BEGIN_DECLS

/** Makes an empty frame. OUT_OF_MEMORY. allocator NULL: the default. */
QUIRE_API enum quire_result quire_frame_create(const struct quire_allocator *allocator, struct quire_frame **frame);

/** Releases a frame; the terminals that it showed are not touched. NULL is allowed. */
QUIRE_API void quire_frame_destroy(struct quire_frame *frame);

/** Copies what is in view and notes which rows differ from what was drawn. Where the view stands in history and nothing
 * of it has moved, text is not read again. OUT_OF_MEMORY: the frame keeps showing what it showed. */
QUIRE_API enum quire_result quire_frame_update(struct quire_frame *frame, struct quire_terminal *terminal);

/** Moves the view by rows, up (into history) when positive; stops at both ends. The next update shows it. */
QUIRE_API enum quire_result quire_frame_scroll(struct quire_frame *frame, struct quire_terminal *terminal,
                                               int64_t rows);

/** Moves the view so that `offset` rows are below it; 0 follows the output again. */
QUIRE_API enum quire_result quire_frame_scroll_to(struct quire_frame *frame, struct quire_terminal *terminal,
                                                  uint64_t offset);

/** Size, colours, cursor and scrolling as of the last update. INVALID: a bad info size. */
QUIRE_API enum quire_result quire_frame_get_info(const struct quire_frame *frame, struct quire_frame_info *info);

/** True when the row differs from what the frame showed there at the last call of quire_frame_drawn; true for every row
 * before the first. */
QUIRE_API bool quire_frame_row_changed(const struct quire_frame *frame, uint32_t row);

/** Says that what the frame shows now has been drawn: no row differs any more. A host calls it when it has drawn what
 * changed since the last time (and not when it has skipped a picture), before the next update. */
QUIRE_API void quire_frame_drawn(struct quire_frame *frame);

/** The largest region of rows that look as they were drawn, and all stand as many rows away from where that was: a
 * renderer moves that part of its picture, rows [move.row + move.by, + move.rows) to [move.row, + move.rows), and then
 * draws only those of the changed rows that are not in the region. What moved at all and to where tell the versions of
 * rows. Nothing moved where all has changed. INVALID: a bad size. Cost: at most 256 comparisons a row, none for who
 * does not ask. Since 0.1. */
QUIRE_API enum quire_result quire_frame_moved(const struct quire_frame *frame, struct quire_frame_move *move);

/** Does any cell of a row blink (QUIRE_ATTR_BLINK)? A host whose rows do not needs no clock for them. False outside the
 * view. Cost: the row's cells where any of them has a style. Since 0.1. */
QUIRE_API bool quire_frame_row_blinks(const struct quire_frame *frame, uint32_t row);

/** Makes bold text of the palette's colours 0 to 7 look in their bright ones, 8 to 15, as many terminals did; at first
 * it does not. `foreground` of cells follows it, and `underline_color` where that of the text is meant; what was
 * written stays. Where it changes, all is to be drawn after the next update. Since 0.1. */
QUIRE_API void quire_frame_set_bold_is_bright(struct quire_frame *frame, bool bright);

/** Shows so many rows of history above the view, too, from the next update on; 0 at first, and never more than the
 * screen has rows or history has above the view. They are the first rows of the frame, and count as all others do
 * (cells, places, selection, the cursor's row); where the view stands, and how it scrolls, is not touched. A host whose
 * view may begin inside of a row asks for one, and cuts it off. Where the number changes, all is to be drawn. Since
 * 0.1.
 */
QUIRE_API void quire_frame_set_rows_above(struct quire_frame *frame, uint32_t rows);

/** The palette as of the last update, 256 colours 0xRRGGBB, borrowed until the next one. All are 0 before the first.
 * Since 0.1. */
QUIRE_API const uint32_t *quire_frame_palette(const struct quire_frame *frame);

/** The size of a row. SINGLE outside the view. */
QUIRE_API enum quire_row_size quire_frame_row_size(const struct quire_frame *frame, uint32_t row);

/** Fills up to `capacity` cells of a row from the left and returns how many there are (the columns; half of them where
 * the row is not of single size). A row outside the view gives 0. */
QUIRE_API uint32_t quire_frame_row(const struct quire_frame *frame, uint32_t row, struct quire_frame_cell *cells,
                                   uint32_t capacity);

/** Writes the text of a row as UTF-8, blanks as spaces, to a buffer that may be NULL with capacity 0; *length is the
 * size of the text. Blanks at the end are left out, unless the line goes on in the next row: the texts of the rows of a
 * line are the line, one behind the other. `offsets`, if not NULL, has room for one more number than the row has
 * columns: the text of columns [a, b) is bytes [offsets[a], offsets[b]), where a wide character belongs to its first
 * column, and columns behind the end of the text have *length. NO_SPACE: what stands in the
 * buffer then means nothing; offsets are right. INVALID: no such row. Cost: a few nanoseconds and one for each
 * character. Since 0.1. */
QUIRE_API enum quire_result quire_frame_row_text(const struct quire_frame *frame, uint32_t row, char *buffer,
                                                 size_t capacity, size_t *length, uint32_t *offsets);

/** What line a row of the view shows. INVALID: a bad size, or no such row. */
QUIRE_API enum quire_result quire_frame_get_line(const struct quire_frame *frame, uint32_t row,
                                                 struct quire_frame_line *line);

/** The URI of a link number from a cell, UTF-8, not terminated; NULL when there is none. Borrowed until the next
 * update. */
QUIRE_API const char *quire_frame_link(const struct quire_frame *frame, uint32_t link, size_t *length);

QUIRE_END_DECLS

#endif
