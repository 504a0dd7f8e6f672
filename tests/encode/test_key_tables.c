/* quire/key_tables.h: every key of key.h, both ways, and the modifiers of a modifier's own event. */
#include <quire/key_tables.h>

#if __has_include(<linux/input-event-codes.h>)
#include <linux/input-event-codes.h>
#define HAS_EVDEV 1
#endif

#include "test.h"
#include "visible.h"

/* Keys that no keysym, or no evdev code below 249, names. */
static bool has_no_keysym(enum quire_key key) {
    return key == QUIRE_KEY_MEDIA_PLAY_PAUSE || key == QUIRE_KEY_MEDIA_REVERSE;
}

static bool has_no_evdev(enum quire_key key) {
    return key == QUIRE_KEY_MEDIA_REVERSE || (key >= QUIRE_KEY_F25 && key <= QUIRE_KEY_F35) ||
           key == QUIRE_KEY_LEFT_HYPER || key == QUIRE_KEY_RIGHT_HYPER || key == QUIRE_KEY_LEFT_META ||
           key == QUIRE_KEY_RIGHT_META || key == QUIRE_KEY_ISO_LEVEL3_SHIFT || key == QUIRE_KEY_ISO_LEVEL5_SHIFT;
}

static bool moves(enum quire_key key) {
    return (key >= QUIRE_KEY_KP_LEFT && key <= QUIRE_KEY_KP_DELETE) || key == QUIRE_KEY_KP_BEGIN;
}

/* Every key has a name, a keysym and a code that lead back to it, but for those that are known to have none. */
static void every_key_both_ways(void) {
    for (int k = QUIRE_KEY_CHARACTER + 1; k < QUIRE_KEY_COUNT; k++) {
        enum quire_key key = (enum quire_key)k;
        uint32_t keysym = quire_key_keysym(key), code = quire_key_evdev(key);
        bool was_good = test_ok;
        CHECK_INT(quire_key_from_name(quire_key_name(key)), key);
        CHECK((keysym == 0) == has_no_keysym(key));
        CHECK((code == 0) == has_no_evdev(key));
        CHECK(keysym == 0 || quire_key_from_keysym(keysym) == key);
        CHECK(code == 0 || quire_key_from_evdev(code, !moves(key)) == key);
        if (was_good && !test_ok)
            printf("    %s: keysym %x, code %u\n", quire_key_name(key), (unsigned)keysym, (unsigned)code);
    }
}

static void what_is_no_key(void) {
    CHECK(quire_key_name(QUIRE_KEY_CHARACTER) == NULL && quire_key_name(QUIRE_KEY_COUNT) == NULL);
    CHECK_INT(quire_key_keysym(QUIRE_KEY_CHARACTER), 0);
    CHECK_INT(quire_key_keysym(QUIRE_KEY_COUNT), 0);
    CHECK_INT(quire_key_evdev(QUIRE_KEY_CHARACTER), 0);
    CHECK_INT(quire_key_evdev(QUIRE_KEY_COUNT), 0);
    CHECK_INT(quire_key_from_keysym('a'), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_keysym(0), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_keysym(UINT32_MAX), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_evdev(30, true), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_evdev(0, true), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_key_from_evdev(UINT32_MAX, false), QUIRE_KEY_CHARACTER);
    CHECK_INT(quire_evdev_character(UINT32_MAX), 0);
    CHECK_INT(quire_key_modifier(QUIRE_KEY_COUNT), 0);
}

static void several_keysyms_of_one_key(void) {
    CHECK_INT(quire_key_from_keysym(0xFE20), QUIRE_KEY_TAB); /* ISO_Left_Tab */
    CHECK_INT(quire_key_from_keysym(0xFF15), QUIRE_KEY_PRINT_SCREEN);
    CHECK_INT(quire_key_from_keysym(0xFFBE + 34), QUIRE_KEY_F35);
    CHECK_INT(quire_key_from_keysym(0xFFB9), QUIRE_KEY_KP_9);
}

static void characters_of_keysyms(void) {
    static const uint32_t facts[][2] = {
        {'a', 'a'},
        {0xE9, 0xE9},
        {0x6CA, 0x439},   /* Cyrillic_shorti */
        {0x7E1, 0x3B1},   /* Greek_alpha */
        {0x20AC, 0x20AC}, /* EuroSign */
        {0x10020AC, 0x20AC},
        {0x110FFFF, 0x10FFFF},
        {0x1110000, 0},
        {0x100D800, 0},
        {0x1000007, 0},
        {0x85, 0},
        {0xFFB5, '5'},
        {0xFF0D, 0},
        {0xFE51, 0}, /* dead_acute */
        {0, 0},
        {UINT32_MAX, 0},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        CHECK_INT(quire_keysym_character(facts[i][0]), facts[i][1]);
}

#ifdef HAS_EVDEV
/* The numbers are the kernel's. */
static void evdev_numbers(void) {
    static const struct {
        uint32_t code;
        enum quire_key key;
    } facts[] = {{KEY_ESC, QUIRE_KEY_ESCAPE},
                 {KEY_LEFTCTRL, QUIRE_KEY_LEFT_CONTROL},
                 {KEY_RIGHTSHIFT, QUIRE_KEY_RIGHT_SHIFT},
                 {KEY_KPASTERISK, QUIRE_KEY_KP_MULTIPLY},
                 {KEY_F1, QUIRE_KEY_F1},
                 {KEY_F10, QUIRE_KEY_F10},
                 {KEY_F11, QUIRE_KEY_F11},
                 {KEY_F12, QUIRE_KEY_F12},
                 {KEY_F13, QUIRE_KEY_F13},
                 {KEY_F24, QUIRE_KEY_F24},
                 {KEY_KP7, QUIRE_KEY_KP_7},
                 {KEY_KP0, QUIRE_KEY_KP_0},
                 {KEY_KPDOT, QUIRE_KEY_KP_DECIMAL},
                 {KEY_KPENTER, QUIRE_KEY_KP_ENTER},
                 {KEY_KPSLASH, QUIRE_KEY_KP_DIVIDE},
                 {KEY_KPEQUAL, QUIRE_KEY_KP_EQUAL},
                 {KEY_KPCOMMA, QUIRE_KEY_KP_SEPARATOR},
                 {KEY_SYSRQ, QUIRE_KEY_PRINT_SCREEN},
                 {KEY_RIGHTALT, QUIRE_KEY_RIGHT_ALT},
                 {KEY_HOME, QUIRE_KEY_HOME},
                 {KEY_DELETE, QUIRE_KEY_DELETE},
                 {KEY_MUTE, QUIRE_KEY_MUTE_VOLUME},
                 {KEY_VOLUMEUP, QUIRE_KEY_RAISE_VOLUME},
                 {KEY_PAUSE, QUIRE_KEY_PAUSE},
                 {KEY_LEFTMETA, QUIRE_KEY_LEFT_SUPER},
                 {KEY_RIGHTMETA, QUIRE_KEY_RIGHT_SUPER},
                 {KEY_COMPOSE, QUIRE_KEY_MENU},
                 {KEY_NEXTSONG, QUIRE_KEY_MEDIA_TRACK_NEXT},
                 {KEY_PLAYPAUSE, QUIRE_KEY_MEDIA_PLAY_PAUSE},
                 {KEY_STOPCD, QUIRE_KEY_MEDIA_STOP},
                 {KEY_RECORD, QUIRE_KEY_MEDIA_RECORD},
                 {KEY_REWIND, QUIRE_KEY_MEDIA_REWIND},
                 {KEY_PLAY, QUIRE_KEY_MEDIA_PLAY},
                 {KEY_FASTFORWARD, QUIRE_KEY_MEDIA_FAST_FORWARD}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        CHECK_INT(quire_key_from_evdev(facts[i].code, true), facts[i].key);
    CHECK_INT(quire_evdev_character(KEY_Q), 'q');
    CHECK_INT(quire_evdev_character(KEY_GRAVE), '`');
    CHECK_INT(quire_evdev_character(KEY_BACKSLASH), '\\');
    CHECK_INT(quire_evdev_character(KEY_SPACE), ' ');
    CHECK_INT(quire_evdev_character(KEY_102ND), 0);
}
#endif

/* What a program gets when a modifier is pressed, held and released: `mods` is the state after each (kitty#6913). */
static void modifiers_tell_the_state_after(void) {
    static const struct {
        enum quire_key key;
        const char *press, *repeat, *release;
    } facts[] = {
        {QUIRE_KEY_LEFT_SHIFT, "<1b>[57441;2u", "<1b>[57441;2:2u", "<1b>[57441;1:3u"},
        {QUIRE_KEY_RIGHT_CONTROL, "<1b>[57448;5u", "<1b>[57448;5:2u", "<1b>[57448;1:3u"},
        {QUIRE_KEY_LEFT_ALT, "<1b>[57443;3u", "<1b>[57443;3:2u", "<1b>[57443;1:3u"},
        {QUIRE_KEY_LEFT_SUPER, "<1b>[57444;9u", "<1b>[57444;9:2u", "<1b>[57444;1:3u"},
        {QUIRE_KEY_CAPS_LOCK, "<1b>[57358;65u", "<1b>[57358;65:2u", "<1b>[57358;65:3u"},
        {QUIRE_KEY_NUM_LOCK, "<1b>[57360;129u", "<1b>[57360;129:2u", "<1b>[57360;129:3u"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        const char *want[] = {facts[i].press, facts[i].repeat, facts[i].release};
        uint32_t mods = 0;
        for (int action = QUIRE_KEY_PRESS; action <= QUIRE_KEY_RELEASE; action++) {
            struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
            struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
            char bytes[QUIRE_KEY_BYTES_MAX];
            size_t length = 0;
            modes.kitty_flags = 1 | 2 | 8;
            event.key = facts[i].key;
            event.action = (enum quire_key_action)action;
            event.mods = mods = quire_key_mods_after(mods, event.key, event.action);
            CHECK_INT(quire_key_encode(&modes, &event, bytes, sizeof bytes, &length), QUIRE_OK);
            CHECK_STR(visible(bytes, length), want[action]);
        }
    }
    CHECK_INT(quire_key_mods_after(QUIRE_MOD_CTRL, QUIRE_KEY_LEFT_SHIFT, QUIRE_KEY_PRESS),
              QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT);
    CHECK_INT(quire_key_mods_after(QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT, QUIRE_KEY_LEFT_SHIFT, QUIRE_KEY_RELEASE),
              QUIRE_MOD_CTRL);
    CHECK_INT(quire_key_mods_after(QUIRE_MOD_CTRL, QUIRE_KEY_UP, QUIRE_KEY_PRESS), QUIRE_MOD_CTRL);
    CHECK_INT(quire_key_mods_after(QUIRE_MOD_CTRL, QUIRE_KEY_CHARACTER, QUIRE_KEY_RELEASE), QUIRE_MOD_CTRL);
}

int main(void) {
    RUN(every_key_both_ways);
    RUN(what_is_no_key);
    RUN(several_keysyms_of_one_key);
    RUN(characters_of_keysyms);
#ifdef HAS_EVDEV
    RUN(evdev_numbers);
#endif
    RUN(modifiers_tell_the_state_after);
    return test_end();
}
