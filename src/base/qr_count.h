/* qr_count.h - counting references from several threads.
 *
 * C11 has <stdatomic.h>, which not every compiler that builds the library has (tcc); gcc and clang have builtins that
 * need no header. Where neither is there, counting is plain: then what is counted belongs to one thread, which is what
 * hosts of such builds are told (image.h). Adding needs no order; the last one who lets go must see all that others
 * wrote before they did, hence acquire and release. */
#ifndef QR_COUNT_H
#define QR_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__GNUC__) && !defined(__TINYC__)
#define QR_COUNT_IS_ATOMIC 1
#else
#define QR_COUNT_IS_ATOMIC 0
#endif

static inline void qr_count_up(uint32_t *count) {
#if QR_COUNT_IS_ATOMIC
    (void)__atomic_fetch_add(count, 1, __ATOMIC_RELAXED);
#else
    ++*count;
#endif
}

/* True: it was the last one. */
static inline bool qr_count_down(uint32_t *count) {
#if QR_COUNT_IS_ATOMIC
    return __atomic_fetch_sub(count, 1, __ATOMIC_ACQ_REL) == 1;
#else
    return --*count == 0;
#endif
}

/* Is the caller, who holds it, the only one? What others did before they let go is seen. */
static inline bool qr_count_is_one(const uint32_t *count) {
#if QR_COUNT_IS_ATOMIC
    return __atomic_load_n(count, __ATOMIC_ACQUIRE) == 1;
#else
    return *count == 1;
#endif
}

#endif
