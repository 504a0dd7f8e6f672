/* kitty_images.h - kitty's graphics protocol between strings: APC G control data ; payload ST.
 *
 * The string comes as a stream (string_stream.h). All that is remembered of it is here, taken when the first one comes.
 */
#ifndef QR_KITTY_IMAGES_H
#define QR_KITTY_IMAGES_H

#include "engine.h"

/* What is kept of a string to say what it was. */
#define QR_KITTY_HEAD 128

struct qr_kitty_images {
    uint8_t head[QR_KITTY_HEAD];
    size_t length; /* of head */
};

/* The terminal ends. */
void qr_kitty_forget(struct qr_engine *engine);

#endif
