/* pane.h - a session in a rectangle: viewport, selection gestures, mouse reports, keys, pastes and drops.
 *
 *     window events -> pane -> session (bytes)          session -> pane_sink (by way of the loop) -> window
 *
 * A pane knows no window: what concerns one goes up through the sink. All of it on the loop's thread. */
#ifndef PANE_H
#define PANE_H

#include <stdbool.h>
#include <stdint.h>

#include "byte_buffer.h"
#include "clipboards.h"
#include "config_snapshot.h"
#include "event_loop.h"
#include "hold.h"
#include "notices.h"
#include "pane_hints.h"
#include "pane_hover.h"
#include "pane_images.h"
#include "pane_mouse.h"
#include "pane_notify.h"
#include "pane_paste.h"
#include "session.h"
#include "ui_stack.h"
#include "viewport.h"
#include "xkb_keys.h"

struct decoder;
struct pane_menu;
struct paste_guard;

struct pane_sink {
    void *user;
    /* A picture is wanted (viewport.h). */
    void (*touched)(void *user, bool cosmetic);
    /* The session has something: notes, requests, or its end. */
    void (*output)(void *user);
    /* The pointer's shape over the pane, a CSS name. */
    void (*shape)(void *user, const char *css_name);
    /* A button is held: the pointer's events are wanted from everywhere. */
    void (*capture)(void *user, bool capture);
    /* A button is pressed, or the wheel turned by a step, and no program has the mouse. True: it is bound, and what it
     * is bound to was done. */
    bool (*button)(void *user, enum quire_mouse_button button, uint32_t mods);
    /* A line for the user. */
    void (*say)(void *user, const char *text);
    /* The window is wanted: it asks for attention; it comes to the front (`token`: window_raise). */
    void (*alert)(void *user);
    void (*raise)(void *user, const char *token);
    /* A command has ended, as its shell says: with this status; -1: it does not say. */
    void (*ended)(void *user, int status);
};

struct pane {
    const struct config_snapshot *settings;
    struct event_loop *loop;
    struct pane_sink sink;
    struct session *session;
    struct viewport *viewport;
    struct ui_stack ui; /* modes of this pane alone: search, copy mode, hints */
    bool line_covered;  /* by a line of the window: the pane's own is not shown */
    struct pane_mouse mouse;
    struct pane_hover hover;
    struct pane_images images;
    struct pane_hints *hints; /* NULL: none are open */
    struct pane_notify notify;
    struct notifications *desktop; /* told of notifications where the settings say so; NULL: there are none */
    bool focused, visible;
    struct clipboards *clipboards;
    struct pane_asked *asked; /* pastes that wait for their text */
    struct pane_pastes pastes;
    struct pane_menu *menu;     /* NULL: none is open */
    struct paste_guard *guard;  /* a paste that is shown before it goes; NULL: none */
    struct byte_buffer dropped; /* of the drop that is going on, as words of a shell */
    struct terminal_size grid;  /* what the session was told last */
    struct loop_task output;    /* posted by the session's threads */
    struct pane_search *search; /* NULL: nothing was looked for yet */
    struct copy_mode *copy;     /* NULL: it is not entered */
    struct hold hold;           /* the program has ended, and the pane stays */
    struct idle_job tidying;    /* history is compressed when nothing happens */
};

/* Makes a pane that shows pictures by `drawing` and a session that runs argv (NULL: the shell). The pane has the size
 * of `size_px` then. False: one line in `error`, and nothing is left to finish. */
struct pane_options {
    const struct config_snapshot *settings; /* kept (acquired) */
    struct event_loop *loop;
    struct decoder *decoder; /* of images; it outlives the pane */
    const struct drawing *drawing;
    char *const *argv;
    const char *directory; /* in which the program starts; NULL: here */
    struct notices *notices;
    struct notifications *notifications; /* of the desktop; NULL: there are none. They outlive the pane */
    struct clipboards *clipboards;       /* they outlive the pane */
    uint32_t number;                     /* in the window: no other pane of it has the same */
    uint32_t cols, rows;
    const char *const *own_variables; /* of the program's environment (pty.h) */
    const char *const *environment;   /* what it inherits (pty.h) */
};
bool pane_init(struct pane *pane, const struct pane_options *options, const struct pane_sink *sink, char *error,
               size_t error_size);
/* Hangs up on the program. */
void pane_finish(struct pane *pane);

/* Other settings are in force. The rectangle is to be told again (pane_set_place) where they touch the padding or the
 * font. */
void pane_apply(struct pane *pane, const struct config_snapshot *settings);

/* It has this rectangle of the window now, or the font has another size. */
void pane_set_place(struct pane *pane, const struct backend_area *place);
/* The terminal may have a size that a program asked for: with the next pane_set_place it gets the rectangle's. */
void pane_forget_size(struct pane *pane);

void pane_set_focus(struct pane *pane, bool focused);
void pane_set_visible(struct pane *pane, bool visible);

/* The window has a line to show on the pane's last row, over the pane's own; NULL: it has none, the pane's own is
 * shown.
 */
void pane_cover_line(struct pane *pane, const struct ui_line *line);

/* True: the program has ended, and the pane is to go. With the setting hold it stays until a key is pressed. */
bool pane_is_over(struct pane *pane, int *status);

/* A key for the modes of the pane: true, one has used it up; else it is the bindings', and then pane_key's. */
bool pane_ui_key(struct pane *pane, const struct quire_key_event *event, int64_t now);
/* A key for the program, unless a mode keeps it. */
void pane_key(struct pane *pane, const struct quire_key_event *event);
/* Is anything selected? */
bool pane_has_selection(const struct pane *pane);
/* Nothing is selected any more. */
void pane_deselect(struct pane *pane);

/* Bytes for the program, as if they had been typed, whatever modes there are. */
void pane_send(struct pane *pane, const char *bytes, size_t length);
/* What an input method commits: for a mode of the pane, else for the program. That is typed text, not a paste: it goes
 * as it is. With control bytes it is none. */
void pane_text(struct pane *pane, const char *text, size_t length);

/* What an input method is composing; "": nothing. */
void pane_preedit(struct pane *pane, const char *text);

/* Files and texts that are dropped, one by one; both NULL: that was all. The files of a drop arrive together, as one
 * paste: each as a word of a shell (shell_quote.h) with a blank behind it, so that the names of this drop and of the
 * next one stay apart. Text is pasted as it is. A name for which there is no memory is left out. */
void pane_drop(struct pane *pane, const char *file, const char *text);

#endif
