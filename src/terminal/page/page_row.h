/* page_row.h - short text into a row that is at hand, where nothing of a row's rules is in the way.
 *
 * What programs draw with are words and single cells with a place and a rendition each. Then finding the row, the sets
 * and the counts again for every one of them costs more than the cells do. So whoever draws keeps a row at hand, and
 * puts text into it as qr_page_put_ascii would. The place is void when the block is another one (qr_page_add_style),
 * and when anything else edits the page. */
#ifndef QR_PAGE_ROW_H
#define QR_PAGE_ROW_H

#include <string.h>

#include "page_cells.h"
#include "qr_eight.h"

/* The longest text that is put so. */
#define QR_SHORT_TEXT 8u

struct qr_row_at_hand {
    struct qr_row *row;
    struct qr_cell *cells;
    struct qr_style_set *styles;
};

static inline struct qr_row_at_hand qr_page_row_at_hand(const struct qr_page *page, uint32_t y) {
    struct qr_row *row = qr_page_row(page, y);
    return (struct qr_row_at_hand){row, qr_page_cells(page, row), qr_page_sets(page).styles};
}

/* Adds a style that is not the default one and has no link, as qr_page_add_style does where there is room. False: there
 * is none, and nothing was done. Pointers into the block stay. */
static inline bool qr_row_add_style(struct qr_page *page, struct qr_row_at_hand *at, struct qr_style style,
                                    uint32_t *id) {
    uint64_t hash = quire_set_hash_words(at->styles->seed, style.first, style.second);
    uint32_t ended, found = qr_style_set_find_any(at->styles, NULL, &style, hash, &ended);
    if (found != 0) {
        *id = found;
        page->block->values += !qr_style_set_is_living(at->styles, found); /* as qr_page_add_style counts */
        return qr_style_set_add_present(at->styles, found) == QUIRE_OK;
    }
    struct qr_sets sets = qr_page_sets(page);
    page->block->values++;
    return qr_style_set_add_absent(at->styles, &sets, &style, hash, ended, 0, id) == QUIRE_OK;
}

/* Gives back the styles of a few cells. */
static inline void qr_row_release_few(struct qr_row_at_hand *at, uint32_t x, uint32_t end) {
    while (x < end) {
        uint64_t style = at->cells[x].bits & QR_CELL_STYLE_MASK;
        uint32_t from = x++;
        if (style == 0)
            continue;
        while (x < end && (at->cells[x].bits & QR_CELL_STYLE_MASK) == style)
            x++;
        enum quire_result result =
            qr_style_set_release_multiple(at->styles, (uint32_t)(style >> QR_CELL_STYLE_SHIFT), x - from);
        qr_assert(result == QUIRE_OK);
        (void)result;
    }
}

/* What stands in `count` cells from column x on goes. */
static inline void qr_row_open_few(struct qr_page *page, struct qr_row_at_hand *at, uint32_t x, uint32_t count) {
    if (at->row->flags & (QR_ROW_CLUSTERS | QR_ROW_WIDE))
        qr_row_open_span(page, at->row, x, x + count);
    else if (qr_eight_any(&at->cells[x].bits, count) & QR_CELL_STYLE_MASK)
        qr_row_release_few(at, x, x + count);
}

/* The same for one cell, which is what many programs draw with. */
static inline void qr_row_open_one(struct qr_page *page, struct qr_row_at_hand *at, uint32_t x) {
    uint32_t style = qr_cell_style(at->cells[x]);
    if (at->row->flags & (QR_ROW_CLUSTERS | QR_ROW_WIDE))
        qr_row_open_span(page, at->row, x, x + 1);
    else if (style != 0)
        (void)qr_style_set_release(at->styles, style);
}

/* May text be put at column x so? At column 0 of a row that goes on with another it begins a line, a row that awaits
 * its text may have it now, and behind the last column a wrap may be over. */
static inline bool qr_row_takes(const struct qr_page *page, const struct qr_row_at_hand *at, uint32_t x,
                                uint32_t count) {
    return x + count < page->block->cols && (x > 0 ? !(at->row->flags & QR_ROW_AWAITED) : at->row->column == 0);
}

/* What is not ASCII in cells that are dressed so. */
static inline void qr_row_dressed(struct qr_row_at_hand *at, uint32_t count, struct qr_cell dress) {
    if (dress.bits & QR_CELL_STYLE_MASK) {
        enum quire_result result = qr_style_set_use_multiple(at->styles, qr_cell_style(dress), count);
        qr_assert(result == QUIRE_OK);
        (void)result;
        at->row->flags |= QR_ROW_STYLED;
    }
    if (dress.bits & QR_CELL_MARKS_MASK)
        at->row->flags |= QR_ROW_MARKED;
}

/* Puts `count` characters of ASCII, at most QR_SHORT_TEXT, where the row takes them and has so many columns; eight
 * bytes can be read at `text`. */
static inline void qr_row_put_short(struct qr_page *page, struct qr_row_at_hand *at, uint32_t x, const uint8_t *text,
                                    uint32_t count, struct qr_cell dress) {
    uint64_t bits = dress.bits & QR_CELL_DRESS_MASK;
    if (count == 1) {
        qr_row_open_one(page, at, x);
        at->cells[x].bits = bits | *text;
    } else {
        qr_row_open_few(page, at, x, count);
        qr_eight_bytes(&at->cells[x].bits, text, count, bits);
    }
    qr_row_dressed(at, count, dress);
    qr_row_reach(at->row, x + count);
    qr_page_charge(page, count);
    qr_page_touch(page, at->row);
}

#endif
