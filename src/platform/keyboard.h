/* keyboard.h - what is typed into an SDL window, as key strokes, committed text and preedit.
 *
 * SDL knows keys and text, but not both together, and not what a key is without shift or with AltGr. So on X11 and
 * Wayland the key events are read beside SDL (keyboard_x11.c, keyboard_wayland.c) and given to libxkbcommon; elsewhere
 * SDL's own events must do (keyboard_sdl.c). Input methods:
 *
 * - X11: keys go through XFilterEvent to the input method (x_input_method.h); commits, preedit, and the keys that it
 *   leaves to us come in one stream. SDL's texts are not looked at.
 * - Wayland: keys and what the input method says (wayland_text_input.h) come in one stream, too. Where the compositor
 *   has no input methods, SDL asks for some by D-Bus: a TEXTINPUT behind a KEYDOWN is that key's own and is swallowed,
 *   one without a key is committed text, TEXTEDITING is preedit.
 *
 * Feed every SDL event to keyboard_handle and call keyboard_drained when SDL_PollEvent has no more. The sink is called
 * from these two functions only. Main thread. */
#ifndef KEYBOARD_H
#define KEYBOARD_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>

#include "keyboard_queue.h"
#include "xkb_keys.h"

struct keyboard;

struct keyboard_sink {
    void *user;
    void (*stroke)(void *user, const struct key_stroke *stroke);
    void (*text)(void *user, const char *text, size_t length); /* committed by an input method */
    void (*preedit)(void *user, const char *text);             /* "" ends it */
};

/* NULL: no memory. A window system that cannot be read beside SDL falls back to SDL's events. */
struct keyboard *keyboard_create(SDL_Window *window, const struct keyboard_sink *sink);
void keyboard_destroy(struct keyboard *keyboard);

/* What an input method beside SDL says, of Wayland: it is told with the keys, in the order in which it came. From SDL's
 * pump. With keyboard_leave_texts SDL's own texts are switched off, for all windows. */
void keyboard_enqueue_text(struct keyboard *keyboard, enum keyboard_item_kind kind, const char *text);
void keyboard_leave_texts(struct keyboard *keyboard);

void keyboard_handle(struct keyboard *keyboard, const SDL_Event *event);
void keyboard_drained(struct keyboard *keyboard);

/* How long SDL need not be asked for events, if the display has none; -1: for ever. An input method's answers may come
 * without an event of the display, and on Wayland SDL makes the repeats of a held key when it is asked. */
int keyboard_patience_ms(const struct keyboard *keyboard);

/* Where the cursor is, in window coordinates: input methods put their lists there. */
void keyboard_place(struct keyboard *keyboard, int x, int y, int width, int height);

/* "x11", "wayland" or "sdl": how keys are read, for messages and tests. */
const char *keyboard_source(const struct keyboard *keyboard);

#endif
