/* format_writer.h - what the formats share: a buffered writer and the runs of a row. */
#ifndef QR_FORMAT_WRITER_H
#define QR_FORMAT_WRITER_H

#include <quire/format.h>

#include "rows.h"

struct qr_writer {
    quire_write_function *write; /* NULL: the bytes are counted only */
    void *user;
    bool stopped;
    bool lacked_memory; /* something was left out */
    uint64_t flushed;   /* bytes that left the buffer */
    size_t used;
    char buffer[4096];
};

void qr_write(struct qr_writer *writer, const char *bytes, size_t length);
void qr_write_text(struct qr_writer *writer, const char *text);
void qr_writef(struct qr_writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void qr_write_code_point(struct qr_writer *writer, uint32_t code_point);
void qr_write_flush(struct qr_writer *writer);

/* Cells side by side that share everything but their text. */
struct qr_run {
    uint32_t from, to; /* columns */
    uint32_t style;
    bool wide;
};

/* The next run of a row before column `end`; begin with *run all zero. */
bool qr_next_run(const struct qr_row_view *view, uint32_t end, struct qr_run *run);

/* Rows without the empty ones at the end of the screen. */
uint64_t qr_rows_shown(struct qr_rows *rows);

/* The formats. Rows [first, rows->count) are written. */
void qr_format_text(struct qr_writer *writer, struct qr_rows *rows, uint64_t first);
void qr_format_json(struct qr_writer *writer, struct qr_rows *rows, uint64_t first,
                    const struct quire_format_options *options);
void qr_format_html(struct qr_writer *writer, struct qr_rows *rows, uint64_t first);
void qr_format_vt(struct qr_writer *writer, struct qr_rows *rows, uint64_t first);

#endif
