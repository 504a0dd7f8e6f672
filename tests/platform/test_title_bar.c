/* A title bar of our own: what lies where, and what is drawn. */
#define _GNU_SOURCE
#include <locale.h>
#include <stdlib.h>

#include "test.h"
#include "title_bar.h"

#define WIDTH 300
#define SCALE_MAX 3

static uint32_t pixels[WIDTH * SCALE_MAX * TITLE_BAR_HEIGHT * SCALE_MAX];

static void parts_lie_in_the_bar(void) {
    CHECK_INT(title_bar_part_at(WIDTH, 0, 0), TITLE_BAR_TITLE);
    CHECK_INT(title_bar_part_at(WIDTH, 0, TITLE_BAR_HEIGHT - 1), TITLE_BAR_TITLE);
    CHECK_INT(title_bar_part_at(WIDTH, 0, TITLE_BAR_HEIGHT), TITLE_BAR_OUTSIDE);
    CHECK_INT(title_bar_part_at(WIDTH, 10, -1), TITLE_BAR_OUTSIDE);
    CHECK_INT(title_bar_part_at(WIDTH, -1, 10), TITLE_BAR_OUTSIDE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH, 10), TITLE_BAR_OUTSIDE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH - 1, 10), TITLE_BAR_CLOSE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH - TITLE_BAR_BUTTON_WIDTH, 10), TITLE_BAR_CLOSE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH - TITLE_BAR_BUTTON_WIDTH - 1, 10), TITLE_BAR_MAXIMIZE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH - 2 * TITLE_BAR_BUTTON_WIDTH - 1, 10), TITLE_BAR_MINIMIZE);
    CHECK_INT(title_bar_part_at(WIDTH, WIDTH - 3 * TITLE_BAR_BUTTON_WIDTH - 1, 10), TITLE_BAR_TITLE);
    CHECK_INT(title_bar_part_at(10, 9, 10), TITLE_BAR_CLOSE); /* it can always be closed */
}

static void edges_are_thin_and_corners_long(void) {
    CHECK_INT(title_bar_edges_at(300, 200, 150, 100), 0);
    CHECK_INT(title_bar_edges_at(300, 200, 3, 100), TITLE_BAR_LEFT);
    CHECK_INT(title_bar_edges_at(300, 200, 4, 100), 0);
    CHECK_INT(title_bar_edges_at(300, 200, 296, 100), TITLE_BAR_RIGHT);
    CHECK_INT(title_bar_edges_at(300, 200, 295, 100), 0);
    CHECK_INT(title_bar_edges_at(300, 200, 150, 0), TITLE_BAR_TOP);
    CHECK_INT(title_bar_edges_at(300, 200, 150, 199), TITLE_BAR_BOTTOM);
    CHECK_INT(title_bar_edges_at(300, 200, 15, 0), TITLE_BAR_TOP | TITLE_BAR_LEFT);
    CHECK_INT(title_bar_edges_at(300, 200, 0, 15), TITLE_BAR_TOP | TITLE_BAR_LEFT);
    CHECK_INT(title_bar_edges_at(300, 200, 16, 0), TITLE_BAR_TOP);
    CHECK_INT(title_bar_edges_at(300, 200, 299, 199), TITLE_BAR_BOTTOM | TITLE_BAR_RIGHT);
    CHECK_INT(title_bar_edges_at(300, 200, 8, 8), 0); /* buttons and text reach into the corners */
}

static struct title_bar_picture draw(uint32_t width, uint32_t scale, const struct title_bar_look *look,
                                     struct font_set *fonts) {
    struct title_bar_picture picture = {pixels, width * scale, TITLE_BAR_HEIGHT * scale, scale};
    memset(pixels, 0xEE, sizeof pixels);
    title_bar_draw(&picture, look, fonts);
    return picture;
}

/* Pixels of a part of the bar that differ from its first one. */
static uint32_t marks(const struct title_bar_picture *picture, uint32_t left, uint32_t width) {
    uint32_t count = 0, ground = picture->pixels[left];
    for (uint32_t y = 0; y < picture->height; y++) {
        for (uint32_t x = left; x < left + width; x++) {
            count += picture->pixels[y * picture->width + x] != ground;
        }
    }
    return count;
}

static void all_of_it_is_drawn_at_every_width_and_scale(void) {
    struct title_bar_look look = {.title = "title", .focused = true};
    for (uint32_t scale = 1; scale <= SCALE_MAX; scale++) {
        for (uint32_t width = 1; width <= WIDTH; width += 7) {
            struct title_bar_picture picture = draw(width, scale, &look, NULL);
            size_t count = (size_t)picture.width * picture.height, left = 0;
            for (size_t i = 0; i < count; i++) {
                left += picture.pixels[i] == 0xEEEEEEEEu;
            }
            CHECK_INT(left, 0);
            CHECK(count == sizeof pixels / sizeof pixels[0] || pixels[count] == 0xEEEEEEEEu);
        }
    }
}

static void the_button_below_the_pointer_shows_it(void) {
    struct title_bar_look look = {.focused = true};
    struct title_bar_picture picture = draw(WIDTH, 1, &look, NULL);
    uint32_t bar = picture.pixels[0];
    CHECK(picture.pixels[WIDTH - 1] == bar);
    CHECK(marks(&picture, WIDTH - TITLE_BAR_BUTTON_WIDTH, TITLE_BAR_BUTTON_WIDTH) > 10);
    look.below = TITLE_BAR_CLOSE;
    draw(WIDTH, 1, &look, NULL);
    uint32_t hovered = picture.pixels[WIDTH - 1];
    CHECK(hovered != bar && picture.pixels[0] == bar);
    look.pressed = TITLE_BAR_CLOSE;
    draw(WIDTH, 1, &look, NULL);
    CHECK(picture.pixels[WIDTH - 1] != hovered && picture.pixels[WIDTH - 1] != bar);
    look.below = TITLE_BAR_MAXIMIZE; /* the pointer has left the button that it holds */
    draw(WIDTH, 1, &look, NULL);
    CHECK(picture.pixels[WIDTH - 1] == bar && picture.pixels[WIDTH - 1 - TITLE_BAR_BUTTON_WIDTH] == bar);
    look = (struct title_bar_look){.focused = false};
    draw(WIDTH, 1, &look, NULL);
    CHECK(picture.pixels[0] != bar);
}

static void titles_are_cut_where_the_buttons_begin(void) {
    struct font_options options = FONT_OPTIONS_INIT;
    char error[256];
    struct font_set *fonts = font_set_create(&options, error, sizeof error);
    struct title_bar_look look = {.title = "short", .focused = true};
    struct title_bar_picture picture = draw(WIDTH, 1, &look, fonts);
    uint32_t room = WIDTH - 3 * TITLE_BAR_BUTTON_WIDTH;
    CHECK(fonts != NULL && marks(&picture, 0, room) > 20);
    uint32_t button = marks(&picture, room, TITLE_BAR_BUTTON_WIDTH);
    memset(look.title, 'W', sizeof look.title - 1);
    draw(WIDTH, 1, &look, fonts);
    CHECK(marks(&picture, 0, room) > 200);
    CHECK_INT(marks(&picture, room, TITLE_BAR_BUTTON_WIDTH), button);
    snprintf(look.title, sizeof look.title, "\xE6\xBC\xA2\xE5\xAD\x97 \xF0\x9F\x98\x80 \xFF broken");
    draw(WIDTH, 1, &look, fonts);
    CHECK(marks(&picture, 0, room) > 20);
    draw(10, 1, &look, fonts);
    font_set_destroy(fonts);
}

int main(void) {
    setlocale(LC_ALL, "");
    RUN(parts_lie_in_the_bar);
    RUN(edges_are_thin_and_corners_long);
    RUN(all_of_it_is_drawn_at_every_width_and_scale);
    RUN(the_button_below_the_pointer_shows_it);
    RUN(titles_are_cut_where_the_buttons_begin);
    return test_end();
}
