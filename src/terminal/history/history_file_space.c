/* history_file_space.c - which units of the file are free. */
#include "history_file_parts.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_memory.h"

/* Free units at the end of the file are cut off when there are more of them than this, and more than a quarter. */
#define TRAILING_UNITS 16u

enum quire_result qr_space_reserve(struct qr_history_file *file, uint32_t units) {
    void *map = file->map;
    if (!qr_grow(&file->allocator, &map, &file->map_capacity, units, 1))
        return QUIRE_OUT_OF_MEMORY;
    file->map = map;
    file->units = qr_max_u32(file->units, units);
    return QUIRE_OK;
}

bool qr_space_take(struct qr_history_file *file, uint32_t unit, uint32_t units) {
    if (unit == 0 || unit > file->units || units > file->units - unit)
        return false;
    for (uint32_t i = 0; i < units; i++) {
        if (file->map[unit + i])
            return false;
    }
    memset(file->map + unit, 1, units);
    file->used_units += units;
    return true;
}

/* The first of `units` free units side by side; the end of the file if there are none. */
static uint32_t find_free(struct qr_history_file *file, uint32_t units) {
    uint32_t run = 0, first_free = file->units;
    for (uint32_t unit = qr_max_u32(file->hint, 1); unit < file->units; unit++) {
        run = file->map[unit] ? 0 : run + 1;
        if (run > 0 && first_free == file->units)
            file->hint = first_free = unit;
        if (run == units)
            return unit + 1 - units;
    }
    return qr_max_u32(file->units - run, 1);
}

enum quire_result qr_space_allocate(struct qr_history_file *file, uint32_t units, uint32_t *unit) {
    uint32_t found = find_free(file, units), before = file->units;
    if (units > QR_FILE_UNITS_MAX - found)
        return QUIRE_LIMIT;
    enum quire_result result = qr_space_reserve(file, found + units);
    if (result == QUIRE_OK && file->units > before) /* extents never lie beyond the end of the file */
        result = qr_file_resize(&file->file, qr_unit_place(file->units));
    if (result != QUIRE_OK) {
        file->units = before;
        return result;
    }
    (void)qr_space_take(file, found, units);
    *unit = found;
    return QUIRE_OK;
}

void qr_space_free(struct qr_history_file *file, uint32_t unit, uint32_t units) {
    memset(file->map + unit, 0, units);
    file->hint = qr_min_u32(file->hint, unit);
}

/* Cuts free units off the end. */
static void cut_end(struct qr_history_file *file, bool all) {
    uint32_t end = file->units;
    while (end > 1 && !file->map[end - 1])
        end--;
    uint32_t spare = file->units - end;
    if (spare == 0 || (!all && (spare <= TRAILING_UNITS || spare <= file->units / 4)))
        return;
    if (qr_file_resize(&file->file, qr_unit_place(end)) == QUIRE_OK)
        file->units = end;
}

/* Writes zeros over what is free. Failing is harmless for what is in force. */
static bool wipe(struct qr_history_file *file) {
    static const uint8_t zeros[4096];
    for (uint32_t unit = 1; unit < file->units; unit++) {
        for (uint32_t at = 0; !file->map[unit] && at < QR_UNIT_BYTES; at += sizeof zeros) {
            if (qr_file_write(&file->file, qr_unit_place(unit) + at, zeros, sizeof zeros) != QUIRE_OK)
                return false;
        }
    }
    return true;
}

bool qr_space_reclaim(struct qr_history_file *file, bool erase) {
    for (size_t i = 0; i < file->leaving_count; i++)
        qr_space_free(file, file->leaving[i].unit, file->leaving[i].units);
    bool freed = file->leaving_count > 0;
    file->leaving_count = 0;
    if (freed || erase)
        cut_end(file, erase);
    return !erase || wipe(file);
}
