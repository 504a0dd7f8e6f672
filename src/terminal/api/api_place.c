/* api_place.c - quire/place.h, and the ranges of format.h. */
#include <quire/format.h>
#include <quire/place.h>

#include "api.h"
#include "api_place.h"
#include "range.h"

enum quire_result quire_terminal_range(struct quire_terminal *terminal, struct quire_range *range) {
    struct qr_rows rows;
    if (!range)
        return QUIRE_INVALID;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK) {
        struct qr_text_span all = qr_range_all(&rows);
        range->from = qr_place_of(&rows, (struct qr_bound){all.first, all.from});
        range->to = qr_place_of(&rows, (struct qr_bound){all.last, all.to});
    }
    qr_rows_close(&rows);
    return result;
}

enum quire_result quire_frame_place(const struct quire_frame *frame, uint32_t row, uint32_t col,
                                    struct quire_place *place) {
    return place && qr_frame_place(api_frame_const(frame), row, col, place) ? QUIRE_OK : QUIRE_INVALID;
}

enum quire_result quire_frame_find(const struct quire_frame *frame, const struct quire_place *place, uint32_t *row,
                                   uint32_t *col) {
    if (!place || !row || !col)
        return QUIRE_INVALID;
    return qr_frame_find(api_frame_const(frame), *place, row, col) ? QUIRE_OK : QUIRE_NOT_FOUND;
}

static void write_span(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span,
                       enum quire_format format) {
    if (format == QUIRE_FORMAT_TEXT)
        qr_text_write(writer, rows, span);
    else if (format == QUIRE_FORMAT_HTML)
        qr_format_html_span(writer, rows, span);
    else
        qr_format_vt_span(writer, rows, span);
    qr_write_flush(writer);
}

enum quire_result quire_format_write_range(struct quire_terminal *terminal, const struct quire_range *range,
                                           enum quire_format format, quire_write_function *write, void *user) {
    if (!write || !range || (unsigned)format > QUIRE_FORMAT_VT || format == QUIRE_FORMAT_JSON)
        return QUIRE_INVALID;
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct qr_writer writer = {.write = write, .user = user};
    struct qr_rows rows;
    struct qr_text_span span;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK)
        result = qr_range_span(&rows, range, &span);
    if (result == QUIRE_OK) {
        bool before = qr_call_out(api_engine(terminal));
        write_span(&writer, &rows, &span, format);
        qr_call_ended(api_engine(terminal), before);
        result = writer.stopped ? QUIRE_LIMIT : qr_history_trouble_since(history, failures);
    }
    qr_rows_close(&rows);
    return result;
}
