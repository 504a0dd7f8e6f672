/* decode_format.h - the formats, one function each. Internal to src/decode.
 *
 * A format calls decode_room_begin when it knows the size, before it decodes or takes memory for pixels, and then
 * decode_room_frame for each frame. DECODE_OK without any frame is damage, too: decode_image sees to that. */
#ifndef DECODE_FORMAT_H
#define DECODE_FORMAT_H

#include "decode.h"

enum decode_reason decode_jpeg(struct decode_room *room, const uint8_t *bytes, size_t length);
enum decode_reason decode_gif(struct decode_room *room, const uint8_t *bytes, size_t length);
enum decode_reason decode_webp(struct decode_room *room, const uint8_t *bytes, size_t length);

/* DECODE_OK, and the room has this size; DECODE_TOO_LARGE; DECODE_DAMAGED: it is empty. */
enum decode_reason decode_room_begin(struct decode_room *room, uint32_t width, uint32_t height);

/* Memory for one more frame, 4 bytes a pixel; NULL: no more fit, and the room is a part from now on. */
uint8_t *decode_room_frame(struct decode_room *room, uint32_t duration_ms);
/* The last frame was none. */
void decode_room_drop_frame(struct decode_room *room);
size_t decode_room_frame_bytes(const struct decode_room *room);

#endif
