#include "row_strips.h"

#include "qr_arith.h"

/* The runs of cells that still show an inline strip. */
static bool tell_pictured(const struct qr_strip_row *row, const struct qr_strip *strip, qr_strip_run *run, void *user) {
    uint32_t begin = (uint32_t)(strip->column - row->begin), end = begin + qr_min_u32(strip->cols, row->cols - begin);
    for (uint32_t x = begin; x < end;) {
        uint32_t first = x;
        while (x < end && row->cells[x].bits & QR_CELL_PICTURED)
            x++;
        if (x > first && !run(user, strip, first, strip->from + first - begin, x - first))
            return false;
        x += x == first;
    }
    return true;
}

void qr_row_strips(const struct qr_images *images, bool alternate, const struct qr_strip_row *row, qr_strip_run *run,
                   void *user) {
    uint32_t count;
    const struct qr_strip *strips = qr_strips_of_line(images, alternate, row->line, &count);
    bool wanted = true;
    for (uint32_t i = 0; i < count && wanted; i++) {
        const struct qr_strip *strip = &strips[i];
        if (strip->column < row->begin || strip->column >= row->end || strip->column - row->begin >= row->cols)
            continue;
        bool masked = strip->placement->look.kind == QR_PLACEMENT_INLINE && row->cells;
        wanted = masked ? tell_pictured(row, strip, run, user)
                        : run(user, strip, (uint32_t)(strip->column - row->begin), strip->from, strip->cols);
    }
}
