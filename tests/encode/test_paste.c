#include "test.h"

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

int main(void) {
    RUN(line_ends_become_cr);
    RUN(controls_are_removed);
    RUN(text_is_kept_and_repaired);
    RUN(risk_is_seen);
    RUN(capacity_is_respected);
    RUN(random_text_is_harmless);
    return test_end();
}
