#define _GNU_SOURCE
#include "session_reader.h"

#include <poll.h>

#include "loop_clock.h"

bool reader_burst_add(struct reader_burst *burst, size_t bytes, int64_t now) {
    if (now - burst->last > READER_BURST_MS) {
        *burst = (struct reader_burst){0};
    }
    burst->last = now;
    burst->bytes += bytes;
    burst->reads++;
    return burst->bytes < READER_BURST_BYTES && burst->reads <= READER_BURST_READS;
}

static void stop_watching(struct session_reader *reader) {
    if (reader->watching) {
        event_loop_unwatch(reader->loop, &reader->watch);
        reader->watching = false;
    }
}

static void begin_watching(void *user) {
    struct session_reader *reader = user;
    if (!reader->watching) {
        reader->watching = true;
        reader->burst = (struct reader_burst){0};
        event_loop_watch(reader->loop, &reader->watch);
    }
}

/* One read a turn: keys and pictures have theirs in between. */
static void readable(void *user, short revents) {
    struct session_reader *reader = user;
    size_t length, taken = 0;
    (void)revents; /* errors are found by reading */
    bool keep = pty_pump_read(reader->pump, reader->bytes, sizeof reader->bytes, &length);
    if (keep) {
        bool little = length == 0 || reader_burst_add(&reader->burst, length, loop_clock_ms());
        if (length > 0) {
            taken = reader->feed(reader->user, reader->bytes, length, length < PTY_PUMP_FULL_READ);
        }
        keep = little && taken == length;
        pty_pump_read_end(reader->pump, reader->bytes + taken, length - taken, keep);
    }
    if (!keep) {
        stop_watching(reader);
    }
}

/* The pump's thread. */
static void on_lent(void *user) {
    struct session_reader *reader = user;
    event_loop_post(reader->loop, &reader->lent);
}

void session_reader_start(struct session_reader *reader) {
    reader->watch = (struct loop_watch){pty_pump_descriptor(reader->pump), POLLIN, readable, reader, NULL};
    reader->lent = (struct loop_task){begin_watching, reader, NULL, false};
    pty_pump_offer(reader->pump, on_lent, reader);
}

void session_reader_stop(struct session_reader *reader) {
    if (reader->loop != NULL) {
        stop_watching(reader);
        event_loop_withdraw(reader->loop, &reader->lent);
    }
}
