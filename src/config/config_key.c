/* Keys by their names, and setting them. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_bindings.h"
#include "config_line.h"
#include "config_table.h"
#include "config_value.h"
#include "nearest_word.h"

/* --- names --- */

/* The number that stands for N in palette-N, -1: it is none. */
static int palette_number(const char *digits) {
    char *end;
    unsigned long number = strtoul(digits, &end, 10);
    return isdigit((unsigned char)digits[0]) && *end == '\0' && number <= 255 ? (int)number : -1;
}

/* What stands for N in the name of a key of many; NULL: it is not its name. */
static const char *part_of(const struct config_key *key, const char *name) {
    size_t length = (size_t)(strrchr(key->name, '-') - key->name) + 1;
    if (strncmp(key->name, name, length) != 0 || name[length] == '\0') {
        return NULL;
    }
    return palette_number(name + length) >= 0 ? name + length : NULL;
}

/* Of keys-CHORD: "CHORD", ".MODE-CHORD" of keys.MODE-CHORD, and "" of all of them, "keys". */
static const char *keys_of(const struct config_key *key, const char *name) {
    size_t length = (size_t)(strrchr(key->name, '-') - key->name);
    if (strncmp(key->name, name, length) != 0) {
        return NULL;
    }
    name += length;
    return name[0] == '-' && name[1] != '\0' ? name + 1 : name[0] == '.' || name[0] == '\0' ? name : NULL;
}

const struct config_key *config_key_find(const char *name, const char **part) {
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        *part = key->kind == CONFIG_BINDING    ? keys_of(key, name)
                : key->kind == CONFIG_PALETTE  ? part_of(key, name)
                : strcmp(key->name, name) == 0 ? ""
                                               : NULL;
        if (*part != NULL) {
            return key;
        }
    }
    return NULL;
}

const char *config_key_nearest(const char *name, char *palette, size_t size) {
    const char *words[CONFIG_KEYS_MAX + 1], *number = strrchr(name, '-'), *part;
    size_t count = 0;
    snprintf(palette, size, "palette%.4s", number != NULL ? number : "-N");
    for (size_t i = 0; i < config_key_count && i < CONFIG_KEYS_MAX; i++) {
        if (config_keys[i].help != NULL) {
            words[count++] = config_keys[i].kind == CONFIG_PALETTE ? palette : config_keys[i].name;
        }
    }
    words[count] = NULL;
    const char *meant = nearest_word(name, words);
    return meant != NULL && (meant != palette || config_key_find(palette, &part) != NULL) ? meant : NULL;
}

/* The key that would be called so in its section; NULL: none. */
static const char *key_of_a_section(const char *name) {
    for (size_t i = 0; i < config_key_count; i++) {
        size_t length = strlen(config_keys[i].section);
        if (config_keys[i].help != NULL && strncmp(config_keys[i].name, config_keys[i].section, length) == 0 &&
            config_keys[i].name[length] == '-' && strcmp(config_keys[i].name + length + 1, name) == 0) {
            return config_keys[i].name;
        }
    }
    return NULL;
}

bool config_key_is_of_palette(const char *name) {
    return strncmp(name, "palette-", 8) == 0;
}

void config_key_tell_unknown(const char *section, const char *name, char *error, size_t error_size) {
    char palette[16], whole[CONFIG_TEXT_MAX];
    const char *meant = config_key_nearest(name, palette, sizeof palette);
    if (meant == NULL && section[0] != '\0') {
        snprintf(whole, sizeof whole, "%s-%s", section, name);
        meant = config_key_nearest(whole, palette, sizeof palette);
    }
    meant = meant != NULL ? meant : key_of_a_section(name);
    if (config_key_is_of_palette(name)) {
        snprintf(error, error_size, "unknown key '%.100s': N in palette-N goes from 0 to 255", name);
    } else if (meant != NULL) {
        snprintf(error, error_size, "unknown key '%.100s': did you mean '%s'?", name, meant);
    } else {
        snprintf(error, error_size, "unknown key '%.100s' ('quire show-config' lists all keys)", name);
    }
}

/* --- colours --- */

bool config_key_is_color(const struct config_key *key) {
    return key->kind == CONFIG_COLOR || key->kind == CONFIG_COLOR_OR_CELL || key->kind == CONFIG_PALETTE;
}

/* The bit of a colour. */
static uint64_t *given_word(struct config_given *given, const struct config_key *key, size_t element, uint64_t *bit) {
    size_t number = key->kind == CONFIG_PALETTE ? element : (size_t)(key - config_keys);
    *bit = UINT64_C(1) << number % 64;
    return (key->kind == CONFIG_PALETTE ? given->palette : given->keys) + number / 64;
}

bool config_key_was_given(const struct config *config, const struct config_key *key, size_t element) {
    struct config_given given = config->given;
    uint64_t bit, *word = given_word(&given, key, element, &bit);
    return (*word & bit) != 0;
}

static void note_given(struct config *config, const struct config_key *key, size_t element) {
    uint64_t bit, *word = given_word(&config->given, key, element, &bit);
    *word |= bit;
}

/* --- setting --- */

static bool set_binding(struct config_bindings *bindings, config_check_binding *check, const char *keys,
                        const char *action, char *error, size_t error_size) {
    if (check != NULL && !check(keys, action, error, error_size)) {
        return false;
    }
    if (!config_bindings_put(bindings, keys, action)) {
        snprintf(error, error_size, "more keys are bound than there is room for");
        return false;
    }
    return true;
}

bool config_key_set(struct config *config, const struct config_checks *checks, const char *name, const char *value,
                    char *error, size_t error_size) {
    const char *part;
    const struct config_key *found = config_key_find(name, &part);
    if (found == NULL) {
        config_key_tell_unknown("", name, error, error_size);
        return false;
    }
    if (found->kind == CONFIG_BINDING) {
        bool mouse = found->offset == offsetof(struct config, mouse);
        config_check_binding *check = checks == NULL ? NULL : mouse ? checks->mouse : checks->binding;
        return set_binding(mouse ? &config->mouse : &config->bindings, check, part, value, error, error_size);
    }
    size_t element = found->kind == CONFIG_PALETTE ? (size_t)palette_number(part) : 0;
    struct config_key named = *found; /* errors name the key as it was given: palette-7, not palette-N */
    named.name = name;
    char *field = (char *)config + found->offset + element * sizeof config->palette[0];
    bool good = config_value_parse(&named, field, value, error, error_size);
    if (good && config_key_is_color(found)) {
        note_given(config, found, element);
    }
    return good;
}

bool config_set(struct config *config, const char *key, const char *value, char *error, size_t error_size) {
    return config_key_set(config, NULL, key, value, error, error_size);
}

bool config_key_assign(struct config *config, const struct config_checks *checks, const char *assignment, char *error,
                       size_t error_size) {
    char copy[2 * CONFIG_TEXT_MAX];
    if (strlen(assignment) >= sizeof copy) {
        snprintf(error, error_size, "setting too long: '%.40s...'", assignment);
        return false;
    }
    strcpy(copy, assignment);
    struct config_line line;
    const char *wrong = config_line_split(copy, false, &line);
    if (wrong != NULL && line.key == NULL) {
        snprintf(error, error_size, "'%.100s' is not of the form KEY=VALUE", assignment);
    } else if (wrong != NULL) {
        snprintf(error, error_size, "'%.100s': %s", assignment, wrong);
    }
    return wrong == NULL && config_key_set(config, checks, line.key, line.value, error, error_size);
}

bool config_assign(struct config *config, const char *assignment, char *error, size_t error_size) {
    return config_key_assign(config, NULL, assignment, error, error_size);
}
