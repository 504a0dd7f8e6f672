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

/* Bytes of parameters that cannot hold too many. */
#define FEW_BYTES (QR_PARAMETERS_MAX - 2)

/* Is this a whole SGR sequence with no more parameters than are kept? It begins at `p` with ESC. Nearly all are short
 * enough for that, and are looked at eight bytes at a time. */
static bool is_sgr(const uint8_t *p, const uint8_t *end) {
    uint64_t bytes;
    if (end - p < 3 || p[1] != '[')
        return false;
    const uint8_t *parameters = p + 2;
    p = parameters;
    while (p < parameters + FEW_BYTES && end - p > 8) {
        memcpy(&bytes, p, sizeof bytes);
        uint32_t count = qr_parameter_bytes(qr_first_lowest(bytes));
        p += count;
        if (count < 8 && p <= parameters + FEW_BYTES)
            return *p == 'm';
        if (count < 8)
            break;
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

/* Where that began which goes on in a block: a CR, or an ESC with what is behind it. */
static const uint8_t *begin_of(const struct qr_scan_lines *lines, const uint8_t *block) {
    if ((lines->line_feed | lines->bracket | lines->parameters) == 0)
        return block;
    do
        block--;
    while (lines->line_feed == 0 && *block != 0x1B);
    return block;
}

/* Nearly always all bytes of a block belong, links left aside, and that is seen without a look at each control. Returns
 * the place from which on they are to be looked at: a block does not belong as a whole, or there is none. */
static const uint8_t *scan_blocks(const uint8_t *bytes, const uint8_t *end, struct qr_stretch *stretch) {
    struct qr_scan_lines lines = {0, 0, 0, 0};
    _Static_assert(2 * QR_SCAN_SEPARATORS < QR_PARAMETERS_MAX - 1, "none that goes on in another block is too long");
    bytes += qr_scan_chosen()->lines(bytes, (size_t)(end - bytes), &lines);
    stretch->line_ends += lines.count;
    return begin_of(&lines, bytes);
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

/* Is there an LF in the eight bytes at `p`? */
static inline bool has_line_feed(const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    bytes ^= QR_EVERY('\n');
    return ((bytes - QR_EVERY(1)) & ~bytes & QR_EVERY(0x80)) != 0;
}

/* Where the line begins that `behind` is in, or right behind: not before `from`. */
static const uint8_t *line_begin(const uint8_t *from, const uint8_t *behind) {
    while (behind - from >= 8 && !has_line_feed(behind - 8))
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
