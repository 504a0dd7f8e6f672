/* rect_attributes.c - the attributes of cells that are there already: DECCARA, DECRARA, DECSACE (DEC STD 070, VT420
 * manual), XTREPORTSGR (xterm). */
#include "handlers.h"
#include "rect.h"

#include "sgr.h"

/* What becomes of a style. */
typedef struct qr_style change_style(struct qr_style style, const struct qr_sequence *sequence);

/* SGR 0 in DECCARA: what DECRARA can reverse, colours stay. */
#define ATTRIBUTES (QUIRE_ATTR_BOLD | QUIRE_ATTR_BLINK | QUIRE_ATTR_INVERSE)

/* Parameters from the fifth on are those of SGR (DEC names 0, 1, 4, 5, 7 and their ends; kitty takes all). */
static struct qr_style set_attributes(struct qr_style style, const struct qr_sequence *s) {
    struct qr_sgr sgr = {s, 4, style};
    do {
        if (qr_parameter(s, sgr.at, 0) == 0) {
            qr_style_set_attributes(&sgr.style, 0, ATTRIBUTES);
            qr_style_set_underline(&sgr.style, QUIRE_UNDERLINE_NONE);
            sgr.at++;
        } else {
            qr_sgr_step(&sgr);
        }
    } while (sgr.at < s->count);
    return sgr.style;
}

static void reverse_underline(struct qr_style *style) {
    bool on = qr_style_underline(*style) != QUIRE_UNDERLINE_NONE;
    qr_style_set_underline(style, on ? QUIRE_UNDERLINE_NONE : QUIRE_UNDERLINE_SINGLE);
}

static void reverse_attribute(struct qr_style *style, uint32_t attribute) {
    uint32_t now = qr_style_attributes(*style);
    qr_style_set_attributes(style, ~now & attribute, attribute);
}

static struct qr_style reverse_attributes(struct qr_style style, const struct qr_sequence *s) {
    static const uint8_t attributes[9] = {[0] = ATTRIBUTES,
                                          [1] = QUIRE_ATTR_BOLD,
                                          [5] = QUIRE_ATTR_BLINK,
                                          [7] = QUIRE_ATTR_INVERSE,
                                          [8] = QUIRE_ATTR_INVISIBLE};
    uint32_t i = 4;
    do {
        uint32_t code = qr_parameter(s, i, 0);
        if (code < 9)
            reverse_attribute(&style, attributes[code]);
        if (code == 0 || code == 4)
            reverse_underline(&style);
    } while (++i < s->count);
    return style;
}

/* --- the cells of a change ------------------------------------------------------------------------------------- */

/* In a rectangle, cells without a character become spaces and are changed too. */
static void draw_blanks(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    for (uint32_t x = from; x < to; x++) {
        struct qr_cell cell = qr_rect_cell(page, x, y);
        if (qr_cell_content(cell) != 0 || qr_cell_width(cell) != QR_NARROW)
            continue;
        qr_rect_put_space(page, x, y);
    }
}

static bool is_drawn(struct qr_cell cell) {
    return qr_cell_content(cell) != 0 || qr_cell_width(cell) == QR_TAIL;
}

/* Changes the cells [from, to) of a row, a run of one style at a time. */
static void change_span(struct qr_engine *e, uint32_t y, uint32_t from, uint32_t to, change_style *change,
                        const struct qr_sequence *s) {
    struct qr_page *page = &e->screen->page;
    for (uint32_t x = from; x < to;) {
        struct qr_cell cell = qr_rect_cell(page, x, y);
        uint32_t style = qr_cell_style(cell), end = x + 1, id;
        if (!is_drawn(cell)) {
            x++;
            continue;
        }
        while (end < to && is_drawn(qr_rect_cell(page, end, y)) && qr_cell_style(qr_rect_cell(page, end, y)) == style)
            end++;
        enum quire_result result = qr_page_add_style(page, change(qr_page_style(page, style), s), &id);
        qr_engine_note(e, result);
        if (result == QUIRE_OK) {
            qr_page_set_style(page, y, x, end, id);
            qr_page_release_style(page, id, 1);
        }
        x = end;
    }
}

/* A wide character is changed whole. */
static void change_row(struct qr_engine *e, uint32_t y, uint32_t from, uint32_t to, change_style *change,
                       const struct qr_sequence *s) {
    struct qr_page *page = &e->screen->page;
    if (e->attribute_extent == 2)
        draw_blanks(page, y, from, to);
    if (qr_cell_width(qr_rect_cell(page, from, y)) == QR_TAIL)
        from--;
    if (qr_cell_width(qr_rect_cell(page, to - 1, y)) == QR_WIDE)
        to++;
    change_span(e, y, from, to, change, s);
}

/* A rectangle, or (DECSACE 0 and 1) all text from its first corner to its last, row after row. */
static void change_rect(struct qr_engine *e, const struct qr_sequence *s, change_style *change) {
    struct qr_rect rect;
    bool exact = e->attribute_extent == 2;
    if (!qr_rect_parse(e, s, 0, &rect))
        return;
    for (uint32_t y = rect.top; y < rect.bottom; y++) {
        uint32_t from = exact || y == rect.top ? rect.left : 0;
        uint32_t to = exact || y + 1 == rect.bottom ? rect.right : qr_cols(e);
        change_row(e, y, from, to, change, s);
    }
}

void qr_do_deccara(struct qr_engine *e, const struct qr_sequence *s) {
    change_rect(e, s, set_attributes);
}

void qr_do_decrara(struct qr_engine *e, const struct qr_sequence *s) {
    change_rect(e, s, reverse_attributes);
}

void qr_do_decsace(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t extent = qr_parameter(s, 0, 0);
    if (extent <= 2)
        e->attribute_extent = (uint8_t)extent;
}

/* --- report ---------------------------------------------------------------------------------------------------- */

/* What two styles have in common; where a colour differs, the default. */
static struct qr_style common(struct qr_style a, struct qr_style b) {
    const struct quire_color none = {0};
    qr_style_set_attributes(&a, 0, ~qr_style_attributes(b));
    if (qr_style_underline(a) != qr_style_underline(b))
        qr_style_set_underline(&a, QUIRE_UNDERLINE_NONE);
    if (qr_style_foreground(a).bits != qr_style_foreground(b).bits)
        qr_style_set_foreground(&a, none);
    if (qr_style_background(a).bits != qr_style_background(b).bits)
        qr_style_set_background(&a, none);
    if (qr_style_underline_color(a).bits != qr_style_underline_color(b).bits)
        qr_style_set_underline_color(&a, none);
    return a;
}

void qr_do_xtreportsgr(struct qr_engine *e, const struct qr_sequence *s) {
    const struct qr_page *page = &e->screen->page;
    struct qr_rect rect;
    char text[QR_SGR_TEXT_MAX];
    if (!qr_rect_parse(e, s, 0, &rect))
        return;
    uint32_t last = qr_cell_style(qr_rect_cell(page, rect.left, rect.top));
    struct qr_style all = qr_page_style(page, last);
    for (uint32_t y = rect.top; y < rect.bottom; y++) {
        for (uint32_t x = rect.left; x < rect.right; x++) {
            uint32_t style = qr_cell_style(qr_rect_cell(page, x, y));
            if (style != last)
                all = common(all, qr_page_style(page, style));
            last = style;
        }
    }
    qr_sgr_format(all, text, sizeof text);
    qr_replyf(e, "\033[%s", text);
}
