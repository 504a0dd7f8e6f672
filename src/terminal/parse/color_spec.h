/* color_spec.h - colours as OSC 4, 10, 11, 12 and their kin write them: the forms of XParseColor(3).
 *
 *   #rgb #rrggbb #rrrgggbbb #rrrrggggbbbb   the digits are the most significant ones: #fff is 0xF0F0F0
 *   rgb:r/g/b, one to four digits each      the digits are scaled: rgb:f/f/f is 0xFFFFFF
 *   rgbi:r/g/b, decimals in 0..1            intensities of light, on the screen of color_screen.h
 *   CIEXYZ: CIEuvY: CIExyY: CIELab: CIELuv: TekHVC:   three decimals, see color_cie.h
 *   a name of the X11 list                  blanks and case do not matter: "Light Blue" is "lightblue"
 *
 * As in X, a colour is first brought to 16 bits each, of which the upper 8 are the result. */
#ifndef QR_COLOR_SPEC_H
#define QR_COLOR_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads all of text[0..length). False, and *rgb left alone, when it is no colour; otherwise *rgb is 0xRRGGBB. */
bool qr_color_spec_parse(const uint8_t *text, size_t length, uint32_t *rgb);

#endif
