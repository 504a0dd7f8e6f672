/* clipboards.h - the clipboard and the primary selection of the desktop: set at once, read when the answer comes.
 *
 * On X11 and Wayland a clipboard is no place but a promise: the program that has copied something owns it, and hands
 * the bytes to each program that asks. So reading depends on another program, which may be slow, dead, or send without
 * end; and setting means to answer others for as long as nobody else copies. Nothing of this may stop the window: here
 * every step is taken when its event is there, clipboards_dispatch does what can be done and returns, and each request
 * has an end by time.
 *
 * What is own, once set, is kept here, and reading it asks nobody but whether it is still own. One limit holds for all
 * ways: for what is set, and for what another program sends.
 *
 * It knows no terminal and no session. One thread, but for texts (clipboard_text.h). Times are milliseconds of one
 * clock, which the caller reads; the moment 0 is long past. */
#ifndef CLIPBOARDS_H
#define CLIPBOARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clipboard_text.h"

struct clipboards;
struct clipboard_backend;
struct wayland_selections;

enum clipboard_target { CLIPBOARD_MAIN, CLIPBOARD_PRIMARY };
#define CLIPBOARD_TARGETS 2

/* How a request ended. */
enum clipboard_end {
    CLIPBOARD_DONE,
    CLIPBOARD_EMPTY,     /* nobody owns it, or the owner has no text */
    CLIPBOARD_TOO_LARGE, /* there is more than the limit; what came of it is dropped */
    CLIPBOARD_NO_ANSWER, /* the owner died, or did not go on for too long; what it owns stays as it is */
    CLIPBOARD_NO_MEMORY
};

#define CLIPBOARD_LIMIT ((size_t)64 << 20)

struct clipboard_options {
    const struct clipboard_backend *backend; /* NULL: the clipboards are this process's own */
    const char *display;                /* for the backend: the name of the X display; NULL: as the environment says.
                   Borrowed until the clipboards are destroyed */
    struct wayland_selections *wayland; /* for the backend of Wayland, as long */
    size_t limit;                       /* bytes of one text */
    int first_answer_ms;                /* so long an owner may think before it answers at all */
    int progress_ms; /* so long either side of a running transfer may do nothing before it is given up */
    int handover_ms; /* so long clipboards_destroy waits for a clipboard manager that does nothing; three times, in all
                      */
};

#define CLIPBOARD_OPTIONS_INIT                                                                                         \
    { NULL, NULL, NULL, CLIPBOARD_LIMIT, 1000, 5000, 500 }

/* `text` is NULL unless DONE, and borrowed: who wants to keep it takes a reference. May ask, set and cancel, but not
 * dispatch nor destroy. */
typedef void clipboard_done(void *user, enum clipboard_end end, struct clipboard_text *text);

/* NULL: no memory. The backend starts with the first text that is set or asked for, which so waits for its server,
 * once; where there is none the clipboards are this process's own. */
struct clipboards *clipboards_create(const struct clipboard_options *options);

/* Ends what is waiting by NO_ANSWER, then hands what is own to the clipboard manager, if there is one, so that it
 * outlives this process; waits for that, see handover_ms. NULL is fine. */
void clipboards_destroy(struct clipboards *clipboards);

/* Changes the limit for what is set and asked from now on. */
void clipboards_set_limit(struct clipboards *clipboards, size_t limit);
size_t clipboards_limit(const struct clipboards *clipboards);

/* Makes the text, or the picture, the one that all programs are given. The caller's reference goes over in any case.
 * False: it is longer than the limit, and nothing has changed. Cost: constant. */
bool clipboards_set(struct clipboards *clipboards, enum clipboard_target target, struct clipboard_text *text);

/* Asks for the text. `done` is called exactly once, always from clipboards_dispatch (or clipboards_destroy), never from
 * here. Returns a number for clipboards_cancel; 0: no memory, or the clipboards are being destroyed; `done` will
 * not be called then. Requests are begun in
 * order, and several are under way at once. */
uint64_t clipboards_get(struct clipboards *clipboards, enum clipboard_target target, int64_t now_ms,
                        clipboard_done *done, void *user);

/* `done` will not be called any more. Of one that has been called: nothing. */
void clipboards_cancel(struct clipboards *clipboards, uint64_t number);

/* Is there anything to be had here without asking anybody? True only for what is own. */
bool clipboards_owns(const struct clipboards *clipboards, enum clipboard_target target);

/* When this is readable there is something to dispatch. -1: none (or none any more, the server is gone). */
int clipboards_descriptor(const struct clipboards *clipboards);

/* Dispatch at this time at the latest: 0: at once; INT64_MAX: only when the descriptor says so. Changes by every call
 * of the functions here. */
int64_t clipboards_due(const struct clipboards *clipboards);

/* Takes what there is to take and calls back for what has ended. Never waits for another program. */
void clipboards_dispatch(struct clipboards *clipboards, int64_t now_ms);

#endif
