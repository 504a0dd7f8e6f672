/* config_value.h - the kinds of values a setting can have: how each is read, written and described.
 *
 * Internal to src/config. Parsing stores into the field only when the whole text is valid. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum config_kind {
    CONFIG_TEXT,          /* char[CONFIG_TEXT_MAX]; a minimum of 1 forbids the empty text */
    CONFIG_INTEGER,       /* int64_t */
    CONFIG_REAL,          /* double */
    CONFIG_SWITCH,        /* bool: on or off */
    CONFIG_CHOICE,        /* int: index into `choices` */
    CONFIG_COLOR,         /* uint32_t 0xRRGGBB */
    CONFIG_COLOR_OR_NONE, /* uint32_t, "none" is CONFIG_COLOR_NONE */
    CONFIG_PALETTE,       /* uint32_t[256]; one element is parsed as a CONFIG_COLOR */
    CONFIG_KINDS
};

struct config_key {
    const char *name;
    enum config_kind kind;
    size_t offset; /* of the field in struct config */
    double minimum, maximum;
    const char *const *choices; /* NULL-terminated */
    const char *standard;       /* the default, as text */
    const char *help;           /* NULL: a hidden key */
};

bool config_value_parse(const struct config_key *key, void *field, const char *text, char *error, size_t error_size);

void config_value_print(const struct config_key *key, const void *field, FILE *file);

/* What may be written: "on|off", "4 to 144", "#rrggbb". */
void config_value_describe(const struct config_key *key, char *text, size_t size);

#endif
