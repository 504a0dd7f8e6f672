#include "sprite_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEGREE 0.017453292519943295
/* How far a chord may lie off its curve, in pixels. */
#define FLATNESS 0.02

void sprite_path_clear(struct sprite_path *path) {
    path->count = path->start = 0;
}

void sprite_path_next(struct sprite_path *path) {
    path->start = path->count;
}

void sprite_path_add(struct sprite_path *path, double x, double y) {
    if (path->count == SPRITE_PATH_MAX)
        return;
    path->first[path->count] = path->count == path->start;
    path->points[path->count++] = (struct sprite_point){x, y};
}

void sprite_path_arc(struct sprite_path *path, struct sprite_point centre, double rx, double ry, double from,
                     double to) {
    double radius = fmax(fmax(rx, ry), 1), turn = fabs(to - from) * DEGREE;
    int steps = (int)ceil(turn / (2 * acos(1 - fmin(FLATNESS / radius, 1))));
    for (int i = 0; i <= steps; i++) {
        double angle = (from + (to - from) * i / steps) * DEGREE;
        sprite_path_add(path, centre.x + rx * cos(angle), centre.y + ry * sin(angle));
    }
}

void sprite_path_stroke(struct sprite_path *path, struct sprite_point a, struct sprite_point b, double thickness) {
    double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
    if (length <= 0)
        return;
    double x = -dy / length * thickness / 2, y = dx / length * thickness / 2;
    sprite_path_next(path);
    sprite_path_add(path, a.x - x, a.y - y);
    sprite_path_add(path, b.x - x, b.y - y);
    sprite_path_add(path, b.x + x, b.y + y);
    sprite_path_add(path, a.x + x, a.y + y);
}

/* One row of pixels: differences of covered area from pixel to pixel, width + 2 of them. */
struct row {
    double *area;
    double width;
};

/* An edge within the row and within its width, from (x0, y0) to (x1, y1), x0 <= x1; `down` as in add_edge. */
static void add_inside(const struct row *row, double x0, double x1, double height) {
    double slope = x1 > x0 ? height / (x1 - x0) : 0;
    for (double x = x0;;) {
        double pixel = fmin(floor(x), row->width), next = fmin(pixel + 1, x1);
        double part = x1 > x0 ? (next - x) * slope : height, middle = (x + next) / 2 - pixel;
        row->area[(size_t)pixel] += part * (1 - middle);
        row->area[(size_t)pixel + 1] += part * middle;
        if (next >= x1)
            return;
        x = next;
    }
}

/* An edge within the row, by its two ends across and its height, which is negative when it runs up. Left of the canvas
 * it covers all of the row, right of it nothing. */
static void add_edge(const struct row *row, double x0, double x1, double height) {
    double low = fmin(x0, x1), high = fmax(x0, x1), span = high - low;
    double left = fmin(fmax(-low, 0), span), right = fmin(fmax(high - row->width, 0), span);
    if (high <= 0 || low >= row->width) {
        row->area[0] += high <= 0 ? height : 0;
        return;
    }
    if (left > 0)
        row->area[0] += height * left / span;
    double inside = span > 0 ? height * (span - left - right) / span : height;
    add_inside(row, fmax(low, 0), fmin(high, row->width), inside);
}

static void add_line(const struct row *row, double top, struct sprite_point a, struct sprite_point b) {
    bool up = a.y > b.y;
    struct sprite_point from = up ? b : a, to = up ? a : b;
    double y0 = fmax(from.y, top), y1 = fmin(to.y, top + 1);
    if (y0 >= y1)
        return;
    double slope = (to.x - from.x) / (to.y - from.y);
    /* Clockwise contours go up on their left side. */
    add_edge(row, from.x + (y0 - from.y) * slope, from.x + (y1 - from.y) * slope, up ? y1 - y0 : y0 - y1);
}

static void add_path(const struct row *row, double top, const struct sprite_path *path) {
    for (uint32_t i = 0, start = 0; i < path->count; i++) {
        bool last = i + 1 == path->count || path->first[i + 1];
        start = path->first[i] ? i : start;
        add_line(row, top, path->points[i], path->points[last ? start : i + 1]);
    }
}

static void lay(uint8_t *pixel, double area, uint8_t value, bool erase) {
    double covered = fmin(fabs(area), 1), have = *pixel;
    double full = erase ? 0 : fmax(value, have);
    *pixel = (uint8_t)lround(have + (full - have) * covered);
}

bool sprite_path_fill(const struct sprite_path *path, struct sprite_canvas *canvas, uint8_t value, bool erase) {
    size_t bytes = ((size_t)canvas->width + 2) * sizeof(double);
    struct row row = {malloc(bytes), canvas->width};
    if (!row.area)
        return false;
    for (uint32_t y = 0; y < canvas->height; y++) {
        double area = 0;
        memset(row.area, 0, bytes);
        add_path(&row, y, path);
        for (uint32_t x = 0; x < canvas->width; x++) {
            area += row.area[x];
            lay(&canvas->pixels[(size_t)y * canvas->width + x], area, value, erase);
        }
    }
    free(row.area);
    return true;
}
