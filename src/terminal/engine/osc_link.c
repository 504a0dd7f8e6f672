/* osc_link.c - hyperlinks: OSC 8 ; id=ID ; URI (the document of E. M. Koutcher). A URI beyond QUIRE_LINK_URI_MAX, an id
 * beyond QUIRE_LINK_ID_MAX, or controls in either, ends the link in force and begins none: the text is printed without.
 */
#include "osc.h"

/* The value of id= among the parameters "key=value:key=value". */
static struct qr_span link_id(struct qr_span parameters) {
    struct qr_span pair, key, value, id = {NULL, 0};
    while (qr_span_next(&parameters, ':', &pair)) {
        qr_span_pair(pair, &key, &value);
        if (qr_span_is(key, "id") && value.length > 0)
            id = value;
    }
    return id;
}

void qr_osc_link(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span uri = qr_osc_span(osc), parameters;
    struct qr_style pen = e->screen->pen;
    uint32_t link = 0;
    if (!qr_span_next(&uri, ';', &parameters) || !uri.bytes)
        return;
    struct qr_span id = link_id(parameters);
    struct qr_link_key key = {
        .uri = (const char *)uri.bytes, .uri_length = uri.length, .id = (const char *)id.bytes, .id_length = id.length};
    /* It comes out again where text is written as VT or HTML, and hosts are promised UTF-8. */
    bool text = qr_utf8_is_text(key.uri, key.uri_length) && qr_utf8_is_text(key.id, key.id_length);
    if (uri.length > QUIRE_LINK_URI_MAX || id.length > QUIRE_LINK_ID_MAX)
        qr_log(e, QUIRE_LOG_LINK_TOO_LONG);
    else if (uri.length > 0 && text)
        qr_engine_note_as(e, QUIRE_LOG_LINK_DROPPED, qr_page_add_link(&e->screen->page, &key, &link));
    qr_style_set_link(&pen, link);
    qr_engine_note_as(e, QUIRE_LOG_LINK_DROPPED, qr_screen_set_pen(e->screen, pen));
    qr_page_release_link(&e->screen->page, link); /* the pen's style holds it now */
}
