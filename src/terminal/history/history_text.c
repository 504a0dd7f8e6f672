/* history_text.c - rows of text are cut into chunks, and appended. */
#include "history_text.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"

/* --- styles that were looked up lately ------------------------------------------------------------------------- */

static void forget(struct qr_text_memo *memo, const struct qr_history *history) {
    memset(memo->indices, 0, sizeof memo->indices);
    memset(memo->link_indices, 0, sizeof memo->link_indices);
    memo->vocabulary = history->vocabularies;
}

static void remember_style(struct qr_text_memo *memo, struct qr_style style, uint32_t index) {
    size_t slot = qr_text_memo_slot(style);
    memo->styles[slot] = style;
    memo->indices[slot] = index;
}

uint32_t qr_text_memo_look(struct qr_text_memo *memo, const struct qr_history *history, struct qr_style style) {
    if (memo->vocabulary != history->vocabularies)
        forget(memo, history);
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    uint32_t index = qr_style_set_lookup(sets.styles, &sets, &style);
    if (index != 0)
        remember_style(memo, style, index);
    return index;
}

struct qr_link_key qr_text_link_key(const struct qr_text_link *link, char text[QR_IMPLICIT_ID_MAX]) {
    struct qr_link_key key = {link->uri, link->id, link->uri_length, link->id_length};
    if (!link->id) {
        key.id = text;
        key.id_length = qr_implicit_id(link->number, text);
    }
    return key;
}

static enum quire_result link_index(struct qr_history *history, const struct qr_text_link *link, uint32_t *index) {
    char text[QR_IMPLICIT_ID_MAX];
    struct qr_link_key key = qr_text_link_key(link, text);
    return qr_history_link_index(history, &key, index);
}

/* By the end of the URI, which is what tells links apart. */
static size_t link_slot(const struct qr_text_link *link) {
    uint64_t word = 0;
    _Static_assert(QR_TEXT_LINKS == 16, "four bits choose a place");
    if (link->uri_length >= sizeof word)
        memcpy(&word, link->uri + link->uri_length - sizeof word, sizeof word);
    return (size_t)(word * UINT64_C(0x9E3779B97F4A7C15) >> 60);
}

static bool same_link(const struct qr_text_link *a, const struct qr_text_link *b) {
    return a->uri_length == b->uri_length && a->id_length == b->id_length &&
           memcmp(a->uri, b->uri, a->uri_length) == 0 && memcmp(a->id, b->id, a->id_length) == 0;
}

/* The same for one with an id of its own, asked for or remembered. */
static enum quire_result named_link_index(struct qr_text_memo *memo, struct qr_history *history,
                                          const struct qr_text_link *link, uint32_t *index) {
    size_t slot = link_slot(link);
    if (memo->vocabulary != history->vocabularies)
        forget(memo, history);
    if (memo->link_indices[slot] != 0 && same_link(&memo->links[slot], link)) {
        *index = memo->link_indices[slot];
        return QUIRE_OK;
    }
    enum quire_result result = link_index(history, link, index);
    memo->links[slot] = *link;
    memo->link_indices[slot] = result == QUIRE_OK ? *index : 0;
    return result;
}

/* The index of a style of the vocabulary, looked up and remembered. */
static enum quire_result remembered_index(struct qr_text_memo *memo, struct qr_history *history, struct qr_style style,
                                          uint32_t *index) {
    enum quire_result result = qr_history_style_add(history, style, index);
    if (memo->vocabulary != history->vocabularies)
        forget(memo, history);
    if (result == QUIRE_OK)
        remember_style(memo, style, *index);
    return result;
}

/* The index of a dress with a link, which becomes one of the vocabulary. One that is new there, as most are in a flood
 * of different ones, has no style yet: neither is there anything to be found, nor worth to be remembered. */
static enum quire_result linked_index(struct qr_text_memo *memo, struct qr_history *history,
                                      const struct qr_text_dress *dress, uint32_t *index) {
    struct qr_style style = dress->style;
    uint32_t link;
    enum quire_result result = dress->link.id ? named_link_index(memo, history, &dress->link, &link)
                                              : link_index(history, &dress->link, &link);
    if (result != QUIRE_OK)
        return result;
    qr_style_set_link(&style, link);
    if (qr_link_set_ref_count(qr_page_sets(&history->vocabulary).links, link) == 1)
        return qr_page_add_style(&history->vocabulary, style, index);
    *index = qr_text_memo_known(memo, history, style);
    return *index != 0 ? QUIRE_OK : remembered_index(memo, history, style, index);
}

enum quire_result qr_text_memo_add(struct qr_text_memo *memo, struct qr_history *history,
                                   const struct qr_text_dress *dress, uint32_t *index) {
    return qr_style_link(dress->style) != 0 ? linked_index(memo, history, dress, index)
                                            : remembered_index(memo, history, dress->style, index);
}

enum quire_result qr_text_memo_index(struct qr_text_memo *memo, struct qr_history *history,
                                     const struct qr_text_dress *dress, uint32_t *index) {
    *index = 0;
    if (qr_style_is_default(dress->style))
        return QUIRE_OK;
    if (qr_style_link(dress->style) == 0)
        *index = qr_text_memo_find(memo, history, dress->style);
    return *index != 0 ? QUIRE_OK : qr_text_memo_add(memo, history, dress, index);
}

/* --- chunks ---------------------------------------------------------------------------------------------------- */

static void begin_chunk(struct qr_text_row *row) {
    struct qr_chunk *chunk = &row->chunk;
    chunk->text_bytes = chunk->break_count = chunk->run_count = chunk->width = chunk->run_cells = 0;
    chunk->ascii = chunk->simple = true;
    chunk->wide = chunk->dressed = false;
    row->cells = row->run_count = 0;
}

static void put_chunk(struct qr_text_row *row) {
    if (!row->history)
        return;
    struct qr_chunk *chunk = &row->chunk;
    struct qr_chunk_styles styles = {.runs = row->runs, .run_count = row->run_count, .memo = &row->memo};
    if (!row->begun)
        row->result = qr_history_before_row(row->history, row->fresh);
    if (row->result == QUIRE_OK)
        row->result = qr_history_append_chunk(row->history, chunk, &styles, row->line, row->fresh && !row->begun);
    if (row->prompt && !row->begun && row->result == QUIRE_OK)
        qr_open_entries(row->history->open)[row->history->open->entries - 1].flags |= QR_LINE_PROMPT;
    row->begun = row->begun || row->result == QUIRE_OK;
}

/* Cells that have room in the chunk, at least one: a full chunk goes to history first, but only when more comes, for
 * its last cell may still be taken back until then. */
uint32_t qr_text_row_room(struct qr_text_row *row) {
    if (row->cells == QR_FREEZE_CELLS && row->result == QUIRE_OK) {
        put_chunk(row);
        if (row->result == QUIRE_OK && row->history)
            qr_history_after_row(row->history, true);
    }
    if (row->cells == QR_FREEZE_CELLS)
        begin_chunk(row);
    return QR_FREEZE_CELLS - row->cells;
}

/* Do they look the same, so far as is known before they are looked up? */
static bool same_dress(const struct qr_text_dress *a, const struct qr_text_dress *b) {
    return qr_style_equal(a->style, b->style) && (qr_style_link(a->style) == 0 || a->link.uri == b->link.uri);
}

static void add_styled(struct qr_text_row *row, uint32_t cells, const struct qr_text_dress *dress) {
    struct qr_chunk_run *last = row->runs + row->run_count;
    row->cells += cells;
    if (row->run_count > 0 && same_dress(&last[-1].dress, dress)) {
        last[-1].cells += cells;
        return;
    }
    last->dress.style = dress->style;
    if (qr_style_link(dress->style) != 0)
        last->dress.link = dress->link;
    last->cells = cells;
    row->run_count++;
    row->chunk.dressed = row->chunk.dressed || !qr_style_is_default(dress->style);
}

static void remember_last(struct qr_text_row *row, uint32_t bytes, uint32_t points, bool wide) {
    row->last_bytes = bytes;
    row->last_points = points;
    row->last_wide = wide;
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

void qr_text_row_init(struct qr_text_row *row, struct qr_history *history) {
    row->history = history;
    if (history)
        forget(&row->memo, history);
    row->chunk.plain = false;
}

void qr_text_row_begin(struct qr_text_row *row, uint64_t line, uint64_t time, bool fresh) {
    row->line = line;
    row->chunk.time = time;
    row->fresh = fresh;
    row->begun = row->prompt = false;
    row->result = QUIRE_OK;
    begin_chunk(row);
}

void qr_text_row_ascii(struct qr_text_row *row, const uint8_t *bytes, uint32_t count,
                       const struct qr_text_dress *dress) {
    struct qr_chunk *chunk = &row->chunk;
    while (count > 0) {
        uint32_t step = qr_min_u32(count, qr_text_row_room(row));
        memcpy(chunk->text + chunk->text_bytes, bytes, step);
        chunk->text_bytes += step;
        chunk->width += step;
        qr_chunk_add_break(chunk, step, 1, false);
        add_styled(row, step, dress);
        bytes += step;
        count -= step;
    }
    remember_last(row, 1, 1, false);
}

void qr_text_row_blanks(struct qr_text_row *row, uint32_t count, const struct qr_text_dress *dress) {
    static const uint8_t blanks[] = "                                ";
    while (count > 0) {
        uint32_t step = qr_min_u32(count, sizeof blanks - 1);
        qr_text_row_ascii(row, blanks, step, dress);
        count -= step;
    }
}

void qr_text_row_piece(struct qr_text_row *row, const struct qr_text_piece *piece, const struct qr_text_dress *dress) {
    struct qr_chunk *chunk = &row->chunk;
    memcpy(chunk->text + chunk->text_bytes, piece->text, piece->bytes);
    chunk->text_bytes += piece->bytes;
    chunk->width += piece->columns;
    chunk->ascii = chunk->ascii && piece->bytes == piece->cells;
    chunk->wide = chunk->wide || piece->columns > piece->cells;
    for (uint32_t i = 0; i < piece->break_count; i++) {
        uint16_t word = piece->breaks[i];
        qr_chunk_add_break(chunk, (word >> 8) + 1u, word & 0x7Fu, (word & 0x80u) != 0);
    }
    add_styled(row, piece->cells, dress);
    remember_last(row, piece->last_bytes, piece->last_points, piece->last_wide);
}

void qr_text_row_points(struct qr_text_row *row, const uint32_t *points, uint32_t count, bool wide,
                        const struct qr_text_dress *dress) {
    struct qr_chunk *chunk = &row->chunk;
    uint32_t bytes = 0;
    while (count > 0) {
        uint32_t step = qr_min_u32(count, qr_text_row_room(row));
        uint8_t *to = chunk->text + chunk->text_bytes;
        for (uint32_t i = 0; i < step; i++) {
            bytes = qr_utf8_put(to, points[i]);
            to += bytes;
        }
        uint32_t put = (uint32_t)(to - (chunk->text + chunk->text_bytes));
        chunk->ascii = chunk->ascii && put == step && !wide;
        chunk->text_bytes += put;
        chunk->width += wide ? 2 * step : step;
        chunk->wide = chunk->wide || wide;
        qr_chunk_add_break(chunk, step, 1, wide);
        add_styled(row, step, dress);
        points += step;
        count -= step;
    }
    remember_last(row, bytes, 1, wide);
}

/* --- the last cell --------------------------------------------------------------------------------------------- */

uint32_t qr_text_row_last(const struct qr_text_row *row, uint32_t points[QUIRE_CLUSTER_MAX]) {
    const uint8_t *at = row->chunk.text + row->chunk.text_bytes - row->last_bytes;
    for (uint32_t i = 0; i < row->last_points; i++)
        points[i] = qr_utf8_take(&at);
    return row->last_points;
}

/* Takes the last cell out of the breaks; its text stays. */
static void take_break(struct qr_chunk *chunk) {
    uint16_t *last = &chunk->breaks[chunk->break_count - 1];
    if (*last >> 8 > 0)
        *last = (uint16_t)(*last - 256);
    else
        chunk->break_count--;
}

/* What a chunk says of all its cells, from its breaks and text: after a cell was taken away, or changed. */
static void sum_up(struct qr_chunk *chunk) {
    uint32_t cells = 0;
    chunk->simple = true;
    chunk->wide = false;
    for (uint32_t i = 0; i < chunk->break_count; i++) {
        chunk->simple = chunk->simple && (chunk->breaks[i] & 255) == 1;
        chunk->wide = chunk->wide || (chunk->breaks[i] & 0x80) != 0;
        cells += (chunk->breaks[i] >> 8) + 1u;
    }
    chunk->ascii = chunk->simple && chunk->text_bytes == cells;
}

void qr_text_row_join(struct qr_text_row *row, uint32_t point, bool wide) {
    struct qr_chunk *chunk = &row->chunk;
    qr_assert(row->cells > 0);
    uint32_t bytes = qr_utf8_put(chunk->text + chunk->text_bytes, point);
    bool was_wide = row->last_wide;
    take_break(chunk);
    chunk->text_bytes += bytes;
    chunk->width = chunk->width + (wide ? 2u : 1u) - (was_wide ? 2u : 1u);
    remember_last(row, row->last_bytes + bytes, row->last_points + 1, wide);
    qr_chunk_add_break(chunk, 1, row->last_points, wide);
    chunk->ascii = false;
    chunk->wide = chunk->wide || wide;
    if (was_wide && !wide)
        sum_up(chunk);
}

struct qr_text_dress qr_text_row_take_last(struct qr_text_row *row) {
    struct qr_chunk *chunk = &row->chunk;
    struct qr_chunk_run *run = &row->runs[row->run_count - 1];
    struct qr_text_dress dress = run->dress;
    qr_assert(row->cells > 0);
    take_break(chunk);
    chunk->text_bytes -= row->last_bytes;
    chunk->width -= row->last_wide ? 2u : 1u;
    row->cells--;
    if (--run->cells == 0)
        row->run_count--;
    sum_up(chunk);
    return dress;
}

void qr_text_row_cluster(struct qr_text_row *row, const uint32_t *points, uint32_t count, bool wide,
                         const struct qr_text_dress *dress) {
    qr_text_row_points(row, points, 1, wide, dress);
    for (uint32_t i = 1; i < count; i++)
        qr_text_row_join(row, points[i], wide);
}

/* --- the end --------------------------------------------------------------------------------------------------- */

enum quire_result qr_text_row_end(struct qr_text_row *row, bool wrapped) {
    if (row->result == QUIRE_OK && (row->cells > 0 || !row->begun))
        put_chunk(row);
    if (row->result != QUIRE_OK || !row->history)
        return row->result;
    qr_history_after_row(row->history, wrapped);
    bool lost = row->chunk.plain;
    row->chunk.plain = false;
    return lost ? QUIRE_OUT_OF_STYLES : QUIRE_OK;
}
