/* viewport.h - how a session looks in a rectangle: its frame, where it is scrolled to, and what lies over the text.
 *
 * The viewport says when there is something to draw: after output, scrolling, a change of focus, when a timer of its
 * own runs out (cursor blink, scrollbar, bell). It prepares its layers of the window's scene
 * (viewport_prepare, viewport_add) and takes the session's lock for the frame update alone. Points are pixels of the
 * window. Main thread. */
#ifndef VIEWPORT_H
#define VIEWPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <quire/frame.h>
#include <quire/place.h>

#include "config.h"
#include "drawing.h"
#include "event_loop.h"
#include "scene_pane.h"
#include "session.h"
#include "terminal_setup.h"

struct viewport;

struct viewport_sink {
    void *user;
    /* There is something to draw: soon, or at a time by itself when `cosmetic` (a blink must not delay a key). */
    void (*touched)(void *user, bool cosmetic);
    /* A picture is being made, and this is its frame: what lies over text that may have moved or changed is to be put
     * where it belongs now (viewport_highlight, viewport_set_labels). */
    void (*framed)(void *user);
};

/* NULL: no memory. The picture gives the sizes of cells and must live longer. */
struct viewport *viewport_create(const struct config *config, struct event_loop *loop, const struct drawing *drawing,
                                 const struct viewport_sink *sink);
/* Its number in the window: no other pane has it. */
void viewport_set_number(struct viewport *viewport, uint32_t number);
/* It is shown by another window from now on: the next viewport_set_place has its sizes. */
void viewport_set_drawing(struct viewport *viewport, const struct drawing *drawing);
/* Other settings are in force. The padding is there with the next viewport_set_place. */
void viewport_apply(struct viewport *viewport, const struct config *config);
void viewport_destroy(struct viewport *viewport);

/* The rectangle is here in the window now, or the font has another size; the grid follows. */
void viewport_set_place(struct viewport *viewport, const struct backend_area *place);
/* Where the text begins, behind the padding. */
void viewport_text_px(const struct viewport *viewport, int32_t *x_px, int32_t *y_px);
const struct backend_area *viewport_place(const struct viewport *viewport);

struct terminal_size viewport_grid(const struct viewport *viewport);
/* The rectangle that a grid needs. */
void viewport_pixels_for(const struct viewport *viewport, uint32_t cols, uint32_t rows, uint32_t *width_px,
                         uint32_t *height_px);

void viewport_set_focus(struct viewport *viewport, bool focused);
/* Another pane of the same tab has the keys: its text fades as the settings say. */
void viewport_set_beside(struct viewport *viewport, bool beside);
void viewport_set_preedit(struct viewport *viewport, const char *text);
/* A line over the last row, its columns mark_col to mark_end marked; NULL: none. The text is copied. */
void viewport_set_line(struct viewport *viewport, const char *text, uint32_t mark_col, uint32_t mark_end);
/* The marked columns are where text is written: input methods are told of them instead of the cursor. Ends with the
 * next viewport_set_line. */
void viewport_set_line_cursor(struct viewport *viewport, bool has_cursor);
/* Rows over the text; NULL: none. Borrowed until another one is set; what it points to may change when it is set anew.
 */
void viewport_set_panel(struct viewport *viewport, const struct scene_panel *panel);
/* True when the pixel lies on a row of the panel, with its number. */
bool viewport_panel_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *row);
/* True when the pixel lies on the last row, with the column. */
bool viewport_line_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col);
/* The pointer is here, or nowhere: the link under it is underlined, also where output moves it. */
void viewport_set_hover(struct viewport *viewport, bool hovers, int32_t x_px, int32_t y_px);
/* Stretches of text of a kind (highlight.h), those of links but where OSC 8 has one under the pointer; NULL: none. They
 * are borrowed until they are set anew. */
void viewport_highlight(struct viewport *viewport, enum highlight_kind kind, const struct highlight *highlight);
/* Texts over the cells; borrowed likewise. `dim`: how much of the background lies over all other text, 0 to 1. */
void viewport_set_labels(struct viewport *viewport, const struct scene_label *labels, size_t count, float dim);
void viewport_ring_bell(struct viewport *viewport);
/* A key was pressed: the cursor is shown for a whole phase. */
void viewport_restart_blink(struct viewport *viewport);

/* Rows up when positive. */
void viewport_scroll(struct viewport *viewport, struct session *session, int64_t rows);
void viewport_scroll_to(struct viewport *viewport, struct session *session, uint64_t offset);
/* Pixels up when positive: the view may begin inside of a row. It is moved before the next picture,
 * once for all that came until then. False: it stands at that end, or there is no history. */
bool viewport_scroll_px(struct viewport *viewport, float px);
/* Back to the bottom, if not there. */
void viewport_follow(struct viewport *viewport, struct session *session);
/* The scrollbar's place when it is shown: true when the pixel lies on it, with the offset that a click there means. */
bool viewport_scrollbar_at(const struct viewport *viewport, int32_t x_px, int32_t y_px, uint64_t *offset);

/* Brings a place of the terminal's text into view, if it is there still; at the top, or where it need not move much.
 */
void viewport_show(struct viewport *viewport, struct session *session, const struct quire_place *place, bool at_top);
/* Scrolls as little as it needs for a place to be in view; to the middle where it is far. */
void viewport_keep_in_view(struct viewport *viewport, struct session *session, const struct quire_place *place);
/* A cursor that a mode moves through the text, in place of the program's. */
void viewport_set_cursor(struct viewport *viewport, enum scene_cursor cursor, uint32_t row, uint32_t col);
/* While it is held output does not move the view, also not at the bottom. */
void viewport_hold(struct viewport *viewport, bool holds);

/* Parts of all text that are marked at the right edge, as struct scene_pane has them. They are copied; NULL: none. */
void viewport_set_marks(struct viewport *viewport, const uint8_t *marks);

/* Something changed: draw soon. */
void viewport_touch(struct viewport *viewport);

/* Whether there is something to draw. */
bool viewport_is_touched(const struct viewport *viewport);

/* Takes what is in view now. False: a synchronized update is going on. A picture is wanted when it is over, at the
 * latest when nothing came for half a second, or after a second; where the next one follows at once, of the moment in
 * between (session_lend_frame). */
bool viewport_prepare(struct viewport *viewport, struct session *session, int64_t now);
/* For a picture that has to do without its news: what was shown last is there to be added again, whatever goes on.
 * Behind that picture, viewport_wait waits again for what viewport_prepare did. */
void viewport_recall(struct viewport *viewport);
void viewport_wait(struct viewport *viewport, struct session *session, int64_t now);
/* Puts its layers on top of a scene; they borrow from the viewport until the scene is drawn. False: no memory. */
bool viewport_add(struct viewport *viewport, struct scene *scene);
/* The scene was drawn, and this has changed. */
void viewport_drawn(struct viewport *viewport, const struct renderer_damage *damage);

/* The frame as it was last shown, to be read. */
const struct quire_frame *viewport_shown(struct viewport *viewport);
/* The frame, whose selection is going to be changed, or read. Under the session's lock only. */
struct quire_frame *viewport_frame(struct viewport *viewport);
/* To look at it alone, as it is now, before it is shown. */
const struct quire_frame *viewport_frame_now(struct viewport *viewport, struct session *session);
const struct quire_frame_info *viewport_info(const struct viewport *viewport);

/* The cell under a pixel and whether it is its right half. */
void viewport_cell_at(struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row,
                      bool *right_half);
/* The same; false: there is no cell under the pixel. */
bool viewport_cell_under(struct viewport *viewport, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row);
/* Pixels from the top left of the cell area, and rows that the pixel lies above (negative) or below it. */
void viewport_cell_area(const struct viewport *viewport, int32_t x_px, int32_t y_px, int32_t *x, int32_t *y,
                        int *rows_outside);
/* Where the cursor is in pixels. */
void viewport_cursor_px(const struct viewport *viewport, int *x, int *y, int *width, int *height);
/* The link under a pixel; 0: none, or no cell. */
uint32_t viewport_link_at(struct viewport *viewport, int32_t x_px, int32_t y_px);
/* The uppermost image under a pixel, held (quire/image.h); NULL: none, or its pixels cannot be had. */
struct quire_image *viewport_image_at(struct viewport *viewport, int32_t x_px, int32_t y_px);
/* See quire_frame_link. Borrowed until the loop goes on. */
const char *viewport_link(struct viewport *viewport, uint32_t link, size_t *length);

/* The cells of a row in view: the first `capacity` of them. Returns how many there are. The frame may have been lent,
 * and have other columns now than viewport_info said. Their text is borrowed until the next viewport_prepare. */
uint32_t viewport_row(struct viewport *viewport, uint32_t row, struct quire_frame_cell *cells, uint32_t capacity);

/* What is shown, as text, for tests. */
void viewport_describe(struct viewport *viewport, FILE *file);

#endif
