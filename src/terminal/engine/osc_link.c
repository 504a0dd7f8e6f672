/* osc_link.c - hyperlinks: OSC 8 ; id=ID ; URI (the document of E. M. Koutcher). A URI beyond QUIRE_LINK_URI_MAX, an id
 * beyond QUIRE_LINK_ID_MAX, or controls in either, ends the link in force and begins none: the text is printed without.
 *
 * Links with the same URI and id are one. One that is opened without an id is a link of its own, also when the last one
 * had the same URI: it gets an id that no program can give, ":" and a number (as in VTE). The number is counted through
 * the terminal's life. Links that no cell has any more leave the page's set before it grows, so it is bounded by what
 * is shown, as it is for URIs that differ. */
#include "osc.h"

#include "link_read.h"

/* The id of a link that was opened without one. */
static struct qr_span implicit_id(struct qr_engine *e, char *text) {
    size_t length = qr_implicit_id(++e->links_opened, text);
    return (struct qr_span){(const uint8_t *)text, length};
}

/* The link of the pen from now on; one without a URI is none. */
static void put_link(struct qr_engine *e, struct qr_span uri, struct qr_span id) {
    struct qr_style pen = e->screen->pen;
    struct qr_link_key key = {
        .uri = (const char *)uri.bytes, .uri_length = uri.length, .id = (const char *)id.bytes, .id_length = id.length};
    uint32_t link = 0;
    if (uri.length > 0)
        qr_engine_note_as(e, QUIRE_LOG_LINK_DROPPED, qr_page_add_link(&e->screen->page, &key, &link));
    qr_style_set_link(&pen, link);
    qr_engine_note_as(e, QUIRE_LOG_LINK_DROPPED, qr_screen_set_pen(e->screen, pen));
    qr_page_release_link(&e->screen->page, link); /* the pen's style holds it now */
}

/* It comes out again where text is written as VT or HTML, and hosts are promised UTF-8. */
static bool is_text(struct qr_span span) {
    return qr_utf8_is_text((const char *)span.bytes, span.length);
}

void qr_osc_link(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span uri = qr_osc_span(osc), parameters;
    if (!qr_span_next(&uri, ';', &parameters) || !uri.bytes)
        return;
    char text_id[QR_IMPLICIT_ID_MAX];
    struct qr_span id = qr_link_id(parameters);
    if (uri.length > 0 && id.length == 0)
        id = implicit_id(e, text_id);
    bool too_long = uri.length > QUIRE_LINK_URI_MAX || id.length > QUIRE_LINK_ID_MAX;
    if (too_long)
        qr_log(e, QUIRE_LOG_LINK_TOO_LONG);
    if (too_long || !is_text(uri) || !is_text(id))
        uri.length = 0;
    put_link(e, uri, id);
}

void qr_put_ordinary_link(struct qr_engine *e, const struct qr_link_parts *parts) {
    char text_id[QR_IMPLICIT_ID_MAX];
    struct qr_span id = parts->id;
    if (parts->uri.length > 0 && id.length == 0)
        id = implicit_id(e, text_id);
    put_link(e, parts->uri, id);
}
