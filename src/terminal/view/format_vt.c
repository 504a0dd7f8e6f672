/* format_vt.c - text with SGR, OSC 8 and the sizes of lines. Printed on a fresh terminal of the same width it shows the
 * same rows. */
#include "format_writer.h"

static void vt_color(struct qr_writer *w, int base, struct quire_color color) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_RGB)
        qr_writef(w, ";%d:2::%u:%u:%u", base, value >> 16, value >> 8 & 255, value & 255);
    else if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_PALETTE)
        qr_writef(w, ";%d:5:%u", base, value);
}

static void vt_style(struct qr_writer *w, struct qr_style style) {
    static const char *const codes[] = {";1", ";2", ";3", ";5", ";7", ";8", ";9", ";53"};
    qr_write_text(w, "\033[0");
    for (uint32_t i = 0; i < 8; i++) {
        if (qr_style_attributes(style) >> i & 1)
            qr_write_text(w, codes[i]);
    }
    if (qr_style_underline(style) != QUIRE_UNDERLINE_NONE)
        qr_writef(w, ";4:%d", (int)qr_style_underline(style));
    vt_color(w, 38, qr_style_foreground(style));
    vt_color(w, 48, qr_style_background(style));
    vt_color(w, 58, qr_style_underline_color(style));
    qr_write(w, "m", 1);
}

/* URIs are written byte by byte without controls, so that they cannot end the string early. */
static void vt_link(struct qr_writer *w, const struct qr_page *page, uint32_t link) {
    struct qr_link_key key = {0};
    struct qr_sets sets = qr_page_sets(page);
    if (link != 0)
        key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    qr_write_text(w, "\033]8;");
    if (key.id_length > 0) {
        qr_write_text(w, "id=");
        qr_write(w, key.id, key.id_length);
    }
    qr_write(w, ";", 1);
    for (size_t i = 0; i < key.uri_length; i++) {
        if ((uint8_t)key.uri[i] >= 0x20 && key.uri[i] != 0x7F)
            qr_write(w, key.uri + i, 1);
    }
    qr_write_text(w, "\033\\");
}

struct vt_state {
    struct qr_style style;
    bool linked;
    bool continued; /* the row above goes on in this one */
    bool filled;    /* the wrap into this row may have scrolled and left blanks of the background */
};

static void vt_run(struct qr_writer *w, const struct qr_row_view *view, const struct qr_run *run,
                   struct vt_state *state) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    struct qr_style style = qr_page_style(view->page, run->style);
    if (run->from == 0)
        state->filled = state->continued && qr_style_background(style).bits != 0;
    if (!qr_style_equal(style, state->style)) {
        vt_style(w, style);
        if (qr_style_link(style) != 0 || state->linked)
            vt_link(w, view->page, qr_style_link(style));
        state->linked = qr_style_link(style) != 0;
        state->style = style;
    }
    for (uint32_t x = run->from; x < run->to; x += run->wide ? 2 : 1) {
        uint32_t single, count;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        if (count == 0)
            qr_write(w, " ", 1);
        for (uint32_t i = 0; i < count; i++)
            qr_write_code_point(w, text[i]);
    }
}

/* Ends a row. Styles end with it: an index in one page means another style in the next. Nothing comes behind the last
 * row of a screen, so that it does not scroll. */
static void vt_row_end(struct qr_writer *w, const struct qr_row_view *view, uint32_t end, bool joined, bool bottom,
                       struct vt_state *state) {
    if (!qr_style_is_default(state->style))
        qr_write_text(w, "\033[0m");
    if (state->linked)
        vt_link(w, view->page, 0);
    if (end == 0 && state->continued)
        qr_write_text(w, " \r"); /* so that the wrap is made */
    if (end < qr_page_cols(view->page) && (state->filled || end == 0) && state->continued && !joined)
        qr_write_text(w, "\033[K");
    *state = (struct vt_state){.continued = joined};
    if (!joined && !bottom)
        qr_write_text(w, "\r\n");
}

/* The size of a row that is not single; such a row is never joined to another one. */
static void vt_size(struct qr_writer *w, const struct qr_row_view *view) {
    static const char finals[] = {'5', '6', '3', '4'};
    if (qr_row_size(view->row) != QR_SIZE_SINGLE)
        qr_writef(w, "\033#%c", finals[qr_row_size(view->row)]);
}

/* Empty rows at the end count where they have a size. */
static uint64_t vt_rows(struct qr_rows *rows) {
    struct qr_row_view view;
    uint64_t shown = qr_rows_shown(rows);
    for (uint64_t row = shown; row < rows->count && qr_rows_get(rows, row, &view); row++) {
        if (qr_row_size(view.row) != QR_SIZE_SINGLE)
            shown = row + 1;
    }
    return shown;
}

void qr_format_vt(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    struct qr_row_view view;
    struct vt_state state = {0};
    uint64_t count = vt_rows(rows);
    for (uint64_t row = first; row < count && qr_rows_get(rows, row, &view); row++) {
        struct qr_run run = {0};
        bool joined = view.wrapped && row + 1 < count;
        uint32_t end = joined ? view.columns : qr_row_content(&view);
        vt_size(w, &view);
        while (qr_next_run(&view, end, &run))
            vt_run(w, &view, &run, &state);
        vt_row_end(w, &view, end, joined, row + 1 == rows->count, &state);
    }
}
