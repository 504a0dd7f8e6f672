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
static uint64_t step(uint64_t lane, uint64_t secret, const uint8_t *bytes) {
    return quire_set_fold(word_at(bytes) ^ lane, word_at(bytes + 8) ^ secret) + (lane << 23 | lane >> 41);
}

/* The states are in registers meanwhile: in memory, each step would wait for the one before to have been written. */
static void take_steps(struct qr_image_hash *hash, const uint8_t *bytes, size_t steps) {
    const uint64_t secret = hash->seed ^ UINT64_C(0xE7037ED1A0B428DB);
    uint64_t a = hash->lanes[0], b = hash->lanes[1], c = hash->lanes[2], d = hash->lanes[3];
    for (; steps > 0; bytes += QR_IMAGE_HASH_STEP, steps--) {
        a = step(a, secret, bytes);
        b = step(b, secret, bytes + 16);
        c = step(c, secret, bytes + 32);
        d = step(d, secret, bytes + 48);
    }
    hash->lanes[0] = a;
    hash->lanes[1] = b;
    hash->lanes[2] = c;
    hash->lanes[3] = d;
}

void qr_image_hash_feed(struct qr_image_hash *hash, const uint8_t *bytes, size_t length) {
    uint8_t last[QR_IMAGE_HASH_STEP] = {0};
    const size_t rest = length % QR_IMAGE_HASH_STEP;
    hash->length += length;
    take_steps(hash, bytes, length / QR_IMAGE_HASH_STEP);
    if (rest == 0)
        return;
    memcpy(last, bytes + length - rest, rest);
    take_steps(hash, last, 1);
}

void qr_image_hash_end(const struct qr_image_hash *hash, uint64_t result[2]) {
    const uint64_t *lanes = hash->lanes;
    uint64_t a = quire_set_hash_words(hash->seed, lanes[0], lanes[1]);
    uint64_t b = quire_set_hash_words(hash->seed ^ hash->length, lanes[2], lanes[3]);
    result[0] = quire_set_hash_words(hash->seed, a, b);
    result[1] = quire_set_hash_words(~hash->seed, b, a) | 1;
}
