#include "idle_jobs.h"

#include <stddef.h>

void idle_jobs_add(struct idle_jobs *jobs, struct idle_job *job) {
    job->next = jobs->first;
    jobs->first = job;
}

void idle_jobs_remove(struct idle_jobs *jobs, struct idle_job *job) {
    for (struct idle_job **at = &jobs->first; *at != NULL; at = &(*at)->next) {
        if (*at == job) {
            *at = job->next;
            return;
        }
    }
}

void idle_job_want(struct idle_job *job, int64_t now) {
    job->at = now + IDLE_QUIET_MS;
}

void idle_jobs_put_off(struct idle_jobs *jobs, int64_t now) {
    for (struct idle_job *job = jobs->first; job != NULL; job = job->next) {
        if (job->at != IDLE_NEVER) {
            job->at = now + IDLE_QUIET_MS;
        }
    }
}

static struct idle_job *next_job(const struct idle_jobs *jobs) {
    struct idle_job *best = NULL;
    for (struct idle_job *job = jobs->first; job != NULL; job = job->next) {
        if (job->at != IDLE_NEVER && (best == NULL || job->at < best->at)) {
            best = job;
        }
    }
    return best;
}

int64_t idle_jobs_due(const struct idle_jobs *jobs) {
    const struct idle_job *job = next_job(jobs);
    return job != NULL ? job->at : IDLE_NEVER;
}

void idle_jobs_run(struct idle_jobs *jobs, int64_t now) {
    struct idle_job *job = next_job(jobs);
    if (job == NULL || job->at > now) {
        return;
    }
    job->at = IDLE_NEVER;
    job->slices++;
    if (job->slice(job->user)) {
        job->at = now; /* behind those that wait longer */
    }
}
