/* api_link.c - quire/link.h. */
#include <quire/link.h>

#include "api_place.h"
#include "link_span.h"

/* Opens the rows and finds the link at a place. Close them whatever comes back. */
static enum quire_result open_at(struct quire_terminal *terminal, const struct quire_place *place, struct qr_rows *rows,
                                 struct qr_bound *at, struct qr_link_name *name) {
    enum quire_result result = api_open_rows(terminal, rows);
    if (result == QUIRE_OK && (!qr_bound_of(rows, *place, at) || !qr_link_name_at(rows, *at, name)))
        result = QUIRE_NOT_FOUND;
    return result;
}

enum quire_result quire_link_at(struct quire_terminal *terminal, const struct quire_place *place,
                                struct quire_range *span, char *uri, size_t capacity, size_t *length) {
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct qr_link_name name;
    struct qr_rows rows;
    struct qr_bound at;
    if (!place || !span || !length || (!uri && capacity > 0))
        return QUIRE_INVALID;
    enum quire_result result = open_at(terminal, place, &rows, &at, &name);
    if (result == QUIRE_OK) {
        *span = qr_link_span_at(&rows, at, &name);
        *length = name.uri_length;
        result = name.uri_length > capacity ? QUIRE_NO_SPACE : qr_history_trouble_since(history, failures);
        if (name.uri_length > 0 && name.uri_length <= capacity)
            memcpy(uri, name.text, name.uri_length);
    }
    qr_rows_close(&rows);
    return result;
}

enum quire_result quire_link_spans(struct quire_terminal *terminal, const struct quire_place *place,
                                   const struct quire_range *within, quire_link_function *found, void *user) {
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct qr_link_name name;
    struct qr_text_span span;
    struct qr_rows rows;
    struct qr_bound at;
    if (!found || !place)
        return QUIRE_INVALID;
    enum quire_result result = open_at(terminal, place, &rows, &at, &name);
    if (result == QUIRE_OK)
        result = qr_range_or_all(&rows, within, &span);
    if (result == QUIRE_OK) {
        bool before = qr_call_out(api_engine(terminal));
        qr_link_spans(&rows, &span, &name, found, user);
        qr_call_ended(api_engine(terminal), before);
        result = qr_history_trouble_since(history, failures);
    }
    qr_rows_close(&rows);
    return result;
}
