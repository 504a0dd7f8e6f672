#include "format_writer.h"

#include <stdarg.h>
#include <stdio.h>

void qr_write_flush(struct qr_writer *w) {
    if (w->used > 0 && !w->stopped)
        w->stopped = !w->write(w->user, w->buffer, w->used);
    w->used = 0;
}

void qr_write(struct qr_writer *w, const char *bytes, size_t length) {
    if (w->used + length > sizeof w->buffer)
        qr_write_flush(w);
    if (length > sizeof w->buffer) {
        if (!w->stopped)
            w->stopped = !w->write(w->user, bytes, length);
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

static void text_cell(struct qr_writer *w, const struct qr_row_view *view, uint32_t x) {
    struct qr_cell cell = qr_page_cells(view->page, view->row)[x];
    uint32_t single, count;
    const uint32_t *text = qr_page_cell_text(view->page, cell, &single, &count);
    if (qr_cell_width(cell) == QR_TAIL)
        return;
    if (count == 0)
        qr_write(w, " ", 1);
    for (uint32_t i = 0; i < count; i++)
        qr_write_code_point(w, text[i]);
}

static bool is_blank(struct qr_cell cell) {
    return !qr_cell_is_cluster(cell) && (qr_cell_content(cell) == 0 || qr_cell_content(cell) == ' ');
}

/* Columns up to the last character that is no blank. */
static uint32_t visible_columns(const struct qr_row_view *view) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    uint32_t length = qr_page_row_reach(view->page, view->row);
    while (length > 0 && qr_cell_width(cells[length - 1]) != QR_TAIL && is_blank(cells[length - 1]))
        length--;
    return length;
}

uint64_t qr_rows_shown(struct qr_rows *rows) {
    struct qr_row_view view;
    uint64_t count = rows->count;
    while (count > rows->history && qr_rows_get(rows, count - 1, &view) && qr_row_content(&view) == 0)
        count--;
    return count;
}

void qr_format_text(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    struct qr_row_view view;
    uint64_t count = qr_rows_shown(rows);
    for (uint64_t row = first; row < count && qr_rows_get(rows, row, &view); row++) {
        bool joined = view.wrapped && row + 1 < count;
        uint32_t end = joined ? view.columns : visible_columns(&view);
        for (uint32_t x = 0; x < end; x++)
            text_cell(w, &view, x);
        if (!joined)
            qr_write(w, "\n", 1);
    }
}
