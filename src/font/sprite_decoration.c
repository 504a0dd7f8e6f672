/* Underlines, strike-through, overline and the outlines of cursors, as tiles. Every underline continues into the next
 * cell without a seam: waves and dots repeat with the width of the cell. */
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

static void draw_curly(struct sprite_canvas *canvas, int top, int thickness, double em_px) {
    double amplitude = fmax(em_px / 18, 1.0), line = fmax(thickness, 1.0) * 1.1;
    double room = amplitude + line / 2;
    double middle = fmin(top + thickness / 2.0 + amplitude * 0.5, canvas->height - room);
    struct wave wave = {middle, amplitude, canvas->width, line};
    sprite_shape(canvas, in_wave, &wave);
}

/* Dots at even distances that divide the cell. */
static void draw_dotted(struct sprite_canvas *canvas, int top, int thickness) {
    int count = (int)canvas->width / (2 * thickness);
    count = count < 1 ? 1 : count;
    for (int i = 0; i < count; i++) {
        int x = (int)canvas->width * i / count;
        sprite_fill(canvas, x, top, x + thickness, top + thickness, 255);
    }
}

/* One dash and one gap a cell, the dash split over both ends so that it is whole across the border. */
static void draw_dashed(struct sprite_canvas *canvas, int top, int thickness) {
    int width = (int)canvas->width, half = (width + 1) / 3;
    sprite_fill(canvas, 0, top, half, top + thickness, 255);
    sprite_fill(canvas, width - half, top, width, top + thickness, 255);
}

static void draw_underline(struct sprite_canvas *canvas, enum font_decoration decoration,
                           const struct font_metrics *metrics) {
    int top = (int)metrics->underline_top, thickness = (int)metrics->underline_thickness;
    switch (decoration) {
    case FONT_UNDERLINE_DOUBLE:
        draw_double(canvas, top, thickness);
        break;
    case FONT_UNDERLINE_CURLY:
        draw_curly(canvas, top, thickness, metrics->em_px);
        break;
    case FONT_UNDERLINE_DOTTED:
        draw_dotted(canvas, top, thickness);
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
    int h = (int)canvas->height, t = (int)metrics->underline_thickness;
    int cursor = (int)lround(fmax(metrics->em_px / 8, 1));
    if (decoration <= FONT_UNDERLINE_DASHED)
        draw_underline(canvas, decoration, metrics);
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
