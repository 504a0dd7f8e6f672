/* history.h - the lines that scrolled off the screen.
 *
 * Rows do not stay cells: they are appended to history pages as logical lines (history_page.h), so a line costs about
 * its own bytes, resizing touches only the screen, and history re-wraps as it is looked at. Rows of any width are read
 * back with qr_history_thaw_row; making a screen taller takes lines back with qr_history_truncate.
 *
 * Pages: a list of sealed ones and an open one at the end. Limits by logical lines and by bytes are kept exactly after
 * each append (lines inside the oldest page, bytes by whole pages). `bytes` counts every block that is held.
 *
 * Idle time (qr_history_idle): sealed pages are compressed with LZ4, the oldest first, and rows that were estimated are
 * counted. Compressed pages are read through a cache of QR_CACHE_PAGES pages, the least recently used goes first; its
 * memory is taken before the first page is compressed, so that reading never needs any. The last sealed page is kept as
 * it is: it may be taken back.
 *
 * A history may live in a file (history_file.h): sealed pages that are stored there are read through the same cache,
 * and what is in the open page is journaled. */
#ifndef QR_HISTORY_H
#define QR_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/result.h>

#include "history_page.h"

/* Where a page is stored in the file; units of 0: nowhere. */
struct qr_extent {
    uint32_t unit, units;
    uint64_t sequence, generation;
};

/* How a line with wide characters that goes over the beginning of a page is wrapped there. The pages before cannot
 * change while this one is sealed, except that some of the line is evicted with them. */
struct qr_wrap_mark {
    uint32_t cols;    /* of the view; 0: not known */
    uint32_t view;    /* columns taken of the row that goes over the beginning, as it is shown */
    uint32_t back;    /* columns of the line in that row so far */
    uint64_t at;      /* columns of the line before the page */
    uint64_t index;   /* of that row in the line */
    uint64_t evicted; /* columns of the line that were evicted then */
};

struct qr_history_page {
    struct qr_sealed *block;
    uint32_t stored;    /* bytes of memory behind `block` */
    uint32_t first;     /* entries before this one are evicted */
    uint32_t rows_cols; /* width that `rows` was counted for; 0: not counted */
    uint32_t tail_cols; /* likewise for tail_rows */
    bool packed; /* only header and widths are as they were; the rest is compressed behind them, or in the file; at the
                    end stands a filter of the text */
    bool filed;  /* packed, and the rest is in the file */
    bool unread; /* filed, and the rest was not validated yet: there is no filter */
    bool estimated; /* `rows` is an estimate */
    int8_t trouble; /* why it could not be read the last time that it was tried (enum quire_result) */
    struct qr_extent extent;
    uint64_t rows;            /* of the lines that begin here but the last (of all in a page that is partly evicted) */
    uint64_t tail_rows;       /* of the last one, known when it can no longer grow */
    struct qr_wrap_mark mark; /* history_wrap.c */
};

/* Decompressed pages in the cache: a view on two pages and what walks beside it fit. */
#define QR_CACHE_PAGES 4u
/* Larger pages (they hold cells with enormous links) are not compressed. */
#define QR_PACK_BYTES_MAX (QR_SEAL_BYTES + 4096u)
/* A history of fewer sealed pages is not compressed: the cache would take what is gained. */
#define QR_PACK_PAGES_MIN 32u
/* Of ballast: what sealing a page needs, and more styles. A history with a smaller limit of bytes than that many times
 * QR_BALLAST_PART does without. */
#define QR_BALLAST_BYTES (QR_SEAL_BYTES + 32768u)
#define QR_BALLAST_PART 16u
/* Bytes of entries and words that qr_history_rows_about looks at in one call to count rows, about a millisecond's work;
 * the rest is estimated. */
#define QR_COUNT_BYTES (UINT64_C(1) << 20)

struct qr_history_cache; /* history_cache.h */
struct qr_history_file;  /* history_file.h */

/* How much of the open page is in the journal as it is now: so many entries, bytes of text, words, styles, links, and
 * bytes of their strings, from the beginning. */
struct qr_open_marks {
    uint32_t entries, text_bytes, words, styles, links, string_bytes;
};

struct qr_history {
    struct quire_allocator allocator;
    struct qr_history_page *pages; /* sealed: [head, tail) */
    size_t head, tail, capacity;
    struct qr_open *open; /* block with the areas; NULL until the first append */
    size_t open_size;
    uint32_t open_first;       /* evicted entries of the open page */
    struct qr_page vocabulary; /* its styles, links and strings */
    uint64_t vocabularies;     /* rises whenever the vocabulary is another: indices known before mean nothing then */
    uint64_t lines;
    uint64_t sealed_bytes;
    uint64_t line_limit, byte_limit; /* byte_limit 0: none */
    uint64_t head_column;            /* columns of the oldest line that were evicted with its first segments */
    uint64_t begin_column;           /* of its line, what is appended to an empty history begins with */
    uint64_t seed;
    uint64_t
        revision; /* counts what was taken back from the end: else text is only added there, and evicted in front */
    struct qr_history_cache *cache; /* NULL until a page is compressed */
    size_t cache_size;
    size_t packed;                /* index in `pages`: those before were compressed, or tried in vain */
    size_t packed_pages;          /* compressed ones */
    uint32_t counted_cols;        /* width of the last qr_history_rows_about */
    bool estimates;               /* and whether it had to estimate */
    struct qr_history_file *file; /* NULL: in memory only */
    struct qr_open_marks marks;
    struct qr_sealed *spare; /* a block of QR_SEAL_BYTES that came free, for the next page; or NULL */
    void *ballast; /* memory to be given up when there is none, so that rows can still be kept; NULL: it was, or none
                      yet */
    size_t ballast_size;
};

/* What was found out about a row on the way to it, so that the next step need not find it again. It is not needed to
 * name the row. */
struct qr_row_known {
    bool set;
    bool prompt;         /* a shell prompt begins in the line */
    uint32_t entry;      /* that holds the row's first cell, */
    size_t page;         /* its page, */
    uint64_t before;     /* and the columns of the line before it, as far as the line is still there */
    uint64_t line, time; /* of the line */
};

/* A place in history: a row of a view `cols` wide, given by its line and the column it begins with. Good until history
 * changes; made by the functions below, or by qr_history_place. */
struct qr_history_at {
    size_t page;     /* index from head; the open page is tail - head */
    uint32_t entry;  /* the line's first entry */
    uint64_t column; /* of the line, counted from where the line begins in history */
    struct qr_row_known known;
};

void qr_history_init(struct qr_history *history, const struct quire_allocator *allocator, uint64_t line_limit,
                     uint64_t byte_limit, uint64_t seed);
void qr_history_finish(struct qr_history *history);

/* Changes the limits; what is beyond them goes at once. */
void qr_history_set_limits(struct qr_history *history, uint64_t line_limit, uint64_t byte_limit);

/* Removes all lines; a file stays attached. */
void qr_history_clear(struct qr_history *history);

/* The same for a history that was cleared a moment ago as well, as by programs that clear after each line: where
 * nothing but the open page is there, its memory is wiped and kept, with the ballast, for the next line; idle time
 * gives it back. Costs the open page's text and vocabulary, or as clear. */
void qr_history_empty(struct qr_history *history);

/* Bytes of memory held. */
uint64_t qr_history_bytes(const struct qr_history *history);

/* Appends row y of a page. A row whose line is that of an unfinished last line continues it. When memory runs out, the
 * ballast is given up first, then styles. OUT_OF_STYLES: the row was appended, but some cells have lost their style.
 * OUT_OF_MEMORY: the rest of the row was not appended (QR_FREEZE_CELLS cells are one step: all or nothing). Limits are
 * not looked at: call qr_history_trim. */
enum quire_result qr_history_append_row(struct qr_history *history, const struct qr_page *page, uint32_t y);

/* What is appended next, if the history is empty, begins with this column of its line: the columns before are counted
 * as evicted. Each append ends this. */
static inline void qr_history_begin_at(struct qr_history *history, uint64_t column) {
    history->begin_column = column;
}

/* Begins appends that may be taken back as a whole: the open page is sealed, `mark` (opaque) says where they begin.
 * OUT_OF_MEMORY, IO, CORRUPT: nothing changed. qr_history_rollback takes them back and needs no memory. */
enum quire_result qr_history_begin(struct qr_history *history, size_t *mark);
void qr_history_rollback(struct qr_history *history, size_t mark);
/* Ends them for good: the page sealed by begin and the open one become one again where they fit, or many resizes would
 * leave many small pages. Without memory they stay apart. */
void qr_history_commit(struct qr_history *history);

/* Bytes of ballast that is not there yet; a limit of bytes has room for it. */
uint64_t qr_history_ballast_reserve(const struct qr_history *history);

/* Evicts what is beyond the limits. */
void qr_history_trim(struct qr_history *history);

/* Does the last line go on with row 0 of a screen whose line number is `line`? */
bool qr_history_goes_on(const struct qr_history *history, uint64_t line);

/* Columns of the last line if it is unfinished, else 0: where the screen's first row stands in its line. */
uint64_t qr_history_tail_columns(const struct qr_history *history);

/* Number of the last line; 0 when there is none. */
uint64_t qr_history_last_line(const struct qr_history *history);

/* Rows at a width, exactly. Counted per page and remembered, so the first call after a change of width is the dear one:
 * with wide characters it may have to read all lines. */
uint64_t qr_history_rows(struct qr_history *history, uint32_t cols);

/* The same in bounded time: exact for lines without wide characters and for most with some, else estimated page by page
 * until row_at or find go there, a later call does, or qr_history_idle. row_at and find count only the page that they
 * go to: rows_known then says the total that their indices belong to. */
uint64_t qr_history_rows_about(struct qr_history *history, uint32_t cols);

/* What changes whenever places and rows of a history do, at any width: two stamps of one history that are the same say
 * that nothing did. */
struct qr_history_stamp {
    uint64_t revision, lines, head_column;
    size_t head, tail;
    uint32_t first, open_first, entries, text_bytes, words, flags;
};

/* Constant in time. */
struct qr_history_stamp qr_history_stamp(const struct qr_history *history);
bool qr_history_same_stamp(const struct qr_history_stamp *a, const struct qr_history_stamp *b);

/* Did the last qr_history_rows_about or _rows have to estimate? If not, it says the same until the stamp changes. */
static inline bool qr_history_estimates(const struct qr_history *history) {
    return history->estimates;
}

/* The sum of what is known or estimated now; nothing is counted anew at a width that was asked for before. */
uint64_t qr_history_rows_known(struct qr_history *history, uint32_t cols);

/* Uses idle time: gives back what a history without lines holds, counts rows that were estimated and compresses pages,
 * until about `max_bytes` of pages are done (one page at least). True if there is more to do. Without memory it does
 * nothing. */
bool qr_history_idle(struct qr_history *history, uint64_t max_bytes);

/* The last row, the row before or behind; false when there is none. `at` is untouched then. A step forward costs what
 * the row holds, wherever it is; one backward may have to wrap a line with wide characters from a page's beginning. */
bool qr_history_last_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);
bool qr_history_first_row(const struct qr_history *history, struct qr_history_at *at);
bool qr_history_previous_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);
bool qr_history_next_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);

/* Row number `index` from the top at this width. */
bool qr_history_row_at(struct qr_history *history, uint32_t cols, uint64_t index, struct qr_history_at *at);

/* The row that holds a column of a line (QUIRE_NOT_FOUND when the line is gone), and its index from the top. */
bool qr_history_find(struct qr_history *history, uint32_t cols, uint64_t line, uint64_t column,
                     struct qr_history_at *at, uint64_t *index);

/* Number of the line at a place, and the column where the row begins, counted from the line's own beginning. */
uint64_t qr_history_line_at(const struct qr_history *history, const struct qr_history_at *at, uint64_t *column);

/* Writes the row at a place to row y of a page of `cols` columns, which is made blank before: cells, wrap flag, line
 * number and column. Where the page lacks memory the cell keeps its text and loses its style. Cost: what the row holds,
 * behind a step forward; at a place that nothing is known of, the entries of its page. */
void qr_history_thaw_row(const struct qr_history *history, struct qr_history_at *at, struct qr_page *page, uint32_t y);

/* Removes everything from a place on; if it lies inside a line, the line goes on (on the screen). OUT_OF_MEMORY (a
 * sealed page had to be opened), IO, CORRUPT (it could not be read): nothing changed. The place must have been found
 * without a failure (qr_history_failures). */
enum quire_result qr_history_truncate(struct qr_history *history, const struct qr_history_at *at);

/* Says that the last line does not go on. */
void qr_history_end_line(struct qr_history *history);

/* --- inside the floor ------------------------------------------------------------------------------------------ */

/* The pages as a reader sees them; index as in qr_history_at. */
size_t qr_history_page_count(const struct qr_history *history);
struct qr_lines qr_history_lines(const struct qr_history *history, size_t page);
/* The first entry of a page that is not evicted. */
uint32_t qr_history_first_entry(const struct qr_history *history, size_t page);
/* Moves to the next entry, over the end of a page; false at the end. */
bool qr_history_next_entry(const struct qr_history *history, size_t *page, uint32_t *entry);
bool qr_history_previous_entry(const struct qr_history *history, size_t *page, uint32_t *entry);

/* Makes the open page if there is none. OUT_OF_MEMORY. */
enum quire_result qr_history_ensure_open(struct qr_history *history);
/* Seals the open page if it holds anything; it is empty then. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_seal(struct qr_history *history);
/* Makes sealed page `index` the open one; the open page and the sealed ones behind it are dropped with their lines.
 * OUT_OF_MEMORY, IO, CORRUPT: nothing changed. */
enum quire_result qr_history_unseal(struct qr_history *history, size_t index);
/* Says whether the line of the last entry, which there must be, goes on. */
void qr_history_set_goes_on(struct qr_history *history, bool goes_on);
/* The same for the last entry of a sealed page that is plain. */
void qr_history_set_page_goes_on(struct qr_history *history, struct qr_history_page *page, bool goes_on);
/* What lies from here on in the open page is no longer as the journal has it. */
static inline void qr_history_unmark(struct qr_history *history, uint32_t entry, uint32_t text, uint32_t word) {
    struct qr_open_marks *marks = &history->marks;
    marks->entries = marks->entries < entry ? marks->entries : entry;
    marks->text_bytes = marks->text_bytes < text ? marks->text_bytes : text;
    marks->words = marks->words < word ? marks->words : word;
}
/* Empties the open page; its lines are no longer counted. */
void qr_history_drop_open(struct qr_history *history);
/* Drops the last sealed page with its lines. */
void qr_history_drop_last_page(struct qr_history *history);
/* Zeroes the open page and installs another vocabulary, or (NULL) empties the present one. Counts nothing. */
void qr_history_reset_open(struct qr_history *history, struct qr_page *vocabulary);
uint32_t qr_sealed_checksum(const struct qr_sealed *block);
/* Gives the parts of a sealed page, whose counts the header says, their offsets, and the block its size. False: too
 * large. */
bool qr_sealed_lay_out(struct qr_sealed *header, size_t *size);
/* Makes a block the last sealed page; it belongs to the history then. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_add_sealed(struct qr_history *history, struct qr_sealed *block, uint32_t first);
/* Lines that begin in entries [first, count). In the oldest page a line whose beginning was evicted counts too. */
uint64_t qr_lines_beginning(const struct qr_entry *entries, uint32_t first, uint32_t count, bool oldest);
/* Adds to an empty vocabulary the styles and links of a sealed page in order, so that each gets its old index. */
enum quire_result qr_history_read_vocabulary(const struct qr_lines *lines, struct qr_page *vocabulary);
/* Bytes that the open page would take when sealed. */
size_t qr_history_open_bytes(const struct qr_history *history);

/* --- prompts (history_prompt.c) --- */
/* Is this line there? */
bool qr_history_holds(const struct qr_history *history, uint64_t line);
/* The nearest line before or behind `line` in which a prompt begins; one that is not there stands for the place behind
 * the last line, or before the first. */
bool qr_history_find_prompt(const struct qr_history *history, uint64_t line, bool backward, uint64_t *found);

/* --- widths (history_widths.c) --- */
struct qr_width_count {
    struct qr_width widths[QR_WIDTHS_MAX];
    uint32_t count, edges, head_columns, tail_columns;
};
/* Counts the lines of a page by width. */
void qr_widths_count(struct qr_width_count *count, const struct qr_entry *entries, uint32_t entry_count);
/* Least and most rows of a line. They are equal without wide characters. */
void qr_width_rows(uint64_t columns, bool wide, uint32_t cols, uint64_t *least, uint64_t *most);
/* Rows of a page as sealed, of all lines in its table of widths. */
void qr_widths_rows(const struct qr_sealed *block, uint32_t cols, uint64_t *least, uint64_t *most);
/* What was counted about a page, or about the line that the last sealed page ends with, is no longer so. */
void qr_history_forget_rows(struct qr_history_page *page);
void qr_history_forget_tail(struct qr_history *history);

/* --- pages that are read through the cache (history_cache.c) --- */
/* Sees to it that a page can be read, from the cache or from where it is. IO, CORRUPT: it cannot, now. Cost: nothing
 * for what is in memory or in the cache, else reading 64 KiB (some 10 us) or decompressing them (some 30 us). */
enum quire_result qr_history_load(const struct qr_history *history, size_t page);
/* Times that blanks stood in for a page. Who is about to write what it read compares this with before: trouble_since
 * says why, OK where all was read. Constant. */
uint64_t qr_history_failures(const struct qr_history *history);
enum quire_result qr_history_trouble_since(const struct qr_history *history, uint64_t failures);
/* Is there a page that could not be read when it was last tried? OK: none; else why. Cost: the pages. */
enum quire_result qr_history_unreadable(const struct qr_history *history);
/* The bytes of a sealed page, header first; those of a packed one are in the cache. Of one that cannot be read it is
 * blanks, for views only. Cost as of qr_history_load. */
const struct qr_sealed *qr_history_block(const struct qr_history *history, const struct qr_history_page *page);
/* Frees the block of a page that leaves: out of the cache, out of the ledger, and its place in the file given back. */
void qr_history_free_block(struct qr_history *history, struct qr_history_page *page);
/* Makes a page a plain one. OUT_OF_MEMORY, IO, CORRUPT: nothing changed. */
enum quire_result qr_history_unpack(struct qr_history *history, struct qr_history_page *page);
/* The same for the last sealed page, if there is one. */
enum quire_result qr_history_unpack_last(struct qr_history *history);
/* Replaces the block of a page by header and widths; the rest is in the file. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_evict_page(struct qr_history *history, struct qr_history_page *page);
/* Makes the cache if there is none. False: no memory. */
bool qr_history_make_cache(struct qr_history *history);
/* False: the page is not held as it is, and a word is not in its text, in whatever case. Nothing is read to tell. */
bool qr_history_may_hold(const struct qr_history *history, size_t page, const uint8_t *word, size_t length);
/* A packed page can be read. */
bool qr_history_packed_sound(const struct qr_history *history, const struct qr_history_page *page);
void qr_history_free_cache(struct qr_history *history);

/* --- memory of pages (history_memory.c) --- */
/* A zeroed block that holds a page as a whole, plain or compressed: a page block of the allocator. NULL: no memory. */
struct qr_sealed *qr_sealed_alloc(const struct quire_allocator *allocator, size_t size);
void qr_sealed_free(const struct quire_allocator *allocator, struct qr_sealed *block, size_t size);
/* Bytes of memory behind a page. Of one that is in the file only its beginning is there, which is no page block. */
uint64_t qr_history_page_bytes(const struct qr_history_page *page);
/* Frees what is behind a page, and takes it out of the ledger. One block is kept as the spare: a history at its limit
 * gives one page up for each new one, and mapping a block costs as much as filling it. */
void qr_history_free_memory(struct qr_history *history, struct qr_history_page *page);
/* The same as qr_sealed_alloc, from the spare if that is as large as needed. */
struct qr_sealed *qr_history_take_block(struct qr_history *history, size_t size);
void qr_history_free_spare(struct qr_history *history);

/* --- compression (history_pack.c) --- */
/* Compresses the next page. False: there is none, or no memory. */
bool qr_history_pack_next(struct qr_history *history, uint64_t *bytes);
bool qr_history_can_pack(const struct qr_history *history);
/* Bytes that a cache will take which is not there yet; a limit of bytes has room for it from the beginning. */
uint64_t qr_history_cache_reserve(const struct qr_history *history);

/* Areas of the open page. */
uint8_t *qr_open_text(const struct qr_open *open);
struct qr_entry *qr_open_entries(const struct qr_open *open);
uint16_t *qr_open_words(const struct qr_open *open);

/* --- restoring (history_restore.c) ------------------------------------------------------------------------------- */

/* These build a history from what was stored. They look at sizes only: qr_history_check comes afterwards, and `lines`
 * and `head_column` are the caller's to set. On an error nothing changed. */

/* Room for so many sealed pages. OUT_OF_MEMORY. */
enum quire_result qr_history_reserve(struct qr_history *history, size_t pages);

/* Adds a copy of a sealed block of `size` bytes whose entries before `first` are evicted. CORRUPT: `size` is not what
 * the block says. OUT_OF_MEMORY. */
enum quire_result qr_history_adopt_sealed(struct qr_history *history, const void *block, size_t size, uint32_t first);

/* Makes an open page with these sizes and numbers, empty areas and an empty vocabulary; the caller fills the areas and
 * may put another vocabulary in. LIMIT: more than an open page holds. OUT_OF_MEMORY. */
enum quire_result qr_history_adopt_open(struct qr_history *history, const struct qr_open *sizes, uint32_t first);

/* --- check ----------------------------------------------------------------------------------------------------- */

enum qr_history_rule {
    QR_HISTORY_RULE_HEADER = 1, /* sizes and offsets of a page fit each other */
    QR_HISTORY_RULE_CHECKSUM,   /* a sealed page is as it was sealed */
    QR_HISTORY_RULE_ENTRY,      /* entries rise; text and words lie inside */
    QR_HISTORY_RULE_TEXT,       /* text is well-formed UTF-8 */
    QR_HISTORY_RULE_WIDTH,      /* an entry's cells fill its width; breaks and runs fit */
    QR_HISTORY_RULE_STYLE,      /* styles and links can be, none is there twice; a run's style, a style's link exists */
    QR_HISTORY_RULE_SEGMENT,    /* a segment continues a line that goes on */
    QR_HISTORY_RULE_NUMBER,     /* line numbers agree with what the page announces */
    QR_HISTORY_RULE_LINES,      /* the count of lines */
    QR_HISTORY_RULE_BYTES,      /* the ledger of bytes */
    QR_HISTORY_RULE_COUNTS      /* a sealed page's widths and edges are those of its lines */
};

typedef void qr_history_report(void *user, enum qr_history_rule rule, size_t page, uint32_t entry);

size_t qr_history_check(const struct qr_history *history, qr_history_report *report, void *user);
/* One page by itself. */
size_t qr_history_check_page(const struct qr_history *history, size_t page, qr_history_report *report, void *user);
const char *qr_history_rule_name(enum qr_history_rule rule);

#endif
