#include "view_frame.h"

#include "qr_arith.h"
#include "qr_memory.h"
#include "select.h"

/* --- viewport -------------------------------------------------------------------------------------------------- */

uint64_t qr_frame_offset(struct qr_frame *frame, struct qr_engine *engine, uint64_t *total) {
    uint32_t cols = qr_cols(engine);
    struct qr_history_at at;
    uint64_t index;
    *total = 0;
    if (!qr_is_alternate(engine)) /* a selection is looked for all over history: its rows have to be known */
        *total = engine->selection.active ? qr_history_rows(&engine->history, cols)
                                          : qr_history_rows_about(&engine->history, cols);
    if (!frame->scrolled || *total == 0)
        return 0;
    if (qr_history_find(&engine->history, cols, frame->top.line, frame->top.column, &at, &index)) {
        *total = qr_history_rows_known(&engine->history, cols);
        return *total - index;
    }
    uint32_t x, y;
    bool on_screen = qr_position_find(engine, engine->screen, frame->top, &x, &y);
    return on_screen ? 0 : *total; /* gone: evicted from the top */
}

void qr_frame_scroll_to(struct qr_frame *frame, struct qr_engine *engine, uint64_t offset) {
    uint64_t total, present = qr_frame_offset(frame, engine, &total);
    struct qr_history_at at;
    offset = offset > total ? total : offset;
    if (offset == present)
        return;
    frame->view_moved = true;
    frame->scrolled = offset > 0;
    if (offset > 0 && qr_history_row_at(&engine->history, qr_cols(engine), total - offset, &at))
        frame->top.line = qr_history_line_at(&engine->history, &at, &frame->top.column);
}

/* --- update ---------------------------------------------------------------------------------------------------- */

static bool make_arrays(struct qr_frame *frame, uint32_t cols, uint32_t rows) {
    void *row_array = frame->rows, *text = frame->text;
    bool made = qr_grow(&frame->allocator, &row_array, &frame->row_capacity, rows, sizeof *frame->rows);
    frame->rows = row_array;
    made = made && qr_grow(&frame->allocator, &text, &frame->text_capacity, (size_t)cols * rows, sizeof *frame->text);
    frame->text = text;
    return made;
}

/* A view that stands in history: rows of both, gathered into a page of their own. */
static enum quire_result gather(struct qr_page *page, struct qr_rows *rows, uint64_t first) {
    struct qr_engine *engine = rows->engine;
    struct qr_page_capacity capacity = engine->screen->page.block->capacity;
    enum quire_result result =
        qr_page_create(page, &engine->allocator, rows->cols, qr_rows(engine), &capacity, engine->seed);
    if (result != QUIRE_OK)
        return result;
    for (uint32_t y = 0; y < qr_rows(engine); y++) {
        struct qr_row_view view;
        if (first + y >= rows->history) {
            uint32_t source = (uint32_t)(first + y - rows->history);
            qr_page_import_row(page, y, &engine->screen->page, source);
            qr_page_set_size(page, y, qr_row_size(qr_page_row(&engine->screen->page, source)));
        } else if (qr_rows_get(rows, first + y, &view)) {
            qr_page_import_row(page, y, view.page, 0);
        }
    }
    return QUIRE_OK;
}

static enum quire_result copy_view(struct qr_frame *frame, struct qr_rows *rows, uint64_t offset) {
    if (offset == 0)
        return qr_page_copy(&frame->page, &rows->engine->screen->page);
    struct qr_page page = {0};
    enum quire_result result = gather(&page, rows, rows->history - offset);
    if (result != QUIRE_OK)
        return result;
    if (frame->page.block)
        qr_page_destroy(&frame->page);
    frame->page = page;
    return QUIRE_OK;
}

static void fill_info(struct qr_frame *frame, const struct qr_engine *engine, uint64_t offset, uint64_t total) {
    const struct qr_colors *colors = &engine->colors;
    const struct qr_cursor *cursor = &engine->screen->cursor;
    bool reverse = qr_mode(&engine->modes, QR_MODE_REVERSE_SCREEN);
    struct quire_frame_info *info = &frame->info;
    *info = (struct quire_frame_info){.size = sizeof *info, .cols = qr_cols(engine), .rows = qr_rows(engine)};
    info->reverse_screen = reverse;
    info->alternate_screen = qr_is_alternate(engine);
    info->foreground = colors->dynamic[reverse ? QR_COLOR_BACKGROUND : QR_COLOR_TEXT];
    info->background = colors->dynamic[reverse ? QR_COLOR_TEXT : QR_COLOR_BACKGROUND];
    info->cursor_color = colors->dynamic[QR_COLOR_CURSOR];
    info->cursor_text = colors->named[QR_COLOR_CURSOR_TEXT];
    info->selection_foreground = colors->dynamic[QR_COLOR_HIGHLIGHT_TEXT];
    info->selection_background = colors->dynamic[QR_COLOR_HIGHLIGHT_BACKGROUND];
    info->cursor_blink = qr_cursor_blinks(engine);
    info->cursor_shape = engine->cursor_style.shape;
    uint64_t row = cursor->y + offset;
    info->cursor_visible = qr_mode(&engine->modes, QR_MODE_CURSOR_VISIBLE) && row < info->rows;
    info->cursor_row = row < info->rows ? (uint32_t)row : 0;
    info->cursor_col = cursor->x;
    info->scroll_offset = offset;
    info->scroll_total = total;
    memcpy(frame->palette, colors->palette, sizeof frame->palette);
}

/* Notes what is selected in each row and whether the row looks different now. */
static void compare_rows(struct qr_frame *frame, struct qr_rows *rows, uint64_t offset, bool all) {
    struct qr_select_span span;
    bool selected = qr_select_span(rows, &span);
    for (uint32_t y = 0; y < frame->info.rows; y++) {
        struct qr_frame_row *row = &frame->rows[y];
        uint64_t version = qr_page_row(&frame->page, y)->version;
        uint32_t from = 0, to = 0;
        struct qr_row_view view;
        struct qr_position begin = {0, 0};
        if (qr_rows_get(rows, rows->history - offset + y, &view))
            begin = (struct qr_position){view.row->line, view.column};
        if (!selected || !qr_select_columns(&span, rows->history - offset + y, rows->cols, &from, &to))
            from = to = 0;
        row->changed = all || version != row->version || from != row->selected_from || to != row->selected_to;
        *row = (struct qr_frame_row){version, begin, from, to, row->changed};
    }
}

enum quire_result qr_frame_update(struct qr_frame *frame, struct qr_engine *engine) {
    struct quire_frame_info before = frame->info;
    uint64_t total, offset = qr_frame_offset(frame, engine, &total);
    struct qr_rows rows;
    if (!make_arrays(frame, qr_cols(engine), qr_rows(engine)))
        return QUIRE_OUT_OF_MEMORY;
    enum quire_result result = qr_rows_open_known(&rows, engine, total);
    if (result != QUIRE_OK)
        return result;
    result = copy_view(frame, &rows, offset);
    if (result == QUIRE_OK) {
        fill_info(frame, engine, offset, total);
        bool all = before.cols != frame->info.cols || before.rows != frame->info.rows || frame->view_moved ||
                   before.alternate_screen != frame->info.alternate_screen || offset > 0 || before.scroll_offset > 0 ||
                   frame->colors_version != engine->colors_version;
        frame->scrolled = frame->scrolled && offset > 0;
        frame->view_moved = false;
        frame->colors_version = engine->colors_version;
        frame->info.all_changed = all;
        compare_rows(frame, &rows, offset, all);
    }
    qr_rows_close(&rows);
    return result;
}

/* --- cells ----------------------------------------------------------------------------------------------------- */

static uint32_t resolve(const struct qr_frame *frame, struct quire_color color, uint32_t fallback) {
    switch (QUIRE_COLOR_KIND(color)) {
    case QUIRE_COLOR_PALETTE:
        return frame->palette[QUIRE_COLOR_VALUE(color) & 255];
    case QUIRE_COLOR_RGB:
        return QUIRE_COLOR_VALUE(color);
    default:
        return fallback;
    }
}

/* What all cells of one style have in common. */
static struct quire_frame_cell styled_cell(const struct qr_frame *frame, uint32_t id) {
    struct qr_style style = qr_page_style(&frame->page, id);
    struct quire_color foreground = qr_style_foreground(style), background = qr_style_background(style);
    struct quire_frame_cell cell = {.underline = (uint8_t)qr_style_underline(style),
                                    .attributes = (uint16_t)qr_style_attributes(style),
                                    .default_foreground = foreground.bits == 0,
                                    .default_background = background.bits == 0,
                                    .link = qr_style_link(style)};
    cell.foreground = resolve(frame, foreground, frame->info.foreground);
    cell.background = resolve(frame, background, frame->info.background);
    cell.underline_color = resolve(frame, qr_style_underline_color(style), cell.foreground);
    return cell;
}

uint32_t qr_frame_cells(const struct qr_frame *frame, uint32_t y, struct quire_frame_cell *cells, uint32_t capacity) {
    static const uint8_t widths[] = {[QR_NARROW] = 1, [QR_WIDE] = 2, [QR_TAIL] = 0, [QR_SPACER] = 1};
    if (!frame->page.block || y >= frame->info.rows)
        return 0;
    const struct qr_row *row = qr_page_row(&frame->page, y);
    const struct qr_cell *source = qr_page_cells(&frame->page, row);
    const struct qr_frame_row *shown = &frame->rows[y];
    uint32_t *single = frame->text + (size_t)y * frame->info.cols, style = 0;
    uint32_t cols = qr_page_row_cols(&frame->page, row);
    struct quire_frame_cell like = styled_cell(frame, 0);
    for (uint32_t x = 0; x < cols && x < capacity; x++) {
        if (qr_cell_style(source[x]) != style) {
            style = qr_cell_style(source[x]);
            like = styled_cell(frame, style);
        }
        cells[x] = like;
        cells[x].text = qr_page_cell_text(&frame->page, source[x], &single[x], &cells[x].text_length);
        cells[x].width = widths[qr_cell_width(source[x])];
        cells[x].selected = x >= shown->selected_from && x < shown->selected_to;
    }
    if (cols <= capacity && cells[cols - 1].width == 2) { /* the end of a line of double size cuts it */
        cells[cols - 1].text_length = 0;
        cells[cols - 1].width = 1;
    }
    return cols;
}

enum quire_row_size qr_frame_row_size(const struct qr_frame *frame, uint32_t y) {
    static const enum quire_row_size sizes[] = {[QR_SIZE_SINGLE] = QUIRE_ROW_SINGLE,
                                                [QR_SIZE_DOUBLE_WIDTH] = QUIRE_ROW_DOUBLE_WIDTH,
                                                [QR_SIZE_DOUBLE_TOP] = QUIRE_ROW_DOUBLE_TOP,
                                                [QR_SIZE_DOUBLE_BOTTOM] = QUIRE_ROW_DOUBLE_BOTTOM};
    if (!frame->page.block || y >= frame->info.rows)
        return QUIRE_ROW_SINGLE;
    return sizes[qr_row_size(qr_page_row(&frame->page, y))];
}

/* As the frame shows it: the terminal may have moved on since. */
struct qr_position qr_frame_position(const struct qr_frame *frame, const struct qr_engine *engine, uint32_t row,
                                     uint32_t col) {
    if (!frame->page.block)
        return qr_position_of(engine, engine->screen, 0, 0);
    row = qr_min_u32(row, frame->info.rows - 1);
    col = qr_min_u32(col, qr_page_row_cols(&frame->page, qr_page_row(&frame->page, row)) - 1);
    struct qr_position begin = frame->rows[row].begin;
    return (struct qr_position){begin.line, begin.column + col};
}
