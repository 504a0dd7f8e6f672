/* action_check.h - checks of actions' texts that more than one action needs (struct action_text). Pure. */
#ifndef ACTION_CHECK_H
#define ACTION_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A whole number from `least` to `most`. False: `error` says that it should be one. */
bool action_check_number(const char *text, int64_t least, int64_t most, char *error, size_t error_size);

/* A name that people give: letters, digits and _, a letter first, at most 31. */
bool action_check_name(const char *text, char *error, size_t error_size);

#endif
