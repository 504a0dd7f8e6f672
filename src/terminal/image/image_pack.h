/* image_pack.h - pixels that nobody looks at, in less memory (LZ4, where the library has it).
 *
 * Packed bytes are pieces of QR_PACK_PIXELS pixels, each with its packed length before it (32 bits, the machine's
 * order, for this never leaves the process). A piece is so small that unpacking one takes no memory but the stack's: so
 * a packed content can be read, and compared with one that is not, when memory is out. */
#ifndef QR_IMAGE_PACK_H
#define QR_IMAGE_PACK_H

#include "image_content.h"

#define QR_PACK_PIXELS 4096u

/* A content with so much room and nothing said but its length: qr_content_create without the questions. */
struct qr_content *qr_content_make(const struct quire_allocator *allocator, size_t length);

/* Hands the pixels of a packed content on, piece by piece. False: it is broken, which no content of ours is, or the
 * library has no LZ4. */
typedef void qr_image_piece(void *user, const uint8_t *bytes, size_t length);
bool qr_image_unpack(const struct qr_content *content, qr_image_piece *piece, void *user);

/* Do two contents say the same, packed or not? */
bool qr_content_equal(const struct qr_content *a, const struct qr_content *b);

#endif
