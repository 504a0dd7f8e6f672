#include "history_text_line.h"

#include "qr_scan.h"

/* Numbers that are left out before a line, at most, so that a word can say it. */
#define SKIP_MAX UINT16_MAX
/* Words that an entry and a step take, at most: a break and a run of three words each cell. */
#define WORDS_MAX ((QR_ENTRY_WIDTH_MAX + QR_FREEZE_CELLS) * 4 + 16)

/* --- where a line, an entry and a step begin ------------------------------------------------------------------- */

/* The column of the row that the next cell is put into. */
static uint32_t column_of(const struct qr_text_line *line) {
    return line->step_x + qr_text_line_cells(line) + line->more_columns;
}

/* After anything but text of a byte a cell. */
static void set_room(struct qr_text_line *line) {
    bool full = !line->has_words || line->at + QR_TEXT_COPY > QR_OPEN_TEXT_MAX;
    uint32_t page = full ? 0 : QR_OPEN_TEXT_MAX - QR_TEXT_COPY - line->at;
    uint32_t step = QR_FREEZE_CELLS - qr_text_line_cells(line), row = line->cols - column_of(line);
    line->room = qr_min_u32(page, qr_min_u32(step, row));
}

/* Where the words of the entry begin. */
static uint32_t words_at(const struct qr_text_line *line) {
    return line->open->words + line->entry_words;
}

static void next_entry(struct qr_text_line *line) {
    line->has_words = words_at(line) + WORDS_MAX <= QR_OPEN_WORDS_MAX;
    line->entry = (struct qr_text_span){0, 0, 0, 0, 0};
    line->covered = line->number_words = 0;
    line->has_breaks = false;
}

/* Behind the steps of the entry that were done. */
static void next_step(struct qr_text_line *line, uint32_t column) {
    uint32_t uncovered = line->entry.cells - line->covered;
    line->step_at = line->at;
    line->step_x = column;
    line->more_bytes = line->more_columns = line->broken = line->breaks = line->run_at = 0;
    line->run = line->words + words_at(line) + line->number_words + line->entry.runs;
    line->gap = uncovered > 0 && line->has_words ? qr_run_put(line->run, 0, uncovered) : 0;
    line->run += line->gap;
    line->run_end = line->run;
    set_room(line);
}

/* Before its text: the numbers that were left out. */
static void put_skip(struct qr_text_line *line) {
    uint64_t skip = line->number - line->open->last_line - 1;
    if (skip > 0)
        line->words[words_at(line) + line->number_words++] = (uint16_t)skip;
}

static void next_line(struct qr_text_line *line, uint64_t number) {
    line->number = number;
    line->rows = 1;
    line->index = 0;
    line->line_end = NULL;
    line->at = line->open->text_bytes;
    line->entries = line->entry_text = line->entry_words = 0;
    next_entry(line);
    put_skip(line);
    next_step(line, 0);
}

bool qr_text_line_begin(struct qr_text_line *line, const struct qr_text_row *row, uint32_t cols) {
    struct qr_open *open = row->history->open;
    if (!open || open->entries == 0 || !row->fresh || row->line <= open->last_line ||
        row->line - open->last_line > SKIP_MAX || row->chunk.time != open->last_time ||
        qr_open_entries(open)[open->entries - 1].flags & QR_LINE_GOES_ON)
        return false;
    line->open = open;
    line->text = qr_open_text(open);
    line->words = qr_open_words(open);
    line->cols = cols;
    line->held = qr_history_open_bytes(row->history);
    line->ended = 0;
    next_line(line, row->line);
    return true;
}

/* --- steps ------------------------------------------------------------------------------------------------------ */

/* The cells of a break go on with those of the step; a step has no more than a word can say. */
static inline void add_break(struct qr_text_line *line, uint32_t word) {
    uint16_t *next = line->entry_breaks + line->entry.breaks + line->breaks;
    if (line->breaks > 0 && ((next[-1] ^ word) & 255) == 0) {
        next[-1] = (uint16_t)(next[-1] + (word & 0xFF00u) + 256);
        return;
    }
    *next = (uint16_t)word;
    line->breaks++;
}

/* The cells of a byte each that have no breaks yet get them. */
static inline void break_letters(struct qr_text_line *line) {
    uint32_t cells = qr_text_line_cells(line);
    if (cells > line->broken)
        add_break(line, (cells - line->broken - 1) << 8 | 1);
    line->broken = cells;
}

/* The step, but for a run that may go on. */
static inline struct qr_text_span step_of(const struct qr_text_line *line) {
    uint32_t bytes = line->at - line->step_at, cells = bytes - line->more_bytes;
    return (struct qr_text_span){bytes, cells, cells + line->more_columns, line->breaks,
                                 (uint32_t)(line->run_end - line->run)};
}

/* Words of the entry so far. */
static inline uint32_t words_of(const struct qr_text_line *line) {
    uint32_t breaks = line->has_breaks ? 1 + line->entry.breaks : 0;
    return line->number_words + breaks + line->entry.runs;
}

/* What the page holds if the steps before this one are in it; the words that say a number come with the first. */
static inline struct qr_open_fill fill_of(const struct qr_text_line *line) {
    const struct qr_open *open = line->open;
    struct qr_open_fill fill = {line->held, open->entries, open->words, open->text_bytes};
    uint32_t before = line->entry_text + line->entry.bytes;
    if (before > 0) {
        uint32_t more = line->entry_words + words_of(line), entries = line->entries + (line->entry.bytes > 0);
        fill.held += before + more * sizeof(uint16_t) + entries * sizeof(struct qr_entry);
        fill.entries += entries;
        fill.words += more;
        fill.text_bytes += before;
    }
    return fill;
}

/* As the chunk of the step would have it. */
static inline bool has_room(const struct qr_text_line *line, const struct qr_text_span *step) {
    struct qr_open_fill fill = fill_of(line);
    return qr_open_has_room(&fill, step->bytes, step->breaks, QR_STYLES_EXPECTED) &&
           (step->runs == 0 || qr_open_has_room(&fill, step->bytes, step->breaks + step->runs, 0));
}

/* The breaks of the entry come before its runs. */
static void put_breaks(const struct qr_text_line *line, uint16_t *words) {
    const struct qr_text_span *span = &line->entry;
    memmove(words + 1 + span->breaks, words, span->runs * sizeof *words);
    *words = (uint16_t)span->breaks;
    memcpy(words + 1, line->entry_breaks, span->breaks * sizeof *words);
}

/* Writes the entry of the steps that were done. */
static inline void put_entry(struct qr_text_line *line, uint32_t flags) {
    struct qr_open *open = line->open;
    const struct qr_text_span *span = &line->entry;
    uint32_t at = words_at(line);
    if (line->has_breaks)
        put_breaks(line, line->words + at + line->number_words);
    flags |= (line->number_words > 0 ? QR_LINE_SKIP : 0u) | (line->entries > 0 ? QR_LINE_CONTINUES : 0u) |
             (line->has_breaks ? QR_LINE_BREAKS : 0u) | (span->columns > span->cells ? QR_LINE_WIDE : 0u) |
             (span->bytes == span->cells ? QR_LINE_ASCII : 0u);
    qr_open_entries(open)[open->entries + line->entries] = (struct qr_entry){
        (uint16_t)(open->text_bytes + line->entry_text), (uint16_t)at, (uint16_t)span->columns, (uint16_t)flags};
    line->entries++;
    line->entry_text += span->bytes;
    line->entry_words += words_of(line);
}

/* The step does not fit into the entry: it begins one. False: the page has no room for the words of one more. */
static bool begin_entry(struct qr_text_line *line, const struct qr_text_span *step) {
    uint16_t runs[QR_FREEZE_CELLS * 3], *breaks = line->entry_breaks;
    memcpy(runs, line->run, step->runs * sizeof *runs);
    put_entry(line, QR_LINE_GOES_ON);
    memmove(breaks, breaks + line->entry.breaks, step->breaks * sizeof *breaks);
    next_entry(line);
    line->gap = 0;
    if (line->has_words)
        memcpy(line->words + words_at(line), runs, step->runs * sizeof *runs);
    return line->has_words;
}

/* The entry needs breaks from its step on: those of the cells before it. */
static void make_breaks(struct qr_text_line *line) {
    uint16_t words[QR_ENTRY_WIDTH_MAX / 256 + 1];
    uint32_t count = 0;
    for (uint32_t left = line->entry.cells, cells; left > 0; left -= cells) {
        cells = qr_min_u32(left, 256);
        words[count++] = (uint16_t)((cells - 1) << 8 | 1);
    }
    memmove(line->entry_breaks + count, line->entry_breaks, line->breaks * sizeof *words);
    memcpy(line->entry_breaks, words, count * sizeof *words);
    line->entry.breaks = count;
    line->has_breaks = true;
}

/* The words of the step become words of the entry: runs where there are some, and breaks once there is something that
 * text does not say. The last cells are in no run where they have the default style. */
static inline void take_words(struct qr_text_line *line, const struct qr_text_span *step, uint32_t plain) {
    bool simple = step->breaks == 0 || (step->breaks == 1 && (line->entry_breaks[line->entry.breaks] & 255) == 1);
    if (step->runs > 0) {
        line->entry.runs += line->gap + step->runs;
        line->covered = line->entry.cells + step->cells - plain;
    }
    if (!simple && !line->has_breaks)
        make_breaks(line);
    if (line->has_breaks)
        line->entry.breaks += step->breaks;
}

/* A step is done as a whole, and its entry has it. False: the page would be sealed before it. */
static inline bool end_step(struct qr_text_line *line) {
    if (line->index != 0)
        qr_text_line_turn(line, line->index);
    break_letters(line);
    struct qr_text_span step = step_of(line);
    if (!has_room(line, &step) ||
        (line->entry.columns + step.columns > QR_ENTRY_WIDTH_MAX && !begin_entry(line, &step)))
        return false;
    take_words(line, &step, step.cells - line->run_at);
    line->entry.bytes += step.bytes;
    line->entry.cells += step.cells;
    line->entry.columns += step.columns;
    return true;
}

/* --- styles ----------------------------------------------------------------------------------------------------- */

/* What is added to a page at most. */
struct bound {
    uint32_t bytes, words, styles;
};

/* By a step at its largest: clusters of the longest characters, a run of three words and a break for each cell, and as
 * many styles. */
static const struct bound of_step = {QR_FREEZE_CELLS * QUIRE_CLUSTER_MAX * 4u, QR_FREEZE_CELLS * 4u, QR_FREEZE_CELLS};

/* By so many bytes up to the end of a line, in two steps or more: another style takes a rendition of three bytes and a
 * byte of text, another break two bytes, and the ends of two steps a run each. */
static struct bound of_bytes(uint32_t bytes) {
    return (struct bound){bytes, bytes / 2 + (bytes / 4 + 3) * 3, bytes / 4 + 1};
}

/* Lines shorter than this are asked about; what a longer one may take is no less than what two steps may. */
#define SHORT_LINE_BYTES 1024u

/* How many bytes of the line are left at `bytes`; SHORT_LINE_BYTES: so many or more. Cost: a look for the end, once for
 * a short line. */
static uint32_t rest_of_line(struct qr_text_line *line, const uint8_t *bytes, const uint8_t *end) {
    if (!line->line_end) {
        size_t length = (size_t)(end - bytes) < SHORT_LINE_BYTES ? (size_t)(end - bytes) : SHORT_LINE_BYTES;
        line->line_end = memchr(bytes, '\n', length);
    }
    return line->line_end ? (uint32_t)(line->line_end - bytes) : SHORT_LINE_BYTES;
}

/* Bytes that a link takes that the page does not have. */
static size_t link_bytes(const struct qr_text_dress *dress) {
    if (qr_style_link(dress->style) == 0)
        return 0;
    size_t id = dress->link.id ? dress->link.id_length : QR_IMPLICIT_ID_MAX;
    return sizeof(struct qr_link) + qr_strings_chunks(dress->link.uri_length + id) * (size_t)QR_STRING_CHUNK;
}

/* Has the page certainly room for what is in the step, for a link, and for so much more? */
static bool has_room_for(const struct qr_text_line *line, size_t link, struct bound more) {
    struct qr_open_fill fill = fill_of(line);
    const struct qr_text_span step = step_of(line);
    fill.held += link;
    return qr_open_has_room(&fill, step.bytes + more.bytes, step.breaks + step.runs + more.words + 16,
                            QR_STYLES_EXPECTED + more.styles);
}

/* The text of a line so far takes at most so many bytes for each of its own: three words of a run and one of breaks. */
#define BYTES_EACH 9u
/* What is left of it, as of_bytes has it, takes these. */
#define BYTES_REST 8u
/* And what a step takes, or else a page keeps free, is less. */
#define BYTES_STEP 24576u
#define BYTES_FREE 2048u

/* Is there room for what is in the step, for a link, and for `more` bytes, told from a sum that is never too small? */
static inline bool has_ample_room(const struct qr_text_line *line, size_t link, uint32_t more) {
    return line->held + link + BYTES_EACH * (line->at - line->open->text_bytes) + more <= QR_SEAL_BYTES;
}

/* And for what may come to the step, and to one more? Links that may come are not counted: this is asked again for
 * each. The bytes are looked at only where a page is nearly full. */
static bool has_much_room(struct qr_text_line *line, size_t link, const uint8_t *bytes, const uint8_t *end) {
    _Static_assert(BYTES_STEP > QR_FREEZE_CELLS * (QUIRE_CLUSTER_MAX * 4 + 8 + sizeof(struct qr_style)) + BYTES_FREE,
                   "");
    if (has_ample_room(line, link, BYTES_STEP))
        return true;
    uint32_t rest = rest_of_line(line, bytes, end);
    if (rest >= SHORT_LINE_BYTES)
        return has_room_for(line, link, of_step);
    return has_ample_room(line, link, rest * BYTES_REST + BYTES_FREE) || has_room_for(line, link, of_bytes(rest));
}

/* Styles of the page. */
static uint32_t styles_of(const struct qr_history *history) {
    return qr_page_sets(&history->vocabulary).styles->used;
}

/* The index of a dress, which becomes one of the page. */
static bool add_dress(struct qr_text_line *line, struct qr_text_row *row, const struct qr_text_dress *dress,
                      uint32_t *index) {
    uint32_t styles = styles_of(row->history);
    if (qr_text_memo_add(&row->memo, row->history, dress, index) != QUIRE_OK)
        return false;
    if (qr_style_link(dress->style) != 0)
        line->held = qr_history_open_bytes(row->history);
    else
        line->held += (styles_of(row->history) - styles) * sizeof dress->style;
    return true;
}

bool qr_text_line_style(struct qr_text_line *line, struct qr_text_row *row, const struct qr_text_dress *dress,
                        const uint8_t *bytes, const uint8_t *end, uint32_t *index) {
    bool linked = qr_style_link(dress->style) != 0;
    *index = linked ? 0 : qr_text_memo_known(&row->memo, row->history, dress->style);
    if (*index != 0 || qr_style_is_default(dress->style))
        return true;
    if (has_much_room(line, link_bytes(dress), bytes, end))
        return add_dress(line, row, dress, index);
    *index = linked ? 0 : qr_text_memo_look(&row->memo, row->history, dress->style);
    return *index != 0;
}

/* --- text ------------------------------------------------------------------------------------------------------- */

bool qr_text_line_wrap(struct qr_text_line *line) {
    if (!end_step(line))
        return false;
    line->rows++;
    next_step(line, 0);
    return true;
}

/* Where the row or the step is full, the next one is begun. */
static bool make_room(struct qr_text_line *line, bool wraps) {
    uint32_t column = column_of(line);
    if (column == line->cols)
        return wraps && qr_text_line_wrap(line);
    if (qr_text_line_cells(line) < QR_FREEZE_CELLS)
        return true;
    if (!end_step(line))
        return false;
    next_step(line, column);
    return true;
}

bool qr_text_line_room(struct qr_text_line *line, bool wraps, uint32_t *cells, uint32_t *columns) {
    if (!make_room(line, wraps))
        return false;
    *cells = QR_FREEZE_CELLS - qr_text_line_cells(line);
    *columns = line->cols - column_of(line);
    return true;
}

bool qr_text_line_put_piece(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                            uint32_t index) {
    if (!line->has_words || line->at + piece->bytes + QR_TEXT_COPY > QR_OPEN_TEXT_MAX)
        return false;
    break_letters(line);
    add_break(line, piece->breaks[0]);
    if (piece->break_count > 1) {
        uint16_t *next = line->entry_breaks + line->entry.breaks + line->breaks;
        memcpy(next, piece->breaks + 1, (piece->break_count - 1) * sizeof *next);
        line->breaks += piece->break_count - 1;
    }
    line->broken += piece->cells;
    if (index != line->index)
        qr_text_line_turn(line, index);
    qr_text_line_copy(line, piece->text, piece->bytes, end);
    line->at += piece->bytes;
    line->more_bytes += piece->bytes - piece->cells;
    line->more_columns += piece->columns - piece->cells;
    set_room(line);
    return true;
}

bool qr_text_line_put_parts(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end,
                            uint32_t index, bool wraps) {
    while (count > 0) {
        if (!make_room(line, wraps) || line->room == 0)
            return false;
        size_t part = count < line->room ? count : line->room;
        qr_text_line_put(line, bytes, part, end, index);
        bytes += part;
        count -= part;
    }
    return true;
}

/* --- whole lines ------------------------------------------------------------------------------------------------ */

bool qr_text_line_end(struct qr_text_line *line) {
    struct qr_open *open = line->open;
    if (!end_step(line))
        return false;
    open->run_cells = line->covered;
    put_entry(line, 0);
    open->entries += line->entries;
    open->text_bytes += line->entry_text;
    open->words += line->entry_words;
    open->last_line = line->number;
    line->held += line->entry_text + line->entries * sizeof(struct qr_entry) + line->entry_words * sizeof(uint16_t);
    line->ended++;
    next_line(line, line->number + line->rows);
    return true;
}

/* The words of a line of one piece. Returns how many. */
static inline uint32_t put_whole_words(uint16_t *words, const struct qr_text_piece *piece, bool breaks,
                                       uint32_t index) {
    uint16_t *to = words;
    if (breaks) {
        *to++ = (uint16_t)piece->break_count;
        memcpy(to, piece->breaks, piece->break_count * sizeof *to);
        to += piece->break_count;
    }
    if (index != 0)
        *to++ = (uint16_t)(index << 8 | (piece->cells - 1));
    return (uint32_t)(to - words);
}

/* Inline, so that what is known of ASCII is not asked. */
static inline bool put_whole(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                             uint32_t index, uint32_t flags) {
    struct qr_open *open = line->open;
    struct qr_open_fill fill = {line->held, open->entries, open->words, open->text_bytes};
    if (piece->columns > line->cols || line->number_words > 0 || index >= 255 || !line->has_words ||
        !qr_open_has_room(&fill, piece->bytes, piece->break_count, QR_STYLES_EXPECTED))
        return false;
    qr_text_line_copy(line, piece->text, piece->bytes, end);
    uint16_t *to = line->words + open->words;
    uint32_t words = put_whole_words(to, piece, (flags & QR_LINE_BREAKS) != 0, index);
    qr_open_entries(open)[open->entries++] =
        (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, (uint16_t)piece->columns, (uint16_t)flags};
    open->text_bytes += piece->bytes;
    open->words += words;
    open->run_cells = index != 0 ? piece->cells : 0;
    open->last_line = line->number;
    line->held += piece->bytes + sizeof(struct qr_entry) + words * sizeof(uint16_t);
    line->ended++;
    next_line(line, line->number + 1);
    return true;
}

/* The page holds whole lines of this style more. */
static void take_lines(struct qr_text_line *line, const struct qr_open_fill *fill, uint32_t index) {
    struct qr_open *open = line->open;
    uint32_t count = fill->entries - open->entries;
    open->entries = fill->entries;
    open->words = fill->words;
    open->text_bytes = fill->text_bytes;
    open->run_cells = index != 0 ? qr_open_entries(open)[open->entries - 1].width : 0;
    open->last_line = line->number + count - 1;
    line->held = fill->held;
    line->ended += count;
    next_line(line, line->number + count);
}

/* The length of a line of ASCII at `p` that fits into a row and ends with CR LF, and so into a step; 0: it is another.
 */
static inline size_t plain_length(const uint8_t *p, const uint8_t *end, uint32_t cells_max) {
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    return run <= cells_max && (size_t)(end - p) >= run + 2 && p[run] == '\r' ? run : 0;
}

/* So many lines of at most `cells_max` cells have certainly room one behind the other, and what else is asked for. */
static uint32_t sure_lines(const struct qr_open_fill *fill, uint32_t cells_max) {
    const uint32_t spare = 1024, spare_words = 32;
    uint32_t each = cells_max + (uint32_t)(sizeof(struct qr_entry) + sizeof(uint16_t));
    if (!qr_open_has_room(fill, spare, spare_words, QR_STYLES_EXPECTED))
        return 0;
    uint32_t lines = (QR_SEAL_BYTES - (uint32_t)fill->held - spare) / each;
    lines = qr_min_u32(lines, (QR_OPEN_TEXT_MAX - fill->text_bytes - spare) / cells_max);
    lines = qr_min_u32(lines, QR_OPEN_ENTRIES_MAX - fill->entries - 1);
    return qr_min_u32(lines, QR_OPEN_WORDS_MAX - fill->words - spare_words);
}

/* A page that has room for a line has room for one copy. */
static inline void copy_line(uint8_t *to, const uint8_t *bytes, size_t count, const uint8_t *end) {
    _Static_assert(QR_OPEN_TEXT_MAX - QR_TEXT_COPY + QR_WIDTHS_EXPECTED * sizeof(struct qr_width) > QR_SEAL_BYTES, "");
    if (count <= QR_TEXT_COPY && (size_t)(end - bytes) >= QR_TEXT_COPY)
        memcpy(to, bytes, QR_TEXT_COPY);
    else
        memcpy(to, bytes, count);
}

/* Puts at most so many plain lines, for which there is room. Returns the place behind them. */
static const uint8_t *put_plain(const struct qr_text_line *line, struct qr_open_fill *fill, const uint8_t *bytes,
                                const uint8_t *end, uint32_t index, uint32_t count) {
    uint32_t cells_max = qr_min_u32(line->cols, QR_FREEZE_CELLS), run_words = index != 0;
    struct qr_entry *entry = qr_open_entries(line->open) + fill->entries, *first = entry;
    uint16_t *words = line->words;
    uint32_t at = fill->text_bytes, word = fill->words;
    size_t length;
    for (; count > 0 && (length = plain_length(bytes, end, cells_max)) > 0; count--) {
        copy_line(line->text + at, bytes, length, end);
        if (run_words)
            words[word] = (uint16_t)(index << 8 | (length - 1));
        *entry++ = (struct qr_entry){(uint16_t)at, (uint16_t)word, (uint16_t)length, QR_LINE_ASCII};
        at += (uint32_t)length;
        word += run_words;
        bytes += length + 2;
    }
    uint32_t lines = (uint32_t)(entry - first);
    fill->held += at - fill->text_bytes + lines * (sizeof *entry + run_words * sizeof *words);
    *fill = (struct qr_open_fill){fill->held, fill->entries + lines, word, at};
    return bytes;
}

const uint8_t *qr_text_line_plain(struct qr_text_line *line, const uint8_t *bytes, const uint8_t *end, uint32_t index) {
    const struct qr_open *open = line->open;
    struct qr_open_fill fill = {line->held, open->entries, open->words, open->text_bytes};
    uint32_t cells_max = qr_min_u32(line->cols, QR_FREEZE_CELLS);
    const uint8_t *before;
    if (line->number_words > 0 || index >= 255)
        return bytes;
    do {
        uint32_t sure = sure_lines(&fill, cells_max);
        before = bytes;
        if (sure > 0)
            bytes = put_plain(line, &fill, bytes, end, index, sure);
        else if (qr_open_has_room(&fill, (uint32_t)plain_length(bytes, end, cells_max), 1, QR_STYLES_EXPECTED))
            bytes = put_plain(line, &fill, bytes, end, index, 1);
    } while (bytes != before);
    if (fill.entries > open->entries)
        take_lines(line, &fill, index);
    return bytes;
}

bool qr_text_line_whole_piece(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                              uint32_t index) {
    bool breaks = piece->break_count > 1 || (piece->breaks[0] & 255) != 1;
    uint32_t flags = (breaks ? QR_LINE_BREAKS : 0u) | (piece->columns > piece->cells ? QR_LINE_WIDE : 0u) |
                     (piece->bytes == piece->cells ? QR_LINE_ASCII : 0u);
    return put_whole(line, piece, end, index, flags);
}

void qr_text_line_finish(const struct qr_text_line *line, struct qr_history *history) {
    struct qr_open *open = line->open;
    if (open->last_line > open->greatest_line)
        open->greatest_line = open->last_line;
    history->lines += line->ended;
}
