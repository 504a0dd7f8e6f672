#include "decoder_now.h"

#include <errno.h>
#include <poll.h>

#include "loop_clock.h"

/* False: it is not ready in time. */
static bool wait_until(int socket, int64_t due) {
    int64_t left = due - loop_clock_ms();
    struct pollfd polled = {socket, POLLIN, 0};
    int ready = left > 0 ? poll(&polled, 1, (int)left) : 0;
    return ready > 0 || (ready < 0 && errno == EINTR);
}

enum decode_reason decoder_now(struct decoder_process *process, const struct decoder_program *program,
                               const uint8_t *bytes, size_t length, const struct decode_limits *limits,
                               struct decoded *decoded) {
    int64_t due = loop_clock_ms() + limits->time_ms;
    enum decode_reason reason = decoder_process_start(process, program)
                                    ? decoder_process_ask(process, bytes, length, limits)
                                    : DECODE_UNAVAILABLE;
    while (reason == DECODE_OK) {
        if (!wait_until(process->socket, due)) {
            decoder_process_stop(process);
            reason = DECODE_TOO_SLOW;
        } else if (decoder_process_hear(process, decoded) == DECODER_ANSWERED) {
            return decoded->reason;
        }
    }
    *decoded = (struct decoded){.reason = reason};
    return reason;
}
