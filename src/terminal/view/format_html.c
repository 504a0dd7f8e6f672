/* format_html.c - a complete page: one <pre> with a <span> per run, links as <a>. */
#include "format_images.h"
#include "text_span.h"

static void html_text(struct qr_writer *w, uint32_t c) {
    if (c == '<')
        qr_write_text(w, "&lt;");
    else if (c == '>')
        qr_write_text(w, "&gt;");
    else if (c == '&')
        qr_write_text(w, "&amp;");
    else if (c == '"')
        qr_write_text(w, "&quot;");
    else
        qr_write_code_point(w, c);
}

static uint32_t rgb_of(const struct qr_engine *e, struct quire_color color, uint32_t fallback) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    return QUIRE_COLOR_KIND(color) == QUIRE_COLOR_RGB       ? value
           : QUIRE_COLOR_KIND(color) == QUIRE_COLOR_PALETTE ? qr_engine_colors(e)->palette[value & 255]
                                                            : fallback;
}

static void html_decorations(struct qr_writer *w, const struct qr_engine *e, struct qr_style style) {
    static const char *const kinds[] = {"", "solid", "double", "wavy", "dotted", "dashed"};
    uint32_t attributes = qr_style_attributes(style);
    bool underlined = qr_style_underline(style) != QUIRE_UNDERLINE_NONE;
    if (!underlined && !(attributes & (QUIRE_ATTR_STRIKETHROUGH | QUIRE_ATTR_OVERLINE)))
        return;
    qr_writef(w, "text-decoration:%s%s%s", underlined ? " underline" : "",
              attributes & QUIRE_ATTR_STRIKETHROUGH ? " line-through" : "",
              attributes & QUIRE_ATTR_OVERLINE ? " overline" : "");
    if (underlined)
        qr_writef(w, " %s", kinds[qr_style_underline(style)]);
    if (qr_style_underline_color(style).bits)
        qr_writef(w, " #%06x", (unsigned)rgb_of(e, qr_style_underline_color(style), 0));
    qr_write(w, ";", 1);
}

static void html_style(struct qr_writer *w, const struct qr_engine *e, struct qr_style style) {
    uint32_t attributes = qr_style_attributes(style);
    uint32_t foreground = rgb_of(e, qr_style_foreground(style), qr_engine_colors(e)->dynamic[QR_COLOR_TEXT]);
    uint32_t background = rgb_of(e, qr_style_background(style), qr_engine_colors(e)->dynamic[QR_COLOR_BACKGROUND]);
    bool inverse = (attributes & QUIRE_ATTR_INVERSE) != 0;
    qr_write_text(w, "<span style=\"");
    if (inverse || qr_style_foreground(style).bits)
        qr_writef(w, "color:#%06x;", (unsigned)(inverse ? background : foreground));
    if (inverse || qr_style_background(style).bits)
        qr_writef(w, "background:#%06x;", (unsigned)(inverse ? foreground : background));
    if (attributes & QUIRE_ATTR_BOLD)
        qr_write_text(w, "font-weight:bold;");
    if (attributes & QUIRE_ATTR_ITALIC)
        qr_write_text(w, "font-style:italic;");
    if (attributes & QUIRE_ATTR_DIM)
        qr_write_text(w, "opacity:0.6;");
    if (attributes & QUIRE_ATTR_INVISIBLE)
        qr_write_text(w, "visibility:hidden;");
    html_decorations(w, e, style);
    qr_write_text(w, "\">");
}

/* Only schemes that open something harmless become links; the page may be opened in a browser. */
static bool html_link(struct qr_writer *w, const struct qr_page *page, struct qr_style style) {
    static const char *const schemes[] = {"http://", "https://", "file://", "ftp://", "mailto:"};
    if (qr_style_link(style) == 0)
        return false;
    struct qr_sets sets = qr_page_sets(page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, qr_style_link(style)));
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (key.uri_length < strlen(schemes[i]) || memcmp(key.uri, schemes[i], strlen(schemes[i])) != 0)
            continue;
        qr_write_text(w, "<a href=\"");
        for (size_t k = 0; k < key.uri_length; k++) {
            if ((uint8_t)key.uri[k] > 0x20 && (uint8_t)key.uri[k] < 0x7F)
                html_text(w, (uint8_t)key.uri[k]);
            else
                qr_writef(w, "%%%02X", (unsigned)(uint8_t)key.uri[k]);
        }
        qr_write_text(w, "\">");
        return true;
    }
    return false;
}

static void html_run(struct qr_writer *w, const struct qr_engine *e, const struct qr_row_view *view,
                     const struct qr_run *run) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    struct qr_style style = qr_page_style(view->page, run->style);
    bool linked = html_link(w, view->page, style);
    qr_style_set_link(&style, 0);
    bool plain = qr_style_is_default(style);
    if (!plain)
        html_style(w, e, style);
    for (uint32_t x = run->from; x < run->to; x += run->wide ? 2 : 1) {
        uint32_t single, count;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        if (count == 0)
            qr_write(w, " ", 1);
        for (uint32_t i = 0; i < count; i++)
            html_text(w, text[i]);
    }
    qr_write_text(w, plain ? "" : "</span>");
    qr_write_text(w, linked ? "</a>" : "");
}

/* A row of double size is stretched over its place, and of double height only one half of it is left. */
static bool html_size(struct qr_writer *w, const struct qr_row_view *view) {
    static const char *const forms[] = {[QR_SIZE_DOUBLE_WIDTH] = "0 0;transform:scale(2,1)",
                                        [QR_SIZE_DOUBLE_TOP] = "0 0;transform:scale(2,2);clip-path:inset(0 0 50% 0)",
                                        [QR_SIZE_DOUBLE_BOTTOM] =
                                            "0 100%;transform:scale(2,2);clip-path:inset(50% 0 0 0)"};
    enum qr_row_size size = qr_row_size(view->row);
    if (size == QR_SIZE_SINGLE)
        return false;
    qr_writef(w, "<span style=\"display:inline-block;transform-origin:%s\">", forms[size]);
    return true;
}

static void html_head(struct qr_writer *w, const struct qr_engine *e) {
    qr_write_text(w, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>");
    for (const char *c = qr_engine_title(e); *c; c++) {
        if ((uint8_t)*c < 0x80)
            html_text(w, (uint8_t)*c);
        else
            qr_write(w, c, 1);
    }
    qr_writef(w,
              "</title></head>\n<body style=\"background:#%06x;color:#%06x\">\n<pre style=\"font-family:monospace%s\">",
              (unsigned)qr_engine_colors(e)->dynamic[QR_COLOR_BACKGROUND],
              (unsigned)qr_engine_colors(e)->dynamic[QR_COLOR_TEXT],
              qr_engine_image_state_const(e)->store ? ";line-height:1.2em" : ""); /* slices of images are so high */
}

static void html_rows(struct qr_writer *w, struct qr_rows *rows, const struct qr_text_span *span) {
    struct qr_row_view view;
    struct qr_format_images images;
    qr_format_images_open(&images, rows->engine);
    for (uint64_t row = span->first; row <= span->last && qr_rows_get(rows, row, &view); row++) {
        struct qr_run run = {0};
        uint32_t end;
        qr_span_columns(span, row, &view, qr_row_content(&view), &run.to, &end);
        qr_html_images(w, &images, rows, &view);
        bool sized = html_size(w, &view);
        while (qr_next_run(&view, end, &run))
            html_run(w, rows->engine, &view, &run);
        qr_write_text(w, sized ? "</span>" : "");
        qr_write_text(w, row < span->last || span->ends ? "\n" : "");
    }
    qr_format_images_close(&images);
    w->lacked_memory = w->lacked_memory || images.lacked_memory;
}

static void html_foot(struct qr_writer *w) {
    qr_write_text(w, "</pre>\n</body></html>\n");
}

void qr_format_html_span(struct qr_writer *w, struct qr_rows *rows, const struct qr_text_span *span) {
    html_head(w, rows->engine);
    html_rows(w, rows, span);
    html_foot(w);
}

/* Rows up to the last one with text or an image. */
static uint64_t rows_shown(struct qr_rows *rows) {
    struct qr_format_images images;
    struct qr_row_view view;
    uint64_t text = qr_rows_shown(rows), count = rows->count;
    qr_format_images_open(&images, rows->engine);
    while (count > text && qr_rows_get(rows, count - 1, &view) && !qr_row_has_images(&images, rows, &view))
        count--;
    return count;
}

void qr_format_html(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    uint64_t count = rows_shown(rows);
    html_head(w, rows->engine);
    if (first < count)
        html_rows(w, rows, &(struct qr_text_span){first, count - 1, 0, rows->cols, true});
    html_foot(w);
}
