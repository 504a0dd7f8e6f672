/* picture.h - what one window is drawn with: fonts at their size, the renderer, and how much of the last picture holds.
 *
 * The size of the font belongs to the window: keys change it, and another screen has other dots per inch. All lengths
 * that do not come from the font grow with `scale`. One thread; the renderer's target must be the current one whenever
 * something is drawn, made or destroyed. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "font_set.h"
#include "renderer.h"

struct picture;

struct picture_options {
    const char *family;
    double size_pt;
    double dpi;
    bool keeps_picture; /* what was drawn is still there after it was presented */
};

/* NULL: one line in `error`. */
struct picture *picture_create(const struct picture_options *options, char *error, size_t error_size);
/* NULL is allowed. */
void picture_destroy(struct picture *picture);

/* One line about a font that was replaced, or NULL. */
const char *picture_warning(const struct picture *picture);

const struct font_metrics *picture_metrics(const struct picture *picture);
/* Of lengths that are pixels at 96 dots per inch. */
double picture_scale(const struct picture *picture);
double picture_font_size(const struct picture *picture);

/* Font size keys: steps of a point; 0 goes back to the size of the options. */
void picture_change_font(struct picture *picture, int step);
/* True: it is another one than before, so sizes have changed. */
bool picture_set_dpi(struct picture *picture, double dpi);

/* Columns and rows that fit a window, at least 1 each. */
void picture_grid(const struct picture *picture, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                  uint32_t *cols, uint32_t *rows);
/* See renderer_cell_at. */
void picture_cell_at(const struct picture *picture, const struct renderer_scene *scene, int32_t x_px, int32_t y_px,
                     uint32_t *col, uint32_t *row, bool *right_half);

/* What was drawn is lost: the next pictures are drawn whole. */
void picture_expose(struct picture *picture);
/* True while a picture is to be drawn whole, whatever has changed. */
bool picture_is_exposed(const struct picture *picture);

/* Draws what differs from the last picture, or all of it. */
struct renderer_damage picture_draw(struct picture *picture, const struct renderer_scene *scene);

#endif
