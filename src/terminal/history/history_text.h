/* history_text.h - rows that come to history as text and styles, without ever having been cells.
 *
 * What scrolls off in the middle of a flood is looked at by nobody before it is in history, and history is text and
 * runs: so whoever knows where rows end (engine/straight.c) hands the bytes on as they came, and saves a walk into
 * cells and one back. The pages are the same as those that qr_history_append_row would have made of the same rows,
 * entry for entry and word for word: both ways end in qr_history_append_chunk, and this one cuts its chunks where that
 * one does.
 *
 * A row is put together from the left: text and clusters with their styles, then its end. Each piece goes as far as
 * the caller says, who has counted the columns. Nothing here takes memory but the history itself. */
#ifndef QR_HISTORY_TEXT_H
#define QR_HISTORY_TEXT_H

#include "history_chunk.h"

/* Styles by value that were looked up in the vocabulary of the open page lately. */
#define QR_TEXT_MEMO 256u

/* And links with ids of their own, by their bytes: those without are all different. */
#define QR_TEXT_LINKS 16u

struct qr_text_memo {
    uint64_t vocabulary; /* which one the indices belong to: history->vocabularies then */
    struct qr_style styles[QR_TEXT_MEMO];
    uint32_t indices[QR_TEXT_MEMO]; /* 0: nothing, and the style was never written */
    struct qr_text_link links[QR_TEXT_LINKS];
    uint32_t link_indices[QR_TEXT_LINKS]; /* 0: nothing */
};

static inline size_t qr_text_memo_slot(struct qr_style style) {
    uint64_t mixed = (style.first ^ style.second * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
    return (size_t)(mixed >> 32) % QR_TEXT_MEMO;
}

/* The index of a style that was looked up lately, without a link or with one of the vocabulary; 0: it was not. */
static inline uint32_t qr_text_memo_known(const struct qr_text_memo *memo, const struct qr_history *history,
                                          struct qr_style style) {
    size_t slot = qr_text_memo_slot(style);
    uint32_t index = memo->vocabulary == history->vocabularies ? memo->indices[slot] : 0;
    return index != 0 && qr_style_equal(memo->styles[slot], style) ? index : 0;
}

/* qr_text_memo_find for a style that was not looked up lately. */
uint32_t qr_text_memo_look(struct qr_text_memo *memo, const struct qr_history *history, struct qr_style style);

/* The index of a style without a link that the vocabulary has already; 0: it does not. */
static inline uint32_t qr_text_memo_find(struct qr_text_memo *memo, const struct qr_history *history,
                                         struct qr_style style) {
    uint32_t index = qr_text_memo_known(memo, history, style);
    return index != 0 ? index : qr_text_memo_look(memo, history, style);
}

/* The index of a dress: what it lacks of its style and link comes into the vocabulary. A link costs its hash. */
enum quire_result qr_text_memo_index(struct qr_text_memo *memo, struct qr_history *history,
                                     const struct qr_text_dress *dress, uint32_t *index);

/* The same for one that was not looked up lately. */
enum quire_result qr_text_memo_add(struct qr_text_memo *memo, struct qr_history *history,
                                   const struct qr_text_dress *dress, uint32_t *index);

/* A link as a key, whose id may lie in `text`. */
struct qr_link_key qr_text_link_key(const struct qr_text_link *link, char text[QR_IMPLICIT_ID_MAX]);

/* Text and how it lies in cells, in one row: breaks as in entries, of which no two neighbours are alike, and the last
 * cell. */
struct qr_text_piece {
    const uint8_t *text;
    uint32_t bytes, cells, columns;
    uint32_t last_bytes, last_points;
    bool last_wide;
    uint32_t break_count;
    const uint16_t *breaks;
};

struct qr_text_row {
    struct qr_history *history; /* NULL: rows go nowhere */
    uint64_t line;              /* of the row */
    bool fresh;                 /* the row begins the line */
    bool begun;                 /* some of the row is in history */
    bool prompt;                /* a shell's prompt begins in it: said behind qr_text_row_begin */
    enum quire_result result;   /* why what follows is left out; OK: it is not */
    uint32_t cells, run_count;  /* in the chunk */
    /* The last cell: bytes and code points of it, and whether it is wide. */
    uint32_t last_bytes, last_points;
    bool last_wide;
    struct qr_text_memo memo;
    struct qr_chunk chunk;
    struct qr_chunk_run runs[QR_FREEZE_CELLS]; /* of the chunk */
};

/* Begins with the first row; bytes of links stay where they are until the last one is ended. Without a history (NULL)
 * rows are put together and end, and nothing is kept of them. */
void qr_text_row_init(struct qr_text_row *row, struct qr_history *history);

/* Begins a row of a line: the line's first one when `fresh`. The row before was ended. */
void qr_text_row_begin(struct qr_text_row *row, uint64_t line, uint64_t time, bool fresh);

/* Each adds cells of one dress. Bytes are
 * 0x20..0x7E; code points are clusters of their own, `wide` or not. Cost: the bytes. */
void qr_text_row_ascii(struct qr_text_row *row, const uint8_t *bytes, uint32_t count,
                       const struct qr_text_dress *dress);
/* A piece of well-formed text, of at most qr_text_row_room cells. */
void qr_text_row_piece(struct qr_text_row *row, const struct qr_text_piece *piece, const struct qr_text_dress *dress);
uint32_t qr_text_row_room(struct qr_text_row *row);
void qr_text_row_points(struct qr_text_row *row, const uint32_t *points, uint32_t count, bool wide,
                        const struct qr_text_dress *dress);
void qr_text_row_blanks(struct qr_text_row *row, uint32_t count, const struct qr_text_dress *dress);

/* The last cell of the row, which there is: its code points, QUIRE_CLUSTER_MAX at most. */
uint32_t qr_text_row_last(const struct qr_text_row *row, uint32_t points[QUIRE_CLUSTER_MAX]);
/* One more code point joins it; it is wide from now on, or narrow. The columns are the caller's. */
void qr_text_row_join(struct qr_text_row *row, uint32_t point, bool wide);
/* Takes it out of the row again: a cell of that text is to be put into another row. Gives its dress. */
struct qr_text_dress qr_text_row_take_last(struct qr_text_row *row);
/* Puts a cluster. */
void qr_text_row_cluster(struct qr_text_row *row, const uint32_t *points, uint32_t count, bool wide,
                         const struct qr_text_dress *dress);

/* Ends the row: what is left of it comes to history. `wrapped`: its line goes on in the next row. The result is that of
 * qr_history_append_row; after OUT_OF_MEMORY `begun` says whether some of the row is there. Limits are not looked at.
 */
enum quire_result qr_text_row_end(struct qr_text_row *row, bool wrapped);

#endif
