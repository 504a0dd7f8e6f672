/* sixel.h - sixel images on the screen: DCS P1;P2;P3 q data ST, the modes around it, XTSMGRAPHICS.
 *
 * The data go to the decoder (image/sixel_decode.h) as they come and nothing of them is kept. When the string has ended
 * well its pixels become an image of the store, shown inline at the cursor: text over it takes it away. A string that
 * is cancelled leaves nothing.
 *
 * What the decoder takes counts against the budget of images while it grows: its allocator is `counted`, which reserves
 * before it asks the terminal's. Without room, or memory, the image is lost and the text is as if it had not come.
 *
 * The rules are xterm's, asked with xterm 379 where its documents leave something open:
 *
 *   80 reset (DECSDM)   the image's corner is at the cursor, and the screen scrolls where it goes over the bottom
 *                       margin. The cursor then is in the image's last row: in the column where it began, or with
 *                       mode 8452 behind it. A `-` at the end of the data does not matter
 *   80 set              the corner is that of the screen, what goes over its bottom is cut, the cursor stays
 *   1070 set            each image begins with the registers of a terminal just switched on
 *   1070 reset          it finds what images before it have defined
 *   P2                  pixels that nothing is drawn on are transparent, whatever it says, and below them is the
 *                       background that text would have now: cells are erased, as by ECH. On a VT340 they stay as
 *                       they are with P2 = 1; but here an image is in its cells, as text is
 *
 * An image is as many cells large as its pixels, and what its raster attributes declare, need. That it is declared
 * larger than it is drawn costs cells, no pixels. */
#ifndef QR_SIXEL_H
#define QR_SIXEL_H

#include "engine.h"
#include "sixel_decode.h"

/* The largest image: pixels of a side, unless XTSMGRAPHICS makes it smaller, and bytes of its pixels. */
#define QR_SIXEL_SIDE_MAX 10000u
#define QR_SIXEL_BYTES_MAX ((size_t)40 << 20)

/* Made with the first sixel string or the first setting. */
struct qr_sixel_images {
    struct qr_sixel decoder;
    struct quire_allocator counted;  /* the decoder's */
    struct qr_sixel_palette palette; /* where registers are shared; `count` is how many there are anyway */
    struct qr_sixel_palette own;     /* of the image under way, where they are private */
    uint32_t max_width, max_height;  /* XTSMGRAPHICS; 0: not set */
    uint64_t charged;                /* of the decoder's work */
    bool open;                       /* the decoder is at work */
};

/* Made if there is none yet; NULL: no memory (noted). */
struct qr_sixel_images *qr_sixel_images(struct qr_engine *engine);
/* RIS: registers and sizes as in the beginning. */
void qr_sixel_reset(struct qr_engine *engine);
/* The terminal ends. */
void qr_sixel_forget(struct qr_engine *engine);

#endif
