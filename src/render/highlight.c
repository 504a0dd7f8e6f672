#include "highlight.h"

#include <stdlib.h>
#include <string.h>

/* The columns of a row: those of its line. One that is wrapped in front of a wide character has a last cell that is no
 * column of the line. */
static bool columns_of(const struct quire_frame *frame, uint32_t row, uint32_t cols, struct highlight_range *columns) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT, next = QUIRE_FRAME_LINE_INIT;
    if (quire_frame_get_line(frame, row, &line) != QUIRE_OK)
        return false;
    *columns = (struct highlight_range){line.line, line.column, line.column + cols};
    if (line.wrapped && quire_frame_get_line(frame, row + 1, &next) == QUIRE_OK && next.line == line.line &&
        next.column < columns->to)
        columns->to = next.column;
    return true;
}

/* The first of a list that ends behind a column of a line. */
static size_t first_behind(const struct highlight_range *ranges, size_t count, uint64_t line, uint64_t column) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct highlight_range *range = &ranges[middle];
        if (range->line < line || (range->line == line && range->to <= column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void mark_range(const struct highlight_range *range, const struct highlight_range *columns, uint8_t mark,
                       uint8_t *marks) {
    uint64_t from = range->from > columns->from ? range->from : columns->from;
    uint64_t to = range->to < columns->to ? range->to : columns->to;
    for (uint64_t col = from; col < to; col++)
        marks[col - columns->from] |= mark;
}

void highlight_mark_row(const struct highlight highlights[HIGHLIGHT_KINDS], const struct quire_frame *frame,
                        uint32_t row, uint8_t *marks, uint32_t cols) {
    struct highlight_range columns;
    memset(marks, 0, cols);
    if (!columns_of(frame, row, cols, &columns))
        return;
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++) {
        const struct highlight_range *ranges = highlights[kind].ranges;
        size_t count = highlights[kind].count, i = first_behind(ranges, count, columns.line, columns.from);
        for (; i < count && ranges[i].line == columns.line && ranges[i].from < columns.to; i++)
            mark_range(&ranges[i], &columns, (uint8_t)(1u << kind), marks);
    }
}

static bool has_colors(const struct highlight_look *look) {
    return look->swap || look->foreground <= 0xFFFFFF || look->background <= 0xFFFFFF;
}

struct highlight_look highlight_look_of(const struct highlight_look looks[HIGHLIGHT_KINDS], uint8_t marks) {
    struct highlight_look result = {HIGHLIGHT_COLOR_NONE, HIGHLIGHT_COLOR_NONE, false, 0};
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++) {
        const struct highlight_look *look = &looks[kind];
        uint8_t underline = look->underline ? look->underline : result.underline;
        if (!(marks >> kind & 1))
            continue;
        if (has_colors(look))
            result = *look;
        result.underline = underline;
    }
    return result;
}

bool highlight_look_equal(const struct highlight_look *a, const struct highlight_look *b) {
    return a->foreground == b->foreground && a->background == b->background && a->swap == b->swap &&
           a->underline == b->underline;
}

static bool reserve(struct highlight_list *list) {
    if (list->count < list->capacity)
        return true;
    size_t capacity = list->capacity ? list->capacity * 2 : 16;
    struct highlight_range *ranges = realloc(list->ranges, capacity * sizeof *ranges);
    if (!ranges)
        return false;
    list->ranges = ranges;
    list->capacity = capacity;
    return true;
}

bool highlight_list_add(struct highlight_list *list, const struct highlight_range *range) {
    if (!reserve(list))
        return false;
    size_t at = first_behind(list->ranges, list->count, range->line, range->from);
    memmove(list->ranges + at + 1, list->ranges + at, (list->count - at) * sizeof *range);
    list->ranges[at] = *range;
    list->count++;
    return true;
}

bool highlight_list_append(struct highlight_list *list, const struct highlight_range *range) {
    if (!reserve(list))
        return false;
    list->ranges[list->count++] = *range;
    return true;
}

void highlight_list_finish(struct highlight_list *list) {
    free(list->ranges);
    memset(list, 0, sizeof *list);
}
