/* api_write.c - quire_page_write: UTF-8 into cells. */
#include <quire/page.h>

#include <string.h>

#include "api_page.h"
#include "unicode_properties.h"
#include "utf8.h"

/* Where the writing is. */
struct writer {
    struct quire_page *page;
    uint32_t row, x, cols;
    struct qr_cell dress;
    const uint8_t *at, *end;
};

static bool is_control(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Decodes one code point at *at; false at the end or in front of a control. */
static bool take(const uint8_t **at, const uint8_t *end, uint32_t *c) {
    struct qr_utf8 utf8 = {0, 0, 0, 0};
    const uint8_t *before = *at;
    if (before == end)
        return false;
    if (qr_utf8_decode(&utf8, at, end, c, 1, false) == 0) {
        if (!utf8.needed) /* nothing was read: a control stands here */
            return false;
        *c = QR_UTF8_REPLACEMENT; /* the end cuts a sequence */
    }
    if (!is_control(*c))
        return true;
    *at = before;
    return false;
}

/* One cluster, at most `QUIRE_CLUSTER_MAX` code points of it kept. 0: there is none. */
static uint32_t take_cluster(const uint8_t **at, const uint8_t *end, uint32_t *text) {
    struct qr_break_state state = {0, 0};
    uint32_t count = 0, c;
    const uint8_t *next = *at;
    while (take(&next, end, &c)) {
        if (qr_break_before(&state, c) && count > 0)
            break;
        if (count < QUIRE_CLUSTER_MAX)
            text[count++] = c;
        *at = next;
    }
    return count;
}

/* ASCII up to the edge, but its last character where something behind it may join it. */
static uint32_t ascii_run(const struct writer *w) {
    size_t room = w->cols - w->x, count = 0, left = (size_t)(w->end - w->at);
    while (count < left && count < room && w->at[count] >= 0x20 && w->at[count] < 0x7F)
        count++;
    if (count > 0 && count < left && w->at[count] >= 0x80)
        count--;
    return (uint32_t)count;
}

static enum quire_result make_cell(struct writer *w, const uint32_t *text, uint32_t count, bool wide,
                                   struct qr_cell *cell) {
    uint32_t content = text[0];
    if (count > 1) {
        enum quire_result result = qr_page_add_cluster(&w->page->page, text, count, &content);
        if (result != QUIRE_OK)
            return result;
    }
    *cell = qr_cell_make(w->dress, content, wide ? QR_WIDE : QR_NARROW);
    if (count > 1)
        cell->bits |= QR_CELL_CLUSTER;
    return QUIRE_OK;
}

/* Marks without a base of their own join the character to the left, if there is one. */
static enum quire_result join_left(struct writer *w, const uint32_t *marks, uint32_t count) {
    struct qr_page *page = &w->page->page;
    const struct qr_cell *cells = qr_page_cells(page, qr_page_row(page, w->row));
    uint32_t text[QUIRE_CLUSTER_MAX], single, length, id, x = w->x;
    if (x > 0 && qr_cell_width(cells[x - 1]) == QR_TAIL)
        x--;
    if (x == 0)
        return QUIRE_OK;
    const uint32_t *old = qr_page_cell_text(page, cells[x - 1], &single, &length);
    if (length == 0)
        return QUIRE_OK;
    memcpy(text, old, length * sizeof *text);
    for (uint32_t i = 0; i < count && length < QUIRE_CLUSTER_MAX; i++)
        text[length++] = marks[i];
    bool wide = qr_cell_width(cells[x - 1]) == QR_WIDE;
    enum quire_result result = qr_page_add_cluster(page, text, length, &id);
    if (result == QUIRE_OK)
        qr_page_replace(page, w->row, x - 1, id, true, wide);
    return result;
}

/* A wide character does not fit into the last column: that stays free and belongs to no line. */
static void leave_spacer(struct writer *w) {
    if (w->x + 1 == w->cols)
        qr_page_put(&w->page->page, w->row, w->x, (struct qr_cell){(uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT});
}

/* Writes what comes next; *done when nothing more does. */
static enum quire_result write_next(struct writer *w, bool *done) {
    uint32_t text[QUIRE_CLUSTER_MAX], run = ascii_run(w);
    struct qr_cell cell;
    if (run > 0) {
        qr_page_put_ascii(&w->page->page, w->row, w->x, w->at, run, w->dress);
        w->x += run;
        w->at += run;
        return QUIRE_OK;
    }
    const uint8_t *next = w->at;
    uint32_t count = take_cluster(&next, w->end, text), width = qr_cluster_width(text, count, 1);
    *done = count == 0 || width > w->cols - w->x;
    if (count > 0 && width > w->cols - w->x)
        leave_spacer(w);
    if (*done)
        return QUIRE_OK;
    enum quire_result result = width == 0 ? join_left(w, text, count) : make_cell(w, text, count, width == 2, &cell);
    if (result != QUIRE_OK)
        return result;
    if (width > 0)
        qr_page_put(&w->page->page, w->row, w->x, cell);
    w->x += width;
    w->at = next;
    return QUIRE_OK;
}

enum quire_result quire_page_write(struct quire_page *page, uint32_t row, uint32_t col, uint32_t style,
                                   const char *text, size_t length, uint32_t *columns, size_t *taken) {
    uint32_t cols = qr_page_cols(&page->page);
    if (!api_row_exists(page, row) || col > cols || !api_style_held(page, style) || (!text && length > 0) || !columns ||
        !taken)
        return QUIRE_INVALID;
    const uint8_t *bytes = (const uint8_t *)text;
    struct writer w = {page, row, col, cols, qr_cell_with_style((struct qr_cell){0}, style), bytes, bytes};
    enum quire_result result = QUIRE_OK;
    if (length > 0)
        w.end += length;
    for (bool done = false; !done && result == QUIRE_OK && w.at < w.end;)
        result = write_next(&w, &done);
    *columns = w.x - col;
    *taken = (size_t)(w.at - bytes);
    return result;
}
