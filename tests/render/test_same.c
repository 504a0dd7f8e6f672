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
#include "fake_images.h"
#include "side.h"
#include "test.h"

#define COLS 44u
#define ROWS 12u
#define PADDING 5u
#define TURNS 60u

static struct font_set *fonts;
static struct side cpu, gl;
static bool has_gl;
static struct quire_frame *frame;
static struct scene scene = SCENE_INIT;
static struct scene_pane pane;
static struct fake_images images;
static uint32_t random_state;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

static void draw(struct side *side, bool full) {
    struct renderer_damage damage;
    stage_scene(&scene, &pane, fonts);
    fake_images_show(&images, &scene);
    CHECK_INT(side_draw(side, &scene, full, &damage), 0);
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
    "ẤẪ{u1}Ế{}",
    "{i}Q\u0302\u0301\u0303{} g\u0323\u0331\u0324",
    "W\u20DD{s}1\u20DE{}",
    "t\u0361s x\u0338",
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
    pane.focused = below(3) > 0;
}

static uint32_t some_color(void) {
    static const uint32_t of_cell[] = {CELL_COLOR_NONE, CELL_COLOR_FOREGROUND, CELL_COLOR_BACKGROUND};
    return below(2) ? of_cell[below(3)] : below(0x1000000);
}

static void change_selection(void) {
    pane.selection_background = some_color();
    pane.selection_foreground = some_color();
}

static void change_bar(void) {
    pane.scrollbar = (struct scene_scrollbar){below(3) ? (float)below(100) / 100 : 0.0f, below(100), 20 + below(80), 7};
}

static void change_overlays(void) {
    static const char *const preedits[] = {NULL, NULL, "かな", "abc漢"}, *const messages[] = {NULL, NULL,
                                                                                              " Close? [ No ]"};
    pane.preedit = preedits[below(4)];
    pane.message = messages[below(3)];
    pane.mark_col = below(6);
    pane.mark_end = below(12);
}

static void change_settings(void) {
    struct renderer_settings *settings = &scene.settings;
    pane.cut_px = below(2) * below(font_set_metrics(fonts)->cell_height);
    settings->text_weight = below(2) ? 0.0f : (float)below(5) - 2.0f;
    settings->opacity = below(2) ? 1.0f : (float)below(256) / 255;
    settings->minimum_contrast = below(2) ? 1.0f : (float)(1 + below(8));
    settings->underline_skip_ink = below(2);
    settings->cursor_hollow = below(4) == 0;
    settings->cursor_unfocused = (enum renderer_unfocused)below(3);
    settings->cursor_color = some_color();
    settings->cursor_text = some_color();
}

/* ---- images */

static int32_t some_z(void) {
    static const int32_t levels[] = {INT32_MIN, -0x40000001, -0x40000000, -1, 0, 5};
    return levels[below(6)];
}

static void crop(struct backend_area *crop) {
    crop->x = below(crop->width);
    crop->y = below(crop->height);
    crop->width = 1 + below(crop->width - crop->x);
    crop->height = 1 + below(crop->height - crop->y);
}

static void cut_cells(struct scene_image_cells *seen) {
    seen->row_from = below(ROWS);
    seen->row_to = seen->row_from + below(ROWS);
    seen->col_from = below(COLS);
    seen->col_to = seen->col_from + below(COLS);
}

static struct scene_image some_image(void) {
    struct scene_image image =
        fake_image_at(&images, below(16), (int32_t)below(ROWS + 4) - 4, (int32_t)below(COLS + 8) - 8, some_z());
    image.version = below(3);
    image.offset_x_px = (int32_t)below(2) * (int32_t)below(12);
    image.offset_y_px = (int32_t)below(2) * (int32_t)below(20);
    if (below(3) == 0)
        crop(&image.crop);
    if (below(2)) {
        image.width_px = below(40) ? below(200) : 3000000000;
        image.height_px = below(150);
    }
    if (below(3) == 0)
        cut_cells(&image.seen);
    return image;
}

static void change_images(void) {
    uint32_t at = images.count ? below(images.count) : 0;
    struct scene_image fresh = some_image();
    switch (images.count ? below(7) : 0) {
    case 0:
    case 1:
        fake_images_add(&images, &fresh);
        break;
    case 2:
        images.list[at].version++;
        break;
    case 3:
        images.list[at].row = fresh.row;
        images.list[at].offset_x_px = fresh.offset_x_px;
        break;
    case 4:
        images.later = (uint64_t)below(0x10000) & below(0x10000);
        images.never = (uint64_t)below(0x10000) & below(0x10000) & below(0x10000);
        break;
    case 5:
        images.list[at].seen = fresh.seen;
        break;
    default:
        fake_images_remove(&images, at);
    }
}

/* Most images go where their lines go; what is left of one that does not is another one. */
static void scroll_images(uint32_t first, uint32_t end, int32_t by) {
    for (uint32_t i = 0; i < images.count; i++) {
        struct scene_image *image = &images.list[i];
        if (below(5) == 0)
            continue;
        image->row -= by;
        image->seen.row_from = image->seen.row_from < first ? first : image->seen.row_from;
        image->seen.row_to = image->seen.row_to > end ? end : image->seen.row_to;
    }
}

static void scroll(void) {
    uint32_t by = 1 + below(3), first = below(3), rows = ROWS - first - by - below(2);
    bool up = below(3) > 0;
    fake_frame_move(frame, up ? first : first + by, rows, up ? (int32_t)by : -(int32_t)by);
    scroll_images(first, first + rows, up ? (int32_t)by : -(int32_t)by);
    for (uint32_t i = 0; i < by; i++)
        print_line(up ? first + rows + i : first + i);
}

static void change_something(void) {
    switch (below(15)) {
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
        pane.hover_link = below(2) * 3;
        break;
    case 5:
        pane.bell = below(3) ? 0.0f : 0.25f;
        break;
    case 6:
    case 7:
        scroll();
        break;
    case 8:
        pane.blinked_out = !pane.blinked_out;
        break;
    case 9:
        change_settings();
        break;
    case 10:
    case 11:
    case 12:
        change_images();
        break;
    default:
        print_line(below(ROWS));
    }
}

static void play(uint32_t foreground, uint32_t background, uint32_t seed) {
    const struct scene_pane fresh = SCENE_PANE_INIT;
    random_state = seed;
    scene_pane_finish(&pane);
    images.count = 0;
    pane = fresh;
    scene.settings = (struct renderer_settings)RENDERER_SETTINGS_INIT;
    pane.padding_px = PADDING;
    frame = fake_frame_create(COLS, ROWS, foreground, background);
    pane.frame = frame;
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
        CHECK(side_is_as_fresh(&cpu, fonts, &scene));
        if (has_gl) {
            draw(&gl, full);
            int most = side_difference(&cpu, &gl);
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
    if (!side_open(&cpu, "cpu", fonts, scene.width_px, scene.height_px)) {
        printf("0 passed, 1 failed\n");
        return 1;
    }
    fake_images_init(&images);
    has_gl = side_open(&gl, "gl", fonts, scene.width_px, scene.height_px);
    RUN(light_on_dark);
    RUN(dark_on_light);
    RUN(colors_of_the_same_light);
    RUN(another_size);
    side_close(&cpu);
    side_close(&gl);
    fake_images_finish(&images);
    scene_pane_finish(&pane);
    scene_finish(&scene);
    font_set_destroy(fonts);
    if (!has_gl)
        printf("SKIP: without GL nothing was compared with it\n");
    return test_end();
}
