/* The words of kitty, iTerm2 and blocks, taken apart again. */
#include <stdlib.h>

#include <zlib.h>

#include "show_blocks.h"
#include "show_iterm2.h"
#include "show_kitty.h"
#include "show_png.h"
#include "show_read.h"

#include "test.h"

static char *text_of(struct show_output *output) {
    show_output_add(output, "", 1);
    return output->bytes;
}

static size_t decode64(const char *text, size_t length, uint8_t *bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t count = 0;
    uint32_t group = 0;
    CHECK_INT(length % 4, 0);
    for (size_t i = 0; i < length && text[i] != '='; i++) {
        group = group << 6 | (uint32_t)(strchr(digits, text[i]) - digits);
        if (i % 4 != 0) {
            bytes[count++] = (uint8_t)(group >> (6 - 2 * (i % 4)));
        }
    }
    return count;
}

static void base64_as_the_rfc_has_it(void) {
    static const char *const all[][2] = {{"f", "Zg=="},        {"fo", "Zm8="},        {"foo", "Zm9v"},
                                         {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct show_output output = {NULL, 0, 0, false};
        show_output_base64(&output, (const uint8_t *)all[i][0], strlen(all[i][0]));
        CHECK_STR(text_of(&output), all[i][1]);
        show_output_finish(&output);
    }
}

/* A command as a terminal sees it. */
struct command {
    char keys[200];
    const char *data;
    size_t length;
};

/* The next command of a text; false: nothing but that is left. */
static bool next_command(const char **at, struct command *command) {
    if (strncmp(*at, "\033_G", 3) != 0) {
        return false;
    }
    const char *end = strstr(*at, "\033\\"), *data = memchr(*at, ';', (size_t)(end - *at));
    const char *keys_end = data != NULL ? data : end;
    snprintf(command->keys, sizeof command->keys, "%.*s", (int)(keys_end - *at - 3), *at + 3);
    command->data = data != NULL ? data + 1 : end;
    command->length = (size_t)(end - command->data);
    *at = end + 2;
    return true;
}

static void kitty_files_go_in_pieces(void) {
    static uint8_t file[10000], back[10000];
    static const char *const keys[] = {"a=T,q=2,f=100,c=12,C=1,m=1", "q=2,m=1", "q=2,m=1", "q=2,m=0"};
    struct show_output output = {NULL, 0, 0, false};
    struct command command;
    size_t length = 0;
    for (size_t i = 0; i < sizeof file; i++) {
        file[i] = (uint8_t)(i * 7 + i / 256);
    }
    struct show_kitty kitty = {.png = file, .png_length = sizeof file, .cols = 12, .keep_cursor = true};
    CHECK(show_kitty_encode(&output, &kitty));
    const char *at = text_of(&output);
    for (size_t i = 0; i < 4; i++) {
        CHECK(next_command(&at, &command));
        CHECK_STR(command.keys, keys[i]);
        CHECK(command.length <= 4096);
        length += decode64(command.data, command.length, back + length);
    }
    CHECK_STR(at, "");
    CHECK(length == sizeof file && memcmp(file, back, length) == 0);
    show_output_finish(&output);
}

/* Exactly one piece is one command. */
static void kitty_ends_where_the_file_does(void) {
    static uint8_t file[3072];
    struct show_output output = {NULL, 0, 0, false};
    struct show_kitty kitty = {.png = file, .png_length = sizeof file};
    struct command command;
    CHECK(show_kitty_encode(&output, &kitty));
    const char *at = text_of(&output);
    CHECK(next_command(&at, &command));
    CHECK_STR(command.keys, "a=T,q=2,f=100,m=0");
    CHECK_INT(command.length, 4096);
    CHECK_STR(at, "");
    show_output_finish(&output);
}

static void fill(struct show_picture *picture, uint8_t alpha) {
    for (size_t i = 0; i < (size_t)picture->width * picture->height; i++) {
        memcpy(picture->frames[0].rgba + i * 4, (uint8_t[4]){(uint8_t)i, (uint8_t)(i / 3), 9, alpha}, 4);
    }
}

/* Pixels arrive as they were, without alpha where there is none. */
static void kitty_pixels_are_packed(void) {
    for (int alpha = 254; alpha <= 255; alpha++) {
        struct show_output output = {NULL, 0, 0, false};
        struct show_picture picture;
        struct command command;
        uint8_t packed[4096], raw[20 * 10 * 4];
        uLongf length = sizeof raw;
        CHECK(show_picture_create(&picture, 20, 10));
        fill(&picture, (uint8_t)alpha);
        CHECK(show_kitty_encode(&output, &(struct show_kitty){.picture = &picture}));
        const char *at = text_of(&output);
        CHECK(next_command(&at, &command));
        CHECK_STR(command.keys, alpha == 255 ? "a=T,q=2,f=24,o=z,s=20,v=10,m=0" : "a=T,q=2,f=32,o=z,s=20,v=10,m=0");
        size_t got = decode64(command.data, command.length, packed), channels = alpha == 255 ? 3 : 4;
        CHECK(uncompress(raw, &length, packed, (uLong)got) == Z_OK && length == 200 * channels);
        for (size_t i = 0; i < 200; i++) {
            CHECK(memcmp(raw + i * channels, picture.frames[0].rgba + i * 4, channels) == 0);
        }
        show_picture_finish(&picture);
        show_output_finish(&output);
    }
}

static void kitty_plays_animations(void) {
    static const char *const keys[] = {
        "a=T,q=2,f=24,o=z,s=2,v=2,i=77,m=0", "a=f,q=2,f=24,o=z,s=2,v=2,i=77,z=50,X=1,m=0",
        "a=f,q=2,f=24,o=z,s=2,v=2,i=77,z=60,X=1,m=0", "a=a,q=2,i=77,r=1,z=40", "a=a,q=2,i=77,s=3,v=4"};
    struct show_output output = {NULL, 0, 0, false};
    struct show_picture picture;
    struct command command;
    uint8_t pixels[3][16];
    memset(pixels, 255, sizeof pixels);
    struct show_frame frames[3] = {{pixels[0], 40}, {pixels[1], 50}, {pixels[2], 60}};
    picture = (struct show_picture){2, 2, frames, 3, 3};
    CHECK(show_kitty_encode(&output, &(struct show_kitty){.picture = &picture, .id = 77}));
    const char *at = text_of(&output);
    for (size_t i = 0; i < 5; i++) {
        CHECK(next_command(&at, &command));
        CHECK_STR(command.keys, keys[i]);
    }
    CHECK_STR(at, "");
    output.length = 0;
    picture.rounds = 0; /* for ever */
    CHECK(show_kitty_encode(&output, &(struct show_kitty){.picture = &picture, .id = 77}));
    CHECK(strstr(text_of(&output), "s=3,v=1\033") != NULL);
    show_output_finish(&output);
}

/* For tmux every ESC inside is doubled; the text is the character with its row, its column and the number's high byte.
 */
static void kitty_in_tmux(void) {
    struct show_output output = {NULL, 0, 0, false};
    struct show_kitty kitty = {
        .png = (const uint8_t *)"abc", .png_length = 3, .cols = 2, .rows = 1, .id = 0x02000063, .in_tmux = true};
    CHECK(show_kitty_encode(&output, &kitty));
    CHECK_STR(text_of(&output), "\033Ptmux;\033\033_Ga=T,q=2,f=100,i=33554531,U=1,c=2,r=1,m=0;YWJj\033\033\\\033\\");
    output.length = 0;
    show_kitty_placeholders(&output, 0x02000063, 1, 2);
    CHECK_STR(text_of(&output), "\033[38;5;99m\U0010EEEE\u030D\u0305\u030E\U0010EEEE\u030D\u030D\u030E\033[39m");
    output.length = 0;
    show_kitty_placeholders(&output, 0x01000010, 296, 1); /* the last row that has a mark */
    CHECK_STR(text_of(&output), "\033[38;5;16m\U0010EEEE\U0001D244\u0305\u030D\033[39m");
    output.length = 0;
    show_kitty_placeholders(&output, 0x01000010, 297, 1);
    CHECK_INT(output.length, 0);
    show_output_finish(&output);
}

static void numbers_fit_into_placeholders(void) {
    uint32_t random = 1;
    for (int i = 0; i < 100000; i++) {
        random = random * 1664525 + 1013904223;
        uint32_t id = show_kitty_id(random);
        CHECK(id >> 24 >= 1 && (id & 0x00FFFF00) == 0 && (id & 255) >= 16);
    }
}

static void iterm2_gets_the_file(void) {
    static const struct {
        struct show_layout layout;
        const char *wanted;
    } all[] = {{{.scaled = false}, "width=auto;height=auto;preserveAspectRatio=1"},
               {{.scaled = true, .told_cols = 30}, "width=30;height=auto;preserveAspectRatio=1"},
               {{.scaled = true, .told_rows = 7}, "width=auto;height=7;preserveAspectRatio=1"},
               {{.scaled = true, .told_cols = 30, .told_rows = 7}, "width=30;height=7;preserveAspectRatio=0"},
               {{.scaled = true, .width_px = 33, .height_px = 44}, "width=33px;height=44px;preserveAspectRatio=1"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct show_output output = {NULL, 0, 0, false};
        char wanted[200];
        snprintf(wanted, sizeof wanted, "\033]1337;File=inline=1;size=3;name=YS5wbmc=;%s:YWJj\007", all[i].wanted);
        CHECK(show_iterm2_encode(&output, (const uint8_t *)"abc", 3, "a.png", &all[i].layout));
        CHECK_STR(text_of(&output), wanted);
        show_output_finish(&output);
    }
}

static void blocks_show_two_pixels_a_cell(void) {
    static const uint8_t rgba[] = {255, 0, 0, 255, 0, 0, 0, 0,   1, 2, 3, 255, 9, 9, 9, 255,
                                   0,   0, 9, 255, 4, 5, 6, 255, 1, 2, 3, 255, 0, 0, 0, 0};
    struct show_output output = {NULL, 0, 0, false};
    show_blocks_row(&output, rgba, 4, 2, 0, true);
    CHECK_STR(text_of(&output), "\033[48;2;0;0;9m\033[38;2;255;0;0m\u2580\033[49m\033[38;2;4;5;6m\u2584"
                                "\033[48;2;1;2;3m \033[49m\033[38;2;9;9;9m\u2580\033[0m");
    output.length = 0;
    show_blocks_row(&output, rgba, 4, 1, 0, false); /* no lower row: the background there */
    CHECK_STR(text_of(&output), "\033[38;5;196m\u2580 \033[38;5;16m\u2580\033[38;5;232m\u2580\033[0m");
    show_output_finish(&output);
}

static void nearest_of_256(void) {
    static const struct {
        uint8_t rgb[3], wanted;
    } all[] = {{{0, 0, 0}, 16},        {{255, 255, 255}, 231}, {{255, 0, 0}, 196},     {{95, 135, 175}, 67},
               {{128, 128, 128}, 244}, {{8, 8, 8}, 232},       {{238, 238, 238}, 255}, {{3, 3, 3}, 16}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        CHECK_INT(show_blocks_nearest(all[i].rgb), all[i].wanted);
    }
}

static void png_there_and_back(void) {
    struct show_picture picture, back;
    size_t length;
    uint32_t width = 0, height = 0;
    char error[100] = "";
    CHECK(show_picture_create(&picture, 30, 20));
    fill(&picture, 200);
    uint8_t *png = show_png_encode(&picture, &length);
    CHECK(png != NULL && show_kind_of(png, length) == SHOW_PNG);
    CHECK(show_png_size(png, length, &width, &height) && width == 30 && height == 20);
    CHECK(show_png_decode(png, length, &back, error, sizeof error));
    CHECK(memcmp(picture.frames[0].rgba, back.frames[0].rgba, 30 * 20 * 4) == 0);
    show_picture_finish(&back);
    for (size_t cut = 0; cut < length - 12; cut += 7) { /* without its end there is none */
        CHECK(!show_png_decode(png, cut, &back, error, sizeof error) && error[0] != '\0');
    }
    CHECK(!show_png_size(png, 20, &width, &height));
    memset(png + 16, 0x7F, 8); /* 2,139,062,143 pixels a side */
    CHECK(!show_png_decode(png, length, &back, error, sizeof error));
    free(png);
    show_picture_finish(&picture);
}

static void kinds_by_their_first_bytes(void) {
    CHECK_INT(show_kind_of((const uint8_t *)"\xFF\xD8\xFF\xE0", 4), SHOW_JPEG);
    CHECK_INT(show_kind_of((const uint8_t *)"GIF89a", 6), SHOW_GIF);
    CHECK_INT(show_kind_of((const uint8_t *)"RIFF\0\0\0\0WEBP", 12), SHOW_WEBP);
    CHECK_INT(show_kind_of((const uint8_t *)"RIFF\0\0\0\0WAVE", 12), SHOW_UNKNOWN);
    CHECK_INT(show_kind_of((const uint8_t *)"GIF", 3), SHOW_UNKNOWN);
    CHECK_INT(show_kind_of(NULL, 0), SHOW_UNKNOWN);
}

int main(void) {
    RUN(base64_as_the_rfc_has_it);
    RUN(kitty_files_go_in_pieces);
    RUN(kitty_ends_where_the_file_does);
    RUN(kitty_pixels_are_packed);
    RUN(kitty_plays_animations);
    RUN(kitty_in_tmux);
    RUN(numbers_fit_into_placeholders);
    RUN(iterm2_gets_the_file);
    RUN(blocks_show_two_pixels_a_cell);
    RUN(nearest_of_256);
    RUN(png_there_and_back);
    RUN(kinds_by_their_first_bytes);
    return test_end();
}
