#include "string_area.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"

static uint64_t *bitmap(const struct qr_strings *strings) {
    return (uint64_t *)((uintptr_t)strings + sizeof *strings);
}

static uint32_t chunks_for(size_t length) {
    return (uint32_t)((length + QR_STRING_CHUNK - 1) / QR_STRING_CHUNK);
}

static bool is_used(const struct qr_strings *strings, uint32_t chunk) {
    return bitmap(strings)[chunk / 64] >> (chunk % 64) & 1;
}

static void mark(struct qr_strings *strings, uint32_t first, uint32_t count, bool used) {
    uint64_t *words = bitmap(strings);
    for (uint32_t chunk = first; chunk < first + count; chunk++) {
        uint64_t bit = UINT64_C(1) << (chunk % 64);
        qr_assert(is_used(strings, chunk) != used);
        words[chunk / 64] = used ? words[chunk / 64] | bit : words[chunk / 64] & ~bit;
    }
    strings->used = used ? strings->used + count : strings->used - count;
}

bool qr_strings_size(uint32_t bytes, uint32_t *chunks, size_t *size) {
    size_t count, end = sizeof(struct qr_strings), offset;
    size_t needed = (size_t)bytes / QR_STRING_CHUNK + (bytes % QR_STRING_CHUNK != 0) + 1; /* chunk 0 holds nothing */
    if (!qr_round_up(needed, 64, &count) || count > UINT32_MAX / QR_STRING_CHUNK ||
        !qr_layout_append(&end, count / 64, sizeof(uint64_t), 16, &offset) ||
        !qr_layout_append(&end, count, QR_STRING_CHUNK, 16, &offset))
        return false;
    *chunks = (uint32_t)count;
    *size = end;
    return true;
}

void qr_strings_init(struct qr_strings *strings, uint32_t chunks) {
    size_t end = sizeof *strings, offset = 0;
    qr_layout_append(&end, chunks / 64, sizeof(uint64_t), 16, &offset);
    qr_layout_append(&end, chunks, QR_STRING_CHUNK, 16, &offset);
    *strings = (struct qr_strings){.chunks = chunks, .bytes_offset = (uint32_t)offset};
    mark(strings, 0, 1, true);
}

/* The first run of `count` free chunks in [from, to); 0: none. */
static uint32_t find_run(const struct qr_strings *strings, uint32_t from, uint32_t to, uint32_t count) {
    const uint64_t *words = bitmap(strings);
    uint32_t run = 0;
    for (uint32_t chunk = from; chunk < to; chunk++) {
        if (chunk % 64 == 0 && words[chunk / 64] == UINT64_MAX) {
            run = 0;
            chunk += 63;
            continue;
        }
        run = is_used(strings, chunk) ? 0 : run + 1;
        if (run == count)
            return chunk + 1 - count;
    }
    return 0;
}

uint32_t qr_strings_alloc(struct qr_strings *strings, size_t length) {
    qr_assert(length > 0);
    if (length > (size_t)strings->chunks * QR_STRING_CHUNK)
        return 0;
    uint32_t count = chunks_for(length), start = strings->hint * 64;
    if (count > strings->chunks - strings->used)
        return 0;
    uint32_t place = find_run(strings, start, strings->chunks, count);
    if (place == 0 && start > 0)
        place = find_run(strings, 0, strings->chunks, count);
    if (place == 0)
        return 0;
    mark(strings, place, count, true);
    strings->hint = place / 64;
    return place;
}

void qr_strings_free(struct qr_strings *strings, uint32_t place, size_t length) {
    qr_assert(qr_strings_holds(strings, place, length));
    mark(strings, place, chunks_for(length), false);
    if (place / 64 < strings->hint)
        strings->hint = place / 64;
}

void *qr_strings_at(const struct qr_strings *strings, uint32_t place) {
    return (void *)((uintptr_t)strings + strings->bytes_offset + (size_t)place * QR_STRING_CHUNK);
}

void qr_strings_copy(struct qr_strings *to, const struct qr_strings *from) {
    qr_assert(to->chunks >= from->chunks && to->used == 1);
    memcpy(bitmap(to), bitmap(from), from->chunks / 8);
    memcpy(qr_strings_at(to, 0), qr_strings_at(from, 0), (size_t)from->chunks * QR_STRING_CHUNK);
    to->used = from->used;
    to->hint = from->hint;
}

bool qr_strings_holds(const struct qr_strings *strings, uint32_t place, size_t length) {
    if (place == 0 || length == 0 || place >= strings->chunks ||
        length > (size_t)(strings->chunks - place) * QR_STRING_CHUNK)
        return false;
    for (uint32_t chunk = place; chunk < place + chunks_for(length); chunk++) {
        if (!is_used(strings, chunk))
            return false;
    }
    return true;
}
