/* bench_set - the set's workload, mixes a to h (bench/README.md defines them): bench_set [--cpu] [--repeat N] [MIX...]
 *
 * Prints JSON lines: nanoseconds an operation (median and least of the repetitions), the same less the yardstick, which
 * is what making styles and walking cells costs without a set, and what the set went through. */
#include "bench_set.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int bench_repeat = 7;
int bench_clock = CLOCK_MONOTONIC;

double bench_now(void) {
    struct timespec time;
    clock_gettime((clockid_t)bench_clock, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

void bench_fail(const char *what) {
    fprintf(stderr, "bench_set: %s\n", what);
    exit(1);
}

void *bench_alloc(size_t bytes) {
    bytes = (bytes + 63) / 64 * 64 + 64;
    void *memory = aligned_alloc(64, bytes);
    if (!memory)
        bench_fail("memory");
    memset(memory, 0, bytes);
    return memory;
}

/* --- a set in memory of its own -------------------------------------------------------------------------------- */

void bench_set_make(struct bench_set *bench, uint32_t capacity) {
    struct quire_set_layout layout;
    if (!qr_style_set_layout(capacity, &layout))
        bench_fail("capacity");
    *bench = (struct bench_set){.set = qr_style_set_init(bench_alloc(layout.size), &layout, 0x5EED)};
    bench->sets.styles = bench->set;
}

void bench_set_free(struct bench_set *bench) {
    free(bench->set);
}

static void grow(struct bench_set *bench) {
    struct quire_set_layout layout;
    struct qr_style_set *grown;
    if (!qr_style_set_layout(bench->set->table_capacity * 2, &layout))
        bench_fail("growth beyond the limit");
    if (qr_style_set_rebuild(bench->set, &bench->sets, bench_alloc(layout.size), &layout, &grown) != QUIRE_OK)
        bench_fail("rebuild");
    free(bench->set);
    bench->set = bench->sets.styles = grown;
    bench->growths++;
}

void bench_set_mend(struct bench_set *bench, enum quire_result result) {
    double start = bench_now();
    if (result == QUIRE_OUT_OF_MEMORY)
        grow(bench);
    else if (result == QUIRE_NEEDS_REHASH && qr_style_set_reseed(bench->set, &bench->sets) == QUIRE_OK)
        bench->reseeds++;
    else
        bench_fail("add");
    double ns = bench_now() - start;
    bench->worst_ns = ns > bench->worst_ns ? ns : bench->worst_ns;
}

/* --- results --------------------------------------------------------------------------------------------------- */

void bench_note(struct bench_result *result, const struct bench_set *bench) {
    result->growths = bench->growths;
    result->reseeds = bench->reseeds;
    result->living = qr_style_set_count(bench->set);
    result->worst_ns = bench->worst_ns > result->worst_ns ? bench->worst_ns : result->worst_ns;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_print(const char *mix, const char *what, uint32_t size, struct bench_result *result) {
    size_t count = (size_t)bench_repeat;
    qsort(result->ns, count, sizeof *result->ns, compare);
    qsort(result->yardstick, count, sizeof *result->yardstick, compare);
    printf("{\"bench\":\"set\",\"mix\":\"%s\",\"what\":\"%s\",\"size\":%" PRIu32 ",\"ns_op\":%.2f,\"ns_best\":%.2f",
           mix, what, size, result->ns[count / 2], result->ns[0]);
    if (result->yardstick[0] > 0)
        printf(",\"yardstick_ns\":%.2f,\"ns_net\":%.2f", result->yardstick[0], result->ns[0] - result->yardstick[0]);
    if (result->growths + result->reseeds > 0)
        printf(",\"growths\":%" PRIu32 ",\"reseeds\":%" PRIu32 ",\"worst_rebuild_ns\":%.0f", result->growths,
               result->reseeds, result->worst_ns);
    printf("}\n");
    fflush(stdout);
}

/* --- main ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    void (*run)(void);
} mixes[] = {{"yardstick", bench_yardsticks},
             {"a", bench_present},
             {"b", bench_fill},
             {"c", bench_churn},
             {"d", bench_absent},
             {"e", bench_counts},
             {"f", bench_git_log},
             {"g", bench_gradient},
             {"h", bench_random},
             {"memory", bench_memory},
             {"work", bench_work},
             {"flood", bench_flood}};

enum { MIXES = sizeof mixes / sizeof *mixes };

static bool is_wanted(const char *name, char **names, int count) {
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return count == 0;
}

int main(int argc, char **argv) {
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--cpu") == 0)
            bench_clock = CLOCK_PROCESS_CPUTIME_ID;
        else if (strcmp(argv[at], "--repeat") == 0 && at + 1 < argc)
            bench_repeat = atoi(argv[++at]);
    }
    if (bench_repeat < 1 || bench_repeat > BENCH_REPEAT_MAX)
        bench_fail("--repeat from 1 to 31");
    for (size_t i = 0; i < MIXES; i++) {
        if (is_wanted(mixes[i].name, argv + at, argc - at))
            mixes[i].run();
    }
    return 0;
}
