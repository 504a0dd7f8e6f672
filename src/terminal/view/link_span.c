#include "link_span.h"

#include "qr_arith.h"

static struct qr_link_key key_of(const struct qr_page *page, uint32_t link) {
    struct qr_sets sets = qr_page_sets(page);
    return qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
}

/* Columns of a row in which cells of its line may be. */
static uint32_t columns_of(const struct qr_row_view *view) {
    uint32_t reach = qr_page_row_reach(view->page, view->row);
    return view->row->flags & QR_ROW_STYLED ? qr_min_u32(reach, view->columns) : 0;
}

bool qr_link_name_at(struct qr_rows *rows, struct qr_bound at, struct qr_link_name *name) {
    struct qr_row_view view;
    if (!qr_rows_get(rows, at.row, &view) || at.x >= columns_of(&view))
        return false;
    struct qr_cell cell = qr_page_cells(view.page, view.row)[at.x];
    uint32_t link = qr_style_link(qr_page_style(view.page, qr_cell_style(cell)));
    if (link == 0)
        return false;
    struct qr_link_key key = key_of(view.page, link);
    name->uri_length = key.uri_length;
    name->id_length = key.id_length;
    memcpy(name->text, key.uri, key.uri_length);
    if (key.id_length > 0)
        memcpy(name->text + key.uri_length, key.id, key.id_length);
    return true;
}

/* --- cells of a row ---------------------------------------------------------------------------------------------- */

/* Asks cells of one row, one beside the other; those of one style have one answer. */
struct asking {
    const struct qr_link_name *name;
    struct qr_row_view view;
    uint32_t columns, style;
    bool yes;
};

static struct asking ask(const struct qr_row_view *view, const struct qr_link_name *name) {
    return (struct asking){name, *view, columns_of(view), 0, false};
}

static bool is_named(const struct qr_page *page, uint32_t style, const struct qr_link_name *name) {
    uint32_t link = qr_style_link(qr_page_style(page, style));
    if (link == 0)
        return false;
    struct qr_link_key key = key_of(page, link);
    return key.uri_length == name->uri_length && key.id_length == name->id_length &&
           memcmp(key.uri, name->text, key.uri_length) == 0 &&
           (key.id_length == 0 || memcmp(key.id, name->text + key.uri_length, key.id_length) == 0);
}

static bool linked(struct asking *a, uint32_t x) {
    if (x >= a->columns)
        return false;
    uint32_t style = qr_cell_style(qr_page_cells(a->view.page, a->view.row)[x]);
    if (style != a->style) {
        a->style = style;
        a->yes = is_named(a->view.page, style, a->name);
    }
    return a->yes;
}

static struct quire_place place_in(const struct qr_row_view *view, uint32_t x) {
    return (struct quire_place){view->row->line, view->column + x};
}

/* --- one span ---------------------------------------------------------------------------------------------------- */

static struct quire_place span_begin(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name) {
    struct quire_place begin = {0, 0};
    struct qr_row_view view;
    while (qr_rows_get(rows, at.row, &view)) {
        struct asking a = ask(&view, name);
        while (at.x > 0 && linked(&a, at.x - 1))
            at.x--;
        begin = place_in(&view, at.x);
        if (at.x > 0 || at.row == 0 || !qr_rows_get(rows, at.row - 1, &view) || !view.wrapped)
            break;
        a = ask(&view, name);
        if (!linked(&a, view.columns - 1))
            break;
        at = (struct qr_bound){at.row - 1, view.columns};
    }
    return begin;
}

static struct quire_place span_end(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name) {
    struct quire_place end = {0, 0};
    struct qr_row_view view;
    while (qr_rows_get(rows, at.row, &view)) {
        struct asking a = ask(&view, name);
        uint32_t from = at.x;
        while (linked(&a, at.x))
            at.x++;
        if (from > 0 || at.x > 0)
            end = place_in(&view, at.x);
        if (!view.wrapped || at.x < view.columns)
            break;
        at = (struct qr_bound){at.row + 1, 0};
    }
    return end;
}

struct quire_range qr_link_span_at(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name) {
    return (struct quire_range){span_begin(rows, at, name), span_end(rows, at, name)};
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

struct spans {
    quire_link_function *found;
    void *user;
    struct quire_range span; /* the present one, which may go on in the next row */
    bool open, stopped;
};

static void close_span(struct spans *spans) {
    if (spans->open && !spans->stopped)
        spans->stopped = !spans->found(spans->user, &spans->span);
    spans->open = false;
}

/* The spans of a row in columns [from, to). One that is open goes on with the first column. */
static void row_spans(struct spans *spans, struct asking *a, uint32_t from, uint32_t to) {
    if (!linked(a, from))
        close_span(spans);
    for (uint32_t x = from; x < to && !spans->stopped;) {
        if (!linked(a, x)) {
            x++;
            continue;
        }
        if (!spans->open)
            spans->span.from = place_in(&a->view, x);
        spans->open = true;
        while (x < to && linked(a, x))
            x++;
        spans->span.to = place_in(&a->view, x);
        if (x < to || !a->view.wrapped || x < a->view.columns)
            close_span(spans);
    }
}

void qr_link_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct qr_link_name *name,
                   quire_link_function *found, void *user) {
    struct spans spans = {.found = found, .user = user};
    struct qr_row_view view;
    for (uint64_t row = within->first; row <= within->last && !spans.stopped && qr_rows_get(rows, row, &view); row++) {
        struct asking a = ask(&view, name);
        uint32_t from = row == within->first ? within->from : 0, to = row == within->last ? within->to : a.columns;
        row_spans(&spans, &a, from, qr_min_u32(to, a.columns));
    }
    close_span(&spans);
}
