#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "qr_block.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define QR_BLOCKS_MAPPED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QR_BLOCKS_MAPPED 0
#endif
#endif
#ifndef QR_BLOCKS_MAPPED
#if defined(__unix__) || defined(__APPLE__)
#define QR_BLOCKS_MAPPED 1
#else
#define QR_BLOCKS_MAPPED 0
#endif
#endif

static void *small_alloc(size_t size) {
    void *block = aligned_alloc(QR_BLOCK_UNIT, size);
    return block ? memset(block, 0, size) : NULL;
}

#if QR_BLOCKS_MAPPED

#include <sys/mman.h>

/* Smaller blocks come from malloc: pages that live for a moment. */
#define MAPPED_BYTES_MIN 16384u
/* Blocks up to this size are filled by the system at once, in one go: a sealed page is written from end to end. Larger
 * ones may never be used to their end. */
#define FILLED_BYTES_MAX 69632u

void *qr_system_block_alloc(void *user, size_t size) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    (void)user;
    if (size < MAPPED_BYTES_MIN)
        return small_alloc(size);
#ifdef MAP_POPULATE
    flags |= size <= FILLED_BYTES_MAX ? MAP_POPULATE : 0;
#endif
    void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, -1, 0);
    return block == MAP_FAILED ? NULL : block;
}

void qr_system_block_free(void *user, void *block, size_t size) {
    (void)user;
    if (size < MAPPED_BYTES_MIN)
        free(block);
    else if (munmap(block, size) != 0) /* parting a mapping needs one more, and there were too many: the memory goes */
        (void)madvise(block, size, MADV_DONTNEED);
}

#else

void *qr_system_block_alloc(void *user, size_t size) {
    (void)user;
    return small_alloc(size);
}

void qr_system_block_free(void *user, void *block, size_t size) {
    (void)user;
    (void)size;
    free(block);
}

#endif
