/* cell_vector.h - sixteen cells at a time: the loops that look at many cells and find mostly that nothing is to be
 * done.
 *
 * Written with the vectors of gcc and clang, which are what the machine has (SSE2, NEON), two cells in each; a machine
 * that has none gets plain words. Everything here looks at QR_CELLS_AT_ONCE cells, no more and no less. */
#ifndef QR_CELL_VECTOR_H
#define QR_CELL_VECTOR_H

#include <string.h>

#include "cell.h"

#define QR_CELLS_AT_ONCE 16u

typedef uint64_t qr_cell_pair __attribute__((vector_size(16)));

struct qr_cell_block {
    qr_cell_pair pairs[QR_CELLS_AT_ONCE / 2];
};

static inline struct qr_cell_block qr_cells_load(const struct qr_cell *cells) {
    struct qr_cell_block block;
    memcpy(&block, cells, sizeof block);
    return block;
}

static inline void qr_cells_store(struct qr_cell *cells, const struct qr_cell_block *block) {
    memcpy(cells, block, sizeof *block);
}

/* The bits in which any of the cells differs from these. */
static inline uint64_t qr_cells_differ(const struct qr_cell *cells, uint64_t bits) {
    struct qr_cell_block block = qr_cells_load(cells);
    qr_cell_pair as = {bits, bits}, different = {0, 0};
    for (uint32_t i = 0; i < QR_CELLS_AT_ONCE / 2; i++)
        different |= block.pairs[i] ^ as;
    return different[0] | different[1];
}

/* Has each of the cells a content? A content and this mask have the bit above it, but for 0. */
static inline bool qr_cells_have_content(const struct qr_cell *cells) {
    struct qr_cell_block block = qr_cells_load(cells);
    qr_cell_pair mask = {QR_CELL_CONTENT_MASK, QR_CELL_CONTENT_MASK}, all = {UINT64_MAX, UINT64_MAX};
    for (uint32_t i = 0; i < QR_CELLS_AT_ONCE / 2; i++)
        all &= (block.pairs[i] & mask) + mask;
    return (all[0] & all[1] & (QR_CELL_CONTENT_MASK + 1)) != 0;
}

/* All of them become this cell. */
static inline void qr_cells_fill(struct qr_cell *cells, uint64_t bits) {
    qr_cell_pair pair = {bits, bits};
    struct qr_cell_block block = {{pair, pair, pair, pair, pair, pair, pair, pair}};
    qr_cells_store(cells, &block);
}

/* All of them get these bits in place of those of the mask. */
static inline void qr_cells_replace(struct qr_cell *cells, uint64_t mask, uint64_t bits) {
    struct qr_cell_block block = qr_cells_load(cells);
    qr_cell_pair keep = {~mask, ~mask}, put = {bits, bits};
    for (uint32_t i = 0; i < QR_CELLS_AT_ONCE / 2; i++)
        block.pairs[i] = (block.pairs[i] & keep) | put;
    qr_cells_store(cells, &block);
}

#endif
