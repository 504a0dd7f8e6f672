/* unicode_breaks.h - the break rules by class, for loops that have looked up the properties already.
 *
 * The rules are masks: for each class, which classes join it whatever came earlier. The three rules that look further
 * back (GB9c, GB11, GB12/13) each have a flag that says "the text so far allows it". */
#ifndef QR_UNICODE_BREAKS_H
#define QR_UNICODE_BREAKS_H

#include "unicode_properties.h"
#include "unicode_tables.h"

/* Flags of a break state. They describe the text that ends with the last code point. */
enum {
    AFTER_PICTOGRAPH = 1,     /* GB11: pictograph, then Extend only */
    AFTER_PICTOGRAPH_ZWJ = 2, /* GB11: the same and a ZWJ last */
    AFTER_CONSONANT = 4,      /* GB9c: consonant, then linkers and extenders only */
    AFTER_LINKER = 8,         /* GB9c: the same with at least one linker */
    AFTER_HALF_FLAG = 16      /* GB12/13: an odd number of regional indicators */
};

/* For each class: the flag that lets it join (if any), and how it changes the flags. What is not kept is cleared. */
struct qr_break_memory {
    uint8_t joins_if, keeps, sets;
};

extern const struct qr_break_memory qr_break_memories[BREAK_CLASSES];

/* The classes that join the given one by GB3 to GB9b, which need no memory. */
extern const uint32_t qr_break_joined_by[BREAK_CLASSES];

/* The flags after a code point of the class. Two rules are more than keep and set: they turn one flag into another. */
static inline unsigned qr_break_next_flags(unsigned flags, unsigned class) {
    unsigned next = (flags & qr_break_memories[class].keeps) | qr_break_memories[class].sets;
    if (class == BREAK_ZWJ && (flags & AFTER_PICTOGRAPH)) {
        next |= AFTER_PICTOGRAPH_ZWJ;
    } else if (class == BREAK_INDIC_LINKER && (flags & AFTER_CONSONANT)) {
        next |= AFTER_LINKER;
    } else if (class == BREAK_REGIONAL && (flags & AFTER_HALF_FLAG)) {
        next &= ~(unsigned)AFTER_HALF_FLAG;
    }
    return next;
}

/* Behind a letter, or anything else of its class. */
static const struct qr_break_state qr_break_behind_letter = {BREAK_OTHER + 1, 0};

/* Classes that leave a flag behind. */
#define QR_BREAK_SETTING (1u << BREAK_PICTOGRAPH | 1u << BREAK_CONSONANT | 1u << BREAK_REGIONAL)

/* qr_break_before for a code point of this class. Cost: constant, without a call, and less where nothing is remembered.
 */
static inline bool qr_break_step(struct qr_break_state *state, unsigned class) {
    bool joins = state->previous != 0 && (qr_break_joined_by[state->previous - 1] >> class & 1);
    state->previous = (uint8_t)(class + 1);
    if (state->flags != 0 || QR_BREAK_SETTING >> class & 1) {
        joins = joins || (state->flags & qr_break_memories[class].joins_if);
        state->flags = (uint8_t)qr_break_next_flags(state->flags, class);
    }
    return !joins;
}

#endif
