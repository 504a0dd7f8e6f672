/** @file
 * quire/style.h - colours and attributes of cells, as values. Since 0.1. */
#ifndef QUIRE_STYLE_H
#define QUIRE_STYLE_H

#include <stdint.h>

/** A colour: kind in the two bits above the 24-bit value. All zero is "default". */
struct quire_color {
    uint32_t bits; /**< enum quire_color_kind << 24 | value */
};

/** Where a colour comes from. */
enum quire_color_kind {
    QUIRE_COLOR_DEFAULT = 0, /**< the terminal's own; the value is 0 */
    QUIRE_COLOR_PALETTE = 1, /**< the palette; the value is an index from 0 to 255 */
    QUIRE_COLOR_RGB = 2      /**< a colour by itself; the value is 0xRRGGBB */
};

/** The kind of a colour. */
#define QUIRE_COLOR_KIND(color) ((enum quire_color_kind)((color).bits >> 24 & 3u))
/** The value of a colour: a palette index from 0 to 255, or 0xRRGGBB. */
#define QUIRE_COLOR_VALUE(color) ((color).bits & 0xFFFFFFu)

/** Attributes of SGR (ECMA-48 8.3.117, xterm ctlseqs). */
enum quire_attribute {
    QUIRE_ATTR_BOLD = 1 << 0,          /**< SGR 1 */
    QUIRE_ATTR_DIM = 1 << 1,           /**< SGR 2 */
    QUIRE_ATTR_ITALIC = 1 << 2,        /**< SGR 3 */
    QUIRE_ATTR_BLINK = 1 << 3,         /**< SGR 5 and 6 */
    QUIRE_ATTR_INVERSE = 1 << 4,       /**< SGR 7: text and background change places */
    QUIRE_ATTR_INVISIBLE = 1 << 5,     /**< SGR 8 */
    QUIRE_ATTR_STRIKETHROUGH = 1 << 6, /**< SGR 9 */
    QUIRE_ATTR_OVERLINE = 1 << 7       /**< SGR 53 */
};

/** Kinds of underline (SGR 4:0 to 4:5). */
enum quire_underline {
    QUIRE_UNDERLINE_NONE = 0,   /**< none, SGR 24 */
    QUIRE_UNDERLINE_SINGLE = 1, /**< one line */
    QUIRE_UNDERLINE_DOUBLE = 2, /**< two lines */
    QUIRE_UNDERLINE_CURLY = 3,  /**< a wave */
    QUIRE_UNDERLINE_DOTTED = 4, /**< dots */
    QUIRE_UNDERLINE_DASHED = 5  /**< dashes */
};

#endif
