/* watch.h - a stretch of text that somebody looks at from outside, told when it is no longer what it was.
 *
 * A watch is two positions, both in the screen that was shown when it began. It breaks, for good, when text between
 * them is written over, torn apart, deleted or evicted; text that scrolls into history or is wrapped anew stays whole.
 * Whether a row of the screen was written over is told from its version when somebody asks; the engine only asks by
 * itself where versions are about to be lost: when rows leave the screen, and when they are wrapped anew.
 *
 * A watch lives with who looks (a view) and is in a list of the terminal, which lets go of all when it ends. Without
 * watches none of this costs anything; with one, a row that leaves the screen costs a look at the rows of the screen,
 * until the text is in history as a whole. Nothing here fails or takes memory. */
#ifndef QR_WATCH_H
#define QR_WATCH_H

#include <stdbool.h>
#include <stdint.h>

struct qr_engine;

/* A place in the text that stays right while it scrolls and is re-wrapped: what it names is that text or nothing. */
struct qr_position {
    uint64_t line, column;
};

struct qr_watch {
    struct qr_engine *engine; /* NULL: it is not in use, or the terminal has ended */
    struct qr_watch *next, **link;
    struct qr_position ends[2]; /* cells, in any order */
    uint64_t clock;             /* of the screen: rows with later versions were written over */
    bool broken;
    bool frozen;  /* all of it is in history */
    bool wrapped; /* anew: its rows may have other columns, even at the same width */
};

/* Begins to watch the text from one cell to another, in place of what the watch watched before. */
void qr_watch_begin(struct qr_watch *watch, struct qr_engine *engine, struct qr_position from, struct qr_position to);
void qr_watch_end(struct qr_watch *watch);

/* Is the text what it was, as far as it is on the screen? Cost: the rows of the screen. */
bool qr_watch_whole(struct qr_watch *watch);

/* --- for the engine: what happens to the screen that is shown ------------------------------------------------------
 */

/* Row y is about to be appended to history. */
void qr_watches_freeze(struct qr_engine *engine, uint32_t y);
/* Rows [top, bottom) are about to be scrolled, and [from, to) of them are lost. */
void qr_watches_scroll(struct qr_engine *engine, uint32_t top, uint32_t bottom, uint32_t from, uint32_t to);
/* Rows [0, bottom) are about to be scrolled up, into history. */
void qr_watches_leave(struct qr_engine *engine, uint32_t bottom);
/* The primary screen is about to be wrapped anew, and was, for a width of `cols`. */
void qr_watches_before_wrapping(struct qr_engine *engine, uint32_t cols);
void qr_watches_wrapped(struct qr_engine *engine, uint32_t cols);
/* Nothing is what it was: another screen is shown, or all was reset. */
void qr_watches_break(struct qr_engine *engine);
/* The terminal ends. */
void qr_watches_let_go(struct qr_engine *engine);

#endif
