/* row_reach.h - marks that reach out of their row: which rows have such, and which rows show what they reach.
 *
 * Vietnamese capitals with two marks, circles around letters and stacks of marks have tiles for the row above or below
 * (font_set.h). Such a tile becomes part of a cell's record there, so a row's records depend on the text of the rows
 * beside it as well. To know when a row is stale without looking at text, each row keeps four hashes, 0 for nothing:
 *
 *     own[UP], own[DOWN]       what its text reaches into the rows above and below
 *     shown[UP], shown[DOWN]   what its records show of the row below, which reaches up, and of the row above
 *
 *     a row is stale when its shown[UP] is not the own[UP] of the row below, or likewise downwards
 *
 * Nearly all are 0, and then the cost is that of comparing them. */
#ifndef ROW_REACH_H
#define ROW_REACH_H

#include <stdbool.h>
#include <stdint.h>

#include "font_set.h"

struct row_reach_hashes {
    uint32_t own[FONT_REACHES], shown[FONT_REACHES];
};

struct row_reach {
    uint32_t rows;
    struct row_reach_hashes *hashes; /* by row */
};

/* No row reaches anything then. False: no memory; it is as after row_reach_finish. */
bool row_reach_init(struct row_reach *reach, uint32_t rows);
void row_reach_finish(struct row_reach *reach);

/* Rows [first, first + count) were drawn `by` rows further down. */
void row_reach_move(struct row_reach *reach, uint32_t first, uint32_t count, int32_t by);

/* The hash of what reaches into a row from the one below (FONT_REACH_UP) or above it. */
uint32_t row_reach_into(const struct row_reach *reach, uint32_t row, int direction);

/* The row was built with what reaches into it now. */
void row_reach_built(struct row_reach *reach, uint32_t row, const uint32_t own[FONT_REACHES]);

/* Whether what reaches into a row is not what it was built with. */
bool row_reach_is_stale(const struct row_reach *reach, uint32_t row);

#endif
