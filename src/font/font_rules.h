/* font_rules.h - the lists of the options, read: which families to ask first, for which characters, with which
 * features.
 *
 * Pure text. What is wrong is left out and noted in one line each; the rest holds. */
#ifndef FONT_RULES_H
#define FONT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hb.h>

#include "font_notes.h"
#include "font_options.h"

#define FONT_FEATURES_MAX 16u
#define FONT_AXES_MAX 8u

/* Characters that one family shows, whatever other fonts have. */
struct font_range {
    uint32_t first, last;
    size_t family; /* index into `families` */
};

/* Features of the fonts of one family; name "": of all fonts. */
struct font_features {
    char *family;
    hb_feature_t list[FONT_FEATURES_MAX];
    unsigned count;
};

struct font_rules {
    char **families; /* those of the fallback list in its order, then those of the map */
    size_t family_count, fallback_count;
    struct font_range *ranges; /* the last one that has a character holds */
    size_t range_count;
    struct font_features *features;
    size_t feature_count;
    hb_variation_t axes[FONT_AXES_MAX];
    unsigned axis_count;
};

/* Reads the rules of the options. False: no memory, nothing to release. */
bool font_rules_read(struct font_rules *rules, const struct font_options *options, struct font_notes *notes);
void font_rules_release(struct font_rules *rules);

#define FONT_RULE_NONE ((size_t)-1)

/* The family of the map that shows a character: an index into `families`, or FONT_RULE_NONE. */
size_t font_rules_map(const struct font_rules *rules, uint32_t code_point);

/* Collects the features of a font that has these names (NULL behind the last one). Returns how many, at most
 * FONT_FEATURES_MAX; those of all fonts come first, so that those of the family prevail. */
unsigned font_rules_features(const struct font_rules *rules, const char *const *names, hb_feature_t *features);

#endif
