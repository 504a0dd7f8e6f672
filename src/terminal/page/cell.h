/* cell.h - one cell of a live page: 64 bits, a plain value.
 *
 *     63   49  48 47        28 27 26  25  24 23  22 21 20        0
 *     | zero | I | style id   | sem | P | width | kind | content  |
 *
 * content   a code point, or the id of a cluster (kind); 0 is blank
 * width     narrow, wide (its tail is the next cell), tail, or spacer (the last column of a row, left empty because a
 *           wide character did not fit and went to the next row)
 * P         protected (DECSCA), sem: what the shell said this cell is (OSC 133)
 * I         pictured: a blank that an inline image covers. Which one, the page does not know (page_picture.c); whatever
 *           is written here, or erased, takes the bit and so the image away, for it is no part of a cell's dress
 * style id  in the page's style set; 0 is the default style, never counted. Every cell that is not zero holds one
 *           reference on its style, tails included, and a cluster cell one on its cluster.
 *
 * Nothing outside refers to a cell's place, so moving cells is moving memory. */
#ifndef QR_CELL_H
#define QR_CELL_H

#include <stdbool.h>
#include <stdint.h>

struct qr_cell {
    uint64_t bits;
};

enum qr_cell_width { QR_NARROW = 0, QR_WIDE = 1, QR_TAIL = 2, QR_SPACER = 3 };

enum qr_semantic { QR_SEMANTIC_OUTPUT = 0, QR_SEMANTIC_INPUT = 1, QR_SEMANTIC_PROMPT = 2 };

#define QR_CELL_CONTENT_MASK UINT64_C(0x1FFFFF)
#define QR_CELL_CLUSTER (UINT64_C(1) << 21)
#define QR_CELL_WIDTH_SHIFT 23
#define QR_CELL_PROTECTED (UINT64_C(1) << 25)
#define QR_CELL_SEMANTIC_SHIFT 26
#define QR_CELL_STYLE_SHIFT 28
#define QR_CELL_STYLE_MASK (UINT64_C(0xFFFFF) << QR_CELL_STYLE_SHIFT)
#define QR_CELL_MARKS_MASK (QR_CELL_PROTECTED | UINT64_C(3) << QR_CELL_SEMANTIC_SHIFT)
/* An inline image is shown there, and the cell is blank for its sake (image/placements.h). */
#define QR_CELL_PICTURED (UINT64_C(1) << 48)
/* What a cell says besides its content and width. */
#define QR_CELL_DRESS_MASK (QR_CELL_STYLE_MASK | QR_CELL_MARKS_MASK)

static inline uint32_t qr_cell_content(struct qr_cell cell) {
    return (uint32_t)(cell.bits & QR_CELL_CONTENT_MASK);
}

static inline bool qr_cell_is_cluster(struct qr_cell cell) {
    return (cell.bits & QR_CELL_CLUSTER) != 0;
}

static inline enum qr_cell_width qr_cell_width(struct qr_cell cell) {
    return (enum qr_cell_width)(cell.bits >> QR_CELL_WIDTH_SHIFT & 3);
}

static inline uint32_t qr_cell_style(struct qr_cell cell) {
    return (uint32_t)(cell.bits >> QR_CELL_STYLE_SHIFT) & 0xFFFFFu;
}

static inline bool qr_cell_is_protected(struct qr_cell cell) {
    return (cell.bits & QR_CELL_PROTECTED) != 0;
}

static inline enum qr_semantic qr_cell_semantic(struct qr_cell cell) {
    return (enum qr_semantic)(cell.bits >> QR_CELL_SEMANTIC_SHIFT & 3);
}

static inline bool qr_cell_is_pictured(struct qr_cell cell) {
    return (cell.bits & QR_CELL_PICTURED) != 0;
}

/* A blank narrow cell with the style, protection and meaning of another. */
static inline struct qr_cell qr_cell_blank_like(struct qr_cell cell) {
    return (struct qr_cell){cell.bits & QR_CELL_DRESS_MASK};
}

/* The cell `dress` with a content and width put in. */
static inline struct qr_cell qr_cell_make(struct qr_cell dress, uint32_t content, enum qr_cell_width width) {
    return (struct qr_cell){(dress.bits & QR_CELL_DRESS_MASK) | content | (uint64_t)width << QR_CELL_WIDTH_SHIFT};
}

static inline struct qr_cell qr_cell_with_style(struct qr_cell cell, uint32_t style) {
    return (struct qr_cell){(cell.bits & ~QR_CELL_STYLE_MASK) | (uint64_t)style << QR_CELL_STYLE_SHIFT};
}

#endif
