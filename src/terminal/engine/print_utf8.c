/* print_utf8.c - UTF-8 text into cells, a row's worth at a time.
 *
 * What print.c does code point by code point is done here for all that one scan says is simple (cluster_scan.h), and
 * leaves the same behind: the same cells, references, clusters that were there for a moment, and printer. Everything
 * else is left to print.c, from the code point on where it begins. */
#include "cluster_scan.h"
#include "feed.h"
#include "print_parts.h"
#include "unicode_breaks.h"
#include "utf8.h"

/* Columns of a scan at most: all of its cells may be wide. */
#define COLUMNS_MAX (2 * QR_FREEZE_CELLS)

/* Cells that are to come into a row. */
struct cells {
    struct qr_cell cell[COLUMNS_MAX];
    uint32_t columns;
    const uint8_t *p, *last; /* text behind them, and of the last one */
    uint32_t last_points;
};

/* Where everything is as the scan takes it to be: text that overwrites the last column, or shifts what is there, is
 * printed by code points. */
static bool is_usual(const struct qr_engine *engine) {
    return qr_charsets_plain(&engine->charsets) && qr_mode(&engine->modes, QR_MODE_AUTOWRAP) &&
           !qr_mode(&engine->modes, QR_MODE_INSERT);
}

/* Behind what was printed last, as far as something may join it. */
static struct qr_break_state state_behind(const struct qr_engine *engine) {
    struct qr_break_state state = {0, 0};
    uint32_t single, count;
    const uint32_t *text;
    if (engine->printer.just_printed && engine->printer.last_plain)
        return qr_break_behind_letter;
    if (qr_print_text_before(engine, &text, &single, &count)) {
        for (uint32_t i = 0; i < count; i++)
            (void)qr_break_before(&state, text[i]);
    }
    return state;
}

/* --- cells ------------------------------------------------------------------------------------------------------ */

static inline void add_cell(struct cells *cells, uint64_t bits, bool wide, struct qr_cell tail) {
    cells->cell[cells->columns++].bits = bits | (uint64_t)wide << QR_CELL_WIDTH_SHIFT;
    if (wide)
        cells->cell[cells->columns++] = tail;
}

static void add_letters(struct cells *cells, uint32_t count, bool wide, struct qr_cell dress) {
    struct qr_cell tail = qr_cell_make(dress, 0, QR_TAIL);
    const uint8_t *p = cells->p, *last = p;
    for (; count > 0; count--) {
        last = p;
        add_cell(cells, qr_cell_blank_like(dress).bits | qr_utf8_take(&p), wide, tail);
    }
    cells->p = p;
    cells->last = last;
    cells->last_points = 1;
}

/* The cluster of so many code points becomes a value of the page, as it does when they come one after the other. False:
 * there is no room for it. */
static bool add_value(struct qr_page *page, const uint32_t *text, uint32_t count, uint32_t *id) {
    uint32_t before = 0;
    for (uint32_t n = 2; n <= count; n++) {
        enum quire_result result = qr_page_add_cluster(page, text, n, id);
        if (before != 0)
            (void)qr_cluster_set_release(qr_page_sets(page).clusters, before);
        if (result != QUIRE_OK)
            return false;
        before = *id;
    }
    return true;
}

static bool add_cluster(struct cells *cells, struct qr_page *page, uint32_t points, bool wide, struct qr_cell dress) {
    struct qr_cell tail = qr_cell_make(dress, 0, QR_TAIL);
    uint32_t text[QUIRE_CLUSTER_MAX], id;
    const uint8_t *p = cells->p;
    for (uint32_t i = 0; i < points; i++)
        text[i] = qr_utf8_take(&p);
    if (!add_value(page, text, points, &id))
        return false;
    add_cell(cells, qr_cell_blank_like(dress).bits | QR_CELL_CLUSTER | id, wide, tail);
    cells->last = cells->p;
    cells->p = p;
    cells->last_points = points;
    return true;
}

/* The cells of a piece; fewer when there is no room for one of its clusters. */
static void add_piece(struct cells *cells, struct qr_page *page, const struct qr_text_piece *piece,
                      struct qr_cell dress) {
    cells->columns = 0;
    cells->p = piece->text;
    for (uint32_t i = 0; i < piece->break_count; i++) {
        uint32_t count = (piece->breaks[i] >> 8) + 1u, points = piece->breaks[i] & 0x7Fu;
        bool wide = (piece->breaks[i] & 0x80u) != 0;
        if (points == 1) {
            add_letters(cells, count, wide, dress);
            continue;
        }
        for (; count > 0; count--) {
            if (!add_cluster(cells, page, points, wide, dress))
                return;
        }
    }
}

/* --- rows ------------------------------------------------------------------------------------------------------- */

/* Clusters are not put over other text: which values die first, and so which ids are free, is told by the order in
 * which code points come. Nor are they where a letter was first and a wide cluster then. */
static bool may_put(const struct qr_engine *engine, const struct qr_text_piece *piece) {
    const struct qr_screen *screen = engine->screen;
    const struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
    bool letters = true;
    for (uint32_t i = 0; i < piece->break_count; i++)
        letters = letters && (piece->breaks[i] & 0x7Fu) == 1;
    return letters || row->length <= screen->cursor.x;
}

/* Puts a piece at the cursor. Returns the bytes that were put. */
static size_t put_piece(struct qr_engine *engine, const struct qr_text_piece *piece, uint32_t edge,
                        struct cells *cells) {
    struct qr_screen *screen = engine->screen;
    if (piece->cells == 0 || !may_put(engine, piece))
        return 0;
    add_piece(cells, &screen->page, piece, screen->dress);
    if (cells->columns == 0)
        return 0;
    qr_page_put_cells(&screen->page, screen->cursor.y, screen->cursor.x, cells->cell, cells->columns);
    qr_print_advance(engine, cells->columns, edge);
    return (size_t)(cells->p - piece->text);
}

/* Makes sure that there are columns for what comes, in the next row where this one is full for it. False: it is not
 * simple, or there are none. A cluster that begins narrow and becomes wide in the last column is not. */
static bool make_room(struct qr_engine *engine, const struct qr_cluster_scan *with, const uint8_t *bytes,
                      const uint8_t *end, uint32_t *edge) {
    const struct qr_cursor *cursor = &engine->screen->cursor;
    struct qr_cluster_scan first;
    const uint8_t *p = bytes;
    *edge = qr_print_edge(engine);
    if (!cursor->pending_wrap && cursor->x + 2 <= *edge)
        return true;
    first.state = with->state;
    first.ambiguous = with->ambiguous;
    first.graphemes = with->graphemes;
    qr_cluster_scan(&first, bytes, end, 1, 2);
    if (first.found.cells == 0)
        return false;
    unsigned width = qr_code_point_width(qr_utf8_take(&p), with->ambiguous);
    if (first.found.last_wide && width == 1 && !cursor->pending_wrap)
        return false;
    return qr_print_make_place(engine, width, edge);
}

static void note_printed(struct qr_engine *engine, const struct cells *cells) {
    struct qr_printer *printer = &engine->printer;
    const uint8_t *p = cells->last;
    unsigned width;
    for (uint32_t i = 0; i < cells->last_points; i++)
        printer->last_cluster[i] = qr_utf8_take(&p);
    printer->last_count = cells->last_points;
    printer->last_plain = cells->last_points == 1 &&
                          qr_plain_run(printer->last_cluster, 1, engine->policy.ambiguous_columns, &width) == 1;
    printer->sized = printer->last_from_set = false;
    printer->just_printed = true;
}

/* Rows of simple text. Returns its bytes. */
static size_t put_simple(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end) {
    const uint8_t *p = bytes;
    struct qr_cluster_scan scan;
    struct cells cells;
    uint32_t edge;
    size_t put;
    scan.state = state_behind(engine);
    scan.ambiguous = engine->policy.ambiguous_columns;
    scan.graphemes = qr_mode(&engine->modes, QR_MODE_GRAPHEMES);
    p += qr_print_past_unseen(engine, &scan, p, end);
    do {
        if (p == end || !make_room(engine, &scan, p, end, &edge))
            break;
        qr_cluster_scan(&scan, p, end, QR_FREEZE_CELLS, edge - engine->screen->cursor.x);
        put = put_piece(engine, &scan.found, edge, &cells);
        if (put > 0)
            note_printed(engine, &cells);
        p += put;
    } while (put > 0 && put == scan.found.bytes && !qr_feed_spent(engine));
    return (size_t)(p - bytes);
}

/* A code point that is not simple. Returns its bytes; 0: it is not whole, or no text. */
static size_t put_one(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end) {
    uint32_t c = *bytes;
    bool ascii = c >= 0x20 && c < 0x7F;
    size_t length = ascii ? 1 : c >= 0x80 && end - bytes >= 4 ? qr_utf8_whole(bytes, &c) : 0;
    if (length > 0)
        qr_print_text(engine, &c, 1);
    return length;
}

/* Ill-formed text is nothing for any scan: it is told here, for in a flood of bytes most pieces begin with it. */
static bool is_ill_formed(const uint8_t *bytes, const uint8_t *end) {
    uint32_t c;
    return *bytes >= 0x80 && end - bytes >= 4 && qr_utf8_whole(bytes, &c) == 0;
}

size_t qr_print_utf8(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end) {
    const uint8_t *p = bytes;
    size_t put = 0;
    if (is_ill_formed(bytes, end) || !is_usual(engine))
        return 0;
    do {
        size_t simple = put_simple(engine, p, end);
        p += simple;
        put = p == end || (simple > 0 && qr_feed_spent(engine)) ? 0 : put_one(engine, p, end);
        p += put;
    } while (put > 0 && p < end && !qr_feed_spent(engine));
    return (size_t)(p - bytes);
}
