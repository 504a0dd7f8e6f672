/* app_window.h - the controller of one window: what happens to it goes to its pane, what its pane wants goes to it.
 *
 *     platform -> window_sink -> app_window -> ui_stack, bindings -> pane -> session
 *     session -> pane_sink -> app_window -> window (title, size ...), clipboard_requests, pictures
 *
 * It decides when a picture is drawn: when what the program writes is worth one (session_ready_at), and no faster than
 * the screen shows them (picture_clock.h). A window that nobody sees draws nothing. Main thread.
 */
#ifndef APP_WINDOW_H
#define APP_WINDOW_H

#include <stdbool.h>
#include <stdio.h>

#include "action.h"
#include "app.h"
#include "clipboard_requests.h"
#include "drawing.h"
#include "key_mode.h"
#include "layout.h"
#include "message.h"
#include "pane.h"
#include "picture_clock.h"
#include "question.h"
#include "scene.h"
#include "ui_stack.h"
#include "window.h"

struct app_window {
    struct app *app;
    const struct config_snapshot *settings; /* in force */
    struct app_window *next;
    struct window *window;
    struct drawing *drawing;
    struct scene scene;   /* made anew for each picture; its memory is kept */
    struct layout layout; /* of panes: as yet there is one */
    struct pane pane;
    bool pane_made;
    struct ui_stack ui;
    struct message message;
    struct key_mode key_mode; /* shows that of `keys` */
    struct question question;
    struct clipboard_requests clipboard;
    struct action_window actions; /* what actions want of the window */
    struct bindings_state keys;   /* a sequence of keys that has begun */
    struct timer frame;           /* the next picture, where it has to wait */
    struct picture_clock clock;
    bool visible, focused, closing;
    bool changed; /* a program's request was acted on: what the window is like now is to be looked at */
    bool runs_command;
    size_t fonts_told; /* lines about fonts that the user has been told */
};

/* NULL: one line in `error`. */
struct app_window *app_window_create(struct app *app, const struct app_start *start, char *error, size_t error_size);
void app_window_destroy(struct app_window *window);

/* Whatever is due behind all events of a turn: pictures, the end. False: the window is to be closed now. */
bool app_window_turn(struct app_window *window, int64_t now);

/* Closes the window, after a question when something runs in it. */
void app_window_ask_close(struct app_window *window);
/* Other settings are in force: all that shows in this window follows them, and its pane. */
void app_window_apply(struct app_window *window, const struct config_snapshot *settings);
/* Says something to the user for a few seconds; or behind what is being said. */
void app_window_say(struct app_window *window, const char *text);
void app_window_say_next(struct app_window *window, const char *text);
/* Says what is new about the fonts. */
void app_window_tell_fonts(struct app_window *window);

/* What is shown, as text, for tests. */
void app_window_describe(struct app_window *window, FILE *file);

#endif
