/* The CPU backend by itself: ramps are kept and replaced, nothing is written outside of the target, what scrolled is
 * moved, and what is drawn is no more than what changed. */
#include <stdlib.h>

#include "cpu_backend.h"
#include "cpu_over.h"
#include "cpu_ramp.h"
#include "fake_frame.h"
#include "picture.h"
#include "renderer.h"
#include "stage.h"
#include "test.h"

#define COLS 30u
#define ROWS 8u
#define PADDING 4u
#define MARGIN 16u
#define GUARD 0xDEADBEEFu

static struct font_set *fonts;
static struct backend *backend;
static struct renderer *renderer;
static struct quire_frame *frame;
static struct scene scene = SCENE_INIT;
static struct scene_pane pane;
static uint32_t cell_width, cell_height;
static uint32_t *memory; /* the target, with a margin on every side */
static uint32_t stride, lines;

static bool right_ramp(const uint32_t *ramp, uint32_t foreground, uint32_t background) {
    return ramp[0] == (0xFF000000u | background) && ramp[255] == (0xFF000000u | foreground);
}

static void ramps_are_made_once(void) {
    struct cpu_ramps ramps;
    CHECK(cpu_ramps_init(&ramps, cpu_blend_chosen()));
    for (uint32_t turn = 0; turn < 100; turn++) {
        for (uint32_t i = 0; i < 16; i++)
            CHECK(right_ramp(cpu_ramps_get(&ramps, i * 0x0A1307, 0x16181D), i * 0x0A1307, 0x16181D));
    }
    CHECK_INT(ramps.made, 16);
    cpu_ramps_finish(&ramps);
}

/* More pairs than are kept: each is right all the same, and those in use stay. */
static void ramps_are_replaced(void) {
    struct cpu_ramps ramps;
    CHECK(cpu_ramps_init(&ramps, cpu_blend_chosen()));
    for (uint32_t i = 0; i < 20 * CPU_RAMP_SETS * CPU_RAMP_WAYS; i++) {
        uint32_t foreground = i * 2654435761u >> 8, background = ~foreground & 0xFFFFFF;
        CHECK(right_ramp(cpu_ramps_get(&ramps, foreground, background), foreground, background));
        CHECK(right_ramp(cpu_ramps_get(&ramps, 0xD8DEE9, 0x16181D), 0xD8DEE9, 0x16181D));
    }
    CHECK_INT(ramps.made, 20 * CPU_RAMP_SETS * CPU_RAMP_WAYS + 1);
    cpu_ramps_finish(&ramps);
}

/* Black on black is a pair, too, though all of it is zero. */
static void the_first_pair_is_no_special_one(void) {
    struct cpu_ramps ramps;
    CHECK(cpu_ramps_init(&ramps, cpu_blend_chosen()));
    CHECK(right_ramp(cpu_ramps_get(&ramps, 0, 0), 0, 0));
    CHECK_INT(ramps.made, 1);
    cpu_ramps_finish(&ramps);
}

/* ---- with a renderer */

static void target(uint32_t width, uint32_t height) {
    const struct cpu_target target = {memory + MARGIN * stride + MARGIN, stride, width, height};
    for (size_t i = 0; i < (size_t)stride * lines; i++)
        memory[i] = GUARD;
    cpu_backend_target(backend, &target);
}

static bool start(void) {
    char error[256] = "";
    const struct font_options options = FONT_OPTIONS_INIT;
    const struct scene_pane fresh = SCENE_PANE_INIT;
    fonts = font_set_create(&options, error, sizeof error);
    backend = cpu_backend_create(error, sizeof error);
    if (fonts && backend)
        renderer = renderer_create(fonts, backend, error, sizeof error);
    frame = fake_frame_create(COLS, ROWS, 0xD8DEE9, 0x16181D);
    if (!renderer || !frame)
        return false;
    cell_width = font_set_metrics(fonts)->cell_width;
    cell_height = font_set_metrics(fonts)->cell_height;
    pane = fresh;
    pane.frame = frame;
    pane.padding_px = PADDING;
    scene.width_px = COLS * cell_width + 2 * PADDING;
    scene.height_px = ROWS * cell_height + 2 * PADDING;
    stride = scene.width_px + 2 * MARGIN;
    lines = scene.height_px + 2 * MARGIN;
    memory = calloc(stride, lines * sizeof *memory);
    return memory != NULL;
}

static struct renderer_damage draw(bool full) {
    struct renderer_damage damage = stage_draw(renderer, fonts, &scene, &pane, full);
    fake_frame_settle(frame);
    return damage;
}

static void fill_frame(void) {
    for (uint32_t row = 0; row < ROWS; row++)
        fake_frame_print(frame, row, "{g=204060}{i}jWf{} {u3}漢字{} 😀 {s}all{} 0123456789");
}

/* Pixels of the margin, or of the window outside of the target, that are not as they were. */
static uint32_t written_outside(uint32_t width, uint32_t height) {
    uint32_t found = 0;
    for (uint32_t y = 0; y < lines; y++) {
        for (uint32_t x = 0; x < stride; x++) {
            bool inside = x - MARGIN < width && y - MARGIN < height;
            found += !inside && memory[(size_t)y * stride + x] != GUARD;
        }
    }
    return found;
}

/* A surface may be smaller than the window is said to be, while its size changes. */
static void nothing_is_written_outside(void) {
    for (uint32_t turn = 0; turn < 60; turn++) {
        uint32_t width = 1 + turn * 37 % scene.width_px, height = 1 + turn * 53 % scene.height_px;
        pane.bell = turn % 3 ? 0.0f : 0.5f;
        pane.scrollbar = (struct scene_scrollbar){turn % 2 ? 0.5f : 0.0f, 5, 4000, 9};
        target(width, height);
        fill_frame();
        draw(true);
        CHECK(memory[MARGIN * stride + MARGIN] != GUARD);
        CHECK(memory[(MARGIN + height - 1) * stride + MARGIN + width - 1] != GUARD);
        fake_frame_move(frame, 0, ROWS - 1, 1);
        fake_frame_print(frame, ROWS - 1, "another 漢");
        draw(false);
        CHECK_INT(written_outside(width, height), 0);
    }
    const struct cpu_target nowhere = {NULL, 0, 0, 0};
    cpu_backend_target(backend, &nowhere);
    draw(true);
}

static void fresh_picture(void) {
    pane.bell = 0.0f;
    pane.scrollbar.alpha = 0.0f;
    pane.message = NULL;
    fake_frame_state(frame)->cursor_visible = false;
    target(scene.width_px, scene.height_px);
    fill_frame();
    draw(true);
}

/* What is typed is drawn, and no more. */
static void a_cell_is_drawn_alone(void) {
    fresh_picture();
    fake_frame_print(frame, 3, "abc");
    draw(false);
    fake_frame_print(frame, 3, "abcd");
    struct renderer_damage damage = draw(false);
    CHECK_INT(damage.count, 1);
    CHECK_INT(damage.areas[0].x, PADDING + 3 * cell_width);
    CHECK_INT(damage.areas[0].width, cell_width);
    CHECK_INT(damage.areas[0].y, PADDING + 3 * cell_height);
    CHECK_INT(damage.areas[0].height, cell_height);
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_row = 3;
    info->cursor_col = 4;
    draw(false);
    info->cursor_col = 5;
    damage = draw(false);
    CHECK(damage.count == 1 && damage.bounds.width == 2 * cell_width);
    CHECK_INT(draw(false).count, 0);
}

/* Of a scrolled picture one row is drawn; all that moved is told, since the screen has to show it. */
static void what_scrolled_is_moved(void) {
    fresh_picture();
    fake_frame_move(frame, 1, ROWS - 2, 1);
    fake_frame_print(frame, ROWS - 1, "a new line");
    struct renderer_damage damage = draw(false);
    CHECK_INT(damage.rows_drawn, 1);
    CHECK_INT(damage.count, 2);
    CHECK_INT(damage.bounds.y, PADDING + cell_height);
    CHECK_INT(damage.bounds.height, (ROWS - 1) * cell_height);
    fake_frame_move(frame, 2, ROWS - 2, -2);
    fake_frame_print(frame, 0, "one\ntwo");
    CHECK_INT(draw(false).rows_drawn, 2);
}

/* The cursor, a message and the bar lay over rows that move: none of them moves along. */
static void what_lay_over_rows_stays(void) {
    fresh_picture();
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_row = 4;
    info->cursor_col = 2;
    pane.message = " a message";
    pane.scrollbar = (struct scene_scrollbar){0.5f, 10, 40, 9};
    draw(false);
    fake_frame_move(frame, 0, ROWS - 1, 1);
    fake_frame_print(frame, ROWS - 1, "below the message");
    draw(false);
    size_t bytes = (size_t)stride * lines * sizeof *memory;
    uint32_t *moved = malloc(bytes);
    CHECK(moved != NULL);
    if (moved)
        memcpy(moved, memory, bytes);
    draw(true);
    CHECK(moved && !memcmp(moved, memory, bytes));
    free(moved);
}

/* Surfaces that have alpha show what they hold. */
static void colors_are_opaque(void) {
    fresh_picture();
    for (uint32_t y = 0; y < scene.height_px; y++) {
        for (uint32_t x = 0; x < scene.width_px; x++)
            CHECK(memory[(size_t)(y + MARGIN) * stride + x + MARGIN] >> 24 == 0xFF);
    }
}

/* A picture that no memory could hold is refused before it is begun. */
static void huge_pictures_are_refused(void) {
    char error[256] = "";
    struct picture_options options = PICTURE_OPTIONS_INIT;
    struct quire_frame *large = fake_frame_create(700, 300, 0xD8DEE9, 0x16181D);
    options.font.size_pt = FONT_SIZE_MAX;
    CHECK(large && !picture_of_frame(large, &options, "/dev/null", error, sizeof error));
    CHECK(strstr(error, "too large") != NULL);
    fake_frame_destroy(large);
}

int main(void) {
    RUN(ramps_are_made_once);
    RUN(ramps_are_replaced);
    RUN(the_first_pair_is_no_special_one);
    if (!start()) {
        puts("nothing can be drawn: no font, or no memory");
        return 1;
    }
    RUN(nothing_is_written_outside);
    RUN(a_cell_is_drawn_alone);
    RUN(what_scrolled_is_moved);
    RUN(what_lay_over_rows_stays);
    RUN(colors_are_opaque);
    RUN(huge_pictures_are_refused);
    renderer_destroy(renderer);
    scene_pane_finish(&pane);
    scene_finish(&scene);
    backend_destroy(backend);
    fake_frame_destroy(frame);
    font_set_destroy(fonts);
    free(memory);
    return test_end();
}
