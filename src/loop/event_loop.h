/* event_loop.h - one thread sleeps on descriptors and timers, and does what others post to it.
 *
 *      sources (a window system's queue) -> posted tasks -> timers -> before sleep (pictures) -> idle jobs -> poll
 *
 * The parts belong to who registers them and lie in their structs: the loop holds pointers. A turn goes through the
 * list above once. What may sleep is `poll` alone, until a descriptor is ready, a task was posted or the nearest timer
 * is due; with nothing of all that it sleeps for ever, and nobody is woken up.
 *
 * Everything but event_loop_post belongs to the thread that runs the loop. A callback may register and remove anything,
 * itself among it. */
#ifndef EVENT_LOOP_H
#define EVENT_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "idle_jobs.h"
#include "timer_heap.h"

struct event_loop;

/* A descriptor that is polled: `events` and `revents` are those of poll(2). */
struct loop_watch {
    int descriptor;
    short events; /* may be changed at any time */
    void (*ready)(void *user, short revents);
    void *user;
    struct loop_watch *next; /* the loop's */
};

/* What keeps a queue of its own beside its descriptor, as connections to window systems do. `dispatch` handles all
 * there is; `pending` says, right before the loop would sleep, whether there is more (it may have been read meanwhile).
 * `patience_ms` is how long the loop may sleep without asking again: -1 where a watched descriptor tells of everything.
 */
struct loop_source {
    void (*dispatch)(void *user);
    bool (*pending)(void *user);
    void *user;
    int patience_ms;
    struct loop_source *next; /* the loop's */
};

/* A task that other threads post. It runs once however often it was posted before that. */
struct loop_task {
    void (*run)(void *user);
    void *user;
    struct loop_task *next; /* the loop's */
    bool posted;
};

/* Called once a turn before the loop sleeps, when all events are handled: pictures are drawn here. */
struct loop_hook {
    void (*before_sleep)(void *user, int64_t now);
    void *user;
    struct loop_hook *next; /* the loop's */
};

/* NULL: no memory, or no descriptor left. */
struct event_loop *event_loop_create(void);
/* Nothing that is registered is touched. NULL is allowed. */
void event_loop_destroy(struct event_loop *loop);

void event_loop_watch(struct event_loop *loop, struct loop_watch *watch);
void event_loop_unwatch(struct event_loop *loop, struct loop_watch *watch);
void event_loop_add_source(struct event_loop *loop, struct loop_source *source);
void event_loop_remove_source(struct event_loop *loop, struct loop_source *source);
void event_loop_add_hook(struct event_loop *loop, struct loop_hook *hook);
void event_loop_remove_hook(struct event_loop *loop, struct loop_hook *hook);

/* Sets a timer (timer_heap.h). Without memory for it, it is due at once: what waits may be early, but is not lost. */
void event_loop_set_timer(struct event_loop *loop, struct timer *timer, int64_t due);
void event_loop_stop_timer(struct event_loop *loop, struct timer *timer);

/* Any thread; never waits. The task's memory must be there until it has run or was withdrawn. */
void event_loop_post(struct event_loop *loop, struct loop_task *task);
/* The task does not run any more. It is the loop's thread that calls this, and nobody posts it from now on. */
void event_loop_withdraw(struct event_loop *loop, struct loop_task *task);

/* Somebody waits for what comes next, such as the echo of a key: until then, work that is done in slices of timers and
 * that can wait does. An earlier point in time than one said before changes nothing. */
void event_loop_await(struct event_loop *loop, int64_t until);
/* The point in time that was said last; INT64_MIN: none. */
int64_t event_loop_awaited(const struct event_loop *loop);

/* The jobs that are done when nothing happens (idle_jobs.h). */
struct idle_jobs *event_loop_idle_jobs(struct event_loop *loop);

/* One turn; sleeps at its end unless something is to be done. */
void event_loop_turn(struct event_loop *loop);
/* Turns until event_loop_end was called. */
void event_loop_run(struct event_loop *loop);
void event_loop_end(struct event_loop *loop);

#endif
