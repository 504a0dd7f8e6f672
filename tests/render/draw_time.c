/* draw_time - how long draws take, as JSON lines; no test. Minima of several runs. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <epoxy/gl.h>

#include "fake_frame.h"
#include "offscreen.h"
#include "renderer.h"

static double now_ms(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void fill(struct quire_frame *frame, uint32_t row, unsigned salt) {
    static const char *const words[] = {
        "static",       "{f=A3BE8C}struct", "{b}return{}", "{f=88C0D0}value",   "(x + 1)", "{u1}link{}", "{}for",
        "{i}comment{}", "== NULL",          "0x1F",        "{f=EBCB8B}\"text\""};
    char line[4096] = "";
    for (size_t i = 0; i < 40; i++) {
        salt = salt * 1103515245u + 12345u;
        strcat(line, words[(salt >> 16) % (sizeof words / sizeof words[0])]);
        strcat(line, " ");
    }
    fake_frame_print(frame, row, line);
}

static double time_draws(struct renderer *renderer, struct quire_frame *frame, const struct renderer_scene *scene,
                         uint32_t rows, bool build, bool full) {
    double best = 1e9;
    for (unsigned turn = 0; turn < 12; turn++) {
        for (uint32_t row = 0; build && row < rows; row++)
            fill(frame, row, turn * 1000 + row);
        glFinish();
        double start = now_ms();
        renderer_draw(renderer, scene, full);
        glFinish();
        double took = now_ms() - start;
        best = took < best ? took : best;
        fake_frame_settle(frame);
    }
    return best;
}

static bool measure(uint32_t cols, uint32_t rows, const char *family, uint32_t width, uint32_t height) {
    char error[256];
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = family;
    double start = now_ms();
    struct font_set *fonts = font_set_create(&options, error, sizeof error);
    double font = now_ms() - start;
    struct renderer_scene scene = RENDERER_SCENE_INIT;
    struct quire_frame *frame = fake_frame_create(cols, rows, 0xFFFFFFFF, 0xFFFFFFFF);
    if (!fonts || !frame)
        return false;
    scene.frame = frame;
    scene.width_px = width ? width : cols * font_set_metrics(fonts)->cell_width;
    scene.height_px = height ? height : rows * font_set_metrics(fonts)->cell_height;
    struct offscreen *offscreen = offscreen_create(scene.width_px, scene.height_px, error, sizeof error);
    struct renderer *renderer = offscreen ? renderer_create(fonts, error, sizeof error) : NULL;
    if (renderer) {
        start = now_ms();
        renderer_draw(renderer, &scene, true);
        glFinish();
        double first = now_ms() - start;
        time_draws(renderer, frame, &scene, rows, true, false);
        double full = time_draws(renderer, frame, &scene, rows, true, true);
        double same = time_draws(renderer, frame, &scene, rows, false, true);
        double row = time_draws(renderer, frame, &scene, 1, true, false);
        double none = time_draws(renderer, frame, &scene, 0, false, false);
        printf("{\"cols\":%u,\"rows\":%u,\"width\":%u,\"height\":%u,\"font\":\"%s\",\"open_ms\":%.2f,\"first_ms\":%.2f,"
               "\"all_changed_ms\":%.2f,\"redraw_ms\":%.2f,\"one_row_ms\":%.3f,\"nothing_ms\":%.3f}\n",
               cols, rows, scene.width_px, scene.height_px, font_set_family(fonts), font, first, full, same, row, none);
    } else {
        printf("%s\n", error);
    }
    renderer_destroy(renderer);
    offscreen_destroy(offscreen);
    font_set_destroy(fonts);
    fake_frame_destroy(frame);
    return renderer != NULL;
}

int main(void) {
    return !(measure(80, 24, NULL, 0, 0) && measure(80, 24, "Fira Code", 0, 0) && measure(200, 50, NULL, 0, 0) &&
             measure(190, 56, NULL, 1920, 1080));
}
