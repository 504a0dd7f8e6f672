/* Keymaps without a display: what a key code becomes on several layouts, compose, holding, and the window's keys. */
#define _GNU_SOURCE
#include <stdlib.h>

#include <xkbcommon/xkbcommon.h>

#include <quire/key.h>
#include <quire/key_tables.h>

#include "bindings.h"
#include "key_chord.h"
#include "test.h"
#include "xkb_keys.h"

enum { KEY_1 = 10, KEY_Q = 24, KEY_A = 38, KEY_C = 54, KEY_MINUS = 20, KEY_PLUS = 21, KEY_ENTER = 36, KEY_KP_7 = 79 };

static struct xkb_keys keys;

static void use_layout(const char *layout, const char *variant) {
    struct xkb_rule_names names = {"evdev", "pc105", layout, variant, NULL};
    struct xkb_keymap *keymap = xkb_keymap_new_from_names(keys.context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    CHECK(keymap != NULL);
    xkb_keys_set_keymap(&keys, keymap, xkb_state_new(keymap));
}

static void hold(const char *modifier) {
    xkb_mod_mask_t mask = modifier != NULL ? 1u << xkb_keymap_mod_get_index(keys.keymap, modifier) : 0;
    xkb_state_update_mask(keys.state, mask, 0, 0, 0, 0, 0);
}

static struct key_stroke press(uint32_t code) {
    struct key_stroke stroke;
    CHECK(xkb_keys_stroke(&keys, code, QUIRE_KEY_PRESS, &stroke) == XKB_KEYS_STROKE);
    struct key_stroke copy;
    key_stroke_copy(&copy, &stroke);
    return copy;
}

static void plain_and_shifted_characters(void) {
    use_layout("us", NULL);
    struct key_stroke stroke = press(KEY_A);
    CHECK_INT(stroke.event.key, QUIRE_KEY_CHARACTER);
    CHECK_INT(stroke.event.character, 'a');
    CHECK_INT(stroke.event.shifted, 'A');
    CHECK_INT(stroke.event.base, 'a');
    CHECK_STR(stroke.text, "a");
    CHECK_INT(stroke.event.text_length, 1);
    hold(XKB_MOD_NAME_SHIFT);
    stroke = press(KEY_A);
    CHECK_INT(stroke.event.character, 'a');
    CHECK_INT(stroke.event.mods, QUIRE_MOD_SHIFT);
    CHECK_STR(stroke.text, "A");
    hold(XKB_MOD_NAME_CTRL);
    stroke = press(KEY_A);
    CHECK_INT(stroke.event.mods, QUIRE_MOD_CTRL);
    CHECK_INT(stroke.event.text_length, 0);
    hold(NULL);
}

static void other_layouts_know_the_us_place(void) {
    use_layout("de", NULL);
    CHECK_INT(press(29).event.character, 'z');
    use_layout("ru", NULL);
    struct key_stroke stroke = press(KEY_Q);
    CHECK_INT(stroke.event.character, 0x439);
    CHECK_INT(stroke.event.shifted, 0x419);
    CHECK_INT(stroke.event.base, 'q');
    CHECK_STR(stroke.text, "й");
    use_layout("fr", NULL);
    CHECK_INT(press(KEY_1).event.character, '&');
    CHECK_INT(press(KEY_1).event.shifted, '1');
}

enum { SHIFT = 1 << 0, CTRL = 1 << 2, ALT = 1 << 3, ALTGR = 1 << 7 }; /* as X11 numbers them: AltGr is Mod5 */

static void encode(const struct key_stroke *stroke, uint32_t kitty_flags, char *text, size_t size) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    size_t length = 0;
    modes.kitty_flags = (uint8_t)kitty_flags;
    modes.alt_sends_escape = true;
    CHECK_INT(quire_key_encode(&modes, &stroke->event, text, size - 1, &length), QUIRE_OK);
    text[length] = '\0';
    for (size_t i = 0; i < length; i++) { /* ESC as E, controls as capitals' low halves: readable, and no NUL */
        text[i] = (char)(text[i] == '\033' ? 'E' : text[i] >= 0 && text[i] < ' ' ? text[i] + 'a' - 1 : text[i]);
    }
}

/* AltGr chooses which character a key has; ctrl and alt then do with it what they do with a character that has a key of
 * its own, in the kitty form, too, where the place on a US keyboard is told beside it. */
static void altgr_chooses_the_character(void) {
    static const struct {
        const char *layout;
        uint32_t code, mods;
        const char *legacy, *kitty, *alternates;
    } facts[] = {
        {"de", 18, CTRL | ALTGR, "}", "E[93;5u", "E[93::57;5u"},   /* 9: C-], which is 0x1D */
        {"de", 17, CTRL | ALTGR, "E", "E[91;5u", "E[91::56;5u"},   /* 8: C-[ */
        {"de", 20, CTRL | ALTGR, "|", "E[92;5u", "E[92::45;5u"},   /* sharp s: C-\\ */
        {"de", 24, CTRL | ALTGR, "`", "E[64;5u", "E[64::113;5u"},  /* q: C-@ */
        {"de", 35, CTRL | ALTGR, "~", "E[126;5u", "E[126::93;5u"}, /* plus: C-~ */
        {"de", 18, CTRL | ALT | ALTGR, "E}", "E[93;7u", "E[93::57;7u"},
        {"de", 18, ALT | ALTGR, "E]", "E[93;3u", "E[93::57;3u"},
        {"de", 18, ALTGR, "]", "]", "]"},
        {"de", 26, CTRL | ALTGR, "e", "E[8364;5u", "E[8364::101;5u"}, /* euro: by its place C-e */
        {"fr", 20, CTRL | ALTGR, "}", "E[93;5u", "E[93::45;5u"},
        {"fr", 14, CTRL | ALTGR, "E", "E[91;5u", "E[91::53;5u"},
        {"fr", 17, CTRL | ALTGR, "|", "E[92;5u", "E[92::56;5u"},
        {"fr", 19, CTRL | ALTGR, "`", "E[64;5u", "E[64::48;5u"},
        {"es", 35, CTRL | ALTGR, "}", "E[93;5u", "E[93;5u"},
        {"es", 34, CTRL | ALTGR, "E", "E[91;5u", "E[91;5u"},
        {"es", 49, CTRL | ALTGR, "|", "E[92;5u", "E[92::96;5u"},
        {"es", 11, CTRL | ALTGR, "`", "E[64;5u", "E[64::50;5u"},
        {"se", 18, CTRL | ALTGR, "}", "E[93;5u", "E[93::57;5u"},
        {"se", 17, CTRL | ALTGR, "E", "E[91;5u", "E[91::56;5u"},
        {"se", 20, CTRL | ALTGR, "|", "E[92;5u", "E[92::45;5u"},
        {"se", 11, CTRL | ALTGR, "`", "E[64;5u", "E[64::50;5u"},
        {"us", 18, CTRL | ALTGR, "9", "E[57;5u", "E[57;5u"}, /* no third level: as if AltGr were not there */
        {"de", 18, CTRL, "9", "E[57;5u", "E[57;5u"},
        {"de", 48, CTRL | ALTGR, "~", "E[94;5u", "E[94::39;5u"},   /* dead circumflex: C-^, not a character to come */
        {"de", 49, CTRL, "~", "E[94;5u", "E[94::96;5u"},           /* the same without AltGr */
        {"es", 47, CTRL | ALTGR, "~", "E[126;5u", "E[126::59;5u"}, /* dead tilde */
        {"de", 11, CTRL | SHIFT | ALTGR, "`", "E[178;6u", "E[178:8539:50;6u"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char text[64];
        use_layout(facts[i].layout, NULL);
        xkb_state_update_mask(keys.state, facts[i].mods, 0, 0, 0, 0, 0);
        struct key_stroke pressed = press(facts[i].code), stroke;
        key_stroke_copy(&stroke, &pressed);
        encode(&stroke, 0, text, sizeof text);
        CHECK_STR(text, facts[i].legacy);
        encode(&stroke, 1, text, sizeof text);
        CHECK_STR(text, facts[i].kitty);
        encode(&stroke, 1 | 4, text, sizeof text);
        CHECK_STR(text, facts[i].alternates);
    }
    hold(NULL);
}

static void named_keys(void) {
    use_layout("us", NULL);
    CHECK_INT(press(KEY_ENTER).event.key, QUIRE_KEY_ENTER);
    CHECK_INT(press(111).event.key, QUIRE_KEY_UP);
    CHECK_INT(press(67).event.key, QUIRE_KEY_F1);
    CHECK_INT(press(50).event.key, QUIRE_KEY_LEFT_SHIFT);
    CHECK_INT(press(KEY_KP_7).event.key, QUIRE_KEY_KP_HOME);
    hold(XKB_MOD_NAME_NUM);
    struct key_stroke stroke = press(KEY_KP_7);
    CHECK_INT(stroke.event.key, QUIRE_KEY_KP_7);
    CHECK_STR(stroke.text, "7");
    CHECK_INT(stroke.event.mods, QUIRE_MOD_NUM_LOCK);
    hold(XKB_MOD_NAME_SHIFT);
    CHECK_INT(press(23).event.key, QUIRE_KEY_TAB); /* ISO_Left_Tab */
    hold(NULL);
}

static void dead_keys_compose(void) {
    struct key_stroke stroke;
    use_layout("us", "intl");
    CHECK_INT(xkb_keys_stroke(&keys, 48, QUIRE_KEY_PRESS, &stroke), XKB_KEYS_COMPOSING); /* dead acute */
    CHECK_STR(press(26).text, "é");
    CHECK_STR(press(26).text, "e");
    CHECK_INT(xkb_keys_stroke(&keys, 48, QUIRE_KEY_PRESS, &stroke), XKB_KEYS_COMPOSING);
    CHECK_INT(press(KEY_ENTER).event.key, QUIRE_KEY_ENTER); /* breaks the sequence and counts */
    CHECK_STR(press(26).text, "e");
    hold(XKB_MOD_NAME_CTRL); /* no character that is to come has ctrl */
    CHECK_INT(press(48).event.character, '\'');
    hold(NULL);
    CHECK_STR(press(26).text, "e");
}

static void held_keys_repeat(void) {
    enum quire_key_action action = QUIRE_KEY_PRESS;
    CHECK(!xkb_keys_track(&keys, 38, false, &action));
    CHECK(xkb_keys_track(&keys, 38, true, &action) && action == QUIRE_KEY_PRESS);
    CHECK(xkb_keys_track(&keys, 38, true, &action) && action == QUIRE_KEY_REPEAT);
    CHECK(xkb_keys_track(&keys, 38, false, &action) && action == QUIRE_KEY_RELEASE);
    CHECK(!xkb_keys_track(&keys, 5000, true, &action));
    CHECK(xkb_keys_track(&keys, 39, true, &action));
    xkb_keys_forget(&keys);
    CHECK(!xkb_keys_track(&keys, 39, false, &action));
}

/* An event of a key as the window system tells it: the state is that before it. */
static uint32_t mods_of_event(uint32_t code, bool pressed) {
    struct key_stroke stroke;
    enum quire_key_action action = QUIRE_KEY_PRESS;
    CHECK(xkb_keys_track(&keys, code, pressed, &action));
    CHECK(xkb_keys_stroke(&keys, code, action, &stroke) == XKB_KEYS_STROKE);
    xkb_state_update_key(keys.state, code, pressed ? XKB_KEY_DOWN : XKB_KEY_UP);
    return stroke.event.mods;
}

/* A modifier's own event tells the state after it (kitty#6913). */
static void modifiers_tell_the_state_after(void) {
    static const struct {
        uint32_t code, mod;
    } pairs[] = {{50, QUIRE_MOD_SHIFT}, {37, QUIRE_MOD_CTRL}, {64, QUIRE_MOD_ALT}, {133, QUIRE_MOD_SUPER}};
    use_layout("us", NULL);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        CHECK_INT(mods_of_event(pairs[i].code, true), pairs[i].mod);
        CHECK_INT(mods_of_event(pairs[i].code, true), pairs[i].mod); /* held: a repeat */
        CHECK_INT(mods_of_event(pairs[i].code, false), 0);
        use_layout("us", NULL); /* the repeat counted twice in the state */
    }
    CHECK_INT(mods_of_event(50, true), QUIRE_MOD_SHIFT); /* both shifts */
    CHECK_INT(mods_of_event(37, true), QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL);
    CHECK_INT(mods_of_event(62, true), QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL);
    CHECK_INT(mods_of_event(50, false), QUIRE_MOD_SHIFT | QUIRE_MOD_CTRL);
    CHECK_INT(mods_of_event(62, false), QUIRE_MOD_CTRL);
    CHECK_INT(mods_of_event(37, false), 0);
    for (uint32_t code = 66; code <= 77; code += 11) { /* caps lock, num lock */
        uint32_t lock = code == 66 ? QUIRE_MOD_CAPS_LOCK : QUIRE_MOD_NUM_LOCK;
        CHECK_INT(mods_of_event(code, true), lock);
        CHECK_INT(mods_of_event(code, false), lock);
        CHECK_INT(mods_of_event(KEY_A, true), lock);
        CHECK_INT(mods_of_event(KEY_A, false), lock);
        CHECK_INT(mods_of_event(code, true), lock);
        CHECK_INT(mods_of_event(code, false), 0);
        CHECK_INT(mods_of_event(KEY_A, true), 0);
        CHECK_INT(mods_of_event(KEY_A, false), 0);
    }
}

/* The library's tables of keysyms say what libxkbcommon says. */
static void keysyms_are_those_of_xkb(void) {
    uint32_t wrong = 0;
    for (uint32_t keysym = 0; keysym < 0x10000; keysym++) {
        uint32_t c = xkb_keysym_to_utf32(keysym);
        wrong += quire_keysym_character(keysym) != (c < 0x20 || c == 0x7F ? 0 : c);
    }
    CHECK_INT(wrong, 0);
    for (int key = QUIRE_KEY_CHARACTER + 1; key < QUIRE_KEY_COUNT; key++) {
        uint32_t keysym = quire_key_keysym((enum quire_key)key);
        char name[64];
        CHECK(keysym == 0 || xkb_keysym_get_name(keysym, name, sizeof name) > 0);
        CHECK(keysym == 0 || xkb_keysym_from_name(name, XKB_KEYSYM_NO_FLAGS) == keysym);
    }
    CHECK_INT(quire_key_keysym(QUIRE_KEY_PAGE_UP), XKB_KEY_Page_Up);
    CHECK_INT(quire_key_keysym(QUIRE_KEY_MEDIA_TRACK_PREVIOUS), XKB_KEY_XF86AudioPrev);
    CHECK_INT(quire_key_keysym(QUIRE_KEY_F35), XKB_KEY_F35);
}

/* What lies at evdev codes is what the keymap of a PC keyboard has there. */
static void evdev_codes_are_those_of_the_keymap(void) {
    use_layout("us", NULL);
    for (uint32_t num = 0; num < 2; num++) {
        xkb_state_update_mask(keys.state, 0, 0, num ? 1u << xkb_keymap_mod_get_index(keys.keymap, XKB_MOD_NAME_NUM) : 0,
                              0, 0, 0);
        for (uint32_t code = 1; code < 248; code++) {
            uint32_t sym = xkb_state_key_get_one_sym(keys.state, code + 8);
            enum quire_key ours = quire_key_from_evdev(code, num), theirs = quire_key_from_keysym(sym);
            uint32_t character = quire_evdev_character(code);
            CHECK(character == 0 || character == xkb_keysym_to_utf32(sym));
            if (ours == QUIRE_KEY_CHARACTER || theirs == QUIRE_KEY_CHARACTER || code == 164 ||
                code == 121) /* 164 plays and pauses, 121 is a comma: the keymap says play, and point */
                continue;
            if (ours != theirs)
                printf("    code %u: %s, the keymap has %s\n", (unsigned)code, quire_key_name(ours),
                       quire_key_name(theirs));
            CHECK(ours == theirs);
        }
    }
    use_layout("us", NULL);
}

static struct bindings *bindings;

/* What a key does: an action's name, "pending", or "" when it is the program's. */
static const char *find_in(struct bindings_state *state, uint32_t code, uint32_t mods, bool alternate) {
    struct key_stroke stroke = press(code);
    const struct action_call *calls = NULL;
    stroke.event.mods = mods;
    enum bindings_outcome outcome = bindings_key(bindings, state, &stroke.event, !alternate, &calls);
    CHECK((outcome == BINDING_ACTION) == (calls != NULL));
    return outcome == BINDING_ACTION ? calls->action->name : outcome == BINDING_PENDING ? "pending" : "";
}

static const char *find(uint32_t code, uint32_t mods, bool alternate) {
    struct bindings_state state = {0};
    return find_in(&state, code, mods, alternate);
}

static void window_keys_are_found(void) {
    const uint32_t both = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT;
    use_layout("us", NULL);
    CHECK_STR(find(KEY_C, both, false), "copy");
    CHECK_STR(find(KEY_C, both | QUIRE_MOD_NUM_LOCK | QUIRE_MOD_CAPS_LOCK, false), "copy");
    CHECK_STR(find(KEY_C, QUIRE_MOD_CTRL, false), "");
    CHECK_STR(find(KEY_C, both | QUIRE_MOD_ALT, false), "");
    CHECK_STR(find(KEY_PLUS, QUIRE_MOD_CTRL, false), "font_larger");
    CHECK_STR(find(KEY_PLUS, both, false), "font_larger");
    CHECK_STR(find(KEY_MINUS, QUIRE_MOD_CTRL, false), "font_smaller");
    CHECK_STR(find(KEY_MINUS, both, false), ""); /* C-_ is a key of programs */
    CHECK_STR(find(KEY_MINUS, 0, false), "");
    CHECK_STR(find(112, QUIRE_MOD_SHIFT, false), "scroll_page_up");
    CHECK_STR(find(112, QUIRE_MOD_SHIFT, true), "");
    CHECK_STR(find(118, QUIRE_MOD_SHIFT, true), "paste_primary");
    CHECK_STR(find(95, 0, true), "fullscreen");
    use_layout("de", NULL);
    CHECK_STR(find(35, QUIRE_MOD_CTRL, false), "font_larger"); /* '+' without shift */
    use_layout("ru", NULL);
    CHECK_STR(find(KEY_C, both, false), "copy");
}

static void releases_are_no_commands(void) {
    const struct action_call *action;
    struct bindings_state state = {0};
    use_layout("us", NULL);
    struct key_stroke stroke = press(KEY_C);
    stroke.event.mods = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT;
    stroke.event.action = QUIRE_KEY_RELEASE;
    CHECK_INT(bindings_key(bindings, &state, &stroke.event, true, &action), BINDING_NONE);
}

static void bind(const char *sequence, const char *action, const char *want_error) {
    char error[200] = "";
    CHECK_INT(bindings_bind(bindings, sequence, action, error, sizeof error), want_error[0] == '\0');
    CHECK_STR(error, want_error);
}

static void sequences_lead_to_actions(void) {
    struct bindings_state state = {0};
    use_layout("us", NULL);
    bind("ctrl+a ctrl+c", "new_window", "");
    bind("ctrl+a c", "close", "");
    CHECK_STR(find_in(&state, KEY_A, QUIRE_MOD_CTRL, false), "pending");
    CHECK_STR(find_in(&state, KEY_C, QUIRE_MOD_CTRL, false), "new_window");
    CHECK_STR(find_in(&state, KEY_C, QUIRE_MOD_CTRL, false), ""); /* the sequence is over */
    CHECK_STR(find_in(&state, KEY_A, QUIRE_MOD_CTRL, false), "pending");
    CHECK_STR(find_in(&state, 50, QUIRE_MOD_SHIFT, false), ""); /* on the way to a capital */
    CHECK_STR(find_in(&state, KEY_C, 0, false), "close");
    CHECK_STR(find_in(&state, KEY_A, QUIRE_MOD_CTRL, false), "pending");
    CHECK_STR(find_in(&state, KEY_A, 0, false), "pending"); /* mistyped: used up */
    CHECK_STR(find_in(&state, KEY_A, 0, false), "");
    bind("ctrl+a", "copy", ""); /* takes the place of both */
    CHECK_STR(find(KEY_A, QUIRE_MOD_CTRL, false), "copy");
    bind("ctrl+a", "none", "");
    CHECK_STR(find(KEY_A, QUIRE_MOD_CTRL, false), "");
}

static void what_frees_a_sequence_frees_its_beginning(void) {
    use_layout("us", NULL);
    bind("ctrl+a c a", "close", "");
    bind("ctrl+a c c", "copy", "");
    bind("ctrl+a c a", "none", "");
    CHECK_STR(find(KEY_A, QUIRE_MOD_CTRL, false), "pending");
    bind("ctrl+a c c", "none", "");
    CHECK_STR(find(KEY_A, QUIRE_MOD_CTRL, false), "");
    bind("ctrl+a c c", "none", ""); /* nothing is bound: nothing happens */
}

static void wrong_bindings_are_told(void) {
    bind("ctrl+a", "fly", "there is no action 'fly' ('quire list-actions' lists all)");
    bind("hold+a", "copy", "'hold+a' is no key ('quire list-keys' shows how keys are written)");
    bind("ctrl+", "copy", "'ctrl+' is no key ('quire list-keys' shows how keys are written)");
    bind(" ", "copy", "no key is named");
    bind("a a a a a a a a a", "copy", "'a' is no key ('quire list-keys' shows how keys are written)");
}

/* What is written is read as the same. */
static void chords_are_written_as_they_are_read(void) {
    static const char *const chords[] = {
        "a",        "ctrl+shift+c", "ctrl+plus",        "ctrl+minus", "shift+page_up", "ctrl+shift+alt+super+f11",
        "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "kp_add"};
    for (size_t i = 0; i < sizeof chords / sizeof chords[0]; i++) {
        struct key_chord chord;
        char text[64];
        CHECK(key_chord_read(chords[i], strlen(chords[i]), &chord));
        key_chord_write(&chord, text, sizeof text);
        CHECK_STR(text, chords[i]);
    }
}

int main(void) {
    setenv("LC_ALL", "C.UTF-8", 1);
    if (!xkb_keys_init(&keys)) {
        printf("libxkbcommon does not start\n0 passed, 1 failed\n");
        return 1;
    }
    RUN(plain_and_shifted_characters);
    RUN(other_layouts_know_the_us_place);
    RUN(altgr_chooses_the_character);
    RUN(named_keys);
    RUN(dead_keys_compose);
    RUN(held_keys_repeat);
    RUN(modifiers_tell_the_state_after);
    RUN(keysyms_are_those_of_xkb);
    RUN(evdev_codes_are_those_of_the_keymap);
    bindings = bindings_create(NULL);
    if (bindings == NULL) {
        return 1;
    }
    RUN(window_keys_are_found);
    RUN(releases_are_no_commands);
    RUN(sequences_lead_to_actions);
    RUN(what_frees_a_sequence_frees_its_beginning);
    RUN(wrong_bindings_are_told);
    RUN(chords_are_written_as_they_are_read);
    bindings_release(bindings);
    xkb_keys_finish(&keys);
    return test_end();
}
