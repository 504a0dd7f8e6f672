/* rect_checksum.c - DECRQCRA, the checksum of a rectangle, and XTCHECKSUM, which says what it counts.
 *
 * A checksum lets a program read the screen back, so it is 0 unless the host allows it (screen_checksum). The bits of
 * XTCHECKSUM are xterm's. Quire begins with 7 (a plain sum of the characters), so that a checksum of one cell is its
 * character; 0 is what a VT420 answers. */
#include "handlers.h"
#include "rect.h"

#include "qr_arith.h"

enum checksum_flag {
    POSITIVE = 1,      /* the sum is not negated */
    NO_ATTRIBUTES = 2, /* renditions are not added */
    NO_TRIM = 4,       /* blanks count */
    DRAWN_ONLY = 8,    /* cells without a character do not */
    WHOLE = 16         /* characters are not cut to 8 bits, marks count */
};

/* What a rendition adds (VT420). */
static uint32_t rendition(const struct qr_page *page, struct qr_cell cell) {
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    uint32_t attributes = qr_style_attributes(style);
    return (qr_cell_is_protected(cell) ? 0x04u : 0) + (attributes & QUIRE_ATTR_INVISIBLE ? 0x08u : 0) +
           (qr_style_underline(style) != QUIRE_UNDERLINE_NONE ? 0x10u : 0) +
           (attributes & QUIRE_ATTR_INVERSE ? 0x20u : 0) + (attributes & QUIRE_ATTR_BLINK ? 0x40u : 0) +
           (attributes & QUIRE_ATTR_BOLD ? 0x80u : 0);
}

/* The characters of a cell; one that shows nothing is a space. */
static uint32_t characters(const struct qr_page *page, struct qr_cell cell, uint32_t flags) {
    uint32_t single, count, sum = 0;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    if (count == 0)
        return ' ';
    if (!(flags & WHOLE))
        return text[0] & 0xFF;
    for (uint32_t i = 0; i < count; i++)
        sum += text[i];
    return sum;
}

/* What a cell counts, of which `dressed` is for its rendition. Where blanks are trimmed, those in the first cell and
 * those with a rendition count all the same. */
static uint32_t cell_value(const struct qr_page *page, struct qr_cell cell, uint32_t flags, uint32_t dressed,
                           bool first) {
    bool drawn = qr_cell_content(cell) != 0;
    if (qr_cell_width(cell) == QR_TAIL || (!drawn && (flags & DRAWN_ONLY || !(flags & NO_TRIM))))
        return 0;
    uint32_t value = characters(page, cell, flags) + dressed;
    return flags & NO_TRIM || first || value != ' ' ? value : 0;
}

/* The same of narrow cells that are no clusters, as bytes, all of one rendition: in a loop for vectors. */
static uint32_t plain_sum(const struct qr_cell *cells, uint32_t count, uint32_t flags, uint32_t dressed) {
    uint32_t blank = flags & DRAWN_ONLY || !(flags & NO_TRIM) ? 0 : ' ' + dressed, sum = 0;
    uint32_t trimmed = flags & NO_TRIM ? UINT32_MAX : ' '; /* this value does not count */
    for (uint32_t x = 0; x < count; x++) {
        uint32_t content = (uint32_t)cells[x].bits & (uint32_t)QR_CELL_CONTENT_MASK, value = (content & 0xFF) + dressed;
        sum += content == 0 ? blank : value == trimmed ? 0 : value;
    }
    return sum;
}

/* A run of cells of one rendition and protection. */
static uint32_t run_sum(const struct qr_page *page, const struct qr_row *row, uint32_t from, uint32_t to,
                        uint32_t flags) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t dressed = flags & NO_ATTRIBUTES ? 0 : rendition(page, cells[from]), sum = 0;
    if (!(row->flags & (QR_ROW_WIDE | QR_ROW_CLUSTERS)) && !(flags & WHOLE))
        return plain_sum(cells + from, to - from, flags, dressed);
    for (uint32_t x = from; x < to; x++)
        sum += cell_value(page, cells[x], flags, dressed, false);
    return sum;
}

/* Adds a row. Cells behind its length are blank. */
static uint32_t row_sum(const struct qr_page *page, const struct qr_rect *rect, uint32_t y, uint32_t flags) {
    const struct qr_row *row = qr_page_row(page, y);
    uint32_t held = qr_max_u32(rect->left, qr_min_u32(row->length, rect->right)), x = rect->left, sum = 0;
    if (y == rect->top && x < held) {
        struct qr_cell cell = qr_page_cells(page, row)[x++];
        sum = cell_value(page, cell, flags, flags & NO_ATTRIBUTES ? 0 : rendition(page, cell), true);
    }
    for (uint32_t end; x < held; x = end) {
        end = flags & NO_ATTRIBUTES ? held : qr_page_dress_run(page, y, x, held);
        sum += run_sum(page, row, x, end, flags);
    }
    return sum + (rect->right - held) * cell_value(page, (struct qr_cell){0}, flags, 0, false);
}

void qr_do_decrqcra(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_rect rect;
    uint32_t sum = 0;
    if (e->policy.screen_checksum == QUIRE_ALLOW && qr_rect_parse(e, s, 2, &rect)) {
        qr_charge(e, (uint64_t)(rect.bottom - rect.top) * (rect.right - rect.left));
        for (uint32_t y = rect.top; y < rect.bottom; y++)
            sum += row_sum(&e->screen->page, &rect, y, e->checksum_flags);
        sum = e->checksum_flags & POSITIVE ? sum : 0u - sum;
    }
    qr_replyf(e, "\033P%u!~%04X\033\\", qr_parameter(s, 0, 0), sum & 0xFFFF);
}

void qr_do_xtchecksum(struct qr_engine *e, const struct qr_sequence *s) {
    e->checksum_flags = qr_parameter(s, 0, 0) & 31;
}
