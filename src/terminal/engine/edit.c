/* edit.c - erasing, inserting, deleting, scrolling, repeating. */
#include "engine.h"
#include "handlers.h"

#include "image_place.h"
#include "qr_arith.h"

/* ED and EL end a pending wrap: what is printed next goes where the cursor is shown. xterm and VT420 do so. */
static void end_wrap(struct qr_engine *engine) {
    engine->screen->cursor.pending_wrap = false;
}

/* --- erase ----------------------------------------------------------------------------------------------------- */

/* Does an erasure leave protected cells alone? The selective controls mind any protection, the others SPA's. */
static bool minds_protection(const struct qr_engine *engine, bool selective) {
    return engine->protection_kind == QR_PROTECTION_ISO || (selective && engine->protection_kind == QR_PROTECTION_DEC);
}

/* A row that was erased to its end does not go on (the page saw to it). One that was erased as a whole is not what the
 * row above goes on with either: it begins a line, and no place names what it was. */
void qr_row_erased(struct qr_engine *engine, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_page *page = &engine->screen->page;
    if (from == 0 && to == qr_cols(engine) && !qr_page_is_guarded(page, y))
        qr_page_begin_line(page, y);
}

static void erase_span(struct qr_engine *engine, uint32_t y, uint32_t from, uint32_t to, bool selective) {
    struct qr_screen *screen = engine->screen;
    if (minds_protection(engine, selective))
        qr_page_clear_unprotected(&screen->page, y, from, to, screen->blank);
    else
        qr_page_clear(&screen->page, y, from, to, screen->blank);
    qr_row_erased(engine, y, from, to);
}

/* Lines that ED has erased completely become single (VT220 manual, ED); EL and the selective forms leave sizes. */
static void make_single(struct qr_engine *engine, uint32_t from, uint32_t to) {
    for (uint32_t y = from; y < to; y++)
        qr_page_set_size(&engine->screen->page, y, QR_SIZE_SINGLE);
}

/* Erases whole rows, the last first: so each has no more than itself to be parted from the one above. */
static void erase_rows(struct qr_engine *engine, uint32_t from, uint32_t to, bool selective) {
    struct qr_screen *screen = engine->screen;
    bool minds = minds_protection(engine, selective);
    uint64_t clock = screen->page.block->clock;
    for (uint32_t y = to; y > from; y--) {
        if (!minds || !qr_screen_is_guarded(screen, y - 1, screen->blank))
            erase_span(engine, y - 1, 0, qr_cols(engine), selective);
    }
    if (minds && from < to && screen->page.block->clock == clock)
        qr_screen_note_guarded(screen, from, to, screen->blank);
    if (!selective)
        make_single(engine, from, to);
}

/* Erases the whole screen. One that is blank already stays as it is; one that is known to be of one cell is not looked
 * at. */
static void erase_all(struct qr_engine *engine, bool selective) {
    struct qr_screen *screen = engine->screen;
    struct qr_cell blank = screen->blank, was = screen->filled.cell;
    if (minds_protection(engine, selective) || selective) {
        erase_rows(engine, 0, qr_rows(engine), selective);
        return;
    }
    if (qr_screen_is_filled(screen, blank))
        return;
    if (blank.bits != 0 && was.bits != 0 && qr_screen_is_filled(screen, was))
        qr_page_refill(&screen->page, was, blank, true);
    else
        erase_rows(engine, 0, qr_rows(engine), false);
    qr_screen_note_filled(screen, blank);
}

/* Protection is for what programs erase, not for resets and screens that are left. */
void qr_erase_screen(struct qr_engine *engine) {
    uint8_t kind = engine->protection_kind;
    engine->protection_kind = QR_PROTECTION_NONE;
    erase_all(engine, false);
    engine->protection_kind = kind;
}

static void erase_display(struct qr_engine *engine, uint32_t which, bool selective) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t x = cursor->x, y = cursor->y, cols = qr_cols(engine), rows = qr_rows(engine);
    if (which < 3)
        end_wrap(engine);
    if (which == 0) {
        erase_span(engine, y, x, cols, selective);
        erase_rows(engine, y + 1, rows, selective);
        if (x == 0 && !selective)
            make_single(engine, y, y + 1);
    } else if (which == 1) {
        erase_rows(engine, 0, y, selective);
        erase_span(engine, y, 0, x + 1, selective);
    } else if (which == 2) {
        end_wrap(engine);
        erase_all(engine, selective);
        if (!selective)
            qr_images_screen_erased(engine);
    } else if (which == 3 && !selective && !qr_is_alternate(engine)) {
        qr_forget_history(engine);
    }
}

void qr_do_ed(struct qr_engine *e, const struct qr_sequence *s) {
    erase_display(e, qr_parameter(s, 0, 0), false);
}

void qr_do_decsed(struct qr_engine *e, const struct qr_sequence *s) {
    erase_display(e, qr_parameter(s, 0, 0), true);
}

static void erase_line(struct qr_engine *engine, uint32_t which, bool selective) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    uint32_t x = cursor->x, y = cursor->y, cols = qr_cols(engine);
    if (which > 2)
        return;
    end_wrap(engine);
    erase_span(engine, y, which == 0 ? x : 0, which == 1 ? x + 1 : cols, selective);
}

void qr_do_el(struct qr_engine *e, const struct qr_sequence *s) {
    erase_line(e, qr_parameter(s, 0, 0), false);
}

void qr_do_decsel(struct qr_engine *e, const struct qr_sequence *s) {
    erase_line(e, qr_parameter(s, 0, 0), true);
}

void qr_do_ech(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_cursor *cursor = &e->screen->cursor;
    end_wrap(e);
    uint32_t to = qr_min_u32(cursor->x + qr_count(s, 0), qr_cols(e));
    erase_span(e, cursor->y, cursor->x, to, false);
}

/* --- insert and delete ----------------------------------------------------------------------------------------- */

static void shift_cells(struct qr_engine *e, int32_t count) {
    struct qr_screen *screen = e->screen;
    struct qr_cursor *cursor = &screen->cursor;
    end_wrap(e);
    uint32_t right = qr_min_u32(qr_right(e), qr_line_cols(e, cursor->y));
    if (cursor->x < qr_left(e) || cursor->x >= right)
        return;
    qr_page_shift(&screen->page, cursor->y, cursor->x, right, count, screen->blank);
}

void qr_do_ich(struct qr_engine *e, const struct qr_sequence *s) {
    shift_cells(e, (int32_t)qr_count(s, 0));
}

void qr_do_dch(struct qr_engine *e, const struct qr_sequence *s) {
    shift_cells(e, -(int32_t)qr_count(s, 0));
}

/* IL and DL scroll the part of the region below the cursor. */
static void shift_rows(struct qr_engine *e, int32_t count) {
    struct qr_cursor *cursor = &e->screen->cursor;
    if (!qr_cursor_in_region(e))
        return;
    qr_shift_rows(e, cursor->y, e->margins.bottom, count);
    cursor->x = qr_left(e);
    end_wrap(e);
}

void qr_do_il(struct qr_engine *e, const struct qr_sequence *s) {
    shift_rows(e, -(int32_t)qr_min_u32(qr_count(s, 0), qr_rows(e)));
}

void qr_do_dl(struct qr_engine *e, const struct qr_sequence *s) {
    shift_rows(e, (int32_t)qr_min_u32(qr_count(s, 0), qr_rows(e)));
}

/* Columns inserted or deleted at `from` in every row of the region. A wrap that is pending stays so (xterm). */
static void shift_columns(struct qr_engine *e, uint32_t from, int32_t count) {
    struct qr_screen *screen = e->screen;
    if (qr_screen_is_still(screen, e->margins.top, e->margins.bottom, from, qr_right(e), screen->blank))
        return;
    for (uint32_t y = e->margins.top; y < e->margins.bottom; y++) {
        qr_page_shift(&screen->page, y, from, qr_right(e), count, screen->blank);
        qr_page_set_wrapped(&screen->page, y, false);
    }
}

void qr_do_decic(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_cursor_in_region(e))
        shift_columns(e, e->screen->cursor.x, (int32_t)qr_count(s, 0));
}

void qr_do_decdc(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_cursor_in_region(e))
        shift_columns(e, e->screen->cursor.x, -(int32_t)qr_count(s, 0));
}

void qr_do_sl(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_cursor_in_region(e))
        shift_columns(e, qr_left(e), -(int32_t)qr_count(s, 0));
}

void qr_do_sr(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_cursor_in_region(e))
        shift_columns(e, qr_left(e), (int32_t)qr_count(s, 0));
}

void qr_do_su(struct qr_engine *e, const struct qr_sequence *s) {
    qr_scroll_up(e, qr_count(s, 0));
}

/* SD; with five parameters it is xterm's highlight tracking, which is not supported. */
void qr_do_sd(struct qr_engine *e, const struct qr_sequence *s) {
    if (s->count <= 1)
        qr_scroll_down(e, qr_count(s, 0));
}

/* --- others ---------------------------------------------------------------------------------------------------- */

/* Rows that REP scrolls at most. */
#define REP_ROWS 4

/* Cells that REP fills at most: what is left of the screen, or of the region, and some rows more, and never more than
 * the screen has. A larger count is no picture but a flood: nine bytes would send a screenful to history. Without
 * autowrap nothing changes any more when the row is full. */
static uint32_t repeated_cells(const struct qr_engine *e) {
    const struct qr_cursor *cursor = &e->screen->cursor;
    bool inside = qr_cursor_in_region(e);
    uint32_t left = inside ? qr_left(e) : 0, width = (inside ? qr_right(e) : qr_cols(e)) - left;
    uint32_t rows = (inside ? e->margins.bottom : qr_rows(e)) - cursor->y + REP_ROWS;
    if (!qr_mode(&e->modes, QR_MODE_AUTOWRAP))
        return qr_cols(e) + 1;
    uint32_t left_over = rows * width - (cursor->x - left) - (cursor->pending_wrap ? 1 : 0);
    return qr_min_u32(left_over, qr_cols(e) * qr_rows(e));
}

/* Repeats the cluster that was printed right before. Behind another control function there is none, nor behind REP
 * itself (xterm). */
void qr_do_rep(struct qr_engine *e, const struct qr_sequence *s) {
    if (e->printer.last_count > 0)
        qr_print_repeated(e, qr_count(s, 0), repeated_cells(e));
}

/* DECALN: the screen filled with E, margins and origin reset (DEC STD 070). */
void qr_do_decaln(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    struct qr_screen *screen = e->screen;
    const struct qr_cell filler = {'E'};
    qr_reset_margins(e);
    qr_mode_put(&e->modes, QR_MODE_ORIGIN, false);
    qr_move_to(e, 0, 0);
    if (qr_screen_is_filled(screen, filler))
        return;
    qr_part_from_history(e, 0);
    make_single(e, 0, qr_rows(e));
    for (uint32_t y = 0; y < qr_rows(e); y++) {
        qr_page_set_wrapped(&screen->page, y, false);
        qr_page_fill(&screen->page, y, 0, qr_cols(e), filler);
    }
    qr_screen_note_filled(screen, filler);
}

void qr_single_size(struct qr_engine *engine) {
    struct qr_page *pages[] = {&engine->primary.page, &engine->alternate.page};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (pages[i]->block)
            qr_page_charge(pages[i], qr_page_rows(pages[i]));
        for (uint32_t y = 0; pages[i]->block && y < qr_page_rows(pages[i]); y++)
            qr_page_set_size(pages[i], y, QR_SIZE_SINGLE);
    }
}

/* DECDHL (3: the upper half, 4: the lower half), DECSWL (5), DECDWL (6). With left and right margins every line is of
 * single size (DEC STD 070, VT420). */
void qr_do_line_size(struct qr_engine *e, const struct qr_sequence *s) {
    static const enum qr_row_size sizes[] = {QR_SIZE_DOUBLE_TOP, QR_SIZE_DOUBLE_BOTTOM, QR_SIZE_SINGLE,
                                             QR_SIZE_DOUBLE_WIDTH};
    enum qr_row_size size = sizes[s->final - '3'];
    if (qr_mode(&e->modes, QR_MODE_LEFT_RIGHT_MARGINS))
        return;
    if (size != QR_SIZE_SINGLE)
        qr_part_from_history(e, e->screen->cursor.y);
    qr_page_set_size(&e->screen->page, e->screen->cursor.y, size);
}

/* DECSCA: 1 protects what is printed from now on from selective erase. */
void qr_do_decsca(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which > 2)
        return;
    e->protection = (uint8_t)which;
    e->protection_kind = QR_PROTECTION_DEC;
    qr_screen_set_protected(e->screen, which == 1);
}

/* SPA and EPA as xterm has them: what is printed between them is protected from ED, EL and ECH too. */
void qr_do_spa(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    e->protection_kind = QR_PROTECTION_ISO;
    qr_screen_set_protected(e->screen, true);
}

void qr_do_epa(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_screen_set_protected(e->screen, false);
}
