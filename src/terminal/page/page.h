/* page.h - the live page: one screen, in one offset-addressed block.
 *
 *     0        header: magic, sizes, offsets of every part, counters          struct qr_page_header
 *              row table, a ring of `rows` entries                            struct qr_row
 *              cells, rows x columns                                          struct qr_cell
 *              style set | link set | cluster set                             <quire/set.h>
 *              strings that links and clusters own                            string_area.h
 *
 * ALL state of a page is in the block; the handle `struct qr_page` outside is a pointer, a size and where the memory
 * came from. Copying the block is copying the page. Scrolling moves row entries, never cells: row y of the screen is
 * entry (top + y) mod rows, and an entry names the cells that belong to it.
 *
 * Growth has one mechanism, and shrinking has the same: qr_page_rebuild makes a new block with sets of other sizes;
 * every id and every cell stays as it is. The intern functions do that by themselves when a set or the strings are
 * full, so raw pointers into the block (rows, cells, sets) must be fetched again after any of them.
 *
 * One path writes cells (page_edit.c: put), one clears them (page_edit.c: clear), one moves them (page_move.c),
 * one fills many at once (page_fill.c); all keep the counts. Lines: each row carries the number of its logical line and
 * the column that it begins with there. Rows joined by a soft wrap share the number, and their columns follow each
 * other; a row whose content is gone gets a new number. Numbers are never used twice, so a (line, column) names one
 * piece of text or nothing. A line's first row here need not begin with column 0: what came before may be in history,
 * or gone. */
#ifndef QR_PAGE_H
#define QR_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <quire/allocator.h>
#include <quire/result.h>

#include "cell.h"
#include "offset.h"
#include "page_sets.h"
#include "qr_assert.h"

#define QR_PAGE_MAGIC UINT32_C(0x51504731) /* "1GPQ": also tells the byte order */
#define QR_PAGE_VERSION 4u
#define QR_PAGE_VERSION_OLDEST 3u /* that is read: it knows no pictured rows and cells, and is as this one else */

enum qr_row_flag {
    QR_ROW_WRAPPED = 1 << 0,  /* the text goes on in the next row */
    QR_ROW_STYLED = 1 << 1,   /* may hold cells with a style */
    QR_ROW_CLUSTERS = 1 << 2, /* may hold clusters */
    QR_ROW_WIDE = 1 << 3,     /* may hold wide characters, tails or a spacer */
    QR_ROW_UNICODE = 1 << 4,  /* may hold anything but ASCII and blanks */
    QR_ROW_MARKED = 1 << 5,   /* may hold protected cells or cells with a meaning */
    QR_ROW_PROMPT = 1 << 6,   /* a shell prompt begins here (OSC 133 A) */
    QR_ROW_SIZE = 3 << 7,     /* enum qr_row_size */
    QR_ROW_AWAITED = 1 << 9, /* the row above goes on in this one, and what comes to column 0 next is that text (a blank
                              * alone is not yet) */
    QR_ROW_PICTURED = 1 << 10 /* may be covered by images: who keeps them is told when the row gets another place */
};

#define QR_ROW_FLAGS_ALL 0x7FFu

#define QR_ROW_SIZE_SHIFT 7

/* Columns of a line beyond this are not counted by anybody: a page that names them is not ours. */
#define QR_LINE_COLUMNS_MAX (UINT64_C(1) << 62)

/* How large a row is drawn (DECSWL, DECDWL, DECDHL). A row that is not of single size has half the columns: cells right
 * of them keep what they hold, but nobody sees it until the row is single again, as in xterm. Such a row is a logical
 * line of its own: it neither goes on nor does another row go on in it. */
enum qr_row_size { QR_SIZE_SINGLE, QR_SIZE_DOUBLE_WIDTH, QR_SIZE_DOUBLE_TOP, QR_SIZE_DOUBLE_BOTTOM };

struct qr_row {
    uint64_t line;    /* number of the logical line */
    uint64_t column;  /* columns of the line before this row, wherever they are */
    uint64_t version; /* changes whenever the row's content does; never the same for two rows */
    uint64_t time;    /* when that was last, by the host's clock in milliseconds; 0: not known */
    uint32_t cells;   /* index of the first cell in the cell array */
    uint16_t length;  /* cells from here to the end of the row are all zero */
    uint16_t flags;   /* qr_row_flag */
};

QR_OFFSET(qr_rows_offset, struct qr_row);
QR_OFFSET(qr_cells_offset, struct qr_cell);
QR_OFFSET(qr_styles_offset, struct qr_style_set);
QR_OFFSET(qr_links_offset, struct qr_link_set);
QR_OFFSET(qr_clusters_offset, struct qr_cluster_set);
QR_OFFSET(qr_strings_offset, struct qr_strings);

/* How much the sets of a page can hold. */
struct qr_page_capacity {
    uint32_t styles, links, clusters; /* table places, see quire_set_layout */
    uint32_t string_bytes;
};

struct qr_page_header {
    uint32_t magic, version;
    uint64_t size; /* of the block */
    uint32_t cols, rows;
    uint32_t top; /* entry of the row table that is row 0 */
    uint32_t reserved;
    struct qr_page_capacity capacity;
    struct qr_rows_offset row_table;
    struct qr_cells_offset cells;
    struct qr_styles_offset styles;
    struct qr_links_offset links;
    struct qr_clusters_offset clusters;
    struct qr_strings_offset strings;
    uint32_t style_bytes, link_bytes, cluster_bytes, strings_bytes; /* sizes of the parts */
    uint64_t next_line;                                             /* the next line number */
    uint64_t clock;                                                 /* the last row version */
    uint64_t now;                                                   /* what the host's clock said last */
    /* What means something in this process only: zero in a block that is stored. */
    uint64_t seed;     /* that the sets began with; secret */
    uint64_t identity; /* no other page has it: copies know by it what they are copies of */
    uint64_t values;   /* rises whenever a set takes a value in */
};

/* Columns of a line that stand in a row with QR_ROW_PICTURED, [column, column + columns), are from now on those of
 * another line, or other ones. The row still says the old place. The page must not be changed from there. */
typedef void qr_page_moved(void *user, uint64_t line, uint64_t column, uint32_t columns, uint64_t to_line,
                           uint64_t to_column);

struct qr_page {
    struct qr_page_header *block;
    size_t size;
    struct quire_allocator allocator;
    uint64_t work;        /* what editing has cost so far (qr_page_charge): no state, it says nothing of the page */
    qr_page_moved *moved; /* NULL: nobody keeps images for it. Copies are told nothing */
    void *moved_user;
};

/* Work is counted in cells that were written, moved or looked at, and so many for a row, whatever is done to it.
 * Whoever has to bound what editing costs reads it (engine/feed.c). */
#define QR_ROW_WORK 16

static inline void qr_page_charge(struct qr_page *page, uint64_t cells) {
    page->work += cells;
}

/* --- life (page.c) --------------------------------------------------------------------------------------------- */

/* Makes a blank page. LIMIT: more cells than QUIRE_MAX_CELLS, or none. OUT_OF_MEMORY. */
enum quire_result qr_page_create(struct qr_page *page, const struct quire_allocator *allocator, uint32_t cols,
                                 uint32_t rows, const struct qr_page_capacity *capacity, uint64_t seed);

void qr_page_destroy(struct qr_page *page);

/* Makes a blank page of another size that has the values of `page`, under the same ids, and no references but those of
 * holders outside. Line numbers and versions go on. Costs a copy of the block and a rebuild. LIMIT, OUT_OF_MEMORY:
 * nothing was made. */
enum quire_result qr_page_create_like(struct qr_page *page, const struct qr_page *other, uint32_t cols, uint32_t rows);

/* What a page begins with. */
struct qr_page_capacity qr_page_default_capacity(void);

/* Bytes that sets and strings of these capacities take in a block; SIZE_MAX: more than a block can have. */
size_t qr_page_vocabulary_size(const struct qr_page_capacity *capacity);

/* Replaces the block by one with other set sizes, larger or smaller. All ids, counts and cells stay; strings are moved
 * together; dead values are left behind. Costs a pass over both blocks. OUT_OF_MEMORY, OUT_OF_STRINGS (what lives does
 * not fit) and what the sets answer: nothing changed. */
enum quire_result qr_page_rebuild(struct qr_page *page, const struct qr_page_capacity *capacity);

/* Can the columns be others, without wrapping a line anew? All rows are lines of their own, of single size, as they
 * stood from their column 0 on, and none holds more columns; the block is large enough, and not twice as large as
 * needed. Costs a look at each row. */
bool qr_page_can_reshape(const struct qr_page *page, uint32_t cols);

/* Gives a page that can be reshaped these columns, in its block: rows keep cells, numbers and times, and look changed.
 * `slots` is room for as many numbers as there are rows. Costs a move of what the rows hold, and of the sets. */
void qr_page_reshape(struct qr_page *page, uint32_t cols, uint32_t *slots);

/* --- size (page_shrink.c) -------------------------------------------------------------------------------------- */

/* Capacities in which what lives has room and half as much again, and never less than a page begins with. For a page
 * that is to hold the same under ids of its own. Dead styles go, because they hold links. Costs a pass over the items.
 */
struct qr_page_capacity qr_page_living_capacity(struct qr_page *page);

/* Rebuilds a block that would become less than half as large by it; else does nothing. All ids stay, so one living
 * value with a high id keeps its set large until it is gone; new values take low ids again. Costs a pass over the
 * items, and a rebuild when it is one. True: the block is another; pointers into the old one are dead. Without memory
 * nothing changed.
 */
bool qr_page_shrink(struct qr_page *page);

/* Moves the strings that living and dead values own together, so that all free room of the area is at its end. Costs a
 * pass over the items and memory for a copy of the strings. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_page_compact_strings(struct qr_page *page);

/* --- copies (page_copy.c) -------------------------------------------------------------------------------------- */

/* Makes `copy` (a page, or all zero) hold the same block. Only what is in use is copied: cells, items and strings that
 * were handed out at some time. OUT_OF_MEMORY: copy is unchanged. */
enum quire_result qr_page_copy(struct qr_page *copy, const struct qr_page *page);

/* The same for a copy that is only looked at: what a view of the same page shows already is not copied again: nothing
 * where no row changed, rows by their versions, the sets only when they took a value in. So references in a view are
 * not counted, and qr_page_check does not hold for it. OUT_OF_MEMORY: the view is unchanged. */
enum quire_result qr_page_view(struct qr_page *view, const struct qr_page *page);

/* --- stored (page_store.c, page_open.c) ------------------------------------------------------------------------ */

/* Writes the block as it is stored, block->size bytes in pieces: without seeds, identity and tables, which follow from
 * the rest under any seed. So what is stored tells nothing that helps to flood the tables of whoever wrote or reads it,
 * and two pages that differ in their seeds alone are stored alike. */
typedef void qr_page_piece(void *user, const void *bytes, size_t length);
void qr_page_store(const struct qr_page *page, qr_page_piece *put, void *user);

/* Adds the references of all cells to counts[style id]; there are qr_page_style_ids of them. */
void qr_page_count_styles(const struct qr_page *page, uint32_t *counts);
uint32_t qr_page_style_ids(const struct qr_page *page);

/* Are limits, capacities and the places of all parts what this library would have made? */
bool qr_page_layout_sound(const struct qr_page_header *block);

/* Do two blocks have their parts at the same places? */
static inline bool qr_page_same_layout(const struct qr_page_header *a, const struct qr_page_header *b) {
    return a->size == b->size && a->cols == b->cols && a->rows == b->rows &&
           memcmp(&a->capacity, &b->capacity, sizeof a->capacity) == 0;
}

static inline uint32_t qr_page_cols(const struct qr_page *page) {
    return page->block->cols;
}

static inline uint32_t qr_page_rows(const struct qr_page *page) {
    return page->block->rows;
}

/* The entry of row y; it stays valid until rows are scrolled or the block is rebuilt. */
static inline struct qr_row *qr_page_row(const struct qr_page *page, uint32_t y) {
    const struct qr_page_header *block = page->block;
    uint32_t entry = block->top + y;
    if (entry >= block->rows)
        entry -= block->rows;
    return qr_rows_offset_at(block, block->row_table) + entry;
}

static inline struct qr_cell *qr_page_cells(const struct qr_page *page, const struct qr_row *row) {
    return qr_cells_offset_at(page->block, page->block->cells) + row->cells;
}

static inline enum qr_row_size qr_row_size(const struct qr_row *row) {
    return (enum qr_row_size)((row->flags & QR_ROW_SIZE) >> QR_ROW_SIZE_SHIFT);
}

/* Columns of a row that can be seen. */
static inline uint32_t qr_page_row_cols(const struct qr_page *page, const struct qr_row *row) {
    uint32_t cols = page->block->cols;
    return (row->flags & QR_ROW_SIZE) == 0 || cols == 1 ? cols : cols / 2;
}

/* A row's length as far as it can be seen; a wide character that is cut in half there does not count. */
static inline uint32_t qr_page_row_reach(const struct qr_page *page, const struct qr_row *row) {
    uint32_t cols = qr_page_row_cols(page, row);
    if (row->length <= cols)
        return row->length;
    return qr_cell_width(qr_page_cells(page, row)[cols]) == QR_TAIL ? cols - 1 : cols;
}

static inline struct qr_sets qr_page_sets(const struct qr_page *page) {
    const struct qr_page_header *block = page->block;
    return (struct qr_sets){qr_styles_offset_at(block, block->styles), qr_links_offset_at(block, block->links),
                            qr_clusters_offset_at(block, block->clusters), qr_strings_offset_at(block, block->strings)};
}

/* Columns of a row that belong to its line where the line goes on in the next row: all but a spacer. */
static inline uint32_t qr_page_joined_cols(const struct qr_page *page, const struct qr_row *row) {
    uint32_t cols = page->block->cols;
    return qr_cell_width(qr_page_cells(page, row)[cols - 1]) == QR_SPACER ? cols - 1 : cols;
}

/* Notes that a row looks different from before; what it says is as old as it was. */
static inline void qr_page_redraw(struct qr_page *page, struct qr_row *row) {
    row->version = ++page->block->clock;
    qr_page_charge(page, QR_ROW_WORK);
}

/* Notes that a row's content changed. */
static inline void qr_page_touch(struct qr_page *page, struct qr_row *row) {
    qr_page_redraw(page, row);
    row->time = page->block->now;
}

static inline uint64_t qr_page_new_line(struct qr_page *page) {
    return page->block->next_line++;
}

/* Gives a row a place in a line that another page or history handed out; new lines here are numbered behind it. */
static inline void qr_page_adopt_line(struct qr_page *page, struct qr_row *row, uint64_t line, uint64_t column) {
    row->line = line;
    row->column = column;
    if (page->block->next_line <= line)
        page->block->next_line = line + 1;
}

/* --- interning (page_intern.c) --------------------------------------------------------------------------------- */

/* Each adds one reference and gives the id; the block may have been rebuilt. On an error nothing changed and the result
 * names what is exhausted (OUT_OF_STYLES, OUT_OF_LINKS, OUT_OF_CLUSTERS, OUT_OF_STRINGS, OUT_OF_MEMORY). The default
 * style is id 0, without a count. A style's link must be a living link of this page. */
enum quire_result qr_page_add_style(struct qr_page *page, struct qr_style style, uint32_t *id);
enum quire_result qr_page_add_link(struct qr_page *page, const struct qr_link_key *key, uint32_t *id);
enum quire_result qr_page_add_cluster(struct qr_page *page, const uint32_t *code_points, size_t count, uint32_t *id);

/* The style of an id, 0 included. */
struct qr_style qr_page_style(const struct qr_page *page, uint32_t id);

/* References of a style id; id 0 is ignored. Neither fails: there are at most QUIRE_MAX_CELLS and a few holders. */
static inline void qr_page_use_style(struct qr_page *page, uint32_t id, uint32_t count) {
    enum quire_result result = QUIRE_OK;
    if (id != 0)
        result = qr_style_set_use_multiple(qr_page_sets(page).styles, id, count);
    qr_assert(result == QUIRE_OK);
    (void)result;
}

static inline void qr_page_release_style(struct qr_page *page, uint32_t id, uint32_t count) {
    enum quire_result result = QUIRE_OK;
    if (id != 0)
        result = qr_style_set_release_multiple(qr_page_sets(page).styles, id, count);
    qr_assert(result == QUIRE_OK);
    (void)result;
}

void qr_page_release_link(struct qr_page *page, uint32_t id);

/* The code points of a cell: a pointer to one in *single, or to a cluster's. *count 0: blank. */
const uint32_t *qr_page_cell_text(const struct qr_page *page, struct qr_cell cell, uint32_t *single, uint32_t *count);

/* The code points of a cluster or of one code point in a cell of this page, added to another page: a cell for there
 * that holds its own references (style included). Falls back to the first code point and the default style. */
struct qr_cell qr_page_import_cell(struct qr_page *to, const struct qr_page *from, struct qr_cell cell);

/* --- editing (page_edit.c) ------------------------------------------------------------------------------------- */

/* A soft wrap is made by text that goes over the edge, and ends when that is replaced at either side: whatever writes
 * or clears the last column parts the row from the one below, and text put into column 0 that does not come from the
 * row above parts it from that. A row that is cleared from column 0 on is not: that is the caller's decision. */

/* Puts a run of printable ASCII at (y, x), every cell dressed like `dress` (style, protection, meaning). The run lies
 * in the row. Wide characters cut by its ends become blanks. */
void qr_page_put_ascii(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text, uint32_t count,
                       struct qr_cell dress);

/* The same up to the last column and over it: the text goes on in row y + 1. As qr_page_put_ascii and
 * qr_page_set_wrapped(true), but the rows below are not visited when row y went on in them already. */
void qr_page_put_ascii_through(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text, uint32_t count,
                               struct qr_cell dress);

/* Puts so many columns of cells at (y, x), all of one style: wide ones with their tails, clusters with a reference that
 * is the cell's from now on. The style's references are taken here. */
void qr_page_put_cells(struct qr_page *page, uint32_t y, uint32_t x, const struct qr_cell *cells, uint32_t columns);

/* Puts a run of code points, each a cluster of its own, at (y, x), dressed like `dress`; `wide`: two columns each. */
void qr_page_put_run(struct qr_page *page, uint32_t y, uint32_t x, const uint32_t *text, uint32_t count, bool wide,
                     struct qr_cell dress);

/* Puts one cell, and its tail when it is wide. The cell brings its cluster reference along; the style's is added here.
 */
void qr_page_put(struct qr_page *page, uint32_t y, uint32_t x, struct qr_cell cell);

/* Leaves the last column of row y to a wide character of style `beside` that goes to the next row: a spacer with its
 * background, or a plain one where there is no room for a style. */
void qr_page_put_spacer(struct qr_page *page, uint32_t y, struct qr_style beside);

/* Replaces content and width of the cell at (y, x), keeping its dress: for marks that join a cluster. A change from
 * narrow to wide takes the next cell too, which the caller has made sure is there. */
void qr_page_replace(struct qr_page *page, uint32_t y, uint32_t x, uint32_t content, bool cluster, bool wide);

/* Sets columns [from, to) to `blank`. Wide characters cut by the ends become blanks. What is this blank already is left
 * as it is, version and time too. */
void qr_page_clear(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank);

/* As clear, but leaves protected cells alone. */
void qr_page_clear_unprotected(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank);

/* Does a row hold protected cells? Costs a look at each where it may. */
bool qr_page_is_guarded(const struct qr_page *page, uint32_t y);

/* --- filling (page_fill.c) ------------------------------------------------------------------------------------- */

/* Costs a look at each cell, in vectors, and a write where something changes; what is as it is to be keeps version and
 * time. */

/* Puts a narrow cell that is no cluster into every column of [from, to), as text is put. The style's references are
 * added here. */
void qr_page_fill(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell cell);

/* Puts so many copies of a cell, and tails where it is wide, from column x on, as qr_page_put puts one. All references
 * are added here. */
void qr_page_put_copies(struct qr_page *page, uint32_t y, uint32_t x, struct qr_cell cell, uint32_t count);

/* Is this cell everywhere, in rows of single size that are lines of their own? Stops at the first that is not. */
bool qr_page_is_filled(struct qr_page *page, struct qr_cell cell);

/* The same for columns [left, right) of rows [top, bottom), of any size, which begin lines and do not go on.
 * Looks at the last row first, where text mostly comes in. */
bool qr_page_box_is(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                    struct qr_cell cell);

/* Fills a page that is filled with `was` (qr_page_is_filled) with `cell`; `erases`: all rows begin new lines. Neither
 * is zero, wide or a cluster. Costs a write of each cell. */
void qr_page_refill(struct qr_page *page, struct qr_cell was, struct qr_cell cell, bool erases);

/* Makes cells [from, to) of a row spaces, in the rendition that they have: those that show nothing, those that show
 * something, or of these the unprotected ones. Of a wide character the other half becomes blank. */
enum qr_spaces { QR_SPACES_FOR_BLANKS, QR_SPACES_FOR_TEXT, QR_SPACES_FOR_UNPROTECTED };
void qr_page_put_spaces(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, enum qr_spaces which);

/* Gives the cells [from, to), which have one style, another, by id; what they hold stays. */
void qr_page_set_style(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, uint32_t style);

/* The same for the cells from `from` on that are of one style and show something. Returns where they end: `from` where
 * the first one shows nothing. */
uint32_t qr_page_restyle(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, uint32_t style);

/* Where the run of cells ends that begins at `from` and is of one style: before `to`. */
uint32_t qr_page_style_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to);

/* The same of cells that are of one style, protection and meaning. */
uint32_t qr_page_dress_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to);

/* The same of cells that show something; `from` where the first one does not. */
uint32_t qr_page_drawn_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to);

/* --- images (page_picture.c) ------------------------------------------------------------------------------------- */

/* Images may cover row y. The row looks changed. */
void qr_page_picture(struct qr_page *page, uint32_t y);

/* Marks those of columns [from, to) of row y that show nothing as covered by an inline image, and the row. */
void qr_page_picture_cells(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to);

/* No column of [from, to) is covered any more. Costs a look at each where the row has the flag, which it keeps. */
void qr_page_unpicture_cells(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to);

/* Which columns of row y are covered: bit i of the mask, which has room for all columns of the page. */
void qr_page_pictured_mask(const struct qr_page *page, uint32_t y, uint64_t *mask);

/* --- moving (page_move.c) -------------------------------------------------------------------------------------- */

/* What moves keeps its references. Costs a memmove of what the rows hold and a step for each run of styles that is lost
 * or copied; blanks that are moved over blanks, and copies that change nothing, leave versions and times alone. */

/* Shifts the cells of [from, to) by `count` columns and blanks what comes free: positive to the right (the last cells
 * are lost), negative to the left. */
void qr_page_shift(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, int32_t count, struct qr_cell blank);

/* Copies cells [from, to) of row `source_y` to row y at x, in this page: rows may be equal and spans overlap. */
void qr_page_copy_span(struct qr_page *page, uint32_t source_y, uint32_t from, uint32_t to, uint32_t y, uint32_t x);

/* Scrolls only the columns [left, right) of rows [top, bottom), by `count`: up when positive. */
void qr_page_scroll_box(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                        int32_t count, struct qr_cell blank);

/* --- rows (page_rows.c) ---------------------------------------------------------------------------------------- */

/* Scrolls rows [top, bottom) by `count`: up when positive. Rows that come in are blank with new line numbers. Costs the
 * cells of those, and a step for each row of [top, bottom) or outside of it, whichever are fewer. */
void qr_page_scroll(struct qr_page *page, uint32_t top, uint32_t bottom, int32_t count, struct qr_cell blank);

/* Says whether the text of row y goes on in row y + 1. The one place that joins and parts lines: rows that are joined
 * get the number of row y and the columns that follow it, rows that are parted a new number and columns from 0. They
 * look changed, for what they say has another place. Costs a step for each row of the line below y. Rows of double size
 * are never joined. */
void qr_page_set_wrapped(struct qr_page *page, uint32_t y, bool wrapped);

/* Gives row y a size; one that is not single parts it from the rows above and below. */
void qr_page_set_size(struct qr_page *page, uint32_t y, enum qr_row_size size);

/* Row y begins a line of its own from now on, at its column 0: with the rows it goes on in, it gets a new number. */
void qr_page_begin_line(struct qr_page *page, uint32_t y);

/* Makes row y blank and gives all it held back; length, flags and line number as for a new row. A row above that goes
 * on in this one, or a row below that this one went on in, is the caller's to part (qr_page_set_wrapped). */
void qr_page_reset_row(struct qr_page *page, uint32_t y, struct qr_cell blank);

/* Copies what can be seen of row y of another page of any width (cells beyond the edge are cut), its place in the line
 * too. The neighbours are the caller's, as with reset_row, and the size is single. For alternate screens and frames. */
void qr_page_import_row(struct qr_page *to, uint32_t to_y, const struct qr_page *from, uint32_t from_y);

/* --- check (page_check.c) -------------------------------------------------------------------------------------- */

enum qr_page_rule {
    QR_PAGE_RULE_HEADER = 1,    /* magic, version, sizes and offsets fit each other and the block; reserved is zero */
    QR_PAGE_RULE_ROW_TABLE,     /* each row's cells are its own: every slot is used exactly once */
    QR_PAGE_RULE_ROW_LENGTH,    /* cells beyond a row's length are zero */
    QR_PAGE_RULE_ROW_FLAGS,     /* what a row holds is announced by its flags; a size that is not single parts lines;
                                   there are no other flags */
    QR_PAGE_RULE_CELL_BITS,     /* unused bits are zero, contents are code points */
    QR_PAGE_RULE_WIDE,          /* a wide cell is followed by its tail, a tail preceded by its head */
    QR_PAGE_RULE_SPACER,        /* a spacer stands in the last column only */
    QR_PAGE_RULE_STYLE_ID,      /* a cell's style is living */
    QR_PAGE_RULE_CLUSTER_ID,    /* a cell's cluster is living */
    QR_PAGE_RULE_STYLE_COUNT,   /* a style's references are those of the cells and of the holders outside */
    QR_PAGE_RULE_LINK_ID,       /* a style's link is living */
    QR_PAGE_RULE_LINK_COUNT,    /* a link's references are those of the styles, dead ones included, and of holders */
    QR_PAGE_RULE_CLUSTER_COUNT, /* a cluster's references are those of the cells */
    QR_PAGE_RULE_STRING, /* a link's or cluster's string lies in the string area, and no other one in its chunks */
    QR_PAGE_RULE_STRINGS_USED, /* so many chunks are in use as those strings have; behind the end all is zero */
    QR_PAGE_RULE_STYLE_SET,    /* the style set is sound (see quire_set_rule) */
    QR_PAGE_RULE_LINK_SET,
    QR_PAGE_RULE_CLUSTER_SET,
    QR_PAGE_RULE_LINE_NUMBER, /* wrapped rows share a number, others do not; none is 0 or from the future */
    QR_PAGE_RULE_LINE_COLUMN, /* a wrapped row's column and columns lead to the column of the next; none is absurd */
    QR_PAGE_RULE_VALUE,       /* a style, link or cluster is one that can be: colours, lengths, code points */
    QR_PAGE_RULE_ROW_VERSION, /* a row's version is not from the future */
    QR_PAGE_RULE_REST         /* bytes between the parts and behind the last one are zero */
};

/* Breaches after which a check stops. */
#define QR_PAGE_BREACHES_MAX 64u

typedef void qr_page_report(void *user, enum qr_page_rule rule, uint32_t where);

/* What else holds references: pens and saved cursors. Lists of ids, one reference each; 0 is allowed. */
struct qr_page_holders {
    const uint32_t *styles, *links;
    size_t style_count, link_count;
    bool each_once;  /* every style and link that there is, besides (the vocabulary of an open history page) */
    bool any_styles; /* and styles may have more: the caller asks about these (qr_page_count_styles) */
};

/* Recounts everything: the one validator of a block, of our own making (quire_terminal_verify) or from outside
 * (qr_page_open). What passes can be used without a second look. Nothing is followed before it was found to be inside,
 * and the cost is linear in the block's size whatever it holds. Returns the number of breaches, at about
 * QR_PAGE_BREACHES_MAX of which it stops; SIZE_MAX without memory for the recount. `holders` may be NULL. */
size_t qr_page_check(const struct qr_page *page, const struct qr_page_holders *holders, qr_page_report *report,
                     void *user);

/* Makes a page of a copy of a stored block from outside: its header is looked at, the tables of its sets are made under
 * a fresh seed, and it passes qr_page_check. UNSUPPORTED: of another version or byte order; CORRUPT; OUT_OF_MEMORY:
 * nothing was made. What is wrong is told to `report`, which may be NULL. */
enum quire_result qr_page_open(struct qr_page *page, const struct quire_allocator *allocator, const void *bytes,
                               size_t length, const struct qr_page_holders *holders, qr_page_report *report,
                               void *user);

/* The name of a rule, "ROW_TABLE". */
const char *qr_page_rule_name(enum qr_page_rule rule);

#endif
