/* app_bindings.h - keys and buttons that are bound, on their way to what they do. Main thread. */
#ifndef APP_BINDINGS_H
#define APP_BINDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/key.h>
#include <quire/mouse.h>

struct app_window;
struct pane;

/* A key, while the pane has the keys. True: it is bound, or part of what is. */
bool app_bindings_key(struct app_window *window, struct pane *pane, const struct quire_key_event *event);

/* A button over the pane, as pane_sink.button says. */
bool app_bindings_button(struct app_window *window, struct pane *pane, enum quire_mouse_button button, uint32_t mods);

/* Does what stands in settings for a binding, "copy". What is wrong with it is not done. */
void app_bindings_run(struct app_window *window, struct pane *pane, const char *action);

/* For struct action_window. */
void app_bindings_set_mode(struct app_window *window, const char *name, bool once);

#endif
