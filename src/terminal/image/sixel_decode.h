/* sixel_decode.h - sixel data to pixels: what comes behind DCS P1;P2;P3 q.
 *
 * A machine that takes bytes in pieces of any size and keeps none of them: the pixels of an image (sixel_canvas.h), the
 * colour registers (sixel_color.h) and a command whose parameters are still coming are all that there is. The same
 * bytes give the same image however they are cut.
 *
 * What it obeys is what the VT340's programmer reference describes (chapter 14), with what the hardware was seen to do
 * where that says nothing or something else (the tests of hackerb9 and j4james with real terminals):
 *
 *   ? to ~                    six pixels, the lowest bit uppermost
 *   ! count sixel             the sixel so often; no count, and 0, are 1
 *   # register                draws with that register from here on
 *   # register;1;h;l;s        ... and defines it, by hue, lightness and saturation
 *   # register;2;r;g;b        ... by red, green and blue in per cent
 *   " Pan;Pad;Ph;Pv           from here on pixels are Pan / Pad times as high as wide, rounded up; and the image is
 *                             Ph by Pv pixels of the screen, not of sixels, or larger; to the first column
 *   $                         to the first column of this band
 *   -                         to the first column of the next one
 *
 * Parameters that are left out are 0. A command without its end, `!5` before `#`, is forgotten; at the end of the data
 * the last # and " are obeyed. All other bytes are ignored, wherever they stand. Register 15 is drawn with before any #
 * comes, the last one where there are fewer.
 *
 * A pixel takes the colour that its register has *when it is drawn*. On a VT340, and in xterm and libsixel, later
 * definitions change what is there already; but the programs of today that define a register twice in an image do so to
 * get more colours than there are registers (img2sixel --high-color), and every terminal of today but xterm shows them
 * so.
 *
 * A band is six pixels times the aspect ratio high; that may change within it, which then goes on at the same height.
 * Pixels are made higher by repeating rows. A ratio below one is 1:1, as on the hardware.
 *
 * Not here: where the image goes, what the cursor does, and how large a cell is (engine). */
#ifndef QR_SIXEL_DECODE_H
#define QR_SIXEL_DECODE_H

#include <quire/result.h>

#include "sixel_canvas.h"
#include "sixel_color.h"

/* Parameters of a command; further ones are dropped. */
#define QR_SIXEL_VALUES 5u

struct qr_sixel_options {
    uint32_t macro; /* P1: the aspect ratio that is in force before one is set */
    uint32_t max_width, max_height;
    size_t max_bytes;    /* of the canvas, 4 for each pixel; while it grows the old one is there as well */
    uint32_t background; /* what pixels are that nothing was drawn on (qr_sixel_rgba); 0: transparent, P2 = 1 */
};

struct qr_sixel {
    struct qr_sixel_canvas canvas;
    struct qr_sixel_palette *palette;
    uint32_t color;                       /* what is drawn with */
    uint8_t command;                      /* '#', '!' or '"' while its parameters come, else 0 */
    uint8_t count;                        /* the parameter under way, QR_SIXEL_VALUES for any beyond */
    uint32_t values[QR_SIXEL_VALUES + 1]; /* the last one is for what is dropped */
};

/* A finished image of `width` by `height` pixels, four bytes R, G, B, A each, alpha 0 or 255 unless the background says
 * otherwise. The first `rows` rows are there, of `stride` words, of which `width` count; below them all is background,
 * which was declared and not drawn. Nothing drawn: no pixels; and nothing declared: 0 by 0. */
struct qr_sixel_image {
    const uint32_t *pixels; /* the decoder's */
    uint32_t width, height, rows, stride;
};

/* Takes no memory yet. The palette stays the caller's, who keeps it as long as the decoder lives and no other decoder
 * at work with it. */
void qr_sixel_init(struct qr_sixel *sixel, const struct quire_allocator *allocator, struct qr_sixel_palette *palette,
                   const struct qr_sixel_options *options);

/* Gives all memory back. An image that was lent is gone. */
void qr_sixel_finish(struct qr_sixel *sixel);

void qr_sixel_feed(struct qr_sixel *sixel, const uint8_t *bytes, size_t length);

/* The end of the data. The image is lent until qr_sixel_finish; nothing can be fed any more. OUT_OF_MEMORY: it is lost;
 * definitions of registers were obeyed all the same. */
enum quire_result qr_sixel_end(struct qr_sixel *sixel, struct qr_sixel_image *image);

/* Rows of the canvas for a pixel of a sixel by the macro parameter P1. */
uint32_t qr_sixel_macro_scale(uint32_t macro);

#endif
