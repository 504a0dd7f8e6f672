/* conformance.c - DECSCL, S7C1T, S8C1T: which control functions are obeyed, and whether C1 controls are single bytes.
 *
 * The operating level is that of a VT100 (1) to VT420 (4); dispatch.c has the level from which on a control function is
 * obeyed. Input is UTF-8, in which bytes 0x80 to 0x9F are no controls; a program that asks for 8-bit controls gets them
 * both ways: the parser obeys them outside of UTF-8 sequences, and reports begin with them (qr_reply). */
#include "handlers.h"

void qr_do_s7c1t(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    e->parser.accept_c1 = false;
}

void qr_do_s8c1t(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    e->parser.accept_c1 = true;
}

/* CSI level ; controls " p is a soft reset too (DEC STD 070); controls: 1 is 7-bit, 0 and 2 are 8-bit, and level 1
 * knows only 7-bit ones. A level that the terminal has not is ignored (xterm). */
void qr_do_decscl(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t level = qr_parameter(s, 0, 0);
    if (level < 61 || level > 60 + QR_LEVEL_MAX)
        return;
    qr_engine_soft_reset(e);
    e->level = (uint8_t)(level - 60);
    e->parser.accept_c1 = e->level > 1 && qr_parameter(s, 1, 0) != 1;
}
