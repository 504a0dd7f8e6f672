/* Texts of the clipboard: counted, growing, in Latin-1 and back. */
#define _GNU_SOURCE
#include "clipboard_text.h"
#include "test.h"

static void counted(void) {
    struct clipboard_text *text = clipboard_text_copy("ab\0c", 4);
    CHECK(text != NULL && text->length == 4 && memcmp(text->bytes, "ab\0c", 5) == 0);
    CHECK(clipboard_text_hold(text) == text);
    clipboard_text_release(text);
    CHECK_STR(text->bytes, "ab");
    clipboard_text_release(text);
    clipboard_text_release(NULL);
    CHECK(clipboard_text_create((size_t)-1) == NULL && clipboard_text_create((size_t)-8) == NULL);
}

static void growing(void) {
    struct clipboard_text *text = clipboard_text_create(0);
    for (unsigned i = 0; i < 5000; i++) {
        CHECK(clipboard_text_append(&text, "xyz", i % 4));
    }
    CHECK_INT(text->length, 7500);
    CHECK(text->bytes[7500] == '\0' && memcmp(text->bytes, "xxyxyzxxyxyz", 12) == 0);
    CHECK(!clipboard_text_append(&text, "x", (size_t)-1) && text->length == 7500);
    clipboard_text_release(text);
}

static void narrowed(const char *from, const char *to) {
    struct clipboard_text *text = clipboard_text_copy(from, strlen(from)), *made = clipboard_text_to_latin1(text);
    CHECK_STR(made->bytes, to);
    CHECK_INT(made->length, strlen(to));
    clipboard_text_release(text);
    clipboard_text_release(made);
}

/* One '?' for each character that there is not, and for what is none. */
static void to_latin1(void) {
    narrowed("", "");
    narrowed("a\xC2\x80\xC3\xBF z", "a\x80\xFF z");
    narrowed("\xC4\x80\xE2\x82\xAC\xF0\x9F\x98\x80|", "???|");
    narrowed("\xC3|\x80|\xE2\x82|\xF0\x9F", "?|?|?|?");
    narrowed("\xC3", "?");
    narrowed("\xC3\xC3\xA9", "?\xE9");
}

static void from_latin1(void) {
    char all[256];
    for (int i = 0; i < 256; i++) {
        all[i] = (char)(unsigned char)i;
    }
    struct clipboard_text *text = clipboard_text_copy(all, 256), *wide = clipboard_text_from_latin1(text);
    struct clipboard_text *back = clipboard_text_to_latin1(wide);
    CHECK_INT(wide->length, 128 + 2 * 128);
    CHECK(memcmp(wide->bytes + 127, "\x7F\xC2\x80\xC2\x81", 5) == 0);
    CHECK(back->length == 256 && memcmp(back->bytes, all, 256) == 0);
    clipboard_text_release(text);
    clipboard_text_release(wide);
    clipboard_text_release(back);
}

int main(void) {
    RUN(counted);
    RUN(growing);
    RUN(to_latin1);
    RUN(from_latin1);
    return test_end();
}
