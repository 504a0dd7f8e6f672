/* osc_iterm.c - iTerm2's own commands: OSC 1337 ; command or command=value (iterm2.com/documentation-escape-codes).
 *
 * Obeyed are those below that have a function. Files, and so images, are no business of this file: they are acted on
 * while they come (iterm_files.c); what gets here of them is none. What would act on the user's window, profile or
 * attention is ignored, as are the versions of Unicode: there is one. Other commands are reported as unknown. */
#include "osc.h"

#include <stdio.h>

#include "base64.h"

typedef void command_function(struct qr_engine *engine, const struct qr_osc *osc, struct qr_span value);

static void set_mark(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    (void)osc;
    (void)value;
    qr_shell_mark_row(e);
}

static void current_directory(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    (void)osc;
    qr_osc_event(e, QUIRE_EVENT_DIRECTORY, (struct qr_span){NULL, 0}, value, QUIRE_LINK_URI_MAX);
}

static void remote_host(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    (void)osc;
    qr_osc_event(e, QUIRE_EVENT_REMOTE_HOST, (struct qr_span){NULL, 0}, value, QUIRE_LINK_URI_MAX);
}

/* SetUserVar=name=base64 */
static void user_variable(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    struct qr_span name, encoded;
    struct qr_bytes decoded = {NULL, 0, 0};
    struct qr_base64_stream stream = {{0}, 0, false};
    uint8_t left[2];
    size_t count;
    (void)osc;
    qr_span_pair(value, &name, &encoded);
    if (!encoded.bytes || name.length == 0)
        return;
    enum quire_result result = qr_bytes_add_base64(&e->allocator, &decoded, &stream, encoded, QUIRE_NOTIFICATION_MAX);
    if (result == QUIRE_OK)
        result = qr_base64_stream_end(&stream, left, &count);
    if (result == QUIRE_OK)
        result = qr_bytes_add(&e->allocator, &decoded, (struct qr_span){left, count}, QUIRE_NOTIFICATION_MAX);
    if (result == QUIRE_OK)
        qr_osc_event(e, QUIRE_EVENT_USER_VARIABLE, name, (struct qr_span){decoded.bytes, decoded.length},
                     QUIRE_NOTIFICATION_MAX);
    else if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    qr_bytes_free(&e->allocator, &decoded);
}

/* 0 block, 1 bar, 2 underline. */
static void cursor_shape(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    static const enum quire_cursor_shape shapes[] = {QUIRE_CURSOR_BLOCK, QUIRE_CURSOR_BAR, QUIRE_CURSOR_UNDERLINE};
    (void)osc;
    if (value.length != 1 || value.bytes[0] < '0' || value.bytes[0] > '2')
        return;
    e->cursor_style.shape = shapes[value.bytes[0] - '0'];
    qr_event_simple(e, QUIRE_EVENT_MODES);
}

/* Copy=pasteboard:base64; every pasteboard is the clipboard. */
static void copy(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    static const uint8_t clipboard[] = "c";
    struct qr_span name;
    (void)osc;
    if (qr_span_next(&value, ':', &name) && value.bytes)
        qr_clipboard_set(e, (struct qr_span){clipboard, 1}, value);
}

/* In points; ours are pixels, so the scale is 1. */
static void report_cell_size(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    uint32_t width = e->cell_width_px ? e->cell_width_px : 8, height = e->cell_height_px ? e->cell_height_px : 16;
    (void)value;
    qr_replyf(e, "\033]1337;ReportCellSize=%u.0;%u.0;1.0%s", height, width, osc->terminator);
}

static void clear_scrollback(struct qr_engine *e, const struct qr_osc *osc, struct qr_span value) {
    (void)osc;
    (void)value;
    qr_forget_history(e);
}

static const struct {
    const char *name;
    command_function *obey; /* NULL: known and ignored */
} commands[] = {
    {"ClearScrollback", clear_scrollback},
    {"Copy", copy},
    {"CopyToClipboard", NULL},
    {"CurrentDir", current_directory},
    {"CursorShape", cursor_shape},
    {"EndCopy", NULL},
    {"File", NULL},
    {"FileEnd", NULL},
    {"FilePart", NULL},
    {"HighlightCursorLine", NULL},
    {"MultipartFile", NULL},
    {"RemoteHost", remote_host},
    {"ReportCellSize", report_cell_size},
    {"RequestAttention", NULL},
    {"SetBackgroundImageFile", NULL},
    {"SetBadgeFormat", NULL},
    {"SetMark", set_mark},
    {"SetProfile", NULL},
    {"SetUserVar", user_variable},
    {"ShellIntegrationVersion", NULL},
    {"StealFocus", NULL},
    {"UnicodeVersion", NULL},
};

void qr_osc_iterm(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span name, value;
    qr_span_pair(qr_osc_span(osc), &name, &value);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!qr_span_is(name, commands[i].name))
            continue;
        if (commands[i].obey)
            commands[i].obey(e, osc, value);
        return;
    }
    qr_osc_unknown(e, osc);
}
