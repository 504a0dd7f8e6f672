/* app_draw.h - the pictures of a window: when one is drawn, and of which panes.
 *
 * A picture is drawn when what some pane's program writes is worth one (session_ready_at), and no faster than the
 * screen shows them (picture_clock.h). Only panes that have something new are updated for it; of the others, and of one
 * in the middle of a synchronized update, it shows what they showed before. A window that nobody sees draws nothing.
 * Main thread. */
#ifndef APP_DRAW_H
#define APP_DRAW_H

#include <stdbool.h>
#include <stdint.h>

struct app_window;

/* To be called behind all events of a turn. */
void app_draw_if_due(struct app_window *window, int64_t now);

#endif
