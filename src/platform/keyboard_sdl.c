#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "keyboard_source.h"

/* Other video drivers: SDL's key events give the key, the TEXTINPUT that follows gives its text. So a press waits for
 * the next event; text that no press waits for is an input method's. */
struct sdl_source {
    bool waiting;
    struct key_stroke stroke;
};

static const struct {
    SDL_Keycode code;
    enum quire_key key;
} named[] = {
    {SDLK_RETURN, QUIRE_KEY_ENTER},
    {SDLK_TAB, QUIRE_KEY_TAB},
    {SDLK_BACKSPACE, QUIRE_KEY_BACKSPACE},
    {SDLK_ESCAPE, QUIRE_KEY_ESCAPE},
    {SDLK_UP, QUIRE_KEY_UP},
    {SDLK_DOWN, QUIRE_KEY_DOWN},
    {SDLK_LEFT, QUIRE_KEY_LEFT},
    {SDLK_RIGHT, QUIRE_KEY_RIGHT},
    {SDLK_HOME, QUIRE_KEY_HOME},
    {SDLK_END, QUIRE_KEY_END},
    {SDLK_PAGEUP, QUIRE_KEY_PAGE_UP},
    {SDLK_PAGEDOWN, QUIRE_KEY_PAGE_DOWN},
    {SDLK_INSERT, QUIRE_KEY_INSERT},
    {SDLK_DELETE, QUIRE_KEY_DELETE},
    {SDLK_KP_0, QUIRE_KEY_KP_0},
    {SDLK_KP_PERIOD, QUIRE_KEY_KP_DECIMAL},
    {SDLK_KP_DIVIDE, QUIRE_KEY_KP_DIVIDE},
    {SDLK_KP_MULTIPLY, QUIRE_KEY_KP_MULTIPLY},
    {SDLK_KP_MINUS, QUIRE_KEY_KP_SUBTRACT},
    {SDLK_KP_PLUS, QUIRE_KEY_KP_ADD},
    {SDLK_KP_ENTER, QUIRE_KEY_KP_ENTER},
    {SDLK_KP_EQUALS, QUIRE_KEY_KP_EQUAL},
    {SDLK_CAPSLOCK, QUIRE_KEY_CAPS_LOCK},
    {SDLK_SCROLLLOCK, QUIRE_KEY_SCROLL_LOCK},
    {SDLK_NUMLOCKCLEAR, QUIRE_KEY_NUM_LOCK},
    {SDLK_PRINTSCREEN, QUIRE_KEY_PRINT_SCREEN},
    {SDLK_PAUSE, QUIRE_KEY_PAUSE},
    {SDLK_APPLICATION, QUIRE_KEY_MENU},
    {SDLK_LSHIFT, QUIRE_KEY_LEFT_SHIFT},
    {SDLK_RSHIFT, QUIRE_KEY_RIGHT_SHIFT},
    {SDLK_LCTRL, QUIRE_KEY_LEFT_CONTROL},
    {SDLK_RCTRL, QUIRE_KEY_RIGHT_CONTROL},
    {SDLK_LALT, QUIRE_KEY_LEFT_ALT},
    {SDLK_RALT, QUIRE_KEY_RIGHT_ALT},
    {SDLK_LGUI, QUIRE_KEY_LEFT_SUPER},
    {SDLK_RGUI, QUIRE_KEY_RIGHT_SUPER},
    {SDLK_MODE, QUIRE_KEY_ISO_LEVEL3_SHIFT},
};

static enum quire_key named_key(SDL_Keycode code) {
    if (code >= SDLK_F1 && code <= SDLK_F12) {
        return (enum quire_key)((int)QUIRE_KEY_F1 + (code - SDLK_F1));
    }
    if (code >= SDLK_F13 && code <= SDLK_F24) {
        return (enum quire_key)((int)QUIRE_KEY_F13 + (code - SDLK_F13));
    }
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) {
        return (enum quire_key)((int)QUIRE_KEY_KP_1 + (code - SDLK_KP_1));
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (named[i].code == code) {
            return named[i].key;
        }
    }
    return QUIRE_KEY_CHARACTER;
}

static uint32_t mods_of(Uint16 state) {
    static const struct {
        Uint16 sdl;
        uint32_t mod;
    } pairs[] = {{KMOD_SHIFT, QUIRE_MOD_SHIFT}, {KMOD_CTRL, QUIRE_MOD_CTRL},      {KMOD_ALT, QUIRE_MOD_ALT},
                 {KMOD_GUI, QUIRE_MOD_SUPER},   {KMOD_CAPS, QUIRE_MOD_CAPS_LOCK}, {KMOD_NUM, QUIRE_MOD_NUM_LOCK}};
    uint32_t mods = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        mods |= (state & pairs[i].sdl) != 0 ? pairs[i].mod : 0;
    }
    return mods;
}

static void deliver(struct sdl_source *source, struct keyboard *keyboard) {
    if (source->waiting) {
        source->waiting = false;
        keyboard_deliver_stroke(keyboard, &source->stroke);
    }
}

static void handle_key(struct sdl_source *source, struct keyboard *keyboard, const SDL_KeyboardEvent *event) {
    struct quire_key_event *key = &source->stroke.event;
    *key = (struct quire_key_event)QUIRE_KEY_EVENT_INIT;
    key->key = named_key(event->keysym.sym);
    key->mods = mods_of(event->keysym.mod);
    key->action = event->type == SDL_KEYUP ? QUIRE_KEY_RELEASE
                  : event->repeat != 0     ? QUIRE_KEY_REPEAT
                                           : QUIRE_KEY_PRESS;
    if (key->key == QUIRE_KEY_CHARACTER) {
        bool is_character = event->keysym.sym > 0x1F && (event->keysym.sym & SDLK_SCANCODE_MASK) == 0;
        if (!is_character) {
            return;
        }
        key->character = (uint32_t)event->keysym.sym;
        if (event->keysym.scancode >= SDL_SCANCODE_A && event->keysym.scancode <= SDL_SCANCODE_Z) {
            key->base = (uint32_t)('a' + (event->keysym.scancode - SDL_SCANCODE_A));
        }
    }
    source->waiting = true;
    if (event->type == SDL_KEYUP) {
        deliver(source, keyboard);
    }
}

static void handle_text(struct sdl_source *source, struct keyboard *keyboard, const char *text) {
    if (!source->waiting) {
        keyboard_commit(keyboard, text);
        return;
    }
    struct key_stroke *stroke = &source->stroke;
    size_t length = strlen(text);
    if (length < sizeof stroke->text) {
        memcpy(stroke->text, text, length + 1);
        stroke->event.text = stroke->text;
        stroke->event.text_length = length;
    }
    deliver(source, keyboard);
}

static void *start(struct keyboard *keyboard, const SDL_SysWMinfo *info) {
    (void)keyboard;
    (void)info;
    return calloc(1, sizeof(struct sdl_source));
}

static void handle(void *state, struct keyboard *keyboard, const SDL_Event *event) {
    struct sdl_source *source = state;
    if (event->type == SDL_TEXTINPUT) {
        handle_text(source, keyboard, event->text.text);
        return;
    }
    deliver(source, keyboard);
    if (event->type == SDL_KEYDOWN || event->type == SDL_KEYUP) {
        handle_key(source, keyboard, &event->key);
    }
}

const struct keyboard_source keyboard_source_sdl = {.name = "sdl", .start = start, .stop = free, .event = handle};
