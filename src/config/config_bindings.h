/* config_bindings.h - the list of keys that the user has bound (struct config_bindings). Pure; internal to src/config.
 */
#ifndef CONFIG_BINDINGS_H
#define CONFIG_BINDINGS_H

#include "config.h"

/* Adds a pair at the end; one with the same keys goes, and all of them where the keys are "" (which frees them). False:
 * there is no room, and nothing has changed. */
bool config_bindings_put(struct config_bindings *bindings, const char *keys, const char *action);

#endif
