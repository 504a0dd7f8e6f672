/* api_search.c - quire/search.h. */
#include <quire/search.h>

#include "api.h"
#include "api_options.h"
#include "api_page.h"
#include "rows.h"
#include "search.h"
#include "utf8.h"

static enum quire_result check_text(const char *text, size_t length) {
    if (length > QUIRE_SEARCH_TEXT_MAX)
        return QUIRE_LIMIT;
    return text && length > 0 && qr_utf8_is_text(text, length) ? QUIRE_OK : QUIRE_INVALID;
}

static enum quire_result check_match(const struct quire_search_options *options) {
    if (options->text || options->length > 0)
        return QUIRE_INVALID;
    if (options->required_length == 0)
        return options->flags & QUIRE_SEARCH_IGNORE_CASE ? QUIRE_INVALID : QUIRE_OK;
    return check_text(options->required, options->required_length);
}

/* Into `options`, what the host gave, if it is sound. */
static enum quire_result take_options(struct quire_search_options *options, const struct quire_search_options *given,
                                      quire_search_function *found) {
    uint32_t known = QUIRE_SEARCH_IGNORE_CASE | QUIRE_SEARCH_BACKWARD;
    *options = (struct quire_search_options)QUIRE_SEARCH_OPTIONS_INIT;
    if (!found || !QR_TAKE(*options, given) || (options->flags & ~known) != 0)
        return QUIRE_INVALID;
    if (options->match)
        return check_match(options);
    return options->required_length > 0 ? QUIRE_INVALID : check_text(options->text, options->length);
}

/* Searches, and says when a page of history could not be read and had to be left out. */
static enum quire_result search(const struct qr_history *history, const struct qr_search_screen *screen,
                                const struct quire_search_options *options, uint64_t budget, struct quire_place *next,
                                quire_search_function *found, void *user) {
    uint64_t failures = qr_history_failures(history);
    enum quire_result result = qr_search(history, screen, options, budget, next, found, user);
    return result == QUIRE_OK ? qr_history_trouble_since(history, failures) : result;
}

enum quire_result quire_search_history(struct quire_history *history, const struct quire_search_options *options,
                                       quire_search_function *found, void *user) {
    struct quire_search_options own;
    enum quire_result result = history->calls_out ? QUIRE_INVALID : take_options(&own, options, found);
    if (result != QUIRE_OK)
        return result;
    history->calls_out = true;
    struct quire_place next;
    result = search(&history->history, NULL, &own, UINT64_MAX, &next, found, user);
    history->calls_out = false;
    return result;
}

enum quire_result quire_search_terminal(struct quire_terminal *terminal, const struct quire_search_options *options,
                                        quire_search_function *found, void *user) {
    struct quire_place next;
    return quire_search_terminal_some(terminal, options, UINT64_MAX, &next, found, user);
}

enum quire_result quire_search_terminal_some(struct quire_terminal *terminal,
                                             const struct quire_search_options *options, uint64_t budget,
                                             struct quire_place *next, quire_search_function *found, void *user) {
    struct qr_engine *engine = api_engine(terminal);
    struct quire_search_options own;
    struct qr_history frozen, nothing;
    enum quire_result result = next && api_may_change(terminal) ? take_options(&own, options, found) : QUIRE_INVALID;
    if (result == QUIRE_OK)
        result = qr_search_freeze(engine, &frozen);
    if (result != QUIRE_OK)
        return result;
    qr_history_init(&nothing, qr_engine_allocator(engine), 0, 0, 0);
    const struct qr_history *history = qr_is_alternate(engine) ? &nothing : qr_engine_history_const(engine);
    const struct qr_page *page = qr_shown_page(engine);
    struct qr_search_screen screen = {page, &frozen, qr_history_goes_on(history, qr_page_row(page, 0)->line)};
    bool before = qr_call_out(engine);
    result = search(history, &screen, &own, budget, next, found, user);
    qr_call_ended(engine, before);
    qr_history_finish(&frozen);
    return result;
}

enum quire_result quire_search_show(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t line,
                                    uint64_t column) {
    struct qr_engine *engine = api_engine(terminal);
    struct qr_rows rows;
    uint64_t index, total;
    uint32_t x;
    enum quire_result result = api_may_change(terminal) ? qr_rows_open(&rows, engine) : QUIRE_INVALID;
    if (result != QUIRE_OK)
        return result;
    bool found = qr_rows_find(&rows, (struct qr_position){line, column}, &index, &x);
    uint64_t history = rows.history, height = qr_rows(engine);
    qr_rows_close(&rows);
    if (!found)
        return QUIRE_NOT_FOUND;
    uint64_t top = history - qr_frame_offset(api_frame(frame), engine, &total);
    if (index >= top && index < top + height)
        return QUIRE_OK;
    top = index > height / 2 ? index - height / 2 : 0;
    qr_frame_scroll_to(api_frame(frame), engine, top < history ? history - top : 0);
    return QUIRE_OK;
}
