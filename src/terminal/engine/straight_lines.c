/* straight_lines.c - lines of text and renditions: most of all that ever scrolls by. */
#include "straight_lines.h"

#include <string.h>

#include "cluster_scan.h"
#include "history_text_line.h"
#include "qr_scan.h"
#include "unicode_breaks.h"

/* The line so far. */
struct lines {
    struct qr_straight *straight;
    struct qr_text_line line;
    struct qr_straight_pen pen;
    struct qr_text_dress dress;
    bool changed;                /* the pen is another than that of the line before */
    uint32_t index;              /* of the dress in the open page */
    bool known;                  /* it is */
    struct qr_cluster_scan scan; /* of the line's text that is not ASCII, with the state of all */
};

/* Renditions and links, of which often two come one behind the other. */
static const uint8_t *change_pen(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    struct qr_engine *engine = lines->straight->engine;
    const uint8_t *behind = p;
    while (behind && behind < end && *behind == 0x1B)
        behind = qr_straight_pen_read(&lines->pen, engine, behind, end);
    qr_straight_pen_dress(&lines->pen, engine, &lines->dress);
    lines->known = false;
    lines->changed = true;
    return behind;
}

/* The lines so far are put: the pen is that behind them. */
static void keep_pen(struct lines *lines) {
    if (lines->changed) {
        lines->straight->pen = lines->pen;
        lines->straight->dress = lines->dress;
    }
    lines->changed = false;
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

/* The index of the dress, for text that certainly is in a cell of its own: a style that is never seen does not come to
 * the page. False: there is no certain room for it. */
static inline bool know_index(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    if (lines->known)
        return true;
    lines->index = 0;
    lines->known = qr_style_is_default(lines->dress.style) ||
                   qr_text_line_style(&lines->line, &lines->straight->row, &lines->dress, p, end, &lines->index);
    return lines->known;
}

static bool has_background(const struct lines *lines) {
    return qr_style_background(lines->pen.style).bits != 0;
}

static const struct qr_break_state fresh = {0, 0};

/* The line is of one style and `length` bytes, which end with CR LF or with a control: is it all in the piece? */
static bool is_whole(const struct lines *lines, const uint8_t *p, size_t length, const uint8_t *end) {
    return (size_t)(end - p) >= length + 2 && p[length] == '\r' && !has_background(lines);
}

/* ASCII up to a control. */
static inline const uint8_t *put_ascii(struct lines *lines, const uint8_t *p, size_t run, const uint8_t *end) {
    if (lines->scan.state.previous == BREAK_PREPEND + 1 || !know_index(lines, p, end))
        return NULL;
    lines->scan.state = qr_break_behind_letter;
    return qr_text_line_put(&lines->line, p, run, end, lines->index, !has_background(lines)) ? p + run : NULL;
}

/* Text of any kind up to a control. What is not simple is not taken by itself in a row of its own either, and so the
 * line is given up. */
static const uint8_t *put_any(struct lines *lines, const uint8_t *p, const uint8_t *end, bool first) {
    struct qr_cluster_scan *scan = &lines->scan;
    const struct qr_text_piece *found = &scan->found;
    struct qr_text_line *line = &lines->line;
    bool wraps = !has_background(lines), wrapped = false;
    uint32_t cells, columns;
    for (;; p += found->bytes, first = false) {
        if (!qr_text_line_room(line, wraps, &cells, &columns))
            return NULL;
        qr_cluster_scan(scan, p, end, cells, columns);
        if (found->bytes > 0 && !know_index(lines, p, end))
            return NULL;
        if (first && found->bytes > 0 && is_whole(lines, p, found->bytes, end) &&
            qr_text_line_whole_piece(line, found, end, lines->index))
            return p + found->bytes + 2;
        if (found->bytes == 0 && (wrapped || columns > 1 || !wraps || !qr_text_line_wrap(line)))
            return NULL;
        wrapped = found->bytes == 0;
        if (!wrapped && !qr_text_line_put_piece(line, found, end, lines->index))
            return NULL;
        if (p + found->bytes == end || p[found->bytes] < 0x20)
            return p + found->bytes;
    }
}

/* Text at `p`, which begins with a byte of it, and the end of the line if that is all of it. Returns the place behind
 * it; NULL: it does not fit, or is not simple. */
static const uint8_t *put_text(struct lines *lines, const uint8_t *p, const uint8_t *end, bool first) {
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    if (p + run == end || p[run] < 0x20) /* nothing joins it */
        return put_ascii(lines, p, run, end);
    return put_any(lines, p, end, first);
}

/* What stands at `p` of a line that begins at `begin`. Returns the place behind it; NULL: the line is to be put as
 * rows.
 */
static inline const uint8_t *put_piece(struct lines *lines, const uint8_t *begin, const uint8_t *p,
                                       const uint8_t *end) {
    if (*p >= 0x20)
        return put_text(lines, p, end, p == begin);
    if (*p == 0x1B)
        return change_pen(lines, p, end);
    return *p == '\r' && !has_background(lines) && qr_text_line_end(&lines->line) ? p + 2 : NULL;
}

/* One line. Returns the place behind it; NULL: it is to be put as rows. */
static const uint8_t *put_line(struct lines *lines, const uint8_t *begin, const uint8_t *end) {
    uint64_t ended = lines->line.ended;
    const uint8_t *p = begin;
    lines->scan.state = fresh;
    while (p && p < end && lines->line.ended == ended)
        p = put_piece(lines, begin, p, end);
    return lines->line.ended > ended ? p : NULL;
}

/* Lines of the pen's style and ASCII alone, if it is known or the default one. Returns the place behind them. */
static const uint8_t *put_plain_lines(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    bool known = lines->known || qr_style_is_default(lines->dress.style);
    if (*p < 0x20 || !known || has_background(lines))
        return p;
    return qr_text_line_plain(&lines->line, p, end, lines->known ? lines->index : 0);
}

const uint8_t *qr_straight_put_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    struct lines lines;
    lines.straight = s;
    lines.pen = s->pen;
    lines.dress = s->dress;
    lines.known = lines.changed = false;
    lines.scan.ambiguous = s->engine->policy.ambiguous_columns;
    lines.scan.graphemes = qr_mode(&s->engine->modes, QR_MODE_GRAPHEMES);
    const uint8_t *behind = bytes;
    if (!qr_text_line_begin(&lines.line, &s->row, s->cols))
        return bytes;
    while (behind && behind < end) {
        bytes = behind;
        keep_pen(&lines);
        behind = put_plain_lines(&lines, bytes, end);
        if (behind == bytes)
            behind = put_line(&lines, bytes, end);
    }
    if (behind) {
        bytes = behind;
        keep_pen(&lines);
    }
    qr_text_line_finish(&lines.line, s->row.history);
    s->engine->primary.page.block->next_line = lines.line.number + 1;
    s->line = lines.line.number;
    return bytes;
}
