#include "string_collect.h"

#include <string.h>

#include "qr_memory.h"

/* The buffer's first size. */
#define FIRST_BYTES 256

void qr_string_collector_init(struct qr_string_collector *collector, const struct quire_allocator *allocator,
                              size_t limit) {
    *collector = (struct qr_string_collector){.allocator = qr_allocator_or_default(allocator), .limit = limit};
}

void qr_string_collector_finish(struct qr_string_collector *collector) {
    qr_free(&collector->allocator, collector->bytes, collector->capacity);
    collector->bytes = NULL;
    collector->length = collector->capacity = 0;
}

static void forget_data(struct qr_string_collector *collector) {
    collector->length = 0;
    if (collector->capacity > QR_STRING_KEPT_BYTES)
        qr_string_collector_finish(collector);
}

void qr_string_forget(struct qr_string_collector *collector) {
    forget_data(collector);
    collector->lost = 0;
}

/* From here on the string is swallowed. */
static bool lose(struct qr_string_collector *collector, enum qr_string_end how) {
    forget_data(collector);
    collector->lost = (uint8_t)how;
    return false;
}

bool qr_string_collect(struct qr_string_collector *collector, const uint8_t *bytes, size_t length) {
    if (collector->lost || length == 0)
        return !collector->lost;
    if (length > collector->limit - collector->length)
        return lose(collector, QR_STRING_END_TOO_LONG);
    size_t needed = collector->length + length;
    void *grown = collector->bytes;
    if (!qr_grow(&collector->allocator, &grown, &collector->capacity, needed < FIRST_BYTES ? FIRST_BYTES : needed, 1))
        return lose(collector, QR_STRING_END_NO_MEMORY);
    collector->bytes = grown;
    memcpy(collector->bytes + collector->length, bytes, length);
    collector->length = needed;
    return true;
}
