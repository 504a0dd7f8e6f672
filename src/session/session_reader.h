/* session_reader.h - the main thread reads the program's output itself while there is little of it.
 *
 *     much:    program -> pty -> [pump thread] -> ring -> [parser thread] -> terminal -> [main thread] picture
 *     little:  program -> pty -> [main thread] terminal, picture
 *
 * An echo that goes through two more threads waits until each of them was woken: on a machine whose cores are busy that
 * is most of the time from a key to its pixels. So after some silence the pump lends the reading (pty_pump_offer), and
 * the main thread reads when its loop finds output. It gives the reading back as soon as that is more than an echo: a
 * read that is full, or a burst of them, so that no flood is parsed where keys are waited for. Nothing is read by both:
 * the order of output is what the pump's lock makes it.
 *
 * Everything here is the main thread's. */
#ifndef SESSION_READER_H
#define SESSION_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "event_loop.h"
#include "pty_pump.h"

/* Output that follows within so much time belongs to one burst; a burst of more than either is no echo. */
#define READER_BURST_MS 10
#define READER_BURST_BYTES ((size_t)PTY_PUMP_FULL_READ)
#define READER_BURST_READS 8

struct reader_burst {
    int64_t last; /* when something was read */
    size_t bytes;
    int reads;
};

/* Counts a read. True: the burst is over with it, or was never one. False: it is more than an echo. */
bool reader_burst_add(struct reader_burst *burst, size_t bytes, int64_t now);

struct session_reader {
    struct event_loop *loop; /* NULL: never started */
    struct pty_pump *pump;
    /* Parses; `all`: there is no more, as far as is known. Returns how many bytes were taken. */
    size_t (*feed)(void *user, const char *bytes, size_t length, bool all);
    void *user;
    struct loop_watch watch;
    struct loop_task lent; /* posted by the pump's thread */
    bool watching;
    struct reader_burst burst;
    char bytes[PTY_PUMP_FULL_READ + 1];
};

/* Begins to take what the pump lends; the struct stays where it is. */
void session_reader_start(struct session_reader *reader);
/* After the pump's end, and before the loop's. */
void session_reader_stop(struct session_reader *reader);

#endif
