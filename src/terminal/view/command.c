/* command.c - see command.h.
 *
 * A prompt begins in a row that has a mark, with the first cell there that is prompt; what stands before it is the end
 * of other output. Prompt and input go on as long as cells say so, blank lines between them included. The first cell
 * behind them that holds output ends that, or the next prompt. */
#include "command.h"

#include "prompt.h"
#include "qr_arith.h"

static bool holds_text(const struct qr_page *page, struct qr_cell cell) {
    uint32_t single, count;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    return count > 0 && text[0] != ' ';
}

/* --- where a prompt begins --------------------------------------------------------------------------------------- */

/* The first row of a line, as far as it is there. */
static bool line_begin(struct qr_rows *rows, uint64_t line, struct qr_bound *at) {
    struct qr_row_view view;
    if (qr_bound_of(rows, (struct quire_place){line, 0}, at))
        return true;
    *at = (struct qr_bound){0, 0};
    return qr_rows_get(rows, 0, &view) && view.row->line == line;
}

/* The first cell of prompt in a row. */
static bool prompt_cell(const struct qr_row_view *view, uint32_t *x) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    uint32_t end = view->row->flags & QR_ROW_MARKED ? qr_page_row_reach(view->page, view->row) : 0;
    for (*x = 0; *x < end; ++*x) {
        if (qr_cell_semantic(cells[*x]) == QR_SEMANTIC_PROMPT && qr_cell_content(cells[*x]) != 0)
            return true;
    }
    return false;
}

/* Where the prompt of a line begins; false: no prompt begins there. In history the mark stands in the first row of the
 * line. */
static bool prompt_begin(struct qr_rows *rows, uint64_t line, struct qr_bound *begin) {
    struct qr_row_view view;
    struct qr_bound at;
    bool marked = false;
    if (!line_begin(rows, line, &at))
        return false;
    for (; qr_rows_get(rows, at.row, &view); at.row++) {
        if (!marked && view.row->flags & QR_ROW_PROMPT) {
            *begin = (struct qr_bound){at.row, 0};
            marked = true;
        }
        if (marked && prompt_cell(&view, &at.x)) {
            *begin = at;
            return true;
        }
        if (!view.wrapped)
            break;
    }
    return marked;
}

/* --- what follows it --------------------------------------------------------------------------------------------- */

struct reading {
    struct qr_rows *rows;
    struct qr_bound at, end;              /* what is read */
    struct qr_bound mark;                 /* behind the last cell of prompt or input */
    struct qr_bound input_from, input_to; /* of input */
    struct qr_bound output;               /* the first cell of output */
    bool has_input, has_output;
};

/* Reads the columns of a row up to output. */
static void read_row(struct reading *r, const struct qr_row_view *view, uint64_t row, uint32_t from, uint32_t to) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    for (uint32_t x = from; x < to; x++) {
        enum qr_semantic semantic = qr_cell_semantic(cells[x]);
        if (semantic == QR_SEMANTIC_OUTPUT && holds_text(view->page, cells[x])) {
            r->output = (struct qr_bound){row, x};
            r->has_output = true;
            return;
        }
        bool tail = qr_cell_width(cells[x]) == QR_TAIL;
        if (semantic == QR_SEMANTIC_OUTPUT || (qr_cell_content(cells[x]) == 0 && !tail))
            continue;
        r->mark = (struct qr_bound){row, x + 1};
        if (semantic != QR_SEMANTIC_INPUT)
            continue;
        r->input_from = r->has_input ? r->input_from : (struct qr_bound){row, x};
        r->input_to = r->mark;
        r->has_input = true;
    }
}

static void read_rows(struct reading *r) {
    struct qr_row_view view;
    r->mark = r->at;
    for (uint64_t row = r->at.row; row <= r->end.row && !r->has_output && qr_rows_get(r->rows, row, &view); row++) {
        uint32_t reach = qr_page_row_reach(view.page, view.row);
        read_row(r, &view, row, row == r->at.row ? r->at.x : 0,
                 row == r->end.row ? qr_min_u32(reach, r->end.x) : reach);
    }
}

/* The beginning of the line behind the one that a bound is in, but no further than the end of what is read. */
static struct qr_bound next_line(const struct reading *r, struct qr_bound at) {
    struct qr_row_view view;
    while (at.row <= r->end.row && qr_rows_get(r->rows, at.row, &view) && view.wrapped)
        at.row++;
    at = (struct qr_bound){at.row + 1, 0};
    return qr_bound_before(r->end, at) ? r->end : at;
}

static struct quire_range range_of(struct qr_rows *rows, struct qr_bound from, struct qr_bound to) {
    return (struct quire_range){qr_place_of(rows, from), qr_place_of(rows, to)};
}

/* Output begins with a line, or where there is none between, with its first cell. */
static struct qr_bound output_begin(const struct reading *r) {
    struct qr_bound line = next_line(r, r->mark);
    return r->has_output && qr_bound_before(r->output, line) ? r->output : line;
}

bool qr_command_of(struct qr_rows *rows, uint64_t line, struct quire_command *command) {
    struct qr_text_span all = qr_range_all(rows);
    struct reading r = {.rows = rows, .end = {all.last, all.to}};
    uint64_t next;
    if (!prompt_begin(rows, line, &r.at))
        return false;
    bool more = qr_find_prompt(rows->engine, line, false, &next) && prompt_begin(rows, next, &r.end);
    r.input_from = r.input_to = r.at;
    read_rows(&r);
    bool behind = r.has_output || more;
    command->prompt = range_of(rows, r.at, r.mark);
    command->input = r.has_input ? range_of(rows, r.input_from, r.input_to) : range_of(rows, r.mark, r.mark);
    command->output = behind ? range_of(rows, output_begin(&r), r.end) : range_of(rows, r.mark, r.mark);
    command->ran = r.has_output || (more && r.has_input);
    return true;
}

bool qr_command_last(struct qr_rows *rows, struct quire_command *command) {
    uint64_t line = 0; /* none has this number: behind the last one */
    while (!qr_is_alternate(rows->engine) && qr_find_prompt(rows->engine, line, true, &line)) {
        if (qr_command_of(rows, line, command) && command->ran)
            return true;
    }
    return false;
}
