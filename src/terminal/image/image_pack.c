/* image_pack.c - packed pixels: made, read, compared. */
#include "image_pack.h"

#include <string.h>

#include "qr_memory.h"

#if QR_LZ4
#include <lz4.h>
#endif

#define PIECE_MAX (QR_PACK_PIXELS * 4)

/* Bytes of all pixels, which were counted when the content was made. */
static size_t unpacked_length(const struct qr_content *content) {
    return (size_t)content->width * content->height * (content->kind == QR_CONTENT_RGB ? 3 : 4);
}

#if QR_LZ4
static uint32_t piece_length(const struct qr_content *content, size_t left) {
    uint32_t most = QR_PACK_PIXELS * (content->kind == QR_CONTENT_RGB ? 3 : 4);
    return left < most ? (uint32_t)left : most;
}

bool qr_image_unpack(const struct qr_content *content, qr_image_piece *piece, void *user) {
    uint8_t pixels[PIECE_MAX];
    const uint8_t *at = content->bytes, *end = at + content->length;
    for (size_t left = unpacked_length(content); left > 0;) {
        uint32_t packed, length = piece_length(content, left);
        if ((size_t)(end - at) < sizeof packed)
            return false;
        memcpy(&packed, at, sizeof packed);
        at += sizeof packed;
        if (packed > (size_t)(end - at) ||
            LZ4_decompress_safe((const char *)at, (char *)pixels, (int)packed, (int)length) != (int)length)
            return false;
        piece(user, pixels, length);
        at += packed;
        left -= length;
    }
    return true;
}

/* Packs into `room` bytes; 0: they are not enough. */
static size_t pack_into(const struct qr_content *content, uint8_t *to, size_t room) {
    size_t used = 0;
    const uint8_t *at = content->bytes;
    for (size_t left = content->length; left > 0;) {
        uint32_t length = piece_length(content, left);
        if (room - used <= sizeof(uint32_t))
            return 0;
        size_t most = room - used - sizeof(uint32_t);
        int packed = LZ4_compress_default((const char *)at, (char *)to + used + sizeof(uint32_t), (int)length,
                                          most > 2 * PIECE_MAX ? 2 * (int)PIECE_MAX : (int)most);
        if (packed <= 0)
            return 0;
        memcpy(to + used, &(uint32_t){(uint32_t)packed}, sizeof(uint32_t));
        used += sizeof(uint32_t) + (uint32_t)packed;
        at += length;
        left -= length;
    }
    return used;
}

static struct qr_content *packed_copy(const struct qr_content *content, const uint8_t *bytes, size_t length) {
    struct qr_content *made = qr_content_make(&content->allocator, length);
    if (!made)
        return NULL;
    memcpy(made->bytes, bytes, length);
    made->kind = content->kind;
    made->is_packed = true;
    made->width = content->width;
    made->height = content->height;
    made->png = content->png;
    memcpy(made->hash, content->hash, sizeof made->hash);
    return made;
}

struct qr_content *qr_content_pack(const struct qr_content *content) {
    const struct quire_allocator *allocator = &content->allocator;
    size_t room = content->length - content->length / 8;
    if (!qr_content_pixels(content))
        return NULL;
    uint8_t *bytes = allocator->alloc(allocator->user, room, _Alignof(max_align_t));
    if (!bytes)
        return NULL;
    size_t length = pack_into(content, bytes, room);
    struct qr_content *made = length > 0 ? packed_copy(content, bytes, length) : NULL;
    qr_free(allocator, bytes, room);
    return made;
}
#else
bool qr_image_unpack(const struct qr_content *content, qr_image_piece *piece, void *user) {
    (void)content;
    (void)piece;
    (void)user;
    return false;
}

struct qr_content *qr_content_pack(const struct qr_content *content) {
    (void)content;
    return NULL;
}
#endif

/* --- comparing -------------------------------------------------------------------------------------------------- */

struct comparing {
    const uint8_t *at;
    bool same;
};

static void compare_piece(void *user, const uint8_t *bytes, size_t length) {
    struct comparing *c = user;
    c->same = c->same && memcmp(c->at, bytes, length) == 0;
    c->at += length;
}

static bool equals_packed(const struct qr_content *packed, const struct qr_content *plain) {
    struct comparing c = {plain->bytes, true};
    return plain->length == unpacked_length(packed) && qr_image_unpack(packed, compare_piece, &c) && c.same;
}

static bool same_bytes(const struct qr_content *a, const struct qr_content *b) {
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

bool qr_content_equal(const struct qr_content *a, const struct qr_content *b) {
    if (a == b)
        return true;
    if (a->kind != b->kind || a->width != b->width || a->height != b->height || a->hash[0] != b->hash[0] ||
        a->hash[1] != b->hash[1])
        return false;
    if (a->is_packed == b->is_packed) /* packing the same gives the same */
        return same_bytes(a, b);
    return a->is_packed ? equals_packed(a, b) : equals_packed(b, a);
}
