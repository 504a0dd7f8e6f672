#include "test.h"

#include <quire/key.h>
#include <quire/mouse.h>

#include "visible.h"

enum { S = QUIRE_MOD_SHIFT, A = QUIRE_MOD_ALT, C = QUIRE_MOD_CTRL };
#define PRESS QUIRE_MOUSE_ACTION_PRESS
#define RELEASE QUIRE_MOUSE_ACTION_RELEASE
#define MOTION QUIRE_MOUSE_ACTION_MOTION

struct fact {
    enum quire_mouse_action action;
    enum quire_mouse_button button;
    uint32_t mods;
    int32_t col, row;
    const char *want;
};

static const char *encoded(const struct quire_input_modes *modes, const struct fact *fact) {
    struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length = 0;
    event.action = fact->action;
    event.button = fact->button;
    event.mods = fact->mods;
    event.col = fact->col;
    event.row = fact->row;
    event.x_px = fact->col * 10 + 3;
    event.y_px = fact->row * 20 + 7;
    CHECK_INT(quire_mouse_encode(modes, &event, bytes, sizeof bytes, &length), QUIRE_OK);
    return visible(bytes, length);
}

static void check_facts(enum quire_mouse_mode mode, enum quire_mouse_encoding encoding, const struct fact *facts,
                        size_t count) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    modes.mouse = mode;
    modes.mouse_encoding = encoding;
    for (size_t i = 0; i < count; i++) {
        bool was_good = test_ok;
        CHECK_STR(encoded(&modes, &facts[i]), facts[i].want);
        if (was_good && !test_ok)
            printf("    fact %zu\n", i);
    }
}

#define CHECK_FACTS(mode, encoding, facts) check_facts(mode, encoding, facts, sizeof facts / sizeof *facts)

static void modes_choose_the_events(void) {
    static const struct fact off[] = {{PRESS, QUIRE_BUTTON_LEFT, 0, 0, 0, ""},
                                      {MOTION, QUIRE_BUTTON_LEFT, 0, 0, 0, ""}};
    static const struct fact press[] = {
        {PRESS, QUIRE_BUTTON_RIGHT, 0, 0, 0, "<1b>[<2;1;1M"},
        {PRESS, QUIRE_BUTTON_LEFT, C, 0, 0, "<1b>[<0;1;1M"},
        {RELEASE, QUIRE_BUTTON_RIGHT, 0, 0, 0, ""},
        {PRESS, QUIRE_BUTTON_WHEEL_UP, 0, 0, 0, ""},
        {MOTION, QUIRE_BUTTON_LEFT, 0, 0, 0, ""},
    };
    static const struct fact both[] = {
        {PRESS, QUIRE_BUTTON_LEFT, 0, 4, 2, "<1b>[<0;5;3M"},
        {RELEASE, QUIRE_BUTTON_LEFT, 0, 4, 2, "<1b>[<0;5;3m"},
        {MOTION, QUIRE_BUTTON_LEFT, 0, 4, 2, ""},
        {MOTION, QUIRE_BUTTON_NONE, 0, 4, 2, ""},
        {PRESS, QUIRE_BUTTON_NONE, 0, 4, 2, ""},
    };
    static const struct fact drag[] = {
        {MOTION, QUIRE_BUTTON_MIDDLE, 0, 4, 2, "<1b>[<33;5;3M"},
        {MOTION, QUIRE_BUTTON_NONE, 0, 4, 2, ""},
        {MOTION, QUIRE_BUTTON_9, 0, 4, 2, "<1b>[<161;5;3M"},
        {MOTION, QUIRE_BUTTON_WHEEL_UP, 0, 4, 2, ""},
    };
    static const struct fact any[] = {
        {MOTION, QUIRE_BUTTON_NONE, S | C, 4, 2, "<1b>[<55;5;3M"},
        {MOTION, QUIRE_BUTTON_WHEEL_LEFT, 0, 4, 2, "<1b>[<35;5;3M"},
    };
    CHECK_FACTS(QUIRE_MOUSE_OFF, QUIRE_MOUSE_SGR, off);
    CHECK_FACTS(QUIRE_MOUSE_PRESS, QUIRE_MOUSE_SGR, press);
    CHECK_FACTS(QUIRE_MOUSE_PRESS_RELEASE, QUIRE_MOUSE_SGR, both);
    CHECK_FACTS(QUIRE_MOUSE_BUTTON_MOTION, QUIRE_MOUSE_SGR, drag);
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_SGR, any);
}

static void buttons_have_codes(void) {
    static const struct fact facts[] = {
        {PRESS, QUIRE_BUTTON_WHEEL_UP, 0, 0, 0, "<1b>[<64;1;1M"},
        {PRESS, QUIRE_BUTTON_WHEEL_DOWN, S, 0, 0, "<1b>[<69;1;1M"},
        {PRESS, QUIRE_BUTTON_WHEEL_LEFT, 0, 0, 0, "<1b>[<66;1;1M"},
        {PRESS, QUIRE_BUTTON_WHEEL_RIGHT, 0, 0, 0, "<1b>[<67;1;1M"},
        {RELEASE, QUIRE_BUTTON_WHEEL_UP, 0, 0, 0, ""},
        {PRESS, QUIRE_BUTTON_8, 0, 0, 0, "<1b>[<128;1;1M"},
        {RELEASE, QUIRE_BUTTON_11, 0, 0, 0, "<1b>[<131;1;1m"},
        {PRESS, QUIRE_BUTTON_LEFT, S | A | C, 0, 0, "<1b>[<28;1;1M"},
        {PRESS, QUIRE_BUTTON_LEFT, QUIRE_MOD_META, 0, 0, "<1b>[<8;1;1M"},
    };
    CHECK_FACTS(QUIRE_MOUSE_PRESS_RELEASE, QUIRE_MOUSE_SGR, facts);
}

static void encodings_write_the_numbers(void) {
    static const struct fact standard[] = {
        {PRESS, QUIRE_BUTTON_MIDDLE, 0, 9, 19, "<1b>[M!*4"},
        {RELEASE, QUIRE_BUTTON_MIDDLE, 0, 9, 19, "<1b>[M#*4"},
        {PRESS, QUIRE_BUTTON_LEFT, 0, 222, 94, "<1b>[M <ff><7f>"},
        {PRESS, QUIRE_BUTTON_LEFT, 0, 223, 0, ""},
        {PRESS, QUIRE_BUTTON_LEFT, 0, 0, 223, ""},
        {PRESS, QUIRE_BUTTON_8, 0, 0, 0, "<1b>[M<a0>!!"},
        {PRESS, QUIRE_BUTTON_LEFT, 0, -4, -1, "<1b>[M !!"},
    };
    static const struct fact utf8[] = {
        {PRESS, QUIRE_BUTTON_LEFT, 0, 94, 95, "<1b>[M <7f><c2><80>"},
        {PRESS, QUIRE_BUTTON_LEFT, 0, 2014, 0, "<1b>[M <df><bf>!"},
        {PRESS, QUIRE_BUTTON_LEFT, 0, 2015, 0, ""},
        {PRESS, QUIRE_BUTTON_8, 0, 0, 0, "<1b>[M<c2><a0>!!"},
    };
    static const struct fact urxvt[] = {
        {PRESS, QUIRE_BUTTON_RIGHT, 0, 299, 0, "<1b>[34;300;1M"},
        {RELEASE, QUIRE_BUTTON_RIGHT, A, 0, 0, "<1b>[43;1;1M"},
        {PRESS, QUIRE_BUTTON_WHEEL_DOWN, 0, 0, 0, "<1b>[97;1;1M"},
    };
    static const struct fact pixels[] = {{PRESS, QUIRE_BUTTON_LEFT, 0, 2, 5, "<1b>[<0;24;108M"},
                                         {RELEASE, QUIRE_BUTTON_LEFT, 0, -2, 0, "<1b>[<0;1;8m"}};
    static const struct fact sgr[] = {
        {MOTION, QUIRE_BUTTON_LEFT, 0, 100000, -7, "<1b>[<32;100001;1M"},
    };
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_DEFAULT, standard);
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_UTF8, utf8);
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_URXVT, urxvt);
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_SGR_PIXELS, pixels);
    CHECK_FACTS(QUIRE_MOUSE_ANY_MOTION, QUIRE_MOUSE_SGR, sgr);
}

static void wheel_scrolls_the_alternate_screen(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    const struct fact up = {PRESS, QUIRE_BUTTON_WHEEL_UP, C, 0, 0, ""},
                      down = {PRESS, QUIRE_BUTTON_WHEEL_DOWN, 0, 0, 0, ""};
    const struct fact left = {PRESS, QUIRE_BUTTON_WHEEL_LEFT, 0, 0, 0, ""},
                      click = {PRESS, QUIRE_BUTTON_LEFT, 0, 0, 0, ""};
    CHECK_STR(encoded(&modes, &up), "");
    modes.alternate_scroll = true;
    CHECK_STR(encoded(&modes, &up), "<1b>[A");
    CHECK_STR(encoded(&modes, &down), "<1b>[B");
    CHECK_STR(encoded(&modes, &left), "");
    CHECK_STR(encoded(&modes, &click), "");
    modes.application_cursor = true;
    CHECK_STR(encoded(&modes, &up), "<1b>OA");
    modes.mouse = QUIRE_MOUSE_PRESS_RELEASE;
    modes.mouse_encoding = QUIRE_MOUSE_SGR;
    CHECK_STR(encoded(&modes, &down), "<1b>[<65;1;1M");
}

static void focus_is_told_when_asked_for(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[4];
    size_t length = 9;
    CHECK_INT(quire_focus_encode(&modes, true, bytes, 4, &length), QUIRE_OK);
    CHECK_INT(length, 0);
    modes.focus_events = true;
    CHECK_INT(quire_focus_encode(&modes, true, bytes, 4, &length), QUIRE_OK);
    CHECK_STR(visible(bytes, length), "<1b>[I");
    CHECK_INT(quire_focus_encode(&modes, false, bytes, 3, &length), QUIRE_OK);
    CHECK_STR(visible(bytes, length), "<1b>[O");
    CHECK_INT(quire_focus_encode(&modes, false, bytes, 2, &length), QUIRE_NO_SPACE);
    CHECK_INT(length, 3);
    CHECK_INT(quire_focus_encode(NULL, false, bytes, 4, &length), QUIRE_INVALID);
}

static void capacity_and_arguments_are_checked(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    size_t length;
    modes.mouse = QUIRE_MOUSE_PRESS_RELEASE;
    event.button = QUIRE_BUTTON_LEFT;
    for (size_t capacity = 0; capacity < 8; capacity++) {
        memset(bytes, '#', sizeof bytes);
        enum quire_result want = capacity < 6 ? QUIRE_NO_SPACE : QUIRE_OK;
        CHECK_INT(quire_mouse_encode(&modes, &event, bytes, capacity, &length), want);
        CHECK_INT(length, 6);
        CHECK_INT(bytes[0], want == QUIRE_OK ? '\033' : '#');
        CHECK_INT(bytes[6], '#');
    }
    event.button = (enum quire_mouse_button)(QUIRE_BUTTON_11 + 1);
    CHECK_INT(quire_mouse_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.button = QUIRE_BUTTON_LEFT;
    modes.mouse_encoding = (enum quire_mouse_encoding)9;
    CHECK_INT(quire_mouse_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    modes.mouse_encoding = QUIRE_MOUSE_SGR;
    event.action = (enum quire_mouse_action)3;
    CHECK_INT(quire_mouse_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
    event.action = PRESS;
    event.size = 1;
    CHECK_INT(quire_mouse_encode(&modes, &event, bytes, 8, &length), QUIRE_INVALID);
}

static void random_events_stay_in_bounds(void) {
    unsigned state = 7;
    char bytes[QUIRE_MOUSE_BYTES_MAX];
    for (int round = 0; round < 200000; round++) {
        struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
        struct quire_mouse_event event = QUIRE_MOUSE_EVENT_INIT;
        size_t length = 0;
        modes.mouse = (enum quire_mouse_mode)(next_random(&state) % 5);
        modes.mouse_encoding = (enum quire_mouse_encoding)(next_random(&state) % 5);
        modes.alternate_scroll = next_random(&state) & 1;
        modes.kitty_flags = (uint8_t)next_random(&state);
        event.action = (enum quire_mouse_action)(next_random(&state) % 3);
        event.button = (enum quire_mouse_button)(next_random(&state) % 12);
        event.mods = next_random(&state);
        event.col = (int32_t)(next_random(&state) << 8 | next_random(&state));
        event.row = (int32_t)next_random(&state) % 4096;
        event.x_px = INT32_MAX;
        event.y_px = INT32_MIN;
        CHECK_INT(quire_mouse_encode(&modes, &event, bytes, sizeof bytes, &length), QUIRE_OK);
    }
}

int main(void) {
    RUN(modes_choose_the_events);
    RUN(buttons_have_codes);
    RUN(encodings_write_the_numbers);
    RUN(wheel_scrolls_the_alternate_screen);
    RUN(focus_is_told_when_asked_for);
    RUN(capacity_and_arguments_are_checked);
    RUN(random_events_stay_in_bounds);
    return test_end();
}
