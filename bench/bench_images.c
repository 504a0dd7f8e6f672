/* bench_images - what images over cells cost, by each backend in one run, as JSON lines: ms, the median of several; of
 * the processor's time by the CPU, of the clock's by GL. Of made-up frames and images, as bench_render:
 *
 *     100 small images on a screen of 200x50 cells, against the same screen without them
 *     an image of 3840x2160 pixels in a window of that size, another version of it in each picture: converted, drawn
 *     the scaler by itself */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <epoxy/gl.h>

#include "fake_frame.h"
#include "image_scale.h"
#include "renderer.h"
#include "stage.h"

#define TURNS 41u
#define SMALL 100u
#define SMALL_SIDE 64u
#define VIDEO_WIDTH 3840u
#define VIDEO_HEIGHT 2160u

struct bench {
    struct stage stage;
    struct font_set *fonts;
    struct renderer *renderer;
    struct quire_frame *frame;
    struct scene scene;
    struct scene_pane pane;
    struct scene_image images[SMALL];
    size_t image_count;
    uint32_t rows;
};

/* Of this thread alone, but with GL, whose driver has threads of its own. */
static double now_ms(bool of_all) {
    struct timespec time;
    clock_gettime(of_all ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* ---- images */

static enum scene_fetch fetch_small(void *context, uint64_t image, uint64_t version,
                                    struct scene_image_pixels *pixels) {
    static uint8_t rgba[SMALL_SIDE * SMALL_SIDE * 4];
    const bool *is_opaque = context;
    for (uint32_t i = 0; i < sizeof rgba; i++)
        rgba[i] = (uint8_t)(i % 4 == 3 && *is_opaque ? 255 : i * 7 + image * 11 + version);
    *pixels = (struct scene_image_pixels){rgba, (size_t)SMALL_SIDE * 4, SMALL_SIDE, SMALL_SIDE};
    return SCENE_FETCH_DONE;
}

/* The frames of a video lie in memory one behind the other: two of them. */
static enum scene_fetch fetch_video(void *context, uint64_t image, uint64_t version,
                                    struct scene_image_pixels *pixels) {
    const uint8_t *frames = context;
    (void)image;
    *pixels = (struct scene_image_pixels){frames + version % 2 * VIDEO_WIDTH * VIDEO_HEIGHT * 4,
                                          (size_t)VIDEO_WIDTH * 4, VIDEO_WIDTH, VIDEO_HEIGHT};
    return SCENE_FETCH_DONE;
}

static struct scene_image image_at(const struct scene_image_source *source, uint64_t image, int32_t row, int32_t col,
                                   uint32_t width, uint32_t height) {
    return (struct scene_image){.source = source,
                                .image = image,
                                .version = 1,
                                .crop = {0, 0, width, height},
                                .row = row,
                                .col = col,
                                .width_px = width,
                                .height_px = height,
                                .seen = {0, UINT32_MAX, 0, UINT32_MAX}};
}

/* ---- pictures */

static void fill(struct quire_frame *frame, uint32_t row, unsigned salt) {
    char line[256];
    snprintf(line, sizeof line, "{f=A3BE8C}static{} int {b}value{} = %u; {i}/* a line of text */{}", salt);
    fake_frame_print(frame, row, line);
}

static void one_row(struct bench *bench, unsigned turn) {
    fill(bench->frame, bench->rows / 2, turn);
}

static void all_rows(struct bench *bench, unsigned turn) {
    for (uint32_t row = 0; row < bench->rows; row++)
        fill(bench->frame, row, turn * 100 + row);
}

static void next_version(struct bench *bench, unsigned turn) {
    (void)turn;
    bench->images[0].version++;
}

static void nothing(struct bench *bench, unsigned turn) {
    (void)bench;
    (void)turn;
}

static int compare(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double draw_ms(struct bench *bench, bool full) {
    bool of_all = bench->stage.offscreen != NULL;
    double start = now_ms(of_all);
    stage_scene(&bench->scene, &bench->pane, bench->fonts);
    bench->scene.layers[0].grid.images = bench->images;
    bench->scene.layers[0].grid.image_count = bench->image_count;
    renderer_draw(bench->renderer, &bench->scene, full);
    if (bench->stage.offscreen)
        glFinish();
    start = now_ms(of_all) - start;
    fake_frame_settle(bench->frame);
    return start;
}

static double time_draws(struct bench *bench, void (*change)(struct bench *, unsigned), bool full) {
    double times[TURNS];
    draw_ms(bench, full);
    for (unsigned turn = 0; turn < TURNS; turn++) {
        change(bench, turn);
        times[turn] = draw_ms(bench, full);
    }
    qsort(times, TURNS, sizeof times[0], compare);
    return times[TURNS / 2];
}

/* ---- what is measured */

static bool open_bench(struct bench *bench, const char *backend, uint32_t cols, uint32_t rows) {
    char error[256] = "";
    const struct font_options options = FONT_OPTIONS_INIT;
    *bench = (struct bench){.rows = rows, .scene = SCENE_INIT, .pane = SCENE_PANE_INIT};
    bench->fonts = font_set_create(&options, error, sizeof error);
    bench->frame = fake_frame_create(cols, rows, 0xFFFFFFFF, 0xFFFFFFFF);
    if (bench->fonts && bench->frame) {
        bench->pane.frame = bench->frame;
        bench->scene.width_px = cols * font_set_metrics(bench->fonts)->cell_width;
        bench->scene.height_px = rows * font_set_metrics(bench->fonts)->cell_height;
        if (stage_open(&bench->stage, backend, bench->scene.width_px, bench->scene.height_px, error, sizeof error))
            bench->renderer = renderer_create(bench->fonts, bench->stage.backend, error, sizeof error);
    }
    if (!bench->renderer)
        fprintf(stderr, "%s: %s\n", backend, error);
    return bench->renderer != NULL;
}

static void close_bench(struct bench *bench) {
    renderer_destroy(bench->renderer);
    stage_close(&bench->stage);
    scene_pane_finish(&bench->pane);
    scene_finish(&bench->scene);
    font_set_destroy(bench->fonts);
    fake_frame_destroy(bench->frame);
}

static void print_times(struct bench *bench, const char *backend, const char *what) {
    all_rows(bench, 0);
    printf("{\"backend\":\"%s\",\"images\":\"%s\",\"one_row_ms\":%.4f,", backend, what,
           time_draws(bench, one_row, false));
    printf("\"redraw_ms\":%.3f,\"nothing_ms\":%.4f,\"all_rows_ms\":%.3f}\n", time_draws(bench, nothing, true),
           time_draws(bench, nothing, false), time_draws(bench, all_rows, false));
    fflush(stdout);
}

static bool measure_small(const char *backend) {
    bool is_opaque = true;
    const struct scene_image_source source = {1, &is_opaque, fetch_small};
    struct bench bench;
    bool opened = open_bench(&bench, backend, 200, 50);
    if (opened) {
        print_times(&bench, backend, "none");
        for (uint32_t i = 0; i < SMALL; i++) {
            bench.images[i] =
                image_at(&source, i, (int32_t)(i / 10 * 5), (int32_t)(i % 10 * 20), SMALL_SIDE, SMALL_SIDE);
            bench.images[i].width_px = 80;
        }
        bench.image_count = SMALL;
        print_times(&bench, backend, "100 above text");
        is_opaque = false;
        for (uint32_t i = 0; i < SMALL; i++)
            bench.images[i].version++;
        print_times(&bench, backend, "100 translucent");
        for (uint32_t i = 0; i < SMALL; i++)
            bench.images[i].z = -1;
        print_times(&bench, backend, "100 below text");
    }
    close_bench(&bench);
    return opened;
}

static void measure_video(const char *backend, uint8_t alpha) {
    size_t bytes = (size_t)VIDEO_WIDTH * VIDEO_HEIGHT * 4;
    uint8_t *frames = malloc(bytes * 2);
    const struct scene_image_source source = {1, frames, fetch_video};
    struct bench bench;
    if (open_bench(&bench, backend, VIDEO_WIDTH / 10, VIDEO_HEIGHT / 19 + 1) && frames) {
        for (size_t i = 0; i < bytes * 2; i++)
            frames[i] = i % 4 == 3 ? alpha : (uint8_t)(i / 5000);
        bench.images[0] = image_at(&source, 1, 0, 0, VIDEO_WIDTH, VIDEO_HEIGHT);
        bench.image_count = 1;
        printf("{\"backend\":\"%s\",\"video\":\"3840x2160 alpha %u\",\"version_ms\":%.2f,\"redraw_ms\":%.2f}\n",
               backend, alpha, time_draws(&bench, next_version, false), time_draws(&bench, nothing, true));
        fflush(stdout);
    }
    close_bench(&bench);
    free(frames);
}

static void measure_scaling(uint32_t from_width, uint32_t from_height, uint32_t width, uint32_t height) {
    uint8_t *rgba = calloc((size_t)from_width * from_height, 4);
    uint32_t *pixels = malloc((size_t)width * height * 4);
    const struct image_scale_from from = {rgba, (size_t)from_width * 4, from_width, from_height};
    const struct backend_area all = {0, 0, width, height};
    double times[5];
    bool is_opaque;
    for (int i = 0; rgba && pixels && i < 5; i++) {
        double start = now_ms(false);
        image_scale(&from, width, height, &all, pixels, &is_opaque);
        times[i] = now_ms(false) - start;
    }
    if (rgba && pixels) {
        qsort(times, 5, sizeof times[0], compare);
        printf("{\"scale\":\"%ux%u to %ux%u\",\"ms\":%.2f}\n", from_width, from_height, width, height, times[2]);
    }
    free(rgba);
    free(pixels);
}

int main(void) {
    bool cpu = measure_small("cpu");
    measure_small("gl");
    measure_video("cpu", 255);
    measure_video("cpu", 200);
    measure_video("gl", 255);
    measure_scaling(3840, 2160, 3840, 2160);
    measure_scaling(3840, 2160, 1920, 1080);
    measure_scaling(3840, 2160, 300, 170);
    measure_scaling(960, 540, 1920, 1080);
    return !cpu;
}
