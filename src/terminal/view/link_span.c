#include "link_span.h"

#include "qr_arith.h"
#include "style_span.h"

static struct qr_link_key key_of(const struct qr_page *page, uint32_t link) {
    struct qr_sets sets = qr_page_sets(page);
    return qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
}

bool qr_link_name_at(struct qr_rows *rows, struct qr_bound at, struct qr_link_name *name) {
    struct qr_row_view view;
    if (!qr_rows_get(rows, at.row, &view) || at.x >= qr_min_u32(qr_page_row_reach(view.page, view.row), view.columns))
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

/* --- cells ------------------------------------------------------------------------------------------------------- */

static bool is_named(const void *user, const struct qr_page *page, uint32_t style) {
    const struct qr_link_name *name = user;
    uint32_t link = qr_style_link(qr_page_style(page, style));
    if (link == 0)
        return false;
    struct qr_link_key key = key_of(page, link);
    return key.uri_length == name->uri_length && key.id_length == name->id_length &&
           memcmp(key.uri, name->text, key.uri_length) == 0 &&
           (key.id_length == 0 || memcmp(key.id, name->text + key.uri_length, key.id_length) == 0);
}

static struct qr_style_wanted wanted_of(const struct qr_link_name *name) {
    return (struct qr_style_wanted){is_named, name, 0, UINT64_MAX};
}

/* --- one span ---------------------------------------------------------------------------------------------------- */

static struct quire_place span_begin(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name) {
    struct quire_place begin = {0, 0};
    struct qr_style_wanted wanted = wanted_of(name);
    struct qr_row_view view;
    while (qr_rows_get(rows, at.row, &view)) {
        struct qr_style_asking a = qr_style_ask(&wanted, &view);
        while (at.x > 0 && qr_style_fits(&a, at.x - 1))
            at.x--;
        begin = qr_place_in(&view, at.x);
        if (at.x > 0 || at.row == 0 || !qr_rows_get(rows, at.row - 1, &view) || !view.wrapped)
            break;
        a = qr_style_ask(&wanted, &view);
        if (!qr_style_fits(&a, view.columns - 1))
            break;
        at = (struct qr_bound){at.row - 1, view.columns};
    }
    return begin;
}

static struct quire_place span_end(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name) {
    struct quire_place end = {0, 0};
    struct qr_style_wanted wanted = wanted_of(name);
    struct qr_row_view view;
    while (qr_rows_get(rows, at.row, &view)) {
        struct qr_style_asking a = qr_style_ask(&wanted, &view);
        uint32_t from = at.x;
        while (qr_style_fits(&a, at.x))
            at.x++;
        if (from > 0 || at.x > 0)
            end = qr_place_in(&view, at.x);
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

void qr_link_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct qr_link_name *name,
                   quire_link_function *found, void *user) {
    struct qr_style_wanted wanted = wanted_of(name);
    qr_style_spans(rows, within, &wanted, found, user);
}
