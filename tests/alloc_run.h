/* alloc_run.h - a long run of operations in which every allocation fails once.
 *
 * Running the whole again for each allocation would take the square of its length. So the run is made once, in this
 * process, and before an operation that asks for memory a child process is forked for each of its requests: there the
 * request fails, alone or with all others for some operations, the run goes on for a while, everything is checked and
 * released. The operations have to be deterministic: a first run counts their requests. */
#ifndef ALLOC_RUN_H
#define ALLOC_RUN_H

#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

struct alloc_run {
    uint32_t steps;
    uint32_t tail;       /* operations that a child does from the failure on */
    uint32_t children;   /* forked in all; a soak forks one for each request and each way to fail */
    void (*begin)(void); /* nothing fails here */
    void (*step)(uint32_t i);
    void (*end)(void);              /* checks, and releases all: nothing may be left */
    long (*requests)(void);         /* asked for since begin */
    void (*fail)(long at, bool on); /* request number `at` will fail, and with `on` all behind it; 0: none */
};

/* With `on` memory is out for so many operations. */
#define ALLOC_RUN_OUT 4u

static inline void alloc_run_count(const struct alloc_run *run, uint32_t *counts) {
    run->begin();
    for (uint32_t i = 0; i < run->steps && test_ok; i++) {
        long before = run->requests();
        run->step(i);
        counts[i] = (uint32_t)(run->requests() - before);
    }
    run->end();
}

/* The child: operation `i` and what follows, request `nth` of it failing. */
static inline void alloc_run_child(const struct alloc_run *run, uint32_t i, uint32_t nth, bool on) {
    uint32_t end = run->steps - i < run->tail ? run->steps : i + run->tail;
    run->fail(run->requests() + (long)nth, on);
    for (uint32_t at = i; at < end && test_ok; at++) {
        if (at == i + ALLOC_RUN_OUT)
            run->fail(0, false);
        run->step(at);
    }
    run->fail(0, false);
    run->end();
    if (!test_ok)
        printf("operation %u, request %u of it%s\n", i, nth, on ? " and all behind it" : "");
    fflush(stdout);
    _exit(test_ok ? 0 : 1);
}

static inline void alloc_run_fork(const struct alloc_run *run, uint32_t i, uint32_t nth, bool on) {
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        alloc_run_child(run, i, nth, on);
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    if (status != 0)
        printf("  (status %x)\n", (unsigned)status);
    CHECK_INT(status, 0);
}

/* Runs all; the number of requests. */
static inline uint64_t alloc_run(const struct alloc_run *run) {
    uint32_t *counts = calloc(run->steps, sizeof *counts);
    uint64_t total = 0, seen = 0, stride = 1;
    if (!counts)
        abort();
    alloc_run_count(run, counts);
    for (uint32_t i = 0; i < run->steps; i++)
        total += counts[i];
    bool all = getenv("QUIRE_SOAK") != NULL;
    stride = all ? 1 : 1 + total / run->children;
    run->begin();
    for (uint32_t i = 0; i < run->steps && test_ok; i++) {
        for (uint32_t nth = 1; nth <= counts[i] && test_ok; nth++) {
            if (seen++ % stride != 0)
                continue;
            if (all || seen / stride % 2 == 0)
                alloc_run_fork(run, i, nth, false);
            if (all || seen / stride % 2 == 1)
                alloc_run_fork(run, i, nth, true);
        }
        run->step(i);
    }
    run->end();
    free(counts);
    return total;
}

#endif
