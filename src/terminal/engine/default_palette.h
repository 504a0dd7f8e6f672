/* default_palette.h - the colours of a terminal whose host names none (quire_default_color).
 *
 * The sixteen named ones are for a dark ground. Programs put them on each other, and are to be read: black, red, blue
 * and magenta are dark, the others light, three times as much. By relative luminance (WCAG 2), 0.05 added:
 *
 *     0.06  black                                    0.69  white
 *     0.20  red, blue, magenta; 0.22 bright black    0.80  bright green, bright yellow, bright cyan
 *     0.26  bright red, bright blue                  1.05  bright white
 *     0.62  green, yellow, cyan, bright magenta
 *
 * Not every pair can have 3:1. Black on blue, cyan on blue and white on cyan, which one file manager uses side by side,
 * need 27:1 between black and white, and there are 21:1; red on blue, light text on green and cyan, and green on white
 * lose for the like reason to what is used more. tests/config/program_pairs.txt has all pairs of some programs. Behind
 * the named ones are xterm's 6 x 6 x 6 cube and 24 greys. */
#ifndef QR_DEFAULT_PALETTE_H
#define QR_DEFAULT_PALETTE_H

#include <stdint.h>

/* 0xRRGGBB; index 0 to 255. */
static inline uint32_t qr_default_color(uint32_t index) {
    static const uint32_t named[16] = {0x1C1F26, 0xCB3143, 0xA3D47A, 0xEDC56E, 0x346BC7, 0xA045BA, 0x6CD6E5, 0xCCD2DC,
                                       0x6C7484, 0xE54148, 0xC0EB9E, 0xFBDF9C, 0x497DD4, 0xEDB3FF, 0xA2EDF8, 0xFFFFFF};
    static const uint32_t steps[6] = {0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF};
    if (index < 16)
        return named[index];
    if (index < 232)
        return steps[(index - 16) / 36] << 16 | steps[(index - 16) / 6 % 6] << 8 | steps[(index - 16) % 6];
    return (8 + (index - 232) * 10) * 0x010101u;
}

#endif
