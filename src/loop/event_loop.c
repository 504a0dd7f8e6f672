#define _GNU_SOURCE
#include "event_loop.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "loop_clock.h"

struct event_loop {
    struct loop_watch *watches;
    struct loop_source *sources;
    struct loop_hook *hooks;
    struct timer_heap timers;
    struct idle_jobs idle;
    int64_t awaited;         /* until then */
    pthread_mutex_t lock;    /* of the next two, and of all `posted` */
    struct loop_task *tasks; /* oldest first */
    struct loop_task **last_task;
    int wake; /* an eventfd */
    struct pollfd *polled;
    struct loop_watch **polled_watches; /* NULL: removed while its descriptors were asked */
    size_t polled_count, polled_capacity;
    void *cursor; /* what the walk through a list goes on with: a removal of it moves it on */
    bool ended;
};

struct event_loop *event_loop_create(void) {
    struct event_loop *loop = calloc(1, sizeof *loop);
    if (loop == NULL) {
        return NULL;
    }
    loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (loop->wake < 0) {
        free(loop);
        return NULL;
    }
    loop->timers = (struct timer_heap)TIMER_HEAP_INIT;
    loop->last_task = &loop->tasks;
    loop->awaited = INT64_MIN;
    pthread_mutex_init(&loop->lock, NULL);
    return loop;
}

void event_loop_destroy(struct event_loop *loop) {
    if (loop == NULL) {
        return;
    }
    close(loop->wake);
    timer_heap_finish(&loop->timers);
    pthread_mutex_destroy(&loop->lock);
    free(loop->polled);
    free(loop->polled_watches);
    free(loop);
}

/* --- what is registered --- */

/* The three lists are alike but for their types. A new one goes in front, where no walk that is going on sees it. */
#define DEFINE_LIST(type, list, add)                                                                                   \
    void add(struct event_loop *loop, struct type *one) {                                                              \
        one->next = loop->list;                                                                                        \
        loop->list = one;                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    static bool unlink_##type(struct event_loop *loop, struct type *one) {                                             \
        for (struct type **at = &loop->list; *at != NULL; at = &(*at)->next) {                                         \
            if (*at == one) {                                                                                          \
                *at = one->next;                                                                                       \
                loop->cursor = loop->cursor == one ? one->next : loop->cursor;                                         \
                return true;                                                                                           \
            }                                                                                                          \
        }                                                                                                              \
        return false;                                                                                                  \
    }

DEFINE_LIST(loop_watch, watches, event_loop_watch)
DEFINE_LIST(loop_source, sources, event_loop_add_source)
DEFINE_LIST(loop_hook, hooks, event_loop_add_hook)

void event_loop_unwatch(struct event_loop *loop, struct loop_watch *watch) {
    if (!unlink_loop_watch(loop, watch)) {
        return;
    }
    for (size_t i = 0; i < loop->polled_count; i++) {
        if (loop->polled_watches[i] == watch) {
            loop->polled_watches[i] = NULL;
        }
    }
}

void event_loop_remove_source(struct event_loop *loop, struct loop_source *source) {
    unlink_loop_source(loop, source);
}

void event_loop_remove_hook(struct event_loop *loop, struct loop_hook *hook) {
    unlink_loop_hook(loop, hook);
}

void event_loop_set_timer(struct event_loop *loop, struct timer *timer, int64_t due) {
    if (!timer_heap_set(&loop->timers, timer, due)) {
        timer->run(timer->user, loop_clock_ms());
    }
}

void event_loop_stop_timer(struct event_loop *loop, struct timer *timer) {
    timer_heap_stop(&loop->timers, timer);
}

void event_loop_await(struct event_loop *loop, int64_t until) {
    loop->awaited = until > loop->awaited ? until : loop->awaited;
}

int64_t event_loop_awaited(const struct event_loop *loop) {
    return loop->awaited;
}

struct idle_jobs *event_loop_idle_jobs(struct event_loop *loop) {
    return &loop->idle;
}

/* --- tasks of other threads --- */

void event_loop_post(struct event_loop *loop, struct loop_task *task) {
    pthread_mutex_lock(&loop->lock);
    bool news = !task->posted;
    if (news) {
        task->posted = true;
        task->next = NULL;
        *loop->last_task = task;
        loop->last_task = &task->next;
    }
    pthread_mutex_unlock(&loop->lock);
    if (news) {
        uint64_t one = 1;
        ssize_t written = write(loop->wake, &one, sizeof one);
        (void)written; /* a full counter wakes as well */
    }
}

void event_loop_withdraw(struct event_loop *loop, struct loop_task *task) {
    pthread_mutex_lock(&loop->lock);
    for (struct loop_task **at = &loop->tasks; task->posted && *at != NULL; at = &(*at)->next) {
        if (*at == task) {
            *at = task->next;
            loop->last_task = *at == NULL ? at : loop->last_task;
            task->posted = false;
            break;
        }
    }
    pthread_mutex_unlock(&loop->lock);
}

static struct loop_task *take_task(struct event_loop *loop) {
    pthread_mutex_lock(&loop->lock);
    struct loop_task *task = loop->tasks;
    if (task != NULL) {
        loop->tasks = task->next;
        loop->last_task = loop->tasks == NULL ? &loop->tasks : loop->last_task;
        task->posted = false;
    }
    pthread_mutex_unlock(&loop->lock);
    return task;
}

/* One that is posted again by others while tasks run waits for the next turn; they cannot hold the loop up. */
static void run_tasks(struct event_loop *loop) {
    struct loop_task *task;
    for (int most = 64; most > 0 && (task = take_task(loop)) != NULL; most--) {
        task->run(task->user);
    }
}

static bool tasks_wait(struct event_loop *loop) {
    pthread_mutex_lock(&loop->lock);
    bool any = loop->tasks != NULL;
    pthread_mutex_unlock(&loop->lock);
    return any;
}

/* --- a turn --- */

static void dispatch_sources(struct event_loop *loop) {
    struct loop_source *source = loop->sources;
    while (source != NULL) {
        loop->cursor = source->next;
        source->dispatch(source->user);
        source = loop->cursor;
    }
    loop->cursor = NULL;
}

static void call_hooks(struct event_loop *loop, int64_t now) {
    struct loop_hook *hook = loop->hooks;
    while (hook != NULL) {
        loop->cursor = hook->next;
        hook->before_sleep(hook->user, now);
        hook = loop->cursor;
    }
    loop->cursor = NULL;
}

static int until(int64_t due, int64_t now) {
    int64_t left = due <= now ? 0 : due - now;
    return due == TIMER_NEVER ? -1 : left < INT_MAX ? (int)left : INT_MAX;
}

/* -1 is for ever. */
static int shorter(int a, int b) {
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

static int time_to_sleep(struct event_loop *loop) {
    int64_t now = loop_clock_ms();
    int timeout = shorter(until(timer_heap_due(&loop->timers), now), until(idle_jobs_due(&loop->idle), now));
    for (struct loop_source *source = loop->sources; source != NULL; source = source->next) {
        timeout = shorter(timeout, source->pending(source->user) ? 0 : source->patience_ms);
    }
    return loop->ended || tasks_wait(loop) ? 0 : timeout;
}

static bool room_for(struct event_loop *loop, size_t count) {
    if (count <= loop->polled_capacity) {
        return true;
    }
    struct pollfd *polled = realloc(loop->polled, 2 * count * sizeof *polled);
    loop->polled = polled != NULL ? polled : loop->polled;
    struct loop_watch **watches = realloc(loop->polled_watches, 2 * count * sizeof(struct loop_watch *));
    loop->polled_watches = watches != NULL ? watches : loop->polled_watches;
    loop->polled_capacity = polled != NULL && watches != NULL ? 2 * count : loop->polled_capacity;
    return polled != NULL && watches != NULL;
}

/* Without memory some are asked a turn later. */
static void collect_watches(struct event_loop *loop) {
    loop->polled_count = 0;
    for (struct loop_watch *watch = loop->watches; watch != NULL; watch = watch->next) {
        if (!room_for(loop, loop->polled_count + 2)) {
            return;
        }
        loop->polled[loop->polled_count] = (struct pollfd){watch->descriptor, watch->events, 0};
        loop->polled_watches[loop->polled_count++] = watch;
    }
}

static void clear_wake(struct event_loop *loop) {
    uint64_t count;
    ssize_t got = read(loop->wake, &count, sizeof count);
    (void)got;
}

static void call_ready(struct event_loop *loop) {
    for (size_t i = 0; i < loop->polled_count; i++) {
        struct loop_watch *watch = loop->polled_watches[i];
        if (watch != NULL && loop->polled[i].revents != 0) {
            watch->ready(watch->user, loop->polled[i].revents);
        }
    }
    loop->polled_count = 0;
}

static void sleep_until_something(struct event_loop *loop, int timeout) {
    struct pollfd wake = {loop->wake, POLLIN, 0};
    struct pollfd *polled = &wake;
    collect_watches(loop);
    size_t count = loop->polled_count;
    if (room_for(loop, count + 1)) {
        loop->polled[count] = wake;
        polled = loop->polled;
    } else {
        loop->polled_count = count = 0;
    }
    if (poll(polled, count + 1, timeout) > 0) {
        if (polled[count].revents != 0) {
            clear_wake(loop);
        }
        call_ready(loop);
    }
    loop->polled_count = 0;
}

void event_loop_turn(struct event_loop *loop) {
    dispatch_sources(loop);
    run_tasks(loop);
    timer_heap_run(&loop->timers, loop_clock_ms());
    call_hooks(loop, loop_clock_ms());
    idle_jobs_run(&loop->idle, loop_clock_ms());
    sleep_until_something(loop, time_to_sleep(loop));
}

void event_loop_run(struct event_loop *loop) {
    while (!loop->ended) {
        event_loop_turn(loop);
    }
}

void event_loop_end(struct event_loop *loop) {
    loop->ended = true;
}
