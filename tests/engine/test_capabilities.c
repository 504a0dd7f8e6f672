/* XTGETTCAP answers every row of the table of capabilities and nothing else; the keys that the table tells are those
 * that the encoder sends; DA1 tells of the clipboard for as long as programs may write it. */
#include "story_kit.h"

#include <quire/key.h>
#include <quire/mouse.h>
#include <quire/snapshot.h>

#include "capabilities.h"

static void hex(char *to, const char *text) {
    for (; *text; text++)
        to += sprintf(to, "%02X", (unsigned char)*text);
    *to = 0;
}

static void ask(struct kit *kit, const char *name) {
    char digits[64];
    hex(digits, name);
    feed(kit, E "P+q");
    feed(kit, digits);
    feed(kit, ST);
}

static void every_capability_is_answered(void) {
    struct kit kit;
    struct qr_capability c;
    char name[64], value[1024];
    kit_open(&kit, 80, 24);
    for (size_t i = 0; qr_capability_at(i, &c); i++) {
        struct text want = {0};
        CHECK(strlen(c.name) <= QR_CAPABILITY_NAME_MAX && strlen(c.value) <= QR_CAPABILITY_VALUE_MAX);
        CHECK_INT(*c.value == 0, c.kind == QR_CAPABILITY_BOOLEAN);
        hex(name, c.name);
        hex(value, c.value);
        if (c.asked)
            text_addf(&want, E "P1+r%s%s", name, *value ? "=" : "");
        if (c.asked)
            text_add(&want, value, strlen(value));
        text_addf(&want, c.asked ? ST : E "P0+r" ST);
        ask(&kit, c.name);
        CHECK_STR(kit_take(&kit.replies), want.bytes);
        text_free(&want);
    }
    kit_close(&kit);
}

/* Those that programs look for by name (tmux, neovim, kitty's tools), with what they look for. */
static void what_programs_ask_for(void) {
    static const char *const facts[][2] = {
        {"Ms", "\033]52;%p1%s;%p2%s\a"},
        {"indn", "\033[%p1%dS"},
        {"Smulx", "\033[4:%p1%dm"},
        {"Setulc", "\033[58:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%dm"},
        {"setrgbf", "\033[38:2:%p1%d:%p2%d:%p3%dm"},
        {"setrgbb", "\033[48:2:%p1%d:%p2%d:%p3%dm"},
        {"RGB", "8/8/8"},
        {"Tc", ""},
        {"Su", ""},
        {"fullkbd", ""},
        {"Co", "256"},
        {"colors", "256"},
        {"kcuu1", "\033OA"},
        {"kf1", "\033OP"},
        {"kf15", "\033[1;2R"},
        {"smcup", "\033[?1049h\033[22;0;0t"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct qr_capability c = {0};
        CHECK(qr_capability_find(facts[i][0], &c));
        CHECK_STR(c.value, facts[i][1]);
    }
    struct qr_capability c;
    CHECK(!qr_capability_find("cols", &c) && !qr_capability_find("nonsense", &c) && !qr_capability_find("", &c));
}

/* --- keys ------------------------------------------------------------------------------------------------------ */

/* The key that a capability names, by its parts: the key, and the number of its modifiers behind it. */
static bool key_of(const char *capability, const char **key, uint32_t *mods) {
    static const char *const plain[][2] = {
        {"kbs", "backspace"},     {"kent", "kp_enter"},      {"kcuu1", "up"},     {"kcud1", "down"},
        {"kcuf1", "right"},       {"kcub1", "left"},         {"khome", "home"},   {"kend", "end"},
        {"kbeg", "kp_begin"},     {"kich1", "insert"},       {"kdch1", "delete"}, {"kpp", "page_up"},
        {"knp", "page_down"},     {"ka1", "kp_7"},           {"ka2", "kp_8"},     {"ka3", "kp_9"},
        {"kb1", "kp_4"},          {"kb2", "kp_5"},           {"kb3", "kp_6"},     {"kc1", "kp_1"},
        {"kc2", "kp_2"},          {"kc3", "kp_3"},           {"kp5", "kp_begin"}, {"kpZRO", "kp_0"},
        {"kpDOT", "kp_decimal"},  {"kpCMA", "kp_separator"}, {"kpADD", "kp_add"}, {"kpSUB", "kp_subtract"},
        {"kpMUL", "kp_multiply"}, {"kpDIV", "kp_divide"}};
    static const char *const shifted[][2] = {
        {"kcbt", "tab"},   {"kind", "down"},  {"kri", "up"},       {"kUP", "up"},        {"kDN", "down"},
        {"kRIT", "right"}, {"kLFT", "left"},  {"kHOM", "home"},    {"kEND", "end"},      {"kBEG", "kp_begin"},
        {"kIC", "insert"}, {"kDC", "delete"}, {"kPRV", "page_up"}, {"kNXT", "page_down"}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        *key = plain[i][1];
        *mods = 0;
        if (strcmp(plain[i][0], capability) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++) {
        size_t length = strlen(shifted[i][0]);
        if (strncmp(shifted[i][0], capability, length) != 0 || strlen(capability) > length + 1)
            continue;
        *key = shifted[i][1];
        *mods = capability[length] ? (uint32_t)(capability[length] - '1') : QUIRE_MOD_SHIFT;
        return true;
    }
    return false;
}

/* kf1 to kf63: twelve keys, without modifiers, then with shift, ctrl, ctrl and shift, alt, alt and shift. */
static bool function_key_of(const char *capability, const char **key, uint32_t *mods) {
    static const uint32_t sets[] = {0,
                                    QUIRE_MOD_SHIFT,
                                    QUIRE_MOD_CTRL,
                                    QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT,
                                    QUIRE_MOD_ALT,
                                    QUIRE_MOD_ALT | QUIRE_MOD_SHIFT};
    static char name[8];
    unsigned number;
    if (sscanf(capability, "kf%u", &number) != 1)
        return false;
    snprintf(name, sizeof name, "f%u", (number - 1) % 12 + 1);
    *key = name;
    *mods = sets[(number - 1) / 12];
    return true;
}

/* With keypad and cursor keys as smkx sets them, which the terminal itself is asked for. */
static void keys_are_what_is_sent(void) {
    struct kit kit;
    struct qr_capability c;
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    unsigned keys = 0;
    kit_open(&kit, 80, 24);
    CHECK(qr_capability_find("smkx", &c));
    feed(&kit, c.value);
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    for (size_t i = 0; qr_capability_at(i, &c); i++) {
        struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
        const char *key;
        char sent[QUIRE_KEY_BYTES_MAX + 1];
        size_t length = 0;
        bool report = strcmp(c.name, "kmous") == 0 || strncmp(c.name, "kx", 2) == 0;
        if (c.name[0] != 'k' || c.kind != QR_CAPABILITY_STRING || report)
            continue;
        bool known = key_of(c.name, &key, &event.mods) || function_key_of(c.name, &key, &event.mods);
        if (!known)
            printf("  no such key: %s\n", c.name);
        CHECK(known);
        event.key = quire_key_from_name(key);
        CHECK_INT(quire_key_encode(&modes, &event, sent, sizeof sent - 1, &length), QUIRE_OK);
        sent[length] = 0;
        if (strcmp(sent, c.value) != 0)
            printf("  %s\n", c.name);
        CHECK_STR(sent, c.value);
        keys++;
    }
    CHECK(keys > 150);
    kit_close(&kit);
}

/* Reports that the table describes, as the terminal makes them: focus, and the brackets of a paste. */
static void reports_are_what_is_sent(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct qr_capability c;
    char sent[64];
    size_t length = 0;
    modes.focus_events = true;
    CHECK_INT(quire_focus_encode(&modes, true, sent, sizeof sent, &length), QUIRE_OK);
    CHECK(qr_capability_find("kxIN", &c) && strlen(c.value) == length && memcmp(c.value, sent, length) == 0);
    CHECK_INT(quire_focus_encode(&modes, false, sent, sizeof sent, &length), QUIRE_OK);
    CHECK(qr_capability_find("kxOUT", &c) && strlen(c.value) == length && memcmp(c.value, sent, length) == 0);
}

/* --- the clipboard --------------------------------------------------------------------------------------------- */

static const char *da1(struct quire_terminal *terminal, struct kit *kit) {
    CHECK_INT(quire_terminal_feed(terminal, C "c", 3), QUIRE_OK);
    return kit_take(&kit->replies);
}

static void clipboard_told(void) {
    static const enum quire_permission permissions[] = {QUIRE_DENY, QUIRE_ALLOW, QUIRE_ASK};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    for (size_t i = 0; i < 3; i++) {
        struct kit kit;
        options.clipboard_write = permissions[i];
        kit_open_with(&kit, options);
        for (size_t j = 0; j < 4; j++) {
            bool told = (j == 0 ? permissions[i] : permissions[j - 1]) == QUIRE_ALLOW;
            if (j > 0)
                CHECK_INT(quire_terminal_set_clipboard_write(kit.terminal, permissions[j - 1]), QUIRE_OK);
            feed(&kit, E "c" C "!p");
            CHECK_STR(da1(kit.terminal, &kit),
                      told ? C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29;52c" : C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c");
            feed(&kit, C "62;1\"p");
            CHECK_STR(da1(kit.terminal, &kit), told ? C "?62;1;2;4;6;9;15;22;29;52c" : C "?62;1;2;4;6;9;15;22;29c");
            feed(&kit, C "61\"p");
            CHECK_STR(da1(kit.terminal, &kit), C "?1;2c"); /* a VT100 says no more */
        }
        CHECK_INT(quire_terminal_set_clipboard_write(kit.terminal, (enum quire_permission)3), QUIRE_INVALID);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(every_capability_is_answered);
    RUN(what_programs_ask_for);
    RUN(keys_are_what_is_sent);
    RUN(reports_are_what_is_sent);
    RUN(clipboard_told);
    return test_end();
}
