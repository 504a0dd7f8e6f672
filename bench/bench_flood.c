/* bench_flood - what a flood of hyperlinks leaves behind: bench_flood [--repeat N]
 *
 * Row 22 of the cliffs (docs/performance.md), as JSON lines of the same form: a frame of a screen that 72 MB of OSC 8
 * went through beside one of a fresh screen, the memory of both, and links into an area of strings that is full and
 * torn. The least of N times (default 5) of processor time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#define FRAMES 200

static uint32_t repeat = 5;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void must(bool done, const char *what) {
    if (done)
        return;
    fprintf(stderr, "bench_flood: %s\n", what);
    exit(1);
}

static void tell_most(const char *what, double ratio, double most) {
    printf("{\"bench\":\"cliffs\",\"row\":22,\"what\":\"%s\",\"ratio\":%.3f,\"most\":%.2f,\"holds\":%s}\n", what, ratio,
           most, ratio <= most ? "true" : "false");
}

static void tell_least(const char *what, double rate, double least) {
    printf("{\"bench\":\"cliffs\",\"row\":22,\"what\":\"%s\",\"mb_per_s\":%.1f,\"least\":%.0f,\"holds\":%s}\n", what,
           rate, least, rate >= least ? "true" : "false");
}

/* --- terminals --------------------------------------------------------------------------------------------------- */

static struct quire_terminal *make(uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = cols;
    options.rows = rows;
    must(quire_terminal_create(&options, &terminal) == QUIRE_OK, "no terminal");
    return terminal;
}

/* Links beyond what a screen can hold are left out; that is told, and no failure here. */
static size_t feed(struct quire_terminal *terminal, const char *text) {
    size_t length = strlen(text);
    (void)quire_terminal_feed(terminal, text, length);
    return length;
}

static void idle(struct quire_terminal *terminal) {
    while (quire_terminal_idle(terminal, 1 << 20))
        ;
}

static double screen_bytes(const struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    must(quire_terminal_info(terminal, &info) == QUIRE_OK, "no info");
    return (double)info.screen_bytes;
}

/* The time of one frame; `before`: what is fed before each, or NULL. */
static double frame_time(struct quire_terminal *terminal, const char *before) {
    struct quire_frame *frame;
    double best = 1e9;
    must(quire_frame_create(NULL, &frame) == QUIRE_OK && quire_frame_update(frame, terminal) == QUIRE_OK, "no frame");
    for (uint32_t i = 0; i < repeat; i++) {
        double start = now();
        for (int n = 0; n < FRAMES; n++) {
            if (before)
                feed(terminal, before);
            must(quire_frame_update(frame, terminal) == QUIRE_OK, "no frame");
        }
        double time = (now() - start) / FRAMES;
        best = time < best ? time : best;
    }
    quire_frame_destroy(frame);
    return best;
}

/* --- row 22 ------------------------------------------------------------------------------------------------------ */

static void link_flood(struct quire_terminal *terminal) {
    static char text[9000], pad[7901];
    memset(pad, 'p', sizeof pad - 1);
    for (int i = 0; i < 9000; i++) {
        snprintf(text, sizeof text, "\033]8;;http://%d/%s\033\\x", i, pad);
        feed(terminal, text);
    }
    feed(terminal, "\033]8;;\033\\");
}

static void frames(void) {
    static const char letter[] = "\033[1;1Hx";
    struct quire_terminal *fresh = make(300, 300), *flooded = make(300, 300);
    double still = frame_time(fresh, NULL), changed = frame_time(fresh, letter), bytes = screen_bytes(fresh);
    link_flood(flooded);
    idle(flooded);
    tell_most("an unchanged frame, 72 MB of links on the screen, against a fresh one",
              frame_time(flooded, NULL) / still, 2);
    tell_most("a frame with a letter changed, the same", frame_time(flooded, letter) / changed, 2);
    feed(flooded, "\033[2J\033[H");
    idle(flooded);
    tell_most("an unchanged frame after the links were cleared, and idle time", frame_time(flooded, NULL) / still, 2);
    tell_most("memory of the screen then", screen_bytes(flooded) / bytes, 2);
    quire_terminal_destroy(fresh);
    quire_terminal_destroy(flooded);
}

/* Long links that stay and short ones between them that go, until no room is left; then short links. */
static void torn(void) {
    static char text[9000], pad[1991];
    struct quire_terminal *terminal = make(512, 512);
    int number = 0;
    memset(pad, 'p', sizeof pad - 1);
    for (int y = 1; y <= 512 && number < 33500; y++) {
        snprintf(text, sizeof text, "\033[%d;1H", y);
        feed(terminal, text);
        for (int x = 0; x < 256 && number < 33500; x++, number++) {
            snprintf(text, sizeof text, "\033]8;;http://%06d/%s\033\\x\033]8;;h:%06d\033\\y", number, pad, number);
            feed(terminal, text);
        }
    }
    feed(terminal, "\033]8;;\033\\\033[0m");
    for (int i = 0; i < number; i++) {
        snprintf(text, sizeof text, "\033[%d;%dHz", 1 + i / 256, 2 * (i % 256) + 2);
        feed(terminal, text);
    }
    double worst = 1e9;
    for (int round = 0; round < 5; round++) {
        size_t bytes = 0;
        double start = now();
        for (int i = 0; i < 20000; i++) {
            snprintf(text, sizeof text, "\033[512;1H\033]8;;http://example.com/%06d\033\\w", i + round * 20000);
            bytes += feed(terminal, text);
        }
        double rate = (double)bytes / (now() - start) / 1e6;
        worst = rate < worst ? rate : worst;
    }
    tell_least("links into a full and torn area of strings, the slowest of five", worst, 5);
    quire_terminal_destroy(terminal);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--repeat") == 0)
        repeat = (uint32_t)strtoul(argv[2], NULL, 10);
    if ((argc != 1 && argc != 3) || repeat == 0) {
        fprintf(stderr, "usage: bench_flood [--repeat N]\n");
        return 2;
    }
    frames();
    torn();
    return 0;
}
