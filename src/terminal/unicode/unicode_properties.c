/* The break rules as masks: for each class, which classes join it whatever came earlier. The three rules that look
 * further back (GB9c, GB11, GB12/13) each have a flag that says "the text so far allows it". */
#include "unicode_properties.h"
#include "unicode_lookup.h"

#include "qr_assert.h"

#define TEXT_STYLE 0xfe0eu
#define EMOJI_STYLE 0xfe0fu
#define ZERO_WIDTH_JOINER 0x200du

#define BIT(name) (1u << BREAK_##name)
#define EVERY_CLASS ((1u << BREAK_CLASSES) - 1)
#define LINE_ENDS (BIT(CR) | BIT(LF) | BIT(CONTROL))

/* GB9, GB9a: these join everything but line ends. */
#define TRAILING (BIT(EXTEND) | BIT(INDIC_EXTEND) | BIT(INDIC_LINKER) | BIT(ZWJ) | BIT(SPACING))

/* The classes that join the given one by GB3 to GB9b, which need no memory. */
static const uint32_t joined_by[BREAK_CLASSES] = {
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

/* Flags of a break state. They describe the text that ends with the last code point. */
enum {
    AFTER_PICTOGRAPH = 1,     /* GB11: pictograph, then Extend only */
    AFTER_PICTOGRAPH_ZWJ = 2, /* GB11: the same and a ZWJ last */
    AFTER_CONSONANT = 4,      /* GB9c: consonant, then linkers and extenders only */
    AFTER_LINKER = 8,         /* GB9c: the same with at least one linker */
    AFTER_HALF_FLAG = 16      /* GB12/13: an odd number of regional indicators */
};

/* For each class: the flag that lets it join (if any), and how it changes the flags. What is not kept is cleared. */
struct memory {
    uint8_t joins_if, keeps, sets;
};

static const struct memory memories[BREAK_CLASSES] = {
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

/* The flags after a code point of the class. Two rules are more than keep and set: they turn one flag into another. */
static unsigned next_flags(unsigned flags, unsigned class) {
    unsigned next = (flags & memories[class].keeps) | memories[class].sets;
    if (class == BREAK_ZWJ && (flags & AFTER_PICTOGRAPH)) {
        next |= AFTER_PICTOGRAPH_ZWJ;
    } else if (class == BREAK_INDIC_LINKER && (flags & AFTER_CONSONANT)) {
        next |= AFTER_LINKER;
    } else if (class == BREAK_REGIONAL && (flags & AFTER_HALF_FLAG)) {
        next &= ~(unsigned)AFTER_HALF_FLAG;
    }
    return next;
}

bool qr_break_before(struct qr_break_state *state, uint32_t code_point) {
    qr_assert(state->previous <= BREAK_CLASSES);
    unsigned class = qr_unicode_class(qr_unicode_property(code_point));
    unsigned flags = state->flags;
    bool joins = state->previous != 0 && (joined_by[state->previous - 1] >> class & 1);
    joins = joins || (flags & memories[class].joins_if);
    state->previous = (uint8_t)(class + 1);
    state->flags = (uint8_t)next_flags(flags, class);
    return !joins;
}

/* Of the text style of a code point whose style a variation selector may choose. */
static inline unsigned text_width(unsigned property_byte, unsigned ambiguous) {
    return qr_unicode_width(property_byte, QR_UNICODE_AMBIGUOUS) == QR_UNICODE_AMBIGUOUS ? ambiguous : 1;
}

static bool is_emoji_modifier(uint32_t code_point) {
    return code_point >= 0x1f3fb && code_point <= 0x1f3ff;
}

/* Columns that a code point adds to the cluster, by those around it; 0 for `before` and `after` is none. */
static unsigned columns_added(uint32_t before, uint32_t code_point, uint32_t after, unsigned ambiguous) {
    unsigned byte = qr_unicode_property(code_point);
    bool chooses = (byte & QR_UNICODE_VARIATION) != 0;
    if (chooses && (after == EMOJI_STYLE || is_emoji_modifier(after)))
        return 2;
    if (is_emoji_modifier(code_point) && before != 0)
        return 0; /* it colours what stands before it */
    if (before == ZERO_WIDTH_JOINER && qr_unicode_class(byte) == BREAK_PICTOGRAPH)
        return 0; /* GB11: it is drawn into the emoji before it */
    return chooses && after == TEXT_STYLE ? text_width(byte, ambiguous) : qr_unicode_width(byte, ambiguous);
}

unsigned qr_cluster_width(const uint32_t *code_points, size_t count, unsigned ambiguous) {
    unsigned columns = 0;
    for (size_t i = 0; i < count && columns < 2; i++) {
        uint32_t before = i > 0 ? code_points[i - 1] : 0, after = i + 1 < count ? code_points[i + 1] : 0;
        columns += columns_added(before, code_points[i], after, ambiguous);
    }
    return columns < 2 ? columns : 2;
}
