/* app_input.h - keys and text of a window: to its questions, its bindings, or the program of its current pane.
 *
 * For struct window_sink; `user` is a struct app_window. Main thread. */
#ifndef APP_INPUT_H
#define APP_INPUT_H

#include <stddef.h>

#include "xkb_keys.h"

void app_on_stroke(void *user, const struct key_stroke *stroke);
void app_on_text(void *user, const char *text, size_t length);
void app_on_preedit(void *user, const char *text);

#endif
