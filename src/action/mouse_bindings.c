#define _GNU_SOURCE
#include "mouse_bindings.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <quire/key.h>

#include "key_chord.h"
#include "nearest_word.h"

static const char *const buttons[] = {
    [QUIRE_BUTTON_NONE] = "",
    [QUIRE_BUTTON_LEFT] = "left",
    [QUIRE_BUTTON_MIDDLE] = "middle",
    [QUIRE_BUTTON_RIGHT] = "right",
    [QUIRE_BUTTON_WHEEL_UP] = "wheel_up",
    [QUIRE_BUTTON_WHEEL_DOWN] = "wheel_down",
    [QUIRE_BUTTON_WHEEL_LEFT] = "wheel_left",
    [QUIRE_BUTTON_WHEEL_RIGHT] = "wheel_right",
    [QUIRE_BUTTON_8] = "back",
    [QUIRE_BUTTON_9] = "forward",
    NULL,
};

enum { BUTTONS = sizeof buttons / sizeof buttons[0] - 1 };

static const uint32_t known_mods = QUIRE_MOD_SHIFT | QUIRE_MOD_ALT | QUIRE_MOD_CTRL;

/* --- reading --- */

static void tell_button(const char *name, char *error, size_t error_size) {
    const char *meant = nearest_word(name, buttons + 1);
    snprintf(error, error_size, "'%.60s' is no button%s%s%s", name,
             meant != NULL ? ": did you mean '"
                           : " (left, middle, right, back, forward, wheel_up, wheel_down, "
                             "wheel_left, wheel_right)",
             meant != NULL ? meant : "", meant != NULL ? "'?" : "");
}

/* The button's name behind the modifiers; NULL: one of them is none that the mouse has. */
static const char *read_modifiers(const char *chord, uint32_t *mods) {
    const char *plus;
    *mods = 0;
    for (; (plus = strchr(chord, '+')) != NULL; chord = plus + 1) {
        uint32_t mod = key_chord_modifier(chord, (size_t)(plus - chord));
        if ((mod & known_mods) == 0) {
            return NULL;
        }
        *mods |= mod;
    }
    return chord;
}

static bool read_chord(const char *chord, struct mouse_binding *binding, char *error, size_t error_size) {
    const char *name = read_modifiers(chord, &binding->mods);
    if (name == NULL) {
        snprintf(error, error_size, "'%.60s': a button is named behind ctrl, shift and alt, joined by +", chord);
        return false;
    }
    for (int i = 1; i < BUTTONS; i++) {
        if (strcasecmp(buttons[i], name) == 0) {
            binding->button = (enum quire_mouse_button)i;
        }
    }
    if (binding->button == QUIRE_BUTTON_NONE) {
        tell_button(name, error, error_size);
        return false;
    }
    bool selects = binding->button == QUIRE_BUTTON_LEFT && (binding->mods & (QUIRE_MOD_CTRL | QUIRE_MOD_ALT)) == 0;
    if (selects) {
        snprintf(error, error_size, "the left button selects; it can be bound with ctrl or alt");
    }
    return !selects;
}

/* What is asked for; `button` 0: that all are freed. */
static bool read_wish(const char *chord, const char *action, struct mouse_binding *wish, char *error,
                      size_t error_size) {
    *wish = (struct mouse_binding){0, QUIRE_BUTTON_NONE, NULL};
    if (chord[0] == '\0') {
        bool clears = strcmp(action, "clear") == 0;
        if (!clears) {
            snprintf(error, error_size, "'mouse = clear' frees all; a button is bound by 'mouse-BUTTON = ACTION'");
        }
        return clears;
    }
    return read_chord(chord, wish, error, error_size) &&
           (action_call_is_none(action) || action_call_read(action, &wish->calls, error, error_size));
}

bool mouse_bindings_check(const char *chord, const char *action, char *error, size_t error_size) {
    struct mouse_binding wish;
    bool good = read_wish(chord, action, &wish, error, error_size);
    if (good) {
        action_call_destroy(wish.calls);
    }
    return good;
}

/* --- binding --- */

void mouse_bindings_finish(struct mouse_bindings *bindings) {
    for (size_t i = 0; i < bindings->count; i++) {
        action_call_destroy(bindings->list[i].calls);
    }
    free(bindings->list);
    *bindings = (struct mouse_bindings){NULL, 0, 0};
}

/* NULL: there is none. */
static struct mouse_binding *find(const struct mouse_bindings *bindings, enum quire_mouse_button button,
                                  uint32_t mods) {
    for (size_t i = 0; i < bindings->count; i++) {
        if (bindings->list[i].button == button && bindings->list[i].mods == mods) {
            return &bindings->list[i];
        }
    }
    return NULL;
}

static bool has_room(struct mouse_bindings *bindings) {
    size_t capacity = 2 * bindings->count + 8;
    struct mouse_binding *grown = bindings->list;
    if (bindings->count == bindings->capacity) {
        grown = realloc(bindings->list, capacity * sizeof *grown);
        bindings->list = grown != NULL ? grown : bindings->list;
        bindings->capacity = grown != NULL ? capacity : bindings->capacity;
    }
    return grown != NULL;
}

/* One that is freed stays, without calls. */
static bool put(struct mouse_bindings *bindings, const struct mouse_binding *wish) {
    struct mouse_binding *same = find(bindings, wish->button, wish->mods);
    if (same != NULL) {
        action_call_destroy(same->calls);
        same->calls = wish->calls;
        return true;
    }
    if (!has_room(bindings)) {
        return false;
    }
    bindings->list[bindings->count++] = *wish;
    return true;
}

bool mouse_bindings_bind(struct mouse_bindings *bindings, const char *chord, const char *action, char *error,
                         size_t error_size) {
    struct mouse_binding wish;
    if (!read_wish(chord, action, &wish, error, error_size)) {
        return false;
    }
    if (wish.button == QUIRE_BUTTON_NONE) {
        mouse_bindings_finish(bindings);
        return true;
    }
    if (!put(bindings, &wish)) {
        snprintf(error, error_size, "no memory");
        action_call_destroy(wish.calls);
        return false;
    }
    return true;
}

/* --- what a button does --- */

const struct action_call *mouse_bindings_find(const struct mouse_bindings *bindings, enum quire_mouse_button button,
                                              uint32_t mods) {
    const struct mouse_binding *found = find(bindings, button, mods & known_mods);
    if (found == NULL && button != QUIRE_BUTTON_LEFT) {
        found = find(bindings, button, mods & known_mods & ~(uint32_t)QUIRE_MOD_SHIFT);
    }
    return found != NULL ? found->calls : NULL;
}

void mouse_bindings_print(const struct mouse_bindings *bindings, FILE *file) {
    char text[64];
    for (size_t i = 0; i < bindings->count; i++) {
        const struct mouse_binding *at = &bindings->list[i];
        size_t used = 0;
        text[0] = '\0';
        if (at->calls != NULL) {
            used = key_chord_write_modifiers(at->mods, text, sizeof text);
            snprintf(text + used, sizeof text - used, "%s", buttons[at->button]);
            action_call_print_line(text, at->calls, file);
        }
    }
}
