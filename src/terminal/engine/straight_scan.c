#include "straight_scan.h"

#include <stdbool.h>
#include <string.h>

#include "csi_value.h"
#include "link_read.h"
#include "qr_scan.h"

/* Behind the parameters at `p`; NULL: there are more than are kept. */
static const uint8_t *behind_parameters(const uint8_t *p, const uint8_t *end) {
    uint32_t separators = 0;
    for (; p < end && *p >= '0' && *p <= ';'; p++)
        separators += *p >= ':';
    return separators < QR_PARAMETERS_MAX - 1 ? p : NULL;
}

/* Is this a whole SGR sequence with no more parameters than are kept? It begins at `p` with ESC. Nearly all end in the
 * first sixteen bytes, which cannot hold too many. */
static bool is_sgr(const uint8_t *p, const uint8_t *end) {
    uint64_t bytes;
    if (end - p < 3 || p[1] != '[')
        return false;
    const uint8_t *parameters = p + 2;
    p = parameters;
    while (p < parameters + 16 && end - p > 8) {
        memcpy(&bytes, p, sizeof bytes);
        uint32_t count = qr_parameter_bytes(qr_first_lowest(bytes));
        p += count;
        if (count < 8)
            return *p == 'm';
    }
    p = behind_parameters(parameters, end);
    return p && p < end && *p == 'm';
}

/* Behind what the sequence at `p` holds besides text, where it may be in a stretch: that is looked at by itself. A link
 * is passed over as a whole. NULL: it may not. */
static const uint8_t *behind_sequence(const uint8_t *p, const uint8_t *end) {
    struct qr_link_parts parts;
    return is_sgr(p, end) ? p + 1 : qr_link_read(p, end, &parts);
}

/* The same for any control; the LF of CR LF is looked at by itself, too. */
static inline const uint8_t *behind_control(const uint8_t *p, const uint8_t *end, struct qr_stretch *stretch) {
    if (*p == '\n') {
        stretch->line_ends++;
        return p + 1;
    }
    if (*p == 0x1B)
        return behind_sequence(p, end);
    return *p == '\t' || (*p == '\r' && end - p >= 2 && p[1] == '\n') ? p + 1 : NULL;
}

/* The controls of a block, one by one. The first that does not belong, or NULL. */
static const uint8_t *look_at(uint64_t controls, const uint8_t *block, const uint8_t *end, struct qr_stretch *stretch) {
    for (; controls != 0; controls &= controls - 1) {
        const uint8_t *p = block + qr_lowest_bit(controls);
        if (!behind_control(p, end, stretch))
            return p;
    }
    return NULL;
}

/* --- blocks ----------------------------------------------------------------------------------------------------- */

/* Nearly always all bytes of a block belong, links left aside, and that is seen without a look at each control: what
 * has to stand behind a control of a kind is a shift of where they are, and a number that is added to runs of
 * parameters goes through to their ends. */

/* What the next block has to begin with, each 0 or 1: LF, the bracket of a CSI, or parameters and the final. */
struct due {
    uint64_t line_feed, bracket, parameters;
};

static bool is_due(struct due due) {
    return (due.line_feed | due.bracket | due.parameters) != 0;
}

/* Where that began, before the block. */
static const uint8_t *begin_of(struct due due, const uint8_t *block) {
    do
        block--;
    while (due.line_feed == 0 && *block != 0x1B);
    return block;
}

/* More separators than this in two blocks side by side may be too many in one sequence. */
#define SEPARATORS_MAX ((QR_PARAMETERS_MAX - 2) / 2)

/* Are the sequences of a block whole SGR, as far as they are in it? */
static inline bool sequences_belong(const struct qr_scan_sequences *s, struct due *due) {
    uint64_t second = s->escapes << 1 | due->bracket, begin = (second & s->brackets) << 1 | due->parameters;
    uint64_t behind = begin + s->parameters;
    due->bracket = s->escapes >> 63;
    due->parameters = (second & s->brackets) >> 63 | (behind < begin);
    return (second & ~s->brackets) == 0 && (behind & ~s->parameters & ~s->finals) == 0;
}

/* May one of them have more parameters than are kept? */
static inline bool is_dense(const struct qr_scan_sequences *s) {
    return s->separators > SEPARATORS_MAX || s->parameters == UINT64_MAX;
}

/* One by one: the sequence that the block goes on with, and the controls in it. */
static bool each_belongs(struct due due, uint64_t controls, const uint8_t *block, const uint8_t *end) {
    struct qr_stretch scratch = {NULL, 0};
    bool first = due.bracket + due.parameters == 0 || behind_control(begin_of(due, block), end, &scratch);
    return first && !look_at(controls, block, end, &scratch);
}

/* Do all bytes of a block belong? Counts its line ends, and says what is due behind it. */
static bool block_belongs(const struct qr_scan_version *scan, const uint8_t *block, const uint8_t *end, struct due *due,
                          struct qr_stretch *stretch) {
    struct qr_scan_lines lines;
    struct qr_scan_sequences sequences;
    const struct due before = *due;
    scan->lines(block, &lines);
    uint64_t second = lines.returns << 1 | due->line_feed;
    uint64_t others = lines.controls & ~(lines.line_feeds | lines.returns);
    due->line_feed = lines.returns >> 63;
    if ((second & ~lines.line_feeds) != 0)
        return false;
    if (others | due->bracket | due->parameters) {
        scan->sequences(block, &sequences);
        if (!sequences_belong(&sequences, due) || (others & ~(sequences.escapes | sequences.tabs)) != 0 ||
            (is_dense(&sequences) && !each_belongs(before, others, block, end)))
            return false;
    }
    stretch->line_ends += lines.count;
    return true;
}

/* This is the first that looks at the bytes of a flood, which may come from elsewhere than this core's cache. */
#define FETCH_AHEAD 1024

/* Up to where a block does not belong as a whole, or there is none: the place from which on bytes are to be looked at.
 */
static const uint8_t *scan_blocks(const uint8_t *bytes, const uint8_t *end, struct qr_stretch *stretch) {
    const struct qr_scan_version *scan = qr_scan_chosen();
    struct due due = {0, 0, 0}, next = due;
    for (; end - bytes >= (ptrdiff_t)QR_SCAN_BLOCK; bytes += QR_SCAN_BLOCK) {
        if (end - bytes > FETCH_AHEAD)
            qr_scan_fetch(bytes + FETCH_AHEAD);
        if (!block_belongs(scan, bytes, end, &next, stretch))
            break;
        due = next;
    }
    return is_due(due) ? begin_of(due, bytes) : bytes;
}

/* So far behind a link the next one is not near. */
#define LINKS_APART 256

/* Control by control, to where the stretch ends, or far enough from a link that blocks are worth a look again. */
static const uint8_t *scan_controls(const uint8_t *bytes, const uint8_t *end, struct qr_stretch *stretch) {
    const uint8_t *link_end = bytes;
    while (!stretch->end && bytes - link_end < LINKS_APART) {
        bytes += qr_text_run(bytes, (size_t)(end - bytes));
        const uint8_t *behind = bytes < end ? behind_control(bytes, end, stretch) : NULL;
        if (!behind)
            stretch->end = bytes;
        else if (behind > bytes + 1)
            link_end = behind;
        bytes = behind;
    }
    return bytes;
}

struct qr_stretch qr_straight_scan(const uint8_t *bytes, const uint8_t *end) {
    struct qr_stretch stretch = {NULL, 0};
    while (!stretch.end) {
        bytes = scan_blocks(bytes, end, &stretch);
        bytes = scan_controls(bytes, end, &stretch);
    }
    return stretch;
}

const uint8_t *qr_straight_behind_line(const uint8_t *bytes, const uint8_t *end, size_t count) {
    for (; bytes && count > 0; count--) {
        bytes = memchr(bytes, '\n', (size_t)(end - bytes));
        if (bytes)
            bytes++;
    }
    return bytes;
}

/* Is one of eight bytes LF? Where one is, the others do not matter. */
static bool has_line_end(const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    bytes ^= QR_EVERY('\n');
    return ((bytes - QR_EVERY(1)) & ~bytes & QR_EVERY(0x80)) != 0;
}

/* Where the line begins that `behind` is in, or right behind: not before `from`. */
static const uint8_t *line_begin(const uint8_t *from, const uint8_t *behind) {
    while (behind - from >= 8 && !has_line_end(behind - 8))
        behind -= 8;
    while (behind > from && behind[-1] != '\n')
        behind--;
    return behind;
}

/* Bytes of a line from column 0 on when it is ASCII up to its end: then so many columns. 0: it is another. */
static size_t plain_columns(const uint8_t *from, const uint8_t *begin, const uint8_t *end) {
    bool at_column_0 = begin - from >= 2 && begin[-2] == '\r';
    if (!at_column_0)
        return 0;
    size_t columns = qr_ascii_run(begin, (size_t)(end - begin));
    const uint8_t *rest = begin + columns;
    bool ends = rest == end || *rest == '\n' || (*rest == '\r' && end - rest >= 2);
    return ends ? columns : 0;
}

const uint8_t *qr_straight_cut(const uint8_t *from, const uint8_t *end, size_t scrolls, size_t cols) {
    const uint8_t *line_end = end;
    while (line_end > from) {
        bool ends = line_end[-1] == '\n';
        const uint8_t *begin = line_begin(from, line_end - ends);
        size_t columns = plain_columns(from, begin, line_end);
        size_t rows = columns > 0 ? (columns - 1) / cols : 0, has = rows + ends; /* rows that begin behind its first */
        if (has >= scrolls)
            return begin + (has - scrolls) * cols;
        scrolls -= has;
        line_end = begin;
    }
    return from;
}
