/* api_terminal.c - quire/terminal.h: arguments are checked, converted, and handed down. */
#include <quire/terminal.h>

#include "api.h"
#include "api_options.h"
#include "api_values.h"
#include "base64.h"
#include "feed.h"
#include "qr_arith.h"
#include "qr_memory.h"

static bool size_allowed(uint32_t cols, uint32_t rows) {
    return cols > 0 && rows > 0 && cols <= QUIRE_MAX_COLUMNS && rows <= QUIRE_MAX_ROWS &&
           (uint64_t)cols * rows <= QUIRE_MAX_CELLS;
}

/* What is INVALID; sizes beyond their limit are LIMIT. */
static bool values_allowed(const struct quire_terminal_options *options) {
    return api_permissions_allowed(options) && api_color_allowed(options->foreground) &&
           api_color_allowed(options->background) && (!options->palette || api_palette_allowed(options->palette)) &&
           api_cursor_shape_allowed(options->cursor_shape) &&
           api_notification_features_allowed(options->notification_features);
}

enum quire_result quire_terminal_create(const struct quire_terminal_options *options,
                                        struct quire_terminal **terminal) {
    struct api_options own;
    if (!terminal || !api_take_options(&own, options) || !values_allowed(&own.options))
        return QUIRE_INVALID;
    if (!size_allowed(own.options.cols, own.options.rows) ||
        !api_cell_allowed(own.options.cell_width_px, own.options.cell_height_px))
        return QUIRE_LIMIT;
    struct qr_engine *engine;
    enum quire_result result = qr_engine_create(&own.options, &own.allocator, &engine);
    if (result == QUIRE_OK)
        *terminal = (struct quire_terminal *)engine;
    return result;
}

void quire_terminal_destroy(struct quire_terminal *terminal) {
    if (!terminal || !api_may_change(terminal))
        return;
    (void)qr_call_out(api_engine(terminal));
    qr_engine_destroy(api_engine(terminal));
}

enum quire_result quire_terminal_feed(struct quire_terminal *terminal, const void *bytes, size_t length) {
    struct qr_engine *e = api_engine(terminal);
    if (!api_may_change(terminal) || (!bytes && length > 0))
        return QUIRE_INVALID;
    bool before = qr_call_out(e); /* hooks are called from anywhere in it */
    enum quire_result result = qr_engine_feed(e, bytes, length);
    qr_call_ended(e, before);
    return result;
}

enum quire_result quire_terminal_feed_some(struct quire_terminal *terminal, const void *bytes, size_t length,
                                           uint64_t budget, size_t *taken) {
    struct qr_engine *e = api_engine(terminal);
    if (!api_may_change(terminal) || (!bytes && length > 0) || !taken)
        return QUIRE_INVALID;
    bool before = qr_call_out(e);
    enum quire_result result = qr_engine_feed_some(e, bytes, length, budget, taken);
    qr_call_ended(e, before);
    return result;
}

enum quire_result quire_terminal_resize(struct quire_terminal *terminal, uint32_t cols, uint32_t rows,
                                        uint32_t cell_width_px, uint32_t cell_height_px) {
    struct qr_engine *engine = api_engine(terminal);
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    if (!size_allowed(cols, rows) || !api_cell_allowed(cell_width_px, cell_height_px))
        return QUIRE_LIMIT;
    enum quire_result result = qr_engine_resize(engine, cols, rows, cell_width_px, cell_height_px);
    qr_engine_commit(engine);
    return result;
}

enum quire_result quire_terminal_set_window(struct quire_terminal *terminal, const struct quire_window_state *window) {
    struct quire_window_state own = QUIRE_WINDOW_STATE_INIT;
    if (!QR_TAKE(own, window) || !api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_set_window(api_engine(terminal), &own);
    return QUIRE_OK;
}

enum quire_result quire_terminal_get_info(const struct quire_terminal *terminal, struct quire_terminal_info *info) {
    const struct qr_engine *e = api_engine_const(terminal);
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    const struct qr_cursor *cursor = qr_shown_cursor(e);
    const struct qr_images *images = qr_engine_image_state_const(e)->store;
    qr_sized_give(info, &(struct quire_terminal_info){.cols = qr_cols(e),
                                                      .rows = qr_rows(e),
                                                      .cursor_row = cursor->y,
                                                      .cursor_col = cursor->x,
                                                      .cursor_visible = qr_engine_mode(e, QR_MODE_CURSOR_VISIBLE),
                                                      .cursor_blink = qr_cursor_blinks(e),
                                                      .cursor_pending_wrap = cursor->pending_wrap,
                                                      .cursor_shape = qr_cursor_shape(e),
                                                      .alternate_screen = qr_is_alternate(e),
                                                      .synchronized_output = qr_engine_mode(e, QR_MODE_SYNCHRONIZED),
                                                      .history_lines = qr_engine_history_const(e)->lines,
                                                      .history_bytes = qr_history_bytes(qr_engine_history_const(e)),
                                                      .screen_bytes = qr_screen_bytes(qr_part_primary_const(e)) +
                                                                      qr_screen_bytes(qr_part_alternate_const(e)),
                                                      .image_bytes = images ? qr_images_bytes(images) : 0,
                                                      .images = images ? qr_images_count(images) : 0});
    return QUIRE_OK;
}

enum quire_result quire_terminal_input_modes(const struct quire_terminal *terminal, struct quire_input_modes *out) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    if (!QR_SOUND(out))
        return QUIRE_INVALID;
    qr_engine_input_modes(api_engine_const(terminal), &modes);
    qr_sized_give(out, &modes);
    return QUIRE_OK;
}

const char *quire_terminal_title(const struct quire_terminal *terminal) {
    return qr_engine_title(api_engine_const(terminal));
}

enum quire_result quire_terminal_clear_history(struct quire_terminal *terminal) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_clear_history(api_engine(terminal));
    return QUIRE_OK;
}

enum quire_result quire_terminal_clear_above(struct quire_terminal *terminal, uint64_t line) {
    return api_may_change(terminal) ? qr_engine_clear_above(api_engine(terminal), line) : QUIRE_INVALID;
}

enum quire_result quire_terminal_set_time(struct quire_terminal *terminal, uint64_t milliseconds) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_set_time(api_engine(terminal), milliseconds);
    return QUIRE_OK;
}

bool quire_terminal_idle(struct quire_terminal *terminal, uint64_t max_bytes) {
    return api_may_change(terminal) && qr_engine_idle(api_engine(terminal), max_bytes);
}

enum quire_result quire_terminal_reset(struct quire_terminal *terminal) {
    struct qr_engine *e = api_engine(terminal);
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    bool before = qr_call_out(e); /* a string that the host takes is cancelled */
    qr_engine_reset_all(e);
    qr_call_ended(e, before);
    return QUIRE_OK;
}

enum quire_result quire_terminal_end_synchronized(struct quire_terminal *terminal) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    qr_engine_end_synchronized(api_engine(terminal));
    return QUIRE_OK;
}

enum quire_result quire_terminal_clipboard_reply(struct quire_terminal *terminal, char selection, const char *text,
                                                 size_t text_length) {
    struct qr_engine *e = api_engine(terminal);
    size_t size, total;
    const char *terminator = qr_answer_end(e, QR_QUESTION_CLIPBOARD);
    char introducer[] = "\033]52;c;";
    const size_t begin = sizeof introducer - 1;
    if (!strchr("cpqs01234567", selection) || selection == 0 || (!text && text_length > 0) || !api_may_answer(terminal))
        return QUIRE_INVALID;
    if (!qr_base64_encoded_size(text_length, &size) || !qr_add(size, begin + 2, &total))
        return QUIRE_LIMIT;
    const struct quire_allocator *allocator = qr_engine_allocator(e);
    char *reply = allocator->alloc(allocator->user, total, 1);
    if (!reply)
        return QUIRE_OUT_OF_MEMORY;
    introducer[5] = selection;
    memcpy(reply, introducer, begin);
    qr_base64_encode((const uint8_t *)text, text_length, reply + begin);
    memcpy(reply + begin + size, terminator, strlen(terminator));
    /* In one piece: a host may refuse it, but not cut it. */
    enum quire_result result = qr_answer(e, reply, begin + size + strlen(terminator));
    allocator->free(allocator->user, reply, total, 1);
    return result;
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

size_t quire_terminal_verify(struct quire_terminal *terminal, quire_verify_report *report, void *user) {
    struct qr_engine *e = api_engine(terminal);
    if (!api_may_change(terminal))
        return SIZE_MAX;
    bool before = qr_call_out(e);
    size_t breaches = qr_engine_check(e, report, user);
    qr_call_ended(e, before);
    return breaches;
}
