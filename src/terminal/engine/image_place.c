/* image_place.c - images onto the screen: cells, rows, the cursor, strips. */
#include "image_place.h"

#include "qr_arith.h"
#include "qr_memory.h"

uint32_t qr_cell_width_px(const struct qr_engine *engine) {
    return engine->cell_width_px != 0 ? engine->cell_width_px : QR_CELL_WIDTH_UNKNOWN;
}

uint32_t qr_cell_height_px(const struct qr_engine *engine) {
    return engine->cell_height_px != 0 ? engine->cell_height_px : QR_CELL_HEIGHT_UNKNOWN;
}

/* --- the store -------------------------------------------------------------------------------------------------- */

/* Rows of an image that is being placed, whose strips are not there yet. */
struct qr_placing {
    struct qr_strip_place *places;
    uint32_t count;
};

static void move_places(const struct qr_placing *placing, uint64_t line, uint64_t column, uint32_t columns,
                        uint64_t to_line, uint64_t to_column) {
    for (uint32_t i = 0; placing && i < placing->count; i++) {
        struct qr_strip_place *place = &placing->places[i];
        if (place->line == line && place->column >= column && place->column - column < columns)
            *place = (struct qr_strip_place){to_line, place->column - column + to_column, place->cols};
    }
}

/* Lines of the alternate screen are numbered from 2^62 on (mode_set.c). */
static bool is_alternate_line(uint64_t line) {
    return line >> 62 != 0;
}

static void moved(void *user, uint64_t line, uint64_t column, uint32_t columns, uint64_t to_line, uint64_t to_column) {
    struct qr_engine *e = user;
    qr_charge(e, QR_ROW_WORK);
    qr_strips_renumber(e->images.store, is_alternate_line(line), line, column, columns, to_line, to_column);
    move_places(e->images.placing, line, column, columns, to_line, to_column);
}

void qr_images_watch(struct qr_engine *engine) {
    struct qr_page *pages[] = {&engine->primary.page, &engine->alternate.page};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        pages[i]->moved = engine->images.store ? moved : NULL;
        pages[i]->moved_user = engine;
    }
}

struct qr_images *qr_engine_images(struct qr_engine *engine) {
    struct qr_image_state *images = &engine->images;
    if (images->store || images->budget == 0)
        return images->budget != 0 ? images->store : NULL;
    enum quire_result result = qr_images_create(&engine->allocator, images->budget, engine->seed, &images->store);
    if (result != QUIRE_OK) {
        qr_engine_note(engine, result);
        return NULL;
    }
    qr_images_watch(engine);
    return images->store;
}

/* --- one row after the other ---------------------------------------------------------------------------------------
 */

/* Where an image goes. */
struct spot {
    uint32_t x, cols; /* columns that have room */
    bool is_inline;
    bool scrolls;
};

/* The row of the screen that the image has come to is covered. */
static void cover_row(struct qr_engine *e, const struct spot *spot, uint32_t y, struct qr_strip_place *place) {
    struct qr_page *page = &e->screen->page;
    if (spot->is_inline) {
        qr_page_clear(page, y, spot->x, spot->x + spot->cols, e->screen->blank);
        qr_page_picture_cells(page, y, spot->x, spot->x + spot->cols);
    } else {
        qr_page_picture(page, y);
    }
    const struct qr_row *row = qr_page_row(page, y);
    *place = (struct qr_strip_place){row->line, row->column + spot->x, spot->cols};
}

/* To the row below, as by a line feed. False: there is none, and nothing scrolls. */
static bool next_row(struct qr_engine *e, bool scrolls) {
    struct qr_cursor *cursor = &e->screen->cursor;
    bool bottom = cursor->y + 1 == e->margins.bottom;
    if (cursor->y + 1 == qr_rows(e) && !(bottom && scrolls))
        return false;
    if (bottom && scrolls && !qr_cursor_in_region(e))
        return false;
    if (scrolls)
        qr_index(e);
    else
        cursor->y++;
    return true;
}

/* Covers rows from the cursor's on, `rows` at most. Returns how many there were; the cursor is in the last one. */
static uint32_t cover_rows(struct qr_engine *e, const struct spot *spot, uint32_t rows, struct qr_placing *placing) {
    struct qr_cursor *cursor = &e->screen->cursor;
    cursor->pending_wrap = false;
    do {
        cover_row(e, spot, cursor->y, &placing->places[placing->count]);
        placing->count++;
    } while (placing->count < rows && next_row(e, spot->scrolls));
    return placing->count;
}

/* --- the cursor ------------------------------------------------------------------------------------------------------
 */

/* Behind the image; where there is no column behind it, in the first one of the next row. */
static void go_behind(struct qr_engine *e, uint32_t x, uint32_t cols, uint32_t edge) {
    if (cols < edge - x) {
        e->screen->cursor.x = x + cols;
        return;
    }
    qr_index(e);
    e->screen->cursor.x = x >= qr_left(e) ? qr_left(e) : 0;
}

static void leave_cursor(struct qr_engine *e, enum qr_image_cursor where, const struct qr_cursor *before, uint32_t cols,
                         uint32_t edge) {
    struct qr_cursor *cursor = &e->screen->cursor;
    switch (where) {
    case QR_CURSOR_STAYS:
        *cursor = *before;
        return;
    case QR_CURSOR_BEHIND:
        go_behind(e, before->x, cols, edge);
        break;
    case QR_CURSOR_BEGIN:
        cursor->x = before->x;
        break;
    }
    e->printer.just_printed = false;
}

/* --- showing ---------------------------------------------------------------------------------------------------------
 */

/* Columns end at the right margin, where the image begins before it, or where the line does. */
static uint32_t edge_of(const struct qr_engine *e, uint32_t x, uint32_t y) {
    uint32_t cols = qr_line_cols(e, y), right = qr_right(e);
    return x < right ? qr_min_u32(cols, right) : cols;
}

/* With room for the strips, the screen is covered and the strips stand. */
static struct qr_placement *stand(struct qr_engine *e, struct qr_placement *placement, struct qr_placing *placing,
                                  uint32_t rows, enum qr_image_cursor where) {
    struct qr_cursor *cursor = &e->screen->cursor;
    const struct qr_cursor before = *cursor;
    uint32_t edge = edge_of(e, before.x, before.y);
    const struct spot spot = {.x = before.x,
                              .cols = qr_min_u32(placement->look.cols, edge - qr_min_u32(before.x, edge - 1)),
                              .is_inline = placement->look.kind == QR_PLACEMENT_INLINE,
                              .scrolls = where != QR_CURSOR_STAYS};
    uint32_t cols = placement->look.cols;
    e->images.placing = placing;
    uint32_t count = cover_rows(e, &spot, rows, placing);
    leave_cursor(e, where, &before, cols, edge);
    e->images.placing = NULL;
    qr_charge(e, (uint64_t)count * QR_ROW_WORK);
    if (qr_placements_stand(e->images.store, placement, rows, placing->places, 0, count))
        return placement;
    qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
    return NULL;
}

/* Strips that may come before dead ones are looked for: as many as there were living, and some. */
#define STRIPS_BETWEEN 1024u

static void sweep_at_times(struct qr_engine *e, const struct qr_image *keep) {
    if (qr_strips_count(e->images.store) < e->images.sweep_at)
        return;
    qr_images_sweep(e, keep);
    e->images.sweep_at = 2 * qr_strips_count(e->images.store) + STRIPS_BETWEEN;
}

/* Memory for the places of its rows, and the placement. */
static struct qr_placement *show(struct qr_engine *e, struct qr_image *image, const struct qr_placement_look *look,
                                 uint32_t rows, enum qr_image_cursor where) {
    struct qr_placing placing = {.count = 0};
    struct qr_placement *placement = NULL;
    size_t size = rows * sizeof *placing.places;
    placing.places = qr_alloc_zeroed(&e->allocator, size);
    enum quire_result result = QUIRE_OUT_OF_MEMORY;
    if (placing.places)
        result = qr_placements_begin(e->images.store, image, look, rows, &placement);
    if (result == QUIRE_OK)
        placement = stand(e, placement, &placing, rows, where);
    else if (result != QUIRE_LIMIT) /* that is told to the program, and no trouble of the host's */
        qr_engine_note(e, result);
    qr_free(&e->allocator, placing.places, size);
    return result == QUIRE_OK ? placement : NULL;
}

struct qr_placement *qr_show_image(struct qr_engine *engine, struct qr_image *image,
                                   const struct qr_placement_look *look, enum qr_image_cursor cursor) {
    if (!engine->images.store || look->cols == 0 || look->rows == 0)
        return NULL;
    qr_engine_settle_pen(engine);
    sweep_at_times(engine, image);
    return show(engine, image, look, qr_min_u32(look->rows, QR_STRIPS_MAX), cursor);
}

struct qr_placement *qr_show_image_at(struct qr_engine *engine, struct qr_image *image,
                                      const struct qr_placement_look *look, uint32_t x, uint32_t y) {
    struct qr_cursor *cursor = &engine->screen->cursor;
    const struct qr_cursor before = *cursor;
    if (x >= qr_cols(engine) || y >= qr_rows(engine))
        return NULL;
    *cursor = (struct qr_cursor){x, y, false};
    struct qr_placement *placement = qr_show_image(engine, image, look, QR_CURSOR_STAYS);
    *cursor = before;
    return placement;
}

/* --- where it is
 * ------------------------------------------------------------------------------------------------------ */

/* The strip of a placement that stands in a row of the screen. */
static const struct qr_strip *strip_in_row(const struct qr_engine *e, const struct qr_placement *placement,
                                           const struct qr_row *row) {
    uint32_t count;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, qr_is_alternate(e), row->line, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool stands = strips[i].column >= row->column && strips[i].column - row->column < qr_cols(e);
        if (stands && strips[i].placement == placement)
            return &strips[i];
    }
    return NULL;
}

bool qr_placement_on_screen(struct qr_engine *engine, const struct qr_placement *placement, int64_t *x, int64_t *y) {
    if (placement->image->alternate != qr_is_alternate(engine))
        return false;
    for (uint32_t at = 0; at < qr_rows(engine); at++) {
        const struct qr_row *row = qr_page_row(&engine->screen->page, at);
        if (!(row->flags & QR_ROW_PICTURED))
            continue;
        const struct qr_strip *strip = strip_in_row(engine, placement, row);
        if (!strip)
            continue;
        *x = (int64_t)(strip->column - row->column) - (int64_t)strip->from;
        *y = (int64_t)at - (int64_t)strip->row;
        return true;
    }
    return false;
}
