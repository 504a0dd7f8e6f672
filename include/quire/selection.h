/** @file
 * quire/selection.h - selecting text on the screen and in history.
 *
 * A frame has at most one selection, in the terminal where it was started, so two views of one terminal have two. Its
 * ends are (line, column of the line): it survives scrolling and re-wrapping. The selected text is what it was when the
 * selection was made or extended, or the selection is gone, for good: what it stands on was written over, moved apart,
 * deleted or evicted, the other screen was shown, or the terminal was reset. Only word characters that the host changes
 * (settings.h) change it: one by word reaches at once, finished or not, as far as its words do now. Resizing drops it
 * in the alternate screen, where it is a block, and in a screen of one column. It is in no snapshot.
 *
 * Points are given in the frame's view, as the frame was updated last, or as places (quire/place.h).
 *
 * Lifetime: a terminal may end before a frame with a selection in it, and the other way round.
 *
 * Thread rule: one thread at a time has the terminal and the frame; so has who destroys a frame with a selection or
 * clears it. Since 0.1. */
#ifndef QUIRE_SELECTION_H
#define QUIRE_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/format.h>
#include <quire/frame.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** What a selection grows by. */
enum quire_selection_unit {
    QUIRE_SELECT_CELL = 0, /**< from character to character */
    QUIRE_SELECT_WORD = 1, /**< whole words (double click); settings.h says what belongs to them */
    QUIRE_SELECT_LINE = 2, /**< whole logical lines (triple click) */
    QUIRE_SELECT_BLOCK = 3 /**< a rectangle */
};

/** Where a key moves the loose end of a selection. */
enum quire_selection_step {
    QUIRE_STEP_LEFT = 0,      /**< one character to the left, at the beginning of a line to the end of the one before */
    QUIRE_STEP_RIGHT = 1,     /**< one to the right, at the end of a line to the beginning of the next */
    QUIRE_STEP_UP = 2,        /**< to the row above, in the column where going up and down began; from the first row to
                                   its beginning */
    QUIRE_STEP_DOWN = 3,      /**< to the row below likewise; from the last row to its end */
    QUIRE_STEP_WORD_LEFT = 4, /**< to the beginning of the word to the left, over blanks and one line end at most */
    QUIRE_STEP_WORD_RIGHT = 5, /**< to the end of the word to the right likewise */
    QUIRE_STEP_LINE_START = 6, /**< to the beginning of the logical line */
    QUIRE_STEP_LINE_END = 7,   /**< to its end: behind its last character that is no blank */
    QUIRE_STEP_START = 8,      /**< to the beginning of all that there is */
    QUIRE_STEP_END = 9         /**< to its end (quire_terminal_range) */
};

/** What is selected. */
struct quire_selected {
    size_t size;                    /**< sizeof, set by the initialiser */
    struct quire_range range;       /**< what is selected; of a block the upper left corner and the lower right one */
    struct quire_place anchor;      /**< the end that stays, */
    struct quire_place head;        /**< and the loose one: at the edge of its word or line where these are selected */
    enum quire_selection_unit unit; /**< what it grows by */
};

/** Initialiser of struct quire_selected: its size, everything else zero. */
#define QUIRE_SELECTED_INIT                                                                                            \
    { sizeof(struct quire_selected), {{0, 0}, {0, 0}}, {0, 0}, {0, 0}, QUIRE_SELECT_CELL }

QUIRE_BEGIN_DECLS

/** Starts a selection at a cell of the frame's view. `right_half` tells which half of the cell was hit: a selection by
 * cell begins after the cell then. A selection by cell is empty until extended. */
QUIRE_API enum quire_result quire_selection_start(struct quire_terminal *terminal, struct quire_frame *frame,
                                                  uint32_t row, uint32_t col, bool right_half,
                                                  enum quire_selection_unit unit);

/** Moves the loose end. Nothing happens without a selection in this terminal. */
QUIRE_API enum quire_result quire_selection_extend(struct quire_terminal *terminal, struct quire_frame *frame,
                                                   uint32_t row, uint32_t col, bool right_half);

/** Selects the text between two places, `head` the loose end, in any order; by word or line what the text between them
 * is part of, as a block the rectangle between them. Two places that are the same make an empty selection, to be
 * extended. NOT_FOUND: one of the places is no more. INVALID: no such unit. OUT_OF_MEMORY. On an error the selection is
 * as it was. Cost: a search for the two places. Since 0.1. */
QUIRE_API enum quire_result quire_selection_set(struct quire_terminal *terminal, struct quire_frame *frame,
                                                const struct quire_place *anchor, const struct quire_place *head,
                                                enum quire_selection_unit unit);

/** Selects all that there is: quire_terminal_range. OUT_OF_MEMORY: the selection is as it was. Since 0.1. */
QUIRE_API enum quire_result quire_selection_all(struct quire_terminal *terminal, struct quire_frame *frame);

/** Moves the loose end as an editor does where shift is held: the end steps from character to character, also where
 * words or lines were selected (from their edge), and no further right than the text of a row. A block moves by columns
 * instead, and keeps inside its row. quire_search_show brings the new head into view. NOT_FOUND: the frame has no
 * selection in this terminal (an empty one will do). INVALID: no such step. OUT_OF_MEMORY. Cost: what it goes over; a
 * step by line or to the ends a search for it. Since 0.1. */
QUIRE_API enum quire_result quire_selection_move(struct quire_terminal *terminal, struct quire_frame *frame,
                                                 enum quire_selection_step step);

/** What the frame has selected in this terminal, as places; of an empty selection both ends of the range are one.
 * NOT_FOUND: nothing. INVALID: a bad size. OUT_OF_MEMORY. Cost: a search for both ends. Since 0.1. */
QUIRE_API enum quire_result quire_selection_bounds(struct quire_terminal *terminal, struct quire_frame *frame,
                                                   struct quire_selected *selected);

/** Drops the selection, if there is one. */
QUIRE_API void quire_selection_clear(struct quire_frame *frame);

/** True when the frame has a selection in this terminal that holds at least one cell. */
QUIRE_API bool quire_selection_exists(struct quire_terminal *terminal, struct quire_frame *frame);

/** Copies the selected text as UTF-8 to buffer: soft-wrapped rows joined, trailing blanks of lines removed, lines
 * separated by LF. *length is the size of the text. NO_SPACE: nothing written. NOT_FOUND: no selection. Asking for the
 * length (a capacity of 0) makes no text. IO, CORRUPT: some of it cannot be read: nothing written. */
QUIRE_API enum quire_result quire_selection_text(struct quire_terminal *terminal, struct quire_frame *frame,
                                                 char *buffer, size_t capacity, size_t *length);

/** Hands the selected text, as quire_selection_text has it, to `write` piece by piece, so that no buffer has to hold
 * it. The callback must not call back into the terminal. Cost: the text's bytes, also in history. NOT_FOUND: no
 * selection. LIMIT: the callback stopped it. INVALID: no callback. OUT_OF_MEMORY. Since 0.1. */
QUIRE_API enum quire_result quire_selection_write(struct quire_terminal *terminal, struct quire_frame *frame,
                                                  quire_write_function *write, void *user);

QUIRE_END_DECLS

#endif
