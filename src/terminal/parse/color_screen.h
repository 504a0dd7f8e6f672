/* color_screen.h - the screen that X assumes where none was measured: its phosphors, its white, and how bright a byte
 * is.
 *
 * The numbers are those of the X Color Management System (Xlib, Xcms: a Tektronix monitor of 1990). Programs that name
 * colours as intensities or in a CIE space get what every X terminal gives them. */
#ifndef QR_COLOR_SCREEN_H
#define QR_COLOR_SCREEN_H

#include <stdint.h>

/* CIE XYZ of the white, with Y = 1, and its place in the u'v' plane. */
#define QR_WHITE_X 0.9496644
#define QR_WHITE_Z 1.4060403
#define QR_WHITE_U 0.18835273895939
#define QR_WHITE_V 0.44625623816017

/* Red, green and blue light of 0..1 as 0xRRGGBB; less is 0, more is 1. */
uint32_t qr_color_screen_rgb(const double intensities[3]);

/* The light that makes a CIE XYZ colour; below 0 or above 1 the screen cannot show it. */
void qr_color_screen_intensities(const double xyz[3], double intensities[3]);

#endif
