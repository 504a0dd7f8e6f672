/* app_input.h - keys, text and the pointer of a window: to its questions, its bindings, or the program.
 *
 * For struct window_sink; `user` is a struct app_window. Main thread. */
#ifndef APP_INPUT_H
#define APP_INPUT_H

#include "pointer_event.h"
#include "xkb_keys.h"

void app_on_stroke(void *user, const struct key_stroke *stroke);
void app_on_text(void *user, const char *text, size_t length);
void app_on_preedit(void *user, const char *text);
void app_on_pointer(void *user, const struct pointer_event *event);

#endif
