/** @file
 * quire/selection.h - selecting text on the screen and in history.
 *
 * A frame has at most one selection, in the terminal where it was started, so two views of one terminal have two. Its
 * ends are (line, column of the line): it survives scrolling and re-wrapping. The selected text is what it was when the
 * selection was made or extended, or the selection is gone, for good: what it stands on was written over, moved apart,
 * deleted or evicted, the other screen was shown, or the terminal was reset. Resizing drops it in the alternate screen,
 * where it is a block, and in a screen of one column. It is in no snapshot.
 *
 * Points are given in the frame's view, as the frame was updated last.
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
#include <quire/result.h>
#include <quire/terminal.h>

/** What a selection grows by. */
enum quire_selection_unit {
    QUIRE_SELECT_CELL = 0, /**< from character to character */
    QUIRE_SELECT_WORD = 1, /**< whole words (double click) */
    QUIRE_SELECT_LINE = 2, /**< whole logical lines (triple click) */
    QUIRE_SELECT_BLOCK = 3 /**< a rectangle */
};

QUIRE_BEGIN_DECLS

/** Starts a selection at a cell of the frame's view. `right_half` tells which half of the cell was hit: a selection by
 * cell begins after the cell then. A selection by cell is empty until extended. */
QUIRE_API enum quire_result quire_selection_start(struct quire_terminal *terminal, struct quire_frame *frame,
                                                  uint32_t row, uint32_t col, bool right_half,
                                                  enum quire_selection_unit unit);

/** Moves the loose end. Nothing happens without a selection in this terminal. */
QUIRE_API enum quire_result quire_selection_extend(struct quire_terminal *terminal, struct quire_frame *frame,
                                                   uint32_t row, uint32_t col, bool right_half);

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
