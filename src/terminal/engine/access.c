#include "access.h"

#include "image_place.h"

/* --- input ----------------------------------------------------------------------------------------------------- */

static enum quire_mouse_mode mouse_mode(const struct qr_modes *modes) {
    return qr_mode(modes, QR_MODE_MOUSE_ANY_MOTION)      ? QUIRE_MOUSE_ANY_MOTION
           : qr_mode(modes, QR_MODE_MOUSE_BUTTON_MOTION) ? QUIRE_MOUSE_BUTTON_MOTION
           : qr_mode(modes, QR_MODE_MOUSE_PRESS_RELEASE) ? QUIRE_MOUSE_PRESS_RELEASE
           : qr_mode(modes, QR_MODE_MOUSE_PRESS)         ? QUIRE_MOUSE_PRESS
                                                         : QUIRE_MOUSE_OFF;
}

static enum quire_mouse_encoding mouse_encoding(const struct qr_modes *modes) {
    return qr_mode(modes, QR_MODE_MOUSE_SGR_PIXELS) ? QUIRE_MOUSE_SGR_PIXELS
           : qr_mode(modes, QR_MODE_MOUSE_URXVT)    ? QUIRE_MOUSE_URXVT
           : qr_mode(modes, QR_MODE_MOUSE_SGR)      ? QUIRE_MOUSE_SGR
           : qr_mode(modes, QR_MODE_MOUSE_UTF8)     ? QUIRE_MOUSE_UTF8
                                                    : QUIRE_MOUSE_DEFAULT;
}

void qr_engine_input_modes(const struct qr_engine *e, struct quire_input_modes *out) {
    const struct qr_modes *modes = &e->modes;
    *out = (struct quire_input_modes){
        .size = sizeof *out,
        .application_cursor = qr_mode(modes, QR_MODE_APPLICATION_CURSOR),
        .application_keypad = qr_mode(modes, QR_MODE_APPLICATION_KEYPAD),
        .backspace_sends_bs = qr_mode(modes, QR_MODE_BACKARROW),
        .newline = qr_mode(modes, QR_MODE_NEWLINE),
        .alt_sends_escape = qr_mode(modes, QR_MODE_META_ESCAPE) && qr_mode(modes, QR_MODE_ALT_ESCAPE),
        .ignore_keypad_with_numlock = qr_mode(modes, QR_MODE_NUMLOCK_IGNORED),
        .modify_other_keys = e->modify_other_keys,
        .format_other_keys = e->format_other_keys,
        .kitty_flags = e->screen->keyboard_flags,
        .bracketed_paste = qr_mode(modes, QR_MODE_BRACKETED_PASTE),
        .focus_events = qr_mode(modes, QR_MODE_FOCUS),
        .alternate_scroll = qr_mode(modes, QR_MODE_ALTERNATE_SCROLL) && qr_is_alternate(e),
        .mouse = mouse_mode(modes),
        .mouse_encoding = mouse_encoding(modes),
        .vt52 = !qr_mode(modes, QR_MODE_ANSI),
        .paste_events = qr_mode(modes, QR_MODE_PASTE_EVENTS),
        .keyboard_locked = qr_mode(modes, QR_MODE_KEYBOARD_LOCK),
        .local_echo = !qr_mode(modes, QR_MODE_SEND_RECEIVE)};
}

/* --- memory ---------------------------------------------------------------------------------------------------- */

enum quire_result qr_engine_make_page(const struct qr_engine *e, struct qr_page *page, uint32_t cols, uint32_t rows) {
    struct qr_page_capacity capacity = qr_page_default_capacity();
    return qr_page_create(page, &e->allocator, cols, rows, &capacity, e->seed);
}

/* --- what a host tells ----------------------------------------------------------------------------------------- */

void qr_engine_begin_call(struct qr_engine *e) {
    e->logged = 0;
}

void qr_engine_reset_all(struct qr_engine *e) {
    qr_engine_begin_call(e);
    qr_parser_reset(&e->parser);
    qr_engine_reset(e);
    qr_engine_commit(e);
}

void qr_engine_clear_history(struct qr_engine *e) {
    qr_forget_history(e);
}

/* The row in which a line of the screen begins; the number of rows: none does. */
static uint32_t row_of_line(const struct qr_engine *e, uint64_t line) {
    uint32_t y = 0;
    while (y < qr_rows(e) && qr_page_row(&e->screen->page, y)->line != line)
        y++;
    return y;
}

static bool has_margins(const struct qr_engine *e) {
    const struct qr_margins *margins = &e->margins;
    return margins->top > 0 || margins->bottom < qr_rows(e) || margins->left > 0 || margins->right < qr_cols(e);
}

enum quire_result qr_engine_clear_above(struct qr_engine *e, uint64_t line) {
    uint32_t y = row_of_line(e, line), x = e->screen->cursor.x;
    bool pending_wrap = e->screen->cursor.pending_wrap;
    if (qr_is_alternate(e) || has_margins(e))
        return QUIRE_INVALID;
    if (y == qr_rows(e) || e->screen->cursor.y < y || qr_page_row(&e->screen->page, y)->column > 0)
        return QUIRE_NOT_FOUND; /* it may begin in history: what is seen of it is its end */
    qr_engine_begin_call(e);
    qr_scroll_up(e, y);
    qr_move_to(e, x, e->screen->cursor.y - y);
    e->screen->cursor.pending_wrap = pending_wrap;
    qr_forget_history(e);
    return QUIRE_OK;
}

bool qr_engine_idle(struct qr_engine *e, uint64_t max_bytes) {
    qr_screen_shrink(&e->primary);
    qr_screen_shrink(&e->alternate);
    bool more_images = qr_images_idle(e, max_bytes), more = qr_history_idle(&e->history, max_bytes);
    qr_engine_begin_call(e);
    if (!more && qr_history_can_pack(&e->history))
        qr_log(e, QUIRE_LOG_HISTORY_NOT_COMPRESSED);
    return more || more_images;
}

void qr_engine_set_time(struct qr_engine *e, uint64_t milliseconds) {
    qr_sender_set_time(e, milliseconds);
    e->primary.page.block->now = milliseconds;
    if (e->alternate.page.block)
        e->alternate.page.block->now = milliseconds;
}

void qr_engine_set_window(struct qr_engine *e, const struct quire_window_state *window) {
    e->window = *window;
}

void qr_engine_set_clipboard_write(struct qr_engine *e, enum quire_permission permission) {
    e->policy.clipboard_write = permission;
}

static void put_color_scheme(struct qr_engine *e, enum quire_color_scheme scheme) {
    bool changed = e->protocols.color_scheme != scheme;
    e->protocols.color_scheme = (uint8_t)scheme;
    if (changed && qr_mode(&e->modes, QR_MODE_COLOR_SCHEME))
        qr_report_color_scheme(e);
}

void qr_engine_set_color_scheme(struct qr_engine *e, enum quire_color_scheme scheme) {
    e->protocols.color_scheme_told = true;
    put_color_scheme(e, scheme);
}

void qr_color_scheme_follow(struct qr_engine *e) {
    if (!e->protocols.color_scheme_told)
        put_color_scheme(e, qr_color_scheme_of(e->colors.initial_dynamic[QR_COLOR_BACKGROUND]));
}

void qr_engine_set_visible(struct qr_engine *e, bool visible) {
    bool changed = e->protocols.hidden == visible;
    e->protocols.hidden = !visible;
    if (changed && qr_mode(&e->modes, QR_MODE_VISIBILITY))
        qr_report_visibility(e);
}

void qr_engine_end_synchronized(struct qr_engine *e) {
    qr_mode_put(&e->modes, QR_MODE_SYNCHRONIZED, false);
}

/* --- what a snapshot writes down ------------------------------------------------------------------------------- */

struct qr_numbers qr_engine_numbers(const struct qr_engine *e) {
    return (struct qr_numbers){.cell_width_px = e->cell_width_px,
                               .cell_height_px = e->cell_height_px,
                               .modify_other_keys = e->modify_other_keys,
                               .format_other_keys = e->format_other_keys,
                               .protection = e->protection,
                               .protection_kind = e->protection_kind,
                               .attribute_extent = e->attribute_extent,
                               .checksum_flags = e->checksum_flags,
                               .level = e->level,
                               .supplemental = e->supplemental,
                               .ambiguous_columns = e->policy.ambiguous_columns,
                               .cursor_style = e->cursor_style,
                               .printer = e->printer,
                               .charsets = e->charsets,
                               .margins = e->margins,
                               .sgr_stack = e->sgr_stack,
                               .colors_version = e->colors_version,
                               .seed = e->seed,
                               .links_opened = e->links_opened};
}

void qr_engine_set_numbers(struct qr_engine *e, const struct qr_numbers *n) {
    e->cell_width_px = n->cell_width_px;
    e->cell_height_px = n->cell_height_px;
    e->modify_other_keys = n->modify_other_keys;
    e->format_other_keys = n->format_other_keys;
    e->protection = n->protection;
    e->protection_kind = n->protection_kind;
    e->attribute_extent = n->attribute_extent;
    e->checksum_flags = n->checksum_flags;
    e->level = n->level;
    e->supplemental = n->supplemental;
    e->policy.ambiguous_columns = n->ambiguous_columns;
    e->cursor_style = n->cursor_style;
    e->printer = n->printer;
    e->charsets = n->charsets;
    e->margins = n->margins;
    e->sgr_stack = n->sgr_stack;
    e->colors_version = n->colors_version;
    e->seed = n->seed;
    e->links_opened = n->links_opened;
}
