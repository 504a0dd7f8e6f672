/* Text weighs the same light on dark and dark on light, and the setting makes it bolder or thinner on both: the ink of
 * a cell is the sum of how far its pixels are from the ground towards the text, 0 to 1 each, and is printed. By each
 * backend that is there. */
#include <stdlib.h>

#include "fake_frame.h"
#include "renderer.h"
#include "stage.h"
#include "test.h"

#define COLS 64u
#define ROWS 3u

/* The same ink in both directions, to within a tenth. */
#define ALIKE 1.10

static const char text[] = "The quick brown fox jumps over the lazy dog 0123456789 ()[]\n"
                           "if (value != NULL && count > 0) return first + second * third;\n"
                           "{b}void *calloc(size_t nmemb, size_t size); // bold{} {i}and italic{}";

static const struct {
    const char *what;
    uint32_t light, dark;
} pairs[] = {
    {"white, black", 0xFFFFFF, 0x000000}, {"grey, slate", 0xD8DEE9, 0x16181D}, {"paper, ink", 0xFAFAFA, 0x2E3440}};

static uint32_t letters(void) {
    uint32_t count = 0;
    for (const char *at = text; *at; at++)
        count += *at > ' ';
    return count - 10; /* the tags */
}

static double ink_of(const uint8_t *rgba, size_t pixels, uint32_t foreground, uint32_t background) {
    double ink = 0;
    int from = (int)(background >> 8 & 0xFF), to = (int)(foreground >> 8 & 0xFF);
    for (size_t i = 0; i < pixels; i++)
        ink += (double)(rgba[i * 4 + 1] - from) / (to - from);
    return ink / letters();
}

/* The ink of a cell; negative: it cannot be drawn. */
static double draw(const char *backend, struct font_set *fonts, uint32_t foreground, uint32_t background,
                   float weight) {
    struct scene_pane pane = SCENE_PANE_INIT;
    struct scene scene = SCENE_INIT;
    struct stage stage;
    char error[256] = "";
    double ink = -1;
    scene.width_px = COLS * font_set_metrics(fonts)->cell_width;
    scene.height_px = ROWS * font_set_metrics(fonts)->cell_height;
    scene.settings.text_weight = weight;
    size_t pixels = (size_t)scene.width_px * scene.height_px;
    uint8_t *rgba = calloc(pixels, 4);
    struct quire_frame *frame = fake_frame_create(COLS, ROWS, foreground, background);
    if (rgba && frame && stage_open(&stage, backend, scene.width_px, scene.height_px, error, sizeof error)) {
        struct renderer *renderer = renderer_create(fonts, stage.backend, error, sizeof error);
        fake_frame_print(frame, 0, text);
        pane.frame = frame;
        if (renderer && stage_draw(renderer, fonts, &scene, &pane, true).count) {
            renderer_read_pixels(renderer, scene.width_px, scene.height_px, rgba);
            ink = ink_of(rgba, pixels, foreground, background);
        }
        renderer_destroy(renderer);
        stage_close(&stage);
    }
    scene_pane_finish(&pane);
    scene_finish(&scene);
    fake_frame_destroy(frame);
    free(rgba);
    return ink;
}

static struct font_set *open_fonts(const char *family, double size_pt) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = family;
    options.size_pt = size_pt;
    return font_set_create(&options, error, sizeof error);
}

static const char *backend_name;

static void both_directions_weigh_the_same(void) {
    static const char *const families[] = {"DejaVu Sans Mono", "Fira Code"};
    static const double sizes[] = {9, 11, 12, 14, 18};
    for (size_t family = 0; family < 2; family++) {
        for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
            struct font_set *fonts = open_fonts(families[family], sizes[size]);
            CHECK(fonts);
            for (size_t i = 0; fonts && i < sizeof pairs / sizeof pairs[0]; i++) {
                double dark = draw(backend_name, fonts, pairs[i].dark, pairs[i].light, 0);
                double light = draw(backend_name, fonts, pairs[i].light, pairs[i].dark, 0);
                printf("%s %g pt, %s: light on dark %.2f, dark on light %.2f px a cell, %.3f\n", families[family],
                       sizes[size], pairs[i].what, light, dark, light / dark);
                CHECK(dark > 0 && light < dark * ALIKE && dark < light * ALIKE);
            }
            font_set_destroy(fonts);
        }
    }
}

/* Each step of the setting adds ink, on every ground, and beyond the last one nothing happens. */
static void the_setting_adds_ink(void) {
    struct font_set *fonts = open_fonts("DejaVu Sans Mono", 11);
    CHECK(fonts);
    for (int direction = 0; fonts && direction < 2; direction++) {
        uint32_t foreground = direction ? 0xD8DEE9 : 0x2E3440, background = direction ? 0x16181D : 0xFAFAFA;
        double inks[5];
        for (int step = 0; step < 5; step++) {
            inks[step] = draw(backend_name, fonts, foreground, background, (float)(step - 2));
            printf("text-weight %d: %.2f px a cell\n", step - 2, inks[step]);
            CHECK(inks[step] > 0 && (step == 0 || inks[step] > inks[step - 1] * 1.03));
        }
        double beyond = draw(backend_name, fonts, foreground, background, 9);
        CHECK(beyond >= inks[4] && beyond <= inks[4]);
    }
    font_set_destroy(fonts);
}

int main(int count, char **words) {
    struct stage probe;
    char error[256] = "";
    backend_name = count > 1 ? words[1] : "cpu";
    if (!stage_open(&probe, backend_name, 8, 8, error, sizeof error)) {
        printf("SKIP: %s cannot draw here: %s\n0 passed, 0 failed\n", backend_name, error);
        return 0;
    }
    stage_close(&probe);
    RUN(both_directions_weigh_the_same);
    RUN(the_setting_adds_ink);
    return test_end();
}
