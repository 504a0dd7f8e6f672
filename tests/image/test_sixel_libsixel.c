/* The same pixels as libsixel's, of data that both read alike: images of its own encoder, and random programs whose
 * registers are defined once, since libsixel colours an image when it is complete. It knows no aspect ratios and no
 * transparency: what nothing was drawn on is register 255 there, which the programs leave alone. */
#include <math.h>
#include <sixel.h>

#include "sixel_kit.h"

#define UNDRAWN 255

struct text {
    char *data;
    size_t length, capacity;
};

static void append(struct text *text, const char *data, size_t length) {
    if (text->length + length > text->capacity) {
        text->capacity = (text->length + length) * 2;
        text->data = realloc(text->data, text->capacity);
        if (!text->data)
            abort();
    }
    memcpy(text->data + text->length, data, length);
    text->length += length;
}

static int near_by(int a, int b) {
    return abs(a - b) <= 1;
}

static bool same_pixel(uint32_t have, unsigned index, const unsigned char *palette) {
    uint8_t rgba[4];
    memcpy(rgba, &have, sizeof rgba);
    if (index == UNDRAWN && rgba[3] == 0)
        return true;
    return rgba[3] == 255 && near_by(rgba[0], palette[index * 3]) && near_by(rgba[1], palette[index * 3 + 1]) &&
           near_by(rgba[2], palette[index * 3 + 2]);
}

/* `text` is a whole DCS: data from behind its first q to ESC \\. Returns our picture; its pixels are the caller's. */
static struct picture compare(const struct text *text) {
    static struct qr_sixel_palette palette;
    struct qr_sixel_options options = kit_options();
    const char *data = (const char *)memchr(text->data, 'q', text->length) + 1;
    unsigned char *pixels = NULL, *colors = NULL;
    int width = 0, height = 0, count = 0;
    CHECK(SIXEL_SUCCEEDED(sixel_decode_raw((unsigned char *)text->data, (int)text->length, &pixels, &width, &height,
                                           &colors, &count, NULL)));
    qr_sixel_palette_reset(&palette, 256);
    struct picture picture =
        decode_pieces(data, text->length - 2 - (size_t)(data - text->data), &options, &palette, NULL);
    CHECK_INT(picture.width, width);
    CHECK_INT(picture.height, height);
    for (int i = 0; i < width * height && test_ok; i++) {
        CHECK(same_pixel(picture.pixels[i], pixels[i], colors));
        if (!test_ok)
            printf("pixel %d, %d: %08x, register %u\n", i % width, i / width, picture.pixels[i], pixels[i]);
    }
    free(pixels);
    free(colors);
    return picture;
}

/* --- random programs */

static void add_definitions(struct text *text) {
    char command[64];
    for (unsigned i = 0; i < 200; i++) {
        if (kit_random(3) == 0)
            continue; /* as it is at the beginning */
        int length =
            snprintf(command, sizeof command, "#%u;2;%u;%u;%u", i, kit_random(101), kit_random(101), kit_random(110));
        append(text, command, (size_t)length);
    }
}

static void add_sixels(struct text *text) {
    char command[32];
    int length;
    switch (kit_random(8)) {
    case 0:
        length = snprintf(command, sizeof command, "#%u", kit_random(255));
        break;
    case 1:
        length = snprintf(command, sizeof command, "%s", kit_random(2) ? "-" : "$");
        break;
    case 2:
        length = snprintf(command, sizeof command, "!%u%c", kit_random(60), (int)('?' + kit_random(64)));
        break;
    default:
        length = snprintf(command, sizeof command, "%c", (int)('?' + kit_random(64)));
    }
    append(text, command, (size_t)length);
}

static void random_programs(void) {
    for (unsigned round = 0; round < 300 && test_ok; round++) {
        struct text text = {0};
        append(&text, "\x1bP9;1q", 6);
        if (kit_random(2))
            append(&text, "\"1;1;40;30", 10);
        add_definitions(&text);
        for (unsigned i = kit_random(400); i > 0; i--)
            add_sixels(&text);
        append(&text, "~\x1b\\", 3);
        free(compare(&text).pixels);
        if (!test_ok)
            printf("%.*s\n", (int)text.length, text.data);
        free(text.data);
    }
}

/* --- images of libsixel's encoder */

static int write_text(char *data, int length, void *text) {
    append(text, data, (size_t)length);
    return length;
}

static struct text encode(unsigned char *rgb, int width, int height, int colors, int diffusion) {
    struct text text = {0};
    sixel_output_t *output;
    sixel_dither_t *dither;
    CHECK(SIXEL_SUCCEEDED(sixel_output_new(&output, write_text, &text, NULL)));
    CHECK(SIXEL_SUCCEEDED(sixel_dither_new(&dither, colors, NULL)));
    CHECK(SIXEL_SUCCEEDED(sixel_dither_initialize(dither, rgb, width, height, SIXEL_PIXELFORMAT_RGB888,
                                                  SIXEL_LARGE_AUTO, SIXEL_REP_AUTO, SIXEL_QUALITY_HIGH)));
    sixel_dither_set_diffusion_type(dither, diffusion);
    CHECK(SIXEL_SUCCEEDED(sixel_encode(rgb, width, height, 3, dither, output)));
    sixel_dither_unref(dither);
    sixel_output_unref(output);
    return text;
}

static unsigned char natural(int x, int y, int channel) {
    return (unsigned char)(128 + 90 * sin(x * 0.02 * (channel + 1)) + 37 * cos(y * 0.05 + x * 0.01 * channel));
}

/* How far the picture is from what was encoded, in the mean. */
static double distance(const struct picture *picture, const unsigned char *rgb) {
    double sum = 0;
    size_t count = (size_t)picture->width * picture->height;
    for (size_t i = 0; i < count * 3; i++)
        sum += abs(((const uint8_t *)picture->pixels)[i / 3 * 4 + i % 3] - rgb[i]);
    return sum / (double)(count * 3);
}

static void one_image(int width, int height, int colors, int diffusion, bool noise) {
    unsigned char *rgb = malloc((size_t)width * (size_t)height * 3);
    if (!rgb)
        abort();
    for (int i = 0; i < width * height * 3; i++)
        rgb[i] = noise ? (unsigned char)kit_random(256) : natural(i / 3 % width, i / 3 / width, i % 3);
    struct text text = encode(rgb, width, height, colors, diffusion);
    struct picture picture = compare(&text);
    CHECK_INT(picture.width, width);
    CHECK_INT(picture.height, height);
    CHECK(picture.pixels && (noise || distance(&picture, rgb) < (colors == 256 ? 20 : 60)));
    free(picture.pixels);
    free(text.data);
    free(rgb);
}

static void encoded_images(void) {
    static const int sizes[][2] = {{1, 6}, {7, 11}, {64, 6}, {100, 100}, {333, 123}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        one_image(sizes[i][0], sizes[i][1], 256, SIXEL_DIFFUSE_FS, false);
        one_image(sizes[i][0], sizes[i][1], 256, SIXEL_DIFFUSE_NONE, false);
        one_image(sizes[i][0], sizes[i][1], 16, SIXEL_DIFFUSE_ATKINSON, false);
        one_image(sizes[i][0], sizes[i][1], 256, SIXEL_DIFFUSE_FS, true);
    }
}

int main(void) {
    RUN(random_programs);
    RUN(encoded_images);
    return test_end();
}
