/* streams.c - mixes f, g and h: a pen, and a ring of cells that hold references, as a screen and its history do.
 *
 * Each is measured with a set and, for the yardstick, without one: the same changes of the pen and the same cells,
 * whose ids come from a table. What the two differ by is the set. */
#include "bench_set.h"

#include <stdlib.h>

enum { COLS = 80, ROWS = 256, RING = COLS * ROWS };

struct stream {
    struct bench_set bench;
    uint32_t *cells;
    uint32_t at;  /* the next cell */
    uint32_t pen; /* id; 0 is the default, which is not counted */
};

static void stream_make(struct stream *stream) {
    *stream = (struct stream){.cells = bench_alloc(RING * sizeof(uint32_t))};
    bench_set_make(&stream->bench, 128);
}

static void stream_end(struct stream *stream, struct bench_result *result) {
    bench_note(result, &stream->bench);
    bench_set_free(&stream->bench);
    free(stream->cells);
}

/* The new style is added before the old one is released, as pages do: one that does not change never dies. */
static inline void pen_change(struct stream *stream, struct qr_style style) {
    uint32_t id = qr_style_is_default(style) ? 0 : bench_set_add(&stream->bench, style);
    if (stream->pen != 0)
        (void)qr_style_set_release(stream->bench.set, stream->pen);
    stream->pen = id;
}

/* Writes cells one by one: each gives back what it held, and takes a reference. */
static inline void write_each(struct stream *stream, uint32_t count) {
    struct qr_style_set *set = stream->bench.set;
    uint32_t at = stream->at, pen = stream->pen, *cells = stream->cells;
    for (; count > 0; count--) {
        uint32_t old = cells[at];
        if (old != pen) {
            if (old != 0)
                (void)qr_style_set_release(set, old);
            if (pen != 0)
                (void)qr_style_set_use(set, pen);
            cells[at] = pen;
        }
        at = at + 1 == RING ? 0 : at + 1;
    }
    stream->at = at;
}

/* The first cell from `at` on, before `end`, that is not of this id; those before it become cells of the pen. */
static inline uint32_t write_run(uint32_t *cells, uint32_t at, uint32_t end, uint32_t old, uint32_t pen) {
    while (at < end && cells[at] == old)
        cells[at++] = pen;
    return at;
}

/* Writes cells by runs of equal ones, as the engine does. */
static inline void write_runs(struct stream *stream, uint32_t count) {
    struct qr_style_set *set = stream->bench.set;
    uint32_t taken = 0, pen = stream->pen, *cells = stream->cells;
    while (count > 0) {
        uint32_t at = stream->at, old = cells[at], end = at + count < RING ? at + count : RING;
        uint32_t run = write_run(cells, at, end, old, pen) - at;
        if (old != pen) {
            if (old != 0)
                (void)qr_style_set_release_multiple(set, old, run);
            taken += run;
        }
        count -= run;
        stream->at = at + run == RING ? 0 : at + run;
    }
    if (taken > 0 && pen != 0)
        (void)qr_style_set_use_multiple(set, pen, taken);
}

/* --- without a set --------------------------------------------------------------------------------------------- */

static inline void plain_each(struct stream *stream, uint32_t count) {
    uint32_t at = stream->at, pen = stream->pen, *cells = stream->cells;
    for (; count > 0; count--) {
        uint32_t old = cells[at];
        if (old != pen) {
            if (old != 0)
                BENCH_FORGET(old);
            if (pen != 0)
                BENCH_FORGET(pen);
            cells[at] = pen;
        }
        at = at + 1 == RING ? 0 : at + 1;
    }
    stream->at = at;
}

static inline void plain_runs(struct stream *stream, uint32_t count) {
    uint32_t taken = 0, pen = stream->pen, *cells = stream->cells;
    while (count > 0) {
        uint32_t at = stream->at, old = cells[at], end = at + count < RING ? at + count : RING;
        uint32_t run = write_run(cells, at, end, old, pen) - at;
        if (old != pen) {
            if (old != 0)
                BENCH_FORGET(old);
            taken += run;
        }
        count -= run;
        stream->at = at + run == RING ? 0 : at + run;
    }
    if (taken > 0 && pen != 0)
        BENCH_FORGET(taken);
}

/* What every pen does: the style is read, a default one looks at no set, and neither does leaving one. */
static inline void plain_pen(struct stream *stream, struct qr_style style, uint32_t id) {
    uint32_t old = stream->pen;
    if (qr_style_is_default(style))
        id = 0;
    else
        BENCH_FORGET(id);
    if (old != 0)
        BENCH_FORGET(old);
    stream->pen = id;
}

/* --- mix f ----------------------------------------------------------------------------------------------------- */

enum { RUNS = 65536, PASSES = 16, STYLES = 12 };

/* HELD: the changes alone, but each style has one more reference, as cells would hold it. */
enum cells { NONE, HELD, EACH, BY_RUNS };

struct log {
    struct qr_style styles[STYLES];
    uint8_t style_of[RUNS], length_of[RUNS];
};

static struct log *log_make(void) {
    struct log *log = bench_alloc(sizeof *log);
    struct generator generator = {5};
    struct zipf table = {0};
    if (!zipf_make(&table, STYLES))
        bench_fail("memory");
    for (uint32_t i = 1; i < STYLES; i++)
        log->styles[i] = bench_style(i);
    for (uint32_t i = 0; i < RUNS; i++) {
        log->style_of[i] = (uint8_t)zipf_pick(&table, &generator);
        log->length_of[i] = (uint8_t)(1 + generator_below(&generator, 16));
    }
    zipf_free(&table);
    return log;
}

static void pass(struct stream *stream, const struct log *log, enum cells cells) {
    for (uint32_t i = 0; i < RUNS; i++) {
        pen_change(stream, log->styles[log->style_of[i]]);
        if (cells == EACH)
            write_each(stream, log->length_of[i]);
        else if (cells == BY_RUNS)
            write_runs(stream, log->length_of[i]);
    }
}

static void plain_pass(struct stream *stream, const struct log *log, enum cells cells) {
    for (uint32_t i = 0; i < RUNS; i++) {
        plain_pen(stream, log->styles[log->style_of[i]], log->style_of[i]);
        if (cells == EACH)
            plain_each(stream, log->length_of[i]);
        else if (cells == BY_RUNS)
            plain_runs(stream, log->length_of[i]);
    }
}

static double passes_ns(const struct log *log, enum cells cells, bool plain, struct bench_result *result) {
    struct stream stream;
    stream_make(&stream);
    for (uint32_t i = 1; cells == HELD && i < STYLES; i++)
        (void)bench_set_add(&stream.bench, log->styles[i]);
    double start = bench_now();
    for (int i = 0; i < PASSES; i++) {
        if (plain)
            plain_pass(&stream, log, cells);
        else
            pass(&stream, log, cells);
    }
    double ns = (bench_now() - start) / (RUNS * PASSES);
    stream_end(&stream, result);
    return ns;
}

void bench_git_log(void) {
    static const char *const names[] = {"SGR change alone, each dies", "SGR change alone, styles held",
                                        "SGR change with its cells, one by one", "SGR change with its cells, by runs"};
    struct log *log = log_make();
    for (int cells = NONE; cells <= BY_RUNS; cells++) {
        struct bench_result result = {0};
        for (int repeat = 0; repeat < bench_repeat; repeat++) {
            result.yardstick[repeat] = passes_ns(log, (enum cells)cells, true, &result);
            result.ns[repeat] = passes_ns(log, (enum cells)cells, false, &result);
        }
        bench_print("f", names[cells], 128, &result);
    }
    free(log);
}

/* --- mixes g and h --------------------------------------------------------------------------------------------- */

enum { COLORED = 1 << 20 };

static inline uint32_t gradient(uint32_t i) {
    uint32_t x = i % COLS, y = i / COLS;
    return (x * 255 / 79) << 16 | (y & 255) << 8 | ((x + y) & 255);
}

static inline struct qr_style colored(uint32_t rgb) {
    return (struct qr_style){UINT64_C(2) << 24 | rgb, 0};
}

static double gradient_ns(struct bench_result *result) {
    struct stream stream;
    stream_make(&stream);
    double start = bench_now();
    for (uint32_t i = 0; i < COLORED; i++) {
        pen_change(&stream, colored(gradient(i)));
        write_each(&stream, 1);
    }
    double ns = (bench_now() - start) / COLORED;
    stream_end(&stream, result);
    return ns;
}

static double random_ns(struct bench_result *result) {
    struct generator generator = {6};
    struct stream stream;
    stream_make(&stream);
    double start = bench_now();
    for (uint32_t i = 0; i < COLORED; i++) {
        pen_change(&stream, colored((uint32_t)generator_next(&generator) & 0xFFFFFF));
        write_each(&stream, 1);
    }
    double ns = (bench_now() - start) / COLORED;
    stream_end(&stream, result);
    return ns;
}

void bench_gradient(void) {
    struct bench_result result = {0};
    for (int repeat = 0; repeat < bench_repeat; repeat++)
        result.ns[repeat] = gradient_ns(&result);
    bench_print("g", "gradient, a cell", 128, &result);
}

void bench_random(void) {
    struct bench_result result = {0};
    for (int repeat = 0; repeat < bench_repeat; repeat++)
        result.ns[repeat] = random_ns(&result);
    bench_print("h", "random colour, a cell", 128, &result);
}
