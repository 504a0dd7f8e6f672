/* floods.h - streams without end that ask for more than they look like: new styles, new links, any bytes, the largest
 * counts, one line without an end; and lines of letters, to compare them with.
 *
 * A flood fills a buffer with as many whole pieces as fit and moves its state on. Fixed seeds: every run sees the same
 * bytes. tests/engine/test_bounded.c looks at what they leave in memory, bench_cliffs at what a byte of them costs. */
#ifndef FLOODS_H
#define FLOODS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "workload.h"

/* No piece is longer. */
#define FLOOD_PIECE_MAX 256u

struct flood {
    const char *name;
    size_t (*piece)(char *to, struct generator *generator, uint64_t number);
};

/* 80 printable characters and a line end. */
static size_t flood_lines(char *to, struct generator *g, uint64_t number) {
    (void)number;
    for (int i = 0; i < 80; i++)
        to[i] = (char)(0x20 + generator_below(g, 95));
    to[80] = '\r';
    to[81] = '\n';
    return 82;
}

/* Pairs of colours that an xor-folded hash without a key would put into one place. */
static size_t flood_styles(char *to, struct generator *g, uint64_t number) {
    unsigned c = (unsigned)(number % 256);
    (void)g;
    return (size_t)sprintf(to, "\033[38;2;%u;0;0;58;2;0;0;%umx%s", c, c, c % 80 == 79 ? "\033[m\r\n" : "");
}

/* A URI of its own for each word. */
static size_t flood_links(char *to, struct generator *g, uint64_t number) {
    (void)g;
    return (size_t)sprintf(to, "\033]8;;file:///home/user/src/%llu/%llu\033\\name\033]8;;\033\\%s",
                           (unsigned long long)(number / 8), (unsigned long long)(number % 8),
                           number % 8 == 7 ? "\r\n" : " ");
}

static size_t flood_bytes(char *to, struct generator *g, uint64_t number) {
    (void)number;
    for (int i = 0; i < 8; i++)
        to[i] = (char)generator_below(g, 256);
    return 8;
}

/* Any control sequence, with counts of any size. */
static size_t flood_counts(char *to, struct generator *g, uint64_t number) {
    static const char *const counts[] = {"65535", "", "0", "1", "999", "65535"};
    static const char intermediates[] = "$*'# ";
    size_t length = (size_t)sprintf(to, "%c\033[", 'a' + (int)(number % 26));
    for (uint32_t i = generator_below(g, 6); i > 0; i--)
        length += (size_t)sprintf(to + length, "%s%s", counts[generator_below(g, 6)], i > 1 ? ";" : "");
    if (generator_below(g, 3) == 0)
        to[length++] = intermediates[generator_below(g, sizeof intermediates - 1)];
    to[length++] = (char)(0x40 + generator_below(g, 63));
    return length;
}

/* No line ends at all. */
static size_t flood_line(char *to, struct generator *g, uint64_t number) {
    (void)g;
    memset(to, 'a' + (int)(number % 26), 64);
    return 64;
}

static const struct flood floods[] = {
    {"lines", flood_lines}, {"styles", flood_styles}, {"links", flood_links},
    {"bytes", flood_bytes}, {"counts", flood_counts}, {"one line", flood_line},
};

enum { FLOOD_LINES, FLOOD_STYLES, FLOOD_LINKS, FLOOD_BYTES, FLOOD_COUNTS, FLOOD_LINE, FLOODS };

struct flood_state {
    struct generator generator;
    uint64_t number;
};

static inline size_t flood_fill(const struct flood *flood, struct flood_state *state, char *to, size_t room) {
    size_t length = 0;
    while (room - length >= FLOOD_PIECE_MAX)
        length += flood->piece(to + length, &state->generator, state->number++);
    return length;
}

#endif
