/* bounds.c - what the set takes of memory, the longest work of one operation, and values chosen to collide. */
#include "bench_set.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A set of the same values, which tells how many entries each operation on the table moves. */
struct work {
    uint64_t operations, moved;
    uint32_t longest;
};
static struct work work;

static inline void count_work(uint32_t entries) {
    work.operations++;
    work.moved += entries;
    work.longest = entries > work.longest ? entries : work.longest;
}

#define QUIRE_SET counted_set
#define QUIRE_SET_VALUE struct qr_style
#define QUIRE_SET_HASH(context, seed, style) quire_set_hash_words(seed, (style)->first, (style)->second)
#define QUIRE_SET_EQUAL(context, a, b) qr_style_equal(*(a), *(b))
#define QUIRE_SET_WORK(set, entries) count_work(entries)
#include <quire/set.h>

static uint32_t counted_put(struct counted_set *set, uint32_t counter) {
    struct qr_style style = bench_style(counter);
    uint32_t id = 0;
    if (counted_set_add(set, NULL, &style, &id) != QUIRE_OK)
        bench_fail("add");
    return id;
}

static void entries_moved(uint32_t capacity) {
    struct quire_set_layout layout;
    if (!counted_set_layout(capacity, &layout))
        bench_fail("layout");
    struct counted_set *set = counted_set_init(bench_alloc(layout.size), &layout, 0x5EED);
    uint32_t living = (uint32_t)((uint64_t)counted_set_capacity(set) * 99 / 100), counter = 0;
    uint32_t *ids = bench_alloc(living * sizeof *ids);
    struct generator generator = {3};
    for (uint32_t i = 0; i < living; i++)
        ids[i] = counted_put(set, counter++);
    work = (struct work){0, 0, 0};
    for (uint32_t i = 0; i < 1000000; i++) {
        uint32_t slot = generator_below(&generator, living);
        (void)counted_set_release(set, ids[slot]);
        ids[slot] = counted_put(set, counter++);
    }
    printf("{\"bench\":\"set\",\"mix\":\"work\",\"what\":\"entries moved, churn 99 %%\",\"size\":%" PRIu32
           ",\"longest\":%" PRIu32 ",\"mean\":%.2f}\n",
           capacity, work.longest, (double)work.moved / (double)work.operations);
    free(ids);
    free(set);
}

void bench_work(void) {
    entries_moved(256);
    entries_moved(2048);
    entries_moved(16384);
}

/* 50,000 values: random ones, or ones whose two words have the same exclusive or, which collide in a hash that folds a
 * value without a key. */
static void flood(bool crafted) {
    enum { VALUES = 50000 };
    struct bench_result result = {0};
    struct qr_style *styles = bench_alloc(VALUES * sizeof *styles);
    struct generator generator = {8};
    for (uint32_t i = 0; i < VALUES; i++) {
        uint64_t word = generator_next(&generator);
        styles[i] = (struct qr_style){word, crafted ? word ^ 0x1234567 : generator_next(&generator)};
    }
    for (int repeat = 0; repeat < bench_repeat; repeat++) {
        struct bench_set bench;
        bench_set_make(&bench, qr_style_set_capacity_for_count(VALUES));
        double start = bench_now();
        for (uint32_t i = 0; i < VALUES; i++)
            (void)bench_set_add(&bench, styles[i]);
        result.ns[repeat] = (bench_now() - start) / VALUES;
        bench_note(&result, &bench);
        bench_set_free(&bench);
    }
    bench_print("flood", crafted ? "values chosen to collide" : "random values", VALUES, &result);
    free(styles);
}

void bench_flood(void) {
    flood(false);
    flood(true);
}

void bench_memory(void) {
    for (uint32_t capacity = 256; capacity <= 65536; capacity *= 4) {
        struct quire_set_layout layout;
        if (!qr_style_set_layout(capacity, &layout))
            bench_fail("layout");
        printf("{\"bench\":\"set\",\"mix\":\"memory\",\"size\":%" PRIu32 ",\"bytes_per_item\":%.2f}\n", capacity,
               (double)layout.size / (layout.item_capacity - 1));
    }
}
