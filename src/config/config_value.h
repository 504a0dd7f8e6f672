/* config_value.h - the kinds of values a setting can have: how each is read, written and described.
 *
 * Internal to src/config. Parsing stores into the field only when the whole text is valid. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "config_table.h"

bool config_value_parse(const struct config_key *key, void *field, const char *text, char *error, size_t error_size);

/* Bytes of the field. All of them are equal where the values are. */
size_t config_value_size(const struct config_key *key);

void config_value_print(const struct config_key *key, const void *field, FILE *file);

/* What may be written: "on|off", "4 to 144", "#rrggbb". */
void config_value_describe(const struct config_key *key, char *text, size_t size);

#endif
