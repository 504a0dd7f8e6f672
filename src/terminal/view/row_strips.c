#include "row_strips.h"

#include "qr_arith.h"

/* The columns of a row over which a strip lies. */
struct overlap {
    uint32_t x, end;
};

/* Part of the text, an inline strip goes on in the next row where its line does; an overlay stands where it begins. */
static bool overlaps(const struct qr_strip_row *row, const struct qr_strip *strip, struct overlap *over) {
    uint64_t begin = strip->column, end = strip->column + strip->cols;
    bool goes_on = strip->placement->look.kind == QR_PLACEMENT_INLINE;
    if (begin >= row->end || (goes_on ? end <= row->begin : begin < row->begin))
        return false;
    begin = begin > row->begin ? begin : row->begin;
    end = goes_on && end > row->end ? row->end : end;
    if (begin - row->begin >= row->cols)
        return false;
    *over = (struct overlap){(uint32_t)(begin - row->begin), (uint32_t)(end - row->begin)};
    return true;
}

/* The column of the placement that a column of the row shows. */
static uint32_t column_of(const struct qr_strip_row *row, const struct qr_strip *strip, uint32_t x) {
    return (uint32_t)(row->begin + x - strip->column) + strip->from;
}

/* The runs of cells that still show an inline strip. */
static bool tell_pictured(const struct qr_strip_row *row, const struct qr_strip *strip, const struct overlap *over,
                          qr_strip_run *run, void *user) {
    uint32_t end = qr_min_u32(over->end, row->cols);
    for (uint32_t x = over->x; x < end;) {
        uint32_t first = x;
        while (x < end && row->cells[x].bits & QR_CELL_PICTURED)
            x++;
        if (x > first && !run(user, strip, first, column_of(row, strip, first), x - first))
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
        struct overlap over;
        if (!overlaps(row, &strips[i], &over))
            continue;
        bool masked = strips[i].placement->look.kind == QR_PLACEMENT_INLINE && row->cells;
        wanted = masked ? tell_pictured(row, &strips[i], &over, run, user)
                        : run(user, &strips[i], over.x, column_of(row, &strips[i], over.x), over.end - over.x);
    }
}
