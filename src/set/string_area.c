#include "string_area.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"

bool qr_strings_size(uint32_t bytes, uint32_t *chunks, size_t *size) {
    size_t count, end = sizeof(struct qr_strings), offset;
    size_t needed = (size_t)bytes / QR_STRING_CHUNK + (bytes % QR_STRING_CHUNK != 0) + 1; /* chunk 0 holds nothing */
    if (!qr_round_up(needed, 64, &count) || count > UINT32_MAX / QR_STRING_CHUNK ||
        !qr_layout_append(&end, count, QR_STRING_CHUNK, QR_STRING_CHUNK, &offset))
        return false;
    *chunks = (uint32_t)count;
    *size = end;
    return true;
}

void qr_strings_init(struct qr_strings *strings, uint32_t chunks) {
    _Static_assert(sizeof *strings % QR_STRING_CHUNK == 0, "chunks begin right behind the header");
    *strings = (struct qr_strings){.chunks = chunks, .used = 1, .end = 1, .bytes_offset = sizeof *strings};
}

uint32_t qr_strings_alloc(struct qr_strings *strings, size_t length) {
    qr_assert(length > 0);
    if (length > (size_t)(strings->chunks - strings->end) * QR_STRING_CHUNK)
        return 0;
    uint32_t place = strings->end, count = qr_strings_chunks(length);
    strings->end += count;
    strings->used += count;
    return place;
}

void qr_strings_free(struct qr_strings *strings, uint32_t place, size_t length) {
    qr_assert(qr_strings_holds(strings, place, length) && qr_strings_chunks(length) < strings->used);
    (void)place;
    strings->used -= qr_strings_chunks(length);
}

void qr_strings_refill(struct qr_strings *strings, const void *bytes, uint32_t chunks) {
    qr_assert(chunks < strings->end);
    if (chunks > 0)
        memcpy(qr_strings_at(strings, 1), bytes, (size_t)chunks * QR_STRING_CHUNK);
    memset(qr_strings_at(strings, chunks + 1), 0, (size_t)(strings->end - chunks - 1) * QR_STRING_CHUNK);
    strings->used = strings->end = chunks + 1;
}

bool qr_strings_holds(const struct qr_strings *strings, uint32_t place, size_t length) {
    return place > 0 && length > 0 && place < strings->end &&
           length <= (size_t)(strings->end - place) * QR_STRING_CHUNK;
}
