/* api_place.h - rows of a terminal, opened by a host's call. */
#ifndef API_PLACE_H
#define API_PLACE_H

#include "api.h"
#include "rows.h"

/* Reading a terminal's rows moves counters of its history only. Close them whatever comes back. */
static inline enum quire_result api_open_rows(const struct quire_terminal *terminal, struct qr_rows *rows) {
    return qr_rows_open(rows, (struct qr_engine *)(uintptr_t)terminal);
}

#endif
