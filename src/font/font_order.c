#include "font_order.h"

#include <stdlib.h>
#include <string.h>

#include "font_installed.h"
#include "font_shape.h"

static bool is_set(const FcPattern *pattern, const char *object) {
    FcBool value = FcFalse;
    return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch && value;
}

static const char *name_of(const FcPattern *pattern) {
    FcChar8 *name = NULL;
    return FcPatternGetString(pattern, FC_FAMILY, 0, &name) == FcResultMatch ? (const char *)name : "";
}

/* fontconfig measures the spacing of most fonts; those of two widths and some others it does not, and their name says
 * it. */
static bool is_monospace(const FcPattern *pattern) {
    int spacing = FC_PROPORTIONAL;
    FcPatternGetInteger(pattern, FC_SPACING, 0, &spacing);
    return spacing >= FC_DUAL || strstr(name_of(pattern), " Mono") != NULL;
}

static FcPattern *request_of(FcConfig *config, const char *family, bool color) {
    FcPattern *request = FcPatternCreate();
    if (!request)
        return NULL;
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)(color ? "emoji" : "monospace"));
    FcPatternAddInteger(request, FC_WEIGHT, FC_WEIGHT_REGULAR);
    FcPatternAddInteger(request, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(request, FC_VARIABLE, FcFalse);
    if (color)
        FcPatternAddBool(request, FC_COLOR, FcTrue);
    FcConfigSubstitute(config, request, FcMatchPattern);
    FcDefaultSubstitute(request);
    return request;
}

static void add(struct font_order *order, const FcPattern *pattern, enum font_group group, size_t family) {
    struct font_entry *entry = &order->entries[order->count];
    FcCharSet *characters;
    if (FcPatternGetCharSet(pattern, FC_CHARSET, 0, &characters) != FcResultMatch)
        return;
    memset(entry, 0, sizeof *entry);
    entry->pattern = pattern;
    entry->name = name_of(pattern);
    entry->characters = characters;
    entry->group = group;
    entry->family = family;
    entry->color = is_set(pattern, FC_COLOR);
    atomic_init(&entry->file, FONT_CLOSED);
    order->count++;
}

/* The first font of a family, or what fontconfig takes for a name that stands for one. NULL: not installed. */
static const FcPattern *find_family(const struct font_order *order, const char *name) {
    for (int i = 0; i < order->sorted->nfont; i++) {
        if (!is_set(order->sorted->fonts[i], FC_VARIABLE) && font_pattern_is(order->sorted->fonts[i], name))
            return order->sorted->fonts[i];
    }
    return NULL;
}

static void add_named(struct font_order *order, const struct font_rules *rules) {
    for (size_t i = 0; i < rules->family_count; i++) {
        const FcPattern *pattern = find_family(order, rules->families[i]);
        if (i == rules->fallback_count)
            order->first[FONT_MAPPED] = order->count;
        if (pattern)
            add(order, pattern, i < rules->fallback_count ? FONT_NAMED : FONT_MAPPED, i);
    }
    if (rules->family_count == rules->fallback_count)
        order->first[FONT_MAPPED] = order->count;
}

static enum font_group group_of(const FcPattern *pattern) {
    return is_set(pattern, FC_COLOR) ? FONT_COLORED : is_monospace(pattern) ? FONT_MONO : FONT_OTHERS;
}

/* Whether a font of the same family stands in the group already: fontconfig gives the nearest style first. */
static bool has_family(const struct font_order *order, enum font_group group, const FcPattern *pattern) {
    const char *name = name_of(pattern);
    for (size_t i = order->count; name[0] != '\0' && i-- > order->first[group];) {
        if (strcmp(order->entries[i].name, name) == 0)
            return true;
    }
    return false;
}

static void add_group(struct font_order *order, enum font_group group) {
    order->first[group] = order->count;
    for (int i = 0; i < order->sorted->nfont; i++) {
        const FcPattern *pattern = order->sorted->fonts[i];
        if (group_of(pattern) == group && !is_set(pattern, FC_VARIABLE) && !has_family(order, group, pattern))
            add(order, pattern, group, 0);
    }
}

/* The first coloured font that the user names, else the one that fontconfig prefers. */
static void find_emoji(struct font_order *order, FcConfig *config) {
    FcResult result;
    for (size_t i = 0; i < order->first[FONT_MAPPED] && !order->emoji; i++)
        order->emoji = order->entries[i].color ? &order->entries[i] : NULL;
    FcPattern *request = order->emoji ? NULL : request_of(config, "emoji", true);
    if (!request)
        return;
    order->emoji_pattern = FcFontMatch(config, request, &result);
    FcPatternDestroy(request);
    if (!order->emoji_pattern || !is_set(order->emoji_pattern, FC_COLOR))
        return;
    size_t before = order->count;
    add(order, order->emoji_pattern, FONT_COLORED, 0);
    if (order->count > before)
        order->emoji = &order->entries[before];
}

struct font_order *font_order_create(FcConfig *config, const char *family, const struct font_rules *rules) {
    FcResult result;
    struct font_order *order = calloc(1, sizeof *order);
    FcPattern *request = order ? request_of(config, family, false) : NULL;
    if (!request) {
        free(order);
        return NULL;
    }
    order->sorted = FcFontSort(config, request, FcFalse, NULL, &result);
    FcPatternDestroy(request);
    size_t fonts = order->sorted ? (size_t)order->sorted->nfont : 0;
    order->entries = calloc(fonts + rules->family_count + 1, sizeof *order->entries);
    if (!order->entries) {
        font_order_destroy(order);
        return NULL;
    }
    if (order->sorted) {
        add_named(order, rules);
        add_group(order, FONT_MONO);
        add_group(order, FONT_OTHERS);
        add_group(order, FONT_COLORED);
    }
    find_emoji(order, config);
    order->first[FONT_GROUPS] = order->count;
    return order;
}

void font_order_destroy(struct font_order *order) {
    if (!order)
        return;
    for (size_t i = 0; i < order->count; i++)
        font_face_close(order->entries[i].face);
    if (order->emoji_pattern)
        FcPatternDestroy(order->emoji_pattern);
    if (order->sorted)
        FcFontSetDestroy(order->sorted);
    free(order->entries);
    free(order);
}

bool font_entry_has(const struct font_entry *entry, const uint32_t *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (!font_shape_ignorable(text[i]) && !FcCharSetHasChar(entry->characters, text[i]))
            return false;
    }
    return true;
}
