#define _POSIX_C_SOURCE 200809L /* strdup, strcasecmp */

#include "font_family.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static FcPattern *match(FcConfig *config, const char *name, int weight, int slant) {
    FcResult result;
    FcPattern *request = FcPatternCreate();
    if (!request)
        return NULL;
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)name);
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)"monospace");
    FcPatternAddInteger(request, FC_WEIGHT, weight);
    FcPatternAddInteger(request, FC_SLANT, slant);
    /* Fixed instances of variable fonts: FreeType and HarfBuzz find them by index. */
    FcPatternAddBool(request, FC_VARIABLE, FcFalse);
    FcConfigSubstitute(config, request, FcMatchPattern);
    FcDefaultSubstitute(request);
    FcPattern *found = FcFontMatch(config, request, &result);
    FcPatternDestroy(request);
    return found;
}

/* Whether one of the pattern's family names is this one. */
static bool is_family(const FcPattern *pattern, const char *name) {
    FcChar8 *have;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &have) == FcResultMatch; i++) {
        if (!strcasecmp((const char *)have, name))
            return true;
    }
    return false;
}

/* Names that stand for whatever the user prefers. */
static bool is_generic(const char *name) {
    static const char *const generic[] = {"monospace", "mono", "sans", "sans-serif", "serif", "system-ui"};
    for (size_t i = 0; i < sizeof generic / sizeof generic[0]; i++) {
        if (!strcasecmp(name, generic[i]))
            return true;
    }
    return false;
}

static bool open_regular(struct font_family *family, FcConfig *config, FT_Library library, const char *name,
                         FcPattern **pattern, char *error, size_t error_size) {
    FcChar8 *found = NULL;
    *pattern = match(config, name, FC_WEIGHT_REGULAR, FC_SLANT_ROMAN);
    if (!*pattern || FcPatternGetString(*pattern, FC_FAMILY, 0, &found) != FcResultMatch) {
        snprintf(error, error_size,
                 "font: fontconfig finds no font at all for '%s'; install a monospace font (fonts-dejavu-core)", name);
        return false;
    }
    family->name = strdup((const char *)found);
    if (!family->name) {
        snprintf(error, error_size, "font: out of memory");
        return false;
    }
    if (!is_generic(name) && !is_family(*pattern, name))
        snprintf(family->warning, sizeof family->warning,
                 "font: '%.80s' is not installed, using '%.80s'; `quire list-fonts` shows what there is", name,
                 family->name);
    family->faces[FONT_REGULAR] = font_face_open(library, *pattern, error, error_size);
    return family->faces[FONT_REGULAR] != NULL;
}

/* A style of the family, or the regular file with the style synthesised. */
static struct font_face *open_style(const struct font_family *family, FcConfig *config, FT_Library library,
                                    const FcPattern *regular, enum font_style style, char *error, size_t error_size) {
    struct font_face *face = NULL;
    int weight = 0, slant = 0;
    FcBool synthetic_bold = FcFalse, synthetic_slant = FcFalse;
    FcMatrix *matrix;
    FcPattern *pattern = match(config, family->name, style & FONT_BOLD ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR,
                               style & FONT_ITALIC ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    if (pattern && is_family(pattern, family->name)) {
        FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
        FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
        /* What fontconfig promises to be bold or slanted by its own tricks is ours to synthesise. */
        FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &synthetic_bold);
        synthetic_slant = FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch;
        face = font_face_open(library, pattern, error, error_size);
    }
    if (pattern)
        FcPatternDestroy(pattern);
    if (!face) {
        weight = slant = 0;
        face = font_face_open(library, regular, error, error_size);
    }
    if (face) {
        face->embolden = style & FONT_BOLD && (weight < FC_WEIGHT_DEMIBOLD || synthetic_bold);
        face->oblique = style & FONT_ITALIC && (slant < FC_SLANT_ITALIC || synthetic_slant);
    }
    return face;
}

bool font_family_open(struct font_family *family, FcConfig *config, FT_Library library, const char *name, char *error,
                      size_t error_size) {
    FcPattern *regular = NULL;
    memset(family, 0, sizeof *family);
    bool done = open_regular(family, config, library, name, &regular, error, error_size);
    for (int style = FONT_BOLD; done && style < FONT_STYLES; style++) {
        family->faces[style] = open_style(family, config, library, regular, (enum font_style)style, error, error_size);
        done = family->faces[style] != NULL;
    }
    for (unsigned i = 0; done && i < FONT_STYLES; i++) {
        family->faces[i]->of_family = true;
        family->faces[i]->number = i;
    }
    if (regular)
        FcPatternDestroy(regular);
    if (!done)
        font_family_close(family);
    return done;
}

void font_family_close(struct font_family *family) {
    for (int i = 0; i < FONT_STYLES; i++)
        font_face_close(family->faces[i]);
    free(family->name);
    memset(family, 0, sizeof *family);
}
