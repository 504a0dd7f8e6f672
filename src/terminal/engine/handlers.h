/* handlers.h - the functions that the dispatch tables name, one per control function. */
#ifndef QR_HANDLERS_H
#define QR_HANDLERS_H

#include "engine.h"

void qr_do_control(struct qr_engine *engine, uint8_t control);

/* move.c */
qr_handler qr_do_cuu, qr_do_cud, qr_do_cuf, qr_do_cub, qr_do_cnl, qr_do_cpl, qr_do_cha, qr_do_vpa, qr_do_hpr, qr_do_vpr,
    qr_do_cup, qr_do_cht, qr_do_cbt, qr_do_tbc, qr_do_hts, qr_do_decst8c, qr_do_decstbm, qr_do_decslrm, qr_do_decsc,
    qr_do_decrc, qr_do_ind, qr_do_nel, qr_do_ri, qr_do_decbi, qr_do_decfi;

/* edit.c */
qr_handler qr_do_ed, qr_do_decsed, qr_do_el, qr_do_decsel, qr_do_ech, qr_do_ich, qr_do_dch, qr_do_il, qr_do_dl,
    qr_do_decic, qr_do_decdc, qr_do_sl, qr_do_sr, qr_do_su, qr_do_sd, qr_do_rep, qr_do_decaln, qr_do_decsca, qr_do_spa,
    qr_do_epa, qr_do_line_size;

/* sgr.c */
qr_handler qr_do_sgr, qr_do_xtpushsgr, qr_do_xtpopsgr;

/* rect.c, rect_attributes.c, rect_checksum.c */
qr_handler qr_do_deccra, qr_do_decfra, qr_do_decera, qr_do_decsera;
qr_handler qr_do_deccara, qr_do_decrara, qr_do_decsace, qr_do_xtreportsgr;
qr_handler qr_do_decrqcra, qr_do_xtchecksum;

/* color_stack.c */
qr_handler qr_do_xtpushcolors, qr_do_xtpopcolors, qr_do_xtreportcolors;

/* window.c */
qr_handler qr_do_xtwinops, qr_do_decscpp, qr_do_decsnls, qr_do_decrqde;

/* titles.c */
qr_handler qr_do_xtsmgraphics;
qr_handler qr_do_xtsmtitle, qr_do_xtrmtitle, qr_do_xttitlepos;

/* presentation.c */
qr_handler qr_do_decrqpsr, qr_do_decrqtsr, qr_do_decrqupss;

/* conformance.c */
qr_handler qr_do_decscl, qr_do_s7c1t, qr_do_s8c1t;

/* mode_set.c */
qr_handler qr_do_sm, qr_do_rm, qr_do_xtsave, qr_do_xtrestore, qr_do_decscusr, qr_do_deckpam, qr_do_deckpnm, qr_do_scs,
    qr_do_locking_shift, qr_do_single_shift, qr_do_xtmodkeys, qr_do_xtmodkeys_off, qr_do_xtfmtkeys, qr_do_kitty_set,
    qr_do_kitty_push, qr_do_kitty_pop;

/* report.c */
qr_handler qr_do_da1, qr_do_da2, qr_do_da3, qr_do_dsr, qr_do_decdsr, qr_do_decrqm, qr_do_decrqm_private,
    qr_do_xtversion, qr_do_kitty_query, qr_do_xtqmodkeys, qr_do_xtqfmtkeys, qr_do_decreqtparm, qr_do_decrqlp;

/* engine.c */
qr_handler qr_do_ris, qr_do_decstr, qr_do_ignore;

/* osc.c, dcs.c */
void qr_do_osc(struct qr_engine *engine, const uint8_t *bytes, size_t length, uint8_t terminator);
void qr_do_dcs(struct qr_engine *engine, const struct qr_sequence *introducer, const uint8_t *bytes, size_t length);
/* Is there a handler for it, on some operating level? */
bool qr_osc_is_known(uint32_t number);
bool qr_dcs_is_known(const struct qr_sequence *introducer);

/* dispatch.c */
void qr_dispatch_csi(struct qr_engine *engine, const struct qr_sequence *sequence);
void qr_dispatch_escape(struct qr_engine *engine, const struct qr_sequence *sequence);
/* While DECANM is reset (vt52.c). */
void qr_dispatch_vt52(struct qr_engine *engine, const struct qr_sequence *sequence);

/* One row of the dispatch tables, for documentation and fuzzing. False past the end. */
struct qr_sequence_description {
    char form[32]; /* "CSI ? J" */
    const char *name, *summary, *source;
    uint8_t level; /* obeyed from this operating level on (DECSCL) */
};
bool qr_sequence_describe(size_t index, struct qr_sequence_description *description);

/* The same of the VT52's functions (vt52.c). */
struct qr_vt52_description {
    const char *form, *summary; /* "ESC A" */
};
bool qr_vt52_describe(size_t index, struct qr_vt52_description *description);

/* The same of C0 controls (move.c). False for one that does nothing. */
struct qr_control_description {
    const char *name, *summary, *source;
};
bool qr_control_describe(uint8_t control, struct qr_control_description *description);

/* The same of operating system commands (osc.c): OSC number ; form, for all numbers up to `last`. */
struct qr_osc_description {
    uint32_t number, last;
    const char *form, *summary, *source;
};
bool qr_osc_describe(size_t index, struct qr_osc_description *description);

/* The same of device control strings (dcs.c). */
struct qr_dcs_description {
    char form[16]; /* "DCS Ps $ q" */
    const char *data, *name, *summary, *source;
};
bool qr_dcs_describe(size_t index, struct qr_dcs_description *description);

/* The same of the actions of kitty's graphics protocol (kitty_stream.c). */
struct qr_kitty_description {
    char form[16];              /* "APC G a=t" */
    const char *name, *summary; /* the name is the keys that it has */
};
bool qr_kitty_describe(size_t index, struct qr_kitty_description *description);

#endif
