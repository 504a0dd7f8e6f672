#include "damage.h"

#include <stdlib.h>
#include <string.h>

void damage_finish(struct damage *damage) {
    free(damage->areas);
    free(damage->rows);
    memset(damage, 0, sizeof *damage);
}

void damage_clear(struct damage *damage) {
    damage->count = 0;
    damage->lost = false;
}

static bool reserve(struct damage *damage) {
    if (damage->count < damage->capacity)
        return true;
    uint32_t capacity = damage->capacity ? damage->capacity * 2 : 64;
    struct backend_area *areas = realloc(damage->areas, capacity * sizeof *areas);
    if (!areas)
        return false;
    damage->areas = areas;
    uint32_t *rows = realloc(damage->rows, capacity * sizeof *rows);
    if (!rows)
        return false;
    damage->rows = rows;
    damage->capacity = capacity;
    return true;
}

bool damage_init(struct damage *damage) {
    memset(damage, 0, sizeof *damage);
    return reserve(damage);
}

/* Takes out those before `from` that lie in the area. */
static void drop_covered(struct damage *damage, const struct backend_area *area, uint32_t from) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < damage->count; i++) {
        if (i < from && area_holds(area, &damage->areas[i]))
            continue;
        damage->areas[kept] = damage->areas[i];
        damage->rows[kept++] = damage->rows[i];
    }
    damage->count = kept;
}

void damage_add(struct damage *damage, const struct backend_area *area, uint32_t rows, uint32_t from) {
    bool covers = false;
    if (area_is_empty(area))
        return;
    from = from < damage->count ? from : damage->count;
    for (uint32_t i = 0; i < from; i++) {
        if (area_holds(&damage->areas[i], area))
            return;
        covers |= area_holds(area, &damage->areas[i]);
    }
    if (covers)
        drop_covered(damage, area, from);
    if (!reserve(damage)) {
        damage->lost = true;
        return;
    }
    damage->areas[damage->count] = *area;
    damage->rows[damage->count++] = rows;
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

uint32_t damage_rows(const struct damage *damage) {
    uint32_t rows = 0;
    for (uint32_t i = 0; i < damage->count; i++)
        rows += damage->rows[i];
    return rows;
}
