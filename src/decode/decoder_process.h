/* decoder_process.h - the process that decodes, from the terminal's side: started, asked, ended. Nothing here waits.
 *
 * One request at a time. A process that says something wrong is ended, and what it was asked has failed; the next
 * request starts a new one. Starting costs 10 to 30 ms of another core (the program is loaded once more). */
#ifndef DECODER_PROCESS_H
#define DECODER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "decode.h"

/* What to start: a program that calls decoder_serve. Borrowed. */
struct decoder_program {
    const char *path;
    const char *const *argv;
};

/* Pixels, which nobody can change any more: memory that the kernel has sealed. */
struct decoded {
    enum decode_reason reason;
    uint32_t width, height, frames; /* 0 frames: the reason says why */
    uint32_t loops;                 /* how often an animation is played; 0: for ever */
    bool is_part;                   /* of a file that ends early, or an animation with more frames than fit */
    const uint8_t *pixels;          /* RGBA, 8 bits each, alpha straight; a frame is width * height * 4 bytes */
    const uint32_t *durations_ms;
    void *memory;
    size_t memory_bytes;
};

/* Of the index below `frames`. */
const uint8_t *decoded_frame(const struct decoded *decoded, uint32_t index);
/* Lets the memory go. One that failed has none. */
void decoded_release(struct decoded *decoded);

struct decoder_process {
    pid_t child; /* 0: none runs */
    int socket;  /* readable when there are news; -1 */
    bool is_ready;
    int room; /* of the request it was asked; -1: none */
    struct decode_limits limits;
};

#define DECODER_PROCESS_INIT                                                                                           \
    { 0, -1, false, -1, DECODE_LIMITS_INIT }

/* False: it cannot be started. One that runs stays. */
bool decoder_process_start(struct decoder_process *process, const struct decoder_program *program);
/* Ends it at once. One that does not run is left alone. */
void decoder_process_stop(struct decoder_process *process);

/* Asks. The bytes are copied; 1 to limits->input_bytes of them. DECODE_OK: an answer will come. */
enum decode_reason decoder_process_ask(struct decoder_process *process, const uint8_t *bytes, size_t length,
                                       const struct decode_limits *limits);

enum decoder_news {
    DECODER_NOTHING, /* nothing to be acted upon; to be called again when the socket is readable */
    DECODER_ANSWERED /* *decoded is the caller's. The process may have ended over it. */
};

/* Reads what the process has said. A process that died, or lies, has answered, too: decoded->reason says so. */
enum decoder_news decoder_process_hear(struct decoder_process *process, struct decoded *decoded);

#endif
