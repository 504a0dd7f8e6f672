#define _GNU_SOURCE
#include "scene_panel.h"

#include <stdlib.h>
#include <string.h>

#include <quire/style.h>

/* White on dark red, for warnings: 7:1, on whatever ground. */
enum { WARNING_FOREGROUND = 0xFFFFFF, WARNING_BACKGROUND = 0x9B1C1C };

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

struct scene_panel_place scene_panel_place(const struct scene_panel *panel, uint32_t cols, uint32_t rows) {
    struct scene_panel_place place = {0, 0, cols, min_u32(min_u32(panel->count, SCENE_PANEL_ROWS), rows)};
    if (panel->at_bottom) {
        place.row = rows - place.rows;
        return place;
    }
    place.cols = min_u32(panel->cols, cols);
    place.col = min_u32(panel->col, cols - place.cols);
    place.row = min_u32(panel->row, rows - place.rows);
    return place;
}

uint32_t scene_panel_row_at(const struct scene_panel *panel, const struct scene_panel_place *place, uint32_t row) {
    uint32_t left_out = panel->count - place->rows;
    if (panel->at_bottom) {
        return row + 1 == place->rows ? panel->count - 1 : row;
    }
    return min_u32(panel->first, left_out) + row;
}

void scene_panel_finish(struct scene_panel_made *made) {
    free(made->lines);
    *made = (struct scene_panel_made){NULL, 0};
}

static bool has_room(struct scene_panel_made *made, uint32_t count) {
    if (made->capacity < count) {
        struct bar_line *grown = realloc(made->lines, count * sizeof *grown);
        if (!grown)
            return false;
        made->lines = grown;
        made->capacity = count;
    }
    return true;
}

/* `part` 256ths of the way from a to b. */
static uint32_t mix(uint32_t a, uint32_t b, uint32_t part) {
    uint32_t color = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        uint32_t from = a >> shift & 0xFF, to = b >> shift & 0xFF;
        color |= ((from * (256 - part) + to * part) >> 8) << shift;
    }
    return color;
}

/* A ground of its own, between the pane's and its text. */
static struct bar_style style_of(enum scene_panel_look look, const struct scene_panel_means *means) {
    uint32_t ground = mix(means->background, means->foreground, 32);
    struct bar_style style = {means->foreground, ground, 0, 0};
    if (look == PANEL_TITLE)
        style.attributes = QUIRE_ATTR_BOLD;
    if (look == PANEL_CHOSEN)
        style = (struct bar_style){means->background, means->foreground, 0, 0};
    if (look == PANEL_FAINT)
        style.foreground = mix(means->foreground, ground, 96);
    return style;
}

/* Text up to the next byte that turns a warning on or off. */
static void write_row(struct bar_line *line, const struct scene_panel_row *row, uint32_t cols,
                      const struct scene_panel_means *means) {
    const struct bar_style plain = style_of(row->look, means);
    const struct bar_style warning = {WARNING_FOREGROUND, WARNING_BACKGROUND, 0, 0};
    bool warns = false;
    char piece[512];
    line->count = line->text_count = 0;
    for (const char *at = row->text; *at;) {
        size_t length = strcspn(at, "\x0E\x0F"), copied = length < sizeof piece ? length : sizeof piece - 1;
        memcpy(piece, at, copied);
        piece[copied] = '\0';
        bar_line_put(line, piece, warns ? &warning : &plain, cols);
        at += length;
        warns = *at == '\x0E';
        at += *at != '\0';
    }
    bar_line_fill(line, &plain, cols);
}

static bool add_row(struct scene *scene, struct bar_line *line, const struct scene_panel_place *place, uint32_t row,
                    const struct scene_panel_means *means) {
    struct scene_layer layer = {.id = means->id + row, .kind = SCENE_BAR};
    const struct bar_style plain = style_of(PANEL_TEXT, means);
    layer.bar = (struct scene_bar){.line = line, .foreground = plain.foreground, .background = plain.background};
    layer.area = (struct backend_area){means->cells.x + place->col * means->cell_width,
                                       means->cells.y + (place->row + row) * means->cell_height,
                                       place->cols * means->cell_width, means->cell_height};
    return scene_add(scene, &layer);
}

bool scene_add_panel(struct scene *scene, const struct scene_panel *panel, struct scene_panel_made *made,
                     const struct scene_panel_means *means) {
    struct scene_panel_place place = scene_panel_place(panel, means->cols, means->rows);
    if (!has_room(made, place.rows))
        return false;
    for (uint32_t row = 0; row < place.rows; row++) {
        write_row(&made->lines[row], &panel->rows[scene_panel_row_at(panel, &place, row)], place.cols, means);
        if (!add_row(scene, &made->lines[row], &place, row, means))
            return false;
    }
    return true;
}
