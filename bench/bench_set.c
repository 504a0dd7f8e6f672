/* bench_set - the set's workload, mixes a to h (bench/README.md defines them): bench_set [MIX...]
 *
 * Prints JSON lines: nanoseconds per operation (the median of REPEAT repetitions), bytes per storable item, and for
 * mixes that grow the worst single rebuild. The first line is the yardstick: the cost of making one style. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/set.h>

#include "workload.h"

#define REPEAT 7
#define RING_COLS 80u
#define RING_ROWS 256u

#define QUIRE_SET style_set
#define QUIRE_SET_VALUE struct style
#define QUIRE_SET_HASH(context, seed, style) quire_set_hash_words(seed, (style)->first, (style)->second)
#define QUIRE_SET_EQUAL(context, a, b) ((((a)->first ^ (b)->first) | ((a)->second ^ (b)->second)) == 0)
#include <quire/set.h>

/* The same once more, telling how many entries each operation on the table moves. */
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
#define QUIRE_SET_VALUE struct style
#define QUIRE_SET_HASH(context, seed, style) quire_set_hash_words(seed, (style)->first, (style)->second)
#define QUIRE_SET_EQUAL(context, a, b) ((((a)->first ^ (b)->first) | ((a)->second ^ (b)->second)) == 0)
#define QUIRE_SET_WORK(set, entries) count_work(entries)
#include <quire/set.h>

/* --- a set in memory of its own -------------------------------------------------------------------------------- */

struct bench_set {
    struct style_set *set;
    size_t bytes;
    uint64_t rebuilds;
    double worst_rebuild_ns;
};

static void fail(const char *what) {
    fprintf(stderr, "bench_set: %s\n", what);
    exit(1);
}

static double now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void set_make(struct bench_set *bench, uint32_t capacity) {
    struct quire_set_layout layout;
    if (!style_set_layout(capacity, &layout))
        fail("capacity");
    void *memory = aligned_alloc(64, (layout.size + 63) / 64 * 64);
    if (!memory)
        fail("memory");
    memset(memory, 0, layout.size);
    *bench = (struct bench_set){style_set_init(memory, &layout, 0x5EED), layout.size, 0, 0};
}

static void set_free(struct bench_set *bench) {
    free(bench->set);
}

/* Twice the table, ids kept; as a page does. */
static void set_grow(struct bench_set *bench) {
    double start = now_ns();
    struct quire_set_layout layout;
    if (!style_set_layout(bench->set->table_capacity * 2, &layout))
        fail("growth beyond the limit");
    void *memory = aligned_alloc(64, (layout.size + 63) / 64 * 64);
    struct style_set *grown;
    if (!memory)
        fail("memory");
    memset(memory, 0, layout.size);
    if (style_set_rebuild(bench->set, NULL, memory, &layout, &grown) != QUIRE_OK)
        fail("rebuild");
    free(bench->set);
    bench->set = grown;
    bench->bytes = layout.size;
    bench->rebuilds++;
    double ns = now_ns() - start;
    bench->worst_rebuild_ns = ns > bench->worst_rebuild_ns ? ns : bench->worst_rebuild_ns;
}

static uint32_t set_add(struct bench_set *bench, struct style style) {
    for (;;) {
        uint32_t id;
        enum quire_result result = style_set_add(bench->set, NULL, &style, &id);
        if (result == QUIRE_OK)
            return id;
        if (result == QUIRE_OUT_OF_MEMORY)
            set_grow(bench);
        else if (result != QUIRE_NEEDS_REHASH || style_set_reseed(bench->set, NULL) != QUIRE_OK)
            fail("add");
    }
}

/* --- results --------------------------------------------------------------------------------------------------- */

struct result {
    double ns[REPEAT];
    uint64_t rebuilds;
    double worst_rebuild_ns;
};

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_result(const char *mix, const char *what, uint32_t size, struct result *result) {
    qsort(result->ns, REPEAT, sizeof *result->ns, compare);
    printf("{\"bench\":\"set\",\"mix\":\"%s\",\"what\":\"%s\",\"size\":%" PRIu32 ",\"ns_op\":%.2f,\"ns_best\":%.2f",
           mix, what, size, result->ns[REPEAT / 2], result->ns[0]);
    if (result->rebuilds > 0)
        printf(",\"rebuilds\":%" PRIu64 ",\"worst_rebuild_ns\":%.0f", result->rebuilds, result->worst_rebuild_ns);
    printf("}\n");
    fflush(stdout);
}

/* --- the mixes ------------------------------------------------------------------------------------------------- */

static void yardstick(void) {
    struct result result = {0};
    volatile uint64_t sink = 0;
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct generator generator = {7};
        uint64_t sum = 0;
        double start = now_ns();
        for (uint32_t i = 0; i < 1000000; i++) {
            struct style style = make_style((uint32_t)generator_next(&generator));
            sum += style.first ^ style.second;
        }
        result.ns[repeat] = (now_ns() - start) / 1e6;
        sink = sink + sum;
    }
    print_result("yardstick", "one generated style", 0, &result);
}

static void present(uint32_t n, bool zipf) {
    enum { LENGTH = 65536, PASSES = 32 };
    struct result result = {0};
    struct style *styles = malloc(n * sizeof *styles);
    uint32_t *indices = malloc(LENGTH * sizeof *indices), *ids = malloc(n * sizeof *ids), id;
    struct generator generator = {zipf ? 2 : 1};
    struct zipf table = {0};
    if (!styles || !indices || !ids || (zipf && !zipf_make(&table, n)))
        fail("memory");
    for (uint32_t i = 0; i < n; i++)
        styles[i] = make_style(i);
    for (uint32_t i = 0; i < LENGTH; i++)
        indices[i] = zipf ? zipf_pick(&table, &generator) : generator_below(&generator, n);
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct bench_set bench;
        set_make(&bench, style_set_capacity_for_count(n));
        for (uint32_t i = 0; i < n; i++)
            ids[i] = set_add(&bench, styles[i]);
        double start = now_ns();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < LENGTH; i++) {
                if (style_set_add(bench.set, NULL, &styles[indices[i]], &id) != QUIRE_OK)
                    fail("add of a present value");
            }
        }
        result.ns[repeat] = (now_ns() - start) / (LENGTH * PASSES);
        for (uint32_t i = 0; i < n; i++)
            (void)style_set_release_multiple(bench.set, ids[i], style_set_ref_count(bench.set, ids[i]));
        set_free(&bench);
    }
    print_result("a", zipf ? "add present, zipf" : "add present, uniform", n, &result);
    zipf_free(&table);
    free(styles);
    free(indices);
    free(ids);
}

static void fill(uint32_t table) {
    struct result result = {0};
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        uint32_t counter = 0, id;
        struct bench_set bench;
        double ns = 0;
        while (counter < 1000000) {
            set_make(&bench, table);
            double start = now_ns();
            for (;;) {
                struct style style = make_style(counter);
                if (style_set_add(bench.set, NULL, &style, &id) != QUIRE_OK)
                    break;
                counter++;
            }
            ns += now_ns() - start;
            set_free(&bench);
        }
        result.ns[repeat] = ns / counter;
    }
    print_result("b", "fill", table, &result);
}

static void churn(uint32_t table, uint32_t percent) {
    enum { OPERATIONS = 1048576 };
    struct result result = {0};
    char what[32];
    snprintf(what, sizeof what, "churn %" PRIu32 " %%", percent);
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct bench_set bench;
        set_make(&bench, table);
        uint32_t living = (uint32_t)((uint64_t)style_set_capacity(bench.set) * percent / 100), counter = 0;
        uint32_t *ids = malloc(living * sizeof *ids);
        struct generator generator = {3};
        if (!ids)
            fail("memory");
        for (uint32_t i = 0; i < living; i++)
            ids[i] = set_add(&bench, make_style(counter++));
        double start = now_ns();
        for (uint32_t i = 0; i < OPERATIONS; i++) {
            uint32_t slot = generator_below(&generator, living);
            (void)style_set_release(bench.set, ids[slot]);
            ids[slot] = set_add(&bench, make_style(counter++));
        }
        result.ns[repeat] = (now_ns() - start) / OPERATIONS;
        result.rebuilds = bench.rebuilds;
        result.worst_rebuild_ns = bench.worst_rebuild_ns;
        free(ids);
        set_free(&bench);
    }
    print_result("c", what, table, &result);
}

static void absent(uint32_t table, uint32_t percent, bool churned) {
    enum { VALUES = 4096, PASSES = 256 };
    struct result result = {0};
    static struct style styles[VALUES];
    char what[48];
    snprintf(what, sizeof what, "lookup absent, %" PRIu32 " %%%s", percent, churned ? ", churned" : "");
    for (uint32_t i = 0; i < VALUES; i++)
        styles[i] = make_style(0x800000 + i);
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct bench_set bench;
        set_make(&bench, table);
        uint32_t living = (uint32_t)((uint64_t)style_set_capacity(bench.set) * percent / 100), counter = 0, found = 0;
        uint32_t *ids = malloc(living * sizeof *ids);
        struct generator generator = {3};
        if (!ids)
            fail("memory");
        for (uint32_t i = 0; i < living; i++)
            ids[i] = set_add(&bench, make_style(counter++));
        for (uint32_t i = 0; churned && i < 4 * table; i++) {
            uint32_t slot = generator_below(&generator, living);
            (void)style_set_release(bench.set, ids[slot]);
            ids[slot] = set_add(&bench, make_style(counter++));
        }
        double start = now_ns();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < VALUES; i++)
                found += style_set_lookup(bench.set, NULL, &styles[i]);
        }
        result.ns[repeat] = (now_ns() - start) / (VALUES * PASSES);
        if (found != 0)
            fail("an absent value was found");
        free(ids);
        set_free(&bench);
    }
    print_result("d", what, table, &result);
}

static void counts(void) {
    enum { LENGTH = 65536, PASSES = 32, VALUES = 1024 };
    struct result result = {0}, bulk = {0};
    uint32_t *ids = malloc(LENGTH * sizeof *ids), known[VALUES];
    struct bench_set bench;
    struct generator generator = {4};
    if (!ids)
        fail("memory");
    set_make(&bench, style_set_capacity_for_count(VALUES));
    for (uint32_t i = 0; i < VALUES; i++)
        known[i] = set_add(&bench, make_style(i));
    for (uint32_t i = 0; i < LENGTH; i++)
        ids[i] = known[generator_below(&generator, VALUES)];
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        uint32_t failures = 0;
        double start = now_ns();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < LENGTH; i++) {
                failures += style_set_use(bench.set, ids[i]) != QUIRE_OK;
                failures += style_set_release(bench.set, ids[i]) != QUIRE_OK;
            }
        }
        double middle = now_ns();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < LENGTH; i++) {
                failures += style_set_use_multiple(bench.set, ids[i], 80) != QUIRE_OK;
                failures += style_set_release_multiple(bench.set, ids[i], 80) != QUIRE_OK;
            }
        }
        result.ns[repeat] = (middle - start) / (LENGTH * PASSES);
        bulk.ns[repeat] = (now_ns() - middle) / (LENGTH * PASSES);
        if (failures)
            fail("use or release");
    }
    print_result("e", "use and release, a pair", VALUES, &result);
    print_result("e", "use and release of 80, a pair", VALUES, &bulk);
    set_free(&bench);
    free(ids);
}

/* --- streams: a ring of cells, a pen --------------------------------------------------------------------------- */

struct stream {
    struct bench_set bench;
    uint32_t cells[RING_ROWS * RING_COLS];
    uint32_t at;  /* the next cell */
    uint32_t pen; /* id; 0 is the default, which is not counted */
};

static void stream_pen(struct stream *stream, struct style style) {
    uint32_t id = (style.first | style.second) == 0 ? 0 : set_add(&stream->bench, style);
    if (stream->pen != 0)
        (void)style_set_release(stream->bench.set, stream->pen);
    stream->pen = id;
}

/* Writes cells: references go by runs of equal cells, as the engine counts them. */
static void stream_write(struct stream *stream, uint32_t count) {
    uint32_t taken = 0;
    while (count > 0) {
        uint32_t old = stream->cells[stream->at], run = 0;
        while (run < count && stream->at + run < RING_ROWS * RING_COLS && stream->cells[stream->at + run] == old) {
            stream->cells[stream->at + run] = stream->pen;
            run++;
        }
        if (old != stream->pen) {
            if (old != 0)
                (void)style_set_release_multiple(stream->bench.set, old, run);
            taken += run;
        }
        stream->at += run;
        count -= run;
        if (stream->at == RING_ROWS * RING_COLS)
            stream->at = 0;
    }
    if (taken > 0 && stream->pen != 0)
        (void)style_set_use_multiple(stream->bench.set, stream->pen, taken);
}

static struct stream *stream_make(void) {
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        fail("memory");
    set_make(&stream->bench, 128);
    return stream;
}

static void stream_end(struct stream *stream, struct result *result) {
    result->rebuilds = stream->bench.rebuilds;
    if (stream->bench.worst_rebuild_ns > result->worst_rebuild_ns)
        result->worst_rebuild_ns = stream->bench.worst_rebuild_ns;
    set_free(&stream->bench);
    free(stream);
}

static void git_log(bool cells) {
    enum { RUNS = 65536, PASSES = 16, STYLES = 12 };
    struct result result = {0};
    static uint8_t style_of[RUNS], length_of[RUNS];
    struct style styles[STYLES];
    struct generator generator = {5};
    struct zipf table = {0};
    if (!zipf_make(&table, STYLES))
        fail("memory");
    styles[0] = (struct style){0, 0};
    for (uint32_t i = 1; i < STYLES; i++)
        styles[i] = make_style(i);
    for (uint32_t i = 0; i < RUNS; i++) {
        style_of[i] = (uint8_t)zipf_pick(&table, &generator);
        length_of[i] = (uint8_t)(1 + generator_below(&generator, 16));
    }
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct stream *stream = stream_make();
        double start = now_ns();
        for (int pass = 0; pass < PASSES; pass++) {
            for (uint32_t i = 0; i < RUNS; i++) {
                stream_pen(stream, styles[style_of[i]]);
                if (cells)
                    stream_write(stream, length_of[i]);
            }
        }
        result.ns[repeat] = (now_ns() - start) / (RUNS * PASSES);
        stream_end(stream, &result);
    }
    print_result("f", cells ? "SGR change with its cells" : "SGR change alone", 128, &result);
    zipf_free(&table);
}

static struct style colored(uint32_t rgb) {
    return (struct style){UINT64_C(2) << 24 | rgb, 0};
}

static void colored_cells(bool random) {
    enum { CELLS = 1 << 20 };
    struct result result = {0};
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct stream *stream = stream_make();
        struct generator generator = {6};
        double start = now_ns();
        for (uint32_t i = 0; i < CELLS; i++) {
            uint32_t x = i % RING_COLS, y = i / RING_COLS;
            uint32_t rgb = random ? (uint32_t)generator_next(&generator) & 0xFFFFFF
                                  : (x * 255 / 79) << 16 | (y & 255) << 8 | ((x + y) & 255);
            stream_pen(stream, colored(rgb));
            stream_write(stream, 1);
        }
        result.ns[repeat] = (now_ns() - start) / CELLS;
        stream_end(stream, &result);
    }
    print_result(random ? "h" : "g", random ? "random colour a cell" : "gradient, a cell", 128, &result);
}

/* --- the longest work of one operation, and values chosen to collide ------------------------------------------- */

static void structural_work(uint32_t table) {
    struct quire_set_layout layout;
    if (!counted_set_layout(table, &layout))
        fail("layout");
    void *memory = calloc(1, layout.size);
    if (!memory)
        fail("memory");
    struct counted_set *set = counted_set_init(memory, &layout, 0x5EED);
    uint32_t living = (uint32_t)((uint64_t)counted_set_capacity(set) * 99 / 100), counter = 0;
    uint32_t *ids = malloc(living * sizeof *ids);
    struct generator generator = {3};
    if (!ids)
        fail("memory");
    for (uint32_t i = 0; i < living; i++) {
        struct style style = make_style(counter++);
        if (counted_set_add(set, NULL, &style, &ids[i]) != QUIRE_OK)
            fail("add");
    }
    work = (struct work){0, 0, 0};
    for (uint32_t i = 0; i < 1000000; i++) {
        uint32_t slot = generator_below(&generator, living);
        struct style style = make_style(counter++);
        (void)counted_set_release(set, ids[slot]);
        if (counted_set_add(set, NULL, &style, &ids[slot]) != QUIRE_OK)
            fail("add");
    }
    printf("{\"bench\":\"set\",\"mix\":\"work\",\"what\":\"entries moved, churn 99 %%\",\"size\":%" PRIu32
           ",\"longest\":%" PRIu32 ",\"mean\":%.2f}\n",
           table, work.longest, (double)work.moved / (double)work.operations);
    free(ids);
    free(memory);
}

/* 50,000 values: random ones, or ones whose two words have the same exclusive or, which collide in a hash that folds a
 * value without a key. */
static void flood(bool crafted) {
    enum { VALUES = 50000 };
    struct result result = {0};
    struct style *styles = malloc(VALUES * sizeof *styles);
    struct generator generator = {8};
    if (!styles)
        fail("memory");
    for (uint32_t i = 0; i < VALUES; i++) {
        uint64_t word = generator_next(&generator);
        styles[i] = (struct style){word, crafted ? word ^ 0x1234567 : generator_next(&generator)};
    }
    for (int repeat = 0; repeat < REPEAT; repeat++) {
        struct bench_set bench;
        set_make(&bench, style_set_capacity_for_count(VALUES));
        double start = now_ns();
        for (uint32_t i = 0; i < VALUES; i++)
            (void)set_add(&bench, styles[i]);
        result.ns[repeat] = (now_ns() - start) / VALUES;
        result.rebuilds = bench.rebuilds;
        set_free(&bench);
    }
    print_result("flood", crafted ? "values chosen to collide" : "random values", VALUES, &result);
    free(styles);
}

static void memory(uint32_t table) {
    struct quire_set_layout layout;
    if (!style_set_layout(table, &layout))
        fail("layout");
    printf("{\"bench\":\"set\",\"mix\":\"memory\",\"size\":%" PRIu32 ",\"bytes_per_item\":%.2f}\n", table,
           (double)layout.size / (layout.item_capacity - 1));
}

/* --- main ------------------------------------------------------------------------------------------------------ */

static void mix_a(void) {
    static const uint32_t sizes[] = {16, 128, 1024, 8192};
    for (int zipf = 0; zipf < 2; zipf++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            present(sizes[i], zipf == 1);
    }
}

static void mix_b(void) {
    static const uint32_t tables[] = {32, 256, 2048, 16384, 65536};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        fill(tables[i]);
}

static void mix_c(void) {
    static const uint32_t tables[] = {256, 2048, 16384}, percents[] = {50, 80, 95, 99};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (size_t k = 0; k < sizeof percents / sizeof *percents; k++)
            churn(tables[i], percents[k]);
    }
}

static void mix_d(void) {
    static const uint32_t percents[] = {50, 80, 95};
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        absent(2048, percents[i], false);
        absent(2048, percents[i], true);
    }
}

static void mix_f(void) {
    git_log(true);
    git_log(false);
}

static void mix_g(void) {
    colored_cells(false);
}

static void mix_h(void) {
    colored_cells(true);
}

static void mix_work(void) {
    structural_work(256);
    structural_work(2048);
    structural_work(16384);
}

static void mix_flood(void) {
    flood(false);
    flood(true);
}

static void mix_memory(void) {
    for (uint32_t table = 256; table <= 65536; table *= 4)
        memory(table);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(void);
    } mixes[] = {{"yardstick", yardstick},
                 {"a", mix_a},
                 {"b", mix_b},
                 {"c", mix_c},
                 {"d", mix_d},
                 {"e", counts},
                 {"f", mix_f},
                 {"g", mix_g},
                 {"h", mix_h},
                 {"memory", mix_memory},
                 {"work", mix_work},
                 {"flood", mix_flood}};
    for (size_t i = 0; i < sizeof mixes / sizeof *mixes; i++) {
        bool wanted = argc < 2 || i == 0;
        for (int k = 1; k < argc; k++)
            wanted = wanted || strcmp(argv[k], mixes[i].name) == 0;
        if (wanted)
            mixes[i].run();
    }
    return 0;
}
