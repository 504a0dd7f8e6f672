#include "svg_window.h"

#include <string.h>

#include "svg_text.h"

static void put_rect(FILE *file, uint32_t y, uint32_t width, uint32_t height, uint32_t radius) {
    fprintf(file, "<rect y=\"%u\" width=\"%u\" height=\"%u\" rx=\"%u\"", y, width, height, radius);
}

/* Blurred by the oldest filter there is: not all readers know feDropShadow, and one that knows no filters shows a
 * window without a shadow. */
static void put_shadow(FILE *file, const struct picture_window *window) {
    fputs("<filter id=\"blur\" x=\"-20%\" y=\"-20%\" width=\"140%\" height=\"140%\"><feGaussianBlur stdDeviation=\"",
          file);
    svg_put_number(file, window->margin / 3.0);
    fputs("\"/></filter>\n", file);
    put_rect(file, window->margin / 4, window->width, window->height, window->radius);
    fputs(" fill-opacity=\"0.42\" filter=\"url(#blur)\"/>\n", file);
}

static void put_dots(FILE *file, const struct picture_window *window) {
    for (int i = 0; i < PICTURE_WINDOW_DOTS; i++) {
        fputs("<circle cx=\"", file);
        svg_put_number(file, window->dot_x[i]);
        fputs("\" cy=\"", file);
        svg_put_number(file, window->dot_y);
        fputs("\" r=\"", file);
        svg_put_number(file, window->dot_radius);
        fputc('"', file);
        svg_put_color(file, "fill", window->dot_color);
        fputs("/>\n", file);
    }
}

static void put_bar(FILE *file, const struct picture_window *window, const char *title,
                    const struct font_metrics *metrics) {
    put_rect(file, 0, window->width, window->bar_height, 0);
    svg_put_color(file, "fill", window->bar_color);
    fputs("/>\n", file);
    put_dots(file, window);
    if (title) {
        uint32_t top = (window->bar_height - metrics->cell_height) / 2;
        fprintf(file, "<text x=\"%u\" y=\"%u\" text-anchor=\"middle\"", window->width / 2, top + metrics->baseline);
        svg_put_color(file, "fill", window->title_color);
        fputc('>', file);
        svg_put_utf8(file, title, strlen(title));
        fputs("</text>\n", file);
    }
}

void svg_put_window(FILE *file, const struct picture_window *window, const char *title, uint32_t ground,
                    const struct font_metrics *metrics) {
    fputs("<clipPath id=\"corners\">", file);
    put_rect(file, 0, window->width, window->height, window->radius);
    fprintf(file, "/></clipPath>\n<g transform=\"translate(%u %u)\">\n", window->margin, window->margin);
    put_shadow(file, window);
    fputs("<g clip-path=\"url(#corners)\">\n", file);
    put_rect(file, 0, window->width, window->height, 0);
    svg_put_ground(file, ground);
    fputs("/>\n", file);
    put_bar(file, window, title, metrics);
}
