/* Golden pictures: a sample of text and a sheet of drawn characters look as they did when they were looked at, by each
 * backend. test_golden cpu|gl GOLDEN; --print instead of the backend writes the golden file to standard output, and
 * QUIRE_TEST_PICTURES=FOLDER keeps what was drawn.
 *
 * A golden picture is kept as the mean colour of each part of each cell, 2 beside and 3 above each other: that can be
 * read in a diff, shows a letter that is gone, thinner, higher or of another colour, and lasts over versions of
 * FreeType that differ in a pixel's shade. The tolerance is TOLERANCE of 255 for each channel of a part. */
#include <stdlib.h>

#include "fake_frame.h"
#include "picture_file.h"
#include "png_write.h"
#include "renderer.h"
#include "stage.h"
#include "test.h"

#define COLS 48u
#define ROWS 16u
#define ACROSS 2u
#define DOWN 3u
#define PARTS (COLS * ACROSS * ROWS * DOWN)
#define TOLERANCE 8

struct sample {
    const char *name;
    uint32_t foreground, background;
    const char *text;
};

static const struct sample samples[] = {
    {"text on dark", 0xD8DEE9, 0x16181D,
     "The quick brown fox jumps over the lazy dog\n"
     "0O 1lI| 5S 8B \"'`;:,. {{}[]() <=>+-*/\\ @#$%&~^_\n"
     "{b}bold{} {i}italic{} {b}{i}both{} {d}dim{} {n}inverse{} {s}strike{} {o}over{}\n"
     "{u1}underlined gjpqy{} {u2}double gy{} {u3}{c=FF5555}curly gjpqy{}\n"
     "{u4}dotted gjpqy{} {u5}dashed gjpqy{} {f=97C46B}green {f=E5C07B}amber{}\n"
     "Grüße, Ελληνικά, Русский, Tiếng Việt, Åse\n"
     "é ñ x̂ t\u0361s x\u0338 W\u20DD ẤẪẾ\n"
     "┌──┬──┐ ╔══╦══╗ ╭──╮ ┏━━┳━━┓ ░▒▓█\n"
     "│  │  │ ║  ║  ║ │  │ ┃  ┃  ┃ ▁▂▃▄▅▆▇█\n"
     "└──┴──┘ ╚══╩══╝ ╰──╯ ┗━━┻━━┛ ▖▗▘▝▞▟\n"
     "{x}selected{} {g=3465A4}{f=FFFFFF}on blue{} {g=CC0000}on red{}\n"
     "{z1}double width{}\n"},
    {"text on light", 0x2E3440, 0xFAFAFA,
     "The quick brown fox jumps over the lazy dog\n"
     "{b}void *calloc(size_t nmemb, size_t size);{}\n"
     "{i}// and comments lean{} {u3}{c=CC0000}wrong{} {u1}line{}\n"
     "{d}dim{} {n}inverse{} {s}strike{} {x}selected{}\n"
     "{f=005F87}blue {f=AF5F00}orange {f=5F8700}green{}\n"},
    {"drawn characters", 0xD8DEE9, 0x16181D,
     "─━│┃┄┅┆┇┈┉┊┋┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯\n"
     "┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╌╍╎╏═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟\n"
     "╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰╱╲╳╴╵╶╷╸╹╺╻╼╽╾╿▀▁▂▃▄▅▆▇█▉▊▋▌▍▎▏\n"
     "▐░▒▓▔▕▖▗▘▙▚▛▜▝▞▟⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⣀⣤⣶⣿⡇⢸\n"
     "\n"
     "🬀🬁🬂🬃🬄🬅🬆🬇🬈🬉🬊🬋🬌🬍🬎🬏🬐🬑🬒🬓🬔🬕🬖🬗🬘🬙🬚🬛"
     "🬜🬝🬞🬟🬠🬡🬢🬣🬤🬥🬦🬧🬨🬩🬪🬫🬬🬭🬮🬯\n"
     "🬼🬽🬾🬿🭀🭁🭂🭃🭄🭅🭆🭇🭈🭉🭊🭋🭌🭍🭎🭏🭐🭑🭒🭓🭔🭕🭖🭗"
     "🭘🭙🭚🭛🭜🭝🭞🭟🭠🭡🭢🭣🭤🭥🭦🭧🭨🭩🭪🭫\n"
     "🭬🭭🭮🭯🭰🭱🭲🭳🭴🭵🭶🭷🭸🭹🭺🭻🭼🭽🭾🭿🮀🮁🮂🮃🮄🮅🮆🮇"
     "🮈🮉🮊🮋🮌🮍🮎🮏🮐🮑🮒🮔🮕🮖🮗🮘🮙🮚🮛🮜\n"
     "\n"
     "\uE0B0 \uE0B1 \uE0B2 \uE0B3 \uE0B4 \uE0B5 \uE0B6 \uE0B7 \uE0B8 \uE0BA \uE0BC \uE0BE\n"
     "\uF5D0\uF5D1\uF5D2\uF5D3\uF5D4\uF5D5\uF5D6\uF5D7\uF5D8\uF5D9\uF5DA \uEE00\uEE01\uEE02 \uEE03\uEE04\uEE05 "
     "\uEE06\n"},
};

#define SAMPLES (sizeof samples / sizeof samples[0])

/* Where part `number` of `all` begins in so many pixels. */
static uint32_t edge(uint32_t pixels, uint32_t number, uint32_t all) {
    return pixels * number / all;
}

static void mean_of(const uint8_t *rgba, uint32_t stride, const uint32_t from[2], const uint32_t to[2],
                    uint8_t mean[3]) {
    uint32_t sum[3] = {0}, count = (to[0] - from[0]) * (to[1] - from[1]);
    for (uint32_t y = from[1]; y < to[1]; y++) {
        for (uint32_t x = from[0]; x < to[0]; x++) {
            for (uint32_t c = 0; c < 3; c++)
                sum[c] += rgba[((size_t)y * stride + x) * 4 + c];
        }
    }
    for (uint32_t c = 0; c < 3; c++)
        mean[c] = (uint8_t)((sum[c] + count / 2) / count);
}

static void parts_of(const uint8_t *rgba, const struct font_metrics *metrics, uint8_t (*parts)[3]) {
    for (uint32_t i = 0; i < PARTS; i++) {
        uint32_t across = i % (COLS * ACROSS), down = i / (COLS * ACROSS);
        uint32_t left = across / ACROSS * metrics->cell_width, top = down / DOWN * metrics->cell_height;
        uint32_t from[2] = {left + edge(metrics->cell_width, across % ACROSS, ACROSS),
                            top + edge(metrics->cell_height, down % DOWN, DOWN)};
        uint32_t to[2] = {left + edge(metrics->cell_width, across % ACROSS + 1, ACROSS),
                          top + edge(metrics->cell_height, down % DOWN + 1, DOWN)};
        mean_of(rgba, COLS * metrics->cell_width, from, to, parts[i]);
    }
}

static void keep_picture(const struct sample *sample, const char *backend, const uint8_t *rgba, uint32_t width,
                         uint32_t height) {
    char path[512], error[256];
    const char *folder = getenv("QUIRE_TEST_PICTURES");
    if (folder) {
        const struct png_pixels pixels = {rgba, width, height, width, true};
        snprintf(path, sizeof path, "%s/golden %s %s.png", folder, sample->name, backend);
        CHECK(picture_file_write(path, png_write, &pixels, error, sizeof error));
    }
}

/* False: it cannot be drawn. */
static bool draw(const struct sample *sample, const char *backend, struct font_set *fonts, uint8_t (*parts)[3]) {
    struct scene_pane pane = SCENE_PANE_INIT;
    struct scene scene = SCENE_INIT;
    struct stage stage;
    char error[256] = "";
    const struct font_metrics *metrics = font_set_metrics(fonts);
    scene.width_px = COLS * metrics->cell_width;
    scene.height_px = ROWS * metrics->cell_height;
    uint8_t *rgba = calloc((size_t)scene.width_px * scene.height_px, 4);
    struct quire_frame *frame = fake_frame_create(COLS, ROWS, sample->foreground, sample->background);
    bool drawn = false;
    if (rgba && frame && stage_open(&stage, backend, scene.width_px, scene.height_px, error, sizeof error)) {
        struct renderer *renderer = renderer_create(fonts, stage.backend, error, sizeof error);
        fake_frame_print(frame, 0, sample->text);
        pane.frame = frame;
        drawn = renderer && stage_draw(renderer, fonts, &scene, &pane, true).count;
        if (drawn) {
            renderer_read_pixels(renderer, scene.width_px, scene.height_px, rgba);
            keep_picture(sample, backend, rgba, scene.width_px, scene.height_px);
            parts_of(rgba, metrics, parts);
        }
        renderer_destroy(renderer);
        stage_close(&stage);
    }
    scene_pane_finish(&pane);
    scene_finish(&scene);
    fake_frame_destroy(frame);
    free(rgba);
    return drawn;
}

static struct font_set *open_fonts(void) {
    char error[256] = "";
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = "DejaVu Sans Mono";
    options.size_pt = 12;
    return font_set_create(&options, error, sizeof error);
}

/* A line for each row of parts, six digits a part. */
static void print_golden(void) {
    static uint8_t parts[PARTS][3];
    struct font_set *fonts = open_fonts();
    for (size_t i = 0; fonts && i < SAMPLES; i++) {
        printf("%s\n", samples[i].name);
        draw(&samples[i], "cpu", fonts, parts);
        for (uint32_t part = 0; part < PARTS; part++)
            printf("%02x%02x%02x%s", parts[part][0], parts[part][1], parts[part][2],
                   (part + 1) % (COLS * ACROSS) ? "" : "\n");
    }
    font_set_destroy(fonts);
}

static const char *backend_name, *golden_path;

static int difference(const uint8_t part[3], const char *digits) {
    unsigned wanted;
    int most = 0;
    for (uint32_t c = 0; c < 3; c++) {
        if (sscanf(digits + (size_t)c * 2, "%2x", &wanted) != 1)
            return 255;
        int by = abs((int)wanted - part[c]);
        most = by > most ? by : most;
    }
    return most;
}

/* The lines of a sample in the golden file follow its name. Returns how many parts differ, and says where the first
 * does. */
static uint32_t compare(FILE *golden, const struct sample *sample, uint8_t (*parts)[3], int *worst) {
    char line[COLS * ACROSS * 6 + 2];
    uint32_t wrong = 0;
    if (!fgets(line, sizeof line, golden) || strncmp(line, sample->name, strlen(sample->name)) != 0)
        return PARTS;
    for (uint32_t i = 0; i < PARTS; i++) {
        uint32_t across = i % (COLS * ACROSS);
        if (!across && (!fgets(line, sizeof line, golden) || strlen(line) != COLS * ACROSS * 6 + 1))
            return PARTS;
        int by = difference(parts[i], line + (size_t)across * 6);
        *worst = by > *worst ? by : *worst;
        if (by > TOLERANCE && !wrong++)
            printf("%s: row %u, column %u looks different (by %d of 255)\n", sample->name, i / (COLS * ACROSS) / DOWN,
                   across / ACROSS, by);
    }
    return wrong;
}

static void pictures_look_as_they_did(void) {
    static uint8_t parts[PARTS][3];
    struct font_set *fonts = open_fonts();
    FILE *golden = fopen(golden_path, "r");
    CHECK(fonts && golden);
    for (size_t i = 0; fonts && golden && i < SAMPLES; i++) {
        int worst = 0;
        CHECK(draw(&samples[i], backend_name, fonts, parts));
        CHECK_INT(compare(golden, &samples[i], parts, &worst), 0);
        printf("%s, %s: differs by %d of 255 at most, %d are allowed\n", samples[i].name, backend_name, worst,
               TOLERANCE);
    }
    if (golden)
        fclose(golden);
    font_set_destroy(fonts);
}

/* The comparison sees what eyes see: a letter more, a colour, a line that is lower. */
static void faults_are_seen(void) {
    static uint8_t parts[PARTS][3];
    const char *const faults[] = {
        "The quick brown fox jumps over the lazy dgg", "The quick brown fox jumps over the lazy",
        "The quick brown fox jumps over the lazy {f=D8DE99}dog", "The quick brown fox jumps over the {b}lazy{} dog"};
    struct font_set *fonts = open_fonts();
    for (size_t i = 0; fonts && i < sizeof faults / sizeof faults[0]; i++) {
        char text[2048];
        int worst = 0;
        snprintf(text, sizeof text, "%s%s", faults[i], strchr(samples[0].text, '\n'));
        struct sample faulty = {samples[0].name, samples[0].foreground, samples[0].background, text};
        FILE *golden = fopen(golden_path, "r");
        CHECK(golden && draw(&faulty, backend_name, fonts, parts));
        CHECK(golden && compare(golden, &samples[0], parts, &worst) > 0);
        if (golden)
            fclose(golden);
    }
    font_set_destroy(fonts);
}

int main(int count, char **words) {
    struct stage probe;
    char error[256] = "";
    if (count == 2 && !strcmp(words[1], "--print")) {
        print_golden();
        return 0;
    }
    if (count != 3) {
        printf("usage: test_golden cpu|gl GOLDEN\n0 passed, 1 failed\n");
        return 1;
    }
    backend_name = words[1];
    golden_path = words[2];
    if (!stage_open(&probe, backend_name, 8, 8, error, sizeof error)) {
        printf("SKIP: %s cannot draw here: %s\n0 passed, 0 failed\n", backend_name, error);
        return 0;
    }
    stage_close(&probe);
    RUN(pictures_look_as_they_did);
    RUN(faults_are_seen);
    return test_end();
}
