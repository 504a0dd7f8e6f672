/* app_window.h - the controller of one window: what happens to it goes to its panes, what they want goes to it.
 *
 *     platform -> window_sink -> app_window -> ui_stack, bindings -> current pane -> session
 *     session -> pane_sink -> app_pane -> app_window -> window (title, size ...), pictures
 *
 * Its panes lie in tabs and splits (app_panes.h, layout.h). One of them is current: it has the keys, and its last row
 * shows what the window says or asks. Everything that changes the layout ends in app_window_arrange, which is the one
 * place where panes learn where they are, whether they are seen and which of them has the focus. Main thread.
 */
#ifndef APP_WINDOW_H
#define APP_WINDOW_H

#include <stdbool.h>

#include "action.h"
#include "app.h"
#include "app_bar.h"
#include "app_close.h"
#include "app_lines.h"
#include "app_panes.h"
#include "app_pointer.h"
#include "drawing.h"
#include "key_mode.h"
#include "message.h"
#include "picture_clock.h"
#include "question.h"
#include "scene.h"
#include "ui_stack.h"
#include "window.h"
#include "window_settings.h"

/* Layers of the scene that are the window's own; those of panes have their numbers, which are above 0. */
#define APP_LAYER_BAR SCENE_ID(1, 0)
#define APP_LAYER_LINE(node) (SCENE_ID(UINT32_MAX, 0) + (node))

struct accessible_window;

struct app_window {
    struct app *app;
    const struct config_snapshot *settings; /* in force */
    struct window_settings own;             /* its own, above those of the process */
    struct app_window *next;
    struct window *window;
    struct drawing *drawing;
    struct scene scene; /* made anew for each picture; its memory is kept */
    struct app_panes panes;
    struct app_pointer pointer;
    struct app_bar bar;
    struct app_lines lines;
    struct ui_stack ui;
    uint32_t line_pane; /* number of the pane whose last row shows its line; 0: none does */
    struct message message;
    struct key_mode key_mode;     /* shows that of `keys` */
    struct question question;     /* of the window: whether to close, */
    struct app_close close;       /* and what */
    struct action_window actions; /* what actions want of the window */
    struct bindings_state keys;   /* a sequence of keys that has begun */
    struct timer frame;           /* the next picture, where it has to wait */
    struct timer animation;       /* that of a shader which moves by itself */
    struct picture_clock clock;
    bool is_quick;                        /* app_quick.h */
    struct accessible_window *accessible; /* app_accessible.h; NULL: there is none */
    bool visible, focused, closing;
    bool redecorate;   /* what lies around the panes is to be drawn anew */
    size_t fonts_told; /* lines about fonts that the user has been told */
};

/* NULL: one line in `error`. */
struct app_window *app_window_create(struct app *app, const struct app_start *start, char *error, size_t error_size);
void app_window_destroy(struct app_window *window);

/* Whatever is due behind all events of a turn: pictures, the end. False: the window is to be closed now. */
bool app_window_turn(struct app_window *window, int64_t now);

/* Where its panes lie, and what is between them. */
struct layout_rect app_window_room(const struct app_window *window);
uint32_t app_window_gap(const struct app_window *window);
/* The layout has changed, or the room: every pane is told what is new for it. */
void app_window_arrange(struct app_window *window);
/* The pane becomes the current one, in the tab that is shown. */
void app_window_focus(struct app_window *window, struct app_pane *pane);
/* Takes a pane out of the window and hangs up on its program. */
void app_window_remove(struct app_window *window, struct app_pane *pane);

/* Its size in pixels has changed, or that of the font. For struct window_sink, as the next one. */
void app_window_resized(void *user);
/* Tells the sessions what the window is like, when it may have changed: this asks the X server. */
void app_window_tell_place(void *user);
/* The title and the progress are those of the current pane. */
void app_window_show_title(struct app_window *window);
/* Those of a pane have changed. */
void app_window_renew_title(struct app_window *window, const struct app_pane *pane);
/* What lies around the panes may look otherwise now. */
void app_window_redecorate(struct app_window *window);
/* What is drawn follows the settings. A window that was made opaque stays so. */
void app_window_take_look(struct app_window *window);
/* Sets up what happens to it (window_sink) and what actions do. */
struct window_sink app_window_sink(struct app_window *window);
struct action_window app_window_actions(struct app_window *window);
/* Shows a line of its stack. For struct ui_stack. */
void app_window_show_line(void *user, const struct ui_line *line);

/* Other settings are in force in the process: all that shows in this window follows them, and its pane. */
void app_window_apply(struct app_window *window, const struct config_snapshot *all);
/* Says something to the user for a few seconds; or behind what is being said. */
void app_window_say(struct app_window *window, const char *text);
void app_window_say_next(struct app_window *window, const char *text);
/* Says what is new about the fonts. */
void app_window_tell_fonts(struct app_window *window);

#endif
