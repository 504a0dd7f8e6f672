/* pointer_event.h - what the pointer did over a window, in words of no window system. */
#ifndef POINTER_EVENT_H
#define POINTER_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/key.h>
#include <quire/mouse.h>

enum pointer_action {
    POINTER_PRESS,
    POINTER_RELEASE,
    POINTER_MOTION,
    POINTER_WHEEL,
    POINTER_SCROLL,   /* fingers on a touchpad move what is below, by pixels */
    POINTER_LEAVE,    /* it is over the window no more */
    POINTER_MODIFIERS /* keys changed `mods`; the pointer is where it was */
};

struct pointer_event {
    enum pointer_action action;
    enum quire_mouse_button button; /* of a press or release */
    int clicks;                     /* of a press: 2 for the second of two that follow each other fast, and so on */
    uint32_t mods;                  /* quire_modifier bits: shift, ctrl, alt */
    int32_t x_px, y_px;             /* from the top left of the window; may lie outside while a button is held */
    float wheel_x, wheel_y;         /* steps, or parts of them: right and up are positive */
    float scroll_x_px, scroll_y_px; /* likewise, of POINTER_SCROLL */
    bool scroll_ends;               /* the fingers have left it */
};

#endif
