/* cursor_style.c - the cursor's shape, and whether it blinks: DECSCUSR (DEC VT520, xterm), mode 12 (att610, xterm).
 *
 * Mode 12 does not say that the cursor blinks: it says that the cursor does otherwise than the user has set it (xterm's
 * cursorBlinkXOR, which mode 14 reports as set for ever). So `CSI ? 12 l`, which is part of cnorm in xterm-256color and
 * which vim, htop and tmux send when they end, gives the user's cursor back instead of stopping it for ever.
 *
 * DECSCUSR names what it wants, whatever the user has set. A steady cursor that it asked for takes the place of the
 * user's setting, and a blinking one is the user's setting or, where that is steady, mode 12 set as in xterm. */
#include "engine.h"
#include "handlers.h"

/* What mode 12 turns round. */
static bool blinks_without_mode(const struct qr_cursor_style *style) {
    return style->user_blink && !style->steady;
}

bool qr_cursor_blinks(const struct qr_engine *e) {
    return blinks_without_mode(&e->cursor_style) != qr_mode(&e->modes, QR_MODE_CURSOR_BLINK);
}

void qr_cursor_style_reset(struct qr_engine *e) {
    e->cursor_style.shape = e->cursor_style.user_shape;
    e->cursor_style.steady = e->cursor_style.chosen = false;
    qr_mode_put(&e->modes, QR_MODE_CURSOR_BLINK, false);
}

void qr_cursor_style_set(struct qr_engine *e, enum quire_cursor_shape shape, bool blink) {
    struct qr_cursor_style *style = &e->cursor_style;
    bool blinks = qr_cursor_blinks(e);
    style->user_shape = shape;
    style->user_blink = blink;
    if (style->chosen)
        qr_mode_put(&e->modes, QR_MODE_CURSOR_BLINK, blinks_without_mode(style) != blinks);
    else
        style->shape = shape;
}

static void choose(struct qr_engine *e, enum quire_cursor_shape shape, bool blink) {
    e->cursor_style.shape = shape;
    e->cursor_style.steady = !blink;
    e->cursor_style.chosen = true;
    qr_mode_put(&e->modes, QR_MODE_CURSOR_BLINK, blink && !e->cursor_style.user_blink);
}

void qr_do_decscusr(struct qr_engine *e, const struct qr_sequence *s) {
    static const enum quire_cursor_shape shapes[] = {QUIRE_CURSOR_BLOCK, QUIRE_CURSOR_UNDERLINE, QUIRE_CURSOR_BAR};
    uint32_t which = qr_parameter(s, 0, 0);
    if (which > 6)
        return;
    if (which == 0)
        qr_cursor_style_reset(e);
    else
        choose(e, shapes[(which - 1) / 2], which % 2 == 1);
    qr_event_simple(e, QUIRE_EVENT_MODES);
}
