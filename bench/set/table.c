/* table.c - what the table does: mix b fills it, mix c keeps it full of values that come and go, mix d looks for values
 * that are not there. */
#include "bench_set.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- yardsticks ------------------------------------------------------------------------------------------------ */

enum { STYLES = 1000000 };

/* Making style(counter), as b does. */
static double style_ns(void) {
    double start = bench_now();
    for (uint32_t i = 0; i < STYLES; i++) {
        struct qr_style style = bench_style(i);
        BENCH_KEEP(&style);
    }
    return (bench_now() - start) / STYLES;
}

/* That and choosing a slot, as c does. */
static double slot_and_style_ns(uint32_t living) {
    struct generator generator = {3};
    double start = bench_now();
    for (uint32_t i = 0; i < STYLES; i++) {
        uint32_t slot = generator_below(&generator, living);
        struct qr_style style = bench_style(i);
        BENCH_FORGET(slot);
        BENCH_KEEP(&style);
    }
    return (bench_now() - start) / STYLES;
}

void bench_yardsticks(void) {
    struct bench_result style = {0}, slot = {0};
    for (int repeat = 0; repeat < bench_repeat; repeat++) {
        style.ns[repeat] = style_ns();
        slot.ns[repeat] = slot_and_style_ns(1000);
    }
    bench_print("yardstick", "one style", 0, &style);
    bench_print("yardstick", "one slot and one style", 0, &slot);
}

/* --- mix b ----------------------------------------------------------------------------------------------------- */

/* Adds fresh styles until the set says no. */
static uint32_t fill_one(struct bench_set *bench, uint32_t counter) {
    uint32_t id;
    for (;; counter++) {
        struct qr_style style = bench_style(counter);
        if (qr_style_set_add(bench->set, &bench->sets, &style, &id) != QUIRE_OK)
            return counter;
    }
}

/* A million styles into as many sets as that takes, a few of which are made ahead so that the clock is not what is
 * measured. */
static double fill_ns(uint32_t capacity) {
    enum { AHEAD = 64 };
    struct bench_set ahead[AHEAD];
    uint32_t counter = 0, count = capacity < 4096 ? AHEAD : 1;
    double ns = 0;
    while (counter < STYLES) {
        for (uint32_t i = 0; i < count; i++)
            bench_set_make(&ahead[i], capacity);
        double start = bench_now();
        for (uint32_t i = 0; i < count; i++)
            counter = fill_one(&ahead[i], counter);
        ns += bench_now() - start;
        for (uint32_t i = 0; i < count; i++)
            bench_set_free(&ahead[i]);
    }
    return ns / counter;
}

void bench_fill(void) {
    static const uint32_t capacities[] = {32, 256, 2048, 16384, 65536};
    for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
        struct bench_result result = {0};
        for (int repeat = 0; repeat < bench_repeat; repeat++) {
            result.ns[repeat] = fill_ns(capacities[i]);
            result.yardstick[repeat] = style_ns();
        }
        bench_print("b", "fill", capacities[i], &result);
    }
}

/* --- mix c ----------------------------------------------------------------------------------------------------- */

struct living {
    struct bench_set bench;
    uint32_t *ids, count, counter;
    struct generator generator;
};

/* A set with so many values out of a hundred storable ones. */
static struct living living_make(uint32_t capacity, uint32_t percent) {
    struct living living = {.generator = {3}};
    bench_set_make(&living.bench, capacity);
    living.count = (uint32_t)((uint64_t)qr_style_set_capacity(living.bench.set) * percent / 100);
    living.ids = bench_alloc(living.count * sizeof *living.ids);
    for (uint32_t i = 0; i < living.count; i++)
        living.ids[i] = bench_set_add(&living.bench, bench_style(living.counter++));
    return living;
}

static void living_churn(struct living *living, uint32_t operations) {
    for (uint32_t i = 0; i < operations; i++) {
        uint32_t slot = generator_below(&living->generator, living->count);
        if (qr_style_set_release(living->bench.set, living->ids[slot]) != QUIRE_OK)
            bench_fail("release");
        living->ids[slot] = bench_set_add(&living->bench, bench_style(living->counter++));
    }
}

static void living_free(struct living *living) {
    bench_set_free(&living->bench);
    free(living->ids);
}

/* The capacity is fixed, and would not change if it could: a value that leaves makes room for the next. */
static void churn(uint32_t capacity, uint32_t percent) {
    enum { OPERATIONS = 1048576 };
    struct bench_result result = {0};
    char what[64];
    snprintf(what, sizeof what, "churn %" PRIu32 " %%, fixed table, never rebuilt", percent);
    for (int repeat = 0; repeat < bench_repeat; repeat++) {
        struct living living = living_make(capacity, percent);
        double start = bench_now();
        living_churn(&living, OPERATIONS);
        result.ns[repeat] = (bench_now() - start) / OPERATIONS;
        result.yardstick[repeat] = slot_and_style_ns(living.count);
        if (living.bench.growths + living.bench.reseeds > 0)
            bench_fail("a set of fixed capacity was rebuilt");
        living_free(&living);
    }
    bench_print("c", what, capacity, &result);
}

void bench_churn(void) {
    static const uint32_t capacities[] = {256, 2048, 16384}, percents[] = {50, 80, 95, 99};
    for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
        for (size_t k = 0; k < sizeof percents / sizeof *percents; k++)
            churn(capacities[i], percents[k]);
    }
}

/* --- mix d ----------------------------------------------------------------------------------------------------- */

static void absent(uint32_t capacity, uint32_t percent, bool churned) {
    enum { VALUES = 4096, PASSES = 256 };
    struct bench_result result = {0};
    static struct qr_style styles[VALUES];
    char what[64];
    snprintf(what, sizeof what, "lookup absent, %" PRIu32 " %%%s", percent, churned ? ", churned" : "");
    for (uint32_t i = 0; i < VALUES; i++)
        styles[i] = bench_style(0x800000 + i);
    for (int repeat = 0; repeat < bench_repeat; repeat++) {
        struct living living = living_make(capacity, percent);
        uint32_t found = 0;
        living_churn(&living, churned ? 4 * capacity : 0);
        double start = bench_now();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < VALUES; i++)
                found += qr_style_set_lookup(living.bench.set, &living.bench.sets, &styles[i]);
        }
        result.ns[repeat] = (bench_now() - start) / (VALUES * PASSES);
        if (found != 0)
            bench_fail("an absent value was found");
        living_free(&living);
    }
    bench_print("d", what, capacity, &result);
}

void bench_absent(void) {
    static const uint32_t percents[] = {50, 80, 95};
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        absent(2048, percents[i], false);
        absent(2048, percents[i], true);
    }
}
