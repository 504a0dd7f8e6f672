/* dcs.c - device control strings: DECRQSS, XTGETTCAP. */
#include "engine.h"
#include "handlers.h"

#include <stdio.h>

/* --- DECRQSS: the setting of a control function, as its own parameters ------------------------------------------- */

static size_t color_setting(char *to, size_t room, int base, struct quire_color color) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_DEFAULT)
        return 0;
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_RGB)
        return (size_t)snprintf(to, room, ";%d:2::%u:%u:%u", base + 8, value >> 16, value >> 8 & 255, value & 255);
    if (value < 8 && base != 50)
        return (size_t)snprintf(to, room, ";%d", base + (int)value);
    if (value < 16 && base != 50)
        return (size_t)snprintf(to, room, ";%d", base + 60 + (int)value - 8);
    return (size_t)snprintf(to, room, ";%d:5:%u", base + 8, value);
}

static void sgr_setting(const struct qr_engine *e, char *to, size_t room) {
    static const char *const codes[] = {";1", ";2", ";3", ";5", ";7", ";8", ";9", ";53"};
    struct qr_style pen = e->screen->pen;
    size_t used = (size_t)snprintf(to, room, "0");
    for (uint32_t i = 0; i < 8; i++) {
        if (qr_style_attributes(pen) >> i & 1)
            used += (size_t)snprintf(to + used, room - used, "%s", codes[i]);
    }
    if (qr_style_underline(pen) == QUIRE_UNDERLINE_SINGLE)
        used += (size_t)snprintf(to + used, room - used, ";4");
    else if (qr_style_underline(pen) != QUIRE_UNDERLINE_NONE)
        used += (size_t)snprintf(to + used, room - used, ";4:%d", (int)qr_style_underline(pen));
    used += color_setting(to + used, room - used, 30, qr_style_foreground(pen));
    used += color_setting(to + used, room - used, 40, qr_style_background(pen));
    used += color_setting(to + used, room - used, 50, qr_style_underline_color(pen));
    snprintf(to + used, room - used, "m");
}

static void margins_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u;%ur", e->margins.top + 1, e->margins.bottom);
}

static void columns_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%u;%us", qr_left(e) + 1, qr_right(e));
}

static void cursor_setting(const struct qr_engine *e, char *to, size_t room) {
    bool blink = qr_mode(&e->modes, QR_MODE_CURSOR_BLINK);
    snprintf(to, room, "%d q", 2 * (int)e->cursor_shape + (blink ? 1 : 2));
}

static void protection_setting(const struct qr_engine *e, char *to, size_t room) {
    snprintf(to, room, "%d\"q", e->protection);
}

static void level_setting(const struct qr_engine *e, char *to, size_t room) {
    (void)e;
    snprintf(to, room, "64;1\"p");
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

static void decrqss(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    static const struct {
        const char *function;
        void (*setting)(const struct qr_engine *, char *, size_t);
    } settings[] = {{"m", sgr_setting},     {"r", margins_setting},      {"s", columns_setting},
                    {" q", cursor_setting}, {"\"q", protection_setting}, {"\"p", level_setting},
                    {"t", lines_setting},   {"$|", width_setting},       {"*|", rows_setting}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (strlen(settings[i].function) == length && memcmp(settings[i].function, bytes, length) == 0) {
            char text[200];
            settings[i].setting(e, text, sizeof text);
            qr_replyf(e, "\033P1$r%s\033\\", text);
            return;
        }
    }
    qr_replyf(e, "\033P0$r\033\\");
}

/* --- XTGETTCAP: terminfo capabilities by name, both in hexadecimal ----------------------------------------------- */

static bool hex_name(const uint8_t *bytes, size_t length, char *name, size_t room) {
    if (length % 2 != 0 || length / 2 >= room)
        return false;
    for (size_t i = 0; i < length; i++) {
        uint8_t c = bytes[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return false;
        name[i / 2] = (char)(i % 2 ? name[i / 2] | digit : digit << 4);
    }
    name[length / 2] = 0;
    return true;
}

static const char *capability(const char *name) {
    static const struct {
        const char *name, *value;
    } known[] = {{"TN", "xterm-256color"},
                 {"name", "xterm-256color"},
                 {"Co", "256"},
                 {"colors", "256"},
                 {"RGB", "8/8/8"},
                 {"Su", ""},
                 {"Tc", ""}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0)
            return known[i].value;
    }
    return NULL;
}

/* One reply per name: the name is repeated from our own table, so nothing of the input comes back. */
static void xtgettcap_one(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    char name[32], text[160];
    size_t used = 0;
    const char *value = hex_name(bytes, length, name, sizeof name) ? capability(name) : NULL;
    if (!value) {
        qr_replyf(e, "\033P0+r\033\\");
        return;
    }
    for (const char *c = name; *c; c++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%02X", (unsigned)(uint8_t)*c);
    if (*value)
        used += (size_t)snprintf(text + used, sizeof text - used, "=");
    for (const char *c = value; *c; c++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%02X", (unsigned)(uint8_t)*c);
    qr_replyf(e, "\033P1+r%s\033\\", text);
}

static void xtgettcap(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    while (length > 0) {
        const uint8_t *end = memchr(bytes, ';', length);
        size_t part = end ? (size_t)(end - bytes) : length;
        xtgettcap_one(e, bytes, part);
        bytes += end ? part + 1 : part;
        length -= end ? part + 1 : part;
    }
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
    bool known = !s->prefix && s->intermediate_count == 1 && s->final == 'q';
    if (known && s->intermediates[0] == '$')
        decrqss(e, bytes, length);
    else if (known && s->intermediates[0] == '+')
        xtgettcap(e, bytes, length);
    else
        unknown(e, s, bytes, length);
}
