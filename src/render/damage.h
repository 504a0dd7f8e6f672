/* damage.h - which parts of a picture are to be drawn: columns by row while rows are built, then areas in pixels. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "backend.h"

/* Columns [from, to) of a row; to 0: none. */
struct damage_columns {
    uint32_t from, to;
};

struct damage {
    uint32_t rows;
    struct damage_columns *columns; /* by row */
    struct backend_area *areas;     /* room for rows + 2 */
    uint32_t count;
};

/* False: no memory; it is as after damage_finish. */
bool damage_init(struct damage *damage, uint32_t rows);
void damage_finish(struct damage *damage);

/* The columns of all rows are forgotten; the areas stay until they are listed again. */
void damage_clear_columns(struct damage *damage);

/* Columns [from, to) of a row are. */
void damage_add(struct damage *damage, uint32_t row, uint32_t from, uint32_t to);

/* Every column of every row is. */
void damage_add_all(struct damage *damage, uint32_t cols);

/* Where cells lie, and how areas are cut: by_cell as in backend.h; otherwise they are as wide as the window. */
struct damage_layout {
    uint32_t origin_x, origin_y, cell_width, cell_height, window_width;
    bool by_cell;
};

/* Lists the areas of what is damaged; rows below each other with the same columns make one area. Returns the number of
 * rows in them. */
uint32_t damage_list(struct damage *damage, const struct damage_layout *layout);

/* One area more; none that lies in another one is kept. */
void damage_cover(struct damage *damage, const struct backend_area *area);

/* What all areas lie in; width 0: there is none. */
struct backend_area damage_bounds(const struct damage *damage);

#endif
