/* app_effect.h - the user's shader over a window's pictures: read from its file, handed to what draws, kept moving.
 *
 * A file that cannot be read, or that the driver refuses, costs itself only: one line says why, and the pictures are
 * what they were. The CPU has no shaders. Main thread; all of it costs nothing where no shader is set. */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include <stdbool.h>
#include <stdint.h>

struct app_window;

/* Reads the file that the settings name, now; without one there is no shader any more. */
void app_effect_apply(struct app_window *window);

/* A picture was drawn: one that moves by itself wants the next. */
void app_effect_go_on(struct app_window *window, int64_t now);

/* For struct timer: it is time for it. */
void app_effect_due(void *user, int64_t now);

#endif
