/* history_append.c - freezing: a row of cells becomes text, breaks and runs at the end of the open page. */
#include "history.h"

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"

/* One step of freezing: up to QR_FREEZE_CELLS cells, encoded. */
struct chunk {
    uint8_t text[QR_FREEZE_CELLS * QR_CELL_BYTES_MAX];
    uint16_t breaks[QR_FREEZE_CELLS];
    uint16_t runs[QR_FREEZE_CELLS * 3];
    uint32_t text_bytes, break_count, run_count, width, run_cells;
    bool ascii, wide, simple;
    bool plain;    /* there was no memory for a style: some cells have lost theirs */
    uint64_t time; /* of the row */
    bool dressed;  /* the row has styles, or cells that are protected or have a meaning */
};

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

static bool has_room(const struct qr_history *history, const struct chunk *chunk, uint32_t new_styles) {
    const struct qr_open *open = history->open;
    /* Joining an entry without breaks to one with them takes words for the cells that are there, 256 each. */
    uint32_t words = chunk->run_count + chunk->break_count + 16 + QR_ENTRY_WIDTH_MAX / 256;
    return open->entries == 0 || (open->entries + 1 < QR_OPEN_ENTRIES_MAX && open->words + words < QR_OPEN_WORDS_MAX &&
                                  open->text_bytes + chunk->text_bytes < QR_OPEN_TEXT_MAX &&
                                  qr_history_open_bytes(history) + chunk->text_bytes + words * sizeof(uint16_t) +
                                          sizeof(struct qr_entry) + new_styles * sizeof(struct qr_style) <=
                                      QR_SEAL_BYTES);
}

/* --- encoding cells -------------------------------------------------------------------------------------------- */

static inline void add_break(struct chunk *chunk, uint32_t code_points, bool wide) {
    uint16_t low = (uint16_t)(code_points | (wide ? 0x80u : 0u));
    if (chunk->break_count > 0) {
        uint16_t *last = &chunk->breaks[chunk->break_count - 1];
        if ((*last & 255) == low && *last >> 8 < 255) {
            *last = (uint16_t)(*last + 256);
            return;
        }
    }
    chunk->breaks[chunk->break_count++] = low;
    chunk->simple = chunk->simple && low == 1;
}

/* The text of a cluster. Returns its code points. */
static uint32_t encode_cluster(struct chunk *chunk, const struct qr_page *page, struct qr_cell cell) {
    uint32_t single, count;
    const uint32_t *text = qr_page_cell_text(page, cell, &single, &count);
    for (uint32_t i = 0; i < count; i++)
        chunk->text_bytes += qr_utf8_put(chunk->text + chunk->text_bytes, text[i]);
    chunk->ascii = false;
    return count;
}

/* The text of a cell of one code point, or of none. */
static void encode_single(struct chunk *chunk, uint32_t content) {
    uint8_t *to = chunk->text + chunk->text_bytes;
    if (content < 0x80) {
        *to = content ? (uint8_t)content : ' ';
        chunk->text_bytes++;
        return;
    }
    chunk->text_bytes += qr_utf8_put(to, content);
    chunk->ascii = false;
}

/* The same for cells that are all ASCII or blank, as most are. */
static uint32_t encode_ascii(struct chunk *chunk, const struct qr_cell *cells, uint32_t count) {
    uint32_t taken = qr_min_u32(count, QR_FREEZE_CELLS);
    for (uint32_t x = 0; x < taken; x++) {
        uint8_t byte = (uint8_t)cells[x].bits;
        chunk->text[x] = byte ? byte : ' ';
    }
    chunk->text_bytes = chunk->width = taken;
    chunk->break_count = taken > 0;
    chunk->breaks[0] = (uint16_t)((taken - 1) << 8 | 1);
    chunk->run_count = chunk->run_cells = 0;
    chunk->ascii = chunk->simple = true;
    chunk->wide = false;
    return taken;
}

/* Text, breaks and widths of cells; styles come after. Returns how many cells were taken (tails go with their heads).
 */
static uint32_t encode_cells(struct chunk *chunk, const struct qr_page *page, const struct qr_cell *cells,
                             uint32_t count) {
    chunk->text_bytes = 0;
    chunk->break_count = chunk->run_count = chunk->width = chunk->run_cells = 0;
    chunk->ascii = chunk->simple = true;
    chunk->wide = false;
    uint32_t x = 0;
    for (uint32_t taken = 0; x < count && taken < QR_FREEZE_CELLS; taken++) {
        struct qr_cell cell = cells[x];
        bool wide = qr_cell_width(cell) == QR_WIDE;
        uint32_t code_points = 1;
        if (qr_cell_is_cluster(cell))
            code_points = encode_cluster(chunk, page, cell);
        else
            encode_single(chunk, qr_cell_content(cell));
        add_break(chunk, code_points, wide);
        x += wide ? 2 : 1;
        chunk->wide = chunk->wide || wide;
    }
    x = x < count ? x : count;
    chunk->width = x;
    chunk->ascii = chunk->ascii && !chunk->wide;
    return x;
}

/* A cell's style as history keeps it: the value, protection and meaning folded in, the link by its text. Styles and
 * links of the vocabulary keep the reference of their first use, so every id in it is living: a sealed page keeps them
 * all. */
static enum quire_result intern_style(struct qr_history *history, const struct qr_page *page, struct qr_cell cell,
                                      uint32_t *index) {
    struct qr_style style = qr_page_style(page, qr_cell_style(cell));
    uint64_t fold = (uint64_t)qr_cell_is_protected(cell) | (uint64_t)qr_cell_semantic(cell) << 1;
    uint32_t link = 0;
    if (qr_style_link(style) != 0) {
        struct qr_sets sets = qr_page_sets(page);
        struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, qr_style_link(style)));
        struct qr_sets own = qr_page_sets(&history->vocabulary);
        link = qr_link_set_lookup_key(own.links, &own, &key);
        enum quire_result result = link ? QUIRE_OK : qr_page_add_link(&history->vocabulary, &key, &link);
        if (result != QUIRE_OK)
            return result;
        qr_style_set_link(&style, link);
    }
    style.second |= fold << QR_STYLE_FOLD_SHIFT;
    if (qr_style_is_default(style)) {
        *index = 0;
        return QUIRE_OK;
    }
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    *index = qr_style_set_lookup(sets.styles, &sets, &style);
    return *index ? QUIRE_OK : qr_page_add_style(&history->vocabulary, style, index);
}

static void add_run(struct chunk *chunk, uint32_t style, uint32_t cells) {
    if (style < 255 && cells <= 256) {
        chunk->runs[chunk->run_count++] = (uint16_t)(style << 8 | (cells - 1));
    } else {
        chunk->runs[chunk->run_count++] = 0xFF00;
        chunk->runs[chunk->run_count++] = (uint16_t)style;
        chunk->runs[chunk->run_count++] = (uint16_t)cells;
    }
    chunk->run_cells += cells;
}

static uint64_t dress_of(struct qr_cell cell) {
    return cell.bits & QR_CELL_DRESS_MASK;
}

/* Runs of the cells of a chunk, in cells (a wide character is one). */
static enum quire_result encode_runs(struct qr_history *history, struct chunk *chunk, const struct qr_page *page,
                                     const struct qr_cell *cells, uint32_t columns) {
    uint32_t pending = 0, pending_style = 0;
    if (!chunk->dressed)
        return QUIRE_OK;
    for (uint32_t x = 0; x < columns;) {
        uint64_t dress = dress_of(cells[x]);
        uint32_t count = 0, style = 0, start = x;
        for (; x < columns && dress_of(cells[x]) == dress; x++)
            count += qr_cell_width(cells[x]) != QR_TAIL;
        if (dress != 0) {
            enum quire_result result = intern_style(history, page, cells[start], &style);
            if (result != QUIRE_OK)
                return result;
        }
        if (pending > 0 && style == pending_style) {
            pending += count;
            continue;
        }
        if (pending > 0)
            add_run(chunk, pending_style, pending);
        pending = count;
        pending_style = style;
    }
    if (pending > 0 && pending_style != 0)
        add_run(chunk, pending_style, pending);
    return QUIRE_OK;
}

/* --- joining to the open page ---------------------------------------------------------------------------------- */

static void insert_words(struct qr_history *history, uint32_t at, const uint16_t *words, uint32_t count) {
    struct qr_open *open = history->open;
    uint16_t *all = qr_open_words(open);
    qr_history_unmark(history, UINT32_MAX, UINT32_MAX, at);
    memmove(all + at + count, all + at, (open->words - at) * sizeof *all);
    memcpy(all + at, words, count * sizeof *all);
    open->words += count;
}

/* Cells of the last entry, which has no wide ones if it has no breaks. */
static void make_breaks(struct qr_history *history, struct qr_entry *entry, uint32_t at) {
    uint16_t words[QR_ENTRY_WIDTH_MAX / 256 + 2];
    uint32_t count = 1, left = entry->width;
    for (; left > 0; count++) {
        uint32_t cells = qr_min_u32(left, 256);
        words[count] = (uint16_t)((cells - 1) << 8 | 1);
        left -= cells;
    }
    words[0] = (uint16_t)(count - 1);
    insert_words(history, at, words, count);
    entry->flags |= QR_LINE_BREAKS;
}

/* Adds the chunk's cells to the last entry of the open page. */
static void join_chunk(struct qr_history *history, const struct chunk *chunk) {
    struct qr_open *open = history->open;
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    uint32_t last = open->entries - 1;
    struct qr_entry *entry = qr_open_entries(open) + last;
    struct qr_entry_parts parts = qr_entry_parts(&lines, last);
    uint32_t cells_before = 0;
    qr_history_unmark(history, last, UINT32_MAX, UINT32_MAX);
    if (entry->flags & QR_LINE_BREAKS) {
        for (uint32_t i = parts.breaks + 1; i < parts.runs; i++)
            cells_before += (lines.words[i] >> 8) + 1u;
    } else {
        cells_before = entry->width;
    }
    if (!chunk->simple || entry->flags & QR_LINE_BREAKS) {
        if (!(entry->flags & QR_LINE_BREAKS)) {
            make_breaks(history, entry, parts.breaks);
            lines.word_count = open->words;
            parts = qr_entry_parts(&lines, last);
        }
        insert_words(history, parts.runs, chunk->breaks, chunk->break_count);
        qr_history_unmark(history, last, UINT32_MAX, parts.breaks);
        uint16_t *count = qr_open_words(open) + parts.breaks;
        *count = (uint16_t)(*count + chunk->break_count);
    }
    if (!chunk->ascii)
        entry->flags &= (uint16_t)~QR_LINE_ASCII;
    if (chunk->wide)
        entry->flags |= QR_LINE_WIDE;
    if (chunk->run_count > 0) {
        uint32_t gap = cells_before - open->run_cells;
        if (gap > 0) { /* default cells that no run covered so far */
            uint16_t filler[3] = {0xFF00, 0, (uint16_t)gap};
            uint16_t word = (uint16_t)(gap - 1);
            insert_words(history, open->words, gap <= 256 ? &word : filler, gap <= 256 ? 1 : 3);
        }
        insert_words(history, open->words, chunk->runs, chunk->run_count);
        open->run_cells = cells_before + chunk->run_cells;
    }
    memcpy(qr_open_text(open) + open->text_bytes, chunk->text, chunk->text_bytes);
    open->text_bytes += chunk->text_bytes;
    entry->width = (uint16_t)(entry->width + chunk->width);
}

/* Begins an entry: a new line, or another segment of the last one. */
static void begin_entry(struct qr_history *history, uint64_t line, uint64_t time, bool continues) {
    struct qr_open *open = history->open;
    struct qr_entry *entry = qr_open_entries(open) + open->entries;
    uint16_t number[4] = {(uint16_t)line, (uint16_t)(line >> 16), (uint16_t)(line >> 32), (uint16_t)(line >> 48)};
    *entry = (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, 0,
                               (uint16_t)(QR_LINE_ASCII | (continues ? QR_LINE_CONTINUES : 0))};
    if (open->entries == 0) {
        open->first_line = open->least_line = open->greatest_line = line;
    } else if (!continues && line != open->last_line + 1) {
        uint64_t skip = line - open->last_line - 1;
        bool small = line > open->last_line && skip <= UINT16_MAX;
        entry->flags |= small ? QR_LINE_SKIP : QR_LINE_NUMBER;
        if (small)
            number[0] = (uint16_t)skip;
        memcpy(qr_open_words(open) + open->words, number, (small ? 1 : 4) * sizeof *number);
        open->words += small ? 1 : 4;
    }
    if (!continues && time != open->last_time) {
        entry->flags |= QR_LINE_TIME;
        qr_time_put(qr_open_words(open) + open->words, time);
        open->words += QR_TIME_WORDS;
        open->last_time = time;
    }
    open->entries++;
    open->run_cells = 0;
    open->last_line = line;
    open->least_line = line < open->least_line ? line : open->least_line;
    open->greatest_line = line > open->greatest_line ? line : open->greatest_line;
    if (!continues)
        history->lines++;
}

static bool can_join(const struct qr_history *history, const struct chunk *chunk) {
    const struct qr_open *open = history->open;
    return open->entries > 0 && open->entries > history->open_first &&
           qr_open_entries(open)[open->entries - 1].width + chunk->width <= QR_ENTRY_WIDTH_MAX;
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
static void dress(struct qr_history *history, struct chunk *chunk, const struct qr_page *page,
                  const struct qr_cell *cells, uint32_t columns) {
    chunk->run_count = chunk->run_cells = 0;
    enum quire_result result = encode_runs(history, chunk, page, cells, columns);
    if (result != QUIRE_OK && drop_ballast(history)) {
        chunk->run_count = chunk->run_cells = 0;
        result = encode_runs(history, chunk, page, cells, columns);
    }
    if (result != QUIRE_OK) {
        chunk->run_count = chunk->run_cells = 0;
        chunk->plain = true;
    }
}

/* --- appending ------------------------------------------------------------------------------------------------- */

/* Appends the cells of one chunk. `fresh`: they begin a line. */
static enum quire_result append_chunk(struct qr_history *history, struct chunk *chunk, const struct qr_page *page,
                                      const struct qr_cell *cells, uint32_t columns, uint64_t line, bool fresh) {
    enum quire_result result = has_room(history, chunk, QR_FREEZE_CELLS / 8) ? QUIRE_OK : seal(history);
    if (result != QUIRE_OK)
        return result;
    dress(history, chunk, page, cells, columns);
    if (!has_room(history, chunk, 0)) {
        /* More styles than expected: seal what is there and take them up again in the next page. */
        result = seal(history);
        if (result != QUIRE_OK)
            return result;
        dress(history, chunk, page, cells, columns);
    }
    uint64_t time = chunk->time <= QR_TIME_MAX ? chunk->time : 0;
    if (fresh)
        begin_entry(history, line, time, false);
    else if (!can_join(history, chunk))
        begin_entry(history, line, time, true);
    join_chunk(history, chunk);
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

static void end_row(struct qr_history *history, const struct qr_row *row) {
    struct qr_entry *entry = qr_open_entries(history->open) + history->open->entries - 1;
    entry->flags &= (uint16_t)~QR_LINE_GOES_ON;
    if (row->flags & QR_ROW_WRAPPED)
        entry->flags |= QR_LINE_GOES_ON;
}

enum quire_result qr_history_append_row(struct qr_history *history, const struct qr_page *page, uint32_t y) {
    enum quire_result result = qr_history_ensure_open(history);
    if (result != QUIRE_OK)
        return result;
    const struct qr_row *row = qr_page_row(page, y);
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t columns = content_columns(page, row), x = 0;
    bool fresh = !qr_history_goes_on(history, row->line);
    if (history->open->entries == 0)
        result = qr_history_unpack_last(history); /* its last line may be ended here */
    if (result != QUIRE_OK)
        return result;
    if (fresh)
        qr_history_end_line(history);
    take_ballast(history);
    struct chunk chunk;
    chunk.plain = false;
    chunk.time = row->time;
    chunk.dressed = (row->flags & (QR_ROW_STYLED | QR_ROW_MARKED)) != 0;
    do {
        uint32_t taken = row->flags & QR_ROW_UNICODE ? encode_cells(&chunk, page, cells + x, columns - x)
                                                     : encode_ascii(&chunk, cells + x, columns - x);
        result = append_chunk(history, &chunk, page, cells + x, taken, row->line, fresh);
        if (result != QUIRE_OK)
            return result;
        struct qr_entry *entry = qr_open_entries(history->open) + history->open->entries - 1;
        if (x == 0 && row->flags & QR_ROW_PROMPT)
            entry->flags |= QR_LINE_PROMPT;
        x += taken;
        fresh = false;
        if (x < columns)
            entry->flags |= QR_LINE_GOES_ON;
    } while (x < columns);
    end_row(history, row);
    return chunk.plain ? QUIRE_OUT_OF_STYLES : QUIRE_OK;
}
