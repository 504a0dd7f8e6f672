/* kitty_images.h - kitty's graphics protocol: APC G control data ; payload ST.
 *
 *     kitty_stream.c     strings while they come: control data are read, the payload goes where it belongs
 *     kitty_load.c       bytes of an image become a content, while they come, within the budget of images
 *     kitty_transmit.c   a=t, T, q, f: one transfer, in one string or in chunks
 *     kitty_display.c    a=p: placements; kitty_relative.c: those whose place is that of another one
 *     kitty_frames.c     frames of animations and their composition (a=f, a=c), with the pixels of kitty_blend.c
 *     kitty_animate.c    a=a; frames are deleted
 *     kitty_delete.c     a=d, by the cells of kitty_corner.c
 *     kitty_reply.c      answers
 *
 * All that is remembered between strings is one transfer under way, taken when the first string comes. Images, frames
 * and placements are in the store (images.h), of each of the two screens for itself. Nothing of a transfer is shown or
 * stored before its last chunk has ended well; a string that is cancelled takes its transfer with it.
 *
 * Whoever is to be told of a mistake or of success is told once: when it is certain, and where an image id or number
 * was given. Of a transfer that has failed the remaining chunks are passed over.
 *
 * Source: kitty, "Terminal graphics protocol"; where that leaves something open, what kitty does. */
#ifndef QR_KITTY_IMAGES_H
#define QR_KITTY_IMAGES_H

#include "base64_stream.h"
#include "engine.h"
#include "image_inflate.h"
#include "image_place.h"
#include "kitty_graphics.h"

/* Control data of a string; longer ones are refused. */
#define QR_KITTY_CONTROL_MAX 1024u
/* The name of a file or of shared memory, decoded. */
#define QR_KITTY_NAME_MAX 4096u
/* Relative placements between one and the first that has a place of its own. */
#define QR_KITTY_DEPTH_MAX 8u
/* Of a frame that says none; of one that is passed over, as the first one is unless it is given one. */
#define QR_KITTY_GAP_MS 40
#define QR_KITTY_GAPLESS (-1)
/* Cells in a direction that a placement may be stretched over. */
#define QR_KITTY_CELLS_MAX 65535u

/* The gap that a command says where it says one. */
static inline int32_t qr_kitty_gap(const struct qr_kitty_command *command) {
    return command->gap_ms > 0 ? command->gap_ms : QR_KITTY_GAPLESS;
}

/* What a program is told: the name of an error and why; NULL: no error. Borrowed, until it has been told. */
struct qr_kitty_error {
    const char *code, *why;
};

/* The bytes of an image, while they come. All zero: nothing. */
struct qr_kitty_load {
    struct qr_kitty_error error;  /* the first thing that went wrong; what comes then is passed over */
    struct qr_base64_stream text; /* of the payload, across chunks */
    struct qr_inflate *inflate;   /* NULL: it is not compressed */
    struct qr_content *content;   /* raw pixels: their own memory, filled from the front; NULL: a file, in `bytes` */
    uint8_t *bytes;
    size_t filled, capacity; /* of the content, or of `bytes` */
    uint64_t reserved;       /* of the budget */
};

/* A transfer: what the first chunk said, and what has come. */
struct qr_kitty_transfer {
    bool open;
    bool answered;  /* it has failed, and that was said: its remaining chunks are passed over */
    uint64_t image; /* the key of the image that a frame is for */
    struct qr_kitty_command command;
    struct qr_kitty_load load;
};

/* Where the payload of the string under way goes: nowhere, to the transfer's content, or it is the name of a file. */
enum qr_kitty_payload { QR_KITTY_NO_PAYLOAD, QR_KITTY_PIXELS, QR_KITTY_NAME };

struct qr_kitty_images {
    uint8_t control[QR_KITTY_CONTROL_MAX];
    size_t control_length;
    bool control_read; /* `command` and `payload` are those of the string under way */
    bool control_lost; /* it was too long */
    struct qr_kitty_command command;
    struct qr_kitty_error mistake; /* what is wrong with it, before it is looked at */
    char why[48];                  /* of `mistake` */
    enum qr_kitty_payload payload;
    struct qr_base64_stream name_text;
    struct qr_bytes name; /* decoded */
    bool name_lost;       /* it was too long, no base64, or there was no memory for it */
    struct qr_kitty_transfer transfer;
};

/* The terminal ends, or is reset: nothing is under way. */
void qr_kitty_forget(struct qr_engine *engine);

/* --- kitty_load.c ------------------------------------------------------------------------------------------------- */

/* Memory for what a command announces. What went wrong is in load->error, then and later. */
void qr_kitty_load_begin(struct qr_engine *engine, struct qr_kitty_load *load, const struct qr_kitty_command *command);
/* A piece of base64; a piece of bytes. What raw pixels have no room for is an error, what files grow by is reserved. */
void qr_kitty_load_text(struct qr_engine *engine, struct qr_kitty_load *load, const uint8_t *text, size_t length);
void qr_kitty_load_bytes(struct qr_engine *engine, struct qr_kitty_load *load, const uint8_t *bytes, size_t length);
/* So many bytes of the content were filled in by others, from its front. */
void qr_kitty_load_filled(struct qr_engine *engine, struct qr_kitty_load *load, size_t length);
/* All has come: the content, which the caller holds. NULL: load->error. Nothing of `load` but that is left. */
struct qr_content *qr_kitty_load_end(struct qr_engine *engine, struct qr_kitty_load *load);
/* Memory for RGBA pixels of that size, to be filled in; a content that one holds, which passes over, reserved again.
 * With an error that goes at once. */
void qr_kitty_load_canvas(struct qr_engine *engine, struct qr_kitty_load *load, uint32_t width, uint32_t height);
void qr_kitty_load_adopt(struct qr_engine *engine, struct qr_kitty_load *load, struct qr_content *content);
/* The content as it is, which the caller holds. NULL: load->error. Nothing of `load` but that is left. */
struct qr_content *qr_kitty_load_take(struct qr_engine *engine, struct qr_kitty_load *load);
/* Lets go of all. */
void qr_kitty_load_forget(struct qr_engine *engine, struct qr_kitty_load *load);
/* The first error counts. */
void qr_kitty_load_fail(struct qr_kitty_load *load, const char *code, const char *why);
/* What a result of the store means to a program; OK: no error. */
struct qr_kitty_error qr_kitty_error_of(struct qr_engine *engine, enum quire_result result);

/* --- actions: each gets the command as it came and answers ------------------------------------------------------- */

/* a=t, T, q, f: the control data of a chunk were read; it has ended well. */
void qr_kitty_chunk_begin(struct qr_engine *engine);
void qr_kitty_chunk_end(struct qr_engine *engine);
/* What is under way is given up. */
void qr_kitty_transfer_forget(struct qr_engine *engine);

void qr_kitty_put(struct qr_engine *engine, const struct qr_kitty_command *command);
void qr_kitty_delete(struct qr_engine *engine, const struct qr_kitty_command *command);
void qr_kitty_animate(struct qr_engine *engine, const struct qr_kitty_command *command);
void qr_kitty_compose(struct qr_engine *engine, const struct qr_kitty_command *command);

/* --- parts of them ----------------------------------------------------------------------------------------------- */

/* The image that a command names, of the screen that is shown; NULL: there is none. */
struct qr_image *qr_kitty_image(const struct qr_engine *engine, const struct qr_kitty_command *command);

/* kitty_display.c: shows an image as the command says. An error: nothing was shown. */
struct qr_kitty_error qr_kitty_show(struct qr_engine *engine, struct qr_image *image,
                                    const struct qr_kitty_command *command);

/* kitty_frames.c: adds or edits a frame (the hold of the content passes over). *frame: its number. */
struct qr_kitty_error qr_kitty_put_frame(struct qr_engine *engine, struct qr_image *image,
                                         const struct qr_kitty_command *command, struct qr_content *content,
                                         uint32_t *frame);
/* kitty_animate.c: d=f and d=F. */
void qr_kitty_delete_frame(struct qr_engine *engine, const struct qr_kitty_command *command);

/* kitty_relative.c. Makes a look relative to what a command names. */
struct qr_kitty_error qr_kitty_attach(struct qr_engine *engine, const struct qr_image *image,
                                      const struct qr_kitty_command *command, struct qr_placement_look *look);
/* A placement is to go, and with `with_image` its image where that has none left then. */
void qr_kitty_mark(struct qr_engine *engine, struct qr_placement *placement, bool with_image);
/* What is marked goes, and what is relative to it or to what is gone, and the images of such ones that have no
 * placement left. */
void qr_kitty_remove_marked(struct qr_engine *engine);

/* kitty_corner.c: the upper left cells of placements that have strips on the screen, sorted by serial. */
struct qr_kitty_corner {
    uint64_t serial; /* of the placement */
    int64_t x, y;    /* rows above the screen are negative */
};
struct qr_kitty_corners {
    struct qr_kitty_corner *list;
    size_t count;
};
/* False: no memory, noted. Good until something is placed or moved; of placements that are deleted nobody asks. */
bool qr_kitty_corners_make(struct qr_engine *engine, struct qr_kitty_corners *corners);
void qr_kitty_corners_free(struct qr_engine *engine, struct qr_kitty_corners *corners);
/* Where a placement is, also a relative one; false: not on the screen. */
bool qr_kitty_corner(const struct qr_engine *engine, const struct qr_kitty_corners *corners,
                     const struct qr_placement *placement, int64_t *x, int64_t *y);

/* --- kitty_reply.c ----------------------------------------------------------------------------------------------- */

/* Answers a command: `error` with its code, none with OK. Nothing without image id and number, and as quiet as asked.
 */
void qr_kitty_answer(struct qr_engine *engine, const struct qr_kitty_command *to, struct qr_kitty_error error);

#endif
