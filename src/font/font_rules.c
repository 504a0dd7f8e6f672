#define _POSIX_C_SOURCE 200809L /* strndup, strcasecmp */

#include "font_rules.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LAST_CODE_POINT 0x10FFFFu

/* A piece of a text, not terminated. */
struct piece {
    const char *at;
    size_t length;
};

static struct piece trimmed(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return (struct piece){at, (size_t)(end - at)};
}

/* The next piece of *text up to one of the separators, and *text behind it. False: there is none. */
static bool next_piece(const char **text, const char *separators, struct piece *piece) {
    if (!*text || !**text)
        return false;
    size_t length = strcspn(*text, separators);
    *piece = trimmed(*text, *text + length);
    *text += length + ((*text)[length] != '\0');
    return true;
}

/* Makes room for one more element of an array. */
static void *one_more(void *array, size_t count, size_t size) {
    return realloc(array, (count + 1) * size);
}

static bool add_family(struct font_rules *rules, struct piece name) {
    char *own = strndup(name.at, name.length);
    char **families = own ? one_more(rules->families, rules->family_count, sizeof *families) : NULL;
    if (!families) {
        free(own);
        return false;
    }
    rules->families = families;
    families[rules->family_count++] = own;
    return true;
}

static bool read_fallback(struct font_rules *rules, const char *text) {
    struct piece name;
    while (next_piece(&text, ",\n", &name)) {
        if (name.length && !add_family(rules, name))
            return false;
    }
    rules->fallback_count = rules->family_count;
    return true;
}

/* "U+E000" at the beginning of *at, which goes behind it. */
static bool read_code_point(const char **at, const char *end, uint32_t *code_point) {
    const char *digits = *at + 2;
    uint32_t value = 0;
    if (end - *at < 3 || ((*at)[0] != 'U' && (*at)[0] != 'u') || (*at)[1] != '+')
        return false;
    const char *from = digits;
    for (; digits < end && strchr("0123456789abcdefABCDEF", *digits) && value <= LAST_CODE_POINT; digits++)
        value = value * 16 + (uint32_t)(*digits <= '9' ? *digits - '0' : (*digits | 32) - 'a' + 10);
    *at = digits;
    *code_point = value;
    return digits > from && value <= LAST_CODE_POINT;
}

static bool read_range(struct piece text, struct font_range *range) {
    const char *at = text.at, *end = text.at + text.length;
    if (!read_code_point(&at, end, &range->first))
        return false;
    range->last = range->first;
    if (at < end && *at++ != '-')
        return false;
    if (at < end && !read_code_point(&at, end, &range->last))
        return false;
    return at == end && end[-1] != '-' && range->first <= range->last;
}

static bool add_range(struct font_rules *rules, struct font_range range) {
    struct font_range *ranges = one_more(rules->ranges, rules->range_count, sizeof *ranges);
    if (!ranges)
        return false;
    rules->ranges = ranges;
    ranges[rules->range_count++] = range;
    return true;
}

/* The ranges of one line, of the family that was added last. */
static bool read_ranges(struct font_rules *rules, struct piece text, struct font_notes *notes) {
    const char *at = text.at, *end = text.at + text.length;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        struct piece one = trimmed(at, comma ? comma : end);
        struct font_range range = {0, 0, rules->family_count - 1};
        at = comma ? comma + 1 : end;
        if (!read_range(one, &range))
            font_note(notes, "font-map: '%.*s' is no range of characters such as U+E000-U+F8FF", (int)one.length,
                      one.at);
        else if (!add_range(rules, range))
            return false;
    }
    return true;
}

static bool read_map(struct font_rules *rules, const char *text, struct font_notes *notes) {
    struct piece line;
    while (next_piece(&text, "\n", &line)) {
        const char *colon = memchr(line.at, ':', line.length);
        struct piece name = trimmed(colon ? colon + 1 : line.at, line.at + (colon ? line.length : 0));
        if (!line.length)
            continue;
        if (!name.length || colon == line.at) {
            font_note(notes, "font-map: '%.*s' is not of the form U+E000-U+F8FF: Family", (int)line.length, line.at);
            continue;
        }
        if (!add_family(rules, name) || !read_ranges(rules, trimmed(line.at, colon), notes))
            return false;
    }
    return true;
}

static void read_feature(struct font_features *features, struct piece text, struct font_notes *notes) {
    hb_feature_t feature;
    if (!hb_feature_from_string(text.at, (int)text.length, &feature))
        font_note(notes, "font-feature: '%.*s' is no OpenType feature such as ss01, -liga or cv02=3", (int)text.length,
                  text.at);
    else if (features->count == FONT_FEATURES_MAX)
        font_note(notes, "font-feature: '%.*s' is one too many: %u are taken", (int)text.length, text.at,
                  FONT_FEATURES_MAX);
    else
        features->list[features->count++] = feature;
}

static struct font_features *add_features(struct font_rules *rules, struct piece family) {
    struct font_features *features = one_more(rules->features, rules->feature_count, sizeof *features);
    if (!features)
        return NULL;
    rules->features = features;
    features += rules->feature_count;
    features->family = strndup(family.at, family.length);
    features->count = 0;
    rules->feature_count += features->family != NULL;
    return features->family ? features : NULL;
}

/* "Family: ss01, -liga" or "ss01, -liga". */
static bool read_features(struct font_rules *rules, const char *text, struct font_notes *notes) {
    struct piece line;
    while (next_piece(&text, "\n", &line)) {
        const char *colon = memchr(line.at, ':', line.length), *end = line.at + line.length;
        const char *bracket = memchr(line.at, '[', line.length); /* "liga[3:5]" is a feature with a range */
        bool named = colon && (!bracket || colon < bracket);
        struct font_features *features = add_features(rules, trimmed(line.at, named ? colon : line.at));
        if (!features)
            return false;
        for (const char *at = named ? colon + 1 : line.at; at < end;) {
            const char *comma = memchr(at, ',', (size_t)(end - at));
            struct piece one = trimmed(at, comma ? comma : end);
            at = comma ? comma + 1 : end;
            if (one.length)
                read_feature(features, one, notes);
        }
    }
    return true;
}

static void read_axes(struct font_rules *rules, const char *text, struct font_notes *notes) {
    struct piece one;
    while (next_piece(&text, ",\n", &one)) {
        hb_variation_t axis;
        if (!one.length)
            continue;
        if (!memchr(one.at, '=', one.length) || !hb_variation_from_string(one.at, (int)one.length, &axis))
            font_note(notes, "font-variation: '%.*s' is no axis with its value, such as wght=450", (int)one.length,
                      one.at);
        else if (rules->axis_count < FONT_AXES_MAX)
            rules->axes[rules->axis_count++] = axis;
    }
}

bool font_rules_read(struct font_rules *rules, const struct font_options *options, struct font_notes *notes) {
    memset(rules, 0, sizeof *rules);
    if (!read_fallback(rules, options->fallback) || !read_map(rules, options->map, notes) ||
        !read_features(rules, options->features, notes)) {
        font_rules_release(rules);
        return false;
    }
    read_axes(rules, options->variations, notes);
    return true;
}

void font_rules_release(struct font_rules *rules) {
    for (size_t i = 0; i < rules->family_count; i++)
        free(rules->families[i]);
    for (size_t i = 0; i < rules->feature_count; i++)
        free(rules->features[i].family);
    free(rules->families);
    free(rules->ranges);
    free(rules->features);
    memset(rules, 0, sizeof *rules);
}

size_t font_rules_map(const struct font_rules *rules, uint32_t code_point) {
    for (size_t i = rules->range_count; i > 0; i--) {
        const struct font_range *range = &rules->ranges[i - 1];
        if (code_point >= range->first && code_point <= range->last)
            return range->family;
    }
    return FONT_RULE_NONE;
}

static bool applies(const struct font_features *features, const char *const *names) {
    for (; *names; names++) {
        if (strcasecmp(*names, features->family) == 0)
            return true;
    }
    return false;
}

unsigned font_rules_features(const struct font_rules *rules, const char *const *names, hb_feature_t *features) {
    unsigned count = 0;
    for (int own = 0; own <= 1; own++) {
        for (size_t i = 0; i < rules->feature_count; i++) {
            const struct font_features *rule = &rules->features[i];
            bool holds = own ? *rule->family && applies(rule, names) : !*rule->family;
            for (unsigned j = 0; holds && j < rule->count && count < FONT_FEATURES_MAX; j++)
                features[count++] = rule->list[j];
        }
    }
    return count;
}
