#include "scene_labels.h"

#include <stdlib.h>
#include <string.h>

#include "cell_color.h"

enum { YELLOW = 3, NOTE_SHARE = 56, TYPED_SHARE = 110 };

void scene_labels_finish(struct scene_labels_made *made) {
    free(made->lines);
    memset(made, 0, sizeof *made);
}

/* Zeroed, so that of each line only what is written takes memory. */
static bool reserve(struct scene_labels_made *made, size_t count) {
    if (count <= made->capacity)
        return true;
    struct bar_line *lines = calloc(count, sizeof *lines);
    if (!lines)
        return false;
    free(made->lines);
    made->lines = lines;
    made->capacity = count;
    return true;
}

/* Of the theme's two colours the one that reads better, or black or white where neither will do. */
static uint32_t readable_on(uint32_t ground, const struct quire_frame_info *info) {
    uint32_t a = info->foreground & 0xFFFFFF, b = info->background & 0xFFFFFF;
    uint32_t better = cell_color_contrast(a, ground) > cell_color_contrast(b, ground) ? a : b;
    return cell_color_readable(better, ground, 7);
}

static struct bar_style style_of(enum scene_label_kind kind, const struct scene_labels_place *place,
                                 const struct quire_frame_info *info) {
    if (kind == SCENE_LABEL_NOTE) {
        uint32_t ground = cell_color_mix(info->foreground & 0xFFFFFF, info->background & 0xFFFFFF, NOTE_SHARE);
        return (struct bar_style){cell_color_readable(info->foreground & 0xFFFFFF, ground, 7), ground, 0, 0};
    }
    uint32_t yellow = quire_frame_palette(place->frame)[YELLOW];
    return (struct bar_style){readable_on(yellow, info), yellow, QUIRE_ATTR_BOLD, 0};
}

static void write_line(struct bar_line *line, const struct scene_label *label, const struct bar_style *style,
                       uint32_t cols) {
    struct bar_style typed = *style;
    typed.foreground = cell_color_mix(style->foreground, style->background, TYPED_SHARE);
    line->count = line->text_count = 0;
    bar_line_put(line, label->text, style, cols);
    bar_line_restyle(line, 0, label->typed, &typed);
}

bool scene_labels_add(struct scene *scene, const struct scene_labels_place *place, const struct scene_label *labels,
                      size_t count, struct scene_labels_made *made) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    const uint32_t width = place->metrics->cell_width, height = place->metrics->cell_height;
    bool added = reserve(made, count) && quire_frame_get_info(place->frame, &info) == QUIRE_OK;
    for (size_t i = 0; added && i < count; i++) {
        struct bar_style style = style_of(labels[i].kind, place, &info);
        struct bar_line *line = &made->lines[i];
        write_line(line, &labels[i], &style, info.cols);
        uint32_t scale = quire_frame_row_size(place->frame, labels[i].row) == QUIRE_ROW_SINGLE ? 1 : 2;
        uint32_t last = info.cols - line->count, at = labels[i].col * scale, col = at < last ? at : last;
        struct scene_layer layer = {.id = place->first_id + i, .kind = SCENE_BAR};
        layer.area = (struct backend_area){place->cells.x + col * width, place->cells.y + labels[i].row * height,
                                           line->count * width, height};
        layer.bar = (struct scene_bar){.line = line, .foreground = style.foreground, .background = style.background};
        layer.bar.cursor = (struct cell_cursor_at){.shape = CELL_CURSOR_NONE};
        added = labels[i].row >= info.rows || line->count == 0 || scene_add(scene, &layer);
    }
    return added;
}
