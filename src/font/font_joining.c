#include "font_joining.h"

#include <stddef.h>
#include <string.h>

#include <hb-ot.h>

#include "font_rules.h"

/* Substitutions that may join neighbouring characters. */
static const hb_tag_t joining_tags[] = {HB_TAG('c', 'a', 'l', 't'), HB_TAG('l', 'i', 'g', 'a'),
                                        HB_TAG('c', 'l', 'i', 'g'), HB_TAG('r', 'l', 'i', 'g')};

static bool has_ligatures(hb_face_t *face) {
    hb_tag_t tags[128];
    unsigned count = sizeof tags / sizeof tags[0];
    hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, 0, &count, tags);
    for (unsigned i = 0; i < count; i++) {
        for (size_t j = 0; j < sizeof joining_tags / sizeof joining_tags[0]; j++) {
            if (tags[i] == joining_tags[j])
                return true;
        }
    }
    return false;
}

/* All glyphs that one of these substitutions takes, or looks for on either side. */
static void collect_glyphs(hb_face_t *face, const hb_tag_t *tags, hb_set_t *glyphs) {
    hb_set_t *lookups = hb_set_create();
    hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, tags, lookups);
    while (hb_set_next(lookups, &lookup))
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, lookup, glyphs, glyphs, glyphs, NULL);
    hb_set_destroy(lookups);
}

/* What HarfBuzz does without being asked, and may need neighbours for. */
static const hb_tag_t own_tags[] = {HB_TAG('c', 'a', 'l', 't'), HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g'),
                                    HB_TAG('r', 'l', 'i', 'g'), HB_TAG('r', 'c', 'l', 't'), HB_TAG('c', 'c', 'm', 'p')};
enum { OWN_TAGS = sizeof own_tags / sizeof own_tags[0] };

bool font_joining_find(hb_font_t *font, const hb_feature_t *named, unsigned count, struct font_joining *joining) {
    hb_face_t *face = hb_font_get_face(font);
    hb_set_t *glyphs = hb_set_create();
    hb_tag_t tags[OWN_TAGS + FONT_FEATURES_MAX + 1] = {0};
    memcpy(tags, own_tags, sizeof own_tags);
    for (unsigned i = 0; i < count; i++)
        tags[OWN_TAGS + i] = named[i].tag;
    memset(joining, 0, sizeof *joining);
    collect_glyphs(face, tags, glyphs);
    bool is_known = hb_set_allocation_successful(glyphs);
    for (uint32_t c = 0; c < 128; c++) {
        hb_codepoint_t glyph;
        if (!is_known || (hb_font_get_nominal_glyph(font, c, &glyph) && hb_set_has(glyphs, glyph)))
            joining->ascii[c >> 6] |= UINT64_C(1) << (c & 63);
    }
    hb_set_destroy(glyphs);
    return has_ligatures(face);
}
