/* steps.h - what the programs of the differential test are made of: steps, their bytes, and how they are drawn.
 *
 * A step is one control function, or one piece of text, as plain numbers. So a program can be shortened by leaving
 * steps out, and a step can look at the screen it meets before it is spelled (rules.h). */
#ifndef STEPS_H
#define STEPS_H

#include "engine_kit.h"

/* X(kind, weight): how often it is drawn. */
#define STEP_KINDS(X)                                                                                                  \
    X(TEXT, 130)                                                                                                       \
    X(SINGLE_SHIFT, 4)                                                                                                 \
    X(REP, 8)                                                                                                          \
    X(C0, 34)                                                                                                          \
    X(INDEX, 12)                                                                                                       \
    X(CURSOR, 26)                                                                                                      \
    X(COLUMN, 10)                                                                                                      \
    X(ROW, 6)                                                                                                          \
    X(RELATIVE, 6)                                                                                                     \
    X(ADDRESS, 36)                                                                                                     \
    X(TABS, 8)                                                                                                         \
    X(TAB_STOP, 8)                                                                                                     \
    X(ERASE_DISPLAY, 8)                                                                                                \
    X(ERASE_LINE, 10)                                                                                                  \
    X(SELECTIVE_DISPLAY, 5)                                                                                            \
    X(SELECTIVE_LINE, 5)                                                                                               \
    X(ERASE_CHARACTERS, 8)                                                                                             \
    X(INSERT_DELETE, 14)                                                                                               \
    X(LINES, 12)                                                                                                       \
    X(COLUMNS, 8)                                                                                                      \
    X(SCROLL, 10)                                                                                                      \
    X(ROW_MARGINS, 8)                                                                                                  \
    X(COLUMN_MARGINS, 8)                                                                                               \
    X(MODE_MARGINS, 8)                                                                                                 \
    X(MODE_ORIGIN, 6)                                                                                                  \
    X(MODE_WRAP, 6)                                                                                                    \
    X(MODE_INSERT, 6)                                                                                                  \
    X(MODE_NEWLINE, 3)                                                                                                 \
    X(SGR, 40)                                                                                                         \
    X(PROTECT, 6)                                                                                                      \
    X(CHARSET, 8)                                                                                                      \
    X(SHIFT, 6)                                                                                                        \
    X(REPORT, 8)                                                                                                       \
    X(SAVE, 8)                                                                                                         \
    X(RESTORE, 8)                                                                                                      \
    X(ALTERNATE_CLEAR, 4)                                                                                              \
    X(ALTERNATE_SAVE, 4)                                                                                               \
    X(ALIGNMENT, 2)                                                                                                    \
    X(SOFT_RESET, 2)                                                                                                   \
    X(RESET, 1)

enum step_kind {
#define STEP_ENUM(kind, weight) STEP_##kind,
    STEP_KINDS(STEP_ENUM)
#undef STEP_ENUM
        STEP_KIND_COUNT
};

#define STEP_TEXT_MAX 12

struct step {
    enum step_kind kind;
    uint32_t which; /* of the functions of the kind */
    uint32_t first, second;
    uint32_t text[STEP_TEXT_MAX]; /* code points; marks behind what they stand on */
    uint32_t length;
};

#define PROGRAM_MAX 48

struct program {
    uint32_t cols, rows, length;
    struct step steps[PROGRAM_MAX];
};

/* --- drawing --------------------------------------------------------------------------------------------------- */

static inline bool step_is_mark(uint32_t c) {
    return c >= 0x300 && c < 0x370;
}

static inline bool step_is_wide(uint32_t c) {
    return c >= 0x3000; /* of those that are drawn here */
}

static inline uint32_t step_character(struct random *r, bool wide) {
    static const uint32_t others[] = {0xE9, 0xDF, 0x416, 0x3B1, 0x5D0, 0x20AC, 0x2500, 0x2588, 0x1E9E};
    static const uint32_t wides[] = {0x6F22, 0x5B57, 0x3042, 0x30A2, 0xAC00, 0xFF21, 0x4E00, 0xFFE5};
    uint32_t kind = random_below(r, 12);
    if (wide && kind < 4)
        return wides[random_below(r, sizeof wides / sizeof *wides)];
    if (kind < 6)
        return others[random_below(r, 8)];
    return kind == 6 ? ' ' : random_between(r, 0x21, 0x7E);
}

/* One piece of text: of one kind in one half, of any in the other, with marks here and there. */
static inline void step_draw_text(struct random *r, struct step *step, bool wide) {
    uint32_t wanted = random_below(r, 2) == 0 ? 1 : random_between(r, 1, 8);
    bool ascii = random_below(r, 2) == 0;
    for (uint32_t i = 0; i < wanted && step->length < STEP_TEXT_MAX - 2; i++) {
        step->text[step->length++] = ascii ? random_between(r, 0x20, 0x7E) : step_character(r, wide);
        if (!ascii && random_below(r, 8) == 0)
            step->text[step->length++] = 0x300 + random_below(r, 5);
    }
}

static inline struct step step_draw(struct random *r, uint32_t cols, uint32_t rows, bool wide) {
    static const uint32_t weights[] = {
#define STEP_WEIGHT(kind, weight) weight,
        STEP_KINDS(STEP_WEIGHT)
#undef STEP_WEIGHT
    };
    uint32_t total = 0, kind = 0;
    for (uint32_t i = 0; i < STEP_KIND_COUNT; i++)
        total += weights[i];
    for (uint32_t at = random_below(r, total); at >= weights[kind]; kind++)
        at -= weights[kind];
    struct step step = {.kind = (enum step_kind)kind, .which = random_next(r)};
    step.first = random_below(r, random_below(r, 8) == 0 ? 30 : 5);
    step.second = random_below(r, 5);
    if (kind == STEP_TEXT)
        step_draw_text(r, &step, wide);
    else if (kind == STEP_SINGLE_SHIFT)
        step.text[step.length++] = random_between(r, 0x61, 0x78);
    else if (kind == STEP_ADDRESS)
        step.first = random_below(r, rows + 2), step.second = random_below(r, cols + 2);
    else if (kind == STEP_COLUMN)
        step.first = random_below(r, cols + 2);
    else if (kind == STEP_ROW)
        step.first = random_below(r, rows + 2);
    else if (kind == STEP_ROW_MARGINS)
        step.first = random_between(r, 1, rows - 1), step.second = random_between(r, step.first + 1, rows);
    else if (kind == STEP_COLUMN_MARGINS)
        step.first = random_between(r, 1, cols - 1), step.second = random_between(r, step.first + 1, cols);
    return step;
}

/* Left and right margins from the beginning, and mostly origin mode: by chance alone they would meet too rarely. */
static inline void program_set_margins(struct random *r, struct program *program) {
    struct step *steps = program->steps;
    steps[0] = (struct step){.kind = STEP_MODE_MARGINS};
    steps[1] = (struct step){.kind = STEP_COLUMN_MARGINS, .which = 1, .first = random_between(r, 1, 3)};
    steps[1].second = random_between(r, steps[1].first + 1, program->cols);
    if (random_below(r, 3) < 2)
        steps[2] = (struct step){.kind = STEP_MODE_ORIGIN};
}

static inline void program_draw(struct random *r, struct program *program) {
    bool wide = random_below(r, 3) == 0;
    program->cols = random_between(r, 4, random_below(r, 2) == 0 ? 9 : 24);
    program->rows = random_between(r, 2, 8);
    program->length = random_between(r, 4, PROGRAM_MAX);
    for (uint32_t i = 0; i < program->length; i++)
        program->steps[i] = step_draw(r, program->cols, program->rows, wide);
    if (random_below(r, 3) == 0)
        program_set_margins(r, program);
}

/* --- spelling -------------------------------------------------------------------------------------------------- */

#define ONE_OF(list, which) ((list)[(which) % (sizeof(list) / sizeof *(list))])

static inline void step_spell_sgr(const struct step *step, struct text *to) {
    static const uint8_t plain[] = {0, 1, 3, 4, 5, 7, 9, 21, 22, 23, 24, 25, 27, 29, 39, 49};
    uint32_t n = step->which >> 8;
    switch (step->which % 8) {
    case 0:
        text_addf(to, "\033[m");
        break;
    case 1:
        text_addf(to, "\033[%u;%um", 30 + n % 8, 40 + (n >> 3) % 8);
        break;
    case 2:
        text_addf(to, "\033[%u;%um", 90 + n % 8, 100 + (n >> 3) % 8);
        break;
    case 3:
        text_addf(to, "\033[%u;5;%um", n & 1 ? 38u : 48u, n >> 1 & 255);
        break;
    case 4:
        text_addf(to, "\033[%u;2;%u;%u;%um", n & 1 ? 38u : 48u, n >> 1 & 255, n >> 9 & 255, n >> 17);
        break;
    case 5:
        text_addf(to, "\033[4:%um", n % 4);
        break;
    default:
        text_addf(to, "\033[%u;%um", ONE_OF(plain, n), ONE_OF(plain, n >> 8));
    }
}

/* The functions that are a final byte with a count. */
static inline bool step_spell_count(const struct step *step, struct text *to) {
    static const struct {
        enum step_kind kind;
        const char *finals[6];
        uint32_t count;
    } kinds[] = {{STEP_REP, {"b"}, 1},
                 {STEP_CURSOR, {"A", "B", "C", "D", "E", "F"}, 6},
                 {STEP_COLUMN, {"G", "`"}, 2},
                 {STEP_ROW, {"d"}, 1},
                 {STEP_RELATIVE, {"a", "e"}, 2},
                 {STEP_TABS, {"I", "Z"}, 2},
                 {STEP_ERASE_CHARACTERS, {"X"}, 1},
                 {STEP_INSERT_DELETE, {"@", "P"}, 2},
                 {STEP_LINES, {"L", "M"}, 2},
                 {STEP_COLUMNS, {"'}", "'~"}, 2},
                 {STEP_SCROLL, {"S", "T"}, 2}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].kind != step->kind)
            continue;
        const char *final = kinds[i].finals[step->which % kinds[i].count];
        if (step->first == 0 && step->which >> 8 & 1)
            text_addf(to, "\033[%s", final);
        else
            text_addf(to, "\033[%u%s", step->first, final);
        return true;
    }
    return false;
}

/* The functions with a fixed spelling, of which `which` picks one. */
static inline const char *step_fixed(const struct step *step) {
    static const char *const c0[] = {"\r", "\n", "\b", "\t", "\r\n", "\v", "\f"};
    static const char *const index[] = {"\033D", "\033M", "\033E"};
    static const char *const stops[] = {"\033H", "\033[g", "\033H", "\033[3g"};
    static const char *const margins[] = {"\033[?69h\033[s", "\033[?69l"};
    static const char *const origin[] = {"\033[?6h", "\033[?6l"}, *const wrap[] = {"\033[?7h", "\033[?7l"};
    static const char *const insert[] = {"\033[4h", "\033[4l"}, *const newline[] = {"\033[20h", "\033[20l"};
    static const char *const protect[] = {"\033[1\"q", "\033[0\"q", "\033[2\"q"};
    static const char *const sets[] = {"\033(0", "\033(B", "\033)0", "\033)B", "\033(A", "\033*0", "\033+A"};
    static const char *const shifts[] = {"\016", "\017", "\033n", "\033o"};
    static const char *const report[] = {"\033[6n", "\033[5n"};
    static const char *const save[] = {"\0337", "\033[?1048h"}, *const restore[] = {"\0338", "\033[?1048l"};
    switch (step->kind) {
    case STEP_C0:
        return ONE_OF(c0, step->which);
    case STEP_INDEX:
        return ONE_OF(index, step->which);
    case STEP_TAB_STOP:
        return ONE_OF(stops, step->which);
    case STEP_MODE_MARGINS:
        return ONE_OF(margins, step->which);
    case STEP_MODE_ORIGIN:
        return ONE_OF(origin, step->which);
    case STEP_MODE_WRAP:
        return ONE_OF(wrap, step->which);
    case STEP_MODE_INSERT:
        return ONE_OF(insert, step->which);
    case STEP_MODE_NEWLINE:
        return ONE_OF(newline, step->which);
    case STEP_PROTECT:
        return ONE_OF(protect, step->which);
    case STEP_CHARSET:
        return ONE_OF(sets, step->which);
    case STEP_SHIFT:
        return ONE_OF(shifts, step->which);
    case STEP_REPORT:
        return ONE_OF(report, step->which);
    case STEP_SAVE:
        return ONE_OF(save, step->which);
    case STEP_RESTORE:
        return ONE_OF(restore, step->which);
    case STEP_ALIGNMENT:
        return "\033#8";
    case STEP_SOFT_RESET:
        return "\033[!p";
    case STEP_RESET:
        return "\033c";
    default:
        return NULL;
    }
}

static inline void step_spell_margins(const struct step *step, char final, struct text *to) {
    if (step->which % 4 == 0)
        text_addf(to, "\033[%c", final);
    else
        text_addf(to, "\033[%u;%u%c", step->first, step->second, final);
}

/* Adds the bytes of a step. The alternate screen's switches depend on where one is, see rules.h. */
static inline void step_spell(const struct step *step, struct text *to) {
    const char *fixed = step_fixed(step);
    if (fixed) {
        text_addf(to, "%s", fixed);
        return;
    }
    if (step->kind == STEP_SINGLE_SHIFT)
        text_addf(to, "\033%c", "NO"[step->which % 2]);
    for (uint32_t i = 0; i < step->length; i++)
        text_code_point(to, step->text[i]);
    if (step->kind == STEP_ADDRESS)
        text_addf(to, "\033[%u;%u%c", step->first, step->second, "Hf"[step->which % 2]);
    else if (step->kind == STEP_ERASE_DISPLAY || step->kind == STEP_SELECTIVE_DISPLAY)
        text_addf(to, "\033[%s%uJ", step->kind == STEP_ERASE_DISPLAY ? "" : "?", step->which % 3);
    else if (step->kind == STEP_ERASE_LINE || step->kind == STEP_SELECTIVE_LINE)
        text_addf(to, "\033[%s%uK", step->kind == STEP_ERASE_LINE ? "" : "?", step->which % 3);
    else if (step->kind == STEP_ROW_MARGINS)
        step_spell_margins(step, 'r', to);
    else if (step->kind == STEP_COLUMN_MARGINS)
        step_spell_margins(step, 's', to);
    else if (step->kind == STEP_SGR)
        step_spell_sgr(step, to);
    else
        (void)step_spell_count(step, to);
}

#endif
