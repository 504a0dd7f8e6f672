/* api_cells.h - a host's own cells (struct quire_cells), looked at before they are believed.
 *
 * Most cells are plain: a printable ASCII character or a blank, one column wide. They are told by a few comparisons;
 * whatever else a cell may be is looked at closely. Nothing here fails or takes memory. */
#ifndef QR_API_CELLS_H
#define QR_API_CELLS_H

#include "api_page.h"

static inline const struct quire_page_cell *api_cell(const struct quire_cells *cells, uint32_t x) {
    return (const struct quire_page_cell *)(const void *)((const char *)cells->cells + (size_t)x * cells->cell_size);
}

/* One column of ASCII or blank. */
static inline bool api_cell_is_plain(const struct quire_page_cell *cell) {
    return (cell->character - 0x20u < 0x5Fu || cell->character == 0) && cell->width == 1 && cell->cluster_length == 0;
}

/* Into `own`, the cells of a host of this version or an earlier one. False: sizes that cannot be, or cells that are
 * counted and not there. */
bool api_cells_take(struct quire_cells *own, const struct quire_cells *given);

/* Columns of the cell at x: 1 or 2; 0: it is no cell that the rules allow, or has no such style. `styles` may be NULL.
 * Cost: its code points. */
uint32_t api_cell_columns(const struct quire_cells *cells, uint32_t x, const struct quire_page *styles);

/* The code points of a cell; *count 0: blank. */
static inline const uint32_t *api_cell_text(const struct quire_page_cell *cell, uint32_t *count) {
    *count = cell->cluster_length > 0 ? cell->cluster_length : cell->character != 0;
    return cell->cluster_length > 0 ? cell->cluster : &cell->character;
}

#endif
