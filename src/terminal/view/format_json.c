/* format_json.c - the whole state as one JSON document; docs/dump-json.md describes its members. */
#include "format_images.h"

#include "utf8.h"

static void json_code_point(struct qr_writer *w, uint32_t c) {
    if (c == '"' || c == '\\')
        qr_writef(w, "\\%c", (char)c);
    else if (c < 0x20 || c == 0x7F)
        qr_writef(w, "\\u%04x", (unsigned)c);
    else
        qr_write_code_point(w, c);
}

/* Text that programs sent: ill-formed UTF-8 becomes U+FFFD, so that the document stays well-formed. */
static void json_text(struct qr_writer *w, const char *text, size_t length) {
    struct qr_utf8 state = {0};
    const uint8_t *at = (const uint8_t *)text, *end = at + length;
    uint32_t points[64];
    qr_write(w, "\"", 1);
    while (at < end) {
        const uint8_t *before = at;
        size_t count = qr_utf8_decode(&state, &at, end, points, 64, false);
        for (size_t i = 0; i < count; i++)
            json_code_point(w, points[i]);
        if (at == before && count == 0)
            json_code_point(w, *at++); /* a control: the decoder leaves those to its caller */
    }
    if (state.needed > 0)
        qr_write_code_point(w, QR_UTF8_REPLACEMENT);
    qr_write(w, "\"", 1);
}

/* One character per byte, U+0000 to U+00FF. */
static void json_bytes(struct qr_writer *w, const char *bytes, size_t length) {
    qr_write(w, "\"", 1);
    for (size_t i = 0; i < length; i++)
        json_code_point(w, (uint8_t)bytes[i]);
    qr_write(w, "\"", 1);
}

static void json_color(struct qr_writer *w, struct quire_color color) {
    switch (QUIRE_COLOR_KIND(color)) {
    case QUIRE_COLOR_PALETTE:
        qr_writef(w, "%u", (unsigned)QUIRE_COLOR_VALUE(color));
        break;
    case QUIRE_COLOR_RGB:
        qr_writef(w, "\"#%06x\"", (unsigned)QUIRE_COLOR_VALUE(color));
        break;
    default:
        qr_write_text(w, "null");
        break;
    }
}

static void json_attributes(struct qr_writer *w, struct qr_style style) {
    static const char *const names[] = {"bold",    "dim",       "italic",        "blink",
                                        "inverse", "invisible", "strikethrough", "overline"};
    static const char *const underlines[] = {
        NULL, "underline", "double_underline", "curly_underline", "dotted_underline", "dashed_underline"};
    const char *separator = "";
    qr_write(w, "[", 1);
    for (uint32_t i = 0; i < 8; i++) {
        if (!(qr_style_attributes(style) >> i & 1))
            continue;
        qr_writef(w, "%s\"%s\"", separator, names[i]);
        separator = ",";
    }
    if (qr_style_underline(style) != QUIRE_UNDERLINE_NONE)
        qr_writef(w, "%s\"%s\"", separator, underlines[qr_style_underline(style)]);
    qr_write(w, "]", 1);
}

static void json_link(struct qr_writer *w, const struct qr_page *page, uint32_t link) {
    if (link == 0) {
        qr_write_text(w, "null");
        return;
    }
    struct qr_sets sets = qr_page_sets(page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    json_text(w, key.uri, key.uri_length);
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

static bool run_has_clusters(const struct qr_row_view *view, const struct qr_run *run) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    for (uint32_t x = run->from; x < run->to; x++) {
        if (qr_cell_is_cluster(cells[x]))
            return true;
    }
    return false;
}

/* The text of a run: a string with a code point per cell, or a list with a string per cell. */
static void json_run_text(struct qr_writer *w, const struct qr_row_view *view, const struct qr_run *run) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    bool list = run_has_clusters(view, run);
    qr_write_text(w, list ? "[" : "\"");
    for (uint32_t x = run->from; x < run->to; x += run->wide ? 2 : 1) {
        uint32_t single, count;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        if (list)
            qr_write_text(w, x > run->from ? ",\"" : "\"");
        if (count == 0)
            qr_write(w, " ", 1);
        for (uint32_t i = 0; i < count; i++)
            json_code_point(w, text[i]);
        if (list)
            qr_write(w, "\"", 1);
    }
    qr_write_text(w, list ? "]" : "\"");
}

static void json_run(struct qr_writer *w, const struct qr_row_view *view, const struct qr_run *run) {
    struct qr_style style = qr_page_style(view->page, run->style);
    qr_write(w, "[", 1);
    json_run_text(w, view, run);
    if (run->wide || !qr_style_is_default(style)) {
        qr_writef(w, ",%d,", run->wide ? 2 : 1);
        json_color(w, qr_style_foreground(style));
        qr_write(w, ",", 1);
        json_color(w, qr_style_background(style));
        qr_write(w, ",", 1);
        json_attributes(w, style);
        qr_write(w, ",", 1);
        json_link(w, view->page, qr_style_link(style));
        qr_write(w, ",", 1);
        json_color(w, qr_style_underline_color(style));
    }
    qr_write(w, "]", 1);
}

static void json_row(struct qr_writer *w, const struct qr_row_view *view) {
    static const char *const sizes[] = {"single", "double_width", "double_top", "double_bottom"};
    struct qr_run run = {0};
    uint32_t end = qr_row_content(view);
    qr_write_text(w, "{\"runs\":[");
    while (qr_next_run(view, end, &run)) {
        if (run.from > 0)
            qr_write(w, ",", 1);
        json_run(w, view, &run);
    }
    if (qr_row_size(view->row) != QR_SIZE_SINGLE)
        qr_writef(w, "],\"size\":\"%s\"}", sizes[qr_row_size(view->row)]);
    else
        qr_write_text(w, view->wrapped ? "],\"wrapped\":true}" : "]}");
}

static void json_lines(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    struct qr_row_view view;
    qr_write_text(w, "\"lines\":[\n");
    for (uint64_t row = first; row < rows->count && qr_rows_get(rows, row, &view); row++) {
        if (row > first)
            qr_write_text(w, ",\n");
        json_row(w, &view);
    }
    qr_write_text(w, "],\n");
}

static void json_images(struct qr_writer *w, struct qr_rows *rows, uint64_t first) {
    struct qr_format_images images;
    qr_format_images_open(&images, rows->engine);
    qr_json_images(w, &images, rows, first);
    qr_format_images_close(&images);
    w->lacked_memory = w->lacked_memory || images.lacked_memory;
}

/* --- the rest of the state ------------------------------------------------------------------------------------- */

static const char *truth(bool value) {
    return value ? "true" : "false";
}

static void json_cursor(struct qr_writer *w, const struct qr_engine *e) {
    static const char *const shapes[] = {"block", "underline", "bar"};
    const struct qr_cursor *cursor = qr_shown_cursor(e);
    qr_writef(w,
              "\"cursor\":{\"row\":%u,\"col\":%u,\"visible\":%s,\"shape\":\"%s\",\"blink\":%s,\"pending_wrap\":%s},\n",
              cursor->y, cursor->x, truth(qr_engine_mode(e, QR_MODE_CURSOR_VISIBLE)), shapes[qr_cursor_shape(e)],
              truth(qr_cursor_blinks(e)), truth(cursor->pending_wrap));
}

static void json_pen(struct qr_writer *w, const struct qr_engine *e) {
    qr_write_text(w, "\"pen\":{\"fg\":");
    json_color(w, qr_style_foreground(qr_shown_screen(e)->pen));
    qr_write_text(w, ",\"bg\":");
    json_color(w, qr_style_background(qr_shown_screen(e)->pen));
    qr_write_text(w, ",\"attrs\":");
    json_attributes(w, qr_shown_screen(e)->pen);
    qr_write_text(w, "},\n");
}

static const char *mouse_name(const struct qr_modes *modes) {
    return qr_mode(modes, QR_MODE_MOUSE_ANY_MOTION)      ? "any_motion"
           : qr_mode(modes, QR_MODE_MOUSE_BUTTON_MOTION) ? "button_motion"
           : qr_mode(modes, QR_MODE_MOUSE_PRESS_RELEASE) ? "press_release"
           : qr_mode(modes, QR_MODE_MOUSE_PRESS)         ? "press"
                                                         : "none";
}

static const char *mouse_encoding_name(const struct qr_modes *modes) {
    return qr_mode(modes, QR_MODE_MOUSE_SGR_PIXELS) ? "sgr_pixels"
           : qr_mode(modes, QR_MODE_MOUSE_URXVT)    ? "urxvt"
           : qr_mode(modes, QR_MODE_MOUSE_SGR)      ? "sgr"
           : qr_mode(modes, QR_MODE_MOUSE_UTF8)     ? "utf8"
                                                    : "default";
}

static void json_modes(struct qr_writer *w, const struct qr_modes *modes) {
    qr_writef(w,
              "\"modes\":{\"application_cursor\":%s,\"application_keypad\":%s,\"bracketed_paste\":%s,\"mouse\":\"%s\","
              "\"mouse_encoding\":\"%s\"},\n",
              truth(qr_mode(modes, QR_MODE_APPLICATION_CURSOR)), truth(qr_mode(modes, QR_MODE_APPLICATION_KEYPAD)),
              truth(qr_mode(modes, QR_MODE_BRACKETED_PASTE)), mouse_name(modes), mouse_encoding_name(modes));
}

void qr_format_json(struct qr_writer *w, struct qr_rows *rows, uint64_t first,
                    const struct quire_format_options *options) {
    const struct qr_engine *e = rows->engine;
    uint64_t history = rows->history > first ? rows->history - first : 0;
    qr_writef(w, "{\"cols\":%u,\"rows\":%u,\"scrollback_lines\":%llu,\n", qr_cols(e), qr_rows(e),
              (unsigned long long)history);
    json_lines(w, rows, first);
    json_images(w, rows, first);
    json_cursor(w, e);
    json_pen(w, e);
    qr_write_text(w, "\"title\":");
    json_text(w, qr_engine_title(e), strlen(qr_engine_title(e)));
    qr_write_text(w, ",\"icon_title\":");
    json_text(w, qr_engine_icon_title(e), strlen(qr_engine_icon_title(e)));
    qr_writef(w, ",\"alt_screen\":%s,\n", truth(qr_is_alternate(e)));
    json_modes(w, qr_engine_modes(e));
    qr_write_text(w, "\"replies\":");
    json_bytes(w, options->replies ? options->replies : "", options->replies ? options->replies_length : 0);
    qr_write_text(w, "}\n");
}
