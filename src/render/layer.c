#include "layer.h"

#include <stdlib.h>
#include <string.h>

#include "grid_view.h"

/* Below so many rows, asking what moved costs more than drawing them. */
#define MOVED_ROWS_MIN 2u

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

void layer_finish(struct layer *layer) {
    uint32_t slot = layer->slot;
    sheet_finish(&layer->sheet);
    layer_images_finish(&layer->images);
    free(layer->marks);
    free(layer->line);
    memset(layer, 0, sizeof *layer);
    layer->slot = slot;
}

/* ---- taking over */

static bool resize(struct layer *layer, const struct layer_means *means, uint32_t cols, uint32_t rows) {
    if (cols == layer->sheet.cols && rows == layer->sheet.rows)
        return true;
    free(layer->marks);
    layer->marks = NULL;
    layer->has_marks = false;
    return sheet_resize(&layer->sheet, cols, rows) && cell_scratch_reserve(&means->scratch[0], cols) &&
           cell_scratch_reserve(&means->scratch[1], cols) &&
           means->backend->calls->resize(means->backend, layer->slot, cols, rows);
}

/* Marks what the frame says has changed. */
static void mark_frame(struct layer *layer, const struct quire_frame *frame, const struct quire_frame_info *info) {
    bool all = info->all_changed || layer->last_view.frame != frame;
    layer->changed_rows = 0;
    for (uint32_t row = 0; row < layer->sheet.rows; row++) {
        if (all || quire_frame_row_changed(frame, row)) {
            sheet_mark(&layer->sheet, row);
            layer->changed_rows += !all;
        }
    }
}

static void take_images(struct layer *layer, const struct scene_grid *grid, const struct layer_means *means) {
    const struct layer_place *now = &layer->now;
    struct backend_area visible = area_common(&now->area, &means->window);
    const struct layer_images_place place = {.cells = now->cells,
                                             .seen = area_common(&now->cells, &visible),
                                             .cut = now->cut,
                                             .cell_width = means->metrics->cell_width,
                                             .cell_height = means->metrics->cell_height,
                                             .cols = layer->sheet.cols,
                                             .rows = layer->sheet.rows,
                                             .foreground = layer->view.foreground};
    layer_images_take(&layer->images, grid->images, place.rows ? grid->image_count : 0, &place, means->images);
    layer->view.images = layer_images_cover(&layer->images);
}

static bool take_grid(struct layer *layer, const struct scene_layer *from, const struct layer_means *means) {
    const struct scene_grid *grid = &from->grid;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    bool is_empty = quire_frame_get_info(grid->frame, &info) != QUIRE_OK || !info.cols || !info.rows;
    /* Cells beyond what a backend can hold lie outside of any window. */
    uint32_t cols = is_empty ? 0 : min_u32(info.cols, means->backend->cols_max);
    uint32_t rows = is_empty ? 0 : min_u32(info.rows, means->backend->rows_max);
    if (!resize(layer, means, cols, rows))
        return false;
    layer->now.cut = rows > 1 && grid->cut_px < means->metrics->cell_height ? grid->cut_px : 0;
    layer->now.cells =
        scene_cells_area(&from->area, grid->padding_px, means->metrics, cols, rows - (layer->now.cut > 0));
    layer->now.color = (info.background & 0xFFFFFF) | renderer_settings_clear(means->settings);
    layer->view = grid_view_of(grid, &info, cols, means->fonts, means->settings);
    mark_frame(layer, grid->frame, &info);
    if (grid->image_count || layer->images.was_any)
        take_images(layer, grid, means);
    return true;
}

static bool take_bar(struct layer *layer, const struct scene_layer *from, const struct layer_means *means) {
    const struct scene_bar *bar = &from->bar;
    uint32_t cols = bar->line->count * (bar->size == QUIRE_ROW_SINGLE ? 1 : 2);
    if (!layer->line)
        layer->line = calloc(1, sizeof *layer->line);
    if (!layer->line || !resize(layer, means, min_u32(cols, means->backend->cols_max), cols > 0))
        return false;
    layer->now.cells = (struct backend_area){from->area.x, from->area.y, cols * means->metrics->cell_width,
                                             means->metrics->cell_height};
    layer->now.color = bar->background & 0xFFFFFF;
    layer->view = (struct cell_view){.fonts = means->fonts,
                                     .settings = *means->settings,
                                     .line = layer->line,
                                     .line_size = bar->size,
                                     .cols = layer->sheet.cols,
                                     .foreground = bar->foreground & 0xFFFFFF,
                                     .background = bar->background & 0xFFFFFF,
                                     .cursor = bar->cursor};

    return true;
}

/* Alpha in steps of 1/255: drivers that blend in bytes round it so, and all are to draw the same. */
static float in_bytes(float alpha) {
    float limited = alpha < 1 ? alpha > 0 ? alpha : 0 : 1;
    return (float)(int)(limited * 255 + 0.5f) / 255;
}

static bool same_place(const struct layer_place *a, const struct layer_place *b) {
    return area_equal(&a->area, &b->area) && area_equal(&a->cells, &b->cells) && a->cut == b->cut &&
           a->color == b->color && a->alpha == b->alpha;
}

bool layer_take(struct layer *layer, const struct scene_layer *from, const struct layer_means *means) {
    bool taken = true;
    layer->now = (struct layer_place){.area = from->area, .alpha = 1};
    layer->moved.count = 0;
    if (from->kind == SCENE_GRID)
        taken = take_grid(layer, from, means);
    else if (from->kind == SCENE_BAR)
        taken = take_bar(layer, from, means);
    else {
        layer->now.color = from->fill.color & 0xFFFFFF;
        layer->now.alpha = in_bytes(from->fill.alpha);
    }
    layer->is_whole = !layer->was_shown || !same_place(&layer->last, &layer->now) || layer->images.is_lost;
    return taken;
}

/* ---- rows that moved */

struct backend_area layer_rows_area(const struct layer *layer, const struct layer_means *means, uint32_t first,
                                    uint32_t count) {
    const struct backend_area *cells = &layer->now.cells;
    uint32_t height = means->metrics->cell_height, cut = layer->now.cut;
    uint32_t top = first * height, end = top + count * height;
    top = top > cut ? top - cut : 0;
    end = end > cut ? end - cut : 0;
    if (cut > 0)
        end = min_u32(end, cells->height);
    return (struct backend_area){layer->now.area.x, cells->y + top, layer->now.area.width, end > top ? end - top : 0};
}

struct sheet_move layer_what_moved(const struct layer *layer, const struct layer_means *means, uint32_t height_px) {
    const struct sheet_move none = {0, 0, 0};
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    uint32_t bottom = min_u32(layer->now.area.y + layer->now.area.height, height_px), top = layer->now.cells.y;
    if (layer->changed_rows < MOVED_ROWS_MIN || quire_frame_moved(layer->view.frame, &move) != QUIRE_OK ||
        bottom <= top)
        return none;
    int64_t whole = min_u32((bottom - top) / means->metrics->cell_height, layer->sheet.rows);
    int64_t from = (int64_t)move.row + move.by, end = from + move.rows;
    end = end < whole ? end : whole;
    if (from < 0 || end <= from || end - move.by > layer->sheet.rows)
        return none;
    return (struct sheet_move){move.row, (uint32_t)(end - from), move.by};
}

void layer_move(struct layer *layer, const struct sheet_move *move) {
    layer->moved = *move;
    sheet_move(&layer->sheet, move);
    layer_images_move(&layer->images, move);
    if (layer->has_marks) {
        size_t cols = layer->sheet.cols, from = (size_t)((int64_t)move->first + move->by);
        memmove(layer->marks + move->first * cols, layer->marks + from * cols, move->count * cols);
    }
}

/* ---- differences */

/* Marks a row of the last picture, and where it stands now if it was moved: its cursor has moved along. */
static void mark_drawn_row(struct layer *layer, uint32_t row) {
    const struct sheet_move *moved = &layer->moved;
    int64_t now = (int64_t)row - moved->by;
    sheet_mark(&layer->sheet, row);
    if (moved->count && now >= moved->first && now < (int64_t)moved->first + moved->count)
        sheet_mark(&layer->sheet, (uint32_t)now);
}

static void mark_cursor(struct layer *layer) {
    const struct cell_cursor_at *before = &layer->last_view.cursor, *now = &layer->view.cursor;
    if (cell_cursor_equal(before, now) && !layer->moved.count)
        return;
    mark_drawn_row(layer, before->row);
    sheet_mark(&layer->sheet, now->row);
}

static bool same_span(const struct cell_span *a, const struct cell_span *b) {
    return a->row == b->row && a->from == b->from && a->to == b->to;
}

static void mark_covered(struct layer *layer) {
    const struct cell_span *before = &layer->last_view.covered, *now = &layer->view.covered;
    if (same_span(before, now) && !layer->moved.count)
        return;
    if (before->to)
        mark_drawn_row(layer, before->row);
    if (now->to)
        sheet_mark(&layer->sheet, now->row);
}

static void mark_blinking(struct layer *layer) {
    for (uint32_t row = 0; row < layer->sheet.rows; row++) {
        if (quire_frame_row_blinks(layer->view.frame, row))
            sheet_mark(&layer->sheet, row);
    }
}

static bool same_colors(const struct cell_view *a, const struct cell_view *b) {
    bool same = a->foreground == b->foreground && a->background == b->background &&
                renderer_settings_equal(&a->settings, &b->settings);
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
        same = same && highlight_look_equal(&a->looks[kind], &b->looks[kind]);
    return same;
}

static bool any_range(const struct scene_grid *grid) {
    bool any = false;
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
        any |= grid->highlights[kind].count > 0;
    return any;
}

/* Marks the rows in which other cells are highlighted than in the last picture. Without memory for it nothing is. */
static void mark_highlights(struct layer *layer, const struct scene_grid *grid) {
    uint32_t cols = layer->sheet.cols, rows = layer->sheet.rows;
    bool any = any_range(grid);
    if (!any && !layer->has_marks)
        return;
    if (!layer->marks)
        layer->marks = calloc((size_t)rows + 1, cols);
    if (!layer->marks)
        return;
    uint8_t *fresh = layer->marks + (size_t)rows * cols;
    for (uint32_t row = 0; row < rows; row++) {
        uint8_t *marks = layer->marks + (size_t)row * cols;
        memset(fresh, 0, cols);
        highlight_mark_row(grid->highlights, grid->frame, row, fresh, scene_row_cells(grid->frame, row, cols));
        if (memcmp(marks, fresh, cols)) {
            memcpy(marks, fresh, cols);
            sheet_mark(&layer->sheet, row);
        }
    }
    layer->has_marks = any;
    layer->view.marks = any ? layer->marks : NULL;
}

static void mark_bar(struct layer *layer, const struct bar_line *line) {
    bool same = bar_line_equal(layer->line, line);
    if (!same)
        bar_line_copy(layer->line, line);
    if (!same || layer->last_view.line_size != layer->view.line_size) {
        sheet_mark_all(&layer->sheet);
    }
}

void layer_mark(struct layer *layer, const struct scene_layer *from) {
    if (from->kind == SCENE_FILL)
        return;
    if (!same_colors(&layer->last_view, &layer->view))
        sheet_mark_all(&layer->sheet);
    if (from->kind == SCENE_BAR) {
        mark_bar(layer, from->bar.line);
    } else {
        mark_highlights(layer, &from->grid);
        layer_images_mark(&layer->images, &layer->sheet);
        mark_covered(layer);
        if (layer->last_view.blinked_out != layer->view.blinked_out)
            mark_blinking(layer);
    }
    mark_cursor(layer);
}

void layer_settle(struct layer *layer, uint32_t order) {
    layer->last = layer->now;
    layer->last_view = layer->view;
    layer->last_order = order;
    layer->was_shown = true;
    layer->is_shown = false;
    layer_images_settle(&layer->images);
    sheet_settle(&layer->sheet);
}
