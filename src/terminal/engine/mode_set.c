/* mode_set.c - setting and resetting modes, and what that does besides the bit. */
#include "engine.h"
#include "feed.h"
#include "handlers.h"
#include "image_place.h"

/* --- alternate screen ------------------------------------------------------------------------------------------ */

/* Makes the alternate screen when it is first needed. */
static bool ensure_alternate(struct qr_engine *e) {
    if (e->alternate.page.block)
        return true;
    enum quire_result result = qr_screen_create(&e->alternate, &e->allocator, qr_page_cols(&e->primary.page),
                                                qr_page_rows(&e->primary.page), e->seed, UINT64_C(1) << 62);
    qr_engine_note(e, result);
    qr_charge(e, (uint64_t)qr_page_rows(&e->primary.page) * (qr_page_cols(&e->primary.page) + QR_ROW_WORK));
    if (result == QUIRE_OK)
        e->alternate.page.block->now = e->primary.page.block->now;
    qr_images_watch(e);
    return result == QUIRE_OK;
}

/* The host's setting and mode 1046, which is in the power of programs. Where it is not allowed, 47, 1047, 1048 and 1049
 * do nothing, the cursor is not even saved (titeInhibit of xterm). */
static bool is_allowed(const struct qr_engine *e) {
    return e->policy.alternate_screen && qr_mode(&e->modes, QR_MODE_ALTERNATE_ALLOWED);
}

bool qr_show_alternate(struct qr_engine *e, bool alternate) {
    alternate = alternate && is_allowed(e);
    struct qr_screen *to = alternate ? &e->alternate : &e->primary, *from = e->screen;
    if (to == from)
        return true;
    if (alternate && !ensure_alternate(e))
        return false;
    uint8_t pointer = qr_pointer_shape(e);
    qr_screen_import_pen(to, from);
    to->cursor = from->cursor;
    e->screen = to;
    qr_pointer_changed(e, pointer);
    qr_watches_break(e);
    qr_mode_put(&e->modes, QR_MODE_ALTERNATE, alternate);
    qr_mode_put(&e->modes, QR_MODE_ALTERNATE_CLEAR, alternate);
    qr_mode_put(&e->modes, QR_MODE_ALTERNATE_SAVE, alternate);
    qr_event_simple(e, QUIRE_EVENT_MODES);
    return true;
}

enum quire_result qr_leave_alternate(struct qr_engine *e) {
    if (!qr_is_alternate(e))
        return QUIRE_OK;
    enum quire_result result = qr_screen_can_import_pen(&e->primary, &e->alternate);
    if (result != QUIRE_OK)
        return result;
    e->printer.just_printed = e->printer.sized = false;
    e->printer.last_count = 0;
    (void)qr_show_alternate(e, false);
    return QUIRE_OK;
}

/* 47: only the switch. */
static void alternate(struct qr_engine *e, bool on) {
    (void)qr_show_alternate(e, on);
}

/* 1047: the alternate screen is cleared when it is left. */
static void alternate_clear(struct qr_engine *e, bool on) {
    if (!on && qr_is_alternate(e)) {
        qr_erase_screen(e);
        qr_images_screen_left(e);
    }
    (void)qr_show_alternate(e, on);
}

/* 1046: without it there is only the primary screen. */
static void alternate_allowed(struct qr_engine *e, bool on) {
    if (!on)
        (void)qr_show_alternate(e, false);
}

/* 1048 */
static void save_cursor(struct qr_engine *e, bool on) {
    if (!is_allowed(e))
        return;
    if (on)
        qr_save_cursor(e);
    else
        qr_restore_cursor(e);
}

/* 1049: the cursor is saved, the alternate screen is shown cleared; back again, the cursor is restored. */
static void alternate_save(struct qr_engine *e, bool on) {
    if (!is_allowed(e))
        return;
    if (on) {
        if (!qr_is_alternate(e))
            qr_save_cursor(e);
        if (qr_show_alternate(e, true) && qr_is_alternate(e)) {
            qr_erase_screen(e);
            qr_images_screen_left(e);
            e->screen->cursor.pending_wrap = false; /* as ED ends it */
        }
    } else {
        bool was = qr_is_alternate(e);
        (void)qr_show_alternate(e, false);
        if (was) {
            qr_images_screen_left(e);
            qr_restore_cursor(e);
        }
    }
}

/* --- others ---------------------------------------------------------------------------------------------------- */

static void origin(struct qr_engine *e, bool on) {
    (void)on;
    qr_move_addressed(e, 0, 0);
}

/* DECANM. What else a change of the mode does is undefined (DEC STD 070, A.5.5); here the character sets are as after a
 * reset on both sides. A VT52 has 7-bit controls only, and a VT420 that was one is a VT100 then (vttest, xterm). */
static void ansi(struct qr_engine *e, bool on) {
    if (on && e->parser.vt52)
        e->level = 1;
    if (!on)
        e->parser.accept_c1 = false;
    e->parser.vt52 = !on;
    e->charsets = (struct qr_charsets){.right = 2};
}

static void autowrap(struct qr_engine *e, bool on) {
    if (!on)
        e->screen->cursor.pending_wrap = false;
}

static void left_right_margins(struct qr_engine *e, bool on) {
    e->margins.left = 0;
    e->margins.right = qr_cols(e);
    if (on)
        qr_single_size(e);
}

static void colors(struct qr_engine *e, bool on) {
    (void)on;
    e->colors_version++;
    qr_event_simple(e, QUIRE_EVENT_COLORS);
}

static void shown_modes(struct qr_engine *e, bool on) {
    (void)on;
    qr_event_simple(e, QUIRE_EVENT_MODES);
}

/* A picture is whole between two updates, so what is fed stops behind the end of each: the host may look. */
static void synchronized(struct qr_engine *e, bool on) {
    if (!on)
        qr_feed_stop(e);
    shown_modes(e, on);
}

/* Modes that report at once, and again whenever they are set. */
static void resize_report(struct qr_engine *e, bool on) {
    if (on)
        qr_report_size(e);
}

static void visibility_report(struct qr_engine *e, bool on) {
    if (on)
        qr_report_visibility(e);
}

/* DECCOLM clears the screen and resets margins, if 40 allows it; the width is the host's to change. */
static void columns_132(struct qr_engine *e, bool on) {
    if (!qr_mode(&e->modes, QR_MODE_ALLOW_COLUMNS)) {
        qr_mode_put(&e->modes, QR_MODE_COLUMNS_132, false);
        return;
    }
    qr_reset_margins(e);
    qr_mode_put(&e->modes, QR_MODE_LEFT_RIGHT_MARGINS, false);
    qr_erase_screen(e);
    qr_move_to(e, 0, 0);
    qr_request_size(e, on ? 132 : 80, qr_rows(e));
}

/* Mouse modes exclude each other, so do mouse encodings: the last one set is in force. Resetting any mouse mode ends
 * tracking, resetting an encoding ends that encoding only (xterm). */
static void exclusive(struct qr_engine *e, enum qr_mode mode, bool on, const enum qr_mode *group, bool any) {
    for (size_t i = 0; i < 4; i++) {
        if (on || any || group[i] == mode)
            qr_mode_put(&e->modes, group[i], on && group[i] == mode);
    }
}

static bool exclusive_mode(struct qr_engine *e, enum qr_mode mode, bool on) {
    static const enum qr_mode tracking[] = {QR_MODE_MOUSE_PRESS, QR_MODE_MOUSE_PRESS_RELEASE,
                                            QR_MODE_MOUSE_BUTTON_MOTION, QR_MODE_MOUSE_ANY_MOTION};
    static const enum qr_mode encoding[] = {QR_MODE_MOUSE_UTF8, QR_MODE_MOUSE_SGR, QR_MODE_MOUSE_URXVT,
                                            QR_MODE_MOUSE_SGR_PIXELS};
    for (size_t i = 0; i < 4; i++) {
        if (tracking[i] == mode || encoding[i] == mode) {
            exclusive(e, mode, on, tracking[i] == mode ? tracking : encoding, tracking[i] == mode);
            qr_event_simple(e, QUIRE_EVENT_MODES);
            return true;
        }
    }
    return false;
}

void qr_set_mode(struct qr_engine *e, enum qr_mode mode, bool on) {
    static void (*const effects[QR_MODE_COUNT])(struct qr_engine *, bool) = {
        [QR_MODE_ALTERNATE] = alternate,
        [QR_MODE_ALTERNATE_CLEAR] = alternate_clear,
        [QR_MODE_ALTERNATE_SAVE] = alternate_save,
        [QR_MODE_ALTERNATE_ALLOWED] = alternate_allowed,
        [QR_MODE_SAVE_CURSOR] = save_cursor,
        [QR_MODE_ORIGIN] = origin,
        [QR_MODE_ANSI] = ansi,
        [QR_MODE_AUTOWRAP] = autowrap,
        [QR_MODE_LEFT_RIGHT_MARGINS] = left_right_margins,
        [QR_MODE_REVERSE_SCREEN] = colors,
        [QR_MODE_COLUMNS_132] = columns_132,
        [QR_MODE_CURSOR_BLINK] = shown_modes,
        [QR_MODE_CURSOR_VISIBLE] = shown_modes,
        [QR_MODE_SYNCHRONIZED] = synchronized,
        [QR_MODE_FOCUS] = shown_modes,
        [QR_MODE_KEYBOARD_LOCK] = shown_modes,
        [QR_MODE_SEND_RECEIVE] = shown_modes,
        [QR_MODE_RESIZE_REPORT] = resize_report,
        [QR_MODE_VISIBILITY] = visibility_report,
    };
    if (exclusive_mode(e, mode, on) || (mode == QR_MODE_LEFT_RIGHT_MARGINS && e->level < 4))
        return;
    bool screens = mode == QR_MODE_ALTERNATE || mode == QR_MODE_ALTERNATE_CLEAR || mode == QR_MODE_ALTERNATE_SAVE;
    if (!screens)
        qr_mode_put(&e->modes, mode, on);
    if (effects[mode])
        effects[mode](e, on);
}

static void set_modes(struct qr_engine *e, const struct qr_sequence *s, bool on) {
    for (uint32_t i = 0; i < s->count; i++) {
        enum qr_mode mode = qr_mode_from_number(qr_parameter(s, i, 0), s->prefix == '?');
        if (mode != QR_MODE_COUNT)
            qr_set_mode(e, mode, on);
    }
}

void qr_do_sm(struct qr_engine *e, const struct qr_sequence *s) {
    set_modes(e, s, true);
}

void qr_do_rm(struct qr_engine *e, const struct qr_sequence *s) {
    set_modes(e, s, false);
}

/* XTSAVE, XTRESTORE. */
void qr_do_xtsave(struct qr_engine *e, const struct qr_sequence *s) {
    for (uint32_t i = 0; i < s->count; i++) {
        enum qr_mode mode = qr_mode_from_number(qr_parameter(s, i, 0), true);
        if (mode != QR_MODE_COUNT)
            qr_mode_set_put(&e->modes.saved, mode, qr_mode(&e->modes, mode));
    }
}

void qr_do_xtrestore(struct qr_engine *e, const struct qr_sequence *s) {
    for (uint32_t i = 0; i < s->count; i++) {
        enum qr_mode mode = qr_mode_from_number(qr_parameter(s, i, 0), true);
        if (mode != QR_MODE_COUNT)
            qr_set_mode(e, mode, qr_mode_in(&e->modes.saved, mode));
    }
}

void qr_do_deckpam(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_mode_put(&e->modes, QR_MODE_APPLICATION_KEYPAD, true);
}

void qr_do_deckpnm(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_mode_put(&e->modes, QR_MODE_APPLICATION_KEYPAD, false);
}

/* --- character sets -------------------------------------------------------------------------------------------- */

void qr_do_scs(struct qr_engine *e, const struct qr_sequence *s) {
    enum qr_charset charset;
    uint8_t slot = s->intermediates[0];
    if (s->intermediate_count != 1)
        return;
    if (slot >= '(' && slot <= '+' && qr_charset_from_final(s->final, &charset)) {
        if (charset < QR_CHARSET_DUTCH || qr_mode(&e->modes, QR_MODE_NATIONAL_SETS))
            e->charsets.slots[slot - '('] = (uint8_t)charset;
    } else if (slot >= '-' && slot <= '/') /* of the sets of 96 only Latin-1 is there; the others leave ASCII */
        e->charsets.slots[slot - '-' + 1] = s->final == 'A' ? QR_CHARSET_LATIN_1 : QR_CHARSET_ASCII;
}

void qr_do_locking_shift(struct qr_engine *e, const struct qr_sequence *s) {
    switch (s->final) {
    case 'n':
        e->charsets.left = 2;
        break;
    case 'o':
        e->charsets.left = 3;
        break;
    case '|':
        e->charsets.right = 3;
        break;
    case '}':
        e->charsets.right = 2;
        break;
    default:
        e->charsets.right = 1;
        break;
    }
}

void qr_do_single_shift(struct qr_engine *e, const struct qr_sequence *s) {
    e->charsets.single = s->final == 'N' ? 2 : 3;
}

/* --- keyboard protocols ---------------------------------------------------------------------------------------- */

/* XTMODKEYS: CSI > 4 ; n m sets modifyOtherKeys. */
void qr_do_xtmodkeys(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 4) == 4) {
        uint32_t value = qr_parameter(s, 1, 0);
        e->modify_other_keys = value <= 2 ? (uint8_t)value : 0;
    }
}

void qr_do_xtmodkeys_off(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 4) == 4)
        e->modify_other_keys = 0;
}

/* XTFMTKEYS: CSI > 4 ; n f. */
void qr_do_xtfmtkeys(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 4) == 4)
        e->format_other_keys = qr_parameter(s, 1, 0) == 1;
}

void qr_do_kitty_set(struct qr_engine *e, const struct qr_sequence *s) {
    uint8_t flags = qr_parameter(s, 0, 0) & 31, *now = &e->screen->keyboard_flags;
    uint32_t how = qr_parameter(s, 1, 1);
    if (how == 1)
        *now = flags;
    else if (how == 2)
        *now |= flags;
    else if (how == 3)
        *now &= (uint8_t)~flags;
}

void qr_do_kitty_push(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_screen *screen = e->screen;
    if (screen->keyboard_depth == QUIRE_KEYBOARD_STACK_MAX) {
        memmove(screen->keyboard, screen->keyboard + 1, QUIRE_KEYBOARD_STACK_MAX - 1);
        screen->keyboard_depth--;
    }
    screen->keyboard[screen->keyboard_depth++] = screen->keyboard_flags;
    screen->keyboard_flags = qr_parameter(s, 0, 0) & 31;
}

void qr_do_kitty_pop(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_screen *screen = e->screen;
    for (uint32_t count = qr_count(s, 0); count > 0; count--) {
        if (screen->keyboard_depth == 0) {
            screen->keyboard_flags = 0;
            return;
        }
        screen->keyboard_flags = screen->keyboard[--screen->keyboard_depth];
    }
}
