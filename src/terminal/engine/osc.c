/* osc.c - operating system commands: titles, hyperlinks, clipboard, notifications (xterm ctlseqs; the OSC 8 document
 * of E. M. Koutcher; ConEmu 9;4). Colours are in osc_color.c. */
#include "osc.h"
#include "engine.h"
#include "handlers.h"

#include <stdio.h>

#include "base64.h"
#include "number.h"
#include "qr_memory.h"

/* Splits off the part before the next ';'. False when nothing is left. */
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

/* --- hyperlinks ------------------------------------------------------------------------------------------------ */

/* The value of id= among the parameters "key=value:key=value". */
static void link_id(const uint8_t *parameters, size_t length, struct qr_link_key *key) {
    while (length > 0) {
        const uint8_t *end = memchr(parameters, ':', length);
        size_t part = end ? (size_t)(end - parameters) : length;
        if (part > 3 && memcmp(parameters, "id=", 3) == 0) {
            key->id = (const char *)parameters + 3;
            key->id_length = part - 3;
        }
        parameters += end ? part + 1 : part;
        length -= end ? part + 1 : part;
    }
}

static void hyperlink(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *parameters;
    size_t parameters_length;
    struct qr_style pen = e->screen->pen;
    uint32_t link = 0;
    if (!qr_osc_next(&rest, &parameters, &parameters_length) || !rest.text)
        return;
    struct qr_link_key key = {.uri = (const char *)rest.text, .uri_length = rest.length};
    link_id(parameters, parameters_length, &key);
    bool fits = key.uri_length > 0 && key.uri_length <= QUIRE_LINK_URI_MAX && key.id_length <= QUIRE_LINK_ID_MAX;
    if (fits)
        qr_engine_note(e, qr_page_add_link(&e->screen->page, &key, &link));
    qr_style_set_link(&pen, link);
    qr_engine_note(e, qr_screen_set_pen(e->screen, pen));
    qr_page_release_link(&e->screen->page, link); /* the pen's style holds it now */
}

/* --- events ---------------------------------------------------------------------------------------------------- */

static void text_event(struct qr_engine *e, enum quire_event_type type, const uint8_t *text, size_t length) {
    struct quire_event event = {.type = type, .text = (const char *)text, .text_length = length};
    qr_event(e, &event);
}

static void directory(struct qr_engine *e, const struct qr_osc *osc) {
    text_event(e, QUIRE_EVENT_DIRECTORY, osc->text, osc->length);
}

static void pointer_shape(struct qr_engine *e, const struct qr_osc *osc) {
    text_event(e, QUIRE_EVENT_POINTER_SHAPE, osc->text, osc->length);
}

/* OSC 9 ; text is a notification, OSC 9 ; 4 ; state ; value a progress report. */
static void notification(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *part;
    size_t length;
    uint32_t state = 0, value = 0;
    if (osc->length >= 2 && osc->text[0] == '4' && osc->text[1] == ';') {
        (void)qr_osc_next(&rest, &part, &length);
        if (!qr_osc_next(&rest, &part, &length) || !qr_number_parse(part, length, 4, &state))
            return;
        if (qr_osc_next(&rest, &part, &length) && !qr_number_parse(part, length, 100, &value))
            value = 100;
        struct quire_event event = {.type = QUIRE_EVENT_PROGRESS, .state = (int32_t)state, .value = (int32_t)value};
        qr_event(e, &event);
        return;
    }
    text_event(e, QUIRE_EVENT_NOTIFICATION, osc->text, osc->length);
}

/* OSC 777 ; notify ; title ; text. */
static void notification_777(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *part;
    size_t length;
    struct quire_event event = {.type = QUIRE_EVENT_NOTIFICATION};
    if (!qr_osc_next(&rest, &part, &length) || length != 6 || memcmp(part, "notify", 6) != 0 ||
        !qr_osc_next(&rest, &part, &length))
        return;
    event.title = (const char *)part;
    event.title_length = length;
    event.text = (const char *)rest.text;
    event.text_length = rest.text ? rest.length : 0;
    qr_event(e, &event);
}

/* OSC 52 ; selections ; base64 or ?. */
static void clipboard(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_osc rest = *osc;
    const uint8_t *selections;
    size_t count, written;
    if (!qr_osc_next(&rest, &selections, &count) || !rest.text)
        return;
    struct quire_event event = {.type = QUIRE_EVENT_CLIPBOARD_QUERY, .selection = count ? (char)selections[0] : 'c'};
    if (qr_osc_is_query(rest.text, rest.length)) {
        qr_event(e, &event);
        return;
    }
    size_t capacity = qr_base64_decoded_size_max(rest.length) + 1;
    uint8_t *data = e->allocator.alloc(e->allocator.user, capacity, 1);
    if (!data) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    event.type = QUIRE_EVENT_CLIPBOARD_SET;
    if (qr_base64_decode(rest.text, rest.length, data, capacity, &written) == QUIRE_OK) {
        event.text = (const char *)data;
        event.text_length = written;
        qr_event(e, &event);
    }
    e->allocator.free(e->allocator.user, data, capacity, 1);
}

/* OSC 133: what the shell says about its prompt (FinalTerm, kitty). */
static void shell_mark(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_screen *screen = e->screen;
    uint64_t meaning = QR_SEMANTIC_OUTPUT;
    if (osc->length == 0)
        return;
    if (osc->text[0] == 'A' || osc->text[0] == 'P') {
        struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
        row->flags |= QR_ROW_PROMPT;
        qr_page_touch(&screen->page, row);
        meaning = QR_SEMANTIC_PROMPT;
    } else if (osc->text[0] == 'B' || osc->text[0] == 'I') {
        meaning = QR_SEMANTIC_INPUT;
    } else if (osc->text[0] != 'C' && osc->text[0] != 'D') {
        return;
    }
    screen->dress.bits =
        (screen->dress.bits & ~(UINT64_C(3) << QR_CELL_SEMANTIC_SHIFT)) | meaning << QR_CELL_SEMANTIC_SHIFT;
}

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
    {7, 7, directory, "URI", "the working directory", "VTE"},
    {8, 8, hyperlink, "parameters;URI", "hyperlink; an empty URI ends it", "VTE"},
    {9, 9, notification, "text", "notification; 4;state;value is progress", "iTerm2, ConEmu"},
    {10, 19, qr_osc_dynamic, "color or ?;...", "set or report text, background, cursor and further dynamic colours",
     "xterm"},
    {22, 22, pointer_shape, "shape", "shape of the pointer, as CSS names it", "xterm"},
    {52, 52, clipboard, "selections;base64 or ?", "set or ask for the clipboard", "xterm"},
    {104, 104, qr_osc_palette_reset, "index;...", "reset colours of the palette, or all", "xterm"},
    {105, 105, qr_osc_special_reset, "index;...", "reset special colours, or all", "xterm"},
    {110, 119, qr_osc_dynamic_reset, "", "reset a dynamic colour", "xterm"},
    {133, 133, shell_mark, "A, B, C or D", "where prompt, input and output of a shell begin", "FinalTerm"},
    {777, 777, notification_777, "notify;title;text", "notification", "rxvt-unicode"},
};

bool qr_osc_describe(size_t index, struct qr_osc_description *description) {
    if (index >= sizeof commands / sizeof *commands)
        return false;
    const struct command *c = &commands[index];
    *description = (struct qr_osc_description){c->number, c->last, c->form, c->summary, c->source};
    return true;
}

void qr_do_osc(struct qr_engine *e, const uint8_t *bytes, size_t length, uint8_t terminator) {
    struct qr_osc osc = {.terminator = terminator == 7 ? "\007" : "\033\\"};
    size_t digits = qr_number_prefix(bytes, length, &osc.number);
    if (digits == 0 || (digits < length && bytes[digits] != ';'))
        return;
    bool bare = digits == length;
    osc.text = bare ? bytes + length : bytes + digits + 1;
    osc.length = bare ? 0 : length - digits - 1;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (osc.number >= commands[i].number && osc.number <= commands[i].last) {
            commands[i].handler(e, &osc);
            return;
        }
    }
    text_event(e, QUIRE_EVENT_UNKNOWN, bytes, length > 128 ? 128 : length);
}
