/* Bindings as settings write them: chords, sequences, modes, actions with texts, and what is wrong with them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "action_check.h"
#include "bindings.h"
#include "key_chord.h"
#include "test.h"
#include "text_escapes.h"

static struct bindings *bindings;

static struct quire_key_event event_of(uint32_t character, uint32_t base, uint32_t mods) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.character = character;
    event.base = base;
    event.mods = mods;
    return event;
}

/* What is done, as it is written: "copy", "pending", or "" when the key is the program's. */
static const char *press_event(struct bindings_state *state, const struct quire_key_event *event, bool history) {
    static char text[200];
    const struct action_call *calls = NULL;
    enum bindings_outcome outcome = bindings_key(bindings, state, event, history, &calls);
    snprintf(text, sizeof text, "%s", outcome == BINDING_PENDING ? "pending" : "");
    if (outcome == BINDING_ACTION) {
        FILE *file = fmemopen(text, sizeof text, "w");
        action_call_print(calls, file);
        fclose(file);
    }
    return text;
}

static const char *press(struct bindings_state *state, char character, uint32_t mods) {
    struct quire_key_event event = event_of((unsigned char)character, (unsigned char)character, mods);
    return press_event(state, &event, true);
}

static const char *press_key(struct bindings_state *state, enum quire_key key) {
    struct quire_key_event event = event_of(0, 0, 0);
    event.key = key;
    return press_event(state, &event, true);
}

static void bind(const char *keys, const char *action) {
    char error[200] = "";
    CHECK(bindings_bind(bindings, keys, action, error, sizeof error));
    CHECK_STR(error, "");
}

/* Each way to write a sequence of chords leads to the same place. */
static void chords_follow_each_other(void) {
    static const struct {
        const char *keys;
        char first, second;
        uint32_t mods;
    } facts[] = {
        {"ctrl+a>n", 'a', 'n', QUIRE_MOD_CTRL},
        {"ctrl+a n", 'a', 'n', QUIRE_MOD_CTRL},
        {"ctrl+a > n", 'a', 'n', QUIRE_MOD_CTRL},
        {"CTRL+A>N", 'a', 'n', QUIRE_MOD_CTRL},
        {"control+a>n", 'a', 'n', QUIRE_MOD_CTRL},
        {"ctrl+>>n", '>', 'n', QUIRE_MOD_CTRL},
        {"alt++>n", '+', 'n', QUIRE_MOD_ALT},
        {">>n", '>', 'n', 0},
        {"+>n", '+', 'n', 0},
        {">>>", '>', '>', 0},
        {"ctrl+space>n", ' ', 'n', QUIRE_MOD_CTRL},
        {"ctrl+.>-", '.', '-', QUIRE_MOD_CTRL},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct bindings_state state = {0};
        bindings = bindings_create(NULL);
        bind(facts[i].keys, "copy");
        CHECK_STR(press(&state, facts[i].first, facts[i].mods), "pending");
        CHECK_STR(press(&state, facts[i].second, 0), "copy");
        CHECK_STR(press(&state, 'x', 0), ""); /* the sequence is over */
        bindings_release(bindings);
    }
}

/* By the letter, or by its place: z and y change places on a German keyboard. */
static void places_are_those_of_a_us_keyboard(void) {
    static const struct {
        const char *keys;
        uint32_t character, base;
        bool found;
    } facts[] = {
        {"ctrl+z", 'z', 'y', true},          {"ctrl+z", 'y', 'z', false},
        {"physical:ctrl+z", 'y', 'z', true}, {"physical:ctrl+z", 'z', 'y', false},
        {"ctrl+key_z", 'y', 'z', true},      {"ctrl+key_z", 'z', 'y', false},
        {"ctrl+digit_1", '&', '1', true},    {"ctrl+digit_1", '1', '0', false},
        {"ctrl+z", 0x44F, 'z', true},        {"physical:ctrl+z", 0x44F, 'z', true},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct bindings_state state = {0};
        struct quire_key_event event = event_of(facts[i].character, facts[i].base, QUIRE_MOD_CTRL);
        bindings = bindings_create(NULL);
        bind(facts[i].keys, "copy");
        CHECK_STR(press_event(&state, &event, true), facts[i].found ? "copy" : "");
        bindings_release(bindings);
    }
}

static void names_of_other_terminals_are_known(void) {
    static const struct {
        const char *written, *ours;
    } facts[] = {
        {"esc", "escape"},
        {"Return", "enter"},
        {"ctrl+PageUp", "ctrl+page_up"},
        {"arrow_left", "left"},
        {"ctrl+key_a", "physical:ctrl+a"},
        {"Shift+F5", "shift+f5"},
        {"physical:f5", "f5"},
        {"hyper+meta+x", "hyper+meta+x"},
        {"ctrl+Space", "ctrl+space"},
        {"ctrl++", "ctrl+plus"},
        {"ctrl+-", "ctrl+minus"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        struct key_chord chord;
        char text[64];
        CHECK(key_chord_read(facts[i].written, strlen(facts[i].written), &chord));
        key_chord_write(&chord, text, sizeof text);
        CHECK_STR(text, facts[i].ours);
    }
}

/* In a mode its keys alone mean something; it ends by escape, by leave_mode, or with the one key it was for. */
static void modes_hold_until_they_are_left(void) {
    struct bindings_state state = {0};
    bindings = bindings_create(NULL);
    bind(".resize-h", "scroll_line_up");
    bind(".resize-q", "leave_mode");
    bind(".resize-g>g", "copy");
    CHECK(!bindings_enter(bindings, &state, "none_such", false));
    CHECK_STR(press(&state, 'h', 0), "");
    CHECK(bindings_enter(bindings, &state, "resize", false));
    CHECK_STR(bindings_mode(bindings, &state), "resize");
    CHECK_STR(press(&state, 'h', 0), "scroll_line_up");
    CHECK_STR(press(&state, 'h', 0), "scroll_line_up");
    CHECK_STR(press(&state, 'x', 0), "pending");
    CHECK_STR(press(&state, 'c', QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT), "pending");
    CHECK_STR(press(&state, 'g', 0), "pending");
    CHECK_STR(press(&state, 'g', 0), "copy");
    CHECK_STR(press(&state, 'q', 0), "leave_mode");
    CHECK_STR(bindings_mode(bindings, &state), "resize"); /* the action leaves it */
    CHECK_STR(press_key(&state, QUIRE_KEY_LEFT_SHIFT), "");
    CHECK_STR(press_key(&state, QUIRE_KEY_ESCAPE), "pending");
    CHECK_STR(bindings_mode(bindings, &state), "");
    CHECK_STR(press(&state, 'h', 0), "");
    for (int known = 0; known < 2; known++) {
        CHECK(bindings_enter(bindings, &state, "resize", true));
        CHECK_STR(press(&state, known ? 'h' : 'x', 0), known ? "scroll_line_up" : "pending");
        CHECK_STR(bindings_mode(bindings, &state), "");
    }
    CHECK(bindings_enter(bindings, &state, "resize", true));
    CHECK_STR(press(&state, 'g', 0), "pending");
    CHECK_STR(press(&state, 'g', 0), "copy");
    CHECK_STR(bindings_mode(bindings, &state), "");
    bindings_release(bindings);
}

static void all_keys_can_be_freed(void) {
    struct bindings_state state = {0};
    bindings = bindings_create(NULL);
    bind(".resize-h", "copy");
    bind("", "clear");
    CHECK_STR(press(&state, 'c', QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT), "");
    bind("ctrl+shift+c", "paste");
    CHECK_STR(press(&state, 'c', QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT), "paste");
    bind("ctrl+shift+c", "unbind");
    CHECK_STR(press(&state, 'c', QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT), "");
    bindings_release(bindings);
}

/* What means nothing on the alternate screen is left out there, and the key is the program's when nothing is left. */
static void actions_follow_each_other(void) {
    struct bindings_state state = {0};
    struct quire_key_event event = event_of('a', 'a', 0);
    bindings = bindings_create(NULL);
    bind("a", "copy ; send_text:\\x03 ;  scroll_top");
    CHECK_STR(press(&state, 'a', 0), "copy ; send_text:\\x03 ; scroll_top");
    bind("a", "scroll_top ; scroll_bottom");
    CHECK_STR(press_event(&state, &event, true), "scroll_top ; scroll_bottom");
    CHECK_STR(press_event(&state, &event, false), "");
    bind("a", "scroll_top ; copy");
    CHECK_STR(press_event(&state, &event, false), "scroll_top ; copy");
    bindings_release(bindings);
}

static void mistakes_are_told(void) {
    static const struct {
        const char *keys, *action, *error;
    } facts[] = {
        {"a", "copi", "there is no action 'copi': did you mean 'copy'?"},
        {"a", "copy:x", "'copy' takes no text: 'x' is too much"},
        {"a", "copy:", "'copy' takes no text: '' is too much"},
        {"a", "send_text", "'send_text' needs a text: send_text:TEXT"},
        {"a", "send_text:", "'send_text' needs a text: send_text:TEXT"},
        {"a", "send_text:a\\q",
         "send_text:a\\q: '\\q' is no escape (\\e \\a \\b \\t \\n \\r \\s \\\\ \\xHH \\u{H...})"},
        {"a", "copy ; fly", "there is no action 'fly' ('quire list-actions' lists all)"},
        {"a", "copy ; ", "there is no action '' ('quire list-actions' lists all)"},
        {"a", "", "there is no action '' ('quire list-actions' lists all)"},
        {"a", "enter_mode:a b", "enter_mode:a b: a name has letters, digits and _, a letter first, 31 at most"},
        {"ctrl+a>", "copy", "'>' is no key ('quire list-keys' shows how keys are written)"},
        {"ctrl+a>hold+b", "copy", "'hold+b' is no key ('quire list-keys' shows how keys are written)"},
        {"physical:", "copy", "'physical:' is no key ('quire list-keys' shows how keys are written)"},
        {".resize-", "copy", "no key is named"},
        {".2x-h", "copy", "'.2x-h' is no key ('quire list-keys' shows how keys are written)"},
        {"", "copy", "'keys = clear' frees all keys; a key is bound by 'keys-KEY = ACTION'"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char error[200] = "";
        CHECK(!bindings_check(facts[i].keys, facts[i].action, error, sizeof error));
        CHECK_STR(error, facts[i].error);
    }
}

static void escapes_stand_for_bytes(void) {
    static const struct {
        const char *text, *bytes; /* NULL: it is wrong */
    } facts[] = {
        {"plain", "plain"},
        {"\\e[A", "\033[A"},
        {"\\x1b\\x7F", "\033\x7f"},
        {"\\u{e9}", "\xc3\xa9"},
        {"\\u{1F600}", "\xf0\x9f\x98\x80"},
        {"\\s\\\\\\n\\r\\t\\a\\b", " \\\n\r\t\a\b"},
        {"\\x", NULL},
        {"\\x4", NULL},
        {"\\u{}", NULL},
        {"\\u{110000}", NULL},
        {"\\u{d800}", NULL},
        {"\\u41", NULL},
        {"\\q", NULL},
        {"\\", NULL},
        {"\\u{41", NULL},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char bytes[64], error[100];
        size_t length = 0;
        bool good = text_escapes_read(facts[i].text, bytes, &length, error, sizeof error);
        CHECK_INT(good, facts[i].bytes != NULL);
        bytes[length] = '\0';
        CHECK(!good || strcmp(bytes, facts[i].bytes) == 0);
    }
}

static void numbers_have_a_range(void) {
    char error[100];
    CHECK(action_check_number("1", 1, 9, error, sizeof error) && action_check_number("9", 1, 9, error, sizeof error));
    static const char *const wrong[] = {"", "0", "10", "a", "1a", " 1", "+1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(!action_check_number(wrong[i], 1, 9, error, sizeof error));
        CHECK_STR(error, "it takes a number from 1 to 9");
    }
}

/* With its modifiers, and with shift too many; the left button selects where nothing is bound with ctrl or alt. */
static void buttons_are_found(void) {
    static const struct {
        enum quire_mouse_button button;
        uint32_t mods;
        const char *action; /* "": it is bound to nothing */
    } facts[] = {
        {QUIRE_BUTTON_MIDDLE, 0, "paste_primary"},
        {QUIRE_BUTTON_MIDDLE, QUIRE_MOD_SHIFT, "paste_primary"},
        {QUIRE_BUTTON_MIDDLE, QUIRE_MOD_CTRL, ""},
        {QUIRE_BUTTON_WHEEL_UP, QUIRE_MOD_CTRL, "font_larger"},
        {QUIRE_BUTTON_WHEEL_UP, QUIRE_MOD_CTRL | QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK, "font_larger"},
        {QUIRE_BUTTON_WHEEL_UP, 0, ""},
        {QUIRE_BUTTON_WHEEL_DOWN, QUIRE_MOD_CTRL, ""}, /* freed */
        {QUIRE_BUTTON_LEFT, QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT, ""},
        {QUIRE_BUTTON_LEFT, QUIRE_MOD_CTRL, "copy"},
        {QUIRE_BUTTON_9, 0, "paste"},
        {QUIRE_BUTTON_9, QUIRE_MOD_SHIFT, "scroll_top"},
    };
    static const char *const binds[][2] = {
        {"ctrl+wheel_down", "none"}, {"ctrl+left", "copy"}, {"Forward", "paste"}, {"shift+forward", "scroll_top"}};
    struct mouse_bindings mouse = {NULL, 0, 0};
    char error[200] = "";
    for (size_t i = 0; i < sizeof binds / sizeof binds[0]; i++) {
        CHECK(mouse_bindings_bind(&mouse, binds[i][0], binds[i][1], error, sizeof error));
    }
    struct config *config = calloc(1, sizeof *config);
    config_init(config);
    for (size_t i = 0; i < sizeof binds / sizeof binds[0]; i++) {
        char name[64];
        snprintf(name, sizeof name, "mouse-%s", binds[i][0]);
        CHECK(config_set(config, name, binds[i][1], error, sizeof error));
    }
    bindings = bindings_create(config);
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        const struct action_call *calls = bindings_button(bindings, facts[i].button, facts[i].mods);
        CHECK_STR(calls != NULL ? calls->action->name : "", facts[i].action);
    }
    CHECK(mouse_bindings_bind(&mouse, "", "clear", error, sizeof error));
    CHECK(mouse_bindings_find(&mouse, QUIRE_BUTTON_9, 0) == NULL);
    bindings_release(bindings);
    mouse_bindings_finish(&mouse);
    free(config);
}

static void wrong_buttons_are_told(void) {
    static const struct {
        const char *chord, *action, *error;
    } facts[] = {
        {"wheel_upp", "copy", "'wheel_upp' is no button: did you mean 'wheel_up'?"},
        {"xyz", "copy",
         "'xyz' is no button (left, middle, right, back, forward, wheel_up, wheel_down, wheel_left, wheel_right)"},
        {"super+left", "copy", "'super+left': a button is named behind ctrl, shift and alt, joined by +"},
        {"left", "copy", "the left button selects; it can be bound with ctrl or alt"},
        {"shift+left", "copy", "the left button selects; it can be bound with ctrl or alt"},
        {"right", "fly", "there is no action 'fly' ('quire list-actions' lists all)"},
        {"", "copy", "'mouse = clear' frees all; a button is bound by 'mouse-BUTTON = ACTION'"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        char error[200] = "";
        CHECK(!mouse_bindings_check(facts[i].chord, facts[i].action, error, sizeof error));
        CHECK_STR(error, facts[i].error);
    }
}

/* Every action can be written, and says what it does; no name is there twice. */
static void the_table_is_sound(void) {
    const struct action *action;
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        CHECK(action_find(action->name) == action);
        CHECK(action->run != NULL && action->help != NULL && action->help[0] != '\0');
        CHECK(strspn(action->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(action->name));
        CHECK(action->text == NULL || action->text->name[0] != '\0');
    }
}

int main(void) {
    RUN(chords_follow_each_other);
    RUN(places_are_those_of_a_us_keyboard);
    RUN(names_of_other_terminals_are_known);
    RUN(modes_hold_until_they_are_left);
    RUN(all_keys_can_be_freed);
    RUN(actions_follow_each_other);
    RUN(mistakes_are_told);
    RUN(escapes_stand_for_bytes);
    RUN(numbers_have_a_range);
    RUN(buttons_are_found);
    RUN(wrong_buttons_are_told);
    RUN(the_table_is_sound);
    return test_end();
}
