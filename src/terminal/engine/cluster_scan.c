#include "cluster_scan.h"

#include "plain_text.h"
#include "unicode_breaks.h"
#include "unicode_lookup.h"
#include "utf8.h"

/* In the words of breaks. */
#define WIDE 0x80u
#define POINTS 0x7Fu

/* So many letters of one width in a row, and more of them are looked for with vectors. */
#define STREAK 8

#define NARROW_LETTER (BREAK_OTHER | 1u << QR_UNICODE_WIDTH_SHIFT)

struct walk {
    const uint8_t *p, *end;
    uint32_t cells, columns; /* that may still come */
    struct qr_break_state state;
    unsigned streak;
    const uint8_t *cluster; /* where the open cluster begins; NULL: there is none */
    uint32_t low;           /* its points and WIDE */
    uint32_t run_low, run;  /* cells of one kind, and how many, that are not in a word yet */
    uint16_t *word;         /* the next one */
};

struct code_point {
    uint32_t value;
    unsigned property, length;
};

/* False: there is none that can be looked at here. */
static inline bool next_code_point(const struct walk *walk, struct code_point *c) {
    if (walk->p == walk->end)
        return false;
    if (*walk->p < 0x80) {
        *c = (struct code_point){*walk->p, NARROW_LETTER, 1};
        return *walk->p >= 0x20 && *walk->p < 0x7F;
    }
    if (walk->end - walk->p < 4)
        return false;
    c->length = (unsigned)qr_utf8_whole(walk->p, &c->value);
    c->property = c->length > 0 ? qr_unicode_property(c->value) : 0;
    return c->length > 0;
}

/* Where the code point begins that ends here. */
static inline const uint8_t *last_begin(const uint8_t *p) {
    do
        p--;
    while (qr_utf8_continues(*p));
    return p;
}

/* May a variation selector choose the style of the last code point? */
static bool last_chooses(const struct walk *walk) {
    const uint8_t *p = last_begin(walk->p);
    uint32_t c = *p;
    if (c >= 0x80)
        (void)qr_utf8_whole(p, &c);
    return (qr_unicode_property(c) & QR_UNICODE_VARIATION) != 0;
}

static inline void put_word(struct walk *walk) {
    if (walk->run > 0)
        *walk->word++ = (uint16_t)((walk->run - 1) << 8 | walk->run_low);
}

/* Cells that are complete. */
static inline void put_cells(struct walk *walk, uint32_t low, uint32_t cells) {
    if (low != walk->run_low) {
        put_word(walk);
        walk->run_low = low;
        walk->run = 0;
    }
    walk->run += cells;
}

static inline void end_cluster(struct walk *walk) {
    if (walk->cluster)
        put_cells(walk, walk->low, 1);
}

/* A cell of its own. False: it does not fit. */
static inline bool begin_cluster(struct walk *walk, const struct code_point *c, unsigned width) {
    uint32_t low = width == 2 ? WIDE | 1 : 1;
    if (walk->cells == 0 || walk->columns < width)
        return false;
    end_cluster(walk);
    walk->streak = low == walk->low ? walk->streak + 1 : 0;
    walk->low = low;
    walk->cells--;
    walk->columns -= width;
    walk->cluster = walk->p;
    walk->p += c->length;
    return true;
}

/* Does the open cluster, which is narrow, become wide with this code point? As qr_cluster_width has it: of what is
 * there only the last one counts. */
static inline bool grows(const struct walk *walk, const struct code_point *c, unsigned width) {
    if (c->value == QR_EMOJI_STYLE || qr_is_emoji_modifier(c->value))
        return last_chooses(walk);
    bool in_one_picture = walk->state.previous == BREAK_ZWJ + 1 && qr_unicode_class(c->property) == BREAK_PICTOGRAPH;
    return width > 0 && !in_one_picture;
}

/* False: the cluster cannot take it, or not in so simple a way. */
static inline bool join(struct walk *walk, const struct code_point *c, unsigned width, bool graphemes) {
    if (!walk->cluster || (walk->low & POINTS) >= QUIRE_CLUSTER_MAX)
        return false;
    if (walk->low & WIDE) {
        if (c->value == QR_TEXT_STYLE) /* it may become narrow */
            return false;
    } else if (graphemes && grows(walk, c, width)) {
        if (walk->columns == 0)
            return false;
        walk->columns--;
        walk->low |= WIDE;
    }
    walk->low++;
    walk->p += c->length;
    return true;
}

static inline bool is_c1(uint32_t c) {
    return c >= 0x80 && c < 0xA0;
}

/* A code point that may be more than a letter of its own. */
static inline bool take_any(struct walk *walk, const struct code_point *c, unsigned ambiguous, bool graphemes) {
    struct qr_break_state state = walk->state;
    unsigned width = qr_unicode_width(c->property, ambiguous);
    bool together = !qr_break_step(&state, qr_unicode_class(c->property));
    bool joins = width == 0 || (together && graphemes);
    if (is_c1(c->value) || !(joins ? join(walk, c, width, graphemes) : begin_cluster(walk, c, width)))
        return false;
    walk->state = state;
    return true;
}

static inline bool is_letter(unsigned property) {
    return qr_unicode_class(property) == BREAK_OTHER && qr_unicode_width(property, 1) > 0;
}

/* Letters of one width, with vectors. */
static inline void take_letters(struct walk *walk, unsigned ambiguous) {
    struct qr_plain_text text = qr_plain_text(walk->p, walk->end, walk->cells, walk->columns, ambiguous);
    walk->streak = 0;
    if (text.cells == 0)
        return;
    end_cluster(walk);
    walk->low = text.width == 2 ? WIDE | 1 : 1;
    if (text.cells > 1)
        put_cells(walk, walk->low, text.cells - 1);
    walk->cells -= text.cells;
    walk->columns -= text.cells * text.width;
    walk->p += text.bytes;
    walk->cluster = last_begin(walk->p);
    walk->state = (struct qr_break_state){BREAK_OTHER + 1, 0};
}

/* One that nothing joins from behind, and that joins nothing. */
static inline bool take_letter(struct walk *walk, const struct code_point *c, unsigned ambiguous) {
    if (!begin_cluster(walk, c, qr_unicode_width(c->property, ambiguous)))
        return false;
    walk->state = (struct qr_break_state){BREAK_OTHER + 1, 0};
    return true;
}

static void note(struct qr_cluster_scan *scan, struct walk *walk, const uint8_t *bytes, uint32_t cells,
                 uint32_t columns) {
    end_cluster(walk);
    put_word(walk);
    scan->state = walk->state;
    scan->bytes = (uint32_t)(walk->p - bytes);
    scan->cells = cells - walk->cells;
    scan->columns = columns - walk->columns;
    scan->last_bytes = walk->cluster ? (uint32_t)(walk->p - walk->cluster) : 0;
    scan->last_points = walk->low & POINTS;
    scan->last_wide = (walk->low & WIDE) != 0;
    scan->break_count = (uint32_t)(walk->word - scan->breaks);
}

void qr_cluster_scan(struct qr_cluster_scan *scan, const uint8_t *bytes, const uint8_t *end, uint32_t cells,
                     uint32_t columns) {
    struct walk walk = {.p = bytes, .end = end, .cells = cells, .columns = columns, .state = scan->state};
    struct code_point c;
    unsigned ambiguous = scan->ambiguous;
    bool graphemes = scan->graphemes, going = true;
    walk.word = scan->breaks;
    walk.streak = STREAK;
    while (going && next_code_point(&walk, &c)) {
        if (!is_letter(c.property) || walk.state.previous == BREAK_PREPEND + 1)
            going = take_any(&walk, &c, ambiguous, graphemes);
        else if (walk.streak < STREAK)
            going = take_letter(&walk, &c, ambiguous);
        else
            take_letters(&walk, ambiguous);
    }
    note(scan, &walk, bytes, cells, columns);
}
