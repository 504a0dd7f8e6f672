/* history_file_kit.h - a history in a file and its twin in memory, which are told the same; what both say is compared
 * as digests, so that what was true at a commit can be remembered. */
#ifndef HISTORY_FILE_KIT_H
#define HISTORY_FILE_KIT_H

#include "test.h"

#include "history/history_kit.h"
#include "history_file.h"

/* --- what a history says ----------------------------------------------------------------------------------------- */

/* Text, styles, links, breaks, numbers and flags of all lines, whatever pages they lie in. */
struct kit_digest {
    uint64_t hash, cells, lines, last_line;
    bool goes_on;
};

static inline uint64_t kit_mix(uint64_t digest, uint64_t value) {
    return (digest ^ value) * UINT64_C(0x9E3779B97F4A7C15) ^ digest >> 29;
}

static inline uint64_t kit_mix_bytes(uint64_t digest, const void *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        digest = (digest ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001B3);
    return digest;
}

/* A style by what it is, its link by its text. */
static inline uint64_t kit_style_hash(const struct qr_lines *lines, uint32_t index) {
    struct qr_style style = qr_lines_style(lines, index);
    uint64_t hash = 1;
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_lines_link(lines, qr_style_link(style));
        hash = kit_mix_bytes(kit_mix_bytes(hash, key.uri, key.uri_length), key.id, key.id_length);
        qr_style_set_link(&style, 0);
    }
    return kit_mix(kit_mix(hash, style.first), style.second);
}

/* Mixes an entry in, `skip` columns of it left out. */
static inline void kit_mix_entry(struct kit_digest *digest, const struct qr_lines *lines, uint32_t entry,
                                 uint64_t *skip) {
    struct qr_entry_reader reader;
    struct qr_frozen_cell cell;
    uint32_t known = UINT32_MAX;
    uint64_t style = 0;
    qr_entry_read(&reader, lines, entry);
    while (qr_entry_next(&reader, &cell)) {
        uint64_t width = cell.wide ? 2 : 1;
        if (*skip >= width) {
            *skip -= width;
            continue;
        }
        style = cell.style == known ? style : kit_style_hash(lines, cell.style);
        known = cell.style;
        digest->hash = kit_mix(digest->hash, style + cell.code_points * 2 + cell.wide);
        digest->hash = kit_mix_bytes(digest->hash, cell.text, cell.bytes);
        digest->cells++;
    }
}

/* The first `skip` columns are left out: another history may have lost them already. */
static inline struct kit_digest kit_digest_behind(const struct qr_history *history, uint64_t skip) {
    struct kit_digest digest = {.lines = history->lines, .last_line = qr_history_last_line(history)};
    bool beheaded = skip > 0 || history->head_column > 0;
    for (size_t page = 0; page < qr_history_page_count(history); page++) {
        struct qr_lines lines = qr_history_lines(history, page);
        uint64_t line = lines.first_line;
        for (uint32_t i = 0; i < lines.count; i++) {
            uint16_t flags = lines.entries[i].flags;
            line = i > 0 ? qr_entry_number(&lines, i, line) : line;
            if (i < qr_history_first_entry(history, page))
                continue;
            if (!(flags & QR_LINE_CONTINUES) && !beheaded)
                digest.hash = kit_mix(digest.hash, line) + (flags & QR_LINE_PROMPT);
            beheaded = beheaded && (flags & QR_LINE_GOES_ON);
            kit_mix_entry(&digest, &lines, i, &skip);
            digest.goes_on = (flags & QR_LINE_GOES_ON) != 0;
        }
    }
    return digest;
}

static inline struct kit_digest kit_digest_of(const struct qr_history *history) {
    return kit_digest_behind(history, 0);
}

static inline bool kit_same_digest(const struct kit_digest *a, const struct kit_digest *b) {
    return a->hash == b->hash && a->cells == b->cells && a->lines == b->lines && a->last_line == b->last_line &&
           a->goes_on == b->goes_on;
}

/* --- a history in a file, and its twin --------------------------------------------------------------------------- */

struct kit_pair {
    const char *path;
    struct kit_memory file_memory, twin_memory;
    struct quire_allocator file_allocator, twin_allocator;
    struct qr_history file, twin;
    uint64_t number; /* the last line's */
    struct qr_page source;
    struct kit_taste taste;
};

static inline void kit_pair_begin(struct kit_pair *pair, const char *path, uint64_t lines, uint64_t bytes) {
    struct qr_file_findings findings;
    *pair = (struct kit_pair){.path = path, .taste = {.looks = 40, .marked = true, .filled = 60, .wrapped = 30}};
    pair->file_allocator = kit_allocator(&pair->file_memory);
    pair->twin_allocator = kit_allocator(&pair->twin_memory);
    qr_history_init(&pair->file, &pair->file_allocator, lines, bytes, 5);
    qr_history_init(&pair->twin, &pair->twin_allocator, lines, 0, 5);
    kit_make_page(&pair->source, &pair->twin_allocator, ROW_COLS_MAX);
    CHECK_INT(qr_history_file_open(&pair->file, path, true, NULL, &findings), QUIRE_OK);
}

static inline void kit_pair_end(struct kit_pair *pair) {
    qr_history_finish(&pair->file);
    qr_history_finish(&pair->twin);
    qr_page_destroy(&pair->source);
    CHECK_INT(pair->file_memory.blocks, 0);
    CHECK_INT(pair->twin_memory.blocks, 0);
}

/* A limit of bytes counts the file: what it took from there goes from the twin too, by whole lines. */
static inline void kit_pair_trim(struct kit_pair *pair) {
    qr_history_trim(&pair->file);
    qr_history_set_limits(&pair->twin, pair->file.lines, 0);
    qr_history_set_limits(&pair->twin, pair->file.line_limit, 0);
}

static inline void kit_pair_append(struct kit_pair *pair, uint32_t count) {
    static struct kit_row row;
    for (uint32_t i = 0; i < count; i++) {
        bool continues = qr_history_goes_on(&pair->twin, qr_history_last_line(&pair->twin));
        if (!continues)
            pair->number += kit_below(50) ? 1 : 1 + kit_below(200000);
        uint64_t line = continues ? qr_history_last_line(&pair->twin) : pair->number;
        kit_build_row(&pair->source, &pair->taste, line, !continues, &row);
        kit_must(qr_history_append_row(&pair->file, &pair->source, 0));
        kit_must(qr_history_append_row(&pair->twin, &pair->source, 0));
        kit_pair_trim(pair);
    }
}

/* Takes back everything from a row on, among the last `most` rows at this width. */
static inline void kit_pair_truncate(struct kit_pair *pair, uint32_t cols, uint32_t most) {
    struct qr_history_at at, twin_at;
    uint64_t rows = qr_history_rows(&pair->file, cols), column, index;
    if (rows == 0)
        return;
    index = rows - 1 - kit_below(rows > most ? most : (uint32_t)rows);
    CHECK(qr_history_row_at(&pair->file, cols, index, &at));
    uint64_t line = qr_history_line_at(&pair->file, &at, &column);
    CHECK(qr_history_find(&pair->twin, cols, line, column, &twin_at, &index));
    twin_at.column = column; /* the twin lost no beginning of a line */
    if (at.column == 0 && pair->file.head_column > 0 && column > 0)
        return; /* here the file's line ends where it begins */
    kit_must(qr_history_truncate(&pair->file, &at));
    kit_must(qr_history_truncate(&pair->twin, &twin_at));
}

static inline void kit_pair_end_line(struct kit_pair *pair) {
    kit_must(qr_history_unpack_last(&pair->file));
    qr_history_end_line(&pair->file);
    kit_must(qr_history_unpack_last(&pair->twin));
    qr_history_end_line(&pair->twin);
}

/* Appends that are taken back, or kept and their page merged with the one before, as when a terminal is resized. */
static inline void kit_pair_try(struct kit_pair *pair) {
    size_t left, right;
    uint64_t number = pair->number, lines = pair->twin.lines, limit = pair->file.line_limit;
    uint64_t bytes = pair->file.byte_limit;
    kit_must(qr_history_begin(&pair->file, &left));
    kit_must(qr_history_begin(&pair->twin, &right));
    pair->file.line_limit = UINT64_MAX; /* nothing is evicted meanwhile */
    pair->file.byte_limit = 0;
    kit_pair_append(pair, kit_below(120));
    pair->file.line_limit = limit;
    pair->file.byte_limit = bytes;
    if (kit_below(2) && pair->twin.lines > lines) {
        qr_history_commit(&pair->file);
        qr_history_commit(&pair->twin);
    } else {
        qr_history_rollback(&pair->file, left);
        qr_history_rollback(&pair->twin, right);
        pair->number = number;
    }
    kit_pair_trim(pair);
}

static inline void kit_pair_clear(struct kit_pair *pair) {
    qr_history_clear(&pair->file);
    qr_history_clear(&pair->twin);
}

static inline void kit_pair_limit(struct kit_pair *pair, uint64_t lines, uint64_t bytes) {
    qr_history_set_limits(&pair->file, lines, bytes);
    kit_pair_trim(pair);
}

/* What the file's side has to say now. */
static inline struct kit_digest kit_pair_want(const struct kit_pair *pair) {
    return kit_digest_behind(&pair->twin, pair->file.head_column);
}

static inline enum quire_result kit_pair_commit(struct kit_pair *pair) {
    return qr_history_file_commit(&pair->file, pair->number + 1);
}

/* One of the things that happen to a history. */
static inline void kit_pair_step(struct kit_pair *pair) {
    uint32_t kind = kit_below(16), cols = 1 + kit_below(kit_below(2) ? 20 : 299);
    pair->taste.wrapped = kit_below(12) ? 30 : 99; /* now and then a very long line */
    pair->taste.looks = kit_below(4) ? 30 : KIT_LOOKS;
    pair->taste.ascii = kit_below(3) == 0;
    if (kind < 8)
        kit_pair_append(pair, kit_below(100));
    else if (kind < 10)
        kit_pair_truncate(pair, cols, kit_below(4) ? 30 : 2000);
    else if (kind < 12)
        kit_pair_try(pair);
    else if (kind < 13)
        kit_pair_end_line(pair);
    else if (kind < 14)
        (void)qr_history_idle(&pair->file, 100000);
    else if (kind < 15)
        (void)qr_history_rows_about(&pair->file, cols);
    else if (kit_below(10) == 0)
        kit_pair_clear(pair);
}

/* Closes the file and opens it again, as after the death of its process: the last line is ended then. */
static inline void kit_pair_reopen(struct kit_pair *pair) {
    struct qr_file_findings findings;
    uint64_t lines = pair->file.line_limit, bytes = pair->file.byte_limit;
    qr_history_finish(&pair->file);
    CHECK_INT(pair->file_memory.bytes, 0);
    qr_history_init(&pair->file, &pair->file_allocator, lines, bytes, 5);
    CHECK_INT(qr_history_file_open(&pair->file, pair->path, true, NULL, &findings), QUIRE_OK);
    CHECK(findings.lost_pages == 0 && findings.lost_lines == 0 && !findings.no_journal);
    kit_must(qr_history_unpack_last(&pair->twin));
    qr_history_end_line(&pair->twin);
    if (test_ok)
        CHECK_INT(qr_history_file_next_line(pair->file.file), pair->number + 1);
    kit_pair_trim(pair);
}

#endif
