/* sheet.h - the cells of one layer as the picture has them: records, which rows are to be built, and which columns of
 * them came out different and are to be drawn.
 *
 *     marked rows --cell_build_row--> records --compared with those of the picture--> columns
 *
 * Records are kept from picture to picture, so what is marked and looks the same costs no drawing. */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell_build.h"
#include "row_reach.h"

/* Columns [from, to) of a row; to 0: none. */
struct sheet_columns {
    uint32_t from, to;
};

/* Rows [first, first + count) stand where they are, and were drawn `by` rows further down. count 0: none. */
struct sheet_move {
    uint32_t first, count;
    int32_t by;
};

struct sheet {
    uint32_t cols, rows;
    struct cell_record *cells; /* cols * rows: what the picture shows */
    struct rich_record *rich;
    uint32_t *rich_counts;         /* by row */
    bool *marked;                  /* by row: to be built */
    struct sheet_columns *columns; /* by row: to be drawn */
    struct row_reach reach;        /* marks that reach from row to row */
};

/* Another size: all is to be built and drawn. With the same size nothing happens. False: no memory, it has none then.
 */
bool sheet_resize(struct sheet *sheet, uint32_t cols, uint32_t rows);
void sheet_finish(struct sheet *sheet);

/* Rows beyond the last are none. */
void sheet_mark(struct sheet *sheet, uint32_t row);
void sheet_mark_all(struct sheet *sheet);
/* Every row is to be built, and drawn even where its records are equal: the tiles that they name look different. */
void sheet_renew(struct sheet *sheet);

/* Records move, marks on the rows that are replaced go. */
void sheet_move(struct sheet *sheet, const struct sheet_move *move);

/* Builds the marked rows, and those into which other marks reach now. Cost: that of cell_build_row for each. */
void sheet_build(struct sheet *sheet, const struct cell_view *view, struct cell_scratch scratch[2]);
/* What is marked was built, what differs was drawn. */
void sheet_settle(struct sheet *sheet);

size_t sheet_bytes(const struct sheet *sheet);

#endif
