/* history_chunk.h - freezing in steps: up to QR_FREEZE_CELLS cells of a row are encoded (history_encode.c) and joined
 * to the open page (history_join.c). history_append.c sees to it that there is room, so joining cannot fail: a step is
 * done as a whole or not at all. */
#ifndef QR_HISTORY_CHUNK_H
#define QR_HISTORY_CHUNK_H

#include "history.h"

/* A link that text has, before it is one of a page: bytes that are somebody else's. Two are the same opening of a link
 * when their URIs lie at one place. */
struct qr_text_link {
    const char *uri, *id; /* id NULL: opened without one, as number `number` */
    uint32_t uri_length, id_length;
    uint32_t number;
};

/* How text looks: a style as history keeps it (protection and meaning folded in), whose link, if it has one, is `link`
 * whatever number the style says. */
struct qr_text_dress {
    struct qr_style style;
    struct qr_text_link link;
};

/* Cells of one dress side by side. */
struct qr_chunk_run {
    struct qr_text_dress dress;
    uint32_t cells;
};

struct qr_text_memo;

/* Where the styles of a chunk come from: cells of a page, or runs by value. */
struct qr_chunk_styles {
    const struct qr_page *page;  /* of the cells */
    const struct qr_cell *cells; /* NULL: runs */
    uint32_t columns;
    const struct qr_chunk_run *runs;
    uint32_t run_count;
    struct qr_text_memo *memo; /* for runs */
};

/* One step of freezing: up to QR_FREEZE_CELLS cells, encoded. */
struct qr_chunk {
    uint8_t text[QR_FREEZE_CELLS * QR_CELL_BYTES_MAX];
    uint16_t breaks[QR_FREEZE_CELLS];
    uint16_t runs[QR_FREEZE_CELLS * 3];
    uint32_t text_bytes, break_count, run_count, width, run_cells;
    bool ascii, wide, simple;
    bool plain;    /* there was no memory for a style: some cells have lost theirs */
    uint64_t time; /* of the row */
    bool dressed;  /* the row has styles, or cells that are protected or have a meaning */
};

/* Writes a run; returns how many words it took, 1 or 3. */
static inline uint32_t qr_run_put(uint16_t *words, uint32_t style, uint32_t cells) {
    if (style < 255 && cells <= 256) {
        words[0] = (uint16_t)(style << 8 | (cells - 1));
        return 1;
    }
    words[0] = 0xFF00;
    words[1] = (uint16_t)style;
    words[2] = (uint16_t)cells;
    return 3;
}

/* New styles that a chunk is expected to bring; where it brings more, its page is sealed before it as well. */
#define QR_STYLES_EXPECTED (QR_FREEZE_CELLS / 8)

/* Widths of lines that a sealed page is expected to tell apart. With more it takes a unit of memory more than
 * QR_SEAL_BYTES, and no block that came free can be taken for it. */
#define QR_WIDTHS_EXPECTED 72u

/* What an open page holds, and the bytes that it takes. */
struct qr_open_fill {
    size_t held;
    uint32_t entries, words, text_bytes;
};

/* Has a page that is not empty room for a chunk of so much text and so many words of runs and breaks? */
static inline bool qr_open_has_room(const struct qr_open_fill *fill, uint32_t text_bytes, uint32_t words,
                                    uint32_t new_styles) {
    /* Joining an entry without breaks to one with them takes words for the cells that are there, 256 each. */
    words += 16 + QR_ENTRY_WIDTH_MAX / 256;
    return fill->entries + 1 < QR_OPEN_ENTRIES_MAX && fill->words + words < QR_OPEN_WORDS_MAX &&
           fill->text_bytes + text_bytes < QR_OPEN_TEXT_MAX &&
           fill->held + text_bytes + words * sizeof(uint16_t) + sizeof(struct qr_entry) +
                   new_styles * sizeof(struct qr_style) + QR_WIDTHS_EXPECTED * sizeof(struct qr_width) <=
               QR_SEAL_BYTES;
}

/* Text, breaks and widths of cells; styles come after. Returns how many cells were taken (tails go with their heads).
 */
uint32_t qr_chunk_take_cells(struct qr_chunk *chunk, const struct qr_page *page, const struct qr_cell *cells,
                             uint32_t count);
/* The same for cells that are all ASCII or blank, as most are. */
uint32_t qr_chunk_take_ascii(struct qr_chunk *chunk, const struct qr_cell *cells, uint32_t count);
/* Runs of the cells of a chunk, in cells (a wide character is one); their styles come into the vocabulary.
 * OUT_OF_MEMORY, OUT_OF_STYLES and the like of qr_page_add_style: some did not. */
enum quire_result qr_chunk_take_styles(struct qr_history *history, struct qr_chunk *chunk,
                                       const struct qr_chunk_styles *styles);
/* A style as history keeps it: with the protection and the meaning of a cell folded in. */
static inline struct qr_style qr_history_fold(struct qr_style style, struct qr_cell cell) {
    uint64_t fold = (uint64_t)qr_cell_is_protected(cell) | (uint64_t)qr_cell_semantic(cell) << 1;
    style.second |= fold << QR_STYLE_FOLD_SHIFT;
    return style;
}
/* The index of a link, and that of a style with a link of the vocabulary, if it has one: each comes into the vocabulary
 * unless it is there. Cost: one hash. */
enum quire_result qr_history_link_index(struct qr_history *history, const struct qr_link_key *key, uint32_t *link);
enum quire_result qr_history_style_index(struct qr_history *history, struct qr_style style, uint32_t *index);
/* The same where it is not expected to be there: found or added in one look. Each style of the vocabulary keeps the one
 * reference of its first use, and none dies: one that takes no new place was there. */
enum quire_result qr_history_style_add(struct qr_history *history, struct qr_style style, uint32_t *index);
/* Adds a break for `cells` cells of so many code points. */
void qr_chunk_add_break(struct qr_chunk *chunk, uint32_t cells, uint32_t code_points, bool wide);

/* Appends a chunk, whole or not at all: to the last line, or as the beginning of a line when `fresh`. The open page is
 * there (qr_history_ensure_open), and sealed first when the chunk has no room in it. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_append_chunk(struct qr_history *history, struct qr_chunk *chunk,
                                          const struct qr_chunk_styles *styles, uint64_t line, bool fresh);
/* Before the first chunk of a row: the line before it, which may be in a sealed page, ends when this row is `fresh`,
 * and there is a ballast while there is memory. OUT_OF_MEMORY, IO, CORRUPT: nothing changed. */
enum quire_result qr_history_before_row(struct qr_history *history, bool fresh);
/* The last entry's line goes on, or it does not. */
void qr_history_after_row(struct qr_history *history, bool wrapped);

/* Begins an entry: a new line, or another entry of the last one, which keeps its line's time. Constant, but for the
 * first entry of a page that goes on with a line: the entries of the page before. */
void qr_history_begin_entry(struct qr_history *history, uint64_t line, uint64_t time, bool continues);
/* Adds the chunk's cells to the last entry of the open page. Cost: the entry's breaks and the chunk. */
void qr_history_join_chunk(struct qr_history *history, const struct qr_chunk *chunk);

#endif
