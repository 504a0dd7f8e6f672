/* mouse.h - the pointer over a session: selecting, scrolling, links, and reports to programs that want them.
 *
 * A program that asked for the mouse gets it, unless shift is held. Otherwise: left button selects (double click words,
 * triple click lines, alt a block; shift extends), and keeps scrolling while dragged beyond an edge; the middle button
 * pastes the primary selection; the wheel scrolls history, or sends cursor keys to a program on the alternate screen.
 * With ctrl, hyperlinks light up and a click opens them. A button belongs until its release to whoever got its press.
 * Main thread. */
#ifndef MOUSE_H
#define MOUSE_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "session.h"
#include "view.h"
#include "window.h"

enum mouse_owner { MOUSE_NOBODY, MOUSE_SELECTION, MOUSE_SCROLLBAR, MOUSE_PROGRAM, MOUSE_LINK };

struct mouse {
    struct window *window;
    struct view *view;
    struct session *session;
    bool copy_on_select;
    enum mouse_owner owner; /* of the buttons that are held */
    uint32_t buttons;       /* held, bits of enum quire_mouse_button */
    int32_t x_px, y_px;
    uint32_t reported_col, reported_row; /* the last cell told to the program */
    int32_t reported_x, reported_y;
    uint32_t mods;                    /* quire_modifier bits, from the last event */
    int64_t scroll_at;                /* when a drag beyond the edge scrolls again; VIEW_NEVER: it does not */
    int scroll_rows;                  /* how far it scrolls then, up when positive */
    float wheel_rest_x, wheel_rest_y; /* parts of a step from fine wheels */
    char shape[64];                   /* the pointer that the program asked for; "" is text */
};

void mouse_init(struct mouse *mouse, struct window *window, struct view *view, struct session *session,
                bool copy_on_select);

/* Takes mouse events. True: it was one. */
bool mouse_handle(struct mouse *mouse, const SDL_Event *event);

/* Call after keys were handled: when modifiers changed, links under the pointer light up or go dark. */
void mouse_modifiers(struct mouse *mouse);

/* OSC 22. */
void mouse_set_shape(struct mouse *mouse, const char *css_name);

/* Scrolls on when a drag beyond an edge is due. */
void mouse_tick(struct mouse *mouse, int64_t now);

#endif
