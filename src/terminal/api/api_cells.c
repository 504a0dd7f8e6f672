/* api_cells.c - a host's own cells into a page, with the widths that the host gives. */
#include <quire/page.h>

#include "api_cells.h"
#include "qr_sized.h"
#include "utf8.h"

/* --- what a cell may be ---------------------------------------------------------------------------------------- */

bool api_cells_take(struct quire_cells *own, const struct quire_cells *given) {
    *own = (struct quire_cells)QUIRE_CELLS_INIT;
    return QR_TAKE(*own, given) && own->cell_size >= sizeof(struct quire_page_cell) &&
           own->cell_size % _Alignof(struct quire_page_cell) == 0 && (own->cells || own->count == 0);
}

static bool shows(uint32_t c) {
    return c >= 0x20 && (c < 0x7F || c >= 0xA0) && c <= 0x10FFFF && (c & ~0x7FFu) != 0xD800;
}

static bool text_sound(const struct quire_page_cell *cell) {
    if (cell->cluster_length == 0)
        return cell->character == 0 || shows(cell->character);
    if (cell->cluster_length == 1 || cell->cluster_length > QUIRE_CLUSTER_MAX || !cell->cluster)
        return false;
    for (uint32_t i = 0; i < cell->cluster_length; i++) {
        if (!shows(cell->cluster[i]))
            return false;
    }
    return true;
}

uint32_t api_cell_columns(const struct quire_cells *cells, uint32_t x, const struct quire_page *styles) {
    const struct quire_page_cell *cell = api_cell(cells, x);
    bool sound = text_sound(cell) && api_style_living(styles, cell->style);
    if (sound && cell->width == 1)
        return 1;
    bool wide = cell->width == 2 && (cell->character != 0 || cell->cluster_length > 0) && x + 1 < cells->count;
    return sound && wide && api_cell(cells, x + 1)->width == 0 ? 2 : 0;
}

static bool cells_sound(const struct quire_page *page, const struct quire_cells *cells) {
    uint32_t columns = 1;
    for (uint32_t x = 0; x < cells->count && columns > 0; x += columns)
        columns = api_cell_columns(cells, x, page);
    return columns > 0;
}

/* --- writing --------------------------------------------------------------------------------------------------- */

#define STEP 64u /* cells that are put at once */

/* Cells on their way into a row: of one style, and written when they are many, or another style comes. */
struct putting {
    struct qr_page *page;
    uint32_t row, x; /* where they go */
    uint32_t count, style;
    struct qr_cell cells[STEP];
};

static void put_down(struct putting *putting) {
    if (putting->count > 0)
        qr_page_put_cells(putting->page, putting->row, putting->x, putting->cells, putting->count);
    putting->x += putting->count;
    putting->count = 0;
}

static enum quire_result add_cell(struct putting *putting, const struct quire_page_cell *cell) {
    struct qr_cell dress = qr_cell_with_style((struct qr_cell){0}, cell->style);
    uint32_t count, content = 0;
    const uint32_t *text = api_cell_text(cell, &count);
    if (cell->style != putting->style || putting->count + 2 > STEP)
        put_down(putting);
    putting->style = cell->style;
    if (count > 1) {
        enum quire_result result = qr_page_add_cluster(putting->page, text, count, &content);
        if (result != QUIRE_OK)
            return result;
    } else if (count == 1) {
        content = *text;
    }
    struct qr_cell *to = &putting->cells[putting->count];
    *to = qr_cell_make(dress, content, cell->width == 2 ? QR_WIDE : QR_NARROW);
    to->bits |= count > 1 ? QR_CELL_CLUSTER : 0;
    if (cell->width == 2)
        to[1] = qr_cell_make(dress, 0, QR_TAIL);
    putting->count += cell->width;
    return QUIRE_OK;
}

enum quire_result quire_page_write_cells(struct quire_page *page, uint32_t row, uint32_t col,
                                         const struct quire_cells *given, uint32_t *columns) {
    struct quire_cells own;
    const struct quire_cells *cells = &own;
    if (!columns || !api_cells_take(&own, given) || !api_row_exists(page, row) || col > qr_page_cols(&page->page) ||
        cells->count > qr_page_cols(&page->page) - col || !cells_sound(page, cells))
        return QUIRE_INVALID;
    struct putting putting = {.page = &page->page, .row = row, .x = col};
    enum quire_result result = QUIRE_OK;
    for (uint32_t x = 0; x < cells->count && result == QUIRE_OK; x += api_cell(cells, x)->width)
        result = add_cell(&putting, api_cell(cells, x));
    put_down(&putting);
    *columns = putting.x - col;
    return result;
}

/* Decodes up to QUIRE_CLUSTER_MAX code points. False: there are none, or controls. */
static bool decode(const char *text, size_t length, uint32_t *points, uint32_t *count) {
    const uint8_t *at = (const uint8_t *)text, *end = at + length;
    bool sound = length > 0;
    *count = 0;
    while (sound && at < end) {
        struct qr_utf8 utf8 = {0, 0, 0, 0};
        uint32_t c = *at;
        if (c < 0x80)
            at++;
        else if (qr_utf8_decode(&utf8, &at, end, &c, 1, false) == 0)
            c = QR_UTF8_REPLACEMENT; /* the end cuts it */
        sound = shows(c);
        if (*count < QUIRE_CLUSTER_MAX)
            points[(*count)++] = c;
    }
    return sound;
}

enum quire_result quire_page_write_cluster(struct quire_page *page, uint32_t row, uint32_t col, uint32_t style,
                                           uint32_t width, const char *text, size_t length) {
    uint32_t points[QUIRE_CLUSTER_MAX] = {0}, count, columns;
    struct quire_page_cell cell[2] = {{.style = style, .width = (uint8_t)width}};
    struct quire_cells cells = QUIRE_CELLS_INIT;
    if ((width != 1 && width != 2) || !api_style_held(page, style) || !text || !decode(text, length, points, &count))
        return QUIRE_INVALID;
    cell->character = points[0];
    cell->cluster = points;
    cell->cluster_length = count > 1 ? count : 0;
    cells.cells = cell;
    cells.count = width;
    return quire_page_write_cells(page, row, col, &cells, &columns);
}

enum quire_result quire_page_trim(struct quire_page *page, uint32_t row) {
    static const struct qr_cell space = {' '};
    if (!api_row_exists(page, row))
        return QUIRE_INVALID;
    const struct qr_row *entry = qr_page_row(&page->page, row);
    const struct qr_cell *cells = qr_page_cells(&page->page, entry);
    uint32_t length = entry->length, end = length;
    if (entry->flags & QR_ROW_WRAPPED)
        return QUIRE_OK;
    while (end > 0 && (cells[end - 1].bits == space.bits || cells[end - 1].bits == 0))
        end--;
    if (end < length)
        qr_page_clear(&page->page, row, end, length, (struct qr_cell){0});
    return QUIRE_OK;
}
