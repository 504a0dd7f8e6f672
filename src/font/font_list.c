#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include "font_set.h"

static FcFontSet *find_monospace(FcConfig *config) {
    FcPattern *pattern = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_SPACING, (char *)NULL);
    FcFontSet *all = NULL;
    if (pattern && objects)
        all = FcFontList(config, pattern, objects);
    if (objects)
        FcObjectSetDestroy(objects);
    if (pattern)
        FcPatternDestroy(pattern);
    return all;
}

static int compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Collects the names of one list, borrowed from it. */
static size_t collect(const FcFontSet *all, const char **names) {
    size_t count = 0;
    for (int i = 0; i < all->nfont; i++) {
        int spacing = FC_PROPORTIONAL;
        FcChar8 *family;
        FcPatternGetInteger(all->fonts[i], FC_SPACING, 0, &spacing);
        if (spacing >= FC_DUAL && FcPatternGetString(all->fonts[i], FC_FAMILY, 0, &family) == FcResultMatch)
            names[count++] = (const char *)family;
    }
    qsort(names, count, sizeof *names, compare);
    return count;
}

bool font_list_families(void (*each)(void *user, const char *family), void *user, char *error, size_t error_size) {
    FcConfig *config = FcInitLoadConfigAndFonts();
    if (!config) {
        snprintf(error, error_size, "font: fontconfig cannot load its configuration; check /etc/fonts");
        return false;
    }
    FcFontSet *all = find_monospace(config);
    size_t count = 0;
    const char **names = all ? calloc((size_t)all->nfont + 1, sizeof *names) : NULL;
    if (names)
        count = collect(all, names);
    for (size_t i = 0; i < count; i++) {
        if (!i || strcmp(names[i], names[i - 1]))
            each(user, names[i]);
    }
    free(names);
    if (all)
        FcFontSetDestroy(all);
    FcConfigDestroy(config);
    if (!count)
        snprintf(error, error_size, "font: no monospace font is installed; install one (fonts-dejavu-core)");
    return count > 0;
}
