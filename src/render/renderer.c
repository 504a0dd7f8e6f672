#include "renderer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_canvas.h"

/* Rows that are uploaded or drawn together. */
struct span {
    uint32_t first, count;
};

/* What the last draw showed besides the cells; a difference here decides what has to be built or drawn again. */
struct shown {
    struct gl_canvas_look look;
    uint32_t generation; /* of the atlas; 0: nothing was drawn yet */
    uint32_t foreground, background;
    uint32_t selection_foreground, selection_background;
    uint32_t hover_link;
    enum cell_cursor cursor;
    uint32_t cursor_row, cursor_col, cursor_color, cursor_text;
};

struct renderer {
    struct font_set *fonts;
    struct gl_canvas canvas;
    struct cell_scratch scratch;
    uint32_t cols, rows;
    struct cell_record *cells; /* cols * rows: what the textures hold */
    struct rich_record *rich;
    uint32_t *rich_counts; /* by row */
    uint32_t *rich_ids;    /* cols * rows: of one draw */
    bool *pending;         /* by row: to be built */
    bool *redraw;          /* by row: built and different */
    struct shown shown;
    struct overlay preedit[2], message[2]; /* the present one is [overlay_turn] */
    int overlay_turn;
};

struct renderer *renderer_create(struct font_set *fonts, char *error, size_t error_size) {
    struct renderer *renderer = calloc(1, sizeof *renderer);
    if (!renderer) {
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    renderer->fonts = fonts;
    if (!gl_canvas_init(&renderer->canvas, error, error_size)) {
        free(renderer);
        return NULL;
    }
    return renderer;
}

static void free_grid(struct renderer *renderer) {
    free(renderer->cells);
    free(renderer->rich);
    free(renderer->rich_counts);
    free(renderer->rich_ids);
    free(renderer->pending);
    free(renderer->redraw);
    renderer->cells = NULL;
    renderer->rich = NULL;
    renderer->rich_counts = renderer->rich_ids = NULL;
    renderer->pending = renderer->redraw = NULL;
    renderer->cols = renderer->rows = 0;
}

void renderer_destroy(struct renderer *renderer) {
    if (!renderer)
        return;
    gl_canvas_finish(&renderer->canvas);
    cell_scratch_finish(&renderer->scratch);
    free_grid(renderer);
    free(renderer);
}

static bool resize_grid(struct renderer *renderer, uint32_t cols, uint32_t rows) {
    size_t count = (size_t)cols * rows;
    if (cols == renderer->cols && rows == renderer->rows)
        return true;
    free_grid(renderer);
    renderer->cells = calloc(count, sizeof *renderer->cells);
    renderer->rich = calloc(count, sizeof *renderer->rich);
    renderer->rich_counts = calloc(rows, sizeof *renderer->rich_counts);
    renderer->rich_ids = calloc(count, sizeof *renderer->rich_ids);
    renderer->pending = calloc(rows, sizeof *renderer->pending);
    renderer->redraw = calloc(rows, sizeof *renderer->redraw);
    if (!renderer->cells || !renderer->rich || !renderer->rich_counts || !renderer->rich_ids || !renderer->pending ||
        !renderer->redraw || !cell_scratch_reserve(&renderer->scratch, cols)) {
        free_grid(renderer);
        return false;
    }
    renderer->cols = cols;
    renderer->rows = rows;
    gl_canvas_resize(&renderer->canvas, cols, rows);
    renderer->shown.generation = 0;
    return true;
}

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static struct gl_canvas_look look_of(const struct renderer *renderer, const struct renderer_scene *scene,
                                     const struct quire_frame_info *info) {
    const struct renderer_scrollbar *bar = &scene->scrollbar;
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    struct gl_canvas_look look = {.width = scene->width_px, .height = scene->height_px};
    uint32_t width = renderer->cols * metrics->cell_width, height = renderer->rows * metrics->cell_height;
    look.origin_x = width < look.width ? min_u32(scene->padding_px, look.width - width) : 0;
    look.origin_y = height < look.height ? min_u32(scene->padding_px, look.height - height) : 0;
    look.background = info->background & 0xFFFFFF;
    look.flash_color = info->foreground & 0xFFFFFF;
    look.flash = scene->bell > 0 ? (scene->bell < 1 ? scene->bell : 1) : 0;
    if (bar->alpha > 0 && bar->size_px) {
        uint32_t thick = min_u32(bar->width_px ? bar->width_px : 6, look.width);
        look.bar = (struct gl_rect){look.width - thick, bar->top_px, thick, bar->size_px};
        look.bar_color = look.flash_color;
        look.bar_alpha = bar->alpha < 1 ? bar->alpha : 1;
    }
    return look;
}

static enum cell_cursor cursor_of(const struct renderer_scene *scene, const struct quire_frame_info *info) {
    static const enum cell_cursor shapes[] = {[QUIRE_CURSOR_BLOCK] = CELL_CURSOR_BLOCK,
                                              [QUIRE_CURSOR_UNDERLINE] = CELL_CURSOR_UNDERLINE,
                                              [QUIRE_CURSOR_BAR] = CELL_CURSOR_BAR};
    if (!info->cursor_visible || (!scene->cursor_on && scene->focused))
        return CELL_CURSOR_NONE;
    enum cell_cursor shape = shapes[info->cursor_shape <= QUIRE_CURSOR_BAR ? info->cursor_shape : 0];
    return shape == CELL_CURSOR_BLOCK && !scene->focused ? CELL_CURSOR_HOLLOW : shape;
}

/* Cells of a row that are drawn. */
static uint32_t row_cells(const struct renderer *renderer, const struct quire_frame *frame, uint32_t row) {
    bool single = renderer->cols < 2 || quire_frame_row_size(frame, row) == QUIRE_ROW_SINGLE;
    return single ? renderer->cols : renderer->cols / 2;
}

/* What a program chose goes before what the user chose. */
static uint32_t chosen(uint32_t program, uint32_t user) {
    return program <= 0xFFFFFF ? program : user;
}

static struct shown wanted(const struct renderer *renderer, const struct renderer_scene *scene,
                           const struct quire_frame_info *info) {
    const struct overlay *preedit = &renderer->preedit[renderer->overlay_turn];
    const struct overlay *message = &renderer->message[renderer->overlay_turn];
    struct shown shown = {.look = look_of(renderer, scene, info),
                          .generation = font_set_atlas(renderer->fonts)->generation,
                          .foreground = info->foreground & 0xFFFFFF,
                          .background = info->background & 0xFFFFFF,
                          .selection_foreground = chosen(info->selection_foreground, scene->selection_foreground),
                          .selection_background = chosen(info->selection_background, scene->selection_background),
                          .hover_link = scene->hover_link,
                          .cursor = cursor_of(scene, info),
                          .cursor_row = info->cursor_row,
                          .cursor_col = info->cursor_col,
                          .cursor_color = info->cursor_color,
                          .cursor_text = info->cursor_text};
    if (preedit->shown) {
        shown.cursor = CELL_CURSOR_BAR;
        shown.cursor_col = min_u32(preedit->end, row_cells(renderer, scene->frame, info->cursor_row) - 1);
    }
    if (message->shown && message->row == shown.cursor_row)
        shown.cursor = CELL_CURSOR_NONE;
    return shown;
}

static void mark_row(struct renderer *renderer, uint32_t row) {
    if (row < renderer->rows)
        renderer->pending[row] = true;
}

static void mark_all(struct renderer *renderer) {
    memset(renderer->pending, 1, renderer->rows * sizeof *renderer->pending);
}

static void mark_frame(struct renderer *renderer, const struct quire_frame *frame, bool all) {
    for (uint32_t row = 0; row < renderer->rows; row++) {
        if (all || quire_frame_row_changed(frame, row))
            renderer->pending[row] = true;
    }
}

/* Takes the new overlays and marks the rows where they came, changed or went. */
static void update_overlays(struct renderer *renderer, const struct renderer_scene *scene,
                            const struct quire_frame_info *info) {
    int turn = renderer->overlay_turn = !renderer->overlay_turn;
    overlay_preedit(&renderer->preedit[turn], scene->preedit, info,
                    row_cells(renderer, scene->frame, info->cursor_row));
    overlay_message(&renderer->message[turn], scene->message, scene->mark_col, scene->mark_end, info);
    struct overlay *pairs[] = {renderer->preedit, renderer->message};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (overlay_equal(&pairs[i][0], &pairs[i][1]))
            continue;
        for (int j = 0; j < 2; j++) {
            if (pairs[i][j].shown)
                mark_row(renderer, pairs[i][j].row);
        }
    }
}

/* Marks the rows that a changed cursor or view makes different. */
static void mark_differences(struct renderer *renderer, const struct shown *now) {
    const struct shown *before = &renderer->shown;
    bool same_cursor = before->cursor == now->cursor && before->cursor_row == now->cursor_row &&
                       before->cursor_col == now->cursor_col && before->cursor_color == now->cursor_color &&
                       before->cursor_text == now->cursor_text;
    if (before->generation != now->generation || before->foreground != now->foreground ||
        before->background != now->background || before->hover_link != now->hover_link ||
        before->selection_foreground != now->selection_foreground ||
        before->selection_background != now->selection_background)
        mark_all(renderer);
    /* The numbers of tiles mean other pictures now: equal records prove nothing. */
    if (before->generation != now->generation)
        memset(renderer->redraw, 1, renderer->rows * sizeof *renderer->redraw);
    if (!same_cursor) {
        mark_row(renderer, before->cursor_row);
        mark_row(renderer, now->cursor_row);
    }
}

/* Builds one row and keeps it when it differs from what the textures hold. */
static void build_row(struct renderer *renderer, const struct cell_view *view, uint32_t row) {
    struct cell_scratch *scratch = &renderer->scratch;
    size_t at = (size_t)row * renderer->cols, cols = renderer->cols;
    cell_build_row(view, row, scratch);
    bool same = !memcmp(renderer->cells + at, scratch->records, cols * sizeof *scratch->records) &&
                renderer->rich_counts[row] == scratch->rich_count &&
                (!scratch->rich_count || !memcmp(renderer->rich + at, scratch->rich, cols * sizeof *scratch->rich));
    if (same)
        return;
    memcpy(renderer->cells + at, scratch->records, cols * sizeof *scratch->records);
    memcpy(renderer->rich + at, scratch->rich, cols * sizeof *scratch->rich);
    renderer->rich_counts[row] = scratch->rich_count;
    renderer->redraw[row] = true;
}

/* Builds what is marked. When the atlas is flushed on the way, tiles of rows built before are void: all again. Twice
 * means that the screen has more different glyphs than the atlas has tiles; some then stay blank. */
static void build_rows(struct renderer *renderer, const struct renderer_scene *scene, struct shown *now) {
    const struct glyph_atlas *atlas = font_set_atlas(renderer->fonts);
    struct cell_view view = {
        .fonts = renderer->fonts,
        .frame = scene->frame,
        .cols = renderer->cols,
        .foreground = now->foreground,
        .background = now->background,
        .selection_foreground = now->selection_foreground,
        .selection_background = now->selection_background,
        .hover_link = now->hover_link,
        .cursor = now->cursor,
        .cursor_row = now->cursor_row,
        .cursor_col = now->cursor_col,
        .cursor_color = now->cursor_color,
        .cursor_text = now->cursor_text,
        .overlays = {&renderer->preedit[renderer->overlay_turn], &renderer->message[renderer->overlay_turn]}};
    for (int pass = 0; pass < 2; pass++) {
        uint32_t generation = atlas->generation;
        for (uint32_t row = 0; row < renderer->rows; row++) {
            if (renderer->pending[row])
                build_row(renderer, &view, row);
        }
        now->generation = atlas->generation;
        if (generation == atlas->generation)
            break;
        mark_all(renderer);
        memset(renderer->redraw, 1, renderer->rows * sizeof *renderer->redraw);
    }
    memset(renderer->pending, 0, renderer->rows * sizeof *renderer->pending);
}

/* The next rows to draw, from `from` on. */
static bool next_span(const struct renderer *renderer, uint32_t from, struct span *span) {
    while (from < renderer->rows && !renderer->redraw[from])
        from++;
    span->first = from;
    while (from < renderer->rows && renderer->redraw[from])
        from++;
    span->count = from - span->first;
    return span->count > 0;
}

static void upload(struct renderer *renderer) {
    struct span span = {0, 0};
    gl_canvas_upload_atlas(&renderer->canvas, font_set_atlas(renderer->fonts));
    while (next_span(renderer, span.first + span.count, &span)) {
        bool rich = false;
        for (uint32_t row = span.first; row < span.first + span.count; row++)
            rich |= renderer->rich_counts[row] > 0;
        gl_canvas_upload_rows(&renderer->canvas, span.first, span.count, renderer->cells, rich ? renderer->rich : NULL);
    }
}

static void draw_area(struct renderer *renderer, const struct gl_canvas_look *look, const struct gl_rect *rect,
                      struct span rows) {
    uint32_t count = 0;
    for (uint32_t row = rows.first; row < rows.first + rows.count; row++) {
        const struct cell_record *cells = renderer->cells + (size_t)row * renderer->cols;
        for (uint32_t col = 0; renderer->rich_counts[row] && col < renderer->cols; col++) {
            if (cells[col].rich & CELL_RICH)
                renderer->rich_ids[count++] = row << 16 | col;
        }
    }
    gl_canvas_draw(&renderer->canvas, rect, look);
    gl_canvas_draw_rich(&renderer->canvas, rect, look, renderer->rich_ids, count);
    gl_canvas_draw_wash(&renderer->canvas, rect, look);
}

static void add_damage(struct renderer_damage *damage, const struct gl_rect *rect) {
    if (!damage->width) {
        damage->x = rect->x;
        damage->y = rect->y;
        damage->width = rect->width;
        damage->height = rect->height;
        return;
    }
    uint32_t right = damage->x + damage->width, bottom = damage->y + damage->height;
    right = right > rect->x + rect->width ? right : rect->x + rect->width;
    bottom = bottom > rect->y + rect->height ? bottom : rect->y + rect->height;
    damage->x = min_u32(damage->x, rect->x);
    damage->y = min_u32(damage->y, rect->y);
    damage->width = right - damage->x;
    damage->height = bottom - damage->y;
}

/* Redraws the changed rows, and the strip of the scrollbar when that has changed. */
static void draw_changes(struct renderer *renderer, const struct gl_canvas_look *look, struct renderer_damage *damage) {
    const struct gl_canvas_look *before = &renderer->shown.look;
    uint32_t height = font_set_metrics(renderer->fonts)->cell_height;
    struct span span = {0, 0};
    while (next_span(renderer, span.first + span.count, &span)) {
        struct gl_rect rect = {0, look->origin_y + span.first * height, look->width, span.count * height};
        draw_area(renderer, look, &rect, span);
        add_damage(damage, &rect);
        damage->rows_drawn += span.count;
    }
    if (memcmp(&before->bar, &look->bar, sizeof look->bar) || before->bar_alpha != look->bar_alpha ||
        before->bar_color != look->bar_color) {
        uint32_t thick = before->bar.width > look->bar.width ? before->bar.width : look->bar.width;
        struct gl_rect rect = {look->width - thick, 0, thick, look->height};
        draw_area(renderer, look, &rect, (struct span){0, renderer->rows});
        add_damage(damage, &rect);
    }
}

static bool same_window(const struct gl_canvas_look *a, const struct gl_canvas_look *b) {
    return a->width == b->width && a->height == b->height && a->origin_x == b->origin_x && a->origin_y == b->origin_y &&
           a->background == b->background && a->flash == b->flash &&
           (a->flash <= 0 || a->flash_color == b->flash_color);
}

struct renderer_damage renderer_draw(struct renderer *renderer, const struct renderer_scene *scene, bool full) {
    struct renderer_damage damage = {0, 0, 0, 0, 0};
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    if (!scene->width_px || !scene->height_px || quire_frame_get_info(scene->frame, &info) != QUIRE_OK || !info.cols ||
        !info.rows)
        return damage;
    /* Cells beyond what a texture can hold lie outside of any window. */
    uint32_t most = (uint32_t)renderer->canvas.texture_max;
    if (!resize_grid(renderer, min_u32(info.cols, most / 2), min_u32(info.rows, most)))
        return damage;
    mark_frame(renderer, scene->frame, info.all_changed);
    update_overlays(renderer, scene, &info);
    struct shown now = wanted(renderer, scene, &info);
    full |= renderer->shown.generation == 0 || !same_window(&renderer->shown.look, &now.look);
    mark_differences(renderer, &now);
    build_rows(renderer, scene, &now);
    upload(renderer);
    gl_canvas_begin(&renderer->canvas, &now.look, font_set_atlas(renderer->fonts));
    if (full) {
        struct gl_rect all = {0, 0, now.look.width, now.look.height};
        draw_area(renderer, &now.look, &all, (struct span){0, renderer->rows});
        damage = (struct renderer_damage){0, 0, all.width, all.height, renderer->rows};
    } else {
        draw_changes(renderer, &now.look, &damage);
    }
    memset(renderer->redraw, 0, renderer->rows * sizeof *renderer->redraw);
    renderer->shown = now;
    return damage;
}

void renderer_invalidate(struct renderer *renderer) {
    free_grid(renderer);
    renderer->shown.generation = 0;
}

bool renderer_resize_font(struct renderer *renderer, double size_pt, double dpi, char *error, size_t error_size) {
    if (!font_set_resize(renderer->fonts, size_pt, dpi, error, error_size))
        return false;
    renderer_invalidate(renderer);
    return true;
}

static uint32_t cells_in(uint32_t size, uint32_t padding, uint32_t cell) {
    uint32_t room = size > 2 * padding ? size - 2 * padding : 0;
    return room >= cell ? room / cell : 1;
}

void renderer_grid(const struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                   uint32_t *cols, uint32_t *rows) {
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    *cols = cells_in(width_px, padding_px, metrics->cell_width);
    *rows = cells_in(height_px, padding_px, metrics->cell_height);
}

void renderer_cell_at(const struct renderer *renderer, const struct renderer_scene *scene, int32_t x_px, int32_t y_px,
                      uint32_t *col, uint32_t *row, bool *right_half) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    int32_t width = (int32_t)metrics->cell_width, height = (int32_t)metrics->cell_height;
    quire_frame_get_info(scene->frame, &info);
    struct gl_canvas_look look = look_of(renderer, scene, &info);
    int32_t x = x_px - (int32_t)look.origin_x, y = y_px - (int32_t)look.origin_y;
    int32_t last_x = (int32_t)info.cols * width - 1, last_y = (int32_t)info.rows * height - 1;
    x = x > last_x ? last_x : x;
    y = y > last_y ? last_y : y;
    x = x < 0 ? 0 : x;
    y = y < 0 ? 0 : y;
    *row = (uint32_t)(y / height);
    if (quire_frame_row_size(scene->frame, *row) != QUIRE_ROW_SINGLE && info.cols > 1) {
        width *= 2;
        x = x < (int32_t)(info.cols / 2) * width ? x : (int32_t)(info.cols / 2) * width - 1;
    }
    *col = (uint32_t)(x / width);
    if (right_half)
        *right_half = x % width * 2 >= width;
}

void renderer_read_pixels(uint32_t width_px, uint32_t height_px, uint8_t *pixels) {
    size_t stride = (size_t)width_px * 4;
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, (GLsizei)width_px, (GLsizei)height_px, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    for (uint32_t top = 0, bottom = height_px - 1; top < bottom; top++, bottom--) {
        for (size_t i = 0; i < stride; i++) {
            uint8_t byte = pixels[top * stride + i];
            pixels[top * stride + i] = pixels[bottom * stride + i];
            pixels[bottom * stride + i] = byte;
        }
    }
    for (size_t i = 3; i < stride * height_px; i += 4)
        pixels[i] = 255;
}

size_t renderer_bytes(const struct renderer *renderer) {
    size_t cells = (size_t)renderer->cols * renderer->rows;
    const struct glyph_atlas *atlas = font_set_atlas(renderer->fonts);
    size_t records = cells * (sizeof(struct cell_record) + sizeof(struct rich_record));
    return sizeof *renderer + records * 2 + cells * sizeof(uint32_t) + (size_t)atlas->width * atlas->height * 8;
}
