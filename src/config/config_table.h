/* config_table.h - the one table of settings: what each key is called, takes, stands for, and touches.
 *
 * Command line, files, lists, manual and live reload are all made from it, so a key exists in one place. A new key is a
 * member of `struct config` (config.h) and a row in config_table.c. Internal to src/config. */
#ifndef CONFIG_TABLE_H
#define CONFIG_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "config_snapshot.h"

enum config_kind {
    CONFIG_TEXT,          /* char[CONFIG_TEXT_MAX]; a minimum of 1 forbids the empty text */
    CONFIG_SIGNS,         /* the same, without blanks, and UTF-8: a set of characters */
    CONFIG_LETTERS,       /* the same: 2 to 32 small letters and digits, none twice */
    CONFIG_INTEGER,       /* int64_t */
    CONFIG_REAL,          /* double */
    CONFIG_SWITCH,        /* bool: on or off */
    CONFIG_CHOICE,        /* int: index into `choices` */
    CONFIG_COLOR,         /* uint32_t 0xRRGGBB */
    CONFIG_COLOR_OR_CELL, /* uint32_t, or none, cell-foreground, cell-background: CONFIG_COLOR_... */
    CONFIG_PALETTE,       /* uint32_t[256]; palette-N, one element, is parsed as a CONFIG_COLOR */
    CONFIG_LINES,         /* char[CONFIG_LINES_MAX]; each setting adds a line, the empty text takes all away */
    CONFIG_MEASURE,       /* struct config_measure; the range is that of percents, pixels are -100 to 100 */
    CONFIG_BINDING,       /* struct config_bindings; keys-CHORD, one of them */
    CONFIG_THEME,         /* char[CONFIG_TEXT_MAX]; a name or path, or two: light:NAME,dark:NAME */
    CONFIG_KINDS
};

struct config_key {
    const char *name;
    const char *section; /* in which it can be written without the section's name before it */
    uint32_t touches;    /* enum config_touch bits: what has to be done when it changes */
    enum config_kind kind;
    size_t offset; /* of the field in struct config */
    double minimum, maximum;
    const char *const *choices; /* NULL-terminated */
    const char *standard;       /* the default, as text */
    const char *help;           /* NULL: a hidden key */
};

extern const struct config_key config_keys[];
extern const size_t config_key_count;

/* When a change takes effect, "in new windows"; NULL: at once. */
const char *config_key_effect(const struct config_key *key);

/* Finds a key. Of one that stands for many (palette-N, keys-CHORD), *part is what stands for N; otherwise "". NULL:
 * there is none of this name. */
const struct config_key *config_key_find(const char *name, const char **part);

/* The name of a key that `name` resembles; of the palette's, with the number of `name`, in `palette`. NULL: there is
 * none. */
const char *config_key_nearest(const char *name, char *palette, size_t size);

/* "unknown key ...", with the name that was probably meant in this section ("": in none). */
void config_key_tell_unknown(const char *section, const char *name, char *error, size_t error_size);

/* Is this meant to be a colour of the palette, palette-N, though N is none? */
bool config_key_is_of_palette(const char *name);

/* Is it a colour, which themes have? */
bool config_key_is_color(const struct config_key *key);
/* Was this colour set, or for those of the palette this element? */
bool config_key_was_given(const struct config *config, const struct config_key *key, size_t element);

/* config_set and config_assign, with checks; NULL: none. */
bool config_key_set(struct config *config, const struct config_checks *checks, const char *name, const char *value,
                    char *error, size_t error_size);
bool config_key_assign(struct config *config, const struct config_checks *checks, const char *assignment, char *error,
                       size_t error_size);

#endif
