#include "history_text_line.h"

#include "qr_scan.h"

/* Short text is copied in one step of this size, where both sides have room for it. */
#define COPY_BYTES 16u
/* Numbers that are left out before a line, at most, so that a word can say it. */
#define SKIP_MAX UINT16_MAX
/* Words that an entry and a step take, at most: a break and a run of three words each cell. */
#define WORDS_MAX ((QR_ENTRY_WIDTH_MAX + QR_FREEZE_CELLS) * 4 + 16)

static void next_entry(struct qr_text_line *line) {
    line->has_words = line->open->words + line->entry_words + WORDS_MAX <= QR_OPEN_WORDS_MAX;
    line->entry = (struct qr_text_span){0, 0, 0, 0, 0};
    line->covered = line->number_words = 0;
    line->has_breaks = false;
}

static void next_step(struct qr_text_line *line) {
    line->step = (struct qr_text_span){0, 0, 0, 0, 0};
    line->run = line->gap = 0;
}

static void next_line(struct qr_text_line *line, uint64_t number) {
    line->number = number;
    line->rows = 1;
    line->x = line->index = 0;
    line->at = line->open->text_bytes;
    line->entries = line->entry_text = line->entry_words = 0;
    next_entry(line);
    next_step(line);
}

/* Before its text: the numbers that were left out. */
static void put_skip(struct qr_text_line *line) {
    uint64_t skip = line->number - line->open->last_line - 1;
    if (skip > 0)
        qr_open_words(line->open)[line->open->words + line->number_words++] = (uint16_t)skip;
}

bool qr_text_line_begin(struct qr_text_line *line, const struct qr_text_row *row, uint32_t cols) {
    struct qr_open *open = row->history->open;
    if (!open || open->entries == 0 || !row->fresh || row->line <= open->last_line ||
        row->line - open->last_line > SKIP_MAX || row->chunk.time != open->last_time ||
        qr_open_entries(open)[open->entries - 1].flags & QR_LINE_GOES_ON)
        return false;
    line->open = open;
    line->cols = cols;
    line->held = qr_history_open_bytes(row->history);
    line->ended = 0;
    next_line(line, row->line);
    put_skip(line);
    return true;
}

/* --- steps ------------------------------------------------------------------------------------------------------ */

/* The last cells are a run. */
static inline void end_run(struct qr_text_line *line) {
    uint16_t *runs = line->runs + line->entry.runs;
    if (line->step.runs == 0 && line->covered < line->entry.cells)
        line->gap = qr_run_put(runs, 0, line->entry.cells - line->covered);
    line->step.runs += qr_run_put(runs + line->gap + line->step.runs, line->index, line->run);
    line->run = 0;
}

/* Words of the entry so far. */
static uint32_t words_of(const struct qr_text_line *line) {
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
static inline bool has_room(const struct qr_text_line *line) {
    struct qr_open_fill fill = fill_of(line);
    const struct qr_text_span *step = &line->step;
    return qr_open_has_room(&fill, step->bytes, step->breaks, QR_STYLES_EXPECTED) &&
           (step->runs == 0 || qr_open_has_room(&fill, step->bytes, step->breaks + step->runs, 0));
}

/* Writes the entry of the steps that were done. */
static void put_entry(struct qr_text_line *line, uint32_t flags) {
    struct qr_open *open = line->open;
    const struct qr_text_span *span = &line->entry;
    uint32_t at = open->words + line->entry_words;
    uint16_t *words = qr_open_words(open) + at + line->number_words;
    if (line->has_breaks) {
        *words++ = (uint16_t)span->breaks;
        memcpy(words, line->breaks, span->breaks * sizeof *words);
        words += span->breaks;
    }
    if (span->runs > 0)
        memcpy(words, line->runs, span->runs * sizeof *words);
    flags |= (line->number_words > 0 ? QR_LINE_SKIP : 0u) | (line->entries > 0 ? QR_LINE_CONTINUES : 0u) |
             (line->has_breaks ? QR_LINE_BREAKS : 0u) | (span->columns > span->cells ? QR_LINE_WIDE : 0u) |
             (span->bytes == span->cells ? QR_LINE_ASCII : 0u);
    qr_open_entries(open)[open->entries + line->entries] = (struct qr_entry){
        (uint16_t)(open->text_bytes + line->entry_text), (uint16_t)at, (uint16_t)span->columns, (uint16_t)flags};
    line->entries++;
    line->entry_text += span->bytes;
    line->entry_words += words_of(line);
}

/* The step does not fit into the entry: it begins one. */
static void begin_entry(struct qr_text_line *line) {
    put_entry(line, QR_LINE_GOES_ON);
    memmove(line->runs, line->runs + line->entry.runs + line->gap, line->step.runs * sizeof *line->runs);
    memmove(line->breaks, line->breaks + line->entry.breaks, line->step.breaks * sizeof *line->breaks);
    line->gap = 0;
    next_entry(line);
}

/* The entry needs breaks from its step on: those of the cells before it. */
static void make_breaks(struct qr_text_line *line) {
    uint16_t words[QR_ENTRY_WIDTH_MAX / 256 + 1];
    uint32_t count = 0;
    for (uint32_t left = line->entry.cells, cells; left > 0; left -= cells) {
        cells = qr_min_u32(left, 256);
        words[count++] = (uint16_t)((cells - 1) << 8 | 1);
    }
    memmove(line->breaks + count, line->breaks, line->step.breaks * sizeof *words);
    memcpy(line->breaks, words, count * sizeof *words);
    line->entry.breaks = count;
    line->has_breaks = true;
}

/* The words of the step become words of the entry: runs where there are some, and breaks once there is something that
 * text does not say. */
static inline void take_words(struct qr_text_line *line) {
    const struct qr_text_span *step = &line->step;
    if (step->runs > 0) {
        line->entry.runs += line->gap + step->runs;
        line->covered = line->entry.cells + step->cells - line->run;
    }
    bool simple = step->breaks == 0 || (step->breaks == 1 && (line->breaks[line->entry.breaks] & 255) == 1);
    if (!simple && !line->has_breaks)
        make_breaks(line);
    if (line->has_breaks)
        line->entry.breaks += step->breaks;
}

/* A step is done as a whole. False: the page would be sealed before it. */
static bool end_step(struct qr_text_line *line) {
    if (line->index != 0 && line->run > 0)
        end_run(line);
    if (!has_room(line))
        return false;
    if (line->entry.columns + line->step.columns > QR_ENTRY_WIDTH_MAX)
        begin_entry(line);
    take_words(line);
    line->entry.bytes += line->step.bytes;
    line->entry.cells += line->step.cells;
    line->entry.columns += line->step.columns;
    next_step(line);
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

/* Lines shorter than this are asked about; what a longer one may take is no less than what two steps may. */
#define SHORT_LINE_BYTES 1024u

/* By the bytes up to the end of the line, where it is near: another style takes a rendition of three bytes and a byte
 * of text, another break two bytes, and the ends of two steps a run each. */
static struct bound of_bytes(const uint8_t *bytes, const uint8_t *end) {
    size_t length = (size_t)(end - bytes) < SHORT_LINE_BYTES ? (size_t)(end - bytes) : SHORT_LINE_BYTES;
    const uint8_t *line_end = memchr(bytes, '\n', length);
    uint32_t most = line_end ? (uint32_t)(line_end - bytes) : 0;
    return line_end ? (struct bound){most, most / 2 + (most / 4 + 3) * 3, most / 4 + 1} : of_step;
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
    fill.held += link;
    const struct qr_text_span *step = &line->step;
    return qr_open_has_room(&fill, step->bytes + more.bytes, step->breaks + step->runs + more.words + 16,
                            QR_STYLES_EXPECTED + more.styles);
}

/* And for what may come to the step, and to one more? Links that may come are not counted: this is asked again for
 * each. The bytes are looked at only where a page is nearly full. */
static bool has_much_room(const struct qr_text_line *line, size_t link, const uint8_t *bytes, const uint8_t *end) {
    return has_room_for(line, link, of_step) || has_room_for(line, link, of_bytes(bytes, end));
}

bool qr_text_line_style(struct qr_text_line *line, struct qr_text_row *row, const struct qr_text_dress *dress,
                        const uint8_t *bytes, const uint8_t *end, uint32_t *index) {
    bool known = qr_style_is_default(dress->style);
    *index = 0;
    if (!known && qr_style_link(dress->style) == 0) {
        *index = qr_text_memo_find(&row->memo, row->history, dress->style);
        known = *index != 0;
    }
    if (known)
        return true;
    if (!has_much_room(line, link_bytes(dress), bytes, end) ||
        qr_text_memo_add(&row->memo, row->history, dress, index) != QUIRE_OK)
        return false;
    return false;
    line->held = qr_history_open_bytes(row->history);
    return true;
}

/* --- text ------------------------------------------------------------------------------------------------------- */

/* Have the areas of the page room for so much text, and what words an entry and a step take? */
static inline bool holds(const struct qr_text_line *line, uint32_t bytes) {
    return line->has_words && line->at + bytes <= QR_OPEN_TEXT_MAX;
}

bool qr_text_line_wrap(struct qr_text_line *line) {
    if (!end_step(line))
        return false;
    line->rows++;
    line->x = 0;
    return true;
}

bool qr_text_line_room(struct qr_text_line *line, bool wraps, uint32_t *cells, uint32_t *columns) {
    bool full = line->x == line->cols;
    if ((full && (!wraps || !qr_text_line_wrap(line))) || (line->step.cells == QR_FREEZE_CELLS && !end_step(line)))
        return false;
    *cells = QR_FREEZE_CELLS - line->step.cells;
    *columns = line->cols - line->x;
    return true;
}

static inline void copy_text(struct qr_open *open, uint32_t at, const uint8_t *bytes, size_t count,
                             const uint8_t *end) {
    uint8_t *to = qr_open_text(open) + at;
    if (count <= COPY_BYTES && (size_t)(end - bytes) >= COPY_BYTES && at + COPY_BYTES <= QR_OPEN_TEXT_MAX)
        memcpy(to, bytes, COPY_BYTES);
    else
        memcpy(to, bytes, count);
}

/* The cells of a break go on with those of the step; a step has no more than a word can say. */
static inline void add_break(struct qr_text_line *line, uint32_t word) {
    uint16_t *next = line->breaks + line->entry.breaks + line->step.breaks;
    if (line->step.breaks > 0 && ((next[-1] ^ word) & 255) == 0) {
        next[-1] = (uint16_t)(next[-1] + (word & 0xFF00u) + 256);
        return;
    }
    *next = (uint16_t)word;
    line->step.breaks++;
}

/* Cells that have their breaks. */
static inline void put_cells(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                             uint32_t index) {
    if (line->run > 0 && line->index != index)
        end_run(line);
    copy_text(line->open, line->at, piece->text, piece->bytes, end);
    line->at += piece->bytes;
    line->index = index;
    line->run += piece->cells;
    line->step.bytes += piece->bytes;
    line->step.cells += piece->cells;
    line->step.columns += piece->columns;
    line->x += piece->columns;
}

bool qr_text_line_put_piece(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                            uint32_t index) {
    if (!holds(line, piece->bytes))
        return false;
    add_break(line, piece->breaks[0]);
    if (piece->break_count > 1) {
        uint16_t *next = line->breaks + line->entry.breaks + line->step.breaks;
        memcpy(next, piece->breaks + 1, (piece->break_count - 1) * sizeof *next);
        line->step.breaks += piece->break_count - 1;
    }
    put_cells(line, piece, end, index);
    return true;
}

/* ASCII that fits into the row and the step. False: the page does not hold it. */
static inline bool put_part(struct qr_text_line *line, const uint8_t *bytes, uint32_t count, const uint8_t *end,
                            uint32_t index) {
    struct qr_text_piece piece = {.text = bytes, .bytes = count, .cells = count, .columns = count};
    if (!holds(line, count))
        return false;
    add_break(line, (count - 1) << 8 | 1);
    put_cells(line, &piece, end, index);
    return true;
}

/* ASCII that goes over the end of the row or the step. */
static bool put_parts(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end, uint32_t index,
                      bool wraps) {
    uint32_t cells, columns;
    while (count > 0) {
        if (!qr_text_line_room(line, wraps, &cells, &columns))
            return false;
        uint32_t room = qr_min_u32(cells, columns), part = count < room ? (uint32_t)count : room;
        if (!put_part(line, bytes, part, end, index))
            return false;
        bytes += part;
        count -= part;
    }
    return true;
}

bool qr_text_line_put(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end, uint32_t index,
                      bool wraps) {
    if (count <= line->cols - line->x && count <= QR_FREEZE_CELLS - line->step.cells)
        return put_part(line, bytes, (uint32_t)count, end, index);
    return put_parts(line, bytes, count, end, index, wraps);
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
    put_skip(line);
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
    if (piece->columns > line->cols || line->number_words > 0 || index >= 255 ||
        !qr_open_has_room(&fill, piece->bytes, piece->break_count, QR_STYLES_EXPECTED))
        return false;
    copy_text(open, open->text_bytes, piece->text, piece->bytes, end);
    uint16_t *to = qr_open_words(open) + open->words;
    uint32_t words = put_whole_words(to, piece, (flags & QR_LINE_BREAKS) != 0, index);
    qr_open_entries(open)[open->entries++] =
        (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, (uint16_t)piece->columns, (uint16_t)flags};
    open->text_bytes += piece->bytes;
    open->words += words;
    line->at = open->text_bytes;
    line->has_words = open->words + WORDS_MAX <= QR_OPEN_WORDS_MAX;
    open->run_cells = index != 0 ? piece->cells : 0;
    open->last_line = line->number;
    line->held += piece->bytes + sizeof(struct qr_entry) + words * sizeof(uint16_t);
    line->ended++;
    line->number++;
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
    line->at = open->text_bytes;
    line->has_words = open->words + WORDS_MAX <= QR_OPEN_WORDS_MAX;
    line->held = fill->held;
    line->ended += count;
    line->number += count;
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

/* Puts at most so many plain lines, for which there is room. Returns the place behind them. */
static const uint8_t *put_plain(const struct qr_text_line *line, struct qr_open_fill *fill, const uint8_t *bytes,
                                const uint8_t *end, uint32_t index, uint32_t count) {
    uint32_t cells_max = qr_min_u32(line->cols, QR_FREEZE_CELLS), run_words = index != 0;
    struct qr_entry *entry = qr_open_entries(line->open) + fill->entries, *first = entry;
    uint16_t *words = qr_open_words(line->open);
    uint32_t at = fill->text_bytes, word = fill->words;
    size_t length;
    for (; count > 0 && (length = plain_length(bytes, end, cells_max)) > 0; count--) {
        copy_text(line->open, at, bytes, length, end);
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
