/* osc.c - operating system commands: the table. */
#include "osc.h"
#include "handlers.h"

#include <stdio.h>

#include "osc_split.h"

/* --- dispatch -------------------------------------------------------------------------------------------------- */

static const struct command {
    uint32_t number, last; /* the numbers that it is for */
    qr_osc_handler *handler;
    const char *form, *summary, *source;
} commands[] = {
    {0, 2, qr_osc_titles, "text", "0 both titles, 1 the icon title, 2 the window title", "xterm"},
    {4, 4, qr_osc_palette, "index;color or ?;...", "set or report colours of the palette, special ones from 256 on",
     "xterm"},
    {5, 5, qr_osc_special, "index;color or ?;...", "set or report special colours", "xterm"},
    {7, 7, qr_osc_directory, "URI", "the working directory, a file: URI", "VTE"},
    {QR_OSC_LINK, QR_OSC_LINK, qr_osc_link, "parameters;URI", "hyperlink; id= joins pieces, an empty URI ends it",
     "VTE"},
    {9, 9, qr_osc_9, "text", "notification; or 4 progress, 9 directory, 12 prompt; 1 to 11 else: ignored",
     "iTerm2, ConEmu"},
    {10, 19, qr_osc_dynamic, "color or ?;...", "set or report text, background, cursor and further dynamic colours",
     "xterm"},
    {21, 21, qr_osc_kitty_color, "name=color or ?;...",
     "set, report and reset colours by name; no transparent backgrounds", "kitty color-stack"},
    {22, 22, qr_osc_pointer, "shape", "shape of the pointer: set, push >, pop <, query ?; CSS and X11 names",
     "xterm, kitty pointer-shapes"},
    {52, 52, qr_osc_clipboard, "selections;base64 or ?", "set or ask for selections", "xterm"},
    {66, 66, qr_osc_text_size, "w=columns;text", "text in so many columns; s counts as 1, n d v h are read over",
     "kitty text-sizing-protocol"},
    {99, 99, qr_osc_99, "keys;text", "notification, in pieces; p=title body buttons close alive ?; icons by name",
     "kitty desktop-notifications"},
    {104, 104, qr_osc_palette_reset, "index;...", "reset colours of the palette, or all", "xterm"},
    {105, 105, qr_osc_special_reset, "index;...", "reset special colours, or all", "xterm"},
    {110, 119, qr_osc_dynamic_reset, "", "reset a dynamic colour", "xterm"},
    {133, 133, qr_osc_shell, "mark;options", "A B C D, also I L N P: where prompt, input and output of a shell begin",
     "FinalTerm, iTerm2, kitty shell-integration"},
    {777, 777, qr_osc_777, "notify;title;text", "notification", "rxvt-unicode"},
    {1337, 1337, qr_osc_iterm, "command",
     "SetMark CurrentDir RemoteHost SetUserVar CursorShape Copy ReportCellSize ClearScrollback; File, MultipartFile, FilePart, FileEnd: inline images",
     "iTerm2"},
    {5522, 5522, qr_osc_kitty_clipboard, "keys;base64", "read and write the clipboard in any MIME type",
     "kitty clipboard"},
};

bool qr_osc_describe(size_t index, struct qr_osc_description *description) {
    if (index >= sizeof commands / sizeof *commands)
        return false;
    const struct command *c = &commands[index];
    *description = (struct qr_osc_description){c->number, c->last, c->form, c->summary, c->source};
    return true;
}

/* NULL: it is none of them. */
static const struct command *find(uint32_t number) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (number >= commands[i].number && number <= commands[i].last)
            return &commands[i];
    }
    return NULL;
}

bool qr_osc_is_known(uint32_t number) {
    return find(number) != NULL;
}

void qr_osc_unknown(struct qr_engine *e, const struct qr_osc *osc) {
    char form[24];
    snprintf(form, sizeof form, "OSC %u;", osc->number);
    qr_event_unknown(e, form, osc->text, osc->length);
}

void qr_do_osc(struct qr_engine *e, const uint8_t *bytes, size_t length, uint8_t terminator) {
    struct qr_osc osc = {.terminator = terminator == 7 ? "\007" : "\033\\"};
    struct qr_span text;
    if (!qr_osc_split((struct qr_span){bytes, length}, &osc.number, &text)) {
        qr_event_unknown(e, "OSC ", bytes, length);
        return;
    }
    osc.text = text.bytes ? text.bytes : bytes + length;
    osc.length = text.length;
    const struct command *command = find(osc.number);
    if (command)
        command->handler(e, &osc);
    else
        qr_osc_unknown(e, &osc);
}
