/* sweep.c - time a byte while one thing doubles (bench_engine.h).
 *
 * A cliff is where twice the columns, rows, history, styles or links change the time a byte by more than a factor of 2.
 * All steps take their turn, then all of them again: the ratio of two neighbours is the median of the ratios within one
 * turn, so that a machine that is slower for a while slows both. Time is the processor's. */
#include <stdio.h>
#include <string.h>

#include "bench_engine.h"

#define REPEAT_USUAL 3u
#define STEPS_MAX 24u
#define RATIO_MAX 2.0

struct sweep {
    const char *name;
    uint64_t first, last;
    bool zero;                  /* 0 comes before the first */
    const char *const *streams; /* when none is named; NULL: all */
    void (*set)(uint64_t value, struct pass_plan *pass, struct stream_plan *stream);
};

static void set_columns(uint64_t value, struct pass_plan *pass, struct stream_plan *stream) {
    pass->cols = stream->cols = (uint32_t)value;
}

static void set_rows(uint64_t value, struct pass_plan *pass, struct stream_plan *stream) {
    pass->rows = stream->rows = (uint32_t)value;
}

/* Twice what fits, so that half of it comes when the history is full. */
static void set_history(uint64_t value, struct pass_plan *pass, struct stream_plan *stream) {
    pass->history = value;
    pass->total = value > 8 * stream->bytes ? 2 * value : 16 * stream->bytes;
}

static void set_count(uint64_t value, struct pass_plan *pass, struct stream_plan *stream) {
    (void)pass;
    stream->count = (uint32_t)value;
}

static const char *const history_streams[] = {"ascii-plain", "short-lines", "git-log", "latin-utf8", NULL};
static const char *const style_streams[] = {"styles", NULL};
static const char *const link_streams[] = {"links", NULL};

static const struct sweep sweeps[] = {
    {"columns", 20, 1000, false, NULL, set_columns},
    {"rows", 5, 500, false, NULL, set_rows},
    {"history", 64000, 1000000000, true, history_streams, set_history},
    {"styles", 1, 20000, false, style_streams, set_count},
    {"links", 1, 20000, true, link_streams, set_count},
};
#define SWEEPS (sizeof sweeps / sizeof *sweeps)

bool sweep_known(const char *name) {
    bool known = strcmp(name, "all") == 0;
    for (size_t i = 0; i < SWEEPS; i++)
        known = known || strcmp(sweeps[i].name, name) == 0;
    return known;
}

/* One value of the thing that doubles. */
struct step {
    uint64_t value;
    struct pass_plan plan;
    struct stream stream;
    double times[REPEAT_MAX], ratios[REPEAT_MAX]; /* ns a byte, and as multiples of the step before in the same turn */
};

struct run {
    const struct sweep *sweep;
    const char *name; /* of the stream */
    uint32_t repeat, steps;
    struct step step[STEPS_MAX];
};

/* What is told at the end of a sweep: the ratio farthest from 1, and how many are too far. */
struct worst {
    uint32_t ratios, broken;
    double factor;
    uint64_t value;
    char name[48];
};

static bool add_step(struct run *run, uint64_t value, const struct options *options) {
    struct step *step = &run->step[run->steps++];
    struct stream_plan plan = options->stream;
    step->value = value;
    step->plan = options->pass;
    run->sweep->set(value, &step->plan, &plan);
    if (!input_read(&step->stream, run->name, &plan))
        return false;
    step->plan.bytes = step->stream.bytes;
    step->plan.length = step->stream.length;
    return true;
}

/* 0 perhaps, the first, twice that and so on, the last. */
static bool make_steps(struct run *run, const struct options *options) {
    const struct sweep *sweep = run->sweep;
    bool made = !sweep->zero || add_step(run, 0, options);
    for (uint64_t value = sweep->first; made && value < sweep->last; value *= 2)
        made = add_step(run, value, options);
    return made && add_step(run, sweep->last, options);
}

static bool turn(struct run *run, uint32_t round) {
    for (uint32_t i = 0; i < run->steps; i++) {
        struct step *step = &run->step[i];
        struct pass pass;
        uint64_t bytes = step->plan.total > 0 ? step->plan.total : step->plan.length;
        if (!pass_run(&step->plan, &pass)) {
            fprintf(stderr, "bench_engine: no terminal could be made\n");
            return false;
        }
        step->times[round] = pass.processor * 1e9 / (double)bytes;
        step->ratios[round] = i > 0 ? step->times[round] / step[-1].times[round] : 1;
    }
    return true;
}

static void tell(struct run *run, struct worst *worst) {
    for (uint32_t i = 0; i < run->steps; i++) {
        struct step *step = &run->step[i];
        double time = median(step->times, run->repeat), ratio = median(step->ratios, run->repeat);
        double factor = ratio < 1 ? 1 / ratio : ratio;
        printf("{\"bench\":\"engine\",\"sweep\":\"%s\",\"stream\":\"%s\",\"%s\":%llu,\"ns_byte\":%.2f",
               run->sweep->name, run->name, run->sweep->name, (unsigned long long)step->value, time);
        if (i > 0) {
            printf(",\"ratio\":%.2f,\"holds\":%s", ratio, factor <= RATIO_MAX ? "true" : "false");
            worst->ratios++;
            worst->broken += factor > RATIO_MAX;
        }
        printf("}\n");
        if (i > 0 && factor > worst->factor) {
            worst->factor = factor;
            worst->value = step->value;
            (void)snprintf(worst->name, sizeof worst->name, "%s", run->name);
        }
    }
    (void)fflush(stdout);
}

/* A stream under a sweep. False: it failed, which was told. */
static bool sweep_stream(const struct sweep *sweep, const char *name, const struct options *options,
                         struct worst *worst) {
    struct run *run = calloc(1, sizeof *run);
    if (!run)
        return false;
    run->sweep = sweep;
    run->name = name;
    run->repeat = options->repeat > 0 ? options->repeat : REPEAT_USUAL;
    bool done = make_steps(run, options);
    for (uint32_t round = 0; done && round < run->repeat; round++)
        done = turn(run, round);
    if (done)
        tell(run, worst);
    for (uint32_t i = 0; i < run->steps; i++)
        stream_free(&run->step[i].stream);
    free(run);
    return done;
}

static const char *stream_name(const struct sweep *sweep, const struct options *options, uint32_t n) {
    return sweep->streams && options->name_count == 0 ? sweep->streams[n] : input_name(options, n);
}

static bool sweep_all(const struct sweep *sweep, const struct options *options) {
    struct worst worst = {0};
    bool done = true;
    const char *name;
    for (uint32_t i = 0; (name = stream_name(sweep, options, i)) != NULL; i++)
        done = sweep_stream(sweep, name, options, &worst) && done;
    if (worst.ratios > 0)
        printf("{\"bench\":\"engine\",\"sweep\":\"%s\",\"ratios\":%u,\"not_held\":%u,\"worst\":%.2f,\"worst_stream\":"
               "\"%s\","
               "\"worst_at\":%llu}\n",
               sweep->name, worst.ratios, worst.broken, worst.factor, worst.name, (unsigned long long)worst.value);
    return done;
}

int sweep_run(const struct options *options) {
    bool done = true;
    for (size_t i = 0; i < SWEEPS; i++) {
        if (strcmp(options->sweep, "all") == 0 || strcmp(options->sweep, sweeps[i].name) == 0)
            done = sweep_all(&sweeps[i], options) && done;
    }
    return !done;
}
