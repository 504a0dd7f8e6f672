/* What terminals answer, whole and cut anywhere, among keys and garbage. */
#include <stdlib.h>

#include "terminal_answers.h"

#include "test.h"

static struct terminal_answers read_pieces(const char *text, size_t length, size_t piece) {
    struct answer_reader reader;
    answer_reader_init(&reader);
    for (size_t at = 0; at < length; at += piece) {
        answer_reader_feed(&reader, text + at, length - at < piece ? length - at : piece);
    }
    return reader.answers;
}

static struct terminal_answers answers_to(const char *text) {
    return read_pieces(text, strlen(text), 4096);
}

static const char everything[] = "\033_Gi=31;OK\033\\\033P>|xterm(388)\033\\\033[6;20;10t\033[4;480;800t\033[8;24;80t"
                                 "\033]11;rgb:1e1e/8080/ffff\033\\\033[?1;0;256S\033[?2;0;1000;900S\033[?62;4;22c";

static void all_answers_are_understood(void) {
    for (size_t piece = 1; piece < sizeof everything; piece++) {
        struct terminal_answers answers = read_pieces(everything, sizeof everything - 1, piece);
        CHECK(answers.kitty && answers.attributes && answers.sixel && answers.has_background);
        CHECK_STR(answers.name, "xterm(388)");
        CHECK_INT(answers.cell_w_px, 10);
        CHECK_INT(answers.cell_h_px, 20);
        CHECK_INT(answers.width_px, 800);
        CHECK_INT(answers.height_px, 480);
        CHECK_INT(answers.cols, 80);
        CHECK_INT(answers.rows, 24);
        CHECK_INT(answers.registers, 256);
        CHECK_INT(answers.sixel_w_px, 1000);
        CHECK_INT(answers.sixel_h_px, 900);
        CHECK_INT(answers.background[0], 0x1e);
        CHECK_INT(answers.background[1], 0x80);
        CHECK_INT(answers.background[2], 0xff);
    }
}

static void what_is_not_said_is_not_there(void) {
    struct terminal_answers answers = answers_to("\033[?6c");
    CHECK(answers.attributes && !answers.sixel && !answers.kitty && !answers.has_background);
    CHECK_STR(answers.name, "");
    CHECK_INT(answers.cell_w_px, 0);
    CHECK(!answers_to("\033[?64;14;44c").sixel); /* 4 is a number of its own */
    CHECK(!answers_to("\033[4c").attributes);    /* of no terminal */
    CHECK(answers_to("\033[?1;2;4c").sixel);
}

static void an_error_is_no_yes(void) {
    CHECK(!answers_to("\033_Gi=31;ENOTSUP:no graphics\033\\").kitty);
    CHECK(!answers_to("\033_Gi=32;OK\033\\").kitty);
    CHECK(!answers_to("\033_Gi=31;OK").kitty); /* not ended */
    CHECK(answers_to("\033_Gi=31;OK\007").kitty);
    CHECK_INT(answers_to("\033[?1;3;256S").registers, 0);
    CHECK_INT(answers_to("\033[?2;1;10;10S").sixel_w_px, 0);
}

static void sizes_of_nothing_are_none(void) {
    CHECK_INT(answers_to("\033[6;0;0t").cell_w_px, 0);
    CHECK_INT(answers_to("\033[6;20t").cell_h_px, 0);
    CHECK_INT(answers_to("\033[6;99999999999;10t").cell_w_px, 0);
    CHECK_INT(answers_to("\033[8;-1;80t").rows, 0);
    CHECK(!answers_to("\033]11;rgb:/1/2\033\\").has_background);
    CHECK(!answers_to("\033]11;rgba:1/1/1/1\033\\").has_background);
    CHECK_INT(answers_to("\033]11;rgb:f/8/0\007").background[1], 0x88);
}

/* Keys, answers to others, a string that never fits, one that is broken off: what follows is understood all the same.
 */
static void others_words_do_no_harm(void) {
    char text[2000] = "ls\r\033[A\033OP\033[200~x\033[201~\033\033\033]52;c;";
    size_t length = strlen(text);
    memset(text + length, 'A', 1000);
    strcpy(text + length + 1000, "\033\\\033P1$r0m\033[\033_Gi=3\033[?62;4c");
    struct terminal_answers answers = answers_to(text);
    CHECK(answers.attributes && answers.sixel && !answers.kitty);
    CHECK_STR(answers.name, "");
}

static void a_long_name_is_cut(void) {
    struct terminal_answers answers = answers_to(
        "\033P>|"
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\033\\");
    CHECK_INT(strlen(answers.name), sizeof answers.name - 1);
}

static void garbage_is_survived(void) {
    static const char some[] = "\033[]P_\\;?4c0tSG\007\030\200\377 i=31OK";
    srand(15);
    for (int round = 0; round < 20000; round++) {
        char text[64];
        for (size_t i = 0; i < sizeof text; i++) {
            text[i] = some[(size_t)rand() % (sizeof some - 1)];
        }
        struct terminal_answers answers = read_pieces(text, sizeof text, 7);
        CHECK(strlen(answers.name) < sizeof answers.name);
    }
}

int main(void) {
    RUN(all_answers_are_understood);
    RUN(what_is_not_said_is_not_there);
    RUN(an_error_is_no_yes);
    RUN(sizes_of_nothing_are_none);
    RUN(others_words_do_no_harm);
    RUN(a_long_name_is_cut);
    RUN(garbage_is_survived);
    return test_end();
}
