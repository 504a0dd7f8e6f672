/* color_cie.h - colours in the device-independent spaces of XParseColor(3), on the screen of color_screen.h.
 *
 *   CIEXYZ:X/Y/Z   CIEuvY:u/v/Y   CIExyY:x/y/Y   CIELab:L/a/b   CIELuv:L/u/v   TekHVC:hue/value/chroma
 *
 * What the screen cannot show becomes less colourful, at the same hue and lightness, until it can (Xcms clips TekHVC
 * chroma, which is a straight way towards white in the u'v' plane). Lab and Luv take a and b, u and v divided by 100,
 * as Xcms has them. */
#ifndef QR_COLOR_CIE_H
#define QR_COLOR_CIE_H

#include <stdbool.h>
#include <stdint.h>

enum qr_color_space { QR_CIE_XYZ, QR_CIE_UVY, QR_CIE_XYY, QR_CIE_LAB, QR_CIE_LUV, QR_TEK_HVC };

/* False, and *rgb left alone, for values that no colour has: lightness beyond its range, or huge numbers. */
bool qr_color_cie(enum qr_color_space space, const double values[3], uint32_t *rgb);

#endif
