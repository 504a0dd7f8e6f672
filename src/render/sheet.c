#include "sheet.h"

#include <stdlib.h>
#include <string.h>

void sheet_finish(struct sheet *sheet) {
    free(sheet->cells);
    free(sheet->rich);
    free(sheet->rich_counts);
    free(sheet->marked);
    free(sheet->columns);
    row_reach_finish(&sheet->reach);
    memset(sheet, 0, sizeof *sheet);
}

bool sheet_resize(struct sheet *sheet, uint32_t cols, uint32_t rows) {
    size_t count = (size_t)cols * rows;
    if (cols == sheet->cols && rows == sheet->rows)
        return true;
    sheet_finish(sheet);
    *sheet = (struct sheet){.cols = cols,
                            .rows = rows,
                            .cells = calloc(count, sizeof *sheet->cells),
                            .rich = calloc(count, sizeof *sheet->rich),
                            .rich_counts = calloc(rows, sizeof *sheet->rich_counts),
                            .marked = calloc(rows, sizeof *sheet->marked),
                            .columns = calloc(rows, sizeof *sheet->columns)};
    bool reach = row_reach_init(&sheet->reach, rows);
    if (!reach || !sheet->cells || !sheet->rich || !sheet->rich_counts || !sheet->marked || !sheet->columns) {
        sheet_finish(sheet);
        return false;
    }
    sheet_renew(sheet);
    return true;
}

void sheet_mark(struct sheet *sheet, uint32_t row) {
    if (row < sheet->rows)
        sheet->marked[row] = true;
}

void sheet_mark_all(struct sheet *sheet) {
    if (sheet->rows)
        memset(sheet->marked, 1, sheet->rows * sizeof *sheet->marked);
}

void sheet_renew(struct sheet *sheet) {
    sheet_mark_all(sheet);
    for (uint32_t row = 0; row < sheet->rows; row++)
        sheet->columns[row] = (struct sheet_columns){0, sheet->cols};
}

void sheet_move(struct sheet *sheet, const struct sheet_move *move) {
    uint32_t from = (uint32_t)((int64_t)move->first + move->by);
    size_t cols = sheet->cols, count = move->count * cols;
    memmove(sheet->cells + move->first * cols, sheet->cells + from * cols, count * sizeof *sheet->cells);
    memmove(sheet->rich + move->first * cols, sheet->rich + from * cols, count * sizeof *sheet->rich);
    memmove(sheet->rich_counts + move->first, sheet->rich_counts + from, move->count * sizeof *sheet->rich_counts);
    memset(sheet->marked + move->first, 0, move->count * sizeof *sheet->marked);
    row_reach_move(&sheet->reach, move->first, move->count, move->by);
}

/* ---- building */

/* The columns in which the row that was built differs from that of the picture. */
static struct sheet_columns differing(const struct sheet *sheet, uint32_t row, const struct cell_scratch *scratch) {
    const struct cell_record *cells = sheet->cells + (size_t)row * sheet->cols;
    const struct rich_record *rich = sheet->rich + (size_t)row * sheet->cols;
    struct sheet_columns columns = {0, 0};
    for (uint32_t col = 0; col < sheet->cols; col++) {
        if (!memcmp(&cells[col], &scratch->records[col], sizeof *cells) &&
            (!(cells[col].rich & CELL_RICH) || !memcmp(&rich[col], &scratch->rich[col], sizeof *rich)))
            continue;
        if (columns.to == 0)
            columns.from = col;
        columns.to = col + 1;
    }
    return columns;
}

static void add_columns(struct sheet_columns *to, const struct sheet_columns *columns) {
    if (to->to == 0)
        to->from = columns->from;
    to->from = columns->from < to->from ? columns->from : to->from;
    to->to = columns->to > to->to ? columns->to : to->to;
}

static void build_row(struct sheet *sheet, const struct cell_view *view, uint32_t row, struct cell_scratch scratch[2]) {
    size_t at = (size_t)row * sheet->cols, cols = sheet->cols;
    cell_build_row(view, row, scratch);
    for (int direction = 0; direction < FONT_REACHES; direction++) {
        if (row_reach_into(&sheet->reach, row, direction))
            cell_build_reach(view, row, direction, scratch, &scratch[1]);
    }
    row_reach_built(&sheet->reach, row, scratch->reach);
    struct sheet_columns columns = differing(sheet, row, scratch);
    if (columns.to == 0)
        return;
    memcpy(sheet->cells + at, scratch->records, cols * sizeof *scratch->records);
    memcpy(sheet->rich + at, scratch->rich, cols * sizeof *scratch->rich);
    sheet->rich_counts[row] = scratch->rich_count;
    add_columns(&sheet->columns[row], &columns);
}

void sheet_build(struct sheet *sheet, const struct cell_view *view, struct cell_scratch scratch[2]) {
    for (uint32_t row = 0; row < sheet->rows; row++) {
        if (sheet->marked[row])
            build_row(sheet, view, row, scratch);
    }
    for (uint32_t row = 0; row < sheet->rows; row++) {
        if (row_reach_is_stale(&sheet->reach, row))
            build_row(sheet, view, row, scratch);
    }
}

void sheet_settle(struct sheet *sheet) {
    if (!sheet->rows)
        return;
    memset(sheet->marked, 0, sheet->rows * sizeof *sheet->marked);
    memset(sheet->columns, 0, sheet->rows * sizeof *sheet->columns);
}

size_t sheet_bytes(const struct sheet *sheet) {
    return (size_t)sheet->cols * sheet->rows * (sizeof *sheet->cells + sizeof *sheet->rich) +
           sheet->rows * (sizeof *sheet->rich_counts + sizeof *sheet->marked + sizeof *sheet->columns +
                          sizeof *sheet->reach.hashes);
}
