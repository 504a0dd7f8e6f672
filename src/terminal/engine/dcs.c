/* dcs.c - device control strings: the table of them, DECRQSS, XTGETTCAP. Those that restore reports are in
 * presentation.c. */
#include "dcs.h"
#include "handlers.h"
#include "sgr.h"

#include <stdio.h>

#include "answers.h"
#include "hex.h"
#include "number.h"

bool qr_dcs_number(struct qr_dcs_text *text, uint32_t greatest, uint32_t *value) {
    size_t digits = qr_number_prefix(text->bytes, text->length, value);
    if (digits == 0 || *value > greatest)
        return false;
    text->bytes += digits;
    text->length -= digits;
    return true;
}

/* --- DECRQSS: the setting of a control function, as its own parameters ------------------------------------------- */

static void sgr_setting(const struct qr_engine *e, char *to, size_t room) {
    qr_sgr_format(e->screen->pen, to, room);
}

static void margins_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u;%ur", e->margins.top + 1, e->margins.bottom);
}

static void columns_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u;%us", qr_left(e) + 1, qr_right(e));
}

static void cursor_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%d q", 2 * (int)e->cursor_style.shape + (qr_cursor_blinks(e) ? 1 : 2));
}

static void protection_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%d\"q", e->protection);
}

static void level_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%d;%d\"p", 60 + e->level, e->parser.accept_c1 ? 0 : 1);
}

static void extent_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%d*x", e->attribute_extent);
}

/* There is no status line: the main display is the active one, the status line's type is "none". */
static void active_display_setting(const struct qr_engine *e, char *to, size_t room) {
    (void)e;
    snprintf(to, room, "0$}");
}

static void status_type_setting(const struct qr_engine *e, char *to, size_t room) {
    (void)e;
    snprintf(to, room, "0$~");
}

/* XTQMODKEYS, XTQFMTKEYS and the title modes (xterm): the private marker is part of the name. */
static void other_keys_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, ">4;%dm", e->modify_other_keys);
}

static void key_format_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, ">4;%df", e->format_other_keys);
}

static void title_modes_setting(const struct qr_engine *e, char *to, size_t room) {
    uint8_t modes = e->titles.modes;
    snprintf(to, room, ">%d;%d;%d;%dt", modes & 1, modes >> 1 & 1, modes >> 2 & 1, modes >> 3 & 1);
}

static void lines_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%ut", qr_rows(e));
}

static void width_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u$|", qr_cols(e));
}

static void rows_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u*|", qr_rows(e));
}

static void decrqss(struct qr_engine *e, const struct qr_sequence *s, struct qr_dcs_text text) {
    static const struct {
        const char *function;
        void (*setting)(const struct qr_engine *, char *, size_t);
    } settings[] = {{"m", sgr_setting},          {"r", margins_setting},         {"s", columns_setting},
                    {" q", cursor_setting},      {"\"q", protection_setting},    {"\"p", level_setting},
                    {"t", lines_setting},        {"$|", width_setting},          {"*|", rows_setting},
                    {"*x", extent_setting},      {"$}", active_display_setting}, {"$~", status_type_setting},
                    {">4m", other_keys_setting}, {">4f", key_format_setting},    {">t", title_modes_setting}};
    (void)s;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (strlen(settings[i].function) == text.length && memcmp(settings[i].function, text.bytes, text.length) == 0) {
            char setting[200];
            settings[i].setting(e, setting, sizeof setting);
            qr_replyf(e, "\033P1$r%s\033\\", setting);
            return;
        }
    }
    qr_replyf(e, "\033P0$r\033\\");
}

/* --- XTGETTCAP: terminfo capabilities by name, both in hexadecimal ----------------------------------------------- */

static char *put_hex(char *to, const char *text) {
    size_t length = strlen(text);
    qr_hex_encode((const uint8_t *)text, length, to);
    return to + 2 * length;
}

static bool hex_name(const uint8_t *bytes, size_t length, char *name, size_t room) {
    if (length / 2 >= room || !qr_hex_decode(bytes, length, (uint8_t *)name))
        return false;
    name[length / 2] = 0;
    return true;
}

/* One reply per name: the name is one that a table has, so nothing of the input comes back. */
static void xtgettcap_one(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    char name[QUIRE_CAPABILITY_NAME_MAX + 1], digits[QR_NUMBER_DIGITS];
    char reply[2 * (QUIRE_CAPABILITY_NAME_MAX + QUIRE_CAPABILITY_VALUE_MAX) + 16];
    struct qr_capability capability;
    if (!hex_name(bytes, length, name, sizeof name) || !qr_capability_answer(e, name, digits, &capability)) {
        qr_replyf(e, "\033P0+r\033\\");
        return;
    }
    char *to = reply + sprintf(reply, "\033P1+r");
    to = put_hex(to, capability.name);
    if (capability.kind != QR_CAPABILITY_BOOLEAN)
        *to++ = '=';
    to = put_hex(to, capability.value);
    to += sprintf(to, "\033\\");
    qr_reply(e, reply, (size_t)(to - reply));
}

static void xtgettcap(struct qr_engine *e, const struct qr_sequence *s, struct qr_dcs_text text) {
    (void)s;
    while (text.length > 0) {
        const uint8_t *end = memchr(text.bytes, ';', text.length);
        size_t part = end ? (size_t)(end - text.bytes) : text.length;
        xtgettcap_one(e, text.bytes, part);
        text.bytes += end ? part + 1 : part;
        text.length -= end ? part + 1 : part;
    }
}

/* --- dispatch -------------------------------------------------------------------------------------------------- */

static const struct device_control {
    uint8_t intermediate, final;
    uint8_t level;
    qr_dcs_handler *handler; /* NULL: a stream takes it (string_stream.h) */
    const char *data, *name, *summary, *source;
} strings[] = {
    {0, 'q', 1, NULL, "sixels", "DECSIXEL", "an image at the cursor", "VT340, xterm"},
    {'!', 'u', 3, qr_dcs_decaupss, "designator", "DECAUPSS", "choose the supplemental set", "VT320"},
    {'$', 'p', 3, qr_dcs_decrsts, "report", "DECRSTS", "restore: 1 modes, 2 colour table", "VT420"},
    {'$', 'q', 2, decrqss, "control function", "DECRQSS", "report the setting of a control function", "VT320, xterm"},
    {'$', 't', 3, qr_dcs_decrsps, "report", "DECRSPS", "restore: 1 cursor, 2 tab stops", "VT320"},
    {'+', 'q', 1, xtgettcap, "names in hexadecimal", "XTGETTCAP", "report capabilities by their terminfo names",
     "xterm"},
};

static const struct device_control *find(const struct qr_sequence *s) {
    if (s->prefix || s->intermediate_count > 1)
        return NULL;
    uint8_t intermediate = s->intermediate_count > 0 ? s->intermediates[0] : 0;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (strings[i].intermediate == intermediate && strings[i].final == s->final)
            return &strings[i];
    }
    return NULL;
}

bool qr_dcs_is_known(const struct qr_sequence *introducer) {
    return find(introducer) != NULL;
}

/* Tells the host of a string that nothing is done with, as "DCS ? q data". */
static void unknown(struct qr_engine *e, const struct qr_sequence *s, const uint8_t *bytes, size_t length) {
    char form[16] = "DCS ";
    size_t used = 4;
    if (s->prefix)
        form[used++] = (char)s->prefix;
    for (uint32_t i = 0; i < s->intermediate_count; i++)
        form[used++] = (char)s->intermediates[i];
    form[used++] = (char)s->final;
    form[used++] = ' ';
    form[used] = 0;
    qr_event_unknown(e, form, bytes, length);
}

void qr_do_dcs(struct qr_engine *e, const struct qr_sequence *s, const uint8_t *bytes, size_t length) {
    const struct device_control *d = find(s);
    if (!d)
        unknown(e, s, bytes, length);
    else if (d->handler && d->level <= e->level)
        d->handler(e, s, (struct qr_dcs_text){bytes, length});
}

bool qr_dcs_describe(size_t index, struct qr_dcs_description *description) {
    if (index >= sizeof strings / sizeof *strings)
        return false;
    const struct device_control *d = &strings[index];
    *description = (struct qr_dcs_description){"", d->data, d->name, d->summary, d->source};
    if (d->intermediate)
        snprintf(description->form, sizeof description->form, "DCS Ps %c %c", d->intermediate, d->final);
    else
        snprintf(description->form, sizeof description->form, "DCS Ps %c", d->final);
    return true;
}
