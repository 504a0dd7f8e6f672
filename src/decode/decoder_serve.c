#define _GNU_SOURCE
#include "decoder_serve.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "decode.h"
#include "decoder_confine.h"
#include "decoder_message.h"

/* What libraries need beside the pixels: coefficients of a progressive JPEG, 6 bytes a pixel and more; two canvases. */
#define OWN_BYTES ((size_t)512 << 20)
/* A file and a room, of the largest limits that make sense. */
#define SHARED_BYTES ((size_t)2 << 30)

static const char *const own_words[] = {"quire", DECODER_WORD, NULL};
const struct decoder_program decoder_self = {"/proc/self/exe", own_words};

struct request {
    uint8_t *input, *room;
    size_t input_bytes, room_bytes;
};

static bool map(struct request *request, const struct decoder_message *ask, const int descriptors[2]) {
    request->input_bytes = (size_t)ask->input_bytes;
    request->room_bytes = decoder_room_pixels(ask->frames_most) + (size_t)ask->pixels_bytes;
    request->input = mmap(NULL, request->input_bytes, PROT_READ, MAP_PRIVATE, descriptors[0], 0);
    request->room = mmap(NULL, request->room_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptors[1], 0);
    return request->input != MAP_FAILED && request->room != MAP_FAILED;
}

static void unmap(const struct request *request) {
    if (request->input != MAP_FAILED) {
        munmap(request->input, request->input_bytes);
    }
    if (request->room != MAP_FAILED) {
        munmap(request->room, request->room_bytes);
    }
}

static struct decoder_message decode(const struct decoder_message *ask, const int descriptors[2]) {
    struct request request;
    struct decode_room room = {0};
    enum decode_reason reason = DECODE_NO_MEMORY;
    if (map(&request, ask, descriptors)) {
        room.pixels = request.room + decoder_room_pixels(ask->frames_most);
        room.pixels_bytes = (size_t)ask->pixels_bytes;
        room.pixels_most = ask->pixels_most;
        room.durations_ms = (uint32_t *)(void *)request.room;
        room.frames_most = ask->frames_most;
        reason = decode_image(&room, request.input, request.input_bytes);
    }
    unmap(&request);
    return (struct decoder_message){.kind = DECODER_ANSWER,
                                    .reason = (uint32_t)reason,
                                    .width = room.width,
                                    .height = room.height,
                                    .frames = room.frames,
                                    .loops = room.loops,
                                    .is_part = room.is_part};
}

static bool is_worn(void) {
    struct timespec used;
    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0 || used.tv_sec >= DECODER_PROCESSOR_S;
}

/* False: the terminal wants no more, or talks nonsense. */
static bool serve_one(void) {
    struct decoder_message ask;
    int descriptors[DECODER_DESCRIPTORS];
    if (decoder_message_receive(0, &ask, descriptors) != 1 || ask.kind != DECODER_ASK || descriptors[0] < 0) {
        return false;
    }
    struct decoder_message answer = decode(&ask, descriptors);
    close(descriptors[0]);
    close(descriptors[1]);
    answer.is_last = is_worn();
    return decoder_message_send(0, &answer, NULL) && !answer.is_last;
}

static void close_others(void) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 3u, ~0u, 0u) == 0) {
        return;
    }
#endif
    long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = 3; descriptor < (most > 0 && most < 65536 ? most : 65536); descriptor++) {
        close(descriptor);
    }
}

int decoder_serve(void) {
    static const struct decoder_bounds bounds = {OWN_BYTES, SHARED_BYTES, 3 * DECODER_PROCESSOR_S};
    close_others();
    if (!decoder_confine(&bounds)) {
        return 3;
    }
    struct decoder_message ready = {.kind = DECODER_READY};
    bool goes_on = decoder_message_send(0, &ready, NULL);
    while (goes_on) {
        goes_on = serve_one();
    }
    _exit(0); /* what is registered for the end of the program may not be allowed any more */
}
