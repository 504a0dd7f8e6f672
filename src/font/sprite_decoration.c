/* Underlines, strike-through, overline and the outlines of cursors, as tiles. Every underline continues into the next
 * cell without a seam: waves and dashes repeat with the width of the cell, dots have a period of their own and a phase.
 */
#include <math.h>

#include "sprite.h"

struct wave {
    double middle, amplitude, length, thickness;
};

static bool in_wave(double x, double y, const void *data) {
    const struct wave *wave = data;
    double k = 6.283185307179586 / wave->length;
    double at = wave->middle + wave->amplitude * sin(x * k);
    double slope = wave->amplitude * k * cos(x * k);
    return fabs(y - at) / sqrt(1 + slope * slope) <= wave->thickness / 2;
}

static void row(struct sprite_canvas *canvas, int top, int thickness) {
    sprite_fill(canvas, 0, top, (int)canvas->width, top + thickness, 255);
}

static void draw_double(struct sprite_canvas *canvas, int top, int thickness) {
    int gap = thickness > 1 ? thickness : 1;
    int second = top + thickness + gap, lowest = (int)canvas->height - thickness;
    if (second > lowest)
        second = lowest;
    row(canvas, second - gap - thickness, thickness);
    row(canvas, second, thickness);
}

/* The wave hangs below the baseline, as high as a straight line where there is room for it; where there is not, it is
 * flatter. A line that the user has put higher takes the wave with it. */
static void draw_curly(struct sprite_canvas *canvas, const struct font_metrics *metrics) {
    double line = fmax(metrics->underline_thickness, 1.0) * 1.1;
    double ceiling = fmin(metrics->baseline, metrics->underline_top), room = canvas->height - ceiling;
    double amplitude = fmax(fmin(fmax(metrics->em_px / 18, 1.0), (room - line) / 2), 0.5);
    double height = 2 * amplitude + line;
    double top = fmax(fmin(metrics->underline_top, canvas->height - height), ceiling);
    struct wave wave = {top + height / 2, amplitude, canvas->width, line};
    sprite_shape(canvas, in_wave, &wave);
}

/* Square dots, as far from each other as they are wide, across cells. */
static void draw_dotted(struct sprite_canvas *canvas, int top, int thickness, int phase) {
    for (int x = -phase; x < (int)canvas->width; x += 2 * thickness)
        sprite_fill(canvas, x, top, x + thickness, top + thickness, 255);
}

/* One dash and one gap a cell, the dash split over both ends so that it is whole across the border. */
static void draw_dashed(struct sprite_canvas *canvas, int top, int thickness) {
    int width = (int)canvas->width, dash = (width * 3 + 2) / 5, left = dash / 2;
    sprite_fill(canvas, 0, top, left, top + thickness, 255);
    sprite_fill(canvas, width - dash + left, top, width, top + thickness, 255);
}

uint32_t sprite_underline_period(enum font_decoration decoration, const struct font_metrics *metrics, uint32_t tall) {
    return decoration == FONT_UNDERLINE_DOTTED ? 2 * metrics->underline_thickness * tall : 1;
}

void sprite_underline(struct sprite_canvas *canvas, enum font_decoration decoration, const struct font_metrics *metrics,
                      uint32_t phase) {
    int top = (int)metrics->underline_top, thickness = (int)metrics->underline_thickness;
    switch (decoration) {
    case FONT_UNDERLINE_DOUBLE:
        draw_double(canvas, top, thickness);
        break;
    case FONT_UNDERLINE_CURLY:
        draw_curly(canvas, metrics);
        break;
    case FONT_UNDERLINE_DOTTED:
        draw_dotted(canvas, top, thickness, (int)phase);
        break;
    case FONT_UNDERLINE_DASHED:
        draw_dashed(canvas, top, thickness);
        break;
    default:
        row(canvas, top, thickness);
        break;
    }
}

static void draw_hollow(struct sprite_canvas *canvas, bool left, bool right) {
    int w = (int)canvas->width, h = (int)canvas->height, t = (int)canvas->light;
    row(canvas, 0, t);
    row(canvas, h - t, t);
    if (left)
        sprite_fill(canvas, 0, 0, t, h, 255);
    if (right)
        sprite_fill(canvas, w - t, 0, w, h, 255);
}

void sprite_decoration(struct sprite_canvas *canvas, enum font_decoration decoration,
                       const struct font_metrics *metrics) {
    int h = (int)canvas->height, t = (int)metrics->strikeout_thickness, cursor = (int)metrics->cursor_thickness;
    if (decoration <= FONT_UNDERLINE_DASHED)
        sprite_underline(canvas, decoration, metrics, 0);
    if (decoration == FONT_STRIKE || decoration == FONT_STRIKE_OVERLINE)
        row(canvas, (int)metrics->strikeout_top, t);
    if (decoration == FONT_OVERLINE || decoration == FONT_STRIKE_OVERLINE)
        row(canvas, 0, t);
    if (decoration == FONT_CURSOR_BAR)
        sprite_fill(canvas, 0, 0, cursor, h, 255);
    if (decoration == FONT_CURSOR_UNDERLINE)
        row(canvas, h - cursor, cursor);
    if (decoration >= FONT_CURSOR_HOLLOW)
        draw_hollow(canvas, decoration != FONT_CURSOR_HOLLOW_RIGHT, decoration != FONT_CURSOR_HOLLOW_LEFT);
}
