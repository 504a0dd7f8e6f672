/* host.h - does, or refuses, what a program asks of the window: title, bell, clipboard, size.
 *
 * The settings decide; "ask" puts a question on the last row. Main thread. */
#ifndef HOST_H
#define HOST_H

#include "clipboard.h"
#include "config.h"
#include "mouse.h"
#include "question.h"
#include "session.h"
#include "view.h"
#include "window.h"

struct host {
    const struct config *config;
    struct window *window;
    struct view *view;
    struct session *session;
    struct mouse *mouse;
    struct question *question;
    bool focused;
    bool window_touched; /* a program's request about the window was acted on: what it is like now is to be looked at */
    /* What an open question is about. */
    char *asked_text;
    enum clipboard_target asked_target;
    char asked_selection;
    char asked_id[QUIRE_ID_MAX + 1]; /* of a request with types */
    int32_t asked_wishes;
};

/* Acts on all notes of the session. */
void host_act(struct host *host);
void host_finish(struct host *host);

#endif
