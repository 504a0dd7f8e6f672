/* rect.c - copying, filling and erasing rectangles: DECCRA, DECFRA, DECERA, DECSERA (DEC STD 070, VT420 manual). The
 * cursor stays where it is. */
#include "rect.h"
#include "handlers.h"

#include "qr_arith.h"

/* A parameter as a cell from `least` on, at most `limit` (behind the last); 0 and left out are `missing`. */
static uint32_t edge(const struct qr_sequence *s, uint32_t i, uint32_t missing, uint32_t least, uint32_t limit) {
    uint32_t value = qr_parameter(s, i, 0);
    return value == 0 ? missing : qr_min_u32(least + value, limit);
}

bool qr_rect_parse(const struct qr_engine *e, const struct qr_sequence *s, uint32_t first, struct qr_rect *rect) {
    bool origin = qr_mode(&e->modes, QR_MODE_ORIGIN);
    uint32_t top = origin ? e->margins.top : 0, bottom = origin ? e->margins.bottom : qr_rows(e);
    uint32_t left = origin ? qr_left(e) : 0, right = origin ? qr_right(e) : qr_cols(e);
    rect->top = edge(s, first, top + 1, top, UINT32_MAX) - 1;
    rect->left = edge(s, first + 1, left + 1, left, UINT32_MAX) - 1;
    rect->bottom = edge(s, first + 2, bottom, top, bottom);
    rect->right = edge(s, first + 3, right, left, right);
    return rect->top < rect->bottom && rect->left < rect->right;
}

static void copy_row(struct qr_engine *e, const struct qr_rect *from, uint32_t y, uint32_t to_y, uint32_t to_x) {
    uint32_t width = qr_min_u32(from->right - from->left, qr_cols(e) - to_x);
    qr_page_copy_span(&e->screen->page, y, from->left, from->left + width, to_y, to_x);
}

/* DECCRA. There is one page, so the pages that parameters 5 and 8 name are it. Rows are taken in the order in which
 * none is overwritten before it was copied. */
void qr_do_deccra(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_rect from, to;
    struct qr_sequence target = {.values = {(int32_t)qr_parameter(s, 5, 0), (int32_t)qr_parameter(s, 6, 0)},
                                 .count = 2};
    if (!qr_rect_parse(e, s, 0, &from) || !qr_rect_parse(e, &target, 0, &to))
        return;
    uint32_t height = qr_min_u32(from.bottom - from.top, qr_rows(e) - to.top);
    for (uint32_t i = 0; i < height; i++) {
        uint32_t row = to.top > from.top ? height - 1 - i : i;
        copy_row(e, &from, from.top + row, to.top + row, to.left);
    }
}

/* What DECFRA fills with: a character of the sets in use. */
static bool fill_character(const struct qr_engine *e, uint32_t code, uint32_t *c) {
    if (code >= 0x20 && code <= 0x7E)
        *c = qr_charset_map((enum qr_charset)e->charsets.slots[e->charsets.left], (uint8_t)code);
    else if (code >= 0xA0 && code <= 0xFF)
        *c = code;
    else
        return false;
    return true;
}

static bool is_screen(const struct qr_engine *e, const struct qr_rect *rect) {
    return rect->top == 0 && rect->left == 0 && rect->bottom == qr_rows(e) && rect->right == qr_cols(e);
}

/* Is the rectangle the whole screen, and filled with this cell? */
static bool is_filled(struct qr_engine *e, const struct qr_rect *rect, struct qr_cell cell) {
    return is_screen(e, rect) && qr_screen_is_filled(e->screen, cell);
}

/* Fills a screen that is filled with another cell. False: it is not, and rows are to be looked at one by one. */
static bool refill(struct qr_engine *e, const struct qr_rect *rect, struct qr_cell cell) {
    struct qr_screen *screen = e->screen;
    struct qr_cell was = qr_rect_cell(&screen->page, 0, 0);
    bool simple = was.bits != 0 && qr_cell_width(was) == QR_NARROW && !qr_cell_is_cluster(was);
    if (!simple || !is_filled(e, rect, was))
        return false;
    qr_page_refill(&screen->page, was, cell, false);
    qr_screen_note_filled(screen, cell);
    return true;
}

void qr_do_decfra(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_screen *screen = e->screen;
    struct qr_rect rect;
    uint32_t c;
    if (!fill_character(e, qr_parameter(s, 0, 0), &c) || !qr_rect_parse(e, s, 1, &rect))
        return;
    struct qr_cell cell = qr_cell_make(screen->dress, c, QR_NARROW);
    if (is_filled(e, &rect, cell) || refill(e, &rect, cell))
        return;
    for (uint32_t y = rect.top; y < rect.bottom; y++)
        qr_page_fill(&screen->page, y, rect.left, rect.right, cell);
}

void qr_do_decera(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_screen *screen = e->screen;
    struct qr_rect rect;
    if (!qr_rect_parse(e, s, 0, &rect) || is_filled(e, &rect, screen->blank))
        return;
    for (uint32_t y = rect.top; y < rect.bottom; y++) {
        qr_page_clear(&screen->page, y, rect.left, rect.right, screen->blank);
        qr_row_erased(e, y, rect.left, rect.right);
    }
}

/* DECSERA changes characters only, renditions stay (VT420 manual, xterm). Only DECSCA protects from it, SPA does not
 * (xterm). */
void qr_do_decsera(struct qr_engine *e, const struct qr_sequence *s) {
    bool minds = e->protection_kind == QR_PROTECTION_DEC;
    struct qr_rect rect;
    if (!qr_rect_parse(e, s, 0, &rect))
        return;
    for (uint32_t y = rect.top; y < rect.bottom; y++) {
        qr_page_put_spaces(&e->screen->page, y, rect.left, rect.right,
                           minds ? QR_SPACES_FOR_UNPROTECTED : QR_SPACES_FOR_TEXT);
        qr_row_erased(e, y, rect.left, rect.right);
    }
}
