/* config_theme.h - themes: files of colours alone, under the colours that were set.
 *
 *     defaults < theme < files of settings < command line        whatever the order of lines
 *
 * A line is `key = value` as in files of settings, with keys of colours, or as kitty or Ghostty write it:
 *
 *     palette-1 = #cc0000        palette = 1=#cc0000        color1 #cc0000
 *
 * What else is in such a file (kitty's colours of tabs, say) is passed over, unless it looks like a colour that was
 * misspelt; a theme that sets what is no colour is told. */
#ifndef CONFIG_THEME_H
#define CONFIG_THEME_H

#include "config_files.h"

/* Can this be the value of `theme`? Whether there is such a theme is seen when it is read. */
bool config_theme_is_valid(const char *theme);

/* Puts the theme of the snapshot's settings under its colours. What is wrong is reported, and costs itself. False: no
 * memory. */
bool config_theme_apply(struct config_reading *reading);

/* Takes a line of a theme into settings (`user`); see config_take_line. */
bool config_theme_take_line(void *user, char *text, char *error, size_t error_size);

#endif
