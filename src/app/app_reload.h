/* app_reload.h - reads the settings again, and gives them to everything that runs.
 *
 * On request (an action, SIGUSR1), and by itself when one of the files was saved, unless live-config-reload is off.
 * What is wrong costs itself, and is said in the window; a file that is gone leaves what is in force in force. The
 * command line stands above the files each time. Main thread. */
#ifndef APP_RELOAD_H
#define APP_RELOAD_H

#include <stdbool.h>

struct app;

/* Begins to watch the files of the settings in force, as they want it. Without memory, or where the system watches
 * nothing more, settings are read again on request alone. */
void app_reload_start(struct app *app);
void app_reload_stop(struct app *app);

/* Reads them now. `asked`: somebody is waiting for it, so success is said, too. Cost: that of reading, and of what
 * differs (fonts: 5 to 20 ms a window). */
void app_reload(struct app *app, bool asked);

/* Takes the theme for what the desktop shows now (app->sources); files of settings are not read. */
void app_reload_scheme(struct app *app);

#endif
