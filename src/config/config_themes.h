/* config_themes.h - all themes, and the colours of one: for lists of them. */
#ifndef CONFIG_THEMES_H
#define CONFIG_THEMES_H

#include "config_snapshot.h"
#include "theme_folders.h"

/* Sets the colours of `config` to those of a theme's file; what it does not say stays. What is wrong is reported.
 * False: no memory. Cost: reading the file. */
bool config_theme_read(const char *path, struct config *config, config_report *report, void *user);

#endif
