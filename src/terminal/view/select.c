#include "select.h"

#include "qr_arith.h"
#include "text_span.h"

void qr_select_start(struct qr_selection *selection, struct qr_engine *engine, struct qr_position at, bool after,
                     enum quire_selection_unit unit) {
    qr_watch_begin(&selection->watch, engine, at, at);
    selection->unit = (uint8_t)unit;
    selection->after[0] = selection->after[1] = after;
    selection->placed = selection->has_goal = false;
}

void qr_select_extend(struct qr_selection *selection, struct qr_engine *engine, struct qr_position at, bool after) {
    struct qr_position anchor = selection->watch.ends[0];
    if (!qr_select_active(selection, engine) || !qr_watch_whole(&selection->watch))
        return;
    qr_watch_begin(&selection->watch, engine, anchor, at);
    selection->after[1] = after;
    selection->placed = selection->has_goal = false;
}

/* --- words ----------------------------------------------------------------------------------------------------- */

enum word_class { WORD_BLANK, WORD_TEXT, WORD_OTHER };

/* Does the host take a character into words? */
static bool is_listed(const char *characters, uint32_t c) {
    char bytes[5] = {0};
    (void)qr_utf8_put((uint8_t *)bytes, c);
    return strstr(characters, bytes) != NULL;
}

/* Letters, digits, what the host lists (what paths and addresses are made of) and all beyond ASCII that draws no lines
 * hold together; so do runs of blanks. */
static enum word_class class_of(const struct qr_rows *rows, const struct qr_row_view *view, uint32_t x) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    if (qr_cell_width(cells[x]) == QR_TAIL && x > 0)
        x--;
    uint32_t single, count, c = 0;
    const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
    if (count > 0)
        c = text[0];
    if (c == 0 || c == ' ' || c == 0x3000)
        return WORD_BLANK;
    bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool drawing = c >= 0x2500 && c <= 0x259F;
    if (letter || (c > 0x7E && !drawing))
        return WORD_TEXT;
    return is_listed(qr_word_characters(rows->engine), c) ? WORD_TEXT : WORD_OTHER;
}

uint32_t qr_select_class(struct qr_rows *rows, uint64_t row, uint32_t x) {
    struct qr_row_view view;
    return qr_rows_get(rows, row, &view) ? class_of(rows, &view, x) : WORD_BLANK;
}

/* One cell to the left, over soft wraps; false at the beginning of the line. */
static bool step_back(struct qr_rows *rows, uint64_t *row, uint32_t *x) {
    struct qr_row_view view;
    if (*x > 0) {
        --*x;
        return true;
    }
    if (*row == 0 || !qr_rows_get(rows, *row - 1, &view) || !view.wrapped)
        return false;
    --*row;
    *x = view.columns - 1;
    return true;
}

static bool step_on(struct qr_rows *rows, uint64_t *row, uint32_t *x) {
    struct qr_row_view view = {.wrapped = false};
    uint32_t columns = qr_rows_columns(rows, *row);
    bool last = *x + 2 >= columns; /* a column that a wide character left free may come, which is no cell */
    if (last && !qr_rows_get(rows, *row, &view))
        return false;
    if (*x + 1 < (last && view.wrapped ? view.columns : columns)) {
        ++*x;
        return true;
    }
    if (!view.wrapped || *row + 1 >= rows->count)
        return false;
    ++*row;
    *x = 0;
    return true;
}

/* Moves a place to the edge of its word. */
static void to_word_edge(struct qr_rows *rows, uint64_t *row, uint32_t *x,
                         bool (*step)(struct qr_rows *, uint64_t *, uint32_t *)) {
    struct qr_row_view view;
    if (!qr_rows_get(rows, *row, &view))
        return;
    enum word_class class = class_of(rows, &view, *x);
    uint64_t next_row = *row;
    uint32_t next_x = *x;
    while (step(rows, &next_row, &next_x)) {
        if (next_row != *row && !qr_rows_get(rows, next_row, &view))
            return;
        if (class_of(rows, &view, next_x) != class)
            return;
        *row = next_row;
        *x = next_x;
    }
}

void qr_select_run_edge(struct qr_rows *rows, uint64_t *row, uint32_t *x, bool forward) {
    to_word_edge(rows, row, x, forward ? step_on : step_back);
}

static void to_line_edges(struct qr_rows *rows, struct qr_select_span *span) {
    struct qr_row_view view;
    while (span->first > 0 && qr_rows_get(rows, span->first - 1, &view) && view.wrapped)
        span->first--;
    while (span->last + 1 < rows->count && qr_rows_get(rows, span->last, &view) && view.wrapped)
        span->last++;
    span->from = 0;
    span->to = rows->cols;
}

/* --- spans ----------------------------------------------------------------------------------------------------- */

static void to_words(struct qr_rows *rows, struct qr_select_span *span) {
    uint32_t last = span->to > 0 ? span->to - 1 : 0;
    to_word_edge(rows, &span->first, &span->from, step_back);
    to_word_edge(rows, &span->last, &last, step_on);
    span->to = last + 1;
}

/* Where a row begins in its line. */
static struct qr_position beginning_of(struct qr_rows *rows, uint64_t index) {
    const struct qr_engine *engine = rows->engine;
    struct qr_position at = {0, 0};
    struct qr_history_at place;
    if (index >= rows->history)
        return qr_position_of(qr_shown_screen(engine), 0, (uint32_t)(index - rows->history));
    if (qr_rows_place(rows, index, &place))
        at.line = qr_history_line_at(qr_engine_history_const(engine), &place, &at.column);
    return at;
}

static uint64_t hash_of_beginnings(struct qr_rows *rows, uint64_t last, uint32_t count) {
    uint64_t hash = 0;
    for (uint64_t index = last - (count - 1); count > 0; index++, count--) {
        struct qr_position at = beginning_of(rows, index);
        hash = (hash ^ at.line) * UINT64_C(0x9E3779B97F4A7C15);
        hash = (hash ^ hash >> 32 ^ at.column) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return hash;
}

/* Is a block cut out of the same columns as before? Rows begin elsewhere when they are wrapped anew, when the beginning
 * of their line is evicted, and when a row of the screen that was left before its edge is joined to the next one in
 * history: so the rows that were on the screen are compared one by one, at most as many as it has. */
static bool same_block(struct qr_rows *all, struct qr_selection *s, const uint64_t rows[2], const uint32_t x[2]) {
    uint64_t last = rows[0] < rows[1] ? rows[1] : rows[0], height = last - (rows[0] + rows[1] - last);
    uint32_t screen = qr_page_rows(qr_shown_page(all->engine));
    uint32_t fresh = s->placed ? s->fresh : (uint32_t)(height < screen ? height + 1 : screen);
    bool same = !s->watch.wrapped && (!s->placed || (x[0] == s->x[0] && x[1] == s->x[1] && height == s->height));
    uint64_t begins = same ? hash_of_beginnings(all, last, fresh) : 0;
    same = same && (!s->placed || begins == s->begins);
    s->placed = true;
    s->x[0] = x[0];
    s->x[1] = x[1];
    s->height = height;
    s->fresh = fresh;
    s->begins = begins;
    return same;
}

/* What the ends select by themselves, in reading order. */
static void to_ends(struct qr_select_span *span) {
    bool backward = qr_bound_before(span->ends[1], span->ends[0]);
    span->first = span->ends[backward].row;
    span->from = span->ends[backward].x;
    span->last = span->ends[!backward].row;
    span->to = span->ends[!backward].x;
}

/* A block is as wide as its ends are apart, whichever is above. */
static void to_block(struct qr_select_span *span) {
    span->block = true;
    span->from = qr_min_u32(span->ends[0].x, span->ends[1].x);
    span->to = qr_max_u32(span->ends[0].x, span->ends[1].x);
}

/* The ends are where the selection ends; in its rows they are already. */
static void move_ends(struct qr_select_span *span, bool backward) {
    span->ends[backward].x = span->from;
    span->ends[!backward].x = span->to;
}

/* A wide character is selected as a whole. */
static void to_whole_cells(struct qr_rows *rows, struct qr_select_span *span) {
    struct qr_row_view view;
    if (qr_rows_get(rows, span->first, &view) && span->from > 0 && span->from < rows->cols &&
        qr_cell_width(qr_page_cells(view.page, view.row)[span->from]) == QR_TAIL)
        span->from--;
    if (qr_rows_get(rows, span->last, &view) && span->to > 0 && span->to < rows->cols &&
        qr_cell_width(qr_page_cells(view.page, view.row)[span->to]) == QR_TAIL)
        span->to++;
    move_ends(span, qr_bound_before(span->ends[1], span->ends[0]));
}

/* The cells under both ends belong to it, and what they are part of; the ends move there. */
static void to_units(struct qr_rows *rows, struct qr_select_span *span, uint8_t unit) {
    bool backward = qr_bound_before(span->ends[1], span->ends[0]);
    span->to++;
    if (unit == QUIRE_SELECT_WORD)
        to_words(rows, span);
    else
        to_line_edges(rows, span);
    span->ends[backward].row = span->first;
    span->ends[!backward].row = span->last;
    move_ends(span, backward);
}

static bool is_empty(const struct qr_select_span *span) {
    return (span->block || span->first == span->last) && span->from >= span->to;
}

bool qr_select_ends(struct qr_rows *rows, struct qr_selection *s, struct qr_select_span *span) {
    uint64_t ends[2];
    uint32_t x[2];
    if (!qr_select_active(s, rows->engine) || !qr_watch_whole(&s->watch))
        return false;
    s->watch.broken = !qr_rows_find(rows, s->watch.ends[0], &ends[0], &x[0]) ||
                      !qr_rows_find(rows, s->watch.ends[1], &ends[1], &x[1]) ||
                      (s->unit == QUIRE_SELECT_BLOCK && !same_block(rows, s, ends, x));
    if (s->watch.broken)
        return false;
    bool units = s->unit == QUIRE_SELECT_WORD || s->unit == QUIRE_SELECT_LINE;
    *span = (struct qr_select_span){.block = false};
    for (int i = 0; i < 2; i++)
        span->ends[i] = (struct qr_bound){ends[i], x[i] + (!units && s->after[i])};
    to_ends(span);
    if (s->unit == QUIRE_SELECT_BLOCK)
        to_block(span);
    if (units)
        to_units(rows, span, s->unit);
    if (!span->block && !is_empty(span))
        to_whole_cells(rows, span);
    return true;
}

bool qr_select_span(struct qr_rows *rows, struct qr_selection *s, struct qr_select_span *span) {
    return qr_select_ends(rows, s, span) && !is_empty(span);
}

bool qr_select_columns(const struct qr_select_span *span, uint64_t row, uint32_t cols, uint32_t *from, uint32_t *to) {
    if (row < span->first || row > span->last)
        return false;
    *from = row == span->first || span->block ? span->from : 0;
    *to = row == span->last || span->block ? span->to : cols;
    return *from < *to;
}

void qr_select_write(struct qr_rows *rows, const struct qr_select_span *span, struct qr_writer *writer) {
    struct qr_text_span text = {span->first, span->last, span->from, span->to, false};
    if (span->block)
        qr_text_write_block(writer, rows, &text);
    else
        qr_text_write(writer, rows, &text);
    qr_write_flush(writer);
}
