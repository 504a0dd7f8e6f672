/* pty_pump.h - the thread that moves bytes between a pty and the rest of the program.
 *
 * A pty hands out some 4 KiB per read and stalls its writer while nobody reads, so one thread does nothing but read
 * into a ring (byte_ring.h) and write out the queue of input (write_queue.h). The consumer, another thread, takes
 * output from the ring as it can; when the ring is full the pump stops reading and the program behind the pty waits, as
 * it should.
 *
 *     program <-> pty <-> [pump thread] -> ring  -> pty_pump_take  (one consumer thread)
 *                                       <- queue <- pty_pump_send  (any thread, never waits)
 *
 * Output ends when the last holder closes the terminal (EIO), or shortly after the child itself has ended. */
#ifndef PTY_PUMP_H
#define PTY_PUMP_H

#include <stdbool.h>
#include <stddef.h>

struct pty;
struct pty_pump;

#define PTY_PUMP_RING_BYTES ((size_t)1 << 20)

/* Starts the thread. The pty must outlive the pump. NULL: no memory, thread or descriptor. */
struct pty_pump *pty_pump_start(struct pty *pty, size_t ring_bytes);

/* Ends the thread, whatever the pty does, and releases everything. No consumer may be inside pty_pump_take: see
 * pty_pump_close. NULL is allowed. */
void pty_pump_destroy(struct pty_pump *pump);

/* Ends the output early, so that the consumer gets NULL after what is in the ring. */
void pty_pump_close(struct pty_pump *pump);

/* Takes up to `limit` bytes of output in place; sleeps while there is none. NULL: the output has ended. */
const char *pty_pump_take(struct pty_pump *pump, size_t limit, size_t *length);

/* Gives back what pty_pump_take returned, or the first part of it. True: that was all there is, as far as is known. */
bool pty_pump_release(struct pty_pump *pump, size_t length);

/* Queues input for the program. False: it can take no more, and nothing was queued. */
bool pty_pump_send(struct pty_pump *pump, const char *bytes, size_t length);

/* True: fewer than `below` bytes of input are queued, or the program takes none any more. False: `room` is called,
 * once, when it is so, by the pump's thread: it must not wait. The same function each time. */
bool pty_pump_has_room(struct pty_pump *pump, size_t below, void (*room)(void *user), void *user);

#endif
