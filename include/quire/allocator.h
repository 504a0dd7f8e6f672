/** @file
 * quire/allocator.h - where an object gets its memory from.
 *
 * Every create function takes an allocator (NULL: malloc for small things, page-aligned zeroed blocks from the system
 * for pages). The struct is copied; `user` must outlive every object made with it. Memory that the library returns is
 * released by the library's own functions, with the allocator that made it. Since 0.1. */
#ifndef QUIRE_ALLOCATOR_H
#define QUIRE_ALLOCATOR_H

#include <stddef.h>

#include <quire/export.h>

/** Functions that give memory and take it back. Called on the thread that uses the object. */
struct quire_allocator {
    size_t size; /**< sizeof, set by the initialiser */
    /** Passed to each function below. */
    void *user;
    /** Returns `size` bytes aligned to `align` (a power of two), not necessarily zeroed, or NULL. */
    void *(*alloc)(void *user, size_t size, size_t align);
    /** Takes back what alloc returned, with the same size and alignment. Never called with NULL. */
    void (*free)(void *user, void *memory, size_t size, size_t align);
    /** Page blocks: `size` zeroed bytes, a multiple of the system page and aligned to it, or NULL. When both block
     * functions are NULL, blocks come from `alloc` and are zeroed by the library. */
    void *(*block_alloc)(void *user, size_t size);
    /** Takes back what block_alloc returned, with the same size. Never called with NULL. */
    void (*block_free)(void *user, void *block, size_t size);
};

/** Initialiser of struct quire_allocator: its size; alloc and free are still to be set. */
#define QUIRE_ALLOCATOR_INIT                                                                                           \
    { sizeof(struct quire_allocator), NULL, NULL, NULL, NULL, NULL }

#endif
