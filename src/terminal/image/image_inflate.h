/* image_inflate.h - unpacking zlib streams (RFC 1950) in pieces, into room that the caller has.
 *
 *     qr_inflate_create                        UNSUPPORTED where the library was built without zlib
 *     qr_inflate, as often as bytes come       writes at most `room` bytes, whatever the stream says
 *     qr_inflate_is_done                       the stream ended, and its checksum was right
 *
 * What a stream unpacks to is never known before, so it is bounded by the room: a caller who was told a size gives so
 * much, and where the stream is not done then (one more call with a single byte of room tells), it lied. */
#ifndef QR_IMAGE_INFLATE_H
#define QR_IMAGE_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/result.h>

struct qr_inflate;

/* Was the library built with zlib? */
bool qr_inflate_is_there(void);

/* About 42 KB. UNSUPPORTED, OUT_OF_MEMORY. */
enum quire_result qr_inflate_create(const struct quire_allocator *allocator, struct qr_inflate **inflate);
void qr_inflate_destroy(struct qr_inflate *inflate);

/* Takes from *bytes (moved on; *length falls) and writes to `out`, until one of both is used up or the stream ends.
 * *written: how much. CORRUPT: it is no zlib stream, or damaged; OUT_OF_MEMORY. Bytes behind the end are not taken. */
enum quire_result qr_inflate(struct qr_inflate *inflate, const uint8_t **bytes, size_t *length, uint8_t *out,
                             size_t room, size_t *written);
bool qr_inflate_is_done(const struct qr_inflate *inflate);

#endif
