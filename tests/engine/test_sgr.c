/* SGR in all its forms: colours with colons and semicolons, underlines, what is accepted and what is left alone. */
#include "story_kit.h"

/* The style that a sequence leaves behind, by DECRQSS. */
static void styles(void) {
    static const struct {
        const char *parameters, *setting;
    } cases[] = {
        {"1;2;3;4;5;7;8;9;53", "0;1;2;3;5;7;8;9;53;4"},
        {"4:0", "0"},
        {"4:1", "0;4"},
        {"4:2", "0;4:2"},
        {"4:3", "0;4:3"},
        {"4:4", "0;4:4"},
        {"4:5", "0;4:5"},
        {"4:3;4:6", "0;4:3"}, /* no such underline */
        {"4:", "0"},          /* no kind is none */
        {"21", "0;4:2"},
        {"4:3;24", "0"},
        {"53;55", "0"},
        {"6", "0;5"},
        {"58:2::1:2:3", "0;58:2::1:2:3"},
        {"58;2;1;2;3", "0;58:2::1:2:3"},
        {"58:5:9", "0;58:5:9"},
        {"58;5;9", "0;58:5:9"},
        {"58;5;9;59", "0"},
        {"38:2:1:2:3", "0;38:2::1:2:3"},
        {"38:2::1:2:3", "0;38:2::1:2:3"},
        {"38:2:0:1:2:3", "0;38:2::1:2:3"},
        {"38:2::1:2:3:0:1", "0;38:2::1:2:3"}, /* tolerance and its space */
        {"38;2;1;2;3", "0;38:2::1:2:3"},
        {"48:2::1:2:3", "0;48:2::1:2:3"},
        {"38:5:200", "0;38:5:200"},
        {"38;5;200;1", "0;1;38:5:200"},
        {"38;5;3", "0;33"},
        {"48;5;12", "0;104"},
        {"38;5;256", "0"},
        {"38;2;1;2;256", "0"},
        {"38:5:256", "0"},
        {"38:2:1:2", "0"},
        {"38", "0"},
        {"38;5", "0"},
        {"38;2;1;2", "0"},
        {"38;9;1;1", "0"}, /* no such kind of colour: what is behind it is not guessed at */
        {"1;38:9;3", "0;1;3"},
        {"38:3::1:2:3;1", "0;1"},                               /* CMY, which is not known */
        {"1;73;74;75;10;11;20;26;50;51;52;54;60;64;65", "0;1"}, /* accepted, without effect */
        {"1;99;107", "0;1;107"},
        {"31;;1", "0;1"},
        {"1;0", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        struct text expected = {0};
        kit_open(&kit, 20, 4);
        text_addf(&expected, C "%sm" E "P$qm" ST, cases[i].parameters);
        feed(&kit, expected.bytes);
        text_clear(&expected);
        text_addf(&expected, E "P1$r%sm" ST, cases[i].setting);
        if (strcmp(kit.replies.bytes, expected.bytes) != 0)
            printf("%s\n", cases[i].parameters);
        CHECK_STR(kit.replies.bytes, expected.bytes);
        text_free(&expected);
        kit_close(&kit);
    }
}

/* 22 ends bold and dim, 25 both kinds of blinking; a link outlives SGR 0. */
static void ends(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, C "1;2;3;4;5;7;8;9m" C "22;23;24;25;27;28;29m" E "P$qm" ST);
    CHECK_STR(kit_take(&kit.replies), E "P1$r0m" ST);
    kit_close(&kit);
}

int main(void) {
    RUN(styles);
    RUN(ends);
    return test_end();
}
