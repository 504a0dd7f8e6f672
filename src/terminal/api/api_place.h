/* api_place.h - rows of a terminal, opened by a host's call. */
#ifndef API_PLACE_H
#define API_PLACE_H

#include "api.h"
#include "rows.h"

#include <string.h>

/* Reading a terminal's rows changes caches and counters of its history. Close them whatever comes back. INVALID: from
 * inside a callback, where they may be in the middle of a change. */
static inline enum quire_result api_open_rows(struct quire_terminal *terminal, struct qr_rows *rows) {
    memset(rows, 0, sizeof *rows);
    return api_may_change(terminal) ? qr_rows_open(rows, api_engine(terminal)) : QUIRE_INVALID;
}

#endif
