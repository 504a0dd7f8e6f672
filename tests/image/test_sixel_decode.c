/* Sixel data by hand: what each command does to the pixels, limits, memory that runs out. */
#include "sixel_kit.h"

#define RED qr_sixel_rgba(255, 0, 0, 255)
#define GREEN qr_sixel_rgba(0, 255, 0, 255)
#define DEFINE "#1;2;100;0;0#2;2;0;100;0#1" /* 1 red, 2 green, and red is drawn with */

/* The picture as text, a letter a pixel: . transparent, R red, G green, B background, ? another; rows end with '/'. */
static const char *drawn(struct picture picture) {
    static char text[4096];
    size_t at = 0;
    for (uint32_t y = 0; y < picture.height; y++) {
        for (uint32_t x = 0; x < picture.width && at < sizeof text - 2; x++) {
            uint32_t pixel = picture.pixels[y * picture.width + x];
            text[at++] = pixel == 0                             ? '.'
                         : pixel == RED                         ? 'R'
                         : pixel == GREEN                       ? 'G'
                         : pixel == qr_sixel_rgba(9, 9, 9, 255) ? 'B'
                                                                : '?';
        }
        text[at++] = '/';
    }
    text[at] = 0;
    free(picture.pixels);
    return text;
}

static const char *draw(const char *data) {
    return drawn(decode(data));
}

static const char *draw_with(const char *data, struct qr_sixel_options options) {
    return drawn(decode_with(data, &options));
}

static void bits_are_rows(void) {
    CHECK_STR(draw(DEFINE "@"), "R/");
    CHECK_STR(draw(DEFINE "A"), "./R/");
    CHECK_STR(draw(DEFINE "_"), "./././././R/");
    CHECK_STR(draw(DEFINE "~"), "R/R/R/R/R/R/");
    CHECK_STR(draw(DEFINE "?A@"), "..R/.R./");
    CHECK_STR(draw(DEFINE "@??"), "R/"); /* what is not drawn makes no image wider */
}

static void bands_and_returns(void) {
    CHECK_STR(draw(DEFINE "@-@"), "R/./././././R/");
    CHECK_STR(draw(DEFINE "@@$#2@"), "GR/");
    CHECK_STR(draw(DEFINE "@@$#2?@@"), "RGG/");
    CHECK_STR(draw(DEFINE "@-"), "R/"); /* nor higher */
    CHECK_STR(draw(DEFINE "--@"), "././././././././././././R/");
    CHECK_STR(draw(DEFINE "C$#2@"), "G/./R/");
}

static void repeats(void) {
    CHECK_STR(draw(DEFINE "!3@"), "RRR/");
    CHECK_STR(draw(DEFINE "!0@"), "R/");
    CHECK_STR(draw(DEFINE "!@"), "R/");
    CHECK_STR(draw(DEFINE "!2?@"), "..R/");
    CHECK_STR(draw(DEFINE "!3#2@@"), "GG/"); /* a repeat of anything else is forgotten */
    CHECK_STR(draw(DEFINE "!3!2@"), "RR/");
    CHECK_STR(draw(DEFINE "!3-@"), "././././././R/");
    CHECK_STR(draw(DEFINE "!3"), "");
    CHECK_STR(draw(DEFINE "!2;7@"), "RR/");
}

static void others_are_ignored(void) {
    CHECK_STR(draw(DEFINE "@ \n@\r\x01%&'()*+,./:<=>\x7f\xff\x80@"), "RRR/");
    CHECK_STR(draw(DEFINE "! 1\n2 @"), "RRRRRRRRRRRR/"); /* inside of a command, too */
    CHECK_STR(draw(DEFINE "@12;3@"), "RR/");
    CHECK_STR(draw("#1;2;100;0;0;55;66;77@"), "R/"); /* more parameters than there are */
}

static void colors(void) {
    CHECK_STR(draw("#1;2;100;0;0@#2;2;0;100;0@#1@"), "RGR/");
    CHECK_STR(draw("#1;2;100;0;0@#1;2;0;100;0@#1@"), "RGG/"); /* as it was when it was drawn */
    CHECK_STR(draw("#257;2;100;0;0@#1@"), "RR/");             /* of 256 */
    CHECK_STR(draw("#1;2;500;0;0@"), "R/");
    CHECK_STR(draw("#1;2;100@"), "R/"); /* those left out are 0 */
    CHECK_STR(draw("#1;2;100;0;0#1;3;5;5;5@#1;0;1;1;1@#1;@"), "RRR/");
    CHECK_STR(draw("#1;1;120;50;100@#1;1;240;50;100@"), "RG/");
    struct picture first = decode("@");
    CHECK(first.width == 1 && first.pixels[0] == qr_sixel_rgb(80, 80, 80)); /* register 15 */
    free(first.pixels);
}

static void hls(void) {
    CHECK(qr_sixel_hls(0, 50, 100) == qr_sixel_rgba(0, 0, 255, 255));
    CHECK(qr_sixel_hls(60, 50, 100) == qr_sixel_rgba(255, 0, 255, 255));
    CHECK(qr_sixel_hls(120, 50, 100) == qr_sixel_rgba(255, 0, 0, 255));
    CHECK(qr_sixel_hls(180, 50, 100) == qr_sixel_rgba(255, 255, 0, 255));
    CHECK(qr_sixel_hls(240, 50, 100) == qr_sixel_rgba(0, 255, 0, 255));
    CHECK(qr_sixel_hls(300, 50, 100) == qr_sixel_rgba(0, 255, 255, 255));
    CHECK(qr_sixel_hls(360, 50, 100) == qr_sixel_hls(0, 50, 100) &&
          qr_sixel_hls(999, 50, 100) == qr_sixel_hls(0, 50, 100));
    CHECK(qr_sixel_hls(77, 100, 100) == qr_sixel_rgba(255, 255, 255, 255));
    CHECK(qr_sixel_hls(77, 0, 100) == qr_sixel_rgba(0, 0, 0, 255));
    CHECK(qr_sixel_hls(77, 40, 0) == qr_sixel_rgba(102, 102, 102, 255));
    CHECK(qr_sixel_hls(120, 75, 100) == qr_sixel_rgba(255, 128, 128, 255));
    CHECK(qr_sixel_hls(120, 25, 100) == qr_sixel_rgba(128, 0, 0, 255));
    CHECK(qr_sixel_hls(150, 50, 100) == qr_sixel_rgba(255, 128, 0, 255));
    CHECK(qr_sixel_hls(120, 50, 50) == qr_sixel_rgba(191, 64, 64, 255));
}

static void first_colors(void) {
    struct qr_sixel_palette palette;
    qr_sixel_palette_reset(&palette, 5000);
    CHECK_INT(palette.count, QR_SIXEL_REGISTERS_MAX);
    CHECK(palette.colors[0] == qr_sixel_rgba(0, 0, 0, 255) && palette.colors[1] == qr_sixel_rgba(51, 51, 204, 255));
    CHECK(palette.colors[2] == qr_sixel_rgba(204, 33, 33, 255) &&
          palette.colors[7] == qr_sixel_rgba(135, 135, 135, 255));
    CHECK(palette.colors[16] == qr_sixel_rgba(0, 0, 0, 255) &&
          palette.colors[231] == qr_sixel_rgba(255, 255, 255, 255));
    CHECK(palette.colors[17] == qr_sixel_rgba(0, 0, 51, 255) &&
          palette.colors[16 + 36] == qr_sixel_rgba(51, 0, 0, 255));
    CHECK(palette.colors[232] == qr_sixel_rgba(0, 0, 0, 255) &&
          palette.colors[255] == qr_sixel_rgba(253, 253, 253, 255));
    CHECK(palette.colors[1023] == qr_sixel_rgba(255, 255, 255, 255));
    qr_sixel_palette_reset(&palette, 0);
    CHECK_INT(palette.count, QR_SIXEL_REGISTERS_MIN);
}

/* What one image defines another one finds, as long as nobody resets the registers; an end completes a definition. */
static void shared_registers(void) {
    static struct qr_sixel_palette palette;
    struct qr_sixel_options options = kit_options();
    qr_sixel_palette_reset(&palette, 4);
    struct picture first = decode_pieces("#3;2;100;0;0", 12, &options, &palette, NULL);
    CHECK(first.width == 0 && first.height == 0 && !first.pixels && first.result == QUIRE_OK);
    CHECK_STR(drawn(decode_pieces("#3@#7@@", 7, &options, &palette, NULL)), "RRR/"); /* 7 modulo 4 */
    CHECK_STR(drawn(decode_pieces("@", 1, &options, &palette, NULL)), "R/"); /* the last is the first drawn with */
}

static void raster(void) {
    CHECK_STR(draw(DEFINE "\"1;1;3;2@"), "R../.../");
    CHECK_STR(draw(DEFINE "\"1;1;3;2"), ".../.../"); /* at the end, too */
    CHECK_STR(draw(DEFINE "\"1;1;1;1@@-@"), "RR/../../../../../R./");
    CHECK_STR(draw(DEFINE "@@\"1;1#2@"), "GR/"); /* returns */
    CHECK_STR(draw(DEFINE "\"2;1B"), "R/R/R/R/");
    CHECK_STR(draw(DEFINE "\"3;2B"), "R/R/R/R/"); /* rounded up */
    CHECK_STR(draw(DEFINE "\"1;2B"), "R/R/");
    CHECK_STR(draw(DEFINE "\"2;1;0;5B"), "R/R/R/R/./"); /* Pv is not of sixels */
    CHECK_STR(draw(DEFINE "\"2;1@-@"), "R/R/././././././././././R/R/");
    CHECK_STR(draw(DEFINE "\"2;1A\"1;1#2?@"), ".G/../R./R./"); /* changes within a band */
    CHECK_STR(draw(DEFINE "\"2;1A\"1;1#2@-@"), "G/./R/R/././G/");
    CHECK_STR(draw(DEFINE "\"5;0@"), "R/"); /* no ratio */
    CHECK_STR(draw(DEFINE "\"@"), "R/");
}

static void macro_parameter(void) {
    static const unsigned scales[] = {2, 2, 5, 3, 3, 2, 2, 1, 1, 1, 1, 1};
    for (uint32_t macro = 0; macro < sizeof scales / sizeof *scales; macro++) {
        struct qr_sixel_options options = kit_options();
        options.macro = macro;
        struct picture picture = decode_with("@", &options);
        CHECK_INT(picture.height, scales[macro]);
        free(picture.pixels);
    }
}

static void background(void) {
    struct qr_sixel_options options = kit_options();
    options.background = qr_sixel_rgba(9, 9, 9, 255);
    CHECK_STR(draw_with(DEFINE "?@?A", options), "BRBB/BBBR/");
    CHECK_STR(draw_with(DEFINE "@-!3@-!2@", options), "RBB/BBB/BBB/BBB/BBB/BBB/RRR/BBB/BBB/BBB/BBB/BBB/RRB/");
    CHECK_STR(draw_with("\"1;1;2;2", options), "BB/BB/");
    CHECK_STR(draw_with("", options), "");
}

static void limits(void) {
    struct qr_sixel_options options = kit_options();
    options.max_width = 3;
    options.max_height = 8;
    CHECK_STR(draw_with(DEFINE "@@@@@$#2!2147483648@", options), "GGG/");
    CHECK_STR(draw_with(DEFINE "!9999999999999?@", options), "");
    CHECK_STR(draw_with(DEFINE "@-~-~-~", options), "R/./././././R/R/");
    CHECK_STR(draw_with(DEFINE "\"1;1;99999;2@", options), "R../.../");
    CHECK_STR(draw_with(DEFINE "\"100000;1A", options), "././././././././");
    CHECK_STR(draw_with(DEFINE "\"100000;1@", options), "R/R/R/R/R/R/R/R/");
}

/* Where bytes are the bound, what comes first stays. */
static void limit_of_bytes(void) {
    struct qr_sixel_options options = kit_options();
    options.max_bytes = 12 * 4;
    CHECK_STR(draw_with(DEFINE "!4@-@", options), "RRRR/..../..../");
    CHECK_STR(draw_with(DEFINE "N-!9@", options), "R../R../R../R../"); /* four rows: three columns at most */
    CHECK_STR(draw_with(DEFINE "!99@-@", options), "RRRRRRRRRRRR/");
    CHECK_STR(draw_with(DEFINE "\"1;1;99;99@", options), "R.........../");
    options.max_bytes = 0;
    CHECK_STR(draw_with(DEFINE "!9~-!9~", options), "R/");
}

static uint64_t work_of(const char *data) {
    struct picture picture = decode(data);
    free(picture.pixels);
    return picture.work;
}

/* A few bytes cost no more than the canvas, and what they cost is told. */
static void work_is_bounded(void) {
    CHECK(work_of("!2147483647~") <= 4096 * 6 * 3);
    CHECK(work_of("\"1;1;99999;99999~") <= 4096 * 6 * 3 && work_of("\"1;1;99999;99999") == 0);
    CHECK(work_of("!9999@-------------------------------@") <= 4096 * 6 * 40);
    CHECK(work_of("!9999999?") == 0 && work_of("-------") == 0 && work_of("$$$$#1#2#3") == 0);
}

/* Bands that are each a little wider than the last do not move the canvas each time. */
static void growth_is_amortised(void) {
    enum { BANDS = 600 };
    static char data[BANDS * 16];
    size_t length = 0;
    for (unsigned i = 0; i < BANDS; i++)
        length += (size_t)snprintf(data + length, sizeof data - length, "!%u?@-", i);
    kit_requests = 0;
    kit_most_bytes = 0;
    struct picture picture = decode(data);
    CHECK(picture.width == BANDS && picture.height == BANDS * 6 - 5);
    CHECK(kit_requests < 40);
    CHECK(picture.work < (uint64_t)8 * BANDS * BANDS * 6);
    CHECK(kit_most_bytes <= (size_t)8 * BANDS * BANDS * 6 * 4);
    free(picture.pixels);
}

/* Nor do they where the canvas is nearly full, whichever way it grows. */
static void growth_near_the_limit(void) {
    struct qr_sixel_options options = kit_options();
    for (unsigned wider = 0; wider < 3; wider++) {
        static char data[40000];
        size_t length = 0;
        for (unsigned i = 0; i < 600; i++)
            length += (size_t)snprintf(data + length, sizeof data - length, "!%u~-", 1000 + i * wider);
        for (unsigned kib = 1; kib <= 8 * 1024; kib = kib * 2 + 1) {
            options.max_bytes = (size_t)kib << 10;
            kit_requests = 0;
            struct picture picture = decode_with(data, &options);
            CHECK(kit_requests < 40);
            CHECK(picture.work < ((uint64_t)16 * kib << 8) + 600 * 2200 * 6); /* the rows, and drawing the bands */
            free(picture.pixels);
        }
    }
}

/* However it grows, the canvas is never larger than its limit. */
static void memory_is_bounded(void) {
    struct qr_sixel_options options = kit_options();
    options.max_bytes = 1u << 20;
    for (unsigned round = 0; round < 300; round++) {
        char data[512];
        size_t length = 0;
        while (length < sizeof data - 40)
            length += (size_t)snprintf(data + length, 40, kit_random(9) ? "!%u%c%s" : "\"1;1;%u;2%c%s",
                                       kit_random(3000), (int)('?' + kit_random(64)), kit_random(3) ? "-" : "$");
        kit_most_bytes = 0;
        struct picture picture = decode_with(data, &options);
        CHECK(picture.width * picture.height * 4 <= options.max_bytes);
        CHECK(kit_most_bytes <= 2 * options.max_bytes + 4096 * 32 * 2);
        free(picture.pixels);
    }
}

/* Each allocation fails once: the image is lost, definitions are not, and nothing leaks. */
static void memory_runs_out(void) {
    static struct qr_sixel_palette palette;
    static const char data[] = DEFINE "!300~-!999~-~-~-~-~-\"3;1;1200;900~-!2000~#3;2;100;0;0";
    struct qr_sixel_options options = kit_options();
    long fails = 0;
    for (long at = 1;; at++) {
        qr_sixel_palette_reset(&palette, 16);
        kit_requests = 0;
        kit_fail_at = at;
        struct picture picture = decode_pieces(data, sizeof data - 1, &options, &palette, NULL);
        kit_fail_at = 0;
        CHECK_INT(kit_blocks, 0);
        CHECK(palette.colors[3] == RED && palette.colors[2] == GREEN);
        free(picture.pixels);
        if (picture.result == QUIRE_OK)
            break;
        CHECK(picture.result == QUIRE_OUT_OF_MEMORY && !picture.pixels && picture.width == 0);
        fails++;
    }
    CHECK(fails >= 5);
    kit_requests = 0;
    struct picture last = decode_pieces(data, sizeof data - 1, &options, &palette, NULL);
    CHECK_INT(fails, kit_requests);
    free(last.pixels);
}

int main(void) {
    RUN(bits_are_rows);
    RUN(bands_and_returns);
    RUN(repeats);
    RUN(others_are_ignored);
    RUN(colors);
    RUN(hls);
    RUN(first_colors);
    RUN(shared_registers);
    RUN(raster);
    RUN(macro_parameter);
    RUN(background);
    RUN(limits);
    RUN(limit_of_bytes);
    RUN(work_is_bounded);
    RUN(growth_is_amortised);
    RUN(growth_near_the_limit);
    RUN(memory_is_bounded);
    RUN(memory_runs_out);
    CHECK_INT(kit_blocks, 0);
    return test_end();
}
