#include "straight_scan.h"

#include <stdbool.h>
#include <string.h>

#include "parser.h"
#include "qr_scan.h"

static size_t separators(const uint8_t *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] >= ':';
    return count;
}

/* Behind an SGR sequence that begins at `p` with ESC, or NULL when it is another, is not whole or has too many
 * parameters. */
static const uint8_t *behind_sgr(const uint8_t *p, const uint8_t *end) {
    if (end - p < 3 || p[1] != '[')
        return NULL;
    p += 2;
    size_t run = qr_parameter_run(p, (size_t)(end - p));
    bool kept = run < QR_PARAMETERS_MAX - 1 || separators(p, run) < QR_PARAMETERS_MAX - 1;
    p += run;
    return kept && p < end && *p == 'm' ? p + 1 : NULL;
}

/* Behind the control at `p`; NULL: the stretch ends before it. */
static const uint8_t *behind_control(const uint8_t *p, const uint8_t *end, struct qr_stretch *stretch) {
    if (*p == 0x1B)
        return behind_sgr(p, end);
    if (*p == '\t')
        return p + 1;
    if (*p == '\r' && end - p >= 2 && p[1] == '\n')
        p++;
    if (*p != '\n')
        return NULL;
    stretch->line_ends++;
    return p + 1;
}

struct qr_stretch qr_straight_scan(const uint8_t *bytes, const uint8_t *end) {
    struct qr_stretch stretch = {bytes, 0};
    while (bytes) {
        stretch.end = bytes + qr_text_run(bytes, (size_t)(end - bytes));
        bytes = stretch.end < end ? behind_control(stretch.end, end, &stretch) : NULL;
    }
    return stretch;
}

const uint8_t *qr_straight_behind_line(const uint8_t *bytes, const uint8_t *end, size_t count) {
    for (; count > 0; count--)
        bytes = (const uint8_t *)memchr(bytes, '\n', (size_t)(end - bytes)) + 1;
    return bytes;
}

/* Where the line begins that `behind` is in, or right behind: not before `from`. */
static const uint8_t *line_begin(const uint8_t *from, const uint8_t *behind) {
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
