/* wayland_selections.h - who owns the clipboard and the primary selection on Wayland, and what is dragged here.
 *
 * One data device of our own beside SDL's. What is copied is offered to both (clipboard_wayland.c says where that
 * fails), a drag to one of them, or to both: Weston tells the newest, which is ours. So drags are followed here, too.
 *
 * A selection is made own with the serial of what the user did last; the compositor may refuse without a word (the
 * window does not have the keyboard, another program was later). So `lost` is told when it says so, and when it shows
 * another owner after it has seen the claim: a claim is known to be seen when a wl_display.sync behind it is answered.
 * Main thread. */
#ifndef WAYLAND_SELECTIONS_H
#define WAYLAND_SELECTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "clipboards.h"

struct wayland_offer;
struct wayland_seat;
struct wayland_selections;
struct wl_surface;

/* Told from SDL's pump. */
struct wayland_selections_sink {
    void *user;
    void (*lost)(void *user, enum clipboard_target target);
    /* Somebody wants what is own, in this type; the descriptor goes over. */
    void (*wanted)(void *user, enum clipboard_target target, const char *type, int descriptor);
};

/* A drag over one of our windows; `offer` NULL: it holds nothing that can be had. Left, or dropped: then the offer goes
 * over. */
struct wayland_drag_sink {
    void *user;
    void (*entered)(void *user, struct wl_surface *surface, uint32_t serial, const struct wayland_offer *offer);
    void (*dropped)(void *user, struct wl_surface *surface, struct wayland_offer *offer);
};

/* NULL: no memory, or no seat. The seat is borrowed, the sink of drags copied. */
struct wayland_selections *wayland_selections_create(const struct wayland_seat *seat,
                                                     const struct wayland_drag_sink *drags);
/* NULL is allowed. */
void wayland_selections_destroy(struct wayland_selections *selections);
/* Copied; before anything is claimed. NULL: nobody. */
void wayland_selections_set_sink(struct wayland_selections *selections, const struct wayland_selections_sink *sink);

/* Does the compositor have it at all? */
bool wayland_selections_has(const struct wayland_selections *selections, enum clipboard_target target);
/* What another program owns; NULL: nobody owns it, or this process. Borrowed until SDL pumps. */
const struct wayland_offer *wayland_selections_offer(const struct wayland_selections *selections,
                                                     enum clipboard_target target);
/* Makes it own, or, when it was, anew: in all types of texts, or as a PNG file. False: no memory, or there is no such
 * thing.
 */
enum wayland_form { WAYLAND_TEXT, WAYLAND_PICTURE };
bool wayland_selections_claim(struct wayland_selections *selections, enum clipboard_target target,
                              enum wayland_form form);
/* Nobody's, if it is own. */
void wayland_selections_clear(struct wayland_selections *selections, enum clipboard_target target);

#endif
