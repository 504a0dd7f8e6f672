#include "font_shape.h"

#include <string.h>

bool font_shaper_init(struct font_shaper *shaper) {
    shaper->buffer = hb_buffer_create();
    return hb_buffer_allocation_successful(shaper->buffer);
}

void font_shaper_finish(struct font_shaper *shaper) {
    if (shaper->buffer)
        hb_buffer_destroy(shaper->buffer);
    memset(shaper, 0, sizeof *shaper);
}

bool font_shape_ignorable(uint32_t code_point) {
    return code_point == 0x200C || code_point == 0x200D || (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
           (code_point >= 0xE0020 && code_point <= 0xE007F) || (code_point >= 0xE0100 && code_point <= 0xE01EF);
}

/* Without OpenType tables: one glyph for each character, none is moved. */
static void shape_plainly(const struct font_face *face, const struct font_cell *cells, size_t count,
                          struct font_shaped_cell *shaped) {
    for (size_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < cells[i].length && shaped[i].count < FONT_STAMPS_MAX; j++) {
            if (!font_shape_ignorable(cells[i].text[j]))
                shaped[i].stamps[shaped[i].count++] =
                    (struct font_stamp){font_face_glyph(face, cells[i].text[j]), 0, 0};
        }
    }
}

static void fill(hb_buffer_t *buffer, const struct font_cell *cells, size_t count) {
    hb_buffer_clear_contents(buffer);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < cells[i].length; j++)
            hb_buffer_add(buffer, cells[i].text[j], (unsigned)i);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_guess_segment_properties(buffer);
    /* The engine has put the characters into visual order, one cell after the other. */
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
}

void font_shape(struct font_shaper *shaper, const struct font_face *face, const struct font_cell *cells, size_t count,
                struct font_shaped_cell *shaped) {
    for (size_t i = 0; i < count; i++)
        shaped[i].count = 0, shaped[i].advance = 0;
    if (!face->hb) {
        shape_plainly(face, cells, count, shaped);
        return;
    }
    fill(shaper->buffer, cells, count);
    hb_shape(face->hb, shaper->buffer, face->features, face->feature_count);
    unsigned glyphs;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(shaper->buffer, &glyphs);
    const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(shaper->buffer, &glyphs);
    for (unsigned i = 0; i < glyphs; i++) {
        if (info[i].cluster >= count)
            continue;
        struct font_shaped_cell *cell = &shaped[info[i].cluster];
        if (cell->count < FONT_STAMPS_MAX)
            cell->stamps[cell->count++] =
                (struct font_stamp){info[i].codepoint, cell->advance + place[i].x_offset, place[i].y_offset};
        cell->advance += place[i].x_advance;
    }
}

/* How far a mark moves whose ink does not stand over its letter's. */
static int32_t to_letter(const struct font_face *face, const struct font_stamp *mark, const struct font_stamp *letter) {
    hb_glyph_extents_t ink, body;
    if (!hb_font_get_glyph_extents(face->hb, mark->glyph, &ink) ||
        !hb_font_get_glyph_extents(face->hb, letter->glyph, &body))
        return 0;
    int32_t middle = mark->x + ink.x_bearing + ink.width / 2, left = letter->x + body.x_bearing;
    return middle < left || middle > left + body.width ? left + body.width / 2 - middle : 0;
}

void font_shape_gather_marks(const struct font_face *face, struct font_shaped_cell *cell) {
    if (!face->hb || cell->count < 2)
        return;
    for (uint32_t i = 1; i < cell->count; i++)
        cell->stamps[i].x += to_letter(face, &cell->stamps[i], &cell->stamps[0]);
    cell->advance = hb_font_get_glyph_h_advance(face->hb, cell->stamps[0].glyph);
}
