/** @file
 * quire/place.h - places in the text of a terminal, and stretches of text between two of them.
 *
 * A place is a logical line and a column of it, counted over its soft wraps; it names the boundary in front of that
 * column. It stays right while text scrolls and is wrapped anew: it names that text or nothing. Numbers of lines are
 * never used twice. What frames (quire_frame_get_line), searches, selections, links and commands tell are such places.
 *
 * Thread rule: as for the terminal or the frame. Since 0.1. */
#ifndef QUIRE_PLACE_H
#define QUIRE_PLACE_H

#include <stdint.h>

#include <quire/export.h>
#include <quire/frame.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** The boundary in front of a column of a line. A column behind the end of the line's last row stands for that end, so
 * UINT64_MAX is the end of a line. */
struct quire_place {
    uint64_t line;   /**< number of the logical line */
    uint64_t column; /**< of the line */
};

/** The text from one place to another, up to it and not with it. The end of a line belongs to what comes before the
 * next line's column 0. */
struct quire_range {
    struct quire_place from; /**< where it begins */
    struct quire_place to;   /**< where it ends; not before `from` */
};

QUIRE_BEGIN_DECLS

/** All text that there is: from the oldest row of history (from the first row, in the alternate screen) to the end of
 * the last row that is not empty. OUT_OF_MEMORY. Cost: that of counting rows, see quire_frame_info.scroll_total. */
QUIRE_API enum quire_result quire_terminal_range(struct quire_terminal *terminal, struct quire_range *range);

/** The place of a cell of the frame's view, as it was updated last; the number of columns for `col` is the end of the
 * row. INVALID: outside the view. Constant. */
QUIRE_API enum quire_result quire_frame_place(const struct quire_frame *frame, uint32_t row, uint32_t col,
                                              struct quire_place *place);

/** Where a place is in the frame's view, as it was updated last: the cell behind it, or the number of columns where the
 * line ends there in a full row. NOT_FOUND: not in the view. Cost: a comparison a row. */
QUIRE_API enum quire_result quire_frame_find(const struct quire_frame *frame, const struct quire_place *place,
                                             uint32_t *row, uint32_t *col);

QUIRE_END_DECLS

#endif
