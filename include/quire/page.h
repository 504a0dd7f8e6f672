/** @file
 * quire/page.h - a page: one screen of styled text in one block of memory, for terminals with a parser of their own.
 *
 * A page knows no escape sequence. Its host writes text at places, clears, shifts and scrolls; the page keeps cells,
 * the styles, hyperlinks and grapheme clusters that they use, and which rows are one soft-wrapped line. Rows that leave
 * the screen go into a history (history.h).
 *
 * Rows and columns count from 0 at the top left; ranges are [from, to), the end not included. Styles are ids of a page:
 * quire_page_add_style makes one and the host holds it until quire_page_release_style; id 0 is the default style and
 * needs neither. Functions that take a style want 0 or one that the host holds: everything else is INVALID. Widths and
 * clusters are those of Unicode 17 (UAX #11, UAX #29, emoji presentation).
 *
 * Thread rule: one thread at a time per page. Errors leave the page as it was, unless a function says otherwise. Since
 * 0.1. */
#ifndef QUIRE_PAGE_H
#define QUIRE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/limits.h>
#include <quire/result.h>
#include <quire/style.h>
#include <quire/verify.h>

/** A page: one screen of styled text. */
struct quire_page;
struct quire_history; /* history.h */

/** How a page is made. */
struct quire_page_options {
    size_t size;                             /**< sizeof, set by the initialiser */
    uint32_t cols;                           /**< columns, up to QUIRE_MAX_COLUMNS */
    uint32_t rows;                           /**< rows, up to QUIRE_MAX_ROWS; cells up to QUIRE_MAX_CELLS */
    const struct quire_allocator *allocator; /**< NULL: the default */
    uint64_t seed; /**< of the page's hash tables: a secret random number keeps hostile text from slowing them down; 0:
                      the system's randomness */
};

/** Initialiser of struct quire_page_options: 80 columns, 24 rows. */
#define QUIRE_PAGE_OPTIONS_INIT                                                                                        \
    { sizeof(struct quire_page_options), 80, 24, NULL, 0 }

/** What quire_page_get_info tells. */
struct quire_page_info {
    size_t size;   /**< sizeof, set by the initialiser */
    uint32_t cols; /**< columns */
    uint32_t rows; /**< rows */
    size_t bytes;  /**< of memory that the page's block takes: what a snapshot needs */
};

/** Initialiser of struct quire_page_info: its size, everything else zero. */
#define QUIRE_PAGE_INFO_INIT                                                                                           \
    { sizeof(struct quire_page_info), 0, 0, 0 }

/** A style by value. Texts are UTF-8, not terminated; given to a function they are borrowed for the call, given back by
 * quire_page_style they are borrowed until the page is next changed. */
struct quire_style_spec {
    size_t size;                        /**< sizeof, set by the initialiser */
    struct quire_color foreground;      /**< of text */
    struct quire_color background;      /**< behind it */
    struct quire_color underline_color; /**< of the underline; default: that of the text */
    uint32_t attributes;                /**< quire_attribute bits; no others */
    enum quire_underline underline;     /**< kind of underline */
    const char *link;                   /**< URI of a hyperlink (OSC 8); NULL or length 0: none */
    size_t link_length;                 /**< bytes of it, up to QUIRE_LINK_URI_MAX */
    const char *link_id;                /**< links with the same URI and id are one; may be NULL */
    size_t link_id_length;              /**< bytes of it, up to QUIRE_LINK_ID_MAX */
};

/** Initialiser of struct quire_style_spec: the default style. */
#define QUIRE_STYLE_SPEC_INIT                                                                                          \
    { sizeof(struct quire_style_spec), {0}, {0}, {0}, 0, QUIRE_UNDERLINE_NONE, NULL, 0, NULL, 0 }

/** One column of a row. */
struct quire_page_cell {
    uint32_t character;      /**< the first code point; 0: blank, or the second column of a wide character */
    uint32_t cluster_length; /**< code points of the whole cluster when there is more than one, else 0 */
    const uint32_t *cluster; /**< all of them, borrowed until the page is next changed; NULL when cluster_length is 0 */
    uint32_t style;          /**< its id */
    uint8_t width;           /**< 1, 2, or 0 for the second column of a wide character */
};

/** Cells of a host, one for each column from the left: what quire_page_row gives, or what a screen of somebody else's
 * holds. `character` is a code point that shows (no control), or 0 for a blank; with `cluster_length` the text is
 * `cluster` instead, 2 to QUIRE_CLUSTER_MAX code points. `width` is the host's to say: 1, or 2 with a cell of width 0
 * behind it, whose other members are not looked at. `style` is 0 or a living style of the page that the call names. */
struct quire_cells {
    size_t size;                         /**< sizeof, set by the initialiser */
    size_t cell_size;                    /**< bytes from one cell to the next, set by the initialiser */
    const struct quire_page_cell *cells; /**< the first one; borrowed for the call */
    uint32_t count;                      /**< columns; right of them is blank */
    bool wrapped;  /**< pushed into a history: the line goes on in the next row. A column that was left free in front of
                      a wide character is not counted then */
    bool prompt;   /**< likewise: a shell's prompt begins in it */
    bool trim;     /**< likewise: spaces of the default style at the end are blanks, unless the line goes on */
    uint64_t time; /**< likewise: when the row was written, by the host's clock; 0: not known */
};

/** Initialiser of struct quire_cells: its sizes, no cells. */
#define QUIRE_CELLS_INIT                                                                                               \
    { sizeof(struct quire_cells), sizeof(struct quire_page_cell), NULL, 0, false, false, false, 0 }

/** Columns of one style beside each other. */
struct quire_page_run {
    uint32_t col;   /**< the first column */
    uint32_t cols;  /**< columns */
    uint32_t style; /**< their style's id */
};

QUIRE_BEGIN_DECLS

/* --- life ------------------------------------------------------------------------------------------------------ */

/** Makes a blank page. INVALID: a bad options size; LIMIT: no cells or more than the limits; OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_page_create(const struct quire_page_options *options, struct quire_page **page);

/** Releases everything. NULL is allowed. */
QUIRE_API void quire_page_destroy(struct quire_page *page);

/** Size of the page. INVALID: a bad info size. */
QUIRE_API enum quire_result quire_page_get_info(const struct quire_page *page, struct quire_page_info *info);

/* --- styles ---------------------------------------------------------------------------------------------------- */

/** Gives the id of a style; equal styles have one id. The host holds it once more. INVALID: unknown bits, a size that
 * is wrong, or a link without text; LIMIT: a link longer than the limits; OVERFLOW: held too often; OUT_OF_STYLES,
 * OUT_OF_LINKS, OUT_OF_STRINGS, OUT_OF_MEMORY: the page cannot grow. The text is copied. */
QUIRE_API enum quire_result quire_page_add_style(struct quire_page *page, const struct quire_style_spec *spec,
                                                 uint32_t *style);

/** The host holds a living style (one that it holds, or that a cell has) once more. INVALID: no such style; OVERFLOW;
 * OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_page_use_style(struct quire_page *page, uint32_t style);

/** The host holds it once less. Cells keep what they have. INVALID: the host does not hold it. */
QUIRE_API enum quire_result quire_page_release_style(struct quire_page *page, uint32_t style);

/** The value of a living style; its texts are borrowed until the page is next changed. INVALID: no such style, or a bad
 * spec size. */
QUIRE_API enum quire_result quire_page_style(const struct quire_page *page, uint32_t style,
                                             struct quire_style_spec *spec);

/* --- writing --------------------------------------------------------------------------------------------------- */

/** Writes UTF-8 text from a place to the right, over what is there. *columns is how many columns it took, *taken how
 * many bytes. It stops at the right edge and in front of a control character (C0, DEL, C1): then *taken < length, and
 * what comes next is the host's to decide. A wide character that has one column left stops there too, and the column is
 * kept free so that a soft wrap behind it adds no blank. A combining mark at the beginning joins the character to the
 * left; without one it is taken and shows nothing. Malformed bytes become U+FFFD. Wide characters that are half
 * overwritten become blanks. INVALID: outside the page, or no such style. OUT_OF_CLUSTERS, OUT_OF_STRINGS,
 * OUT_OF_MEMORY: the text up to *taken is there. */
QUIRE_API enum quire_result quire_page_write(struct quire_page *page, uint32_t row, uint32_t col, uint32_t style,
                                             const char *text, size_t length, uint32_t *columns, size_t *taken);

/** Writes cells from a place to the right, over what is there, with the widths that the host gives: for hosts that have
 * their own tables, and for copying rows. *columns is how many were written: all but after an error. Wide characters
 * that are half overwritten become blanks; wrapped, prompt, trim and time are not looked at. INVALID: not all inside
 * the row, a bad size, or a cell that is none (see struct quire_cells); nothing was written. OUT_OF_CLUSTERS,
 * OUT_OF_STRINGS, OUT_OF_MEMORY: the first *columns are there. Cost: the cells; a hash for each cluster. */
QUIRE_API enum quire_result quire_page_write_cells(struct quire_page *page, uint32_t row, uint32_t col,
                                                   const struct quire_cells *cells, uint32_t *columns);

/** Writes UTF-8 text as one character of `width` columns, 1 or 2, whatever it would take by itself; code points beyond
 * QUIRE_CLUSTER_MAX are left out. INVALID: it does not lie inside the row, no such style, or text that is empty or has
 * controls. OUT_OF_CLUSTERS, OUT_OF_STRINGS, OUT_OF_MEMORY: nothing was written. */
QUIRE_API enum quire_result quire_page_write_cluster(struct quire_page *page, uint32_t row, uint32_t col,
                                                     uint32_t style, uint32_t width, const char *text, size_t length);

/** Makes spaces of the default style at the end of a row blanks, as if nothing had been written there: a history keeps
 * no blanks at the end of a line. Nothing happens where the line goes on in the next row: its spaces are text. INVALID:
 * outside the page. */
QUIRE_API enum quire_result quire_page_trim(struct quire_page *page, uint32_t row);

/** Makes columns [from, to) of a row blank with a style. INVALID: outside the page, or no such style. */
QUIRE_API enum quire_result quire_page_clear(struct quire_page *page, uint32_t row, uint32_t from, uint32_t to,
                                             uint32_t style);

/** Shifts the cells of [from, to) by `count` columns, to the right when positive; what leaves is lost, what comes free
 * is blank with a style. INVALID as above. */
QUIRE_API enum quire_result quire_page_shift(struct quire_page *page, uint32_t row, uint32_t from, uint32_t to,
                                             int32_t count, uint32_t style);

/* --- rows ------------------------------------------------------------------------------------------------------ */

/** Scrolls rows [top, bottom) by `count`, up when positive; rows that come in are blank with a style. Rows that leave
 * at the top are pushed into `history` when that is not NULL. INVALID: as above. OUT_OF_MEMORY (with a history only):
 * some rows may have been scrolled; *scrolled (may be NULL) says how many, and the rest can be asked for again. */
QUIRE_API enum quire_result quire_page_scroll(struct quire_page *page, uint32_t top, uint32_t bottom, int32_t count,
                                              uint32_t style, struct quire_history *history, uint32_t *scrolled);

/** Gives the page another size. With a history the rows are wrapped anew together with it, as a terminal does: what
 * has no room at the top goes there, and when the page was full what has room comes back; without one rows are cut or
 * padded at the right, and lost or added at the bottom, or lost at the top where the cursor would else be below the
 * page. The cursor, if both *row and *col are given (both may be NULL), stays on its character. Styles that the host
 * holds keep their ids; those of cells may have others. LIMIT: no cells or more than the limits; INVALID: the cursor is
 * outside the page; DENIED: a history that follows a file; OUT_OF_MEMORY, IO, CORRUPT and what the sets of a page
 * answer: nothing changed. Cost: the cells, and those that come back. */
QUIRE_API enum quire_result quire_page_resize(struct quire_page *page, uint32_t cols, uint32_t rows,
                                              struct quire_history *history, uint32_t *row, uint32_t *col);

/** Says whether the text of a row goes on in the next one (soft wrap). It no longer does when the row's last column is
 * written or cleared, or other text is written into column 0 of the next row. INVALID: outside the page. */
QUIRE_API enum quire_result quire_page_set_wrapped(struct quire_page *page, uint32_t row, bool wrapped);

/** Does the text of a row go on in the next one? False outside the page. */
QUIRE_API bool quire_page_wrapped(const struct quire_page *page, uint32_t row);

/** Says whether a shell's prompt begins in a row; history keeps it with the line. INVALID: outside the page. */
QUIRE_API enum quire_result quire_page_set_prompt(struct quire_page *page, uint32_t row, bool prompt);

/** Does a prompt begin in a row? False outside the page. */
QUIRE_API bool quire_page_prompt(const struct quire_page *page, uint32_t row);

/** Tells the page what time it is, in milliseconds by whatever clock the host has (0: not known, as at first). Rows
 * that are changed from now on have this time, and history keeps it with the line. */
QUIRE_API void quire_page_set_time(struct quire_page *page, uint64_t milliseconds);

/** When a row was last changed; 0: not known, or outside the page. */
QUIRE_API uint64_t quire_page_time(const struct quire_page *page, uint32_t row);

/** A number that changes whenever the row's content does, and is never that of another row: what to draw again. 0
 * outside the page. */
QUIRE_API uint64_t quire_page_row_version(const struct quire_page *page, uint32_t row);

/* --- reading --------------------------------------------------------------------------------------------------- */

/** Fills up to `capacity` cells of a row from the left and returns how many there are (the columns); 0 outside the
 * page. */
QUIRE_API uint32_t quire_page_row(const struct quire_page *page, uint32_t row, struct quire_page_cell *cells,
                                  uint32_t capacity);

/** The columns of one style that begin at `col`. Begin with 0 and go on with run.col + run.cols. NOT_FOUND: only blanks
 * of the default style from here on. INVALID: outside the page (a column may be the end of the row). */
QUIRE_API enum quire_result quire_page_get_run(const struct quire_page *page, uint32_t row, uint32_t col,
                                               struct quire_page_run *run);

/** Writes the text of columns [from, to) as UTF-8, blanks as spaces, to a buffer that may be NULL with capacity 0;
 * *length is the size of the text. A wide character belongs to its first column. NO_SPACE: nothing written. INVALID:
 * outside. */
QUIRE_API enum quire_result quire_page_text(const struct quire_page *page, uint32_t row, uint32_t from, uint32_t to,
                                            char *buffer, size_t capacity, size_t *length);

/* --- snapshots ------------------------------------------------------------------------------------------------- */

/** Copies the whole page, one pass over one block, to a buffer that may be NULL with capacity 0; *length is its size.
 * What is copied does not depend on the page's seed and does not tell it. NO_SPACE: nothing written. The bytes mean
 * something to this version of the library and this byte order only. */
QUIRE_API enum quire_result quire_page_snapshot(const struct quire_page *page, void *buffer, size_t capacity,
                                                size_t *length);

/** Makes a page out of a snapshot. Everything in it is checked before it is used, so the bytes may come from anywhere;
 * that costs a few passes over them, whatever they hold. The page has a new seed of the system's.
 * Style ids and what the host held of them are as they were. CORRUPT: not a snapshot, or damaged; UNSUPPORTED: of
 * another version or byte order; OUT_OF_MEMORY. allocator NULL: the default. The bytes are copied. */
QUIRE_API enum quire_result quire_page_open(const void *bytes, size_t length, const struct quire_allocator *allocator,
                                            struct quire_page **page);

QUIRE_END_DECLS

#endif
