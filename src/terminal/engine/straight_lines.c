/* straight_lines.c - lines of ASCII and renditions: most of all that ever scrolls by. */
#include "straight_lines.h"

#include <string.h>

#include "history_text_line.h"
#include "qr_scan.h"

/* The line so far. */
struct lines {
    struct qr_straight *straight;
    struct qr_text_line line;
    struct qr_style pen, dress;
    uint32_t index; /* of the dress in the open page */
    bool known;     /* it is */
};

static const uint8_t *rendition(struct lines *lines, const uint8_t *p, const uint8_t *end) {
    struct qr_engine *engine = lines->straight->engine;
    const uint8_t *behind = qr_sgr_read(&engine->renditions, p + 2, end, &lines->pen);
    lines->dress = qr_history_fold(lines->pen, engine->primary.dress);
    lines->known = false;
    return behind;
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

/* The index of the dress. False: the page does not have it yet. */
static bool know_index(struct lines *lines) {
    struct qr_text_row *row = &lines->straight->row;
    lines->index = qr_style_is_default(lines->dress) ? 0 : qr_text_memo_find(&row->memo, row->history, lines->dress);
    lines->known = lines->index != 0 || qr_style_is_default(lines->dress);
    return lines->known;
}

static bool has_background(const struct lines *lines) {
    return qr_style_background(lines->pen).bits != 0;
}

/* Text at `p`, which begins with a byte of it or with one that is not ASCII, and the end of the line if that is all of
 * it. Returns the place behind it; NULL: it does not fit, or there is none. */
static const uint8_t *put_text(struct lines *lines, const uint8_t *p, const uint8_t *end, bool first) {
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    if (run == 0 || (!lines->known && !know_index(lines)))
        return NULL;
    if (first && (size_t)(end - p) >= run + 2 && p[run] == '\r' && !has_background(lines) &&
        qr_text_line_whole(&lines->line, p, run, end, lines->index))
        return p + run + 2;
    return qr_text_line_put(&lines->line, p, run, end, lines->index, !has_background(lines)) ? p + run : NULL;
}

/* What stands at `p` of a line that begins at `begin`. Returns the place behind it; NULL: the line is to be put as
 * rows.
 */
static const uint8_t *put_piece(struct lines *lines, const uint8_t *begin, const uint8_t *p, const uint8_t *end) {
    if (*p >= 0x20)
        return put_text(lines, p, end, p == begin);
    if (*p == 0x1B)
        return rendition(lines, p, end);
    return *p == '\r' && !has_background(lines) && qr_text_line_end(&lines->line) ? p + 2 : NULL;
}

/* One line. Returns the place behind it; NULL: it is to be put as rows. */
static const uint8_t *put_line(struct lines *lines, const uint8_t *begin, const uint8_t *end) {
    uint64_t ended = lines->line.ended;
    const uint8_t *p = begin;
    while (p && p < end && lines->line.ended == ended)
        p = put_piece(lines, begin, p, end);
    return lines->line.ended > ended ? p : NULL;
}

const uint8_t *qr_straight_put_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    struct lines lines;
    lines.straight = s;
    lines.pen = s->pen;
    lines.dress = s->dress;
    lines.known = false;
    const uint8_t *behind = bytes;
    if (!qr_text_line_begin(&lines.line, &s->row, s->cols))
        return bytes;
    while (behind && behind < end) {
        bytes = behind;
        s->pen = lines.pen;
        s->dress = lines.dress;
        behind = put_line(&lines, bytes, end);
    }
    if (behind) {
        bytes = behind;
        s->pen = lines.pen;
        s->dress = lines.dress;
    }
    qr_text_line_finish(&lines.line, s->row.history);
    s->engine->primary.page.block->next_line = lines.line.number + 1;
    s->line = lines.line.number;
    return bytes;
}
