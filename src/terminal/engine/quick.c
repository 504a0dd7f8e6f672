/* quick.c - text, renditions and places in one loop.
 *
 * Programs that draw send a place, a rendition and a few letters, over and over. Through the parser's events each of
 * the three asks again for the screen, its modes, the row and the sets of its page, which costs several times what is
 * done then. Here all that is asked once, and again only when it may have changed. Whatever is not written here ends
 * the loop before it happens, and goes the way of all events. */
#include "quick.h"

#include "csi_value.h"
#include "feed.h"
#include "page_row.h"
#include "qr_arith.h"
#include "qr_scan.h"

/* So many bytes are there, whatever is looked at: ESC, a byte, a look, and what reading the last value of it may touch.
 */
#define AHEAD (2 + QR_CSI_LOOK + 4)

struct quick {
    struct qr_engine *engine;
    struct qr_screen *screen;
    struct qr_row_at_hand at;   /* the cursor's row */
    const uint8_t *last;        /* the character that was printed last; NULL: none was */
    bool just_printed, repeats; /* as in qr_printer; `repeats`: nothing but text came behind it */
};

/* --- when ------------------------------------------------------------------------------------------------------ */

/* Is nothing in force that says where text goes, or what it is? */
static bool as_usual(const struct qr_engine *e) {
    return qr_charsets_plain(&e->charsets) && !qr_mode(&e->modes, QR_MODE_INSERT) &&
           !qr_mode(&e->modes, QR_MODE_LEFT_RIGHT_MARGINS) && !qr_mode(&e->modes, QR_MODE_ORIGIN) &&
           (!e->printer.just_printed || e->printer.last_plain);
}

static inline bool is_single(const struct qr_row *row) {
    return (row->flags & QR_ROW_SIZE) == 0;
}

/* --- text ------------------------------------------------------------------------------------------------------ */

/* The dress becomes that of the pen. False: there is no room for the style, and nothing was done. */
static bool dress(struct quick *q) {
    struct qr_screen *screen = q->screen;
    const struct qr_page_header *block = screen->page.block;
    if (qr_screen_put_on(screen) != QUIRE_OK)
        return false;
    if (screen->page.block != block)
        q->at = qr_page_row_at_hand(&screen->page, screen->cursor.y);
    return true;
}

/* ASCII that stays on the row. */
static inline const uint8_t *put_text(struct quick *q, const uint8_t *p, const uint8_t *end) {
    struct qr_screen *screen = q->screen;
    struct qr_page *page = &screen->page;
    size_t count = qr_ascii_run(p, (size_t)(end - p));
    uint32_t x = screen->cursor.x;
    if (screen->cursor.pending_wrap || count >= page->block->cols || !qr_row_takes(page, &q->at, x, (uint32_t)count) ||
        p[count] >= 0x80)
        return p;
    if (!qr_screen_is_settled(screen) && !dress(q))
        return p;
    if (count <= QR_SHORT_TEXT)
        qr_row_put_short(page, &q->at, x, p, (uint32_t)count, screen->dress);
    else
        qr_page_put_ascii(page, screen->cursor.y, x, p, (uint32_t)count, screen->dress);
    screen->cursor.x = x + (uint32_t)count;
    q->last = p + count - 1;
    q->just_printed = q->repeats = true;
    return p + count;
}

/* --- sequences ------------------------------------------------------------------------------------------------- */

static inline const uint8_t *rendition(struct quick *q, const uint8_t *p, const uint8_t *end) {
    const uint8_t *behind = qr_sgr_read(&q->engine->renditions, p + 2, end, &q->screen->pen);
    if (!behind)
        return p;
    q->repeats = false;
    return behind;
}

/* Behind a control function that moves the cursor. */
static inline void moved(struct quick *q) {
    q->screen->cursor.pending_wrap = false;
    q->just_printed = q->repeats = q->engine->printer.sized = false;
}

/* The digits in [from, to) as a number that counts from 1, as 0 and nothing do, too. */
static inline uint32_t count_at(const uint8_t *from, uint32_t digits) {
    uint32_t value = digits > 0 ? qr_csi_digits_value(from, digits) : 1;
    return value > 0 ? value : 1;
}

static inline bool move_to(struct quick *q, uint32_t row, uint32_t column) {
    struct qr_page *page = &q->screen->page;
    struct qr_cursor *cursor = &q->screen->cursor;
    row = qr_min_u32(row, page->block->rows) - 1;
    struct qr_row_at_hand at = qr_page_row_at_hand(page, row);
    if (!is_single(at.row))
        return false;
    q->at = at;
    cursor->y = row;
    cursor->x = qr_min_u32(column, page->block->cols) - 1;
    moved(q);
    return true;
}

/* CUP with its parameters at `p`; the first byte that is no digit is at p[digits]. NULL: it is another. */
static inline const uint8_t *address(struct quick *q, const uint8_t *p, uint32_t others, uint32_t digits) {
    const uint8_t *second = p + digits + 1;
    uint32_t row = count_at(p, digits), column = 1;
    if (p[digits] == ';') {
        others &= others - 1;
        uint32_t count = qr_lowest_bit(others) - digits - 1;
        if (count > 3 || second[count] != 'H')
            return NULL;
        column = count_at(second, count);
        second += count + 1;
    }
    return move_to(q, row, column) ? second : NULL;
}

/* A control sequence of at most two short parameters, or a rendition. */
static inline const uint8_t *sequence(struct quick *q, const uint8_t *p, const uint8_t *end) {
    uint32_t others = qr_csi_not_digits(p + 2) | 3u << QR_CSI_LOOK, digits = qr_lowest_bit(others);
    if (digits <= 3 && (p[2 + digits] == ';' || p[2 + digits] == 'H')) {
        const uint8_t *behind = address(q, p + 2, others, digits);
        if (behind)
            return behind;
    }
    return rendition(q, p, end);
}

/* --- the loop -------------------------------------------------------------------------------------------------- */

/* One of them; where it stands it is another. */
static inline const uint8_t *step(struct quick *q, const uint8_t *p, const uint8_t *end) {
    if (*p == 0x1B)
        return p[1] == '[' ? sequence(q, p, end) : p;
    return *p >= 0x20 && *p < 0x7F ? put_text(q, p, end) : p;
}

/* What others read is as it would be. */
static void leave(struct quick *q) {
    struct qr_printer *printer = &q->engine->printer;
    if (q->last) {
        printer->last_cluster[0] = *q->last;
        printer->last_plain = true;
        printer->sized = printer->last_from_set = printer->at_edge = false;
    }
    if (!q->repeats)
        printer->last_count = 0;
    else if (q->last)
        printer->last_count = 1;
    printer->just_printed = q->just_printed;
    qr_feed_settle(q->engine);
}

const uint8_t *qr_quick_feed(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end) {
    struct qr_screen *screen = engine->screen;
    if (end - bytes < AHEAD || !as_usual(engine))
        return bytes;
    struct quick q = {
        engine, screen, qr_page_row_at_hand(&screen->page, screen->cursor.y), NULL, engine->printer.just_printed, true};
    if (!is_single(q.at.row))
        return bytes;
    const uint8_t *from, *p = bytes;
    do {
        from = p;
        p = step(&q, p, end);
    } while (p > from && end - p >= AHEAD && !qr_feed_spent(engine));
    if (p > bytes)
        leave(&q);
    return p;
}
