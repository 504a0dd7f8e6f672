/* decode_fuzz.h - what the targets of picture formats share: a file is refused, or its frames are within their limits.
 *
 * The room is small, so that an input costs little; what the process has for large ones is tried in tests/decode. */
#ifndef DECODE_FUZZ_H
#define DECODE_FUZZ_H

#include <stdlib.h>

#include "decode_format.h"
#include "fuzz.h"

unsigned long fuzz_taken;

#define FUZZ_FRAMES 16u
#define FUZZ_BYTES ((size_t)1 << 20)

typedef enum decode_reason fuzz_decode(struct decode_room *room, const uint8_t *bytes, size_t length);

static inline void fuzz_check(const struct decode_room *room) {
    REQUIRE(room->width > 0 && room->height > 0 && room->frames <= FUZZ_FRAMES);
    REQUIRE((uint64_t)room->width * room->height <= room->pixels_most);
    REQUIRE((uint64_t)room->width * room->height * 4 * room->frames <= FUZZ_BYTES);
}

static inline int fuzz_format(fuzz_decode *decode, const uint8_t *data, size_t size) {
    uint32_t *durations = calloc(FUZZ_FRAMES, sizeof *durations);
    uint8_t *pixels = calloc(1, FUZZ_BYTES);
    struct decode_room room = {.pixels = pixels,
                               .pixels_bytes = FUZZ_BYTES,
                               .pixels_most = 1 << 16,
                               .durations_ms = durations,
                               .frames_most = FUZZ_FRAMES};
    if (pixels != NULL && durations != NULL && decode(&room, data, size) == DECODE_OK && room.frames > 0) {
        fuzz_taken++;
        fuzz_check(&room);
    }
    free(pixels);
    free(durations);
    return 0;
}

#endif
