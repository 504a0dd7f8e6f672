#include "iterm_file.h"

#include <string.h>

#include "number.h"

/* --- arguments --------------------------------------------------------------------------------------------------- */

/* "12", "12px", "12%", "auto"; what is none of them is auto. */
static struct qr_iterm_length read_length(struct qr_span text) {
    struct qr_iterm_length length = {QR_ITERM_AUTO, 0};
    size_t digits = qr_number_prefix(text.bytes, text.length, &length.value);
    struct qr_span unit = qr_span_behind(text, digits);
    if (digits == 0 || length.value == 0)
        return (struct qr_iterm_length){QR_ITERM_AUTO, 0};
    if (unit.length == 0)
        length.unit = QR_ITERM_CELLS;
    else if (qr_span_is(unit, "px"))
        length.unit = QR_ITERM_PIXELS;
    else if (qr_span_is(unit, "%"))
        length.unit = QR_ITERM_PERCENT;
    return length;
}

static bool read_flag(struct qr_span text, bool otherwise) {
    return qr_span_is(text, "1") || (!qr_span_is(text, "0") && otherwise);
}

static void read_argument(struct qr_span key, struct qr_span value, struct qr_iterm_file *file) {
    if (qr_span_is(key, "inline"))
        file->shown = read_flag(value, false);
    else if (qr_span_is(key, "width"))
        file->width = read_length(value);
    else if (qr_span_is(key, "height"))
        file->height = read_length(value);
    else if (qr_span_is(key, "preserveAspectRatio"))
        file->stretched = !read_flag(value, true);
    else if (qr_span_is(key, "doNotMoveCursor"))
        file->cursor_stays = read_flag(value, false);
    else if (qr_span_is(key, "size") && !qr_number_parse(value.bytes, value.length, UINT32_MAX - 1, &file->size))
        file->size = 0;
}

void qr_iterm_file_read(struct qr_span arguments, struct qr_iterm_file *file) {
    struct qr_span argument, key, value;
    memset(file, 0, sizeof *file);
    while (qr_span_next(&arguments, ';', &argument)) {
        qr_span_pair(argument, &key, &value);
        if (value.bytes)
            read_argument(key, value, file);
    }
}

/* --- size -------------------------------------------------------------------------------------------------------- */

static uint32_t bounded(uint64_t value, uint64_t most) {
    value = value < most ? value : most;
    return value > 0 ? (uint32_t)value : 1;
}

/* A side of so many pixels; 0: auto. */
static uint32_t length_px(struct qr_iterm_length length, uint32_t cell, uint32_t cells, uint64_t most) {
    switch (length.unit) {
    case QR_ITERM_CELLS:
        return bounded((uint64_t)length.value * cell, most);
    case QR_ITERM_PIXELS:
        return bounded(length.value, most);
    case QR_ITERM_PERCENT:
        return bounded((uint64_t)length.value * cell * cells / 100, most);
    case QR_ITERM_AUTO:
        break;
    }
    return 0;
}

/* `side` * to / from, rounded. */
static uint64_t scaled(uint32_t side, uint32_t to, uint32_t from) {
    return ((uint64_t)side * to + from / 2) / from;
}

void qr_iterm_file_fit(const struct qr_iterm_file *file, const struct qr_iterm_measures *m, uint32_t *width_px,
                       uint32_t *height_px) {
    uint64_t widest = (uint64_t)m->screen_cols * m->cell_width, highest = (uint64_t)QR_ITERM_ROWS_MAX * m->cell_height;
    uint32_t width = length_px(file->width, m->cell_width, m->screen_cols, widest);
    uint32_t height = length_px(file->height, m->cell_height, m->screen_rows, highest);
    if (width > 0 && height > 0 && file->stretched) {
        *width_px = width;
        *height_px = height;
        return;
    }
    if (width == 0)
        width = bounded(height > 0 ? UINT64_MAX : m->image_width, widest);
    if (height == 0)
        height = bounded(UINT64_MAX, highest);
    bool narrow = scaled(width, m->image_height, m->image_width) <= height;
    *width_px = narrow ? width : bounded(scaled(height, m->image_width, m->image_height), widest);
    *height_px = narrow ? bounded(scaled(width, m->image_height, m->image_width), highest) : height;
}
