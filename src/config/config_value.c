#define _GNU_SOURCE
#include "config_value.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <quire/parse.h>

#include "config_theme.h"
#include "nearest_word.h"

/* Pixels of a measure, either way. */
#define MEASURE_PIXELS 100

static bool parse_real(const struct config_key *key, void *field, const char *text);
static bool parse_integer(const struct config_key *key, void *field, const char *text);

/* --- what is wrong --- */

static bool has_control(const char *text) {
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7F) {
            return true;
        }
    }
    return false;
}

/* What a text has that it may not; NULL: it is something else. */
static const char *fault_of_text(const struct config_key *key, const char *text) {
    bool is_text =
        key->kind == CONFIG_TEXT || key->kind == CONFIG_SIGNS || key->kind == CONFIG_LINES || key->kind == CONFIG_THEME;
    return !is_text                          ? NULL
           : has_control(text)               ? "it has control characters"
           : strlen(text) >= CONFIG_TEXT_MAX ? "it has more than 255 bytes"
           : text[0] == '\0'                 ? "it is empty"
           : key->kind == CONFIG_LINES       ? "there is no room for more of them"
                                             : NULL;
}

/* "24.5" where a whole number is wanted. */
static bool is_fraction(const struct config_key *key, const char *text) {
    return key->kind == CONFIG_INTEGER && text[strspn(text, "0123456789.-")] == '\0' && strchr(text, '.') != NULL;
}

static const char *meant_switch(const char *text) {
    static const char *const on[] = {"on", "yes", "true", "1", "enabled", "enable", NULL};
    static const char *const off[] = {"off", "no", "false", "0", "disabled", "disable", NULL};
    for (size_t i = 0; on[i] != NULL; i++) {
        if (strcasecmp(text, on[i]) == 0) {
            return "on";
        }
        if (strcasecmp(text, off[i]) == 0) {
            return "off";
        }
    }
    return NULL;
}

/* A colour that lacks its #, or has 0x in its place. */
static const char *meant_color(const char *text, char color[16]) {
    const char *digits = strncmp(text, "0x", 2) == 0 ? text + 2 : text;
    size_t length = strlen(digits);
    bool is_color = digits[strspn(digits, "0123456789abcdefABCDEF")] == '\0' && (length == 3 || length == 6);
    snprintf(color, 16, "#%.6s", digits);
    return is_color ? color : NULL;
}

/* Is this a unit that is understood without being written? */
static bool is_unit(const char *text) {
    static const char *const units[] = {"px", "pt", "s",     "sec",  "seconds", "MiB", "MB",
                                        "%",  ";",  "lines", "rows", "columns", "cols"};
    text += strspn(text, " ");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(text, units[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A number with a unit, a comma for a point, or percent for a part of one. */
static const char *meant_number(const struct config_key *key, const char *text, char number[16]) {
    double value;
    int64_t whole;
    size_t length = strspn(text, "0123456789.-");
    const char *rest = text + length;
    if (length == 0 || strlen(text) > 12) {
        return NULL;
    }
    snprintf(number, 16, "%.*s", (int)length, text);
    if (strcmp(rest, "%") == 0 && key->maximum == 1) {
        snprintf(number, 16, "%g", strtod(number, NULL) / 100);
    } else if (key->kind == CONFIG_REAL && *rest == ',') {
        snprintf(number, 16, "%.*s.%s", (int)length, text, rest + 1);
    } else if (!is_unit(rest)) {
        return NULL;
    }
    bool good = key->kind == CONFIG_REAL ? parse_real(key, &value, number) : parse_integer(key, &whole, number);
    return good ? number : NULL;
}

static const char *meant_by(const struct config_key *key, const char *text, char color[16]) {
    switch (key->kind) {
    case CONFIG_INTEGER:
    case CONFIG_REAL:
        return meant_number(key, text, color);
    case CONFIG_CHOICE:
        return nearest_word(text, key->choices);
    case CONFIG_SWITCH:
        return meant_switch(text);
    case CONFIG_COLOR:
    case CONFIG_COLOR_OR_CELL:
    case CONFIG_PALETTE:
        return meant_color(text, color);
    default:
        return NULL;
    }
}

static bool refuse(const struct config_key *key, const char *text, char *error, size_t error_size) {
    char expected[64], color[16];
    const char *meant = meant_by(key, text, color), *fault = fault_of_text(key, text);
    config_value_describe(key, expected, sizeof expected);
    snprintf(error, error_size, "%s cannot be '%.100s%s': %s%s%s%s%s", key->name, text, strlen(text) > 100 ? "..." : "",
             fault != NULL            ? fault
             : is_fraction(key, text) ? "it takes whole numbers, "
                                      : "it takes ",
             fault != NULL ? "" : expected, meant != NULL ? "; did you mean '" : "", meant != NULL ? meant : "",
             meant != NULL ? "'?" : "");
    return false;
}

/* --- reading --- */

/* Text must be printable UTF-8; here that means: no control bytes. */
static bool parse_text(const struct config_key *key, void *field, const char *text) {
    size_t length = strlen(text);
    if (has_control(text) || length >= CONFIG_TEXT_MAX || (double)length < key->minimum) {
        return false;
    }
    memset(field, 0, CONFIG_TEXT_MAX); /* nothing stays of a longer one: fields are compared as bytes */
    memcpy(field, text, length);
    return true;
}

static bool parse_theme(const struct config_key *key, void *field, const char *text) {
    return config_theme_is_valid(text) && parse_text(key, field, text);
}

/* A character that can be listed: what is ill-formed is decoded to U+FFFD. */
static bool is_sign(uint32_t c) {
    return c > 0x20 && !(c >= 0x7F && c <= 0xA0) && c != 0x3000 && c != 0xFFFD;
}

static bool parse_signs(const struct config_key *key, void *field, const char *text) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t signs[CONFIG_TEXT_MAX];
    size_t taken = 0, count = 0, length = strlen(text);
    if (length >= CONFIG_TEXT_MAX ||
        quire_utf8_decode(&decoder, text, length, signs, CONFIG_TEXT_MAX, &taken, &count) != QUIRE_OK ||
        quire_utf8_end(&decoder)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_sign(signs[i])) {
            return false;
        }
    }
    return parse_text(key, field, text);
}

static bool parse_letters(const struct config_key *key, void *field, const char *text) {
    size_t count = strlen(text);
    for (size_t i = 0; i < count; i++) {
        bool plain = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9');
        if (!plain || strchr(text + i + 1, text[i]) != NULL) {
            return false;
        }
    }
    return (double)count <= key->maximum && parse_text(key, field, text);
}

static bool parse_lines(const struct config_key *key, void *field, const char *text) {
    char line[CONFIG_TEXT_MAX], *lines = field;
    size_t used = strlen(lines), length = strlen(text);
    if (length == 0) {
        memset(lines, 0, CONFIG_LINES_MAX);
        return true;
    }
    if (!parse_text(key, line, text) || used + 1 + length >= CONFIG_LINES_MAX) {
        return false;
    }
    if (used > 0) {
        lines[used++] = '\n';
    }
    memcpy(lines + used, line, length);
    return true;
}

static bool parse_real(const struct config_key *key, void *field, const char *text) {
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    bool decimal = text[strspn(text, "0123456789.-")] == '\0';
    if (end == text || *end != '\0' || !decimal || errno != 0 || !isfinite(value) || value < key->minimum ||
        value > key->maximum) {
        return false;
    }
    *(double *)field = value;
    return true;
}

/* "120%", "2px", "-1.5": pixels. */
static bool parse_measure(const struct config_key *key, void *field, const char *text) {
    size_t digits = strspn(text, "0123456789.-");
    bool percent = strcmp(text + digits, "%") == 0;
    double value;
    char number[32];
    struct config_key range = *key;
    if ((!percent && text[digits] != '\0' && strcmp(text + digits, "px") != 0) || digits >= sizeof number) {
        return false;
    }
    if (!percent) {
        range.minimum = -MEASURE_PIXELS;
        range.maximum = MEASURE_PIXELS;
    }
    memcpy(number, text, digits);
    number[digits] = '\0';
    if (!parse_real(&range, &value, number)) {
        return false;
    }
    *(struct config_measure *)field = (struct config_measure){value, percent};
    return true;
}

static bool parse_integer(const struct config_key *key, void *field, const char *text) {
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || (double)value < key->minimum || (double)value > key->maximum ||
        strchr(" \t+", text[0]) != NULL) {
        return false;
    }
    *(int64_t *)field = value;
    return true;
}

static bool parse_switch(const struct config_key *key, void *field, const char *text) {
    (void)key;
    bool on = strcmp(text, "on") == 0;
    if (!on && strcmp(text, "off") != 0) {
        return false;
    }
    *(bool *)field = on;
    return true;
}

static bool parse_choice(const struct config_key *key, void *field, const char *text) {
    for (int i = 0; key->choices[i] != NULL; i++) {
        if (strcmp(key->choices[i], text) == 0) {
            *(int *)field = i;
            return true;
        }
    }
    return false;
}

/* #rrggbb, rrggbb or #rgb. */
static bool parse_color(const struct config_key *key, void *field, const char *text) {
    (void)key;
    const char *digits = text[0] == '#' ? text + 1 : text;
    size_t length = strlen(digits);
    if (digits[strspn(digits, "0123456789abcdefABCDEF")] != '\0' || (length != 6 && (length != 3 || digits == text))) {
        return false;
    }
    uint32_t value = (uint32_t)strtoul(digits, NULL, 16);
    if (length == 3) {
        value = (value >> 8 & 15u) * 0x110000u + (value >> 4 & 15u) * 0x1100u + (value & 15u) * 0x11u;
    }
    *(uint32_t *)field = value;
    return true;
}

static const struct {
    const char *name;
    uint32_t value;
} color_words[] = {{"none", CONFIG_COLOR_NONE},
                   {"cell-foreground", CONFIG_COLOR_CELL_FOREGROUND},
                   {"cell-background", CONFIG_COLOR_CELL_BACKGROUND}};

static bool parse_color_or_cell(const struct config_key *key, void *field, const char *text) {
    for (size_t i = 0; i < sizeof color_words / sizeof color_words[0]; i++) {
        if (strcmp(text, color_words[i].name) == 0) {
            *(uint32_t *)field = color_words[i].value;
            return true;
        }
    }
    return parse_color(key, field, text);
}

static void print_text(const struct config_key *key, const void *field, FILE *file) {
    (void)key;
    fputc('"', file);
    for (const char *text = field; *text != '\0'; text++) {
        fputs(*text == '"' ? "\"\"" : (const char[]){*text, '\0'}, file);
    }
    fputc('"', file);
}

/* A setting for each line; the name of the first one was printed. */
static void print_lines(const struct config_key *key, const void *field, FILE *file) {
    const char *lines = field;
    fputc('"', file);
    for (; *lines != '\0'; lines++) {
        if (*lines == '\n') {
            fprintf(file, "\"\n%s = \"", key->name);
        } else {
            fputs(*lines == '"' ? "\"\"" : (const char[]){*lines, '\0'}, file);
        }
    }
    fputc('"', file);
}

static void print_measure(const struct config_key *key, const void *field, FILE *file) {
    const struct config_measure *measure = field;
    (void)key;
    fprintf(file, "%g%s", measure->value, measure->is_percent ? "%" : "px");
}

static void print_integer(const struct config_key *key, const void *field, FILE *file) {
    (void)key;
    fprintf(file, "%lld", (long long)*(const int64_t *)field);
}

static void print_real(const struct config_key *key, const void *field, FILE *file) {
    (void)key;
    fprintf(file, "%g", *(const double *)field);
}

static void print_switch(const struct config_key *key, const void *field, FILE *file) {
    (void)key;
    fputs(*(const bool *)field ? "on" : "off", file);
}

static void print_choice(const struct config_key *key, const void *field, FILE *file) {
    fputs(key->choices[*(const int *)field], file);
}

static void print_color(const struct config_key *key, const void *field, FILE *file) {
    (void)key;
    uint32_t value = *(const uint32_t *)field;
    for (size_t i = 0; i < sizeof color_words / sizeof color_words[0]; i++) {
        if (value == color_words[i].value) {
            fputs(color_words[i].name, file);
            return;
        }
    }
    fprintf(file, "#%06x", value);
}

static const struct {
    /* NULL: not one value, but many */
    bool (*parse)(const struct config_key *key, void *field, const char *text);
    void (*print)(const struct config_key *key, const void *field, FILE *file);
    size_t size;
    const char *description; /* NULL: made from the key's range or choices */
} kinds[CONFIG_KINDS] = {
    [CONFIG_TEXT] = {parse_text, print_text, CONFIG_TEXT_MAX, "text"},
    [CONFIG_SIGNS] = {parse_signs, print_text, CONFIG_TEXT_MAX, "characters, no blanks"},
    [CONFIG_LETTERS] = {parse_letters, print_text, CONFIG_TEXT_MAX, "2 to 32 of a-z and 0-9, none twice"},
    [CONFIG_INTEGER] = {parse_integer, print_integer, sizeof(int64_t), NULL},
    [CONFIG_REAL] = {parse_real, print_real, sizeof(double), NULL},
    [CONFIG_SWITCH] = {parse_switch, print_switch, sizeof(bool), "on|off"},
    [CONFIG_CHOICE] = {parse_choice, print_choice, sizeof(int), NULL},
    [CONFIG_COLOR] = {parse_color, print_color, sizeof(uint32_t), "#rrggbb"},
    [CONFIG_COLOR_OR_CELL] = {parse_color_or_cell, print_color, sizeof(uint32_t),
                              "#rrggbb|none|cell-foreground|cell-background"},
    [CONFIG_PALETTE] = {parse_color, print_color, 256 * sizeof(uint32_t), "#rrggbb"},
    [CONFIG_LINES] = {parse_lines, print_lines, CONFIG_LINES_MAX, "text, repeatable"},
    [CONFIG_MEASURE] = {parse_measure, print_measure, sizeof(struct config_measure), NULL},
    [CONFIG_THEME] = {parse_theme, print_text, CONFIG_TEXT_MAX, "NAME|light:NAME,dark:NAME"},
    [CONFIG_BINDING] = {NULL, NULL, sizeof(struct config_bindings), "action"},
};

bool config_value_parse(const struct config_key *key, void *field, const char *text, char *error, size_t error_size) {
    return kinds[key->kind].parse(key, field, text) || refuse(key, text, error, error_size);
}

size_t config_value_size(const struct config_key *key) {
    return kinds[key->kind].size;
}

void config_value_print(const struct config_key *key, const void *field, FILE *file) {
    kinds[key->kind].print(key, field, file);
}

void config_value_describe(const struct config_key *key, char *text, size_t size) {
    if (kinds[key->kind].description != NULL) {
        snprintf(text, size, "%s", kinds[key->kind].description);
        return;
    }
    if (key->kind == CONFIG_MEASURE) {
        snprintf(text, size, "%.0f%% to %.0f%%, %dpx to %dpx", key->minimum, key->maximum, -MEASURE_PIXELS,
                 MEASURE_PIXELS);
        return;
    }
    if (key->kind != CONFIG_CHOICE) {
        snprintf(text, size, "%.0f to %.0f", key->minimum, key->maximum);
        return;
    }
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; key->choices[i] != NULL && used < size; i++) {
        int wrote = snprintf(text + used, size - used, "%s%s", i > 0 ? "|" : "", key->choices[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}
