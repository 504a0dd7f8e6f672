/* svg_write.h - a frame as SVG: real text that can be selected, searched and scaled.
 *
 *     <rect> backgrounds    merged along rows
 *     <path> sprites        box drawing and its kin, as the font floor draws them at this size
 *     <text> text           runs of one style, with the width of their cells (textLength), so that a reader without
 *                           the font sees the same grid
 *     <path> lines          underlines, strikes, overlines, cursors
 *     <image> images        as PNG within the document (svg_images.h)
 *     <a>    links          http and https alone
 *
 * Colours are those of the window: inverse, dim, selection and cursor are made by cell_build.c. Rows of double size are
 * text that is stretched. Nothing is fetched and no script is in it. */
#ifndef SVG_WRITE_H
#define SVG_WRITE_H

#include <stdbool.h>
#include <stdio.h>

#include "font_set.h"
#include "picture_crop.h"
#include "picture_window.h"
#include "scene.h"

struct svg_picture {
    struct font_set *fonts;
    const struct scene_grid *grid;
    struct renderer_settings settings;
    struct picture_extent extent;       /* of the frame, from the top left */
    const struct picture_window *frame; /* around it; NULL: none */
    const char *title;                  /* UTF-8; NULL: none */
};

/* `picture` is a struct svg_picture: for picture_file_write. */
bool svg_write(FILE *file, const void *picture);

#endif
