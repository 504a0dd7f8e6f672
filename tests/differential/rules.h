/* rules.h - where the two engines define different results, and how the programs go around it.
 *
 * A step is judged by the screen it meets (Quire's, which up to here is the same as the other's): it is fed as it is;
 * or after bytes that bring both engines to the same ground (a pending wrap settled by CUP); or in other words to
 * libvterm (DECSTR spelled out); or not at all. Each reason is a rule with a name. docs/conformance.md has them with
 * what libvterm 0.1.4 does, what xterm or DEC STD 070 say, and how often they applied. A rule is about what one engine
 * does not define or defines otherwise on purpose; a difference that is a mistake of ours has no rule but a fix. */
#ifndef RULES_H
#define RULES_H

#include "engine.h"
#include "steps.h"

#define RULES(X)                                                                                                       \
    X(NONE)                                                                                                            \
    X(PENDING_WRAP)       /* settled by CUP before all but text, SGR, CR and CUP */                                    \
    X(WRAP_IN_MARGINS)    /* text that reaches the right margin: left out */                                           \
    X(INSERT_IN_MARGINS)  /* IRM between left and right margins: left out */                                           \
    X(INSERT_WIDE)        /* IRM and wide characters: left out */                                                      \
    X(WIDE_WITHOUT_WRAP)  /* a wide character that reaches the edge without DECAWM: left out */                        \
    X(WIDE_AT_EDGE)       /* one that does not fit: the last column is erased first */                                 \
    X(WIDE_CUT)           /* what would cut a wide character in two: left out */                                       \
    X(WIDE_SELECTIVE)     /* DECSED, DECSEL over wide characters: left out */                                          \
    X(PROTECTION_RESET)   /* DECSED, DECSEL over protected cells behind DECSTR: left out */                            \
    X(MARK_BEHIND_SET)    /* combining marks and ASCII in one piece after SCS: left out */                             \
    X(DEC_GRAPHICS)       /* three characters of the set: left out */                                                  \
    X(REP_NOTHING)        /* REP where nothing was printed right before: left out */                                   \
    X(REP_AT_EDGE)        /* REP that reaches the edge, REP with IRM: left out */                                      \
    X(REP_WIDE)           /* REP of a wide character: left out */                                                      \
    X(REPORT_POSITION)    /* CPR in origin mode, or with a wrap pending behind a wide character: left out */           \
    X(MOVE_OVER_MARGIN)   /* relative movement that would cross a margin: left out */                                  \
    X(LEFT_MARGIN)        /* CR, NEL, BS, CNL, CPL at a left margin: left out */                                       \
    X(TAB_IN_MARGINS)     /* HT, CHT, CBT between left and right margins: left out */                                  \
    X(ADDRESS_IN_ORIGIN)  /* CHA and HPA in origin mode with a left margin: left out */                                \
    X(INDEX_BESIDE)       /* scrolling by IND, LF, RI from beside the margins: left out */                             \
    X(EDIT_OUTSIDE_ROWS)  /* ICH, DCH above or below the region: left out */                                           \
    X(LINES_MOVE_CURSOR)  /* IL, DL: the cursor is put to the left margin first */                                     \
    X(NO_COLUMN_MARGINS)  /* DECSLRM without DECLRMM is SCOSC: left out */                                             \
    X(RESTORE_STATE)      /* DECRC where character sets, DECOM, DECSCA or screen are not those saved: left out */      \
    X(ALIGNMENT_RESETS)   /* DECALN: margins, origin, pen and cursor are reset in words as well */                     \
    X(SOFT_RESET_UNKNOWN) /* DECSTR: spelled out for libvterm */                                                       \
    X(RESET_SCREEN)       /* RIS on the alternate screen: left out */                                                  \
    X(ALTERNATE_ERASE)    /* 1047: the screen is erased in words behind it */

enum rule {
#define RULE_ENUM(rule) RULE_##rule,
    RULES(RULE_ENUM)
#undef RULE_ENUM
        RULE_COUNT
};

/* What libvterm keeps from DECSC, and what else must be the same for DECRC to mean the same in both. */
struct saved_state {
    bool valid, alternate, origin, protection;
    struct qr_charsets charsets;
};

/* A program being run. */
struct situation {
    struct qr_engine *engine;
    struct saved_state saved;
    bool sets_touched;
    uint64_t counts[RULE_COUNT], fed;
};

/* How a step is to be fed: `before` and `after` go to both, `ours` and `theirs` are the step. */
struct verdict {
    enum rule rule;
    bool leave_out;
    struct text before, ours, theirs, after;
};

/* --- looking --------------------------------------------------------------------------------------------------- */

static inline const struct qr_cursor *cursor_of(const struct situation *at) {
    return &at->engine->screen->cursor;
}

static inline bool mode_of(const struct situation *at, enum qr_mode mode) {
    return qr_mode(&at->engine->modes, mode);
}

/* Left and right margins that are not the screen's edges. */
static inline bool narrow(const struct situation *at) {
    return qr_left(at->engine) > 0 || qr_right(at->engine) < qr_cols(at->engine);
}

static inline bool beside(const struct situation *at) {
    return cursor_of(at)->x < qr_left(at->engine) || cursor_of(at)->x >= qr_right(at->engine);
}

static inline bool in_rows(const struct situation *at) {
    return cursor_of(at)->y >= at->engine->margins.top && cursor_of(at)->y < at->engine->margins.bottom;
}

static inline enum qr_cell_width width_at(const struct situation *at, uint32_t x, uint32_t y) {
    const struct qr_page *page = &at->engine->screen->page;
    return qr_cell_width(qr_page_cells(page, qr_page_row(page, y))[x]);
}

/* Does a wide character stand on both sides of the left end of column x in one of these rows? */
static inline bool cuts(const struct situation *at, uint32_t x, uint32_t top, uint32_t bottom) {
    for (uint32_t y = top; y < bottom && x < qr_cols(at->engine); y++) {
        if (width_at(at, x, y) == QR_TAIL)
            return true;
    }
    return false;
}

static inline bool wide_in(const struct situation *at, uint32_t top, uint32_t bottom) {
    for (uint32_t x = 1; x < qr_cols(at->engine); x++) {
        if (cuts(at, x, top, bottom))
            return true;
    }
    return false;
}

/* The last printed character is wide, ends at the edge, and a wrap is pending. */
static inline bool wide_pending(const struct situation *at) {
    return cursor_of(at)->pending_wrap && width_at(at, cursor_of(at)->x, cursor_of(at)->y) == QR_TAIL;
}

static inline uint32_t text_columns(const struct step *step) {
    uint32_t columns = 0;
    for (uint32_t i = 0; i < step->length; i++)
        columns += step_is_mark(step->text[i]) ? 0 : step_is_wide(step->text[i]) ? 2 : 1;
    return columns;
}

/* CUP to a place of the screen, in origin mode too. */
static inline void spell_address(const struct situation *at, uint32_t x, uint32_t y, struct text *to) {
    bool origin = mode_of(at, QR_MODE_ORIGIN);
    uint32_t top = origin ? at->engine->margins.top : 0, left = origin ? qr_left(at->engine) : 0;
    text_addf(to, "\033[%u;%uH", y - top + 1, x - left + 1);
}

/* --- text ------------------------------------------------------------------------------------------------------ */

static inline bool has_wide(const struct step *step) {
    for (uint32_t i = 0; i < step->length; i++) {
        if (step_is_wide(step->text[i]) && !step_is_mark(step->text[i]))
            return true;
    }
    return false;
}

static inline enum rule judge_sets(const struct situation *at, const struct step *step) {
    const struct qr_charsets *sets = &at->engine->charsets;
    uint8_t slot = step->kind == STEP_SINGLE_SHIFT ? (uint8_t)(2 + step->which % 2) : sets->left;
    bool graphics = sets->slots[slot] == QR_CHARSET_DEC_SPECIAL, ascii = false, other = false;
    for (uint32_t i = 0; i < step->length; i++) {
        uint32_t c = step->text[i];
        ascii = ascii || c < 0x80;
        other = other || c >= 0x80;
        if (graphics && (c == '_' || c == 'y' || c == 'z'))
            return RULE_DEC_GRAPHICS;
        if (at->sets_touched && step_is_mark(c))
            return RULE_MARK_BEHIND_SET;
    }
    return at->sets_touched && ascii && other ? RULE_MARK_BEHIND_SET : RULE_NONE;
}

/* The row that text goes on in when it wraps; the number of rows where it scrolls in blank. */
static inline uint32_t row_behind(const struct situation *at) {
    uint32_t y = cursor_of(at)->y, rows = qr_rows(at->engine);
    if (y + 1 == at->engine->margins.bottom)
        return rows;
    return y + 1 == rows ? y : y + 1;
}

/* Text on a screen with wide characters. */
static inline enum rule judge_wide(const struct situation *at, const struct step *step, uint32_t columns) {
    const struct qr_cursor *cursor = cursor_of(at);
    uint32_t cols = qr_cols(at->engine), behind = row_behind(at), y = cursor->y;
    bool wide = has_wide(step), insert = mode_of(at, QR_MODE_INSERT);
    if (insert && (wide || wide_in(at, 0, qr_rows(at->engine))))
        return RULE_INSERT_WIDE;
    if (wide && !mode_of(at, QR_MODE_AUTOWRAP) && cursor->x + columns >= cols)
        return RULE_WIDE_WITHOUT_WRAP;
    if (!cursor->pending_wrap && cursor->x + columns <= cols)
        return cuts(at, cursor->x, y, y + 1) || cuts(at, cursor->x + columns, y, y + 1) ? RULE_WIDE_CUT : RULE_NONE;
    if (wide && step->length > 1)
        return RULE_WIDE_CUT; /* where the rows end is not worked out here */
    if (step->length > 1)
        return wide_in(at, 0, qr_rows(at->engine)) ? RULE_WIDE_CUT : RULE_NONE;
    if (!cursor->pending_wrap && cuts(at, cursor->x, y, y + 1))
        return RULE_WIDE_CUT;
    if (behind < qr_rows(at->engine) && cuts(at, columns, behind, behind + 1))
        return RULE_WIDE_CUT;
    return wide && !cursor->pending_wrap ? RULE_WIDE_AT_EDGE : RULE_NONE;
}

static inline enum rule judge_text(const struct situation *at, const struct step *step) {
    const struct qr_cursor *cursor = cursor_of(at);
    uint32_t columns = text_columns(step), right = qr_right(at->engine);
    enum rule rule = judge_sets(at, step);
    if (rule != RULE_NONE)
        return rule;
    if (narrow(at) && cursor->x + columns >= (cursor->x < right ? right : qr_cols(at->engine)))
        return RULE_WRAP_IN_MARGINS;
    if (narrow(at) && mode_of(at, QR_MODE_INSERT))
        return RULE_INSERT_IN_MARGINS;
    return judge_wide(at, step, columns);
}

static inline enum rule judge_rep(const struct situation *at, const struct step *step) {
    const struct qr_cursor *cursor = cursor_of(at);
    const struct qr_engine *e = at->engine;
    uint32_t count = step->first == 0 ? 1 : step->first, right = qr_right(e);
    if (e->printer.last_count == 0)
        return RULE_REP_NOTHING;
    if (step_is_wide(e->printer.last_cluster[0]))
        return RULE_REP_WIDE;
    uint32_t edge = narrow(at) && cursor->x < right ? right : qr_cols(e), end = cursor->x + count;
    if (cursor->pending_wrap || mode_of(at, QR_MODE_INSERT) || end + 1 >= edge)
        return RULE_REP_AT_EDGE;
    return cuts(at, cursor->x, cursor->y, cursor->y + 1) || cuts(at, end, cursor->y, cursor->y + 1) ? RULE_WIDE_CUT
                                                                                                    : RULE_NONE;
}

/* --- movement -------------------------------------------------------------------------------------------------- */

static inline enum rule judge_return(const struct situation *at) {
    bool left = qr_left(at->engine) > 0 && (mode_of(at, QR_MODE_ORIGIN) || cursor_of(at)->x >= qr_left(at->engine));
    return left ? RULE_LEFT_MARGIN : RULE_NONE;
}

/* Index and reverse index, also as line feeds: where they scroll, the cursor must stand between the margins. */
static inline enum rule judge_index(const struct situation *at, bool down) {
    const struct qr_engine *e = at->engine;
    uint32_t y = cursor_of(at)->y;
    if (down ? y + 1 != e->margins.bottom : y != e->margins.top)
        return RULE_NONE;
    if (beside(at))
        return RULE_INDEX_BESIDE;
    bool cut = cuts(at, qr_left(e), e->margins.top, e->margins.bottom) ||
               cuts(at, qr_right(e), e->margins.top, e->margins.bottom);
    return cut ? RULE_WIDE_CUT : RULE_NONE;
}

static inline enum rule judge_c0(const struct situation *at, char first, bool second) {
    if (first == '\t')
        return narrow(at) ? RULE_TAB_IN_MARGINS : RULE_NONE;
    if (first == '\b')
        return cursor_of(at)->x == qr_left(at->engine) && cursor_of(at)->x > 0 ? RULE_LEFT_MARGIN : RULE_NONE;
    enum rule rule = RULE_NONE;
    if (first == '\r' || mode_of(at, QR_MODE_NEWLINE))
        rule = judge_return(at);
    if (rule == RULE_NONE && (first != '\r' || second))
        rule = judge_index(at, true);
    return rule;
}

/* CUU, CUD, CUF, CUB, CNL, CPL: libvterm stops at the screen's edges only. */
static inline enum rule judge_cursor(const struct situation *at, const struct step *step) {
    const struct qr_engine *e = at->engine;
    uint32_t x = cursor_of(at)->x, y = cursor_of(at)->y, n = step->first == 0 ? 1 : step->first,
             which = step->which % 6;
    bool up = which == 0 || which == 5, down = which == 1 || which == 4, crosses;
    if (up)
        crosses = y >= e->margins.top && e->margins.top > 0 && y < e->margins.top + n;
    else if (down)
        crosses = y < e->margins.bottom && e->margins.bottom < qr_rows(e) && y + n >= e->margins.bottom;
    else if (which == 2)
        crosses = x < qr_right(e) && qr_right(e) < qr_cols(e) && x + n >= qr_right(e);
    else
        crosses = x >= qr_left(e) && qr_left(e) > 0 && x < qr_left(e) + n;
    if (crosses)
        return RULE_MOVE_OVER_MARGIN;
    return which >= 4 ? judge_return(at) : RULE_NONE;
}

/* --- editing --------------------------------------------------------------------------------------------------- */

/* The cells [x, right) of rows shifted by n columns. */
static inline enum rule judge_shift(const struct situation *at, bool insert, uint32_t n, uint32_t top,
                                    uint32_t bottom) {
    uint32_t x = cursor_of(at)->x, right = qr_right(at->engine), room = x < right ? right - x : 0;
    n = n == 0 ? 1 : n;
    n = n < room ? n : room;
    bool cut =
        cuts(at, x, top, bottom) || cuts(at, right, top, bottom) || cuts(at, insert ? right - n : x + n, top, bottom);
    return cut ? RULE_WIDE_CUT : RULE_NONE;
}

static inline enum rule judge_lines(const struct situation *at) {
    uint32_t y = cursor_of(at)->y, bottom = at->engine->margins.bottom;
    if (!qr_cursor_in_region(at->engine))
        return RULE_NONE;
    if (cuts(at, qr_left(at->engine), y, bottom) || cuts(at, qr_right(at->engine), y, bottom))
        return RULE_WIDE_CUT;
    return cursor_of(at)->x == qr_left(at->engine) ? RULE_NONE : RULE_LINES_MOVE_CURSOR;
}

static inline bool protected_anywhere(const struct situation *at) {
    const struct qr_page *page = &at->engine->screen->page;
    bool found = false;
    for (uint32_t y = 0; y < qr_page_rows(page); y++) {
        const struct qr_row *row = qr_page_row(page, y);
        for (uint32_t x = 0; x < row->length; x++)
            found = found || qr_cell_is_protected(qr_page_cells(page, row)[x]);
    }
    return found;
}

static inline enum rule judge_erase(const struct situation *at, const struct step *step) {
    const struct qr_engine *e = at->engine;
    uint32_t x = cursor_of(at)->x, y = cursor_of(at)->y, n = step->first == 0 ? 1 : step->first;
    bool selective = step->kind == STEP_SELECTIVE_DISPLAY || step->kind == STEP_SELECTIVE_LINE;
    if (selective && wide_in(at, 0, qr_rows(e)))
        return RULE_WIDE_SELECTIVE;
    if (selective && e->protection_kind == QR_PROTECTION_NONE && protected_anywhere(at))
        return RULE_PROTECTION_RESET;
    bool cut;
    if (step->kind == STEP_ERASE_CHARACTERS)
        cut = cuts(at, x, y, y + 1) || cuts(at, x + n, y, y + 1);
    else
        cut = step->which % 3 < 2 && cuts(at, step->which % 3 == 0 ? x : x + 1, y, y + 1);
    return cut ? RULE_WIDE_CUT : RULE_NONE;
}

static inline enum rule judge_edit(const struct situation *at, const struct step *step) {
    const struct qr_margins *margins = &at->engine->margins;
    uint32_t y = cursor_of(at)->y;
    switch (step->kind) {
    case STEP_INSERT_DELETE:
        if (!in_rows(at))
            return RULE_EDIT_OUTSIDE_ROWS;
        return beside(at) ? RULE_NONE : judge_shift(at, step->which % 2 == 0, step->first, y, y + 1);
    case STEP_COLUMNS:
        if (!qr_cursor_in_region(at->engine))
            return RULE_NONE;
        return judge_shift(at, step->which % 2 == 0, step->first, margins->top, margins->bottom);
    case STEP_LINES:
        return judge_lines(at);
    case STEP_SCROLL:
        return cuts(at, qr_left(at->engine), margins->top, margins->bottom) ||
                       cuts(at, qr_right(at->engine), margins->top, margins->bottom)
                   ? RULE_WIDE_CUT
                   : RULE_NONE;
    default:
        return judge_erase(at, step);
    }
}

/* --- the rest -------------------------------------------------------------------------------------------------- */

static inline struct saved_state state_to_save(const struct situation *at) {
    const struct qr_engine *e = at->engine;
    return (struct saved_state){true, qr_is_alternate(e), mode_of(at, QR_MODE_ORIGIN), e->protection == 1, e->charsets};
}

static inline enum rule judge_restore(const struct situation *at, bool to_primary) {
    struct saved_state now = state_to_save(at);
    const struct saved_state *saved = &at->saved;
    bool same = saved->valid && saved->alternate == (to_primary ? false : now.alternate) &&
                saved->origin == now.origin && !now.origin && saved->protection == now.protection &&
                memcmp(&saved->charsets, &now.charsets, sizeof now.charsets) == 0;
    return same ? RULE_NONE : RULE_RESTORE_STATE;
}

static inline enum rule judge(const struct situation *at, const struct step *step) {
    bool origin = mode_of(at, QR_MODE_ORIGIN);
    switch (step->kind) {
    case STEP_TEXT:
    case STEP_SINGLE_SHIFT:
        return judge_text(at, step);
    case STEP_REP:
        return judge_rep(at, step);
    case STEP_C0:
        return judge_c0(at, step_fixed(step)[0], step_fixed(step)[1] != 0);
    case STEP_INDEX:
        if (step->which % 3 == 2 && judge_return(at) != RULE_NONE)
            return RULE_LEFT_MARGIN;
        return judge_index(at, step->which % 3 != 1);
    case STEP_CURSOR:
        return judge_cursor(at, step);
    case STEP_COLUMN:
        return origin && qr_left(at->engine) > 0 ? RULE_ADDRESS_IN_ORIGIN : RULE_NONE;
    case STEP_TABS:
        return narrow(at) ? RULE_TAB_IN_MARGINS : RULE_NONE;
    case STEP_REPORT:
        return origin || wide_pending(at) ? RULE_REPORT_POSITION : RULE_NONE;
    case STEP_COLUMN_MARGINS:
        return mode_of(at, QR_MODE_LEFT_RIGHT_MARGINS) ? RULE_NONE : RULE_NO_COLUMN_MARGINS;
    case STEP_RESTORE:
        return judge_restore(at, false);
    case STEP_ALTERNATE_SAVE:
        return qr_is_alternate(at->engine) ? judge_restore(at, true) : RULE_NONE;
    case STEP_ALTERNATE_CLEAR:
        return RULE_ALTERNATE_ERASE;
    case STEP_ALIGNMENT:
        return RULE_ALIGNMENT_RESETS;
    case STEP_SOFT_RESET:
        return RULE_SOFT_RESET_UNKNOWN;
    case STEP_RESET:
        return qr_is_alternate(at->engine) ? RULE_RESET_SCREEN : RULE_NONE;
    case STEP_INSERT_DELETE:
    case STEP_COLUMNS:
    case STEP_LINES:
    case STEP_SCROLL:
    case STEP_ERASE_DISPLAY:
    case STEP_ERASE_LINE:
    case STEP_SELECTIVE_DISPLAY:
    case STEP_SELECTIVE_LINE:
    case STEP_ERASE_CHARACTERS:
        return judge_edit(at, step);
    default:
        return RULE_NONE;
    }
}

/* May the step come while a wrap is pending, both keeping or ending it alike? */
static inline bool bears_pending(const struct situation *at, const struct step *step) {
    switch (step->kind) {
    case STEP_TEXT:
    case STEP_SINGLE_SHIFT:
    case STEP_REP:
    case STEP_SGR:
    case STEP_ADDRESS:
    case STEP_REPORT:
    case STEP_PROTECT:
    case STEP_SCROLL:
        return true;
    case STEP_CURSOR:
        return !wide_pending(at);
    case STEP_C0:
        return strchr("\r\b\t", step_fixed(step)[0]) && !wide_pending(at);
    default:
        return false;
    }
}

static inline void spell_screens(const struct situation *at, const struct step *step, struct verdict *verdict) {
    bool alternate = qr_is_alternate(at->engine), save = step->kind == STEP_ALTERNATE_SAVE;
    text_addf(&verdict->ours, "\033[?%u%c", save ? 1049u : 1047u, alternate ? 'l' : 'h');
    if (!save && !alternate)
        text_addf(&verdict->after, "\033[2J");
}

/* What DECSTR does, in functions that libvterm has; the cursor stays. */
static inline void spell_soft_reset(const struct situation *at, struct text *to) {
    text_addf(to, "\033[?6l\033[4l\033[?69l\033[?7h\033[r\033[m\033[0\"q\033(B\033)B\033*B\033+B\017\033[%u;%uH",
              cursor_of(at)->y + 1, cursor_of(at)->x + 1);
}

/* Decides how the step is fed. */
static inline void judge_step(struct situation *at, const struct step *step, struct verdict *verdict) {
    verdict->rule = judge(at, step);
    verdict->leave_out = false;
    text_clear(&verdict->before);
    text_clear(&verdict->ours);
    text_clear(&verdict->theirs);
    text_clear(&verdict->after);
    switch (verdict->rule) {
    case RULE_NONE:
    case RULE_ALTERNATE_ERASE:
    case RULE_SOFT_RESET_UNKNOWN:
        break;
    case RULE_WIDE_AT_EDGE:
        text_addf(&verdict->before, "\033[K");
        break;
    case RULE_LINES_MOVE_CURSOR:
        spell_address(at, qr_left(at->engine), cursor_of(at)->y, &verdict->before);
        break;
    case RULE_ALIGNMENT_RESETS:
        text_addf(&verdict->before, "\033[?6l\033[r\033[m\033[0\"q%s\033[H",
                  mode_of(at, QR_MODE_LEFT_RIGHT_MARGINS) ? "\033[s" : "");
        break;
    default:
        verdict->leave_out = true;
        return;
    }
    if (verdict->rule == RULE_NONE && cursor_of(at)->pending_wrap && !bears_pending(at, step)) {
        verdict->rule = RULE_PENDING_WRAP;
        spell_address(at, cursor_of(at)->x, cursor_of(at)->y, &verdict->before);
    } else if (cursor_of(at)->pending_wrap && !bears_pending(at, step)) {
        struct text other = {0};
        spell_address(at, cursor_of(at)->x, cursor_of(at)->y, &other);
        text_addf(&other, "%s", verdict->before.bytes);
        text_free(&verdict->before);
        verdict->before = other;
    }
    if (step->kind == STEP_ALTERNATE_CLEAR || step->kind == STEP_ALTERNATE_SAVE)
        spell_screens(at, step, verdict);
    else
        step_spell(step, &verdict->ours);
    if (step->kind == STEP_SOFT_RESET)
        spell_soft_reset(at, &verdict->theirs);
    else
        text_addf(&verdict->theirs, "%s", verdict->ours.bytes);
}

/* Notes what a step that was fed leaves behind for rules; to be called after it, `before` is what was to be saved. */
static inline void note_step(struct situation *at, const struct step *step, struct saved_state before) {
    bool entered = step->kind == STEP_ALTERNATE_SAVE && qr_is_alternate(at->engine);
    if (step->kind == STEP_SAVE || entered)
        at->saved = before;
    if (step->kind == STEP_SOFT_RESET || step->kind == STEP_RESET)
        at->saved.valid = false;
    if (step->kind == STEP_CHARSET || step->kind == STEP_SOFT_RESET)
        at->sets_touched = true;
    if (step->kind == STEP_RESET)
        at->sets_touched = false;
}

#endif
