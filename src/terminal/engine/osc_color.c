/* osc_color.c - operating system commands that set and report colours (xterm ctlseqs). */
#include "osc.h"

#include <stdio.h>

#include "color_spec.h"
#include "number.h"

static void color_reply(struct qr_engine *e, const char *prefix, uint32_t rgb, const struct qr_osc *osc) {
    uint32_t r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
    qr_replyf(e, "\033]%s;rgb:%02x%02x/%02x%02x/%02x%02x%s", prefix, r, r, g, g, b, b, osc->terminator);
}

void qr_colors_changed(struct qr_engine *e) {
    e->colors_version++;
    qr_event_simple(e, QUIRE_EVENT_COLORS);
}

/* --- palette and special colours ------------------------------------------------------------------------------- */

/* A colour by its number in OSC 4: the palette, and behind it the special ones. */
static void choose_color(struct qr_engine *e, uint32_t index, uint32_t rgb) {
    if (index < 256)
        qr_colors_choose_palette(&e->colors, index, rgb);
    else
        e->colors.special[index - 256] = rgb;
}

static uint32_t color_value(const struct qr_engine *e, uint32_t index) {
    uint32_t rgb = index < 256 ? e->colors.palette[index] : e->colors.special[index - 256];
    return rgb > 0xFFFFFF ? e->colors.dynamic[QR_COLOR_TEXT] : rgb;
}

/* Pairs of number and colour: OSC `number`, whose colours begin at `first`. */
static void color_pairs(struct qr_engine *e, const struct qr_osc *osc, uint32_t first) {
    struct qr_span rest = qr_osc_span(osc), number, spec;
    uint32_t index, rgb;
    bool changed = false;
    while (qr_span_next(&rest, ';', &number) && qr_span_next(&rest, ';', &spec)) {
        if (!qr_number_parse(number.bytes, number.length, 255 + QR_SPECIAL_COLORS - first, &index))
            continue;
        if (qr_span_is(spec, "?")) {
            char prefix[24];
            snprintf(prefix, sizeof prefix, "%u;%u", osc->number, index);
            color_reply(e, prefix, color_value(e, first + index), osc);
        } else if (qr_color_spec_parse(spec.bytes, spec.length, &rgb)) {
            choose_color(e, first + index, rgb);
            changed = true;
        }
    }
    if (changed)
        qr_colors_changed(e);
}

/* OSC 4 ; index ; colour ; ... */
void qr_osc_palette(struct qr_engine *e, const struct qr_osc *osc) {
    color_pairs(e, osc, 0);
}

/* OSC 5 ; index ; colour ; ... */
void qr_osc_special(struct qr_engine *e, const struct qr_osc *osc) {
    color_pairs(e, osc, 256);
}

static void reset_color(struct qr_engine *e, uint32_t index) {
    if (index < 256)
        qr_colors_reset_palette(&e->colors, index);
    else
        e->colors.special[index - 256] = QR_COLOR_UNSET;
}

/* The colours that are named, or all from `first` to `last`. */
static void reset_colors(struct qr_engine *e, const struct qr_osc *osc, uint32_t first, uint32_t last) {
    struct qr_span rest = qr_osc_span(osc), part;
    uint32_t index;
    for (uint32_t i = first; osc->length == 0 && i <= last; i++)
        reset_color(e, i);
    while (qr_span_next(&rest, ';', &part)) {
        if (qr_number_parse(part.bytes, part.length, 255 + QR_SPECIAL_COLORS - first, &index))
            reset_color(e, first + index);
    }
    qr_colors_changed(e);
}

void qr_osc_palette_reset(struct qr_engine *e, const struct qr_osc *osc) {
    reset_colors(e, osc, 0, 255);
}

void qr_osc_special_reset(struct qr_engine *e, const struct qr_osc *osc) {
    reset_colors(e, osc, 256, 255 + QR_SPECIAL_COLORS);
}

/* --- dynamic colours ------------------------------------------------------------------------------------------- */

uint32_t qr_dynamic_color_value(const struct qr_engine *e, uint32_t which) {
    static const uint8_t follows[QR_DYNAMIC_COLORS] = {
        [QR_COLOR_BACKGROUND] = QR_COLOR_BACKGROUND,
        [QR_COLOR_MOUSE_BACKGROUND] = QR_COLOR_BACKGROUND,
        [QR_COLOR_TEKTRONIX_BACKGROUND] = QR_COLOR_BACKGROUND,
        [QR_COLOR_HIGHLIGHT_TEXT] = QR_COLOR_BACKGROUND, /* highlighted text is shown reversed */
    };
    uint32_t rgb = e->colors.dynamic[which];
    return rgb > 0xFFFFFF ? e->colors.dynamic[follows[which]] : rgb;
}

/* OSC 10 ; text ; background ; cursor ...: each further part is the next colour. */
void qr_osc_dynamic(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span rest = qr_osc_span(osc), spec;
    uint32_t rgb;
    bool changed = false;
    for (uint32_t which = osc->number - 10; which < QR_DYNAMIC_COLORS && qr_span_next(&rest, ';', &spec); which++) {
        if (qr_span_is(spec, "?")) {
            char prefix[16];
            snprintf(prefix, sizeof prefix, "%u", which + 10);
            color_reply(e, prefix, qr_dynamic_color_value(e, which), osc);
        } else if (qr_color_spec_parse(spec.bytes, spec.length, &rgb)) {
            qr_colors_choose_dynamic(&e->colors, which, rgb);
            changed = true;
        }
    }
    if (changed)
        qr_colors_changed(e);
}

void qr_osc_dynamic_reset(struct qr_engine *e, const struct qr_osc *osc) {
    qr_colors_reset_dynamic(&e->colors, osc->number - 110);
    qr_colors_changed(e);
}
