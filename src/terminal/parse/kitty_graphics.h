/* kitty_graphics.h - the control data of kitty's graphics protocol: key=value, separated by commas.
 *
 * Every key is one letter, and its value a number, a signed number or a single letter. A key means several things,
 * by the action: members that are the same key share their place. Keys that nobody knows are passed over, and so are
 * empty pairs; of a key that comes twice the last counts. A value that the key does not have is noted, and which key it
 * was, and the rest is read all the same: whom to answer stands in there.
 *
 * Source: kitty, "Terminal graphics protocol", control data reference. */
#ifndef QR_KITTY_GRAPHICS_H
#define QR_KITTY_GRAPHICS_H

#include <stdbool.h>
#include <stdint.h>

#include "span.h"

struct qr_kitty_command {
    /* Letters. */
    uint8_t action;      /* a: t T q p d f a c; 't' where the key is missing */
    uint8_t medium;      /* t: d f t s */
    uint8_t compression; /* o: z; 0: none */
    uint8_t delete;      /* d: a A c C f F i I n N p P q Q r R x X y Y z Z */
    bool has_action;
    /* Of any command. */
    uint32_t quiet;     /* q: 0, 1, 2 */
    uint32_t id;        /* i */
    uint32_t number;    /* I */
    uint32_t placement; /* p */
    /* Of data. */
    uint32_t format; /* f: 24, 32, 100 */
    uint32_t more;   /* m: 0, 1 */
    uint32_t size;   /* S: bytes of a file */
    uint32_t offset; /* O: in a file */
    uint32_t hints;  /* N */
    union {
        uint32_t width; /* s: pixels of the data */
        uint32_t state; /* a=a: 1 stopped, 2 loading, 3 running */
    };
    union {
        uint32_t height; /* v */
        uint32_t loops;  /* a=a */
    };
    /* Of showing, of frames (a=f), of control (a=a) and composition (a=c); x and y of deletion. */
    uint32_t x, y;        /* of the area in the image; where frame data go; a=c: in the frame that is changed */
    uint32_t area_width;  /* w */
    uint32_t area_height; /* h */
    union {
        uint32_t columns; /* c */
        uint32_t
            base_frame; /* a=f: on which the new one is drawn; a=a: the current one; a=c: the one that is changed */
    };
    union {
        uint32_t rows;  /* r */
        uint32_t frame; /* a=f: which is edited; a=a: which is affected; a=c: the one that is laid over; d=f: removed */
    };
    union {
        uint32_t offset_x;  /* X: inside the cell */
        uint32_t overwrite; /* a=f: 1, pixels are not blended */
        uint32_t source_x;  /* a=c: in the frame that is laid over */
    };
    union {
        uint32_t offset_y;   /* Y */
        uint32_t background; /* a=f: RGBA, red in the highest byte */
        uint32_t source_y;   /* a=c */
    };
    uint32_t stays;            /* C: 1, the cursor does; a=c: 1, pixels are not blended */
    uint32_t is_virtual;       /* U */
    uint32_t parent_id;        /* P */
    uint32_t parent_placement; /* Q */
    int32_t parent_columns;    /* H */
    int32_t parent_rows;       /* V */
    union {
        int32_t z;
        int32_t gap_ms; /* a=f, a=a */
    };
    uint8_t bad_key; /* the first key with a value that it does not have; 0: none */
};

/* Reads control data, without what follows the ';'. Linear; allocates nothing. */
struct qr_kitty_command qr_kitty_command_read(struct qr_span text);

#endif
