/* page_picture.c - what a page knows of images: that there are some.
 *
 * Images are kept elsewhere, by the places of text that they stand at (engine/image_place.h). A row that one covers has
 * a flag, by which whoever keeps them learns that the row is another place now; a blank that an inline one covers has a
 * bit, which goes when something is written or erased there, as anything does that is not part of what comes. So text
 * pays for images with nothing but the few places that look at the flag of a row. */
#include "page_cells.h"

#include "qr_arith.h"

void qr_page_picture(struct qr_page *page, uint32_t y) {
    struct qr_row *row = qr_page_row(page, y);
    row->flags |= QR_ROW_PICTURED;
    qr_page_redraw(page, row);
}

/* History gives blanks between text back as spaces. */
static bool shows_nothing(struct qr_cell cell) {
    uint32_t content = qr_cell_content(cell);
    return qr_cell_width(cell) == QR_NARROW && !qr_cell_is_cluster(cell) && (content == 0 || content == ' ');
}

void qr_page_picture_cells(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    qr_page_charge(page, to - from);
    for (uint32_t x = from; x < to; x++) {
        if (!shows_nothing(cells[x]))
            continue;
        cells[x].bits = qr_cell_blank_like(cells[x]).bits | QR_CELL_PICTURED;
        qr_row_reach(row, x + 1);
    }
    qr_page_picture(page, y);
}

/* A row that ends with blanks is shorter then: what is stored of it must not depend on what covered it. */
void qr_page_uncover(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to) {
    struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t end = qr_min_u32(to, row->length), length = row->length;
    if (from >= end)
        return;
    qr_page_charge(page, end - from);
    for (uint32_t x = from; x < end; x++)
        cells[x].bits &= ~QR_CELL_PICTURED;
    while (length > from && length <= end && cells[length - 1].bits == 0)
        length--;
    row->length = (uint16_t)length;
    qr_page_redraw(page, row);
}

void qr_page_unpicture_cells(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_row *row = qr_page_row(page, y);
    if (row->flags & QR_ROW_PICTURED)
        qr_page_uncover(page, row, from, to);
}

void qr_page_pictured_mask(const struct qr_page *page, uint32_t y, uint64_t *mask) {
    const struct qr_row *row = qr_page_row(page, y);
    const struct qr_cell *cells = qr_page_cells(page, row);
    memset(mask, 0, (page->block->cols + 63) / 64 * sizeof *mask);
    for (uint32_t x = 0; x < row->length; x++)
        mask[x / 64] |= (uint64_t)qr_cell_is_pictured(cells[x]) << (x % 64);
}
