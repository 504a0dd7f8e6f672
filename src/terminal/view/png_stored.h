/* png_stored.h - pixels as a PNG file, not compressed, for documents that carry images.
 *
 * A file needs a deflate stream, which may consist of stored blocks: so a writer takes a page of code and no library.
 * Each row of pixels is an IDAT chunk. What is large that way shrinks again with the document. Sources: PNG (third
 * edition), RFC 1950, RFC 1951. Not a codec: nothing is read here. */
#ifndef QR_PNG_STORED_H
#define QR_PNG_STORED_H

#include <stddef.h>
#include <stdint.h>

typedef void qr_png_put(void *user, const uint8_t *bytes, size_t length);

/* Hands a PNG file of RGBA pixels, rows without gaps, on in pieces. Sides are at least 1. Takes no memory. */
void qr_png_write_stored(const uint8_t *rgba, uint32_t width, uint32_t height, qr_png_put *put, void *user);

#endif
