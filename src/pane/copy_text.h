/* copy_text.h - the text of a terminal as rows for copy_motion.h: a frame of its own that is moved to where the rows
 * are that a motion asks for.
 *
 * It is good from copy_text_begin to copy_text_end, while the session's lock is held: rows are numbered from the top of
 * where it begins, and places are what lasts. */
#ifndef COPY_TEXT_H
#define COPY_TEXT_H

#include <quire/frame.h>
#include <quire/place.h>
#include <quire/terminal.h>

#include "copy_motion.h"

struct copy_text {
    struct quire_frame *frame;
    struct quire_frame_cell *cells; /* of one row */
    struct copy_cell *row;
    uint32_t capacity;
    struct quire_terminal *terminal; /* while it is good */
    struct quire_frame_info info;
    int64_t top;          /* number of the frame's first row */
    struct copy_row last; /* that was given, until the frame is another: motions ask for one row again and again */
    int64_t last_number;
    bool has_last;
};

/* False: no memory. */
bool copy_text_init(struct copy_text *text);
void copy_text_finish(struct copy_text *text);

/* Where a place is. False: it is no more, or no memory. Cost: that of a frame. */
bool copy_text_begin(struct copy_text *text, struct quire_terminal *terminal, const struct quire_place *place,
                     struct copy_point *at);
struct copy_source copy_text_source(struct copy_text *text);
/* The place of a point. False: there is no such row. */
bool copy_text_place(struct copy_text *text, const struct copy_point *at, struct quire_place *place);
/* Columns of the character there, 1 or 2. */
uint32_t copy_text_width(struct copy_text *text, const struct copy_point *at);

#endif
