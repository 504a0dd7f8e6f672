/* unicode_text.h - random text of all kinds of properties alike (break class, width, style that may be chosen), of
 * letters that go together, of emoji sequences and long clusters, with ill-formed bytes. */
#ifndef UNICODE_TEXT_H
#define UNICODE_TEXT_H

#include "engine_kit.h"
#include "unicode_lookup.h"

/* Code points by their byte of properties, so many of each at most. */
#define UNICODE_KIND_MAX 64
static uint32_t unicode_kinds[256][UNICODE_KIND_MAX], unicode_sizes[256], unicode_used[256], unicode_count;

static inline void unicode_collect(void) {
    struct random random = {5};
    for (uint32_t c = 0x20; c < 0x110000; c++) {
        unsigned kind = qr_unicode_property(c);
        if (c >= 0xD800 && c < 0xE000)
            continue;
        if (unicode_sizes[kind] == 0)
            unicode_used[unicode_count++] = kind;
        if (unicode_sizes[kind] < UNICODE_KIND_MAX)
            unicode_kinds[kind][unicode_sizes[kind]++] = c;
        else if (random_below(&random, 64) == 0)
            unicode_kinds[kind][random_below(&random, UNICODE_KIND_MAX)] = c;
    }
    CHECK(unicode_count > 20);
}

static inline void unicode_any(struct random *r, struct text *to) {
    uint32_t kind = unicode_used[random_below(r, unicode_count)];
    text_code_point(to, unicode_kinds[kind][random_below(r, unicode_sizes[kind])]);
}

static inline void unicode_letters(struct random *r, struct text *to) {
    static const uint32_t firsts[] = {'a', '0', 0xE0, 0x430, 0x4E00, 0x3041, 0xAC00, 0x905, 0x1F600, 0x2190};
    uint32_t first = firsts[random_below(r, sizeof firsts / sizeof *firsts)];
    for (uint32_t count = random_between(r, 1, 40); count > 0; count--)
        text_code_point(to, first + random_below(r, 20));
}

static inline void unicode_sequence(struct random *r, struct text *to) {
    static const uint32_t parts[] = {0x1F468, 0x200D, 0x2764,  0xFE0F, 0xFE0E, 0x1F3FB, 0x1F1E9, 0x1F1EA, 0x20E3,
                                     '1',     '#',    0x231A,  0x300,  0x1100, 0x1161,  0x11A8,  0x915,   0x94D,
                                     0x93E,   0x600,  0x1F680, 0x261D, 0xFE00, 0x200B,  0xE0020, 0x263A,  'e'};
    for (uint32_t count = random_between(r, 1, 12); count > 0; count--)
        text_code_point(to, parts[random_below(r, sizeof parts / sizeof *parts)]);
}

static inline void unicode_long_cluster(struct random *r, struct text *to) {
    text_code_point(to, random_below(r, 2) ? 'e' : 0x4E00);
    for (uint32_t count = random_between(r, 28, 34); count > 0; count--)
        text_code_point(to, 0x300 + random_below(r, 8));
}

static inline void unicode_piece(struct random *r, struct text *to) {
    uint32_t kind = random_below(r, 12);
    char byte = (char)random_below(r, 256);
    if (kind < 4)
        unicode_letters(r, to);
    else if (kind < 7)
        unicode_sequence(r, to);
    else if (kind < 11)
        unicode_any(r, to);
    else if (random_below(r, 6) == 0)
        unicode_long_cluster(r, to);
    else if (random_below(r, 2))
        text_add(to, &byte, 1);
}

#endif
