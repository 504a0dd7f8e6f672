/* image_table_form.h - what writing and reading of a table (image_table.h) share. */
#ifndef QR_IMAGE_TABLE_FORM_H
#define QR_IMAGE_TABLE_FORM_H

/* Flags of an image. */
#define QR_TABLE_ALTERNATE 1u
#define QR_TABLE_TRANSIENT 2u

/* Bytes of each: an image without its frames. */
#define QR_TABLE_HEAD_BYTES 16u
#define QR_TABLE_IMAGE_BYTES 64u
#define QR_TABLE_FRAME_BYTES 12u
#define QR_TABLE_PLACEMENT_BYTES 104u
#define QR_TABLE_STRIP_BYTES 40u

#endif
