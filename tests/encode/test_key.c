#include "test.h"

#include <quire/key.h>
#include <quire/mouse.h>

#include "visible.h"

enum {
    S = QUIRE_MOD_SHIFT,
    A = QUIRE_MOD_ALT,
    C = QUIRE_MOD_CTRL,
    SU = QUIRE_MOD_SUPER,
    CAPS = QUIRE_MOD_CAPS_LOCK,
    NUM = QUIRE_MOD_NUM_LOCK
};

/* A key is a name of the list or one character; `text` and the rest may be left out. */
struct fact {
    const char *key;
    uint32_t mods;
    const char *want;
    const char *text;
    uint32_t shifted, base;
    enum quire_key_action action;
};

static struct quire_key_event event_of(const struct fact *fact) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = quire_key_from_name(fact->key);
    if (event.key == QUIRE_KEY_CHARACTER)
        event.character = (unsigned char)fact->key[0];
    event.mods = fact->mods;
    event.action = fact->action;
    event.shifted = fact->shifted;
    event.base = fact->base;
    event.text = fact->text;
    event.text_length = fact->text ? strlen(fact->text) : 0;
    return event;
}

static void check_facts(const struct quire_input_modes *modes, const struct fact *facts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct quire_key_event event = event_of(&facts[i]);
        char bytes[256];
        size_t length = 0;
        bool was_good = test_ok;
        CHECK_INT(quire_key_encode(modes, &event, bytes, sizeof bytes, &length), QUIRE_OK);
        CHECK_STR(visible(bytes, length), facts[i].want);
        if (was_good && !test_ok)
            printf("    fact %zu: %s with %u\n", i, facts[i].key, (unsigned)facts[i].mods);
    }
}

#define CHECK_FACTS(modes, facts) check_facts(modes, facts, sizeof facts / sizeof *facts)

static void cursor_keys_follow_their_mode(void) {
    static const struct fact normal[] = {
        {"up", 0, "<1b>[A", 0, 0, 0, 0},           {"home", 0, "<1b>[H", 0, 0, 0, 0},
        {"left", S, "<1b>[1;2D", 0, 0, 0, 0},      {"end", C | A, "<1b>[1;7F", 0, 0, 0, 0},
        {"kp_right", 0, "<1b>[C", 0, 0, 0, 0},     {"kp_begin", 0, "<1b>[E", 0, 0, 0, 0},
        {"up", NUM | CAPS, "<1b>[A", 0, 0, 0, 0},  {"up", SU, "<1b>[1;9A", 0, 0, 0, 0},
        {"up", 0, "", 0, 0, 0, QUIRE_KEY_RELEASE}, {"up", 0, "<1b>[A", 0, 0, 0, QUIRE_KEY_REPEAT},
    };
    static const struct fact application[] = {
        {"up", 0, "<1b>OA", 0, 0, 0, 0},       {"home", 0, "<1b>OH", 0, 0, 0, 0},
        {"kp_left", 0, "<1b>OD", 0, 0, 0, 0},  {"left", C, "<1b>[1;5D", 0, 0, 0, 0},
        {"page_up", 0, "<1b>[5~", 0, 0, 0, 0}, {"kp_begin", C, "<1b>[1;5E", 0, 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_FACTS(&modes, normal);
    modes.application_cursor = true;
    CHECK_FACTS(&modes, application);
}

static void function_keys_have_numbers(void) {
    static const struct fact facts[] = {
        {"f2", 0, "<1b>OQ", 0, 0, 0, 0},      {"f2", C, "<1b>[1;5Q", 0, 0, 0, 0},
        {"f3", 0, "<1b>OR", 0, 0, 0, 0},      {"f3", C, "<1b>[1;5R", 0, 0, 0, 0},
        {"f6", 0, "<1b>[17~", 0, 0, 0, 0},    {"f6", A, "<1b>[17;3~", 0, 0, 0, 0},
        {"f13", 0, "<1b>[25~", 0, 0, 0, 0},   {"f16", S, "<1b>[29;2~", 0, 0, 0, 0},
        {"f20", 0, "<1b>[34~", 0, 0, 0, 0},   {"f21", 0, "<1b>[42~", 0, 0, 0, 0},
        {"f35", 0, "<1b>[56~", 0, 0, 0, 0},   {"menu", 0, "<1b>[29~", 0, 0, 0, 0},
        {"insert", 0, "<1b>[2~", 0, 0, 0, 0}, {"delete", C, "<1b>[3;5~", 0, 0, 0, 0},
        {"pause", 0, "", 0, 0, 0, 0},         {"left_shift", S, "", 0, 0, 0, 0},
        {"mute_volume", 0, "", 0, 0, 0, 0},   {"num_lock", NUM, "", 0, 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_FACTS(&modes, facts);
}

/* F1 to F4 with modifiers are as terminfo has them (kf13 to kf60 of xterm-256color): CSI 1 ; m and P, Q, R or S. F3 has
 * a number of its own where kitty flags make an escape code of it, because there CSI 1 ; m R is taken. */
static void modified_pf_keys(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    for (uint32_t mods = 1; mods < 64; mods++) {
        for (int i = 0; i < 4; i++) {
            struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
            char have[16], want[16];
            size_t length = 0;
            event.key = (enum quire_key)(QUIRE_KEY_F1 + i);
            event.mods = mods;
            modes.kitty_flags = 0;
            CHECK_INT(quire_key_encode(&modes, &event, have, sizeof have, &length), QUIRE_OK);
            snprintf(want, sizeof want, "\033[1;%u%c", mods + 1, "PQRS"[i]);
            CHECK(length == strlen(want) && memcmp(have, want, length) == 0);
            modes.kitty_flags = 1;
            CHECK_INT(quire_key_encode(&modes, &event, have, sizeof have, &length), QUIRE_OK);
            snprintf(want, sizeof want, i == 2 ? "\033[13;%u~" : "\033[1;%u%c", mods + 1, "PQRS"[i]);
            CHECK(length == strlen(want) && memcmp(have, want, length) == 0);
        }
    }
}

/* KAM: no key sends anything, pressed, held or let go, whatever the protocol. */
static void locked_keyboards_are_silent(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.keyboard_locked = true;
    for (unsigned i = 0; i < QUIRE_KEY_COUNT * 6; i++) {
        struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
        char have[QUIRE_KEY_BYTES_MAX];
        size_t length = 1;
        event.key = (enum quire_key)(i / 6);
        event.character = event.key == QUIRE_KEY_CHARACTER ? 'a' : 0;
        event.action = (enum quire_key_action)(i % 3);
        modes.kitty_flags = i % 6 < 3 ? 0 : 31;
        CHECK_INT(quire_key_encode(&modes, &event, have, sizeof have, &length), QUIRE_OK);
        CHECK_INT(length, 0);
    }
}

static void control_keys_keep_their_bytes(void) {
    static const struct fact normal[] = {
        {"enter", 0, "<0d>", 0, 0, 0, 0},         {"enter", A, "<1b><0d>", 0, 0, 0, 0},
        {"tab", 0, "<09>", 0, 0, 0, 0},           {"tab", S, "<1b>[Z", 0, 0, 0, 0},
        {"tab", S | A, "<1b><1b>[Z", 0, 0, 0, 0}, {"tab", C, "<09>", 0, 0, 0, 0},
        {"backspace", 0, "<7f>", 0, 0, 0, 0},     {"backspace", C, "<08>", 0, 0, 0, 0},
        {"backspace", A, "<1b><7f>", 0, 0, 0, 0}, {"escape", A, "<1b><1b>", 0, 0, 0, 0},
        {"kp_enter", C, "<0d>", 0, 0, 0, 0},
    };
    static const struct fact swapped[] = {
        {"enter", 0, "<0d><0a>", 0, 0, 0, 0},     {"kp_enter", 0, "<0d><0a>", 0, 0, 0, 0},
        {"backspace", 0, "<08>", 0, 0, 0, 0},     {"backspace", C, "<7f>", 0, 0, 0, 0},
        {"backspace", A, "<c2><88>", 0, 0, 0, 0}, {"x", A, "<c3><b8>", 0, 0, 0, 0},
        {"a", A | C, "<c2><81>", 0, 0, 0, 0},     {"e", A, "<c3><a9>", "\xc3\xa9", 0, 0, 0},
        {"tab", S | A, "<1b>[Z", 0, 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_FACTS(&modes, normal);
    modes.newline = modes.backspace_sends_bs = true;
    modes.alt_sends_escape = false;
    CHECK_FACTS(&modes, swapped);
}

static void ctrl_makes_control_bytes(void) {
    static const char *const symbols = "@[\\]^_ 2345678/?{|}~";
    static const unsigned char bytes[] = {0,  27, 28, 29,  30, 31,  0,  0,  27, 28,
                                          29, 30, 31, 127, 31, 127, 27, 28, 29, 30};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char have[8];
    size_t length;
    event.mods = C;
    for (size_t i = 0; symbols[i]; i++) {
        event.character = (unsigned char)symbols[i];
        CHECK_INT(quire_key_encode(&modes, &event, have, sizeof have, &length), QUIRE_OK);
        CHECK_INT(length, 1);
        CHECK_INT((unsigned char)have[0], bytes[i]);
    }
    for (char letter = 'a'; letter <= 'z'; letter++) {
        event.character = (unsigned char)letter;
        CHECK_INT(quire_key_encode(&modes, &event, have, sizeof have, &length), QUIRE_OK);
        CHECK_INT(have[0], letter - 'a' + 1);
    }
}

static void characters_type_their_text(void) {
    static const struct fact facts[] = {
        {"a", 0, "a", "a", 'A', 0, 0},
        {"a", S, "A", "A", 'A', 0, 0},
        {"a", CAPS, "A", "A", 'A', 0, 0},
        {"a", S, "A", 0, 0, 0, 0},     /* shift of a letter is known without being told */
        {"q", 0, "@", "@", 'Q', 0, 0}, /* a third level: the text is right, the key is not */
        {"q", A, "<1b>@", "@", 'Q', 0, 0},
        {"a", SU, "a", "a", 'A', 0, 0},
        {"2", C | S, "<00>", 0, '@', 0, 0}, /* ctrl+@ */
        {"-", C | S, "<1f>", 0, '_', 0, 0}, /* ctrl+_ */
        {"/", C | S, "<7f>", 0, '?', 0, 0}, /* ctrl+? */
        {"i", C | S, "<09>", 0, 'I', 0, 0},
        {"=", C, "=", 0, '+', 0, 0},
        {"\xe9", 0, "<c3><a9>", "\xc3\xa9", 0, 0, 0},
        {"\xe9", A, "<1b><c3><a9>", 0, 0, 0, 0},
        {"\xe9", C, "<00>", 0, 0, '2', 0}, /* no Latin letter: the place decides */
        {"\xe9", C, "<c3><a9>", 0, 0, 0, 0},
        {"a", 0, "a", "\x01", 0, 0, 0}, /* text of controls is no text */
        {"a", 0, "xy", "x\ny", 0, 0, 0},
        {"a", 0, "<ef><bf><bd>", "\xff", 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_FACTS(&modes, facts);
}

static void keypad_has_an_application_mode(void) {
    static const struct fact normal[] = {
        {"kp_7", 0, "7", "7", 0, 0, 0},     {"kp_7", 0, "7", 0, 0, 0, 0},   {"kp_decimal", 0, ",", ",", 0, 0, 0},
        {"kp_5", A, "<1b>5", "5", 0, 0, 0}, {"kp_add", C, "+", 0, 0, 0, 0}, {"kp_delete", 0, "<1b>[3~", 0, 0, 0, 0},
    };
    static const struct fact application[] = {
        {"kp_0", 0, "<1b>Op", "0", 0, 0, 0},    {"kp_9", NUM, "<1b>Oy", "9", 0, 0, 0},
        {"kp_enter", 0, "<1b>OM", 0, 0, 0, 0},  {"kp_equal", 0, "<1b>OX", 0, 0, 0, 0},
        {"kp_divide", 0, "<1b>Oo", 0, 0, 0, 0}, {"kp_multiply", S, "<1b>O2j", 0, 0, 0, 0},
        {"kp_up", 0, "<1b>[A", 0, 0, 0, 0},
    };
    static const struct fact locked[] = {
        {"kp_9", NUM, "9", "9", 0, 0, 0}, {"kp_9", 0, "<1b>Oy", 0, 0, 0, 0}, {"kp_enter", NUM, "<0d>", 0, 0, 0, 0}};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_FACTS(&modes, normal);
    modes.application_keypad = true;
    CHECK_FACTS(&modes, application);
    modes.ignore_keypad_with_numlock = true;
    CHECK_FACTS(&modes, locked);
}

static void modify_other_keys_one(void) {
    static const struct fact facts[] = {
        {"a", 0, "a", "a", 'A', 0, 0},
        {"a", S, "A", "A", 'A', 0, 0},
        {"a", C, "<01>", 0, 'A', 0, 0},
        {"a", A, "<1b>a", 0, 'A', 0, 0},
        {"a", C | A, "<1b><01>", 0, 'A', 0, 0},
        {"i", C | S, "<1b>[27;6;73~", 0, 'I', 0, 0},
        {",", C, "<1b>[27;5;44~", 0, '<', 0, 0},
        {".", C | A, "<1b>[27;7;46~", 0, '>', 0, 0},
        {",", A, "<1b>,", 0, '<', 0, 0},
        {"3", C, "<1b>", 0, '#', 0, 0},
        {" ", C, "<00>", 0, 0, 0, 0},
        {"1", C, "<1b>[27;5;49~", 0, '!', 0, 0},
        {"1", C | S, "<1b>[27;6;33~", 0, '!', 0, 0},
        {"enter", C, "<1b>[27;5;13~", 0, 0, 0, 0},
        {"enter", S, "<1b>[27;2;13~", 0, 0, 0, 0},
        {"enter", A, "<1b><0d>", 0, 0, 0, 0},
        {"tab", C, "<1b>[27;5;9~", 0, 0, 0, 0},
        {"tab", S, "<1b>[Z", 0, 0, 0, 0},
        {"tab", C | S, "<1b>[27;6;9~", 0, 0, 0, 0},
        {"backspace", S, "<7f>", 0, 0, 0, 0},
        {"escape", S, "<1b>", 0, 0, 0, 0},
        {"up", C, "<1b>[1;5A", 0, 0, 0, 0},
        {",", C, "", 0, '<', 0, QUIRE_KEY_RELEASE},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.modify_other_keys = 1;
    CHECK_FACTS(&modes, facts);
}

static void modify_other_keys_two(void) {
    static const struct fact facts[] = {
        {"a", 0, "a", "a", 'A', 0, 0},
        {"a", S, "<1b>[27;2;65~", "A", 'A', 0, 0},
        {"a", C, "<1b>[27;5;97~", 0, 'A', 0, 0},
        {"a", A, "<1b>[27;3;97~", 0, 'A', 0, 0},
        {"1", S, "!", "!", '!', 0, 0},
        {"1", A, "<1b>[27;3;49~", 0, '!', 0, 0},
        {"3", C, "<1b>[27;5;51~", 0, '#', 0, 0},
        {" ", S, "<1b>[27;2;32~", " ", 0, 0, 0},
        {" ", C, "<1b>[27;5;32~", 0, 0, 0, 0},
        {"enter", A, "<1b>[27;3;13~", 0, 0, 0, 0},
        {"tab", S, "<1b>[Z", 0, 0, 0, 0},
        {"tab", A, "<1b>[27;3;9~", 0, 0, 0, 0},
        {"backspace", C, "<08>", 0, 0, 0, 0},
        {"backspace", A, "<1b>[27;3;127~", 0, 0, 0, 0},
        {"backspace", A | C, "<1b>[27;7;8~", 0, 0, 0, 0},
        {"escape", S, "<1b>[27;2;27~", 0, 0, 0, 0},
        {"a", CAPS, "A", "A", 'A', 0, 0},
        {"kp_5", C, "5", 0, 0, 0, 0},
    };
    static const struct fact other_format[] = {{"a", C, "<1b>[97;5u", 0, 'A', 0, 0},
                                               {"i", C | S, "<1b>[73;6u", 0, 'I', 0, 0}};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.modify_other_keys = 2;
    CHECK_FACTS(&modes, facts);
    modes.format_other_keys = 1;
    CHECK_FACTS(&modes, other_format);
}

static void kitty_disambiguates(void) {
    static const struct fact facts[] = {
        {"a", 0, "a", "a", 'A', 0, 0},
        {"a", S, "A", "A", 'A', 0, 0},
        {"a", A, "<1b>[97;3u", 0, 'A', 0, 0},
        {"i", C, "<1b>[105;5u", "\t", 'I', 0, 0},
        {"i", C | S, "<1b>[105;6u", 0, 'I', 0, 0},
        {"a", SU, "<1b>[97;9u", "a", 'A', 0, 0},
        {"a", C | NUM, "<1b>[97;5u", 0, 'A', 0, 0},
        {"escape", 0, "<1b>[27u", 0, 0, 0, 0},
        {"tab", 0, "<09>", 0, 0, 0, 0},
        {"tab", S, "<1b>[9;2u", 0, 0, 0, 0},
        {"enter", NUM, "<0d>", "\r", 0, 0, 0},
        {"backspace", C, "<1b>[127;5u", 0, 0, 0, 0},
        {"up", 0, "<1b>[A", 0, 0, 0, 0},
        {"up", NUM, "<1b>[1;129A", 0, 0, 0, 0},
        {"f1", 0, "<1b>[P", 0, 0, 0, 0},
        {"f3", 0, "<1b>[13~", 0, 0, 0, 0},
        {"f13", C, "<1b>[57376;5u", 0, 0, 0, 0},
        {"delete", 0, "<1b>[3~", 0, 0, 0, 0},
        {"kp_left", 0, "<1b>[57417u", 0, 0, 0, 0},
        {"kp_5", NUM, "5", "5", 0, 0, 0},
        {"kp_enter", 0, "<1b>[57414u", "\r", 0, 0, 0},
        {"kp_begin", 0, "<1b>[E", 0, 0, 0, 0},
        {"pause", 0, "<1b>[57362u", 0, 0, 0, 0},
        {"left_shift", S, "", 0, 0, 0, 0},
        {"a", C, "", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"mute_volume", 0, "<1b>[57440u", 0, 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.kitty_flags = 1;
    modes.application_cursor = modes.application_keypad = true; /* neither counts here */
    modes.modify_other_keys = 2;
    CHECK_FACTS(&modes, facts);
}

/* The table "Functional key codes" of the protocol, whole: number and final of every named key. */
static const struct {
    const char *name;
    uint32_t number;
    char final;
} functional[] = {
    {"escape", 27, 'u'},
    {"enter", 13, 'u'},
    {"tab", 9, 'u'},
    {"backspace", 127, 'u'},
    {"insert", 2, '~'},
    {"delete", 3, '~'},
    {"left", 1, 'D'},
    {"right", 1, 'C'},
    {"up", 1, 'A'},
    {"down", 1, 'B'},
    {"page_up", 5, '~'},
    {"page_down", 6, '~'},
    {"home", 1, 'H'},
    {"end", 1, 'F'},
    {"caps_lock", 57358, 'u'},
    {"scroll_lock", 57359, 'u'},
    {"num_lock", 57360, 'u'},
    {"print_screen", 57361, 'u'},
    {"pause", 57362, 'u'},
    {"menu", 57363, 'u'},
    {"f1", 1, 'P'},
    {"f2", 1, 'Q'},
    {"f3", 13, '~'},
    {"f4", 1, 'S'},
    {"f5", 15, '~'},
    {"f6", 17, '~'},
    {"f7", 18, '~'},
    {"f8", 19, '~'},
    {"f9", 20, '~'},
    {"f10", 21, '~'},
    {"f11", 23, '~'},
    {"f12", 24, '~'},
    {"f13", 57376, 'u'},
    {"f14", 57377, 'u'},
    {"f15", 57378, 'u'},
    {"f16", 57379, 'u'},
    {"f17", 57380, 'u'},
    {"f18", 57381, 'u'},
    {"f19", 57382, 'u'},
    {"f20", 57383, 'u'},
    {"f21", 57384, 'u'},
    {"f22", 57385, 'u'},
    {"f23", 57386, 'u'},
    {"f24", 57387, 'u'},
    {"f25", 57388, 'u'},
    {"f26", 57389, 'u'},
    {"f27", 57390, 'u'},
    {"f28", 57391, 'u'},
    {"f29", 57392, 'u'},
    {"f30", 57393, 'u'},
    {"f31", 57394, 'u'},
    {"f32", 57395, 'u'},
    {"f33", 57396, 'u'},
    {"f34", 57397, 'u'},
    {"f35", 57398, 'u'},
    {"kp_0", 57399, 'u'},
    {"kp_1", 57400, 'u'},
    {"kp_2", 57401, 'u'},
    {"kp_3", 57402, 'u'},
    {"kp_4", 57403, 'u'},
    {"kp_5", 57404, 'u'},
    {"kp_6", 57405, 'u'},
    {"kp_7", 57406, 'u'},
    {"kp_8", 57407, 'u'},
    {"kp_9", 57408, 'u'},
    {"kp_decimal", 57409, 'u'},
    {"kp_divide", 57410, 'u'},
    {"kp_multiply", 57411, 'u'},
    {"kp_subtract", 57412, 'u'},
    {"kp_add", 57413, 'u'},
    {"kp_enter", 57414, 'u'},
    {"kp_equal", 57415, 'u'},
    {"kp_separator", 57416, 'u'},
    {"kp_left", 57417, 'u'},
    {"kp_right", 57418, 'u'},
    {"kp_up", 57419, 'u'},
    {"kp_down", 57420, 'u'},
    {"kp_page_up", 57421, 'u'},
    {"kp_page_down", 57422, 'u'},
    {"kp_home", 57423, 'u'},
    {"kp_end", 57424, 'u'},
    {"kp_insert", 57425, 'u'},
    {"kp_delete", 57426, 'u'},
    {"kp_begin", 1, 'E'},
    {"media_play", 57428, 'u'},
    {"media_pause", 57429, 'u'},
    {"media_play_pause", 57430, 'u'},
    {"media_reverse", 57431, 'u'},
    {"media_stop", 57432, 'u'},
    {"media_fast_forward", 57433, 'u'},
    {"media_rewind", 57434, 'u'},
    {"media_track_next", 57435, 'u'},
    {"media_track_previous", 57436, 'u'},
    {"media_record", 57437, 'u'},
    {"lower_volume", 57438, 'u'},
    {"raise_volume", 57439, 'u'},
    {"mute_volume", 57440, 'u'},
    {"left_shift", 57441, 'u'},
    {"left_control", 57442, 'u'},
    {"left_alt", 57443, 'u'},
    {"left_super", 57444, 'u'},
    {"left_hyper", 57445, 'u'},
    {"left_meta", 57446, 'u'},
    {"right_shift", 57447, 'u'},
    {"right_control", 57448, 'u'},
    {"right_alt", 57449, 'u'},
    {"right_super", 57450, 'u'},
    {"right_hyper", 57451, 'u'},
    {"right_meta", 57452, 'u'},
    {"iso_level3_shift", 57453, 'u'},
    {"iso_level5_shift", 57454, 'u'},
};

static const char *functional_sequence(size_t i, const char *fields) {
    static char text[64];
    bool letter = functional[i].number == 1 && !*fields;
    if (letter)
        snprintf(text, sizeof text, "<1b>[%c", functional[i].final);
    else
        snprintf(text, sizeof text, "<1b>[%u%s%c", functional[i].number, fields, functional[i].final);
    return text;
}

/* Every key of the list, with all keys reported: plain, with each modifier, repeated and released. */
static void kitty_knows_all_keys(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    bool seen[QUIRE_KEY_COUNT] = {false};
    modes.kitty_flags = 2 | 8;
    for (size_t i = 0; i < sizeof functional / sizeof *functional; i++) {
        struct fact fact = {functional[i].name, 0, functional_sequence(i, ""), 0, 0, 0, 0};
        seen[quire_key_from_name(fact.key)] = true;
        check_facts(&modes, &fact, 1);
        for (unsigned bit = 0; bit < 8; bit++) {
            char fields[16];
            snprintf(fields, sizeof fields, ";%u", (1u << bit) + 1);
            fact.mods = 1u << bit;
            fact.want = functional_sequence(i, fields);
            check_facts(&modes, &fact, 1);
        }
        fact.mods = 0;
        fact.action = QUIRE_KEY_REPEAT;
        fact.want = functional_sequence(i, ";1:2");
        check_facts(&modes, &fact, 1);
        fact.action = QUIRE_KEY_RELEASE;
        fact.want = functional_sequence(i, ";1:3");
        check_facts(&modes, &fact, 1);
    }
    for (unsigned key = QUIRE_KEY_CHARACTER + 1; key < QUIRE_KEY_COUNT; key++)
        CHECK(seen[key]);
}

/* "Legacy ctrl mapping of ASCII keys", every key of it, and every other printable character, which ctrl leaves alone.
 */
static void ctrl_maps_ascii(void) {
    static const char keys[] = " /12345678?@[\\]^_~";
    static const int mapped[] = {0, 31, '1', 0, 27, 28, 29, 30, 31, 127, 127, 0, 27, 28, 29, 30, 31, 30};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    for (int c = ' '; c < 127; c++) {
        const char *at = strchr(keys, c);
        int want = at ? mapped[at - keys] : (c >= 'a' && c <= 'z') ? c - 'a' + 1 : c;
        struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
        char sent[16];
        size_t length = 0;
        if ((c >= 'A' && c <= 'Z') || strchr("{|}", c))
            continue; /* no keys of their own on the layout of the table */
        event.character = (uint32_t)c;
        event.mods = C;
        CHECK_INT(quire_key_encode(&modes, &event, sent, sizeof sent, &length), QUIRE_OK);
        CHECK_INT(length, 1);
        CHECK_INT((unsigned char)sent[0], want);
    }
}

static void kitty_tells_event_types(void) {
    static const struct fact facts[] = {
        {"a", 0, "a", "a", 'A', 0, QUIRE_KEY_REPEAT},
        {"a", 0, "<1b>[97;1:3u", 0, 'A', 0, QUIRE_KEY_RELEASE},
        {"up", 0, "<1b>[1;1:2A", 0, 0, 0, QUIRE_KEY_REPEAT},
        {"up", S, "<1b>[1;2:3A", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"f5", 0, "<1b>[15;1:3~", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"enter", 0, "<0d>", 0, 0, 0, QUIRE_KEY_REPEAT},
        {"enter", S, "", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"escape", 0, "<1b>[27;1:3u", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"left_alt", A, "", 0, 0, 0, QUIRE_KEY_RELEASE},
    };
    static const struct fact alone[] = {
        {"a", 0, "<1b>[97;1:2u", "a", 'A', 0, QUIRE_KEY_REPEAT},
        {"a", C, "<01>", 0, 'A', 0, 0},
        {"a", C, "<1b>[97;5:2u", 0, 'A', 0, QUIRE_KEY_REPEAT},
        {"escape", 0, "<1b>", 0, 0, 0, 0},
        {"kp_5", 0, "5", "5", 0, 0, 0},
        {"kp_5", 0, "<1b>[53;1:3u", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"kp_left", 0, "<1b>[1;1:3D", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"kp_enter", 0, "", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"f1", 0, "<1b>[P", 0, 0, 0, 0},
    };
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.kitty_flags = 3;
    CHECK_FACTS(&modes, facts);
    modes.kitty_flags = 2;
    CHECK_FACTS(&modes, alone);
}

static void kitty_tells_alternates(void) {
    static const struct fact facts[] = {
        {"a", S, "A", "A", 'A', 0, 0}, /* alternates alone make no escape code of text */
        {"\xe9", 0, "<c3><a9>", "\xc3\xa9", 0, '2', 0},
        {"=", C | S, "<1b>[61:43;6u", 0, '+', '=', 0},   /* a base that is the key itself says nothing */
        {"\xe9", C, "<1b>[233::50;5u", 0, 0xC9, '2', 0}, /* shifted only while shift is held */
        {"\xe9", C | S, "<1b>[233:201:50;6u", 0, 0xC9, '2', 0},
    };
    static const struct fact alone[] = {{"b", S, "<1b>[98:66;2u", "B", 'B', 0, 0}, {"b", 0, "b", "b", 'B', 0, 0}};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.kitty_flags = 5;
    CHECK_FACTS(&modes, facts);
    modes.kitty_flags = 4;
    CHECK_FACTS(&modes, alone);
}

static void kitty_tells_all_keys_and_text(void) {
    static const struct fact facts[] = {
        {"b", 0, "<1b>[98;;98u", "b", 'B', 0, 0},
        {"b", S, "<1b>[98:66;2;66u", "B", 'B', 0, 0},
        {"b", CAPS, "<1b>[98;65;66u", "B", 'B', 0, 0},
        {"b", C, "<1b>[98;5u", "\x02", 'B', 0, 0},
        {"b", 0, "<1b>[98;1:2;98u", "b", 'B', 0, QUIRE_KEY_REPEAT},
        {"b", 0, "<1b>[98;1:3u", "b", 'B', 0, QUIRE_KEY_RELEASE},
        {"e", 0, "<1b>[101;;101:769u", "e\xcc\x81\x07", 'E', 0, 0},
        {"enter", 0, "<1b>[13u", "\r", 0, 0, 0},
        {"enter", NUM, "<1b>[13;129:3u", 0, 0, 0, QUIRE_KEY_RELEASE},
        {"kp_5", NUM, "<1b>[57404;129;53u", "5", 0, 0, 0},
        {"left_shift", S, "<1b>[57441;2u", 0, 0, 0, 0},
        {"caps_lock", 0, "<1b>[57358u", 0, 0, 0, 0},
        {"iso_level5_shift", 0, "<1b>[57454u", 0, 0, 0, 0},
        {"up", 0, "<1b>[A", 0, 0, 0, 0},
        {"\0", 0, "<1b>[0;;20320:22909u", "\xe4\xbd\xa0\xe5\xa5\xbd", 0, 0, 0}, /* an input method's text */
    };
    static const struct fact without_text[] = {{"\0", 0, "ok", "ok", 0, 0, 0}, {"b", 0, "<1b>[98u", "b", 'B', 0, 0}};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.kitty_flags = 31;
    CHECK_FACTS(&modes, facts);
    modes.kitty_flags = 8;
    CHECK_FACTS(&modes, without_text);
}

static void names_are_found(void) {
    CHECK_INT(quire_key_from_name("enter"), QUIRE_KEY_ENTER);
    CHECK_INT(quire_key_from_name("iso_level5_shift"), QUIRE_KEY_ISO_LEVEL5_SHIFT);
    CHECK_INT(quire_key_from_name("kp_begin"), QUIRE_KEY_KP_BEGIN);
    CHECK_INT(quire_key_from_name("a"), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_name(""), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_name(NULL), QUIRE_KEY_CHARACTER);
}

static void every_named_key_has_a_code(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char seen[QUIRE_KEY_COUNT][QUIRE_KEY_BYTES_MAX] = {{0}};
    modes.kitty_flags = 8;
    for (unsigned key = 1; key < QUIRE_KEY_COUNT; key++) {
        size_t length = 0;
        event.key = (enum quire_key)key;
        CHECK_INT(quire_key_encode(&modes, &event, seen[key], QUIRE_KEY_BYTES_MAX - 1, &length), QUIRE_OK);
        CHECK(length > 2);
        for (unsigned other = 1; other < key; other++)
            CHECK(strcmp(seen[key], seen[other]) != 0);
    }
}

static void capacity_is_respected(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    const struct fact fact = {"b", S, "", "B", 'B', 'x', QUIRE_KEY_REPEAT};
    struct quire_key_event event = event_of(&fact);
    char whole[64], part[64], untouched[64];
    size_t need, length;
    modes.kitty_flags = 31;
    memset(untouched, '#', sizeof untouched);
    CHECK_INT(quire_key_encode(&modes, &event, whole, sizeof whole, &need), QUIRE_OK);
    CHECK_INT(quire_key_encode(&modes, &event, NULL, 0, &length), QUIRE_NO_SPACE);
    CHECK_INT(length, need);
    for (size_t capacity = 0; capacity <= need + 2; capacity++) {
        memcpy(part, untouched, sizeof part);
        enum quire_result want = capacity < need ? QUIRE_NO_SPACE : QUIRE_OK;
        CHECK_INT(quire_key_encode(&modes, &event, part, capacity, &length), want);
        CHECK_INT(length, need);
        size_t written = want == QUIRE_OK ? need : 0;
        CHECK(memcmp(part, whole, written) == 0);
        CHECK(memcmp(part + written, untouched, sizeof part - written) == 0);
    }
}

static void wrong_arguments_are_refused(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[8];
    size_t length = 7;
    event.character = 'a';
    CHECK_INT(quire_key_encode(NULL, &event, bytes, 8, &length), QUIRE_INVALID);
    CHECK_INT(quire_key_encode(&modes, NULL, bytes, 8, &length), QUIRE_INVALID);
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, NULL), QUIRE_INVALID);
    event.character = 0xD800;
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.character = 0x110000;
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.character = 'a';
    event.key = QUIRE_KEY_COUNT;
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.key = QUIRE_KEY_CHARACTER;
    event.text_length = 1;
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.text_length = 0;
    event.size = 3;
    CHECK_INT(quire_key_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    CHECK_INT(length, 7);
}

static void random_events_stay_in_bounds(void) {
    unsigned state = 1;
    char text[8], bytes[QUIRE_KEY_BYTES_MAX + 6 * sizeof text];
    for (int round = 0; round < 300000; round++) {
        struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
        struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
        unsigned bits = next_random(&state);
        modes.kitty_flags = (uint8_t)(bits & 0x3F);
        modes.modify_other_keys = (uint8_t)(bits >> 6 & 3);
        modes.format_other_keys = bits >> 8 & 1;
        modes.application_cursor = bits >> 9 & 1;
        modes.application_keypad = bits >> 10 & 1;
        modes.newline = bits >> 11 & 1;
        modes.alt_sends_escape = bits >> 12 & 1;
        event.key = next_random(&state) % 3 ? (enum quire_key)(next_random(&state) % QUIRE_KEY_COUNT) : 0;
        event.action = (enum quire_key_action)(next_random(&state) % 3);
        event.mods = next_random(&state);
        event.character = next_random(&state) % 4 ? next_random(&state) % 0x180 : next_random(&state) % 0x120000;
        event.shifted = next_random(&state) % 0xD800;
        event.base = next_random(&state) % 0x200;
        event.text_length = next_random(&state) % sizeof text;
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)next_random(&state);
        event.text = text;
        size_t length = 0;
        enum quire_result result = quire_key_encode(&modes, &event, bytes, sizeof bytes, &length);
        CHECK(result == QUIRE_OK || (result == QUIRE_INVALID && event.character > 0xD7FF));
        CHECK(length <= QUIRE_KEY_BYTES_MAX + 6 * event.text_length);
    }
}

int main(void) {
    RUN(cursor_keys_follow_their_mode);
    RUN(function_keys_have_numbers);
    RUN(modified_pf_keys);
    RUN(locked_keyboards_are_silent);
    RUN(control_keys_keep_their_bytes);
    RUN(ctrl_makes_control_bytes);
    RUN(characters_type_their_text);
    RUN(keypad_has_an_application_mode);
    RUN(modify_other_keys_one);
    RUN(modify_other_keys_two);
    RUN(kitty_disambiguates);
    RUN(kitty_knows_all_keys);
    RUN(ctrl_maps_ascii);
    RUN(kitty_tells_event_types);
    RUN(kitty_tells_alternates);
    RUN(kitty_tells_all_keys_and_text);
    RUN(names_are_found);
    RUN(every_named_key_has_a_code);
    RUN(capacity_is_respected);
    RUN(wrong_arguments_are_refused);
    RUN(random_events_stay_in_bounds);
    return test_end();
}
