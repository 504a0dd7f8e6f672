/* history_text_line.h - lines that are put together in the open page itself: no chunk, no second copy.
 *
 * For lines of text in styles whose indices are known, of which somebody has said how it lies in cells: their entries,
 * text, breaks and runs. They are written behind what the page holds; until a line is ended nothing is said of it, so
 * it can be given up at any time and come as rows (history_text.h) instead, as everything does that is not as simple as
 * that. The page is the same as if all had come as rows: text is cut into the same steps, at the ends of rows and of
 * QR_FREEZE_CELLS cells, and breaks and runs end with them. */
#ifndef QR_HISTORY_TEXT_LINE_H
#define QR_HISTORY_TEXT_LINE_H

#include "history_text.h"

#include <string.h>

#include "qr_arith.h"

/* Cells of an entry or a step, and the words of their breaks and runs. */
struct qr_text_span {
    uint32_t bytes, cells, columns;
    uint32_t breaks, runs;
};

struct qr_text_line {
    struct qr_open *open;
    uint8_t *text; /* the areas of the page */
    uint16_t *words;
    uint32_t cols;
    size_t held;     /* bytes of the page, without the line */
    uint64_t ended;  /* lines so far */
    uint64_t number; /* of the line, and how many numbers its rows have taken */
    uint32_t rows;
    const uint8_t *line_end;                   /* of its bytes, once somebody has looked for it */
    uint32_t at;                               /* where its next byte goes in the text of the page */
    uint32_t room;                             /* cells of a byte each that the row, the step and the page take */
    bool has_words;                            /* the page has room for the words of an entry and a step */
    uint32_t entries, entry_text, entry_words; /* of the line that are full, behind what the page holds */
    uint32_t number_words;                     /* of the entry that is not */
    struct qr_text_span entry;                 /* the steps of it that were done */
    uint32_t covered;                          /* cells of them that runs cover */
    bool has_breaks;                           /* they need their breaks */
    /* The step that is being done behind those. Text that is put changes `at` and `room` alone; what it makes of the
     * step is told from where the step began. */
    uint32_t step_at, step_x;          /* its place in the text, and its column in the row */
    uint32_t more_bytes, more_columns; /* of its cells, than one each */
    uint32_t broken, breaks;           /* so many cells have breaks, so many words; those behind are a byte each */
    uint32_t index, run_at;            /* the style of the last cells, and the cell that its run begins with */
    uint16_t *run, *run_end;           /* its runs; those of the entry stand before them, where they will stay */
    uint32_t gap;                      /* words between: the run of cells before the step that no run covers */
    uint16_t entry_breaks[QR_ENTRY_WIDTH_MAX + QR_FREEZE_CELLS + 4]; /* of the entry, and of the step behind them */
};

/* Short text is copied in one step of this size, where so much can be read; it always can be written. */
#define QR_TEXT_COPY 16u

/* Cells of the step so far. */
static inline uint32_t qr_text_line_cells(const struct qr_text_line *line) {
    return line->at - line->step_at - line->more_bytes;
}

/* What comes has another style. */
static inline void qr_text_line_turn(struct qr_text_line *line, uint32_t index) {
    uint32_t cells = qr_text_line_cells(line);
    if (cells > line->run_at)
        line->run_end += qr_run_put(line->run_end, line->index, cells - line->run_at);
    line->run_at = cells;
    line->index = index;
}

static inline void qr_text_line_copy(struct qr_text_line *line, const uint8_t *bytes, size_t count,
                                     const uint8_t *end) {
    if (count <= QR_TEXT_COPY && (size_t)(end - bytes) >= QR_TEXT_COPY)
        memcpy(line->text + line->at, bytes, QR_TEXT_COPY);
    else
        memcpy(line->text + line->at, bytes, count);
}

/* Begins with the line of a row that was begun and holds nothing yet. False: the open page cannot take it like this: it
 * is empty, or a time has to be said, or a number that is not near. */
bool qr_text_line_begin(struct qr_text_line *line, const struct qr_text_row *row, uint32_t cols);

/* The index of a dress for text that is to be put next, at `bytes`: its style and link become such of the page, which
 * has certainly room for the text then, so that the page is sealed with no style but those of its lines even when the
 * line is given up. False: there is little room left, or no memory; the line is to be given up. Cost: a look into a
 * memo, and the hash of a link; where the memo does not have it, into the vocabulary, and where the page is nearly
 * full, at the line. */
bool qr_text_line_style(struct qr_text_line *line, struct qr_text_row *row, const struct qr_text_dress *dress,
                        const uint8_t *bytes, const uint8_t *end, uint32_t *index);

/* Puts ASCII of one style. `wraps`: it may go over the edge. `end` bounds what may be read at `bytes`. False: it does
 * not fit, and the line is to be given up. */
bool qr_text_line_put_parts(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end,
                            uint32_t index, bool wraps);

/* Is there room for so much ASCII in the row and the step? */
static inline bool qr_text_line_has_room(const struct qr_text_line *line, size_t count) {
    return count <= line->room;
}

/* Puts ASCII for which there is room. Cost: some 30 instructions, and the bytes. */
static inline void qr_text_line_put(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end,
                                    uint32_t index) {
    if (index != line->index)
        qr_text_line_turn(line, index);
    qr_text_line_copy(line, bytes, count, end);
    line->at += (uint32_t)count;
    line->room -= (uint32_t)count;
}

/* Cells and columns that a piece may have, at least one; `wraps` as above. The next row is begun where this one is
 * full. False: there are none, and the line is to be given up. */
bool qr_text_line_room(struct qr_text_line *line, bool wraps, uint32_t *cells, uint32_t *columns);
/* Puts a piece, for which there is such room. False: it does not fit, and the line is to be given up. */
bool qr_text_line_put_piece(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                            uint32_t index);
/* What comes does not fit into the row, and goes into the next one. False: the line is to be given up. */
bool qr_text_line_wrap(struct qr_text_line *line);

/* Puts lines of nothing but ASCII of one style that end with CR LF, as many as come one behind the other and fit as
 * simply as that, where a line begins. Returns the place behind the last one. Cost: some 40 instructions a line. */
const uint8_t *qr_text_line_plain(struct qr_text_line *line, const uint8_t *bytes, const uint8_t *end, uint32_t index);
/* Puts a line as a whole, of at most a step, and ends it. False: it does not fit as simply as that. */
bool qr_text_line_whole_piece(struct qr_text_line *line, const struct qr_text_piece *piece, const uint8_t *end,
                              uint32_t index);

/* Ends the line, and begins the next one in the row below. False: it does not fit, and is to be given up. */
bool qr_text_line_end(struct qr_text_line *line);

/* The lines that were ended are lines of the history from now on. */
void qr_text_line_finish(const struct qr_text_line *line, struct qr_history *history);

#endif
