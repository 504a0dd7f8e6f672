/* Soft wraps end with the text that made them: what is one line in copying, searching, dumping and resizing. */
#include "inputs.h"

static const char *recordings; /* the folder */

/* The lines of a terminal with its history, "|" between them; blank ones at the end left out. */
static const char *lines(struct kit *kit) {
    text_clear(&kit->scratch);
    kit_format(kit, QUIRE_FORMAT_TEXT, &kit->scratch);
    struct text *text = &kit->scratch;
    while (text->length > 0 && text->bytes[text->length - 1] == '\n')
        text->bytes[--text->length] = 0;
    for (char *at = text->bytes; (at = strchr(at, '\n')) != NULL;)
        *at = '|';
    return text->bytes;
}

/* What a terminal of 10x4 shows behind `input`. */
static void check_lines(const char *input, const char *expected) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, input);
    CHECK_STR(lines(&kit), expected);
    CHECK(kit_sound(&kit));
    kit_close(&kit);
}

#define WRAPPED "0123456789ab" /* rows 0 and 1 */

static void text_in_the_last_column(void) {
    check_lines(WRAPPED "\033[1;1HABCDEFGHIJ\r\nQ", "ABCDEFGHIJ|Qb");
    check_lines(WRAPPED "\033[1;10HJ", "012345678J|ab");
    check_lines(WRAPPED "\033[1;9HI", "01234567I9ab");   /* that is not the last column */
    check_lines(WRAPPED "\033[1;10HJK", "012345678JKb"); /* text wraps there again */
    check_lines(WRAPPED "\033[1;9HI\033[b", "01234567II|ab");
    check_lines(WRAPPED "\033[1;9H\xE6\xBC\xA2", "01234567\xE6\xBC\xA2|ab");
    check_lines(WRAPPED "\033[1;1H\033[4hX\033[4l", "X012345678|ab"); /* insert mode moves text there */
    check_lines(WRAPPED "\033[1;1H\033[@", " 012345678|ab");
    check_lines(WRAPPED "\033[1;1H\033[P", "123456789|ab");
    check_lines(WRAPPED "\033[?7l\033[1;1HABCDEFGHIJK\033[?7h", "ABCDEFGHIK|ab");
    check_lines(WRAPPED "\033[88;1;8;1;10$x", "0123456XXX|ab"); /* DECFRA */
    check_lines(WRAPPED "\033[88;1;8;1;9$x", "0123456XX9ab");
    check_lines(WRAPPED "\033[3;1Hxyz\033[3;1;3;3;1;1;8$v", "0123456xyz|ab|xyz"); /* DECCRA */
    check_lines("012345678\xE6\xBC\xA2x\033[1;9HQR", "01234567QR|\xE6\xBC\xA2x"); /* over the column left empty */
}

/* A look is no text. */
static void looks_keep_it(void) {
    check_lines(WRAPPED "\033[1;1;2;10;1$r", "0123456789ab");
    check_lines(WRAPPED "\033[1;1;2;10;7$t", "0123456789ab");
}

static void erasing_the_end(void) {
    check_lines(WRAPPED "\033[1;5H\033[K", "0123|ab");
    check_lines(WRAPPED "\033[1;10H\033[X", "012345678|ab");
    check_lines(WRAPPED "\033[1;1;1;10${", "|ab");
    check_lines(WRAPPED "\033[1;10H\033[1K", "|ab");
}

/* All of the row that text went on in. */
static void erasing_what_goes_on(void) {
    const char *const all[] = {"\033[2;1H\033[K",  "\033[2;5H\033[2K",  "\033[2;10H\033[1K", "\033[2;1H\033[10X",
                               "\033[2;1H\033[J",  "\033[2;1H\033[99X", "\033[2;1;2;10$z",   "\033[2;1;2;10${",
                               "\033[2;1H\033[?K", "\033[2;1H\033[?J"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text input = {0};
        text_addf(&input, WRAPPED "%s\033[2;2Hz", all[i]);
        check_lines(input.bytes, "0123456789| z");
        text_free(&input);
    }
    check_lines(WRAPPED "\033[2;2H\033[K", "0123456789a");                         /* not from its first column on */
    check_lines(WRAPPED "\033[2;1H\033[9X", "0123456789");                         /* not over its whole width */
    check_lines(WRAPPED "\033[2;1H\033[9X\033[2;3Hz", "0123456789  z");            /* so it goes on */
    check_lines("0123456789\033[1\"qa\033[0\"qb\033[2;1H\033[?2K", "0123456789a"); /* protected text stays */
}

/* The first row of the screen goes on with what history ends with. */
static void erasing_below_history(void) {
    const char *const all[] = {"\033[H\033[J", "\033[2J", "\033[1;1H\033[K", "\033[4;10H\033[1J"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text input = {0};
        text_addf(&input, "0123456789abcdefghij\r\n1\r\n2\r\n3%s\033[1;1Hz\033[2;1H\033[J", all[i]);
        check_lines(input.bytes, "0123456789|z");
        text_free(&input);
    }
    check_lines("0123456789abcdefghij\r\n1\r\n2\r\n3\033[1;1Hz", "0123456789|zbcdefghij|1|2|3");
}

/* Programs that draw a screen do not write a row again that looks as it should: only what went on is replaced. */
static void text_in_the_first_column(void) {
    check_lines(WRAPPED "\033[2;1HA", "0123456789|Ab");
    check_lines(WRAPPED "\033[2;1HAB\033[K", "0123456789|AB");
    check_lines(WRAPPED "\033[2;2HB", "0123456789aB");
    check_lines(WRAPPED "\033[2;1HABC\033[1;10H9ab\033[K", "0123456789ab"); /* text wrapped there again */
    check_lines(WRAPPED "cdefghijkl\033[2;1HA", "0123456789|Abcdefghijkl"); /* the rest of the line stays with it */
    check_lines(WRAPPED "\033[2;1H\033[@\033[P", "0123456789ab");           /* moved, not replaced */
    check_lines("0123456789\033[88;2;1;2;10$x", "0123456789|XXXXXXXXXX");
    check_lines(WRAPPED "\033[89;2;1;2;10$x", "0123456789|YYYYYYYYYY");
    check_lines("0123456789abcdefghij\r\n1\r\n2\r\n3\033[1;1Hz\033[K", "0123456789|z|1|2|3"); /* below history */
}

/* Line editors write a blank at the margin, go back, and write over it: readline does, typing or pasting. */
static void blanks_at_the_margin(void) {
    check_lines("0123456789 \rab", "0123456789ab");
    check_lines("0123456789 \r", "0123456789");
    check_lines("0123456789 \ra\033[2;1HA", "0123456789|A"); /* once */
    check_lines("0123456789 b\033[2;1HA", "0123456789|Ab");  /* a blank that is text */
    check_lines("0123456789  \033[2;1HA", "0123456789|A");   /* and two of them */
    check_lines("0123456789 \033[2;4Hx\033[2;1HA", "0123456789|A  x");
    check_lines("0123456789 \r\xE6\xBC\xA2z", "0123456789\xE6\xBC\xA2z");
    check_lines("0123456789 \r \rab", "0123456789ab");
    check_lines("0123456789 \rabcdefghij \rkl", "0123456789abcdefghijkl");
}

/* Text that wraps below a region does not disturb the rows under it. */
static void wrapping_in_a_region(void) {
    check_lines("\033[4;1Hunder\033[1;3r\033[3;1H0123456789ab", "||0123456789ab|under");
    check_lines("\033[3;4r\033[1;1Ha\033[4;1H0123456789ab", "a||0123456789ab");
    check_lines("\033[1;2r\033[4;1H0123456789ab", "|||ab23456789"); /* outside of it nothing scrolls */
}

static void one_row(void) {
    struct kit kit;
    kit_open(&kit, 10, 1);
    feed(&kit, "0123456789abcdefghijkl\r\nx");
    CHECK_STR(lines(&kit), "0123456789abcdefghijkl|x");
    CHECK(kit_sound(&kit));
    kit_close(&kit);
}

static void check_recording(const char *name, const char *expected) {
    struct kit kit;
    struct text path = {0}, bytes = {0};
    text_addf(&path, "%s/%s.vt", recordings, name);
    CHECK(input_read(path.bytes, &bytes));
    kit_open(&kit, 40, 12);
    CHECK_INT(quire_terminal_feed(kit.terminal, bytes.bytes, bytes.length), QUIRE_OK);
    CHECK_STR(lines(&kit), expected);
    CHECK(kit_sound(&kit));
    kit_close(&kit);
    text_free(&path);
    text_free(&bytes);
}

#define SHOWN                                                                                                          \
    "alpha a000 a001 a002 a003 a004 a005 a006|beta b000 b001 b002 b003 b004 b005 b006|gamma short|"                    \
    "delta d00d01d02d03d04d05d06d07d08d09d10d|line 0|line 1|line 2|line 3"

/* A file with long lines, wrapped at first; then ":set nowrap". The first row stays as it is. */
static void editors(void) {
    check_recording("vim_nowrap", SHOWN "|~|~|~|:set nowrap");
    check_recording("nvim_nowrap", SHOWN "|~|~|long.txt              2,1            All|:set nowrap");
}

/* Long lines in a shell, then the window is split. */
static void split_windows(void) {
    check_recording("tmux_split",
                    "delta d00d01d02d03d0\u2502delta d00d01d02d03d|4d05d06d07d08d09d10d\u250204d05d06d07d08d09d1|"
                    "11d12d13d14d15d16d17\u25020d11d12d13d14d15d16|d18d19d20d21d22d23d2\u2502d17d18d19d20d21d22d|"
                    "4d25d26d27d28d29d30d\u250223d24d25d26d27d28d2|31d32d33d34d35d36d37\u25029d30d31d32d33d34d35|"
                    "d38d39              \u2502d36d37d38d39|line 0              \u2502line 0|"
                    "line 1              \u2502line 1|line 2              \u2502line 2|"
                    "line 3              \u2502line 3|#                   \u2502#");
    check_recording("tmux_split_below", " a023 a024 a025 a026 a027 a028 a029|"
                                        "beta b000 b001 b002 b003 b004 b005 b006 b007 b008 b009 b010 b011 b012 b013 "
                                        "b014 b015 b016 b017 b018 b019 b020 b021 b022 b023 b024|#|"
                                        "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                                        "\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                                        "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                                        "\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                                        "|line 0|line 1|line 2|line 3|#");
}

int main(int count, char **arguments) {
    recordings = count > 1 ? arguments[1] : ".";
    RUN(text_in_the_last_column);
    RUN(looks_keep_it);
    RUN(erasing_the_end);
    RUN(erasing_what_goes_on);
    RUN(erasing_below_history);
    RUN(text_in_the_first_column);
    RUN(blanks_at_the_margin);
    RUN(wrapping_in_a_region);
    RUN(one_row);
    RUN(editors);
    RUN(split_windows);
    return test_end();
}
