/* unicode_properties.c - the break rules as masks (unicode_breaks.h), and widths. */
#include "unicode_properties.h"

#include "unicode_breaks.h"
#include "unicode_lookup.h"

#include "qr_assert.h"

#define ZERO_WIDTH_JOINER 0x200du

#define BIT(name) (1u << BREAK_##name)
#define EVERY_CLASS ((1u << BREAK_CLASSES) - 1)
#define LINE_ENDS (BIT(CR) | BIT(LF) | BIT(CONTROL))

/* GB9, GB9a: these join everything but line ends. */
#define TRAILING (BIT(EXTEND) | BIT(INDIC_EXTEND) | BIT(INDIC_LINKER) | BIT(ZWJ) | BIT(SPACING))

const uint32_t qr_break_joined_by[BREAK_CLASSES] = {
    [BREAK_OTHER] = TRAILING,
    [BREAK_CR] = BIT(LF),
    [BREAK_CONTROL] = 0,
    [BREAK_PREPEND] = EVERY_CLASS & ~LINE_ENDS,
    [BREAK_LF] = 0,
    [BREAK_EXTEND] = TRAILING,
    [BREAK_INDIC_EXTEND] = TRAILING,
    [BREAK_INDIC_LINKER] = TRAILING,
    [BREAK_ZWJ] = TRAILING,
    [BREAK_SPACING] = TRAILING,
    [BREAK_PICTOGRAPH] = TRAILING,
    [BREAK_CONSONANT] = TRAILING,
    [BREAK_REGIONAL] = TRAILING,
    [BREAK_L] = TRAILING | BIT(L) | BIT(V) | BIT(LV) | BIT(LVT),
    [BREAK_V] = TRAILING | BIT(V) | BIT(T),
    [BREAK_T] = TRAILING | BIT(T),
    [BREAK_LV] = TRAILING | BIT(V) | BIT(T),
    [BREAK_LVT] = TRAILING | BIT(T),
};

const struct qr_break_memory qr_break_memories[BREAK_CLASSES] = {
    [BREAK_EXTEND] = {.keeps = AFTER_PICTOGRAPH},
    [BREAK_INDIC_EXTEND] = {.keeps = AFTER_PICTOGRAPH | AFTER_CONSONANT | AFTER_LINKER},
    [BREAK_INDIC_LINKER] = {.keeps = AFTER_PICTOGRAPH | AFTER_CONSONANT | AFTER_LINKER},
    [BREAK_ZWJ] = {.keeps = AFTER_CONSONANT | AFTER_LINKER},
    [BREAK_PICTOGRAPH] = {.joins_if = AFTER_PICTOGRAPH_ZWJ, .sets = AFTER_PICTOGRAPH},
    [BREAK_CONSONANT] = {.joins_if = AFTER_LINKER, .sets = AFTER_CONSONANT},
    [BREAK_REGIONAL] = {.joins_if = AFTER_HALF_FLAG, .sets = AFTER_HALF_FLAG},
};

unsigned qr_code_point_width(uint32_t code_point, unsigned ambiguous) {
    return qr_unicode_width(qr_unicode_property(code_point), ambiguous);
}

bool qr_may_join(uint32_t code_point) {
    return qr_unicode_class(qr_unicode_property(code_point)) >= BREAK_FIRST_JOINING;
}

size_t qr_plain_run(const uint32_t *code_points, size_t count, unsigned ambiguous, unsigned *width) {
    size_t length = 0;
    for (; length < count; length++) {
        unsigned columns = qr_unicode_plain_width(code_points[length], ambiguous);
        if (columns == 0 || (length > 0 && columns != *width))
            break;
        *width = columns;
    }
    return length;
}

bool qr_break_before(struct qr_break_state *state, uint32_t code_point) {
    qr_assert(state->previous <= BREAK_CLASSES);
    return qr_break_step(state, qr_unicode_class(qr_unicode_property(code_point)));
}

/* Of the text style of a code point whose style a variation selector may choose. */
static inline unsigned text_width(unsigned property_byte, unsigned ambiguous) {
    return qr_unicode_width(property_byte, QR_UNICODE_AMBIGUOUS) == QR_UNICODE_AMBIGUOUS ? ambiguous : 1;
}

/* Columns that a code point adds to the cluster, by those around it; 0 for `before` and `after` is none. */
static unsigned columns_added(uint32_t before, uint32_t code_point, uint32_t after, unsigned ambiguous) {
    unsigned byte = qr_unicode_property(code_point);
    bool chooses = (byte & QR_UNICODE_VARIATION) != 0;
    if (chooses && (after == QR_EMOJI_STYLE || qr_is_emoji_modifier(after)))
        return 2;
    if (qr_is_emoji_modifier(code_point) && before != 0)
        return 0; /* it colours what stands before it */
    if (before == ZERO_WIDTH_JOINER && qr_unicode_class(byte) == BREAK_PICTOGRAPH)
        return 0; /* GB11: it is drawn into the emoji before it */
    return chooses && after == QR_TEXT_STYLE ? text_width(byte, ambiguous) : qr_unicode_width(byte, ambiguous);
}

unsigned qr_cluster_width(const uint32_t *code_points, size_t count, unsigned ambiguous) {
    unsigned columns = 0;
    for (size_t i = 0; i < count && columns < 2; i++) {
        uint32_t before = i > 0 ? code_points[i - 1] : 0, after = i + 1 < count ? code_points[i + 1] : 0;
        columns += columns_added(before, code_points[i], after, ambiguous);
    }
    return columns < 2 ? columns : 2;
}
