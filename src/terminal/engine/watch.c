#include "engine.h"

#include "qr_arith.h"

void qr_watch_begin(struct qr_watch *watch, struct qr_engine *engine, struct qr_position from, struct qr_position to) {
    qr_watch_end(watch);
    *watch = (struct qr_watch){.engine = engine,
                               .next = engine->watches,
                               .link = &engine->watches,
                               .ends = {from, to},
                               .clock = engine->screen->page.block->clock};
    if (watch->next)
        watch->next->link = &watch->next;
    engine->watches = watch;
}

void qr_watch_end(struct qr_watch *watch) {
    if (!watch->engine)
        return;
    *watch->link = watch->next;
    if (watch->next)
        watch->next->link = watch->link;
    *watch = (struct qr_watch){0};
}

/* --- where it is ---------------------------------------------------------------------------------------------------
 */

/* Rows of the screen that are watched; `first` is -1 when they begin in history. */
struct stretch {
    int64_t first, last;
};

/* False: none of it is on the screen. An end that is not there is above it, or gone. */
static bool on_screen(const struct qr_watch *watch, struct stretch *stretch) {
    uint32_t x, rows[2];
    bool found[2];
    for (int i = 0; i < 2; i++)
        found[i] = qr_position_find(watch->engine->screen, watch->ends[i], &x, &rows[i]);
    if (!found[0] && !found[1])
        return false;
    stretch->first = found[0] && found[1] ? (int64_t)qr_min_u32(rows[0], rows[1]) : -1;
    stretch->last = found[0] && found[1] ? qr_max_u32(rows[0], rows[1]) : found[0] ? rows[0] : rows[1];
    return true;
}

static bool in_history(const struct qr_watch *watch, struct qr_position position) {
    struct qr_engine *engine = watch->engine;
    struct qr_history_at at;
    uint64_t index, column;
    if (qr_is_alternate(engine) ||
        !qr_history_find(&engine->history, qr_cols(engine), position.line, position.column, &at, &index))
        return false;
    (void)qr_history_line_at(&engine->history, &at, &column);
    return position.column - column < qr_cols(engine);
}

/* Is a place in what the last line of history went on with, before the screen's first row was parted from it? Such a
 * place would be taken for one behind the line's end. */
static bool parted(const struct qr_engine *engine, struct qr_position position) {
    const struct qr_history *history = &engine->history;
    return !qr_is_alternate(engine) && qr_history_goes_on(history, position.line) &&
           qr_page_row(&engine->primary.page, 0)->line != position.line &&
           position.column >= qr_history_tail_columns(history);
}

/* Breaks a watch if it lost what it had on the screen. */
static void look_at_joint(struct qr_watch *watch) {
    watch->broken = watch->broken || parted(watch->engine, watch->ends[0]) || parted(watch->engine, watch->ends[1]);
}

bool qr_watch_whole(struct qr_watch *watch) {
    struct stretch stretch;
    if (!watch->engine || watch->broken)
        return false;
    if (!watch->frozen)
        look_at_joint(watch);
    if (watch->broken)
        return false;
    if (watch->frozen || !on_screen(watch, &stretch))
        return true;
    const struct qr_page *page = &watch->engine->screen->page;
    for (int64_t y = stretch.first < 0 ? 0 : stretch.first; y <= stretch.last && !watch->broken; y++)
        watch->broken = qr_page_row(page, (uint32_t)y)->version > watch->clock;
    return !watch->broken;
}

/* --- what happens to it ----------------------------------------------------------------------------------------------
 */

/* What has left the screen is in history, where it does not change, or gone, and then nothing brings it back. */
static void leave_screen(struct qr_watch *watch) {
    look_at_joint(watch);
    watch->frozen = !watch->broken && in_history(watch, watch->ends[0]) && in_history(watch, watch->ends[1]);
    watch->broken = !watch->frozen;
}

void qr_watches_freeze(struct qr_engine *engine, uint32_t y) {
    const struct qr_row *row = qr_page_row(&engine->screen->page, y);
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next) {
        struct stretch stretch;
        if (!watch->frozen)
            look_at_joint(watch);
        if (watch->frozen || watch->broken)
            continue;
        if (!on_screen(watch, &stretch))
            leave_screen(watch);
        else if (stretch.first <= (int64_t)y && (int64_t)y <= stretch.last)
            watch->broken = row->version > watch->clock;
    }
}

/* Does a stretch reach over the upper edge of row y? It is torn apart when what is on one side moves. */
static bool crosses(struct stretch at, uint32_t y) {
    return at.first < y && at.last >= y;
}

void qr_watches_scroll(struct qr_engine *engine, uint32_t top, uint32_t bottom, uint32_t from, uint32_t to) {
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next) {
        struct stretch at;
        if (watch->frozen || watch->broken)
            continue;
        if (!on_screen(watch, &at))
            leave_screen(watch);
        else
            watch->broken = crosses(at, top) || crosses(at, bottom) || (at.first < to && at.last >= from);
    }
}

void qr_watches_leave(struct qr_engine *engine, uint32_t bottom) {
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next) {
        struct stretch at;
        if (!watch->frozen && !watch->broken && on_screen(watch, &at))
            watch->broken = crosses(at, bottom);
    }
}

/* A place behind the end of its line is at the end: the blanks there are wrapped nowhere. */
static void cut(const struct qr_engine *engine, struct qr_position *position) {
    const struct qr_page *page = &engine->primary.page;
    uint32_t x, y;
    if (!qr_position_find(&engine->primary, *position, &x, &y))
        return;
    const struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_WRAPPED) && x > row->length)
        position->column = row->column + row->length;
}

void qr_watches_before_wrapping(struct qr_engine *engine, uint32_t cols) {
    bool changes = cols != qr_page_cols(&engine->primary.page), only_column = qr_page_cols(&engine->primary.page) == 1;
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next) {
        struct stretch stretch;
        watch->wrapped = true;
        watch->broken = watch->broken || (changes && only_column);
        if (!qr_watch_whole(watch))
            continue;
        if (!watch->frozen && !on_screen(watch, &stretch))
            leave_screen(watch);
        for (int i = 0; i < 2 && changes; i++)
            cut(engine, &watch->ends[i]);
    }
}

/* On the alternate screen rows were cut; on one of one column wide characters have other widths than before, and behind
 * it (see before_wrapping). */
void qr_watches_wrapped(struct qr_engine *engine, uint32_t cols) {
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next) {
        watch->clock = engine->primary.page.block->clock;
        watch->frozen = false;
        watch->broken = watch->broken || qr_is_alternate(engine) || cols == 1;
    }
}

void qr_watches_break(struct qr_engine *engine) {
    for (struct qr_watch *watch = engine->watches; watch; watch = watch->next)
        watch->broken = true;
}

void qr_watches_let_go(struct qr_engine *engine) {
    while (engine->watches)
        qr_watch_end(engine->watches);
}
