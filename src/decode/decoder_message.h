/* decoder_message.h - what the terminal and the process that decodes say to each other. Internal to src/decode.
 *
 *     process -> READY                                   it is confined
 *     terminal -> ASK + descriptors of file and room     decode this
 *     process -> ANSWER                                  the room is filled, or a reason
 *
 * Messages are structs over a socket that keeps their bounds (SOCK_SEQPACKET): both ends are the same program. Pixels
 * go through memory: the terminal makes two nameless files (memfd), one with the bytes of the picture, sealed, and the
 * room, whose size is fixed. The process lets go of the room before it answers; then the terminal seals it, too, which
 * the kernel refuses while anybody could still write. What the terminal reads from then on cannot change.
 *
 *     room: durations, 4 bytes a frame | padding up to a page | pixels
 *
 * The terminal believes nothing that it is told: sizes are checked against the limits that it set, and a message that
 * makes no sense is the end of the process. */
#ifndef DECODER_MESSAGE_H
#define DECODER_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode.h"

enum decoder_message_kind { DECODER_READY = 0x71726401, DECODER_ASK, DECODER_ANSWER };

struct decoder_message {
    uint32_t kind;
    uint32_t reason; /* of an answer: enum decode_reason */
    uint64_t input_bytes, pixels_bytes, pixels_most;
    uint32_t frames_most;
    uint32_t width, height, frames, loops;
    uint32_t is_part;
    uint32_t is_last; /* of an answer: the process ends itself */
    uint32_t padding;
};

#define DECODER_DESCRIPTORS 2

/* Where pixels begin in a room for so many frames. */
size_t decoder_room_pixels(uint32_t frames_most);

/* With DECODER_DESCRIPTORS descriptors, or none for NULL. False: errno says why. */
bool decoder_message_send(int socket, const struct decoder_message *message, const int *descriptors);
/* 1: a message, and descriptors[0] is -1 when it had none. 0: the other end is gone, or what came is no message.
 * -1: nothing has come, of a socket that does not wait. */
int decoder_message_receive(int socket, struct decoder_message *message, int descriptors[DECODER_DESCRIPTORS]);

#endif
