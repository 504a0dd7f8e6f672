#include "svg_text.h"

#include <stdbool.h>
#include <stdlib.h>

#include "utf8_write.h"

static void put_encoded(FILE *file, uint32_t c) {
    char bytes[UTF8_MAX];
    fwrite(bytes, 1, utf8_write(c, bytes), file);
}

/* XML 1.0, section 2.2. */
static bool is_character(uint32_t c) {
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

void svg_put_code_point(FILE *file, uint32_t code_point) {
    switch (code_point) {
    case '&':
        fputs("&amp;", file);
        break;
    case '<':
        fputs("&lt;", file);
        break;
    case '>':
        fputs("&gt;", file);
        break;
    case '"':
        fputs("&quot;", file);
        break;
    default:
        put_encoded(file, is_character(code_point) ? code_point : 0xFFFD);
    }
}

/* What is given is well formed: titles and addresses of the library are. */
void svg_put_utf8(FILE *file, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x80)
            svg_put_code_point(file, byte);
        else
            fputc(byte, file);
    }
}

void svg_put_color(FILE *file, const char *name, uint32_t color) {
    fprintf(file, " %s=\"#%06x\"", name, color & 0xFFFFFF);
}

void svg_put_ground(FILE *file, uint32_t ground) {
    svg_put_color(file, "fill", ground & 0xFFFFFF);
    if (ground >> 24) {
        fputs(" fill-opacity=\"", file);
        svg_put_number(file, 1 - (ground >> 24) / 255.0);
        fputc('"', file);
    }
}

void svg_put_number(FILE *file, double number) {
    long hundredths = (long)(number * 100 + (number < 0 ? -0.5 : 0.5)), part = labs(hundredths % 100);
    fprintf(file, "%s%ld", hundredths < 0 && hundredths > -100 ? "-" : "", hundredths / 100);
    if (part != 0)
        fprintf(file, part % 10 ? ".%02ld" : ".%ld", part % 10 ? part : part / 10);
}
