/* sprite_path.h - outlines, filled with the exact area that they cover of each pixel.
 *
 * A path is closed contours of straight lines; curves are contours with enough corners that nobody sees them. Where a
 * contour lies in another one that runs the other way round, it takes away from it: a ring is a disc with a smaller
 * disc inside that runs the other way.
 *
 *     area of one row:   an edge that crosses the pixel row from y0 to y1 puts its height y1 - y0 into the pixel that
 *                        it crosses, less the part left of it, and that part into the next; the sum from the left is
 *                        then the covered area of every pixel
 *
 * Exact areas make pictures that share an edge add up to a full pixel along it, whatever the size of the cell.
 *
 * Cost: pixel rows of the canvas times corners of the path. A path is 40 KiB: it lives on the stack of who draws. */
#ifndef SPRITE_PATH_H
#define SPRITE_PATH_H

#include "sprite.h"

/* What does not fit is left out; the longest picture of ours has 1,200 corners at the largest size. */
#define SPRITE_PATH_MAX 2048u

struct sprite_point {
    double x, y; /* pixels from the top left corner of the canvas */
};

struct sprite_path {
    uint32_t count, start; /* corners, and the first one of the present contour */
    struct sprite_point points[SPRITE_PATH_MAX];
    bool first[SPRITE_PATH_MAX]; /* a contour begins with this corner */
};

void sprite_path_clear(struct sprite_path *path);

/* The next corners belong to a new contour. */
void sprite_path_next(struct sprite_path *path);

void sprite_path_add(struct sprite_path *path, double x, double y);

/* Corners along an ellipse, from one angle to another in degrees, clockwise from the right; the other way round when
 * `to` is smaller. */
void sprite_path_arc(struct sprite_path *path, struct sprite_point centre, double rx, double ry, double from,
                     double to);

/* A contour for a straight stroke from a to b with square cut ends; nothing when they are the same point. */
void sprite_path_stroke(struct sprite_path *path, struct sprite_point a, struct sprite_point b, double thickness);

/* Lays `value` over the canvas where the path covers it: part by part of each pixel, as paint over paint. With `erase`
 * it is taken off instead. False: no memory, nothing drawn. */
bool sprite_path_fill(const struct sprite_path *path, struct sprite_canvas *canvas, uint8_t value, bool erase);

#endif
