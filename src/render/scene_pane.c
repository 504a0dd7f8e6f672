#include "scene_pane.h"

#include <stdlib.h>
#include <string.h>

#include <quire/style.h>

/* A panel has as many as it has rows. */
enum {
    LAYER_GRID,
    LAYER_PREEDIT,
    LAYER_MESSAGE,
    LAYER_SCROLLBAR,
    LAYER_BELL,
    LAYER_CURSOR,
    LAYER_DIM,
    LAYER_PANEL = 8,
    LAYER_FAILED = LAYER_PANEL + SCENE_PANEL_ROWS,
    LAYERS_MAX = 256
};

/* The ids of marks of what was found, and those of labels: beyond those of all other layers, and as many for each pane
 * as nobody has. */
#define MARKS_ID(pane_number) ((uint64_t)1 << 57 | ((uint64_t)(pane_number) + 1) << 24)
#define LABELS_ID(pane_number) ((uint64_t)1 << 56 | ((uint64_t)(pane_number) + 1) << 24)

/* The colour of what was found. */
enum { MARK_COLOR = 0xFF8C32, MARK_LEAST_PX = 2 };

/* What of a pane the layers are made from. */
#define CURSOR_ALPHA 0.7f /* of one that slides */

struct parts {
    struct scene_pane *pane;
    const struct font_metrics *metrics;
    struct quire_frame_info info;
    struct backend_area cells;
    uint32_t rows; /* that fit there */
    struct cell_cursor_at cursor;
    struct cell_span covered; /* by what is being composed */
};

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

void scene_pane_finish(struct scene_pane *pane) {
    highlight_list_finish(&pane->made.link);
    scene_images_finish(&pane->made.images);
    scene_labels_finish(&pane->made.labels);
    scene_panel_finish(&pane->made.panel);
    free(pane->made.cells);
    memset(&pane->made, 0, sizeof pane->made);
}

static struct scene_layer layer_of(const struct parts *parts, unsigned layer, enum scene_kind kind) {
    return (struct scene_layer){.id = SCENE_ID(parts->pane->number + 1, layer), .kind = kind};
}

/* A rectangle of cells of the pane. */
static struct backend_area cells_at(const struct parts *parts, uint32_t row, uint32_t col, uint32_t count) {
    uint32_t width = parts->metrics->cell_width, height = parts->metrics->cell_height;
    return (struct backend_area){parts->cells.x + col * width, parts->cells.y + row * height, count * width, height};
}

/* What a program chose goes before what the user chose. */
static uint32_t chosen(uint32_t program, uint32_t user) {
    return program <= 0xFFFFFF ? program : user;
}

static enum cell_cursor shape_of(const struct scene_pane *pane, const struct renderer_settings *settings,
                                 const struct quire_frame_info *info) {
    static const enum cell_cursor shapes[] = {[QUIRE_CURSOR_BLOCK] = CELL_CURSOR_BLOCK,
                                              [QUIRE_CURSOR_UNDERLINE] = CELL_CURSOR_UNDERLINE,
                                              [QUIRE_CURSOR_BAR] = CELL_CURSOR_BAR};
    enum cell_cursor shape = shapes[info->cursor_shape <= QUIRE_CURSOR_BAR ? info->cursor_shape : 0];
    if (!info->cursor_visible || (!pane->cursor_on && pane->focused))
        return CELL_CURSOR_NONE;
    if (!pane->focused && settings->cursor_unfocused == RENDERER_UNFOCUSED_NONE)
        return CELL_CURSOR_NONE;
    bool hollow = shape == CELL_CURSOR_BLOCK && settings->cursor_hollow;
    if (!pane->focused && settings->cursor_unfocused == RENDERER_UNFOCUSED_HOLLOW)
        hollow = true;
    return hollow ? CELL_CURSOR_HOLLOW : shape;
}

static struct cell_cursor_at cursor_of(const struct scene_pane *pane, const struct renderer_settings *settings,
                                       const struct quire_frame_info *info) {
    return (struct cell_cursor_at){shape_of(pane, settings, info),
                                   info->cursor_visible,
                                   info->cursor_row,
                                   info->cursor_col,
                                   chosen(info->cursor_color, settings->cursor_color),
                                   chosen(info->cursor_text, settings->cursor_text)};
}

/* It does not blink, so that it is not taken for the program's, and has the colour of what was found. */
static struct cell_cursor_at shown_cursor(const struct scene_pane *pane, const struct renderer_settings *settings,
                                          const struct quire_frame_info *info) {
    if (pane->cursor == SCENE_CURSOR_PROGRAM)
        return cursor_of(pane, settings, info);
    bool in_view = pane->cursor == SCENE_CURSOR_OWN && pane->cursor_row < info->rows && pane->cursor_col < info->cols;
    enum cell_cursor shape = !in_view ? CELL_CURSOR_NONE : pane->focused ? CELL_CURSOR_BLOCK : CELL_CURSOR_HOLLOW;
    return (struct cell_cursor_at){shape, in_view, pane->cursor_row, pane->cursor_col, MARK_COLOR, 0x000000};
}

/* A cursor on its way has the shape that it will have, as one colour laid over the text; below it the text can be read.
 */
static bool add_cursor(struct scene *scene, const struct parts *parts, enum cell_cursor shape) {
    struct scene_layer layer = layer_of(parts, LAYER_CURSOR, SCENE_FILL);
    struct backend_area area = parts->pane->cursor_on_way;
    uint32_t thin = parts->metrics->cell_width / 8 + 1, color = parts->cursor.color;
    if (shape == CELL_CURSOR_BAR) {
        area.width = thin;
    } else if (shape == CELL_CURSOR_UNDERLINE) {
        area.y += area.height - thin;
        area.height = thin;
    }
    layer.area = area_common(&area, &parts->pane->area);
    layer.fill = (struct scene_fill){color <= 0xFFFFFF ? color : parts->info.foreground & 0xFFFFFF, CURSOR_ALPHA};
    return area_is_empty(&layer.area) || scene_add(scene, &layer);
}

/* The cells of a row, in memory that is kept; 0: none, or no memory. */
static uint32_t read_row(struct parts *parts, uint32_t row) {
    struct scene_pane_made *made = &parts->pane->made;
    if (made->cells_capacity < parts->info.cols) {
        struct quire_frame_cell *cells = realloc(made->cells, parts->info.cols * sizeof *cells);
        if (!cells)
            return 0;
        made->cells = cells;
        made->cells_capacity = parts->info.cols;
    }
    return quire_frame_row(parts->pane->frame, row, made->cells, parts->info.cols);
}

/* ---- what is highlighted */

static void add_link(struct parts *parts, uint32_t row, uint32_t from, uint32_t to) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    if (quire_frame_get_line(parts->pane->frame, row, &line) == QUIRE_OK) {
        const struct highlight_range range = {line.line, line.column + from, line.column + to};
        highlight_list_add(&parts->pane->made.link, &range); /* without memory it is not underlined */
    }
}

/* The cells of the link that is pointed at. */
static void list_link(struct parts *parts) {
    const struct scene_pane *pane = parts->pane;
    for (uint32_t row = 0; row < parts->info.rows; row++) {
        uint32_t count = read_row(parts, row);
        for (uint32_t col = 0, end; col < count; col = end) {
            bool linked = pane->made.cells[col].link == pane->hover_link;
            for (end = col + 1; end < count && (pane->made.cells[end].link == pane->hover_link) == linked;)
                end++;
            if (linked)
                add_link(parts, row, col, end);
        }
    }
}

static void set_highlights(struct parts *parts, struct highlight highlights[HIGHLIGHT_KINDS]) {
    struct scene_pane *pane = parts->pane;
    struct highlight_look *selection = &highlights[HIGHLIGHT_SELECTION].look;
    struct highlight *link = &highlights[HIGHLIGHT_LINK];
    memcpy(highlights, pane->highlights, sizeof pane->highlights);
    selection->foreground = chosen(parts->info.selection_foreground, pane->selection_foreground);
    selection->background = chosen(parts->info.selection_background, pane->selection_background);
    selection->swap = selection->background == CELL_COLOR_NONE || selection->background == CELL_COLOR_FOREGROUND;
    link->look = (struct highlight_look){HIGHLIGHT_COLOR_NONE, HIGHLIGHT_COLOR_NONE, false, QUIRE_UNDERLINE_SINGLE};
    pane->made.link.count = 0;
    if (pane->hover_link) {
        list_link(parts);
        link->ranges = pane->made.link.ranges;
        link->count = pane->made.link.count;
    }
}

static bool add_grid(struct scene *scene, struct parts *parts) {
    struct scene_pane *pane = parts->pane;
    struct scene_images *images = &pane->made.images;
    struct scene_layer layer = layer_of(parts, LAYER_GRID, SCENE_GRID);
    scene_images_take(images, pane->frame, parts->metrics, pane->images_id, pane->image_reader);
    layer.area = pane->area;
    layer.grid = (struct scene_grid){.frame = pane->frame,
                                     .padding_px = pane->padding_px,
                                     .cut_px = pane->cut_px,
                                     .cursor = parts->cursor,
                                     .blinked_out = pane->blinked_out,
                                     .covered = parts->covered,
                                     .images = images->list,
                                     .image_count = images->count};
    set_highlights(parts, layer.grid.highlights);
    return scene_add(scene, &layer);
}

/* ---- what an input method is composing */

/* Writes the text, and places it at the cursor, moved to the left as far as it needs to fit. The cursor then stands
 * behind it. */
static void write_preedit(struct parts *parts) {
    struct bar_line *line = &parts->pane->made.preedit;
    const struct quire_frame_info *info = &parts->info;
    const struct bar_style style = {info->foreground & 0xFFFFFF, info->background & 0xFFFFFF, 0,
                                    QUIRE_UNDERLINE_SINGLE};
    uint32_t cols = scene_row_cells(parts->pane->frame, info->cursor_row, info->cols);
    line->count = line->text_count = 0;
    bar_line_put(line, parts->pane->preedit, &style, cols);
    uint32_t from = min_u32(info->cursor_col, cols - line->count), to = from + line->count;
    parts->covered = (struct cell_span){info->cursor_row, from, to};
    parts->cursor.shape = CELL_CURSOR_BAR;
    parts->cursor.col = min_u32(to, cols - 1);
}

static bool add_preedit(struct scene *scene, struct parts *parts) {
    const struct cell_span *covered = &parts->covered;
    struct scene_layer layer = layer_of(parts, LAYER_PREEDIT, SCENE_BAR);
    uint32_t count = covered->to - covered->from;
    layer.bar = (struct scene_bar){.line = &parts->pane->made.preedit,
                                   .size = quire_frame_row_size(parts->pane->frame, covered->row),
                                   .foreground = parts->info.foreground,
                                   .background = parts->info.background,
                                   .cursor = parts->cursor};
    layer.bar.cursor.row = 0;
    layer.bar.cursor.col -= covered->from;
    if (layer.bar.cursor.col >= count)
        layer.bar.cursor = (struct cell_cursor_at){.shape = CELL_CURSOR_NONE};
    uint32_t scale = layer.bar.size == QUIRE_ROW_SINGLE ? 1 : 2;
    layer.area = cells_at(parts, covered->row, covered->from * scale, count * scale);
    return !count || scene_add(scene, &layer);
}

/* ---- the other layers */

/* Over the whole last row, in swapped colours; those of text from mark_col to mark_end. */
static bool add_message(struct scene *scene, const struct parts *parts) {
    struct scene_pane *pane = parts->pane;
    uint32_t foreground = parts->info.foreground & 0xFFFFFF, background = parts->info.background & 0xFFFFFF;
    const struct bar_style plain = {background, foreground, 0, 0}, marked = {foreground, background, 0, 0};
    struct bar_line *line = &pane->made.message;
    struct scene_layer layer = layer_of(parts, LAYER_MESSAGE, SCENE_BAR);
    line->count = line->text_count = 0;
    bar_line_put(line, pane->message, &plain, parts->info.cols);
    bar_line_fill(line, &plain, parts->info.cols);
    bar_line_restyle(line, pane->mark_col, pane->mark_end, &marked);
    layer.bar = (struct scene_bar){.line = line, .foreground = background, .background = foreground};
    layer.area = cells_at(parts, parts->rows - 1, 0, parts->info.cols);
    return scene_add(scene, &layer);
}

static bool add_panel(struct scene *scene, const struct parts *parts) {
    const struct scene_panel_means means = {.cells = parts->cells,
                                            .cols = parts->info.cols,
                                            .rows = parts->rows,
                                            .cell_width = parts->metrics->cell_width,
                                            .cell_height = parts->metrics->cell_height,
                                            .foreground = parts->info.foreground & 0xFFFFFF,
                                            .background = parts->info.background & 0xFFFFFF,
                                            .id = SCENE_ID(parts->pane->number + 1, LAYER_PANEL)};
    return scene_add_panel(scene, parts->pane->panel, &parts->pane->made.panel, &means);
}

static bool add_labels(struct scene *scene, const struct parts *parts) {
    struct scene_pane *pane = parts->pane;
    uint32_t cut = pane->cut_px;
    const struct backend_area cells = {parts->cells.x, parts->cells.y - cut, parts->cells.width,
                                       parts->cells.height + cut};
    const struct scene_labels_place place = {pane->frame, cells, parts->metrics, LABELS_ID(pane->number)};
    if (!pane->label_count)
        scene_labels_finish(&pane->made.labels);
    return !pane->label_count || scene_labels_add(scene, &place, pane->labels, pane->label_count, &pane->made.labels);
}

/* In the padding, which nothing else is in; in that of a few pixels it is a line. It ends with what is seen of its row.
 */
static struct backend_area failed_area(const struct parts *parts, uint32_t row) {
    const struct backend_area *cells = &parts->cells;
    uint32_t room = cells->x - parts->pane->area.x, width = (room + 1) / 2, height = parts->metrics->cell_height;
    uint32_t inset = height / 8, cut = parts->pane->cut_px, top = row * height + inset,
             end = (row + 1) * height - inset;
    top = top > cut ? top - cut : 0;
    end = min_u32(end > cut ? end - cut : 0, cells->height);
    return (struct backend_area){cells->x - room + (room - width) / 2, cells->y + top, width,
                                 end > top ? end - top : 0};
}

static bool add_failed(struct scene *scene, const struct parts *parts) {
    bool added = true;
    for (uint32_t i = 0; added && i < parts->pane->failed_count && i < LAYERS_MAX - LAYER_FAILED; i++) {
        struct scene_layer layer = layer_of(parts, LAYER_FAILED + i, SCENE_FILL);
        layer.area = failed_area(parts, parts->pane->failed_rows[i]);
        layer.fill = (struct scene_fill){parts->pane->failed_color, 1.0f};
        added = area_is_empty(&layer.area) || scene_add(scene, &layer);
    }
    return added;
}

static bool add_scrollbar(struct scene *scene, const struct parts *parts) {
    const struct scene_scrollbar *bar = &parts->pane->scrollbar;
    const struct backend_area *area = &parts->pane->area;
    struct scene_layer layer = layer_of(parts, LAYER_SCROLLBAR, SCENE_FILL);
    uint32_t thick = min_u32(bar->width_px ? bar->width_px : 6, area->width);
    struct backend_area strip = {area->x + area->width - thick, area->y + bar->top_px, thick, bar->size_px};
    layer.area = area_common(&strip, area);
    layer.fill = (struct scene_fill){parts->info.foreground, bar->alpha};
    return scene_add(scene, &layer);
}

/* A run of marks is one layer. */
static bool is_marked(const struct scene_pane *pane, unsigned mark) {
    return mark < SCENE_MARKS && (pane->marks[mark / 8] >> mark % 8 & 1) != 0;
}

static bool add_mark(struct scene *scene, const struct parts *parts, unsigned from, unsigned to) {
    const struct backend_area *area = &parts->pane->area;
    struct scene_layer layer = {.id = MARKS_ID(parts->pane->number) | from, .kind = SCENE_FILL};
    uint32_t thick = min_u32(parts->pane->scrollbar.width_px ? parts->pane->scrollbar.width_px : 6, area->width);
    uint32_t top = (uint32_t)((uint64_t)area->height * from / SCENE_MARKS);
    uint32_t end = (uint32_t)((uint64_t)area->height * to / SCENE_MARKS);
    uint32_t height = end - top > MARK_LEAST_PX ? end - top : MARK_LEAST_PX;
    struct backend_area strip = {area->x + area->width - thick, area->y + top, thick, height};
    layer.area = area_common(&strip, area);
    layer.fill = (struct scene_fill){MARK_COLOR, 1.0f};
    return scene_add(scene, &layer);
}

static bool add_marks(struct scene *scene, const struct parts *parts) {
    bool added = true;
    for (unsigned from = 0, to; from < SCENE_MARKS && added; from = to + 1) {
        for (to = from; is_marked(parts->pane, to); to++) {
        }
        added = to == from || add_mark(scene, parts, from, to);
    }
    return added;
}

static bool add_dim(struct scene *scene, const struct parts *parts, float alpha) {
    struct scene_layer layer = layer_of(parts, LAYER_DIM, SCENE_FILL);
    layer.area = parts->pane->area;
    layer.fill = (struct scene_fill){parts->info.background, alpha};
    return scene_add(scene, &layer);
}

static bool add_bell(struct scene *scene, const struct parts *parts) {
    struct scene_layer layer = layer_of(parts, LAYER_BELL, SCENE_FILL);
    layer.area = parts->pane->area;
    layer.fill = (struct scene_fill){parts->info.foreground, parts->pane->bell};
    return scene_add(scene, &layer);
}

bool scene_add_pane(struct scene *scene, struct scene_pane *pane, const struct font_metrics *metrics) {
    struct parts parts = {.pane = pane, .metrics = metrics, .info = QUIRE_FRAME_INFO_INIT};
    const struct quire_frame_info *info = &parts.info;
    if (quire_frame_get_info(pane->frame, &parts.info) != QUIRE_OK || !info->cols || !info->rows)
        return true;
    parts.rows = info->rows > 1 ? info->rows - (pane->cut_px > 0) : info->rows;
    parts.cells = scene_cells_area(&pane->area, pane->padding_px, metrics, info->cols, parts.rows);
    parts.cursor = shown_cursor(pane, &scene->settings, info);
    if (!pane->panel)
        scene_panel_finish(&pane->made.panel); /* it is large, and rare */
    enum cell_cursor on_way = pane->cursor_on_way.width ? parts.cursor.shape : CELL_CURSOR_NONE;
    if (on_way != CELL_CURSOR_NONE)
        parts.cursor.shape = CELL_CURSOR_NONE;
    bool composes = pane->preedit && *pane->preedit && info->cursor_row < info->rows;
    if (composes)
        write_preedit(&parts);
    float dim = pane->focused || pane->unfocused_dim < pane->text_dim ? pane->text_dim : pane->unfocused_dim;
    bool added = add_grid(scene, &parts) && add_failed(scene, &parts) && (!composes || add_preedit(scene, &parts)) &&
                 (on_way == CELL_CURSOR_NONE || add_cursor(scene, &parts, on_way)) &&
                 (dim <= 0 || add_dim(scene, &parts, dim)) && add_labels(scene, &parts) &&
                 (!pane->message || add_message(scene, &parts)) && (!pane->panel || add_panel(scene, &parts));
    return added && (pane->scrollbar.alpha <= 0 || !pane->scrollbar.size_px || add_scrollbar(scene, &parts)) &&
           add_marks(scene, &parts) && (pane->bell <= 0 || add_bell(scene, &parts));
}
