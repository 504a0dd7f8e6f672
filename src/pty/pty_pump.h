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
 * Threads that hand over to each other are right for a flood and wrong for an echo: each of them has to be woken before
 * the letter is seen. So little input goes out at once, by the thread that sends it, and while little output comes the
 * pump lends the reading to the thread that shows it (pty_pump_offer), which gives it back when it becomes much.
 *
 * Output ends when the last holder closes the terminal (EIO), or shortly after the child itself has ended. */
#ifndef PTY_PUMP_H
#define PTY_PUMP_H

#include <stdbool.h>
#include <stddef.h>

struct pty;
struct pty_pump;

#define PTY_PUMP_RING_BYTES ((size_t)1 << 20)
/* What a pty of Linux hands out at once where there is more. */
#define PTY_PUMP_FULL_READ 4095
/* With so much silence the reading is lent. */
#define PTY_PUMP_QUIET_MS 20

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

/* Writes input for the program, or queues what it does not take at once. False: it can take no more, and nothing was
 * written or queued. */
bool pty_pump_send(struct pty_pump *pump, const char *bytes, size_t length);

/* True: fewer than `below` bytes of input are queued, or the program takes none any more. False: `room` is called,
 * once, when it is so, by the pump's thread: it must not wait. The same function each time. */
bool pty_pump_has_room(struct pty_pump *pump, size_t below, void (*room)(void *user), void *user);

/* From now on the reading is lent whenever nothing came for PTY_PUMP_QUIET_MS and all that came was released: `lent` is
 * called then by the pump's thread and must not wait. The borrower waits until pty_pump_descriptor can be read. */
void pty_pump_offer(struct pty_pump *pump, void (*lent)(void *user), void *user);
int pty_pump_descriptor(const struct pty_pump *pump);

/* The borrower: reads what there is, at most `size` bytes, perhaps none, and never waits. True: pty_pump_read_end must
 * follow when it was dealt with. False: the reading is the pump's again (the child has ended, or the output has), and
 * `lent` says when not. */
bool pty_pump_read(struct pty_pump *pump, char *bytes, size_t size, size_t *length);
/* What was not dealt with goes into the ring, for the consumer. It, or `keep` being false, gives the reading back. */
void pty_pump_read_end(struct pty_pump *pump, const char *rest, size_t rest_length, bool keep);

#endif
