/* history_page.h - how logical lines lie in memory: the open page that is being filled, and sealed pages.
 *
 * A line is UTF-8 text, a width in columns, style runs, and where the text alone does not tell the cells, cell breaks.
 * A line is one entry, or several (segments) when it is very long or crosses the end of a page.
 *
 *   entry (8 bytes)   text offset | word offset | width in columns | flags
 *   text              UTF-8, all entries one behind the other: contiguous, so search runs over it as it is
 *   words (16 bits)   per entry: [number] [time] [breaks] [runs], each part only if its flag says so
 *       number        QR_LINE_SKIP: one word, numbers left out since the line before; QR_LINE_NUMBER: four words,
 *                     the number itself (low word first)
 *       time          QR_LINE_TIME: three words (low first), when the line was written, in milliseconds by the host's
 *                     clock; 0: not known. Without it the time is that of the entry before, in a page's first 0. A page
 *                     that begins inside a line says its time again, so that it outlives the eviction of its beginning
 *       breaks        QR_LINE_BREAKS: a word with their count, then words  (cells - 1) << 8 | wide << 7 | code points
 *                     without them every code point is one narrow cell
 *       runs          until the entry's words end: style << 8 | (cells - 1), style < 255; or 0xFF00, style, cells.
 *                     Cells behind the last run have the default style
 *   styles            16 bytes each, index 0 is the default; `second` holds protection and meaning of cells, folded in
 *
 * Open page: text, entries and words are areas of fixed size in one block; styles, links and strings are the sets of a
 * `struct qr_page` without a screen, so interning and growth are the live page's. Sealed page: one block of exactly the
 * bytes needed, hash tables dropped, immutable, with a checksum:
 *
 *     | struct qr_sealed | widths | entries | styles | links | words | text | strings |
 *
 * `widths` says how many lines have how many columns, for lines that begin and end in the page, the last one left out.
 * With what the header says of the line that the page begins inside and of the one it ends with, rows of any width are
 * counted without a look at the lines, unless they have wide characters and are about as wide as some rows.
 *
 * Compressed page: header and widths as they were, then LZ4 of what followed, made so in private memory only
 * (history_pack.c).
 *
 * Offsets are 32-bit and typed, offsets of text and words inside the areas 16-bit. */
#ifndef QR_HISTORY_PAGE_H
#define QR_HISTORY_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/limits.h>

#include "page.h"

#define QR_SEALED_MAGIC UINT32_C(0x51485331) /* "1SHQ" */
#define QR_SEALED_VERSION 2u

/* A page is sealed when it would need more bytes than this. */
#define QR_SEAL_BYTES 65536u
/* Areas of the open page. */
#define QR_OPEN_TEXT_MAX 65535u
#define QR_OPEN_ENTRIES_MAX 8192u
#define QR_OPEN_WORDS_MAX 32768u
/* Styles of a page at most, and links: what QR_SEAL_BYTES leave room for, twice over. */
#define QR_VOCABULARY_MAX 8192u
/* Cells appended at once; what they need at most fits into an empty open page. */
#define QR_FREEZE_CELLS 128u
/* UTF-8 bytes of one cell at most. */
#define QR_CELL_BYTES_MAX (QUIRE_CLUSTER_MAX * 4)
/* Columns of one entry at most; a longer line goes on in another one. So whatever looks for a column or a byte inside
 * an entry costs the same everywhere; the entries are the restart points of a long line, for 8 bytes and its breaks'
 * count each. */
#define QR_ENTRY_WIDTH_MAX 512u
/* Words of a time; later times are not known. */
#define QR_TIME_WORDS 3u
#define QR_TIME_MAX ((UINT64_C(1) << 48) - 1)

enum qr_line_flag {
    QR_LINE_ASCII = 1 << 0, /* one byte is one cell */
    QR_LINE_WIDE = 1 << 1,  /* has wide cells */
    QR_LINE_BREAKS = 1 << 2,
    QR_LINE_SKIP = 1 << 3,
    QR_LINE_NUMBER = 1 << 4,
    QR_LINE_CONTINUES = 1 << 5, /* a later segment of the line of the entry before */
    QR_LINE_GOES_ON = 1 << 6,   /* the line goes on: in the next entry, or on the screen */
    QR_LINE_PROMPT = 1 << 7,    /* a shell prompt begins in this line */
    QR_LINE_TIME = 1 << 8       /* its time is another than that of the entry before, or not 0 in a page's first */
};

struct qr_entry {
    uint16_t text, word; /* where the entry's parts begin */
    uint16_t width;
    uint16_t flags;
};

QR_OFFSET(qr_text_offset, uint8_t);
QR_OFFSET(qr_entries_offset, struct qr_entry);
QR_OFFSET(qr_words_offset, uint16_t);
QR_OFFSET(qr_style_values_offset, struct qr_style);
QR_OFFSET(qr_link_values_offset, struct qr_link);

/* So many lines of a page have this width. */
struct qr_width {
    uint32_t columns_wide; /* columns << 1 | has wide cells */
    uint32_t lines;
};

QR_OFFSET(qr_widths_offset, struct qr_width);

/* Most different widths of a page: below QR_WIDTHS_SMALL columns each may come, wider lines are few (one column takes a
 * byte at least). */
#define QR_WIDTHS_SMALL 256u
#define QR_WIDTHS_MAX (QR_WIDTHS_SMALL * 2 + QR_OPEN_TEXT_MAX / QR_WIDTHS_SMALL + 1)

enum qr_edge_flag {
    QR_EDGE_HEAD = 1 << 0,      /* the page begins inside a line */
    QR_EDGE_ALL_HEAD = 1 << 1,  /* and holds nothing else: no line begins here */
    QR_EDGE_HEAD_WIDE = 1 << 2, /* wide cells in what is here of that line */
    QR_EDGE_TAIL_WIDE = 1 << 3  /* wide cells in the last line that begins here */
};

struct qr_sealed {
    uint32_t magic, version;
    uint32_t size;       /* of the whole block */
    uint32_t checksum;   /* of everything behind this field */
    uint64_t first_line; /* number of the line of the first entry */
    uint64_t last_line;
    uint64_t least_line, greatest_line; /* numbers need not rise */
    uint32_t entries, text_bytes, words, styles, links, string_bytes;
    uint32_t widths;
    uint32_t edges;                      /* qr_edge_flag */
    uint32_t head_columns, tail_columns; /* of the lines that cross the beginning, and that is the last to begin here */
    struct qr_widths_offset width_table;
    struct qr_text_offset text;
    struct qr_entries_offset entry_table;
    struct qr_words_offset word_table;
    struct qr_style_values_offset style_table; /* styles[1..styles] are at [0..styles - 1] */
    struct qr_link_values_offset link_table;   /* likewise; `place` counts bytes from `strings` */
    struct qr_text_offset strings;
    uint32_t reserved;
};

/* Sizes of the areas of the open page in use, at the start of its block. */
struct qr_open {
    uint64_t first_line, last_line, least_line, greatest_line;
    uint64_t last_time; /* of the last line */
    uint32_t entries, text_bytes, words;
    uint32_t run_cells; /* cells of the last entry that its runs cover */
};

/* One page as a reader sees it, open or sealed. Made on the spot; valid until history changes, and for a compressed
 * page until QR_CACHE_PAGES - 1 others were looked at: whoever calls something that walks a line of any length fetches
 * it again. */
struct qr_lines {
    const struct qr_entry *entries;
    const uint8_t *text;
    const uint16_t *words;
    uint32_t count, text_bytes, word_count;
    uint64_t first_line;
    const struct qr_sealed *sealed;   /* NULL for the open page */
    const struct qr_page *vocabulary; /* NULL for a sealed one */
};

/* A cell as it is read back. */
struct qr_frozen_cell {
    const uint8_t *text; /* UTF-8, `bytes` of it */
    uint32_t bytes;
    uint32_t code_points;
    uint32_t style; /* index in the page */
    bool wide;
};

/* Walks the cells of one entry. */
struct qr_entry_reader {
    const struct qr_lines *lines;
    const uint8_t *text, *text_end;
    const uint16_t *breaks, *breaks_end;
    const uint16_t *runs, *runs_end;
    uint32_t break_left, run_left;
    uint32_t run_style;
    uint16_t flags;
};

void qr_entry_read(struct qr_entry_reader *reader, const struct qr_lines *lines, uint32_t entry);
/* False at the end of the entry. */
bool qr_entry_next(struct qr_entry_reader *reader, struct qr_frozen_cell *cell);
/* The next cells where they are a byte each: as many as are of one style, at most `most`. 0 where the entry is no
 * ASCII, or ends. Constant. */
uint32_t qr_entry_ascii(struct qr_entry_reader *reader, uint32_t most, const uint8_t **text, uint32_t *style);

/* Where the parts of an entry lie. */
struct qr_entry_parts {
    uint32_t text, text_end;
    uint32_t number, time, breaks, runs, end; /* words; breaks points at the count word */
};
struct qr_entry_parts qr_entry_parts(const struct qr_lines *lines, uint32_t entry);

/* The number of the line of an entry, counted from the first one of the page. Cost: the entries before it. */
uint64_t qr_entry_line(const struct qr_lines *lines, uint32_t entry);

/* The time of the line of an entry. Cost: the entries back to the last one that says a time. */
uint64_t qr_entry_time(const struct qr_lines *lines, uint32_t entry);
/* Writes a time as words. */
void qr_time_put(uint16_t *words, uint64_t time);

/* The number of the line of an entry (not the first of its page) when `before` is that of the entry before. */
uint64_t qr_entry_number(const struct qr_lines *lines, uint32_t entry, uint64_t before);

/* A style of a page by index, as stored (folded bits and link index included). */
struct qr_style qr_lines_style(const struct qr_lines *lines, uint32_t index);
/* A link of a page by index. */
struct qr_link_key qr_lines_link(const struct qr_lines *lines, uint32_t index);

/* Decodes one code point of well-formed UTF-8 and moves on. */
static inline uint32_t qr_utf8_take(const uint8_t **text) {
    const uint8_t *at = *text;
    uint32_t c = at[0];
    if (c < 0x80) {
        *text = at + 1;
        return c;
    }
    if (c < 0xE0) {
        *text = at + 2;
        return (c & 0x1F) << 6 | (at[1] & 0x3Fu);
    }
    if (c < 0xF0) {
        *text = at + 3;
        return (c & 0x0F) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    }
    *text = at + 4;
    return (c & 0x07) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 | (at[3] & 0x3Fu);
}

/* Encodes one; returns its bytes. */
static inline uint32_t qr_utf8_put(uint8_t *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (uint8_t)(0xC0 | c >> 6);
        to[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (uint8_t)(0xE0 | c >> 12);
        to[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        to[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (uint8_t)(0xF0 | c >> 18);
    to[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    to[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    to[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

#endif
