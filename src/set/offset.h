/* offset.h - typed 32-bit offsets into a block.
 *
 * A block addresses everything it holds by offsets from its own start, so that it means the same wherever it is mapped.
 * An offset is a struct of its own per target type: assigning one to another, adding to one, or using one as a pointer
 * or a number does not compile. Offset 0 is null (the block's header lies there).
 *
 *     QR_OFFSET(row_offset, struct qr_row);            declares struct row_offset and row_offset_at()
 *     struct row_offset rows;
 *     struct qr_row *row = row_offset_at(block, rows);
 *
 * Raw pointers made so live within one function: anything that may rebuild the block ends their life. */
#ifndef QR_OFFSET_H
#define QR_OFFSET_H

#include <stddef.h>
#include <stdint.h>

#include "qr_assert.h"

#define QR_OFFSET(name, target)                                                                                        \
    struct name {                                                                                                      \
        uint32_t bytes;                                                                                                \
    };                                                                                                                 \
    static inline target *name##_at(const void *block, struct name offset) {                                           \
        qr_assert(offset.bytes != 0);                                                                                  \
        return (target *)((uintptr_t)block + offset.bytes);                                                            \
    }                                                                                                                  \
    static inline struct name name##_make(size_t bytes) {                                                              \
        qr_assert(bytes <= UINT32_MAX && bytes % _Alignof(target) == 0);                                               \
        return (struct name){(uint32_t)bytes};                                                                         \
    }                                                                                                                  \
    struct name /* swallows the semicolon */

#endif
