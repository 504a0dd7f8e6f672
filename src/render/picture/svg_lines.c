#include "svg_lines.h"

#include <stdlib.h>

#include <quire/style.h>

#include "sprite.h"
#include "svg_text.h"

unsigned svg_underline_kind(const struct quire_frame_cell *cell) {
    return cell->underline <= QUIRE_UNDERLINE_DASHED ? cell->underline : QUIRE_UNDERLINE_SINGLE;
}

unsigned svg_strike_kind(const struct quire_frame_cell *cell) {
    return cell->attributes & QUIRE_ATTR_STRIKETHROUGH ? SVG_STRIKE : 0;
}

unsigned svg_overline_kind(const struct quire_frame_cell *cell) {
    return cell->attributes & QUIRE_ATTR_OVERLINE ? SVG_OVERLINE : 0;
}

static void put_bar(FILE *file, uint32_t x, uint32_t y, uint32_t width, uint32_t height, uint32_t color) {
    fprintf(file, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"", x, y, width, height);
    svg_put_color(file, "fill", color);
    fputs("/>\n", file);
}

/* A wave of one period a cell, between the underline's top and one and a half of its amplitude below. */
static void put_wave(FILE *file, uint32_t from, uint32_t to, const struct font_metrics *metrics, uint32_t color) {
    double quarter = metrics->cell_width / 4.0, height = metrics->underline_thickness * 1.5;
    fprintf(file, "<path fill=\"none\" stroke-width=\"%u\"", metrics->underline_thickness);
    svg_put_color(file, "stroke", color);
    fprintf(file, " d=\"M%u ", from);
    svg_put_number(file, metrics->underline_top + metrics->underline_thickness);
    for (uint32_t x = from; x < to; x += metrics->cell_width) {
        fputs("q", file);
        svg_put_number(file, quarter);
        fputs(" -", file);
        svg_put_number(file, height);
        fputc(' ', file);
        svg_put_number(file, 2 * quarter);
        fputs(" 0t", file);
        svg_put_number(file, 2 * quarter);
        fputs(" 0", file);
    }
    fputs("\"/>\n", file);
}

/* Dots are as long as they are thick, dashes a third of a cell. */
static void put_pattern(FILE *file, double on, double off, uint32_t from, uint32_t to,
                        const struct font_metrics *metrics, uint32_t color) {
    fprintf(file, "<path stroke-width=\"%u\" stroke-dasharray=\"", metrics->underline_thickness);
    svg_put_number(file, on);
    fputc(' ', file);
    svg_put_number(file, off);
    fputc('"', file);
    svg_put_color(file, "stroke", color);
    fprintf(file, " d=\"M%u ", from);
    svg_put_number(file, metrics->underline_top + metrics->underline_thickness / 2.0);
    fprintf(file, "H%u\"/>\n", to);
}

void svg_put_line(FILE *file, unsigned kind, uint32_t from, uint32_t to, const struct font_metrics *metrics,
                  uint32_t color) {
    uint32_t thickness = metrics->underline_thickness, width = to - from;
    switch (kind) {
    case QUIRE_UNDERLINE_DOUBLE:
        put_bar(file, from, metrics->underline_top + 2 * thickness, width, thickness, color);
        put_bar(file, from, metrics->underline_top, width, thickness, color);
        break;
    case QUIRE_UNDERLINE_CURLY:
        put_wave(file, from, to, metrics, color);
        break;
    case QUIRE_UNDERLINE_DOTTED:
        put_pattern(file, thickness, thickness, from, to, metrics, color);
        break;
    case QUIRE_UNDERLINE_DASHED:
        put_pattern(file, metrics->cell_width / 3.0, metrics->cell_width / 6.0, from, to, metrics, color);
        break;
    case SVG_STRIKE:
        put_bar(file, from, metrics->strikeout_top, width, metrics->strikeout_thickness, color);
        break;
    case SVG_OVERLINE:
        put_bar(file, from, 0, width, thickness, color);
        break;
    default:
        put_bar(file, from, metrics->underline_top, width, thickness, color);
    }
}

void svg_put_cursor(FILE *file, enum cell_cursor shape, uint32_t x, uint32_t width, const struct font_metrics *metrics,
                    uint32_t color) {
    uint32_t across = width * metrics->cell_width, height = metrics->cell_height, thick = metrics->cursor_thickness;
    if (shape == CELL_CURSOR_BAR) {
        put_bar(file, x, 0, thick, height, color);
    } else if (shape == CELL_CURSOR_UNDERLINE) {
        put_bar(file, x, height - thick, across, thick, color);
    } else {
        fprintf(file, "<rect x=\"%u.5\" y=\"0.5\" width=\"%u\" height=\"%u\" fill=\"none\"", x, across - 1, height - 1);
        svg_put_color(file, "stroke", color);
        fputs("/>\n", file);
    }
}

/* ---- sprites */

/* How strong a pixel is drawn: of 255, in steps, so that there are few paths. */
enum { STRENGTHS = 8 };

static unsigned strength(uint8_t coverage) {
    return ((unsigned)coverage * STRENGTHS + 127) / 255;
}

/* The end of the stretch of one strength that begins at a pixel; the pixel itself: there is none. */
static uint32_t stretch_end(const struct sprite_canvas *canvas, uint32_t x, uint32_t y, unsigned wanted) {
    const uint8_t *row = canvas->pixels + (size_t)y * canvas->width;
    if (x > 0 && strength(row[x - 1]) == wanted)
        return x;
    while (x < canvas->width && strength(row[x]) == wanted)
        x++;
    return x;
}

/* The stretches of one strength, each as a rectangle with the same stretches below it. */
static void put_strength(FILE *file, const struct sprite_canvas *canvas, uint32_t left, unsigned wanted) {
    for (uint32_t y = 0; y < canvas->height; y++) {
        for (uint32_t x = 0; x < canvas->width; x++) {
            uint32_t end = stretch_end(canvas, x, y, wanted), bottom = y + 1;
            if (end == x || (y > 0 && stretch_end(canvas, x, y - 1, wanted) == end))
                continue;
            while (bottom < canvas->height && stretch_end(canvas, x, bottom, wanted) == end)
                bottom++;
            fprintf(file, "M%u %uh%uv%uH%uz", left + x, y, end - x, bottom - y, left + x);
        }
    }
}

static bool has_strength(const struct sprite_canvas *canvas, unsigned wanted) {
    for (size_t i = 0; i < (size_t)canvas->width * canvas->height; i++) {
        if (strength(canvas->pixels[i]) == wanted)
            return true;
    }
    return false;
}

static void put_canvas(FILE *file, const struct sprite_canvas *canvas, uint32_t x, uint32_t color) {
    for (unsigned wanted = 1; wanted <= STRENGTHS; wanted++) {
        if (!has_strength(canvas, wanted))
            continue;
        fputs("<path shape-rendering=\"crispEdges\"", file);
        svg_put_color(file, "fill", color);
        if (wanted < STRENGTHS) {
            fputs(" fill-opacity=\"", file);
            svg_put_number(file, (double)wanted / STRENGTHS);
            fputc('"', file);
        }
        fputs(" d=\"", file);
        put_strength(file, canvas, x, wanted);
        fputs("\"/>\n", file);
    }
}

bool svg_put_sprite(FILE *file, uint32_t code_point, uint32_t x, uint32_t width, const struct font_metrics *metrics,
                    uint32_t color) {
    struct sprite_canvas canvas = {.width = width * metrics->cell_width,
                                   .height = metrics->cell_height,
                                   .light = metrics->light,
                                   .heavy = metrics->heavy};
    canvas.pixels = calloc((size_t)canvas.width * canvas.height, 1);
    if (canvas.pixels && sprite_draw(&canvas, code_point))
        put_canvas(file, &canvas, x, color);
    bool had_memory = canvas.pixels != NULL;
    free(canvas.pixels);
    return had_memory;
}
