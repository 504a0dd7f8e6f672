/* qr_memory.h - the injected allocator, used. */
#ifndef QR_MEMORY_H
#define QR_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/allocator.h>

/* A copy of `allocator`, or the default one (malloc; page blocks from the system) for NULL. */
struct quire_allocator qr_allocator_or_default(const struct quire_allocator *allocator);

/* `size` zeroed bytes aligned for any type, or NULL. size > 0. */
void *qr_alloc_zeroed(const struct quire_allocator *allocator, size_t size);

/* Takes memory of qr_alloc_zeroed or qr_grow back; NULL is allowed. */
void qr_free(const struct quire_allocator *allocator, void *memory, size_t size);

/* Makes an array of `*capacity` elements hold at least `needed`, doubling; `*array` moves. False, and nothing changed,
 * without memory or when the size would overflow. New elements are zeroed. */
bool qr_grow(const struct quire_allocator *allocator, void **array, size_t *capacity, size_t needed,
             size_t element_size);

/* Bytes of the page block that so many bytes need; 0 if there is none so large. */
size_t qr_block_bytes(size_t size);

/* A zeroed page block: a multiple of the system page, aligned to it. `size` is rounded up in place. NULL: no memory. */
void *qr_block_alloc(const struct quire_allocator *allocator, size_t *size);

void qr_block_free(const struct quire_allocator *allocator, void *block, size_t size);

#endif
