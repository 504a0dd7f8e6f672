/* image_state.h - what the engine remembers of images: the store, who helps with it, and protocols under way.
 *
 * All pointers are NULL until a program uses a protocol of images, so a terminal without images has none of it and pays
 * nothing: what scrolls, erases and prints does not ask. Rows with strips have the flag QR_ROW_PICTURED, cells covered
 * by inline ones the bit QR_CELL_PICTURED; only where the page finds these the functions of image_place.h are called.
 */
#ifndef QR_IMAGE_STATE_H
#define QR_IMAGE_STATE_H

#include <quire/image.h>

#include "images.h"

struct qr_kitty_images;
struct qr_sixel_images;
struct qr_iterm_files;
struct qr_placing;
struct qr_image_filing;

/* Which stream of image data is open (string_stream.h). */
enum qr_image_stream { QR_STREAM_NONE, QR_STREAM_SIXEL, QR_STREAM_KITTY, QR_STREAM_ITERM };

struct qr_image_state {
    struct qr_images *store;        /* made with the first image: qr_engine_images */
    uint64_t budget;                /* the host's; 0: the terminal has no images, and says so to programs */
    struct qr_kitty_images *kitty;  /* kitty_images.h: a transfer under way */
    struct qr_sixel_images *sixel;  /* sixel.h: registers, an image under way */
    struct qr_iterm_files *iterm;   /* iterm_files.h: a file under way */
    struct quire_image_hooks hooks; /* the host's: image_hooks.h */
    struct qr_placing *placing;     /* image_place.c: rows of an image that is being placed; NULL: none is */
    uint32_t sweep_at;              /* with so many strips dead ones are looked for */
    struct qr_image_filing *filing; /* image_filing.h: what of them is in the history's file; NULL: nothing */
    bool frozen;                    /* rows with images went into history since that was looked at */
};

#endif
