/* api_push.c - a host's own cells into a history, without a page between: runs of a style become text (history_text.h).
 */
#include <quire/history.h>

#include "api_cells.h"
#include "qr_memory.h"

/* Rows that are being pushed. */
struct pushing {
    struct quire_history *history;
    const struct quire_page *styles;
    struct qr_text_row *text;
    uint32_t style; /* what dress is of */
    struct qr_text_dress dress;
};

static void dress_as(struct pushing *pushing, uint32_t style) {
    pushing->style = style;
    pushing->dress = (struct qr_text_dress){.style = {0, 0}};
    if (style == 0)
        return;
    pushing->dress.style = qr_page_style(&pushing->styles->page, style);
    uint32_t link = qr_style_link(pushing->dress.style);
    if (link == 0)
        return;
    struct qr_sets sets = qr_page_sets(&pushing->styles->page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    pushing->dress.link = (struct qr_text_link){key.uri, key.id, (uint32_t)key.uri_length, (uint32_t)key.id_length, 0};
}

/* Plain cells of one style from x on, before `end`, as bytes; so many of them, `most` at most. */
static uint32_t plain_run(const struct quire_cells *cells, uint32_t x, uint32_t end, uint8_t *bytes, uint32_t most) {
    const char *at = (const char *)api_cell(cells, x);
    const size_t step = cells->cell_size;
    uint32_t count = 0, style = api_cell(cells, x)->style;
    end = end - x < most ? end - x : most;
    for (; count < end; count++, at += step) {
        const struct quire_page_cell *cell = (const struct quire_page_cell *)(const void *)at;
        if (!api_cell_is_plain(cell) || cell->style != style)
            break;
        bytes[count] = cell->character != 0 ? (uint8_t)cell->character : ' ';
    }
    return count;
}

/* Puts what begins at x; returns its columns, 0: it is no cell. */
static uint32_t put_cell(struct pushing *pushing, const struct quire_cells *cells, uint32_t x) {
    uint32_t columns = api_cell_columns(cells, x, pushing->styles), count;
    const uint32_t *text = api_cell_text(api_cell(cells, x), &count);
    if (columns > 0)
        qr_text_row_cluster(pushing->text, text, count, columns == 2, &pushing->dress);
    return columns;
}

/* Columns up to the blanks at the end, which a line does not keep. */
static uint32_t content_end(const struct quire_cells *cells) {
    uint32_t end = cells->count;
    for (; end > 0 && !cells->wrapped; end--) {
        const struct quire_page_cell *cell = api_cell(cells, end - 1);
        bool blank = cell->character == 0 || (cells->trim && cell->character == ' ');
        if (!blank || cell->style != 0 || cell->width != 1 || cell->cluster_length != 0)
            break;
    }
    return end;
}

/* False: a cell is none. */
static bool put_cells(struct pushing *pushing, const struct quire_cells *cells) {
    uint8_t bytes[QR_FREEZE_CELLS];
    for (uint32_t x = 0, end = content_end(cells), run; x < end; x += run) {
        uint32_t style = api_cell(cells, x)->style;
        if (!api_style_living(pushing->styles, style))
            return false;
        if (style != pushing->style)
            dress_as(pushing, style);
        run = plain_run(cells, x, end, bytes, sizeof bytes);
        if (run > 0)
            qr_text_row_ascii(pushing->text, bytes, run, &pushing->dress);
        else
            run = put_cell(pushing, cells, x);
        if (run == 0)
            return false;
    }
    return true;
}

static enum quire_result push_row(struct pushing *pushing, const void *given) {
    struct quire_cells own;
    const struct quire_cells *row = &own;
    if (!api_cells_take(&own, given))
        return QUIRE_INVALID;
    struct api_push push = api_push_begin(pushing->history);
    qr_text_row_begin(pushing->text, push.line, row->time, !push.continues);
    pushing->text->prompt = row->prompt;
    enum quire_result result = put_cells(pushing, row) ? qr_text_row_end(pushing->text, row->wrapped) : QUIRE_INVALID;
    return api_push_end(pushing->history, &push, result);
}

/* What rows are put together in; links that it remembers lie in the page of an earlier call. */
static struct qr_text_row *text_of(struct quire_history *history) {
    if (!history->text) {
        history->text = qr_alloc_zeroed(&history->history.allocator, sizeof *history->text);
        if (history->text)
            qr_text_row_init(history->text, &history->history);
    }
    if (history->text)
        memset(history->text->memo.link_indices, 0, sizeof history->text->memo.link_indices);
    return history->text;
}

enum quire_result quire_history_push_cells(struct quire_history *history, const struct quire_page *styles,
                                           const struct quire_cells *rows, size_t count, size_t *pushed) {
    if (!pushed || (!rows && count > 0) || history->calls_out)
        return QUIRE_INVALID;
    if (api_history_fixed(history))
        return QUIRE_DENIED;
    struct pushing pushing = {.history = history, .styles = styles, .text = text_of(history)};
    enum quire_result result = pushing.text ? QUIRE_OK : QUIRE_OUT_OF_MEMORY;
    size_t done = 0;
    for (; result == QUIRE_OK && done < count; done += result == QUIRE_OK) {
        result = push_row(&pushing, (const char *)rows + done * rows->size); /* of the host's version */
        if (result == QUIRE_OK)
            qr_history_trim(&history->history);
    }
    if (done > 0)
        api_history_commit(history);
    *pushed = done;
    return result;
}
