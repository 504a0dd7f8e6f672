#include "range.h"

#include "qr_arith.h"

bool qr_bound_of(struct qr_rows *rows, struct quire_place place, struct qr_bound *bound) {
    struct qr_engine *engine = rows->engine;
    struct qr_position position = {place.line, place.column};
    struct qr_history_at at;
    uint64_t begin;
    uint32_t y;
    if (qr_position_find(qr_shown_screen(engine), position, &bound->x, &y)) {
        const struct qr_row *row = qr_page_row(qr_shown_page(engine), y);
        bound->row = rows->history + y;
        begin = row->column;
    } else {
        if (rows->history == 0 ||
            !qr_history_find(qr_engine_history(engine), rows->cols, place.line, place.column, &at, &bound->row))
            return false;
        (void)qr_history_line_at(qr_engine_history(engine), &at, &begin);
    }
    uint64_t x = place.column - begin, cols = qr_rows_columns(rows, bound->row);
    bound->x = (uint32_t)(x < cols ? x : cols);
    return true;
}

struct quire_place qr_place_of(struct qr_rows *rows, struct qr_bound bound) {
    struct qr_row_view view;
    struct quire_place place = {0, 0};
    if (qr_rows_get(rows, bound.row, &view)) {
        uint32_t columns = view.wrapped ? view.columns : qr_rows_columns(rows, bound.row);
        place = (struct quire_place){view.row->line, view.column + qr_min_u32(bound.x, columns)};
    }
    return place;
}

enum quire_result qr_range_span(struct qr_rows *rows, const struct quire_range *range, struct qr_text_span *span) {
    struct qr_bound from, to;
    if (!qr_bound_of(rows, range->from, &from) || !qr_bound_of(rows, range->to, &to))
        return QUIRE_NOT_FOUND;
    if (qr_bound_before(to, from))
        return QUIRE_INVALID;
    *span = (struct qr_text_span){from.row, to.row, from.x, to.x, false};
    return QUIRE_OK;
}

struct qr_text_span qr_range_all(struct qr_rows *rows) {
    struct qr_row_view view;
    uint64_t shown = qr_rows_shown(rows);
    struct qr_text_span all = {0, shown > 0 ? shown - 1 : 0, 0, 0, false};
    if (shown > 0 && qr_rows_get(rows, all.last, &view))
        all.to = all.last < rows->history ? rows->cols : qr_row_content(&view);
    return all;
}

enum quire_result qr_range_or_all(struct qr_rows *rows, const struct quire_range *range, struct qr_text_span *span) {
    if (range)
        return qr_range_span(rows, range, span);
    *span = qr_range_all(rows);
    return QUIRE_OK;
}
