/* history_text_line.h - lines that are put together in the open page itself: no chunk, no second copy.
 *
 * For lines of ASCII in styles whose indices are known: their entries, text and runs. They are written behind what
 * the page holds; until a line is ended nothing is said of it, so it can be given up at any time and come as rows
 * (history_text.h) instead, as everything does that is not as simple as that. The page is the same as if all had come
 * as rows: text is cut into the same steps, at the ends of rows and of QR_FREEZE_CELLS cells, and runs end with them.
 */
#ifndef QR_HISTORY_TEXT_LINE_H
#define QR_HISTORY_TEXT_LINE_H

#include "history_text.h"

#include <string.h>

#include "qr_arith.h"

struct qr_text_line {
    struct qr_open *open;
    uint32_t cols;
    size_t held;     /* bytes of the page, without the line */
    uint64_t ended;  /* lines so far */
    uint64_t number; /* of the line, and how many numbers its rows have taken */
    uint32_t rows;
    uint32_t x;                                /* column of the row */
    uint32_t entries, entry_text, entry_words; /* of the line that are full, behind what the page holds */
    uint32_t text, words;                      /* of the steps that were done since */
    uint32_t covered;                          /* cells of them that runs cover */
    uint32_t step;                             /* bytes of the step that is being done, behind those */
    uint32_t index, cells;                     /* the run that may go on */
    uint32_t run_words;                        /* the runs of the step before it */
    uint16_t runs[QR_FREEZE_CELLS * 3];
};

/* Begins with the line of a row that was begun and holds nothing yet. False: the open page cannot take it like this: it
 * is empty, or a time has to be said, or a number that is not near. */
bool qr_text_line_begin(struct qr_text_line *line, const struct qr_text_row *row, uint32_t cols);

/* The index of a style for text that is to be put next: it becomes one of the page, which has certainly room for the
 * text then, so that the page is sealed with no style but those of its lines even when the line is given up. False:
 * there is little room left, or no memory, or the style has a link; the line is to be given up. */
bool qr_text_line_style(struct qr_text_line *line, struct qr_text_row *row, struct qr_style style, uint32_t *index);

/* Puts text of one style. `wraps`: it may go over the edge. `end` bounds what may be read at `bytes`. False: it does
 * not fit, and the line is to be given up. */
bool qr_text_line_put(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end, uint32_t index,
                      bool wraps);

/* Puts a line as a whole, of at most a step, and ends it. False: it does not fit as simply as that. */
bool qr_text_line_whole(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end,
                        uint32_t index);

/* Ends the line, and begins the next one in the row below. False: it does not fit, and is to be given up. */
bool qr_text_line_end(struct qr_text_line *line);

/* The lines that were ended are lines of the history from now on. */
void qr_text_line_finish(const struct qr_text_line *line, struct qr_history *history);

#endif
