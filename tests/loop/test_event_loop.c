/* The loop: descriptors, timers, tasks of other threads, sources, hooks and idle jobs, and that it sleeps. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "event_loop.h"
#include "loop_clock.h"
#include "loop_signals.h"
#include "test.h"

static struct event_loop *loop;
static char diary[200];

static void note(char what) {
    size_t length = strlen(diary);
    if (length + 1 < sizeof diary) {
        diary[length] = what;
        diary[length + 1] = '\0';
    }
}

static void begin(void) {
    loop = event_loop_create();
    diary[0] = '\0';
    if (loop == NULL) {
        abort();
    }
}

static void finish(void) {
    event_loop_destroy(loop);
}

/* --- descriptors --- */

static struct loop_watch first, second;
static int pipes[2][2];

static void read_first(void *user, short revents) {
    char byte;
    CHECK(revents & POLLIN);
    CHECK_INT(read(pipes[0][0], &byte, 1), 1);
    note(*(const char *)user);
    event_loop_unwatch(loop, &second); /* it is ready, too, and must not be called any more */
}

static void read_second(void *user, short revents) {
    char byte;
    (void)revents;
    CHECK_INT(read(pipes[1][0], &byte, 1), 1);
    note(*(const char *)user);
}

static void descriptors(void) {
    begin();
    CHECK(pipe(pipes[0]) == 0 && pipe(pipes[1]) == 0);
    first = (struct loop_watch){pipes[0][0], POLLIN, read_first, (void *)(size_t) "1", NULL};
    second = (struct loop_watch){pipes[1][0], POLLIN, read_second, (void *)(size_t) "2", NULL};
    event_loop_watch(loop, &second);
    event_loop_watch(loop, &first); /* asked first */
    CHECK(write(pipes[0][1], "x", 1) == 1 && write(pipes[1][1], "x", 1) == 1);
    event_loop_turn(loop);
    CHECK_STR(diary, "1");
    event_loop_unwatch(loop, &first);
    event_loop_watch(loop, &second);
    event_loop_turn(loop);
    CHECK_STR(diary, "12");
    event_loop_unwatch(loop, &second);
    event_loop_unwatch(loop, &second); /* nothing happens */
    for (size_t i = 0; i < 2; i++) {
        close(pipes[i][0]);
        close(pipes[i][1]);
    }
    finish();
}

/* --- timers --- */

static void on_timer(void *user, int64_t now) {
    (void)now;
    note(*(const char *)user);
}

static void a_turn_sleeps_until_a_timer(void) {
    struct timer soon = TIMER_INIT(on_timer, (void *)(size_t) "s"), late = TIMER_INIT(on_timer, (void *)(size_t) "l");
    begin();
    int64_t start = loop_clock_ms();
    event_loop_set_timer(loop, &late, start + 120000);
    event_loop_set_timer(loop, &soon, start + 30);
    event_loop_turn(loop);
    int64_t took = loop_clock_ms() - start;
    CHECK(took >= 30 && took < 60000);
    event_loop_end(loop); /* so that the next turn does not sleep */
    event_loop_turn(loop);
    CHECK_STR(diary, "s");
    event_loop_stop_timer(loop, &late);
    finish();
}

/* --- tasks --- */

enum { POSTERS = 4, POSTS = 2000 };

static struct loop_task tasks[POSTERS];
static unsigned done[POSTERS];

static unsigned all_done(void) {
    unsigned all = 0;
    for (size_t i = 0; i < POSTERS; i++) {
        all += done[i] > 0;
    }
    return all;
}

static void on_task(void *user) {
    done[(size_t)((unsigned *)user - done)]++;
    if (all_done() == POSTERS) {
        event_loop_end(loop); /* so that the turn does not sleep: nobody may post any more */
    }
}

static void *post_often(void *user) {
    for (int i = 0; i < POSTS; i++) {
        event_loop_post(loop, user);
    }
    return NULL;
}

/* Whatever threads post is done at least once behind the last post, and no task is lost or done by another thread. */
static void tasks_of_threads(void) {
    pthread_t threads[POSTERS];
    begin();
    for (size_t i = 0; i < POSTERS; i++) {
        done[i] = 0;
        tasks[i] = (struct loop_task){on_task, &done[i], NULL, false};
        CHECK(pthread_create(&threads[i], NULL, post_often, &tasks[i]) == 0);
    }
    while (all_done() < POSTERS) {
        event_loop_turn(loop);
    }
    for (size_t i = 0; i < POSTERS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(done[i] >= 1 && done[i] <= POSTS);
    }
    memset(done, 0, sizeof done);
    event_loop_post(loop, &tasks[0]);
    event_loop_post(loop, &tasks[0]);
    event_loop_post(loop, &tasks[1]);
    event_loop_post(loop, &tasks[2]);
    event_loop_withdraw(loop, &tasks[1]);
    event_loop_withdraw(loop, &tasks[2]); /* the last in the list */
    event_loop_post(loop, &tasks[3]);
    event_loop_turn(loop);
    CHECK(done[0] >= 1 && done[1] == 0 && done[2] == 0 && done[3] == 1);
    finish();
}

/* --- sources, hooks, idle jobs --- */

static int queue; /* events that a source has */

static void dispatch(void *user) {
    (void)user;
    note('d');
    queue = queue > 0 ? queue - 1 : 0;
}

static bool pending(void *user) {
    (void)user;
    return queue > 0;
}

static void before_sleep(void *user, int64_t now) {
    (void)user;
    (void)now;
    note('h');
}

/* A source that has more keeps the loop from sleeping; pictures come behind events. */
static void sources_and_hooks(void) {
    struct loop_source source = {dispatch, pending, NULL, -1, NULL};
    struct loop_hook hook = {before_sleep, NULL, NULL};
    struct timer end = TIMER_INIT(on_timer, (void *)(size_t) "t");
    begin();
    event_loop_add_source(loop, &source);
    event_loop_add_hook(loop, &hook);
    queue = 3;
    event_loop_set_timer(loop, &end, loop_clock_ms() + 100000);
    event_loop_turn(loop);
    event_loop_turn(loop);
    CHECK_STR(diary, "dhdh");
    event_loop_remove_hook(loop, &hook);
    source.patience_ms = 1; /* it has no descriptor: the loop does not sleep for the timer's 100 s */
    event_loop_turn(loop);
    CHECK_STR(diary, "dhdhd");
    event_loop_remove_source(loop, &source);
    event_loop_stop_timer(loop, &end);
    finish();
}

static bool tidy(void *user) {
    note('i');
    return --*(int *)user > 0;
}

static void idle_jobs_are_done(void) {
    int slices = 3;
    struct idle_job job = IDLE_JOB_INIT(tidy, &slices);
    begin();
    idle_jobs_add(event_loop_idle_jobs(loop), &job);
    idle_job_want(&job, loop_clock_ms() - IDLE_QUIET_MS);
    event_loop_turn(loop);
    event_loop_turn(loop);
    event_loop_post(loop, &(struct loop_task){on_task, &done[0], NULL, false});
    event_loop_turn(loop);
    CHECK_STR(diary, "iii");
    finish();
}

/* With nothing to do the loop sleeps: it takes no time of the processor. */
static double seconds_used(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static unsigned turns;

static void count_turn(void *user, int64_t now) {
    (void)user;
    (void)now;
    turns++;
}

static void end_loop(void *user, int64_t now) {
    (void)user;
    (void)now;
    event_loop_end(loop);
}

static void a_quiet_loop_sleeps(void) {
    struct timer end = TIMER_INIT(end_loop, NULL);
    struct loop_hook hook = {count_turn, NULL, NULL};
    begin();
    turns = 0;
    event_loop_add_hook(loop, &hook);
    event_loop_set_timer(loop, &end, loop_clock_ms() + 200);
    double before = seconds_used();
    event_loop_run(loop);
    CHECK(turns <= 3);
    CHECK(seconds_used() - before < 0.1);
    finish();
}

/* --- signals --- */

/* What is awaited last counts; nothing is at first. */
static void what_is_awaited(void) {
    begin();
    CHECK(event_loop_awaited(loop) == INT64_MIN);
    event_loop_await(loop, -5);
    CHECK_INT(event_loop_awaited(loop), -5);
    event_loop_await(loop, 70);
    event_loop_await(loop, 60);
    CHECK_INT(event_loop_awaited(loop), 70);
    finish();
}

static void on_end(void *user) {
    note('e');
    (void)user;
}

static void on_reload(void *user) {
    note('r');
    (void)user;
}

static void on_look(void *user) {
    note('l');
    (void)user;
}

static void signals_are_events(void) {
    struct loop_signals signals;
    begin();
    loop_signals_block(&signals, &(struct loop_signal_calls){on_end, on_reload, on_look}, NULL);
    CHECK(loop_signals_start(&signals, loop));
    CHECK(kill(getpid(), SIGTERM) == 0 && kill(getpid(), SIGUSR1) == 0 && kill(getpid(), SIGUSR2) == 0);
    while (strlen(diary) < 3) {
        event_loop_turn(loop);
    }
    CHECK(strchr(diary, 'e') != NULL && strchr(diary, 'r') != NULL && strchr(diary, 'l') != NULL);
    loop_signals_stop(&signals);
    finish();
}

int main(void) {
    RUN(descriptors);
    RUN(a_turn_sleeps_until_a_timer);
    RUN(tasks_of_threads);
    RUN(sources_and_hooks);
    RUN(idle_jobs_are_done);
    RUN(a_quiet_loop_sleeps);
    RUN(what_is_awaited);
    RUN(signals_are_events);
    return test_end();
}
