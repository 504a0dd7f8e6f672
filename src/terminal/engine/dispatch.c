/* dispatch.c - the tables of control functions.
 *
 * A row is a form (introducer, private marker, intermediate, final) and its handler, with the name and a summary from
 * which the page of supported sequences is made. Rows are sorted by (introducer, marker, intermediate, final) and found
 * by bisection; tests/engine/test_dispatch.c proves the order. */
#include "handlers.h"

#include <stdio.h>

#define CSI(marker, intermediate, final, name, handler, summary)                                                       \
    { marker, intermediate, final, true, handler, name, summary }
#define ESC(intermediate, final, name, handler, summary)                                                               \
    { 0, intermediate, final, false, handler, name, summary }

static const struct control_function {
    uint8_t marker, intermediate, final;
    bool csi;
    qr_handler *handler;
    const char *name, *summary;
} functions[] = {
    ESC(0, '6', "DECBI", qr_do_decbi, "back index"),
    ESC(0, '7', "DECSC", qr_do_decsc, "save cursor"),
    ESC(0, '8', "DECRC", qr_do_decrc, "restore cursor"),
    ESC(0, '9', "DECFI", qr_do_decfi, "forward index"),
    ESC(0, '=', "DECKPAM", qr_do_deckpam, "application keypad"),
    ESC(0, '>', "DECKPNM", qr_do_deckpnm, "numeric keypad"),
    ESC(0, 'D', "IND", qr_do_ind, "index"),
    ESC(0, 'E', "NEL", qr_do_nel, "next line"),
    ESC(0, 'H', "HTS", qr_do_hts, "set a tab stop"),
    ESC(0, 'M', "RI", qr_do_ri, "reverse index"),
    ESC(0, 'N', "SS2", qr_do_single_shift, "next character from G2"),
    ESC(0, 'O', "SS3", qr_do_single_shift, "next character from G3"),
    ESC(0, 'Z', "DECID", qr_do_da1, "primary device attributes, old form"),
    ESC(0, '\\', "ST", qr_do_ignore, "string terminator without a string"),
    ESC(0, 'c', "RIS", qr_do_ris, "full reset"),
    ESC(0, 'n', "LS2", qr_do_locking_shift, "G2 to the left"),
    ESC(0, 'o', "LS3", qr_do_locking_shift, "G3 to the left"),
    ESC(0, '|', "LS3R", qr_do_locking_shift, "G3 to the right"),
    ESC(0, '}', "LS2R", qr_do_locking_shift, "G2 to the right"),
    ESC(0, '~', "LS1R", qr_do_locking_shift, "G1 to the right"),
    ESC('#', '3', "DECDHL", qr_do_line_size, "double-height line, its upper half"),
    ESC('#', '4', "DECDHL", qr_do_line_size, "double-height line, its lower half"),
    ESC('#', '5', "DECSWL", qr_do_line_size, "single-width line"),
    ESC('#', '6', "DECDWL", qr_do_line_size, "double-width line"),
    ESC('#', '8', "DECALN", qr_do_decaln, "fill the screen with E"),
    CSI(0, 0, '@', "ICH", qr_do_ich, "insert blank characters"),
    CSI(0, 0, 'A', "CUU", qr_do_cuu, "cursor up"),
    CSI(0, 0, 'B', "CUD", qr_do_cud, "cursor down"),
    CSI(0, 0, 'C', "CUF", qr_do_cuf, "cursor right"),
    CSI(0, 0, 'D', "CUB", qr_do_cub, "cursor left"),
    CSI(0, 0, 'E', "CNL", qr_do_cnl, "cursor to the first column, lines down"),
    CSI(0, 0, 'F', "CPL", qr_do_cpl, "cursor to the first column, lines up"),
    CSI(0, 0, 'G', "CHA", qr_do_cha, "cursor to a column"),
    CSI(0, 0, 'H', "CUP", qr_do_cup, "cursor to a row and column"),
    CSI(0, 0, 'I', "CHT", qr_do_cht, "forward tab stops"),
    CSI(0, 0, 'J', "ED", qr_do_ed, "erase in display: 0 below, 1 above, 2 all, 3 history"),
    CSI(0, 0, 'K', "EL", qr_do_el, "erase in line: 0 right, 1 left, 2 all"),
    CSI(0, 0, 'L', "IL", qr_do_il, "insert lines"),
    CSI(0, 0, 'M', "DL", qr_do_dl, "delete lines"),
    CSI(0, 0, 'P', "DCH", qr_do_dch, "delete characters"),
    CSI(0, 0, 'S', "SU", qr_do_su, "scroll up"),
    CSI(0, 0, 'T', "SD", qr_do_sd, "scroll down"),
    CSI(0, 0, 'X', "ECH", qr_do_ech, "erase characters"),
    CSI(0, 0, 'Z', "CBT", qr_do_cbt, "back tab stops"),
    CSI(0, 0, '^', "SD", qr_do_sd, "scroll down (ECMA-48, first edition)"),
    CSI(0, 0, '`', "HPA", qr_do_cha, "cursor to a column"),
    CSI(0, 0, 'a', "HPR", qr_do_hpr, "cursor right"),
    CSI(0, 0, 'b', "REP", qr_do_rep, "repeat the last character"),
    CSI(0, 0, 'c', "DA1", qr_do_da1, "primary device attributes"),
    CSI(0, 0, 'd', "VPA", qr_do_vpa, "cursor to a row"),
    CSI(0, 0, 'e', "VPR", qr_do_vpr, "cursor down"),
    CSI(0, 0, 'f', "HVP", qr_do_cup, "cursor to a row and column"),
    CSI(0, 0, 'g', "TBC", qr_do_tbc, "clear tab stops: 0 here, 3 all"),
    CSI(0, 0, 'h', "SM", qr_do_sm, "set modes"),
    CSI(0, 0, 'j', "HPB", qr_do_hpb, "cursor left"),
    CSI(0, 0, 'l', "RM", qr_do_rm, "reset modes"),
    CSI(0, 0, 'm', "SGR", qr_do_sgr, "select graphic rendition"),
    CSI(0, 0, 'n', "DSR", qr_do_dsr, "device status: 5 status, 6 cursor position"),
    CSI(0, 0, 'r', "DECSTBM", qr_do_decstbm, "top and bottom margin"),
    CSI(0, 0, 's', "DECSLRM", qr_do_decslrm, "left and right margin; without DECLRMM: save cursor (SCOSC)"),
    CSI(0, 0, 't', "XTWINOPS", qr_do_xtwinops, "window operations and size reports"),
    CSI(0, 0, 'u', "SCORC", qr_do_scorc, "restore cursor"),
    CSI(0, 0, 'x', "DECREQTPARM", qr_do_decreqtparm, "terminal parameters"),
    CSI(0, ' ', '@', "SL", qr_do_sl, "scroll left"),
    CSI(0, ' ', 'A', "SR", qr_do_sr, "scroll right"),
    CSI(0, ' ', 'q', "DECSCUSR", qr_do_decscusr, "cursor style"),
    CSI(0, '!', 'p', "DECSTR", qr_do_decstr, "soft reset"),
    CSI(0, '"', 'q', "DECSCA", qr_do_decsca, "protect characters from selective erase"),
    CSI(0, '$', 'p', "DECRQM", qr_do_decrqm, "report a mode"),
    CSI(0, '\'', '}', "DECIC", qr_do_decic, "insert columns"),
    CSI(0, '\'', '~', "DECDC", qr_do_decdc, "delete columns"),
    CSI('<', 0, 'u', "KITTY POP", qr_do_kitty_pop, "pop keyboard flags"),
    CSI('=', 0, 'c', "DA3", qr_do_da3, "tertiary device attributes"),
    CSI('=', 0, 'u', "KITTY SET", qr_do_kitty_set, "set keyboard flags"),
    CSI('>', 0, 'c', "DA2", qr_do_da2, "secondary device attributes"),
    CSI('>', 0, 'f', "XTFMTKEYS", qr_do_xtfmtkeys, "format of modified other keys"),
    CSI('>', 0, 'm', "XTMODKEYS", qr_do_xtmodkeys, "modifyOtherKeys (4)"),
    CSI('>', 0, 'n', "XTMODKEYS off", qr_do_xtmodkeys_off, "modifyOtherKeys off"),
    CSI('>', 0, 'q', "XTVERSION", qr_do_xtversion, "name and version"),
    CSI('>', 0, 'u', "KITTY PUSH", qr_do_kitty_push, "push keyboard flags"),
    CSI('?', 0, 'J', "DECSED", qr_do_decsed, "selective erase in display"),
    CSI('?', 0, 'K', "DECSEL", qr_do_decsel, "selective erase in line"),
    CSI('?', 0, 'W', "DECST8C", qr_do_decst8c, "tab stops at every eighth column (5)"),
    CSI('?', 0, 'h', "DECSET", qr_do_sm, "set private modes"),
    CSI('?', 0, 'l', "DECRST", qr_do_rm, "reset private modes"),
    CSI('?', 0, 'm', "XTQMODKEYS", qr_do_xtqmodkeys, "report modifyOtherKeys (4)"),
    CSI('?', 0, 'n', "DECDSR", qr_do_decdsr, "device status, private"),
    CSI('?', 0, 'r', "XTRESTORE", qr_do_xtrestore, "restore private modes"),
    CSI('?', 0, 's', "XTSAVE", qr_do_xtsave, "save private modes"),
    CSI('?', 0, 'u', "KITTY QUERY", qr_do_kitty_query, "report keyboard flags"),
    CSI('?', '$', 'p', "DECRQM", qr_do_decrqm_private, "report a private mode"),
};

/* The order of the table. */
static uint32_t order_of(bool csi, uint8_t marker, uint8_t intermediate, uint8_t final) {
    return (uint32_t)csi << 24 | (uint32_t)marker << 16 | (uint32_t)intermediate << 8 | final;
}

static const struct control_function *find(const struct qr_sequence *s, bool csi) {
    uint8_t intermediate = s->intermediate_count > 0 ? s->intermediates[0] : 0;
    uint32_t wanted = order_of(csi, s->prefix, intermediate, s->final);
    size_t low = 0, high = sizeof functions / sizeof *functions;
    if (s->intermediate_count > 1)
        return NULL;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct control_function *f = &functions[middle];
        uint32_t order = order_of(f->csi, f->marker, f->intermediate, f->final);
        if (order == wanted)
            return f;
        if (order < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Tells the host of a sequence that has no handler, as "CSI ? 5 z". */
static void unknown(struct qr_engine *engine, const struct qr_sequence *s, bool csi) {
    if (!engine->callbacks.event)
        return;
    char text[256];
    size_t length = (size_t)snprintf(text, sizeof text, csi ? "CSI " : "ESC ");
    if (s->prefix)
        text[length++] = (char)s->prefix;
    for (uint32_t i = 0; i < s->count && length < sizeof text - 16; i++) {
        const char *separator = i == 0 ? "" : s->colon_mask >> i & 1 ? ":" : ";";
        length +=
            (size_t)(s->values[i] < 0 ? snprintf(text + length, sizeof text - length, "%s", separator)
                                      : snprintf(text + length, sizeof text - length, "%s%d", separator, s->values[i]));
    }
    for (uint32_t i = 0; i < s->intermediate_count; i++)
        text[length++] = (char)s->intermediates[i];
    text[length++] = (char)s->final;
    struct quire_event event = {.type = QUIRE_EVENT_UNKNOWN, .text = text, .text_length = length};
    qr_event(engine, &event);
}

void qr_dispatch_csi(struct qr_engine *engine, const struct qr_sequence *s) {
    const struct control_function *f = find(s, true);
    if (!f || (s->colon_mask != 0 && f->handler != qr_do_sgr)) /* nothing but SGR has sub-parameters */
        unknown(engine, s, true);
    else
        f->handler(engine, s);
}

void qr_dispatch_escape(struct qr_engine *engine, const struct qr_sequence *s) {
    uint8_t first = s->intermediate_count ? s->intermediates[0] : 0;
    if (first >= '(' && first <= '/') {
        qr_do_scs(engine, s);
        return;
    }
    const struct control_function *f = find(s, false);
    if (f)
        f->handler(engine, s);
    else
        unknown(engine, s, false);
}

bool qr_sequence_describe(size_t index, struct qr_sequence_description *description) {
    if (index >= sizeof functions / sizeof *functions)
        return false;
    const struct control_function *f = &functions[index];
    char marker[3] = {' ', (char)f->marker, 0}, intermediate[3] = {' ', (char)f->intermediate, 0};
    description->name = f->name;
    description->summary = f->summary;
    snprintf(description->form, sizeof description->form, "%s%s%s %c", f->csi ? "CSI" : "ESC", f->marker ? marker : "",
             f->intermediate == ' ' ? " SP"
             : f->intermediate      ? intermediate
                                    : "",
             f->final);
    return true;
}
