/* vt52.c - the control functions of a VT52, in force while DECANM is reset (VT100 User Guide, "VT52 Mode").
 *
 * Most of them are ANSI functions under another name: their handlers find no parameters and do what they do without.
 * The graphics set is the line drawing set of the VT100, as in xterm. Addresses know no margins. */
#include "engine.h"
#include "handlers.h"

static void graphics(struct qr_engine *e, const struct qr_sequence *s) {
    e->charsets.slots[0] = s->final == 'F' ? QR_CHARSET_DEC_SPECIAL : QR_CHARSET_ASCII;
}

static void home(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_move_to(e, 0, 0);
}

/* A row or column that is not there leaves the cursor in its own (DEC STD 070, appendix A: a VT52 would take the last
 * column, a VT100 that emulates one does not move). */
static void address(struct qr_engine *e, const struct qr_sequence *s) {
    const struct qr_cursor *cursor = &e->screen->cursor;
    uint32_t row = qr_parameter(s, 0, 0), column = qr_parameter(s, 1, 0);
    qr_move_to(e, column < qr_cols(e) ? column : cursor->x, row < qr_rows(e) ? row : cursor->y);
}

static void identify(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_reply(e, "\033/Z", 3);
}

static void leave(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_set_mode(e, QR_MODE_ANSI, true);
}

static const struct vt52_function {
    uint8_t final;
    qr_handler *handler;
    const char *form, *summary;
} functions[] = {
    {'<', leave, "ESC <", "enter ANSI mode"},
    {'=', qr_do_deckpam, "ESC =", "application keypad"},
    {'>', qr_do_deckpnm, "ESC >", "numeric keypad"},
    {'A', qr_do_cuu, "ESC A", "cursor up"},
    {'B', qr_do_cud, "ESC B", "cursor down"},
    {'C', qr_do_cuf, "ESC C", "cursor right"},
    {'D', qr_do_cub, "ESC D", "cursor left"},
    {'F', graphics, "ESC F", "graphics set"},
    {'G', graphics, "ESC G", "ASCII"},
    {'H', home, "ESC H", "cursor to the first row and column"},
    {'I', qr_do_ri, "ESC I", "reverse line feed"},
    {'J', qr_do_ed, "ESC J", "erase to the end of the screen"},
    {'K', qr_do_el, "ESC K", "erase to the end of the line"},
    {'Y', address, "ESC Y row column", "cursor to a row and column, each a byte from 0x20 on"},
    {'Z', identify, "ESC Z", "identify: ESC / Z"},
};

void qr_dispatch_vt52(struct qr_engine *engine, const struct qr_sequence *s) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (functions[i].final == s->final)
            functions[i].handler(engine, s);
    }
}

bool qr_vt52_describe(size_t index, struct qr_vt52_description *description) {
    if (index >= sizeof functions / sizeof *functions)
        return false;
    *description = (struct qr_vt52_description){functions[index].form, functions[index].summary};
    return true;
}
