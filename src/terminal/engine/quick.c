/* quick.c - text, renditions and places in one loop.
 *
 * Programs that draw send a place, a rendition and a few letters, over and over. Through the parser's events each of
 * the three asks again for the screen, its modes, the row and the sets of its page, which costs several times what is
 * done then. Here all that is asked once, and again only when it may have changed. Whatever is not written here ends
 * the loop before it happens, and goes the way of all events. */
#include "quick.h"

#include "csi_scan.h"
#include "csi_value.h"
#include "feed.h"
#include "handlers.h"
#include "link_read.h"
#include "page_row.h"
#include "qr_arith.h"
#include "qr_scan.h"

/* So many bytes are there, whatever is looked at: ESC, a byte, a colour, and what reading its last value may touch. */
#define AHEAD (ptrdiff_t)(2 + QR_SGR_RGB_BYTES + 4)

struct quick {
    struct qr_engine *engine;
    struct qr_screen *screen;
    struct qr_row_at_hand at; /* the cursor's row */
    const uint8_t *text;      /* behind the character that was printed last; NULL: none was */
    const uint8_t *moved;     /* behind the control function that came last, renditions aside; NULL: none did */
    uint64_t most_work;       /* the page's, when the budget is spent; 0: it is */
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
static bool dress_anew(struct quick *q) {
    const struct qr_page_header *block = q->screen->page.block;
    if (qr_screen_put_on(q->screen) != QUIRE_OK)
        return false;
    if (q->screen->page.block != block)
        q->at = qr_page_row_at_hand(&q->screen->page, q->screen->cursor.y);
    return true;
}

static inline bool dress(struct quick *q) {
    struct qr_screen *screen = q->screen;
    struct qr_style pen = screen->pen;
    uint32_t id, old = qr_cell_style(screen->dress);
    if (qr_style_is_default(pen) || (qr_style_link(pen) | qr_style_link(screen->settled)) != 0 ||
        !qr_row_add_style(&screen->page, &q->at, pen, &id))
        return dress_anew(q);
    screen->settled = pen;
    screen->dress = qr_cell_with_style(screen->dress, id);
    if (old != 0)
        (void)qr_style_set_release(q->at.styles, old);
    return true;
}

/* ASCII that stays on the row. */
static inline const uint8_t *put_text(struct quick *q, const uint8_t *p, const uint8_t *end) {
    struct qr_screen *screen = q->screen;
    struct qr_page *page = &screen->page;
    size_t count = qr_ascii_run(p, (size_t)(end - p));
    uint32_t x = screen->cursor.x;
    bool goes_on = p + count < end && p[count] >= 0x80; /* other text may join the last of it */
    if (screen->cursor.pending_wrap || count >= page->block->cols || !qr_row_takes(page, &q->at, x, (uint32_t)count) ||
        goes_on || page->work >= q->most_work)
        return p;
    if (!qr_screen_is_settled(screen) && !dress(q))
        return p;
    if (count == 1 || (count <= QR_SHORT_TEXT && x + QR_SHORT_TEXT <= page->block->cols))
        qr_row_put_short(page, &q->at, x, p, (uint32_t)count, screen->dress);
    else
        qr_page_put_ascii(page, screen->cursor.y, x, p, (uint32_t)count, screen->dress);
    screen->cursor.x = x + (uint32_t)count;
    q->text = p + count;
    return p + count;
}

/* --- sequences ------------------------------------------------------------------------------------------------- */

/* The digits in [from, to) as a number that counts from 1, as 0 and nothing do, too. */
static inline uint32_t count_at(const uint8_t *from, uint32_t digits) {
    uint32_t value = digits > 0 ? qr_csi_digits_value(from, digits) : 1;
    return value > 0 ? value : 1;
}

/* The cursor stands in column x of row y. False: the row is of double size, and nothing was done. */
static inline bool place(struct quick *q, uint32_t x, uint32_t y) {
    struct qr_cursor *cursor = &q->screen->cursor;
    struct qr_row_at_hand at = qr_page_row_at_hand(&q->screen->page, y);
    if (!is_single(at.row))
        return false;
    q->at = at;
    cursor->x = x;
    cursor->y = y;
    cursor->pending_wrap = false;
    return true;
}

/* CUP with its parameters at `p`; the first byte that is no digit is at p[digits]. NULL: it is another. */
static inline const uint8_t *address(struct quick *q, const uint8_t *p, uint32_t others, uint32_t digits) {
    const struct qr_page_header *block = q->screen->page.block;
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
    return place(q, qr_min_u32(column, block->cols) - 1, qr_min_u32(row, block->rows) - 1) ? second : NULL;
}

/* Rows up and down stop at a margin when they begin inside it. */
static uint32_t row_above(const struct quick *q, uint32_t count) {
    uint32_t y = q->screen->cursor.y, stop = y >= q->engine->margins.top ? q->engine->margins.top : 0;
    return y - stop > count ? y - count : stop;
}

static uint32_t row_below(const struct quick *q, uint32_t count) {
    const struct qr_margins *margins = &q->engine->margins;
    uint32_t y = q->screen->cursor.y, stop = (y < margins->bottom ? margins->bottom : qr_rows(q->engine)) - 1;
    return stop - y > count ? y + count : stop;
}

/* CUU, CUD, CUF, CUB, CHA and VPA. False: it is another, or reverse wrap is in force. */
static inline bool move(struct quick *q, uint8_t final, uint32_t count) {
    const struct qr_page_header *block = q->screen->page.block;
    uint32_t x = q->screen->cursor.x, y = q->screen->cursor.y;
    switch (final) {
    case 'A':
        return place(q, x, row_above(q, count));
    case 'B':
        return place(q, x, row_below(q, count));
    case 'C':
        return place(q, qr_min_u32(x + count, block->cols - 1), y);
    case 'D':
        return !qr_mode(&q->engine->modes, QR_MODE_REVERSE_WRAP) &&
               !qr_mode(&q->engine->modes, QR_MODE_EXTENDED_REVERSE_WRAP) && place(q, x - qr_min_u32(count, x), y);
    case 'G':
        return place(q, qr_min_u32(count, block->cols) - 1, y);
    case 'd':
        return place(q, x, qr_min_u32(count, block->rows) - 1);
    default:
        return false;
    }
}

/* The handler of an edit at the cursor, of a parameter or none. NULL: it is another function. */
static inline qr_handler *editor(uint8_t final) {
    switch (final) {
    case 'K':
        return qr_do_el;
    case 'X':
        return qr_do_ech;
    case 'L':
        return qr_do_il;
    case 'M':
        return qr_do_dl;
    case 'P':
        return qr_do_dch;
    case '@':
        return qr_do_ich;
    default:
        return NULL;
    }
}

/* One of them. Nothing is in force behind it that was not before, but rows may be others. */
static void edit(struct quick *q, qr_handler *handler, uint32_t value, bool omitted) {
    struct qr_engine *e = q->engine;
    struct qr_sequence sequence;
    sequence.count = !omitted;
    sequence.values[0] = (int32_t)value;
    qr_engine_settle_pen(e);
    handler(e, &sequence);
    q->at = qr_page_row_at_hand(&q->screen->page, q->screen->cursor.y);
    if (!is_single(q->at.row) || qr_feed_spent(e))
        q->most_work = 0; /* text and edits are for the events */
}

/* A rendition of one parameter that stands for itself. */
static inline bool plain_rendition(struct qr_style *pen, const uint8_t *p, uint32_t digits) {
    uint32_t code = digits > 0 ? qr_csi_digits_value(p, digits) : 0;
    if (qr_sgr_is_extended(code))
        return false;
    qr_sgr_plain(pen, code);
    return true;
}

/* A move, an edit or a rendition. */
static inline const uint8_t *sequence(struct quick *q, const uint8_t *p, const uint8_t *end) {
    struct qr_style *pen = &q->screen->pen;
    const uint8_t *behind = qr_sgr_read_rgb(p + 2, pen);
    if (behind)
        return behind;
    uint32_t others = qr_csi_not_digits(p + 2) | 3u << QR_CSI_LOOK, digits = qr_lowest_bit(others);
    uint8_t first = p[2 + digits];
    bool is_short = digits <= 3;
    if (first == 'm' && is_short && plain_rendition(pen, p + 2, digits))
        return p + 3 + digits;
    if ((first == ';' || first == 'H') && is_short) {
        behind = address(q, p + 2, others, digits);
        if (behind)
            return q->moved = behind;
    }
    if (first == ';' || first == 'm' || first == ':') {
        behind = qr_sgr_read(&q->engine->renditions, p + 2, end, pen);
        return behind ? behind : p;
    }
    if (!is_short)
        return p;
    qr_handler *handler = editor(first);
    if (handler && q->most_work == 0)
        return p;
    if (handler)
        edit(q, handler, digits > 0 ? qr_csi_digits_value(p + 2, digits) : 0, digits == 0);
    return handler || move(q, first, count_at(p + 2, digits)) ? q->moved = p + 3 + digits : p;
}

/* --- others ---------------------------------------------------------------------------------------------------- */

/* Are dress and blank those of the pen, which control functions ask for? */
static bool is_settled(const struct qr_screen *screen) {
    return qr_screen_is_settled(screen) && screen->blank_color.bits == qr_style_background(screen->pen).bits;
}

/* LF where nothing scrolls. */
static bool go_down(struct quick *q) {
    const struct qr_cursor *cursor = &q->screen->cursor;
    uint32_t below = cursor->y + 1;
    return below != q->engine->margins.bottom && below < q->screen->page.block->rows &&
           !qr_mode(&q->engine->modes, QR_MODE_NEWLINE) && place(q, cursor->x, below);
}

/* CR and LF. */
static const uint8_t *control(struct quick *q, const uint8_t *p) {
    struct qr_cursor *cursor = &q->screen->cursor;
    if (!is_settled(q->screen) || (*p == '\n' && !go_down(q)))
        return p;
    if (*p == '\r')
        cursor->x = 0;
    cursor->pending_wrap = false;
    return q->moved = p + 1;
}

/* ESC ( B, which many programs write with every rendition, where ASCII is what is there. */
static const uint8_t *designation(struct quick *q, const uint8_t *p) {
    bool known = p[1] == '(' && p[2] == 'B' && q->engine->charsets.slots[0] == QR_CHARSET_ASCII;
    return known && is_settled(q->screen) ? q->moved = p + 3 : p;
}

/* --- the loop -------------------------------------------------------------------------------------------------- */

/* One of them; where it stands it is another. */
static inline const uint8_t *step(struct quick *q, const uint8_t *p, const uint8_t *end) {
    if (*p >= 0x20)
        return *p < 0x7F ? put_text(q, p, end) : p;
    if (*p == 0x1B)
        return p[1] == '[' ? sequence(q, p, end) : designation(q, p);
    return *p == '\r' || *p == '\n' ? control(q, p) : p;
}

/* What printing remembers is as the events would have left it: text goes on behind renditions, and what a control
 * function moves away from is not repeated. */
static void leave(const struct quick *q, const uint8_t *p) {
    struct qr_printer *printer = &q->engine->printer;
    if (q->text) {
        printer->last_cluster[0] = q->text[-1];
        printer->last_plain = true;
        printer->last_from_set = printer->at_edge = false;
    }
    if (q->text || q->moved) {
        printer->just_printed = (uintptr_t)q->text > (uintptr_t)q->moved;
        printer->sized = false;
    }
    printer->last_count = q->text == p;
    qr_feed_settle(q->engine);
}

/* Everything is looked at again. False: not now. */
static bool enter(struct quick *q, struct qr_engine *e) {
    const struct qr_parser *parser = &e->parser;
    struct qr_page *page = &e->screen->page;
    uint64_t work = qr_feed_work(e), left = e->feed.budget - work;
    *q = (struct quick){e,    e->screen, qr_page_row_at_hand(page, e->screen->cursor.y),
                        NULL, NULL,      left < UINT64_MAX - page->work ? page->work + left : UINT64_MAX};
    return as_usual(e) && is_single(q->at.row) && work < e->feed.budget && !parser->vt52 && qr_parser_idle(parser);
}

/* May this be all behind ESC, and begins nothing? */
static inline bool is_final(uint8_t byte) {
    return byte >= '0' && byte <= '~' && byte != '[' && byte != 'P' && byte != 'X' && byte != ']' && byte != '^' &&
           byte != '_';
}

/* A link, if it is an ordinary one and the host does not ask about those. */
static const uint8_t *feed_link(struct qr_engine *engine, const uint8_t *p, const uint8_t *end) {
    struct qr_link_parts parts;
    const uint8_t *behind = engine->strings.links ? NULL : qr_link_read(p, end, &parts);
    if (!behind)
        return p;
    qr_engine_link(engine, &parts);
    return behind;
}

/* Anything else that is short and whole, by its handler; `p` is where the loop was left. Returns the place behind it.
 */
static const uint8_t *feed_other(struct qr_engine *engine, const uint8_t *p, const uint8_t *end) {
    struct qr_sequence sequence;
    if (*p >= 0x20)
        return p;
    if (*p != 0x1B) {
        qr_engine_control(engine, *p);
        return p + 1;
    }
    if (is_final(p[1])) {
        sequence = (struct qr_sequence){.final = p[1]};
        qr_engine_escape(engine, &sequence);
        return p + 2;
    }
    if (p[1] == ']')
        return feed_link(engine, p, end);
    const uint8_t *behind = p[1] == '[' ? qr_csi_scan(p + 2, end, &sequence) : NULL;
    if (behind)
        qr_engine_csi(engine, &sequence);
    return behind ? behind : p;
}

const uint8_t *qr_quick_feed(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end) {
    struct quick q;
    const uint8_t *p = bytes;
    if (end - bytes < AHEAD)
        return bytes;
    const uint8_t *last = end - AHEAD; /* where one of them may begin */
    while (p <= last && enter(&q, engine)) {
        const uint8_t *from = p, *at;
        do {
            at = p;
            p = step(&q, p, end);
        } while (p > at && p <= last);
        if (p > from)
            leave(&q, p);
        if (p > at || engine->parser.paused)
            break;
        p = feed_other(engine, p, end);
        if (p == at || engine->parser.paused)
            break;
    }
    return p;
}
