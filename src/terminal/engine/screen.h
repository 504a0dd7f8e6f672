/* screen.h - one of the two screens: a live page, a cursor, a pen, and what DECSC saved.
 *
 * The pen is a style as values. Cells need it as an id of the page, and blanks that erasing leaves need that of the
 * pen's background alone (BCE, as xterm): the dress and the blank, whose styles are counted once each. Renditions come
 * one after the other, often with nothing printed between them, so the two follow the pen when they are next needed:
 * qr_screen_settle_dress. The link of a pen that is ahead of them is that of the dress, which holds it. */
#ifndef QR_SCREEN_H
#define QR_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/limits.h>

#include "charset.h"
#include "page.h"

struct qr_cursor {
    uint32_t x, y;
    bool pending_wrap; /* the last column was printed; the next character wraps first */
};

/* What DECSC saves (DEC STD 070): place, pen, character sets, origin mode. */
struct qr_saved_cursor {
    bool valid;
    struct qr_cursor cursor;
    struct qr_style pen;
    struct qr_cell dress; /* the pen in this page; its style is counted once */
    struct qr_charsets charsets;
    bool origin;
};

/* What every cell of a page was last found to be (qr_screen_is_filled). */
struct qr_filled {
    struct qr_cell cell;
    uint64_t clock; /* of the page then, and one: no row has changed while it is that; 0: never looked */
};

/* Rows [from, to) in which an erasure that minds protection, with this blank, last found nothing to erase. */
struct qr_guarded {
    struct qr_cell blank;
    uint32_t from, to;
    uint64_t clock; /* as of qr_filled */
};

/* Columns [left, right) of rows [top, bottom), which were last found to be of one cell. */
struct qr_still {
    struct qr_cell cell;
    uint32_t top, bottom, left, right;
    uint64_t clock; /* as of qr_filled */
};

struct qr_screen {
    struct qr_page page;
    struct qr_cursor cursor;
    struct qr_style pen;
    struct qr_style settled;        /* the pen that the dress is of */
    struct qr_cell dress;           /* what printed cells look like: the style, protection, meaning */
    struct qr_cell blank;           /* what erased cells look like */
    struct quire_color blank_color; /* the background that the blank is of */
    struct qr_saved_cursor saved;
    struct qr_filled filled;                    /* says nothing that the page does not: no part of snapshots */
    struct qr_guarded guarded;                  /* the same, */
    struct qr_still still;                      /* and the same */
    uint8_t keyboard[QUIRE_KEYBOARD_STACK_MAX]; /* kitty keyboard flags; the last one is in force */
    uint8_t keyboard_depth;                     /* entries pushed */
    uint8_t keyboard_flags;
};

/* Makes a blank screen; line numbers begin at `next_line`. */
enum quire_result qr_screen_create(struct qr_screen *screen, const struct quire_allocator *allocator, uint32_t cols,
                                   uint32_t rows, uint64_t seed, uint64_t next_line);
void qr_screen_destroy(struct qr_screen *screen);

/* Makes a screen as it was when it was created, but for line numbers, which are never used twice, and its memory, which
 * is kept (behind a flood what qr_screen_shrink leaves of it). Costs the cells that are held, and a step a row. */
void qr_screen_reset(struct qr_screen *screen);

/* Gives back what a flood of styles, links or clusters left behind (qr_page_shrink): for idle time and where a screen
 * or its history was cleared, never while pointers into the page are held. A screen without a page is left alone. */
void qr_screen_shrink(struct qr_screen *screen);

/* Bytes of memory of its page. */
static inline uint64_t qr_screen_bytes(const struct qr_screen *screen) {
    return screen->page.block ? screen->page.size : 0;
}

/* Is every cell of the page this one (qr_page_is_filled)? Looks at a page once as long as no row of it changes, so what
 * fills a screen that is full costs nothing. */
bool qr_screen_is_filled(struct qr_screen *screen, struct qr_cell cell);

/* It is, as the caller has made it. */
void qr_screen_note_filled(struct qr_screen *screen, struct qr_cell cell);

/* Is row y known to have nothing in it that an erasure could take which minds protection? So a program that erases all
 * that is not protected again and again costs one look at it. */
static inline bool qr_screen_is_guarded(const struct qr_screen *screen, uint32_t y, struct qr_cell blank) {
    const struct qr_guarded *guarded = &screen->guarded;
    return guarded->clock == screen->page.block->clock + 1 && guarded->from <= y && y < guarded->to &&
           guarded->blank.bits == blank.bits;
}

/* Rows [from, to) were looked at for that, and no row of the page has changed meanwhile. */
void qr_screen_note_guarded(struct qr_screen *screen, uint32_t from, uint32_t to, struct qr_cell blank);

/* Is a box all of this blank, so that cells which move inside it leave it as it is (qr_page_box_is)? What is known is
 * not looked at again until a row changes. */
bool qr_screen_is_still(struct qr_screen *screen, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                        struct qr_cell blank);

/* A rendition changes the pen alone. What is of the pen follows when it is asked for: the dress before text, dress and
 * blank before a control function, and the blank before text wraps. So a color that nothing is written with costs no
 * style, and one that only text is written with costs one. */

/* Makes `pen` the pen, and dress and blank those of it. Where the page has no room for the style, the pen is the
 * default style and the result says so. */
enum quire_result qr_screen_set_pen(struct qr_screen *screen, struct qr_style pen);

/* The dress becomes that of the pen. On an error nothing has changed; the page's block may be another one. */
enum quire_result qr_screen_put_on(struct qr_screen *screen);

/* The same, but on an error the pen is the default style. */
enum quire_result qr_screen_settle_dress(struct qr_screen *screen);

/* The blank becomes that of the pen. */
void qr_screen_settle_blank(struct qr_screen *screen);

/* Is the dress that of the pen? */
static inline bool qr_screen_is_settled(const struct qr_screen *screen) {
    return qr_style_equal(screen->pen, screen->settled);
}

/* Takes the pen of another screen over, which is settled. */
void qr_screen_import_pen(struct qr_screen *screen, const struct qr_screen *from);

/* Could that be done without losing any of the pen? Settles it. What is asked for stays in the page's sets for as long
 * as nothing else is added, so that taking it over needs no memory then. OUT_OF_MEMORY, LIMIT: it could not, nothing
 * has changed. Constant time but where a set grows. */
enum quire_result qr_screen_can_import_pen(struct qr_screen *screen, struct qr_screen *from);

/* Protection and meaning of what is printed from now on. */
void qr_screen_set_protected(struct qr_screen *screen, bool protect);

/* Ids that a screen holds, for qr_page_check: at most QR_SCREEN_HOLDERS. Returns their number. */
#define QR_SCREEN_HOLDERS 3
uint32_t qr_screen_holders(const struct qr_screen *screen, uint32_t styles[QR_SCREEN_HOLDERS]);

void qr_screen_save_cursor(struct qr_screen *screen, const struct qr_charsets *charsets, bool origin);

#endif
