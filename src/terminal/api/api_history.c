/* api_history.c - quire/history.h: arguments are checked, line numbers given out, and handed down. */
#include <quire/history.h>

#include <stdio.h>

#include "api_options.h"
#include "api_page.h"
#include "history_file.h"
#include "qr_memory.h"
#include "qr_random.h"

enum quire_result quire_history_create(const struct quire_history_options *options, struct quire_history **history) {
    struct quire_history_options own = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_allocator allocator;
    if (!history || !QR_TAKE(own, options) || !api_take_allocator(&allocator, own.allocator))
        return QUIRE_INVALID;
    struct quire_history *made = qr_alloc_zeroed(&allocator, sizeof *made);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    qr_history_init(&made->history, &allocator, own.lines, own.bytes, qr_seed_or_random(own.seed));
    made->next_line = 1;
    *history = made;
    return QUIRE_OK;
}

void quire_history_destroy(struct quire_history *history) {
    if (!history || history->calls_out)
        return;
    struct quire_allocator allocator = history->history.allocator;
    qr_history_finish(&history->history);
    qr_free(&allocator, history->text, history->text ? sizeof *history->text : 0);
    qr_free(&allocator, history, sizeof *history);
}

static bool goes_on(const struct quire_history *history) {
    return qr_history_goes_on(&history->history, qr_history_last_line(&history->history));
}

enum quire_result quire_history_get_info(struct quire_history *history, struct quire_history_info *info) {
    const struct qr_history *h = &history->history;
    struct qr_history_at at;
    uint64_t column;
    if (!QR_SOUND(info) || history->calls_out)
        return QUIRE_INVALID;
    struct quire_history_info now = {.lines = h->lines,
                                     .bytes = qr_history_bytes(h),
                                     .goes_on = goes_on(history),
                                     .line_limit = h->line_limit,
                                     .byte_limit = h->byte_limit};
    if (qr_history_first_row(h, &at)) {
        now.first_line = qr_history_line_at(h, &at, &column);
        now.last_line = qr_history_last_line(h);
    }
    qr_sized_give(info, &now);
    return QUIRE_OK;
}

/* --- rows in and out ------------------------------------------------------------------------------------------- */

/* Takes back what a failed push left: everything of `line` from `column` on. */
static void take_back(struct quire_history *history, uint64_t line, uint64_t column) {
    struct qr_history *h = &history->history;
    struct qr_history_at at;
    uint64_t index, begin;
    if (qr_history_last_line(h) != line || !qr_history_find(h, QUIRE_MAX_COLUMNS, line, column, &at, &index))
        return;
    at.column = 0;
    (void)qr_history_line_at(h, &at, &begin);
    at.column = column - begin;
    (void)qr_history_truncate(h, &at);
}

struct api_push api_push_begin(const struct quire_history *history) {
    const struct qr_history *h = &history->history;
    if (goes_on(history))
        return (struct api_push){qr_history_last_line(h), qr_history_tail_columns(h), true};
    return (struct api_push){history->next_line, 0, false};
}

enum quire_result api_push_end(struct quire_history *history, const struct api_push *push, enum quire_result result) {
    history->at_cols = 0;
    if (result != QUIRE_OK) {
        if (!push->continues || qr_history_tail_columns(&history->history) != push->column)
            take_back(history, push->line, push->column);
        return result == QUIRE_OUT_OF_STYLES ? QUIRE_OUT_OF_MEMORY : result;
    }
    history->next_line = push->continues ? history->next_line : push->line + 1;
    return QUIRE_OK;
}

enum quire_result quire_history_push(struct quire_history *history, const struct quire_page *page, uint32_t y) {
    struct qr_history *h = &history->history;
    if (!page || !api_row_exists(page, y) || history->calls_out)
        return QUIRE_INVALID;
    if (api_history_fixed(history))
        return QUIRE_DENIED;
    struct api_push push = api_push_begin(history);
    struct qr_row *row = qr_page_row(&page->page, y);
    uint64_t number = row->line;
    row->line = push.line;
    enum quire_result result = qr_history_append_row(h, &page->page, y);
    row->line = number;
    result = api_push_end(history, &push, result);
    if (result != QUIRE_OK)
        return result;
    qr_history_trim(h);
    api_history_commit(history);
    return QUIRE_OK;
}

enum quire_result quire_history_end_line(struct quire_history *history) {
    if (history->calls_out)
        return QUIRE_INVALID;
    if (api_history_fixed(history))
        return QUIRE_DENIED;
    enum quire_result result = qr_history_unpack_last(&history->history);
    if (result != QUIRE_OK)
        return result;
    qr_history_end_line(&history->history);
    history->at_cols = 0;
    api_history_commit(history);
    return QUIRE_OK;
}

/* Row y is about to be replaced: its neighbours go on neither in it nor from it. */
static void part_row(struct qr_page *page, uint32_t y) {
    qr_page_set_wrapped(page, y, false);
    if (y > 0)
        qr_page_set_wrapped(page, y - 1, false);
}

/* A row that came from history becomes a line of the page's own numbering. Does it go on? */
static bool renumber_row(struct qr_page *page, uint32_t y) {
    struct qr_row *row = qr_page_row(page, y);
    bool wrapped = (row->flags & QR_ROW_WRAPPED) != 0;
    row->flags &= (uint16_t)~QR_ROW_WRAPPED;
    row->line = qr_page_new_line(page);
    return wrapped;
}

void api_page_own_row(struct qr_page *page, uint32_t y) {
    qr_page_set_wrapped(page, y, renumber_row(page, y));
}

enum quire_result quire_history_pop(struct quire_history *history, struct quire_page *page, uint32_t y) {
    struct qr_history *h = &history->history;
    struct qr_page_capacity capacity = qr_page_default_capacity();
    struct qr_page scratch;
    struct qr_history_at at;
    if (!page || !api_row_exists(page, y) || history->calls_out)
        return QUIRE_INVALID;
    if (api_history_fixed(history))
        return QUIRE_DENIED;
    uint64_t failures = qr_history_failures(h);
    if (!qr_history_last_row(h, qr_page_cols(&page->page), &at))
        return QUIRE_NOT_FOUND;
    enum quire_result result =
        qr_page_create(&scratch, &page->page.allocator, qr_page_cols(&page->page), 1, &capacity, h->seed);
    if (result != QUIRE_OK)
        return result;
    qr_history_thaw_row(h, &at, &scratch, 0);
    result = qr_history_trouble_since(h, failures);
    if (result == QUIRE_OK)
        result = qr_history_truncate(h, &at);
    history->at_cols = 0;
    if (result == QUIRE_OK) {
        part_row(&page->page, y);
        qr_page_import_row(&page->page, y, &scratch, 0);
        api_page_own_row(&page->page, y);
        api_history_commit(history);
    }
    qr_page_destroy(&scratch);
    return result;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static bool width_sound(uint32_t cols) {
    return cols > 0 && cols <= QUIRE_MAX_COLUMNS;
}

uint64_t quire_history_rows(struct quire_history *history, uint32_t cols) {
    return width_sound(cols) && !history->calls_out ? qr_history_rows(&history->history, cols) : 0;
}

/* Goes to a row, by a step if it is the one behind the last. */
static bool seek(struct quire_history *history, uint32_t cols, uint64_t index) {
    struct qr_history *h = &history->history;
    bool known = history->at_cols == cols, found;
    if (known && index == history->at_index)
        return true;
    if (known && index == history->at_index + 1)
        found = qr_history_next_row(h, cols, &history->at);
    else
        found = qr_history_row_at(h, cols, index, &history->at);
    history->at_cols = found ? cols : 0;
    history->at_index = index;
    return found;
}

enum quire_result quire_history_read(struct quire_history *history, uint64_t index, struct quire_page *page, uint32_t y,
                                     struct quire_history_row *where) {
    if (!page || !api_row_exists(page, y) || (where && !QR_SOUND(where)) || history->calls_out)
        return QUIRE_INVALID;
    if (!seek(history, qr_page_cols(&page->page), index))
        return QUIRE_NOT_FOUND;
    uint64_t failures = qr_history_failures(&history->history);
    part_row(&page->page, y);
    qr_history_thaw_row(&history->history, &history->at, &page->page, y);
    bool wrapped = renumber_row(&page->page, y);
    if (where) {
        struct quire_history_row row = QUIRE_HISTORY_ROW_INIT;
        row.line = qr_history_line_at(&history->history, &history->at, &row.column);
        row.wrapped = wrapped;
        row.prompt = quire_page_prompt(page, y);
        row.time = quire_page_time(page, y);
        qr_sized_give(where, &row);
    }
    return qr_history_trouble_since(&history->history, failures);
}

enum quire_result quire_history_find(struct quire_history *history, uint32_t cols, uint64_t line, uint64_t column,
                                     uint64_t *index) {
    struct qr_history_at at;
    if (!width_sound(cols) || !index || history->calls_out)
        return QUIRE_INVALID;
    return qr_history_find(&history->history, cols, line, column, &at, index) ? QUIRE_OK : QUIRE_NOT_FOUND;
}

enum quire_result quire_history_find_prompt(struct quire_history *history, uint64_t line, bool backward,
                                            uint64_t *found) {
    if (!found || history->calls_out)
        return QUIRE_INVALID;
    return qr_history_find_prompt(&history->history, line, backward, found) ? QUIRE_OK : QUIRE_NOT_FOUND;
}

/* --- limits and check ------------------------------------------------------------------------------------------ */

/* May it be changed? INVALID: not out of one of its callbacks; DENIED: it follows a file. */
static enum quire_result may_change(const struct quire_history *history) {
    return history->calls_out ? QUIRE_INVALID : api_history_fixed(history) ? QUIRE_DENIED : QUIRE_OK;
}

enum quire_result quire_history_set_limits(struct quire_history *history, uint64_t lines, uint64_t bytes) {
    enum quire_result result = may_change(history);
    if (result != QUIRE_OK)
        return result;
    qr_history_set_limits(&history->history, lines, bytes);
    history->at_cols = 0;
    api_history_commit(history);
    return QUIRE_OK;
}

enum quire_result quire_history_clear(struct quire_history *history) {
    enum quire_result result = may_change(history);
    if (result != QUIRE_OK)
        return result;
    qr_history_clear(&history->history);
    history->at_cols = 0;
    api_history_commit(history);
    return QUIRE_OK;
}

struct reporter {
    void (*report)(void *user, const char *text);
    void *user;
};

static void tell(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    const struct reporter *reporter = user;
    char text[80];
    snprintf(text, sizeof text, "history: %s: %zu %u", qr_history_rule_name(rule), page, (unsigned)entry);
    if (reporter->report)
        reporter->report(reporter->user, text);
}

size_t quire_history_verify(struct quire_history *history, void (*report)(void *user, const char *text), void *user) {
    struct reporter reporter = {report, user};
    struct qr_file_listener listener = {report, user};
    if (history->calls_out)
        return SIZE_MAX;
    history->calls_out = true;
    size_t breaches = qr_history_check(&history->history, tell, &reporter);
    breaches += qr_history_file_check(&history->history, &listener);
    history->calls_out = false;
    return breaches;
}
