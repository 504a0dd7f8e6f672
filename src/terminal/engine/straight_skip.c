#include "straight_skip.h"

#include "qr_scan.h"

/* Behind the line at `p`, with the pen that it leaves; NULL: it is not so simple, or goes on behind `end`. */
static const uint8_t *behind_line(const struct qr_straight *s, const uint8_t *p, const uint8_t *end,
                                  struct qr_straight_pen *pen) {
    size_t columns = 0;
    while (p && p < end && *p != '\r') {
        size_t run = qr_ascii_run(p, (size_t)(end - p));
        columns += run;
        p += run;
        if (columns > s->cols || (run == 0 && *p != 0x1B))
            return NULL;
        if (run == 0)
            p = qr_straight_pen_read(pen, s->engine, p, end);
    }
    return p && end - p >= 2 && p[1] == '\n' ? p + 2 : NULL;
}

const uint8_t *qr_straight_skip_lines(struct qr_straight *s, const uint8_t *bytes, const uint8_t *end) {
    struct qr_straight_pen pen = s->pen;
    const uint8_t *begin = bytes, *behind;
    for (; bytes < end && (behind = behind_line(s, bytes, end, &pen)) != NULL; bytes = behind) {
        s->line = qr_page_new_line(&s->engine->screen->page);
        s->pen = pen;
    }
    if (bytes > begin)
        qr_straight_pen_dress(&s->pen, s->engine, &s->dress);
    return bytes;
}
