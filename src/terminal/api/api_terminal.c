/* api_terminal.c - quire/terminal.h: arguments are checked, converted, and handed down. */
#include <quire/terminal.h>

#include "api.h"
#include "base64.h"
#include "qr_arith.h"
#include "qr_memory.h"

static bool size_allowed(uint32_t cols, uint32_t rows) {
    return cols > 0 && rows > 0 && cols <= QUIRE_MAX_COLUMNS && rows <= QUIRE_MAX_ROWS &&
           (uint64_t)cols * rows <= QUIRE_MAX_CELLS;
}

enum quire_result quire_terminal_create(const struct quire_terminal_options *options,
                                        struct quire_terminal **terminal) {
    if (!options || !terminal || options->size != sizeof *options || (unsigned)options->cursor_shape > QUIRE_CURSOR_BAR)
        return QUIRE_INVALID;
    if (!size_allowed(options->cols, options->rows))
        return QUIRE_LIMIT;
    struct quire_allocator allocator = qr_allocator_or_default(options->allocator);
    struct qr_engine *engine;
    enum quire_result result = qr_engine_create(options, &allocator, &engine);
    if (result == QUIRE_OK)
        *terminal = (struct quire_terminal *)engine;
    return result;
}

void quire_terminal_destroy(struct quire_terminal *terminal) {
    if (terminal)
        qr_engine_destroy(api_engine(terminal));
}

enum quire_result quire_terminal_feed(struct quire_terminal *terminal, const void *bytes, size_t length) {
    return qr_engine_feed(api_engine(terminal), bytes, length);
}

enum quire_result quire_terminal_resize(struct quire_terminal *terminal, uint32_t cols, uint32_t rows,
                                        uint32_t cell_width_px, uint32_t cell_height_px) {
    struct qr_engine *engine = api_engine(terminal);
    if (!size_allowed(cols, rows))
        return QUIRE_LIMIT;
    enum quire_result result = qr_engine_resize(engine, cols, rows, cell_width_px, cell_height_px);
    qr_engine_commit(engine);
    return result;
}

enum quire_result quire_terminal_set_window(struct quire_terminal *terminal, const struct quire_window_state *window) {
    if (window->size != sizeof *window)
        return QUIRE_INVALID;
    api_engine(terminal)->window = *window;
    return QUIRE_OK;
}

enum quire_result quire_terminal_info(const struct quire_terminal *terminal, struct quire_terminal_info *info) {
    const struct qr_engine *e = api_engine_const(terminal);
    if (info->size != sizeof *info)
        return QUIRE_INVALID;
    const struct qr_cursor *cursor = &e->screen->cursor;
    *info = (struct quire_terminal_info){.size = sizeof *info,
                                         .cols = qr_cols(e),
                                         .rows = qr_rows(e),
                                         .cursor_row = cursor->y,
                                         .cursor_col = cursor->x,
                                         .cursor_visible = qr_mode(&e->modes, QR_MODE_CURSOR_VISIBLE),
                                         .cursor_blink = qr_cursor_blinks(e),
                                         .cursor_pending_wrap = cursor->pending_wrap,
                                         .cursor_shape = e->cursor_style.shape,
                                         .alternate_screen = qr_is_alternate(e),
                                         .synchronized_output = qr_mode(&e->modes, QR_MODE_SYNCHRONIZED),
                                         .history_lines = e->history.lines,
                                         .history_bytes = qr_history_bytes(&e->history),
                                         .screen_bytes = qr_screen_bytes(&e->primary) + qr_screen_bytes(&e->alternate)};
    return QUIRE_OK;
}

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

enum quire_result quire_terminal_input_modes(const struct quire_terminal *terminal, struct quire_input_modes *out) {
    const struct qr_engine *e = api_engine_const(terminal);
    const struct qr_modes *modes = &e->modes;
    if (out->size != sizeof *out)
        return QUIRE_INVALID;
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
    return QUIRE_OK;
}

const char *quire_terminal_title(const struct quire_terminal *terminal) {
    return api_engine_const(terminal)->titles.title;
}

void quire_terminal_clear_history(struct quire_terminal *terminal) {
    qr_history_clear(&api_engine(terminal)->history);
    qr_screen_shrink(&api_engine(terminal)->primary);
    qr_engine_commit(api_engine(terminal));
}

void quire_terminal_set_time(struct quire_terminal *terminal, uint64_t milliseconds) {
    struct qr_engine *e = api_engine(terminal);
    e->primary.page.block->now = milliseconds;
    if (e->alternate.page.block)
        e->alternate.page.block->now = milliseconds;
}

bool quire_terminal_idle(struct quire_terminal *terminal, uint64_t max_bytes) {
    struct qr_engine *e = api_engine(terminal);
    qr_screen_shrink(&e->primary);
    qr_screen_shrink(&e->alternate);
    bool more = qr_history_idle(&e->history, max_bytes);
    e->logged = 0;
    if (!more && qr_history_can_pack(&e->history))
        qr_log(e, QUIRE_LOG_HISTORY_NOT_COMPRESSED);
    return more;
}

void quire_terminal_reset(struct quire_terminal *terminal) {
    struct qr_engine *engine = api_engine(terminal);
    engine->logged = 0;
    qr_parser_reset(&engine->parser);
    qr_engine_reset(engine);
    qr_engine_commit(engine);
}

void quire_terminal_end_synchronized(struct quire_terminal *terminal) {
    qr_mode_put(&api_engine(terminal)->modes, QR_MODE_SYNCHRONIZED, false);
}

enum quire_result quire_terminal_clipboard_reply(struct quire_terminal *terminal, char selection, const char *text,
                                                 size_t text_length) {
    struct qr_engine *e = api_engine(terminal);
    size_t size, total;
    char introducer[] = "\033]52;c;";
    const size_t begin = sizeof introducer - 1;
    if (!strchr("cpqs01234567", selection) || selection == 0)
        return QUIRE_INVALID;
    if (!qr_base64_encoded_size(text_length, &size) || !qr_add(size, begin + 2, &total))
        return QUIRE_LIMIT;
    char *reply = e->allocator.alloc(e->allocator.user, total, 1);
    if (!reply)
        return QUIRE_OUT_OF_MEMORY;
    introducer[5] = selection;
    memcpy(reply, introducer, begin);
    qr_base64_encode((const uint8_t *)text, text_length, reply + begin);
    memcpy(reply + begin + size, "\033\\", 2);
    qr_reply(e, reply, total); /* in one piece: a host may refuse it, but not cut it */
    e->allocator.free(e->allocator.user, reply, total, 1);
    return QUIRE_OK;
}

const char *quire_log_name(enum quire_log_code code) {
    switch (code) {
#define NAME(name, number, level, text)                                                                                \
    case QUIRE_LOG_##name:                                                                                             \
        return #name;
        QUIRE_LOG_LIST(NAME)
#undef NAME
    }
    return "UNKNOWN";
}

size_t quire_terminal_verify(const struct quire_terminal *terminal, quire_verify_report *report, void *user) {
    return qr_engine_check(api_engine_const(terminal), report, user);
}
