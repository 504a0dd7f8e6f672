/* straight.c - when a stretch is begun, and how the screen is left behind for it and found again. */
#include "straight.h"

#include "straight_scan.h"
#include "straight_text.h"

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_scan.h"

/* Fewer bytes than this between the screenfuls are not worth the way. */
#define STRAIGHT_BYTES_MIN 512
/* After bytes that are no stretch, so many go the slow way before the next are looked at. */
#define SLOW_BYTES 2048

/* Where rows go that scroll off, in a stretch. */
enum sink { NO_STRETCH, INTO_HISTORY, INTO_NOWHERE };

/* The condition, in one place: what the rows of a stretch depend on is as it usually is. */
static bool as_usual(const struct qr_engine *e) {
    const struct qr_modes *modes = &e->modes;
    const struct qr_margins *margins = &e->margins;
    const struct qr_cursor *cursor = &e->screen->cursor;
    return !e->watches && !e->strings.links && margins->bottom - margins->top > 1 && qr_cols(e) > 1 &&
           cursor->y >= margins->top && cursor->y < margins->bottom && !qr_mode(modes, QR_MODE_LEFT_RIGHT_MARGINS) &&
           qr_mode(modes, QR_MODE_AUTOWRAP) && !qr_mode(modes, QR_MODE_INSERT) && !qr_mode(modes, QR_MODE_ORIGIN) &&
           qr_charsets_plain(&e->charsets) && !e->parser.accept_c1 && !e->parser.vt52 && qr_parser_idle(&e->parser);
}

/* A history of no lines, that has none: one that could not be read when its limit came may still have some. */
static bool has_no_history(const struct qr_engine *e) {
    return e->history.line_limit == 0 && qr_history_page_count(&e->history) == 0;
}

/* What scrolls off the first row of the primary screen comes to history, whatever row the region ends with; that goes
 * straight where it is the whole screen. */
static enum sink sink_of(const struct qr_engine *e) {
    const struct qr_margins *margins = &e->margins;
    if (!as_usual(e))
        return NO_STRETCH;
    if (qr_is_alternate(e) || margins->top > 0 || has_no_history(e))
        return INTO_NOWHERE;
    return margins->bottom == qr_rows(e) && e->history.line_limit > 0 ? INTO_HISTORY : NO_STRETCH;
}

/* The cursor is in a fresh last row of the region, which begins a line. */
static bool in_fresh_row(const struct qr_engine *e) {
    const struct qr_screen *screen = e->screen;
    const struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
    return screen->cursor.y + 1 == e->margins.bottom && screen->cursor.x == 0 && !screen->cursor.pending_wrap &&
           row->column == 0 && !(row->flags & (QR_ROW_SIZE | QR_ROW_PICTURED)) &&
           (row->length == 0 || screen->blank.bits != 0);
}

/* A row that goes on with a line whose beginning is gone takes a number when it scrolls off (qr_begin_lines): between
 * those of rows that are still to come. */
static bool lines_have_beginnings(const struct qr_engine *e) {
    const struct qr_page *page = &e->primary.page;
    const struct qr_row *first = qr_page_row(page, 0);
    bool sound = first->column == 0 || qr_history_goes_on(&e->history, first->line);
    for (uint32_t y = 1; sound && y < qr_rows(e); y++)
        sound = qr_page_row(page, y)->column == 0 || (qr_page_row(page, y - 1)->flags & QR_ROW_WRAPPED);
    return sound;
}

/* The rows above the cursor's go where they would. What stands in their place until as many rows have come is never
 * looked at: blank rows, without numbers of their own, that scroll off into nowhere. */
static void leave_screen(struct qr_engine *e, enum sink sink) {
    struct qr_page *page = &e->screen->page;
    uint32_t last = e->margins.bottom - 1;
    if (sink == INTO_HISTORY)
        qr_push_rows(e, last);
    uint64_t next_line = page->block->next_line;
    for (uint32_t y = e->margins.top; y < last; y++) {
        qr_page_reset_row(page, y, (struct qr_cell){0});
        qr_page_row(page, y)->flags = 0;
    }
    page->block->next_line = next_line;
    e->unseen_rows = sink == INTO_HISTORY ? last : 0;
}

/* The last row is where the layout has come to. */
static void return_to_screen(struct qr_engine *e, const struct qr_straight *s) {
    struct qr_screen *screen = e->screen;
    bool mid_line = s->column > 0;
    qr_straight_pen_end(&s->pen, e);
    qr_page_reset_row(&screen->page, screen->cursor.y, screen->blank);
    struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
    screen->page.block->next_line--; /* that of the row, which has one already */
    row->line = s->line;
    row->column = s->column;
    row->flags |= mid_line ? (uint16_t)QR_ROW_AWAITED : (uint16_t)0;
    screen->cursor.x = s->x;
    screen->cursor.pending_wrap = false;
    e->printer.just_printed = mid_line;
    e->printer.last_plain = true;
}

/* From `from`, where the cursor is in a fresh row, up to `to`, where a row begins. Returns how far it came. */
static const uint8_t *feed_straight(struct qr_engine *e, enum sink sink, const uint8_t *from, const uint8_t *to) {
    struct qr_straight straight;
    leave_screen(e, sink);
    qr_straight_begin(&straight, e, sink == INTO_HISTORY, from);
    const uint8_t *behind = qr_straight_lines(&straight, from, to);
    qr_history_trim(&e->history);
    return_to_screen(e, &straight);
    return behind;
}

/* The same into history or into nowhere, if that can be done. */
static const uint8_t *go_straight(struct qr_engine *e, enum sink sink, const uint8_t *from, const uint8_t *to) {
    bool ready = sink_of(e) == sink && in_fresh_row(e) && (sink == INTO_NOWHERE || lines_have_beginnings(e));
    return ready ? feed_straight(e, sink, from, to) : from;
}

/* The bytes of a text, and what ends it where it is that of a string. */
static size_t text_bytes(const uint8_t *bytes, size_t length) {
    size_t run = qr_text_run(bytes, length);
    if (run < length && bytes[run] == 0x07)
        return run + 1;
    return length - run >= 2 && bytes[run] == 0x1B && bytes[run + 1] == '\\' ? run + 2 : run;
}

/* Bytes that are to go the slow way, whole texts: what is printed may look at all of one (print_unseen.c), and no
 * stretch begins inside a string or a sequence. One that is under way is left first. */
static size_t slow_bytes(const struct qr_engine *e, const uint8_t *bytes, size_t length) {
    size_t rest = qr_parser_idle(&e->parser) ? 0 : text_bytes(bytes, length);
    if (rest > 0 || length <= SLOW_BYTES)
        return rest > 0 ? rest : length;
    return SLOW_BYTES + text_bytes(bytes + SLOW_BYTES, length - SLOW_BYTES);
}

size_t qr_straight_feed(struct qr_engine *e, const uint8_t *bytes, size_t length, size_t *slow) {
    *slow = slow_bytes(e, bytes, length);
    enum sink sink = length < STRAIGHT_BYTES_MIN ? NO_STRETCH : sink_of(e);
    if (sink == NO_STRETCH)
        return 0;
    size_t height = e->margins.bottom - e->margins.top;
    size_t lead = e->margins.bottom - e->screen->cursor.y; /* line ends until the cursor is in a fresh last row */
    if (!qr_straight_behind_line(bytes, bytes + length, lead + 1)) {
        *slow = length;
        return 0;
    }
    struct qr_stretch stretch = qr_straight_scan(bytes, bytes + length);
    size_t behind = length - (size_t)(stretch.end - bytes);
    *slow = length - behind + slow_bytes(e, bytes + length - behind, behind);
    if (stretch.line_ends < lead + 1)
        return 0;
    const uint8_t *from = qr_straight_behind_line(bytes, stretch.end, lead);
    const uint8_t *to = qr_straight_cut(from, stretch.end, height - 1, qr_cols(e));
    if (to - from < STRAIGHT_BYTES_MIN)
        return 0;
    qr_parser_feed(&e->parser, bytes, (size_t)(from - bytes));
    qr_engine_settle_pen(e);
    const uint8_t *behind_rows = go_straight(e, sink, from, to);
    if (behind_rows == from) { /* nothing did: the screen is there, and the caller may stop where it likes */
        *slow = (size_t)(stretch.end - from);
        return (size_t)(from - bytes);
    }
    from = behind_rows;
    qr_parser_feed(&e->parser, from, (size_t)(stretch.end - from));
    qr_assert(e->unseen_rows == 0);
    *slow = 0;
    return (size_t)(stretch.end - bytes);
}
