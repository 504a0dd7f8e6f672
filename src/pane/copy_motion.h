/* copy_motion.h - where vi's motions lead to in rows of cells. Pure: the rows come from a source, a test or a terminal.
 *
 * Rows are numbered from any one on, up and down. Rows that wrap are one line: words, searches for a character, "0" and
 * "$" go over soft wraps; "j" and "k" go by rows, as one sees them. A point stands on a character: on the first column
 * of a wide one; behind the text of a row stands nobody, on an empty one in column 0.
 *
 * A motion that cannot be done leaves the point where it is. Cost: the cells that it goes over; what it looks for (a
 * character, an end, a bracket, what is not blank) is looked for in COPY_ROWS_MAX rows at most, for each of its counts.
 */
#ifndef COPY_MOTION_H
#define COPY_MOTION_H

#include <stdbool.h>
#include <stdint.h>

#define COPY_ROWS_MAX 20000

struct copy_cell {
    uint32_t character; /* the first code point; ' ' where there is none */
    uint8_t width;      /* 0: the right half of a wide one */
};

struct copy_row {
    const struct copy_cell *cells; /* good until the next row is asked for */
    uint32_t count;                /* up to the last one that is not blank */
    bool wraps;                    /* its line goes on with the next row */
};

struct copy_source {
    void *user;
    /* False: there is no such row. */
    bool (*row)(void *user, int64_t number, struct copy_row *row);
};

struct copy_point {
    int64_t row;
    uint32_t col;
};

enum copy_move {
    COPY_LEFT,
    COPY_RIGHT,
    COPY_UP,
    COPY_DOWN,
    COPY_WORD,           /* w */
    COPY_WORD_END,       /* e */
    COPY_WORD_BACK,      /* b */
    COPY_BIG_WORD,       /* W: blanks alone end a word */
    COPY_BIG_WORD_END,   /* E */
    COPY_BIG_WORD_BACK,  /* B */
    COPY_LINE_START,     /* 0 */
    COPY_LINE_TEXT,      /* ^ */
    COPY_LINE_END,       /* $ */
    COPY_PARAGRAPH,      /* }: the next empty line */
    COPY_PARAGRAPH_BACK, /* { */
    COPY_BRACKET,        /* % */
    COPY_FIND,           /* f */
    COPY_FIND_BACK,      /* F */
    COPY_TILL,           /* t */
    COPY_TILL_BACK       /* T */
};

/* What a motion needs to know of those before. Begin with zero. */
struct copy_memory {
    uint32_t wish_col; /* where going up and down began */
    bool has_wish;
    uint32_t character; /* of the last f, F, t, T; 0: there was none */
    enum copy_move find;
};

/* `character`: that of a COPY_FIND and its like. False: it leads nowhere; some of `count` may have been done. */
bool copy_motion(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at,
                 enum copy_move move, uint32_t character, unsigned count);

/* ";" and ",": the last find again, or the other way. */
bool copy_find_again(const struct copy_source *source, struct copy_memory *memory, struct copy_point *at, bool reverse,
                     unsigned count);

/* The nearest point of a row that a point may stand on. */
void copy_settle(const struct copy_source *source, struct copy_point *at);

#endif
