/* presentation.c - state that a program can ask for as a string and give back later (DEC STD 070, VT420 manual):
 *
 *   DECRQPSR 1, 2    cursor information (DECCIR), tab stops (DECTABSR)      restored by DECRSPS
 *   DECRQTSR 1, 2    modes (DECTSR), colour table (DECCTR)                  restored by DECRSTS
 *   DECRQUPSS        user-preferred supplemental set                        set by DECAUPSS
 *
 * DECCIR, DECTABSR and DECCTR have DEC's form. DECTSR is a terminal's own affair: here the modes of modes.h, four in a
 * hexadecimal digit. What is given back is read as strictly as it was written; at the first thing that is wrong the
 * rest is left alone, and for DECCIR and DECTSR all of it. */
#include "dcs.h"
#include "handlers.h"

#include <stdio.h>

#include "hex.h"

/* --- DECCIR ---------------------------------------------------------------------------------------------------- */

/* A character whose low bits are flags. */
static char flags(bool a, bool b, bool c, bool d) {
    return (char)(0x40 | (a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0) | (d ? 8 : 0));
}

static void report_cursor(struct qr_engine *e) {
    const struct qr_screen *screen = e->screen;
    const struct qr_charsets *sets = &e->charsets;
    uint32_t attributes = qr_style_attributes(screen->pen);
    char finals[5] = {0};
    for (int i = 0; i < 4; i++)
        finals[i] = qr_charset_final((enum qr_charset)sets->slots[i]);
    char rendition = flags(attributes & QUIRE_ATTR_BOLD, qr_style_underline(screen->pen) != QUIRE_UNDERLINE_NONE,
                           attributes & QUIRE_ATTR_BLINK, attributes & QUIRE_ATTR_INVERSE);
    char protection = flags(e->protection_kind == QR_PROTECTION_DEC && qr_cell_is_protected(screen->dress), 0, 0, 0);
    char state =
        flags(qr_mode(&e->modes, QR_MODE_ORIGIN), sets->single == 2, sets->single == 3, screen->cursor.pending_wrap);
    char sizes = flags(sets->slots[0] == QR_CHARSET_LATIN_1, sets->slots[1] == QR_CHARSET_LATIN_1,
                       sets->slots[2] == QR_CHARSET_LATIN_1, sets->slots[3] == QR_CHARSET_LATIN_1);
    qr_replyf(e, "\033P1$u%u;%u;1;%c;%c;%c;%u;%u;%c;%s\033\\", screen->cursor.y + 1, screen->cursor.x + 1, rendition,
              protection, state, sets->left, sets->right, sizes, finals);
}

/* The parts of a DECCIR. */
struct cursor_report {
    uint32_t row, column, rendition, protection, state, left, right;
    enum qr_charset sets[4];
};

static bool number_part(struct qr_dcs_text *text, uint32_t least, uint32_t greatest, uint32_t *value) {
    return qr_dcs_number(text, greatest, value) && *value >= least && qr_dcs_skip(text, ';');
}

static bool flags_part(struct qr_dcs_text *text, uint32_t mask, uint32_t *value) {
    uint8_t c;
    if (!qr_dcs_byte(text, &c) || (c & ~mask) != 0x40)
        return false;
    *value = c & mask;
    return qr_dcs_skip(text, ';');
}

/* Which sets are in G0 to G3: their finals; bit i of `sizes`: set i has 96 characters, of which only Latin-1 is there.
 */
static bool read_sets(struct qr_dcs_text *text, uint32_t sizes, enum qr_charset sets[4]) {
    for (int i = 0; i < 4; i++) {
        uint8_t final;
        if (!qr_dcs_byte(text, &final))
            return false;
        if (sizes >> i & 1 && final == 'A')
            sets[i] = QR_CHARSET_LATIN_1;
        else if (sizes >> i & 1 || !qr_charset_from_final(final, &sets[i]))
            return false;
    }
    return true;
}

static bool read_cursor(const struct qr_engine *e, struct qr_dcs_text text, struct cursor_report *report) {
    uint32_t page, sizes;
    if (!number_part(&text, 1, qr_rows(e), &report->row) || !number_part(&text, 1, qr_cols(e), &report->column) ||
        !number_part(&text, 1, 1, &page) || !flags_part(&text, 15, &report->rendition) ||
        !flags_part(&text, 1, &report->protection) || !flags_part(&text, 15, &report->state) ||
        !number_part(&text, 0, 3, &report->left) || !number_part(&text, 0, 3, &report->right) ||
        !flags_part(&text, 15, &sizes) || !read_sets(&text, sizes, report->sets))
        return false;
    return text.length == 0;
}

static void restore_rendition(struct qr_engine *e, uint32_t rendition) {
    struct qr_style pen = e->screen->pen;
    uint32_t set = (rendition & 1 ? QUIRE_ATTR_BOLD : 0u) | (rendition & 4 ? QUIRE_ATTR_BLINK : 0u) |
                   (rendition & 8 ? QUIRE_ATTR_INVERSE : 0u);
    qr_style_set_attributes(&pen, set, QUIRE_ATTR_BOLD | QUIRE_ATTR_BLINK | QUIRE_ATTR_INVERSE);
    qr_style_set_underline(&pen, rendition & 2 ? QUIRE_UNDERLINE_SINGLE : QUIRE_UNDERLINE_NONE);
    qr_engine_note(e, qr_screen_set_pen(e->screen, pen));
}

static void restore_cursor(struct qr_engine *e, struct qr_dcs_text text) {
    struct cursor_report report;
    if (!read_cursor(e, text, &report))
        return;
    qr_mode_put(&e->modes, QR_MODE_ORIGIN, report.state & 1);
    qr_move_to(e, report.column - 1, report.row - 1);
    e->screen->cursor.pending_wrap = report.state & 8 && report.column == qr_cols(e);
    restore_rendition(e, report.rendition);
    e->protection_kind = QR_PROTECTION_DEC;
    e->protection = (uint8_t)report.protection;
    qr_screen_set_protected(e->screen, report.protection == 1);
    for (int i = 0; i < 4; i++)
        e->charsets.slots[i] = (uint8_t)report.sets[i];
    e->charsets.left = (uint8_t)report.left;
    e->charsets.right = (uint8_t)report.right;
    e->charsets.single = report.state & 4 ? 3 : report.state & 2 ? 2 : 0;
}

/* --- DECTABSR -------------------------------------------------------------------------------------------------- */

static void report_tabs(struct qr_engine *e) {
    const char *before = "\033P2$u";
    qr_reply_begin(e);
    for (uint32_t x = 0; x < qr_cols(e); x++) {
        if (!qr_tab_stop_at(&e->tabs, x))
            continue;
        qr_replyf(e, "%s%u", before, x + 1);
        before = "/";
    }
    qr_replyf(e, "%s\033\\", *before == '/' ? "" : before);
    qr_reply_end(e);
}

static void restore_tabs(struct qr_engine *e, struct qr_dcs_text text) {
    uint32_t column;
    memset(&e->tabs, 0, sizeof e->tabs);
    while (qr_dcs_number(&text, QUIRE_MAX_COLUMNS, &column) && column > 0) {
        qr_tab_stop_set(&e->tabs, column - 1, true);
        if (!qr_dcs_skip(&text, '/'))
            return;
    }
}

/* --- DECCTR ---------------------------------------------------------------------------------------------------- */

static uint32_t percent(uint32_t rgb, uint32_t shift) {
    return ((rgb >> shift & 255) * 100 + 127) / 255;
}

/* Colour ; 2 (RGB) ; red ; green ; blue in per cent. */
static void report_colors(struct qr_engine *e) {
    qr_reply_begin(e);
    qr_replyf(e, "\033P2$s");
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t rgb = e->colors.palette[i];
        qr_replyf(e, "%s%u;2;%u;%u;%u", i > 0 ? "/" : "", i, percent(rgb, 16), percent(rgb, 8), percent(rgb, 0));
    }
    qr_replyf(e, "\033\\");
    qr_reply_end(e);
}

/* A colour that is already told by the same percentages stays exactly what it is. */
static void restore_color(struct qr_engine *e, uint32_t index, const uint32_t percents[3]) {
    uint32_t rgb = e->colors.palette[index], value = 0;
    bool same = true;
    for (uint32_t i = 0; i < 3; i++) {
        same = same && percent(rgb, 16 - 8 * i) == percents[i];
        value = value << 8 | (percents[i] * 255 + 50) / 100;
    }
    if (!same)
        qr_colors_choose_palette(&e->colors, index, value);
}

static void restore_colors(struct qr_engine *e, struct qr_dcs_text text) {
    uint32_t index, space, percents[3];
    while (number_part(&text, 0, 255, &index) && number_part(&text, 2, 2, &space) &&
           number_part(&text, 0, 100, &percents[0]) && number_part(&text, 0, 100, &percents[1]) &&
           qr_dcs_number(&text, 100, &percents[2])) {
        restore_color(e, index, percents);
        if (!qr_dcs_skip(&text, '/'))
            break;
    }
    qr_colors_changed(e);
}

/* --- DECTSR ---------------------------------------------------------------------------------------------------- */

#define STATE_BYTES ((QR_MODE_COUNT + 7) / 8)

static void report_modes(struct qr_engine *e) {
    uint8_t bytes[STATE_BYTES] = {0};
    char digits[2 * STATE_BYTES];
    for (uint32_t i = 0; i < QR_MODE_COUNT; i++)
        bytes[i / 8] |= (uint8_t)(qr_mode(&e->modes, (enum qr_mode)i) << i % 8);
    qr_hex_encode(bytes, STATE_BYTES, digits);
    qr_replyf(e, "\033P1$s%.*s\033\\", (int)sizeof digits, digits);
}

/* Which screen is shown, and what is for a moment only, is no setting. */
static bool is_setting(enum qr_mode mode) {
    return mode != QR_MODE_ALTERNATE && mode != QR_MODE_ALTERNATE_CLEAR && mode != QR_MODE_ALTERNATE_SAVE &&
           mode != QR_MODE_SAVE_CURSOR && mode != QR_MODE_COLUMNS_132 && mode != QR_MODE_SYNCHRONIZED;
}

static void restore_modes(struct qr_engine *e, struct qr_dcs_text text) {
    uint8_t bytes[STATE_BYTES];
    if (text.length != 2 * STATE_BYTES || !qr_hex_decode(text.bytes, text.length, bytes))
        return;
    for (uint32_t i = 0; i < QR_MODE_COUNT; i++) {
        bool on = bytes[i / 8] >> i % 8 & 1;
        if (is_setting((enum qr_mode)i) && on != qr_mode(&e->modes, (enum qr_mode)i))
            qr_set_mode(e, (enum qr_mode)i, on);
    }
}

/* --- handlers -------------------------------------------------------------------------------------------------- */

void qr_do_decrqpsr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 1)
        report_cursor(e);
    else if (which == 2)
        report_tabs(e);
}

void qr_do_decrqtsr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 1)
        report_modes(e);
    else if (which == 2)
        report_colors(e);
}

void qr_dcs_decrsps(struct qr_engine *e, const struct qr_sequence *s, struct qr_dcs_text text) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 1)
        restore_cursor(e, text);
    else if (which == 2)
        restore_tabs(e, text);
}

void qr_dcs_decrsts(struct qr_engine *e, const struct qr_sequence *s, struct qr_dcs_text text) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 1)
        restore_modes(e, text);
    else if (which == 2)
        restore_colors(e, text);
}

/* --- the supplemental set -------------------------------------------------------------------------------------- */

/* Text is UTF-8, so the set is remembered and reported, and nothing else: DEC Supplemental or ISO Latin-1. */
static const struct {
    uint8_t size; /* 0: 94 characters, 1: 96 */
    const char *designator;
} supplemental_sets[] = {{0, "%5"}, {1, "A"}};

void qr_do_decrqupss(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033P%u!u%s\033\\", supplemental_sets[e->supplemental].size,
              supplemental_sets[e->supplemental].designator);
}

void qr_dcs_decaupss(struct qr_engine *e, const struct qr_sequence *s, struct qr_dcs_text text) {
    for (uint8_t i = 0; i < sizeof supplemental_sets / sizeof *supplemental_sets; i++) {
        size_t length = strlen(supplemental_sets[i].designator);
        if (qr_parameter(s, 0, 0) == supplemental_sets[i].size && text.length == length &&
            memcmp(text.bytes, supplemental_sets[i].designator, length) == 0)
            e->supplemental = i;
    }
}
