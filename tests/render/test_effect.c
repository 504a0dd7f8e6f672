/* Shaders of the user's over the picture, as OpenGL draws them: what goes in comes out, changed or not; what is wrong
 * is named by its line and leaves all as it was. */
#include <stdlib.h>

#include "fake_frame.h"
#include "side.h"
#include "test.h"

#define COLS 24u
#define ROWS 4u

static const char same[] = "void mainImage(out vec4 fragColor, in vec2 fragCoord) {\n"
                           "    fragColor = texture(iChannel0, fragCoord / iResolution.xy);\n"
                           "}\n";
static const char inverted[] = "void mainImage(out vec4 fragColor, in vec2 fragCoord) {\n"
                               "    vec4 color = texture(iChannel0, fragCoord / iResolution.xy);\n"
                               "    fragColor = vec4(1.0 - color.rgb, 1.0);\n"
                               "}\n";
static const char lower_half[] = "void mainImage(out vec4 fragColor, in vec2 fragCoord) {\n"
                                 "    fragColor = vec4(fragCoord.y < iResolution.y / 2.0 ? 1.0 : 0.0, 0.0, 0.0, 1.0);\n"
                                 "}\n";
static const char clock_shader[] =
    "void mainImage(out vec4 fragColor, in vec2 fragCoord) {\n"
    "    fragColor = vec4(iTime / 10.0, iTimeDelta / 10.0, float(iFrame) / 255.0, 1.0);\n"
    "}\n";

static struct font_set *fonts;
static struct side gl, plain;
static struct quire_frame *frame;
static struct scene scene = SCENE_INIT;
static struct scene_pane pane;

static struct renderer_damage draw(struct side *side, bool full) {
    struct renderer_damage damage;
    stage_scene(&scene, &pane, fonts);
    side_draw(side, &scene, full, &damage);
    return damage;
}

static bool set(const char *source, char *error, size_t error_size) {
    struct backend *backend = gl.stage.backend;
    return backend->calls->set_effect(backend, source, error, error_size);
}

static bool set_now(const char *source) {
    char error[256] = "";
    bool done = set(source, error, sizeof error);
    if (!done)
        printf("%s\n", error);
    return done;
}

static const uint8_t *pixel(uint32_t x, uint32_t y) {
    return gl.pixels + ((size_t)y * gl.width + x) * 4;
}

static void what_goes_in_comes_out(void) {
    CHECK(set_now(same));
    CHECK(gl.stage.backend->effect && !gl.stage.backend->animated);
    draw(&gl, true);
    draw(&plain, true);
    CHECK(side_difference(&gl, &plain) <= 1);
}

static void changes_go_through_it(void) {
    struct side before = plain;
    CHECK(set_now(inverted));
    draw(&gl, true);
    fake_frame_settle(frame);
    fake_frame_print(frame, 1, "{f=FF0000}another line{}");
    struct renderer_damage damage = draw(&gl, false);
    CHECK(damage.bounds.width == gl.width && damage.bounds.height == gl.height);
    CHECK_INT(damage.rows_drawn, 1);
    draw(&before, true);
    int most = 0;
    for (size_t i = 0; i < (size_t)gl.width * gl.height * 4; i++) {
        int by = i % 4 == 3 ? 0 : abs(255 - gl.pixels[i] - before.pixels[i]);
        most = by > most ? by : most;
    }
    CHECK(most <= 1);
    fake_frame_settle(frame);
    CHECK_INT(draw(&gl, false).count, 0); /* nothing has changed */
}

static void coordinates_are_those_of_shadertoy(void) {
    CHECK(set_now(lower_half));
    draw(&gl, true);
    CHECK(pixel(1, 1)[0] == 0 && pixel(1, gl.height - 2)[0] == 255);
}

static void time_goes_on(void) {
    CHECK(set_now(clock_shader));
    CHECK(gl.stage.backend->animated);
    scene.now_s = 100;
    draw(&gl, true);
    CHECK(pixel(3, 3)[0] == 0 && pixel(3, 3)[1] == 0 && pixel(3, 3)[2] == 0);
    scene.now_s = 102;
    fake_frame_settle(frame);
    CHECK(draw(&gl, false).bounds.width == gl.width); /* though nothing has changed */
    CHECK(pixel(3, 3)[0] == 51 && pixel(3, 3)[1] == 51 && pixel(3, 3)[2] == 1);
    scene.now_s = 105;
    draw(&gl, false);
    CHECK(pixel(3, 3)[0] == 127 || pixel(3, 3)[0] == 128);
    CHECK(pixel(3, 3)[1] == 76 || pixel(3, 3)[1] == 77);
}

static void mistakes_are_named(void) {
    static const struct {
        const char *source, *line;
    } wrong[] = {{"void mainImage(out vec4 fragColor, in vec2 fragCoord) {\n    fragColor = nonsense;\n}\n", "2"},
                 {"\n\nsyntax error\n", "3"},
                 {"", "mainImage"},
                 {"void mainImage(in vec2 p) {}\n", "mainImage"}};
    CHECK(set_now(lower_half));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char error[256] = "";
        CHECK(!set(wrong[i].source, error, sizeof error));
        CHECK(error[0] != '\0' && !strchr(error, '\n'));
        if (!strstr(error, wrong[i].line))
            printf("%s\n", error);
        CHECK(strstr(error, wrong[i].line));
        draw(&gl, true);
        CHECK(pixel(1, gl.height - 2)[0] == 255); /* the one before is still there */
    }
}

static void without_one_all_is_as_it_was(void) {
    CHECK(set_now(NULL));
    CHECK(!gl.stage.backend->effect && !gl.stage.backend->animated);
    draw(&gl, true);
    draw(&plain, true);
    CHECK(side_difference(&gl, &plain) <= 1);
}

int main(void) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    const struct scene_pane fresh = SCENE_PANE_INIT;
    options.family = "DejaVu Sans Mono";
    options.size_pt = 11;
    fonts = font_set_create(&options, error, sizeof error);
    if (!fonts) {
        printf("%s\n0 passed, 1 failed\n", error);
        return 1;
    }
    scene.width_px = COLS * font_set_metrics(fonts)->cell_width;
    scene.height_px = ROWS * font_set_metrics(fonts)->cell_height;
    if (!side_open(&gl, "gl", fonts, scene.width_px, scene.height_px)) {
        printf("SKIP: there is no OpenGL\n0 passed, 0 failed\n");
        return 0;
    }
    CHECK(side_open(&plain, "cpu", fonts, scene.width_px, scene.height_px));
    pane = fresh;
    frame = fake_frame_create(COLS, ROWS, 0xD8DEE9, 0x16181D);
    pane.frame = frame;
    fake_frame_print(frame, 0, "first {b}bold{}\nsecond {f=00FF00}green{}\n{u3}third{}");
    RUN(what_goes_in_comes_out);
    RUN(changes_go_through_it);
    RUN(coordinates_are_those_of_shadertoy);
    RUN(time_goes_on);
    RUN(mistakes_are_named);
    RUN(without_one_all_is_as_it_was);
    side_close(&gl);
    side_close(&plain);
    scene_pane_finish(&pane);
    scene_finish(&scene);
    fake_frame_destroy(frame);
    font_set_destroy(fonts);
    return test_end();
}
