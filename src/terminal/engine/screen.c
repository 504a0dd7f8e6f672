#include "screen.h"

enum quire_result qr_screen_create(struct qr_screen *screen, const struct quire_allocator *allocator, uint32_t cols,
                                   uint32_t rows, uint64_t seed, uint64_t next_line) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    memset(screen, 0, sizeof *screen);
    enum quire_result result = qr_page_create(&screen->page, allocator, cols, rows, &capacity, seed);
    if (result != QUIRE_OK)
        return result;
    struct qr_page_header *block = screen->page.block;
    for (uint32_t y = 0; y < rows; y++)
        qr_page_row(&screen->page, y)->line += next_line - 1;
    block->next_line += next_line - 1;
    return QUIRE_OK;
}

void qr_screen_destroy(struct qr_screen *screen) {
    if (screen->page.block)
        qr_page_destroy(&screen->page);
}

void qr_screen_shrink(struct qr_screen *screen) {
    if (screen->page.block)
        (void)qr_page_shrink(&screen->page);
}

void qr_screen_reset(struct qr_screen *screen) {
    struct qr_page page = screen->page;
    for (uint32_t y = 0; y < qr_page_rows(&page); y++)
        qr_page_reset_row(&page, y, (struct qr_cell){0});
    qr_page_release_style(&page, qr_cell_style(screen->dress), 1);
    qr_page_release_style(&page, qr_cell_style(screen->blank), 1);
    if (screen->saved.valid)
        qr_page_release_style(&page, qr_cell_style(screen->saved.dress), 1);
    *screen = (struct qr_screen){.page = page};
    qr_screen_shrink(screen);
}

void qr_screen_note_filled(struct qr_screen *screen, struct qr_cell cell) {
    screen->filled = (struct qr_filled){cell, screen->page.block->clock + 1};
}

bool qr_screen_is_filled(struct qr_screen *screen, struct qr_cell cell) {
    if (screen->filled.clock == screen->page.block->clock + 1)
        return screen->filled.cell.bits == cell.bits;
    if (!qr_page_is_filled(&screen->page, cell))
        return false;
    qr_screen_note_filled(screen, cell);
    return true;
}

/* What is known already is kept where it lies beside. */
void qr_screen_note_guarded(struct qr_screen *screen, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_guarded *guarded = &screen->guarded;
    uint64_t clock = screen->page.block->clock + 1;
    bool known = guarded->clock == clock && guarded->blank.bits == blank.bits;
    if (known && from <= guarded->to && guarded->from <= to) {
        from = from < guarded->from ? from : guarded->from;
        to = to > guarded->to ? to : guarded->to;
    }
    *guarded = (struct qr_guarded){blank, from, to, clock};
}

bool qr_screen_is_still(struct qr_screen *screen, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                        struct qr_cell blank) {
    struct qr_still *still = &screen->still;
    uint64_t clock = screen->page.block->clock + 1;
    if (still->clock == clock && still->cell.bits == blank.bits && still->top <= top && bottom <= still->bottom &&
        still->left <= left && right <= still->right)
        return true;
    if (!qr_page_box_is(&screen->page, top, bottom, left, right, blank))
        return false;
    *still = (struct qr_still){blank, top, bottom, left, right, clock};
    return true;
}

/* The blank for erased cells: the pen's background and nothing else. */
static void refresh_blank(struct qr_screen *screen) {
    struct qr_style style = {0, 0};
    uint32_t id = 0, old = qr_cell_style(screen->blank);
    screen->blank_color = qr_style_background(screen->pen);
    qr_style_set_background(&style, screen->blank_color);
    if (qr_page_add_style(&screen->page, style, &id) != QUIRE_OK)
        id = 0;
    screen->blank = qr_cell_with_style((struct qr_cell){0}, id);
    qr_page_release_style(&screen->page, old, 1);
}

void qr_screen_settle_blank(struct qr_screen *screen) {
    if (screen->blank_color.bits != qr_style_background(screen->pen).bits)
        refresh_blank(screen);
}

enum quire_result qr_screen_put_on(struct qr_screen *screen) {
    uint32_t id, old = qr_cell_style(screen->dress);
    enum quire_result result = qr_page_add_style(&screen->page, screen->pen, &id);
    if (result != QUIRE_OK)
        return result;
    screen->settled = screen->pen;
    screen->dress = qr_cell_with_style(screen->dress, id);
    qr_page_release_style(&screen->page, old, 1);
    return QUIRE_OK;
}

enum quire_result qr_screen_settle_dress(struct qr_screen *screen) {
    enum quire_result result = qr_screen_put_on(screen);
    if (result == QUIRE_OK)
        return QUIRE_OK;
    screen->pen = (struct qr_style){0, 0};
    (void)qr_screen_put_on(screen); /* the default style needs no room */
    return result;
}

enum quire_result qr_screen_set_pen(struct qr_screen *screen, struct qr_style pen) {
    screen->pen = pen;
    enum quire_result result = qr_screen_settle_dress(screen);
    qr_screen_settle_blank(screen);
    return result;
}

void qr_screen_import_pen(struct qr_screen *screen, const struct qr_screen *from) {
    struct qr_cell dress = qr_page_import_cell(&screen->page, &from->page, from->dress);
    uint32_t old = qr_cell_style(screen->dress);
    screen->dress = dress;
    screen->pen = screen->settled = qr_page_style(&screen->page, qr_cell_style(dress));
    qr_page_release_style(&screen->page, old, 1);
    refresh_blank(screen);
}

/* Does a style of one page say the same as one of another, but for the number of its link? */
static bool same_style(const struct qr_page *page, uint32_t id, const struct qr_page *other, uint32_t other_id) {
    struct qr_style a = qr_page_style(page, id), b = qr_page_style(other, other_id);
    bool linked = (qr_style_link(a) != 0) == (qr_style_link(b) != 0);
    qr_style_set_link(&a, 0);
    qr_style_set_link(&b, 0);
    return linked && qr_style_equal(a, b);
}

enum quire_result qr_screen_can_import_pen(struct qr_screen *screen, struct qr_screen *from) {
    struct qr_style plain = {0, 0};
    uint32_t blank = 0;
    enum quire_result result = qr_screen_is_settled(from) ? QUIRE_OK : qr_screen_put_on(from);
    if (result != QUIRE_OK)
        return result;
    struct qr_cell dress = qr_page_import_cell(&screen->page, &from->page, from->dress);
    if (!same_style(&screen->page, qr_cell_style(dress), &from->page, qr_cell_style(from->dress)))
        result = QUIRE_OUT_OF_MEMORY;
    qr_style_set_background(&plain, qr_style_background(from->pen));
    if (result == QUIRE_OK)
        result = qr_page_add_style(&screen->page, plain, &blank);
    qr_page_release_style(&screen->page, qr_cell_style(dress),
                          1); /* the dead value stays: taking it again needs no room */
    qr_page_release_style(&screen->page, blank, 1);
    return result;
}

void qr_screen_set_protected(struct qr_screen *screen, bool protect) {
    screen->dress.bits = protect ? screen->dress.bits | QR_CELL_PROTECTED : screen->dress.bits & ~QR_CELL_PROTECTED;
}

uint32_t qr_screen_holders(const struct qr_screen *screen, uint32_t styles[QR_SCREEN_HOLDERS]) {
    styles[0] = qr_cell_style(screen->dress);
    styles[1] = qr_cell_style(screen->blank);
    styles[2] = screen->saved.valid ? qr_cell_style(screen->saved.dress) : 0;
    return QR_SCREEN_HOLDERS;
}

void qr_screen_save_cursor(struct qr_screen *screen, const struct qr_charsets *charsets, bool origin) {
    struct qr_saved_cursor *saved = &screen->saved;
    if (saved->valid)
        qr_page_release_style(&screen->page, qr_cell_style(saved->dress), 1);
    *saved = (struct qr_saved_cursor){true, screen->cursor, screen->pen, screen->dress, *charsets, origin};
    qr_page_use_style(&screen->page, qr_cell_style(saved->dress), 1);
}
