/* image_hash.c - 128 bits for the bytes of an image. */
#include "image_hash.h"

#include <string.h>

#include <quire/set.h>

#define LANES 4u

static uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

void qr_image_hash_begin(struct qr_image_hash *hash, uint64_t seed) {
    hash->seed = seed;
    hash->length = 0;
    for (uint32_t i = 0; i < LANES; i++)
        hash->lanes[i] = seed = quire_set_next_seed(seed);
}

/* Both factors hold a secret, so no input makes one zero whatever the seed is. */
static void take_step(struct qr_image_hash *hash, const uint8_t bytes[QR_IMAGE_HASH_STEP]) {
    for (uint32_t i = 0; i < LANES; i++)
        hash->lanes[i] = quire_set_fold(word_at(bytes + 16 * i) ^ hash->lanes[i],
                                        word_at(bytes + 16 * i + 8) ^ hash->seed ^ UINT64_C(0xE7037ED1A0B428DB)) +
                         (hash->lanes[i] << 23 | hash->lanes[i] >> 41);
}

void qr_image_hash_feed(struct qr_image_hash *hash, const uint8_t *bytes, size_t length) {
    uint8_t last[QR_IMAGE_HASH_STEP] = {0};
    hash->length += length;
    for (; length >= QR_IMAGE_HASH_STEP; bytes += QR_IMAGE_HASH_STEP, length -= QR_IMAGE_HASH_STEP)
        take_step(hash, bytes);
    if (length == 0)
        return;
    memcpy(last, bytes, length);
    take_step(hash, last);
}

void qr_image_hash_end(const struct qr_image_hash *hash, uint64_t result[2]) {
    const uint64_t *lanes = hash->lanes;
    uint64_t a = quire_set_hash_words(hash->seed, lanes[0], lanes[1]);
    uint64_t b = quire_set_hash_words(hash->seed ^ hash->length, lanes[2], lanes[3]);
    result[0] = quire_set_hash_words(hash->seed, a, b);
    result[1] = quire_set_hash_words(~hash->seed, b, a) | 1;
}
