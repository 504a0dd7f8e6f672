#include "copy_motion.h"

#include <stddef.h>

static bool row_at(const struct copy_source *source, int64_t number, struct copy_row *row) {
    return source->row(source->user, number, row);
}

/* --- from character to character ------------------------------------------------------------------------------- */

static uint32_t character_at(const struct copy_source *source, const struct copy_point *at) {
    struct copy_row row;
    return row_at(source, at->row, &row) && at->col < row.count ? row.cells[at->col].character : ' ';
}

/* The first column of the character that has this one. */
static uint32_t first_column(const struct copy_row *row, uint32_t col) {
    while (col > 0 && col < row->count && row->cells[col].width == 0) {
        col--;
    }
    return col;
}

static uint32_t last_place(const struct copy_row *row) {
    return row->count > 0 ? first_column(row, row->count - 1) : 0;
}

enum step { STEP_NONE, STEP_IN_LINE, STEP_OVER_LINE };

/* To the next character. */
static enum step go_right(const struct copy_source *source, struct copy_point *at) {
    struct copy_row row;
    if (!row_at(source, at->row, &row)) {
        return STEP_NONE;
    }
    uint32_t col = at->col + 1;
    while (col < row.count && row.cells[col].width == 0) {
        col++;
    }
    if (col < row.count) {
        at->col = col;
        return STEP_IN_LINE;
    }
    bool wraps = row.wraps;
    if (!row_at(source, at->row + 1, &row)) {
        return STEP_NONE;
    }
    *at = (struct copy_point){at->row + 1, 0};
    return wraps ? STEP_IN_LINE : STEP_OVER_LINE;
}

static enum step go_left(const struct copy_source *source, struct copy_point *at) {
    struct copy_row row;
    if (at->col > 0 && row_at(source, at->row, &row)) {
        at->col = first_column(&row, at->col - 1);
        return STEP_IN_LINE;
    }
    if (!row_at(source, at->row - 1, &row)) {
        return STEP_NONE;
    }
    *at = (struct copy_point){at->row - 1, last_place(&row)};
    return row.wraps ? STEP_IN_LINE : STEP_OVER_LINE;
}

static enum step go(const struct copy_source *source, struct copy_point *at, bool forward) {
    return forward ? go_right(source, at) : go_left(source, at);
}

static bool go_in_line(const struct copy_source *source, struct copy_point *at, bool forward) {
    struct copy_point next = *at;
    if (go(source, &next, forward) != STEP_IN_LINE) {
        return false;
    }
    *at = next;
    return true;
}

/* Is it farther away than a motion goes? */
static bool is_far(int64_t began, const struct copy_point *at) {
    return at->row - began > COPY_ROWS_MAX || began - at->row > COPY_ROWS_MAX;
}

void copy_settle(const struct copy_source *source, struct copy_point *at) {
    struct copy_row row;
    if (row_at(source, at->row, &row)) {
        at->col = at->col < row.count ? first_column(&row, at->col) : last_place(&row);
    }
}

/* --- words ----------------------------------------------------------------------------------------------------- */

enum kind { KIND_BLANK, KIND_SIGN, KIND_LETTER };

static bool is_letter(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c >= 0xC0;
}

static enum kind kind_at(const struct copy_source *source, const struct copy_point *at, bool big) {
    uint32_t c = character_at(source, at);
    return c == ' ' || c == 0xA0 || c == 0x3000 ? KIND_BLANK : big || is_letter(c) ? KIND_LETTER : KIND_SIGN;
}

/* An empty line is a word. */
static bool is_empty_line(const struct copy_source *source, const struct copy_point *at) {
    struct copy_row row;
    bool is_first = !row_at(source, at->row - 1, &row) || !row.wraps;
    return is_first && row_at(source, at->row, &row) && row.count == 0 && !row.wraps;
}

/* Goes over blanks to a word, which may be an empty line where these count. False: there is none. */
static bool over_blanks(const struct copy_source *source, struct copy_point *at, bool forward, bool big, bool empty) {
    int64_t began = at->row;
    while (kind_at(source, at, big) == KIND_BLANK && !(empty && is_empty_line(source, at))) {
        if (is_far(began, at) || go(source, at, forward) == STEP_NONE) {
            return false;
        }
    }
    return true;
}

/* To the end of a run of one kind in one line. */
static void to_end(const struct copy_source *source, struct copy_point *at, bool forward, bool big) {
    enum kind kind = kind_at(source, at, big);
    struct copy_point next = *at;
    int64_t began = at->row;
    while (!is_far(began, &next) && go_in_line(source, &next, forward) && kind_at(source, &next, big) == kind) {
        *at = next;
    }
}

static bool word_right(const struct copy_source *source, struct copy_point *at, bool big) {
    if (kind_at(source, at, big) != KIND_BLANK) {
        to_end(source, at, true, big);
    }
    return go(source, at, true) != STEP_NONE && over_blanks(source, at, true, big, true);
}

static bool word_end(const struct copy_source *source, struct copy_point *at, bool big) {
    if (go(source, at, true) == STEP_NONE || !over_blanks(source, at, true, big, false)) {
        return false;
    }
    to_end(source, at, true, big);
    return true;
}

static bool word_left(const struct copy_source *source, struct copy_point *at, bool big) {
    if (go(source, at, false) == STEP_NONE || !over_blanks(source, at, false, big, true)) {
        return false;
    }
    to_end(source, at, false, big);
    return true;
}

/* --- lines ----------------------------------------------------------------------------------------------------- */

static bool to_line_start(const struct copy_source *source, struct copy_point *at) {
    struct copy_row row;
    for (int i = 0; i < COPY_ROWS_MAX && row_at(source, at->row - 1, &row) && row.wraps; i++) {
        at->row--;
    }
    at->col = 0;
    return true;
}

static bool to_line_text(const struct copy_source *source, struct copy_point *at) {
    to_line_start(source, at);
    int64_t began = at->row;
    while (kind_at(source, at, true) == KIND_BLANK && !is_far(began, at) && go_in_line(source, at, true)) {
    }
    return true;
}

static bool to_line_end(const struct copy_source *source, struct copy_point *at) {
    struct copy_row row = {NULL, 0, false};
    for (int i = 0; i < COPY_ROWS_MAX && row_at(source, at->row, &row) && row.wraps; i++) {
        at->row++;
    }
    at->col = last_place(&row);
    return true;
}

static bool go_rows(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at, int rows) {
    struct copy_row row;
    if (!memory->has_wish) {
        memory->wish_col = at->col;
        memory->has_wish = true;
    }
    if (!row_at(source, at->row + rows, &row)) {
        return false;
    }
    *at = (struct copy_point){at->row + rows, memory->wish_col};
    copy_settle(source, at);
    return true;
}

static bool paragraph(const struct copy_source *source, struct copy_point *at, int rows) {
    struct copy_point next = {at->row, 0}, last = next;
    struct copy_row row;
    bool was_text = !is_empty_line(source, &next);
    for (int i = 0; i < COPY_ROWS_MAX; i++) {
        next.row += rows;
        if (!row_at(source, next.row, &row)) { /* the first line, or the last one */
            *at = last;
            return rows < 0 || to_line_end(source, at);
        }
        bool is_empty = is_empty_line(source, &next);
        if (is_empty && was_text) {
            *at = next;
            return true;
        }
        was_text = was_text || !is_empty;
        last = next;
    }
    return false;
}

/* --- characters ------------------------------------------------------------------------------------------------ */

static bool find(const struct copy_source *source, struct copy_point *at, enum copy_move move, uint32_t character,
                 unsigned count) {
    bool forward = move == COPY_FIND || move == COPY_TILL, till = move == COPY_TILL || move == COPY_TILL_BACK;
    struct copy_point next = *at, before = *at;
    while (count > 0) {
        before = next;
        if (is_far(at->row, &next) || !go_in_line(source, &next, forward)) {
            return false;
        }
        count -= character_at(source, &next) == character;
    }
    *at = till ? before : next;
    return true;
}

static const char brackets[] = "()[]{}<>";

/* Of a bracket its index in that list; an odd one closes. -1: none. */
static int bracket_of(uint32_t character) {
    for (int i = 0; brackets[i] != '\0'; i++) {
        if ((uint32_t)brackets[i] == character) {
            return i;
        }
    }
    return -1;
}

/* From the first bracket at the point or behind it in its line to the one that belongs to it. */
static bool to_bracket(const struct copy_source *source, struct copy_point *at) {
    struct copy_point next = *at;
    int own, depth = 1;
    while ((own = bracket_of(character_at(source, &next))) < 0) {
        if (is_far(at->row, &next) || !go_in_line(source, &next, true)) {
            return false;
        }
    }
    int64_t began = next.row;
    while (depth > 0) {
        if (is_far(began, &next) || go(source, &next, own % 2 == 0) == STEP_NONE) {
            return false;
        }
        int other = bracket_of(character_at(source, &next));
        depth += other == own ? 1 : other == (own ^ 1) ? -1 : 0;
    }
    *at = next;
    return true;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

static bool move_once(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at,
                      enum copy_move move) {
    switch (move) {
    case COPY_LEFT:
    case COPY_RIGHT:
        return go_in_line(source, at, move == COPY_RIGHT);
    case COPY_UP:
    case COPY_DOWN:
        return go_rows(source, memory, at, move == COPY_DOWN ? 1 : -1);
    case COPY_WORD:
    case COPY_BIG_WORD:
        return word_right(source, at, move == COPY_BIG_WORD);
    case COPY_WORD_END:
    case COPY_BIG_WORD_END:
        return word_end(source, at, move == COPY_BIG_WORD_END);
    case COPY_WORD_BACK:
    case COPY_BIG_WORD_BACK:
        return word_left(source, at, move == COPY_BIG_WORD_BACK);
    case COPY_LINE_START:
        return to_line_start(source, at);
    case COPY_LINE_TEXT:
        return to_line_text(source, at);
    case COPY_LINE_END:
        return to_line_end(source, at);
    case COPY_PARAGRAPH:
    case COPY_PARAGRAPH_BACK:
        return paragraph(source, at, move == COPY_PARAGRAPH ? 1 : -1);
    case COPY_BRACKET:
        return to_bracket(source, at);
    default:
        return false;
    }
}

bool copy_motion(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at,
                 enum copy_move move, uint32_t character, unsigned count) {
    bool is_find = move >= COPY_FIND, moved = true;
    memory->has_wish = memory->has_wish && (move == COPY_UP || move == COPY_DOWN);
    if (is_find) {
        memory->character = character;
        memory->find = move;
        return find(source, at, move, character, count);
    }
    for (unsigned i = 0; i < count && moved; i++) {
        struct copy_point next = *at;
        moved = move_once(source, memory, &next, move);
        *at = moved ? next : *at;
    }
    if (move == COPY_LINE_END) { /* going up and down stays at the ends */
        memory->wish_col = UINT32_MAX;
        memory->has_wish = true;
    }
    return moved;
}

bool copy_find_again(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at, bool reverse,
                     unsigned count) {
    static const enum copy_move opposite[] = {[COPY_FIND - COPY_FIND] = COPY_FIND_BACK,
                                              [COPY_FIND_BACK - COPY_FIND] = COPY_FIND,
                                              [COPY_TILL - COPY_FIND] = COPY_TILL_BACK,
                                              [COPY_TILL_BACK - COPY_FIND] = COPY_TILL};
    if (memory->character == 0) {
        return false;
    }
    enum copy_move move = reverse ? opposite[memory->find - COPY_FIND] : memory->find;
    struct copy_point from = *at, next;
    bool forward = move == COPY_FIND || move == COPY_TILL;
    /* "t" stands before its character: again it is to go to the next one. */
    if ((move == COPY_TILL || move == COPY_TILL_BACK) && go_in_line(source, &from, forward) &&
        character_at(source, &from) != memory->character) {
        from = *at;
    }
    next = from;
    memory->has_wish = false;
    if (!find(source, &next, move, memory->character, count)) {
        return false;
    }
    *at = next;
    return true;
}
