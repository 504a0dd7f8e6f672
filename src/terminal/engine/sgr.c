/* sgr.c - select graphic rendition: ECMA-48 8.3.117, ITU T.416 colours, xterm and kitty extensions. */
#include "sgr.h"
#include "engine.h"
#include "handlers.h"

#include <stdio.h>

_Static_assert(QR_SGR_STACK_MAX == QUIRE_RENDITION_STACK_MAX, "limits.h says what there is");

static bool is_sub(const struct qr_sequence *s, uint32_t i) {
    return i < s->count && s->colon_mask >> i & 1;
}

/* Values of the group that begins at `at`: the parameter and its sub-parameters. */
static uint32_t group_size(const struct qr_sequence *s, uint32_t at) {
    uint32_t size = 1;
    while (is_sub(s, at + size))
        size++;
    return size;
}

static uint32_t byte_of(int32_t value) {
    return value < 0 ? 0 : value > 255 ? 255 : (uint32_t)value;
}

static struct quire_color rgb_of(const int32_t *values) {
    return qr_color_rgb(byte_of(values[0]) << 16 | byte_of(values[1]) << 8 | byte_of(values[2]));
}

/* 38, 48, 58 with ':'  -  38:5:n, 38:2:r:g:b (as konsole has it) or 38:2:space:r:g:b (as the standard has it). */
static bool colon_color(const struct qr_sequence *s, uint32_t at, uint32_t size, struct quire_color *color) {
    const int32_t *values = s->values + at;
    if (size >= 3 && values[1] == 5) {
        if (values[2] > 255)
            return false;
        *color = qr_color_palette(byte_of(values[2]));
        return true;
    }
    if (size >= 5 && values[1] == 2) {
        *color = rgb_of(values + (size >= 6 ? 3 : 2));
        return true;
    }
    return false;
}

/* The same with ';'; *used is how many parameters belong to the colour. */
static bool semicolon_color(const struct qr_sequence *s, uint32_t at, struct quire_color *color, uint32_t *used) {
    const int32_t *values = s->values + at;
    uint32_t left = s->count - at;
    *used = left;
    if (left >= 3 && values[1] == 5) {
        *used = 3;
        if (values[2] > 255)
            return false;
        *color = qr_color_palette(byte_of(values[2]));
        return true;
    }
    if (left >= 5 && values[1] == 2) {
        *used = 5;
        if (values[2] > 255 || values[3] > 255 || values[4] > 255)
            return false;
        *color = rgb_of(values + 2);
        return true;
    }
    return false;
}

/* Reads the colour behind 38, 48 or 58 and moves on. */
static bool extended_color(struct qr_sgr *sgr, struct quire_color *color) {
    uint32_t size = group_size(sgr->sequence, sgr->at), used = 0;
    bool known;
    if (size > 1) {
        known = colon_color(sgr->sequence, sgr->at, size, color);
        used = size;
    } else {
        known = semicolon_color(sgr->sequence, sgr->at, color, &used);
    }
    sgr->at += used;
    return known;
}

#define ATTRIBUTES(bits) ((uint64_t)(bits) << QR_STYLE_ATTRIBUTES_SHIFT)
#define UNDERLINES ((uint64_t)7 << QR_STYLE_UNDERLINE_SHIFT)
#define SET(bit)                                                                                                       \
    { 0, ATTRIBUTES(bit) }
#define CLEAR(bits)                                                                                                    \
    { ATTRIBUTES(bits), 0 }
#define UNDERLINED(kind)                                                                                               \
    { UNDERLINES, (uint64_t)(kind) << QR_STYLE_UNDERLINE_SHIFT }
#define INDEX(n) ((uint64_t)QUIRE_COLOR_PALETTE << 24 | (n))
#define TEXT(n)                                                                                                        \
    { QR_COLOR_MASK, INDEX(n) }
#define GROUND(n)                                                                                                      \
    { QR_COLOR_MASK << QR_STYLE_BACKGROUND_SHIFT, INDEX(n) << QR_STYLE_BACKGROUND_SHIFT }
#define EIGHT(color, n)                                                                                                \
    color(n), color(n + 1), color(n + 2), color(n + 3), color(n + 4), color(n + 5), color(n + 6), color(n + 7)

/* clang-format off */
const struct qr_sgr_change qr_sgr_changes[QR_SGR_CODES] = {
    [1] = SET(QUIRE_ATTR_BOLD), SET(QUIRE_ATTR_DIM), SET(QUIRE_ATTR_ITALIC), UNDERLINED(QUIRE_UNDERLINE_SINGLE),
    SET(QUIRE_ATTR_BLINK), SET(QUIRE_ATTR_BLINK), SET(QUIRE_ATTR_INVERSE), SET(QUIRE_ATTR_INVISIBLE),
    SET(QUIRE_ATTR_STRIKETHROUGH),
    [21] = UNDERLINED(QUIRE_UNDERLINE_DOUBLE), CLEAR(QUIRE_ATTR_BOLD | QUIRE_ATTR_DIM), CLEAR(QUIRE_ATTR_ITALIC),
    UNDERLINED(QUIRE_UNDERLINE_NONE), CLEAR(QUIRE_ATTR_BLINK),
    [27] = CLEAR(QUIRE_ATTR_INVERSE), CLEAR(QUIRE_ATTR_INVISIBLE), CLEAR(QUIRE_ATTR_STRIKETHROUGH),
    [30] = EIGHT(TEXT, 0), [39] = {QR_COLOR_MASK, 0},
    [40] = EIGHT(GROUND, 0), [49] = {QR_COLOR_MASK << QR_STYLE_BACKGROUND_SHIFT, 0},
    [53] = SET(QUIRE_ATTR_OVERLINE), [55] = CLEAR(QUIRE_ATTR_OVERLINE),
    [90] = EIGHT(TEXT, 8),
    [100] = EIGHT(GROUND, 8),
};
/* clang-format on */

static void underline(struct qr_sgr *sgr) {
    uint32_t size = group_size(sgr->sequence, sgr->at);
    int32_t kind = size > 1 ? sgr->sequence->values[sgr->at + 1] : 1;
    if (kind >= 0 && kind <= QUIRE_UNDERLINE_DASHED)
        qr_style_set_underline(&sgr->style, (enum quire_underline)kind);
}

/* A colour behind 38, 48 or 58. */
static void extended(struct qr_sgr *sgr, uint32_t code) {
    struct quire_color color = {0};
    if (!extended_color(sgr, &color))
        return;
    if (code == 38)
        qr_style_set_foreground(&sgr->style, color);
    else if (code == 48)
        qr_style_set_background(&sgr->style, color);
    else
        qr_style_set_underline_color(&sgr->style, color);
}

void qr_sgr_step(struct qr_sgr *sgr) {
    uint32_t code = qr_parameter(sgr->sequence, sgr->at, 0);
    if (qr_sgr_is_extended(code)) {
        extended(sgr, code);
        return;
    }
    if (code == 4)
        underline(sgr);
    else
        qr_sgr_plain(&sgr->style, code);
    sgr->at += group_size(sgr->sequence, sgr->at);
}

struct qr_style qr_sgr_apply(struct qr_style style, const struct qr_sequence *sequence) {
    struct qr_sgr sgr = {sequence, 0, style};
    if (sequence->count == 0)
        qr_sgr_plain(&sgr.style, 0);
    while (sgr.at < sequence->count)
        qr_sgr_step(&sgr);
    return sgr.style;
}

/* The pen is settled by whatever comes next that is no rendition (engine.c). */
void qr_do_sgr(struct qr_engine *e, const struct qr_sequence *s) {
    e->screen->pen = qr_sgr_apply(e->screen->pen, s);
}

/* --- written --------------------------------------------------------------------------------------------------- */

static size_t format_color(char *text, size_t room, int base, struct quire_color color) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_DEFAULT)
        return 0;
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_RGB)
        return (size_t)snprintf(text, room, ";%d:2::%u:%u:%u", base + 8, value >> 16, value >> 8 & 255, value & 255);
    if (value < 8 && base != 50)
        return (size_t)snprintf(text, room, ";%d", base + (int)value);
    if (value < 16 && base != 50)
        return (size_t)snprintf(text, room, ";%d", base + 60 + (int)value - 8);
    return (size_t)snprintf(text, room, ";%d:5:%u", base + 8, value);
}

void qr_sgr_format(struct qr_style style, char *text, size_t room) {
    static const char *const codes[] = {";1", ";2", ";3", ";5", ";7", ";8", ";9", ";53"};
    size_t used = (size_t)snprintf(text, room, "0");
    for (uint32_t i = 0; i < 8; i++) {
        if (qr_style_attributes(style) >> i & 1)
            used += (size_t)snprintf(text + used, room - used, "%s", codes[i]);
    }
    if (qr_style_underline(style) == QUIRE_UNDERLINE_SINGLE)
        used += (size_t)snprintf(text + used, room - used, ";4");
    else if (qr_style_underline(style) != QUIRE_UNDERLINE_NONE)
        used += (size_t)snprintf(text + used, room - used, ";4:%d", (int)qr_style_underline(style));
    used += format_color(text + used, room - used, 30, qr_style_foreground(style));
    used += format_color(text + used, room - used, 40, qr_style_background(style));
    used += format_color(text + used, room - used, 50, qr_style_underline_color(style));
    snprintf(text + used, room - used, "m");
}

/* --- the stack of renditions (xterm) --------------------------------------------------------------------------- */

/* XTPUSHSGR: its parameters name what XTPOPSGR is to bring back; none: all of it. */
static uint32_t saved_parts(const struct qr_sequence *s) {
    static const struct {
        uint32_t parameter, part;
    } parts[] = {{1, QUIRE_ATTR_BOLD},      {2, QUIRE_ATTR_DIM},           {3, QUIRE_ATTR_ITALIC},
                 {4, QR_SAVED_UNDERLINE},   {5, QUIRE_ATTR_BLINK},         {7, QUIRE_ATTR_INVERSE},
                 {8, QUIRE_ATTR_INVISIBLE}, {9, QUIRE_ATTR_STRIKETHROUGH}, {21, QR_SAVED_UNDERLINE},
                 {30, QR_SAVED_FOREGROUND}, {31, QR_SAVED_BACKGROUND}};
    uint32_t mask = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            mask |= qr_parameter(s, i, 0) == parts[k].parameter ? parts[k].part : 0;
    }
    return s->count == 0 ? QR_SAVED_ALL : mask;
}

/* A push beyond the stack's end is counted, so that the pop that belongs to it takes nothing else away. */
void qr_do_xtpushsgr(struct qr_engine *e, const struct qr_sequence *s) {
    struct qr_sgr_stack *stack = &e->sgr_stack;
    if (stack->depth < QR_SGR_STACK_MAX) {
        stack->entries[stack->depth].style = e->screen->pen;
        qr_style_set_link(&stack->entries[stack->depth].style, 0);
        stack->entries[stack->depth].parts = (uint16_t)saved_parts(s);
    }
    if (stack->depth < UINT8_MAX)
        stack->depth++;
}

void qr_do_xtpopsgr(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    struct qr_sgr_stack *stack = &e->sgr_stack;
    if (stack->depth == 0 || --stack->depth >= QR_SGR_STACK_MAX)
        return;
    struct qr_style saved = stack->entries[stack->depth].style, pen = e->screen->pen;
    uint32_t parts = stack->entries[stack->depth].parts;
    qr_style_set_attributes(&pen, qr_style_attributes(saved) & parts, parts & 255);
    if (parts & QR_SAVED_UNDERLINE)
        qr_style_set_underline(&pen, qr_style_underline(saved));
    if (parts & QR_SAVED_FOREGROUND)
        qr_style_set_foreground(&pen, qr_style_foreground(saved));
    if (parts & QR_SAVED_BACKGROUND)
        qr_style_set_background(&pen, qr_style_background(saved));
    if (parts == QR_SAVED_ALL)
        qr_style_set_underline_color(&pen, qr_style_underline_color(saved));
    if (!qr_style_equal(pen, e->screen->pen))
        qr_engine_note(e, qr_screen_set_pen(e->screen, pen));
}
