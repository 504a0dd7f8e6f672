#include "style_span.h"

#include "qr_arith.h"

static bool is_timely(const struct qr_style_wanted *wanted, uint64_t time) {
    bool all = wanted->since == 0 && wanted->until == UINT64_MAX;
    return all || (time > 0 && time >= wanted->since && time < wanted->until);
}

/* Columns of a row in which cells of its line may be that fit; most rows have no style at all. */
static uint32_t columns_of(const struct qr_row_view *view, bool plain_fits) {
    if (plain_fits)
        return qr_min_u32(qr_row_content(view), view->columns);
    uint32_t reach = qr_page_row_reach(view->page, view->row);
    return view->row->flags & QR_ROW_STYLED ? qr_min_u32(reach, view->columns) : 0;
}

struct qr_style_asking qr_style_ask(const struct qr_style_wanted *wanted, const struct qr_row_view *view) {
    bool plain_fits = wanted->fits(wanted->user, view->page, 0);
    uint32_t columns = is_timely(wanted, view->row->time) ? columns_of(view, plain_fits) : 0;
    return (struct qr_style_asking){wanted, *view, columns, 0, plain_fits};
}

bool qr_style_fits(struct qr_style_asking *asking, uint32_t x) {
    if (x >= asking->columns)
        return false;
    const struct qr_page *page = asking->view.page;
    uint32_t style = qr_cell_style(qr_page_cells(page, asking->view.row)[x]);
    if (style != asking->style) {
        asking->style = style;
        asking->fits = asking->wanted->fits(asking->wanted->user, page, style);
    }
    return asking->fits;
}

struct spans {
    bool (*found)(void *user, const struct quire_range *span);
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
static void row_spans(struct spans *spans, struct qr_style_asking *asking, uint32_t from, uint32_t to) {
    const struct qr_row_view *view = &asking->view;
    if (!qr_style_fits(asking, from))
        close_span(spans);
    for (uint32_t x = from; x < to && !spans->stopped;) {
        if (!qr_style_fits(asking, x)) {
            x++;
            continue;
        }
        if (!spans->open)
            spans->span.from = qr_place_in(view, x);
        spans->open = true;
        while (x < to && qr_style_fits(asking, x))
            x++;
        spans->span.to = qr_place_in(view, x);
        if (x < to || !view->wrapped || x < view->columns)
            close_span(spans);
    }
}

void qr_style_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct qr_style_wanted *wanted,
                    bool (*found)(void *user, const struct quire_range *span), void *user) {
    struct spans spans = {.found = found, .user = user};
    struct qr_row_view view;
    for (uint64_t row = within->first; row <= within->last && !spans.stopped && qr_rows_get(rows, row, &view); row++) {
        struct qr_style_asking asking = qr_style_ask(wanted, &view);
        uint32_t from = row == within->first ? within->from : 0;
        uint32_t to = row == within->last ? qr_min_u32(within->to, asking.columns) : asking.columns;
        row_spans(&spans, &asking, from, to);
    }
    close_span(&spans);
}
