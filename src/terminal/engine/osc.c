/* osc.c - operating system commands: the table, and colours. */
#include "osc.h"
#include "handlers.h"

#include <stdio.h>

#include "color_spec.h"
#include "number.h"

/* Splits off the part before the next ';'. False when nothing is left. */
static bool next_part(struct qr_osc *rest, const uint8_t **part, size_t *length) {
    if (!rest->text)
        return false;
    const uint8_t *end = memchr(rest->text, ';', rest->length);
    *part = rest->text;
    *length = end ? (size_t)(end - rest->text) : rest->length;
    rest->length -= end ? *length + 1 : *length;
    rest->text = end ? end + 1 : NULL;
    return true;
}

/* --- colours --------------------------------------------------------------------------------------------------- */

static void color_reply(struct qr_engine *e, const char *prefix, uint32_t rgb, const struct qr_osc *osc) {
    uint32_t r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
    qr_replyf(e, "\033]%s;rgb:%02x%02x/%02x%02x/%02x%02x%s", prefix, r, r, g, g, b, b, osc->terminator);
}

static void colors_changed(struct qr_engine *e) {
    e->colors_version++;
    qr_event_simple(e, QUIRE_EVENT_COLORS);
}

static bool is_query(const uint8_t *text, size_t length) {
    return length == 1 && text[0] == '?';
}

/* OSC 4 ; index ; spec ; ... */
static void palette(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *index_text, *spec;
    size_t index_length, spec_length;
    uint32_t index, rgb;
    bool changed = false;
    while (next_part(&rest, &index_text, &index_length) && next_part(&rest, &spec, &spec_length)) {
        if (!qr_number_parse(index_text, index_length, 255, &index))
            continue;
        if (is_query(spec, spec_length)) {
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

static void palette_reset(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *part;
    size_t length;
    uint32_t index;
    if (osc->length == 0)
        memcpy(e->colors.palette, e->colors.initial_palette, sizeof e->colors.palette);
    while (next_part(&rest, &part, &length)) {
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
static void dynamic(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *spec;
    size_t length;
    uint32_t rgb;
    bool changed = false;
    for (uint32_t number = osc->number; number <= 12 && next_part(&rest, &spec, &length); number++) {
        if (is_query(spec, length)) {
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

static void dynamic_reset(struct qr_engine *e, const struct qr_osc *osc) {
    e->colors.dynamic[osc->number - 110] = e->colors.initial_dynamic[osc->number - 110];
    colors_changed(e);
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
    {4, palette, "palette", "set or query colours 0 to 255", "xterm ctlseqs"},
    {7, qr_osc_directory, "directory", "the working directory, a file: URI; an event", "VTE"},
    {8, qr_osc_link, "hyperlink", "begin or end a hyperlink; id= joins pieces", "OSC 8 document of E. M. Koutcher"},
    {9, qr_osc_9, "notification", "a notification; 9;4 progress", "iTerm2; ConEmu"},
    {10, dynamic, "text colour", "set or query; further parts are the next colours", "xterm ctlseqs"},
    {11, dynamic, "background colour", "set or query", "xterm ctlseqs"},
    {12, dynamic, "cursor colour", "set or query", "xterm ctlseqs"},
    {22, qr_osc_pointer, "pointer shape", "shape of the mouse pointer", "xterm ctlseqs; kitty pointer-shapes"},
    {52, qr_osc_clipboard, "clipboard", "set or query a selection, base64", "xterm ctlseqs"},
    {104, palette_reset, "reset palette", "all colours, or those listed", "xterm ctlseqs"},
    {110, dynamic_reset, "reset text colour", "", "xterm ctlseqs"},
    {111, dynamic_reset, "reset background colour", "", "xterm ctlseqs"},
    {112, dynamic_reset, "reset cursor colour", "", "xterm ctlseqs"},
    {133, qr_osc_shell, "shell mark", "where prompt, input and output begin", "FinalTerm; kitty shell-integration"},
    {777, qr_osc_777, "notification", "notify;title;text", "rxvt-unicode"},
};

void qr_do_osc(struct qr_engine *e, const uint8_t *bytes, size_t length, uint8_t terminator) {
    struct qr_osc osc = {.terminator = terminator == 7 ? "\007" : "\033\\"};
    size_t digits = qr_number_prefix(bytes, length, &osc.number);
    if (digits == 0 || (digits < length && bytes[digits] != ';'))
        return;
    bool bare = digits == length;
    osc.text = bare ? bytes + length : bytes + digits + 1;
    osc.length = bare ? 0 : length - digits - 1;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (commands[i].number == osc.number) {
            commands[i].handler(e, &osc);
            return;
        }
    }
    struct quire_event event = {
        .type = QUIRE_EVENT_UNKNOWN, .text = (const char *)bytes, .text_length = length > 128 ? 128 : length};
    qr_event(e, &event);
}
