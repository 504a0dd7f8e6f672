/* resize.c - new sizes. The primary screen is wrapped anew together with its history; the alternate one is cut or
 * padded.
 *
 * Where no line would be wrapped otherwise than it is, rows keep their cells and the block is made to fit (a program
 * that has its window change width a thousand times costs no more than a few redraws). Else re-wrapping goes through
 * history: all rows of the screen are appended to it as logical lines, and as many rows of the
 * new width as belong on the screen are taken back. So there is one way in which lines are cut into rows, and text can
 * neither be lost nor doubled. Cursors are remembered as (line, column). If memory runs out on the way, history is
 * rolled back to where it was and nothing has changed, but that lines whose beginning is gone have new numbers. */
#include "engine.h"

#include "image_place.h"

#include "qr_arith.h"
#include "qr_memory.h"

/* A cursor that is to stay on its character. */
struct anchor {
    struct qr_cursor *cursor;
    struct qr_position position;
};

struct rewrap {
    struct qr_engine *engine;
    uint32_t cols, rows;
    struct qr_position top; /* where the old screen began */
    bool full;              /* the old screen had no blank rows at its end: history may come back in */
    struct anchor anchors[2];
    uint32_t anchor_count;
};

/* Rows from the top that hold something, or the cursor. */
static uint32_t used_rows(const struct qr_screen *screen) {
    uint32_t used = qr_page_rows(&screen->page);
    while (used > screen->cursor.y + 1 && qr_page_row(&screen->page, used - 1)->length == 0 &&
           !(qr_page_row(&screen->page, used - 1)->flags & QR_ROW_PICTURED) &&
           !(qr_page_row(&screen->page, used - 2)->flags & QR_ROW_WRAPPED))
        used--;
    return used;
}

static void note_anchor(struct rewrap *r, struct qr_screen *screen, struct qr_cursor *cursor) {
    uint32_t y = qr_min_u32(cursor->y, qr_page_rows(&screen->page) - 1);
    struct anchor *anchor = &r->anchors[r->anchor_count++];
    anchor->cursor = cursor;
    anchor->position = qr_position_of(screen, cursor->x + (cursor->pending_wrap ? 1 : 0), y);
}

/* The row of history that the new screen begins with. */
static bool find_top(const struct rewrap *r, struct qr_history_at *top) {
    const struct qr_history *history = &r->engine->history;
    struct qr_history_at at;
    uint64_t column;
    if (!qr_history_last_row(history, r->cols, &at))
        return false;
    bool seen = false; /* the row that holds the old screen's first character */
    for (uint32_t taken = 1;; taken++) {
        *top = at;
        uint64_t line = qr_history_line_at(history, &at, &column);
        seen = seen || (line == r->top.line && column <= r->top.column);
        if (taken == r->rows || (seen && !r->full) || !qr_history_previous_row(history, r->cols, &at))
            return true;
    }
}

/* Row y begins where the row above, which goes on, ends: on a screen of one column a wide character is narrow and
 * counts one from now on. */
static void follow(struct qr_page *page, uint32_t y) {
    const struct qr_row *above = qr_page_row(page, y - 1);
    if (above->flags & QR_ROW_WRAPPED)
        qr_page_row(page, y)->column = above->column + qr_page_joined_cols(page, above);
}

/* Writes rows from `at` on to the new page. Returns how many. */
static uint32_t take_rows(const struct rewrap *r, struct qr_history_at at, struct qr_page *page) {
    uint32_t y = 0;
    do {
        qr_history_thaw_row(&r->engine->history, &at, page, y);
        if (r->cols == 1 && y > 0)
            follow(page, y);
    } while (++y < r->rows && qr_history_next_row(&r->engine->history, r->cols, &at));
    return y;
}

/* Puts an anchored cursor on the row and column that its character has now. */
static void place_anchor(const struct rewrap *r, const struct qr_screen *screen, const struct anchor *anchor) {
    struct qr_cursor *cursor = anchor->cursor;
    uint32_t x = 0, y = 0;
    if (!qr_position_find(screen, anchor->position, &x, &y)) {
        *cursor = (struct qr_cursor){qr_min_u32(cursor->x, r->cols - 1), 0, false};
        return;
    }
    *cursor = (struct qr_cursor){x, y, false};
    if (x >= r->cols) {
        cursor->x = r->cols - 1;
        cursor->pending_wrap = x == r->cols && qr_page_row(&screen->page, y)->length == r->cols;
    }
}

/* Pens and saved cursors hold styles of the page: they move to the new one. */
static struct qr_cell move_dress(struct qr_page *to, const struct qr_page *from, struct qr_cell dress) {
    return qr_page_import_cell(to, from, dress);
}

static void move_holders(struct qr_screen *screen, struct qr_page *page) {
    screen->dress = move_dress(page, &screen->page, screen->dress);
    screen->blank = move_dress(page, &screen->page, screen->blank);
    screen->pen = screen->settled = qr_page_style(page, qr_cell_style(screen->dress));
    if (screen->saved.valid) {
        screen->saved.dress = move_dress(page, &screen->page, screen->saved.dress);
        screen->saved.pen = qr_page_style(page, qr_cell_style(screen->saved.dress));
    }
}

static void install(struct qr_screen *screen, struct qr_page *page) {
    move_holders(screen, page);
    page->work += screen->page.work;
    qr_page_destroy(&screen->page);
    screen->page = *page;
}

/* Appends the screen's rows to history and takes the new screen's rows back into `page`. */
static enum quire_result rewrap_rows(struct rewrap *r, struct qr_page *page, uint32_t used) {
    struct qr_history *history = &r->engine->history;
    struct qr_page *old = &r->engine->primary.page;
    for (uint32_t y = 0; y < used; y++) {
        enum quire_result result = qr_history_append_row(history, old, y);
        if (result != QUIRE_OK)
            return result;
    }
    struct qr_history_at top;
    uint64_t failures = qr_history_failures(history);
    if (!find_top(r, &top))
        return QUIRE_OK;
    uint32_t taken = take_rows(r, top, page);
    enum quire_result read = qr_history_trouble_since(history, failures);
    if (read != QUIRE_OK)
        return read; /* what stood in for history is not put on the screen for good */
    struct qr_row *last = qr_page_row(page, taken - 1);
    last->flags &= (uint16_t)~QR_ROW_WRAPPED;
    return qr_history_truncate(history, &top);
}

static enum quire_result resize_primary(struct qr_engine *engine, uint32_t cols, uint32_t rows) {
    struct qr_screen *screen = &engine->primary;
    struct rewrap r = {.engine = engine, .cols = cols, .rows = rows};
    uint32_t used = used_rows(screen);
    r.full = used == qr_page_rows(&screen->page);
    qr_begin_lines(engine, 0, used);
    r.top = qr_position_of(screen, 0, 0);
    note_anchor(&r, screen, &screen->cursor);
    if (screen->saved.valid)
        note_anchor(&r, screen, &screen->saved.cursor);
    struct qr_page page;
    struct qr_page_capacity capacity = qr_page_living_capacity(&screen->page);
    enum quire_result result = qr_page_create(&page, &engine->allocator, cols, rows, &capacity, engine->seed);
    if (result != QUIRE_OK)
        return result;
    page.block->clock = screen->page.block->clock + QUIRE_MAX_ROWS;
    page.block->now = screen->page.block->now;
    uint64_t lines = screen->page.block->next_line;
    for (uint32_t y = 0; y < rows; y++)
        qr_page_row(&page, y)->line = lines++;
    page.block->next_line = lines;
    size_t mark;
    result = qr_history_begin(&engine->history, &mark);
    if (result == QUIRE_OK) {
        result = rewrap_rows(&r, &page, used);
        if (result != QUIRE_OK)
            qr_history_rollback(&engine->history, mark);
    }
    if (result != QUIRE_OK) {
        qr_page_destroy(&page);
        return result;
    }
    for (uint32_t y = 0; y < rows; y++)
        qr_page_redraw(&page, qr_page_row(&page, y));
    install(screen, &page);
    for (uint32_t i = 0; i < r.anchor_count; i++)
        place_anchor(&r, screen, &r.anchors[i]);
    qr_history_commit(&engine->history);
    qr_history_trim(&engine->history);
    return QUIRE_OK;
}

/* The new page of the alternate screen: rows above are cut where the cursor would else fall off the bottom. */
static enum quire_result cut_alternate(struct qr_engine *engine, uint32_t cols, uint32_t rows, struct qr_page *page,
                                       uint32_t *cut) {
    struct qr_screen *screen = &engine->alternate;
    struct qr_page_capacity capacity = qr_page_living_capacity(&screen->page);
    uint32_t cursor_y = screen->cursor.y;
    *cut = cursor_y >= rows ? cursor_y + 1 - rows : 0;
    enum quire_result result = qr_page_create(page, &engine->allocator, cols, rows, &capacity, engine->seed);
    if (result != QUIRE_OK)
        return result;
    page->block->next_line = screen->page.block->next_line;
    page->block->clock = screen->page.block->clock + QUIRE_MAX_ROWS;
    page->block->now = screen->page.block->now;
    for (uint32_t y = 0; y < rows; y++) {
        if (y + *cut < qr_page_rows(&screen->page))
            qr_page_import_row(page, y, &screen->page, y + *cut);
        else
            qr_page_reset_row(page, y, (struct qr_cell){0});
    }
    qr_page_row(page, rows - 1)->flags &= (uint16_t)~QR_ROW_WRAPPED;
    for (uint32_t y = rows - 1; y-- > 0;) { /* rows cut narrower no longer go on: lines of their own, from below */
        struct qr_row *row = qr_page_row(page, y), *next = qr_page_row(page, y + 1);
        if (!(row->flags & QR_ROW_WRAPPED) && row->line == next->line)
            qr_page_begin_line(page, y + 1);
    }
    return QUIRE_OK;
}

static void clamp(struct qr_cursor *cursor, uint32_t cut, uint32_t cols, uint32_t rows) {
    cursor->y = qr_min_u32(cursor->y - qr_min_u32(cut, cursor->y), rows - 1);
    if (cursor->x >= cols || cursor->pending_wrap)
        cursor->pending_wrap = false;
    cursor->x = qr_min_u32(cursor->x, cols - 1);
}

/* --- where no line is wrapped anew ------------------------------------------------------------------------------- */

/* Do all lines of the screens stand in rows of `cols` as they stand now, in as many rows? Then history has no part in
 * it. */
static bool fits_unbroken(const struct qr_engine *engine, uint32_t cols, uint32_t rows) {
    const struct qr_page *primary = &engine->primary.page, *alternate = &engine->alternate.page;
    return rows == qr_page_rows(primary) && qr_page_can_reshape(primary, cols) &&
           (!alternate->block || qr_page_can_reshape(alternate, cols)) &&
           !qr_history_goes_on(&engine->history, qr_page_row(primary, 0)->line);
}

/* A cursor on a page that was reshaped: it stays where it is. Behind the end of a row that was full a wrap is pending
 * no longer where the row is wider now, and in the last column of a narrower one it is where that is full. */
static void keep_cursor(const struct qr_page *page, struct qr_cursor *cursor) {
    uint32_t cols = qr_page_cols(page), x = cursor->x + (cursor->pending_wrap ? 1 : 0);
    cursor->y = qr_min_u32(cursor->y, qr_page_rows(page) - 1);
    cursor->x = qr_min_u32(x, cols - 1);
    cursor->pending_wrap = x == cols && qr_page_row(page, cursor->y)->length == cols;
}

/* Gives the screens other columns in place. OUT_OF_MEMORY: nothing changed. */
static enum quire_result reshape(struct qr_engine *engine, uint32_t cols) {
    size_t size = qr_page_rows(&engine->primary.page) * sizeof(uint32_t);
    uint32_t *slots = qr_alloc_zeroed(&engine->allocator, size);
    if (!slots)
        return QUIRE_OUT_OF_MEMORY;
    qr_page_reshape(&engine->primary.page, cols, slots);
    keep_cursor(&engine->primary.page, &engine->primary.cursor);
    keep_cursor(&engine->primary.page, &engine->primary.saved.cursor);
    if (engine->alternate.page.block) {
        qr_page_reshape(&engine->alternate.page, cols, slots);
        clamp(&engine->alternate.cursor, 0, cols, qr_rows(engine));
        clamp(&engine->alternate.saved.cursor, 0, cols, qr_rows(engine));
    }
    qr_free(&engine->allocator, slots, size);
    return QUIRE_OK;
}

/* --- screens ----------------------------------------------------------------------------------------------------- */

/* What wrapping anew costs, in cells: all of them go into history and come back, and pages are made anew. */
static uint64_t resize_work(const struct qr_page *page, uint32_t cols, uint32_t rows) {
    uint64_t before = (uint64_t)qr_page_cols(page) * qr_page_rows(page), behind = (uint64_t)cols * rows;
    return 2 * (before + behind) + 8 * QR_ROW_WORK * (uint64_t)(qr_page_rows(page) + rows);
}

/* The alternate screen cut or padded, the primary one wrapped anew. */
static enum quire_result rewrap(struct qr_engine *engine, uint32_t cols, uint32_t rows) {
    struct qr_page alternate = {0};
    uint32_t cut = 0;
    enum quire_result result = QUIRE_OK;
    qr_charge(engine, resize_work(&engine->primary.page, cols, rows));
    if (engine->alternate.page.block)
        result = cut_alternate(engine, cols, rows, &alternate, &cut);
    if (result == QUIRE_OK)
        result = resize_primary(engine, cols, rows);
    if (result != QUIRE_OK) {
        if (alternate.block)
            qr_page_destroy(&alternate);
        return result;
    }
    if (alternate.block) {
        install(&engine->alternate, &alternate);
        clamp(&engine->alternate.cursor, cut, cols, rows);
        clamp(&engine->alternate.saved.cursor, cut, cols, rows);
    }
    return QUIRE_OK;
}

static enum quire_result resize_screens(struct qr_engine *engine, uint32_t cols, uint32_t rows) {
    uint32_t old_cols = qr_page_cols(&engine->primary.page);
    if (cols == 0 || rows == 0 || cols > QUIRE_MAX_COLUMNS || rows > QUIRE_MAX_ROWS ||
        (uint64_t)cols * rows > QUIRE_MAX_CELLS)
        return QUIRE_LIMIT;
    qr_watches_before_wrapping(engine, cols);
    qr_images_before_wrapping(engine);
    enum quire_result result = fits_unbroken(engine, cols, rows) ? reshape(engine, cols) : rewrap(engine, cols, rows);
    qr_images_wrapped(engine); /* whatever came of it: what was settled before is marked again */
    if (result != QUIRE_OK)
        return result;
    qr_reset_margins(engine);
    engine->printer.just_printed = engine->printer.sized = false;
    qr_watches_wrapped(engine, cols);
    if (cols > old_cols) {
        for (uint32_t x = old_cols; x < cols; x++)
            qr_tab_stop_set(&engine->tabs, x, x % engine->policy.tab_width == 0);
    }
    return QUIRE_OK;
}

/* A program draws anew when its size changes: what it began for the old one must not stay hidden. */
static void end_synchronized(struct qr_engine *engine) {
    if (!qr_mode(&engine->modes, QR_MODE_SYNCHRONIZED))
        return;
    qr_mode_put(&engine->modes, QR_MODE_SYNCHRONIZED, false);
    qr_event_simple(engine, QUIRE_EVENT_MODES);
}

/* A size changed, of the screen or of its cells, which are now so large. */
static void tell_size(struct qr_engine *engine, uint32_t cell_width_px, uint32_t cell_height_px) {
    engine->cell_width_px = cell_width_px;
    engine->cell_height_px = cell_height_px;
    end_synchronized(engine);
    if (qr_mode(&engine->modes, QR_MODE_RESIZE_REPORT))
        qr_report_size(engine);
}

enum quire_result qr_engine_resize(struct qr_engine *engine, uint32_t cols, uint32_t rows, uint32_t cell_width_px,
                                   uint32_t cell_height_px) {
    const struct qr_page *page = &engine->primary.page;
    uint32_t width = cell_width_px ? cell_width_px : engine->cell_width_px;
    uint32_t height = cell_height_px ? cell_height_px : engine->cell_height_px;
    bool cells = cols != qr_page_cols(page) || rows != qr_page_rows(page);
    bool pixels = width != engine->cell_width_px || height != engine->cell_height_px;
    qr_engine_settle_pen(engine);
    enum quire_result result = cells ? resize_screens(engine, cols, rows) : QUIRE_OK;
    if (result != QUIRE_OK || (!cells && !pixels))
        return result;
    tell_size(engine, width, height);
    return QUIRE_OK;
}

void qr_engine_set_cell_size(struct qr_engine *engine, uint32_t width_px, uint32_t height_px) {
    if (width_px != engine->cell_width_px || height_px != engine->cell_height_px)
        tell_size(engine, width_px, height_px);
}
