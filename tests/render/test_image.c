/* test_image cpu|gl - images over cells, by one backend: which pixels are seen, what is drawn when something changes,
 * and what is left without memory. That both backends draw the same, and each change what a full draw gives, is shown
 * at random in test_same.c. */
#include <stdlib.h>

#include "fake_frame.h"
#include "fake_images.h"
#include "side.h"
#include "test.h"

#define COLS 30u
#define ROWS 10u
#define FOREGROUND 0xD8DEE9u
#define BACKGROUND 0x16181Du
#define OPAQUE 4u /* an image without alpha */
#define OTHER 8u  /* another one */

static struct font_set *fonts;
static struct side side;
static struct scene scene = SCENE_INIT;
static struct scene_pane pane;
static struct quire_frame *frame;
static struct fake_images images;
static uint32_t cell_width, cell_height;
static const char *backend;
static bool is_cpu;

/* The program is linked with --wrap for these three. */
static long requests, fail_at;
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static bool fails(void) {
    return ++requests == fail_at;
}

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return fails() ? NULL : __real_realloc(memory, size);
}

/* ---- drawing */

static void begin(void) {
    const struct scene_pane fresh = SCENE_PANE_INIT;
    pane = fresh;
    fake_images_init(&images);
    frame = fake_frame_create(COLS, ROWS, FOREGROUND, BACKGROUND);
    pane.frame = frame;
    CHECK(side_open(&side, backend, fonts, scene.width_px, scene.height_px));
}

static void end(void) {
    side_close(&side);
    scene_pane_finish(&pane);
    fake_images_finish(&images);
    fake_frame_destroy(frame);
}

static struct renderer_damage draw(void) {
    struct renderer_damage damage;
    stage_scene(&scene, &pane, fonts);
    fake_images_show(&images, &scene);
    CHECK_INT(side_draw(&side, &scene, false, &damage), 0);
    fake_frame_settle(frame);
    return damage;
}

static void show(uint64_t image, int32_t row, int32_t col, int32_t z) {
    struct scene_image shown = fake_image_at(&images, image, row, col, z);
    fake_images_add(&images, &shown);
}

/* 0xRRGGBB */
static uint32_t pixel(uint32_t x, uint32_t y) {
    const uint8_t *rgba = side.pixels + ((size_t)y * side.width + x) * 4;
    return (uint32_t)rgba[0] << 16 | (uint32_t)rgba[1] << 8 | rgba[2];
}

static uint32_t of_image(uint64_t image, uint64_t version, uint32_t x, uint32_t y) {
    uint8_t rgba[4];
    fake_image_pixel(image, version, x, y, rgba);
    return (uint32_t)rgba[0] << 16 | (uint32_t)rgba[1] << 8 | rgba[2];
}

/* How many pixels of a rectangle are those of an image that has its top left corner at (x, y) of the window? */
static uint32_t count_same(uint64_t image, int32_t x, int32_t y, const struct backend_area *area) {
    uint32_t same = 0;
    for (uint32_t at = 0; at < area->width * area->height; at++) {
        uint32_t left = area->x + at % area->width, top = area->y + at / area->width;
        same += pixel(left, top) == of_image(image, 1, left - (uint32_t)x, top - (uint32_t)y);
    }
    return same;
}

static struct backend_area cell(uint32_t row, uint32_t col) {
    return (struct backend_area){col * cell_width, row * cell_height, cell_width, cell_height};
}

/* How many pixels of a cell are those of the opaque image at row 1, column 2? */
static uint32_t same_in_cell(uint32_t row, uint32_t col) {
    struct backend_area area = cell(row, col);
    return count_same(OPAQUE, (int32_t)(2 * cell_width), (int32_t)cell_height, &area);
}

static uint32_t count_color(uint32_t row, uint32_t col, uint32_t color) {
    struct backend_area area = cell(row, col);
    uint32_t found = 0;
    for (uint32_t at = 0; at < area.width * area.height; at++)
        found += pixel(area.x + at % area.width, area.y + at / area.width) == color;
    return found;
}

/* ---- which pixels */

static void as_it_is(void) {
    struct backend_area area = {2 * cell_width, cell_height, 0, 0};
    begin();
    show(OPAQUE, 1, 2, 0);
    draw();
    fake_image_size(OPAQUE, &area.width, &area.height);
    CHECK(area.width > 2 * cell_width && area.height > cell_height);
    CHECK_INT(same_in_cell(1, 2), cell_width * cell_height);
    CHECK_INT(count_same(OPAQUE, (int32_t)area.x, (int32_t)area.y, &area), area.width * area.height);
    CHECK_INT(pixel(area.x - 1, area.y), BACKGROUND);
    CHECK_INT(pixel(area.x, area.y - 1), BACKGROUND);
    CHECK_INT(pixel(area.x + area.width, area.y), BACKGROUND);
    CHECK_INT(pixel(area.x, area.y + area.height), BACKGROUND);
    end();
}

/* Cut off at the grid's edges, and where it is not to be seen. */
static void in_part(void) {
    begin();
    show(OPAQUE, -1, -1, 0);
    draw();
    struct backend_area first = cell(0, 0);
    CHECK_INT(count_same(OPAQUE, -(int32_t)cell_width, -(int32_t)cell_height, &first), cell_width * cell_height);
    images.list[0] = fake_image_at(&images, OPAQUE, 1, 2, 0);
    images.list[0].seen = (struct scene_image_cells){1, 2, 3, 9};
    draw();
    CHECK_INT(count_color(1, 2, BACKGROUND), cell_width * cell_height);
    CHECK_INT(same_in_cell(1, 3), cell_width * cell_height);
    CHECK_INT(count_color(2, 3, BACKGROUND), cell_width * cell_height);
    CHECK_INT(count_color(0, 0, BACKGROUND), cell_width * cell_height);
    end();
}

static void among_the_layers(void) {
    uint32_t whole = cell_width * cell_height;
    begin();
    fake_frame_print(frame, 1, "  {f=FFFF00}█{} {g=00FF00} {}");
    show(OPAQUE, 1, 2, INT32_MIN);
    draw();
    CHECK_INT(count_color(1, 2, 0xFFFF00), whole);
    CHECK_INT(same_in_cell(1, 3), whole);
    CHECK_INT(count_color(1, 4, 0x00FF00), whole);
    images.list[0].z = -1;
    draw();
    CHECK_INT(count_color(1, 2, 0xFFFF00), whole);
    CHECK_INT(same_in_cell(1, 3), whole);
    CHECK_INT(same_in_cell(1, 4), whole);
    images.list[0].z = 0;
    draw();
    CHECK_INT(same_in_cell(1, 2), whole);
    CHECK_INT(same_in_cell(1, 4), whole);
    end();
}

static void under_the_cursor(void) {
    struct quire_frame_info *info;
    uint32_t whole = cell_width * cell_height;
    begin();
    fake_frame_print(frame, 1, "   x");
    show(OPAQUE, 1, 2, 0);
    info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_row = 1;
    info->cursor_col = 3;
    info->cursor_shape = QUIRE_CURSOR_BLOCK;
    draw();
    CHECK(count_color(1, 3, FOREGROUND) > whole / 2);
    info->cursor_col = 4;
    info->cursor_shape = QUIRE_CURSOR_BAR;
    draw();
    CHECK_INT(same_in_cell(1, 3), whole);
    CHECK(count_color(1, 4, FOREGROUND) >= cell_height);
    CHECK(same_in_cell(1, 4) > whole / 2);
    end();
}

/* What is selected differs from the image everywhere, and still shows it. */
static void selected(void) {
    uint32_t whole = cell_width * cell_height;
    begin();
    fake_frame_print(frame, 1, "   {x}   {}");
    pane.selection_background = 0x4080FF;
    show(OPAQUE, 1, 2, 0);
    draw();
    CHECK_INT(same_in_cell(1, 2), whole);
    CHECK(same_in_cell(1, 3) < whole / 20);
    CHECK(count_color(1, 3, 0x4080FF) < whole / 20);
    end();
}

/* Images of more than a piece, drawn large: no more is kept than what is seen needs. */
static void larger_than_the_window(void) {
    begin();
    show(OPAQUE, 0, 0, 0);
    images.list[0].width_px = images.list[0].height_px = 2000000000;
    size_t before = renderer_bytes(side.renderer);
    draw();
    CHECK(renderer_bytes(side.renderer) - before < (size_t)20 << 20);
    CHECK_INT(pixel(9, 9) >> 8, of_image(OPAQUE, 1, 0, 0) >> 8);
    CHECK_INT(images.fetches, 1);
    end();
}

/* ---- what is drawn */

static uint32_t rows_of(uint64_t image) {
    uint32_t width, height;
    fake_image_size(image, &width, &height);
    return (height + cell_height - 1) / cell_height;
}

static void drawn_once(void) {
    begin();
    show(OPAQUE, 1, 2, 0);
    fake_frame_print(frame, 1, "text"); /* so that the font has it */
    draw();
    fake_frame_print(frame, 1, "");
    draw();
    long before = requests;
    CHECK_INT(draw().rows_drawn, 0);
    CHECK_INT(images.fetches, 1);
    fake_frame_print(frame, 1, "text");
    CHECK_INT(draw().rows_drawn, 1);
    CHECK_INT(same_in_cell(1, 2), cell_width * cell_height);
    CHECK_INT(images.fetches, 1);
    CHECK_INT(requests, before);
    images.list[0].version++;
    CHECK_INT(draw().rows_drawn, rows_of(OPAQUE));
    CHECK_INT(images.fetches, 2);
    images.list[0].version--;
    CHECK_INT(draw().rows_drawn, rows_of(OPAQUE));
    CHECK_INT(images.fetches, 2); /* it is still there */
    fake_images_remove(&images, 0);
    CHECK_INT(draw().rows_drawn, rows_of(OPAQUE));
    CHECK_INT(count_color(1, 6, BACKGROUND), cell_width * cell_height);
    end();
}

static void not_there_yet(void) {
    begin();
    show(OPAQUE, 1, 2, 0);
    show(OTHER, 6, 2, 0);
    images.later = 1 << OPAQUE;
    images.never = 1 << OTHER;
    draw();
    struct backend_area first = cell(1, 2);
    CHECK(pixel(first.x, first.y) != BACKGROUND);
    CHECK(count_color(1, 3, BACKGROUND) > 0);
    CHECK_INT(draw().rows_drawn, 0);
    images.later = 0;
    CHECK_INT(draw().rows_drawn, rows_of(OPAQUE));
    CHECK_INT(same_in_cell(1, 2), cell_width * cell_height);
    CHECK_INT(draw().rows_drawn, 0);
    end();
}

/* Lines go up, and the image with them. */
static void scrolled(void) {
    begin();
    show(OPAQUE, 4, 2, 0);
    for (uint32_t row = 0; row < ROWS; row++)
        fake_frame_print(frame, row, "abc{u3}def{}");
    draw();
    for (int32_t i = 1; i < 4; i++) {
        fake_frame_move(frame, 0, ROWS - 1, 1);
        fake_frame_print(frame, ROWS - 1, i % 2 ? "new" : "other");
        images.list[0].row--;
        uint32_t rows = draw().rows_drawn;
        CHECK_INT(is_cpu ? rows : 1, 1);
        CHECK(side_is_as_fresh(&side, fonts, &scene) || !is_cpu);
    }
    CHECK_INT(same_in_cell(1, 2), cell_width * cell_height);
    /* It stays where it is, the lines below it do not. */
    fake_frame_move(frame, 0, ROWS - 1, 1);
    draw();
    CHECK(side_is_as_fresh(&side, fonts, &scene) || !is_cpu);
    CHECK_INT(images.fetches, 5); /* four of them by renderers that draw afresh */
    end();
}

/* ---- without memory */

/* Another crop each time, so that the cache has none of it. */
static void add_unseen(void) {
    static uint32_t salt;
    salt++;
    for (uint64_t image = 1; image < 6; image++) {
        struct scene_image shown = fake_image_at(&images, image, (int32_t)image, 3 * (int32_t)image, -1);
        shown.width_px += 1000 + salt;
        fake_images_add(&images, &shown);
    }
}

/* A renderer of its own, whose first requests fail one after the other; it draws rightly as soon as there is memory. */
static void without_memory(void) {
    bool failed = true;
    begin();
    add_unseen();
    stage_scene(&scene, &pane, fonts);
    fake_images_show(&images, &scene);
    for (long failing = 1; failed && failing < 200; failing++) {
        struct side poor;
        struct renderer_damage damage;
        CHECK(side_open(&poor, backend, fonts, side.width, side.height));
        fail_at = requests + failing;
        renderer_draw(poor.renderer, &scene, true);
        failed = requests >= fail_at;
        fail_at = 0;
        side_draw(&poor, &scene, false, &damage);
        CHECK(side_is_as_fresh(&poor, fonts, &scene) || !is_cpu);
        side_close(&poor);
    }
    CHECK(!failed);
    end();
}

int main(int count, char **arguments) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    backend = count > 1 ? arguments[1] : "cpu";
    is_cpu = !strcmp(backend, "cpu");
    fonts = font_set_create(&options, error, sizeof error);
    if (!fonts) {
        printf("no font: %s\n0 passed, 1 failed\n", error);
        return 1;
    }
    cell_width = font_set_metrics(fonts)->cell_width;
    cell_height = font_set_metrics(fonts)->cell_height;
    scene.width_px = COLS * cell_width;
    scene.height_px = ROWS * cell_height;
    if (!side_open(&side, backend, fonts, 10, 10)) {
        printf("SKIP: cannot draw with %s here\n0 passed, %d failed\n", backend, is_cpu);
        font_set_destroy(fonts);
        return is_cpu;
    }
    side_close(&side);
    RUN(as_it_is);
    RUN(in_part);
    RUN(among_the_layers);
    RUN(under_the_cursor);
    RUN(selected);
    RUN(larger_than_the_window);
    RUN(drawn_once);
    RUN(not_there_yet);
    RUN(scrolled);
    RUN(without_memory);
    scene_finish(&scene);
    font_set_destroy(fonts);
    return test_end();
}
