/* print.c - text into cells: wrapping, wide characters, grapheme clusters, character sets, insert mode. */
#include "print_parts.h"

#include "unicode_properties.h"

/* The edge that text at column x of the cursor's row wraps at: the right margin or the end of a line of double size, or
 * the screen's edge for what is beyond. */
static uint32_t edge_at(const struct qr_engine *engine, uint32_t x) {
    uint32_t right = qr_right(engine), cols = qr_line_cols(engine, engine->screen->cursor.y);
    right = cols < right ? cols : right;
    return x < right ? right : qr_cols(engine);
}

uint32_t qr_print_edge(const struct qr_engine *engine) {
    return edge_at(engine, engine->screen->cursor.x);
}

/* On a screen of one row the line goes on with what scrolled off. */
static void scroll_only_row(struct qr_engine *engine) {
    struct qr_page *page = &engine->screen->page;
    struct qr_row *row = qr_page_row(page, 0);
    uint64_t line = row->line, column = row->column + qr_page_joined_cols(page, row);
    row->flags |= QR_ROW_WRAPPED;
    qr_scroll_up(engine, 1);
    qr_page_adopt_line(page, qr_page_row(page, 0), line, column);
    qr_page_row(page, 0)->flags |= QR_ROW_AWAITED;
}

/* A wrap at this edge joins lines: it is the screen's, and no margin or double size is in the way. */
static bool wraps_full(const struct qr_engine *engine, uint32_t edge) {
    const struct qr_row *row = qr_page_row(&engine->screen->page, engine->screen->cursor.y);
    return edge == qr_cols(engine) && qr_left(engine) == 0 && qr_row_size(row) == QR_SIZE_SINGLE;
}

/* What follows row y does not stand below it, but comes from scrolling, or nowhere. */
static bool is_last(const struct qr_engine *engine, uint32_t y) {
    return y + 1 == engine->margins.bottom || y + 1 == qr_rows(engine);
}

/* The cursor to the first column of the next row, which goes on with this row's text. */
static void wrap_line(struct qr_engine *engine) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    uint32_t y = cursor->y;
    bool full = wraps_full(engine, qr_print_edge(engine)), last = is_last(engine, y);
    bool scrolls = y + 1 == engine->margins.bottom && qr_cursor_in_region(engine);
    qr_screen_settle_blank(screen);
    cursor->pending_wrap = false;
    if (full && !last) {
        qr_page_set_wrapped(&screen->page, y, true);
        cursor->y++;
    } else if (full && scrolls && qr_rows(engine) == 1) {
        scroll_only_row(engine);
    } else {
        qr_index(engine);
        if (full && scrolls)
            qr_page_set_wrapped(&screen->page, cursor->y - 1, true);
    }
    cursor->x = qr_left(engine); /* last, so that beside the margins nothing scrolls (xterm) */
}

/* The last column stays empty, where the cursor is, because what comes is wide and of style `beside`; it says so at the
 * screen's edge. */
static void leave_last_column(struct qr_engine *engine, uint32_t edge, struct qr_style beside) {
    struct qr_screen *screen = engine->screen;
    const struct qr_cursor *cursor = &screen->cursor;
    qr_screen_settle_blank(screen);
    if (edge == qr_cols(engine))
        qr_page_put_spacer(&screen->page, cursor->y, beside);
    else
        qr_page_clear(&screen->page, cursor->y, cursor->x, cursor->x + 1, screen->blank);
}

void qr_print_advance(struct qr_engine *engine, uint32_t columns, uint32_t edge) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    cursor->x += columns;
    engine->printer.at_edge = cursor->x >= edge;
    if (engine->printer.at_edge) {
        cursor->x = edge - 1;
        cursor->pending_wrap = qr_mode(&engine->modes, QR_MODE_AUTOWRAP);
    }
}

/* Insert mode: makes room at the cursor; beside the left and right margins nothing shifts, as for ICH (xterm). */
static void insert_room(struct qr_engine *engine, uint32_t columns, uint32_t edge) {
    struct qr_screen *screen = engine->screen;
    bool beside = screen->cursor.x < qr_left(engine) || screen->cursor.x >= qr_right(engine);
    if (!qr_mode(&engine->modes, QR_MODE_INSERT) || beside)
        return;
    qr_screen_settle_blank(screen);
    qr_page_shift(&screen->page, screen->cursor.y, screen->cursor.x, edge, (int32_t)columns, screen->blank);
}

/* Most text is short, and nothing is in force that it would have to be asked about. False: nothing was put, for it
 * reaches the edge, or something is. */
static bool put_short_ascii(struct qr_engine *engine, const uint8_t *text, size_t length) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    bool usual = !cursor->pending_wrap && !qr_mode(&engine->modes, QR_MODE_INSERT) &&
                 !qr_mode(&engine->modes, QR_MODE_LEFT_RIGHT_MARGINS) &&
                 qr_row_size(qr_page_row(&screen->page, cursor->y)) == QR_SIZE_SINGLE;
    if (!usual || length >= qr_cols(engine) - cursor->x)
        return false;
    qr_page_put_ascii(&screen->page, cursor->y, cursor->x, text, (uint32_t)length, screen->dress);
    cursor->x += (uint32_t)length;
    engine->printer.at_edge = false;
    return true;
}

/* Where a run must end that begins at the cursor and is put at once: what inserts does so from the left margin on. */
static uint32_t run_end(const struct qr_engine *engine, uint32_t edge) {
    uint32_t left = qr_left(engine);
    bool crosses = qr_mode(&engine->modes, QR_MODE_INSERT) && engine->screen->cursor.x < left && left < edge;
    return crosses ? left : edge;
}

/* A part of a run at the cursor. What comes behind the last column is known when the run has `more`: then a row that is
 * written over, and went on in the next one as it will again, is not parted from it and joined anew, which would visit
 * all the rows below. */
static void put_ascii_part(struct qr_engine *engine, const uint8_t *text, uint32_t count, bool more, uint32_t edge) {
    struct qr_screen *screen = engine->screen;
    const struct qr_cursor *cursor = &screen->cursor;
    bool over = more && cursor->x + count == edge && qr_mode(&engine->modes, QR_MODE_AUTOWRAP);
    if (over && wraps_full(engine, edge) && !is_last(engine, cursor->y))
        qr_page_put_ascii_through(&screen->page, cursor->y, cursor->x, text, count, screen->dress);
    else
        qr_page_put_ascii(&screen->page, cursor->y, cursor->x, text, count, screen->dress);
}

static void put_ascii_run(struct qr_engine *engine, const uint8_t *text, size_t length) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    if (put_short_ascii(engine, text, length))
        return;
    while (length > 0) {
        if (cursor->pending_wrap)
            wrap_line(engine);
        uint32_t edge = qr_print_edge(engine), room = run_end(engine, edge) - cursor->x;
        uint32_t count = length < room ? (uint32_t)length : room;
        insert_room(engine, count, edge);
        put_ascii_part(engine, text, count, length > count, edge);
        qr_print_advance(engine, count, edge);
        text += count;
        length -= count;
        if (length > 0 && engine->printer.at_edge && !qr_mode(&engine->modes, QR_MODE_AUTOWRAP)) {
            text += length - 1; /* everything but the last character is overwritten in the last column */
            length = 1;
        }
    }
}

/* --- clusters -------------------------------------------------------------------------------------------------- */

/* The cell before the cursor, its head if it is wide. False at the edge, or where nothing is; at the left margin only
 * what was printed just now counts, by a cursor that came from beyond it. */
static bool cell_before(const struct qr_engine *engine, uint32_t *x) {
    const struct qr_screen *screen = engine->screen;
    const struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
    const struct qr_cell *cells = qr_page_cells(&screen->page, row);
    uint32_t at = screen->cursor.x;
    if (!screen->cursor.pending_wrap || at + 1 < qr_print_edge(engine)) { /* CBT leaves the edge with a wrap pending */
        if (at == 0 || (at == qr_left(engine) && !engine->printer.just_printed))
            return false;
        at--;
    }
    if (qr_cell_width(cells[at]) == QR_TAIL)
        at--;
    *x = at;
    return qr_cell_content(cells[at]) != 0;
}

/* Without autowrap the last column stays under the cursor, with no pending wrap: what was printed there last. */
static bool join_target(const struct qr_engine *engine, uint32_t *x) {
    const struct qr_cursor *cursor = &engine->screen->cursor;
    if (!qr_mode(&engine->modes, QR_MODE_AUTOWRAP) && engine->printer.just_printed && engine->printer.at_edge) {
        const struct qr_row *row = qr_page_row(&engine->screen->page, cursor->y);
        const struct qr_cell *cells = qr_page_cells(&engine->screen->page, row);
        if (qr_cell_content(cells[cursor->x]) != 0) {
            *x = cursor->x;
            return true;
        }
    }
    return cell_before(engine, x);
}

bool qr_print_text_before(const struct qr_engine *engine, const uint32_t **text, uint32_t *single, uint32_t *count) {
    const struct qr_screen *screen = engine->screen;
    uint32_t x;
    if (!engine->printer.just_printed || !join_target(engine, &x))
        return false;
    struct qr_cell cell = qr_page_cells(&screen->page, qr_page_row(&screen->page, screen->cursor.y))[x];
    *text = qr_page_cell_text(&screen->page, cell, single, count);
    return true;
}

bool qr_cluster_joins(const uint32_t *text, uint32_t count, uint32_t c) {
    struct qr_break_state state = {0, 0};
    for (uint32_t i = 0; i < count; i++)
        (void)qr_break_before(&state, text[i]);
    return !qr_break_before(&state, c);
}

/* As wide as the cluster is to be from now on: what OSC 66 sized and what mode 2027 does not measure stays as it is,
 * and so does an ambiguous base. */
bool qr_cluster_grows_wide(const struct qr_engine *engine, const uint32_t *text, uint32_t count, bool was_wide) {
    if (!qr_mode(&engine->modes, QR_MODE_GRAPHEMES) || engine->printer.sized)
        return was_wide;
    return qr_cluster_width(text, count, was_wide ? 2 : 1) == 2;
}

/* Puts a cluster that has become wide in the last column, where it was printed just now, into the next row, as a wide
 * character would have gone there: with a spacer behind it, and in two columns; in one where that row has no more. */
static void carry_over(struct qr_engine *engine, uint32_t id) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    struct qr_cell cell = qr_page_cells(&screen->page, qr_page_row(&screen->page, cursor->y))[cursor->x];
    uint32_t style = qr_cell_style(cell);
    qr_page_use_style(&screen->page, style, 1); /* nobody else may hold it when its cell is gone */
    leave_last_column(engine, qr_print_edge(engine), qr_page_style(&screen->page, style));
    wrap_line(engine);
    uint32_t edge = qr_print_edge(engine), width = cursor->x + 2 <= edge ? 2 : 1;
    insert_room(engine, width, edge);
    cell = qr_cell_make(cell, id, width == 2 ? QR_WIDE : QR_NARROW);
    cell.bits |= QR_CELL_CLUSTER;
    qr_page_put(&screen->page, cursor->y, cursor->x, cell);
    qr_page_release_style(&screen->page, style, 1);
    qr_print_advance(engine, width, edge);
}

/* Puts the cluster in place of the cell at x, narrow or wide. */
static void replace_cell(struct qr_engine *engine, uint32_t x, uint32_t id, bool was_wide, bool wide) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    uint32_t edge = edge_at(engine, x);
    if (wide && !was_wide && qr_mode(&engine->modes, QR_MODE_INSERT)) {
        qr_screen_settle_blank(screen);
        qr_page_shift(&screen->page, cursor->y, x + 1, edge, 1, screen->blank);
    }
    qr_page_replace(&screen->page, cursor->y, x, id, true, wide);
    if (wide == was_wide)
        return;
    cursor->x = x;
    cursor->pending_wrap = false;
    qr_print_advance(engine, wide ? 2 : 1, edge);
}

/* Makes the cell at x a cluster of one more code point. One that becomes wide in the last column is carried over where
 * a wrap is pending behind it; elsewhere it stays narrow: without autowrap, and where the cursor was put behind the
 * right margin. */
static void grow_cell(struct qr_engine *engine, uint32_t x, const uint32_t *text, uint32_t count) {
    struct qr_screen *screen = engine->screen;
    const struct qr_cursor *cursor = &screen->cursor;
    const struct qr_row *row = qr_page_row(&screen->page, cursor->y);
    bool was_wide = qr_cell_width(qr_page_cells(&screen->page, row)[x]) == QR_WIDE;
    bool wide = qr_cluster_grows_wide(engine, text, count, was_wide);
    uint32_t id, edge = edge_at(engine, x);
    enum quire_result result = qr_page_add_cluster(&screen->page, text, count, &id);
    if (result != QUIRE_OK) {
        qr_engine_note_as(engine, QUIRE_LOG_CLUSTER_DROPPED, result);
        return;
    }
    bool fits = was_wide || !wide || x + 2 <= edge;
    if (!fits && cursor->pending_wrap && cursor->x == x && edge - qr_left(engine) >= 2)
        carry_over(engine, id);
    else
        replace_cell(engine, x, id, was_wide, wide && fits);
}

/* Joins `c` to the cell before the cursor if it belongs there. */
static bool try_join(struct qr_engine *engine, uint32_t c, unsigned width) {
    struct qr_screen *screen = engine->screen;
    uint32_t x, count, single, text[QUIRE_CLUSTER_MAX];
    bool graphemes = qr_mode(&engine->modes, QR_MODE_GRAPHEMES);
    if ((width > 0 && (!engine->printer.just_printed || !graphemes)) || !join_target(engine, &x))
        return false;
    struct qr_cell cell = qr_page_cells(&screen->page, qr_page_row(&screen->page, screen->cursor.y))[x];
    const uint32_t *old = qr_page_cell_text(&screen->page, cell, &single, &count);
    if (width > 0 && !qr_cluster_joins(old, count, c))
        return false;
    if (count >= QUIRE_CLUSTER_MAX) {
        qr_log(engine, QUIRE_LOG_CLUSTER_TOO_LONG);
        return true; /* the limit: what comes beyond is dropped */
    }
    memcpy(text, old, count * sizeof *text);
    text[count] = c;
    grow_cell(engine, x, text, count + 1);
    return true;
}

/* --- one character --------------------------------------------------------------------------------------------- */

bool qr_print_make_place(struct qr_engine *engine, uint32_t width, uint32_t *edge) {
    const struct qr_cursor *cursor = &engine->screen->cursor;
    if (cursor->pending_wrap)
        wrap_line(engine);
    *edge = qr_print_edge(engine);
    if (cursor->x + width <= *edge)
        return true;
    if (*edge - qr_left(engine) < width || !qr_mode(&engine->modes, QR_MODE_AUTOWRAP))
        return false;
    leave_last_column(engine, *edge, engine->screen->pen);
    wrap_line(engine);
    *edge = qr_print_edge(engine);
    return cursor->x + width <= *edge; /* the next line may be one of double size, and too narrow */
}

/* A character stands in a cell of its own; nothing joins it from behind without being asked about when it is `plain`.
 */
static void note_printed(struct qr_engine *engine, uint32_t c, bool plain) {
    engine->printer.last_cluster[0] = c;
    engine->printer.last_count = 1;
    engine->printer.sized = false;
    engine->printer.just_printed = true;
    engine->printer.last_plain = plain;
}

static void print_one(struct qr_engine *engine, uint32_t c, unsigned ambiguous) {
    struct qr_screen *screen = engine->screen;
    unsigned width = qr_code_point_width(c, ambiguous);
    uint32_t edge;
    if (c >= 0x80 && c < 0xA0)
        return; /* C1 controls encoded in UTF-8 are not obeyed and show nothing */
    if ((width == 0 || qr_may_join(c) || !engine->printer.last_plain) && try_join(engine, c, width)) {
        if (engine->printer.just_printed && engine->printer.last_count > 0 &&
            engine->printer.last_count < QUIRE_CLUSTER_MAX)
            engine->printer.last_cluster[engine->printer.last_count++] = c;
        engine->printer.just_printed = !engine->printer.sized;
        engine->printer.last_plain = false;
        return;
    }
    if (width == 0)
        return; /* nothing to stand on */
    if (!qr_print_make_place(engine, width, &edge))
        return;
    insert_room(engine, width, edge);
    struct qr_cell cell = qr_cell_make(screen->dress, c, width == 2 ? QR_WIDE : QR_NARROW);
    qr_page_put(&screen->page, screen->cursor.y, screen->cursor.x, cell);
    qr_print_advance(engine, width, edge);
    note_printed(engine, c, qr_plain_run(&c, 1, ambiguous, &width) == 1);
}

/* --- text in a given number of columns (OSC 66) ---------------------------------------------------------------- */

/* Makes sure that `width` columns of the row are free for text that is not to be parted. Without autowrap it goes where
 * it fits (kitty). */
static bool make_block(struct qr_engine *engine, uint32_t width, uint32_t *edge) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    if (cursor->pending_wrap)
        wrap_line(engine);
    *edge = qr_print_edge(engine);
    if (*edge - qr_left(engine) < width)
        return false;
    if (cursor->x + width > *edge && qr_mode(&engine->modes, QR_MODE_AUTOWRAP)) {
        if (width == 2)
            leave_last_column(engine, *edge, engine->screen->pen);
        wrap_line(engine);
        *edge = qr_print_edge(engine);
    }
    if (*edge - qr_left(engine) < width)
        return false; /* the next line is one of double size */
    if (cursor->x + width > *edge)
        cursor->x = *edge - width;
    return true;
}

/* One cell with all of the text; what is beyond the limit of a cluster is dropped. */
static void put_cell(struct qr_engine *engine, const uint32_t *text, size_t count, uint32_t width, uint32_t edge) {
    struct qr_screen *screen = engine->screen;
    uint32_t content = text[0];
    if (count > QUIRE_CLUSTER_MAX) {
        qr_log(engine, QUIRE_LOG_CLUSTER_TOO_LONG);
        count = QUIRE_CLUSTER_MAX;
    }
    enum quire_result result = count > 1 ? qr_page_add_cluster(&screen->page, text, count, &content) : QUIRE_OK;
    if (result != QUIRE_OK) {
        qr_engine_note_as(engine, QUIRE_LOG_CLUSTER_DROPPED, result);
        return;
    }
    struct qr_cell cell = qr_cell_make(screen->dress, content, width == 2 ? QR_WIDE : QR_NARROW);
    if (count > 1)
        cell.bits |= QR_CELL_CLUSTER;
    qr_page_put(&screen->page, screen->cursor.y, screen->cursor.x, cell);
    qr_print_advance(engine, width, edge);
}

/* The clusters side by side, up to `width` columns, then blanks. */
static void put_clusters(struct qr_engine *engine, const uint32_t *text, size_t count, uint32_t width, uint32_t edge) {
    static const uint32_t blank = ' ';
    uint32_t used = 0;
    for (size_t from = 0, to; from < count; from = to) {
        struct qr_break_state state = {0, 0};
        for (to = from; to < count && (!qr_break_before(&state, text[to]) || to == from);)
            to++;
        uint32_t columns = qr_cluster_width(text + from, to - from, engine->policy.ambiguous_columns);
        if (used + columns > width)
            break;
        if (columns > 0)
            put_cell(engine, text + from, to - from, columns, edge);
        used += columns;
    }
    for (; used < width; used++)
        put_cell(engine, &blank, 1, 1, edge);
}

void qr_print_in_columns(struct qr_engine *engine, const uint32_t *text, size_t count, uint32_t width) {
    uint32_t edge;
    if (!make_block(engine, width, &edge))
        return;
    insert_room(engine, width, edge);
    if (width <= 2)
        put_cell(engine, text, count, width, edge);
    else
        put_clusters(engine, text, count, width, edge);
    engine->printer.just_printed = false;
    engine->printer.sized = true;
}

/* --- runs ------------------------------------------------------------------------------------------------------ */

/* Characters of one width that are clusters of their own, as many at a time as fit on the row. */
static void print_plain(struct qr_engine *engine, const uint32_t *text, size_t length, uint32_t width) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    uint32_t edge;
    for (size_t done = 0; done < length && qr_print_make_place(engine, width, &edge);) {
        size_t room = (run_end(engine, edge) - cursor->x) / width, count = length - done;
        count = count < room ? count : room > 0 ? room : 1;
        insert_room(engine, (uint32_t)count * width, edge);
        qr_page_put_run(&screen->page, cursor->y, cursor->x, text + done, (uint32_t)count, width == 2, screen->dress);
        qr_print_advance(engine, (uint32_t)count * width, edge);
        done += count;
        note_printed(engine, text[done - 1], true);
    }
}

static void print_text(struct qr_engine *engine, const uint32_t *code_points, size_t length, unsigned ambiguous) {
    size_t i = 0;
    while (i < length) {
        unsigned width = 0;
        bool after_plain = !engine->printer.just_printed || engine->printer.last_plain;
        size_t run = after_plain ? qr_plain_run(code_points + i, length - i, ambiguous, &width) : 0;
        if (run > 0) {
            print_plain(engine, code_points + i, run, width);
            i += run;
        } else {
            print_one(engine, code_points[i++], ambiguous);
        }
    }
}

void qr_print_text(struct qr_engine *engine, const uint32_t *code_points, size_t length) {
    print_text(engine, code_points, length, engine->policy.ambiguous_columns);
    engine->printer.last_from_set = false;
}

void qr_print_mapped(struct qr_engine *engine, const uint32_t *code_points, size_t length) {
    print_text(engine, code_points, length, 1);
    engine->printer.last_from_set = true;
}

void qr_print_ascii(struct qr_engine *engine, const uint8_t *text, size_t length) {
    /* A prepended mark before the run may take its first character in: the slow path knows. */
    if (!qr_charsets_plain(&engine->charsets)) {
        for (size_t i = 0; i < length; i++) {
            struct qr_charsets *sets = &engine->charsets;
            uint8_t slot = sets->single ? sets->single : sets->left;
            enum qr_charset set = (enum qr_charset)sets->slots[slot];
            uint32_t c = qr_charset_map(set, text[i]);
            sets->single = 0;
            if (set == QR_CHARSET_ASCII)
                qr_print_text(engine, &c, 1);
            else
                qr_print_mapped(engine, &c, 1);
        }
        return;
    }
    if (engine->printer.just_printed && !engine->printer.last_plain) {
        uint32_t first = text[0];
        print_one(engine, first, 1);
        text++;
        length--;
    }
    if (length > 0) {
        put_ascii_run(engine, text, length);
        note_printed(engine, text[length - 1], true);
    }
    engine->printer.last_from_set = false;
}

/* --- copies of the last cluster (REP) --------------------------------------------------------------------------- */

/* As wide again as the first time, and a cluster of its own. */
static void print_again(struct qr_engine *engine, const uint32_t *text, uint32_t length) {
    if (length > 1 || !engine->printer.last_plain)
        engine->printer.just_printed = false;
    if (engine->printer.last_from_set)
        qr_print_mapped(engine, text, length);
    else
        qr_print_text(engine, text, length);
}

/* The cell before the cursor, if it holds all of the text and nothing else. */
static bool printed_cell(const struct qr_engine *engine, const uint32_t *text, uint32_t length, struct qr_cell *cell) {
    const struct qr_page *page = &engine->screen->page;
    uint32_t x, single, count;
    if (!cell_before(engine, &x))
        return false;
    *cell = qr_page_cells(page, qr_page_row(page, engine->screen->cursor.y))[x];
    const uint32_t *held = qr_page_cell_text(page, *cell, &single, &count);
    return count == length && memcmp(held, text, length * sizeof *text) == 0;
}

/* Puts copies of a cell, as many at a time as fit on the row. Returns how many have no place. */
static uint32_t put_copies(struct qr_engine *engine, struct qr_cell cell, uint32_t count) {
    struct qr_screen *screen = engine->screen;
    struct qr_cursor *cursor = &screen->cursor;
    uint32_t width = qr_cell_width(cell) == QR_WIDE ? 2 : 1, edge;
    for (uint32_t part; count > 0 && qr_print_make_place(engine, width, &edge); count -= part) {
        uint32_t room = (edge - cursor->x) / width;
        part = count < room ? count : room;
        insert_room(engine, part * width, edge);
        qr_page_put_copies(&screen->page, cursor->y, cursor->x, cell, part);
        qr_print_advance(engine, part * width, edge);
    }
    return count;
}

/* The first copy is printed as the cluster was, and says what the others look like. */
void qr_print_repeated(struct qr_engine *engine, uint32_t count, uint32_t cells) {
    uint32_t text[QUIRE_CLUSTER_MAX], length = engine->printer.last_count;
    struct qr_page *page = &engine->screen->page;
    struct qr_cell cell;
    memcpy(text, engine->printer.last_cluster, length * sizeof *text);
    count = count < cells ? count : cells;
    print_again(engine, text, length);
    count--;
    if (qr_mode(&engine->modes, QR_MODE_AUTOWRAP) && count > 0 && printed_cell(engine, text, length, &cell)) {
        uint32_t copies = qr_cell_width(cell) == QR_WIDE ? cells / 2 : cells;
        count = count < copies ? count : copies - 1;
        struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
        bool cluster = qr_cell_is_cluster(cell);
        if (cluster) /* all of its copies may scroll off */
            (void)qr_cluster_set_use(clusters, qr_cell_content(cell));
        count = put_copies(engine, cell, count);
        if (cluster)
            (void)qr_cluster_set_release(qr_page_sets(page).clusters, qr_cell_content(cell));
    }
    for (; count > 0; count--)
        print_again(engine, text, length);
}
