/* page_cells.h - what the files that write cells of a page share: giving back what cells hold, keeping wide characters
 * whole, and what a row has to say of what was written.
 *
 * Cells are looked at in runs of equal ones, for counts change once a run; a row's flags say what need not be looked
 * for at all, and its length what is blank. Nothing here fails. */
#ifndef QR_PAGE_CELLS_H
#define QR_PAGE_CELLS_H

#include "page.h"

/* What a cell in a row must be announced by. */
uint16_t qr_row_flags_for(struct qr_cell cell);

/* The flags that announce what cells hold: they go where the cells go. */
#define QR_ROW_CONTENT (QR_ROW_STYLED | QR_ROW_CLUSTERS | QR_ROW_WIDE | QR_ROW_UNICODE | QR_ROW_MARKED)

/* Where the run ends that begins with cells[from]: cells before it that are like that one in the bits of `mask`. Costs
 * a comparison for each, in vectors. from < to. */
uint32_t qr_cells_run(const struct qr_cell *cells, uint32_t from, uint32_t to, uint64_t mask);

/* The first of cells [from, to) without content, or `to`. */
uint32_t qr_cells_content(const struct qr_cell *cells, uint32_t from, uint32_t to);

/* Are all cells [from, to) this one? Stops where they are not. */
bool qr_cells_are(const struct qr_cell *cells, uint32_t from, uint32_t to, struct qr_cell cell);

/* Sets cells [from, to), which hold nothing. */
void qr_cells_set(struct qr_cell *cells, uint32_t from, uint32_t to, struct qr_cell cell);

/* Counts what cells [from, to) hold once more, as `flags` of their row announce it. Costs a step a run of styles. */
void qr_cells_use(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to, unsigned flags);

/* Gives back the style references of cells [from, to), a run of equal styles at a time. */
void qr_cells_release_styles(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to);

/* Gives back all that cells [from, to) of a row hold. They are to be overwritten by the caller. */
void qr_row_release(struct qr_page *page, const struct qr_row *row, uint32_t from, uint32_t to);

/* Turns the head and the tail of a wide character that column x cuts into blanks of the same dress. */
void qr_row_split_wide(struct qr_page *page, struct qr_row *row, uint32_t x);

/* Makes [from, to) ready to be overwritten: nothing is cut in half at its ends, nothing in it is held. */
void qr_row_open_span(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to);

/* As qr_page_unpicture_cells, whatever the row's flags say. */
void qr_page_uncover(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to);

/* Sets released cells to a blank and counts it. */
void qr_row_fill_blank(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to, struct qr_cell blank);

/* What was in [from, to) is gone, and was all that the row held: it announces nothing of it any more. For control
 * functions only: text comes in runs, and what a row announces may not depend on how they were cut. */
static inline void qr_row_forget(struct qr_row *row, uint32_t from, uint32_t to) {
    if (from == 0 && to >= row->length)
        row->flags &= (uint16_t)~QR_ROW_CONTENT;
}

/* The row holds something before `end`. */
static inline void qr_row_reach(struct qr_row *row, uint32_t end) {
    if (row->length < end)
        row->length = (uint16_t)end;
}

/* Text was put at column x of row y: where that is its first one it goes on with no row above, but one that awaited it.
 */
void qr_page_begun(struct qr_page *page, uint32_t y, uint32_t x);

/* The same of text that was printed at columns x to end. A blank alone leaves the row awaiting its text: line editors
 * (readline) write one at the margin only to get there, go back and write over it. What is printed behind it makes it
 * text. */
void qr_page_printed(struct qr_page *page, uint32_t y, uint32_t x, uint32_t end);

/* The columns before `end` say something else now: a wrap behind the last one is over. */
static inline void qr_page_rewritten(struct qr_page *page, uint32_t y, uint32_t end) {
    if (end == page->block->cols)
        qr_page_set_wrapped(page, y, false);
}

/* Row y goes on in a row below, and does so behind its last column (not behind one that a wide character left empty).
 */
static inline bool qr_page_goes_on_full(const struct qr_page *page, uint32_t y) {
    const struct qr_row *row = qr_page_row(page, y);
    return y + 1 < page->block->rows && (row->flags & QR_ROW_WRAPPED) &&
           qr_page_joined_cols(page, row) == page->block->cols;
}

#endif
