/* image_place.h - images on the screen: from a cursor and a size to cells, strips and a new cursor.
 *
 * Protocols say what is shown (struct qr_placement_look); here it gets its cells, the screen scrolls for it, its rows
 * and cells are marked, and its strips stand at the lines that the rows have then. What happens to these rows later
 * comes back here from the few places that know of QR_ROW_PICTURED:
 *
 *     a row is given another number (wrapped, parted, erased)    the page tells: strips go along
 *     a row leaves for history, or is about to be wrapped anew   inline strips are cut to the cells that still show
 *     screens have been wrapped anew                             rows and cells are marked again
 *     ED 2, ED 3, RIS, another screen                            what each protocol says (image_erase.c)
 *
 * Dead strips cost memory only; they are swept when the store wants room, in idle time, and when many have come. */
#ifndef QR_IMAGE_PLACE_H
#define QR_IMAGE_PLACE_H

#include "access.h"
#include "engine.h"
#include "placements.h"

/* Pixels of a cell that programs are told, and images are measured with: the host's, or 10 x 20 where it said none. */
#define QR_CELL_WIDTH_UNKNOWN 10u
#define QR_CELL_HEIGHT_UNKNOWN 20u
uint32_t qr_cell_width_px(const struct qr_engine *engine);
uint32_t qr_cell_height_px(const struct qr_engine *engine);

/* The store, made if there is none yet; NULL: images are off, or no memory (noted). */
struct qr_images *qr_engine_images(struct qr_engine *engine);

/* Where the cursor goes when an image has been shown. */
enum qr_image_cursor {
    QR_CURSOR_STAYS,  /* kitty C=1; sixel with DECSDM */
    QR_CURSOR_BEHIND, /* kitty, iTerm2, sixel with mode 8452: in the last row of the image, right of it; beyond the
                         right margin that is the next row's first column */
    QR_CURSOR_BEGIN   /* sixel: in the last row of the image, the column where it began */
};

/* Shows an image with its upper left corner in the cursor's cell, in this look; cols and rows must be at least 1 and
 * are those that it covers. The screen scrolls as lines would where the image goes over the bottom margin, unless the
 * cursor stays: then it is cut at the last row. It is cut, too, where there is nothing to scroll (beside the margins).
 * Without room for the placement nothing is written, erased or scrolled. An inline image erases the cells that it
 * covers. Columns beyond the right margin are cut off. At most QR_STRIPS_MAX rows. Charges its work. Returns the
 * placement, or NULL without room. */
struct qr_placement *qr_show_image(struct qr_engine *engine, struct qr_image *image,
                                   const struct qr_placement_look *look, enum qr_image_cursor cursor);
/* The same at a cell of the screen, nothing scrolls and the cursor stays. */
struct qr_placement *qr_show_image_at(struct qr_engine *engine, struct qr_image *image,
                                      const struct qr_placement_look *look, uint32_t x, uint32_t y);

/* Where a placement's upper left cell is on the screen now (rows above it are negative); false: not there, or no strip
 * of it lives. For the deletes of kitty, which go by cells. Cost: the rows of the screen for each of its strips. */
bool qr_placement_on_screen(struct qr_engine *engine, const struct qr_placement *placement, int64_t *x, int64_t *y);

/* --- what happens to rows ---------------------------------------------------------------------------------------- */

/* Row y of the primary screen, which has QR_ROW_PICTURED, is about to be appended to history: strips are cut and the
 * cells' bits cleared, so that history has plain blanks. */
void qr_images_freeze_row(struct qr_engine *engine, uint32_t y);
/* All screens, before they are wrapped anew or take another size; and afterwards. */
void qr_images_before_wrapping(struct qr_engine *engine);
void qr_images_wrapped(struct qr_engine *engine);
/* ED 2 and ED 3; RIS; the alternate screen is entered with clearing (1049) or left. */
void qr_images_screen_erased(struct qr_engine *engine);
void qr_images_history_erased(struct qr_engine *engine);
void qr_images_reset(struct qr_engine *engine);
void qr_images_screen_left(struct qr_engine *engine);
/* Dead strips go, and transient images that nothing shows, but for `keep`. Cost: the strips, and a search for each line
 * that has some. */
void qr_images_sweep(struct qr_engine *engine, const struct qr_image *keep);
/* Idle time: a sweep, and contents that nobody saw lately are packed, about so many bytes. True: there is more to do.
 */
bool qr_images_idle(struct qr_engine *engine, uint64_t max_bytes);
/* The terminal ends. */
void qr_images_finish(struct qr_engine *engine);

#define QR_STRIPS_MAX 4096u /* rows of cells that an image may cover */

#endif
