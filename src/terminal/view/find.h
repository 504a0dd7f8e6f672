/* find.h - text by how it looks, where it leads and when it came. See quire/find.h. */
#ifndef QR_FIND_H
#define QR_FIND_H

#include <quire/find.h>

#include "range.h"

/* Hands on each span in `within`, until `found` says no. The options are sound; their own range is not looked at. */
void qr_find_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct quire_find_options *options,
                   quire_find_function *found, void *user);

#endif
