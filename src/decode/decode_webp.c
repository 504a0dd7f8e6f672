/* WebP by libwebp: a still picture straight into the room, an animation frame by frame (libwebpdemux). No threads: the
 * process may not make any. */
#include "decode_format.h"

#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

static enum decode_reason reason_for(VP8StatusCode status) {
    return status == VP8_STATUS_OUT_OF_MEMORY ? DECODE_NO_MEMORY : DECODE_DAMAGED;
}

/* Decoded step by step, so that the pixels of a file that ends early are there as far as they came. */
static enum decode_reason read_still(struct decode_room *room, const uint8_t *bytes, size_t length) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) {
        return DECODE_UNSUPPORTED;
    }
    uint8_t *pixels = decode_room_frame(room, 0);
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels;
    config.output.u.RGBA.stride = (int)(4 * room->width);
    config.output.u.RGBA.size = decode_room_frame_bytes(room);
    WebPIDecoder *decoder = pixels != NULL ? WebPIDecode(NULL, 0, &config) : NULL;
    if (decoder == NULL) {
        return DECODE_NO_MEMORY;
    }
    VP8StatusCode status = WebPIAppend(decoder, bytes, length);
    int rows = 0;
    bool shows_some = WebPIDecGetRGB(decoder, &rows, NULL, NULL, NULL) != NULL && rows > 0;
    WebPIDelete(decoder);
    room->is_part = status != VP8_STATUS_OK;
    return status == VP8_STATUS_OK || (status == VP8_STATUS_SUSPENDED && shows_some) ? DECODE_OK : reason_for(status);
}

static bool read_frame(struct decode_room *room, WebPAnimDecoder *decoder, int *before_ms) {
    uint8_t *pixels;
    int until_ms;
    if (!WebPAnimDecoderGetNext(decoder, &pixels, &until_ms)) {
        room->is_part = true;
        return false;
    }
    uint8_t *frame = decode_room_frame(room, until_ms > *before_ms ? (uint32_t)(until_ms - *before_ms) : 0);
    if (frame == NULL) {
        return false;
    }
    *before_ms = until_ms;
    memcpy(frame, pixels, decode_room_frame_bytes(room));
    return true;
}

static enum decode_reason read_animation(struct decode_room *room, const uint8_t *bytes, size_t length) {
    WebPAnimDecoderOptions options;
    WebPAnimInfo info;
    WebPData data = {bytes, length};
    if (!WebPAnimDecoderOptionsInit(&options)) {
        return DECODE_UNSUPPORTED;
    }
    options.color_mode = MODE_RGBA;
    options.use_threads = 0;
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
    if (decoder == NULL) {
        return DECODE_DAMAGED;
    }
    int before_ms = 0;
    if (!WebPAnimDecoderGetInfo(decoder, &info) || info.canvas_width != room->width ||
        info.canvas_height != room->height) {
        WebPAnimDecoderDelete(decoder);
        return DECODE_DAMAGED;
    }
    room->loops = info.loop_count;
    while (WebPAnimDecoderHasMoreFrames(decoder) && read_frame(room, decoder, &before_ms)) {
    }
    WebPAnimDecoderDelete(decoder);
    return DECODE_OK;
}

enum decode_reason decode_webp(struct decode_room *room, const uint8_t *bytes, size_t length) {
    WebPBitstreamFeatures features;
    VP8StatusCode status = WebPGetFeatures(bytes, length, &features);
    if (status != VP8_STATUS_OK) {
        return reason_for(status);
    }
    enum decode_reason reason = decode_room_begin(room, (uint32_t)features.width, (uint32_t)features.height);
    if (reason != DECODE_OK) {
        return reason;
    }
    return features.has_animation ? read_animation(room, bytes, length) : read_still(room, bytes, length);
}
