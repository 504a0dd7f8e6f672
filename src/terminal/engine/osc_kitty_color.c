/* osc_kitty_color.c - colours by name: OSC 21 ; key=value ; key=? ; key ... (kitty color-stack, "Setting and querying
 * colors").
 *
 * A key is 0 to 255 or one of the names below. A value sets, an empty value makes a colour follow others where that
 * means something, "?" asks, and no "=" resets. All questions of one command are answered in one reply, in their order;
 * what is not known is answered "key=?", with the characters of the key that such keys are made of. An alpha behind '@'
 * is read over. transparent_background_color1 to 7 are not known: no cell is drawn with an opacity of its own. */
#include "osc.h"

#include <stdio.h>

#include "color_spec.h"
#include "number.h"

/* Longer keys are no keys. */
#define KEY_MAX 48

/* A colour in the engine; `follows`: it may be above 0xFFFFFF, which is "like others". `chosen` is NULL where the host
 * has none. */
struct slot {
    uint32_t *now;
    bool *chosen;
    uint32_t initial;
    bool follows;
};

static bool find_slot(struct qr_engine *e, struct qr_span key, struct slot *slot) {
    struct qr_colors *c = &e->colors;
    static const struct {
        const char *name;
        enum qr_dynamic_color which;
        bool follows;
    } dynamic[] = {{"foreground", QR_COLOR_TEXT, false},
                   {"background", QR_COLOR_BACKGROUND, false},
                   {"cursor", QR_COLOR_CURSOR, true},
                   {"selection_background", QR_COLOR_HIGHLIGHT_BACKGROUND, true},
                   {"selection_foreground", QR_COLOR_HIGHLIGHT_TEXT, true}};
    static const struct {
        const char *name;
        enum qr_named_color which;
    } named[] = {{"cursor_text", QR_COLOR_CURSOR_TEXT}, {"visual_bell", QR_COLOR_VISUAL_BELL}};
    uint32_t index;
    if (qr_number_parse(key.bytes, key.length, 255, &index)) {
        *slot = (struct slot){&c->palette[index], &c->chosen.palette[index], c->initial_palette[index], false};
        return true;
    }
    for (size_t i = 0; i < sizeof dynamic / sizeof *dynamic; i++) {
        uint32_t at = dynamic[i].which;
        *slot = (struct slot){&c->dynamic[at], &c->chosen.dynamic[at], c->initial_dynamic[at], dynamic[i].follows};
        if (qr_span_is(key, dynamic[i].name))
            return true;
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        *slot = (struct slot){&c->named[named[i].which], NULL, QR_COLOR_UNSET, true};
        if (qr_span_is(key, named[i].name))
            return true;
    }
    return false;
}

/* --- answers --------------------------------------------------------------------------------------------------- */

static void say(struct qr_engine *e, const char *text) {
    qr_reply(e, text, strlen(text));
}

/* A key with nothing in it that could be more than a key. */
static void say_key(struct qr_engine *e, struct qr_span key) {
    char text[KEY_MAX + 1];
    size_t used = 0;
    for (size_t i = 0; i < key.length && used < KEY_MAX; i++) {
        uint8_t c = key.bytes[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
            text[used++] = (char)c;
    }
    text[used] = 0;
    say(e, ";");
    say(e, text);
    say(e, "=");
}

static void answer(struct qr_engine *e, struct qr_span key) {
    struct slot slot;
    char text[16] = "?";
    if (find_slot(e, key, &slot)) {
        uint32_t rgb = *slot.now;
        text[0] = 0;
        if (rgb <= 0xFFFFFF)
            snprintf(text, sizeof text, "rgb:%02x/%02x/%02x", rgb >> 16, rgb >> 8 & 255, rgb & 255);
    }
    say_key(e, key);
    say(e, text);
}

/* --- settings -------------------------------------------------------------------------------------------------- */

/* The colour that a value means; false where it means none. */
static bool value_color(const struct slot *slot, struct qr_span value, uint32_t *rgb) {
    const uint8_t *alpha = value.length > 0 ? memchr(value.bytes, '@', value.length) : NULL;
    if (alpha)
        value.length = (size_t)(alpha - value.bytes);
    *rgb = QR_COLOR_UNSET;
    if (value.length == 0 && !alpha)
        return slot->follows;
    return qr_color_spec_parse(value.bytes, value.length, rgb);
}

/* True if a colour is another one now. */
static bool change(struct slot slot, struct qr_span value) {
    uint32_t rgb = slot.initial, before = *slot.now;
    bool choice = value.bytes != NULL;
    if (choice && !value_color(&slot, value, &rgb))
        return false;
    *slot.now = rgb;
    if (slot.chosen)
        *slot.chosen = choice;
    return rgb != before;
}

void qr_osc_kitty_color(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span rest = qr_osc_span(osc), pair, key, value;
    struct slot slot;
    bool changed = false, answered = false;
    qr_reply_begin(e);
    while (qr_span_next(&rest, ';', &pair)) {
        qr_span_pair(pair, &key, &value);
        if (key.length == 0 || key.length > KEY_MAX)
            continue;
        if (qr_span_is(value, "?")) {
            say(e, answered ? "" : "\033]21");
            answer(e, key);
            answered = true;
        } else if (find_slot(e, key, &slot)) {
            changed |= change(slot, value);
        }
    }
    say(e, answered ? osc->terminator : "");
    qr_reply_end(e);
    if (changed)
        qr_colors_changed(e);
}
