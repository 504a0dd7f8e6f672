/* api_page.c - quire/page.h but writing: arguments are checked, converted, and handed down. */
#include <quire/page.h>

#include <stdio.h>
#include <string.h>

#include "api_options.h"
#include "api_page.h"
#include "api_style.h"
#include "qr_arith.h"
#include "qr_memory.h"
#include "qr_random.h"

/* --- life ------------------------------------------------------------------------------------------------------ */

/* A handle around a page, which is destroyed when there is no memory for it. */
static enum quire_result wrap(struct qr_page *page, struct quire_page **out) {
    struct quire_page *made = qr_alloc_zeroed(&page->allocator, sizeof *made);
    if (!made) {
        qr_page_destroy(page);
        return QUIRE_OUT_OF_MEMORY;
    }
    made->page = *page;
    *out = made;
    return QUIRE_OK;
}

enum quire_result quire_page_create(const struct quire_page_options *options, struct quire_page **page) {
    struct quire_page_options own = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_allocator allocator;
    if (!page || !QR_TAKE(own, options) || !api_take_allocator(&allocator, own.allocator))
        return QUIRE_INVALID;
    struct qr_page_capacity capacity = qr_page_default_capacity();
    struct qr_page made;
    enum quire_result result =
        qr_page_create(&made, &allocator, own.cols, own.rows, &capacity, qr_seed_or_random(own.seed));
    return result == QUIRE_OK ? wrap(&made, page) : result;
}

void quire_page_destroy(struct quire_page *page) {
    if (!page)
        return;
    struct quire_allocator allocator = page->page.allocator;
    qr_page_destroy(&page->page);
    qr_free(&allocator, page->held, page->held_capacity * sizeof *page->held);
    qr_free(&allocator, page, sizeof *page);
}

enum quire_result quire_page_get_info(const struct quire_page *page, struct quire_page_info *info) {
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    qr_sized_give(info, &(struct quire_page_info){sizeof *info, qr_page_cols(&page->page), qr_page_rows(&page->page),
                                                  page->page.size});
    return QUIRE_OK;
}

/* --- styles ---------------------------------------------------------------------------------------------------- */

static enum quire_result check_spec(const struct quire_style_spec *spec) {
    if (!api_style_sound(spec) || (!spec->link && spec->link_length > 0) ||
        (!spec->link_id && spec->link_id_length > 0))
        return QUIRE_INVALID;
    return spec->link_length > QUIRE_LINK_URI_MAX || spec->link_id_length > QUIRE_LINK_ID_MAX ? QUIRE_LIMIT : QUIRE_OK;
}

/* Counts one more reference of the host, which the page has taken already; gives it back if it cannot. */
static enum quire_result hold(struct quire_page *page, uint32_t style) {
    enum quire_result result = QUIRE_OK;
    void *held = page->held;
    if (style == 0)
        return QUIRE_OK;
    if (!qr_grow(&page->page.allocator, &held, &page->held_capacity, (size_t)style + 1, sizeof *page->held))
        result = QUIRE_OUT_OF_MEMORY;
    page->held = held;
    if (result == QUIRE_OK && page->held[style] >= QUIRE_STYLE_HELD_MAX)
        result = QUIRE_OVERFLOW;
    if (result == QUIRE_OK)
        page->held[style]++;
    else
        qr_page_release_style(&page->page, style, 1);
    return result;
}

static enum quire_result add_style(struct quire_page *page, const struct quire_style_spec *spec, uint32_t *style) {
    uint32_t link = 0, id = 0;
    struct qr_style value = api_style_of(spec);
    enum quire_result result = QUIRE_OK;
    if (spec->link_length > 0) {
        struct qr_link_key key = {spec->link, spec->link_id_length ? spec->link_id : "", spec->link_length,
                                  spec->link_id_length};
        result = qr_page_add_link(&page->page, &key, &link);
        if (result != QUIRE_OK)
            return result;
        qr_style_set_link(&value, link);
    }
    result = qr_page_add_style(&page->page, value, &id);
    qr_page_release_link(&page->page, link);
    if (result == QUIRE_OK)
        result = hold(page, id);
    if (result == QUIRE_OK)
        *style = id;
    return result;
}

enum quire_result quire_page_add_style(struct quire_page *page, const struct quire_style_spec *spec, uint32_t *style) {
    struct quire_style_spec own = QUIRE_STYLE_SPEC_INIT;
    enum quire_result result = style && QR_TAKE(own, spec) ? check_spec(&own) : QUIRE_INVALID;
    return result == QUIRE_OK ? add_style(page, &own, style) : result;
}

enum quire_result quire_page_use_style(struct quire_page *page, uint32_t style) {
    if (!api_style_living(page, style))
        return QUIRE_INVALID;
    qr_page_use_style(&page->page, style, 1);
    return hold(page, style);
}

enum quire_result quire_page_release_style(struct quire_page *page, uint32_t style) {
    if (!api_style_held(page, style))
        return QUIRE_INVALID;
    qr_page_release_style(&page->page, style, 1);
    if (style != 0)
        page->held[style]--;
    return QUIRE_OK;
}

enum quire_result quire_page_style(const struct quire_page *page, uint32_t style, struct quire_style_spec *spec) {
    if (!QR_SOUND(spec) || !api_style_living(page, style))
        return QUIRE_INVALID;
    struct qr_style value = qr_page_style(&page->page, style);
    struct quire_style_spec own = QUIRE_STYLE_SPEC_INIT;
    api_style_tell(&own, value);
    if (qr_style_link(value) != 0) {
        struct qr_sets sets = qr_page_sets(&page->page);
        struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, qr_style_link(value)));
        own.link = key.uri;
        own.link_length = key.uri_length;
        own.link_id = key.id_length ? key.id : NULL;
        own.link_id_length = key.id_length;
    }
    qr_sized_give(spec, &own);
    return QUIRE_OK;
}

/* --- cells and rows -------------------------------------------------------------------------------------------- */

static struct qr_cell blank_of(uint32_t style) {
    return qr_cell_with_style((struct qr_cell){0}, style);
}

static bool span_sound(const struct quire_page *page, uint32_t row, uint32_t from, uint32_t to) {
    return api_row_exists(page, row) && from <= to && to <= qr_page_cols(&page->page);
}

enum quire_result quire_page_clear(struct quire_page *page, uint32_t row, uint32_t from, uint32_t to, uint32_t style) {
    if (!span_sound(page, row, from, to) || !api_style_held(page, style))
        return QUIRE_INVALID;
    qr_page_clear(&page->page, row, from, to, blank_of(style));
    return QUIRE_OK;
}

enum quire_result quire_page_shift(struct quire_page *page, uint32_t row, uint32_t from, uint32_t to, int32_t count,
                                   uint32_t style) {
    if (!span_sound(page, row, from, to) || !api_style_held(page, style))
        return QUIRE_INVALID;
    int32_t width = (int32_t)(to - from);
    if (from < to)
        qr_page_shift(&page->page, row, from, to, count < -width ? -width : count, blank_of(style));
    return QUIRE_OK;
}

/* Scrolls up with a history: a row at a time, so that each has either gone there or stayed. */
static enum quire_result scroll_into(struct quire_page *page, uint32_t top, uint32_t bottom, uint32_t count,
                                     uint32_t style, struct quire_history *history, uint32_t *scrolled) {
    for (; *scrolled < count; ++*scrolled) {
        enum quire_result result = quire_history_push(history, page, top);
        if (result != QUIRE_OK)
            return result;
        qr_page_scroll(&page->page, top, bottom, 1, blank_of(style));
    }
    return QUIRE_OK;
}

enum quire_result quire_page_scroll(struct quire_page *page, uint32_t top, uint32_t bottom, int32_t count,
                                    uint32_t style, struct quire_history *history, uint32_t *scrolled) {
    uint32_t done = 0;
    if (top > bottom || bottom > qr_page_rows(&page->page) || !api_style_held(page, style))
        return QUIRE_INVALID;
    int32_t height = (int32_t)(bottom - top);
    count = count > height ? height : count < -height ? -height : count;
    enum quire_result result = QUIRE_OK;
    if (count > 0 && history) {
        result = scroll_into(page, top, bottom, (uint32_t)count, style, history, &done);
    } else {
        qr_page_scroll(&page->page, top, bottom, count, blank_of(style));
        done = (uint32_t)(count < 0 ? -count : count);
    }
    if (scrolled)
        *scrolled = done;
    return result;
}

enum quire_result quire_page_set_wrapped(struct quire_page *page, uint32_t row, bool wrapped) {
    if (!api_row_exists(page, row))
        return QUIRE_INVALID;
    qr_page_set_wrapped(&page->page, row, wrapped);
    return QUIRE_OK;
}

bool quire_page_wrapped(const struct quire_page *page, uint32_t row) {
    return api_row_exists(page, row) && qr_page_row(&page->page, row)->flags & QR_ROW_WRAPPED;
}

enum quire_result quire_page_set_prompt(struct quire_page *page, uint32_t row, bool prompt) {
    if (!api_row_exists(page, row))
        return QUIRE_INVALID;
    struct qr_row *at = qr_page_row(&page->page, row);
    at->flags = (uint16_t)((at->flags & ~QR_ROW_PROMPT) | (prompt ? QR_ROW_PROMPT : 0));
    qr_page_touch(&page->page, at);
    return QUIRE_OK;
}

bool quire_page_prompt(const struct quire_page *page, uint32_t row) {
    return api_row_exists(page, row) && qr_page_row(&page->page, row)->flags & QR_ROW_PROMPT;
}

void quire_page_set_time(struct quire_page *page, uint64_t milliseconds) {
    page->page.block->now = milliseconds;
}

uint64_t quire_page_time(const struct quire_page *page, uint32_t row) {
    return api_row_exists(page, row) ? qr_page_row(&page->page, row)->time : 0;
}

uint64_t quire_page_row_version(const struct quire_page *page, uint32_t row) {
    return api_row_exists(page, row) ? qr_page_row(&page->page, row)->version : 0;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

uint32_t quire_page_row(const struct quire_page *page, uint32_t row, struct quire_page_cell *cells, uint32_t capacity) {
    static const uint8_t widths[] = {[QR_NARROW] = 1, [QR_WIDE] = 2, [QR_TAIL] = 0, [QR_SPACER] = 1};
    if (!api_row_exists(page, row) || (!cells && capacity > 0))
        return 0;
    const struct qr_cell *source = qr_page_cells(&page->page, qr_page_row(&page->page, row));
    uint32_t cols = qr_page_cols(&page->page), single, count;
    for (uint32_t x = 0; x < cols && x < capacity; x++) {
        const uint32_t *text = qr_page_cell_text(&page->page, source[x], &single, &count);
        cells[x] = (struct quire_page_cell){.character = count ? text[0] : 0,
                                            .style = qr_cell_style(source[x]),
                                            .width = widths[qr_cell_width(source[x])]};
        if (count > 1) {
            cells[x].cluster = text;
            cells[x].cluster_length = count;
        }
    }
    return cols;
}

enum quire_result quire_page_get_run(const struct quire_page *page, uint32_t row, uint32_t col,
                                     struct quire_page_run *run) {
    if (!run || !span_sound(page, row, col, qr_page_cols(&page->page)))
        return QUIRE_INVALID;
    const struct qr_row *entry = qr_page_row(&page->page, row);
    const struct qr_cell *cells = qr_page_cells(&page->page, entry);
    uint32_t length = entry->length, end;
    while (length > 0 && (cells[length - 1].bits == 0 || qr_cell_width(cells[length - 1]) == QR_SPACER))
        length--;
    if (col >= length)
        return QUIRE_NOT_FOUND;
    for (end = col + 1; end < length && qr_cell_style(cells[end]) == qr_cell_style(cells[col]);)
        end++;
    *run = (struct quire_page_run){col, end - col, qr_cell_style(cells[col])};
    return QUIRE_OK;
}

/* The UTF-8 of one cell; `to` has room for QR_CELL_BYTES_MAX. */
static uint32_t cell_bytes(const struct qr_page *page, struct qr_cell cell, uint8_t *to) {
    uint32_t single, count, bytes = 0;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    if (qr_cell_width(cell) == QR_TAIL || qr_cell_width(cell) == QR_SPACER)
        return 0;
    if (count == 0)
        to[bytes++] = ' ';
    for (uint32_t i = 0; i < count; i++)
        bytes += qr_utf8_put(to + bytes, text[i]);
    return bytes;
}

enum quire_result quire_page_text(const struct quire_page *page, uint32_t row, uint32_t from, uint32_t to, char *buffer,
                                  size_t capacity, size_t *length) {
    uint8_t bytes[QR_CELL_BYTES_MAX];
    if (!length || (!buffer && capacity > 0) || !span_sound(page, row, from, to))
        return QUIRE_INVALID;
    const struct qr_cell *cells = qr_page_cells(&page->page, qr_page_row(&page->page, row));
    size_t size = 0, written = 0;
    for (uint32_t x = from; x < to; x++)
        size += cell_bytes(&page->page, cells[x], bytes);
    *length = size;
    if (size > capacity)
        return QUIRE_NO_SPACE;
    for (uint32_t x = from; x < to; x++) {
        uint32_t count = cell_bytes(&page->page, cells[x], bytes);
        if (count > 0)
            memcpy(buffer + written, bytes, count);
        written += count;
    }
    return QUIRE_OK;
}

/* --- snapshots ------------------------------------------------------------------------------------------------- */

static void copy_piece(void *user, const void *bytes, size_t length) {
    char **to = user;
    memcpy(*to, bytes, length);
    *to += length;
}

enum quire_result quire_page_snapshot(const struct quire_page *page, void *buffer, size_t capacity, size_t *length) {
    char *to = buffer;
    if (!length || (!buffer && capacity > 0))
        return QUIRE_INVALID;
    *length = page->page.size;
    if (capacity < page->page.size)
        return QUIRE_NO_SPACE;
    qr_page_store(&page->page, copy_piece, &to);
    return QUIRE_OK;
}

/* References of styles that no cell has must be the host's. `counts`: by style id, what cells have. */
static uint32_t first_miscounted(const struct quire_page *page, const uint32_t *counts, bool any_held) {
    struct qr_sets sets = qr_page_sets(&page->page);
    for (uint32_t id = 1; id < qr_page_style_ids(&page->page); id++) {
        uint32_t references = qr_style_set_ref_count(sets.styles, id);
        uint32_t held = id < page->held_capacity ? page->held[id] : 0;
        bool sound = any_held ? references >= counts[id] && references - counts[id] <= QUIRE_STYLE_HELD_MAX
                              : references == counts[id] + held;
        if (!sound)
            return id;
    }
    return 0;
}

/* What is not the cells' was held by the host of the page that the snapshot was made of. */
static enum quire_result restore_held(struct quire_page *page) {
    struct qr_sets sets = qr_page_sets(&page->page);
    uint32_t ids = qr_page_style_ids(&page->page);
    void *held = NULL;
    if (!qr_grow(&page->page.allocator, &held, &page->held_capacity, ids, sizeof *page->held))
        return QUIRE_OUT_OF_MEMORY;
    page->held = held;
    qr_page_count_styles(&page->page, page->held);
    if (first_miscounted(page, page->held, true) != 0)
        return QUIRE_CORRUPT;
    page->held[0] = 0;
    for (uint32_t id = 1; id < ids; id++)
        page->held[id] = qr_style_set_ref_count(sets.styles, id) - page->held[id];
    return QUIRE_OK;
}

enum quire_result quire_page_open(const void *bytes, size_t length, const struct quire_allocator *given,
                                  struct quire_page **page) {
    if (!page || (!bytes && length > 0))
        return QUIRE_INVALID;
    struct quire_allocator allocator;
    struct qr_page opened;
    struct quire_page *made;
    static const struct qr_page_holders host = {.any_styles = true}; /* restore_held asks about them */
    if (!api_take_allocator(&allocator, given))
        return QUIRE_INVALID;
    enum quire_result result = qr_page_open(&opened, &allocator, bytes, length, &host, NULL, NULL);
    if (result == QUIRE_OK)
        result = wrap(&opened, &made);
    if (result != QUIRE_OK)
        return result;
    result = restore_held(made);
    if (result == QUIRE_OK)
        *page = made;
    else
        quire_page_destroy(made);
    return result;
}

/* --- check ----------------------------------------------------------------------------------------------------- */

struct reporter {
    void (*report)(void *user, const char *text);
    void *user;
    size_t breaches;
};

static void tell(void *user, enum qr_page_rule rule, uint32_t where) {
    struct reporter *reporter = user;
    char text[64];
    reporter->breaches++;
    snprintf(text, sizeof text, "page: %s: %u", qr_page_rule_name(rule), (unsigned)where);
    if (reporter->report)
        reporter->report(reporter->user, text);
}

size_t quire_page_verify(const struct quire_page *page, quire_verify_report *report, void *user) {
    static const struct qr_page_holders host = {.any_styles = true}; /* what the host holds is known here */
    struct reporter reporter = {report, user, 0};
    if (qr_page_check(&page->page, &host, tell, &reporter) == SIZE_MAX)
        return SIZE_MAX;
    if (reporter.breaches > 0)
        return reporter.breaches;
    size_t bytes = qr_page_style_ids(&page->page) * sizeof(uint32_t);
    uint32_t *counts = qr_alloc_zeroed(&page->page.allocator, bytes);
    if (!counts)
        return SIZE_MAX;
    qr_page_count_styles(&page->page, counts);
    uint32_t wrong = first_miscounted(page, counts, false);
    if (wrong != 0)
        tell(&reporter, QR_PAGE_RULE_STYLE_COUNT, wrong);
    qr_free(&page->page.allocator, counts, bytes);
    return reporter.breaches;
}
