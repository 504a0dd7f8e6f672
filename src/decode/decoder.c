#define _GNU_SOURCE
#include "decoder.h"

#include <poll.h>
#include <stdlib.h>

#include "loop_clock.h"

struct decoder_job {
    const uint8_t *bytes;
    size_t length;
    struct decode_limits limits;
    decoder_done *done; /* NULL: cancelled while the process is at it */
    void *user;
    struct decoder_job *next;
};

struct decoder {
    struct event_loop *loop;
    const struct decoder_program *program;
    struct decoder_process process;
    struct loop_watch watch; /* on the process's socket, while one runs */
    bool is_watched;
    struct loop_task task; /* the first that waits is sent */
    struct timer timer;    /* the end of the process: because it took too long, or has nothing to do */
    struct decoder_job *current;
    struct decoder_job *waiting, **last; /* oldest first */
    unsigned starts;
};

/* --- the process --- */

static void unwatch(struct decoder *decoder) {
    if (decoder->is_watched) {
        event_loop_unwatch(decoder->loop, &decoder->watch);
        decoder->is_watched = false;
    }
}

static void stop(struct decoder *decoder) {
    unwatch(decoder);
    event_loop_stop_timer(decoder->loop, &decoder->timer);
    decoder_process_stop(&decoder->process);
}

static bool start(struct decoder *decoder) {
    if (decoder->process.child > 0) {
        return true;
    }
    if (!decoder_process_start(&decoder->process, decoder->program)) {
        return false;
    }
    decoder->starts++;
    decoder->watch.descriptor = decoder->process.socket;
    event_loop_watch(decoder->loop, &decoder->watch);
    decoder->is_watched = true;
    return true;
}

/* --- jobs --- */

static struct decoder_job *take_first(struct decoder *decoder) {
    struct decoder_job *job = decoder->waiting;
    decoder->waiting = job != NULL ? job->next : NULL;
    decoder->last = decoder->waiting == NULL ? &decoder->waiting : decoder->last;
    return job;
}

static void finish(struct decoder_job *job, struct decoded *decoded) {
    if (job->done != NULL) {
        job->done(job->user, decoded);
    } else {
        decoded_release(decoded);
    }
    free(job);
}

static void fail(struct decoder_job *job, enum decode_reason reason) {
    struct decoded decoded = {.reason = reason};
    finish(job, &decoded);
}

static bool ask(struct decoder *decoder, struct decoder_job *job) {
    enum decode_reason reason = start(decoder)
                                    ? decoder_process_ask(&decoder->process, job->bytes, job->length, &job->limits)
                                    : DECODE_UNAVAILABLE;
    if (decoder->process.child == 0) {
        stop(decoder); /* it was dead already */
    }
    if (reason != DECODE_OK) {
        fail(job, reason);
        return false;
    }
    decoder->current = job;
    event_loop_set_timer(decoder->loop, &decoder->timer, loop_clock_ms() + job->limits.time_ms);
    return true;
}

/* One that fails at once makes room for the next, in another turn: a callback may submit again and again. */
static void send_next(void *user) {
    struct decoder *decoder = user;
    struct decoder_job *job = decoder->current == NULL ? take_first(decoder) : NULL;
    if (job != NULL && !ask(decoder, job) && decoder->waiting != NULL) {
        event_loop_post(decoder->loop, &decoder->task);
    }
}

static void go_on(struct decoder *decoder) {
    if (decoder->waiting != NULL) {
        event_loop_post(decoder->loop, &decoder->task);
    } else if (decoder->process.child > 0) {
        event_loop_set_timer(decoder->loop, &decoder->timer, loop_clock_ms() + DECODER_IDLE_MS);
    }
}

static void end_current(struct decoder *decoder, struct decoded *decoded) {
    struct decoder_job *job = decoder->current;
    decoder->current = NULL;
    event_loop_stop_timer(decoder->loop, &decoder->timer);
    go_on(decoder);
    if (job != NULL) {
        finish(job, decoded);
    } else {
        decoded_release(decoded);
    }
}

static void hear(void *user, short revents) {
    struct decoder *decoder = user;
    struct decoded decoded;
    (void)revents;
    if (decoder_process_hear(&decoder->process, &decoded) == DECODER_NOTHING) {
        return;
    }
    if (decoder->process.child == 0) {
        stop(decoder);
    }
    end_current(decoder, &decoded);
}

static void end_process(void *user, int64_t now) {
    struct decoder *decoder = user;
    (void)now;
    stop(decoder);
    if (decoder->current != NULL) {
        struct decoded decoded = {.reason = DECODE_TOO_SLOW};
        end_current(decoder, &decoded);
    }
}

struct decoder *decoder_create(struct event_loop *loop, const struct decoder_program *program) {
    struct decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder == NULL) {
        return NULL;
    }
    decoder->loop = loop;
    decoder->program = program;
    decoder->process = (struct decoder_process)DECODER_PROCESS_INIT;
    decoder->watch = (struct loop_watch){-1, POLLIN, hear, decoder, NULL};
    decoder->task = (struct loop_task){send_next, decoder, NULL, false};
    decoder->timer = (struct timer)TIMER_INIT(end_process, decoder);
    decoder->last = &decoder->waiting;
    return decoder;
}

void decoder_destroy(struct decoder *decoder) {
    if (decoder == NULL) {
        return;
    }
    stop(decoder);
    event_loop_withdraw(decoder->loop, &decoder->task);
    for (struct decoder_job *job; (job = take_first(decoder)) != NULL;) {
        free(job);
    }
    free(decoder->current);
    free(decoder);
}

struct decoder_job *decoder_submit(struct decoder *decoder, const uint8_t *bytes, size_t length,
                                   const struct decode_limits *limits, decoder_done *done, void *user) {
    struct decoder_job *job = malloc(sizeof *job);
    if (job == NULL) {
        return NULL;
    }
    *job = (struct decoder_job){bytes, length, *limits, done, user, NULL};
    *decoder->last = job;
    decoder->last = &job->next;
    event_loop_post(decoder->loop, &decoder->task);
    return job;
}

void decoder_cancel(struct decoder *decoder, struct decoder_job *job) {
    if (job == decoder->current) {
        job->done = NULL;
        return;
    }
    for (struct decoder_job **at = &decoder->waiting; *at != NULL; at = &(*at)->next) {
        if (*at == job) {
            *at = job->next;
            decoder->last = *at == NULL ? at : decoder->last;
            free(job);
            return;
        }
    }
}

unsigned decoder_starts(const struct decoder *decoder) {
    return decoder->starts;
}

pid_t decoder_child(const struct decoder *decoder) {
    return decoder->process.child;
}
