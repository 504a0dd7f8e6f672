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

/* --- what was meant --- */

static bool begins_with(const char *text, const char *word, size_t length) {
    return strncmp(text, word, length) == 0 && text[length] == '-';
}

static bool ends_with(const char *text, const char *word) {
    size_t length = strlen(text), end = strlen(word);
    return length > end + 1 && text[length - end - 1] == '-' && strcmp(text + length - end, word) == 0;
}

/* How a key may be related to a name that is none, the likeliest first. */
static bool is_its_name_in_a_section(const struct config_key *key, const char *name) {
    size_t length = strlen(key->section);
    return begins_with(key->name, key->section, length) && strcmp(key->name + length + 1, name) == 0;
}

static bool is_behind_its_section(const struct config_key *key, const char *name) {
    size_t length = strlen(key->section);
    return begins_with(name, key->section, length) && strcmp(key->name, name + length + 1) == 0;
}

static bool is_its_beginning(const struct config_key *key, const char *name) {
    return begins_with(name, key->name, strlen(key->name));
}

static bool is_its_end(const struct config_key *key, const char *name) {
    return name[0] != '\0' && ends_with(key->name, name);
}

static bool is_its_first_word(const struct config_key *key, const char *name) {
    return name[0] != '\0' && begins_with(key->name, name, strlen(name));
}

static const char *related(const char *name, bool (*is_related)(const struct config_key *key, const char *name)) {
    for (size_t i = 0; i < config_key_count; i++) {
        if (config_keys[i].help != NULL && is_related(&config_keys[i], name)) {
            return config_keys[i].name;
        }
    }
    return NULL;
}

/* color3, palette 3: as others write colours of the palette. */
static const char *of_palette(const char *name, char *palette, size_t size) {
    static const char *const words[] = {"palette", "colour", "color"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        const char *number = name + length;
        if (strncmp(name, words[i], length) == 0) {
            number += strspn(number, " -_");
            snprintf(palette, size, "palette-%.3s", number);
            return palette_number(number) >= 0 ? palette : NULL;
        }
    }
    return NULL;
}

static const char *nearest_in(const char *section, const char *name, char *palette, size_t size) {
    char whole[CONFIG_TEXT_MAX];
    snprintf(whole, sizeof whole, "%s-%s", section, name);
    return section[0] != '\0' ? config_key_nearest(whole, palette, size) : NULL;
}

/* NULL: nobody knows. */
static const char *key_meant(const char *section, const char *name, char *palette, size_t size) {
    const char *meant = related(name, is_its_name_in_a_section);
    meant = meant != NULL ? meant : of_palette(name, palette, size);
    meant = meant != NULL ? meant : config_key_nearest(name, palette, size);
    meant = meant != NULL ? meant : nearest_in(section, name, palette, size);
    meant = meant != NULL ? meant : related(name, is_behind_its_section);
    meant = meant != NULL ? meant : related(name, is_its_beginning);
    meant = meant != NULL ? meant : related(name, is_its_end);
    return meant != NULL ? meant : related(name, is_its_first_word);
}

bool config_key_is_of_palette(const char *name) {
    return strncmp(name, "palette-", 8) == 0;
}

void config_key_tell_unknown(const char *section, const char *name, char *error, size_t error_size) {
    char palette[16];
    const char *meant = key_meant(section, name, palette, sizeof palette);
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
