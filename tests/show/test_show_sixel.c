/* Sixel and its palette against a decoder of its own, scaling against what is known of its results. */
#include <stdlib.h>

#include "rgba_scale.h"
#include "show_palette.h"
#include "show_sixel.h"

#include "test.h"

enum { WIDTH = 97, HEIGHT = 64, PIXELS = WIDTH * HEIGHT };

/* What a terminal makes of it; alpha 0 where nothing was painted. */
struct screen {
    uint8_t registers[256][3];
    uint8_t rgba[HEIGHT * 2][WIDTH * 2][4];
    uint32_t width, height, registers_used;
};

static uint32_t number(const char **at) {
    char *end;
    unsigned long value = strtoul(*at, &end, 10);
    *at = end;
    return (uint32_t)value;
}

static void take_color(struct screen *screen, const char **at, uint32_t *color) {
    *color = number(at);
    CHECK(*color < 256);
    if (**at != ';') {
        return;
    }
    ++*at;
    CHECK_INT(number(at), 2);
    for (int channel = 0; channel < 3; channel++) {
        CHECK(*(*at)++ == ';');
        uint32_t per_cent = number(at);
        CHECK(per_cent <= 100);
        screen->registers[*color][channel] = (uint8_t)((per_cent * 255 + 50) / 100);
    }
    screen->registers_used++;
}

static void paint(struct screen *screen, uint32_t x, uint32_t y, unsigned sixel, uint32_t color) {
    for (unsigned bit = 0; bit < 6; bit++) {
        if (sixel >> bit & 1) {
            CHECK(x < screen->width && y + bit < screen->height);
            memcpy(screen->rgba[y + bit][x], screen->registers[color], 3);
            screen->rgba[y + bit][x][3] = 255;
        }
    }
}

static void decode(struct screen *screen, const struct show_output *output) {
    const char *at = output->bytes, *end = output->bytes + output->length - 2;
    uint32_t x = 0, y = 0, color = 0, count = 1;
    memset(screen, 0, sizeof *screen);
    CHECK(memcmp(at, "\033P0;1;0q\"1;1;", 13) == 0 && memcmp(end, "\033\\", 2) == 0);
    at += 13;
    screen->width = number(&at);
    at++;
    screen->height = number(&at);
    while (at < end) {
        char c = *at++;
        if (c == '#') {
            take_color(screen, &at, &color);
        } else if (c == '!') {
            count = number(&at);
        } else if (c == '$') {
            x = 0;
        } else if (c == '-') {
            x = 0;
            y += 6;
        } else {
            CHECK(c >= '?' && c <= '~');
            for (; count > 0; count--) {
                paint(screen, x++, y, (unsigned)(c - '?'), color);
            }
            count = 1;
        }
    }
}

static struct screen screen;

static bool show(const uint8_t *rgba, uint32_t width, uint32_t height, uint32_t colors) {
    struct show_output output = {NULL, 0, 0, false};
    bool encoded = show_sixel_encode(&output, rgba, width, height, colors);
    if (encoded) {
        decode(&screen, &output);
    }
    show_output_finish(&output);
    return encoded;
}

/* Colours of whole per cents are shown exactly, to the last pixel, and no others are painted. */
static void few_colors_are_exact(void) {
    static uint8_t rgba[PIXELS][4];
    for (int colors = 1; colors <= 256; colors += 51) {
        srand((unsigned)colors);
        for (size_t i = 0; i < PIXELS; i++) {
            unsigned color = (unsigned)rand() % (unsigned)colors;
            rgba[i][0] = (uint8_t)(color % 16 * 17 / 51 * 51);
            rgba[i][1] = (uint8_t)(color / 16 * 51 % 256 / 51 * 51);
            rgba[i][2] = (uint8_t)(color % 3 * 102);
            rgba[i][3] = rand() % 5 == 0 ? 0 : 255;
        }
        CHECK(show(rgba[0], WIDTH, HEIGHT, 256));
        CHECK(screen.width == WIDTH && screen.height == HEIGHT);
        for (size_t i = 0; i < PIXELS; i++) {
            const uint8_t *seen = screen.rgba[i / WIDTH][i % WIDTH];
            CHECK(seen[3] == rgba[i][3] && (seen[3] == 0 || memcmp(seen, rgba[i], 3) == 0));
        }
    }
}

/* A smooth picture keeps the mean of every square of 8 x 8, whatever the number of registers. */
static void many_colors_keep_their_means(void) {
    static const uint32_t all[] = {256, 64, 16};
    static const int allowed[] = {6, 10, 24};
    static uint8_t rgba[HEIGHT][WIDTH][4];
    for (uint32_t y = 0; y < HEIGHT; y++) {
        for (uint32_t x = 0; x < WIDTH; x++) {
            rgba[y][x][0] = (uint8_t)(x * 255 / (WIDTH - 1));
            rgba[y][x][1] = (uint8_t)(y * 255 / (HEIGHT - 1));
            rgba[y][x][2] = (uint8_t)((x + y) * 255 / (WIDTH + HEIGHT));
            rgba[y][x][3] = 255;
        }
    }
    for (size_t i = 0; i < 3; i++) {
        int worst = 0;
        CHECK(show(rgba[0][0], WIDTH, HEIGHT, all[i]));
        CHECK(screen.registers_used <= all[i]);
        for (uint32_t square = 0; square < (WIDTH / 8) * (HEIGHT / 8) * 3; square++) {
            uint32_t left = square / 3 % (WIDTH / 8) * 8, top = square / 3 / (WIDTH / 8) * 8, channel = square % 3;
            int sum = 0;
            for (uint32_t k = 0; k < 64; k++) {
                sum += screen.rgba[top + k / 8][left + k % 8][channel] - rgba[top + k / 8][left + k % 8][channel];
            }
            worst = abs(sum / 64) > worst ? abs(sum / 64) : worst;
        }
        CHECK(worst <= allowed[i]);
    }
}

static void odd_sizes(void) {
    uint8_t rgba[7 * 4] = {0};
    for (uint32_t i = 0; i < 7; i++) {
        rgba[i * 4 + 3] = 255;
        rgba[i * 4] = i % 2 != 0 ? 255 : 0;
    }
    CHECK(show(rgba, 1, 7, 2) && screen.height == 7 && screen.rgba[5][0][0] == 255 && screen.rgba[6][0][0] == 0);
    CHECK(show(rgba, 7, 1, 2) && screen.width == 7 && screen.rgba[0][5][0] == 255 && screen.rgba[0][6][0] == 0);
    memset(rgba, 0, sizeof rgba); /* nothing to be seen */
    CHECK(show(rgba, 7, 1, 2) && screen.registers_used == 0);
}

static void the_palette_is_exact_up_to_its_size(void) {
    static uint8_t rgba[256][4];
    for (unsigned i = 0; i < 256; i++) { /* all in the boxes of 8 x 8 x 8 of a few */
        memcpy(rgba[i], (uint8_t[4]){(uint8_t)(i % 16), (uint8_t)(i / 16), 7, 255}, 4);
    }
    struct show_palette *palette = show_palette_create(rgba[0], 256, 256);
    CHECK(palette != NULL && palette->exact && palette->count == 256);
    for (unsigned i = 0; palette != NULL && i < 256; i++) {
        uint32_t index = show_palette_find(palette, rgba[i][0], rgba[i][1], rgba[i][2]);
        CHECK(memcmp(palette->rgb[index], rgba[i], 3) == 0);
    }
    free(palette);
    palette = show_palette_create(rgba[0], 256, 255);
    CHECK(palette != NULL && !palette->exact && palette->count >= 1 && palette->count <= 255);
    free(palette);
}

static void scaling_down_is_the_mean(void) {
    uint8_t rgba[16 * 4], one[4], two[8];
    for (unsigned i = 0; i < 16; i++) {
        memcpy(rgba + i * 4, (uint8_t[4]){(uint8_t)(i * 16), 255, 0, 255}, 4);
    }
    CHECK(rgba_scale(rgba, (struct rgba_size){4, 4}, one, (struct rgba_size){1, 1}));
    CHECK(one[0] == 120 && one[1] == 255 && one[2] == 0 && one[3] == 255);
    CHECK(rgba_scale(rgba, (struct rgba_size){16, 1}, two, (struct rgba_size){2, 1}));
    CHECK(two[0] == 56 && two[4] == 184);
    /* a third of the way: 5.33 pixels each */
    CHECK(rgba_scale(rgba, (struct rgba_size){16, 1}, one, (struct rgba_size){1, 1}) && one[0] == 120);
}

/* What is transparent has no colour: a white pixel beside a black one of alpha 0 stays white. */
static void transparent_pixels_do_not_stain(void) {
    uint8_t rgba[8] = {255, 255, 255, 255, 0, 0, 0, 0}, one[4], wide[64];
    CHECK(rgba_scale(rgba, (struct rgba_size){2, 1}, one, (struct rgba_size){1, 1}));
    CHECK(one[0] == 255 && one[1] == 255 && one[2] == 255 && one[3] == 128);
    CHECK(rgba_scale(rgba, (struct rgba_size){2, 1}, wide, (struct rgba_size){16, 1}));
    for (unsigned i = 0; i < 16; i++) {
        CHECK(wide[i * 4 + 3] == 0 || wide[i * 4] == 255);
    }
}

static void one_color_stays_at_any_size(void) {
    static uint8_t rgba[9 * 5 * 4], target[40 * 40 * 4];
    for (unsigned i = 0; i < 9 * 5; i++) {
        memcpy(rgba + i * 4, (uint8_t[4]){12, 200, 77, 255}, 4);
    }
    for (uint32_t width = 1; width <= 40; width += 3) {
        for (uint32_t height = 1; height <= 40; height += 3) {
            CHECK(rgba_scale(rgba, (struct rgba_size){9, 5}, target, (struct rgba_size){width, height}));
            for (uint32_t i = 0; i < width * height; i++) {
                CHECK(memcmp(target + i * 4, rgba, 4) == 0);
            }
        }
    }
}

static void scaling_up_meets_the_pixels(void) {
    uint8_t rgba[12] = {0, 0, 0, 255, 100, 0, 0, 255, 200, 0, 0, 255}, wide[9 * 4];
    CHECK(rgba_scale(rgba, (struct rgba_size){3, 1}, wide, (struct rgba_size){9, 1}));
    CHECK(wide[4] == 0 && wide[16] == 100 && wide[28] == 200); /* the middles */
    for (unsigned i = 1; i < 9; i++) {
        CHECK(wide[i * 4] >= wide[(i - 1) * 4]);
    }
}

int main(void) {
    RUN(few_colors_are_exact);
    RUN(many_colors_keep_their_means);
    RUN(odd_sizes);
    RUN(the_palette_is_exact_up_to_its_size);
    RUN(scaling_down_is_the_mean);
    RUN(transparent_pixels_do_not_stain);
    RUN(one_color_stays_at_any_size);
    RUN(scaling_up_meets_the_pixels);
    return test_end();
}
