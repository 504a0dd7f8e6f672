#include "straight_text.h"

#include <string.h>

#include "cluster_scan.h"
#include "qr_arith.h"
#include "qr_scan.h"
#include "straight_lines.h"
#include "straight_skip.h"
#include "unicode_breaks.h"

/* --- rows ------------------------------------------------------------------------------------------------------ */

static void begin_row(struct qr_straight *s, const uint8_t *at) {
    const struct qr_page *page = &s->engine->screen->page;
    qr_text_row_begin(&s->row, s->line, page->block->now, s->column == 0);
    s->blank.style = (struct qr_style){0, 0};
    qr_style_set_background(&s->blank.style, qr_style_background(s->pen.style));
    s->filled = 0;
    s->has_ghost = false;
    s->row_at = at;
    s->row_x = s->x;
    s->row_pen = s->pen;
}

/* Back to where the row began, for good. */
static void stop(struct qr_straight *s) {
    s->stopped = true;
    s->x = s->row_x;
    s->pen = s->row_pen;
}

/* The row goes to history. False: there was no memory for it, and what comes is stopped before it. A row that is there
 * in part cannot be stopped before; the rest of it is lost, and what goes on with it is a line of its own. */
static bool put_row(struct qr_straight *s, bool wrapped) {
    struct qr_history *history = &s->engine->history;
    size_t pages = history->tail;
    enum quire_result result = qr_text_row_end(&s->row, wrapped);
    s->column += s->filled;
    if (result == QUIRE_OUT_OF_STYLES) {
        qr_engine_note_as(s->engine, QUIRE_LOG_STYLE_DROPPED, result);
    } else if (result != QUIRE_OK && !s->row.begun && s->row_at) {
        s->column -= s->filled;
        stop(s);
        return false;
    } else if (result != QUIRE_OK) {
        qr_engine_note_as(s->engine, QUIRE_LOG_HISTORY_ROW_LOST, result);
        s->line = qr_page_new_line(&s->engine->screen->page);
        s->column = 0;
    }
    if (history->tail != pages)
        qr_history_trim(history);
    return true;
}

/* Blank columns up to x; a ghost is the first of them. */
static void fill_to(struct qr_straight *s, uint32_t x) {
    if (s->filled < x && s->has_ghost) {
        qr_text_row_blanks(&s->row, 1, &s->ghost);
        s->filled++;
    }
    s->has_ghost = false;
    if (s->filled < x)
        qr_text_row_blanks(&s->row, x - s->filled, &s->blank);
    s->filled = qr_max_u32(s->filled, x);
}

/* Blanks that look like something belong to the line, others do not. */
static void fill_end(struct qr_straight *s) {
    if (!qr_style_is_default(s->blank.style))
        fill_to(s, s->cols);
    else if (s->has_ghost && !qr_style_is_default(s->ghost.style))
        fill_to(s, s->filled + 1);
}

/* The text at `at` goes on in the next row. As on the screen, that row has a number of its own for a moment. */
static bool wrap(struct qr_straight *s, const uint8_t *at) {
    if (!put_row(s, true))
        return false;
    (void)qr_page_new_line(&s->engine->screen->page);
    s->x = 0;
    begin_row(s, at);
    return true;
}

static bool line_feed(struct qr_straight *s, const uint8_t *behind) {
    fill_end(s);
    if (!put_row(s, false))
        return false;
    s->line = qr_page_new_line(&s->engine->screen->page);
    s->column = 0;
    s->x = qr_mode(&s->engine->modes, QR_MODE_NEWLINE) ? 0 : qr_min_u32(s->x, s->cols - 1);
    s->just_printed = false;
    begin_row(s, behind);
    return true;
}

/* --- text (as print.c) ------------------------------------------------------------------------------------------ */

static void advance(struct qr_straight *s, uint32_t columns) {
    s->x += columns;
    s->filled = s->x;
    s->has_ghost = false;
}

/* Makes sure that `width` columns fit at the cursor. */
static bool make_place(struct qr_straight *s, uint32_t width, const uint8_t *at) {
    if (s->x + width > s->cols) {
        fill_to(s, qr_min_u32(s->x, s->cols));
        if (!wrap(s, at))
            return false;
    }
    fill_to(s, s->x);
    return true;
}

static bool put_ascii(struct qr_straight *s, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        if (!make_place(s, 1, bytes))
            return false;
        uint32_t room = s->cols - s->x, step = count < room ? (uint32_t)count : room;
        qr_text_row_ascii(&s->row, bytes, step, &s->dress);
        advance(s, step);
        bytes += step;
        count -= step;
    }
    s->just_printed = true;
    s->state = qr_break_behind_letter;
    return true;
}

/* A cluster that became wide in the last column goes to the next row. */
static bool carry_over(struct qr_straight *s, const uint32_t *text, uint32_t count) {
    struct qr_text_dress dress = qr_text_row_take_last(&s->row);
    s->x--;
    s->filled--;
    if (!wrap(s, NULL))
        return false;
    qr_text_row_cluster(&s->row, text, count, true, &dress);
    advance(s, 2);
    return true;
}

/* The last cell has one more code point. */
static bool grow_last(struct qr_straight *s, const uint32_t *text, uint32_t count) {
    bool was_wide = s->row.last_wide, wide = qr_cluster_grows_wide(s->engine, text, count, was_wide);
    uint32_t x = s->x - (was_wide ? 2 : 1);
    if (wide && x + 2 > s->cols)
        return carry_over(s, text, count);
    qr_text_row_join(&s->row, text[count - 1], wide);
    s->x = s->filled = x + (wide ? 2 : 1);
    if (was_wide && !wide) {
        s->has_ghost = true;
        s->ghost = s->row.runs[s->row.run_count - 1].dress;
    }
    return true;
}

/* A mark that cannot change the width of what it stands on. */
static bool is_mere_mark(uint32_t c, unsigned width) {
    return width == 0 && (c < 0xFE00 || c > 0xFE0F);
}

/* `c` joins the last cell, with this state behind it. */
static bool join(struct qr_straight *s, uint32_t c, unsigned width, struct qr_break_state state) {
    uint32_t text[QUIRE_CLUSTER_MAX + 1];
    s->just_printed = true;
    if (s->row.last_points >= QUIRE_CLUSTER_MAX) {
        qr_log(s->engine, QUIRE_LOG_CLUSTER_TOO_LONG);
        return true;
    }
    s->state = state;
    if (is_mere_mark(c, width)) {
        qr_text_row_join(&s->row, c, s->row.last_wide);
        return true;
    }
    uint32_t count = qr_text_row_last(&s->row, text);
    text[count] = c;
    return grow_last(s, text, count + 1);
}

/* Does `c` belong to the cell before the cursor? Then *state is that behind it. */
static bool joins(const struct qr_straight *s, uint32_t c, unsigned width, struct qr_break_state *state) {
    bool there = s->filled > 0 && s->filled == s->x;
    if (!there || (width > 0 && (!s->just_printed || !qr_mode(&s->engine->modes, QR_MODE_GRAPHEMES))))
        return false;
    *state = s->state;
    bool together = !qr_break_before(state, c);
    return width == 0 || together;
}

/* One that does not stand by itself, or may not. */
static bool print_one(struct qr_straight *s, uint32_t c, const uint8_t *at) {
    unsigned ambiguous = s->engine->policy.ambiguous_columns, width = qr_code_point_width(c, ambiguous);
    struct qr_break_state state;
    if (c >= 0x80 && c < 0xA0)
        return true;
    if (joins(s, c, width, &state))
        return join(s, c, width, state);
    if (width == 0)
        return true;
    if (!make_place(s, width, at))
        return false;
    qr_text_row_points(&s->row, &c, 1, width == 2, &s->dress);
    advance(s, width);
    s->just_printed = true;
    s->state = (struct qr_break_state){0, 0};
    (void)qr_break_before(&s->state, c);
    return true;
}

/* Text up to where the row or its chunk ends, or where it is not simple. False: it is not so from the beginning. */
static bool put_cells(struct qr_straight *s, const uint8_t **bytes, const uint8_t *end, bool *going) {
    struct qr_cluster_scan scan;
    const struct qr_text_piece *found = &scan.found;
    struct qr_break_state state = s->just_printed ? s->state : (struct qr_break_state){0, 0};
    uint32_t columns = s->x < s->cols ? s->cols - s->x : s->cols;
    scan.state = state;
    scan.ambiguous = s->engine->policy.ambiguous_columns;
    scan.graphemes = qr_mode(&s->engine->modes, QR_MODE_GRAPHEMES);
    qr_cluster_scan(&scan, *bytes, end, QR_FREEZE_CELLS, columns);
    if (found->cells == 0)
        return false;
    *going = make_place(s, 1, *bytes);
    if (!*going)
        return true;
    uint32_t room = qr_text_row_room(&s->row);
    if (found->cells > room) {
        scan.state = state;
        qr_cluster_scan(&scan, *bytes, end, room, columns);
    }
    qr_text_row_piece(&s->row, found, &s->dress);
    advance(s, found->columns);
    s->just_printed = true;
    s->state = scan.state;
    *bytes += found->bytes;
    return true;
}

/* A sequence of UTF-8 that a control cuts short is ill-formed; at the end there is none. */
static bool put_one(struct qr_straight *s, const uint8_t **bytes, const uint8_t *end) {
    struct qr_utf8 utf8 = {0, 0, 0, 0};
    const uint8_t *at = *bytes;
    uint32_t c;
    size_t count = qr_utf8_decode(&utf8, bytes, end, &c, 1, false);
    return count == 0 || print_one(s, c, at);
}

/* ASCII in short runs between other letters is taken along with them. */
#define ASCII_RUN_MIN 16

static bool put_text(struct qr_straight *s, const uint8_t **bytes, const uint8_t *end) {
    const uint8_t *p = *bytes;
    bool going = true;
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    if ((run >= ASCII_RUN_MIN || (run > 0 && (p + run == end || p[run] < 0x20))) &&
        s->state.previous != BREAK_PREPEND + 1) {
        *bytes = p + run;
        return put_ascii(s, p, run);
    }
    return put_cells(s, bytes, end, &going) ? going : put_one(s, bytes, end);
}

/* --- controls -------------------------------------------------------------------------------------------------- */

static const uint8_t *change_pen(struct qr_straight *s, const uint8_t *p, const uint8_t *end) {
    const uint8_t *behind = qr_straight_pen_read(&s->pen, s->engine, p, end);
    qr_straight_pen_dress(&s->pen, s->engine, &s->dress);
    return behind;
}

static void tab(struct qr_straight *s) {
    if (s->x + 1 < s->cols)
        s->x = qr_tab_stop_next(&s->engine->tabs, s->x, s->cols - 1);
    s->just_printed = false;
}

static bool control(struct qr_straight *s, const uint8_t **bytes, const uint8_t *end) {
    const uint8_t *p = (*bytes)++;
    if (*p == '\n')
        return line_feed(s, p + 1);
    if (*p == '\r')
        s->x = 0; /* LF comes behind it */
    else if (*p == '\t')
        tab(s);
    else
        *bytes = change_pen(s, p, end);
    return true;
}

/* --- lines ----------------------------------------------------------------------------------------------------- */

/* Whole lines, as far as they are simple. */
static const uint8_t *put_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    const uint8_t *behind =
        s->row.history ? qr_straight_put_lines(s, bytes, end) : qr_straight_skip_lines(s, bytes, end);
    if (behind != bytes) {
        s->just_printed = false;
        begin_row(s, behind);
    }
    return behind;
}

/* The background of the pen would fill the rows of the lines to come. */
static bool at_line_begin(const struct qr_straight *s) {
    return s->x == 0 && s->filled == 0 && s->column == 0 && !s->has_ghost && qr_style_is_default(s->blank.style) &&
           qr_style_background(s->pen.style).bits == 0;
}

/* --- the interface --------------------------------------------------------------------------------------------- */

void qr_straight_begin(struct qr_straight *s, struct qr_engine *engine, bool kept, const uint8_t *at) {
    const struct qr_screen *screen = engine->screen;
    const struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
    s->engine = engine;
    s->cols = qr_cols(engine);
    s->x = screen->cursor.x;
    s->line = row->line;
    s->column = row->column;
    qr_straight_pen_begin(&s->pen, engine);
    qr_straight_pen_dress(&s->pen, engine, &s->dress);
    s->just_printed = s->stopped = false;
    s->state = qr_break_behind_letter;
    qr_straight_short_begin(&s->renditions, engine->history.vocabularies);
    qr_text_row_init(&s->row, kept ? &engine->history : NULL);
    begin_row(s, at);
}

const uint8_t *qr_straight_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    bool going = true;
    while (bytes < end && going) {
        if (at_line_begin(s))
            bytes = put_lines(s, bytes, end);
        if (bytes == end)
            break;
        going = *bytes < 0x20 ? control(s, &bytes, end) : put_text(s, &bytes, end);
    }
    if (going && s->x == s->cols && !wrap(s, end)) /* the cut is inside a line */
        going = false;
    return going ? end : s->row_at;
}
