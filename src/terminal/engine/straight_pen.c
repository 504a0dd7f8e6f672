#include "straight_pen.h"

#include "history_text.h"

void qr_straight_pen_begin(struct qr_straight_pen *pen, const struct qr_engine *engine) {
    uint32_t link = qr_style_link(engine->screen->pen);
    pen->style = engine->screen->pen;
    pen->links_opened = engine->links_opened;
    if (link == 0)
        return;
    struct qr_sets sets = qr_page_sets(&engine->screen->page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    pen->link = (struct qr_text_link){key.uri, key.id, (uint32_t)key.uri_length, (uint32_t)key.id_length, 0};
    qr_style_set_link(&pen->style, 1);
}

void qr_straight_pen_end(const struct qr_straight_pen *pen, struct qr_engine *engine) {
    struct qr_screen *screen = engine->screen;
    struct qr_style style = pen->style;
    uint32_t link = 0;
    char text[QR_IMPLICIT_ID_MAX];
    engine->links_opened = pen->links_opened;
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_text_link_key(&pen->link, text);
        qr_engine_note_as(engine, QUIRE_LOG_LINK_DROPPED, qr_page_add_link(&screen->page, &key, &link));
        qr_style_set_link(&style, link);
    }
    qr_engine_note_as(engine, QUIRE_LOG_STYLE_DROPPED, qr_screen_set_pen(screen, style));
    qr_page_release_link(&screen->page, link); /* the pen's style holds it now */
}

const uint8_t *qr_straight_pen_link(struct qr_straight_pen *pen, const uint8_t *p, const uint8_t *end) {
    struct qr_link_parts parts;
    const uint8_t *behind = qr_link_read(p, end, &parts);
    if (!behind)
        return NULL;
    qr_style_set_link(&pen->style, parts.uri.length > 0);
    if (parts.uri.length == 0)
        return behind;
    pen->link = (struct qr_text_link){(const char *)parts.uri.bytes, (const char *)parts.id.bytes,
                                      (uint32_t)parts.uri.length, (uint32_t)parts.id.length, 0};
    if (!parts.id.bytes)
        pen->link.number = ++pen->links_opened;
    return behind;
}
