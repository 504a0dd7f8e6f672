/* link_span.h - where the cells of a link are. See quire/link.h.
 *
 * Links have other numbers in every page, and rows of history are thawed into one that changes, so a link is known by
 * what it says: URI and id. Those without an id have one that the engine made up (QR_IMPLICIT_ID). */
#ifndef QR_LINK_SPAN_H
#define QR_LINK_SPAN_H

#include <quire/limits.h>
#include <quire/link.h>

#include "range.h"

struct qr_link_name {
    size_t uri_length, id_length;
    char text[QUIRE_LINK_URI_MAX + QUIRE_LINK_ID_MAX]; /* URI, id */
};

/* The link of the cell behind a bound; false: none. */
bool qr_link_name_at(struct qr_rows *rows, struct qr_bound at, struct qr_link_name *name);

/* The span of a link that the cell behind a bound belongs to. Cost: its rows. */
struct quire_range qr_link_span_at(struct qr_rows *rows, struct qr_bound at, const struct qr_link_name *name);

/* Hands on each span of a link inside a stretch, until `found` says no. Cost: the rows of the stretch. */
void qr_link_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct qr_link_name *name,
                   quire_link_function *found, void *user);

#endif
