/* svg_text.h - strings, numbers and colours as SVG has them, whatever the locale. */
#ifndef SVG_TEXT_H
#define SVG_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Code points and UTF-8 as character data; what XML forbids becomes U+FFFD. */
void svg_put_code_point(FILE *file, uint32_t code_point);
void svg_put_utf8(FILE *file, const char *text, size_t length);

/* " name="#rrggbb"" */
void svg_put_color(FILE *file, const char *name, uint32_t color);
/* The fill of a ground (cell_record.h), with its opacity. */
void svg_put_ground(FILE *file, uint32_t ground);

/* A number with at most two digits behind the point. */
void svg_put_number(FILE *file, double number);

#endif
