/* image_hash.h - 128 bits for the bytes of an image, under a secret seed.
 *
 * quire_set_hash_bytes goes through its input one step after the other, and each step waits for the one before. A
 * picture of 4K is 33 MB; so this one keeps four states that do not wait for each other and reads 64 bytes at a time,
 * as fast as memory is. It decides only where the store looks and what it compares: contents are equal when their bytes
 * are (images.c). */
#ifndef QR_IMAGE_HASH_H
#define QR_IMAGE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Bytes in pieces: begun, fed (every piece but the last is a multiple of QR_IMAGE_HASH_STEP long), ended. */
#define QR_IMAGE_HASH_STEP 64u

struct qr_image_hash {
    uint64_t seed;
    uint64_t length;
    uint64_t lanes[4];
};

void qr_image_hash_begin(struct qr_image_hash *hash, uint64_t seed);
void qr_image_hash_feed(struct qr_image_hash *hash, const uint8_t *bytes, size_t length);
/* Never (0, 0), which means that there is none yet. */
void qr_image_hash_end(const struct qr_image_hash *hash, uint64_t result[2]);

#endif
