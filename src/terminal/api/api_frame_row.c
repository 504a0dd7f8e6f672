/* api_frame_row.c - quire/frame.h: what moved, blinks and is written in the rows of a frame, and how colours look. */
#include "api.h"
#include "qr_sized.h"

enum quire_result quire_frame_moved(const struct quire_frame *frame, struct quire_frame_move *move) {
    struct quire_frame_move own = QUIRE_FRAME_MOVE_INIT;
    if (!QR_SOUND(move))
        return QUIRE_INVALID;
    qr_frame_moved(api_frame_const(frame), &own.row, &own.rows, &own.by);
    qr_sized_give(move, &own);
    return QUIRE_OK;
}

bool quire_frame_row_blinks(const struct quire_frame *frame, uint32_t row) {
    return qr_frame_row_blinks(api_frame_const(frame), row);
}

enum quire_result quire_frame_row_text(const struct quire_frame *frame, uint32_t row, char *buffer, size_t capacity,
                                       size_t *length, uint32_t *offsets) {
    if (!length || (!buffer && capacity > 0))
        return QUIRE_INVALID;
    return qr_frame_row_text(api_frame_const(frame), row, buffer, capacity, length, offsets);
}

void quire_frame_set_bold_is_bright(struct quire_frame *frame, bool bright) {
    struct qr_frame *f = api_frame(frame);
    f->restyled = f->restyled || f->bold_is_bright != bright;
    f->bold_is_bright = bright;
}

void quire_frame_set_rows_above(struct quire_frame *frame, uint32_t rows) {
    api_frame(frame)->above = rows;
}

const uint32_t *quire_frame_palette(const struct quire_frame *frame) {
    return api_frame_const(frame)->palette;
}
