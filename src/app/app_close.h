/* app_close.h - closing panes, tabs and windows: at once, or after one question for all that would end.
 *
 * What is closed goes behind the turn (app_window_turn), so whoever asks for it may go on. Main thread. */
#ifndef APP_CLOSE_H
#define APP_CLOSE_H

#include <stdint.h>

struct app_window;

enum app_close_what { APP_CLOSE_PANE, APP_CLOSE_TAB, APP_CLOSE_WINDOW };

/* What is asked about. */
struct app_close {
    enum app_close_what what;
    uint32_t pane; /* number: this one, or its tab */
};

/* `pane`: the pane, or one of the tab; nobody's for a window. */
void app_close(struct app_window *window, enum app_close_what what, uint32_t pane);

#endif
