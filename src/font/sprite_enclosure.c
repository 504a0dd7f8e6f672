/* Marks around a letter, U+20DD to 20E4: drawn, since each letter needs another size, and a font's would get thick
 * lines when it is enlarged. */
#include <math.h>
#include <stddef.h>

#include "sprite_path.h"

enum shape { CIRCLE, SQUARE, DIAMOND, PROHIBITION, KEYCAP, TRIANGLE };

static const struct {
    uint32_t code_point;
    enum shape shape;
} shapes[] = {{0x20DD, CIRCLE},      {0x20DE, SQUARE}, {0x20DF, DIAMOND},
              {0x20E0, PROHIBITION}, {0x20E3, KEYCAP}, {0x20E4, TRIANGLE}};

bool sprite_has_enclosure(uint32_t code_point) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (shapes[i].code_point == code_point)
            return true;
    }
    return false;
}

/* A closed line through corners. */
static void add_corners(struct sprite_path *path, const struct sprite_point *corners, size_t count, double thickness) {
    for (size_t i = 0; i < count; i++) {
        sprite_path_stroke(path, corners[i], corners[(i + 1) % count], thickness);
        sprite_path_next(path);
        sprite_path_arc(path, corners[i], thickness / 2, thickness / 2, 0, 360);
    }
}

static void add_circle(struct sprite_path *path, struct sprite_point centre, double radius, double thickness) {
    sprite_path_next(path);
    sprite_path_arc(path, centre, radius + thickness / 2, radius + thickness / 2, 0, 360);
    sprite_path_next(path);
    sprite_path_arc(path, centre, radius - thickness / 2, radius - thickness / 2, 360, 0);
}

/* A square with corners of a radius: between two such outlines. */
static void add_rounded(struct sprite_path *path, struct sprite_point centre, double half, double radius, bool back) {
    sprite_path_next(path);
    for (int i = 0; i < 4; i++) {
        int quarter = back ? 3 - i : i; /* lower right, lower left, upper left, upper right */
        double x = quarter == 0 || quarter == 3 ? half - radius : radius - half,
               y = quarter < 2 ? half - radius : radius - half;
        struct sprite_point middle = {centre.x + x, centre.y + y};
        double from = quarter * 90.0;
        sprite_path_arc(path, middle, radius, radius, back ? from + 90 : from, back ? from : from + 90);
    }
}

void sprite_enclosure(struct sprite_canvas *canvas, uint32_t code_point, const struct sprite_ink *ink) {
    struct sprite_path path;
    struct sprite_point centre = {(ink->x0 + ink->x1) / 2, (ink->y0 + ink->y1) / 2};
    double w = ink->x1 - ink->x0, h = ink->y1 - ink->y0, t = canvas->light, x = centre.x, y = centre.y;
    double round = hypot(w, h) / 2 + t * 1.5, half = fmax(w, h) / 2 + t * 2, edge = (w + h) / 2 + t * 2.5;
    const struct sprite_point square[] = {
        {x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}};
    const struct sprite_point diamond[] = {{x, y - edge}, {x + edge, y}, {x, y + edge}, {x - edge, y}};
    const struct sprite_point triangle[] = {
        {x, y - h - t * 3}, {x + w + h / 2, y + h / 2 + t * 2}, {x - w - h / 2, y + h / 2 + t * 2}};
    size_t i = 0;
    while (i + 1 < sizeof shapes / sizeof shapes[0] && shapes[i].code_point != code_point)
        i++;
    sprite_path_clear(&path);
    switch (shapes[i].shape) {
    case SQUARE:
        add_corners(&path, square, 4, t);
        break;
    case DIAMOND:
        add_corners(&path, diamond, 4, t);
        break;
    case TRIANGLE:
        add_corners(&path, triangle, 3, t);
        break;
    case KEYCAP:
        add_rounded(&path, centre, half + t / 2, t * 3, false);
        add_rounded(&path, centre, half - t / 2, t * 2, true);
        break;
    case PROHIBITION:
        sprite_path_stroke(&path, (struct sprite_point){x - round * 0.7, y - round * 0.7},
                           (struct sprite_point){x + round * 0.7, y + round * 0.7}, t);
        add_circle(&path, centre, round, t);
        break;
    case CIRCLE:
        add_circle(&path, centre, round, t);
        break;
    }
    sprite_path_fill(&path, canvas, 255, false);
}
