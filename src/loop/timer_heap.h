/* timer_heap.h - points in time, the nearest first.
 *
 * A timer is a member of what waits: it is set, set anew and stopped without memory of its own, and the heap holds
 * pointers to those that run. Each knows its place in the heap, so that stopping needs no search. Timers that are due
 * at the same time run in no certain order. Points in time are those of loop_clock_ms. One thread. */
#ifndef TIMER_HEAP_H
#define TIMER_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nothing is due. */
#define TIMER_NEVER INT64_MAX

struct timer {
    void (*run)(void *user, int64_t now);
    void *user;
    int64_t due;  /* TIMER_NEVER: it does not run */
    size_t place; /* in the heap, while it runs */
};

#define TIMER_INIT(function, argument)                                                                                 \
    { (function), (argument), TIMER_NEVER, 0 }

struct timer_heap {
    struct timer **timers; /* timers[i] is due no later than timers[2i+1] and timers[2i+2] */
    size_t count, capacity;
    int64_t soonest; /* while timers are run: what is set is due no earlier */
};

#define TIMER_HEAP_INIT                                                                                                \
    { NULL, 0, 0, INT64_MIN }

/* Timers that still run are forgotten: they are not touched. */
void timer_heap_finish(struct timer_heap *heap);

/* The timer is due at `due`, whatever it was before; TIMER_NEVER stops it. O(log n). False: no memory for one more; the
 * timer is stopped. */
bool timer_heap_set(struct timer_heap *heap, struct timer *timer, int64_t due);
void timer_heap_stop(struct timer_heap *heap, struct timer *timer);

/* When the next one is due; TIMER_NEVER: none runs. */
int64_t timer_heap_due(const struct timer_heap *heap);

/* Runs those that are due, each stopped before it is called: it may set itself, or others, anew. What becomes due by
 * that runs with the next call, so this ends. */
void timer_heap_run(struct timer_heap *heap, int64_t now);

#endif
