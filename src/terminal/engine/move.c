/* move.c - the cursor, tab stops, index, margins, saved cursor. */
#include "engine.h"
#include "handlers.h"

#include "answers.h"
#include "image_place.h"
#include "qr_arith.h"

void qr_move_to(struct qr_engine *engine, uint32_t x, uint32_t y) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    cursor->x = qr_min_u32(x, qr_cols(engine) - 1);
    cursor->y = qr_min_u32(y, qr_rows(engine) - 1);
    cursor->pending_wrap = false;
}

void qr_move_addressed(struct qr_engine *engine, uint32_t row, uint32_t col) {
    if (!qr_mode(&engine->modes, QR_MODE_ORIGIN)) {
        qr_move_to(engine, col, row);
        return;
    }
    uint32_t left = qr_left(engine), right = qr_right(engine);
    qr_move_to(engine, qr_min_u32(left + qr_min_u32(col, QUIRE_MAX_COLUMNS), right - 1),
               qr_min_u32(engine->margins.top + qr_min_u32(row, QUIRE_MAX_ROWS), engine->margins.bottom - 1));
}

void qr_reset_margins(struct qr_engine *engine) {
    engine->margins = (struct qr_margins){0, qr_rows(engine), 0, qr_cols(engine)};
}

bool qr_cursor_in_region(const struct qr_engine *engine) {
    const struct qr_cursor *cursor = &engine->screen->cursor;
    return cursor->y >= engine->margins.top && cursor->y < engine->margins.bottom && cursor->x >= qr_left(engine) &&
           cursor->x < qr_right(engine);
}

void qr_keep_on_line(struct qr_engine *engine) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t cols = qr_line_cols(engine, cursor->y);
    if (cursor->x < cols)
        return;
    cursor->x = cols - 1;
    cursor->pending_wrap = false;
}

/* --- relative moves: stop at a margin when they begin inside it ------------------------------------------------- */

static void move_up(struct qr_engine *engine, uint32_t count) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t stop = cursor->y >= engine->margins.top ? engine->margins.top : 0;
    cursor->y = cursor->y - stop > count ? cursor->y - count : stop;
    cursor->pending_wrap = false;
}

static void move_down(struct qr_engine *engine, uint32_t count) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t stop = (cursor->y < engine->margins.bottom ? engine->margins.bottom : qr_rows(engine)) - 1;
    cursor->y = stop - cursor->y > count ? cursor->y + count : stop;
    cursor->pending_wrap = false;
}

static void move_right(struct qr_engine *engine, uint32_t count) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t stop = (cursor->x < qr_right(engine) ? qr_right(engine) : qr_cols(engine)) - 1;
    cursor->x = stop - cursor->x > count ? cursor->x + count : stop;
    cursor->pending_wrap = false;
}

/* Reverse wrap (45 and 1045, both with DECAWM): from the first column to the end of the row above, from the first row
 * of the region to its last. xterm did so in mode 45 from 1986 to patch 382, and does so in mode 1045 since then. */
static bool wraps_back(const struct qr_engine *engine) {
    return qr_mode(&engine->modes, QR_MODE_AUTOWRAP) &&
           (qr_mode(&engine->modes, QR_MODE_REVERSE_WRAP) || qr_mode(&engine->modes, QR_MODE_EXTENDED_REVERSE_WRAP));
}

static void wrap_back(struct qr_engine *engine) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    if (cursor->y == engine->margins.top)
        cursor->y = engine->margins.bottom - 1;
    else
        cursor->y = cursor->y > 0 ? cursor->y - 1 : qr_rows(engine) - 1;
    cursor->x = qr_min_u32(qr_right(engine), qr_line_cols(engine, cursor->y)) - 1;
}

static void move_left(struct qr_engine *engine, uint32_t count) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    bool wraps = wraps_back(engine);
    if (cursor->pending_wrap && wraps && count > 0)
        count--; /* the cursor stands behind the last column */
    cursor->pending_wrap = false;
    count = qr_min_u32(count, qr_cols(engine) * qr_rows(engine));
    while (count > 0) {
        uint32_t stop = cursor->x >= qr_left(engine) ? qr_left(engine) : 0;
        uint32_t step = qr_min_u32(count, cursor->x - stop);
        cursor->x -= step;
        count -= step;
        if (count == 0 || !wraps)
            return;
        wrap_back(engine);
        qr_charge(engine, 1);
        count--;
    }
}

/* --- scrolling ------------------------------------------------------------------------------------------------- */

static bool full_width(const struct qr_engine *engine) {
    return qr_left(engine) == 0 && qr_right(engine) == qr_cols(engine);
}

void qr_part_from_history(struct qr_engine *engine, uint32_t top) {
    struct qr_page *page = &engine->screen->page;
    if (top == 0 && !qr_is_alternate(engine) && qr_history_goes_on(&engine->history, qr_page_row(page, 0)->line))
        qr_page_begin_line(page, 0);
}

/* A row is lost, for lack of memory. Columns behind it would be counted as if it had never been. */
static void lose_row(struct qr_engine *engine, uint32_t y) {
    qr_watches_scroll(engine, y, y + 1, y, y + 1);
    qr_page_set_wrapped(&engine->screen->page, y, false);
}

void qr_push_rows(struct qr_engine *engine, uint32_t count) {
    uint32_t first = qr_min_u32(engine->unseen_rows, count);
    engine->unseen_rows -= first;
    for (uint32_t y = first; y < count; y++) {
        qr_charge(engine, QR_ROW_WORK + qr_page_row(&engine->screen->page, y)->length);
        qr_watches_freeze(engine, y);
        if (qr_page_row(&engine->screen->page, y)->flags & QR_ROW_PICTURED)
            qr_images_freeze_row(engine, y);
        qr_begin_lines(engine, y, y + 1);
        enum quire_result result = qr_history_append_row(&engine->history, &engine->screen->page, y);
        bool whole = result == QUIRE_OUT_OF_STYLES; /* its text is there */
        if (result != QUIRE_OK && !whole)
            lose_row(engine, y);
        qr_engine_note_as(engine, whole ? QUIRE_LOG_STYLE_DROPPED : QUIRE_LOG_HISTORY_ROW_LOST, result);
    }
    qr_history_trim(&engine->history);
}

void qr_shift_rows(struct qr_engine *engine, uint32_t top, uint32_t bottom, int32_t count) {
    struct qr_screen *screen = engine->screen;
    uint32_t by = qr_min_u32((uint32_t)(count < 0 ? -count : count), bottom - top);
    qr_part_from_history(engine, top);
    if (full_width(engine)) {
        uint32_t from = count > 0 ? top : bottom - by;
        qr_watches_scroll(engine, top, bottom, from, from + by);
        qr_page_scroll(&screen->page, top, bottom, count, screen->blank);
    } else {
        qr_watches_scroll(engine, top, bottom, top, bottom);
        if (!qr_screen_is_still(screen, top, bottom, qr_left(engine), qr_right(engine), screen->blank))
            qr_page_scroll_box(&screen->page, top, bottom, qr_left(engine), qr_right(engine), count, screen->blank);
    }
}

/* Is there a history for rows that leave at the top? */
static bool keeps_rows(const struct qr_engine *engine) {
    return engine->margins.top == 0 && full_width(engine) && !qr_is_alternate(engine) && engine->history.line_limit > 0;
}

void qr_scroll_up(struct qr_engine *engine, uint32_t count) {
    struct qr_screen *screen = engine->screen;
    struct qr_margins *margins = &engine->margins;
    count = qr_min_u32(count, margins->bottom - margins->top);
    if (!keeps_rows(engine)) {
        qr_shift_rows(engine, margins->top, margins->bottom, (int32_t)count);
        return;
    }
    if (margins->bottom < qr_rows(engine))
        qr_watches_leave(engine, margins->bottom);
    qr_push_rows(engine, count);
    qr_page_scroll(&screen->page, 0, margins->bottom, (int32_t)count, screen->blank);
}

void qr_scroll_down(struct qr_engine *engine, uint32_t count) {
    const struct qr_margins *margins = &engine->margins;
    count = qr_min_u32(count, margins->bottom - margins->top);
    qr_shift_rows(engine, margins->top, margins->bottom, -(int32_t)count);
}

void qr_index(struct qr_engine *engine) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    if (cursor->y + 1 == engine->margins.bottom) {
        if (qr_cursor_in_region(engine))
            qr_scroll_up(engine, 1);
    } else if (cursor->y + 1 < qr_rows(engine)) {
        cursor->y++;
    }
    cursor->pending_wrap = false;
}

void qr_reverse_index(struct qr_engine *engine) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    if (cursor->y == engine->margins.top) {
        if (qr_cursor_in_region(engine))
            qr_scroll_down(engine, 1);
    } else if (cursor->y > 0) {
        cursor->y--;
    }
    cursor->pending_wrap = false;
}

static void carriage_return(struct qr_engine *engine) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    bool origin = qr_mode(&engine->modes, QR_MODE_ORIGIN);
    cursor->x = origin || cursor->x >= qr_left(engine) ? qr_left(engine) : 0;
    cursor->pending_wrap = false;
}

/* --- saved cursor ---------------------------------------------------------------------------------------------- */

void qr_save_cursor(struct qr_engine *engine) {
    qr_screen_save_cursor(engine->screen, &engine->charsets, qr_mode(&engine->modes, QR_MODE_ORIGIN));
}

void qr_restore_cursor(struct qr_engine *engine) {
    struct qr_screen *screen = engine->screen;
    const struct qr_saved_cursor saved = screen->saved;
    if (!saved.valid) {
        qr_mode_put(&engine->modes, QR_MODE_ORIGIN, false);
        qr_move_to(engine, 0, 0);
        qr_engine_note_as(engine, QUIRE_LOG_STYLE_DROPPED, qr_screen_set_pen(screen, (struct qr_style){0, 0}));
        qr_screen_set_protected(screen, false);
        engine->charsets = (struct qr_charsets){.right = 2};
        return;
    }
    qr_mode_put(&engine->modes, QR_MODE_ORIGIN, saved.origin);
    engine->charsets = saved.charsets;
    qr_move_to(engine, saved.cursor.x, saved.cursor.y);
    screen->cursor.pending_wrap = saved.cursor.pending_wrap && saved.cursor.x == screen->cursor.x;
    qr_engine_note_as(engine, QUIRE_LOG_STYLE_DROPPED, qr_screen_set_pen(screen, saved.pen));
    qr_screen_set_protected(screen, qr_cell_is_protected(saved.dress));
}

/* --- handlers -------------------------------------------------------------------------------------------------- */

void qr_do_cuu(struct qr_engine *e, const struct qr_sequence *s) {
    move_up(e, qr_count(s, 0));
}

void qr_do_cud(struct qr_engine *e, const struct qr_sequence *s) {
    move_down(e, qr_count(s, 0));
}

void qr_do_cuf(struct qr_engine *e, const struct qr_sequence *s) {
    move_right(e, qr_count(s, 0));
}

void qr_do_cub(struct qr_engine *e, const struct qr_sequence *s) {
    move_left(e, qr_count(s, 0));
}

void qr_do_cnl(struct qr_engine *e, const struct qr_sequence *s) {
    move_down(e, qr_count(s, 0));
    carriage_return(e);
}

void qr_do_cpl(struct qr_engine *e, const struct qr_sequence *s) {
    move_up(e, qr_count(s, 0));
    carriage_return(e);
}

/* A column or row as an address: relative to the margins in origin mode. */
void qr_do_cha(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t row = e->screen->cursor.y;
    if (qr_mode(&e->modes, QR_MODE_ORIGIN))
        row = row > e->margins.top ? row - e->margins.top : 0;
    qr_move_addressed(e, row, qr_count(s, 0) - 1);
}

void qr_do_vpa(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t col = e->screen->cursor.x;
    if (qr_mode(&e->modes, QR_MODE_ORIGIN))
        col = col > qr_left(e) ? col - qr_left(e) : 0;
    qr_move_addressed(e, qr_count(s, 0) - 1, col);
}

void qr_do_hpr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t limit = qr_mode(&e->modes, QR_MODE_ORIGIN) ? qr_right(e) - 1 : qr_cols(e) - 1;
    qr_move_to(e, qr_min_u32(e->screen->cursor.x + qr_count(s, 0), limit), e->screen->cursor.y);
}

void qr_do_vpr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t limit = qr_mode(&e->modes, QR_MODE_ORIGIN) ? e->margins.bottom - 1 : qr_rows(e) - 1;
    qr_move_to(e, e->screen->cursor.x, qr_min_u32(e->screen->cursor.y + qr_count(s, 0), limit));
}

void qr_do_cup(struct qr_engine *e, const struct qr_sequence *s) {
    qr_move_addressed(e, qr_count(s, 0) - 1, qr_count(s, 1) - 1);
}

static void tab_forward(struct qr_engine *e, uint32_t count) {
    struct qr_cursor *cursor = &e->screen->cursor;
    uint32_t limit = (cursor->x < qr_right(e) ? qr_right(e) : qr_cols(e)) - 1;
    for (count = qr_min_u32(count, QUIRE_MAX_COLUMNS); count > 0 && cursor->x < limit; count--)
        cursor->x = qr_tab_stop_next(&e->tabs, cursor->x, limit);
}

/* As so many tabs: a wrap that is pending stays so (xterm). */
void qr_do_cht(struct qr_engine *e, const struct qr_sequence *s) {
    tab_forward(e, qr_count(s, 0));
}

/* A wrap that is pending stays so, although the cursor leaves the edge (xterm). */
void qr_do_cbt(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_cursor *cursor = &e->screen->cursor;
    uint32_t limit = qr_mode(&e->modes, QR_MODE_ORIGIN) ? qr_left(e) : 0;
    for (uint32_t i = qr_min_u32(qr_count(s, 0), QUIRE_MAX_COLUMNS); i > 0 && cursor->x > limit; i--)
        cursor->x = qr_tab_stop_previous(&e->tabs, cursor->x, limit);
}

void qr_do_tbc(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 0)
        qr_tab_stop_set(&e->tabs, e->screen->cursor.x, false);
    else if (which == 3)
        memset(&e->tabs, 0, sizeof e->tabs);
}

void qr_do_hts(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_tab_stop_set(&e->tabs, e->screen->cursor.x, true);
}

/* DECST8C: CSI ? 5 W. Eight columns are what the host has not made another width of. */
void qr_do_decst8c(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 5)
        qr_tab_stops_default(&e->tabs, e->policy.tab_width);
}

void qr_do_decstbm(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t top = qr_count(s, 0) - 1, bottom = qr_parameter(s, 1, 0);
    if (bottom == 0 || bottom > qr_rows(e))
        bottom = qr_rows(e);
    if (top + 1 >= bottom)
        return;
    e->margins.top = top;
    e->margins.bottom = bottom;
    qr_move_addressed(e, 0, 0);
}

/* DECSLRM with DECLRMM set, else SCOSC, whatever its parameters (xterm). */
void qr_do_decslrm(struct qr_engine *e, const struct qr_sequence *s) {
    if (!qr_mode(&e->modes, QR_MODE_LEFT_RIGHT_MARGINS)) {
        qr_save_cursor(e);
        return;
    }
    uint32_t left = qr_count(s, 0) - 1, right = qr_parameter(s, 1, 0);
    if (right == 0 || right > qr_cols(e))
        right = qr_cols(e);
    if (left + 1 >= right)
        return;
    e->margins.left = left;
    e->margins.right = right;
    qr_move_addressed(e, 0, 0);
}

void qr_do_decsc(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_save_cursor(e);
}

void qr_do_decrc(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_restore_cursor(e);
}

void qr_do_ind(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_index(e);
}

void qr_do_nel(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_index(e); /* first, so that beside the margins nothing scrolls (xterm) */
    carriage_return(e);
}

void qr_do_ri(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_reverse_index(e);
}

/* The cells of the region one column to the right or to the left. */
static void shift_region(struct qr_engine *e, int32_t count) {
    struct qr_screen *screen = e->screen;
    if (qr_screen_is_still(screen, e->margins.top, e->margins.bottom, qr_left(e), qr_right(e), screen->blank))
        return;
    for (uint32_t y = e->margins.top; y < e->margins.bottom; y++)
        qr_page_shift(&screen->page, y, qr_left(e), qr_right(e), count, screen->blank);
}

/* DECBI, DECFI: the cursor one column back or forward; at the margin the region shifts sideways instead. */
void qr_do_decbi(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    struct qr_screen *screen = e->screen;
    screen->cursor.pending_wrap = false;
    if (screen->cursor.x == qr_left(e) && qr_cursor_in_region(e))
        shift_region(e, 1);
    else if (screen->cursor.x > 0)
        screen->cursor.x--;
}

void qr_do_decfi(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    struct qr_screen *screen = e->screen;
    if (screen->cursor.x + 1 == qr_right(e) && qr_cursor_in_region(e)) { /* a wrap that is pending stays so (xterm) */
        shift_region(e, -1);
    } else if (screen->cursor.x + 1 < qr_cols(e)) {
        screen->cursor.x++;
        screen->cursor.pending_wrap = false;
    }
}

/* --- C0 -------------------------------------------------------------------------------------------------------- */

static void backspace(struct qr_engine *e) {
    move_left(e, 1);
}

/* Behind a full line a tab stays in the last column; with mode 41 it goes to the next line first (xterm). */
static void tab(struct qr_engine *e) {
    if (e->screen->cursor.pending_wrap && qr_mode(&e->modes, QR_MODE_MORE_FIX)) {
        carriage_return(e);
        qr_index(e);
    }
    tab_forward(e, 1);
}

static void line_feed(struct qr_engine *e) {
    qr_index(e);
    if (qr_mode(&e->modes, QR_MODE_NEWLINE))
        carriage_return(e);
}

static void bell(struct qr_engine *e) {
    qr_event_simple(e, QUIRE_EVENT_BELL);
}

static void shift_out(struct qr_engine *e) {
    e->charsets.left = 1;
}

static void shift_in(struct qr_engine *e) {
    e->charsets.left = 0;
}

static void enquiry(struct qr_engine *e) {
    const char *message = qr_engine_answers(e)->answerback;
    if (message)
        qr_reply(e, message, strlen(message));
}

static const struct control {
    void (*act)(struct qr_engine *);
    const char *name, *summary, *source;
} controls[32] = {
    [0x05] = {enquiry, "ENQ", "the answerback message of the host, empty where it has none", "VT100"},
    [0x07] = {bell, "BEL", "bell", "ECMA-48 8.3.3"},
    [0x08] = {backspace, "BS", "one column back", "ECMA-48 8.3.5"},
    [0x09] = {tab, "HT", "to the next tab stop", "ECMA-48 8.3.60"},
    [0x0A] = {line_feed, "LF", "one line down", "ECMA-48 8.3.74"},
    [0x0B] = {line_feed, "VT", "as LF", "VT100"},
    [0x0C] = {line_feed, "FF", "as LF", "VT100"},
    [0x0D] = {carriage_return, "CR", "to the first column", "ECMA-48 8.3.15"},
    [0x0E] = {shift_out, "SO", "G1 to the left", "ECMA-48 8.3.126"},
    [0x0F] = {shift_in, "SI", "G0 to the left", "ECMA-48 8.3.119"},
};

void qr_do_control(struct qr_engine *e, uint8_t control) {
    if (control < 32 && controls[control].act)
        controls[control].act(e);
}

bool qr_control_describe(uint8_t control, struct qr_control_description *description) {
    if (control >= 32 || !controls[control].act)
        return false;
    *description =
        (struct qr_control_description){controls[control].name, controls[control].summary, controls[control].source};
    return true;
}
