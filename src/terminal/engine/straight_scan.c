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

/* Those controls of a block that do not lie before `behind`. */
static uint64_t controls_from(uint64_t controls, const uint8_t *block, const uint8_t *behind) {
    if (behind <= block)
        return controls;
    return behind - block < (ptrdiff_t)QR_SCAN_BLOCK ? controls & UINT64_MAX << (behind - block) : 0;
}

/* The controls of a block, but those before *behind, to where a sequence went that began earlier. The first that does
 * not belong, or NULL. */
static const uint8_t *look_at(uint64_t controls, const uint8_t *block, const uint8_t *end, struct qr_stretch *stretch,
                              const uint8_t **behind) {
    controls = controls_from(controls, block, *behind);
    while (controls != 0) {
        const uint8_t *p = block + qr_lowest_bit(controls), *next = behind_control(p, end, stretch);
        if (!next)
            return p;
        controls &= controls - 1;
        if (next != p + 1)
            controls = controls_from(controls, block, *behind = next);
    }
    return NULL;
}

/* This is the first that looks at the bytes of a flood, which may come from elsewhere than this core's cache. */
#define FETCH_AHEAD 1024

struct qr_stretch qr_straight_scan(const uint8_t *bytes, const uint8_t *end) {
    const struct qr_scan_version *scan = qr_scan_chosen();
    struct qr_stretch stretch = {NULL, 0};
    const uint8_t *behind = bytes;
    for (; end - bytes >= (ptrdiff_t)QR_SCAN_BLOCK && !stretch.end; bytes += QR_SCAN_BLOCK) {
        if (end - bytes > FETCH_AHEAD)
            qr_scan_fetch(bytes + FETCH_AHEAD);
        stretch.end = look_at(scan->controls(bytes), bytes, end, &stretch, &behind);
    }
    bytes = behind > bytes ? behind : bytes;
    while (!stretch.end) {
        bytes += scan->text_run(bytes, (size_t)(end - bytes));
        const uint8_t *next = bytes < end ? behind_control(bytes, end, &stretch) : NULL;
        if (!next)
            stretch.end = bytes;
        bytes = next;
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
