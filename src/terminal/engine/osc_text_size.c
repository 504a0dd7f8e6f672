/* osc_text_size.c - OSC 66 ; key=value:... ; text (kitty text-sizing-protocol).
 *
 * Honoured is the width: with w=1 to 7 all the text stands in that many columns, whatever it would take by itself. One
 * and two columns are one cell, narrow or wide, that holds all of it; in more, its clusters stand side by side, what
 * does not fit is cut off and what is left is blank. With w=0 it is printed as other text. Not honoured is the scale:
 * as the document allows, s counts as 1, so that a program that measures finds the width and not the scale supported.
 * The keys n, d, v and h, which choose the size of the font within the cells, are read over.
 *
 * Ill-formed UTF-8 is replaced, controls are left out, texts beyond QUIRE_SIZED_TEXT_MAX are dropped, as are widths
 * that the screen has no room for. */
#include "osc.h"

#include "number.h"
#include "utf8.h"

#define WIDTH_MAX 7

static uint32_t width_of(struct qr_span metadata) {
    struct qr_span pair, key, value;
    uint32_t width = 0, number;
    while (qr_span_next(&metadata, ':', &pair)) {
        qr_span_pair(pair, &key, &value);
        if (qr_span_is(key, "w") && value.bytes && qr_number_parse(value.bytes, value.length, WIDTH_MAX, &number))
            width = number;
    }
    return width;
}

/* Decodes the next code points of the text, without controls. Returns how many; 0: there are no more. */
static size_t decode(struct qr_utf8 *state, struct qr_span *text, uint32_t *points, size_t capacity) {
    const uint8_t *at = text->bytes, *end = at + text->length;
    size_t kept = 0;
    while (kept == 0 && at < end) {
        const uint8_t *before = at;
        size_t count = qr_utf8_decode(state, &at, end, points, capacity, false);
        for (size_t i = 0; i < count; i++) {
            if (points[i] < 0x80 || points[i] >= 0xA0)
                points[kept++] = points[i];
        }
        at += at == before && count == 0; /* a control, where the decoder stops */
    }
    if (kept == 0 && state->needed > 0) {
        state->needed = 0;
        points[kept++] = QR_UTF8_REPLACEMENT;
    }
    *text = (struct qr_span){at, (size_t)(end - at)};
    return kept;
}

void qr_osc_text_size(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span text = qr_osc_span(osc), metadata;
    struct qr_utf8 state = {0};
    uint32_t points[QUIRE_SIZED_TEXT_MAX + 1];
    size_t count = 0, more;
    if (!qr_span_next(&text, ';', &metadata) || !text.bytes || text.length > QUIRE_SIZED_TEXT_MAX)
        return;
    while ((more = decode(&state, &text, points + count, QUIRE_SIZED_TEXT_MAX + 1 - count)) > 0)
        count += more;
    uint32_t width = width_of(metadata);
    if (width == 0)
        qr_print_text(e, points, count);
    else if (count > 0)
        qr_print_in_columns(e, points, count, width);
}
