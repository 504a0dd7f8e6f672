/* bench_sixel - sixel data to pixels: bench_sixel [--repeat N] [FILE...]
 *
 * MB/s of sixel data through qr_sixel_feed in pieces of 64 KiB, the medians and the best of N (9) images, processor
 * time. FILE is sixel data in a DCS, as img2sixel writes it. Without one, images are made here from a seed, as an
 * encoder would make them of a photograph: 256 colours, dithered, 1920 by 1080; of the same without dithering; and of a
 * plot. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "qr_memory.h"
#include "sixel_decode.h"

#define PIECE 65536u
#define WIDTH 1920u
#define HEIGHT 1080u
#define REPEAT_MAX 99
#define COLORS 256u

struct text {
    uint8_t *bytes;
    size_t length, capacity;
};

static void append(struct text *text, const void *bytes, size_t length) {
    if (text->length + length > text->capacity) {
        text->capacity = (text->length + length) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes)
            abort();
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

static void append_number(struct text *text, char before, unsigned number) {
    char digits[16];
    append(text, digits, (size_t)snprintf(digits, sizeof digits, "%c%u", before, number));
}

/* --- images */

static uint64_t random_state = 1;

static unsigned below(unsigned n) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((random_state >> 33) * n >> 31);
}

/* A register of 6 by 7 by 6 levels for smooth colours with `noise` added, which is what a dithered photograph is like.
 */
static uint8_t photo_at(unsigned x, unsigned y, double noise) {
    double u = x / (double)WIDTH, v = y / (double)HEIGHT, n = noise * (below(1024) / 1024.0 - 0.5);
    double r = 0.5 + 0.4 * sin(5 * u + 3 * v) + 0.1 * sin(40 * u * v), g = 0.5 + 0.5 * sin(3 * v - 4 * u * u),
           b = 0.5 + 0.3 * sin(9 * u) * sin(7 * v);
    unsigned red = (unsigned)fmin(fmax(r * 5 + n + 0.5, 0), 5), green = (unsigned)fmin(fmax(g * 6 + n + 0.5, 0), 6);
    return (uint8_t)((red * 7 + green) * 6 + (unsigned)fmin(fmax(b * 5 + n + 0.5, 0), 5));
}

static uint8_t plot_at(unsigned x, unsigned y) {
    for (unsigned line = 0; line < 6; line++)
        if (fabs(y - (HEIGHT / 2 + (60.0 + line * 50) * sin(x * 0.01 + line))) < 2)
            return (uint8_t)(line + 1);
    return x % 192 == 0 || y % 108 == 0 ? 7 : 0;
}

/* --- the encoder: for each band, each colour in it as one line, repeats of four and more counted */

static void append_run(struct text *text, unsigned bits, unsigned count) {
    uint8_t sixel = (uint8_t)('?' + bits);
    if (count > 3) {
        append_number(text, '!', count);
        append(text, &sixel, 1);
        return;
    }
    while (count-- > 0)
        append(text, &sixel, 1);
}

static unsigned bits_at(const uint8_t *band, unsigned x, unsigned color) {
    unsigned bits = 0;
    for (unsigned i = 0; i < 6; i++)
        bits |= (unsigned)(band[i * WIDTH + x] == color) << i;
    return bits;
}

static void append_color(struct text *text, const uint8_t *band, unsigned color) {
    unsigned count = 0, last = 0;
    append_number(text, '#', color);
    for (unsigned x = 0; x < WIDTH; x++) {
        unsigned bits = bits_at(band, x, color);
        if (bits != last) {
            append_run(text, last, count);
            count = 0;
        }
        last = bits;
        count++;
    }
    if (last)
        append_run(text, last, count);
    append(text, "$", 1);
}

static void append_band(struct text *text, const uint8_t *band) {
    bool used[COLORS] = {false};
    for (unsigned i = 0; i < 6 * WIDTH; i++)
        used[band[i]] = true;
    for (unsigned color = 0; color < COLORS; color++)
        if (used[color])
            append_color(text, band, color);
    append(text, "-", 1);
}

static struct text make(const char *kind) {
    static uint8_t pixels[WIDTH * HEIGHT];
    struct text text = {0};
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++)
            pixels[y * WIDTH + x] = strcmp(kind, "plot") == 0 ? plot_at(x, y) : photo_at(x, y, kind[0] == 'd');
    append_number(&text, '"', 1);
    append_number(&text, ';', 1);
    append_number(&text, ';', WIDTH);
    append_number(&text, ';', HEIGHT);
    for (unsigned color = 0; color < COLORS; color++) {
        append_number(&text, '#', color);
        append_number(&text, ';', 2);
        for (unsigned i = 0; i < 3; i++)
            append_number(&text, ';', color * (i + 1) * 7 % 101);
    }
    for (unsigned y = 0; y < HEIGHT; y += 6)
        append_band(&text, pixels + y * WIDTH);
    return text;
}

/* What is between DCS ... q and ST. */
static struct text read_file(const char *path) {
    struct text text = {0};
    FILE *file = fopen(path, "rb");
    uint8_t bytes[4096];
    size_t length;
    while (file && (length = fread(bytes, 1, sizeof bytes, file)) > 0)
        append(&text, bytes, length);
    if (!file || !memchr(text.bytes, 'q', text.length)) {
        fprintf(stderr, "bench_sixel: %s is no sixel file\n", path);
        exit(1);
    }
    fclose(file);
    size_t begin = (size_t)((uint8_t *)memchr(text.bytes, 'q', text.length) - text.bytes) + 1;
    memmove(text.bytes, text.bytes + begin, text.length -= begin);
    return text;
}

/* --- time */

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double decode(const struct text *text, struct qr_sixel_image *image) {
    static struct qr_sixel_palette palette;
    static struct qr_sixel sixel;
    struct quire_allocator allocator = qr_allocator_or_default(NULL);
    struct qr_sixel_options options = {.macro = 9, .max_width = 10000, .max_height = 10000, .max_bytes = 64u << 20};
    double begin = now_s();
    qr_sixel_palette_reset(&palette, COLORS);
    qr_sixel_init(&sixel, &allocator, &palette, &options);
    for (size_t at = 0; at < text->length; at += PIECE)
        qr_sixel_feed(&sixel, text->bytes + at, text->length - at < PIECE ? text->length - at : PIECE);
    if (qr_sixel_end(&sixel, image) != QUIRE_OK)
        exit(1);
    double seconds = now_s() - begin;
    qr_sixel_finish(&sixel);
    return seconds;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, struct text text, int repeat) {
    double seconds[REPEAT_MAX];
    struct qr_sixel_image image;
    for (int i = 0; i < repeat; i++)
        seconds[i] = decode(&text, &image);
    qsort(seconds, (size_t)repeat, sizeof *seconds, compare);
    double megabytes = (double)text.length / 1e6;
    printf("{\"image\":\"%s\",\"bytes\":%zu,\"width\":%u,\"height\":%u,\"mb_s\":%.0f,\"mb_s_best\":%.0f,\"ms\":%.2f}\n",
           name, text.length, image.width, image.height, megabytes / seconds[repeat / 2], megabytes / seconds[0],
           seconds[repeat / 2] * 1e3);
    fflush(stdout);
    free(text.bytes);
}

int main(int count, char **arguments) {
    static const char *const kinds[] = {"dithered", "smooth", "plot"};
    int repeat = 9, at = 1;
    if (count > 2 && strcmp(arguments[1], "--repeat") == 0) {
        repeat = atoi(arguments[2]);
        repeat = repeat < 1 ? 1 : repeat > REPEAT_MAX ? REPEAT_MAX : repeat;
        at = 3;
    }
    if (at == count)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            measure(kinds[i], make(kinds[i]), repeat);
    for (; at < count; at++)
        measure(arguments[at], read_file(arguments[at]), repeat);
    return 0;
}
