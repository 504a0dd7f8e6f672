#include "test.h"

#include <stdlib.h>

#include <quire/paste.h>

#include "visible.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

static const char *pasted(bool bracketed, const char *text, size_t text_length) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[256];
    size_t length = 0;
    modes.bracketed_paste = bracketed;
    CHECK_INT(quire_paste_encode(&modes, text, text_length, bytes, sizeof bytes, &length), QUIRE_OK);
    return visible(bytes, length);
}

static void line_ends_become_cr(void) {
    CHECK_STR(pasted(false, TEXT("a\nb")), "a<0d>b");
    CHECK_STR(pasted(false, TEXT("a\r\nb\rc\n\nd\r\r\n")), "a<0d>b<0d>c<0d><0d>d<0d><0d>");
    CHECK_STR(pasted(false, TEXT("\n\r")), "<0d><0d>");
    CHECK_STR(pasted(true, TEXT("x\n")), "<1b>[200~x<0d><1b>[201~");
}

static void controls_are_removed(void) {
    CHECK_STR(pasted(false, TEXT("a\tb\0c\x1b[31md\x7f")), "a<09>bc[31md");
    CHECK_STR(pasted(true, TEXT("x\x1b[201~rm\n")), "<1b>[200~x[201~rm<0d><1b>[201~");
    CHECK_STR(pasted(true, TEXT("x\xc2\x9b"
                                "201~y")),
              "<1b>[200~x201~y<1b>[201~"); /* CSI as one code point */
    CHECK_STR(pasted(false, TEXT("\xc2\x85\xc2\xa0")), "<c2><a0>");
}

static void text_is_kept_and_repaired(void) {
    CHECK_STR(pasted(false, TEXT("")), "");
    CHECK_STR(pasted(true, TEXT("")), "<1b>[200~<1b>[201~");
    CHECK_STR(pasted(false, NULL, 0), "");
    CHECK_STR(pasted(false, TEXT("\xe6\xbc\xa2\xf0\x9f\x98\x80")), "<e6><bc><a2><f0><9f><98><80>");
    CHECK_STR(pasted(false, TEXT("\x9b"
                                 "2J")),
              "<ef><bf><bd>2J"); /* a raw C1 byte is no UTF-8 */
    CHECK_STR(pasted(false, TEXT("\xed\xa0\x80z")), "<ef><bf><bd><ef><bf><bd><ef><bf><bd>z");
    CHECK_STR(pasted(false, TEXT("\xe6\xbc")), "<ef><bf><bd><ef><bf><bd>");
    CHECK_STR(pasted(false, TEXT("\xe6\x1b")), "<ef><bf><bd>"); /* no control hides in a broken character */
    CHECK_STR(pasted(false, TEXT("\xc0\x9b")), "<ef><bf><bd><ef><bf><bd>");
}

static void risk_is_seen(void) {
    CHECK(!quire_paste_is_risky(TEXT("")));
    CHECK(!quire_paste_is_risky(NULL, 0));
    CHECK(!quire_paste_is_risky(TEXT("rm -rf /\tx \xe6\xbc\xa2")));
    CHECK(quire_paste_is_risky(TEXT("ls\n")));
    CHECK(quire_paste_is_risky(TEXT("ls\r")));
    CHECK(quire_paste_is_risky(TEXT("\x1b[A")));
    CHECK(quire_paste_is_risky(TEXT("a\0b")));
    CHECK(quire_paste_is_risky(TEXT("\xc2\x9b")));
}

static void capacity_is_respected(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[64];
    size_t length, need = 12 + 5;
    modes.bracketed_paste = true;
    for (size_t capacity = 0; capacity <= need + 1; capacity++) {
        memset(bytes, '#', sizeof bytes);
        enum quire_result want = capacity < need ? QUIRE_NO_SPACE : QUIRE_OK;
        CHECK_INT(quire_paste_encode(&modes, TEXT("ab\r\ncd"), bytes, capacity, &length), want);
        CHECK_INT(length, need);
        CHECK_INT(bytes[0], want == QUIRE_OK ? '\033' : '#');
        CHECK_INT(bytes[need], '#');
    }
    CHECK_INT(quire_paste_encode(&modes, NULL, 3, bytes, 64, &length), QUIRE_INVALID);
    CHECK_INT(quire_paste_encode(NULL, TEXT("a"), bytes, 64, &length), QUIRE_INVALID);
}

/* Whatever the clipboard holds: it fits the promised size, and nothing in it can end the paste or start a sequence. */
static void random_text_is_harmless(void) {
    unsigned state = 3;
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char text[40], bytes[3 * sizeof text + 12];
    modes.bracketed_paste = true;
    for (int round = 0; round < 100000; round++) {
        size_t text_length = next_random(&state) % (sizeof text + 1), length = 0;
        unsigned range = next_random(&state) % 2 ? 256 : 32;
        for (size_t i = 0; i < text_length; i++)
            text[i] = (char)(next_random(&state) % range);
        CHECK_INT(quire_paste_encode(&modes, text, text_length, bytes, 3 * text_length + 12, &length), QUIRE_OK);
        /* A buffer that just holds it gets the same as one into which anything fits. */
        char exact[sizeof bytes];
        size_t again = 0;
        CHECK_INT(quire_paste_encode(&modes, text, text_length, exact, length, &again), QUIRE_OK);
        CHECK(again == length && memcmp(exact, bytes, length) == 0);
        for (size_t i = 6; i + 6 < length; i++) {
            unsigned char byte = (unsigned char)bytes[i];
            CHECK(byte >= 0x20 || byte == '\t' || byte == '\r');
            CHECK(byte != 0x7F);
            CHECK(!((unsigned char)bytes[i - 1] == 0xC2 && byte < 0xA0));
        }
    }
}

/* --- the same as character by character */

struct decoded {
    uint32_t code_point;
    size_t size;
};

/* By table 3-7 of the Unicode standard, the bytes of each row as ranges. */
static struct decoded decode(const unsigned char *bytes, size_t length) {
    static const unsigned char rows[9][4] = {{2, 0xC2, 0x80, 0xBF}, {3, 0xE0, 0xA0, 0xBF}, {3, 0xE1, 0x80, 0xBF},
                                             {3, 0xED, 0x80, 0x9F}, {3, 0xEE, 0x80, 0xBF}, {4, 0xF0, 0x90, 0xBF},
                                             {4, 0xF1, 0x80, 0xBF}, {4, 0xF4, 0x80, 0x8F}, {0, 0xF5, 0, 0}};
    const unsigned char *row = NULL;
    for (size_t i = 0; i < 9 && bytes[0] >= rows[i][1]; i++)
        row = rows[i];
    if (bytes[0] < 0x80)
        return (struct decoded){bytes[0], 1};
    if (!row || row[0] == 0 || length < row[0] || bytes[1] < row[2] || bytes[1] > row[3])
        return (struct decoded){0xFFFD, 1};
    uint32_t code_point = bytes[0] & (0x7Fu >> row[0]);
    for (size_t i = 1; i < row[0]; i++) {
        if (bytes[i] < 0x80 || bytes[i] > 0xBF)
            return (struct decoded){0xFFFD, 1};
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    }
    return (struct decoded){code_point, row[0]};
}

/* What quire/paste.h says, without brackets. */
static size_t model(const char *text, size_t length, char *to) {
    const unsigned char *bytes = (const unsigned char *)text;
    struct decoded c;
    size_t size = 0;
    for (size_t at = 0; at < length; at += c.size) {
        c = decode(bytes + at, length - at);
        bool feeds = c.code_point == '\n' && (at == 0 || bytes[at - 1] != '\r');
        if (c.code_point == '\r' || feeds)
            to[size++] = '\r';
        else if (c.code_point == 0xFFFD)
            size += (size_t)sprintf(to + size, "\xEF\xBF\xBD");
        else if (c.code_point == '\t' || (c.code_point >= 0x20 && (c.code_point < 0x7F || c.code_point > 0x9F)))
            size += (size_t)(memcpy(to + size, text + at, c.size) ? c.size : 0);
    }
    return size;
}

static bool model_is_risky(const char *text, size_t length) {
    struct decoded c;
    for (size_t at = 0; at < length; at += c.size) {
        c = decode((const unsigned char *)text + at, length - at);
        if (c.code_point != '\t' && (c.code_point < 0x20 || (c.code_point >= 0x7F && c.code_point < 0xA0)))
            return true;
    }
    return false;
}

/* Into a buffer that holds anything, and into one that just holds it. */
static bool as_modelled(const char *text, size_t length) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char *want = malloc(3 * length + 13), *got = malloc(3 * length + 12), *copy = malloc(length + 1);
    size_t want_length = model(text, length, want), any = 0, exact = 0;
    memcpy(copy, text, length); /* in memory of its own, where a sanitizer sees what is read behind it */
    copy = realloc(copy, length > 0 ? length : 1);
    bool right = quire_paste_encode(&modes, copy, length, got, 3 * length + 12, &any) == QUIRE_OK &&
                 any == want_length && memcmp(got, want, any) == 0;
    got = realloc(got, any > 0 ? any : 1);
    memset(got, 0, any);
    right = right && quire_paste_encode(&modes, copy, length, got, any, &exact) == QUIRE_OK && exact == any &&
            memcmp(got, want, any) == 0 && quire_paste_is_risky(copy, length) == model_is_risky(copy, length);
    free(copy);
    free(got);
    free(want);
    return right;
}

static const char *const parts[] = {"word ",
                                    "\n",
                                    "\r\n",
                                    "\t",
                                    "\r",
                                    "\xC3\xA9",
                                    "\xD0\x96",
                                    "\xE6\xBC\xA2",
                                    "\xED\x95\x9C",
                                    "\xE0\xB8\x81",
                                    "\xF0\x9F\x98\x80",
                                    "\xC2\xA0",
                                    "\xC2\x9B",
                                    "\xED\xA0\x80",
                                    "\xF4\x90\x80\x80",
                                    "\x1B[201~",
                                    "\xFF",
                                    "\xE6\xBC",
                                    "a long run of letters in one line, longer than any vector "};
#define PARTS (sizeof parts / sizeof *parts)

/* Parts in any order, of which the first `kinds` occur, and bytes that are random. */
static void fill_text(char *text, size_t length, unsigned seed) {
    size_t kinds = seed % 3 == 0 ? 4 : seed % 3 == 1 ? 12 : PARTS;
    for (size_t at = 0; at < length;) {
        const char *part = next_random(&seed) % 4 == 0 ? parts[PARTS - 1] : parts[next_random(&seed) % kinds];
        for (; *part && at < length; part++)
            text[at++] = *part;
    }
    for (size_t i = 0; seed % 5 == 0 && i < 4; i++)
        text[next_random(&seed) % length] = (char)next_random(&seed);
}

/* A text that is split at every place: each of the two parts is what the model makes of it. */
static void every_split_is_as_modelled(void) {
    char text[160];
    unsigned wrong = 0;
    for (unsigned seed = 1; seed < 400; seed++) {
        fill_text(text, sizeof text, seed);
        for (size_t split = 0; split <= sizeof text; split++)
            wrong += !as_modelled(text, split) || !as_modelled(text + split, sizeof text - split);
    }
    CHECK_INT(wrong, 0);
}

static void random_bytes_are_as_modelled(void) {
    char text[96];
    unsigned state = 11, wrong = 0;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)(next_random(&state) % 256);
        wrong += !as_modelled(text, next_random(&state) % (sizeof text + 1));
    }
    CHECK_INT(wrong, 0);
}

/* Long ones, in which an encoder's own pieces end somewhere. */
static void long_text_is_as_modelled(void) {
    enum { LONG = 40000 };
    char *text = malloc(LONG);
    unsigned wrong = 0;
    for (unsigned seed = 1; seed < 60; seed++) {
        fill_text(text, LONG, seed);
        wrong += !as_modelled(text + seed % 7, LONG - 64 - seed);
    }
    CHECK_INT(wrong, 0);
    free(text);
}

int main(void) {
    RUN(line_ends_become_cr);
    RUN(controls_are_removed);
    RUN(text_is_kept_and_repaired);
    RUN(risk_is_seen);
    RUN(capacity_is_respected);
    RUN(random_text_is_harmless);
    RUN(every_split_is_as_modelled);
    RUN(random_bytes_are_as_modelled);
    RUN(long_text_is_as_modelled);
    return test_end();
}
