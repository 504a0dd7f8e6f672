#include "find.h"

#include "search_needle.h"
#include "style_span.h"

struct finding {
    const struct quire_find_options *options;
    struct qr_needle uri; /* where a part of one is asked for */
};

static bool is_color(struct quire_color color, const struct quire_color *wanted) {
    return !wanted || color.bits == wanted->bits;
}

static bool looks_right(const struct quire_find_options *options, struct qr_style style) {
    uint32_t attributes = qr_style_attributes(style), underline = 1u << qr_style_underline(style);
    return (attributes & options->attributes) == options->attributes && (attributes & options->without) == 0 &&
           (options->underlines == 0 || (options->underlines & underline) != 0) &&
           is_color(qr_style_foreground(style), options->foreground) &&
           is_color(qr_style_background(style), options->background) &&
           is_color(qr_style_underline_color(style), options->underline_color);
}

static bool leads_right(const struct finding *finding, const struct qr_page *page, struct qr_style style) {
    uint32_t link = qr_style_link(style);
    if (!finding->options->uri)
        return true;
    if (link == 0 || finding->options->uri_length == 0)
        return link != 0;
    struct qr_sets sets = qr_page_sets(page);
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    return qr_needle_first(&finding->uri, (const uint8_t *)key.uri, 0, key.uri_length) != SIZE_MAX;
}

static bool fits(const void *user, const struct qr_page *page, uint32_t style) {
    const struct finding *finding = user;
    struct qr_style of = qr_page_style(page, style);
    return looks_right(finding->options, of) && leads_right(finding, page, of);
}

void qr_find_spans(struct qr_rows *rows, const struct qr_text_span *within, const struct quire_find_options *options,
                   quire_find_function *found, void *user) {
    struct finding finding = {.options = options};
    uint64_t until = options->until > 0 ? options->until : UINT64_MAX;
    struct qr_style_wanted wanted = {fits, &finding, options->since, until};
    if (options->uri && options->uri_length > 0)
        qr_needle_init(&finding.uri, options->uri, options->uri_length, false);
    qr_style_spans(rows, within, &wanted, found, user);
}
