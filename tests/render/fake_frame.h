/* fake_frame.h - a frame for tests of the renderer: cells from a description instead of from a terminal.
 *
 * It implements the reading half of quire/frame.h. A description is lines of UTF-8 text with tags in braces that set
 * the pen for what follows: {b} bold, {d} dim, {i} italic, {n} inverse, {h} hidden, {k} blinking, {s} strike, {o}
 * overline, {u1} to {u5} underlines, {f=RRGGBB} {g=RRGGBB} {c=RRGGBB} foreground, background, underline colour, {l=N}
 * link, {x} selected, {z1} to {z3} the size of the row (enum quire_row_size), {} back to the default; "{{" is a brace.
 */
#ifndef FAKE_FRAME_H
#define FAKE_FRAME_H

#include <quire/frame.h>
#include <quire/image.h>

/* Colours above 0xFFFFFF stand for the library's defaults. The frame counts as all changed. NULL: no memory. */
struct quire_frame *fake_frame_create(uint32_t cols, uint32_t rows, uint32_t foreground, uint32_t background);
void fake_frame_destroy(struct quire_frame *frame);

/* For tests to change as they like: cursor, flags. */
struct quire_frame_info *fake_frame_state(struct quire_frame *frame);

/* Replaces rows from `row` on by the lines of a description and marks them as changed. */
void fake_frame_print(struct quire_frame *frame, uint32_t row, const char *description);

/* Rows [row, row + rows) are now those that stood `by` rows further down; what was in them is gone. They count as
 * changed, and as moved. Rows that they left behind keep their text. */
void fake_frame_move(struct quire_frame *frame, uint32_t row, uint32_t rows, int32_t by);

/* What an update with no news does: nothing counts as changed. */
void fake_frame_settle(struct quire_frame *frame);

/* Pieces of images from now on, in this order; they are copied. All show one image of that format, whose bytes are
 * borrowed: RGB or RGBA as they lie, or a file, whose pixels are `bytes`, too, as RGBA, when it is read. */
void fake_frame_set_images(struct quire_frame *frame, const struct quire_frame_image *pieces, uint32_t count,
                           enum quire_image_format format, uint32_t width, uint32_t height, const uint8_t *bytes);
/* How often it is held. */
uint32_t fake_frame_holds(const struct quire_frame *frame);

#endif
