/* view.h - how a session looks in a window: frame, font, renderer, and what lies over the text.
 *
 * The view decides when there is something to draw: after output, scrolling, a change of focus, when a timer of its own
 * runs out (cursor blink, scrollbar, bell). It draws when view_draw is called and the answer says what is to be shown.
 * It takes the session's lock for the frame update alone. Main thread; where GL draws, its context is current. */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <quire/frame.h>

#include "config.h"
#include "session.h"
#include "terminal_setup.h"

struct view;
struct backend;
struct renderer_damage;

/* No timer runs. */
#define VIEW_NEVER INT64_MAX

/* NULL: one line in `error`. `dpi`: of font, padding and scrollbar. The backend is borrowed; `whole_pictures`: see
 * window.h. */
struct view *view_create(const struct config *config, double dpi, struct backend *backend, int whole_pictures,
                         char *error, size_t error_size);
void view_destroy(struct view *view);

/* Another backend draws from now on; the one before is not called again. */
void view_set_backend(struct view *view, struct backend *backend, int whole_pictures);

/* One line about a font that was replaced, or NULL. */
const char *view_warning(const struct view *view);

/* The window has this size now; the grid follows. */
void view_set_size(struct view *view, uint32_t width_px, uint32_t height_px);
/* Between the edge of the window and the text. */
uint32_t view_padding_px(const struct view *view);

struct terminal_size view_grid(const struct view *view);
/* The window that a grid needs. */
void view_pixels_for(const struct view *view, uint32_t cols, uint32_t rows, uint32_t *width_px, uint32_t *height_px);

/* Font size keys: steps of a point; 0 goes back to the setting's. */
void view_change_font(struct view *view, int step);
void view_set_dpi(struct view *view, double dpi);
double view_font_size(const struct view *view);

void view_set_focus(struct view *view, bool focused);
void view_set_preedit(struct view *view, const char *text);
/* A line over the last row, its columns mark_col to mark_end marked; NULL: none. */
void view_set_question(struct view *view, const char *text, uint32_t mark_col, uint32_t mark_end);
/* Says something over the last row for a few seconds, or until a key is pressed; a question goes before. */
void view_say(struct view *view, const char *text);
/* True when a question is shown and the pixel lies on its row, with the column. */
bool view_question_at(const struct view *view, int32_t x_px, int32_t y_px, uint32_t *col);
void view_set_hover(struct view *view, uint32_t link);
void view_ring_bell(struct view *view);
/* A key was pressed: the cursor is shown for a whole phase, and what was said has been read. */
void view_restart_blink(struct view *view);

/* Rows up when positive. */
void view_scroll(struct view *view, struct session *session, int64_t rows);
void view_scroll_to(struct view *view, struct session *session, uint64_t offset);
/* Back to the bottom, if not there. */
void view_follow(struct view *view, struct session *session);
/* The scrollbar's place when it is shown: true when the pixel lies on it, with the offset that a click there means. */
bool view_scrollbar_at(const struct view *view, int32_t x_px, int32_t y_px, uint64_t *offset);

/* Something changed: draw soon. */
void view_touch(struct view *view);
/* The window's contents are lost: draw everything. */
void view_expose(struct view *view);

/* When the view wants to draw by itself: now or earlier, or VIEW_NEVER. */
int64_t view_due(const struct view *view, int64_t now);

/* Draws what is due. keeps_picture: see window_begin_picture. True: *damage is to be shown. */
bool view_draw(struct view *view, struct session *session, bool keeps_picture, int64_t now,
               struct renderer_damage *damage);

struct quire_frame *view_frame(const struct view *view);
const struct quire_frame_info *view_info(const struct view *view);

/* The cell under a pixel and whether it is its right half. */
void view_cell_at(const struct view *view, int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row, bool *right_half);
/* Pixels from the top left of the cell area, and rows that the pixel lies above (negative) or below it. */
void view_cell_area(const struct view *view, int32_t x_px, int32_t y_px, int32_t *x, int32_t *y, int *rows_outside);
/* Where the cursor is in pixels. */
void view_cursor_px(const struct view *view, int *x, int *y, int *width, int *height);
uint32_t view_link_at(const struct view *view, uint32_t col, uint32_t row);

/* What is shown, as text, for tests. */
void view_describe(const struct view *view, FILE *file);

#endif
