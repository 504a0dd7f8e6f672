/* flood.c - row 22: what a flood of hyperlinks leaves behind, as frames and as memory, and links into an area of
 * strings that is full and torn. */
#include <stdio.h>
#include <string.h>

#include <quire/frame.h>

#include "cliffs.h"

#define FRAMES 200

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
    cliff_must(quire_terminal_get_info(terminal, &info) == QUIRE_OK, "no info");
    return (double)info.screen_bytes;
}

/* The time of one frame; `before`: what is fed before each, or NULL. */
static double frame_time(struct quire_terminal *terminal, const char *before) {
    struct quire_frame *frame;
    double best = 1e9;
    cliff_must(quire_frame_create(NULL, &frame) == QUIRE_OK && quire_frame_update(frame, terminal) == QUIRE_OK,
               "no frame");
    for (uint32_t i = 0; i < cliff_repeat; i++) {
        double start = cliff_now();
        for (int n = 0; n < FRAMES; n++) {
            if (before)
                feed(terminal, before);
            cliff_must(quire_frame_update(frame, terminal) == QUIRE_OK, "no frame");
        }
        double time = (cliff_now() - start) / FRAMES;
        best = time < best ? time : best;
    }
    quire_frame_destroy(frame);
    return best;
}

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
    struct quire_terminal *fresh = cliff_terminal(300, 300), *flooded = cliff_terminal(300, 300);
    double still = frame_time(fresh, NULL), changed = frame_time(fresh, letter), bytes = screen_bytes(fresh);
    link_flood(flooded);
    idle(flooded);
    cliff_most(22, "an unchanged frame, 72 MB of links on the screen, against a fresh one",
               frame_time(flooded, NULL) / still, 2);
    cliff_most(22, "a frame with a letter changed, the same", frame_time(flooded, letter) / changed, 2);
    feed(flooded, "\033[2J\033[H");
    idle(flooded);
    cliff_most(22, "an unchanged frame after the links were cleared, and idle time", frame_time(flooded, NULL) / still,
               2);
    cliff_most(22, "memory of the screen then", screen_bytes(flooded) / bytes, 2);
    quire_terminal_destroy(fresh);
    quire_terminal_destroy(flooded);
}

/* Long links that stay and short ones between them that go, until no room is left; then short links. */
static void torn(void) {
    static char text[9000], pad[1991];
    struct quire_terminal *terminal = cliff_terminal(512, 512);
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
        double start = cliff_now();
        for (int i = 0; i < 20000; i++) {
            snprintf(text, sizeof text, "\033[512;1H\033]8;;http://example.com/%06d\033\\w", i + round * 20000);
            bytes += feed(terminal, text);
        }
        double rate = (double)bytes / (cliff_now() - start) / 1e6;
        worst = rate < worst ? rate : worst;
    }
    cliff_rate(22, "links into a full and torn area of strings, the slowest of five", worst, 5);
    quire_terminal_destroy(terminal);
}

void cliff_row_flood(void) {
    frames();
    torn();
}
