/* dispatch.c - the tables of control functions.
 *
 * A row is a form (introducer, private marker, intermediate, final) and its handler, with name, summary and source,
 * from which the page of supported sequences is made. Rows are sorted by (introducer, marker, intermediate, final) and
 * found by bisection; tests/engine/test_dispatch.c proves the order. The rows of plain control sequences and private
 * ones, which are most of what programs send, are remembered by their final: a bisection costs about 100 instructions.
 */
#include "handlers.h"

#include <stdio.h>

#define CSI(marker, intermediate, final, name, handler, level, summary, source)                                        \
    { marker, intermediate, final, true, level, handler, name, summary, source }
#define ESC(intermediate, final, name, handler, level, summary, source)                                                \
    { 0, intermediate, final, false, level, handler, name, summary, source }

static const struct control_function {
    uint8_t marker, intermediate, final;
    bool csi;
    uint8_t level; /* the DEC operating level (DECSCL) from which on it is obeyed */
    qr_handler *handler;
    const char *name, *summary, *source;
} functions[] = {
    ESC(0, '6', "DECBI", qr_do_decbi, 4, "back index", "VT420"),
    ESC(0, '7', "DECSC", qr_do_decsc, 1, "save cursor", "VT100"),
    ESC(0, '8', "DECRC", qr_do_decrc, 1, "restore cursor", "VT100"),
    ESC(0, '9', "DECFI", qr_do_decfi, 4, "forward index", "VT420"),
    ESC(0, '=', "DECKPAM", qr_do_deckpam, 1, "application keypad", "VT100"),
    ESC(0, '>', "DECKPNM", qr_do_deckpnm, 1, "numeric keypad", "VT100"),
    ESC(0, 'D', "IND", qr_do_ind, 1, "index", "VT100"),
    ESC(0, 'E', "NEL", qr_do_nel, 1, "next line", "ECMA-48 8.3.86"),
    ESC(0, 'H', "HTS", qr_do_hts, 1, "set a tab stop", "ECMA-48 8.3.62"),
    ESC(0, 'M', "RI", qr_do_ri, 1, "reverse index", "ECMA-48 8.3.104"),
    ESC(0, 'N', "SS2", qr_do_single_shift, 1, "next character from G2", "ECMA-48 8.3.141"),
    ESC(0, 'O', "SS3", qr_do_single_shift, 1, "next character from G3", "ECMA-48 8.3.142"),
    ESC(0, 'V', "SPA", qr_do_spa, 1, "protect characters from every erasure", "ECMA-48 8.3.129, as xterm has it"),
    ESC(0, 'W', "EPA", qr_do_epa, 1, "no longer protect characters", "ECMA-48 8.3.46, as xterm has it"),
    ESC(0, 'Z', "DECID", qr_do_da1, 1, "primary device attributes, old form", "VT100"),
    ESC(0, '\\', "ST", qr_do_ignore, 1, "string terminator without a string", "ECMA-48 8.3.143"),
    ESC(0, 'c', "RIS", qr_do_ris, 1, "full reset", "ECMA-48 8.3.105"),
    ESC(0, 'n', "LS2", qr_do_locking_shift, 1, "G2 to the left", "ECMA-48 8.3.78"),
    ESC(0, 'o', "LS3", qr_do_locking_shift, 1, "G3 to the left", "ECMA-48 8.3.80"),
    ESC(0, '|', "LS3R", qr_do_locking_shift, 1, "G3 to the right", "ECMA-48 8.3.81"),
    ESC(0, '}', "LS2R", qr_do_locking_shift, 1, "G2 to the right", "ECMA-48 8.3.79"),
    ESC(0, '~', "LS1R", qr_do_locking_shift, 1, "G1 to the right", "ECMA-48 8.3.77"),
    ESC(' ', 'F', "S7C1T", qr_do_s7c1t, 2, "reports begin with ESC, C1 bytes are not obeyed", "VT220"),
    ESC(' ', 'G', "S8C1T", qr_do_s8c1t, 2, "reports begin with C1 bytes, which are obeyed too", "VT220"),
    ESC('#', '3', "DECDHL", qr_do_line_size, 1, "double-height line, its upper half", "VT100"),
    ESC('#', '4', "DECDHL", qr_do_line_size, 1, "double-height line, its lower half", "VT100"),
    ESC('#', '5', "DECSWL", qr_do_line_size, 1, "single-width line", "VT100"),
    ESC('#', '6', "DECDWL", qr_do_line_size, 1, "double-width line", "VT100"),
    ESC('#', '8', "DECALN", qr_do_decaln, 1, "fill the screen with E", "VT100"),
    CSI(0, 0, '@', "ICH", qr_do_ich, 1, "insert blank characters", "ECMA-48 8.3.64"),
    CSI(0, 0, 'A', "CUU", qr_do_cuu, 1, "cursor up", "ECMA-48 8.3.22"),
    CSI(0, 0, 'B', "CUD", qr_do_cud, 1, "cursor down", "ECMA-48 8.3.19"),
    CSI(0, 0, 'C', "CUF", qr_do_cuf, 1, "cursor right", "ECMA-48 8.3.20"),
    CSI(0, 0, 'D', "CUB", qr_do_cub, 1, "cursor left", "ECMA-48 8.3.18"),
    CSI(0, 0, 'E', "CNL", qr_do_cnl, 1, "cursor to the first column, lines down", "ECMA-48 8.3.12"),
    CSI(0, 0, 'F', "CPL", qr_do_cpl, 1, "cursor to the first column, lines up", "ECMA-48 8.3.13"),
    CSI(0, 0, 'G', "CHA", qr_do_cha, 1, "cursor to a column", "ECMA-48 8.3.9"),
    CSI(0, 0, 'H', "CUP", qr_do_cup, 1, "cursor to a row and column", "ECMA-48 8.3.21"),
    CSI(0, 0, 'I', "CHT", qr_do_cht, 1, "forward tab stops", "ECMA-48 8.3.10"),
    CSI(0, 0, 'J', "ED", qr_do_ed, 1, "erase in display: 0 below, 1 above, 2 all, 3 history", "ECMA-48 8.3.39, xterm"),
    CSI(0, 0, 'K', "EL", qr_do_el, 1, "erase in line: 0 right, 1 left, 2 all", "ECMA-48 8.3.41"),
    CSI(0, 0, 'L', "IL", qr_do_il, 1, "insert lines", "ECMA-48 8.3.67"),
    CSI(0, 0, 'M', "DL", qr_do_dl, 1, "delete lines", "ECMA-48 8.3.32"),
    CSI(0, 0, 'P', "DCH", qr_do_dch, 1, "delete characters", "ECMA-48 8.3.26"),
    CSI(0, 0, 'S', "SU", qr_do_su, 1, "scroll up", "ECMA-48 8.3.147"),
    CSI(0, 0, 'T', "SD", qr_do_sd, 1, "scroll down", "ECMA-48 8.3.113"),
    CSI(0, 0, 'X', "ECH", qr_do_ech, 1, "erase characters", "ECMA-48 8.3.38"),
    CSI(0, 0, 'Z', "CBT", qr_do_cbt, 1, "back tab stops", "ECMA-48 8.3.7"),
    CSI(0, 0, '^', "SD", qr_do_sd, 1, "scroll down (ECMA-48, first edition)", "ECMA-48 8.3.113"),
    CSI(0, 0, '`', "HPA", qr_do_cha, 1, "cursor to a column", "ECMA-48 8.3.57"),
    CSI(0, 0, 'a', "HPR", qr_do_hpr, 1, "cursor right", "ECMA-48 8.3.59"),
    CSI(0, 0, 'b', "REP", qr_do_rep, 1, "repeat the last character", "ECMA-48 8.3.103"),
    CSI(0, 0, 'c', "DA1", qr_do_da1, 1, "primary device attributes", "ECMA-48 8.3.24, VT420"),
    CSI(0, 0, 'd', "VPA", qr_do_vpa, 1, "cursor to a row", "ECMA-48 8.3.158"),
    CSI(0, 0, 'e', "VPR", qr_do_vpr, 1, "cursor down", "ECMA-48 8.3.160"),
    CSI(0, 0, 'f', "HVP", qr_do_cup, 1, "cursor to a row and column", "ECMA-48 8.3.63"),
    CSI(0, 0, 'g', "TBC", qr_do_tbc, 1, "clear tab stops: 0 here, 3 all", "ECMA-48 8.3.154"),
    CSI(0, 0, 'h', "SM", qr_do_sm, 1, "set modes", "ECMA-48 8.3.125"),
    CSI(0, 0, 'i', "MC", qr_do_ignore, 1, "media copy: there is no printer", "ECMA-48 8.3.82"),
    CSI(0, 0, 'l', "RM", qr_do_rm, 1, "reset modes", "ECMA-48 8.3.106"),
    CSI(0, 0, 'm', "SGR", qr_do_sgr, 1, "select graphic rendition", "ECMA-48 8.3.117, ITU T.416, xterm, kitty"),
    CSI(0, 0, 'n', "DSR", qr_do_dsr, 1, "device status: 5 status, 6 cursor position", "ECMA-48 8.3.35"),
    CSI(0, 0, 'q', "DECLL", qr_do_ignore, 1, "keyboard lights: the desktop's", "VT100"),
    CSI(0, 0, 'r', "DECSTBM", qr_do_decstbm, 1, "top and bottom margin", "VT100"),
    CSI(0, 0, 's', "DECSLRM", qr_do_decslrm, 1, "left and right margin; without DECLRMM: save cursor (SCOSC)", "VT420"),
    CSI(0, 0, 't', "XTWINOPS", qr_do_xtwinops, 1, "window operations and size reports", "xterm, dtterm"),
    CSI(0, 0, 'u', "SCORC", qr_do_decrc, 1, "restore cursor", "xterm, ANSI.SYS"),
    CSI(0, 0, 'x', "DECREQTPARM", qr_do_decreqtparm, 1, "terminal parameters", "VT100"),
    CSI(0, ' ', '@', "SL", qr_do_sl, 1, "scroll left", "ECMA-48 8.3.121"),
    CSI(0, ' ', 'A', "SR", qr_do_sr, 1, "scroll right", "ECMA-48 8.3.135"),
    CSI(0, ' ', 'q', "DECSCUSR", qr_do_decscusr, 1, "cursor style", "VT520, xterm"),
    CSI(0, ' ', 't', "DECSWBV", qr_do_ignore, 1, "volume of the bell", "VT520"),
    CSI(0, ' ', 'u', "DECSMBV", qr_do_ignore, 1, "volume of the margin bell", "VT520"),
    CSI(0, '!', 'p', "DECSTR", qr_do_decstr, 2, "soft reset", "VT220"),
    CSI(0, '"', 'p', "DECSCL", qr_do_decscl, 1, "conformance level 61 to 64, 8-bit reports", "VT220"),
    CSI(0, '"', 'q', "DECSCA", qr_do_decsca, 2, "protect characters from selective erase", "VT220"),
    CSI(0, '"', 'v', "DECRQDE", qr_do_decrqde, 3, "report the displayed part of the page", "VT420"),
    CSI(0, '#', 'P', "XTPUSHCOLORS", qr_do_xtpushcolors, 1, "save the palette", "xterm"),
    CSI(0, '#', 'Q', "XTPOPCOLORS", qr_do_xtpopcolors, 1, "restore the palette", "xterm"),
    CSI(0, '#', 'R', "XTREPORTCOLORS", qr_do_xtreportcolors, 1, "report the stack of palettes", "xterm"),
    CSI(0, '#', 'S', "XTTITLEPOS", qr_do_xttitlepos, 1, "report the stack of titles", "xterm"),
    CSI(0, '#', 'p', "XTPUSHSGR", qr_do_xtpushsgr, 1, "save the rendition, older form", "xterm"),
    CSI(0, '#', 'q', "XTPOPSGR", qr_do_xtpopsgr, 1, "restore the rendition, older form", "xterm"),
    CSI(0, '#', 'y', "XTCHECKSUM", qr_do_xtchecksum, 4, "what DECRQCRA counts", "xterm"),
    CSI(0, '#', '{', "XTPUSHSGR", qr_do_xtpushsgr, 1, "save the rendition, or the named parts of it", "xterm"),
    CSI(0, '#', '|', "XTREPORTSGR", qr_do_xtreportsgr, 4, "report what all cells of a rectangle have in common",
        "xterm"),
    CSI(0, '#', '}', "XTPOPSGR", qr_do_xtpopsgr, 1, "restore the rendition", "xterm"),
    CSI(0, '$', 'p', "DECRQM", qr_do_decrqm, 3, "report a mode", "VT320"),
    CSI(0, '$', 'r', "DECCARA", qr_do_deccara, 4, "change attributes in a rectangle", "VT420, kitty"),
    CSI(0, '$', 't', "DECRARA", qr_do_decrara, 4, "reverse attributes in a rectangle", "VT420"),
    CSI(0, '$', 'u', "DECRQTSR", qr_do_decrqtsr, 3, "report: 2 colour table", "VT420"),
    CSI(0, '$', 'v', "DECCRA", qr_do_deccra, 4, "copy a rectangle", "VT420"),
    CSI(0, '$', 'w', "DECRQPSR", qr_do_decrqpsr, 3, "report: 1 cursor, 2 tab stops", "VT320"),
    CSI(0, '$', 'x', "DECFRA", qr_do_decfra, 4, "fill a rectangle with a character", "VT420"),
    CSI(0, '$', 'z', "DECERA", qr_do_decera, 4, "erase a rectangle", "VT420"),
    CSI(0, '$', '{', "DECSERA", qr_do_decsera, 4, "erase what is not protected in a rectangle", "VT420"),
    CSI(0, '$', '|', "DECSCPP", qr_do_decscpp, 3, "ask for 80 or 132 columns", "VT340"),
    CSI(0, '$', '}', "DECSASD", qr_do_ignore, 3, "active status display: there is none", "VT320"),
    CSI(0, '$', '~', "DECSSDT", qr_do_ignore, 3, "type of status line: there is none", "VT320"),
    CSI(0, '&', 'u', "DECRQUPSS", qr_do_decrqupss, 3, "report the supplemental set", "VT320"),
    CSI(0, '\'', 'w', "DECEFR", qr_do_ignore, 4, "filter rectangle of the locator", "VT420"),
    CSI(0, '\'', 'z', "DECELR", qr_do_ignore, 4, "locator reports: there is no locator", "VT420"),
    CSI(0, '\'', '{', "DECSLE", qr_do_ignore, 4, "events of the locator", "VT420"),
    CSI(0, '\'', '|', "DECRQLP", qr_do_decrqlp, 4, "report the locator: there is none", "VT420"),
    CSI(0, '\'', '}', "DECIC", qr_do_decic, 4, "insert columns", "VT420"),
    CSI(0, '\'', '~', "DECDC", qr_do_decdc, 4, "delete columns", "VT420"),
    CSI(0, '*', 'x', "DECSACE", qr_do_decsace, 4, "DECCARA and DECRARA: 2 rectangle, else text from corner to corner",
        "VT420"),
    CSI(0, '*', 'y', "DECRQCRA", qr_do_decrqcra, 4, "checksum of a rectangle, where allowed", "VT420"),
    CSI(0, '*', '|', "DECSNLS", qr_do_decsnls, 4, "ask for a number of lines", "VT420"),
    CSI('<', 0, 'u', "KITTY POP", qr_do_kitty_pop, 1, "pop keyboard flags", "kitty"),
    CSI('=', 0, 'c', "DA3", qr_do_da3, 4, "tertiary device attributes", "VT420"),
    CSI('=', 0, 'u', "KITTY SET", qr_do_kitty_set, 1, "set keyboard flags", "kitty"),
    CSI('>', 0, 'T', "XTRMTITLE", qr_do_xtrmtitle, 1, "titles: 0, 1 as they are, not in hexadecimal", "xterm"),
    CSI('>', 0, 'c', "DA2", qr_do_da2, 1, "secondary device attributes", "VT220"),
    CSI('>', 0, 'f', "XTFMTKEYS", qr_do_xtfmtkeys, 1, "format of modified other keys", "xterm"),
    CSI('>', 0, 'm', "XTMODKEYS", qr_do_xtmodkeys, 1, "modifyOtherKeys (4)", "xterm"),
    CSI('>', 0, 'n', "XTMODKEYS off", qr_do_xtmodkeys_off, 1, "modifyOtherKeys off", "xterm"),
    CSI('>', 0, 'q', "XTVERSION", qr_do_xtversion, 1, "name and version", "xterm"),
    CSI('>', 0, 't', "XTSMTITLE", qr_do_xtsmtitle, 1, "titles: 0 set, 1 report in hexadecimal", "xterm"),
    CSI('>', 0, 'u', "KITTY PUSH", qr_do_kitty_push, 1, "push keyboard flags", "kitty"),
    CSI('?', 0, 'J', "DECSED", qr_do_decsed, 2, "selective erase in display", "VT220"),
    CSI('?', 0, 'K', "DECSEL", qr_do_decsel, 2, "selective erase in line", "VT220"),
    CSI('?', 0, 'S', "XTSMGRAPHICS", qr_do_xtsmgraphics, 1,
        "sixel images: 1 registers, 2 size; 1 report, 2 reset, 3 set, 4 report the greatest", "xterm"),
    CSI('?', 0, 'W', "DECST8C", qr_do_decst8c, 1, "tab stops at every eighth column (5)", "VT510"),
    CSI('?', 0, 'g', "XTQFMTKEYS", qr_do_xtqfmtkeys, 1, "report the format of modified other keys (4)", "xterm"),
    CSI('?', 0, 'h', "DECSET", qr_do_sm, 1, "set private modes", "VT100, xterm"),
    CSI('?', 0, 'l', "DECRST", qr_do_rm, 1, "reset private modes", "VT100, xterm"),
    CSI('?', 0, 'm', "XTQMODKEYS", qr_do_xtqmodkeys, 1, "report modifyOtherKeys (4)", "xterm"),
    CSI('?', 0, 'n', "DECDSR", qr_do_decdsr, 1, "device status, private", "VT220"),
    CSI('?', 0, 'r', "XTRESTORE", qr_do_xtrestore, 1, "restore private modes", "xterm"),
    CSI('?', 0, 's', "XTSAVE", qr_do_xtsave, 1, "save private modes", "xterm"),
    CSI('?', 0, 'u', "KITTY QUERY", qr_do_kitty_query, 1, "report keyboard flags", "kitty"),
    CSI('?', '$', 'p', "DECRQM", qr_do_decrqm_private, 3, "report a private mode", "VT320"),
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

/* What `plain_rows` says of a final that has no function; 0: it was not looked for yet. */
#define NO_ROW UINT8_MAX
_Static_assert(sizeof functions / sizeof *functions < NO_ROW, "a row and one fit into a byte of plain_rows");

/* A function by its place in the memo, which is looked for once. */
static const struct control_function *known(uint8_t *row, const struct qr_sequence *s, bool csi) {
    if (*row == 0) {
        const struct control_function *f = find(s, csi);
        *row = f ? (uint8_t)(f - functions + 1) : NO_ROW;
    }
    return *row == NO_ROW ? NULL : &functions[*row - 1];
}

/* The function of a control sequence. */
static const struct control_function *find_csi(struct qr_engine *engine, const struct qr_sequence *s) {
    if ((s->prefix && s->prefix != '?') || s->intermediate_count)
        return find(s, true);
    return known(&engine->plain_rows[s->prefix == '?'][s->final & (sizeof *engine->plain_rows - 1)], s, true);
}

/* The function of an escape sequence. */
static const struct control_function *find_escape(struct qr_engine *engine, const struct qr_sequence *s) {
    return s->intermediate_count ? find(s, false) : known(&engine->escape_rows[s->final & 127], s, false);
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
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_UNKNOWN, .text = text, .text_length = length};
    qr_event(engine, &event);
}

/* Only renditions have sub-parameters. */
static bool takes_subparameters(qr_handler *handler) {
    return handler == qr_do_sgr || handler == qr_do_deccara;
}

/* What only moves the cursor writes nothing that the pen would have to be settled for (quick.c moves it, too). */
static bool is_move(qr_handler *handler) {
    return handler == qr_do_cup || handler == qr_do_cuu || handler == qr_do_cud || handler == qr_do_cuf ||
           handler == qr_do_cub || handler == qr_do_cha || handler == qr_do_vpa;
}

void qr_dispatch_csi(struct qr_engine *engine, const struct qr_sequence *s) {
    const struct control_function *f = find_csi(engine, s);
    if (!f || !is_move(f->handler))
        qr_engine_settle_pen(engine);
    if (!f || (s->colon_mask != 0 && !takes_subparameters(f->handler)))
        unknown(engine, s, true);
    else if (f->level <= engine->level)
        f->handler(engine, s);
}

void qr_dispatch_escape(struct qr_engine *engine, const struct qr_sequence *s) {
    uint8_t first = s->intermediate_count ? s->intermediates[0] : 0;
    if (first >= '(' && first <= '/') {
        qr_do_scs(engine, s);
        return;
    }
    const struct control_function *f = find_escape(engine, s);
    if (!f)
        unknown(engine, s, false);
    else if (f->level <= engine->level)
        f->handler(engine, s);
}

bool qr_sequence_describe(size_t index, struct qr_sequence_description *description) {
    if (index >= sizeof functions / sizeof *functions)
        return false;
    const struct control_function *f = &functions[index];
    char marker[3] = {' ', (char)f->marker, 0}, intermediate[3] = {' ', (char)f->intermediate, 0};
    description->name = f->name;
    description->summary = f->summary;
    description->source = f->source;
    description->level = f->level;
    snprintf(description->form, sizeof description->form, "%s%s%s %c", f->csi ? "CSI" : "ESC", f->marker ? marker : "",
             f->intermediate == ' ' ? " SP"
             : f->intermediate      ? intermediate
                                    : "",
             f->final);
    return true;
}
