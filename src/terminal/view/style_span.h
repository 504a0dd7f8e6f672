/* style_span.h - stretches of cells that have something in common which their styles tell: a link (link_span.c), looks
 * (find.c).
 *
 * A stretch goes on over soft wraps. Ids of styles are of one page, and rows of history are thawed into one that
 * changes, so who is asked is given page and id; cells of one style beside each other are asked about once. */
#ifndef QR_STYLE_SPAN_H
#define QR_STYLE_SPAN_H

#include "range.h"

/* What is looked for. */
struct qr_style_wanted {
    bool (*fits)(const void *user, const struct qr_page *page, uint32_t style); /* 0: that of a cell without one */
    const void *user;
    uint64_t since, until; /* of rows: their times, [since, until); 0 and UINT64_MAX: all, those without one, too */
};

/* Asks cells of one row, one beside the other. */
struct qr_style_asking {
    const struct qr_style_wanted *wanted;
    struct qr_row_view view;
    uint32_t columns; /* in which cells that fit may be */
    uint32_t style;
    bool fits;
};

struct qr_style_asking qr_style_ask(const struct qr_style_wanted *wanted, const struct qr_row_view *view);
/* Does the cell of a column fit? False behind the last one. */
bool qr_style_fits(struct qr_style_asking *asking, uint32_t x);

/* Hands on each stretch inside of `within`, until `found` says no. Cost: the rows. */
void qr_style_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct qr_style_wanted *wanted,
                    bool (*found)(void *user, const struct quire_range *span), void *user);

#endif
