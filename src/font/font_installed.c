#define _POSIX_C_SOURCE 200809L /* strcasecmp */

#include "font_installed.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "nearest_word.h"

bool font_pattern_is(const FcPattern *pattern, const char *family) {
    FcChar8 *have;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &have) == FcResultMatch; i++) {
        if (strcasecmp((const char *)have, family) == 0)
            return true;
    }
    return false;
}

bool font_is_generic(const char *family) {
    static const char *const generic[] = {"monospace", "mono",  "sans",      "sans-serif",
                                          "serif",     "emoji", "system-ui", "math"};
    for (size_t i = 0; i < sizeof generic / sizeof generic[0]; i++) {
        if (strcasecmp(family, generic[i]) == 0)
            return true;
    }
    return false;
}

/* The fonts of the system and of the program, in turn; NULL behind the last. */
static FcFontSet *fonts_of(FcConfig *config, int i) {
    return FcConfigGetFonts(config, i == 0 ? FcSetSystem : FcSetApplication);
}

bool font_is_installed(FcConfig *config, const char *family) {
    for (int set = 0; set < 2; set++) {
        const FcFontSet *fonts = fonts_of(config, set);
        for (int i = 0; fonts && i < fonts->nfont; i++) {
            if (font_pattern_is(fonts->fonts[i], family))
                return true;
        }
    }
    return false;
}

/* The two nearest names, the nearer one first. */
struct nearest {
    const char *names[2];
    unsigned distances[2];
};

/* How unlike a word is: what it begins with counts as a slip of one letter, so that "Fira" means "Fira Code". */
static unsigned unlikeness(const char *family, const char *name, unsigned most) {
    size_t length = strlen(family);
    if (length >= 3 && strncasecmp(family, name, length) == 0)
        return 1;
    return word_distance(family, name, most);
}

static void offer(struct nearest *nearest, const char *family, const char *name) {
    unsigned most = word_distance_allowed(family), distance = unlikeness(family, name, most);
    if (distance > most || (nearest->names[0] && strcasecmp(nearest->names[0], name) == 0))
        return;
    if (!nearest->names[0] || distance < nearest->distances[0]) {
        nearest->names[1] = nearest->names[0];
        nearest->distances[1] = nearest->distances[0];
        nearest->names[0] = name;
        nearest->distances[0] = distance;
    } else if (!nearest->names[1] || distance < nearest->distances[1]) {
        nearest->names[1] = name;
        nearest->distances[1] = distance;
    }
}

void font_installed_nearest(FcConfig *config, const char *family, char *text, size_t size) {
    struct nearest nearest = {{NULL, NULL}, {0, 0}};
    for (int set = 0; set < 2; set++) {
        const FcFontSet *fonts = fonts_of(config, set);
        for (int i = 0; fonts && i < fonts->nfont; i++) {
            FcChar8 *name;
            if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch)
                offer(&nearest, family, (const char *)name);
        }
    }
    text[0] = '\0';
    if (nearest.names[0])
        snprintf(text, size, "; did you mean '%s'%s%s%s?", nearest.names[0], nearest.names[1] ? " or '" : "",
                 nearest.names[1] ? nearest.names[1] : "", nearest.names[1] ? "'" : "");
}
