#include "view_line.h"

#include <stdlib.h>
#include <string.h>

void view_line_finish(struct view_line *line) {
    free(line->text);
    free(line->columns);
    free(line->links);
    free(line->cells);
    free(line->offsets);
    memset(line, 0, sizeof *line);
}

/* Room for so many bytes. */
static bool reserve(struct view_line *line, size_t length) {
    size_t capacity = length * 2 + 256;
    if (length <= line->capacity && line->text != NULL) {
        return true;
    }
    char *text = realloc(line->text, capacity);
    line->text = text != NULL ? text : line->text;
    uint64_t *columns = realloc(line->columns, (capacity + 1) * sizeof *columns);
    line->columns = columns != NULL ? columns : line->columns;
    uint32_t *links = realloc(line->links, capacity * sizeof *links);
    line->links = links != NULL ? links : line->links;
    bool all = text != NULL && columns != NULL && links != NULL;
    line->capacity = all ? capacity : line->capacity;
    return all;
}

static bool reserve_cells(struct view_line *line, uint32_t cols) {
    if (cols <= line->cells_capacity) {
        return true;
    }
    struct quire_frame_cell *cells = realloc(line->cells, cols * sizeof *cells);
    line->cells = cells != NULL ? cells : line->cells;
    uint32_t *offsets = realloc(line->offsets, ((size_t)cols + 1) * sizeof *offsets);
    line->offsets = offsets != NULL ? offsets : line->offsets;
    bool all = cells != NULL && offsets != NULL;
    line->cells_capacity = all ? cols : line->cells_capacity;
    return all;
}

/* Columns and links of the bytes of a row, whose first byte is at `from`. `column`: of the line, where the row begins.
 */
static void note_cells(struct view_line *line, size_t from, uint64_t column, uint32_t cols) {
    uint64_t end = line->columns[from];
    for (uint32_t col = 0; col < cols; col++) {
        for (size_t byte = line->offsets[col]; byte < line->offsets[col + 1]; byte++) {
            line->columns[from + byte] = column + col;
            line->links[from + byte] = line->cells[col].link;
            end = column + col + (line->cells[col].width > 1 ? 2 : 1);
        }
    }
    line->columns[line->length] = end;
}

static bool add_row(struct view_line *line, const struct quire_frame *frame, uint32_t row, uint64_t column) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    size_t length = 0, from = line->length;
    if (quire_frame_get_info(frame, &info) != QUIRE_OK || !reserve_cells(line, info.cols)) {
        return false;
    }
    uint32_t cols = quire_frame_row(frame, row, line->cells, info.cols);
    quire_frame_row_text(frame, row, NULL, 0, &length, NULL);
    if (!reserve(line, from + length) ||
        quire_frame_row_text(frame, row, line->text + from, length, &length, line->offsets) != QUIRE_OK) {
        return false;
    }
    line->columns[from] = from > 0 ? line->columns[from] : column;
    line->length += length;
    note_cells(line, from, column, cols);
    return true;
}

/* The rows of a line that are in view. */
static bool find_rows(struct view_line *line, const struct quire_frame *frame, uint32_t row) {
    struct quire_frame_line at = QUIRE_FRAME_LINE_INIT, next = QUIRE_FRAME_LINE_INIT;
    if (quire_frame_get_line(frame, row, &at) != QUIRE_OK) {
        return false;
    }
    line->line = at.line;
    line->row = row;
    while (line->row > 0 && quire_frame_get_line(frame, line->row - 1, &next) == QUIRE_OK && next.line == at.line) {
        line->row--;
        at = next;
    }
    line->cut_before = at.column > 0;
    line->rows = 1;
    while (quire_frame_get_line(frame, line->row + line->rows, &next) == QUIRE_OK && next.line == at.line) {
        line->rows++;
        at = next;
    }
    line->cut_after = at.wrapped;
    return true;
}

bool view_line_read(struct view_line *line, const struct quire_frame *frame, uint32_t row) {
    struct quire_frame_line at = QUIRE_FRAME_LINE_INIT;
    line->length = 0;
    if (!find_rows(line, frame, row) || !reserve(line, 0)) {
        return false;
    }
    for (uint32_t i = 0; i < line->rows; i++) {
        if (quire_frame_get_line(frame, line->row + i, &at) != QUIRE_OK ||
            !add_row(line, frame, line->row + i, at.column)) {
            return false;
        }
    }
    return true;
}

size_t view_line_byte(const struct view_line *line, uint64_t column) {
    size_t low = 0, high = line->length; /* to the first byte behind the column */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (line->columns[middle] <= column) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0 || column >= line->columns[line->length]) {
        return line->length;
    }
    for (low--; low > 0 && line->columns[low - 1] == line->columns[low]; low--) {
    }
    return low;
}

bool view_line_is_cut(const struct view_line *line, size_t from, size_t to) {
    return (line->cut_before && from == 0) || (line->cut_after && to == line->length);
}
