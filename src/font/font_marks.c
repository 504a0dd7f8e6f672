#include "font_marks.h"

#include <string.h>

#include "font_set_parts.h"
#include "sprite.h"

#define CLASS_OVERLAY 1
#define CLASS_VIRAMA 9
#define CLASS_BELOW 220
#define CLASS_ABOVE 230
#define CLASS_TIE_BELOW 233
#define CLASS_TIE_ABOVE 234

static bool is_mark(uint32_t code_point) {
    hb_unicode_general_category_t category = hb_unicode_general_category(hb_unicode_funcs_get_default(), code_point);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static bool encloses(uint32_t code_point) {
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), code_point) ==
           HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static unsigned class_of(uint32_t code_point) {
    return (unsigned)hb_unicode_combining_class(hb_unicode_funcs_get_default(), code_point);
}

bool font_face_shows(const struct font_face *face, uint32_t code_point) {
    hb_codepoint_t first, second;
    if (font_face_glyph(face, code_point))
        return true;
    return hb_unicode_decompose(hb_unicode_funcs_get_default(), code_point, &first, &second) &&
           font_face_shows(face, first) && (!second || font_face_shows(face, second));
}

bool font_mark_is_accented(uint32_t code_point) {
    hb_codepoint_t first, second;
    return code_point >= 0xC0 && hb_unicode_decompose(hb_unicode_funcs_get_default(), code_point, &first, &second) &&
           second && is_mark(second);
}

bool font_is_letter(uint32_t code_point) {
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), code_point) ==
           HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER;
}

/* Horns, ogoneks, cedillas. */
static bool is_attached(uint32_t code_point) {
    unsigned class = class_of(code_point);
    return class >= 200 && class <= 216;
}

/* Combining classes below the letter: points of Hebrew and Arabic, vowels of Thai and Lao, cedillas, marks below. */
static bool stands_below(unsigned class) {
    static const uint8_t below[][2] = {{10, 18},   {20, 20},   {22, 22},   {29, 29},  {32, 32},
                                       {103, 103}, {118, 118}, {200, 204}, {218, 222}};
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        if (class >= below[i][0] && class <= below[i][1])
            return true;
    }
    return false;
}

enum font_mark_place font_mark_place(uint32_t code_point) {
    unsigned class = class_of(code_point);
    if (class == CLASS_OVERLAY || encloses(code_point))
        return class == CLASS_OVERLAY ? FONT_MARK_OVER : FONT_MARK_AROUND;
    if (class == CLASS_TIE_ABOVE || class == CLASS_TIE_BELOW)
        return class == CLASS_TIE_ABOVE ? FONT_MARK_TIE_ABOVE : FONT_MARK_TIE_BELOW;
    return stands_below(class) ? FONT_MARK_BELOW : FONT_MARK_ABOVE;
}

/* Marks whose place is not at the letter's top or bottom. */
static bool is_set_here(uint32_t code_point) {
    enum font_mark_place place = font_mark_place(code_point);
    return place != FONT_MARK_ABOVE && place != FONT_MARK_BELOW;
}

/* A letter, then marks alone, none of which makes a new letter of it. */
static bool is_letter_with_marks(const uint32_t *text, uint32_t length) {
    for (uint32_t i = 1; i < length; i++) {
        bool ignorable = font_shape_ignorable(text[i]);
        if (text[i] == 0x200D || (!ignorable && !is_mark(text[i])) || class_of(text[i]) == CLASS_VIRAMA)
            return false;
    }
    return !is_mark(text[0]) && class_of(text[0]) == 0;
}

/* The text of a cell, its first character taken apart as far as the font has no glyph for it. */
static uint32_t expand(const struct font_face *face, const struct font_cell *cell, uint32_t *text) {
    hb_codepoint_t marks[FONT_CORE_MAX], first = cell->text[0], second;
    uint32_t count = 0, length = 0;
    while (count < FONT_LOOSE_MAX && font_mark_is_accented(first) && !font_face_glyph(face, first) &&
           hb_unicode_decompose(hb_unicode_funcs_get_default(), first, &first, &second))
        marks[count++] = second;
    text[length++] = first;
    while (count > 0)
        text[length++] = marks[--count];
    for (uint32_t i = 1; i < cell->length && length < FONT_CORE_MAX; i++)
        text[length++] = cell->text[i];
    return length;
}

static void add_core(struct font_cluster *cluster, uint32_t code_point) {
    if (cluster->core_length < FONT_CORE_MAX)
        cluster->core[cluster->core_length++] = code_point;
}

/* Whether the font has letter and mark as one; *letter becomes that. */
static bool composes(const struct font_face *face, uint32_t *letter, uint32_t mark) {
    hb_codepoint_t both;
    if (!hb_unicode_compose(hb_unicode_funcs_get_default(), *letter, mark, &both) || !font_face_glyph(face, both))
        return false;
    *letter = both;
    return true;
}

/* Which sides of the letter have a mark already. Fonts seldom say how a second one stands on the first. */
struct sides {
    bool above, below;
};

static bool is_second(struct sides *sides, uint32_t mark) {
    unsigned class = class_of(mark);
    bool second = (class == CLASS_ABOVE && sides->above) || (class == CLASS_BELOW && sides->below);
    sides->above |= class == CLASS_ABOVE;
    sides->below |= class == CLASS_BELOW;
    return second;
}

void font_cluster_split(const struct font_face *face, const struct font_cell *cell, struct font_cluster *cluster) {
    uint32_t text[FONT_CORE_MAX], length = expand(face, cell, text), letter = text[0];
    bool simple = !face->color && is_letter_with_marks(text, length); /* keycaps of emoji are pictures of the whole */
    struct sides sides = {font_mark_is_accented(letter), false};
    memset(cluster, 0, sizeof *cluster);
    cluster->is_marked = simple && (length > 1 || font_mark_is_accented(letter));
    add_core(cluster, letter);
    for (uint32_t i = 1; i < length; i++) {
        uint32_t mark = text[i];
        bool second = is_second(&sides, mark);
        bool whole = !simple || font_shape_ignorable(mark) || composes(face, &letter, mark);
        if (whole || (!second && !is_set_here(mark) && font_face_shows(face, mark)))
            add_core(cluster, mark);
        else if (cluster->loose_count < FONT_LOOSE_MAX)
            cluster->loose[cluster->loose_count++] = mark;
        cluster->is_attached |= !whole && is_attached(mark) && !font_face_glyph(face, mark);
    }
}

/* ---- the fonts of marks */

/* The font of a mark that is set by its ink: the letter's, or else the one that has it. NULL: none, unless *waits; a
 * coloured one is none for a mark. */
static struct font_face *face_of_mark(struct font_set *set, struct font_face *letter, uint32_t mark, bool *waits) {
    struct font_order *order = font_finder_order(set->finder);
    const struct font_cell cell = {&mark, 1, 1};
    uint16_t chosen = FONT_ENTRY_NONE;
    *waits = false;
    if (font_face_glyph(letter, mark))
        return letter;
    *waits = !order;
    if (order)
        font_fallback_choose(order, &cell, 1, &chosen);
    if (chosen == FONT_ENTRY_NONE || order->entries[chosen].group == FONT_COLORED)
        return NULL;
    return font_set_face(set, &order->entries[chosen], waits);
}

/* False: its font is being opened. A glyph 0: nobody has the mark. */
static bool find_mark(struct font_set *set, struct font_face *letter, uint32_t mark, struct font_mark *found) {
    bool waits = false;
    *found = (struct font_mark){NULL, mark, font_mark_place(mark)};
    if (sprite_has_enclosure(mark))
        return true;
    found->face = face_of_mark(set, letter, mark, &waits);
    found->glyph = found->face && found->face->scalable ? font_face_glyph(found->face, mark) : 0;
    return !waits;
}

bool font_marks_find(struct font_set *set, struct font_face *letter, const struct font_cluster *cluster,
                     struct font_mark *marks, size_t *count) {
    *count = 0;
    for (uint32_t i = 0; i < cluster->loose_count; i++) {
        if (!find_mark(set, letter, cluster->loose[i], &marks[*count]))
            return false;
        *count += marks[*count].glyph != 0;
    }
    return true;
}
