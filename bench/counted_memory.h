/* counted_memory.h - an allocator that knows how much it has given, now and at most. */
#ifndef COUNTED_MEMORY_H
#define COUNTED_MEMORY_H

#include <stdint.h>
#include <stdlib.h>

#include <quire/allocator.h>

struct counted_memory {
    int64_t held, most; /* bytes */
};

static inline void *counted_alloc(void *user, size_t size, size_t align) {
    struct counted_memory *counted = user;
    size_t unit = align < 16 ? 16 : align;
    counted->held += (int64_t)size;
    counted->most = counted->held > counted->most ? counted->held : counted->most;
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static inline void counted_free(void *user, void *memory, size_t size, size_t align) {
    (void)align;
    ((struct counted_memory *)user)->held -= (int64_t)size;
    free(memory);
}

static inline struct quire_allocator counted_allocator(struct counted_memory *counted) {
    return (struct quire_allocator){
        .size = sizeof(struct quire_allocator), .user = counted, .alloc = counted_alloc, .free = counted_free};
}

#endif
