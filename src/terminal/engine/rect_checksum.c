/* rect_checksum.c - DECRQCRA, the checksum of a rectangle, and XTCHECKSUM, which says what it counts.
 *
 * A checksum lets a program read the screen back, so it is 0 unless the host allows it (screen_checksum). The bits of
 * XTCHECKSUM are xterm's. Quire begins with 7 (a plain sum of the characters), so that a checksum of one cell is its
 * character; 0 is what a VT420 answers. */
#include "handlers.h"
#include "rect.h"

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

/* Adds a row. Where blanks are trimmed, those in the first cell and those with a rendition count all the same. */
static uint32_t row_sum(const struct qr_page *page, const struct qr_rect *rect, uint32_t y, uint32_t flags) {
    uint32_t sum = 0;
    for (uint32_t x = rect->left; x < rect->right; x++) {
        struct qr_cell cell = qr_rect_cell(page, x, y);
        bool drawn = qr_cell_content(cell) != 0;
        if (qr_cell_width(cell) == QR_TAIL || (!drawn && (flags & DRAWN_ONLY || !(flags & NO_TRIM))))
            continue;
        uint32_t value = characters(page, cell, flags) + (flags & NO_ATTRIBUTES ? 0 : rendition(page, cell));
        bool first = x == rect->left && y == rect->top;
        if (flags & NO_TRIM || first || value != ' ')
            sum += value;
    }
    return sum;
}

void qr_do_decrqcra(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_rect rect;
    uint32_t sum = 0;
    if (e->policy.screen_checksum == QUIRE_ALLOW && qr_rect_parse(e, s, 2, &rect)) {
        for (uint32_t y = rect.top; y < rect.bottom; y++)
            sum += row_sum(&e->screen->page, &rect, y, e->checksum_flags);
        sum = e->checksum_flags & POSITIVE ? sum : 0u - sum;
    }
    qr_replyf(e, "\033P%u!~%04X\033\\", qr_parameter(s, 0, 0), sum & 0xFFFF);
}

void qr_do_xtchecksum(struct qr_engine *e, const struct qr_sequence *s) {
    e->checksum_flags = qr_parameter(s, 0, 0) & 31;
}
