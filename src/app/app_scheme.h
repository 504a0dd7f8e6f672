/* app_scheme.h - joins the desktop's light or dark (color_scheme.h) and the settings that follow it: a theme that is a
 * pair. Where none does, no bus is opened. Main thread. */
#ifndef APP_SCHEME_H
#define APP_SCHEME_H

struct app;

/* Begins or ends to follow the desktop, as the settings in force want it. */
void app_scheme_apply(struct app *app);
/* Between the steps of the start: so the first picture mostly has the right colours, and none waits for them. */
void app_scheme_go_on(struct app *app);
void app_scheme_stop(struct app *app);

#endif
