/* VT52 mode (DECANM): its control functions, its way in and out, and its keys. */
#include <quire/key.h>
#include <quire/mouse.h>

#include "engine_kit.h"

#define E "\033"
#define VT52 "\033[?2l"

struct story {
    const char *input, *shown, *cursor;
};

static void stories(void) {
    static const struct story told[] = {
        {VT52 "abc" E "Hx", "xbc", "0,1"},
        {VT52 E "Y\"%x", "||     x", "2,6"},
        {VT52 E "Y"
                "~~x",
         "x", "0,1"}, /* no such row, no such column: it stays where it is */
        {VT52 E "Y\"%" E "Y~&x", "||      x", "2,7"},
        {VT52 E "Y\"%" E "Y!~x", "|     x", "1,6"},
        {VT52 E "Y\"%" E "A" E "A" E "A" E "Ax", "     x", "0,6"},
        {VT52 E "B" E "B" E "B" E "B" E "Cx", "||| x", "3,2"},
        {VT52 "ab" E "D" E "D" E "Dx", "xb", "0,1"},
        {VT52 "ab" E "H" E "Ix", "x|ab", "0,1"}, /* reverse line feed scrolls */
        {VT52 "ab\r\ncd\r\nef" E "Y! " E "J", "ab", "1,0"},
        {VT52 "abcd" E "Y \"" E "K", "ab", "0,2"},
        {VT52 E "Fqx" E "Gqx", "\xE2\x94\x80\xE2\x94\x82qx", "0,4"},
        {VT52 E "[4mx", "4mx", "0,3"}, /* hold screen: not there; nothing of it is a control sequence */
        {VT52 E "Px" E "]y" E "Xz" E "_w", "xyzw", "0,4"}, /* strings are unknown */
        {VT52 E "(0q", "0q", "0,2"},
        {VT52 E "Y\n!\"x", "|  x", "1,3"}, /* controls inside are obeyed */
        {VT52 E "Y!" E "Hx", "x", "0,1"},  /* ESC begins anew */
        {VT52 E "Y!\030x", "x", "0,1"},    /* CAN abandons */
        {VT52 E "Y\xC3\xA9", "\xC3\xA9", "0,1"},
        {VT52 "a" E "<"
              "\033[3Gb",
         "a b", "0,3"},
        {VT52 E "Fq" E "<q", "\xE2\x94\x80q", "0,2"}, /* sets are reset on the way out */
        {"\033(0q" VT52 "q", "\xE2\x94\x80q", "0,2"}, /* and in */
        {"\033[2;3r\033[?6h" VT52 E "Hx", "x", "0,1"},
        {VT52 E "c"
                "x",
         "x", "0,1"},
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct kit kit;
        kit_open(&kit, 10, 4);
        feed(&kit, told[i].input);
        if (strcmp(kit_view(&kit), told[i].shown) != 0)
            printf("story %zu\n", i);
        CHECK_STR(kit_view(&kit), told[i].shown);
        CHECK_STR(kit_cursor(&kit), told[i].cursor);
        kit_close(&kit);
    }
}

static void replies(void) {
    static const struct {
        const char *input, *reply;
    } cases[] = {
        {VT52 E "Z", E "/Z"},
        {VT52 "\033[c", ""},
        {VT52 E "<\033[c", "\033[?1;2c"}, /* a VT100 now, */
        {VT52 E "<\033[?2$p", ""},        /* to which a VT320's question means nothing */
        {VT52 E "<\033[64;1\"p\033[?2$p", "\033[?2;1$y"},
        {"\033[?2h\033[?2$p", "\033[?2;1$y"}, /* it was ANSI mode before: the level stays */
        {"\033 G" VT52 E "<\033[c", "\033[?1;2c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 10, 4);
        feed(&kit, cases[i].input);
        CHECK_STR(kit_take(&kit.replies), cases[i].reply);
        kit_close(&kit);
    }
}

static const char *key(const struct kit *kit, const char *name, uint32_t mods) {
    static char bytes[QUIRE_KEY_BYTES_MAX];
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    size_t length = 0;
    event.key = quire_key_from_name(name);
    event.mods = mods;
    CHECK_INT(quire_terminal_input_modes(kit->terminal, &modes), QUIRE_OK);
    CHECK_INT(quire_key_encode(&modes, &event, bytes, sizeof bytes - 1, &length), QUIRE_OK);
    bytes[length] = 0;
    return bytes;
}

static void keys(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "\033[?1h\033=\033[>4;2m\033[>1u" VT52);
    CHECK_STR(key(&kit, "up", 0), E "A");
    CHECK_STR(key(&kit, "left", QUIRE_MOD_CTRL), E "D");
    CHECK_STR(key(&kit, "home", 0), E "H");
    CHECK_STR(key(&kit, "f1", 0), E "P");
    CHECK_STR(key(&kit, "f4", QUIRE_MOD_SHIFT), E "S");
    CHECK_STR(key(&kit, "kp_0", 0), E "?p");
    CHECK_STR(key(&kit, "kp_enter", 0), E "?M");
    feed(&kit, E ">");
    CHECK_STR(key(&kit, "kp_0", 0), "0");
    feed(&kit, E "<"
                 "\033[<u\033[>4m");
    CHECK_STR(key(&kit, "up", 0), "\033OA");
    feed(&kit, VT52);
    quire_terminal_reset(kit.terminal);
    CHECK_STR(key(&kit, "up", 0), "\033[A");
    feed(&kit, "\033[3Gx");
    CHECK_STR(kit_view(&kit), "  x");
    kit_close(&kit);
}

int main(void) {
    RUN(stories);
    RUN(replies);
    RUN(keys);
    return test_end();
}
