/* bench_set.h - what the mixes of bench_set share: the set as pages have it, measuring, telling.
 *
 * The instance is the pages' own, `qr_style_set` of page_sets.h, with what it does when a style leaves. Each mix is a
 * function that prints one JSON line a case. */
#ifndef BENCH_SET_H
#define BENCH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page_sets.h"

#include "../workload.h"

enum { BENCH_REPEAT_MAX = 31 };

/* Repetitions of each case, and the clock that times them. */
extern int bench_repeat;
extern int bench_clock;

/* The mixes, by their letters in ../README.md. */
void bench_yardsticks(void);
void bench_present(void);  /* a */
void bench_fill(void);     /* b */
void bench_churn(void);    /* c */
void bench_absent(void);   /* d */
void bench_counts(void);   /* e */
void bench_git_log(void);  /* f */
void bench_gradient(void); /* g */
void bench_random(void);   /* h */
void bench_memory(void);
void bench_work(void);
void bench_flood(void);

/* The compiler knows no longer what is in a number, or in memory: it cannot cancel an addition by the subtraction that
 * follows, nor leave out what nobody reads. */
#define BENCH_FORGET(number) __asm__ volatile("" : "+r"(number))
#define BENCH_KEEP(pointer) __asm__ volatile("" : : "r"(pointer) : "memory")

/* Nanoseconds of the clock. */
double bench_now(void);

/* Ends the program. */
_Noreturn void bench_fail(const char *what);

/* Zeroed memory on a line of the cache. */
void *bench_alloc(size_t bytes);

/* --- a set in memory of its own -------------------------------------------------------------------------------- */

struct bench_set {
    struct qr_style_set *set;
    struct qr_sets sets; /* its context */
    uint32_t growths, reseeds;
    double worst_ns; /* the longest of them */
};

void bench_set_make(struct bench_set *bench, uint32_t capacity);
void bench_set_free(struct bench_set *bench);

/* What a page does when add says no: twice the capacity, ids kept, or another seed. */
void bench_set_mend(struct bench_set *bench, enum quire_result result);

static inline uint32_t bench_set_add(struct bench_set *bench, struct qr_style style) {
    for (;;) {
        uint32_t id;
        enum quire_result result = qr_style_set_add(bench->set, &bench->sets, &style, &id);
        if (result == QUIRE_OK)
            return id;
        bench_set_mend(bench, result);
    }
}

/* Style i of the workload. */
static inline struct qr_style bench_style(uint32_t i) {
    struct style style = make_style(i);
    return (struct qr_style){style.first, style.second};
}

/* --- results --------------------------------------------------------------------------------------------------- */

/* Nanoseconds an operation, of each repetition; and of the work around it, which is taken off in `ns_net`. */
struct bench_result {
    double ns[BENCH_REPEAT_MAX], yardstick[BENCH_REPEAT_MAX];
    uint32_t growths, reseeds, living;
    double worst_ns;
};

/* What the set went through, into the result. */
void bench_note(struct bench_result *result, const struct bench_set *bench);

void bench_print(const char *mix, const char *what, uint32_t size, struct bench_result *result);

#endif
