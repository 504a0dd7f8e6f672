#include "row_reach.h"

#include <stdlib.h>
#include <string.h>

bool row_reach_init(struct row_reach *reach, uint32_t rows) {
    *reach = (struct row_reach){rows, calloc(rows, sizeof *reach->hashes)};
    if (!reach->hashes)
        reach->rows = 0;
    return reach->hashes != NULL;
}

void row_reach_finish(struct row_reach *reach) {
    free(reach->hashes);
    memset(reach, 0, sizeof *reach);
}

void row_reach_move(struct row_reach *reach, uint32_t first, uint32_t count, int32_t by) {
    memmove(reach->hashes + first, reach->hashes + ((int64_t)first + by), count * sizeof *reach->hashes);
}

uint32_t row_reach_into(const struct row_reach *reach, uint32_t row, int direction) {
    bool up = direction == FONT_REACH_UP;
    if (up ? row + 1 >= reach->rows : row == 0)
        return 0;
    return reach->hashes[up ? row + 1 : row - 1].own[direction];
}

void row_reach_built(struct row_reach *reach, uint32_t row, const uint32_t own[FONT_REACHES]) {
    for (int direction = 0; direction < FONT_REACHES; direction++) {
        reach->hashes[row].own[direction] = own[direction];
        reach->hashes[row].shown[direction] = row_reach_into(reach, row, direction);
    }
}

bool row_reach_is_stale(const struct row_reach *reach, uint32_t row) {
    const uint32_t *shown = reach->hashes[row].shown;
    return shown[FONT_REACH_UP] != row_reach_into(reach, row, FONT_REACH_UP) ||
           shown[FONT_REACH_DOWN] != row_reach_into(reach, row, FONT_REACH_DOWN);
}
