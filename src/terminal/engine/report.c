/* report.c - what the terminal says about itself. Replies come from fixed forms; input is never echoed back. */
#include "engine.h"
#include "handlers.h"

#include <quire/version.h>

#include "qr_arith.h"

/* VT420 with 132 columns (1), selective erase (6), national sets (9), DEC technical set (15), horizontal scrolling
 * (21), colour (22): xterm ctlseqs, DA1. Only what is there is claimed: tmux clears with DECFRA where 28 is. */
void qr_do_da1(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033[?64;1;6;9;15;21;22c");
}

/* 41: VT420; the version as one number; no cartridge. */
void qr_do_da2(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033[>41;%d;0c", QUIRE_VERSION_NUMBER);
}

void qr_do_da3(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033P!|00000000\033\\");
}

void qr_do_xtversion(struct qr_engine *e, const struct qr_sequence *s) {
    if (qr_parameter(s, 0, 0) == 0)
        qr_replyf(e, "\033P>|quire %s\033\\", QUIRE_VERSION_STRING);
}

/* CSI x: a fixed answer, as xterm's: no parity, 8 bits, 38400 both ways. */
void qr_do_decreqtparm(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which <= 1)
        qr_replyf(e, "\033[%u;1;1;128;128;1;0x", which + 2);
}

static void cursor_report(struct qr_engine *e, const char *marker) {
    uint32_t x = e->screen->cursor.x, y = e->screen->cursor.y;
    if (qr_mode(&e->modes, QR_MODE_ORIGIN)) {
        x -= qr_min_u32(x, qr_left(e));
        y -= qr_min_u32(y, e->margins.top);
    }
    qr_replyf(e, "\033[%s%u;%uR", marker, y + 1, x + 1);
}

void qr_do_dsr(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t which = qr_parameter(s, 0, 0);
    if (which == 5)
        qr_replyf(e, "\033[0n");
    else if (which == 6)
        cursor_report(e, "");
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
    if (which == 6)
        cursor_report(e, "?");
    else if (which == 996)
        qr_report_color_scheme(e);
    else if (which == 998)
        qr_report_visibility(e);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (fixed[i].which == which)
            qr_reply(e, fixed[i].reply, strlen(fixed[i].reply));
    }
}

/* DECRPM: 1 set, 2 reset, 0 unknown. */
static void report_mode(struct qr_engine *e, const struct qr_sequence *s, bool private) {
    uint32_t number = qr_parameter(s, 0, 0);
    enum qr_mode mode = qr_mode_from_number(number, private);
    int state = mode == QR_MODE_COUNT ? 0 : qr_mode(&e->modes, mode) ? 1 : 2;
    qr_replyf(e, "\033[%s%u;%d$y", private ? "?" : "", number, state);
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

/* --- XTWINOPS -------------------------------------------------------------------------------------------------- */

/* A title report shows text that a program chose: only where window operations are allowed. */
static void report_title(struct qr_engine *e, char kind, const char *title) {
    if (e->window_ops != QUIRE_ALLOW)
        return;
    char introducer[3] = {'\033', ']', kind};
    qr_reply(e, introducer, sizeof introducer);
    qr_reply(e, title, strlen(title));
    qr_reply(e, "\033\\", 2);
}

static void push_title(struct qr_engine *e) {
    struct qr_titles *t = &e->titles;
    size_t title = strlen(t->title) + 1, icon = strlen(t->icon) + 1;
    char *copy = e->allocator.alloc(e->allocator.user, title + icon, 1);
    if (!copy) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    memcpy(copy, t->title, title);
    memcpy(copy + title, t->icon, icon);
    if (t->stack_depth == QUIRE_TITLE_STACK_MAX) {
        e->allocator.free(e->allocator.user, t->stack[0], t->stack_bytes[0], 1);
        memmove(t->stack, t->stack + 1, (QUIRE_TITLE_STACK_MAX - 1) * sizeof *t->stack);
        memmove(t->stack_bytes, t->stack_bytes + 1, (QUIRE_TITLE_STACK_MAX - 1) * sizeof *t->stack_bytes);
        t->stack_depth--;
    }
    t->stack[t->stack_depth] = copy;
    t->stack_bytes[t->stack_depth++] = title + icon;
}

/* which: 0 both, 1 the icon title, 2 the window title. */
static void pop_title(struct qr_engine *e, uint32_t which) {
    struct qr_titles *t = &e->titles;
    if (t->stack_depth == 0)
        return;
    char *copy = t->stack[--t->stack_depth], *icon = copy + strlen(copy) + 1;
    if (which != 1)
        memcpy(t->title, copy, strlen(copy) + 1);
    if (which != 2)
        memcpy(t->icon, icon, strlen(icon) + 1);
    e->allocator.free(e->allocator.user, copy, t->stack_bytes[t->stack_depth], 1);
    struct quire_event event = {.type = QUIRE_EVENT_TITLE, .text = t->title, .text_length = strlen(t->title)};
    if (which != 1)
        qr_event(e, &event);
    event = (struct quire_event){.type = QUIRE_EVENT_ICON_TITLE, .text = t->icon, .text_length = strlen(t->icon)};
    if (which != 2)
        qr_event(e, &event);
}

/* Requests to change the window are events, and only where they are allowed. */
static void window_request(struct qr_engine *e, const struct qr_sequence *s, uint32_t operation) {
    if (e->window_ops != QUIRE_ALLOW)
        return;
    struct quire_event event = {.type = QUIRE_EVENT_WINDOW, .value = (int32_t)operation};
    event.rows = (int32_t)qr_parameter(s, 1, 0);
    event.cols = (int32_t)qr_parameter(s, 2, 0);
    if (operation == 8 || operation >= 24) {
        event.type = QUIRE_EVENT_RESIZE_REQUEST;
        event.rows = operation == 8 ? (int32_t)qr_parameter(s, 1, qr_rows(e)) : (int32_t)operation;
        event.cols = operation == 8 ? (int32_t)qr_parameter(s, 2, qr_cols(e)) : (int32_t)qr_cols(e);
    }
    qr_event(e, &event);
}

void qr_do_xtwinops(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t operation = qr_parameter(s, 0, 0), cols = qr_cols(e), rows = qr_rows(e);
    uint32_t cell_width = e->cell_width_px ? e->cell_width_px : 8,
             cell_height = e->cell_height_px ? e->cell_height_px : 16;
    switch (operation) {
    case 11: /* not an icon */
        qr_replyf(e, "\033[1t");
        break;
    case 13:
        qr_replyf(e, "\033[3;0;0t");
        break;
    case 14:
        qr_replyf(e, "\033[4;%u;%ut", rows * cell_height, cols * cell_width);
        break;
    case 15:
        qr_replyf(e, "\033[5;%u;%ut", rows * cell_height, cols * cell_width);
        break;
    case 16:
        qr_replyf(e, "\033[6;%u;%ut", cell_height, cell_width);
        break;
    case 18:
        qr_replyf(e, "\033[8;%u;%ut", rows, cols);
        break;
    case 19:
        qr_replyf(e, "\033[9;%u;%ut", rows, cols);
        break;
    case 20:
        report_title(e, 'L', e->titles.icon);
        break;
    case 21:
        report_title(e, 'l', e->titles.title);
        break;
    case 22:
        push_title(e);
        break;
    case 23:
        pop_title(e, qr_parameter(s, 1, 0));
        break;
    default:
        window_request(e, s, operation);
        break;
    }
}
