/* keyboard_source.h - what text_input.c and the three sources of keys share. Internal to src/platform. */
#ifndef KEYBOARD_SOURCE_H
#define KEYBOARD_SOURCE_H

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdbool.h>

#include "keyboard.h"

struct keyboard_source {
    const char *name;
    SDL_SYSWM_TYPE system; /* SDL_SYSWM_UNKNOWN: takes any */
    /* Returns the source's own state, or NULL when it cannot work here. */
    void *(*start)(struct keyboard *keyboard, const SDL_SysWMinfo *info);
    void (*stop)(void *state);
    /* Called for every SDL event before text_input.c looks at it. */
    void (*event)(void *state, struct keyboard *keyboard, const SDL_Event *event);
    /* How long SDL need not be asked for events; -1: until there are some. NULL: always so. */
    int (*patience_ms)(const void *state);
    /* Where an input method of the source's own shows its lists, in the window's coordinates. NULL: SDL has it. */
    void (*place)(void *state, int x, int y);
    /* SDL's TEXTINPUT and TEXTEDITING come from an input method, unless keyboard_swallow_text was told otherwise. */
    bool takes_texts;
};

extern const struct keyboard_source keyboard_source_x11, keyboard_source_wayland, keyboard_source_sdl;

/* The keys of the window, for the sources that use xkb. */
struct xkb_keys *keyboard_keys(struct keyboard *keyboard);

/* Delivers a key that is certainly ours. From keyboard_handle and keyboard_drained only. */
void keyboard_deliver(struct keyboard *keyboard, uint32_t code, enum quire_key_action action);
void keyboard_deliver_stroke(struct keyboard *keyboard, const struct key_stroke *stroke);

/* Wayland: keeps a stroke that was made inside SDL's pump until the next keyboard_handle or keyboard_drained. */
void keyboard_enqueue(struct keyboard *keyboard, const struct key_stroke *stroke);

/* Says that the TEXTINPUT events from now to the next key or drain belong to a key that was delivered. */
void keyboard_swallow_text(struct keyboard *keyboard, bool swallow);

/* What an input method commits, and what it shows of what it composes. */
void keyboard_commit(struct keyboard *keyboard, const char *text);
void keyboard_edit(struct keyboard *keyboard, const char *text);

#endif
