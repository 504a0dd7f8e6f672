/* qr_sized.h - structs of hosts that begin with their size, as this or an earlier version of the interface had them.
 *
 * A struct grows at its end only, and by whole words, so an earlier one is a beginning of today's. A member does not go
 * into padding that an earlier one ended with: what stands there its compiler left (tests/house/test_abi.py). What a
 * host hands over is copied into one of today's that holds the defaults: members that it does not know keep them. What
 * a host has filled is filled as far as it reaches. A size beyond today's is that of a later version: it is refused,
 * since nobody here can say what its last members mean. Cost: a copy. Failure: false, nothing is changed. */
#ifndef QR_SIZED_H
#define QR_SIZED_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Is `size` one that a version up to this one can have given a struct that has `own` bytes now? Structs end at whole
 * words, so no member is cut: a pointer is there or it is not. */
static inline bool qr_sized_sound(size_t size, size_t own) {
    return size >= sizeof(size_t) && size <= own && size % sizeof(size_t) == 0;
}

/* Copies a host's struct over the defaults in `own`, which then says its own size. False: NULL, or no sound size. */
static inline bool qr_sized_take(void *own, size_t own_size, const void *given) {
    size_t size;
    if (!given)
        return false;
    memcpy(&size, given, sizeof size);
    if (!qr_sized_sound(size, own_size))
        return false;
    memcpy(own, given, size);
    memcpy(own, &own_size, sizeof own_size);
    return true;
}

/* Fills a host's struct, whose size is sound, as far as it reaches; the size it says stays. */
static inline void qr_sized_give(void *out, const void *own) {
    size_t size;
    memcpy(&size, out, sizeof size);
    memcpy((char *)out + sizeof size, (const char *)own + sizeof size, size - sizeof size);
}

/* The same by name: QR_TAKE(struct of ours, pointer of the host), QR_SOUND(pointer of the host). */
#define QR_TAKE(own, given) qr_sized_take(&(own), sizeof(own), given)
#define QR_SOUND(out) ((out) && qr_sized_sound((out)->size, sizeof *(out)))

#endif
