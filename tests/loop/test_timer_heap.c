/* Timers against a list that is searched: what is due, in which order, whatever is set, stopped and set anew. */
#include <stdlib.h>

#include "test.h"
#include "timer_heap.h"

enum { TIMERS = 60, STEPS = 20000 };

static struct timer_heap heap = TIMER_HEAP_INIT;
static struct timer timers[TIMERS];
static int64_t expected[TIMERS], last_due;
static unsigned runs[TIMERS];

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void ran(void *user, int64_t now) {
    size_t i = (size_t)((struct timer *)user - timers);
    CHECK(timers[i].due == TIMER_NEVER); /* stopped before it is called */
    CHECK(expected[i] <= now && expected[i] >= last_due);
    last_due = expected[i];
    expected[i] = TIMER_NEVER;
    runs[i]++;
}

static int64_t nearest(void) {
    int64_t due = TIMER_NEVER;
    for (size_t i = 0; i < TIMERS; i++) {
        due = expected[i] < due ? expected[i] : due;
    }
    return due;
}

static void as_a_list_does(void) {
    uint32_t seed = 1;
    int64_t now = 0;
    for (size_t i = 0; i < TIMERS; i++) {
        timers[i] = (struct timer)TIMER_INIT(ran, &timers[i]);
        expected[i] = TIMER_NEVER;
    }
    for (int step = 0; step < STEPS; step++) {
        size_t i = next_random(&seed) % TIMERS;
        uint32_t what = next_random(&seed) % 8;
        if (what < 5) {
            expected[i] = now + next_random(&seed) % 50;
            CHECK(timer_heap_set(&heap, &timers[i], expected[i]));
        } else if (what < 7) {
            expected[i] = TIMER_NEVER;
            timer_heap_stop(&heap, &timers[i]);
        } else {
            now += next_random(&seed) % 20;
            last_due = 0;
            timer_heap_run(&heap, now);
        }
        CHECK(timer_heap_due(&heap) == nearest());
    }
    timer_heap_run(&heap, INT64_MAX - 1);
    CHECK(timer_heap_due(&heap) == TIMER_NEVER);
}

static void again(void *user, int64_t now) {
    timer_heap_set(&heap, user, now);
    runs[0]++;
}

/* A timer that is due at once whenever it runs does not hold the loop. */
static void running_ends(void) {
    timers[0] = (struct timer)TIMER_INIT(again, &timers[0]);
    timers[1] = (struct timer)TIMER_INIT(again, &timers[1]);
    timer_heap_set(&heap, &timers[0], 5);
    timer_heap_set(&heap, &timers[1], 6);
    runs[0] = 0;
    timer_heap_run(&heap, 5);
    CHECK_INT(runs[0], 1);
    timer_heap_run(&heap, 6);
    CHECK_INT(runs[0], 3);
    timer_heap_stop(&heap, &timers[0]);
    timer_heap_stop(&heap, &timers[1]);
    CHECK(timer_heap_due(&heap) == TIMER_NEVER);
}

static void stop_other(void *user, int64_t now) {
    (void)now;
    timer_heap_stop(&heap, user);
    runs[0]++;
}

/* What is stopped by one that runs at the same time does not run. */
static void one_stops_another(void) {
    runs[0] = 0;
    timers[0] = (struct timer)TIMER_INIT(stop_other, &timers[1]);
    timers[1] = (struct timer)TIMER_INIT(stop_other, &timers[0]);
    timer_heap_set(&heap, &timers[0], 3);
    timer_heap_set(&heap, &timers[1], 3);
    timer_heap_run(&heap, 10);
    CHECK_INT(runs[0], 1);
}

int main(void) {
    RUN(as_a_list_does);
    RUN(running_ends);
    RUN(one_stops_another);
    timer_heap_finish(&heap);
    return test_end();
}
