/* sixel_color.h - the colour registers of sixel images.
 *
 * A sixel program draws with numbered registers, and defines what colours they hold as it goes. They are the one thing
 * of an image that may outlive it: where registers are shared, an image finds what the one before has left. So they
 * stand by themselves, and a decoder (sixel_decode.h) is lent them. Who wants private registers resets them before each
 * image.
 *
 * A VT340 has 16 registers, and programs of today use 256; how many there are is the caller's to say, up to 1,024,
 * which is what xterm allows. A number beyond the last one is taken modulo how many there are, as on the terminals of
 * DEC.
 *
 * Registers that nobody has defined hold the 16 colours that a VT340 is switched on with, then what libsixel has there:
 * 216 of a colour cube in steps of 51, 24 greys in steps of 11, white beyond.
 *
 * Colours are four bytes R, G, B, A in memory, in one word, whatever the byte order of the machine. */
#ifndef QR_SIXEL_COLOR_H
#define QR_SIXEL_COLOR_H

#include <stdint.h>

#define QR_SIXEL_REGISTERS_MIN 2u
#define QR_SIXEL_REGISTERS_MAX 1024u

struct qr_sixel_palette {
    uint32_t count; /* QR_SIXEL_REGISTERS_MIN to _MAX */
    uint32_t colors[QR_SIXEL_REGISTERS_MAX];
};

/* All registers as they are when the terminal is switched on. `count` is brought into its range. */
void qr_sixel_palette_reset(struct qr_sixel_palette *palette, uint32_t count);

/* Four bytes of a pixel as one word. */
uint32_t qr_sixel_rgba(uint8_t red, uint8_t green, uint8_t blue, uint8_t alpha);

/* The opaque colour of red, green and blue in per cent; more than 100 is 100. */
uint32_t qr_sixel_rgb(uint32_t red, uint32_t green, uint32_t blue);

/* The opaque colour of a hue in degrees, lightness and saturation in per cent. As DEC counts them blue is at 0 degrees,
 * red at 120, green at 240; more than 360 is 360. */
uint32_t qr_sixel_hls(uint32_t hue, uint32_t lightness, uint32_t saturation);

#endif
