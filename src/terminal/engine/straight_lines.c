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
    bool changed;                /* the pen is another than that of the line before */
    bool plain;                  /* nothing is folded into styles: text in the default pen is default text */
    uint32_t index;              /* of the pen's dress in the open page */
    bool known;                  /* it is */
    uint64_t made_by;            /* the short rendition that made the pen from the default one; 0: another */
    struct qr_cluster_scan scan; /* of the line's text that is not ASCII, with the state of all */
};

/* --- the pen ---------------------------------------------------------------------------------------------------- */

/* A rendition or a link. */
static inline const uint8_t *read_pen(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    struct qr_style *style = &lines->pen.style;
    uint32_t length = 0;
    lines->made_by = 0;
    if (p[1] == '[' && end - p >= 2 + QR_STRAIGHT_SHORT_LOOK && qr_style_is_default(*style)) {
        uint64_t bytes = qr_straight_short_bytes(p + 2, &length);
        const struct qr_straight_known *known =
            bytes ? qr_straight_short_find(&lines->straight->renditions, bytes) : NULL;
        if (known) {
            *style = known->style;
            lines->index = known->index;
            lines->known = true;
            return p + 2 + length;
        }
        lines->made_by = bytes;
    }
    p = qr_straight_pen_read(&lines->pen, lines->straight->engine, p, end);
    lines->index = 0;
    lines->known = lines->plain && qr_style_is_default(*style);
    return p;
}

/* Renditions and links, of which often two come one behind the other; more of the line stands behind them. */
static inline const uint8_t *change_pen(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    do
        p = read_pen(lines, p, end);
    while (*p == 0x1B);
    lines->changed = true;
    return p;
}

/* The lines so far are put: the pen is that behind them. */
static void keep_pen(struct lines *lines) {
    if (lines->changed) {
        lines->straight->pen = lines->pen;
        qr_straight_pen_dress(&lines->pen, lines->straight->engine, &lines->straight->dress);
    }
    lines->changed = false;
}

/* The index of a dress that nobody knows yet. */
static bool find_index(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    struct qr_straight *s = lines->straight;
    struct qr_text_dress dress;
    qr_straight_pen_dress(&lines->pen, s->engine, &dress);
    lines->known = qr_text_line_style(&lines->line, &s->row, &dress, p, end, &lines->index);
    if (lines->known && lines->made_by != 0)
        qr_straight_short_learn(&s->renditions,
                                (struct qr_straight_known){lines->made_by, lines->pen.style, lines->index});
    return lines->known;
}

/* The index of the dress, for text that certainly is in a cell of its own: a style that is never seen does not come to
 * the page. False: there is no certain room for it. */
static inline bool know_index(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    return lines->known || find_index(lines, p, end);
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

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
    struct qr_text_line *line = &lines->line;
    if (lines->scan.state.previous == BREAK_PREPEND + 1 || !know_index(lines, p, end))
        return NULL;
    lines->scan.state = qr_break_behind_letter;
    if (!qr_text_line_has_room(line, run))
        return qr_text_line_put_parts(line, p, run, end, lines->index, !has_background(lines)) ? p + run : NULL;
    qr_text_line_put(line, p, run, end, lines->index);
    return p + run;
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
        if (p + found->bytes == end)
            return NULL;
        if (p[found->bytes] < 0x20)
            return p + found->bytes;
    }
}

/* Text at `p`, which begins with a byte of it, and the end of the line if that is all of it. Returns the place behind
 * it; NULL: it does not fit, or is not simple, or the line goes on behind `end`. */
static inline const uint8_t *put_text(struct lines *lines, const uint8_t *p, const uint8_t *end, bool first) {
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    if (p + run == end)
        return NULL;
    if (p[run] < 0x20) /* nothing joins it */
        return put_ascii(lines, p, run, end);
    return put_any(lines, p, end, first);
}

/* CR LF at `p`. */
static const uint8_t *end_line(struct lines *lines, const uint8_t *p) {
    return *p == '\r' && !has_background(lines) && qr_text_line_end(&lines->line) ? p + 2 : NULL;
}

/* One line. Returns the place behind it; NULL: it is to be put as rows. A line that goes on behind `end` is ASCII alone
 * (qr_straight_cut), so that only text is asked whether it ends there. */
static const uint8_t *put_line(struct lines *lines, const uint8_t *begin, const uint8_t *end) {
    const uint64_t ended = lines->line.ended;
    const uint8_t *p = begin;
    lines->scan.state = fresh;
    do {
        if (*p == 0x1B)
            p = change_pen(lines, p, end);
        if (*p < 0x20)
            return end_line(lines, p);
        p = put_text(lines, p, end, p == begin);
    } while (p && lines->line.ended == ended);
    return p;
}

/* Lines of the pen's style and ASCII alone, if it is known. Returns the place behind them. */
static const uint8_t *put_plain_lines(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    if (*p < 0x20 || !lines->known || has_background(lines))
        return p;
    return qr_text_line_plain(&lines->line, p, end, lines->index);
}

/* Before the first of some lines. */
static void begin(struct lines *lines, struct qr_straight *s) {
    lines->straight = s;
    lines->pen = s->pen;
    lines->changed = false;
    lines->plain = qr_style_is_default(qr_history_fold((struct qr_style){0, 0}, s->engine->screen->dress));
    lines->index = 0;
    lines->known = lines->plain && qr_style_is_default(s->pen.style);
    lines->made_by = 0;
    lines->scan.ambiguous = s->engine->policy.ambiguous_columns;
    lines->scan.graphemes = qr_mode(&s->engine->modes, QR_MODE_GRAPHEMES);
    qr_straight_short_enter(&s->renditions, s->row.history->vocabularies);
}

const uint8_t *qr_straight_put_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    struct lines lines;
    const uint8_t *behind = bytes;
    if (!qr_text_line_begin(&lines.line, &s->row, s->cols))
        return bytes;
    begin(&lines, s);
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
