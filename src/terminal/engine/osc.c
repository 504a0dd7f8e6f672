/* osc.c - operating system commands: the table. */
#include "osc.h"
#include "handlers.h"

#include <stdio.h>

#include "number.h"

bool qr_osc_next(struct qr_osc *rest, const uint8_t **part, size_t *length) {
    if (!rest->text)
        return false;
    const uint8_t *end = memchr(rest->text, ';', rest->length);
    *part = rest->text;
    *length = end ? (size_t)(end - rest->text) : rest->length;
    rest->length -= end ? *length + 1 : *length;
    rest->text = end ? end + 1 : NULL;
    return true;
}

bool qr_osc_is_query(const uint8_t *text, size_t length) {
    return length == 1 && text[0] == '?';
}

/* --- dispatch -------------------------------------------------------------------------------------------------- */

static const struct command {
    uint32_t number;
    qr_osc_handler *handler;
    const char *name, *summary, *source;
} commands[] = {
    {0, qr_osc_title, "title", "window title and icon title", "xterm ctlseqs"},
    {1, qr_osc_title, "icon title", "icon title", "xterm ctlseqs"},
    {2, qr_osc_title, "window title", "window title", "xterm ctlseqs"},
    {4, qr_osc_palette, "palette", "set or query colours 0 to 255", "xterm ctlseqs"},
    {7, qr_osc_directory, "directory", "the working directory, a file: URI; an event", "VTE"},
    {8, qr_osc_link, "hyperlink", "begin or end a hyperlink; id= joins pieces", "OSC 8 document of E. M. Koutcher"},
    {9, qr_osc_9, "notification", "text: a notification; 4 progress, 9 directory, 12 prompt; 1 to 11 else: ignored",
     "iTerm2; ConEmu"},
    {10, qr_osc_dynamic, "text colour", "set or query; further parts are the next colours", "xterm ctlseqs"},
    {11, qr_osc_dynamic, "background colour", "set or query", "xterm ctlseqs"},
    {12, qr_osc_dynamic, "cursor colour", "set or query", "xterm ctlseqs"},
    {21, qr_osc_kitty_color, "colours by name", "set, query and reset; no transparent backgrounds",
     "kitty color-stack"},
    {22, qr_osc_pointer, "pointer shape", "set, push >, pop <, query ?; CSS and X11 names",
     "xterm ctlseqs; kitty pointer-shapes"},
    {52, qr_osc_clipboard, "clipboard", "set or query selections, base64", "xterm ctlseqs"},
    {66, qr_osc_text_size, "text size", "w: columns of the text; s counts as 1, n d v h are read over",
     "kitty text-sizing-protocol"},
    {99, qr_osc_99, "notification", "in pieces; p=title body buttons close alive ?; icons by name",
     "kitty desktop-notifications"},
    {104, qr_osc_palette_reset, "reset palette", "all colours, or those listed", "xterm ctlseqs"},
    {110, qr_osc_dynamic_reset, "reset text colour", "", "xterm ctlseqs"},
    {111, qr_osc_dynamic_reset, "reset background colour", "", "xterm ctlseqs"},
    {112, qr_osc_dynamic_reset, "reset cursor colour", "", "xterm ctlseqs"},
    {133, qr_osc_shell, "shell mark", "A B C D, also I L N P: where prompt, input and output begin; an event",
     "FinalTerm; iTerm2; kitty shell-integration"},
    {777, qr_osc_777, "notification", "notify;title;text", "rxvt-unicode"},
    {1337, qr_osc_iterm, "iTerm2",
     "SetMark CurrentDir RemoteHost SetUserVar CursorShape Copy ReportCellSize ClearScrollback; files are swallowed",
     "iTerm2 proprietary escape codes"},
    {5522, qr_osc_kitty_clipboard, "clipboard", "read and write any MIME type; events for the host", "kitty clipboard"},
};

void qr_osc_unknown(struct qr_engine *e, const struct qr_osc *osc) {
    char form[24];
    snprintf(form, sizeof form, "OSC %u;", osc->number);
    qr_event_unknown(e, form, osc->text, osc->length);
}

void qr_do_osc(struct qr_engine *e, const uint8_t *bytes, size_t length, uint8_t terminator) {
    struct qr_osc osc = {.terminator = terminator == 7 ? "\007" : "\033\\"};
    size_t digits = qr_number_prefix(bytes, length, &osc.number);
    if (digits == 0 || (digits < length && bytes[digits] != ';')) {
        qr_event_unknown(e, "OSC ", bytes, length);
        return;
    }
    bool bare = digits == length;
    osc.text = bare ? bytes + length : bytes + digits + 1;
    osc.length = bare ? 0 : length - digits - 1;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (commands[i].number == osc.number) {
            commands[i].handler(e, &osc);
            return;
        }
    }
    qr_osc_unknown(e, &osc);
}
