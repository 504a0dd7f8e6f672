/* bench_kitty - what images cost the engine: bench_kitty [REPEAT]
 *
 * JSON lines. Kitty's protocol, frames of 3840 x 2160 pixels RGBA, each with other pixels under the same id: filled in
 * from memory by the hook of the host (t=s), and as base64 in the output (t=d, in chunks of 4096 characters, fed by
 * 64 KiB). Milliseconds a frame: the least of REPEAT (10) times; megabytes of output a second. Then small images of
 * 100 x 100 pixels, each shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/image.h>
#include <quire/terminal.h>

#define WIDTH 3840u
#define HEIGHT 2160u
#define FRAME_BYTES ((size_t)WIDTH * HEIGHT * 4)
#define CHUNK 4096u
#define FEED ((size_t)1 << 16)

static uint8_t *pixels;

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    (void)user;
    (void)medium;
    (void)name;
    (void)offset;
    memcpy(to, pixels, size);
    *length = size;
    return NULL;
}

static struct quire_terminal *open_terminal(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_image_hooks hooks = QUIRE_IMAGE_HOOKS_INIT;
    struct quire_terminal *terminal;
    hooks.fill_medium = fill_medium;
    options.cell_width_px = 10;
    options.cell_height_px = 20;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK ||
        quire_terminal_set_image_hooks(terminal, &hooks) != QUIRE_OK)
        abort();
    return terminal;
}

static void feed(struct quire_terminal *terminal, const char *bytes, size_t length) {
    for (size_t at = 0; at < length; at += FEED) {
        if (quire_terminal_feed(terminal, bytes + at, length - at < FEED ? length - at : FEED) != QUIRE_OK)
            abort();
    }
}

static void change_pixels(unsigned frame) {
    for (size_t i = 0; i < FRAME_BYTES; i += 64)
        pixels[i] = (uint8_t)(frame * 7 + i / 4096);
}

/* --- t=s ---------------------------------------------------------------------------------------------------------- */

static void by_memory(unsigned repeat) {
    static const char command[] = "\033[H\033_Ga=T,i=1,p=1,q=2,C=1,t=s,s=3840,v=2160;L3g=\033\\";
    struct quire_terminal *terminal = open_terminal();
    double least = 1e9;
    for (unsigned i = 0; i < repeat; i++) {
        change_pixels(i);
        double before = now_ms();
        feed(terminal, command, sizeof command - 1);
        double took = now_ms() - before;
        least = took < least ? took : least;
    }
    printf("{\"bench\":\"kitty\",\"what\":\"4K RGBA by shared memory\",\"ms\":%.2f,\"per_second\":%.0f}\n", least,
           1000 / least);
    quire_terminal_destroy(terminal);
}

/* --- t=d ---------------------------------------------------------------------------------------------------------- */

static size_t encode(char *to, const uint8_t *bytes, size_t length) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t size = 0;
    for (size_t i = 0; i + 3 <= length; i += 3) {
        uint32_t bits = (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            to[size++] = alphabet[bits >> shift & 63];
    }
    return size;
}

/* The whole output of a program that sends `length` bytes in chunks. */
static size_t write_chunks(char *to, const char *control, const uint8_t *bytes, size_t length) {
    size_t size = 0, piece = CHUNK / 4 * 3;
    for (size_t at = 0; at < length; at += piece) {
        size_t part = length - at < piece ? length - at : piece;
        size += (size_t)sprintf(to + size, "\033_G%s%sm=%d;", at == 0 ? control : "", at == 0 ? "," : "",
                                at + part < length);
        size += encode(to + size, bytes + at, part);
        size += (size_t)sprintf(to + size, "\033\\");
    }
    return size;
}

static void direct(unsigned repeat) {
    char *output = malloc(FRAME_BYTES / 3 * 4 + FRAME_BYTES / CHUNK * 64 + 4096);
    struct quire_terminal *terminal = open_terminal();
    double least = 1e9;
    size_t size = 0;
    if (!output)
        abort();
    for (unsigned i = 0; i < repeat; i++) {
        change_pixels(i);
        size = write_chunks(output, "a=T,i=1,p=1,q=2,C=1,s=3840,v=2160", pixels, FRAME_BYTES);
        double before = now_ms();
        feed(terminal, output, size);
        double took = now_ms() - before;
        least = took < least ? took : least;
    }
    printf("{\"bench\":\"kitty\",\"what\":\"4K RGBA as base64\",\"ms\":%.2f,\"mb_per_second\":%.0f}\n", least,
           (double)size / 1e3 / least);
    quire_terminal_destroy(terminal);
    free(output);
}

static void small_ones(unsigned repeat) {
    enum { IMAGES = 1000 };
    char *output = malloc((size_t)IMAGES * 60000);
    struct quire_terminal *terminal = open_terminal();
    double least = 1e9;
    size_t size = 0;
    if (!output)
        abort();
    for (unsigned i = 0; i < IMAGES; i++) {
        memset(pixels, (int)(i & 0xFF), 3000);
        size += write_chunks(output + size, "a=T,q=2,f=24,s=100,v=100", pixels, 30000);
        size += (size_t)sprintf(output + size, "\r\n");
    }
    for (unsigned i = 0; i < repeat; i++) {
        double before = now_ms();
        feed(terminal, output, size);
        double took = now_ms() - before;
        least = took < least ? took : least;
    }
    printf("{\"bench\":\"kitty\",\"what\":\"100 x 100 RGB, each shown\",\"us\":%.1f,\"mb_per_second\":%.0f}\n",
           least * 1000 / IMAGES, (double)size / 1e3 / least);
    quire_terminal_destroy(terminal);
    free(output);
}

int main(int argc, char **argv) {
    unsigned repeat = argc > 1 ? (unsigned)atoi(argv[1]) : 10;
    pixels = calloc(1, FRAME_BYTES);
    if (!pixels || repeat == 0)
        return 1;
    by_memory(repeat);
    direct(repeat);
    small_ones(repeat);
    free(pixels);
    return 0;
}
