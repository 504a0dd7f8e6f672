/* wayland_drop.h - what is dropped on a window on Wayland: files and addresses, or a text.
 *
 * Comes by the data device of our own (wayland_selections.h). Files are told as files, the addresses that are none, and
 * texts, as texts, as on X11. The text comes by a pipe that the loop watches; its source may be slow or dead. One at a
 * time: a further drop ends the one before. One per process, main thread. */
#ifndef WAYLAND_DROP_H
#define WAYLAND_DROP_H

#include <stdbool.h>

#include "clipboard_pipes.h"
#include "event_loop.h"
#include "wayland_selections.h"

struct wayland_drop_sink {
    void *user;
    /* As in struct window_sink: pieces, then both NULL. `surface` is that of the window; it may be gone by now. */
    void (*dropped)(void *user, const struct wl_surface *surface, const char *file, const char *text);
};

struct wayland_drop {
    struct event_loop *loop;
    struct wayland_drop_sink sink;
    struct clipboard_pipes pipes;
    struct clipboard_pipe *pipe; /* NULL: nothing comes */
    struct wayland_offer *offer; /* the one that comes */
    struct wl_surface *surface;
    bool list; /* it is a list of files and addresses */
    struct loop_watch watch;
    struct timer due;
    bool ours; /* a drag has come this way once: then all do, and SDL's are the same ones */
};

void wayland_drop_start(struct wayland_drop *drop, struct event_loop *loop, const struct wayland_drop_sink *sink);
/* What was never started: nothing. */
void wayland_drop_stop(struct wayland_drop *drop);

/* For wayland_selections_create. */
struct wayland_drag_sink wayland_drop_drags(struct wayland_drop *drop);

/* Tells the files of a list (RFC 2483), one by one, then what is no file of this `host` as one text. In place. */
void wayland_drop_tell_list(char *list, const char *host, const struct wayland_drop_sink *sink,
                            const struct wl_surface *surface);

#endif
