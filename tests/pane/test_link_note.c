/* Where a link leads, said so that it can be believed. */
#include "link_note.h"

#include "test.h"

static const struct {
    const char *target;
    unsigned cols;
    const char *note;
} examples[] = {
    {"https://example.org/", 80, " https://example.org/ "},
    {"", 80, "  "},
    {"https://example.org/", 22, " https://example.org/ "},
    {"https://example.org/", 21, " https://example.or\xE2\x80\xA6 "},
    {"https://example.org/", 10, " https:/\xE2\x80\xA6 "},
    {"https://k\xC3\xB6ln.de/", 80, " https://k\xC3\xB6ln.de/ "},
    {"https://\xE4\xB8\xAD.cn/", 13, " https://\xE4\xB8\xAD\xE2\x80\xA6 "},
    {"https://a.org/\xE2\x80\xAEgro.live", 80, " https://a.org/?gro.live "},
    {"https://a.org/\xE2\x80\x8Bx", 80, " https://a.org/?x "},
    {"https://a.org/\xC2\xADx", 80, " https://a.org/?x "},
    {"https://a.org/\x1B[1m\x7F", 80, " https://a.org/?[1m? "},
    {"https://a.org/\xF3\xA0\x80\xA1", 80, " https://a.org/? "},
    {"https://a.org/\xEF\xBB\xBF", 80, " https://a.org/? "},
};

static void by_the_table(void) {
    char note[LINK_NOTE_MAX];
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        link_note_write(examples[i].target, strlen(examples[i].target), examples[i].cols, note);
        CHECK_STR(note, examples[i].note);
    }
}

/* Any bytes, of any length, in any width: the note ends within its room. */
static void any_target_fits(void) {
    char target[4000], note[LINK_NOTE_MAX];
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        for (size_t i = 0; i < sizeof target; i++) {
            seed = seed * 1664525u + 1013904223u;
            target[i] = (char)(seed >> 24);
        }
        link_note_write(target, seed >> 8 & 4095 % sizeof target, seed & 1023, note);
        CHECK(memchr(note, '\0', sizeof note) != NULL);
    }
}

int main(void) {
    RUN(by_the_table);
    RUN(any_target_fits);
    return test_end();
}
