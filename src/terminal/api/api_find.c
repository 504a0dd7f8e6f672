/* api_find.c - quire/find.h. */
#include <quire/find.h>

#include <quire/limits.h>

#include "api_options.h"
#include "api_place.h"
#include "find.h"

enum { ATTRIBUTES = 2 * QUIRE_ATTR_OVERLINE - 1, UNDERLINES = (2 << QUIRE_UNDERLINE_DASHED) - 1 };

static bool is_color(const struct quire_color *color) {
    return !color || qr_color_sound(*color);
}

/* Into `options`, what the host gave, if it is sound. */
static enum quire_result take_options(struct quire_find_options *options, const struct quire_find_options *given) {
    *options = (struct quire_find_options)QUIRE_FIND_OPTIONS_INIT;
    if (!QR_TAKE(*options, given) || ((options->attributes | options->without) & ~(uint32_t)ATTRIBUTES) != 0 ||
        (options->underlines & ~(uint32_t)UNDERLINES) != 0 || !is_color(options->foreground) ||
        !is_color(options->background) || !is_color(options->underline_color))
        return QUIRE_INVALID;
    if ((options->until > 0 && options->until < options->since) || (!options->uri && options->uri_length > 0))
        return QUIRE_INVALID;
    return options->uri_length > QUIRE_SEARCH_TEXT_MAX ? QUIRE_LIMIT : QUIRE_OK;
}

enum quire_result quire_find_spans(struct quire_terminal *terminal, const struct quire_find_options *options,
                                   quire_find_function *found, void *user) {
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct quire_find_options taken;
    struct qr_text_span span;
    struct qr_rows rows;
    enum quire_result result = found ? take_options(&taken, options) : QUIRE_INVALID;
    if (result != QUIRE_OK)
        return result;
    result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK)
        result = qr_range_or_all(&rows, taken.within, &span);
    if (result == QUIRE_OK) {
        bool before = qr_call_out(api_engine(terminal));
        qr_find_spans(&rows, &span, &taken, found, user);
        qr_call_ended(api_engine(terminal), before);
        result = qr_history_trouble_since(history, failures);
    }
    qr_rows_close(&rows);
    return result;
}
