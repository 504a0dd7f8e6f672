/* wayland_text_input.h - input methods of Wayland (zwp_text_input_v3), one for all windows.
 *
 * SDL has the protocol, too, but enables it once, before a window has the focus, after which compositors may say
 * nothing any more; and its texts come as events apart from the keys, so that a text that was committed before a key
 * would arrive behind it. Here texts and keys go into one queue (keyboard_queue.h) in the order in which the compositor
 * sends them. SDL's own texts are switched off then. Main thread. */
#ifndef WAYLAND_TEXT_INPUT_H
#define WAYLAND_TEXT_INPUT_H

#include <stdbool.h>
#include <stdint.h>

struct wayland_seat;
struct wl_surface;
struct zwp_text_input_v3;

/* Told from SDL's pump; `surface` is the one that has the focus. */
struct wayland_text_sink {
    void *user;
    void (*entered)(void *user, const struct wl_surface *surface); /* it may be told the cursor's place now */
    void (*committed)(void *user, const struct wl_surface *surface, const char *text);
    void (*preedit)(void *user, const struct wl_surface *surface, const char *text); /* "" ends it */
};

struct wayland_text_input {
    struct zwp_text_input_v3 *object; /* NULL: the compositor has no such thing */
    struct wayland_text_sink sink;
    struct wl_surface *surface; /* NULL: no window of ours has the focus */
    char *commit, *preedit;     /* what the next `done` makes true; NULL: nothing */
    bool composing;             /* a preedit is shown */
    int32_t placed[4];          /* the cursor, as the compositor knows it */
};

/* Cost: none to speak of. */
void wayland_text_input_start(struct wayland_text_input *input, const struct wayland_seat *seat,
                              const struct wayland_text_sink *sink);
/* What was never started: nothing. */
void wayland_text_input_stop(struct wayland_text_input *input);

/* Where the cursor is, in the surface's coordinates; only of the surface that has the focus. */
void wayland_text_input_place(struct wayland_text_input *input, const struct wl_surface *surface, int32_t x, int32_t y,
                              int32_t width, int32_t height);

#endif
