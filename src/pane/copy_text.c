#include "copy_text.h"

#include <stdlib.h>
#include <string.h>

#include <quire/search.h>

bool copy_text_init(struct copy_text *text) {
    memset(text, 0, sizeof *text);
    return quire_frame_create(NULL, &text->frame) == QUIRE_OK;
}

void copy_text_finish(struct copy_text *text) {
    quire_frame_destroy(text->frame);
    free(text->cells);
    free(text->row);
    memset(text, 0, sizeof *text);
}

static bool has_room(struct copy_text *text, uint32_t cols) {
    if (cols <= text->capacity) {
        return true;
    }
    free(text->cells);
    free(text->row);
    text->cells = calloc(cols, sizeof *text->cells);
    text->row = calloc(cols, sizeof *text->row);
    text->capacity = text->cells != NULL && text->row != NULL ? cols : 0;
    return text->capacity > 0;
}

static bool update(struct copy_text *text) {
    text->info = (struct quire_frame_info)QUIRE_FRAME_INFO_INIT;
    text->has_last = false;
    return quire_frame_update(text->frame, text->terminal) == QUIRE_OK &&
           quire_frame_get_info(text->frame, &text->info) == QUIRE_OK && has_room(text, text->info.cols);
}

bool copy_text_begin(struct copy_text *text, struct quire_terminal *terminal, const struct quire_place *place,
                     struct copy_point *at) {
    uint32_t row;
    text->terminal = terminal;
    text->top = 0;
    if (quire_search_show(text->frame, terminal, place->line, place->column) != QUIRE_OK || !update(text) ||
        quire_frame_find(text->frame, place, &row, &at->col) != QUIRE_OK) {
        return false;
    }
    at->row = row;
    at->col = at->col < text->info.cols ? at->col : text->info.cols - 1;
    return true;
}

/* Rows up when positive, as far as there are any. */
static void scroll(struct copy_text *text, int64_t rows) {
    uint64_t before = text->info.scroll_offset;
    quire_frame_scroll(text->frame, text->terminal, rows);
    if (update(text)) {
        text->top -= (int64_t)(text->info.scroll_offset - before);
    }
}

/* The frame's row; false: there is none. Half a frame more is shown, for a motion goes on. */
static bool find_row(struct copy_text *text, int64_t number, uint32_t *row) {
    int64_t rows = text->info.rows;
    if (number < text->top) {
        scroll(text, text->top - number + rows / 2);
    } else if (number >= text->top + rows) {
        scroll(text, text->top + rows - 1 - number - rows / 2);
    }
    *row = (uint32_t)(number - text->top);
    return number >= text->top && number < text->top + rows;
}

static bool give_row(void *user, int64_t number, struct copy_row *out) {
    struct copy_text *text = user;
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    uint32_t row;
    if (text->has_last && text->last_number == number) {
        *out = text->last;
        return true;
    }
    text->has_last = false;
    if (!find_row(text, number, &row) || quire_frame_get_line(text->frame, row, &line) != QUIRE_OK) {
        return false;
    }
    uint32_t count = quire_frame_row(text->frame, row, text->cells, text->info.cols);
    count = count < text->info.cols ? count : text->info.cols;
    for (uint32_t col = 0; col < count; col++) {
        const struct quire_frame_cell *cell = &text->cells[col];
        text->row[col] = (struct copy_cell){cell->text_length > 0 ? cell->text[0] : ' ', cell->width};
    }
    while (count > 0 && text->row[count - 1].width == 1 && text->row[count - 1].character == ' ' && !line.wrapped) {
        count--;
    }
    *out = text->last = (struct copy_row){text->row, count, line.wrapped};
    text->last_number = number;
    text->has_last = true;
    return true;
}

struct copy_source copy_text_source(struct copy_text *text) {
    return (struct copy_source){text, give_row};
}

bool copy_text_place(struct copy_text *text, const struct copy_point *at, struct quire_place *place) {
    uint32_t row;
    return find_row(text, at->row, &row) && quire_frame_place(text->frame, row, at->col, place) == QUIRE_OK;
}

uint32_t copy_text_width(struct copy_text *text, const struct copy_point *at) {
    struct copy_row row;
    bool is_wide = give_row(text, at->row, &row) && at->col + 1 < row.count && row.cells[at->col + 1].width == 0;
    return is_wide ? 2 : 1;
}
