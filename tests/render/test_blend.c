/* Every version of cpu_blend.h that this processor can run against plain C, and that against the formula: ramps of many
 * pairs of colours, tiles of every width, surfaces and washes of every length, and nothing written beside them.
 *
 * test_blend NAME also asks that NAME is the version that is chosen (tests/base/test_processors.py). */
#define _DEFAULT_SOURCE

#include "test.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cpu_blend.h"
#include "cpu_over.h"

#define PAIRS 3000u
#define WIDTH_MAX 40u
#define HEIGHT 5u
#define STRIDE 64u
#define GUARD 0x12345678u

static uint32_t random_state = 1;

static uint32_t next_random(void) {
    random_state = random_state * 1664525u + 1013904223u;
    return random_state ^ random_state >> 15;
}

static uint32_t next_color(void) {
    static const uint32_t edges[] = {0x000000, 0xFFFFFF, 0xFF0000, 0x010101, 0xFEFEFE};
    return next_random() % 4 ? next_random() & 0xFFFFFF : edges[next_random() % 5];
}

/* How far two pixels are apart in the channel where they are the most. */
static int apart(uint32_t a, uint32_t b) {
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        int by = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
        most = by > most ? by : most;
    }
    return most;
}

/* A compiler may join a product and a sum into one operation, which rounds once: so a value on an edge may be 1 off. */
static void ramps_are_the_formula(void) {
    const struct cpu_blend *blend;
    for (size_t index = 0; (blend = cpu_blend_runnable(index)); index++) {
        uint32_t wrong = 0;
        for (uint32_t pair = 0; pair < PAIRS; pair++) {
            uint32_t ramp[256], foreground = next_color(), background = next_color();
            struct cpu_color text = cpu_color_of(foreground), ground = cpu_color_of(background);
            float weight = (float)(next_random() % 15) / 10 - 0.7f;
            blend->ramp(ramp, foreground, background, weight);
            CHECK(ramp[0] == (background | 0xFF000000u) && ramp[255] == (foreground | 0xFF000000u));
            for (uint32_t i = 0; i < 256; i++)
                wrong += apart(ramp[i], cpu_color_pack(cpu_over(ground, text, i, weight))) > 1;
        }
        CHECK_INT(wrong, 0);
    }
}

/* Coverage as the shader bends it: between two colours of one light nothing is bent, and half of white over black is
 * half the light. */
static void the_formula_has_known_values(void) {
    const struct cpu_color black = {0, 0, 0}, white = {1, 1, 1};
    CHECK_INT(cpu_color_pack(cpu_over(black, white, 0, 0.7f)), 0xFF000000u);
    CHECK_INT(cpu_color_pack(cpu_over(black, white, 255, -0.7f)), 0xFFFFFFFFu);
    /* share = a - 0.8 a (1 - a); a = 128/255: 0.30196; sqrt 0.54951 -> 140.1 */
    CHECK_INT(cpu_color_pack(cpu_over(black, white, 128, 0)), 0xFF8C8C8Cu);
    /* share = a + a (1 - a) = 1 - (1 - a)^2; sqrt(1 - share) = 1 - a -> 127 */
    CHECK_INT(cpu_color_pack(cpu_over(white, black, 128, 0)), 0xFF7F7F7Fu);
    /* of a weight: b = a + 0.5 a (1 - a) = 0.62696; share = 0.86084; sqrt(1 - share) = 0.37304 -> 95.1 */
    CHECK_INT(cpu_color_pack(cpu_over(white, black, 128, 0.5f)), 0xFF5F5F5Fu);
    CHECK_INT(cpu_color_pack(cpu_over_picture(white, 0x80400000u)), 0xFFBF7F7Fu);
}

/* At the end of a page, with as much behind it as may be read. */
static void tiles_are_looked_up(void) {
    const struct cpu_blend *blend;
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = WIDTH_MAX * HEIGHT;
    uint8_t *pages = mmap(NULL, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    uint32_t ramp[256], out[STRIDE * HEIGHT];
    CHECK(pages != MAP_FAILED && !mprotect(pages + page, page, PROT_NONE));
    for (uint32_t i = 0; i < 256; i++)
        ramp[i] = next_random();
    for (size_t index = 0; (blend = cpu_blend_runnable(index)); index++) {
        for (uint32_t width = 1; width <= WIDTH_MAX; width++) {
            uint8_t *coverage = pages + page - CPU_BLEND_BEHIND - size;
            for (size_t i = 0; i < size; i++)
                coverage[i] = (uint8_t)next_random();
            for (uint32_t i = 0; i < STRIDE * HEIGHT; i++)
                out[i] = GUARD;
            blend->tile(out, STRIDE, coverage, WIDTH_MAX, width, HEIGHT, ramp);
            for (uint32_t i = 0; i < STRIDE * HEIGHT; i++) {
                uint32_t x = i % STRIDE, y = i / STRIDE;
                CHECK(out[i] == (x < width ? ramp[coverage[y * WIDTH_MAX + x]] : GUARD));
            }
        }
    }
    munmap(pages, page * 2);
}

static void surfaces_are_filled(void) {
    const struct cpu_blend *blend;
    for (size_t index = 0; (blend = cpu_blend_runnable(index)); index++) {
        for (uint32_t at = 0; at < 8; at++) {
            for (uint32_t count = 0; count < 70; count++) {
                uint32_t out[80];
                for (uint32_t i = 0; i < 80; i++)
                    out[i] = GUARD;
                blend->fill(out + at, count, 0xFF204060u);
                for (uint32_t i = 0; i < 80; i++)
                    CHECK(out[i] == (i - at < count ? 0xFF204060u : GUARD));
            }
        }
    }
}

static uint32_t exact_wash(uint32_t below, uint32_t color, float alpha) {
    uint32_t out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        float mixed =
            (float)((color | 0xFF000000u) >> shift & 0xFF) * alpha + (float)(below >> shift & 0xFF) * (1 - alpha);
        out |= (uint32_t)(mixed + 0.5f) << shift;
    }
    return out;
}

static void washes_are_laid(void) {
    const struct cpu_blend *blend;
    for (size_t index = 0; (blend = cpu_blend_runnable(index)); index++) {
        for (uint32_t count = 0; count < 600; count++) {
            uint32_t out[600], before[600], color = next_color(), bytes = 1 + next_random() % 255;
            float alpha = (float)bytes / 255;
            const struct cpu_wash wash = cpu_wash_of(color, alpha);
            for (uint32_t i = 0; i < 600; i++)
                before[i] = out[i] = (i % 2 ? next_random() << 24 : 0xFF000000u) | next_color();
            blend->wash(out, count, &wash);
            for (uint32_t i = 0; i < 600; i++)
                CHECK(i < count ? apart(out[i], exact_wash(before[i], color, alpha)) <= 1 : out[i] == before[i]);
            for (uint32_t i = 0; i < count; i += 2)
                CHECK(out[i] >> 24 == 0xFF); /* what is opaque stays so */
            cpu_blend_runnable(0)->wash(before, count, &wash);
            CHECK(!memcmp(out, before, sizeof out));
        }
    }
}

int main(int count, char **words) {
    if (count > 1 && strcmp(words[1], cpu_blend_chosen()->name) != 0) {
        printf("the version %s is chosen, not %s\n0 passed, 1 failed\n", cpu_blend_chosen()->name, words[1]);
        return 1;
    }
    RUN(ramps_are_the_formula);
    RUN(the_formula_has_known_values);
    RUN(tiles_are_looked_up);
    RUN(surfaces_are_filled);
    RUN(washes_are_laid);
    return test_end();
}
