/* Both backends draw the same pictures: scenes and changes made at random, each drawn by GL and by the CPU, and
 * compared pixel by pixel. They may differ by 1 in 255. Each picture of the CPU is the sum of partial draws as they
 * come in a window, and must be that of a full draw, bit by bit; and no draw may change a pixel that it does not say.
 *
 * GL is Mesa's software driver here (or whatever there is); where there is none, the comparison is skipped and said so.
 * The picture of the one is the golden picture of the other: pictures kept in files would be those of one version of
 * FreeType and of the fonts. */
#include <stdlib.h>

#include <quire/style.h>

#include "fake_frame.h"
#include "renderer.h"
#include "stage.h"
#include "test.h"

#define COLS 44u
#define ROWS 12u
#define PADDING 5u
#define TURNS 60u

struct side {
    struct stage stage;
    struct renderer *renderer;
    uint8_t *pixels, *before;
};

static struct font_set *fonts;
static struct side cpu, gl;
static bool has_gl;
static struct quire_frame *frame;
static struct renderer_scene scene;
static uint32_t random_state;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

static bool open_side(struct side *side, const char *name) {
    char error[256] = "";
    size_t bytes = (size_t)scene.width_px * scene.height_px * 4;
    side->pixels = calloc(bytes, 1);
    side->before = calloc(bytes, 1);
    bool opened = side->pixels && side->before &&
                  stage_open(&side->stage, name, scene.width_px, scene.height_px, error, sizeof error);
    side->renderer = opened ? renderer_create(fonts, side->stage.backend, error, sizeof error) : NULL;
    if (!side->renderer)
        printf("%s cannot draw here: %s\n", name, error);
    return side->renderer != NULL;
}

static void close_side(struct side *side) {
    renderer_destroy(side->renderer);
    stage_close(&side->stage);
    free(side->pixels);
    free(side->before);
    memset(side, 0, sizeof *side);
}

static bool in_areas(const struct renderer_damage *damage, uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < damage->count; i++) {
        const struct backend_area *area = &damage->areas[i];
        if (x - area->x < area->width && y - area->y < area->height)
            return true;
    }
    return false;
}

/* Pixels that changed outside of what the draw says it changed. */
static uint32_t untold(const struct side *side, const struct renderer_damage *damage) {
    uint32_t found = 0;
    for (uint32_t y = 0; y < scene.height_px; y++) {
        for (uint32_t x = 0; x < scene.width_px; x++) {
            size_t at = ((size_t)y * scene.width_px + x) * 4;
            found += memcmp(side->pixels + at, side->before + at, 4) && !in_areas(damage, x, y);
        }
    }
    return found;
}

static struct renderer_damage draw(struct side *side, bool full) {
    memcpy(side->before, side->pixels, (size_t)scene.width_px * scene.height_px * 4);
    struct renderer_damage damage = renderer_draw(side->renderer, &scene, full);
    renderer_read_pixels(side->renderer, scene.width_px, scene.height_px, side->pixels);
    CHECK_INT(untold(side, &damage), 0);
    return damage;
}

/* The largest difference of a channel between the two pictures. */
static int difference(void) {
    int most = 0;
    for (size_t i = 0; i < (size_t)scene.width_px * scene.height_px * 4; i++) {
        int by = abs(cpu.pixels[i] - gl.pixels[i]);
        most = by > most ? by : most;
    }
    return most;
}

/* The picture that came about bit by bit is that of a renderer which knows nothing of the past. */
static void check_against_fresh(void) {
    struct side fresh = {0};
    if (!open_side(&fresh, "cpu")) {
        CHECK(false);
        return;
    }
    draw(&fresh, true);
    CHECK(!memcmp(fresh.pixels, cpu.pixels, (size_t)scene.width_px * scene.height_px * 4));
    close_side(&fresh);
}

/* ---- scenes */

static const char *const words[] = {
    "① ",
    "Ⓐ",
    "⤴ ",
    "plain",
    "{b}bold{}",
    "{i}italicf{}",
    "{b}{i}Wf{}",
    "{d}dim{}",
    "{n}inverse{}",
    "{h}hidden{}",
    "{k}blink{}",
    "{k}{n}{u3}{s}inv{}",
    "{k}漢f{}f",
    "{s}strike{}",
    "{o}over{}",
    "{u1}line{}",
    "{u2}two{}",
    "{u3}{c=FF0000}y{}",
    "{u4}dots{}",
    "{u5}dash{}",
    "{u3}{s}{i}gypf{}",
    "{l=3}link{}",
    "{x}selected{}",
    "{x}{u1}{i}f漢{}",
    "漢字",
    "かな",
    "😀",
    "{u1}🍎{}",
    "{s}{n}🚀{}",
    "│┼─┼│",
    "▁▂▃▄▅▆▇█",
    "░▒▓",
    "{u3}──┼──{}",
    "é ñ x̂",
    "-> => !=",
    "{{}[]@",
    "╭─╮╳╲╱",
    "{n}{i}{u3}{o}jWf{}",
    "{b}{s}{o}{u2}MW{}",
    "fffjjj",
    " ",
};

static void print_line(uint32_t row) {
    char line[2048] = "", color[64];
    if (below(12) == 0)
        snprintf(line, sizeof line, "{z%u}", below(3) + 1);
    for (uint32_t i = 0, count = below(9); i < count; i++) {
        if (below(3) == 0) {
            snprintf(color, sizeof color, "{%c=%06X}", below(3) ? 'f' : 'g', below(0x1000000));
            strcat(line, color);
        }
        strcat(line, words[below(sizeof words / sizeof words[0])]);
    }
    fake_frame_print(frame, row, line);
}

static void change_cursor(void) {
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = below(4) > 0;
    info->cursor_row = below(ROWS);
    info->cursor_col = below(COLS / 2);
    info->cursor_shape = (enum quire_cursor_shape)below(3);
    info->cursor_color = below(3) ? 0xFFFFFFFF : below(0x1000000);
    info->cursor_text = below(3) ? 0xFFFFFFFF : below(0x1000000);
    scene.focused = below(3) > 0;
}

static void change_selection(void) {
    scene.selection_background = below(2) ? RENDERER_COLOR_NONE : below(0x1000000);
    scene.selection_foreground = below(2) ? RENDERER_COLOR_NONE : below(0x1000000);
}

static void change_bar(void) {
    scene.scrollbar =
        (struct renderer_scrollbar){below(3) ? (float)below(100) / 100 : 0.0f, below(100), 20 + below(80), 7};
}

static void change_overlays(void) {
    static const char *const preedits[] = {NULL, NULL, "かな", "abc漢"}, *const messages[] = {NULL, NULL,
                                                                                              " Close? [ No ]"};
    scene.preedit = preedits[below(4)];
    scene.message = messages[below(3)];
    scene.mark_col = below(6);
    scene.mark_end = below(12);
}

static void change_weight(void) {
    scene.settings.text_weight = below(2) ? 0.0f : (float)below(5) - 2.0f;
}

static void scroll(void) {
    uint32_t by = 1 + below(3), first = below(3), rows = ROWS - first - by - below(2);
    bool up = below(3) > 0;
    fake_frame_move(frame, up ? first : first + by, rows, up ? (int32_t)by : -(int32_t)by);
    for (uint32_t i = 0; i < by; i++)
        print_line(up ? first + rows + i : first + i);
}

static void change_something(void) {
    switch (below(11)) {
    case 0:
        change_cursor();
        break;
    case 1:
        change_selection();
        break;
    case 2:
        change_bar();
        break;
    case 3:
        change_overlays();
        break;
    case 4:
        scene.hover_link = below(2) * 3;
        break;
    case 5:
        scene.bell = below(3) ? 0.0f : 0.25f;
        break;
    case 6:
    case 7:
        scroll();
        break;
    case 8:
        scene.blinked_out = !scene.blinked_out;
        break;
    case 9:
        change_weight();
        break;
    default:
        print_line(below(ROWS));
    }
}

static void play(uint32_t foreground, uint32_t background, uint32_t seed) {
    const struct renderer_scene fresh = RENDERER_SCENE_INIT;
    uint32_t width = scene.width_px, height = scene.height_px;
    random_state = seed;
    scene = fresh;
    scene.width_px = width;
    scene.height_px = height;
    scene.padding_px = PADDING;
    frame = fake_frame_create(COLS, ROWS, foreground, background);
    scene.frame = frame;
    for (uint32_t row = 0; row < ROWS; row++)
        print_line(row);
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        bool full = turn == 0 || below(20) == 0;
        if (turn == 0) {
            renderer_invalidate(cpu.renderer);
            if (has_gl)
                renderer_invalidate(gl.renderer);
        }
        change_something();
        draw(&cpu, full);
        check_against_fresh();
        if (has_gl) {
            draw(&gl, full);
            int most = difference();
            if (most > 1)
                printf("seed %u, turn %u: a difference of %d\n", seed, turn, most);
            CHECK(most <= 1);
        }
        fake_frame_settle(frame);
    }
    fake_frame_destroy(frame);
}

static void light_on_dark(void) {
    play(0xD8DEE9, 0x16181D, 1);
    play(0xFFFFFF, 0x000000, 2);
}

static void dark_on_light(void) {
    play(0x2E3440, 0xFAFAFA, 3);
    play(0x000000, 0xFFFFFF, 4);
}

static void colors_of_the_same_light(void) {
    play(0xC02020, 0x207020, 5);
    play(0x3060FF, 0xFF6030, 6);
}

static void another_size(void) {
    char error[256] = "";
    const struct font_metrics *metrics = font_set_metrics(fonts);
    CHECK(font_set_resize(fonts, 8.5, 96, error, sizeof error));
    CHECK(COLS * metrics->cell_width + 2 * PADDING < scene.width_px);
    play(0xD8DEE9, 0x16181D, 7);
    CHECK(font_set_resize(fonts, 15, 96, error, sizeof error)); /* the grid is larger than the window */
    play(0x2E3440, 0xFAFAFA, 8);
}

int main(void) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    fonts = font_set_create(&options, error, sizeof error);
    if (!fonts) {
        printf("no font: %s\n0 passed, 1 failed\n", error);
        return 1;
    }
    scene.width_px = COLS * font_set_metrics(fonts)->cell_width + 2 * PADDING + 3;
    scene.height_px = ROWS * font_set_metrics(fonts)->cell_height + 2 * PADDING + 2;
    if (!open_side(&cpu, "cpu")) {
        printf("0 passed, 1 failed\n");
        return 1;
    }
    has_gl = open_side(&gl, "gl");
    RUN(light_on_dark);
    RUN(dark_on_light);
    RUN(colors_of_the_same_light);
    RUN(another_size);
    close_side(&cpu);
    close_side(&gl);
    font_set_destroy(fonts);
    if (!has_gl)
        printf("SKIP: without GL nothing was compared with it\n");
    return test_end();
}
