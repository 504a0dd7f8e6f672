/* rect_attributes.c - the attributes of cells that are there already: DECCARA, DECRARA, DECSACE (DEC STD 070, VT420
 * manual), XTREPORTSGR (xterm). */
#include "handlers.h"
#include "rect.h"

#include "qr_arith.h"
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

#define KNOWN_MAX 16

/* Styles that were changed already, and what became of them: cells hold both until the change is through, so ids stay
 * what they are. */
struct change {
    struct qr_engine *engine;
    const struct qr_sequence *sequence;
    change_style *make;
    struct {
        uint32_t from, to;
    } known[KNOWN_MAX];
    uint32_t known_count; /* all that were noted; the last ones are kept */
};

static bool find_known(const struct change *change, uint32_t from, uint32_t *to) {
    uint32_t count = qr_min_u32(change->known_count, KNOWN_MAX);
    for (uint32_t i = 0; i < count; i++) {
        if (change->known[i].from == from) {
            *to = change->known[i].to;
            return true;
        }
    }
    return false;
}

/* What a run costs besides its cells. */
#define RUN_WORK 4

static bool is_drawn(struct qr_cell cell) {
    return qr_cell_content(cell) != 0 || qr_cell_width(cell) == QR_TAIL;
}

/* What becomes of a style, by id: known, or made, and then one reference on it is the caller's. False: there is no room
 * for it. */
static bool changed_style(struct change *change, uint32_t style, uint32_t *id, bool *made) {
    struct qr_page *page = &change->engine->screen->page;
    *made = !find_known(change, style, id);
    if (!*made)
        return true;
    enum quire_result result = qr_page_add_style(page, change->make(qr_page_style(page, style), change->sequence), id);
    qr_engine_note(change->engine, result);
    if (result != QUIRE_OK)
        return false;
    uint32_t place = change->known_count++ % KNOWN_MAX;
    change->known[place].from = style;
    change->known[place].to = *id;
    return true;
}

/* Gives the run of cells that begins at `from`, of one style and with something to show, the style that becomes of
 * theirs. Returns where it ends: `from` where there is nothing to show. */
static uint32_t change_run(struct change *change, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_page *page = &change->engine->screen->page;
    uint32_t id, end = from;
    bool made;
    struct qr_cell first = qr_rect_cell(page, from, y);
    qr_charge(change->engine, RUN_WORK);
    if (!is_drawn(first))
        return end;
    if (!changed_style(change, qr_cell_style(first), &id, &made))
        return qr_page_drawn_run(page, y, from, to);
    end = qr_page_restyle(page, y, from, to, id);
    if (made)
        qr_page_release_style(page, id, 1);
    return end;
}

/* The first cell from x on that shows something. */
static uint32_t next_drawn(const struct qr_page *page, uint32_t y, uint32_t x, uint32_t to) {
    while (x < to && !is_drawn(qr_rect_cell(page, x, y)))
        x++;
    return x;
}

/* Changes the cells [from, to) of a row, a run of one style at a time. In a rectangle, cells without a character become
 * spaces and are changed too: they are looked for when the first one is met. */
static void change_span(struct change *change, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_page *page = &change->engine->screen->page;
    bool exact = change->engine->attribute_extent == 2, spaced = false;
    for (uint32_t x = from, end; x < to; x = end) {
        end = change_run(change, y, x, to);
        if (end > x)
            continue;
        if (exact && !spaced)
            qr_page_put_spaces(page, y, x, to, QR_SPACES_FOR_BLANKS);
        end = exact && !spaced ? x : next_drawn(page, y, x, to);
        spaced = true;
    }
}

/* A wide character is changed whole; beside one blanks are filled first, for a half of it may stick out. Of text,
 * nothing is behind the row's length. */
static void change_row(struct change *change, uint32_t y, uint32_t from, uint32_t to) {
    struct qr_page *page = &change->engine->screen->page;
    bool exact = change->engine->attribute_extent == 2;
    if (exact && qr_page_row(page, y)->flags & QR_ROW_WIDE)
        qr_page_put_spaces(page, y, from, to, QR_SPACES_FOR_BLANKS);
    if (!exact)
        to = qr_min_u32(to, qr_page_row(page, y)->length);
    qr_charge(change->engine, QR_ROW_WORK);
    if (from >= to)
        return;
    if (qr_cell_width(qr_rect_cell(page, from, y)) == QR_TAIL)
        from--;
    if (qr_cell_width(qr_rect_cell(page, to - 1, y)) == QR_WIDE)
        to++;
    change_span(change, y, from, to);
}

/* A rectangle, or (DECSACE 0 and 1) all text from its first corner to its last, row after row. */
static void change_rect(struct qr_engine *e, const struct qr_sequence *s, change_style *make) {
    struct change change = {.engine = e, .sequence = s, .make = make};
    struct qr_rect rect;
    bool exact = e->attribute_extent == 2;
    if (!qr_rect_parse(e, s, 0, &rect))
        return;
    for (uint32_t y = rect.top; y < rect.bottom; y++) {
        uint32_t from = exact || y == rect.top ? rect.left : 0;
        uint32_t to = exact || y + 1 == rect.bottom ? rect.right : qr_cols(e);
        change_row(&change, y, from, to);
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

/* What all cells [from, to) of a row have in common with `all`. Cells behind the row's length have no style. */
static struct qr_style common_of_row(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to,
                                     struct qr_style all) {
    const struct qr_row *row = qr_page_row(page, y);
    uint32_t held = row->flags & QR_ROW_STYLED ? qr_min_u32(row->length, to) : 0;
    for (uint32_t x = from; x < held; x = qr_page_style_run(page, y, x, held))
        all = common(all, qr_page_style(page, qr_cell_style(qr_rect_cell(page, x, y))));
    return to > held ? common(all, (struct qr_style){0, 0}) : all;
}

void qr_do_xtreportsgr(struct qr_engine *e, const struct qr_sequence *s) {
    const struct qr_page *page = &e->screen->page;
    struct qr_rect rect;
    char text[QR_SGR_TEXT_MAX];
    if (!qr_rect_parse(e, s, 0, &rect))
        return;
    struct qr_style all = qr_page_style(page, qr_cell_style(qr_rect_cell(page, rect.left, rect.top)));
    qr_style_set_link(&all, 0); /* it is not reported, and what is default can become nothing else */
    for (uint32_t y = rect.top; y < rect.bottom && !qr_style_is_default(all); y++) {
        all = common_of_row(page, y, rect.left, rect.right, all);
        qr_charge(e, rect.right - rect.left);
    }
    qr_sgr_format(all, text, sizeof text);
    qr_replyf(e, "\033[%s", text);
}
