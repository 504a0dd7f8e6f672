/* straight_pen.h - the pen while the screen is away: renditions and links change it, and nothing is looked up for it.
 */
#ifndef QR_STRAIGHT_PEN_H
#define QR_STRAIGHT_PEN_H

#include "engine.h"
#include "history_chunk.h"
#include "link_read.h"
#include "sgr_palette.h"

struct qr_straight_pen {
    struct qr_style style;    /* its link is 1 where it has one, */
    struct qr_text_link link; /* which is this */
    uint32_t links_opened;    /* as of struct qr_engine */
};

/* The pen of the screen that is shown, settled; the bytes of its link are those of the page, and stay there while
 * nothing is added to it. */
void qr_straight_pen_begin(struct qr_straight_pen *pen, const struct qr_engine *engine);

/* Makes it the pen of the screen that is shown, which is where it was begun. */
void qr_straight_pen_end(const struct qr_straight_pen *pen, struct qr_engine *engine);

/* qr_straight_pen_read for a link. */
const uint8_t *qr_straight_pen_link(struct qr_straight_pen *pen, const uint8_t *p, const uint8_t *end);

/* A rendition. What half of them are, and what is in hardly foreseeable forms, is seen first. */
static inline const uint8_t *qr_straight_pen_rendition(struct qr_straight_pen *pen, struct qr_engine *engine,
                                                       const uint8_t *p, const uint8_t *end) {
    if (*p == 'm' || (*p == '0' && p[1] == 'm')) {
        pen->style = (struct qr_style){0, pen->style.second & QR_STYLE_LINK_MASK};
        return *p == 'm' ? p + 1 : p + 2;
    }
    const uint8_t *behind = end - p >= (ptrdiff_t)QR_SGR_PALETTE_BYTES ? qr_sgr_read_palette(p, &pen->style) : NULL;
    return behind ? behind : qr_sgr_read(&engine->renditions, p, end, &pen->style);
}

/* Applies the rendition or the link of a stretch that begins at `p` with ESC. Returns the place behind it. Bytes of a
 * link are borrowed for as long as the pen has it. */
static inline const uint8_t *qr_straight_pen_read(struct qr_straight_pen *pen, struct qr_engine *engine,
                                                  const uint8_t *p, const uint8_t *end) {
    return p[1] == '[' ? qr_straight_pen_rendition(pen, engine, p + 2, end) : qr_straight_pen_link(pen, p, end);
}

/* What text looks like in this pen. */
static inline void qr_straight_pen_dress(const struct qr_straight_pen *pen, const struct qr_engine *engine,
                                         struct qr_text_dress *dress) {
    dress->style = qr_history_fold(pen->style, engine->screen->dress);
    if (qr_style_link(pen->style) != 0)
        dress->link = pen->link;
}

#endif
