#include "qr_memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_block.h"

static void *default_alloc(void *user, size_t size, size_t align) {
    (void)user;
    if (align <= _Alignof(max_align_t))
        return malloc(size);
    size_t rounded;
    if (!qr_round_up(size, align, &rounded))
        return NULL;
    return aligned_alloc(align, rounded);
}

static void default_free(void *user, void *memory, size_t size, size_t align) {
    (void)user;
    (void)size;
    (void)align;
    free(memory);
}

struct quire_allocator qr_allocator_or_default(const struct quire_allocator *allocator) {
    if (allocator)
        return *allocator;
    return (struct quire_allocator){.size = sizeof *allocator,
                                    .alloc = default_alloc,
                                    .free = default_free,
                                    .block_alloc = qr_system_block_alloc,
                                    .block_free = qr_system_block_free};
}

void *qr_alloc_zeroed(const struct quire_allocator *allocator, size_t size) {
    qr_assert(size > 0);
    void *memory = allocator->alloc(allocator->user, size, _Alignof(max_align_t));
    if (memory)
        memset(memory, 0, size);
    return memory;
}

void qr_free(const struct quire_allocator *allocator, void *memory, size_t size) {
    if (memory)
        allocator->free(allocator->user, memory, size, _Alignof(max_align_t));
}

bool qr_grow(const struct quire_allocator *allocator, void **array, size_t *capacity, size_t needed,
             size_t element_size) {
    if (needed <= *capacity)
        return true;
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < needed) {
        if (wanted > SIZE_MAX / 2)
            return false;
        wanted *= 2;
    }
    size_t bytes;
    if (!qr_multiply(wanted, element_size, &bytes))
        return false;
    void *grown = qr_alloc_zeroed(allocator, bytes);
    if (!grown)
        return false;
    if (*array)
        memcpy(grown, *array, *capacity * element_size);
    qr_free(allocator, *array, *capacity * element_size);
    *array = grown;
    *capacity = wanted;
    return true;
}

size_t qr_block_bytes(size_t size) {
    size_t rounded;
    return qr_round_up(size, QR_BLOCK_UNIT, &rounded) ? rounded : 0;
}

void *qr_block_alloc(const struct quire_allocator *allocator, size_t *size) {
    size_t rounded = qr_block_bytes(*size);
    if (rounded == 0)
        return NULL;
    void *block;
    if (allocator->block_alloc) {
        block = allocator->block_alloc(allocator->user, rounded);
    } else {
        block = allocator->alloc(allocator->user, rounded, QR_BLOCK_UNIT);
        if (block)
            memset(block, 0, rounded);
    }
    if (block)
        *size = rounded;
    return block;
}

void qr_block_free(const struct quire_allocator *allocator, void *block, size_t size) {
    if (!block)
        return;
    if (allocator->block_free)
        allocator->block_free(allocator->user, block, size);
    else
        allocator->free(allocator->user, block, size, QR_BLOCK_UNIT);
}
