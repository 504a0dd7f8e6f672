/* qr_sgr_read says of bytes what taking them apart as a control sequence says: random renditions and other sequences,
 * cut off at every place, applied one after the other with one memo. */
#include "sgr_read.h"

#include "engine_kit.h"
#include "sgr_slow.h"

/* Every beginning of the text says the same both ways. */
static bool as_wanted(struct qr_sgr_memo *memo, const struct text *text, struct qr_style *pen) {
    const uint8_t *bytes = (const uint8_t *)text->bytes;
    bool same = true;
    for (size_t length = 0; length <= text->length; length++) {
        struct qr_style have = *pen, want = *pen;
        const uint8_t *behind = qr_sgr_read(memo, bytes, bytes + length, &have);
        same = same && behind == sgr_slow(bytes, bytes + length, &want) && qr_style_equal(have, want);
        if (length == text->length)
            *pen = want;
    }
    return same;
}

/* A value: of those that mean something, of bytes, around limits, long ones, none. */
static void add_value(struct random *r, struct text *text) {
    static const char *const odd[] = {"",    "0",     "00",    "007",      "255",       "256",
                                      "999", "65535", "65536", "99999999", "4294967297"};
    uint32_t kind = random_below(r, 8);
    if (kind == 0)
        text_addf(text, "%s", odd[random_below(r, sizeof odd / sizeof *odd)]);
    else
        text_addf(text, "%u", random_below(r, kind < 4 ? 60 : kind < 6 ? 110 : 256));
}

static void add_color(struct random *r, struct text *text) {
    const char *separator = random_below(r, 8) == 0 ? ":" : ";";
    uint32_t values = random_below(r, 2) == 0 ? 1 : 3;
    text_addf(text, "%c8%s%u", "345"[random_below(r, 3)], separator, values == 1 ? 5 : 2);
    for (uint32_t i = 0; i < values; i++) {
        text_addf(text, "%s", separator);
        add_value(r, text);
    }
}

static void draw(struct random *r, struct text *text) {
    uint32_t parts = random_below(r, random_below(r, 16) == 0 ? 40 : 4);
    text_clear(text);
    if (random_below(r, 32) == 0)
        text_addf(text, "%c", "<=>?"[random_below(r, 4)]);
    for (uint32_t i = 0; i < parts; i++) {
        if (i > 0)
            text_addf(text, "%c", random_below(r, 16) == 0 ? ':' : ';');
        if (random_below(r, 2) == 0)
            add_color(r, text);
        else
            add_value(r, text);
    }
    if (random_below(r, 32) == 0)
        text_addf(text, "%c", "\x18 \x7F$"[random_below(r, 4)]);
    text_addf(text, "%c", random_below(r, 16) == 0 ? "HJKn"[random_below(r, 4)] : 'm');
    text_addf(text, "%s", random_below(r, 2) == 0 ? "text" : "1mmmmmmmmmmmmmmmm");
}

static void random_sequences(void) {
    struct random r = {7};
    struct text text = {0};
    struct qr_sgr_memo *memo = calloc(1, sizeof *memo);
    struct qr_style pen = {0, 0};
    unsigned wrong = 0, renditions = 0;
    CHECK(memo != NULL);
    for (uint32_t i = 0; i < 200000 && wrong == 0; i++) {
        struct qr_style before = pen;
        draw(&r, &text);
        if (random_below(&r, 64) == 0)
            qr_style_set_link(&pen, random_below(&r, 1000));
        if (!as_wanted(memo, &text, &pen)) {
            printf("%.*s\n", (int)text.length, text.bytes);
            wrong++;
        }
        renditions += !qr_style_equal(before, pen);
    }
    CHECK_INT(wrong, 0);
    CHECK(renditions > 50000);
    free(memo);
    text_free(&text);
}

/* A memo that is full of others, and one that has just been asked the same, say the same. */
static void remembered(void) {
    struct qr_sgr_memo *memo = calloc(1, sizeof *memo);
    static const char *const renditions[] = {"1mxxxxxxx", "0;1;4mxxx", "38;5;1mxx",
                                             "mxxxxxxxx", "0mxxxxxxx", "7;27mxxxx"};
    unsigned wrong = 0;
    CHECK(memo != NULL);
    for (uint32_t i = 0; i < 4096; i++) {
        const uint8_t *bytes = (const uint8_t *)renditions[i % (sizeof renditions / sizeof *renditions)];
        struct qr_style have = {i / 7 % 300, 0}, want = have;
        const uint8_t *behind = qr_sgr_read(memo, bytes, bytes + 9, &have);
        wrong += behind != sgr_slow(bytes, bytes + 9, &want) || !qr_style_equal(have, want);
    }
    CHECK_INT(wrong, 0);
    free(memo);
}

int main(void) {
    RUN(random_sequences);
    RUN(remembered);
    return test_end();
}
