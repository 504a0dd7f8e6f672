/* highlight.h - stretches of text that look different than the program wrote them: what is selected, found, pointed at.
 *
 *     ranges of each kind, as columns of the session's lines (quire/place.h)
 *         -> marks: which kinds cover each cell of the view                  -> the look of the cell
 *
 * The kinds stand in the order of their priority: where ranges of several kinds overlap, the highest that has colours
 * gives the colours, the highest that has an underline gives the underline. Lines keep their numbers, so a list need
 * not be made anew when the view scrolls.
 *
 * A range lies in one line: a stretch of several lines is several ranges. The numbers of lines say which line it is and
 * not where it stands (rows that come into the middle of a screen have newer numbers than those below them), so nobody
 * could tell from two numbers which lines lie between.
 *
 * What is selected is the one kind whose ranges come with the frame (quire_frame_cell.selected): the library finds them
 * in the very state that the cells are of, under the session's lock. They count like those of a list. */
#ifndef HIGHLIGHT_H
#define HIGHLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>

#include "cell_color.h"

enum highlight_kind {
    HIGHLIGHT_LINK, /* under the pointer */
    HIGHLIGHT_FOUND,
    HIGHLIGHT_FOUND_CURRENT, /* the hit where a search stands */
    HIGHLIGHT_SELECTION,
    HIGHLIGHT_HINT,
    HIGHLIGHT_KINDS /* at most 8 */
};

/* A colour that is not set. */
#define HIGHLIGHT_COLOR_NONE CELL_COLOR_NONE

struct highlight_look {
    uint32_t foreground, background; /* 0xRRGGBB or CELL_COLOR_...; HIGHLIGHT_COLOR_NONE: as it is */
    bool swap;                       /* the colours of the cell are swapped first */
    uint8_t underline;               /* enum quire_underline, where the cell has none of its own */
};

/* Columns [from, to) of a line, counted over its soft wraps. */
struct highlight_range {
    uint64_t line, from, to;
};

/* One kind: how it looks and where it is. */
struct highlight {
    struct highlight_look look;
    const struct highlight_range *ranges; /* by line, then by column; none overlaps another one; borrowed */
    size_t count;
};

#define HIGHLIGHT_INIT                                                                                                 \
    { {HIGHLIGHT_COLOR_NONE, HIGHLIGHT_COLOR_NONE, false, 0}, NULL, 0 }

/* Cost: a search in the list, and what of it is in the row. `marks`: `cols` bytes of a row of the view, in which the
 * bit (1 << kind) is set where a range lies. */
void highlight_mark_row(const struct highlight highlights[HIGHLIGHT_KINDS], const struct quire_frame *frame,
                        uint32_t row, uint8_t *marks, uint32_t cols);

/* The look of a cell with these marks: foreground, background and swap of one kind, underline of the same or another
 * one. */
struct highlight_look highlight_look_of(const struct highlight_look looks[HIGHLIGHT_KINDS], uint8_t marks);

bool highlight_look_equal(const struct highlight_look *a, const struct highlight_look *b);

/* A list of ranges in their order, that grows and keeps its memory. */
struct highlight_list {
    struct highlight_range *ranges;
    size_t count, capacity;
};

/* Adds one that overlaps none. False: no memory, the list is as it was. Cost: none where it comes behind the others, as
 * those of most screens do from above to below; else the others behind it are moved. */
bool highlight_list_add(struct highlight_list *list, const struct highlight_range *range);
/* Adds one at the end; whoever does so sees to the order. */
bool highlight_list_append(struct highlight_list *list, const struct highlight_range *range);
void highlight_list_finish(struct highlight_list *list);

#endif
