#define _POSIX_C_SOURCE 200809L /* strdup */

#include "font_family.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "font_installed.h"

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

static void note_missing(const struct font_source *source, const char *name, const char *used) {
    char nearest[120];
    font_installed_nearest(source->config, name, nearest, sizeof nearest);
    font_note(source->notes, "font: '%.60s' is not installed, using '%.60s'%s", name, used,
              nearest[0] ? nearest : "; `quire list-fonts` shows what there is");
}

/* The family's name as fontconfig has it, and its regular face. */
static bool open_regular(struct font_family *family, const struct font_source *source, const char *name,
                         FcPattern **pattern, char *error, size_t error_size) {
    FcChar8 *found = NULL;
    *pattern = match(source->config, name, FC_WEIGHT_REGULAR, FC_SLANT_ROMAN);
    if (!*pattern || FcPatternGetString(*pattern, FC_FAMILY, 0, &found) != FcResultMatch) {
        snprintf(error, error_size,
                 "font: fontconfig finds no font at all for '%s'; install a monospace font (fonts-dejavu-core)", name);
        return false;
    }
    if (!font_is_generic(name) && !font_pattern_is(*pattern, name))
        note_missing(source, name, (const char *)found);
    family->faces[FONT_REGULAR] = font_face_open(source->library, *pattern, source->rules, error, error_size);
    if (!family->faces[FONT_REGULAR])
        return false;
    family->name = strdup((const char *)found);
    if (!family->name)
        snprintf(error, error_size, "font: out of memory");
    return family->name != NULL;
}

/* The same; what cannot be read is noted and replaced. */
static bool open_any_regular(struct font_family *family, const struct font_source *source, const char *name,
                             FcPattern **pattern, char *error, size_t error_size) {
    if (open_regular(family, source, name, pattern, error, error_size))
        return true;
    if (!*pattern || family->faces[FONT_REGULAR] || strcmp(name, "monospace") == 0)
        return false;
    FcPatternDestroy(*pattern);
    font_note(source->notes, "%.200s; using 'monospace'", error);
    return open_regular(family, source, "monospace", pattern, error, error_size);
}

/* What fontconfig found for a style, and what it found it by. */
struct style_wish {
    enum font_style style;
    const char *name;
    bool named; /* the options name this family for this style: it is taken as it is */
};

static int weight_of(enum font_style style) {
    return style & FONT_BOLD ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR;
}

static int slant_of(enum font_style style) {
    return style & FONT_ITALIC ? FC_SLANT_ITALIC : FC_SLANT_ROMAN;
}

/* What the font lacks against the style. What fontconfig promises to be bold or slanted by its own tricks is ours to
 * synthesise. */
static void synthesise(struct font_face *face, const FcPattern *pattern, const struct style_wish *wish) {
    int weight = 0, slant = 0;
    FcBool embolden = FcFalse;
    FcMatrix *matrix;
    if (wish->named)
        return;
    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &embolden);
    bool sheared = FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch;
    face->embolden = wish->style & FONT_BOLD && (weight < FC_WEIGHT_DEMIBOLD || embolden);
    face->oblique = wish->style & FONT_ITALIC && (slant < FC_SLANT_ITALIC || sheared);
}

/* The file that the wish names; NULL: there is none of this family, or it cannot be read. */
static struct font_face *open_wish(const struct font_source *source, const struct style_wish *wish) {
    char error[256];
    struct font_face *face = NULL;
    FcPattern *pattern = match(source->config, wish->name, weight_of(wish->style), slant_of(wish->style));
    if (pattern && (font_pattern_is(pattern, wish->name) || (wish->named && font_is_generic(wish->name)))) {
        face = font_face_open(source->library, pattern, source->rules, error, sizeof error);
        if (face)
            synthesise(face, pattern, wish);
        else
            font_note(source->notes, "%.200s; its style is drawn from another face", error);
    }
    if (pattern)
        FcPatternDestroy(pattern);
    return face;
}

/* A style: of its own family, of the family, or the regular file with the style synthesised. */
static struct font_face *open_style(const struct font_family *family, const struct font_source *source,
                                    const FcPattern *regular, const char *own, enum font_style style, char *error,
                                    size_t error_size) {
    struct style_wish wish = {style, own, true};
    struct font_face *face = own && *own ? open_wish(source, &wish) : NULL;
    if (!face && own && *own && !font_is_installed(source->config, own))
        note_missing(source, own, family->name);
    if (face)
        return face;
    wish = (struct style_wish){style, family->name, false};
    face = open_wish(source, &wish);
    if (!face && (face = font_face_open(source->library, regular, source->rules, error, error_size)) != NULL) {
        face->embolden = style & FONT_BOLD;
        face->oblique = style & FONT_ITALIC;
    }
    return face;
}

static void vary(const struct font_family *family, const struct font_source *source) {
    bool all = true;
    for (unsigned style = 0; style < FONT_STYLES; style++)
        all &= font_face_vary(family->faces[style], source->rules, style & FONT_BOLD, style & FONT_ITALIC);
    if (!all)
        font_note(source->notes, "font-variation: '%.80s' is no variable font, or lacks one of these axes",
                  family->name);
}

bool font_family_open(struct font_family *family, const struct font_source *source, const struct font_options *options,
                      char *error, size_t error_size) {
    const char *const own[FONT_STYLES] = {NULL, options->bold, options->italic, options->bold_italic};
    const char *name = options->family && *options->family ? options->family : "monospace";
    FcPattern *regular = NULL;
    memset(family, 0, sizeof *family);
    bool done = open_any_regular(family, source, name, &regular, error, error_size);
    for (int style = FONT_BOLD; done && style < FONT_STYLES; style++) {
        family->faces[style] =
            open_style(family, source, regular, own[style], (enum font_style)style, error, error_size);
        done = family->faces[style] != NULL;
    }
    for (unsigned i = 0; done && i < FONT_STYLES; i++) {
        family->faces[i]->of_family = true;
        family->faces[i]->number = i;
    }
    if (done)
        vary(family, source);
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
