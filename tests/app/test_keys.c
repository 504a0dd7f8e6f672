/* Keymaps without a display: what a key code becomes on several layouts, compose, holding, and the window's keys. */
#define _GNU_SOURCE
#include <stdlib.h>

#include <xkbcommon/xkbcommon.h>

#include "bindings.h"
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

static enum binding_action find(uint32_t code, uint32_t mods, bool alternate) {
    struct key_stroke stroke = press(code);
    stroke.event.mods = mods;
    return bindings_find(&stroke.event, alternate);
}

static void window_keys_are_found(void) {
    const uint32_t both = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT;
    use_layout("us", NULL);
    CHECK_INT(find(KEY_C, both, false), ACTION_COPY);
    CHECK_INT(find(KEY_C, both | QUIRE_MOD_NUM_LOCK | QUIRE_MOD_CAPS_LOCK, false), ACTION_COPY);
    CHECK_INT(find(KEY_C, QUIRE_MOD_CTRL, false), ACTION_NONE);
    CHECK_INT(find(KEY_C, both | QUIRE_MOD_ALT, false), ACTION_NONE);
    CHECK_INT(find(KEY_PLUS, QUIRE_MOD_CTRL, false), ACTION_FONT_LARGER);
    CHECK_INT(find(KEY_PLUS, both, false), ACTION_FONT_LARGER);
    CHECK_INT(find(KEY_MINUS, QUIRE_MOD_CTRL, false), ACTION_FONT_SMALLER);
    CHECK_INT(find(KEY_MINUS, 0, false), ACTION_NONE);
    CHECK_INT(find(112, QUIRE_MOD_SHIFT, false), ACTION_SCROLL_PAGE_UP);
    CHECK_INT(find(112, QUIRE_MOD_SHIFT, true), ACTION_NONE);
    CHECK_INT(find(118, QUIRE_MOD_SHIFT, true), ACTION_PASTE_PRIMARY);
    CHECK_INT(find(95, 0, true), ACTION_FULLSCREEN);
    use_layout("de", NULL);
    CHECK_INT(find(35, QUIRE_MOD_CTRL, false), ACTION_FONT_LARGER); /* '+' without shift */
    use_layout("ru", NULL);
    CHECK_INT(find(KEY_C, both, false), ACTION_COPY);
}

static void releases_are_no_commands(void) {
    use_layout("us", NULL);
    struct key_stroke stroke = press(KEY_C);
    stroke.event.mods = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT;
    stroke.event.action = QUIRE_KEY_RELEASE;
    CHECK_INT(bindings_find(&stroke.event, false), ACTION_NONE);
}

int main(void) {
    setenv("LC_ALL", "C.UTF-8", 1);
    if (!xkb_keys_init(&keys)) {
        printf("libxkbcommon does not start\n0 passed, 1 failed\n");
        return 1;
    }
    RUN(plain_and_shifted_characters);
    RUN(other_layouts_know_the_us_place);
    RUN(named_keys);
    RUN(dead_keys_compose);
    RUN(held_keys_repeat);
    RUN(window_keys_are_found);
    RUN(releases_are_no_commands);
    xkb_keys_finish(&keys);
    return test_end();
}
