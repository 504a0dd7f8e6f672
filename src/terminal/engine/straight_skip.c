#include "straight_skip.h"

#include "qr_scan.h"
#include "straight_pen.h"

/* Behind the line at `p`, with the pen that it leaves; NULL: it is not so simple, or goes on behind `end`. */
static const uint8_t *behind_line(struct qr_engine *e, const uint8_t *p, const uint8_t *end, uint32_t cols,
                                  struct qr_straight_pen *pen) {
    size_t columns = 0;
    while (p && p < end && *p != '\r') {
        size_t run = qr_ascii_run(p, (size_t)(end - p));
        columns += run;
        p += run;
        if (columns > cols || (run == 0 && *p != 0x1B))
            return NULL;
        if (run == 0)
            p = qr_straight_pen_read(pen, e, p, end);
    }
    return p && end - p >= 2 && p[1] == '\n' ? p + 2 : NULL;
}

/* The rows of the region are blank, and `rows` more have taken numbers. */
static void clear_region(struct qr_engine *e, uint64_t rows) {
    struct qr_page *page = &e->screen->page;
    uint64_t next_line = page->block->next_line + rows;
    uint32_t last = e->margins.bottom - 1;
    for (uint32_t y = e->margins.top; y < last; y++) {
        qr_page_reset_row(page, y, (struct qr_cell){0});
        qr_page_row(page, y)->flags = 0;
    }
    qr_page_reset_row(page, last, e->screen->blank);
    qr_page_row(page, last)->line = next_line - 1;
    page->block->next_line = next_line;
}

bool qr_straight_skip(struct qr_engine *e, const uint8_t *bytes, const uint8_t *end) {
    struct qr_straight_pen pen;
    uint64_t rows = 0;
    qr_straight_pen_begin(&pen, e);
    for (; bytes && bytes < end; rows++)
        bytes = behind_line(e, bytes, end, qr_cols(e), &pen);
    if (!bytes)
        return false;
    qr_straight_pen_end(&pen, e);
    clear_region(e, rows);
    e->screen->cursor.x = 0;
    e->printer.just_printed = false;
    return true;
}
