/* app_fonts.h - fonts that were found on their thread, and the windows that have blank cells for want of them.
 *
 *     font thread -> loop task -> drawing_take_found of every window -> pictures of those that had to wait
 *
 * Nobody is woken up for fonts that no window waits for but once when they have been sorted. Main thread. */
#ifndef APP_FONTS_H
#define APP_FONTS_H

#include "app.h"

/* Before the first font set is made, and behind the end of the last one. */
void app_fonts_start(struct app *app);
void app_fonts_stop(struct app *app);

/* The fonts of the settings, which tell the app what they have found. */
struct font_options app_fonts_options(struct app *app, const struct config *config);

#endif
