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

/* A row that is not there leaves the cursor in its row; such a column means the last one. */
static void address(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t row = qr_parameter(s, 0, 0);
    qr_move_to(e, qr_parameter(s, 1, 0), row < qr_rows(e) ? row : e->screen->cursor.y);
}

static void identify(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_reply(e, "\033/Z", 3);
}

static void leave(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_set_mode(e, QR_MODE_ANSI, true);
}

void qr_dispatch_vt52(struct qr_engine *engine, const struct qr_sequence *s) {
    static qr_handler *const handlers[128] = {
        ['<'] = leave,     ['='] = qr_do_deckpam, ['>'] = qr_do_deckpnm, ['A'] = qr_do_cuu, ['B'] = qr_do_cud,
        ['C'] = qr_do_cuf, ['D'] = qr_do_cub,     ['F'] = graphics,      ['G'] = graphics,  ['H'] = home,
        ['I'] = qr_do_ri,  ['J'] = qr_do_ed,      ['K'] = qr_do_el,      ['Y'] = address,   ['Z'] = identify,
    };
    if (handlers[s->final & 127])
        handlers[s->final & 127](engine, s);
}
