#include "font_fallback.h"

static bool is_broken(const struct font_entry *entry) {
    return atomic_load_explicit(&entry->file, memory_order_acquire) == FONT_BROKEN;
}

static bool has_cell(const struct font_entry *entry, const struct font_cell *cell) {
    return font_entry_has(entry, cell->text, cell->length);
}

static bool is_open_to(const struct font_cell *cell, uint16_t entry) {
    return cell->length > 0 && entry == FONT_ENTRY_NONE;
}

/* Gives a font all the cells without one that it has. */
static void give(const struct font_order *order, size_t entry, const struct font_cell *cells, size_t count,
                 uint16_t *entries) {
    for (size_t i = 0; i < count; i++) {
        if (is_open_to(&cells[i], entries[i]) && has_cell(&order->entries[entry], &cells[i]))
            entries[i] = (uint16_t)entry;
    }
}

static size_t open_cells(const struct font_cell *cells, size_t count, const uint16_t *entries) {
    size_t open = 0;
    for (size_t i = 0; i < count; i++)
        open += is_open_to(&cells[i], entries[i]);
    return open;
}

/* One font after the other takes what it has. */
static void choose_in_order(const struct font_order *order, enum font_group group, const struct font_cell *cells,
                            size_t count, uint16_t *entries) {
    for (size_t i = order->first[group]; i < order->first[group + 1] && open_cells(cells, count, entries); i++) {
        if (!is_broken(&order->entries[i]))
            give(order, i, cells, count, entries);
    }
}

static size_t coverage(const struct font_entry *entry, const struct font_cell *cells, size_t count,
                       const uint16_t *entries) {
    size_t has = 0;
    for (size_t i = 0; i < count; i++)
        has += is_open_to(&cells[i], entries[i]) && has_cell(entry, &cells[i]);
    return has;
}

/* The font that has most of the cells without one; the first of several. order->count: none has any. */
static size_t widest(const struct font_order *order, enum font_group group, const struct font_cell *cells, size_t count,
                     const uint16_t *entries) {
    size_t best = order->count, most = 0, all = open_cells(cells, count, entries);
    for (size_t i = order->first[group]; i < order->first[group + 1] && most < all; i++) {
        size_t has = is_broken(&order->entries[i]) ? 0 : coverage(&order->entries[i], cells, count, entries);
        if (has > most) {
            most = has;
            best = i;
        }
    }
    return best;
}

static void choose_widest(const struct font_order *order, enum font_group group, const struct font_cell *cells,
                          size_t count, uint16_t *entries) {
    while (open_cells(cells, count, entries)) {
        size_t best = widest(order, group, cells, count, entries);
        if (best == order->count)
            return;
        give(order, best, cells, count, entries);
    }
}

void font_fallback_choose(const struct font_order *order, const struct font_cell *cells, size_t count,
                          uint16_t *entries) {
    for (size_t i = 0; i < count; i++)
        entries[i] = FONT_ENTRY_NONE;
    choose_in_order(order, FONT_NAMED, cells, count, entries);
    choose_in_order(order, FONT_MONO, cells, count, entries);
    choose_widest(order, FONT_OTHERS, cells, count, entries);
    choose_in_order(order, FONT_COLORED, cells, count, entries);
}

struct font_entry *font_fallback_mapped(const struct font_order *order, size_t family) {
    for (size_t i = 0; i < order->first[FONT_MONO]; i++) {
        struct font_entry *entry = &order->entries[i];
        if (entry->group == FONT_MAPPED && entry->family == family)
            return is_broken(entry) ? NULL : entry;
    }
    return NULL;
}
