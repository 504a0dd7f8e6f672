#include "page_cells.h"

#include "qr_words.h"

uint16_t qr_row_flags_for(struct qr_cell cell) {
    uint16_t flags = 0;
    if (qr_cell_style(cell) != 0)
        flags |= QR_ROW_STYLED;
    if (qr_cell_is_cluster(cell))
        flags |= QR_ROW_CLUSTERS | QR_ROW_UNICODE;
    else if (qr_cell_content(cell) > 0x7E)
        flags |= QR_ROW_UNICODE;
    if (qr_cell_width(cell) != QR_NARROW)
        flags |= QR_ROW_WIDE | QR_ROW_UNICODE;
    if (cell.bits & QR_CELL_MARKS_MASK)
        flags |= QR_ROW_MARKED;
    if (qr_cell_is_pictured(cell))
        flags |= QR_ROW_PICTURED;
    return flags;
}

/* --- runs ------------------------------------------------------------------------------------------------------ */

uint32_t qr_cells_run(const struct qr_cell *cells, uint32_t from, uint32_t to, uint64_t mask) {
    return from + 1 + (uint32_t)qr_words_like(&cells[from + 1].bits, to - from - 1, cells[from].bits, mask);
}

uint32_t qr_cells_content(const struct qr_cell *cells, uint32_t from, uint32_t to) {
    return from + (uint32_t)qr_words_with(&cells[from].bits, to - from, QR_CELL_CONTENT_MASK);
}

bool qr_cells_are(const struct qr_cell *cells, uint32_t from, uint32_t to, struct qr_cell cell) {
    return from >= to || (cells[from].bits == cell.bits && qr_cells_run(cells, from, to, UINT64_MAX) == to);
}

void qr_cells_set(struct qr_cell *cells, uint32_t from, uint32_t to, struct qr_cell cell) {
    qr_words_set(&cells[from].bits, to - from, cell.bits);
}

/* --- what cells hold ------------------------------------------------------------------------------------------- */

/* Runs among few cells are short, and mostly there is nothing in them. Among more, too, they are mostly short, or long;
 * so the first ones are looked at one by one. */
#define FEW 16

static bool is_styled(const struct qr_cell *cells, uint32_t from, uint32_t to) {
    uint64_t any = 0;
    for (uint32_t x = from; x < to; x++)
        any |= cells[x].bits;
    return (any & QR_CELL_STYLE_MASK) != 0;
}

static uint32_t style_run(const struct qr_cell *cells, uint32_t from, uint32_t to) {
    uint32_t x = from + 1, few = to - from > FEW / 2 ? from + FEW / 2 : to;
    while (x < few && ((cells[x].bits ^ cells[from].bits) & QR_CELL_STYLE_MASK) == 0)
        x++;
    return x < few || x == to ? x : qr_cells_run(cells, from, to, QR_CELL_STYLE_MASK);
}

static void use_styles(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    for (uint32_t x = from, end; x < to; x = end) {
        end = style_run(cells, x, to);
        qr_page_use_style(page, qr_cell_style(cells[x]), end - x);
    }
}

void qr_cells_release_styles(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    if (to < from + FEW && to > from + 1 && !is_styled(cells, from, to))
        return;
    for (uint32_t x = from, end; x < to; x = end) {
        end = style_run(cells, x, to);
        qr_page_release_style(page, qr_cell_style(cells[x]), end - x);
    }
}

static void use_clusters(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
    for (uint32_t x = from; x < to; x++) {
        if (qr_cell_is_cluster(cells[x]))
            (void)qr_cluster_set_use(clusters, qr_cell_content(cells[x]));
    }
}

/* Copies of one cluster side by side are given back at once; tails may stand between them. */
static void release_clusters(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
    uint32_t id = 0, count = 0;
    for (uint32_t x = from, end; x < to; x = end) {
        end = x + 1;
        if (!qr_cell_is_cluster(cells[x]))
            continue;
        if (end < to && qr_cell_is_cluster(cells[end]))
            end = qr_cells_run(cells, x, to, QR_CELL_CLUSTER | QR_CELL_CONTENT_MASK);
        if (count > 0 && qr_cell_content(cells[x]) != id) {
            (void)qr_cluster_set_release_multiple(clusters, id, count);
            count = 0;
        }
        id = qr_cell_content(cells[x]);
        count += end - x;
    }
    if (count > 0)
        (void)qr_cluster_set_release_multiple(clusters, id, count);
}

void qr_cells_use(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to, unsigned flags) {
    if (flags & QR_ROW_STYLED)
        use_styles(page, cells, from, to);
    if (flags & QR_ROW_CLUSTERS)
        use_clusters(page, cells, from, to);
}

void qr_row_release(struct qr_page *page, const struct qr_row *row, uint32_t from, uint32_t to) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    if (to > row->length)
        to = row->length;
    if (from >= to)
        return;
    if (row->flags & QR_ROW_STYLED)
        qr_cells_release_styles(page, cells, from, to);
    if (row->flags & QR_ROW_CLUSTERS)
        release_clusters(page, cells, from, to);
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

void qr_row_split_wide(struct qr_page *page, struct qr_row *row, uint32_t x) {
    if (x == 0 || x >= row->length || !(row->flags & QR_ROW_WIDE))
        return;
    struct qr_cell *cells = qr_page_cells(page, row);
    if (qr_cell_width(cells[x]) != QR_TAIL)
        return;
    if (qr_cell_is_cluster(cells[x - 1]))
        (void)qr_cluster_set_release(qr_page_sets(page).clusters, qr_cell_content(cells[x - 1]));
    cells[x - 1] = qr_cell_blank_like(cells[x - 1]);
    cells[x] = qr_cell_blank_like(cells[x]);
}

void qr_row_open_span(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to) {
    if (row->flags & QR_ROW_WIDE) {
        qr_row_split_wide(page, row, from);
        qr_row_split_wide(page, row, to);
    }
    qr_row_release(page, row, from, to);
}

void qr_row_fill_blank(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_cell *cells = qr_page_cells(page, row);
    if (blank.bits == 0) {
        uint32_t end = to < row->length ? to : row->length;
        for (uint32_t x = from; x < end; x++)
            cells[x].bits = 0;
        if (to >= row->length && from < row->length)
            row->length = (uint16_t)from;
        return;
    }
    qr_cells_set(cells, from, to, blank);
    qr_page_use_style(page, qr_cell_style(blank), to - from);
    qr_row_reach(row, to);
    row->flags |= qr_row_flags_for(blank);
}

void qr_page_printed(struct qr_page *page, uint32_t y, uint32_t x, uint32_t end) {
    struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_AWAITED)) {
        qr_page_begun(page, y, x);
        return;
    }
    struct qr_cell first = qr_page_cells(page, row)[0];
    bool blank = !qr_cell_is_cluster(first) && qr_cell_content(first) == ' ';
    if (x == 0 ? !blank || end > 1 : blank)
        row->flags &= (uint16_t)~QR_ROW_AWAITED;
}

void qr_page_begun(struct qr_page *page, uint32_t y, uint32_t x) {
    struct qr_row *row = qr_page_row(page, y);
    if (x > 0 || row->column == 0)
        return;
    if (row->flags & QR_ROW_AWAITED)
        row->flags &= (uint16_t)~QR_ROW_AWAITED;
    else
        qr_page_begin_line(page, y);
}
