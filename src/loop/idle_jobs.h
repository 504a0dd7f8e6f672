/* idle_jobs.h - what may use time in which nothing happens.
 *
 * Output makes work: history to compress, rows to count. A job waits until nothing was printed or pressed for
 * IDLE_QUIET_MS, and is then done slice by slice, each shorter than a picture takes, with the loop looking at events in
 * between; anything that happens puts the next slice off again. A job without more to do is not planned until it is
 * wanted again, so that a quiet window wakes nobody up. Points in time are those of loop_clock_ms. One thread. */
#ifndef IDLE_JOBS_H
#define IDLE_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#define IDLE_QUIET_MS 300
/* No slice is planned. */
#define IDLE_NEVER INT64_MAX

struct idle_job {
    /* Does a slice. True: there is more to do. */
    bool (*slice)(void *user);
    void *user;
    int64_t at;      /* when the next slice is due; IDLE_NEVER: there is nothing to do */
    uint64_t slices; /* done so far */
    struct idle_job *next;
};

#define IDLE_JOB_INIT(function, argument)                                                                              \
    { (function), (argument), IDLE_NEVER, 0, 0 }

struct idle_jobs {
    struct idle_job *first;
};

void idle_jobs_add(struct idle_jobs *jobs, struct idle_job *job);
void idle_jobs_remove(struct idle_jobs *jobs, struct idle_job *job);

/* There may be work for the job. */
void idle_job_want(struct idle_job *job, int64_t now);
/* Somebody is at work: what is planned waits. */
void idle_jobs_put_off(struct idle_jobs *jobs, int64_t now);

/* When the next slice is due; IDLE_NEVER: none is. */
int64_t idle_jobs_due(const struct idle_jobs *jobs);
/* Does one slice of one job that is due, if any is; jobs take turns. */
void idle_jobs_run(struct idle_jobs *jobs, int64_t now);

#endif
