/* view_line.h - a logical line of the view as text: its rows one behind the other, and where each byte stands.
 *
 * A line may begin above the view or go on below it: what touches such an end is a part of something, and `cut_before`
 * and `cut_after` say so. The memory is kept from line to line. Main thread. */
#ifndef VIEW_LINE_H
#define VIEW_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>

struct view_line {
    uint64_t line;      /* its number */
    uint32_t row, rows; /* of the view */
    bool cut_before, cut_after;
    char *text;        /* UTF-8, not terminated */
    size_t length;     /* bytes */
    uint64_t *columns; /* of the line, where the character of each byte begins; and one more, where the text ends */
    uint32_t *links;   /* the link of each byte (quire_frame_cell.link) */
    size_t capacity;   /* bytes for which there is room */
    struct quire_frame_cell *cells; /* to work with, like the offsets: of one row */
    uint32_t *offsets;
    uint32_t cells_capacity;
};

/* Begin with zero. Reads the line that has this row of the view. False: no such row, or no memory. Cost: its rows. */
bool view_line_read(struct view_line *line, const struct quire_frame *frame, uint32_t row);
void view_line_finish(struct view_line *line);

/* The byte of the character over a column of the line; its length where there is none. Cost: a search. */
size_t view_line_byte(const struct view_line *line, uint64_t column);

/* Does a stretch of it touch an end that is none of the line? */
bool view_line_is_cut(const struct view_line *line, size_t from, size_t to);

#endif
