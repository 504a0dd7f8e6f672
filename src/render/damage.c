#include "damage.h"

#include <stdlib.h>
#include <string.h>

#define MORE_AREAS 2u

bool damage_init(struct damage *damage, uint32_t rows) {
    *damage = (struct damage){.rows = rows,
                              .columns = calloc(rows, sizeof *damage->columns),
                              .areas = calloc((size_t)rows + MORE_AREAS, sizeof *damage->areas)};
    if (damage->columns && damage->areas)
        return true;
    damage_finish(damage);
    return false;
}

void damage_finish(struct damage *damage) {
    free(damage->columns);
    free(damage->areas);
    memset(damage, 0, sizeof *damage);
}

void damage_clear_columns(struct damage *damage) {
    memset(damage->columns, 0, damage->rows * sizeof *damage->columns);
}

void damage_add(struct damage *damage, uint32_t row, uint32_t from, uint32_t to) {
    struct damage_columns *columns = &damage->columns[row];
    if (columns->to == 0)
        *columns = (struct damage_columns){from, to};
    columns->from = from < columns->from ? from : columns->from;
    columns->to = to > columns->to ? to : columns->to;
}

void damage_add_all(struct damage *damage, uint32_t cols) {
    for (uint32_t row = 0; row < damage->rows; row++)
        damage->columns[row] = (struct damage_columns){0, cols};
}

static bool same_columns(const struct damage_columns *a, const struct damage_columns *b, bool by_cell) {
    return by_cell ? a->from == b->from && a->to == b->to : (a->to == 0) == (b->to == 0);
}

static struct backend_area area_of(const struct damage *damage, const struct damage_layout *layout, uint32_t row,
                                   uint32_t count) {
    struct damage_columns columns = damage->columns[row];
    struct backend_area area = {0, layout->origin_y + row * layout->cell_height, layout->window_width,
                                count * layout->cell_height};
    if (layout->by_cell) {
        area.x = layout->origin_x + columns.from * layout->cell_width;
        area.width = (columns.to - columns.from) * layout->cell_width;
    }
    return area;
}

uint32_t damage_list(struct damage *damage, const struct damage_layout *layout) {
    uint32_t rows = 0, row = 0;
    damage->count = 0;
    while (row < damage->rows) {
        uint32_t end = row + 1;
        while (end < damage->rows && same_columns(&damage->columns[row], &damage->columns[end], layout->by_cell))
            end++;
        if (damage->columns[row].to) {
            damage->areas[damage->count++] = area_of(damage, layout, row, end - row);
            rows += end - row;
        }
        row = end;
    }
    return rows;
}

static bool lies_in(const struct backend_area *inner, const struct backend_area *outer) {
    return inner->x >= outer->x && inner->y >= outer->y && inner->x + inner->width <= outer->x + outer->width &&
           inner->y + inner->height <= outer->y + outer->height;
}

void damage_cover(struct damage *damage, const struct backend_area *area) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < damage->count; i++) {
        if (!lies_in(&damage->areas[i], area))
            damage->areas[kept++] = damage->areas[i];
    }
    damage->areas[kept] = *area;
    damage->count = kept + 1;
}

struct backend_area damage_bounds(const struct damage *damage) {
    uint32_t left = UINT32_MAX, top = UINT32_MAX, right = 0, bottom = 0;
    for (uint32_t i = 0; i < damage->count; i++) {
        const struct backend_area *area = &damage->areas[i];
        left = area->x < left ? area->x : left;
        top = area->y < top ? area->y : top;
        right = area->x + area->width > right ? area->x + area->width : right;
        bottom = area->y + area->height > bottom ? area->y + area->height : bottom;
    }
    return damage->count ? (struct backend_area){left, top, right - left, bottom - top}
                         : (struct backend_area){0, 0, 0, 0};
}
