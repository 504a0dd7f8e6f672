#include "format_writer.h"

#include <stdarg.h>
#include <stdio.h>

#include "text_span.h"

/* Hands bytes on, unless the reader stopped. */
static void hand_on(struct qr_writer *w, const char *bytes, size_t length) {
    if (!w->stopped && w->write)
        w->stopped = !w->write(w->user, bytes, length);
    w->flushed += length;
}

void qr_write_flush(struct qr_writer *w) {
    if (w->used > 0)
        hand_on(w, w->buffer, w->used);
    w->used = 0;
}

void qr_write(struct qr_writer *w, const char *bytes, size_t length) {
    if (w->used + length > sizeof w->buffer)
        qr_write_flush(w);
    if (length > sizeof w->buffer) {
        hand_on(w, bytes, length);
        return;
    }
    memcpy(w->buffer + w->used, bytes, length);
    w->used += length;
}

void qr_write_text(struct qr_writer *w, const char *text) {
    qr_write(w, text, strlen(text));
}

void qr_writef(struct qr_writer *w, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0)
        qr_write(w, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

void qr_write_code_point(struct qr_writer *w, uint32_t code_point) {
    uint8_t bytes[4];
    qr_write(w, (const char *)bytes, qr_utf8_put(bytes, code_point));
}

bool qr_next_run(const struct qr_row_view *view, uint32_t end, struct qr_run *run) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    uint32_t x = run->to;
    if (x >= end)
        return false;
    run->from = x;
    run->style = qr_cell_style(cells[x]);
    run->wide = qr_cell_width(cells[x]) == QR_WIDE;
    while (x < end && qr_cell_style(cells[x]) == run->style && (qr_cell_width(cells[x]) == QR_WIDE) == run->wide)
        x += run->wide ? 2 : 1;
    run->to = x;
    return true;
}

/* --- text ------------------------------------------------------------------------------------------------------ */

uint64_t qr_rows_shown(struct qr_rows *rows) {
    struct qr_row_view view;
    uint64_t count = rows->count;
    while (count > rows->history && qr_rows_get(rows, count - 1, &view) && qr_row_content(&view) == 0)
        count--;
    return count;
}

void qr_format_text(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    uint64_t count = qr_rows_shown(rows);
    if (first >= count)
        return;
    qr_text_write(w, rows, &(struct qr_text_span){first, count - 1, 0, rows->cols, true});
}
