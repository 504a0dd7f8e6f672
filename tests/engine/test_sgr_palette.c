/* qr_sgr_read_palette says what taking the rendition apart as a control sequence says, or nothing: every pair of values
 * of up to four digits' length, and each byte of one changed into every other. */
#include "sgr_palette.h"

#include "engine_kit.h"
#include "sgr_slow.h"

/* Nothing, or the same; *read: it was something. */
static bool as_wanted(const char *text, bool *read) {
    const uint8_t *bytes = (const uint8_t *)text;
    struct qr_style have = {UINT64_C(0x5A) << 52, 0}, want = have, before = have;
    const uint8_t *behind = qr_sgr_read_palette(bytes, &have);
    *read = behind != NULL;
    if (!behind)
        return qr_style_equal(have, before);
    return behind == sgr_slow(bytes, bytes + QR_SGR_PALETTE_BYTES, &want) && qr_style_equal(have, want);
}

/* As it stands before other text that looks like more of it. */
static bool pair_as_wanted(const char *form, unsigned front, unsigned back, bool *read) {
    char text[64];
    int length = snprintf(text, sizeof text, form, front, back);
    snprintf(text + length, sizeof text - (size_t)length, "5;48;5;17m48;5;5m1234567890123");
    return as_wanted(text, read);
}

static void values(void) {
    unsigned wrong = 0, missed = 0;
    bool one, both;
    for (unsigned front = 0; front < 1100; front += front < 300 ? 1 : 37) {
        for (unsigned back = 0; back < 1100; back += back < 300 ? 1 : 37) {
            wrong += !pair_as_wanted("38;5;%um", front, back, &one);
            wrong += !pair_as_wanted("38;5;%u;48;5;%um", front, back, &both);
            missed += one != (front <= 255) || both != (front <= 255 && back <= 255);
        }
    }
    CHECK_INT(wrong, 0);
    CHECK_INT(missed, 0);
}

static void changed_bytes(void) {
    static const char *const texts[] = {"38;5;7m", "38;5;146m", "38;5;1;48;5;2m", "38;5;146;48;5;215m",
                                        "38;5;07;48;5;9m"};
    unsigned wrong = 0;
    bool read;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t length = strlen(texts[i]);
        for (size_t place = 0; place < length; place++) {
            for (unsigned byte = 1; byte < 256; byte++) {
                char text[64];
                snprintf(text, sizeof text, "%s%s", texts[i], "text in this style and more");
                text[place] = (char)byte;
                wrong += !as_wanted(text, &read);
            }
        }
    }
    CHECK_INT(wrong, 0);
}

int main(void) {
    RUN(values);
    RUN(changed_bytes);
    return test_end();
}
