/* ids.c - what is done with values that are there: mix a, adding and releasing them; mix e, using and releasing ids. */
#include "bench_set.h"

#include <stdlib.h>

/* --- mix a ----------------------------------------------------------------------------------------------------- */

enum { SEQUENCE = 65536, PASSES = 32 };

struct present {
    struct qr_style *styles;
    uint32_t *indices, *got;
    struct bench_result adds, releases;
};

static void present_prepare(struct present *p, uint32_t n, bool zipf) {
    struct generator generator = {zipf ? 2 : 1};
    struct zipf table = {0};
    p->styles = bench_alloc(n * sizeof *p->styles);
    p->indices = bench_alloc(SEQUENCE * sizeof *p->indices);
    p->got = bench_alloc(SEQUENCE * sizeof *p->got);
    if (zipf && !zipf_make(&table, n))
        bench_fail("memory");
    for (uint32_t i = 0; i < n; i++)
        p->styles[i] = bench_style(i);
    for (uint32_t i = 0; i < SEQUENCE; i++)
        p->indices[i] = zipf ? zipf_pick(&table, &generator) : generator_below(&generator, n);
    zipf_free(&table);
}

static void add_all(struct present *p, const struct bench_set *bench) {
    struct qr_style_set *set = bench->set;
    for (uint32_t i = 0; i < SEQUENCE; i++) {
        if (qr_style_set_add(set, &bench->sets, &p->styles[p->indices[i]], &p->got[i]) != QUIRE_OK)
            bench_fail("add of a present value");
    }
}

static void release_all(struct qr_style_set *set, const uint32_t *ids) {
    for (uint32_t i = 0; i < SEQUENCE; i++) {
        if (qr_style_set_release(set, ids[i]) != QUIRE_OK)
            bench_fail("release");
    }
}

static void present_once(struct present *p, uint32_t n, int repeat) {
    struct bench_set bench;
    double added = 0, released = 0;
    bench_set_make(&bench, qr_style_set_capacity_for_count(n));
    for (uint32_t i = 0; i < n; i++)
        (void)bench_set_add(&bench, p->styles[i]);
    for (int pass = 0; pass < PASSES; pass++) {
        double start = bench_now();
        add_all(p, &bench);
        double middle = bench_now();
        release_all(bench.set, p->got);
        released += bench_now() - middle;
        added += middle - start;
    }
    p->adds.ns[repeat] = added / (SEQUENCE * PASSES);
    p->releases.ns[repeat] = released / (SEQUENCE * PASSES);
    if (qr_style_set_count(bench.set) != n)
        bench_fail("a value died");
    bench_set_free(&bench);
}

static void present(uint32_t n, bool zipf) {
    struct present p = {0};
    present_prepare(&p, n, zipf);
    for (int repeat = 0; repeat < bench_repeat; repeat++)
        present_once(&p, n, repeat);
    bench_print("a", zipf ? "add present, zipf" : "add present, uniform", n, &p.adds);
    bench_print("a", zipf ? "release, zipf" : "release, uniform", n, &p.releases);
    free(p.styles);
    free(p.indices);
    free(p.got);
}

void bench_present(void) {
    static const uint32_t sizes[] = {16, 128, 1024, 8192};
    for (int zipf = 0; zipf < 2; zipf++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            present(sizes[i], zipf == 1);
    }
}

/* --- mix e ----------------------------------------------------------------------------------------------------- */

/* A release may find the id another one than it was used by, as far as the compiler knows. */
static void use_release(struct qr_style_set *set, const uint32_t *ids, uint32_t n) {
    for (uint32_t i = 0; i < SEQUENCE; i++) {
        uint32_t id = ids[i];
        if (qr_style_set_use_multiple(set, id, n) != QUIRE_OK)
            bench_fail("use");
        BENCH_FORGET(id);
        if (qr_style_set_release_multiple(set, id, n) != QUIRE_OK)
            bench_fail("release");
    }
}

static void use_all(struct qr_style_set *set, const uint32_t *ids) {
    for (uint32_t i = 0; i < SEQUENCE; i++) {
        if (qr_style_set_use(set, ids[i]) != QUIRE_OK)
            bench_fail("use");
    }
}

static double pairs(struct qr_style_set *set, const uint32_t *ids) {
    double start = bench_now();
    for (int pass = 0; pass < PASSES; pass++)
        use_release(set, ids, 1);
    return (bench_now() - start) / (SEQUENCE * PASSES);
}

static double apart(struct qr_style_set *set, const uint32_t *ids) {
    double start = bench_now();
    for (int pass = 0; pass < PASSES; pass++) {
        use_all(set, ids);
        release_all(set, ids);
    }
    return (bench_now() - start) / (SEQUENCE * PASSES);
}

static double by_eighty(struct qr_style_set *set, const uint32_t *ids) {
    double start = bench_now();
    for (int pass = 0; pass < PASSES; pass++)
        use_release(set, ids, 80);
    return (bench_now() - start) / (SEQUENCE * PASSES);
}

void bench_counts(void) {
    enum { VALUES = 1024 };
    struct bench_result one = {0}, all = {0}, eighty = {0};
    struct generator generator = {4};
    struct bench_set bench;
    uint32_t *ids = bench_alloc(SEQUENCE * sizeof *ids), known[VALUES];
    bench_set_make(&bench, qr_style_set_capacity_for_count(VALUES));
    for (uint32_t i = 0; i < VALUES; i++)
        known[i] = bench_set_add(&bench, bench_style(i));
    for (uint32_t i = 0; i < SEQUENCE; i++)
        ids[i] = known[generator_below(&generator, VALUES)];
    for (int repeat = 0; repeat < bench_repeat; repeat++) {
        one.ns[repeat] = pairs(bench.set, ids);
        all.ns[repeat] = apart(bench.set, ids);
        eighty.ns[repeat] = by_eighty(bench.set, ids);
    }
    bench_print("e", "use and release, a pair", VALUES, &one);
    bench_print("e", "all used, then all released, a pair", VALUES, &all);
    bench_print("e", "use and release of 80, a pair", VALUES, &eighty);
    bench_set_free(&bench);
    free(ids);
}
