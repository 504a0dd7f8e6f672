/* qr_plain_text says of UTF-8 what decoding it and asking qr_plain_run says: every code point, by itself and among
 * others; random text with ill-formed bytes, cut off at every place, within every limit of cells and columns; by every
 * version of the scan that can be run here. */
#include "plain_text.h"

#include "engine_kit.h"
#include "unicode_properties.h"
#include "utf8.h"

/* The slow way: decode all, ask for the run, and find the bytes of its characters. Less than four bytes are not looked
 * at, nor is what is less than four bytes from the end. */
static struct qr_plain_text want_of(const uint8_t *bytes, size_t length, uint32_t cells, uint32_t columns,
                                    unsigned ambiguous) {
    struct qr_plain_text want = {0, 0, 0};
    for (size_t at = 0; want.cells < cells && length - at >= 4;) {
        struct qr_utf8 utf8 = {0, 0, 0, 0};
        const uint8_t *p = bytes + at, *end = bytes + length;
        uint32_t c;
        unsigned width = 0;
        bool one = qr_utf8_decode(&utf8, &p, end, &c, 1, false) == 1;
        uint8_t again[4];
        struct text text = {0};
        text_code_point(&text, one ? c : 'x');
        memcpy(again, text.bytes, text.length);
        bool sound = one && (size_t)(p - bytes) - at == text.length && memcmp(again, bytes + at, text.length) == 0;
        text_free(&text);
        if (!sound || qr_plain_run(&c, 1, ambiguous, &width) == 0 || (want.cells > 0 && width != want.width))
            break;
        want.width = width;
        if ((want.cells + 1) * width > columns)
            break;
        want.cells++;
        at = (size_t)(p - bytes);
        want.bytes = (uint32_t)at;
    }
    return want;
}

static bool same(const struct qr_plain_text *have, const struct qr_plain_text *want) {
    return have->cells == want->cells && have->bytes == want->bytes && (want->cells == 0 || have->width == want->width);
}

static bool as_wanted(const struct text *text, size_t length, uint32_t cells, uint32_t columns, unsigned ambiguous) {
    const uint8_t *bytes = (const uint8_t *)text->bytes;
    struct qr_plain_text want = want_of(bytes, length, cells, columns, ambiguous);
    const struct qr_scan_version *version;
    for (size_t i = 0; (version = qr_scan_runnable(i)); i++) {
        struct qr_plain_text have = qr_plain_text_by(version, bytes, bytes + length, cells, columns, ambiguous);
        if (!same(&have, &want))
            return false;
    }
    return true;
}

static void every_code_point(void) {
    struct text text = {0};
    unsigned wrong = 0;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        text_clear(&text);
        text_code_point(&text, c);
        for (int i = 0; i < 24; i++) /* so that it is in the first vector, at every place, and behind it */
            text_code_point(&text, c);
        text_addf(&text, "....");
        wrong += !as_wanted(&text, text.length, 80, 80, 1);
        wrong += !as_wanted(&text, text.length, 80, 80, 2);
    }
    CHECK_INT(wrong, 0);
    text_free(&text);
}

static void add_random(struct random *r, struct text *to) {
    static const uint32_t ranges[][2] = {{0x20, 0x7E},      {0xA0, 0x17F},      {0x400, 0x48A},      {0x4E00, 0x4F00},
                                         {0x3041, 0x30A0},  {0x1F600, 0x1F610}, {0x300, 0x310},      {0xAC00, 0xAC10},
                                         {0xFFF0, 0x10010}, {0x20000, 0x20010}, {0x10F000, 0x10F010}};
    uint32_t kind = random_below(r, 8) == 0 ? random_below(r, 11) : random_below(r, 4);
    if (random_below(r, 60) == 0) {
        char byte = (char)random_below(r, 256);
        text_add(to, &byte, 1);
    } else {
        text_code_point(to, random_between(r, ranges[kind][0], ranges[kind][1]));
    }
}

static void random_text_and_limits(void) {
    struct random random = {11};
    struct text text = {0};
    unsigned wrong = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        text_clear(&text);
        bool same_kind = random_below(&random, 2);
        uint32_t base = random_below(&random, 2) ? 0x4E00 : 0xC0;
        for (uint32_t n = random_below(&random, 50); n > 0; n--) {
            if (same_kind && random_below(&random, 20))
                text_code_point(&text, base + random_below(&random, 64));
            else
                add_random(&random, &text);
        }
        size_t length = text.length - (text.length ? random_below(&random, 4) % text.length : 0);
        wrong += !as_wanted(&text, length, random_below(&random, 60), random_below(&random, 90),
                            random_between(&random, 1, 2));
    }
    CHECK_INT(wrong, 0);
    text_free(&text);
}

int main(void) {
    RUN(every_code_point);
    RUN(random_text_and_limits);
    return test_end();
}
