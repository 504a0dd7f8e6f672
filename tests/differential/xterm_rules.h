/* xterm_rules.h - where Quire and xterm define different results, and how the programs go around it.
 *
 * A piece is judged by the screen that it meets (Quire's, which up to here is the same as xterm's), and fed to both or
 * to none. Each reason is a rule with a name; docs/conformance.md has them with what both do, why, and how often they
 * applied. A difference that is a mistake of ours has no rule but a fix. */
#ifndef XTERM_RULES_H
#define XTERM_RULES_H

#include "rules.h"
#include "xterm_steps.h"

#define XTERM_RULES(X)                                                                                                 \
    X(NONE)                                                                                                            \
    X(UNDERLINE_STYLES)    /* SGR 4:n and 21 */                                                                        \
    X(REP_MARKS)           /* REP of a character with marks */                                                         \
    X(ALTERNATE_AGAIN)     /* 1049 that changes nothing */                                                             \
    X(STREAM_BLANKS)       /* DECCARA and DECRARA of a stream */                                                       \
    X(ERASE_RECTANGLE_PEN) /* DECERA with attributes on */                                                             \
    X(ALIGNMENT_PEN)       /* DECALN with attributes on */                                                             \
    X(SET_IN_G2)           /* SCS to G2 */                                                                             \
    X(BRITISH)             /* SCS of the British set */                                                                \
    X(DOUBLE_LINES)        /* DECDWL */                                                                                \
    X(SCROLL_DOWN_NONE)    /* SD 0 */                                                                                  \
    X(SOFT_RESET_WRAP)     /* DECSTR while a wrap is pending */                                                        \
    X(SELECTIVE_WRAP)      /* DECSED, DECSEL while a wrap is pending */                                                \
    X(ERASE_SPA)           /* ED, EL, ECH, DECSED, DECSEL behind SPA */                                                \
    X(REVERSE_WRAP_TOP)    /* reverse wrap over the first row */                                                       \
    X(WRAP_WITHOUT_WRAP)   /* setting DECAWM at the edge */                                                            \
    X(RESTORE_OUTSIDE)     /* DECRC with DECOM saved, and rows of margins */                                           \
    X(SHIFT_BEHIND_WIDE)   /* SS2, SS3 behind a wide character */                                                      \
    X(WIDE_CUT)            /* what would cut a wide character in two */                                                \
    X(WIDE_INSERT)         /* IRM and wide characters */                                                               \
    X(WIDE_AT_EDGE)        /* a wide character that does not fit */

enum xterm_rule {
#define RULE_ENUM(rule) XTERM_RULE_##rule,
    XTERM_RULES(RULE_ENUM)
#undef RULE_ENUM
        XTERM_RULE_COUNT
};

static inline bool piece_is(const struct piece *piece, const char *bytes) {
    return piece->length == strlen(bytes) && memcmp(piece->bytes, bytes, piece->length) == 0;
}

static inline bool piece_ends(const struct piece *piece, const char *bytes) {
    size_t length = strlen(bytes);
    return piece->length >= length && memcmp(piece->bytes + piece->length - length, bytes, length) == 0;
}

static inline bool piece_has(const struct piece *piece, const char *bytes) {
    size_t length = strlen(bytes);
    for (size_t i = 0; i + length <= piece->length; i++) {
        if (memcmp(piece->bytes + i, bytes, length) == 0)
            return true;
    }
    return false;
}

static inline bool is_control_sequence(const struct piece *piece, const char *end) {
    return piece->length > 2 && piece->bytes[0] == '\033' && piece->bytes[1] == '[' && piece_ends(piece, end);
}

static inline bool pen_is_plain(const struct qr_engine *e) {
    struct qr_style pen = e->screen->pen;
    return qr_style_attributes(pen) == 0 && qr_style_underline(pen) == QUIRE_UNDERLINE_NONE;
}

/* --- wide characters --------------------------------------------------------------------------------------------- */

static inline enum xterm_rule judge_wide_text(const struct situation *at, const struct step *step) {
    bool any = wide_in(at, 0, XTERM_ROWS), wide = has_wide(step);
    uint32_t end = cursor_of(at)->x + text_columns(step);
    if (!any && !wide)
        return XTERM_RULE_NONE;
    if (mode_of(at, QR_MODE_INSERT))
        return XTERM_RULE_WIDE_INSERT;
    if (wide && (end > qr_right(at->engine) || cursor_of(at)->pending_wrap))
        return XTERM_RULE_WIDE_AT_EDGE;
    return judge_wide(at, step, text_columns(step)) == RULE_WIDE_CUT ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
}

/* The functions that libvterm has not: all that move or change cells may cut. */
static inline bool may_cut(const struct piece *piece) {
    static const char *const ends[] = {"$x", "$z", "${", "$v", "$r", "$t", " @", " A", "\0336", "\0339", "[J", "[K"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (piece_ends(piece, ends[i]))
            return true;
    }
    return false;
}

static inline enum xterm_rule judge_wide_edit(const struct situation *at, const struct piece *piece) {
    switch (piece->step.kind) {
    case STEP_TEXT:
    case STEP_SINGLE_SHIFT:
        return judge_wide_text(at, &piece->step);
    case STEP_REP:
        return wide_in(at, 0, XTERM_ROWS) ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    case STEP_COLUMNS:
    case STEP_SELECTIVE_DISPLAY:
    case STEP_SELECTIVE_LINE:
        return wide_in(at, 0, XTERM_ROWS) ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    case STEP_INSERT_DELETE: /* what stands at the right edge as well */
        if (width_at(at, XTERM_COLS - 1, cursor_of(at)->y) == QR_TAIL)
            return XTERM_RULE_WIDE_CUT;
        return judge_edit(at, &piece->step) == RULE_WIDE_CUT ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    case STEP_LINES:
    case STEP_SCROLL:
    case STEP_ERASE_DISPLAY:
    case STEP_ERASE_LINE:
    case STEP_ERASE_CHARACTERS:
        return judge_edit(at, &piece->step) == RULE_WIDE_CUT ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    case STEP_C0:
    case STEP_INDEX:
        return narrow(at) && wide_in(at, 0, XTERM_ROWS) ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    case STEP_KIND_COUNT:
        return may_cut(piece) && wide_in(at, 0, XTERM_ROWS) ? XTERM_RULE_WIDE_CUT : XTERM_RULE_NONE;
    default:
        return XTERM_RULE_NONE;
    }
}

/* --- the rest ---------------------------------------------------------------------------------------------------- */

static inline enum xterm_rule judge_pending(const struct piece *piece) {
    if (piece->step.kind == STEP_SOFT_RESET)
        return XTERM_RULE_SOFT_RESET_WRAP;
    if (piece->step.kind == STEP_SELECTIVE_DISPLAY || piece->step.kind == STEP_SELECTIVE_LINE)
        return XTERM_RULE_SELECTIVE_WRAP;
    return XTERM_RULE_NONE;
}

static inline enum xterm_rule judge_rendition(const struct qr_engine *e, const struct piece *piece) {
    if (piece->step.kind == STEP_SGR &&
        (piece_has(piece, "4:") || piece_has(piece, "[21;") || piece_ends(piece, ";21m")))
        return XTERM_RULE_UNDERLINE_STYLES;
    if (piece->step.kind == STEP_ALIGNMENT && !pen_is_plain(e))
        return XTERM_RULE_ALIGNMENT_PEN;
    if (piece_ends(piece, "$z") && !pen_is_plain(e))
        return XTERM_RULE_ERASE_RECTANGLE_PEN;
    if ((piece_ends(piece, "$r") || piece_ends(piece, "$t")) && e->attribute_extent != 2)
        return XTERM_RULE_STREAM_BLANKS;
    return XTERM_RULE_NONE;
}

static inline enum xterm_rule judge_sets_xterm(const struct piece *piece) {
    if (piece->step.kind != STEP_CHARSET)
        return XTERM_RULE_NONE;
    if (piece_ends(piece, "A"))
        return XTERM_RULE_BRITISH;
    return piece_has(piece, "\033*") ? XTERM_RULE_SET_IN_G2 : XTERM_RULE_NONE;
}

static inline bool restores(const struct piece *piece) {
    return piece->step.kind == STEP_RESTORE || is_control_sequence(piece, "u") || is_control_sequence(piece, "1048l") ||
           is_control_sequence(piece, "1049l");
}

static inline bool erases(const struct piece *piece) {
    return is_control_sequence(piece, "J") || is_control_sequence(piece, "K") || is_control_sequence(piece, "X");
}

static inline bool goes_back(const struct piece *piece) {
    return is_control_sequence(piece, "D") || piece_is(piece, "\b");
}

static inline enum xterm_rule judge_function(const struct qr_engine *e, const struct piece *piece) {
    const struct step *step = &piece->step;
    if (step->kind == STEP_REP)
        return e->printer.last_count > 1 ? XTERM_RULE_REP_MARKS : XTERM_RULE_NONE;
    if (is_control_sequence(piece, qr_is_alternate(e) ? "?1049h" : "?1049l"))
        return XTERM_RULE_ALTERNATE_AGAIN;
    if (piece_is(piece, "\033#6"))
        return XTERM_RULE_DOUBLE_LINES;
    if (piece_is(piece, "\033[0T"))
        return XTERM_RULE_SCROLL_DOWN_NONE;
    if (e->protection_kind == QR_PROTECTION_ISO && erases(piece))
        return XTERM_RULE_ERASE_SPA;
    if (qr_mode(&e->modes, QR_MODE_REVERSE_WRAP) && e->screen->cursor.y == e->margins.top && goes_back(piece))
        return XTERM_RULE_REVERSE_WRAP_TOP;
    if (piece_is(piece, "\033[?7h") || piece->step.kind == STEP_SOFT_RESET) {
        if (e->screen->cursor.x + 1 == qr_right(e) && !qr_mode(&e->modes, QR_MODE_AUTOWRAP))
            return XTERM_RULE_WRAP_WITHOUT_WRAP;
    }
    bool margins = e->margins.top > 0 || e->margins.bottom < XTERM_ROWS;
    return restores(piece) && margins ? XTERM_RULE_RESTORE_OUTSIDE : XTERM_RULE_NONE;
}

static inline enum xterm_rule xterm_judge(struct situation *at, const struct piece *piece) {
    const struct qr_engine *e = at->engine;
    enum xterm_rule rule = judge_rendition(e, piece);
    if (rule == XTERM_RULE_NONE)
        rule = judge_sets_xterm(piece);
    if (rule == XTERM_RULE_NONE)
        rule = judge_function(e, piece);
    if (rule == XTERM_RULE_NONE && cursor_of(at)->pending_wrap)
        rule = judge_pending(piece);
    if (rule == XTERM_RULE_NONE && piece->step.kind == STEP_SINGLE_SHIFT && e->printer.last_count > 0 &&
        step_is_wide(e->printer.last_cluster[0]))
        rule = XTERM_RULE_SHIFT_BEHIND_WIDE;
    return rule == XTERM_RULE_NONE ? judge_wide_edit(at, piece) : rule;
}

#endif
