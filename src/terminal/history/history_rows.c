/* history_rows.c - how many rows there are at a width, and which one is where.
 *
 * A page's table of widths gives the rows of its lines, but for wide characters that make a line one row longer than
 * its columns say. Where that is open the lines have to be read: at once, or as an estimate until there is time. */
#include "history_lines.h"

/* How far counting may go. */
struct effort {
    uint64_t bytes; /* of entries and words that may be read: lines are wrapped by their breaks */
    bool exact;     /* whatever it takes */
    bool refine;    /* count anew what is estimated */
};

static bool may_read(const struct qr_history_page *known, const struct effort *effort) {
    return effort->exact || (effort->bytes > 0 && !known->packed);
}

/* Rows of the lines that begin in a page from its first entry on, up to the line that begins at `end`. */
static uint64_t count_lines(const struct qr_history *history, uint32_t cols, size_t page, uint32_t end) {
    uint64_t rows = 0;
    struct qr_lines lines = qr_history_lines(history, page);
    for (uint32_t i = qr_history_first_entry(history, page); i < end; i++) {
        const struct qr_entry *entry = &lines.entries[i];
        bool continues = (entry->flags & QR_LINE_CONTINUES) != 0;
        if (!continues && i + 1 < lines.count && entry->width <= cols && cols > 1 &&
            !(entry[1].flags & QR_LINE_CONTINUES)) {
            rows++;
        } else if (!continues || qr_history_begins_line(history, page, i)) {
            rows += qr_history_line_rows(history, cols, page, i);
            lines = qr_history_lines(history, page);
        }
    }
    return rows;
}

/* The entry with which the last line of a page begins that begins there at all. */
static uint32_t tail_entry(const struct qr_history *history, size_t page) {
    struct qr_lines lines = qr_history_lines(history, page);
    uint32_t entry = lines.count - 1;
    while (lines.entries[entry].flags & QR_LINE_CONTINUES)
        entry--;
    return entry;
}

/* Columns of the last line that begins in a sealed page. Returns whether it can no longer grow or shrink. */
static bool tail_extent(const struct qr_history *history, size_t page, uint64_t *columns, bool *wide) {
    const struct qr_sealed *block = history->pages[history->head + page].block;
    size_t sealed = history->tail - history->head;
    *columns = block->tail_columns;
    *wide = (block->edges & QR_EDGE_TAIL_WIDE) != 0;
    for (page++; page < sealed; page++) {
        block = history->pages[history->head + page].block;
        *columns += block->head_columns;
        *wide = *wide || block->edges & QR_EDGE_HEAD_WIDE;
        if (!(block->edges & QR_EDGE_ALL_HEAD))
            return true;
    }
    if (!history->open) /* nothing was appended since the pages were read from somewhere */
        return false;
    const struct qr_entry *entries = qr_open_entries(history->open);
    for (uint32_t i = 0; i < history->open->entries && entries[i].flags & QR_LINE_CONTINUES; i++) {
        *columns += entries[i].width;
        *wide = *wide || entries[i].flags & QR_LINE_WIDE;
    }
    return false;
}

/* Rows of the last line that begins in a sealed page. */
static uint64_t tail_rows(struct qr_history *history, uint32_t cols, size_t page, const struct effort *effort) {
    struct qr_history_page *known = &history->pages[history->head + page];
    uint64_t columns, least, most;
    bool wide;
    if (known->block->edges & QR_EDGE_ALL_HEAD)
        return 0;
    if (known->tail_cols == cols)
        return known->tail_rows;
    bool final = tail_extent(history, page, &columns, &wide);
    qr_width_rows(columns, wide, cols, &least, &most);
    if (least != most && (!final || may_read(known, effort)))
        least = most = qr_history_line_rows(history, cols, page, tail_entry(history, page));
    if (final) {
        known->estimated = known->estimated || least != most;
        known->tail_cols = cols;
        known->tail_rows = (least + most) / 2;
    }
    return (least + most) / 2;
}

/* Rows of the lines in the table of widths of a page. */
static void count_page(struct qr_history *history, uint32_t cols, size_t page, struct effort *effort) {
    struct qr_history_page *known = &history->pages[history->head + page];
    uint64_t least, most;
    qr_widths_rows(known->block, cols, &least, &most);
    if (least != most && may_read(known, effort)) {
        bool none = (known->block->edges & QR_EDGE_ALL_HEAD) != 0;
        least = most = none ? 0 : count_lines(history, cols, page, tail_entry(history, page));
        uint64_t bytes = known->block->entries * sizeof(struct qr_entry) + known->block->words * sizeof(uint16_t);
        effort->bytes -= effort->bytes < bytes ? effort->bytes : bytes;
    }
    known->rows_cols = cols;
    known->rows = (least + most) / 2;
    known->estimated = least != most;
    known->tail_cols = 0;
}

/* A page of which some is evicted, or that begins inside a line whose beginning is: its table says too much or little.
 */
static uint64_t oldest_rows(struct qr_history *history, uint32_t cols) {
    struct qr_history_page *known = &history->pages[history->head];
    if (known->rows_cols == cols)
        return known->rows;
    uint64_t rows = count_lines(history, cols, 0, known->block->entries);
    struct qr_lines lines = qr_history_lines(history, 0);
    if (!(lines.entries[lines.count - 1].flags & QR_LINE_GOES_ON)) { /* else it may still grow */
        known->rows_cols = cols;
        known->rows = rows;
    }
    return rows;
}

/* Rows of the lines that begin in a page. */
static uint64_t page_rows(struct qr_history *history, uint32_t cols, size_t page, struct effort *effort) {
    if (page == history->tail - history->head)
        return count_lines(history, cols, page, history->open->entries);
    struct qr_history_page *known = &history->pages[history->head + page];
    if (page == 0 && (known->first > 0 || known->block->edges & QR_EDGE_HEAD))
        return oldest_rows(history, cols);
    if (known->rows_cols != cols || (known->estimated && effort->refine && may_read(known, effort)))
        count_page(history, cols, page, effort);
    return known->rows + tail_rows(history, cols, page, effort);
}

static uint64_t all_rows(struct qr_history *history, uint32_t cols, struct effort effort) {
    uint64_t rows = 0;
    history->estimates = false;
    for (size_t page = 0; page < qr_history_page_count(history); page++) {
        rows += page_rows(history, cols, page, &effort);
        history->estimates = history->estimates ||
                             (page < history->tail - history->head && history->pages[history->head + page].estimated);
    }
    return rows;
}

struct qr_history_stamp qr_history_stamp(const struct qr_history *history) {
    const struct qr_open *open = history->open;
    struct qr_history_stamp stamp = {.revision = history->revision,
                                     .lines = history->lines,
                                     .head_column = history->head_column,
                                     .head = history->head,
                                     .tail = history->tail,
                                     .open_first = history->open_first};
    if (history->tail > history->head)
        stamp.first = history->pages[history->head].first;
    if (open) {
        stamp.entries = open->entries;
        stamp.text_bytes = open->text_bytes;
        stamp.words = open->words;
        stamp.flags = open->entries > 0 ? qr_open_entries(open)[open->entries - 1].flags : 0;
    }
    return stamp;
}

bool qr_history_same_stamp(const struct qr_history_stamp *a, const struct qr_history_stamp *b) {
    return a->revision == b->revision && a->lines == b->lines && a->head_column == b->head_column &&
           a->head == b->head && a->tail == b->tail && a->first == b->first && a->open_first == b->open_first &&
           a->entries == b->entries && a->text_bytes == b->text_bytes && a->words == b->words && a->flags == b->flags;
}

uint64_t qr_history_rows(struct qr_history *history, uint32_t cols) {
    return all_rows(history, cols, (struct effort){.exact = true, .refine = true});
}

uint64_t qr_history_rows_about(struct qr_history *history, uint32_t cols) {
    history->counted_cols = cols;
    return all_rows(history, cols, (struct effort){.bytes = QR_COUNT_BYTES, .refine = true});
}

uint64_t qr_history_rows_known(struct qr_history *history, uint32_t cols) {
    return all_rows(history, cols, (struct effort){.bytes = QR_COUNT_BYTES});
}

/* Counts a page that is looked at exactly. */
static uint64_t count_page_exactly(struct qr_history *history, uint32_t cols, size_t page) {
    struct effort exact = {.exact = true, .refine = true};
    return page_rows(history, cols, page, &exact);
}

/* --- places ---------------------------------------------------------------------------------------------------- */

/* Row number `index` of the lines that begin in a page. */
static void row_in_page(const struct qr_history *history, uint32_t cols, size_t page, uint64_t index,
                        struct qr_history_at *at) {
    uint32_t count = qr_history_lines(history, page).count;
    for (uint32_t i = qr_history_first_entry(history, page); i < count; i++) {
        if (!qr_history_begins_line(history, page, i))
            continue;
        uint64_t in_line = qr_history_line_rows(history, cols, page, i);
        *at = qr_history_place(page, i, 0);
        if (index < in_line)
            break;
        index -= in_line;
    }
    at->column = qr_history_row_column(history, cols, at->page, at->entry, index);
}

bool qr_history_row_at(struct qr_history *history, uint32_t cols, uint64_t index, struct qr_history_at *at) {
    struct effort effort = {.bytes = QR_COUNT_BYTES};
    for (size_t page = 0; page < qr_history_page_count(history); page++) {
        uint64_t rows = page_rows(history, cols, page, &effort);
        if (index >= rows) {
            index -= rows;
            continue;
        }
        rows = count_page_exactly(history, cols, page);
        row_in_page(history, cols, page, index < rows ? index : rows - 1, at);
        return true;
    }
    return false;
}

bool qr_history_find(struct qr_history *history, uint32_t cols, uint64_t line, uint64_t column,
                     struct qr_history_at *at, uint64_t *index) {
    for (size_t page = qr_history_page_count(history); page-- > 0;) {
        uint32_t entry;
        if (!qr_history_page_may_hold(history, page, line) || !qr_history_find_entry(history, page, line, &entry))
            continue;
        qr_history_to_line_start(history, &page, &entry);
        bool oldest = page == 0 && entry == qr_history_first_entry(history, 0);
        if (oldest && column < history->head_column)
            return false;
        uint64_t in_line;
        column -= oldest ? history->head_column : 0;
        *at = qr_history_place(page, entry, qr_history_row_start(history, cols, page, entry, column, &in_line));
        *index = in_line;
        struct effort effort = {.bytes = QR_COUNT_BYTES};
        (void)count_page_exactly(history, cols, page);
        *index += count_lines(history, cols, page, entry);
        for (size_t i = 0; i < page; i++)
            *index += page_rows(history, cols, i, &effort);
        return true;
    }
    return false;
}

/* --- idle time ------------------------------------------------------------------------------------------------- */

/* Counts estimated pages until `max_bytes` are done. Returns whether there are more. */
static bool refine_estimates(struct qr_history *history, uint64_t max_bytes, uint64_t *done) {
    for (size_t i = history->head; i < history->tail; i++) {
        const struct qr_history_page *known = &history->pages[i];
        if (!known->estimated || known->rows_cols != history->counted_cols)
            continue;
        if (*done > 0 && *done >= max_bytes)
            return true;
        (void)count_page_exactly(history, history->counted_cols, i - history->head);
        *done += known->block->size;
    }
    return false;
}

bool qr_history_idle(struct qr_history *history, uint64_t max_bytes) {
    uint64_t done = 0, bytes = 0;
    if (history->open && qr_history_page_count(history) == 0 && !history->file)
        qr_history_clear(history);
    bool more = refine_estimates(history, max_bytes, &done), able = true;
    while (!more && able && qr_history_can_pack(history) && (done == 0 || done < max_bytes)) {
        able = qr_history_pack_next(history, &bytes);
        done += bytes;
    }
    qr_history_trim(history);
    return more || (able && qr_history_can_pack(history));
}
