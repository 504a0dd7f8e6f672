/* Powerline separators: triangles, half ellipses and corner triangles, filled or as an outline. The shapes are written
 * for the right-pointing form and mirrored for the other one. */
#include <math.h>
#include <stddef.h>

#include "sprite.h"

enum form { TRIANGLE, CHEVRON, ROUND, ROUND_LINE, CORNER, DIAGONAL };

struct powerline {
    uint8_t form;
    bool flip_x, flip_y;
};

/* U+E0B0 to E0BF. A corner lies at the lower left, a diagonal falls from the upper left, unless flipped. */
static const struct powerline table[16] = {
    {TRIANGLE, false, false}, {CHEVRON, false, false},    {TRIANGLE, true, false}, {CHEVRON, true, false},
    {ROUND, false, false},    {ROUND_LINE, false, false}, {ROUND, true, false},    {ROUND_LINE, true, false},
    {CORNER, false, false},   {DIAGONAL, false, false},   {CORNER, true, false},   {DIAGONAL, true, false},
    {CORNER, false, true},    {DIAGONAL, true, false},    {CORNER, true, true},    {DIAGONAL, false, false},
};

struct shape {
    struct powerline powerline;
    double width, height, line;
};

static bool in_line(double x, double y, double ax, double ay, double bx, double by, double thickness) {
    struct sprite_segment segment = {ax, ay, bx, by, thickness};
    return sprite_in_segment(x, y, &segment);
}

/* Between two half ellipses whose axes differ by the line. */
static bool in_ring(double x, double y, const struct shape *shape) {
    double half = shape->height / 2, v = y - half;
    double inner_x = x / (shape->width - shape->line), inner_y = v / (half - shape->line);
    double outer_x = x / shape->width, outer_y = v / half;
    return outer_x * outer_x + outer_y * outer_y <= 1 && inner_x * inner_x + inner_y * inner_y >= 1;
}

static bool in_powerline(double x, double y, const void *data) {
    const struct shape *shape = data;
    double w = shape->width, h = shape->height, u, v;
    x = shape->powerline.flip_x ? w - x : x;
    y = shape->powerline.flip_y ? h - y : y;
    switch ((enum form)shape->powerline.form) {
    case TRIANGLE:
        return x / w <= 1 - fabs(y / h * 2 - 1);
    case CHEVRON:
        return in_line(x, y, 0, 0, w - shape->line / 2, h / 2, shape->line) ||
               in_line(x, y, w - shape->line / 2, h / 2, 0, h, shape->line);
    case ROUND:
        u = x / w;
        v = y / h * 2 - 1;
        return u * u + v * v <= 1;
    case ROUND_LINE:
        return in_ring(x, y, shape);
    case CORNER:
        return x / w <= y / h;
    case DIAGONAL:
        return in_line(x, y, 0, 0, w, h, shape->line);
    }
    return false;
}

bool sprite_powerline(struct sprite_canvas *canvas, uint32_t code_point) {
    struct shape shape = {table[code_point - 0xE0B0], canvas->width, canvas->height, canvas->light * 1.15};
    sprite_shape(canvas, in_powerline, &shape);
    return true;
}
