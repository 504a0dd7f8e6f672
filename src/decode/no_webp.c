/* A build without the library that reads WebP. */
#include "decode_format.h"

enum decode_reason decode_webp(struct decode_room *room, const uint8_t *bytes, size_t length) {
    (void)room;
    (void)bytes;
    (void)length;
    return DECODE_UNSUPPORTED;
}
