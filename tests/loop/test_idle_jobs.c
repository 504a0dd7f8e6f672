/* When idle work is done: after quiet time, in slices, by turns, and never again without being wanted. */
#include "idle_jobs.h"
#include "test.h"

static int left[2]; /* slices that each job has to do */

static bool slice(void *user) {
    int *rest = user;
    --*rest;
    return *rest > 0;
}

static struct idle_jobs jobs;
static struct idle_job job[2];

static void begin(void) {
    jobs = (struct idle_jobs){NULL};
    for (size_t i = 0; i < 2; i++) {
        job[i] = (struct idle_job)IDLE_JOB_INIT(slice, &left[i]);
        idle_jobs_add(&jobs, &job[i]);
        left[i] = 0;
    }
}

static void nothing_is_planned_unless_wanted(void) {
    begin();
    CHECK(idle_jobs_due(&jobs) == IDLE_NEVER);
    idle_jobs_put_off(&jobs, 1000);
    CHECK(idle_jobs_due(&jobs) == IDLE_NEVER);
    idle_jobs_run(&jobs, INT64_MAX - 1);
    CHECK_INT((long long)(job[0].slices + job[1].slices), 0);
}

static void work_waits_for_quiet_time(void) {
    begin();
    left[0] = 1;
    idle_job_want(&job[0], 1000);
    CHECK(idle_jobs_due(&jobs) == 1000 + IDLE_QUIET_MS);
    idle_job_want(&job[0], 1200);
    CHECK(idle_jobs_due(&jobs) == 1200 + IDLE_QUIET_MS);
    idle_jobs_put_off(&jobs, 1300);
    CHECK(idle_jobs_due(&jobs) == 1300 + IDLE_QUIET_MS);
    idle_jobs_run(&jobs, 1299 + IDLE_QUIET_MS);
    CHECK_INT(left[0], 1);
    idle_jobs_run(&jobs, 1300 + IDLE_QUIET_MS);
    CHECK_INT(left[0], 0);
    CHECK(idle_jobs_due(&jobs) == IDLE_NEVER);
}

static void slices_follow_by_turns(void) {
    int64_t now = 1000 + IDLE_QUIET_MS;
    begin();
    left[0] = left[1] = 3;
    idle_job_want(&job[0], 1000);
    idle_job_want(&job[1], 1000);
    for (int i = 0; i < 6; i++) {
        idle_jobs_run(&jobs, ++now);
        int apart = left[0] - left[1];
        CHECK(apart >= -1 && apart <= 1);
    }
    CHECK_INT(left[0] + left[1], 0);
    CHECK(idle_jobs_due(&jobs) == IDLE_NEVER);
    CHECK_INT((long long)(job[0].slices + job[1].slices), 6);
}

static void a_key_in_between_puts_the_rest_off(void) {
    begin();
    left[0] = 2;
    idle_job_want(&job[0], 0);
    idle_jobs_run(&jobs, IDLE_QUIET_MS);
    CHECK(idle_jobs_due(&jobs) == IDLE_QUIET_MS);
    idle_jobs_put_off(&jobs, 2000);
    CHECK(idle_jobs_due(&jobs) == 2000 + IDLE_QUIET_MS);
    idle_jobs_run(&jobs, 2000 + IDLE_QUIET_MS);
    CHECK_INT(left[0], 0);
}

static void a_job_leaves(void) {
    begin();
    idle_job_want(&job[0], 0);
    idle_job_want(&job[1], 5);
    idle_jobs_remove(&jobs, &job[0]);
    idle_jobs_remove(&jobs, &job[0]);
    CHECK(idle_jobs_due(&jobs) == 5 + IDLE_QUIET_MS);
    idle_jobs_remove(&jobs, &job[1]);
    CHECK(idle_jobs_due(&jobs) == IDLE_NEVER);
}

int main(void) {
    RUN(nothing_is_planned_unless_wanted);
    RUN(work_waits_for_quiet_time);
    RUN(slices_follow_by_turns);
    RUN(a_key_in_between_puts_the_rest_off);
    RUN(a_job_leaves);
    return test_end();
}
