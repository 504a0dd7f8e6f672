/* history_append.c - freezing: the areas of the open page, and rows that come to its end. */
#include "history_chunk.h"

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"

static size_t areas_size(void) {
    return sizeof(struct qr_open) + QR_OPEN_ENTRIES_MAX * sizeof(struct qr_entry) +
           QR_OPEN_WORDS_MAX * sizeof(uint16_t) + QR_OPEN_TEXT_MAX + 1;
}

struct qr_entry *qr_open_entries(const struct qr_open *open) {
    return (struct qr_entry *)((uintptr_t)open + sizeof *open);
}

uint16_t *qr_open_words(const struct qr_open *open) {
    return (uint16_t *)((uintptr_t)open + sizeof *open + QR_OPEN_ENTRIES_MAX * sizeof(struct qr_entry));
}

uint8_t *qr_open_text(const struct qr_open *open) {
    return (uint8_t *)qr_open_words(open) + QR_OPEN_WORDS_MAX * sizeof(uint16_t);
}

enum quire_result qr_history_ensure_open(struct qr_history *history) {
    if (history->open)
        return QUIRE_OK;
    size_t size = areas_size();
    struct qr_open *open = qr_block_alloc(&history->allocator, &size);
    if (!open)
        return QUIRE_OUT_OF_MEMORY;
    struct qr_page_capacity capacity = {.styles = 64, .string_bytes = 1008};
    enum quire_result result =
        qr_page_create(&history->vocabulary, &history->allocator, 1, 1, &capacity, history->seed);
    if (result != QUIRE_OK) {
        qr_block_free(&history->allocator, open, size);
        return result;
    }
    history->open = open;
    history->open_size = size;
    return QUIRE_OK;
}

size_t qr_history_open_bytes(const struct qr_history *history) {
    const struct qr_open *open = history->open;
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    return sizeof(struct qr_sealed) + open->text_bytes + open->entries * sizeof(struct qr_entry) +
           open->words * sizeof(uint16_t) + sets.styles->used * sizeof(struct qr_style) +
           sets.links->used * sizeof(struct qr_link) + (sets.strings->used - 1) * (size_t)QR_STRING_CHUNK;
}

/* --- without memory --------------------------------------------------------------------------------------------- */

uint64_t qr_history_ballast_reserve(const struct qr_history *history) {
    bool small = history->byte_limit != 0 && history->byte_limit / QR_BALLAST_PART < QR_BALLAST_BYTES;
    return history->ballast || small ? 0 : QR_BALLAST_BYTES;
}

/* Takes the ballast, while there is memory for it. */
static void take_ballast(struct qr_history *history) {
    size_t size = QR_BALLAST_BYTES;
    if (qr_history_ballast_reserve(history) == 0)
        return;
    history->ballast = qr_block_alloc(&history->allocator, &size);
    history->ballast_size = history->ballast ? size : 0;
}

/* Gives it up; true when there was some, and what failed may be tried again. */
static bool drop_ballast(struct qr_history *history) {
    bool dropped = history->ballast != NULL;
    qr_block_free(&history->allocator, history->ballast, history->ballast_size);
    history->ballast = NULL;
    history->ballast_size = 0;
    return dropped;
}

static enum quire_result seal(struct qr_history *history) {
    enum quire_result result = qr_history_seal(history);
    return result != QUIRE_OK && drop_ballast(history) ? qr_history_seal(history) : result;
}

/* The runs of a chunk; where there is no memory for a style, those of the default one. */
static void dress(struct qr_history *history, struct qr_chunk *chunk, const struct qr_chunk_styles *styles) {
    enum quire_result result = qr_chunk_take_styles(history, chunk, styles);
    if (result != QUIRE_OK && drop_ballast(history))
        result = qr_chunk_take_styles(history, chunk, styles);
    if (result != QUIRE_OK) {
        chunk->run_count = chunk->run_cells = 0;
        chunk->plain = true;
    }
}

/* --- appending ------------------------------------------------------------------------------------------------- */

static bool has_room(const struct qr_history *history, const struct qr_chunk *chunk, uint32_t new_styles) {
    const struct qr_open *open = history->open;
    struct qr_open_fill fill = {qr_history_open_bytes(history), open->entries, open->words, open->text_bytes};
    return open->entries == 0 ||
           qr_open_has_room(&fill, chunk->text_bytes, chunk->run_count + chunk->break_count, new_styles);
}

static bool can_join(const struct qr_history *history, const struct qr_chunk *chunk) {
    const struct qr_open *open = history->open;
    return open->entries > 0 && open->entries > history->open_first &&
           qr_open_entries(open)[open->entries - 1].width + chunk->width <= QR_ENTRY_WIDTH_MAX;
}

enum quire_result qr_history_append_chunk(struct qr_history *history, struct qr_chunk *chunk,
                                          const struct qr_chunk_styles *styles, uint64_t line, bool fresh) {
    enum quire_result result = has_room(history, chunk, QR_STYLES_EXPECTED) ? QUIRE_OK : seal(history);
    if (result != QUIRE_OK)
        return result;
    dress(history, chunk, styles);
    if (!has_room(history, chunk, 0)) {
        /* More styles than expected: seal what is there and take them up again in the next page. */
        result = seal(history);
        if (result != QUIRE_OK)
            return result;
        dress(history, chunk, styles);
    }
    uint64_t time = chunk->time <= QR_TIME_MAX ? chunk->time : 0;
    if (fresh)
        qr_history_begin_entry(history, line, time, false);
    else if (!can_join(history, chunk))
        qr_history_begin_entry(history, line, time, true);
    qr_history_join_chunk(history, chunk);
    return QUIRE_OK;
}

/* Columns of a row that belong to its line: trailing blanks of a line's last row do not, nor does a spacer. A row of
 * double size becomes plain text: what can be seen of it. */
static uint32_t content_columns(const struct qr_page *page, const struct qr_row *row) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t columns = qr_page_row_reach(page, row);
    if (row->flags & QR_ROW_WRAPPED)
        return qr_page_joined_cols(page, row);
    while (columns > 0 && (cells[columns - 1].bits == 0 || qr_cell_width(cells[columns - 1]) == QR_SPACER))
        columns--;
    return columns;
}

enum quire_result qr_history_before_row(struct qr_history *history, bool fresh) {
    enum quire_result result = qr_history_ensure_open(history);
    if (result == QUIRE_OK && history->open->entries == 0)
        result = qr_history_unpack_last(history); /* its last line may be ended here */
    if (result != QUIRE_OK)
        return result;
    if (fresh)
        qr_history_end_line(history);
    take_ballast(history);
    return QUIRE_OK;
}

void qr_history_after_row(struct qr_history *history, bool wrapped) {
    struct qr_entry *entry = qr_open_entries(history->open) + history->open->entries - 1;
    entry->flags &= (uint16_t)~QR_LINE_GOES_ON;
    if (wrapped)
        entry->flags |= QR_LINE_GOES_ON;
}

/* A blank line behind a line that ended: an entry, and nothing else. False: it is not as simple as that. */
static bool append_blank(struct qr_history *history, const struct qr_row *row) {
    const struct qr_open *open = history->open;
    static const struct qr_chunk nothing = {.text_bytes = 0};
    if (row->length > 0 || row->flags & (QR_ROW_WRAPPED | QR_ROW_PROMPT) || !open ||
        open->entries <= history->open_first || history->begin_column > 0 || !history->ballast ||
        qr_open_entries(open)[open->entries - 1].flags & QR_LINE_GOES_ON ||
        !has_room(history, &nothing, QR_STYLES_EXPECTED))
        return false;
    qr_history_begin_entry(history, row->line, row->time <= QR_TIME_MAX ? row->time : 0, false);
    return true;
}

enum quire_result qr_history_append_row(struct qr_history *history, const struct qr_page *page, uint32_t y) {
    const struct qr_row *row = qr_page_row(page, y);
    if (append_blank(history, row))
        return QUIRE_OK;
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t columns = content_columns(page, row), x = 0;
    bool rest = history->begin_column > 0 && qr_history_page_count(history) == 0;
    bool fresh = !rest && !qr_history_goes_on(history, row->line);
    enum quire_result result = qr_history_before_row(history, fresh);
    if (result != QUIRE_OK)
        return result;
    struct qr_chunk chunk;
    chunk.plain = false;
    chunk.time = row->time;
    chunk.dressed = (row->flags & (QR_ROW_STYLED | QR_ROW_MARKED)) != 0;
    do {
        uint32_t taken = row->flags & QR_ROW_UNICODE ? qr_chunk_take_cells(&chunk, page, cells + x, columns - x)
                                                     : qr_chunk_take_ascii(&chunk, cells + x, columns - x);
        struct qr_chunk_styles styles = {.page = page, .cells = cells + x, .columns = taken};
        result = qr_history_append_chunk(history, &chunk, &styles, row->line, fresh);
        if (result != QUIRE_OK)
            return result;
        if (rest) { /* its entry continues what is not there, and counts nevertheless */
            history->lines = 1;
            history->head_column = history->begin_column;
        }
        rest = false;
        struct qr_entry *entry = qr_open_entries(history->open) + history->open->entries - 1;
        if (x == 0 && row->flags & QR_ROW_PROMPT)
            entry->flags |= QR_LINE_PROMPT;
        x += taken;
        fresh = false;
        if (x < columns)
            entry->flags |= QR_LINE_GOES_ON;
    } while (x < columns);
    history->begin_column = 0;
    qr_history_after_row(history, (row->flags & QR_ROW_WRAPPED) != 0);
    return chunk.plain ? QUIRE_OUT_OF_STYLES : QUIRE_OK;
}
