/* kitty_corner.c - where placements are on the screen: for what is deleted by cells.
 *
 * Strips know their placements, not the other way round. So all that are on the screen are gone through once, and make
 * a table; a command that looks at every placement then costs no more than their number, whatever a program has put
 * into one line. */
#include "kitty_images.h"

#include <stdlib.h>

#include "qr_memory.h"

/* Strips are sorted by column: the first one of the line that does not stand before the row. */
static uint32_t first_in_row(const struct qr_strip *strips, uint32_t count, uint64_t column) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strips[middle].column < column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Notes the strips of a row where there is room for them; returns how many there are. */
static size_t look_at_row(struct qr_engine *e, uint32_t y, struct qr_kitty_corner *to) {
    const struct qr_row *row = qr_page_row(&e->screen->page, y);
    uint32_t count, cols = qr_cols(e);
    size_t found = 0;
    if (!(row->flags & QR_ROW_PICTURED))
        return 0;
    const struct qr_strip *strips = qr_strips_of_line(e->images.store, qr_is_alternate(e), row->line, &count);
    for (uint32_t i = first_in_row(strips, count, row->column); i < count && strips[i].column - row->column < cols;
         i++) {
        const struct qr_strip *strip = &strips[i];
        if (to)
            to[found] = (struct qr_kitty_corner){.serial = strip->placement->serial,
                                                 .x = (int64_t)(strip->column - row->column) - strip->from,
                                                 .y = (int64_t)y - strip->row};
        found++;
    }
    qr_charge(e, 1 + found);
    return found;
}

static size_t look_at_rows(struct qr_engine *e, struct qr_kitty_corner *to) {
    size_t found = 0;
    for (uint32_t y = 0; y < qr_rows(e); y++)
        found += look_at_row(e, y, to ? to + found : NULL);
    return found;
}

static int by_serial(const void *a, const void *b) {
    uint64_t first = ((const struct qr_kitty_corner *)a)->serial;
    uint64_t second = ((const struct qr_kitty_corner *)b)->serial;
    return first < second ? -1 : first > second;
}

bool qr_kitty_corners_make(struct qr_engine *e, struct qr_kitty_corners *corners) {
    *corners = (struct qr_kitty_corners){NULL, 0};
    size_t count = look_at_rows(e, NULL);
    if (count == 0)
        return true;
    corners->list = qr_alloc_zeroed(&e->allocator, count * sizeof *corners->list);
    if (!corners->list) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return false;
    }
    corners->count = look_at_rows(e, corners->list);
    qsort(corners->list, corners->count, sizeof *corners->list, by_serial);
    return true;
}

void qr_kitty_corners_free(struct qr_engine *e, struct qr_kitty_corners *corners) {
    qr_free(&e->allocator, corners->list, corners->count * sizeof *corners->list);
}

/* Of one that has strips on the screen. */
static const struct qr_kitty_corner *find(const struct qr_kitty_corners *corners,
                                          const struct qr_placement *placement) {
    const struct qr_kitty_corner wanted = {.serial = placement->serial};
    if (corners->count == 0)
        return NULL;
    return bsearch(&wanted, corners->list, corners->count, sizeof *corners->list, by_serial);
}

bool qr_kitty_corner(const struct qr_engine *e, const struct qr_kitty_corners *corners,
                     const struct qr_placement *placement, int64_t *x, int64_t *y) {
    int64_t right = 0, down = 0;
    for (uint32_t depth = 0; placement && depth <= QR_KITTY_DEPTH_MAX; depth++) {
        if (placement->look.kind != QR_PLACEMENT_RELATIVE) {
            const struct qr_kitty_corner *corner = find(corners, placement);
            *x = corner ? corner->x + right : 0;
            *y = corner ? corner->y + down : 0;
            return corner != NULL;
        }
        right += placement->look.parent_cols;
        down += placement->look.parent_rows;
        placement = qr_placement_parent(e->images.store, &placement->look);
    }
    return false;
}
