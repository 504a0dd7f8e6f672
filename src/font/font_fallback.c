#include "font_fallback.h"

#include <stdlib.h>
#include <string.h>

#include "font_shape.h"

static bool is_color(const FcPattern *pattern) {
    FcBool color = FcFalse;
    return FcPatternGetBool(pattern, FC_COLOR, 0, &color) == FcResultMatch && color;
}

static bool entry_init(struct font_fallback_entry *entry, FcPattern *pattern) {
    *entry = (struct font_fallback_entry){.pattern = pattern, .color = is_color(pattern)};
    return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &entry->characters) == FcResultMatch;
}

static void find_emoji(struct font_fallback *fallback, FcConfig *config) {
    FcResult result;
    FcPattern *request = FcPatternCreate();
    if (!request)
        return;
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)"emoji");
    FcPatternAddBool(request, FC_COLOR, FcTrue);
    FcConfigSubstitute(config, request, FcMatchPattern);
    FcDefaultSubstitute(request);
    fallback->emoji_pattern = FcFontMatch(config, request, &result);
    FcPatternDestroy(request);
    if (fallback->emoji_pattern && (!entry_init(&fallback->emoji, fallback->emoji_pattern) || !fallback->emoji.color))
        fallback->emoji.pattern = NULL;
}

bool font_fallback_init(struct font_fallback *fallback, FcConfig *config, const char *family, double px,
                        uint32_t first_number) {
    FcResult result;
    memset(fallback, 0, sizeof *fallback);
    fallback->px = px;
    fallback->next_number = first_number;
    FcPattern *request = FcPatternCreate();
    if (!request)
        return false;
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddString(request, FC_FAMILY, (const FcChar8 *)"monospace");
    FcConfigSubstitute(config, request, FcMatchPattern);
    FcDefaultSubstitute(request);
    fallback->sorted = FcFontSort(config, request, FcTrue, NULL, &result);
    FcPatternDestroy(request);
    if (!fallback->sorted)
        return true; /* no other fonts: a poor system, not an error */
    fallback->entries = calloc((size_t)fallback->sorted->nfont + 1, sizeof *fallback->entries);
    if (!fallback->entries) {
        font_fallback_finish(fallback);
        return false;
    }
    for (int i = 0; i < fallback->sorted->nfont; i++)
        fallback->count += entry_init(&fallback->entries[fallback->count], fallback->sorted->fonts[i]);
    find_emoji(fallback, config);
    return true;
}

void font_fallback_finish(struct font_fallback *fallback) {
    for (size_t i = 0; i < fallback->count; i++)
        font_face_close(fallback->entries[i].face);
    font_face_close(fallback->emoji.face);
    if (fallback->emoji_pattern)
        FcPatternDestroy(fallback->emoji_pattern);
    if (fallback->sorted)
        FcFontSetDestroy(fallback->sorted);
    free(fallback->entries);
    memset(fallback, 0, sizeof *fallback);
}

void font_fallback_set_size(struct font_fallback *fallback, double px) {
    fallback->px = px;
    for (size_t i = 0; i < fallback->count; i++) {
        if (fallback->entries[i].face)
            font_face_set_size(fallback->entries[i].face, px);
    }
    if (fallback->emoji.face)
        font_face_set_size(fallback->emoji.face, px);
}

static struct font_face *open_entry(struct font_fallback *fallback, struct font_fallback_entry *entry,
                                    FT_Library library) {
    char ignored[8];
    if (entry->face || entry->broken)
        return entry->face;
    entry->face = font_face_open(library, entry->pattern, ignored, sizeof ignored);
    if (entry->face && !font_face_set_size(entry->face, fallback->px)) {
        font_face_close(entry->face);
        entry->face = NULL;
    }
    entry->broken = !entry->face;
    if (entry->face)
        entry->face->number = fallback->next_number++;
    return entry->face;
}

static bool has_all(const FcCharSet *characters, const uint32_t *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (!font_shape_ignorable(text[i]) && !FcCharSetHasChar(characters, text[i]))
            return false;
    }
    return true;
}

struct font_face *font_fallback_find(struct font_fallback *fallback, FT_Library library, const uint32_t *text,
                                     size_t length) {
    for (int color = 0; color <= 1; color++) {
        for (size_t i = 0; i < fallback->count; i++) {
            struct font_fallback_entry *entry = &fallback->entries[i];
            if (entry->color != (color == 1) || !has_all(entry->characters, text, length))
                continue;
            if (open_entry(fallback, entry, library))
                return entry->face;
        }
    }
    return NULL;
}

struct font_face *font_fallback_emoji(struct font_fallback *fallback, FT_Library library, uint32_t code_point) {
    if (!fallback->emoji.pattern || !FcCharSetHasChar(fallback->emoji.characters, code_point))
        return NULL;
    return open_entry(fallback, &fallback->emoji, library);
}
