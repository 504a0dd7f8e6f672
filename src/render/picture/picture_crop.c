#include "picture_crop.h"

#include <stdlib.h>

#include <quire/image.h>
#include <quire/style.h>

static bool is_seen(const struct quire_frame_cell *cell, uint32_t background) {
    bool blank = cell->text_length == 0 || (cell->text_length == 1 && cell->text[0] == ' ');
    bool marked = cell->underline != QUIRE_UNDERLINE_NONE || cell->selected ||
                  (cell->attributes & (QUIRE_ATTR_INVERSE | QUIRE_ATTR_STRIKETHROUGH | QUIRE_ATTR_OVERLINE)) != 0;
    return marked || (!blank && !(cell->attributes & QUIRE_ATTR_INVISIBLE)) || cell->background != background;
}

static void include(struct picture_extent *extent, uint32_t cols, uint32_t rows) {
    extent->cols = cols > extent->cols ? cols : extent->cols;
    extent->rows = rows > extent->rows ? rows : extent->rows;
}

static void include_row(const struct quire_frame *frame, const struct quire_frame_info *info, uint32_t row,
                        struct quire_frame_cell *cells, struct picture_extent *extent) {
    uint32_t scale = quire_frame_row_size(frame, row) == QUIRE_ROW_SINGLE ? 1 : 2;
    uint32_t count = quire_frame_row(frame, row, cells, info->cols);
    while (count > 0 && cells[count - 1].width != 0 && !is_seen(&cells[count - 1], info->background))
        count--;
    if (count > 0)
        include(extent, count * scale < info->cols ? count * scale : info->cols, row + 1);
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* The cells that an image lies over, as far as it is seen. */
static void include_image(const struct quire_frame *frame, const struct quire_frame_info *info, uint32_t index,
                          struct picture_extent *extent) {
    struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
    if (quire_frame_get_image(frame, index, &image) != QUIRE_OK)
        return;
    int64_t cols = image.col + (int64_t)image.cols, rows = image.row + (int64_t)image.rows;
    include(extent, least(least(cols > 0 ? (uint32_t)cols : 0, image.seen_col + image.seen_cols), info->cols),
            least(least(rows > 0 ? (uint32_t)rows : 0, image.seen_row + image.seen_rows), info->rows));
}

bool picture_crop(const struct quire_frame *frame, bool has_cursor, struct picture_extent *extent) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    *extent = (struct picture_extent){0, 0};
    if (quire_frame_get_info(frame, &info) != QUIRE_OK || info.cols == 0 || info.rows == 0)
        return true;
    struct quire_frame_cell *cells = calloc(info.cols, sizeof *cells);
    if (!cells)
        return false;
    *extent = (struct picture_extent){1, 1};
    for (uint32_t row = 0; row < info.rows; row++)
        include_row(frame, &info, row, cells, extent);
    for (uint32_t i = 0; i < quire_frame_image_count(frame); i++)
        include_image(frame, &info, i, extent);
    if (has_cursor && info.cursor_visible)
        include(extent, info.cursor_col + 1, info.cursor_row + 1);
    free(cells);
    return true;
}
