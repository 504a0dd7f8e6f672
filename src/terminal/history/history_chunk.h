/* history_chunk.h - freezing in steps: up to QR_FREEZE_CELLS cells of a row are encoded (history_encode.c) and joined
 * to the open page (history_join.c). history_append.c sees to it that there is room, so joining cannot fail: a step is
 * done as a whole or not at all. */
#ifndef QR_HISTORY_CHUNK_H
#define QR_HISTORY_CHUNK_H

#include "history.h"

/* One step of freezing: up to QR_FREEZE_CELLS cells, encoded. */
struct qr_chunk {
    uint8_t text[QR_FREEZE_CELLS * QR_CELL_BYTES_MAX];
    uint16_t breaks[QR_FREEZE_CELLS];
    uint16_t runs[QR_FREEZE_CELLS * 3];
    uint32_t text_bytes, break_count, run_count, width, run_cells;
    bool ascii, wide, simple;
    bool plain;    /* there was no memory for a style: some cells have lost theirs */
    uint64_t time; /* of the row */
    bool dressed;  /* the row has styles, or cells that are protected or have a meaning */
};

/* Text, breaks and widths of cells; styles come after. Returns how many cells were taken (tails go with their heads).
 */
uint32_t qr_chunk_take_cells(struct qr_chunk *chunk, const struct qr_page *page, const struct qr_cell *cells,
                             uint32_t count);
/* The same for cells that are all ASCII or blank, as most are. */
uint32_t qr_chunk_take_ascii(struct qr_chunk *chunk, const struct qr_cell *cells, uint32_t count);
/* Runs of the cells of a chunk, in cells (a wide character is one); their styles come into the vocabulary.
 * OUT_OF_MEMORY, OUT_OF_STYLES and the like of qr_page_add_style: some did not. */
enum quire_result qr_chunk_take_styles(struct qr_history *history, struct qr_chunk *chunk, const struct qr_page *page,
                                       const struct qr_cell *cells, uint32_t columns);

/* Begins an entry: a new line, or another entry of the last one, which keeps its line's time. Constant, but for the
 * first entry of a page that goes on with a line: the entries of the page before. */
void qr_history_begin_entry(struct qr_history *history, uint64_t line, uint64_t time, bool continues);
/* Adds the chunk's cells to the last entry of the open page. Cost: the entry's breaks and the chunk. */
void qr_history_join_chunk(struct qr_history *history, const struct qr_chunk *chunk);

#endif
