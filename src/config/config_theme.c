#define _GNU_SOURCE
#include "config_theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_line.h"
#include "config_table.h"
#include "config_themes.h"
#include "nearest_word.h"
#include "theme_folders.h"

static const char blanks[] = " \t\r\n";

/* --- which one --- */

/* A part of a pair: "light:NAME", up to a comma. */
struct part {
    const char *name;
    size_t length; /* 0: there is none */
};

static struct part part_of(const char *theme, const char *which) {
    size_t length = strlen(which);
    for (const char *at = theme; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        at += strspn(at, blanks);
        if (strncmp(at, which, length) == 0) {
            struct part part = {at + length + strspn(at + length, blanks), 0};
            part.length = strcspn(part.name, ",");
            while (part.length > 0 && strchr(blanks, part.name[part.length - 1]) != NULL) {
                part.length--;
            }
            return part;
        }
    }
    return (struct part){NULL, 0};
}

static bool begins_pair(const char *theme) {
    theme += strspn(theme, blanks);
    return strncmp(theme, "light:", 6) == 0 || strncmp(theme, "dark:", 5) == 0;
}

bool config_theme_is_valid(const char *theme) {
    const char *comma = strchr(theme, ',');
    return !begins_pair(theme) || (comma != NULL && strchr(comma + 1, ',') == NULL &&
                                   part_of(theme, "light:").length > 0 && part_of(theme, "dark:").length > 0);
}

bool config_follows_desktop(const struct config *config) {
    return config->color_scheme == CONFIG_SCHEME_DESKTOP && begins_pair(config->theme);
}

/* The name of the one that holds. */
static void choose(const struct config *config, bool desktop_light, char name[CONFIG_TEXT_MAX]) {
    bool light =
        config->color_scheme == CONFIG_SCHEME_DESKTOP ? desktop_light : config->color_scheme == CONFIG_SCHEME_LIGHT;
    struct part part = {config->theme, strlen(config->theme)};
    if (begins_pair(config->theme)) {
        part = part_of(config->theme, light ? "light:" : "dark:");
    }
    snprintf(name, CONFIG_TEXT_MAX, "%.*s", (int)part.length, part.name);
}

/* --- its lines --- */

/* What kitty calls keys of ours. */
static const char *const kitty_keys[][2] = {{"cursor", "cursor-color"},
                                            {"cursor_text_color", "cursor-text"},
                                            {"selection_foreground", "selection-foreground"},
                                            {"selection_background", "selection-background"}};

/* Our name of a key of kitty's, or of Ghostty's. */
static const char *own_name(const char *key, char *name, size_t size) {
    size_t digits = strncmp(key, "color", 5) == 0 ? strspn(key + 5, "0123456789") : 0;
    for (size_t i = 0; i < sizeof kitty_keys / sizeof kitty_keys[0]; i++) {
        if (strcmp(key, kitty_keys[i][0]) == 0) {
            return kitty_keys[i][1];
        }
    }
    if (digits > 0 && key[5 + digits] == '\0') {
        snprintf(name, size, "palette-%s", key + 5);
        return name;
    }
    return key;
}

/* Words of kitty's for colours of the cell. */
static const char *own_value(const char *value) {
    return strcmp(value, "background") == 0   ? "cell-background"
           : strcmp(value, "foreground") == 0 ? "cell-foreground"
                                              : value;
}

/* "color1 #cc0000": the blank behind the key becomes an equals sign. False: it is written with one. */
static bool write_as_setting(char *text) {
    text += strspn(text, blanks);
    size_t key = strcspn(text, " \t\r\n="), gap = strspn(text + key, blanks);
    if (text[0] == '#' || gap == 0 || text[key + gap] == '=' || text[key + gap] == '\0') {
        return false;
    }
    text[key] = '=';
    return true;
}

/* "palette = 1=#cc0000": the number goes to the key. */
static void move_number(char *text) {
    static const char word[] = "palette";
    char *end = text + strspn(text, blanks) + sizeof word - 1;
    if (strncmp(text + strspn(text, blanks), word, sizeof word - 1) != 0) {
        return;
    }
    char *equals = end + strspn(end, blanks), *number = equals + (*equals == '=');
    number += strspn(number, blanks);
    size_t digits = strspn(number, "0123456789");
    char *second = number + digits + strspn(number + digits, blanks);
    if (*equals == '=' && digits > 0 && *second == '=') {
        *end = '-';
        memmove(end + 1, number, digits);
        memset(end + 1 + digits, ' ', (size_t)(second - end) - 1 - digits);
    }
}

/* A key that is none of ours may be another terminal's, or a colour that was misspelt: by so many letters, since others
 * have cursor_trail and background-blur. */
enum { MISSPELT = 2 };

static bool pass_over(const char *key, char *error, size_t error_size) {
    char palette[16];
    const char *part, *meant = config_key_nearest(key, palette, sizeof palette);
    if (strcmp(key, "include") == 0) {
        snprintf(error, error_size, "a theme includes no files");
        return false;
    }
    if (strcmp(key, "palette") == 0) {
        snprintf(error, error_size, "palette needs a number: palette-N = #rrggbb");
        return false;
    }
    if (config_key_is_of_palette(key)) {
        config_key_tell_unknown("", key, error, error_size);
        return false;
    }
    if (meant == NULL || !config_key_is_color(config_key_find(meant, &part)) ||
        word_distance(key, meant, MISSPELT) > MISSPELT) {
        return true;
    }
    snprintf(error, error_size, "unknown key '%.100s': did you mean '%s'?", key, meant);
    return false;
}

static bool set_color(struct config *config, const struct config_line *line, bool foreign, char *error,
                      size_t error_size) {
    char name[CONFIG_TEXT_MAX];
    const char *part, *key = own_name(line->key, name, sizeof name);
    const struct config_key *found = config_key_find(key, &part);
    if (found == NULL) {
        return pass_over(key, error, error_size);
    }
    if (!config_key_is_color(found)) {
        snprintf(error, error_size, "%.100s is no colour: a theme sets colours alone", line->key);
        return foreign;
    }
    return config_key_set(config, NULL, key, own_value(line->value), error, error_size);
}

bool config_theme_take_line(void *user, char *text, char *error, size_t error_size) {
    char before[64];
    struct config_line line;
    snprintf(before, sizeof before, "%.60s", text + strspn(text, blanks));
    before[strcspn(before, "\r\n")] = '\0';
    bool foreign = write_as_setting(text);
    move_number(text);
    const char *wrong = config_line_split(text, true, &line);
    if (wrong != NULL) {
        snprintf(error, error_size, "'%s': %s", before, wrong);
        return false;
    }
    if (line.key == NULL) {
        return true;
    }
    return set_color(user, &line, foreign, error, error_size);
}

/* --- under the colours that were set --- */

static void put_under(struct config *config, const struct config *theme) {
    for (size_t i = 0; i < config_key_count; i++) {
        const struct config_key *key = &config_keys[i];
        size_t count = key->kind == CONFIG_PALETTE ? 256 : config_key_is_color(key) ? 1 : 0;
        for (size_t n = 0; n < count; n++) {
            if (!config_key_was_given(config, key, n)) {
                memcpy((char *)config + key->offset + n * sizeof(uint32_t),
                       (const char *)theme + key->offset + n * sizeof(uint32_t), sizeof(uint32_t));
            }
        }
    }
}

static void tell_unknown(struct config_reading *reading, const char *name) {
    char text[CONFIG_ERROR_MAX];
    const char *words[1024], *meant = NULL;
    struct theme_list list;
    if (theme_folders_list(&list)) {
        size_t count = 0;
        for (; count < list.count && count < sizeof words / sizeof words[0] - 1; count++) {
            words[count] = list.themes[count].name;
        }
        words[count] = NULL;
        meant = nearest_word(name, words);
    }
    if (meant != NULL) {
        snprintf(text, sizeof text, "unknown theme '%.100s': did you mean '%.100s'?", name, meant);
    } else {
        snprintf(text, sizeof text, "unknown theme '%.100s' ('quire list-themes' lists all)", name);
    }
    config_files_blame_theme(reading, text);
    theme_list_free(&list);
}

/* A path: what has a slash. */
static bool read_path(struct config_reading *reading, const char *name, struct config *theme) {
    char path[CONFIG_PATH_MAX], text[CONFIG_ERROR_MAX];
    const char *base = reading->snapshot->theme_path;
    if (!config_files_resolve(base != NULL ? base : "", name, path, sizeof path)) {
        snprintf(text, sizeof text, "theme '%.100s': there is no such path", name);
        config_files_blame_theme(reading, text);
        return true;
    }
    return config_files_read_lines(reading, path, config_theme_take_line, theme);
}

static bool read_name(struct config_reading *reading, const char *name, struct config *theme) {
    char path[CONFIG_PATH_MAX];
    if (theme_folders_find(name, path, sizeof path)) {
        return config_files_read_lines(reading, path, config_theme_take_line, theme);
    }
    tell_unknown(reading, name);
    return !theme_folders_own(name, path, sizeof path) || config_files_note_theme(reading, path, false);
}

bool config_theme_apply(struct config_reading *reading) {
    struct config *config = &reading->snapshot->values;
    char name[CONFIG_TEXT_MAX];
    choose(config, reading->snapshot->desktop_light, name);
    if (name[0] == '\0') {
        return true; /* the usual case costs nothing: what was not set is as it was made */
    }
    struct config *theme = malloc(sizeof *theme);
    if (theme == NULL) {
        return false;
    }
    config_init(theme);
    bool good = (strchr(name, '/') != NULL ? read_path : read_name)(reading, name, theme);
    put_under(config, theme);
    free(theme);
    return good;
}

bool config_theme_read(const char *path, struct config *config, config_report *report, void *user) {
    struct config_snapshot *scratch = calloc(1, sizeof *scratch); /* it notes the file */
    struct config_reading reading = {.snapshot = scratch, .report = report, .user = user};
    if (scratch == NULL) {
        return false;
    }
    atomic_init(&scratch->references, 1);
    bool good = config_files_read_lines(&reading, path, config_theme_take_line, config);
    config_snapshot_release(scratch);
    return good;
}
