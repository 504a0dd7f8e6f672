#include "view_frame.h"

#include "qr_arith.h"
#include "qr_memory.h"

/* --- viewport -------------------------------------------------------------------------------------------------- */

/* Rows that are shown, and how many rows of history stand between the first of them and the screen. */
static uint32_t shown_rows(const struct qr_frame_place *place, const struct qr_engine *engine) {
    return qr_rows(engine) + place->above;
}

static uint64_t depth(const struct qr_frame_place *place) {
    return place->offset + place->above;
}

/* Rows of history among those that are shown. */
static uint32_t history_rows(const struct qr_frame_place *place, const struct qr_engine *engine) {
    uint32_t shown = shown_rows(place, engine);
    return depth(place) < shown ? (uint32_t)depth(place) : shown;
}

static bool is_of(const struct qr_frame *frame, const struct qr_engine *engine) {
    return frame->terminal == qr_engine_identity(engine);
}

static struct qr_frame_place look_for_place(const struct qr_frame *frame, struct qr_engine *engine) {
    uint32_t cols = qr_cols(engine);
    struct qr_frame_place place = {.total = 0};
    uint64_t index;
    if (!qr_is_alternate(engine)) /* a selection is looked for all over history: its rows have to be known */
        place.total = qr_select_active(&frame->selection, engine)
                          ? qr_history_rows(qr_engine_history(engine), cols)
                          : qr_history_rows_about(qr_engine_history(engine), cols);
    if (!is_of(frame, engine) || !frame->scrolled || place.total == 0)
        return place;
    place.found =
        qr_history_find(qr_engine_history(engine), cols, frame->top.line, frame->top.column, &place.at, &index);
    if (place.found) {
        place.total = qr_history_rows_known(qr_engine_history(engine), cols);
        place.offset = place.total - index;
        return place;
    }
    uint32_t x, y;
    if (!qr_position_find(qr_shown_screen(engine), frame->top, &x, &y)) { /* gone: evicted from the top */
        place.offset = place.total;
        place.found = qr_history_first_row(qr_engine_history(engine), &place.at);
    }
    return place;
}

static bool found_already(const struct qr_frame *frame, const struct qr_engine *engine,
                          const struct qr_history_stamp *stamp) {
    const struct qr_frame_found *found = &frame->found;
    return found->set && qr_history_same_stamp(&found->stamp, stamp) && found->terminal == frame->terminal &&
           is_of(frame, engine) && found->cols == qr_cols(engine) && found->alternate == qr_is_alternate(engine) &&
           found->scrolled == frame->scrolled && found->top.line == frame->top.line &&
           found->top.column == frame->top.column;
}

/* As long as nothing was estimated and history is as it was, the place is where it was, without a look at its pages. */
static struct qr_frame_place find_place(struct qr_frame *frame, struct qr_engine *engine) {
    struct qr_history_stamp stamp = qr_history_stamp(qr_engine_history_const(engine));
    if (found_already(frame, engine, &stamp))
        return frame->found.place;
    struct qr_frame_place place = look_for_place(frame, engine);
    bool in_history = place.total == 0 || !frame->scrolled || place.found;
    frame->found = (struct qr_frame_found){.set = in_history && !qr_history_estimates(qr_engine_history_const(engine)),
                                           .stamp = stamp,
                                           .terminal = frame->terminal,
                                           .cols = qr_cols(engine),
                                           .alternate = qr_is_alternate(engine),
                                           .scrolled = frame->scrolled,
                                           .top = frame->top,
                                           .place = place};
    return place;
}

uint64_t qr_frame_offset(struct qr_frame *frame, struct qr_engine *engine, uint64_t *total) {
    struct qr_frame_place place = find_place(frame, engine);
    *total = place.total;
    return place.offset;
}

/* With another terminal the view begins at its bottom, whatever the place of that name is. */
static void turn_to(struct qr_frame *frame, const struct qr_engine *engine) {
    frame->scrolled = frame->scrolled && is_of(frame, engine);
    frame->terminal = qr_engine_identity(engine);
}

void qr_frame_scroll_to(struct qr_frame *frame, struct qr_engine *engine, uint64_t offset) {
    turn_to(frame, engine);
    uint64_t total, present = qr_frame_offset(frame, engine, &total);
    struct qr_history_at at;
    offset = offset > total ? total : offset;
    if (offset == present)
        return;
    frame->scrolled = offset > 0;
    if (offset > 0 && qr_history_row_at(qr_engine_history(engine), qr_cols(engine), total - offset, &at))
        frame->top.line = qr_history_line_at(qr_engine_history(engine), &at, &frame->top.column);
}

/* --- update ---------------------------------------------------------------------------------------------------- */

static bool make_array(struct qr_frame *frame, void **array, size_t *capacity, size_t count, size_t size) {
    return qr_grow(&frame->allocator, array, capacity, count, size);
}

static bool make_arrays(struct qr_frame *frame, uint32_t cols, uint32_t rows) {
    void *row_array = frame->rows, *former = frame->former, *drawn = frame->drawn, *text = frame->text;
    bool made = make_array(frame, &row_array, &frame->row_capacity, rows, sizeof *frame->rows) &&
                make_array(frame, &former, &frame->former_capacity, rows, sizeof *frame->former) &&
                make_array(frame, &drawn, &frame->drawn_capacity, rows, sizeof *frame->drawn) &&
                make_array(frame, &text, &frame->text_capacity, (size_t)cols * rows, sizeof *frame->text);
    frame->rows = row_array;
    frame->former = former;
    frame->drawn = drawn;
    frame->text = text;
    return made;
}

/* The rows of the update before become the former ones, or those again. */
static void swap_rows(struct qr_frame *frame) {
    struct qr_frame_row *rows = frame->former;
    size_t capacity = frame->former_capacity;
    frame->former = frame->rows;
    frame->former_capacity = frame->row_capacity;
    frame->rows = rows;
    frame->row_capacity = capacity;
}

static void note_screen_row(struct qr_frame_row *row, const struct qr_engine *engine, uint32_t y) {
    const struct qr_row *shown = qr_page_row(qr_shown_page(engine), y);
    row->source.kind = qr_is_alternate(engine) ? QR_SOURCE_ALTERNATE : QR_SOURCE_PRIMARY;
    row->source.place = shown->version;
    row->begin = (struct qr_position){shown->line, shown->column};
}

static void note_history_row(struct qr_frame_row *row, const struct qr_history *history,
                             const struct qr_row_view *view) {
    row->begin = (struct qr_position){view->row->line, view->column};
    row->source.kind = QR_SOURCE_HISTORY;
    row->source.place = history->revision;
    row->source.length = view->row->length;
    row->source.history = row->begin;
}

/* What the first `count` rows of history in view are, and, where it is not there already, their text. False: some could
 * not be read; they are blank, no row that was shown before, and read again with the next update. */
static bool gather_history(struct qr_frame *frame, struct qr_page *page, struct qr_rows *rows, uint64_t first,
                           uint32_t count) {
    const struct qr_history *history = qr_engine_history(rows->engine);
    uint64_t before = qr_history_failures(history), failures = before;
    for (uint32_t y = 0; y < count; y++) {
        struct qr_row_view view;
        if (!qr_rows_get(rows, first + y, &view))
            continue;
        qr_page_import_row(page, y, view.page, 0);
        note_history_row(&frame->rows[y], history, &view);
        if (qr_history_failures(history) != failures)
            frame->rows[y].source.place = UINT64_MAX - qr_history_failures(history);
        failures = qr_history_failures(history);
    }
    return failures == before;
}

static void gather_screen(struct qr_frame *frame, struct qr_page *page, const struct qr_engine *engine,
                          const struct qr_frame_place *place, uint32_t first) {
    const struct qr_page *screen = qr_shown_page(engine);
    for (uint32_t y = first; y < shown_rows(place, engine); y++) {
        qr_page_import_row(page, y, screen, y - first);
        qr_page_set_size(page, y, qr_row_size(qr_page_row(screen, y - first)));
        note_screen_row(&frame->rows[y], engine, y - first);
    }
}

/* Where the last row of history is in view: its line may have gone on on the screen, and no longer does so. */
static void part_from_screen(struct qr_page *page, const struct qr_engine *engine, const struct qr_frame_place *place) {
    if (depth(place) == 0 || depth(place) > shown_rows(place, engine) ||
        qr_history_goes_on(qr_engine_history_const(engine), qr_page_row(qr_shown_page(engine), 0)->line))
        return;
    qr_page_row(page, (uint32_t)depth(place) - 1)->flags &= (uint16_t)~QR_ROW_WRAPPED;
}

/* A view that stands in history: rows of both, gathered into a page of their own. */
static enum quire_result gather(struct qr_frame *frame, struct qr_rows *rows, const struct qr_frame_place *place) {
    struct qr_engine *engine = rows->engine;
    uint32_t count = history_rows(place, engine);
    struct qr_page page = {0};
    enum quire_result result = qr_engine_make_page(engine, &page, rows->cols, shown_rows(place, engine));
    if (result != QUIRE_OK)
        return result;
    bool all = gather_history(frame, &page, rows, rows->history - depth(place), count);
    gather_screen(frame, &page, engine, place, count);
    part_from_screen(&page, engine, place);
    if (frame->page.block)
        qr_page_destroy(&frame->page);
    frame->page = page;
    frame->gathered = all ? count : 0;
    return QUIRE_OK;
}

/* Text in history does not change: if the view begins with the row that it began with, with as many above it, all rows
 * of history in it are those that were gathered, and the screen's are not looked at where none is in view. */
static bool stands_still(const struct qr_frame *frame, const struct qr_engine *engine,
                         const struct qr_frame_place *place) {
    uint64_t column;
    const struct qr_frame_row *first = &frame->former[place->above];
    if (!place->found || frame->gathered != history_rows(place, engine) || frame->gathered == 0)
        return false;
    uint64_t line = qr_history_line_at(qr_engine_history_const(engine), &place->at, &column);
    return first->source.kind == QR_SOURCE_HISTORY &&
           first->source.place == qr_engine_history_const(engine)->revision && first->begin.line == line &&
           first->begin.column == column && frame->former[frame->gathered - 1].source.kind == QR_SOURCE_HISTORY;
}

static enum quire_result copy_screen(struct qr_frame *frame, const struct qr_engine *engine) {
    enum quire_result result = qr_page_view(&frame->page, qr_shown_page(engine));
    if (result != QUIRE_OK)
        return result;
    for (uint32_t y = 0; y < qr_rows(engine); y++)
        note_screen_row(&frame->rows[y], engine, y);
    frame->gathered = 0;
    return QUIRE_OK;
}

static void fill_info(struct qr_frame *frame, const struct qr_engine *engine, const struct qr_frame_place *place) {
    const struct qr_colors *colors = qr_engine_colors(engine);
    const struct qr_cursor *cursor = qr_shown_cursor(engine);
    bool reverse = qr_engine_mode(engine, QR_MODE_REVERSE_SCREEN);
    struct quire_frame_info *info = &frame->info;
    *info = (struct quire_frame_info){.size = sizeof *info, .cols = qr_cols(engine)};
    info->rows = shown_rows(place, engine);
    info->rows_above = place->above;
    info->reverse_screen = reverse;
    info->alternate_screen = qr_is_alternate(engine);
    info->foreground = colors->dynamic[reverse ? QR_COLOR_BACKGROUND : QR_COLOR_TEXT];
    info->background = colors->dynamic[reverse ? QR_COLOR_TEXT : QR_COLOR_BACKGROUND];
    info->cursor_color = colors->dynamic[QR_COLOR_CURSOR];
    info->cursor_text = colors->named[QR_COLOR_CURSOR_TEXT];
    info->selection_foreground = colors->dynamic[QR_COLOR_HIGHLIGHT_TEXT];
    info->selection_background = colors->dynamic[QR_COLOR_HIGHLIGHT_BACKGROUND];
    info->cursor_blink = qr_cursor_blinks(engine);
    info->cursor_shape = qr_cursor_shape(engine);
    uint64_t row = cursor->y + depth(place);
    info->cursor_visible = qr_engine_mode(engine, QR_MODE_CURSOR_VISIBLE) && row < info->rows;
    info->cursor_row = row < info->rows ? (uint32_t)row : 0;
    info->cursor_col = cursor->x;
    info->scroll_offset = place->offset;
    info->scroll_total = place->total;
    memcpy(frame->palette, colors->palette, sizeof frame->palette);
}

/* Notes what is selected in each row. */
static void note_selection(struct qr_frame *frame, struct qr_rows *rows, const struct qr_frame_place *place) {
    struct qr_select_span span;
    bool selected = qr_select_span(rows, &frame->selection, &span);
    for (uint32_t y = 0; y < frame->info.rows; y++) {
        uint32_t from = 0, to = 0;
        if (!selected || !qr_select_columns(&span, rows->history - depth(place) + y, rows->cols, &from, &to))
            from = to = 0;
        frame->rows[y].selected_from = from;
        frame->rows[y].selected_to = to;
    }
}

/* The text of the view and where it comes from. */
static enum quire_result take_text(struct qr_frame *frame, struct qr_rows *rows, const struct qr_frame_place *place,
                                   bool still) {
    if (depth(place) == 0)
        return copy_screen(frame, rows->engine);
    if (!still)
        return gather(frame, rows, place);
    for (uint32_t y = 0; y < frame->gathered; y++) {
        frame->rows[y].source = frame->former[y].source;
        frame->rows[y].begin = frame->former[y].begin;
    }
    gather_screen(frame, &frame->page, rows->engine, place, frame->gathered);
    part_from_screen(&frame->page, rows->engine, place);
    return QUIRE_OK;
}

/* Copies the view and notes its rows. An error leaves what was there. Reading history takes a page of its own, which is
 * made only where history is read. */
static enum quire_result take(struct qr_frame *frame, struct qr_engine *engine, const struct qr_frame_place *place,
                              bool fresh) {
    bool still = !fresh && stands_still(frame, engine, place), selected = qr_select_active(&frame->selection, engine);
    struct qr_rows rows = {.engine = engine, .cols = qr_cols(engine), .history = place->total};
    enum quire_result result = QUIRE_OK;
    if (selected || (depth(place) > 0 && !still))
        result = qr_rows_open_known(&rows, engine, place->total);
    if (result != QUIRE_OK)
        return result;
    memset(frame->rows, 0, shown_rows(place, engine) * sizeof *frame->rows);
    result = take_text(frame, &rows, place, still);
    if (result == QUIRE_OK) {
        fill_info(frame, engine, place);
        if (selected)
            note_selection(frame, &rows, place);
    }
    qr_rows_close(&rows);
    return result;
}

/* As many as are wanted, as history has, and as the screen's own rows allow. */
static uint32_t rows_above(const struct qr_frame *frame, const struct qr_engine *engine,
                           const struct qr_frame_place *place) {
    uint64_t there = place->total - place->offset;
    uint32_t wanted = qr_min_u32(frame->above, qr_rows(engine));
    return there < wanted ? (uint32_t)there : wanted;
}

/* Is there nothing of what was shown that can be shown again? */
static bool starts_afresh(const struct qr_frame *frame, const struct qr_engine *engine,
                          const struct qr_frame_place *place) {
    return frame->shown != qr_engine_identity(engine) || frame->info.cols != qr_cols(engine) ||
           frame->info.rows != shown_rows(place, engine) || frame->info.alternate_screen != qr_is_alternate(engine) ||
           frame->colors_version != qr_engine_colors_version(engine) || frame->restyled;
}

enum quire_result qr_frame_update(struct qr_frame *frame, struct qr_engine *engine) {
    turn_to(frame, engine);
    struct qr_frame_place place = find_place(frame, engine);
    place.above = rows_above(frame, engine, &place);
    bool fresh = starts_afresh(frame, engine, &place);
    if (!make_arrays(frame, qr_cols(engine), shown_rows(&place, engine)))
        return QUIRE_OUT_OF_MEMORY;
    swap_rows(frame);
    frame->former_rows = frame->info.rows;
    enum quire_result result = take(frame, engine, &place, fresh);
    if (result != QUIRE_OK) {
        swap_rows(frame);
        return result;
    }
    frame->scrolled = frame->scrolled && place.offset > 0;
    frame->colors_version = qr_engine_colors_version(engine);
    frame->restyled = false;
    frame->shown = qr_engine_identity(engine);
    qr_frame_images_update(frame, engine);
    qr_frame_publish(frame, fresh);
    return QUIRE_OK;
}

/* --- places ---------------------------------------------------------------------------------------------------- */

/* As the frame shows it: the terminal may have moved on since. In history the last column names nothing where the text
 * ends right before it (rows.c: has_column), so the end of the text stands for it. */
struct qr_position qr_frame_position(const struct qr_frame *frame, const struct qr_engine *engine, uint32_t row,
                                     uint32_t col, bool *after) {
    if (frame->shown != qr_engine_identity(engine)) /* nothing, or what is another terminal's */
        return qr_position_of(qr_shown_screen(engine), 0, 0);
    row = qr_min_u32(row, frame->info.rows - 1);
    col = qr_min_u32(col, qr_page_row_cols(&frame->page, qr_page_row(&frame->page, row)) - 1);
    const struct qr_frame_row *shown = &frame->rows[row];
    if (shown->source.kind == QR_SOURCE_HISTORY && col > 0 && col + 1 == frame->info.cols &&
        shown->source.length == col) {
        col--;
        *after = true;
    }
    return (struct qr_position){shown->begin.line, shown->begin.column + col};
}

/* History may end inside a row. */
uint32_t qr_frame_line_columns(const struct qr_frame *frame, uint32_t y) {
    const struct qr_row *row = qr_page_row(&frame->page, y);
    if (!(row->flags & QR_ROW_WRAPPED))
        return qr_page_row_cols(&frame->page, row);
    uint32_t columns = qr_page_joined_cols(&frame->page, row);
    return frame->rows[y].source.kind == QR_SOURCE_HISTORY ? qr_min_u32(columns, frame->rows[y].source.length)
                                                           : columns;
}

bool qr_frame_place(const struct qr_frame *frame, uint32_t row, uint32_t col, struct quire_place *place) {
    if (!frame->page.block || row >= frame->info.rows || col > frame->info.cols)
        return false;
    uint32_t columns = qr_frame_line_columns(frame, row);
    *place =
        (struct quire_place){frame->rows[row].begin.line, frame->rows[row].begin.column + qr_min_u32(col, columns)};
    return true;
}

bool qr_frame_find(const struct qr_frame *frame, struct quire_place place, uint32_t *row, uint32_t *col) {
    for (uint32_t y = 0; frame->page.block && y < frame->info.rows; y++) {
        const struct qr_row *shown = qr_page_row(&frame->page, y);
        struct qr_position begin = frame->rows[y].begin;
        uint32_t columns = qr_frame_line_columns(frame, y);
        bool goes_on = (shown->flags & QR_ROW_WRAPPED) != 0;
        if (begin.line != place.line || begin.column > place.column ||
            (goes_on && place.column - begin.column >= columns))
            continue;
        *row = y;
        *col = place.column - begin.column < columns ? (uint32_t)(place.column - begin.column) : columns;
        return true;
    }
    return false;
}
