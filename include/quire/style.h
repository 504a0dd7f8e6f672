/* quire/style.h - colours and attributes of cells, as values. Since 0.1. */
#ifndef QUIRE_STYLE_H
#define QUIRE_STYLE_H

#include <stdint.h>

/* A colour: kind in the two bits above the 24-bit value. All zero is "default". */
struct quire_color {
    uint32_t bits;
};

enum quire_color_kind { QUIRE_COLOR_DEFAULT = 0, QUIRE_COLOR_PALETTE = 1, QUIRE_COLOR_RGB = 2 };

#define QUIRE_COLOR_KIND(color) ((enum quire_color_kind)((color).bits >> 24 & 3u))
/* Palette index 0 to 255, or 0xRRGGBB. */
#define QUIRE_COLOR_VALUE(color) ((color).bits & 0xFFFFFFu)

/* Attributes of SGR (ECMA-48 8.3.117, xterm ctlseqs). */
enum quire_attribute {
    QUIRE_ATTR_BOLD = 1 << 0,
    QUIRE_ATTR_DIM = 1 << 1,
    QUIRE_ATTR_ITALIC = 1 << 2,
    QUIRE_ATTR_BLINK = 1 << 3,
    QUIRE_ATTR_INVERSE = 1 << 4,
    QUIRE_ATTR_INVISIBLE = 1 << 5,
    QUIRE_ATTR_STRIKETHROUGH = 1 << 6,
    QUIRE_ATTR_OVERLINE = 1 << 7
};

enum quire_underline {
    QUIRE_UNDERLINE_NONE = 0,
    QUIRE_UNDERLINE_SINGLE = 1,
    QUIRE_UNDERLINE_DOUBLE = 2,
    QUIRE_UNDERLINE_CURLY = 3,
    QUIRE_UNDERLINE_DOTTED = 4,
    QUIRE_UNDERLINE_DASHED = 5
};

#endif
