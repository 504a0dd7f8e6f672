#include "bindings.h"

#include <stddef.h>

#define CTRL QUIRE_MOD_CTRL
#define SHIFT QUIRE_MOD_SHIFT
#define BOTH (QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT)
/* Shift may or may not be held: '+' and '-' lie differently on each layout. */
#define ANY_SHIFT 0x10000u

static const struct binding {
    uint32_t mods;
    enum quire_key key;
    uint32_t character; /* for QUIRE_KEY_CHARACTER: what the key gives without or with shift */
    enum binding_action action;
    bool history_only;       /* has no meaning on the alternate screen, which has no history */
    const char *name, *help; /* NULL: another way to write the one above */
} bindings[] = {
    {BOTH, QUIRE_KEY_CHARACTER, 'c', ACTION_COPY, false, "ctrl+shift+c", "copy the selection to the clipboard"},
    {BOTH, QUIRE_KEY_CHARACTER, 'v', ACTION_PASTE, false, "ctrl+shift+v", "paste the clipboard"},
    {SHIFT, QUIRE_KEY_INSERT, 0, ACTION_PASTE_PRIMARY, false, "shift+insert", "paste the primary selection"},
    {CTRL | ANY_SHIFT, QUIRE_KEY_CHARACTER, '+', ACTION_FONT_LARGER, false, "ctrl+plus", "larger font"},
    {CTRL | ANY_SHIFT, QUIRE_KEY_CHARACTER, '=', ACTION_FONT_LARGER, false, NULL, NULL},
    {CTRL, QUIRE_KEY_KP_ADD, 0, ACTION_FONT_LARGER, false, NULL, NULL},
    {CTRL, QUIRE_KEY_CHARACTER, '-', ACTION_FONT_SMALLER, false, "ctrl+minus", "smaller font"},
    {CTRL, QUIRE_KEY_KP_SUBTRACT, 0, ACTION_FONT_SMALLER, false, NULL, NULL},
    {CTRL, QUIRE_KEY_CHARACTER, '0', ACTION_FONT_RESET, false, "ctrl+0", "the font size of the settings"},
    {CTRL, QUIRE_KEY_KP_0, 0, ACTION_FONT_RESET, false, NULL, NULL},
    {BOTH, QUIRE_KEY_UP, 0, ACTION_SCROLL_LINE_UP, true, "ctrl+shift+up", "scroll up a line"},
    {BOTH, QUIRE_KEY_DOWN, 0, ACTION_SCROLL_LINE_DOWN, true, "ctrl+shift+down", "scroll down a line"},
    {SHIFT, QUIRE_KEY_PAGE_UP, 0, ACTION_SCROLL_PAGE_UP, true, "shift+page_up", "scroll up a page"},
    {SHIFT, QUIRE_KEY_PAGE_DOWN, 0, ACTION_SCROLL_PAGE_DOWN, true, "shift+page_down", "scroll down a page"},
    {SHIFT, QUIRE_KEY_HOME, 0, ACTION_SCROLL_TOP, true, "shift+home", "scroll to the oldest line"},
    {SHIFT, QUIRE_KEY_END, 0, ACTION_SCROLL_BOTTOM, true, "shift+end", "scroll to the bottom"},
    {0, QUIRE_KEY_F11, 0, ACTION_FULLSCREEN, false, "f11", "full screen on and off"},
    {BOTH, QUIRE_KEY_CHARACTER, 'n', ACTION_NEW_WINDOW, false, "ctrl+shift+n", "another window"},
    {BOTH, QUIRE_KEY_CHARACTER, 'q', ACTION_CLOSE, false, "ctrl+shift+q", "close the window"},
};

#define BINDING_COUNT (sizeof bindings / sizeof bindings[0])

/* A layout without Latin letters still has the bindings: at their places on a US keyboard. */
static bool same_character(const struct binding *binding, const struct quire_key_event *event) {
    bool shifted = (event->mods & QUIRE_MOD_SHIFT) != 0;
    if ((binding->mods & ANY_SHIFT) != 0) {
        return binding->character == (shifted && event->shifted != 0 ? event->shifted : event->character) ||
               (binding->character == '+' && event->shifted == '+' && shifted);
    }
    return binding->character == event->character || (event->character > 0x7F && binding->character == event->base);
}

static bool matches(const struct binding *binding, const struct quire_key_event *event) {
    uint32_t locks = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK;
    uint32_t mods = event->mods & ~locks;
    if ((binding->mods & ANY_SHIFT) != 0) {
        mods &= ~(uint32_t)QUIRE_MOD_SHIFT;
    }
    return mods == (binding->mods & ~ANY_SHIFT) && binding->key == event->key &&
           (binding->key != QUIRE_KEY_CHARACTER || same_character(binding, event));
}

enum binding_action bindings_find(const struct quire_key_event *event, bool alternate_screen) {
    if (event->action == QUIRE_KEY_RELEASE) {
        return ACTION_NONE;
    }
    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (matches(&bindings[i], event) && !(bindings[i].history_only && alternate_screen)) {
            return bindings[i].action;
        }
    }
    return ACTION_NONE;
}

void bindings_print(FILE *file) {
    for (size_t i = 0; i < BINDING_COUNT; i++) {
        if (bindings[i].name != NULL) {
            fprintf(file, "%-18s %s\n", bindings[i].name, bindings[i].help);
        }
    }
}
