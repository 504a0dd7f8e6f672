/* decode.h - a picture of a format that the terminal itself does not read, as pixels. Pure.
 *
 *     bytes -> which format (decode_image) -> its library -> room: frames of RGBA, how long each is shown
 *
 * JPEG (libjpeg), GIF (giflib) and WebP (libwebp) are read, as far as the build found their libraries. These libraries
 * are large, old and fed by strangers, so this runs in a confined process of its own (decoder_serve.h) and nowhere
 * else, but for tests and fuzz targets. Whoever decodes gives the memory for pixels: a room of a fixed size that is
 * filled and never grows. What does not fit is refused before a pixel is decoded, or, of an animation, left out: the
 * frames that fit are shown, and the room says that it is a part.
 *
 * A file that ends early is shown as far as it came, as browsers do: a part, too. */
#ifndef DECODE_H
#define DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum decode_reason {
    DECODE_OK,
    DECODE_NOT_AN_IMAGE, /* none of the formats */
    DECODE_DAMAGED,      /* one of them, and nothing of it can be shown */
    DECODE_TOO_LARGE,    /* beyond a limit */
    DECODE_UNSUPPORTED,  /* a format whose library this build lacks */
    DECODE_NO_MEMORY,
    DECODE_DIED,        /* the process ended while it decoded */
    DECODE_TOO_SLOW,    /* it was not done in time, and was ended */
    DECODE_UNAVAILABLE, /* no process can be started, or none can be confined */
    DECODE_REASONS
};

/* "too large", "the decoder died", ...: a few words for people. */
const char *decode_reason_text(enum decode_reason reason);

/* Formats allow 65,535 pixels a side (JPEG, GIF) and 16,383 (WebP). */
struct decode_limits {
    uint64_t input_bytes;  /* of the file */
    uint64_t pixels;       /* of one frame */
    uint64_t output_bytes; /* of all frames together, 4 a pixel */
    uint32_t frames;
    uint32_t time_ms; /* from the time at which the process is asked */
};

#define DECODE_LIMITS_INIT                                                                                             \
    { (uint64_t)64 << 20, (uint64_t)40 << 20, (uint64_t)256 << 20, 4096, 10000 }

/* Where pixels go, and what was found. */
struct decode_room {
    uint8_t *pixels;        /* frames, one behind the other; zero where nothing was written */
    size_t pixels_bytes;    /* how many there is room for */
    uint64_t pixels_most;   /* of one frame */
    uint32_t *durations_ms; /* one for each frame */
    uint32_t frames_most;

    uint32_t width, height, frames;
    uint32_t loops; /* how often an animation is played; 0: for ever */
    bool is_part;   /* the file goes on, or should have: not all of it is here */
};

/* Decodes into a room whose upper half is set. A reason other than DECODE_OK: `frames` is 0, and what the memory holds
 * means nothing. Cost: what the format's library needs; bounded by the limits of the room, but not in time. */
enum decode_reason decode_image(struct decode_room *room, const uint8_t *bytes, size_t length);

#endif
