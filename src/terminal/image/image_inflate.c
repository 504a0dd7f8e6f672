/* image_inflate.c - zlib streams, by zlib. */
#include "image_inflate.h"

#if QR_ZLIB
#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "qr_arith.h"
#include "qr_memory.h"

struct qr_inflate {
    z_stream stream;
    struct quire_allocator allocator;
    bool done;
};

/* zlib gives memory back without its size; it is written before it. */
#define SIZE_ROOM _Alignof(max_align_t)

static voidpf take_memory(voidpf user, uInt items, uInt size) {
    const struct qr_inflate *unpacking = user;
    size_t bytes;
    if (!qr_multiply(items, size, &bytes) || !qr_add(bytes, SIZE_ROOM, &bytes))
        return Z_NULL;
    uint8_t *memory = unpacking->allocator.alloc(unpacking->allocator.user, bytes, _Alignof(max_align_t));
    if (!memory)
        return Z_NULL;
    memcpy(memory, &bytes, sizeof bytes);
    return memory + SIZE_ROOM;
}

static void give_memory(voidpf user, voidpf memory) {
    const struct qr_inflate *unpacking = user;
    uint8_t *start = (uint8_t *)memory - SIZE_ROOM;
    size_t bytes;
    memcpy(&bytes, start, sizeof bytes);
    qr_free(&unpacking->allocator, start, bytes);
}

bool qr_inflate_is_there(void) {
    return true;
}

enum quire_result qr_inflate_create(const struct quire_allocator *allocator, struct qr_inflate **unpacking) {
    struct qr_inflate *made = qr_alloc_zeroed(allocator, sizeof *made);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    made->allocator = *allocator;
    made->stream.zalloc = take_memory;
    made->stream.zfree = give_memory;
    made->stream.opaque = made;
    if (inflateInit(&made->stream) != Z_OK) {
        qr_free(allocator, made, sizeof *made);
        return QUIRE_OUT_OF_MEMORY;
    }
    *unpacking = made;
    return QUIRE_OK;
}

void qr_inflate_destroy(struct qr_inflate *unpacking) {
    if (!unpacking)
        return;
    struct quire_allocator allocator = unpacking->allocator;
    (void)inflateEnd(&unpacking->stream);
    qr_free(&allocator, unpacking, sizeof *unpacking);
}

static uInt piece_of(size_t length) {
    return length > UINT_MAX ? UINT_MAX : (uInt)length;
}

/* One call of zlib, which counts in 32 bits. True: there is more to do. */
static bool step(struct qr_inflate *unpacking, size_t *length, size_t *room, enum quire_result *result) {
    z_stream *stream = &unpacking->stream;
    uInt in = piece_of(*length), out = piece_of(*room);
    stream->avail_in = in;
    stream->avail_out = out;
    int answer = inflate(stream, Z_NO_FLUSH);
    *length -= in - stream->avail_in;
    *room -= out - stream->avail_out;
    unpacking->done = answer == Z_STREAM_END;
    if (answer == Z_MEM_ERROR)
        *result = QUIRE_OUT_OF_MEMORY;
    else if (answer != Z_OK && answer != Z_STREAM_END && answer != Z_BUF_ERROR)
        *result = QUIRE_CORRUPT;
    return answer == Z_OK && *length > 0 && *room > 0;
}

enum quire_result qr_inflate(struct qr_inflate *unpacking, const uint8_t **bytes, size_t *length, uint8_t *out,
                             size_t room, size_t *written) {
    enum quire_result result = QUIRE_OK;
    size_t left = room, before = *length;
    uint8_t none; /* zlib wants a place even where nothing fits, for the end of a stream takes no room */
    unpacking->stream.next_in = (Bytef *)(uintptr_t)*bytes; /* zlib only reads there */
    unpacking->stream.next_out = room > 0 ? out : &none;
    while (!unpacking->done && step(unpacking, length, &left, &result)) {
    }
    *bytes += before - *length;
    *written = room - left;
    return result;
}

bool qr_inflate_is_done(const struct qr_inflate *unpacking) {
    return unpacking->done;
}
#else
bool qr_inflate_is_there(void) {
    return false;
}

enum quire_result qr_inflate_create(const struct quire_allocator *allocator, struct qr_inflate **inflate) {
    (void)allocator;
    (void)inflate;
    return QUIRE_UNSUPPORTED;
}

void qr_inflate_destroy(struct qr_inflate *inflate) {
    (void)inflate;
}

enum quire_result qr_inflate(struct qr_inflate *inflate, const uint8_t **bytes, size_t *length, uint8_t *out,
                             size_t room, size_t *written) {
    (void)inflate;
    (void)bytes;
    (void)length;
    (void)out;
    (void)room;
    *written = 0;
    return QUIRE_UNSUPPORTED;
}

bool qr_inflate_is_done(const struct qr_inflate *inflate) {
    (void)inflate;
    return false;
}
#endif
