/* image_erase.c - what becomes of images when rows leave, are wrapped anew or erased, and when screens change. */
#include "image_filing.h"
#include "image_place.h"

#include "qr_arith.h"
#include "qr_assert.h"

/* --- rows -----------------------------------------------------------------------------------------------------------
 */

#define MASK_WORDS (QUIRE_MAX_COLUMNS / 64)

/* Columns of the line that stand in a row. */
static uint32_t held_cols(const struct qr_page *page, const struct qr_row *row) {
    return row->flags & QR_ROW_WRAPPED ? qr_page_joined_cols(page, row) : qr_page_cols(page);
}

/* Inline strips in a row are cut to the cells that still show them, and the cells are blanks again. */
static void settle_row(struct qr_engine *e, struct qr_screen *screen, uint32_t y) {
    uint64_t mask[MASK_WORDS];
    struct qr_page *page = &screen->page;
    const struct qr_row *row = qr_page_row(page, y);
    qr_page_pictured_mask(page, y, mask);
    qr_charge(e, QR_ROW_WORK + row->length);
    qr_strips_cut(e->images.store, screen == &e->alternate, row->line, row->column, mask, held_cols(page, row));
    qr_page_unpicture_cells(page, y, 0, qr_page_cols(page));
}

void qr_images_freeze_row(struct qr_engine *engine, uint32_t y) {
    if (!engine->images.store)
        return;
    settle_row(engine, &engine->primary, y);
    engine->images.frozen = true;
}

/* Does a strip stand in a row? Then it may be that its columns go on in the next one. */
static bool is_in_row(const struct qr_page *page, const struct qr_row *row, const struct qr_strip *strip) {
    return strip->column < row->column + held_cols(page, row) && strip->column + strip->cols > row->column;
}

/* A row is marked as the strips in it want it. */
static void mark_row(struct qr_engine *e, struct qr_screen *screen, uint32_t y) {
    struct qr_page *page = &screen->page;
    const struct qr_row *row = qr_page_row(page, y);
    uint32_t count, cols = held_cols(page, row);
    uint64_t line = row->line, column = row->column;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, screen == &e->alternate, line, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!is_in_row(page, row, &strips[i]))
            continue;
        uint64_t from = strips[i].column > column ? strips[i].column - column : 0;
        uint64_t to = strips[i].column + strips[i].cols - column;
        if (strips[i].placement->look.kind == QR_PLACEMENT_INLINE)
            qr_page_picture_cells(page, y, (uint32_t)from, to < cols ? (uint32_t)to : cols);
        else
            qr_page_picture(page, y);
    }
}

/* Rows in which nothing stands any more are not marked any more. */
static void unmark_row(struct qr_engine *e, struct qr_screen *screen, uint32_t y) {
    struct qr_row *row = qr_page_row(&screen->page, y);
    uint32_t count;
    bool stands = false;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, screen == &e->alternate, row->line, &count);
    for (uint32_t i = 0; i < count && !stands; i++)
        stands = is_in_row(&screen->page, row, &strips[i]);
    if (!stands)
        row->flags &= (uint16_t)~QR_ROW_PICTURED;
}

static void settle_screen(struct qr_engine *e, struct qr_screen *screen) {
    for (uint32_t y = 0; screen->page.block && y < qr_page_rows(&screen->page); y++) {
        if (!(qr_page_row(&screen->page, y)->flags & QR_ROW_PICTURED))
            continue;
        settle_row(e, screen, y);
        unmark_row(e, screen, y);
    }
}

void qr_images_before_wrapping(struct qr_engine *engine) {
    if (!engine->images.store)
        return;
    settle_screen(engine, &engine->primary);
    settle_screen(engine, &engine->alternate);
}

static void mark_screen(struct qr_engine *e, struct qr_screen *screen) {
    for (uint32_t y = 0; screen->page.block && y < qr_page_rows(&screen->page); y++)
        mark_row(e, screen, y);
}

void qr_images_wrapped(struct qr_engine *engine) {
    if (!engine->images.store)
        return;
    qr_images_watch(engine);
    if (qr_strips_count(engine->images.store) == 0)
        return;
    mark_screen(engine, &engine->primary);
    mark_screen(engine, &engine->alternate);
}

/* --- erasing
 * ---------------------------------------------------------------------------------------------------------- */

/* Overlays that stand in a row of the screen go. */
static void mark_overlays(struct qr_engine *e, const struct qr_row *row) {
    uint32_t count;
    const struct qr_page *page = &e->screen->page;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, qr_is_alternate(e), row->line, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (is_in_row(page, row, &strips[i]) && strips[i].placement->look.kind == QR_PLACEMENT_OVERLAY)
            qr_placements_mark(e->images.store, strips[i].placement);
    }
}

void qr_images_screen_erased(struct qr_engine *engine) {
    bool any = false;
    for (uint32_t y = 0; engine->images.store && y < qr_rows(engine); y++) {
        const struct qr_row *row = qr_page_row(&engine->screen->page, y);
        if (!(row->flags & QR_ROW_PICTURED))
            continue;
        mark_overlays(engine, row);
        any = true;
    }
    if (any)
        qr_placements_remove_marked(engine->images.store);
}

void qr_images_history_erased(struct qr_engine *engine) {
    if (engine->images.store)
        qr_images_sweep(engine, NULL);
}

void qr_images_reset(struct qr_engine *engine) {
    if (engine->images.store)
        qr_images_clear(engine->images.store, QR_IMAGES_BOTH);
}

void qr_images_screen_left(struct qr_engine *engine) {
    if (engine->images.store)
        qr_images_clear(engine->images.store, QR_IMAGES_ALTERNATE);
}

/* --- sweeping
 * ---------------------------------------------------------------------------------------------------------- */

static bool is_on_screen(const struct qr_screen *screen, uint64_t line) {
    for (uint32_t y = 0; screen->page.block && y < qr_page_rows(&screen->page); y++) {
        if (qr_page_row(&screen->page, y)->line == line)
            return true;
    }
    return false;
}

static bool lives(void *user, uint64_t line, bool alternate) {
    struct qr_engine *e = user;
    qr_charge(e, 1);
    if (alternate)
        return is_on_screen(&e->alternate, line);
    return qr_history_holds(&e->history, line) || is_on_screen(&e->primary, line);
}

void qr_images_sweep(struct qr_engine *engine, const struct qr_image *keep) {
    if (engine->images.store)
        qr_strips_sweep(engine->images.store, lives, engine, keep);
}

bool qr_images_idle(struct qr_engine *engine, uint64_t max_bytes) {
    if (!engine->images.store)
        return false;
    qr_images_sweep(engine, NULL);
    qr_images_drop_spare(engine->images.store);
    return qr_images_pack(engine->images.store, max_bytes);
}

void qr_images_finish(struct qr_engine *engine) {
    qr_images_filing_finish(engine);
    qr_images_destroy(engine->images.store);
    engine->images.store = NULL;
}
