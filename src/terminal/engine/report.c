/* report.c - what the terminal says about itself. Replies come from fixed forms; input is never echoed back. */
#include "engine.h"
#include "handlers.h"

#include <stdio.h>

#include <quire/version.h>

#include "answers.h"
#include "qr_arith.h"

/* Operating level and features (DEC STD 070, xterm ctlseqs): 132 columns (1), printer port (2), sixel (4) where there
 * are images, selective erase (6), national sets (9), DEC technical set (15), locator port (16), state reports (17),
 * user windows (18), horizontal scrolling (21), colour (22), rectangular editing (28), text locator (29); and not
 * DEC's, the clipboard (52), for as long as programs may write it. A VT420 has ports whether anything is plugged in or
 * not; that nothing is, DECDSR 15 and 55 and DECRQLP say. */
static void quires_da1(struct qr_engine *e) {
    static const char *const features[QR_LEVEL_MAX + 1] = {
        [2] = ";6;9;15;22;29", [3] = ";6;9;15;22;29", [4] = ";6;9;15;16;17;18;21;22;28;29"};
    if (e->level == 1)
        qr_replyf(e, "\033[?1;2c");
    else
        qr_replyf(e, "\033[?6%u;1;2%s%s%sc", e->level, e->images.budget > 0 ? ";4" : "", features[e->level],
                  e->policy.clipboard_write == QUIRE_ALLOW ? ";52" : "");
}

/* The host's parameters, as it gave them: 32 of five digits at most. */
static void hosts_da1(struct qr_engine *e, const uint16_t *parameters, size_t count) {
    char text[QUIRE_PARAMETERS_MAX * 6 + 1];
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%u", i > 0 ? ";" : "", parameters[i]);
    qr_replyf(e, "\033[?%sc", text);
}

void qr_do_da1(struct qr_engine *e, const struct qr_sequence *s) {
    const struct quire_terminal_identity *answers = qr_engine_answers(e);
    if (qr_parameter(s, 0, 0) != 0)
        return;
    if (answers->primary)
        hosts_da1(e, answers->primary, answers->primary_count);
    else
        quires_da1(e);
}

/* Programs read the second number as the patch level of xterm and choose mouse and key protocols by it (vim, tmux), so
 * it is that of the xterm whose control functions are here. XTVERSION tells Quire's own version. */
#define XTERM_PATCH 379

/* 41: VT420; no cartridge. */
void qr_do_da2(struct qr_engine *e, const struct qr_sequence *s) {
    static const uint16_t own[3] = {41, XTERM_PATCH, 0};
    const uint16_t *hosts = qr_engine_answers(e)->secondary, *numbers = hosts ? hosts : own;
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033[>%u;%u;%uc", numbers[0], numbers[1], numbers[2]);
}

void qr_do_da3(struct qr_engine *e, const struct qr_sequence *s) {
    const char *unit = qr_engine_answers(e)->unit;
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033P!|%s\033\\", unit ? unit : "00000000");
}

void qr_do_xtversion(struct qr_engine *e, const struct qr_sequence *s) {
    const char *version = qr_engine_answers(e)->version;
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033P>|%s\033\\", version ? version : "quire " QUIRE_VERSION_STRING);
}

/* CSI x: a fixed answer, as xterm's: no parity, 8 bits, 38400 both ways. */
void qr_do_decreqtparm(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which <= 1)
        qr_replyf(e, "\033[%u;1;1;128;128;1;0x", which + 2);
}

static void cursor_report(struct qr_engine *e, const char *marker, const char *page) {
    uint32_t x = e->screen->cursor.x, y = e->screen->cursor.y;
    if (qr_mode(&e->modes, QR_MODE_ORIGIN)) {
        x -= qr_min_u32(x, qr_left(e));
        y -= qr_min_u32(y, e->margins.top);
    }
    qr_replyf(e, "\033[%s%u;%u%sR", marker, y + 1, x + 1, page);
}

void qr_do_dsr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 5)
        qr_replyf(e, "\033[0n");
    else if (which == 6)
        cursor_report(e, "", "");
}

/* CSI 48: the text area, in cells and in pixels; 0 where cells have no known size. */
void qr_report_size(struct qr_engine *e) {
    uint32_t cols = qr_cols(e), rows = qr_rows(e);
    qr_replyf(e, "\033[48;%u;%u;%u;%ut", rows, cols, rows * e->cell_height_px, cols * e->cell_width_px);
}

void qr_report_color_scheme(struct qr_engine *e) {
    qr_replyf(e, "\033[?997;%un", e->protocols.color_scheme);
}

void qr_report_visibility(struct qr_engine *e) {
    qr_replyf(e, "\033[?999;%un", e->protocols.hidden ? 2u : 1u);
}

void qr_do_decdsr(struct qr_engine *e, const struct qr_sequence *s) {
    static const struct {
        uint32_t which;
        const char *reply;
    } fixed[] = {
        {5, "\033[?0n"},         {15, "\033[?13n"}, /* no printer */
        {25, "\033[?20n"},                          /* user-defined keys unlocked */
        {26, "\033[?27;1;0;0n"},                    /* North American keyboard */
        {53, "\033[?50n"},       {55, "\033[?50n"}, /* no locator */
        {56, "\033[?57;0n"},     {62, "\033[0*{"},  /* no macro space */
        {75, "\033[?70n"},                          /* data integrity: ready */
        {85, "\033[?83n"},                          /* no multi-session */
    };
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 6) /* DECXCPR: with the page from level 4 on */
        cursor_report(e, "?", e->level >= 4 ? ";1" : "");
    else if (which == 63) /* DECCKSR: no macros, so the sum of their memory is 0 */
        qr_replyf(e, "\033P%u!~0000\033\\", qr_parameter(s, 1, 0));
    else if (which == 996)
        qr_report_color_scheme(e);
    else if (which == 998)
        qr_report_visibility(e);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (fixed[i].which == which)
            qr_reply(e, fixed[i].reply, strlen(fixed[i].reply));
    }
}

/* DECRPM: 0 unknown, 1 set, 2 reset, 3 set for ever, 4 reset for ever. */
static int mode_state(const struct qr_engine *e, uint32_t number, bool private) {
    enum qr_mode mode = qr_mode_from_number(number, private);
    bool on;
    if (private && number == 1046 && !e->policy.alternate_screen)
        return 4;
    if (private && number == 13) /* what the user chose for the cursor; only the host changes it (xterm) */
        return e->cursor_style.user_blink ? 1 : 2;
    if (mode == QR_MODE_COUNT)
        return !qr_mode_fixed(number, private, &on) ? 0 : on ? 3 : 4;
    return qr_mode(&e->modes, mode) ? 1 : 2;
}

static void report_mode(struct qr_engine *e, const struct qr_sequence *s, bool private) {
    uint32_t number = qr_parameter(s, 0, 0);
    qr_replyf(e, "\033[%s%u;%d$y", private ? "?" : "", number, mode_state(e, number, private));
}

void qr_do_decrqm(struct qr_engine *e, const struct qr_sequence *s) {
    report_mode(e, s, false);
}

void qr_do_decrqm_private(struct qr_engine *e, const struct qr_sequence *s) {
    report_mode(e, s, true);
}

void qr_do_kitty_query(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033[?%uu", e->screen->keyboard_flags);
}

void qr_do_xtqmodkeys(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 4)
        qr_replyf(e, "\033[>4;%um", e->modify_other_keys);
}

void qr_do_xtqfmtkeys(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 4)
        qr_replyf(e, "\033[>4;%uf", e->format_other_keys);
}

/* DECRQLP: 0, there is no locator. */
void qr_do_decrqlp(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) <= 1)
        qr_replyf(e, "\033[0&w");
}
