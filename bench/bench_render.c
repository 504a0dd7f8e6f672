/* bench_render [COLSxROWS] - what a picture costs, by each backend in one run, as JSON lines: times in ms, the median
 * of several. Of made-up frames, so nothing of the terminal is in it; GL is whatever the machine offers without a
 * display. Then the loops of the CPU's, in each version that the processor can run: ns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <epoxy/gl.h>

#include "cpu_blend.h"
#include "fake_frame.h"
#include "renderer.h"
#include "stage.h"

#define TURNS 25u

struct bench {
    struct stage stage;
    struct font_set *fonts;
    struct renderer *renderer;
    struct quire_frame *frame;
    struct scene scene;
    struct scene_pane pane;
    uint32_t cols, rows;
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Words of source code in the colours of an editor. */
static void fill(struct quire_frame *frame, uint32_t row, unsigned salt) {
    static const char *const words[] = {
        "static",       "{f=A3BE8C}struct", "{b}return{}", "{f=88C0D0}value",   "(x + 1)", "{u1}link{}", "{}for",
        "{i}comment{}", "== NULL",          "0x1F",        "{f=EBCB8B}\"text\""};
    char line[4096] = "";
    for (size_t i = 0; i < 60; i++) {
        salt = salt * 1103515245u + 12345u;
        strcat(line, words[(salt >> 16) % (sizeof words / sizeof words[0])]);
        strcat(line, " ");
    }
    fake_frame_print(frame, row, line);
}

/* Every cell has two colours of its own. */
static void fill_gradient(struct quire_frame *frame, uint32_t row, uint32_t cols, unsigned salt) {
    char line[16384], *at = line;
    for (uint32_t col = 0; col < cols && at < line + sizeof line - 32; col++) {
        unsigned color = (salt * 40503u + row * 2654435761u + col * 97u) & 0xFFFFFF;
        at += sprintf(at, "{f=%06X}{g=%06X}%c", color, color ^ 0x808080, 'a' + (int)(col % 26));
    }
    fake_frame_print(frame, row, line);
}

static void all_rows(struct bench *bench, unsigned turn) {
    for (uint32_t row = 0; row < bench->rows; row++)
        fill(bench->frame, row, turn * 1000 + row);
}

static void all_gradient(struct bench *bench, unsigned turn) {
    for (uint32_t row = 0; row < bench->rows; row++)
        fill_gradient(bench->frame, row, bench->cols, turn);
}

static void one_row(struct bench *bench, unsigned turn) {
    fill(bench->frame, bench->rows / 2, turn * 1000 + 501);
}

static void one_cell(struct bench *bench, unsigned turn) {
    char text[] = {(char)('a' + turn % 26), '\0'};
    fake_frame_print(bench->frame, bench->rows / 3, text);
}

static void scrolled(struct bench *bench, unsigned turn) {
    fake_frame_move(bench->frame, 0, bench->rows - 1, 1);
    fill(bench->frame, bench->rows - 1, turn * 1000);
}

static void nothing(struct bench *bench, unsigned turn) {
    (void)bench;
    (void)turn;
}

static int compare(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double time_draws(struct bench *bench, void (*change)(struct bench *, unsigned), bool full) {
    double times[TURNS];
    for (unsigned turn = 0; turn < TURNS; turn++) {
        change(bench, turn);
        if (bench->stage.offscreen)
            glFinish();
        double start = now_ms();
        stage_draw(bench->renderer, bench->fonts, &bench->scene, &bench->pane, full);
        if (bench->stage.offscreen)
            glFinish();
        times[turn] = now_ms() - start;
        fake_frame_settle(bench->frame);
    }
    qsort(times, TURNS, sizeof times[0], compare);
    return times[TURNS / 2];
}

static void measure_draws(struct bench *bench, const char *backend) {
    const struct scene *scene = &bench->scene;
    double first = now_ms();
    stage_draw(bench->renderer, bench->fonts, &bench->scene, &bench->pane, true);
    if (bench->stage.offscreen)
        glFinish();
    first = now_ms() - first;
    time_draws(bench, all_rows, false);
    printf("{\"backend\":\"%s\",\"driver\":\"%s\",\"cols\":%u,\"rows\":%u,\"width\":%u,\"height\":%u,", backend,
           bench->stage.offscreen ? (const char *)glGetString(GL_RENDERER) : "", bench->cols, bench->rows,
           scene->width_px, scene->height_px);
    printf("\"first_ms\":%.2f,\"all_rows_ms\":%.3f,\"redraw_ms\":%.3f,", first, time_draws(bench, all_rows, true),
           time_draws(bench, nothing, true));
    printf("\"one_row_ms\":%.4f,\"one_cell_ms\":%.4f,\"scrolled_ms\":%.4f,", time_draws(bench, one_row, false),
           time_draws(bench, one_cell, false), time_draws(bench, scrolled, false));
    printf("\"gradient_ms\":%.3f,\"nothing_ms\":%.4f,\"bytes\":%zu}\n", time_draws(bench, all_gradient, false),
           time_draws(bench, nothing, false), renderer_bytes(bench->renderer));
    fflush(stdout);
}

static bool measure(const char *backend, uint32_t cols, uint32_t rows) {
    char error[256];
    const struct font_options options = FONT_OPTIONS_INIT;
    const struct scene_pane pane = SCENE_PANE_INIT;
    struct bench bench = {.cols = cols, .rows = rows, .pane = pane, .scene = SCENE_INIT};
    bench.fonts = font_set_create(&options, error, sizeof error);
    bench.frame = fake_frame_create(cols, rows, 0xFFFFFFFF, 0xFFFFFFFF);
    if (bench.fonts && bench.frame) {
        bench.pane.frame = bench.frame;
        bench.scene.width_px = cols * font_set_metrics(bench.fonts)->cell_width;
        bench.scene.height_px = rows * font_set_metrics(bench.fonts)->cell_height;
        if (stage_open(&bench.stage, backend, bench.scene.width_px, bench.scene.height_px, error, sizeof error))
            bench.renderer = renderer_create(bench.fonts, bench.stage.backend, error, sizeof error);
    }
    if (bench.renderer)
        measure_draws(&bench, backend);
    else
        fprintf(stderr, "%s: %s\n", backend, error);
    renderer_destroy(bench.renderer);
    stage_close(&bench.stage);
    scene_pane_finish(&bench.pane);
    scene_finish(&bench.scene);
    font_set_destroy(bench.fonts);
    fake_frame_destroy(bench.frame);
    return bench.renderer != NULL;
}

/* ---- the loops of the CPU's */

enum { LOOP_RAMP, LOOP_TILE, LOOP_FILL, LOOP_WASH, LOOPS };

#define LOOP_REPEATS 2000u
#define TILE_WIDTH 10u
#define TILE_HEIGHT 19u
#define LINE 2000u

struct loops {
    const struct cpu_blend *blend;
    uint32_t ramp[256], line[LINE * TILE_HEIGHT];
    uint8_t coverage[TILE_WIDTH * TILE_HEIGHT + CPU_BLEND_BEHIND];
};

static void run_loop(struct loops *loops, int which, uint32_t turn) {
    const struct cpu_wash wash = cpu_wash_of(0xD8DEE9, 0.25f);
    switch (which) {
    case LOOP_RAMP:
        loops->blend->ramp(loops->ramp, 0xD8DEE9 + turn, 0x16181D, 0);
        break;
    case LOOP_TILE:
        loops->blend->tile(loops->line + turn % 199 * TILE_WIDTH, LINE, loops->coverage, TILE_WIDTH, TILE_WIDTH,
                           TILE_HEIGHT, loops->ramp);
        break;
    case LOOP_FILL:
        loops->blend->fill(loops->line, LINE, turn);
        break;
    default:
        loops->blend->wash(loops->line, LINE, &wash);
    }
}

static double time_loop(struct loops *loops, int which) {
    double times[TURNS];
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        double start = now_ms();
        for (uint32_t i = 0; i < LOOP_REPEATS; i++)
            run_loop(loops, which, i);
        times[turn] = (now_ms() - start) * 1e6 / LOOP_REPEATS;
    }
    qsort(times, TURNS, sizeof times[0], compare);
    return times[TURNS / 2];
}

static void measure_loops(void) {
    static struct loops loops;
    for (size_t i = 0; i < sizeof loops.coverage; i++)
        loops.coverage[i] = (uint8_t)(i * 151 % 256);
    for (size_t index = 0; (loops.blend = cpu_blend_runnable(index)); index++) {
        printf("{\"loops\":\"%s\",\"ramp_ns\":%.0f,", loops.blend->name, time_loop(&loops, LOOP_RAMP));
        printf("\"tile_10x19_ns\":%.1f,\"fill_2000_ns\":%.0f,", time_loop(&loops, LOOP_TILE),
               time_loop(&loops, LOOP_FILL));
        printf("\"wash_2000_ns\":%.0f}\n", time_loop(&loops, LOOP_WASH));
    }
}

int main(int count, char **words) {
    uint32_t cols = 200, rows = 50;
    if (count > 2 || (count == 2 && sscanf(words[1], "%ux%u", &cols, &rows) != 2) || cols < 2 || rows < 4) {
        fprintf(stderr, "usage: bench_render [COLSxROWS]\n");
        return 2;
    }
    bool cpu = measure("cpu", cols, rows);
    measure("gl", cols, rows);
    measure_loops();
    return !cpu;
}
