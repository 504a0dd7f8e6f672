/* osc_color.c - operating system commands that set and report colours (xterm ctlseqs). */
#include "osc.h"

#include <stdio.h>

#include "color_spec.h"
#include "number.h"

static void color_reply(struct qr_engine *e, const char *prefix, uint32_t rgb, const struct qr_osc *osc) {
    uint32_t r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
    qr_replyf(e, "\033]%s;rgb:%02x%02x/%02x%02x/%02x%02x%s", prefix, r, r, g, g, b, b, osc->terminator);
}

static void colors_changed(struct qr_engine *e) {
    e->colors_version++;
    qr_event_simple(e, QUIRE_EVENT_COLORS);
}

/* OSC 4 ; index ; spec ; ... */
void qr_osc_palette(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *index_text, *spec;
    size_t index_length, spec_length;
    uint32_t index, rgb;
    bool changed = false;
    while (qr_osc_next(&rest, &index_text, &index_length) && qr_osc_next(&rest, &spec, &spec_length)) {
        if (!qr_number_parse(index_text, index_length, 255, &index))
            continue;
        if (qr_osc_is_query(spec, spec_length)) {
            char prefix[16];
            snprintf(prefix, sizeof prefix, "4;%u", index);
            color_reply(e, prefix, e->colors.palette[index], osc);
        } else if (qr_color_spec_parse(spec, spec_length, &rgb)) {
            e->colors.palette[index] = rgb;
            changed = true;
        }
    }
    if (changed)
        colors_changed(e);
}

void qr_osc_palette_reset(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *part;
    size_t length;
    uint32_t index;
    if (osc->length == 0)
        memcpy(e->colors.palette, e->colors.initial_palette, sizeof e->colors.palette);
    while (qr_osc_next(&rest, &part, &length)) {
        if (qr_number_parse(part, length, 255, &index))
            e->colors.palette[index] = e->colors.initial_palette[index];
    }
    colors_changed(e);
}

/* What a program is told for the cursor's colour when it follows the text. */
static uint32_t dynamic_value(const struct qr_engine *e, uint32_t which) {
    uint32_t rgb = e->colors.dynamic[which];
    return rgb > 0xFFFFFF ? e->colors.dynamic[QR_COLOR_TEXT] : rgb;
}

/* OSC 10 ; text ; background ; cursor: each further part is the next colour. */
void qr_osc_dynamic(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *spec;
    size_t length;
    uint32_t rgb;
    bool changed = false;
    for (uint32_t number = osc->number; number <= 12 && qr_osc_next(&rest, &spec, &length); number++) {
        if (qr_osc_is_query(spec, length)) {
            char prefix[16];
            snprintf(prefix, sizeof prefix, "%u", number);
            color_reply(e, prefix, dynamic_value(e, number - 10), osc);
        } else if (qr_color_spec_parse(spec, length, &rgb)) {
            e->colors.dynamic[number - 10] = rgb;
            changed = true;
        }
    }
    if (changed)
        colors_changed(e);
}

void qr_osc_dynamic_reset(struct qr_engine *e, const struct qr_osc *osc) {
    e->colors.dynamic[osc->number - 110] = e->colors.initial_dynamic[osc->number - 110];
    colors_changed(e);
}
