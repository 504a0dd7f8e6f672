/* damage.h - which areas of a picture are to be drawn: those of all layers, joined. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "area.h"

struct damage {
    struct backend_area *areas;
    uint32_t *rows; /* by area: rows of cells in it, for who counts them */
    uint32_t count, capacity;
    bool lost; /* there was no memory for one: all is to be drawn */
};

/* Room for the first areas: false where there is none. */
bool damage_init(struct damage *damage);
void damage_finish(struct damage *damage);
void damage_clear(struct damage *damage);

/* One area more, which may lie over others, in which `rows` rows of cells are counted. None that lies in another one is
 * kept; those before `from` alone are compared with it (rows of one layer do not lie in each other). */
void damage_add(struct damage *damage, const struct backend_area *area, uint32_t rows, uint32_t from);

/* What all areas lie in; width 0: there is none. */
struct backend_area damage_bounds(const struct damage *damage);

uint32_t damage_rows(const struct damage *damage);

#endif
