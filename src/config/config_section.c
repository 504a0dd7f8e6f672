#define _GNU_SOURCE
#include "config_section.h"

#include <stdio.h>
#include <string.h>

#include "config_table.h"
#include "nearest_word.h"

static const char blanks[] = " \t\r\n";

/* In the order of the manual. */
static const struct {
    const char *name, *help;
} sections[] = {
    {"general", "the settings themselves"},
    {"font", "fonts and how text is drawn with them"},
    {"window", "the window"},
    {"colors", "colours"},
    {"cursor", "the cursor"},
    {"text", "text in cells"},
    {"history", "lines above the screen"},
    {"images", "images that programs send"},
    {"shell", "what is run"},
    {"programs", "what programs may do"},
    {"clipboard", "the clipboard"},
    {"links", "links, paths, and labels over them"},
    {"keys", "what keys do"},
    {"mouse", "what the mouse does"},
};

#define SECTION_COUNT (sizeof sections / sizeof sections[0])

const char *config_section_at(size_t index) {
    return index < SECTION_COUNT ? sections[index].name : NULL;
}

const char *config_section_help(const char *section) {
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        if (strcmp(sections[i].name, section) == 0) {
            return sections[i].help;
        }
    }
    return NULL;
}

static const char *nearest_section(const char *name) {
    const char *words[SECTION_COUNT + 1] = {NULL};
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        words[i] = sections[i].name;
    }
    return nearest_word(name, words);
}

bool config_section_begins(const char *text) {
    return text[strspn(text, blanks)] == '[';
}

/* The name between the brackets. NULL: well; otherwise what is wrong. */
static const char *take_name(const char *text, char *name, size_t size) {
    const char *open = strchr(text, '['), *close = strchr(text, ']');
    name[0] = '\0';
    if (close == NULL) {
        snprintf(name, size, "%s", open + 1 + strspn(open + 1, blanks));
        return "the closing bracket is missing";
    }
    const char *behind = close + 1 + strspn(close + 1, blanks), *begin = open + 1 + strspn(open + 1, blanks);
    while (close > begin && strchr(blanks, close[-1]) != NULL) {
        close--;
    }
    snprintf(name, size, "%.*s", close > begin ? (int)(close - begin) : 0, begin);
    return *behind == '\0' || *behind == '#' ? NULL : "there is text behind the closing bracket";
}

static bool refuse(const char *text, const char *wrong, char *error, size_t error_size) {
    int length;
    text += strspn(text, blanks);
    length = (int)strcspn(text, "\r\n");
    snprintf(error, error_size, "'%.*s': %s", length < 100 ? length : 100, text, wrong);
    return false;
}

/* --- profiles --- */

static const char profile_word[] = "profile";

bool config_section_is_profile(const char *text) {
    char name[sizeof profile_word + 1];
    take_name(text, name, sizeof name);
    size_t length = sizeof profile_word - 1;
    return strncmp(name, profile_word, length) == 0 && (name[length] == '\0' || strchr(blanks, name[length]) != NULL);
}

bool config_section_read_profile(const char *text, char profile[CONFIG_PROFILE_MAX], char *error, size_t error_size) {
    char name[sizeof profile_word + CONFIG_PROFILE_MAX + 64];
    const char *wrong = take_name(text, name, sizeof name);
    const char *own = name + sizeof profile_word - 1;
    profile[0] = '\0';
    own += strspn(own, blanks);
    if (wrong == NULL && own[0] == '\0') {
        wrong = "a profile has a name: [profile NAME]";
    } else if (wrong == NULL && strlen(own) >= CONFIG_PROFILE_MAX) {
        wrong = "the name of the profile is too long";
    }
    if (wrong != NULL) {
        return refuse(text, wrong, error, error_size);
    }
    memcpy(profile, own, strlen(own) + 1);
    return true;
}

/* --- sections of keys --- */

/* [keys.NAME]: a mode of keys. */
static bool is_mode(const char *name) {
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", keys[] = "keys.";
    size_t length = sizeof keys - 1;
    return strncmp(name, keys, length) == 0 && strspn(name + length, signs) == strlen(name + length) &&
           strcspn(name + length, "0123456789_") > 0 && strlen(name) < CONFIG_SECTION_MAX - 3;
}

/* The nearest section, or the profile whose word was misspelt. */
static void tell_unknown(const char *name, char *error, size_t error_size) {
    static const char *const words[] = {profile_word, NULL};
    char first[sizeof profile_word + 4];
    const char *behind = name + strcspn(name, blanks), *meant = nearest_section(name);
    snprintf(first, sizeof first, "%.*s", (int)(behind - name), name);
    if (meant != NULL) {
        snprintf(error, error_size, "unknown section '%s': did you mean '%s'?", name, meant);
    } else if (*behind != '\0' && nearest_word(first, words) != NULL) {
        snprintf(error, error_size, "unknown section '%s': did you mean '[%s%s]'?", name, profile_word, behind);
    } else {
        snprintf(error, error_size, "unknown section '%s' ('quire show-config --docs' shows all)", name);
    }
}

bool config_section_read(const char *text, char section[CONFIG_SECTION_MAX], char *error, size_t error_size) {
    char name[64];
    const char *wrong = take_name(text, name, sizeof name);
    section[0] = '\0';
    if (wrong == NULL && name[0] == '\0') {
        wrong = "a section has a name, [font]";
    }
    if (wrong != NULL) {
        return refuse(text, wrong, error, error_size);
    }
    if (config_section_help(name) == NULL && !is_mode(name)) {
        tell_unknown(name, error, error_size);
        return false;
    }
    snprintf(section, CONFIG_SECTION_MAX, "%.*s", CONFIG_SECTION_MAX - 1, name);
    return true;
}

void config_section_key(const char *section, const char *key, char *name, size_t size) {
    const char *part;
    snprintf(name, size, "%s-%s", section, key);
    if (section[0] == '\0' || config_key_find(key, &part) != NULL || config_key_find(name, &part) == NULL) {
        snprintf(name, size, "%s", key);
    }
}
