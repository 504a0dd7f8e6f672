/* host.h - does, or refuses, what a program asks of the window: title, bell, size, and by way of clipboard_requests.h
 * the clipboard. The settings decide. Main thread. */
#ifndef HOST_H
#define HOST_H

#include "clipboard_requests.h"
#include "config.h"
#include "mouse.h"
#include "session.h"
#include "view.h"
#include "window.h"

struct host {
    const struct config *config;
    struct window *window;
    struct view *view;
    struct session *session;
    struct mouse *mouse;
    struct clipboard_requests clipboard;
    bool focused;
    bool window_touched; /* a program's request about the window was acted on: what it is like now is to be looked at */
};

/* Acts on all notes and requests of the session, as far as no question is open. */
void host_act(struct host *host);
void host_finish(struct host *host);

#endif
