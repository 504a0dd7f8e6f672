/* pane_mouse.h - the pointer over a pane: selecting, scrolling, links, and reports to programs that want them.
 *
 * A program that asked for the mouse gets it, unless shift is held. Otherwise buttons and the wheel do what they are
 * bound to (pane_sink.button), and where they are bound to nothing: the left button selects (double click words, triple
 * click lines, alt or ctrl+alt a block), and keeps scrolling while dragged beyond an edge; with shift it extends the
 * selection, or selects from the last click on where there is none (where shift is what keeps a button from a program,
 * it does no more than that); the wheel scrolls history by lines, touchpads by pixels, or they send cursor keys
 * to a program on the alternate screen. The
 * link under the pointer is underlined, as links are wherever text has them; with ctrl (link-modifier) addresses and
 * paths of plain text are, too (pane_hover.h), the pointer is a hand, and a click opens what is there: so neither
 * selecting nor a click that was meant for the window opens anything (VTE does the same, kitty and foot open at a plain
 * click or not at all). Over the plain text of a program that has the mouse that takes shift, too. A button belongs
 * until its release to whoever got its press. Main thread. */
#ifndef PANE_MOUSE_H
#define PANE_MOUSE_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/place.h>

#include "pointer_event.h"
#include "smooth_scroll.h"
#include "timer_heap.h"

struct pane;

enum mouse_owner { MOUSE_NOBODY, MOUSE_SELECTION, MOUSE_SCROLLBAR, MOUSE_PROGRAM, MOUSE_LINK, MOUSE_BOUND };

struct pane_mouse {
    struct pane *pane;
    enum mouse_owner owner; /* of the buttons that are held */
    uint32_t buttons;       /* held, bits of enum quire_mouse_button */
    int32_t x_px, y_px;
    uint32_t reported_col, reported_row; /* the last cell told to the program */
    int32_t reported_x, reported_y;
    uint32_t mods; /* quire_modifier bits, from the last event */
    bool inside;   /* the pointer is over the pane */
    bool clicked;  /* there was a click, at: */
    struct quire_place click;
    struct timer scroll;              /* a drag beyond the edge scrolls on */
    int scroll_rows;                  /* how far it scrolls then, up when positive */
    float wheel_rest_x, wheel_rest_y; /* parts of a step from fine wheels, and touchpads */
    struct scroll_glide glide;        /* scrolling that goes on behind the fingers */
    struct timer gliding;
    char shape[64]; /* the pointer that the program asked for; "" is text */
};

void pane_mouse_init(struct pane_mouse *mouse, struct pane *pane);
void pane_mouse_finish(struct pane_mouse *mouse);

/* The view stands still: a key was pressed, for example. */
void pane_mouse_rest(struct pane_mouse *mouse);

/* Another frame is shown: something else may be under the pointer. */
void pane_mouse_frame(struct pane_mouse *mouse);
void pane_mouse_handle(struct pane_mouse *mouse, const struct pointer_event *event);

/* Where the pointer is: extends the selection, which goes on while a button is held; opens the link there, if any. */
void pane_mouse_extend(struct pane_mouse *mouse);
void pane_mouse_open_link(struct pane_mouse *mouse);
/* Is there one? */
bool pane_mouse_is_on_link(struct pane_mouse *mouse);

/* OSC 22. */
void pane_mouse_set_shape(struct pane_mouse *mouse, const char *css_name);

#endif
