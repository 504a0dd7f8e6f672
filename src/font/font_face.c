#include "font_face.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include FT_MULTIPLE_MASTERS_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>

static hb_font_t *open_harfbuzz(const char *path, int index) {
    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *face = hb_face_create(blob, (unsigned)index & 0xFFFFu);
    hb_font_t *font = NULL;
    if (hb_face_get_glyph_count(face))
        font = hb_font_create(face);
    if (font && index >> 16)
        hb_font_set_var_named_instance(font, ((unsigned)index >> 16) - 1);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

/* Whether the coloured glyphs are of a kind that is drawn: strikes of bitmaps, or COLR records of version 0. Paints
 * (COLRv1) and SVG are not. */
static bool has_drawn_colors(FT_Face ft) {
    FT_Byte head[4];
    FT_ULong length = sizeof head;
    if (!FT_HAS_COLOR(ft))
        return false;
    if (ft->num_fixed_sizes > 0)
        return true;
    if (FT_Load_Sfnt_Table(ft, FT_MAKE_TAG('C', 'O', 'L', 'R'), 0, head, &length))
        return false;
    return head[2] || head[3]; /* the number of base glyphs */
}

static void take_features(struct font_face *face, const FcPattern *pattern, const struct font_rules *rules) {
    const char *names[9] = {NULL};
    FcChar8 *name;
    for (int i = 0; i < 8 && FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        names[i] = (const char *)name;
    face->feature_count = font_rules_features(rules, names, face->features);
}

static bool has_table(FT_Face ft, FT_ULong tag) {
    FT_ULong length = 0;
    return !FT_Load_Sfnt_Table(ft, tag, 0, NULL, &length) && length > 0;
}

/* Whether anything can be drawn. FreeType opens a file without its table of outlines, and all glyphs are empty then. */
static bool has_glyphs(FT_Face ft) {
    if (ft->num_glyphs == 0)
        return false;
    if (!FT_IS_SCALABLE(ft) || !FT_IS_SFNT(ft))
        return FT_IS_SCALABLE(ft) || ft->num_fixed_sizes > 0;
    return has_table(ft, FT_MAKE_TAG('g', 'l', 'y', 'f')) || has_table(ft, FT_MAKE_TAG('C', 'F', 'F', ' ')) ||
           has_table(ft, FT_MAKE_TAG('C', 'F', 'F', '2')) || ft->num_fixed_sizes > 0;
}

static bool open_file(struct font_face *face, FT_Library library, const char *path, int index, char *error,
                      size_t error_size) {
    FT_Error failure = FT_New_Face(library, path, index, &face->ft);
    if (failure) {
        snprintf(error, error_size, "font: cannot read %s (FreeType error %d)", path, failure);
        return false;
    }
    if (!face->ft->charmap || !has_glyphs(face->ft)) {
        snprintf(error, error_size, "font: %s has no %s", path, face->ft->charmap ? "glyphs" : "table of characters");
        FT_Done_Face(face->ft);
        return false;
    }
    return true;
}

struct font_face *font_face_open(FT_Library library, const FcPattern *pattern, const struct font_rules *rules,
                                 char *error, size_t error_size) {
    FcChar8 *path = NULL;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch) {
        snprintf(error, error_size, "font: fontconfig names no file for the font; run `fc-cache -f`");
        return NULL;
    }
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    struct font_face *face = calloc(1, sizeof *face);
    if (!face) {
        snprintf(error, error_size, "font: out of memory");
        return NULL;
    }
    if (!open_file(face, library, (const char *)path, index, error, error_size)) {
        free(face);
        return NULL;
    }
    face->hb = open_harfbuzz((const char *)path, index);
    face->color = has_drawn_colors(face->ft);
    face->scalable = FT_IS_SCALABLE(face->ft);
    face->stretch = 1.0;
    take_features(face, pattern, rules);
    face->ligatures = face->hb && font_joining_find(face->hb, face->features, face->feature_count, &face->joining);
    return face;
}

/* Whether a style keeps its own value of an axis. */
static bool is_of_style(FT_ULong tag, bool bold, bool italic) {
    return (bold && tag == FT_MAKE_TAG('w', 'g', 'h', 't')) ||
           (italic && (tag == FT_MAKE_TAG('s', 'l', 'n', 't') || tag == FT_MAKE_TAG('i', 't', 'a', 'l')));
}

/* Sets one axis among `coordinates`. False: the font has no such axis. */
static bool set_axis(const FT_MM_Var *variation, hb_variation_t axis, bool bold, bool italic, FT_Fixed *coordinates) {
    for (FT_UInt i = 0; i < variation->num_axis; i++) {
        const FT_Var_Axis *have = &variation->axis[i];
        if (have->tag != axis.tag)
            continue;
        double value = fmin(fmax(axis.value, (double)have->minimum / 65536), (double)have->maximum / 65536);
        if (!is_of_style(have->tag, bold, italic))
            coordinates[i] = (FT_Fixed)lround(value * 65536);
        return true;
    }
    return false;
}

static void apply_coordinates(struct font_face *face, const FT_MM_Var *variation, FT_Fixed *coordinates) {
    hb_variation_t all[16];
    unsigned count = variation->num_axis < 16 ? variation->num_axis : 16;
    FT_Set_Var_Design_Coordinates(face->ft, variation->num_axis, coordinates);
    for (unsigned i = 0; i < count; i++)
        all[i] = (hb_variation_t){(hb_tag_t)variation->axis[i].tag, (float)coordinates[i] / 65536};
    if (face->hb)
        hb_font_set_variations(face->hb, all, count);
}

bool font_face_vary(struct font_face *face, const struct font_rules *rules, bool bold, bool italic) {
    FT_MM_Var *variation;
    FT_Fixed coordinates[64];
    bool all = true;
    if (!rules->axis_count)
        return true;
    if (!FT_HAS_MULTIPLE_MASTERS(face->ft) || FT_Get_MM_Var(face->ft, &variation))
        return false;
    if (variation->num_axis > 64 || FT_Get_Var_Design_Coordinates(face->ft, variation->num_axis, coordinates)) {
        FT_Done_MM_Var(face->ft->glyph->library, variation);
        return false;
    }
    for (unsigned i = 0; i < rules->axis_count; i++)
        all &= set_axis(variation, rules->axes[i], bold, italic, coordinates);
    apply_coordinates(face, variation, coordinates);
    FT_Done_MM_Var(face->ft->glyph->library, variation);
    return all;
}

void font_face_close(struct font_face *face) {
    if (!face)
        return;
    if (face->hb)
        hb_font_destroy(face->hb);
    FT_Done_Face(face->ft);
    free(face);
}

/* The smallest strike that is not below the size, or the largest. */
static bool select_strike(FT_Face ft, double px) {
    int best = -1;
    for (int i = 0; i < ft->num_fixed_sizes; i++) {
        double have = (double)ft->available_sizes[i].y_ppem / 64;
        double best_px = best < 0 ? 0 : (double)ft->available_sizes[best].y_ppem / 64;
        if (best < 0 || (best_px < px && have > best_px) || (have >= px && have < best_px))
            best = i;
    }
    return best >= 0 && !FT_Select_Size(ft, best);
}

bool font_face_set_size(struct font_face *face, double px) {
    FT_F26Dot6 size = (FT_F26Dot6)lround(px * 64);
    /* Coloured bitmaps may come beside outlines (sbix): their strikes are chosen, not the em. */
    bool strikes = !face->scalable || (face->color && face->ft->num_fixed_sizes > 0);
    bool done = strikes ? select_strike(face->ft, px) : !FT_Set_Char_Size(face->ft, 0, size, 72, 72);
    if (!done)
        return false;
    face->px = px;
    if (face->hb)
        hb_font_set_scale(face->hb, (int)size, (int)size);
    return true;
}

uint32_t font_face_glyph(const struct font_face *face, uint32_t code_point) {
    return FT_Get_Char_Index(face->ft, code_point);
}

static double advance_of(const struct font_face *face, uint32_t code_point) {
    FT_UInt glyph = FT_Get_Char_Index(face->ft, code_point);
    if (!glyph || FT_Load_Glyph(face->ft, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP))
        return 0;
    return (double)face->ft->glyph->linearHoriAdvance / 65536;
}

unsigned font_face_pixels_below(const struct font_face *face) {
    static const char low[] = "_gjpqy|,Q";
    FT_Pos lowest = 0;
    if (!face->scalable)
        return 0;
    for (const char *c = low; *c; c++) {
        FT_UInt glyph = FT_Get_Char_Index(face->ft, (FT_ULong)*c);
        if (!glyph || FT_Load_Glyph(face->ft, glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP))
            continue;
        const FT_Glyph_Metrics *metrics = &face->ft->glyph->metrics;
        FT_Pos bottom = metrics->height - metrics->horiBearingY;
        lowest = bottom > lowest ? bottom : lowest;
    }
    return (unsigned)((lowest + 63) / 64);
}

/* Of a font of bitmaps. What it says of its widest glyph may be that glyph's ink: the digit is asked. */
static void strike_extents(const struct font_face *face, struct font_face_extents *extents) {
    const FT_Size_Metrics *size = &face->ft->size->metrics;
    FT_UInt digit = FT_Get_Char_Index(face->ft, '0');
    double advance = (double)size->max_advance / 64, px = (double)size->y_ppem;
    if (digit && !FT_Load_Glyph(face->ft, digit, FT_LOAD_DEFAULT) && face->ft->glyph->advance.x > 0)
        advance = (double)face->ft->glyph->advance.x / 64;
    *extents = (struct font_face_extents){.ascent = (double)size->ascender / 64,
                                          .descent = -(double)size->descender / 64,
                                          .line = (double)size->height / 64,
                                          .advance = advance,
                                          .underline = -px / 10,
                                          .underline_thickness = 1,
                                          .strikeout = px / 4,
                                          .monospace = true};
}

void font_face_extents(const struct font_face *face, struct font_face_extents *extents) {
    FT_Face ft = face->ft;
    if (!face->scalable) {
        strike_extents(face, extents);
        return;
    }
    double unit = face->px / ft->units_per_EM;
    extents->ascent = ft->ascender * unit;
    extents->descent = -ft->descender * unit;
    extents->line = fmax(ft->height * unit, extents->ascent + extents->descent);
    extents->advance = advance_of(face, '0');
    if (extents->advance <= 0)
        extents->advance = ft->max_advance_width * unit;
    double narrow = advance_of(face, 'i'), wide = advance_of(face, 'M');
    extents->monospace = fabs(narrow - wide) < 0.02 * face->px && wide > 0;
    extents->underline_thickness = ft->underline_thickness > 0 ? ft->underline_thickness * unit : face->px / 18;
    extents->underline = ft->underline_position < 0 ? ft->underline_position * unit : -face->px / 9;
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    bool measured = os2 && os2->version != 0xFFFF && os2->yStrikeoutPosition > 0;
    extents->strikeout = measured ? (os2->yStrikeoutPosition - os2->yStrikeoutSize / 2.0) * unit : face->px * 0.3;
}
