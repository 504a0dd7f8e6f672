#include "prompt.h"

/* The row that a line of the screen begins with; the number of rows when it is not there. */
static uint32_t row_of(const struct qr_page *page, uint64_t line) {
    uint32_t y = 0;
    while (y < qr_page_rows(page) && qr_page_row(page, y)->line != line)
        y++;
    return y;
}

static bool is_prompt(const struct qr_page *page, uint32_t y, uint64_t *found) {
    const struct qr_row *row = qr_page_row(page, y);
    *found = row->line;
    return (row->flags & QR_ROW_PROMPT) != 0;
}

bool qr_find_prompt(const struct qr_engine *engine, uint64_t line, bool backward, uint64_t *found) {
    const struct qr_page *page = qr_primary_page(engine);
    const struct qr_history *history = qr_engine_history_const(engine);
    uint32_t rows = qr_page_rows(page), y = row_of(page, line);
    uint64_t number;
    bool in_history = y == rows && qr_history_holds(history, line);
    if (backward && !in_history) {
        while (y-- > 0) {
            if (is_prompt(page, y, &number) && number != line) {
                *found = number;
                return true;
            }
        }
        return qr_history_find_prompt(history, line, true, found);
    }
    if ((in_history || y == rows) && qr_history_find_prompt(history, line, backward, found))
        return true;
    if (backward)
        return false;
    for (y = y == rows ? 0 : y + 1; y < rows; y++) {
        if (is_prompt(page, y, &number) && number != line) {
            *found = number;
            return true;
        }
    }
    return false;
}
