/* output_pace.h - when what a program has written is worth a picture.
 *
 * A program that redraws its screen does so by one write, or some; of that a pty hands out 4095 bytes at a time, and in
 * between the terminal shows half a picture. What was fed is ready to be shown
 *
 *  - at once, when a synchronized update has just ended and nothing is behind it, or when a key was sent and what came
 *    is little and all there was: an echo;
 *  - when nothing came for PACE_QUIET_MS and the last that came was all there was: a read that was full has a next one;
 *  - at the latest PACE_LATEST_MS behind the first of it, or a flood would never be seen.
 *
 * Told by the thread that parses, asked by the main thread; either is told only what it has to know: one that looks
 * because of the first output is not woken for more of it, unless that is ready at once. Any thread; a mutex is held
 * for some nanoseconds. Points in time are those of loop_clock_ms. */
#ifndef OUTPUT_PACE_H
#define OUTPUT_PACE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a clock in milliseconds: more than one has passed. */
#define PACE_QUIET_MS 2
#define PACE_LATEST_MS 8
/* More than this is no echo: a read of a pty that is full has 4095 bytes. */
#define PACE_ECHO_BYTES 4095

/* What was fed. */
struct output_fed {
    size_t bytes;
    bool all;     /* all that there was */
    bool updated; /* a synchronized update ended behind it */
};

struct output_pace {
    pthread_mutex_t lock; /* of all below */
    bool dirty;           /* something was fed since the last picture */
    bool awaited;         /* a key was sent since */
    bool all;             /* nothing was left behind what was fed last */
    bool at_once;
    size_t bytes;        /* fed since */
    int64_t first, last; /* when it was fed */
};

void output_pace_init(struct output_pace *pace);
void output_pace_finish(struct output_pace *pace);

/* True: the main thread is to be told. */
bool output_pace_feed(struct output_pace *pace, const struct output_fed *fed, int64_t now);
/* A key was sent. */
void output_pace_await(struct output_pace *pace);

/* Is there something that was not taken yet? */
bool output_pace_is_dirty(struct output_pace *pace);
/* When something was fed last. */
int64_t output_pace_fed_at(struct output_pace *pace);
/* When it is ready to be shown, as far as is known: what comes until then may put it off. `now` or earlier: it is. */
int64_t output_pace_ready(struct output_pace *pace, int64_t now);
/* A picture is taken of all that was fed. True: there was something. */
bool output_pace_take(struct output_pace *pace);

#endif
