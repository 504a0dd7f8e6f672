#include "decode.h"

#include <string.h>

#include "decode_format.h"

const char *decode_reason_text(enum decode_reason reason) {
    static const char *const texts[DECODE_REASONS] = {
        [DECODE_OK] = "ok",
        [DECODE_NOT_AN_IMAGE] = "not an image",
        [DECODE_DAMAGED] = "damaged",
        [DECODE_TOO_LARGE] = "too large",
        [DECODE_UNSUPPORTED] = "this build does not read the format",
        [DECODE_NO_MEMORY] = "out of memory",
        [DECODE_DIED] = "the decoder died",
        [DECODE_TOO_SLOW] = "took too long",
        [DECODE_UNAVAILABLE] = "no decoder can be started",
    };
    return texts[reason];
}

enum decode_reason decode_room_begin(struct decode_room *room, uint32_t width, uint32_t height) {
    uint64_t pixels = (uint64_t)width * height;
    if (pixels == 0) {
        return DECODE_DAMAGED;
    }
    if (width > UINT16_MAX || height > UINT16_MAX || pixels > room->pixels_most || pixels > room->pixels_bytes / 4) {
        return DECODE_TOO_LARGE;
    }
    room->width = width;
    room->height = height;
    return DECODE_OK;
}

size_t decode_room_frame_bytes(const struct decode_room *room) {
    return (size_t)4 * room->width * room->height;
}

uint8_t *decode_room_frame(struct decode_room *room, uint32_t duration_ms) {
    size_t bytes = decode_room_frame_bytes(room);
    if (room->frames >= room->frames_most || room->frames >= room->pixels_bytes / bytes) {
        room->is_part = true;
        return NULL;
    }
    room->durations_ms[room->frames] = duration_ms;
    return room->pixels + bytes * room->frames++;
}

void decode_room_drop_frame(struct decode_room *room) {
    room->frames--;
}

static bool begins_with(const uint8_t *bytes, size_t length, const char *magic, size_t at) {
    size_t size = strlen(magic);
    return length >= at + size && memcmp(bytes + at, magic, size) == 0;
}

typedef enum decode_reason decode_function(struct decode_room *room, const uint8_t *bytes, size_t length);

static decode_function *function_for(const uint8_t *bytes, size_t length) {
    if (begins_with(bytes, length, "\xFF\xD8\xFF", 0)) {
        return decode_jpeg;
    }
    if (begins_with(bytes, length, "GIF87a", 0) || begins_with(bytes, length, "GIF89a", 0)) {
        return decode_gif;
    }
    bool is_webp = begins_with(bytes, length, "RIFF", 0) && begins_with(bytes, length, "WEBP", 8);
    return is_webp ? decode_webp : NULL;
}

enum decode_reason decode_image(struct decode_room *room, const uint8_t *bytes, size_t length) {
    room->width = room->height = room->frames = room->loops = 0;
    room->is_part = false;
    decode_function *decode = function_for(bytes, length);
    enum decode_reason reason = decode != NULL ? decode(room, bytes, length) : DECODE_NOT_AN_IMAGE;
    if (reason == DECODE_OK && room->frames == 0) {
        reason = DECODE_DAMAGED;
    }
    room->frames = reason == DECODE_OK ? room->frames : 0;
    return reason;
}
