/* test_render cpu|gl - the renderer against made-up frames, by one of the backends: every check reads pixels back. */
#include <stdlib.h>

#include <quire/style.h>

#include "fake_frame.h"
#include "renderer.h"
#include "stage.h"
#include "test.h"

#define COLS 20u
#define ROWS 6u
#define PADDING 5u
#define BACK 0x101820u
#define FORE 0xE0E0E0u

static struct stage stage;
static struct font_set *fonts;
static struct renderer *renderer;
static struct quire_frame *frame;
static struct scene scene = SCENE_INIT;
static struct scene_pane pane;
static uint8_t *pixels, *before;
static uint32_t cell_width, cell_height;

static bool start(const char *backend) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    const struct scene_pane fresh = SCENE_PANE_INIT;
    fonts = font_set_create(&options, error, sizeof error);
    if (fonts) {
        cell_width = font_set_metrics(fonts)->cell_width;
        cell_height = font_set_metrics(fonts)->cell_height;
        pane = fresh;
        scene.width_px = COLS * cell_width + 2 * PADDING;
        scene.height_px = ROWS * cell_height + 2 * PADDING;
        pane.padding_px = PADDING;
        if (stage_open(&stage, backend, scene.width_px, scene.height_px, error, sizeof error))
            renderer = renderer_create(fonts, stage.backend, error, sizeof error);
    }
    pixels = calloc(scene.width_px, (size_t)scene.height_px * 4);
    before = calloc(scene.width_px, (size_t)scene.height_px * 4);
    if (!renderer)
        printf("nothing can be tested: %s\n", error);
    return renderer && pixels && before;
}

/* Another frame with the description, drawn in full. */
static void show(const char *description) {
    const struct scene_pane fresh = SCENE_PANE_INIT;
    scene_pane_finish(&pane);
    pane = fresh;
    scene.settings = (struct renderer_settings)RENDERER_SETTINGS_INIT;
    pane.padding_px = PADDING;
    fake_frame_destroy(frame);
    frame = fake_frame_create(COLS, ROWS, FORE, BACK);
    fake_frame_print(frame, 0, description);
    pane.frame = frame;
    renderer_invalidate(renderer);
    stage_draw(renderer, fonts, &scene, &pane, true);
    fake_frame_settle(frame);
    renderer_read_pixels(renderer, scene.width_px, scene.height_px, pixels);
}

static struct renderer_damage redraw(void) {
    struct renderer_damage damage;
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    damage = stage_draw(renderer, fonts, &scene, &pane, false);
    fake_frame_settle(frame);
    renderer_read_pixels(renderer, scene.width_px, scene.height_px, pixels);
    return damage;
}

static uint32_t pixel(uint32_t x, uint32_t y) {
    const uint8_t *at = pixels + ((size_t)y * scene.width_px + x) * 4;
    return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static uint32_t in_cell(uint32_t col, uint32_t row, uint32_t x, uint32_t y) {
    return pixel(PADDING + col * cell_width + x, PADDING + row * cell_height + y);
}

/* How many pixels of a cell have exactly this colour. */
static uint32_t count(uint32_t col, uint32_t row, uint32_t color) {
    uint32_t found = 0;
    for (uint32_t y = 0; y < cell_height; y++) {
        for (uint32_t x = 0; x < cell_width; x++)
            found += in_cell(col, row, x, y) == color;
    }
    return found;
}

static bool row_same(uint32_t row) {
    size_t stride = (size_t)scene.width_px * 4, from = (PADDING + (size_t)row * cell_height) * stride;
    return !memcmp(pixels + from, before + from, stride * cell_height);
}

static void backgrounds_are_exact(void) {
    show("{g=123456}  {g=FEDCBA}  {}  █");
    uint32_t all = cell_width * cell_height;
    CHECK_INT(count(0, 0, 0x123456), all);
    CHECK_INT(count(1, 0, 0x123456), all);
    CHECK_INT(count(2, 0, 0xFEDCBA), all);
    CHECK_INT(count(4, 0, BACK), all);
    CHECK_INT(count(6, 0, FORE), all);
    CHECK_INT(count(7, 0, BACK), all);
    CHECK_INT(pixel(0, 0), BACK);
    CHECK_INT(pixel(scene.width_px - 1, scene.height_px - 1), BACK);
}

static void text_has_both_colors(void) {
    show("M{f=FF0000}|{}{h}M");
    CHECK(count(0, 0, BACK) > cell_width);
    CHECK(count(0, 0, BACK) < cell_width * cell_height);
    CHECK(count(0, 0, FORE) > 0);
    CHECK(count(2, 0, BACK) == cell_width * cell_height);
}

static void inverse_and_selection_swap(void) {
    show("{n} {}{x} {n} {}{f=112233}{g=445566}{x} ");
    CHECK_INT(in_cell(0, 0, 2, 2), FORE);
    CHECK_INT(in_cell(1, 0, 2, 2), FORE);
    CHECK_INT(in_cell(2, 0, 2, 2), BACK);
    CHECK_INT(in_cell(3, 0, 2, 2), 0x112233);
    pane.selection_background = 0x335577;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(1, 0, 2, 2), 0x335577);
    CHECK_INT(in_cell(0, 0, 2, 2), FORE);
}

static void dim_mixes_towards_the_background(void) {
    show("{d}█{}█");
    uint32_t dim = in_cell(0, 0, 3, 3) & 0xFF;
    CHECK(dim > (BACK & 0xFF) + 20 && dim < (FORE & 0xFF) - 20);
}

static void underlines_have_their_color(void) {
    const struct font_metrics *metrics = font_set_metrics(fonts);
    show("{u1}{c=FF0000} {}{u1}{f=00FF00} {}{u2} {u3}{c=FF0000} {u4} {u5} {}{s} {}{o} ");
    CHECK_INT(count(0, 0, 0xFF0000), cell_width * metrics->underline_thickness);
    CHECK_INT(in_cell(0, 0, 0, metrics->underline_top), 0xFF0000);
    CHECK_INT(in_cell(1, 0, cell_width - 1, metrics->underline_top), 0x00FF00);
    CHECK_INT(count(2, 0, FORE), 2 * cell_width * metrics->underline_thickness);
    for (uint32_t col = 3; col < 6; col++)
        CHECK(count(col, 0, BACK) > 0 && count(col, 0, BACK) < cell_width * cell_height);
    CHECK_INT(in_cell(6, 0, 1, metrics->strikeout_top), FORE);
    CHECK_INT(in_cell(7, 0, 1, 0), FORE);
}

static void cursors_have_their_shapes(void) {
    uint32_t all = cell_width * cell_height;
    show("    漢");
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_col = 1;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(count(1, 0, FORE), all);
    pane.focused = false;
    redraw();
    CHECK_INT(in_cell(1, 0, 0, 0), FORE);
    CHECK_INT(in_cell(1, 0, cell_width / 2, cell_height / 2), BACK);
    pane.focused = true;
    info->cursor_color = 0xFF8800;
    info->cursor_shape = QUIRE_CURSOR_BAR;
    redraw();
    CHECK_INT(in_cell(1, 0, 0, 3), 0xFF8800);
    CHECK_INT(in_cell(1, 0, cell_width - 1, 3), BACK);
    info->cursor_shape = QUIRE_CURSOR_UNDERLINE;
    redraw();
    CHECK_INT(in_cell(1, 0, 0, cell_height - 1), 0xFF8800);
    CHECK_INT(in_cell(1, 0, 0, 0), BACK);
    info->cursor_shape = QUIRE_CURSOR_BLOCK;
    info->cursor_col = 4;
    redraw();
    CHECK(count(4, 0, 0xFF8800) > cell_width && count(5, 0, 0xFF8800) > cell_width);
    CHECK_INT(count(4, 0, 0x00FF11), 0);
    info->cursor_text = 0x00FF11; /* a program chose it (OSC 21) */
    redraw();
    CHECK(count(4, 0, 0x00FF11) > 0);
    info->cursor_text = 0xFFFFFFFF;
    redraw();
    pane.cursor_on = false;
    redraw();
    CHECK_INT(count(4, 0, 0xFF8800), 0);
}

/* Columns of a row of pixels of a cell that have a colour. */
static uint32_t line_of(uint32_t col, uint32_t y, uint32_t color) {
    uint32_t found = 0;
    for (uint32_t x = 0; x < cell_width; x++)
        found += in_cell(col, 0, x, y) == color;
    return found;
}

static void cursors_obey_the_settings(void) {
    uint32_t middle = cell_height / 2, all = cell_width * cell_height;
    show("{f=112233}{g=445566}  ");
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_shape = QUIRE_CURSOR_BAR;
    pane.focused = false; /* an outline, whatever the shape */
    redraw();
    CHECK(in_cell(0, 0, 0, middle) == 0x112233 && in_cell(0, 0, cell_width - 1, middle) == 0x112233);
    scene.settings.cursor_unfocused = RENDERER_UNFOCUSED_SAME;
    redraw();
    CHECK(in_cell(0, 0, 0, middle) == 0x112233 && in_cell(0, 0, cell_width - 1, middle) == 0x445566);
    CHECK_INT(line_of(0, middle, 0x112233), font_set_metrics(fonts)->cursor_thickness);
    scene.settings.cursor_unfocused = RENDERER_UNFOCUSED_NONE;
    redraw();
    CHECK_INT(count(0, 0, 0x445566), all);
    pane.focused = true;
    info->cursor_shape = QUIRE_CURSOR_BLOCK;
    scene.settings.cursor_hollow = true;
    redraw();
    CHECK(in_cell(0, 0, 0, middle) == 0x112233 && in_cell(0, 0, cell_width / 2, middle) == 0x445566);
    scene.settings.cursor_hollow = false;
    scene.settings.cursor_color = 0x778899;
    redraw();
    CHECK_INT(count(0, 0, 0x778899), all);
    info->cursor_color = 0xAABBCC; /* a program's goes before it */
    redraw();
    CHECK_INT(count(0, 0, 0xAABBCC), all);
}

static void colors_may_follow_the_cell(void) {
    uint32_t all = cell_width * cell_height;
    show("{f=112233}{g=445566}{x}  {}{f=112233}{g=445566}█ ");
    pane.selection_background = CELL_COLOR_FOREGROUND;
    redraw();
    CHECK_INT(count(0, 0, 0x112233), all);
    pane.selection_background = CELL_COLOR_BACKGROUND;
    redraw();
    CHECK_INT(count(0, 0, 0x445566), all);
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_col = 2;
    info->cursor_color = 0xFF8800;
    redraw();
    CHECK_INT(count(2, 0, 0x445566), all); /* the text under it: by itself what was behind it */
    scene.settings.cursor_text = CELL_COLOR_FOREGROUND;
    redraw();
    CHECK_INT(count(2, 0, 0x112233), all);
    scene.settings.cursor_text = 0x00FF11;
    redraw();
    CHECK_INT(count(2, 0, 0x00FF11), all);
    info->cursor_color = 0xFFFFFFFF;
    info->cursor_col = 3;
    scene.settings.cursor_color = CELL_COLOR_FOREGROUND;
    redraw();
    CHECK_INT(count(3, 0, 0x112233), all);
}

/* Text that cannot be read gets another colour; what can, what is hidden, and shapes stay. */
static void text_has_the_least_contrast(void) {
    show("{f=202830}M{}M{f=101820}M{}{f=202830}█");
    CHECK(count(0, 0, 0x202830) > 0 && count(1, 0, FORE) > 0);
    scene.settings.minimum_contrast = 4.5f;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(count(0, 0, 0x202830), 0);
    CHECK(count(1, 0, FORE) > 0);
    CHECK_INT(count(2, 0, BACK), cell_width * cell_height);
    CHECK_INT(count(3, 0, 0x202830), cell_width * cell_height);
}

static void only_changed_rows_are_drawn(void) {
    show("one\ntwo\nthree");
    CHECK_INT(redraw().count, 0);
    fake_frame_print(frame, 1, "TWO");
    struct renderer_damage damage = redraw();
    CHECK_INT(damage.rows_drawn, 1);
    CHECK_INT(damage.bounds.y, PADDING + cell_height);
    CHECK_INT(damage.bounds.height, cell_height);
    CHECK(row_same(0) && !row_same(1) && row_same(2));
    fake_frame_print(frame, 1, "TWO");
    CHECK_INT(redraw().rows_drawn, 0);
    fake_frame_print(frame, 2, "3");
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK(!row_same(2));
}

static void partial_and_full_draws_agree(void) {
    show("{i}ffW{}abc {b}漢字{} ┼──┼ {u3}x");
    pane.scrollbar = (struct scene_scrollbar){0.5f, 3, 60, 7};
    redraw();
    fake_frame_print(frame, 0, "{i}WfW{}|{u1}{c=FF0000}abc{} 字");
    fake_frame_print(frame, 3, "{s}{o}all{} 😀 -> {n}x");
    redraw();
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    renderer_invalidate(renderer);
    stage_draw(renderer, fonts, &scene, &pane, true);
    renderer_read_pixels(renderer, scene.width_px, scene.height_px, pixels);
    CHECK(!memcmp(pixels, before, (size_t)scene.width_px * scene.height_px * 4));
}

static void hovered_links_are_underlined(void) {
    uint32_t top = font_set_metrics(fonts)->underline_top;
    show("{l=7}    {}  {l=8}  ");
    CHECK_INT(in_cell(1, 0, 1, top), BACK);
    pane.hover_link = 7;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(1, 0, 1, top), FORE);
    CHECK_INT(in_cell(6, 0, 1, top), BACK);
}

static void highlight(enum highlight_kind kind, const struct highlight_range *range, uint32_t background) {
    struct highlight_look look = {HIGHLIGHT_COLOR_NONE, background, false, QUIRE_UNDERLINE_NONE};
    pane.highlights[kind] = (struct highlight){look, range, 1};
}

/* Where ranges overlap the higher kind is seen, the frame's own selection among them; wide characters are marked whole.
 */
static void the_higher_highlight_is_seen(void) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    show("\n{x}  {}      漢 {u1} ");
    quire_frame_get_line(frame, 1, &line);
    const struct highlight_range found = {line.line, 1, 5}, current = {line.line, 4, 6}, hint = {line.line, 3, 9};
    highlight(HIGHLIGHT_FOUND, &found, 0x806000);
    highlight(HIGHLIGHT_FOUND_CURRENT, &current, 0xC08000);
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK(row_same(0) && row_same(2));
    const uint32_t without[] = {FORE, FORE, 0x806000, 0x806000, 0xC08000, 0xC08000, BACK};
    for (uint32_t col = 0; col < sizeof without / sizeof without[0]; col++)
        CHECK_INT(in_cell(col, 1, 1, 0), without[col]);
    highlight(HIGHLIGHT_HINT, &hint, 0x204060);
    redraw();
    CHECK_INT(in_cell(2, 1, 1, 0), 0x806000);
    for (uint32_t col = 3; col < 10; col++)
        CHECK_INT(in_cell(col, 1, 1, 0), 0x204060);
    CHECK_INT(in_cell(10, 1, 1, 0), BACK);
    pane.highlights[HIGHLIGHT_FOUND].count = pane.highlights[HIGHLIGHT_FOUND_CURRENT].count = 0;
    pane.highlights[HIGHLIGHT_HINT].count = 0;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(1, 1, 1, 0), FORE);
    CHECK_INT(in_cell(4, 1, 1, 0), BACK);
}

/* In one of its phases blinking text is its background, lines and all; nothing else is drawn for it. */
static void blinking_text_goes_and_comes(void) {
    uint32_t all = cell_width * cell_height;
    show("M{k}M{u1}{s}{o}M{g=123456}M{n}M{}\nM");
    size_t bytes = (size_t)scene.width_px * scene.height_px * 4;
    uint8_t *first = malloc(bytes);
    if (!first)
        return;
    memcpy(first, pixels, bytes);
    CHECK(count(1, 0, BACK) < all && count(2, 0, BACK) < all);
    pane.blinked_out = true;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK(count(0, 0, BACK) < all);
    CHECK_INT(count(1, 0, BACK), all);
    CHECK_INT(count(2, 0, BACK), all);
    CHECK_INT(count(3, 0, 0x123456), all);
    CHECK_INT(count(4, 0, FORE), all);
    CHECK(row_same(1));
    CHECK_INT(redraw().rows_drawn, 0);
    pane.blinked_out = false;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK(!memcmp(first, pixels, bytes));
    free(first);
    show("no blink");
    pane.blinked_out = true;
    CHECK_INT(redraw().count, 0);
    pane.blinked_out = false;
}

static void overlays_come_and_go(void) {
    show("text");
    fake_frame_state(frame)->cursor_visible = true;
    fake_frame_state(frame)->cursor_row = 2;
    fake_frame_state(frame)->cursor_col = COLS - 1;
    redraw();
    pane.preedit = "かな";
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(COLS - 4, 2, 0, font_set_metrics(fonts)->underline_top), FORE);
    pane.preedit = NULL;
    pane.message = "  [ No ] [ Yes ]";
    CHECK_INT(redraw().rows_drawn, 2);
    CHECK_INT(in_cell(0, ROWS - 1, 1, 1), FORE);
    CHECK_INT(redraw().rows_drawn, 0);
    pane.mark_col = 3;
    pane.mark_end = 5;
    CHECK_INT(redraw().rows_drawn, 1);
    for (uint32_t col = 0; col < COLS; col++) {
        CHECK_INT(in_cell(col, ROWS - 1, 0, 0), col == 3 || col == 4 ? BACK : FORE);
    }
    pane.mark_end = COLS + 100; /* to the end of the row, whatever its length */
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(COLS - 1, ROWS - 1, 0, 0), BACK);
    pane.mark_col = pane.mark_end = 0;
    pane.message = NULL;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(in_cell(0, ROWS - 1, 1, 1), BACK);
}

static void scrollbar_and_bell_lie_over_all(void) {
    show("text");
    pane.scrollbar = (struct scene_scrollbar){1.0f, 10, 20, 4};
    struct renderer_damage damage = redraw();
    CHECK_INT(damage.bounds.x, scene.width_px - 4);
    CHECK_INT(pixel(scene.width_px - 2, 15), FORE);
    CHECK_INT(pixel(scene.width_px - 2, 31), BACK);
    CHECK_INT(pixel(scene.width_px - 5, 15), BACK);
    pane.scrollbar.alpha = 0;
    redraw();
    CHECK_INT(pixel(scene.width_px - 2, 15), BACK);
    pane.bell = 1.0f;
    CHECK_INT(redraw().bounds.height, scene.height_px);
    CHECK_INT(pixel(0, 0), FORE);
}

static void without_the_focus_text_fades_into_its_ground(void) {
    show("{g=FF0000}  {}text");
    pane.unfocused_dim = 0.5f;
    CHECK_INT(redraw().count, 0);
    pane.focused = pane.cursor_on = false;
    CHECK_INT(redraw().bounds.height, scene.height_px);
    CHECK_INT(pixel(0, 0), BACK);
    CHECK_INT(in_cell(1, 0, 1, 1), 0x870C10);
    pane.message = "said";
    redraw();
    CHECK_INT(in_cell(COLS - 1, ROWS - 1, 1, 1), FORE);
    pane.message = NULL;
    pane.focused = true;
    redraw();
    CHECK_INT(in_cell(1, 0, 1, 1), 0xFF0000);
}

/* Pixels of the cells that are seen of a frame whose first row is cut are those of the frame drawn as a whole. */
static void rows_that_are_cut_are_parts_of_the_whole(void) {
    static const char lines[] =
        "first {u3}jq{}\n{g=803020}second{} ỄẤ\n漢字 {i}f{} 😀\n{n}fourth{}\n{s}fifth{} \nlast {b}Mj";
    size_t stride = (size_t)scene.width_px * 4;
    uint32_t height = scene.height_px, seen = (ROWS - 1) * cell_height;
    show(lines);
    fake_frame_state(frame)->cursor_visible = true;
    fake_frame_state(frame)->cursor_row = 2;
    redraw();
    uint8_t *whole = malloc(stride * height);
    memcpy(whole, pixels, stride * height);
    for (uint32_t cut = 1; cut < cell_height; cut++) {
        pane.cut_px = cut;
        scene.height_px = height - cell_height;
        CHECK_INT(redraw().bounds.height, scene.height_px);
        uint32_t wrong = 0;
        for (uint32_t y = 0; y < scene.height_px; y++) {
            bool inside = y >= PADDING && y < PADDING + seen;
            uint32_t from = inside ? y + cut : 0; /* the padding is empty, as it is above the whole */
            wrong += memcmp(pixels + y * stride, whole + from * stride, stride) != 0;
        }
        CHECK_INT(wrong, 0);
        fake_frame_print(frame, 0, "first {u3}jq{}\n{g=803020}second{} ỄẤ");
        CHECK(redraw().count == 0); /* the same again */
    }
    pane.cut_px = 0;
    scene.height_px = height;
    redraw();
    CHECK(!memcmp(pixels, whole, stride * height));
    free(whole);
}

/* 0xAARRGGBB, multiplied with its alpha. */
static uint32_t through(uint32_t col, uint32_t row, uint32_t x, uint32_t y) {
    const uint8_t *at =
        pixels + ((size_t)(PADDING + row * cell_height + y) * scene.width_px + PADDING + col * cell_width + x) * 4;
    return (uint32_t)at[3] << 24 | (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static void redraw_with_opacity(float opacity) {
    scene.settings.opacity = opacity;
    redraw();
}

/* What is behind the window is seen where nobody chose a background, and nowhere else. */
static void default_backgrounds_alone_let_something_through(void) {
    const uint32_t opaque = 0xFF000000u;
    show(" {g=101820} {}{x} {}{n} {}█{d}█{}  {f=20FF40}{b}M");
    fake_frame_state(frame)->cursor_visible = true;
    fake_frame_state(frame)->cursor_col = 6;
    redraw_with_opacity(0.6f);
    CHECK_INT(pixels[3], 153); /* the padding */
    CHECK_INT(through(0, 0, 2, 2), 0x990A0E13);
    CHECK_INT(through(1, 0, 2, 2), opaque | BACK); /* chosen, if the same */
    CHECK_INT(through(2, 0, 2, 2), opaque | FORE);
    CHECK_INT(through(3, 0, 2, 2), opaque | FORE);
    CHECK_INT(through(4, 0, 2, 2), opaque | FORE);
    CHECK(through(5, 0, 2, 2) > opaque);
    CHECK_INT(through(6, 0, 2, 2), opaque | FORE); /* the cursor */
    CHECK_INT(through(7, 0, 2, 2), 0x990A0E13);
    CHECK_INT(through(0, ROWS - 1, 2, 2), 0x990A0E13);
    pane.selection_background = BACK;
    redraw();
    CHECK_INT(through(2, 0, 2, 2), opaque | BACK);
    redraw_with_opacity(1.0f);
    CHECK_INT(through(0, 0, 2, 2), opaque | BACK);
    redraw_with_opacity(0.0f);
    CHECK_INT(through(0, 0, 2, 2), 0);
}

/* Premultiplied: no channel is above the alpha, which is never below that of the ground. */
static void text_lies_over_what_shows_through(void) {
    show("{u3}Mj{s}W{} {f=FF0000}gg{}😀 {u1}😀{}");
    redraw_with_opacity(0.5f);
    uint32_t wrong = 0, solid = 0;
    for (uint32_t i = 0; i < scene.width_px * scene.height_px; i++) {
        const uint8_t *at = pixels + (size_t)i * 4;
        wrong += at[0] > at[3] || at[1] > at[3] || at[2] > at[3] || at[3] < 128;
        solid += at[3] == 255;
    }
    CHECK_INT(wrong, 0);
    CHECK(solid > 50);
}

static void what_lies_over_all_hides_its_part(void) {
    show("text");
    redraw_with_opacity(0.5f);
    CHECK_INT(pixels[3], 128);
    pane.bell = 0.5f;
    redraw();
    CHECK(abs(pixels[3] - 192) <= 1);
    pane.bell = 1.0f;
    redraw();
    CHECK_INT(pixels[3], 255);
}

/* Whatever the font lets lean over its cell is seen in the next one, blank or not, and nothing else is. */
static void overhang_reaches_neighbours(void) {
    uint32_t all = cell_width * cell_height, leaning = 0;
    for (uint32_t letter = '!'; letter < 0x7F; letter++) {
        struct font_cell cell = {&letter, 1, 1};
        const struct font_glyph *glyph;
        char text[32];
        font_set_layout(fonts, FONT_BOLD_ITALIC, FONT_SINGLE, &cell, 1, &glyph);
        bool leans = glyph->first + glyph->count > 1;
        if (letter == '{' || letter == '}')
            continue;
        snprintf(text, sizeof text, "{b}{i}%c{} %c", (char)letter, '.');
        show(text);
        CHECK((count(1, 0, BACK) < all) == leans);
        snprintf(text, sizeof text, "{b}{i}{f=FF0000}%c{}█", (char)letter);
        show(text);
        CHECK((count(1, 0, FORE) <= all) && count(1, 0, BACK) == 0);
        leaning += leans;
    }
    CHECK(leaning > 0);
    show("字");
    CHECK(count(0, 0, BACK) < all && count(1, 0, BACK) < all);
}

/* How many pixels of a cell are not its ground. */
static uint32_t marked(uint32_t col, uint32_t ground) {
    return cell_width * cell_height - count(col, 0, ground);
}

/* A symbol that is too wide for its cell is seen in the blank one behind it, also where a cursor or a selection ends
 * between them; it shrinks when something is written there. */
static void symbols_reach_over(void) {
    show(".\u2460 .");
    uint32_t tail = marked(2, BACK);
    CHECK(tail > 0);
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_shape = QUIRE_CURSOR_BLOCK;
    info->cursor_col = 1;
    pane.cursor_on = pane.focused = true;
    redraw();
    CHECK_INT(marked(2, BACK), tail); /* not dark on dark */
    info->cursor_col = 2;
    redraw();
    CHECK(marked(2, FORE) > 0 && marked(2, FORE) < cell_width * cell_height);
    show(".{x}\u2460{} .");
    CHECK_INT(marked(2, BACK), tail);
    show(".\u2460{x} {}.");
    CHECK(marked(2, FORE) > 0 && marked(2, FORE) < cell_width * cell_height);
    show(".\u2460 .");
    uint32_t whole = marked(1, BACK);
    fake_frame_print(frame, 0, ".\u2460..");
    redraw();
    CHECK(marked(1, BACK) != whole && marked(1, BACK) > 0);
    fake_frame_print(frame, 0, ".\u2460 .");
    redraw();
    CHECK_INT(marked(2, BACK), tail);
    CHECK_INT(marked(1, BACK), whole);
}

/* Marks that reach into the row above are seen there in their colour, also where that row did not change; they go when
 * their letter goes, and scroll with it. */
static void marks_reach_the_row_above(void) {
    uint32_t all = cell_width * cell_height;
    const char *stack = "\n{f=FF0000}A\u0302\u0301\u0303{}"; /* higher than any cell */
    show(stack);
    CHECK(count(0, 0, BACK) < all && count(1, 0, BACK) == all);
    show("");
    CHECK_INT(count(0, 0, BACK), all);
    fake_frame_print(frame, 1, stack + 1);
    struct renderer_damage damage = redraw();
    CHECK(damage.bounds.y <= PADDING && count(0, 0, BACK) < all);
    CHECK_INT(damage.rows_drawn, 2);
    fake_frame_print(frame, 0, "█");
    redraw();
    CHECK_INT(count(0, 0, BACK), 0);
    fake_frame_print(frame, 0, " ");
    redraw();
    CHECK(count(0, 0, BACK) < all);
    fake_frame_print(frame, 1, "A");
    CHECK_INT(redraw().rows_drawn, 2);
    CHECK_INT(count(0, 0, BACK), all);
}

/* Circles and slashes do not end at the border of the cell. */
static void marks_reach_the_cells_beside(void) {
    uint32_t all = cell_width * cell_height;
    show("\n W\u20DD ");
    CHECK(count(0, 1, BACK) < all && count(2, 1, BACK) < all);
    show("\n t\u0361s");
    CHECK(count(1, 1, BACK) < all && count(2, 1, BACK) < all);
}

static void emoji_are_colored(void) {
    show("🍎");
    uint32_t red = 0;
    for (uint32_t y = 0; y < cell_height; y++) {
        for (uint32_t x = 0; x < 2 * cell_width; x++) {
            uint32_t color = in_cell(0, 0, x, y);
            red += (color >> 16) > 120 && (color >> 8 & 0xFF) < 90;
        }
    }
    CHECK(red > 10);
}

static void font_size_changes(void) {
    char error[256] = "";
    uint32_t cols, rows, old = cell_height;
    CHECK(font_set_resize(fonts, 20, 96, error, sizeof error));
    renderer_set_fonts(renderer, fonts);
    CHECK(font_set_metrics(fonts)->cell_height > old);
    renderer_grid(renderer, scene.width_px, scene.height_px, PADDING, &cols, &rows);
    CHECK(cols < COLS && rows < ROWS && cols && rows);
    CHECK(font_set_resize(fonts, 12, 96, error, sizeof error));
    renderer_set_fonts(renderer, fonts);
    CHECK_INT(font_set_metrics(fonts)->cell_height, old);
    backgrounds_are_exact();
}

/* Of the pane that has the whole window. */
static void cell_at(int32_t x_px, int32_t y_px, uint32_t *col, uint32_t *row, bool *right_half) {
    const struct font_metrics *metrics = font_set_metrics(fonts);
    struct backend_area cells = scene_cells_area(&pane.area, PADDING, metrics, COLS, ROWS);
    scene_cell_at(frame, &cells, x_px, y_px, metrics, col, row, right_half);
}

static void pixels_map_to_cells(void) {
    uint32_t col, row;
    bool right;
    show("");
    cell_at((int32_t)(PADDING + cell_width * 3 + cell_width - 1), (int32_t)PADDING, &col, &row, &right);
    CHECK(col == 3 && row == 0 && right);
    cell_at(-50, 5000, &col, &row, &right);
    CHECK(col == 0 && row == ROWS - 1 && !right);
}

/* Cells of a line of double size cover two columns each, and the two lines of double height show one line of text. */
static void lines_of_double_size(void) {
    uint32_t all = cell_width * cell_height, under = font_set_metrics(fonts)->underline_top * 2 - cell_height;
    show("{z1}{g=123456}  {}█{n} \n{z2}{}{u1}  {x} \n{z3}{}{u1}  {x} ");
    CHECK_INT(count(0, 0, 0x123456), all);
    CHECK_INT(count(3, 0, 0x123456), all);
    CHECK_INT(count(4, 0, FORE), all);
    CHECK_INT(count(5, 0, FORE), all);
    CHECK_INT(count(7, 0, FORE), all);
    CHECK_INT(count(8, 0, BACK), all);
    CHECK_INT(count(0, 1, BACK), all); /* no underline in the upper half */
    CHECK_INT(in_cell(0, 2, 0, under), FORE);
    CHECK_INT(in_cell(3, 2, cell_width - 1, under), FORE);
    CHECK_INT(count(5, 1, FORE), all);
    fake_frame_state(frame)->cursor_visible = true;
    fake_frame_state(frame)->cursor_row = 1;
    fake_frame_state(frame)->cursor_col = 4;
    CHECK_INT(redraw().rows_drawn, 1);
    CHECK_INT(count(7, 1, BACK), all);
    CHECK_INT(count(8, 1, FORE), all);
    CHECK_INT(count(9, 1, FORE), all);
    pane.focused = false;
    redraw();
    CHECK_INT(in_cell(8, 1, 0, 2), FORE);
    CHECK_INT(in_cell(9, 1, cell_width - 1, 2), FORE);
    CHECK(in_cell(8, 1, cell_width - 1, 2) == BACK && in_cell(9, 1, 0, 2) == BACK);
    pane.focused = true;
    pane.preedit = "か";
    fake_frame_state(frame)->cursor_col = COLS / 2 - 1;
    redraw();
    CHECK(count(COLS - 5, 1, BACK) == all && count(COLS - 4, 1, BACK) < all && count(COLS - 1, 1, BACK) < all);
    fake_frame_print(frame, ROWS - 1, "{z1}double");
    pane.message = "a message is of single size";
    redraw();
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    fake_frame_print(frame, ROWS - 1, "single");
    redraw();
    CHECK(row_same(ROWS - 1));
}

static void pixels_map_to_double_cells(void) {
    uint32_t col, row;
    bool right;
    show("{z1}double");
    cell_at((int32_t)(PADDING + cell_width * 7 + 1), PADDING, &col, &row, &right);
    CHECK(col == 3 && row == 0 && right);
    cell_at((int32_t)(PADDING + cell_width * 7 - 1), PADDING, &col, &row, &right);
    CHECK(col == 3 && !right);
    cell_at(5000, PADDING, &col, &row, &right);
    CHECK(col == COLS / 2 - 1 && right);
    cell_at((int32_t)(PADDING + cell_width * 7 + 1), (int32_t)(PADDING + cell_height), &col, &row, &right);
    CHECK(col == 7 && row == 1);
}

/* More different glyphs than fit: the atlas is flushed while rows are built. */
static void a_flushed_atlas_is_rebuilt(void) {
    uint32_t first = font_set_atlas(fonts)->generation, turns = 0;
    char error[256] = "";
    CHECK(font_set_resize(fonts, 100, 96, error, sizeof error));
    renderer_set_fonts(renderer, fonts);
    first = font_set_atlas(fonts)->generation;
    for (uint32_t c = 0x4E00; font_set_atlas(fonts)->generation == first && turns < 400; turns++) {
        char text[64] = "";
        for (int i = 0; i < 10; i++, c++) {
            char one[4] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F)), 0};
            strcat(text, one);
        }
        fake_frame_print(frame, turns % ROWS, text);
        stage_draw(renderer, fonts, &scene, &pane, false);
        fake_frame_settle(frame);
    }
    CHECK(font_set_atlas(fonts)->generation > first);
    redraw();
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    renderer_invalidate(renderer);
    stage_draw(renderer, fonts, &scene, &pane, true);
    renderer_read_pixels(renderer, scene.width_px, scene.height_px, pixels);
    CHECK(!memcmp(pixels, before, (size_t)scene.width_px * scene.height_px * 4));
    CHECK(font_set_resize(fonts, 12, 96, error, sizeof error));
    renderer_set_fonts(renderer, fonts);
}

/* As another window of the same fonts does. */
static void lay_out_elsewhere(uint32_t generation) {
    for (uint32_t c = 0x4E00; font_set_atlas(fonts)->generation == generation && c < 0x9F00; c++) {
        const struct font_cell cell = {&c, 1, 2};
        const struct font_glyph *glyph;
        font_set_layout(fonts, FONT_REGULAR, FONT_SINGLE, &cell, 1, &glyph);
    }
}

static bool as_drawn_anew(void) {
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    renderer_invalidate(renderer);
    renderer_draw(renderer, &scene, true);
    renderer_read_pixels(renderer, scene.width_px, scene.height_px, pixels);
    return !memcmp(pixels, before, (size_t)scene.width_px * scene.height_px * 4);
}

/* Windows share fonts: the atlas may be flushed while this one draws nothing. */
static void a_flush_by_another_is_noticed(void) {
    char error[256] = "";
    CHECK(font_set_resize(fonts, 100, 96, error, sizeof error));
    show("before");
    uint32_t generation = font_set_atlas(fonts)->generation;
    lay_out_elsewhere(generation);
    CHECK(font_set_atlas(fonts)->generation > generation);
    fake_frame_print(frame, 2, "behind");
    redraw();
    CHECK(as_drawn_anew());
    CHECK(font_set_resize(fonts, 12, 96, error, sizeof error));
}

/* A window that changes its size has other fonts: nothing of the atlas before is taken for theirs, although the tiles
 * of other letters have the same numbers in it, and there are as many. Generations tell atlases apart. */
static void other_fonts_are_drawn(void) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    struct font_set *one = font_set_create(&options, error, sizeof error);
    struct font_set *two = font_set_create(&options, error, sizeof error);
    renderer_set_fonts(renderer, one);
    show("abcdefgh");
    renderer_set_fonts(renderer, two);
    fake_frame_print(frame, 0, "ijklmnop");
    redraw();
    CHECK(font_set_atlas(one)->generation != font_set_atlas(two)->generation);
    CHECK_INT(font_set_atlas(one)->count, font_set_atlas(two)->count);
    font_set_destroy(one);
    renderer_set_fonts(renderer, fonts);
    memcpy(before, pixels, (size_t)scene.width_px * scene.height_px * 4);
    show("ijklmnop");
    CHECK(!memcmp(pixels, before, (size_t)scene.width_px * scene.height_px * 4));
    font_set_destroy(two);
}

int main(int count_of_words, char **words) {
    test_ok = true;
    if (count_of_words != 2 || !start(words[1])) {
        puts("0 passed, 1 failed");
        return 1;
    }
    RUN(backgrounds_are_exact);
    RUN(text_has_both_colors);
    RUN(inverse_and_selection_swap);
    RUN(dim_mixes_towards_the_background);
    RUN(underlines_have_their_color);
    RUN(cursors_have_their_shapes);
    RUN(cursors_obey_the_settings);
    RUN(colors_may_follow_the_cell);
    RUN(text_has_the_least_contrast);
    RUN(only_changed_rows_are_drawn);
    RUN(partial_and_full_draws_agree);
    RUN(hovered_links_are_underlined);
    RUN(the_higher_highlight_is_seen);
    RUN(blinking_text_goes_and_comes);
    RUN(overlays_come_and_go);
    RUN(scrollbar_and_bell_lie_over_all);
    RUN(rows_that_are_cut_are_parts_of_the_whole);
    RUN(default_backgrounds_alone_let_something_through);
    RUN(text_lies_over_what_shows_through);
    RUN(what_lies_over_all_hides_its_part);
    RUN(without_the_focus_text_fades_into_its_ground);
    RUN(overhang_reaches_neighbours);
    RUN(symbols_reach_over);
    RUN(marks_reach_the_row_above);
    RUN(marks_reach_the_cells_beside);
    RUN(emoji_are_colored);
    RUN(font_size_changes);
    RUN(pixels_map_to_cells);
    RUN(lines_of_double_size);
    RUN(pixels_map_to_double_cells);
    RUN(a_flushed_atlas_is_rebuilt);
    RUN(a_flush_by_another_is_noticed);
    RUN(other_fonts_are_drawn);
    renderer_destroy(renderer);
    scene_pane_finish(&pane);
    scene_finish(&scene);
    fake_frame_destroy(frame);
    font_set_destroy(fonts);
    stage_close(&stage);
    free(pixels);
    free(before);
    return test_end();
}
