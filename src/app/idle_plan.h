/* idle_plan.h - when the terminal may use time in which nothing happens (quire_terminal_idle).
 *
 * Output makes work: history to compress, rows to count. The work waits until nothing was printed or pressed for
 * IDLE_PLAN_QUIET_MS, and is then done slice by slice, each shorter than a picture takes, with the loop looking at
 * events in between; anything that happens puts the next slice off again. When there is no more to do the plan is empty
 * until the next output, so that a quiet window wakes nobody up. Points in time are those of app_clock_ms. */
#ifndef IDLE_PLAN_H
#define IDLE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#define IDLE_PLAN_QUIET_MS 300
/* No slice is planned. */
#define IDLE_PLAN_NEVER INT64_MAX

struct idle_plan {
    int64_t at;      /* when the next slice is due; IDLE_PLAN_NEVER: there is nothing to do */
    uint64_t slices; /* done so far */
};

#define IDLE_PLAN_INIT                                                                                                 \
    { IDLE_PLAN_NEVER, 0 }

/* The terminal changed: there may be work. */
static inline void idle_plan_output(struct idle_plan *plan, int64_t now) {
    plan->at = now + IDLE_PLAN_QUIET_MS;
}

/* Somebody is at work: what is planned waits. */
static inline void idle_plan_input(struct idle_plan *plan, int64_t now) {
    if (plan->at != IDLE_PLAN_NEVER) {
        plan->at = now + IDLE_PLAN_QUIET_MS;
    }
}

static inline bool idle_plan_due(const struct idle_plan *plan, int64_t now) {
    return plan->at <= now;
}

/* A slice was done, and the terminal said whether there is more to do. */
static inline void idle_plan_done(struct idle_plan *plan, bool more, int64_t now) {
    plan->at = more ? now : IDLE_PLAN_NEVER;
    plan->slices++;
}

#endif
