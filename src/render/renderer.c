#include "renderer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend.h"
#include "damage.h"
#include "shown.h"

/* Below so many rows, asking what moved costs more than drawing them. */
#define MOVED_ROWS_MIN 2u

/* Rows [first, first + count) stand where they are, and were drawn `by` rows further down. count 0: none. */
struct moved {
    uint32_t first, count;
    int32_t by;
};

struct renderer {
    struct font_set *fonts;
    struct backend *backend;
    struct cell_scratch scratch;
    uint32_t cols, rows;
    struct cell_record *cells; /* cols * rows: what the picture shows */
    struct rich_record *rich;
    uint32_t *rich_counts; /* by row */
    bool *pending;         /* by row: to be built */
    struct damage damage;
    struct moved moved; /* of this draw */
    struct shown shown;
    struct overlay preedit[2], message[2]; /* the present one is [overlay_turn] */
    int overlay_turn;
};

struct renderer *renderer_create(struct font_set *fonts, struct backend *backend, char *error, size_t error_size) {
    struct renderer *renderer = calloc(1, sizeof *renderer);
    if (!renderer) {
        snprintf(error, error_size, "render: out of memory");
        return NULL;
    }
    renderer->fonts = fonts;
    renderer->backend = backend;
    return renderer;
}

static void free_grid(struct renderer *renderer) {
    free(renderer->cells);
    free(renderer->rich);
    free(renderer->rich_counts);
    free(renderer->pending);
    damage_finish(&renderer->damage);
    renderer->cells = NULL;
    renderer->rich = NULL;
    renderer->rich_counts = NULL;
    renderer->pending = NULL;
    renderer->cols = renderer->rows = 0;
}

void renderer_destroy(struct renderer *renderer) {
    if (!renderer)
        return;
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
    renderer->pending = calloc(rows, sizeof *renderer->pending);
    if (!renderer->cells || !renderer->rich || !renderer->rich_counts || !renderer->pending ||
        !damage_init(&renderer->damage, rows) || !cell_scratch_reserve(&renderer->scratch, cols) ||
        !renderer->backend->calls->resize(renderer->backend, cols, rows)) {
        free_grid(renderer);
        return false;
    }
    renderer->cols = cols;
    renderer->rows = rows;
    renderer->shown.generation = 0;
    return true;
}

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static struct shown_grid grid_of(const struct renderer *renderer) {
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    return (struct shown_grid){renderer->cols,
                               renderer->rows,
                               metrics->cell_width,
                               metrics->cell_height,
                               &renderer->preedit[renderer->overlay_turn],
                               &renderer->message[renderer->overlay_turn]};
}

/* ---- which rows are to be built */

static void mark_row(struct renderer *renderer, uint32_t row) {
    if (row < renderer->rows)
        renderer->pending[row] = true;
}

/* Marks a row of the last picture, and where it stands now if it was moved: what lay over it has moved along. */
static void mark_drawn_row(struct renderer *renderer, uint32_t row) {
    const struct moved *moved = &renderer->moved;
    int64_t now = (int64_t)row - moved->by;
    mark_row(renderer, row);
    if (moved->count && now >= moved->first && now < (int64_t)moved->first + moved->count)
        mark_row(renderer, (uint32_t)now);
}

static void mark_all(struct renderer *renderer) {
    memset(renderer->pending, 1, renderer->rows * sizeof *renderer->pending);
}

/* Returns how many rows were marked. */
static uint32_t mark_frame(struct renderer *renderer, const struct quire_frame *frame, bool all) {
    uint32_t marked = 0;
    for (uint32_t row = 0; row < renderer->rows; row++) {
        if (all || quire_frame_row_changed(frame, row)) {
            renderer->pending[row] = true;
            marked++;
        }
    }
    return marked;
}

/* Takes the new overlays. */
static void turn_overlays(struct renderer *renderer, const struct renderer_scene *scene,
                          const struct quire_frame_info *info) {
    int turn = renderer->overlay_turn = !renderer->overlay_turn;
    overlay_preedit(&renderer->preedit[turn], scene->preedit, info,
                    shown_row_cells(renderer->cols, scene->frame, info->cursor_row));
    overlay_message(&renderer->message[turn], scene->message, scene->mark_col, scene->mark_end, info);
}

/* Marks the rows where overlays came, changed or went. Those that stay are drawn anew where rows moved below them. */
static void mark_overlays(struct renderer *renderer) {
    struct overlay *pairs[] = {renderer->preedit, renderer->message};
    int turn = renderer->overlay_turn;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (overlay_equal(&pairs[i][0], &pairs[i][1]) && !renderer->moved.count)
            continue;
        if (pairs[i][!turn].shown)
            mark_drawn_row(renderer, pairs[i][!turn].row);
        if (pairs[i][turn].shown)
            mark_row(renderer, pairs[i][turn].row);
    }
}

static void mark_blinking(struct renderer *renderer, const struct quire_frame *frame) {
    for (uint32_t row = 0; row < renderer->rows; row++) {
        if (quire_frame_row_blinks(frame, row))
            renderer->pending[row] = true;
    }
}

/* Marks the rows that a changed cursor or view makes different. */
static void mark_differences(struct renderer *renderer, const struct shown *now, const struct quire_frame *frame) {
    const struct shown *before = &renderer->shown;
    if (before->generation != now->generation || before->fonts != now->fonts || !shown_same_colors(before, now))
        mark_all(renderer);
    /* The numbers of tiles mean other pictures now: equal records prove nothing. */
    if (before->generation != now->generation)
        damage_add_all(&renderer->damage, renderer->cols);
    if (before->blinked_out != now->blinked_out)
        mark_blinking(renderer, frame);
    if (!shown_same_cursor(before, now) || renderer->moved.count) {
        mark_drawn_row(renderer, before->cursor_row);
        mark_row(renderer, now->cursor_row);
    }
}

/* ---- rows that moved */

static void move_records(struct renderer *renderer, const struct moved *moved) {
    uint32_t from = (uint32_t)((int64_t)moved->first + moved->by);
    size_t cols = renderer->cols, count = moved->count * cols;
    memmove(renderer->cells + moved->first * cols, renderer->cells + from * cols, count * sizeof *renderer->cells);
    memmove(renderer->rich + moved->first * cols, renderer->rich + from * cols, count * sizeof *renderer->rich);
    memmove(renderer->rich_counts + moved->first, renderer->rich_counts + from,
            moved->count * sizeof *renderer->rich_counts);
}

/* What the frame says has moved, as far as the picture has it: rows that the window's edge cuts have no pixels to move.
 */
static struct moved what_moved(const struct renderer *renderer, const struct quire_frame *frame) {
    const struct moved none = {0, 0, 0};
    const struct backend_look *look = &renderer->shown.look;
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    if (!renderer->backend->calls->move || quire_frame_moved(frame, &move) != QUIRE_OK)
        return none;
    int64_t whole = (look->height - look->origin_y) / font_set_metrics(renderer->fonts)->cell_height;
    int64_t from = (int64_t)move.row + move.by, end = from + move.rows;
    whole = whole < renderer->rows ? whole : renderer->rows;
    end = end < whole ? end : whole;
    if (from < 0 || end <= from || end - move.by > renderer->rows)
        return none;
    return (struct moved){move.row, (uint32_t)(end - from), move.by};
}

/* Moves rows that look as they were drawn elsewhere, pixels and records: they are not built. What was drawn over them
 * is marked later. */
static void move_rows(struct renderer *renderer, const struct quire_frame *frame) {
    struct moved moved = what_moved(renderer, frame);
    uint32_t height = font_set_metrics(renderer->fonts)->cell_height, origin = renderer->shown.look.origin_y;
    uint32_t from = (uint32_t)((int64_t)moved.first + moved.by);
    if (!moved.count || !renderer->backend->calls->move(renderer->backend, origin + from * height,
                                                        origin + moved.first * height, moved.count * height))
        return;
    renderer->moved = moved;
    move_records(renderer, &moved);
    memset(renderer->pending + moved.first, 0, moved.count * sizeof *renderer->pending);
}

/* ---- building */

/* The columns in which two rows of records differ. */
static struct damage_columns differing(const struct renderer *renderer, uint32_t row) {
    const struct cell_scratch *scratch = &renderer->scratch;
    const struct cell_record *cells = renderer->cells + (size_t)row * renderer->cols;
    const struct rich_record *rich = renderer->rich + (size_t)row * renderer->cols;
    struct damage_columns columns = {0, 0};
    for (uint32_t col = 0; col < renderer->cols; col++) {
        if (!memcmp(&cells[col], &scratch->records[col], sizeof *cells) &&
            (!(cells[col].rich & CELL_RICH) || !memcmp(&rich[col], &scratch->rich[col], sizeof *rich)))
            continue;
        if (columns.to == 0)
            columns.from = col;
        columns.to = col + 1;
    }
    return columns;
}

/* Builds one row and keeps it when it differs from what the picture shows. */
static void build_row(struct renderer *renderer, const struct cell_view *view, uint32_t row) {
    struct cell_scratch *scratch = &renderer->scratch;
    size_t at = (size_t)row * renderer->cols, cols = renderer->cols;
    cell_build_row(view, row, scratch);
    struct damage_columns columns = differing(renderer, row);
    if (columns.to == 0)
        return;
    memcpy(renderer->cells + at, scratch->records, cols * sizeof *scratch->records);
    memcpy(renderer->rich + at, scratch->rich, cols * sizeof *scratch->rich);
    renderer->rich_counts[row] = scratch->rich_count;
    damage_add(&renderer->damage, row, columns.from, columns.to);
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
        .blinked_out = now->blinked_out,
        .settings = now->settings,
        .cursor = now->cursor,
        .cursor_stands = now->cursor_stands,
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
        damage_add_all(&renderer->damage, renderer->cols);
    }
    memset(renderer->pending, 0, renderer->rows * sizeof *renderer->pending);
}

/* ---- drawing */

/* The renderer's part of a draw ends here: the backend knows look and records. False: it has no memory. */
static bool hand_over(struct renderer *renderer, const struct shown *now) {
    const struct backend_calls *calls = renderer->backend->calls;
    const struct backend_grid grid = {renderer->cols, renderer->rows,        renderer->cells,
                                      renderer->rich, renderer->rich_counts, font_set_atlas(renderer->fonts)};
    if (!calls->begin(renderer->backend, &now->look, &grid))
        return false;
    for (uint32_t row = 0, end; calls->take_rows && row < renderer->rows; row = end) {
        const struct damage_columns *columns = renderer->damage.columns;
        for (end = row + 1; end < renderer->rows && columns[end].to && columns[row].to;)
            end++;
        if (columns[row].to)
            calls->take_rows(renderer->backend, row, end - row);
    }
    return true;
}

static void draw_area(struct renderer *renderer, const struct backend_area *area) {
    renderer->backend->calls->draw(renderer->backend, area);
}

/* The strip of the scrollbar, when it has changed or rows have moved below it. */
static void draw_bar(struct renderer *renderer, const struct shown *now) {
    const struct backend_look *before = &renderer->shown.look, *look = &now->look;
    bool moved_along = renderer->moved.count && before->bar_alpha > 0;
    if (shown_same_bar(&renderer->shown, now) && !moved_along)
        return;
    uint32_t thick = before->bar.width > look->bar.width ? before->bar.width : look->bar.width;
    struct backend_area strip = {look->width - thick, 0, thick, look->height};
    draw_area(renderer, &strip);
    damage_cover(&renderer->damage, &strip);
}

/* Redraws what has changed. Returns the number of rows. */
static uint32_t draw_changes(struct renderer *renderer, const struct shown *now) {
    const struct font_metrics *metrics = font_set_metrics(renderer->fonts);
    const struct backend_look *look = &now->look;
    const struct damage_layout layout = {look->origin_x,       look->origin_y, metrics->cell_width,
                                         metrics->cell_height, look->width,    renderer->backend->by_cell};
    struct damage *damage = &renderer->damage;
    const struct moved *moved = &renderer->moved;
    uint32_t rows = damage_list(damage, &layout);
    for (uint32_t i = 0; i < damage->count; i++)
        draw_area(renderer, &damage->areas[i]);
    draw_bar(renderer, now);
    if (moved->count) {
        struct backend_area area = {0, look->origin_y + moved->first * metrics->cell_height, look->width,
                                    moved->count * metrics->cell_height};
        damage_cover(damage, &area);
    }
    return rows;
}

static uint32_t draw_all(struct renderer *renderer, const struct shown *now) {
    const struct backend_area all = {0, 0, now->look.width, now->look.height};
    draw_area(renderer, &all);
    renderer->damage.count = 0;
    damage_cover(&renderer->damage, &all);
    return renderer->rows;
}

struct renderer_damage renderer_draw(struct renderer *renderer, const struct renderer_scene *scene, bool full) {
    struct renderer_damage result = {{0, 0, 0, 0}, 0, NULL, 0};
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    if (!scene->width_px || !scene->height_px || quire_frame_get_info(scene->frame, &info) != QUIRE_OK || !info.cols ||
        !info.rows)
        return result;
    /* Cells beyond what a backend can hold lie outside of any window. */
    if (!resize_grid(renderer, min_u32(info.cols, renderer->backend->cols_max),
                     min_u32(info.rows, renderer->backend->rows_max)))
        return result;
    renderer->moved.count = 0;
    turn_overlays(renderer, scene, &info);
    struct shown_grid grid = grid_of(renderer);
    struct shown now = shown_of(&grid, scene, &info);
    now.generation = font_set_atlas(renderer->fonts)->generation;
    now.fonts = font_set_epoch(renderer->fonts);
    full |= renderer->shown.generation == 0 || !shown_same_window(&renderer->shown, &now);
    if (mark_frame(renderer, scene->frame, info.all_changed) >= MOVED_ROWS_MIN && !info.all_changed && !full)
        move_rows(renderer, scene->frame);
    mark_overlays(renderer);
    mark_differences(renderer, &now, scene->frame);
    build_rows(renderer, scene, &now);
    if (hand_over(renderer, &now)) {
        result.rows_drawn = full ? draw_all(renderer, &now) : draw_changes(renderer, &now);
        renderer->shown = now;
    } else {
        renderer->shown.generation = 0;
    }
    result.bounds = damage_bounds(&renderer->damage);
    result.areas = renderer->damage.areas;
    result.count = renderer->damage.count;
    damage_clear_columns(&renderer->damage);
    return result;
}

void renderer_invalidate(struct renderer *renderer) {
    free_grid(renderer);
    renderer->shown.generation = 0;
}

void renderer_set_backend(struct renderer *renderer, struct backend *backend) {
    renderer->backend = backend;
    renderer_invalidate(renderer);
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
    struct shown_grid grid = grid_of(renderer);
    struct backend_look look = shown_look(&grid, scene, &info);
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

void renderer_read_pixels(struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint8_t *pixels) {
    renderer->backend->calls->read(renderer->backend, width_px, height_px, pixels);
}

size_t renderer_bytes(const struct renderer *renderer) {
    size_t cells = (size_t)renderer->cols * renderer->rows;
    const struct glyph_atlas *atlas = font_set_atlas(renderer->fonts);
    return sizeof *renderer + cells * (sizeof(struct cell_record) + sizeof(struct rich_record)) +
           (size_t)atlas->width * atlas->height * 4 + renderer->backend->calls->bytes(renderer->backend);
}
