/* format_vt.c - text with SGR, OSC 8 and the sizes of lines. Printed on a fresh terminal of the same size it shows the
 * same rows, cell by cell, joined to the same lines, with the same ones in history. The cursor is left behind the text.
 * Not said are protection and what the shell said of cells (OSC 133). */
#include "text_span.h"

#include "unicode_properties.h"

static void vt_color(struct qr_writer *w, int base, struct quire_color color) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_RGB)
        qr_writef(w, ";%d:2::%u:%u:%u", base, value >> 16, value >> 8 & 255, value & 255);
    else if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_PALETTE)
        qr_writef(w, ";%d:5:%u", base, value);
}

static void vt_style(struct qr_writer *w, struct qr_style style) {
    static const char *const codes[] = {";1", ";2", ";3", ";5", ";7", ";8", ";9", ";53"};
    qr_write_text(w, "\033[0");
    for (uint32_t i = 0; i < 8; i++) {
        if (qr_style_attributes(style) >> i & 1)
            qr_write_text(w, codes[i]);
    }
    if (qr_style_underline(style) != QUIRE_UNDERLINE_NONE)
        qr_writef(w, ";4:%d", (int)qr_style_underline(style));
    vt_color(w, 38, qr_style_foreground(style));
    vt_color(w, 48, qr_style_background(style));
    vt_color(w, 58, qr_style_underline_color(style));
    qr_write(w, "m", 1);
}

struct vt_state {
    struct qr_style style;              /* as it was written, without a link */
    bool continued;                     /* the row above goes on in this one */
    bool filled;                        /* the wrap into this row may have left blanks of a background */
    uint32_t ambiguous;                 /* columns of ambiguous characters */
    uint32_t before[QUIRE_CLUSTER_MAX]; /* the cell that was written right before; none behind a control */
    uint32_t before_count;
    uint32_t link; /* the id of the link that is open, in the page of this row; 0: not looked up yet, or none */
    size_t uri_length, id_length;
    char link_text[QUIRE_LINK_URI_MAX + QUIRE_LINK_ID_MAX]; /* its URI and id */
};

/* URIs are written byte by byte without controls, so that they cannot end the string early. An id that the terminal
 * made up is not written: opening the link makes another. */
static void vt_open_link(struct qr_writer *w, const struct qr_link_key *key) {
    qr_write_text(w, "\033]8;");
    if (key->id_length > 0 && key->id[0] != QR_IMPLICIT_ID) {
        qr_write_text(w, "id=");
        qr_write(w, key->id, key->id_length);
    }
    qr_write(w, ";", 1);
    for (size_t i = 0; i < key->uri_length; i++) {
        if ((uint8_t)key->uri[i] >= 0x20 && key->uri[i] != 0x7F)
            qr_write(w, key->uri + i, 1);
    }
    qr_write_text(w, "\033\\");
}

/* Makes the link of an id in the page the open one. It stays open as long as it is the same, over the ends of rows too:
 * opened again it would be another one. */
static void vt_link(struct qr_writer *w, const struct qr_page *page, uint32_t link, struct vt_state *state) {
    struct qr_link_key key = {0};
    struct qr_sets sets = qr_page_sets(page);
    if (link == state->link && (link != 0 || state->uri_length == 0))
        return;
    if (link != 0)
        key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    state->link = link;
    if (key.uri_length == state->uri_length && key.id_length == state->id_length &&
        (link == 0 || (memcmp(state->link_text, key.uri, key.uri_length) == 0 &&
                       memcmp(state->link_text + key.uri_length, key.id, key.id_length) == 0)))
        return;
    vt_open_link(w, &key);
    state->uri_length = key.uri_length;
    state->id_length = key.id_length;
    if (link != 0) {
        memcpy(state->link_text, key.uri, key.uri_length);
        memcpy(state->link_text + key.uri_length, key.id, key.id_length);
    }
}

static void vt_dress(struct qr_writer *w, const struct qr_page *page, struct qr_style style, struct vt_state *state) {
    vt_link(w, page, qr_style_link(style), state);
    qr_style_set_link(&style, 0);
    if (qr_style_equal(style, state->style))
        return;
    vt_style(w, style);
    state->style = style;
}

/* Would `c` join what was written before? */
static bool joins_before(const struct vt_state *state, uint32_t c) {
    struct qr_break_state breaks = {0, 0};
    for (uint32_t i = 0; i < state->before_count; i++)
        (void)qr_break_before(&breaks, state->before[i]);
    return state->before_count > 0 && !qr_break_before(&breaks, c);
}

/* Does the text, printed as it is, become one cell of so many columns? Not one that was kept narrow in the last column
 * or by a mode, nor one that is wide before it becomes narrow, in the last column. */
static bool prints_as(const uint32_t *text, uint32_t count, uint32_t columns, bool last, uint32_t ambiguous) {
    struct qr_break_state breaks = {0, 0};
    uint32_t first = qr_code_point_width(text[0], ambiguous);
    (void)qr_break_before(&breaks, text[0]);
    for (uint32_t i = 1; i < count; i++) {
        if (qr_break_before(&breaks, text[i]) && qr_code_point_width(text[i], ambiguous) > 0)
            return false;
    }
    return first > 0 && qr_cluster_width(text, count, ambiguous) == columns && !(last && first > columns);
}

static void vt_text(struct qr_writer *w, const uint32_t *text, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        qr_write_code_point(w, text[i]);
}

/* A cell that would join the one before is parted from it by SI, which changes nothing else; one whose width is not
 * that of its text has it said by OSC 66. */
static void vt_cell(struct qr_writer *w, const uint32_t *text, uint32_t count, uint32_t columns, bool last,
                    struct vt_state *state) {
    static const uint32_t blank = ' ';
    text = count > 0 ? text : &blank;
    count = count > 0 ? count : 1;
    if (!prints_as(text, count, columns, last, state->ambiguous)) {
        qr_writef(w, "\033]66;w=%u;", columns);
        vt_text(w, text, count);
        qr_write_text(w, "\033\\");
        state->before_count = 0;
        return;
    }
    if (joins_before(state, text[0]))
        qr_write(w, "\017", 1);
    vt_text(w, text, count);
    memcpy(state->before, text, count * sizeof *text);
    state->before_count = count;
}

static bool is_ascii(struct qr_cell cell) {
    return !qr_cell_is_cluster(cell) && qr_cell_content(cell) < 0x7F;
}

static void vt_run(struct qr_writer *w, const struct qr_row_view *view, const struct qr_run *run,
                   struct vt_state *state) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    struct qr_style style = qr_page_style(view->page, run->style);
    uint32_t cols = qr_page_row_cols(view->page, view->row);
    if (run->from == 0 && state->continued && qr_style_background(style).bits != 0)
        state->filled = true;
    vt_dress(w, view->page, style, state);
    for (uint32_t x = run->from; x < run->to; x += run->wide ? 2 : 1) {
        uint32_t single, count;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        bool plain = state->before_count == 1 && state->before[0] < 0x7F;
        if (plain && !run->wide && is_ascii(cells[x])) { /* most are: nothing to ask */
            state->before[0] = count > 0 ? single : ' ';
            qr_write_code_point(w, state->before[0]);
        } else {
            vt_cell(w, text, count, run->wide ? 2 : 1, x + 1 == cols, state);
        }
    }
}

/* A row that the one above goes on in, and that is empty: written to, so that the wrap is made, and erased again, but
 * not as a whole, which would part the two. */
static void vt_empty_row(struct qr_writer *w, const struct qr_row_view *view, struct vt_state *state) {
    bool one = qr_page_cols(view->page) == 1;
    vt_link(w, view->page, 0, state);
    qr_write(w, " ", 1);
    if (state->filled && !one)
        qr_write_text(w, "\033[K");
    qr_write_text(w, one ? "\r" : "\r\033[X");
}

/* Ends a row. Styles end with it: an index in one page means another style in the next. Nothing comes behind the last
 * row of a screen, so that it does not scroll. */
static void vt_row_end(struct qr_writer *w, const struct qr_row_view *view, uint32_t end, bool joined, bool bottom,
                       struct vt_state *state) {
    uint32_t cols = qr_page_cols(view->page);
    if (!qr_style_is_default(state->style))
        qr_write_text(w, "\033[0m");
    if (end == 0 && state->continued)
        vt_empty_row(w, view, state);
    else if (end < cols && state->filled && !joined)
        qr_write_text(w, "\033[K");
    state->style = (struct qr_style){0, 0};
    state->link = 0;
    state->continued = joined;
    state->filled = false;
    if (!joined || end == 0)
        state->before_count = 0;
    if (!joined && !bottom)
        qr_write_text(w, "\r\n");
}

/* The size of a row that is not single; such a row is never joined to another one. */
static void vt_size(struct qr_writer *w, const struct qr_row_view *view) {
    static const char finals[] = {'5', '6', '3', '4'};
    if (qr_row_size(view->row) != QR_SIZE_SINGLE)
        qr_writef(w, "\033#%c", finals[qr_row_size(view->row)]);
}

/* Empty rows at the end count where they have a size, where the row above goes on in them, and where history was
 * written: else the screen would not come to stand where it stood. */
static uint64_t vt_rows(struct qr_rows *rows, uint64_t first) {
    struct qr_row_view view;
    uint64_t shown = first < rows->history ? rows->count : qr_rows_shown(rows);
    bool wrapped = shown > first && qr_rows_get(rows, shown - 1, &view) && view.wrapped;
    for (uint64_t row = shown; row < rows->count && qr_rows_get(rows, row, &view); row++) {
        if (wrapped || qr_row_size(view.row) != QR_SIZE_SINGLE)
            shown = row + 1;
        wrapped = view.wrapped;
    }
    return shown;
}

/* The style of a wide character that the middle of a row of double size cuts: it shows as a blank. 0: none, or plain.
 */
static uint32_t vt_cut(const struct qr_row_view *view) {
    uint32_t reach = qr_page_row_reach(view->page, view->row);
    bool cut = reach < view->row->length && reach < qr_page_row_cols(view->page, view->row);
    return cut ? qr_cell_style(qr_page_cells(view->page, view->row)[reach]) : 0;
}

/* Does the wide character that a row left its last column to leave it empty again, with the same background? Not when
 * it is gone, has another background, or the column was dressed in more. Looks at the next row and comes back. */
static bool vt_leaves_column(struct qr_rows *rows, uint64_t row, struct qr_row_view *view) {
    struct qr_cell left = qr_page_cells(view->page, view->row)[qr_page_cols(view->page) - 1], next = {0};
    struct qr_style style = qr_page_style(view->page, qr_cell_style(left)), beside = {0, 0};
    if (qr_rows_get(rows, row + 1, view)) {
        next = qr_page_cells(view->page, view->row)[0];
        qr_style_set_background(&beside, qr_style_background(qr_page_style(view->page, qr_cell_style(next))));
    }
    return qr_rows_get(rows, row, view) && qr_cell_width(next) == QR_WIDE && qr_style_equal(style, beside);
}

/* Columns of a row that are written: all of one that goes on, but a last one that will be left empty again; where it
 * will not, it is a space. */
static uint32_t vt_columns(struct qr_rows *rows, uint64_t row, struct qr_row_view *view, bool joined) {
    uint32_t cols = qr_page_cols(view->page);
    if (!joined)
        return vt_cut(view) ? qr_page_row_reach(view->page, view->row) : qr_row_content(view);
    bool spacer = qr_cell_width(qr_page_cells(view->page, view->row)[cols - 1]) == QR_SPACER;
    return spacer && vt_leaves_column(rows, row, view) ? cols - 1 : cols;
}

/* One row of a span. What begins inside a row is written where it stands. */
static void vt_row(struct qr_writer *w, struct qr_rows *rows, uint64_t row, struct qr_row_view *view,
                   const struct qr_text_span *span, struct vt_state *state) {
    struct qr_run run = {0};
    bool joined = view->wrapped && row < span->last, last = row == span->last;
    uint32_t columns = vt_columns(rows, row, view, joined), end;
    qr_span_columns(span, row, view, columns, &run.to, &end);
    bool cut = vt_cut(view) != 0 && !(row == span->first && span->from > columns) && !(last && span->to <= columns);
    if (joined && run.to == end) /* the range begins with the next row */
        return;
    vt_size(w, view);
    if (run.to > 0 && (run.to < end || cut))
        qr_writef(w, "\033[%uG", (unsigned)run.to + 1);
    while (qr_next_run(view, end, &run))
        vt_run(w, view, &run, state);
    if (cut) {
        vt_dress(w, view->page, qr_page_style(view->page, vt_cut(view)), state);
        qr_write(w, " ", 1);
    }
    bool ends = joined && row + 1 == span->last && span->to == 0; /* nothing comes behind it, whatever its line does */
    vt_row_end(w, view, end, joined && !ends, ends || row + 1 == rows->count || (last && !span->ends), state);
}

void qr_format_vt_span(struct qr_writer *w, struct qr_rows *rows, const struct qr_text_span *span) {
    struct qr_row_view view;
    const struct qr_link_key none = {0};
    struct vt_state state = {.ambiguous = qr_ambiguous_columns(rows->engine)};
    bool beginning = span->to == 0 && span->last > span->first; /* of the last row: nothing of it is written */
    for (uint64_t row = span->first; row + beginning <= span->last && qr_rows_get(rows, row, &view); row++)
        vt_row(w, rows, row, &view, span, &state);
    if (state.uri_length > 0)
        vt_open_link(w, &none);
}

void qr_format_vt(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    uint64_t count = vt_rows(rows, first);
    if (first < count)
        qr_format_vt_span(w, rows, &(struct qr_text_span){first, count - 1, 0, rows->cols, true});
}
