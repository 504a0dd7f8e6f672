/* qr_assert.h - grades of certainty.
 *
 * qr_assert(x)  a programming error of ours: checked in debug builds, compiled out with NDEBUG.
 * Everything that depends on bytes from outside is ordinary code with an ordinary error. */
#ifndef QR_ASSERT_H
#define QR_ASSERT_H

#include <assert.h>

#define qr_assert(condition) assert(condition)

#endif
