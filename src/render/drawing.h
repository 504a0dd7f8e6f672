/* drawing.h - what one window is drawn with: fonts at their size, the renderer, and how much of the last picture holds.
 *
 * The size of the font belongs to the window: keys change it, and another screen has other dots per inch. All lengths
 * that do not come from the font grow with `scale`. One thread; the renderer's target must be the current one whenever
 * something is drawn, made or destroyed. */
#ifndef DRAWING_H
#define DRAWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "font_pool.h"
#include "renderer.h"

struct drawing;

struct drawing_options {
    struct font_pool *pool; /* borrowed; lives longer */
    struct font_options font;
    struct backend *backend; /* borrowed; lives longer */
    int whole_pictures;      /* so many are drawn whole when what is shown is lost */
};

/* NULL: one line in `error`. */
struct drawing *drawing_create(const struct drawing_options *options, char *error, size_t error_size);
/* NULL is allowed. */
void drawing_destroy(struct drawing *drawing);

/* Another backend draws from now on; the one before is not called again. */
void drawing_set_backend(struct drawing *drawing, struct backend *backend, int whole_pictures);

/* The i-th line about fonts that are not as they were asked for, or NULL behind the last one; what is found may add
 * some.
 */
const char *drawing_warning(const struct drawing *drawing, size_t i);

/* Has the fonts of the machine sorted, so that the first character that the font lacks is shown at once. */
void drawing_prepare(struct drawing *drawing);
/* Takes the fonts that were found on their thread (font_options.found). True: there are cells to be drawn again. */
bool drawing_take_found(struct drawing *drawing);
/* How often this thread waited for a fallback font; for tests. */
unsigned drawing_font_waits(const struct drawing *drawing);

const struct font_metrics *drawing_metrics(const struct drawing *drawing);
/* Of lengths that are pixels at 96 dots per inch. */
double drawing_scale(const struct drawing *drawing);
double drawing_font_size(const struct drawing *drawing);

/* Font size keys: steps of a point; 0 goes back to the size of the options. */
void drawing_change_font(struct drawing *drawing, int step);
/* Other fonts, of the drawing's resolution. standard_pt: what drawing_change_font goes back to. False: one line in
 * `error`, and all is as it was. */
bool drawing_set_fonts(struct drawing *drawing, const struct font_options *font, double standard_pt, char *error,
                       size_t error_size);
/* True: it is another one than before, so sizes have changed. */
bool drawing_set_dpi(struct drawing *drawing, double dpi);

/* Columns and rows that fit a window, at least 1 each. */
void drawing_grid(const struct drawing *drawing, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                  uint32_t *cols, uint32_t *rows);

/* What was drawn is lost: the next pictures are drawn whole. */
void drawing_expose(struct drawing *drawing);
/* True while a picture is to be drawn whole, whatever has changed. */
bool drawing_is_exposed(const struct drawing *drawing);

/* Draws what differs from the last picture, or all of it. keeps_picture: what is drawn into still holds the last one.
 */
struct renderer_damage drawing_draw(struct drawing *drawing, const struct scene *scene, bool keeps_picture);

#endif
