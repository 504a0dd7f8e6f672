#include "cluster_scan.h"

#include "plain_text.h"
#include "qr_scan.h"
#include "unicode_breaks.h"
#include "unicode_lookup.h"
#include "utf8.h"

/* What a cell is, as the words of breaks have it in their low byte. */
#define WIDE 0x80u
#define POINTS 0x7Fu
#define NARROW_LETTER 1u
#define WIDE_LETTER (WIDE | 1u)

/* After every so many narrow cells of one kind more letters are looked for with vectors. */
#define STREAK 8

struct walk {
    const uint8_t *p, *end;
    uint32_t cells, columns; /* that may still come */
    struct qr_break_state state;
    uint32_t kind, run; /* of the last cells, which are in no word yet */
    uint32_t words;
    uint16_t *breaks;
    unsigned ambiguous;
    bool graphemes;
    const struct qr_scan_version *vectors;
};

struct code_point {
    uint32_t value;
    unsigned property, length;
};

/* What the first byte of a character says of it already. */
enum first_byte {
    ANY,       /* nothing */
    ASCII,     /* a narrow letter, and all of it */
    LATIN,     /* one of two bytes, narrow where ambiguous ones are: U+00C0 to U+02FF, U+0380 to U+047F */
    SYLLABLE,  /* of Hangul, wide, of three bytes: U+B000 to U+CFFF */
    IDEOGRAPH, /* a wide letter of three bytes: U+4000 to U+9FFF */
    MARK,      /* one of two bytes that takes no column and extends what it stands behind: U+0300 to U+033F */
};

#define FOUR(x) x, x, x, x
#define SIXTEEN(x) FOUR(x), FOUR(x), FOUR(x), FOUR(x)

static const uint8_t first_bytes[256] = {
    SIXTEEN(ANY),
    SIXTEEN(ANY),
    SIXTEEN(ASCII),
    SIXTEEN(ASCII),
    SIXTEEN(ASCII),
    SIXTEEN(ASCII),
    SIXTEEN(ASCII),
    FOUR(ASCII),
    FOUR(ASCII),
    FOUR(ASCII),
    ASCII,
    ASCII,
    ASCII,
    ANY,
    SIXTEEN(ANY),
    SIXTEEN(ANY),
    SIXTEEN(ANY),
    SIXTEEN(ANY),
    ANY,
    ANY,
    ANY,
    LATIN,
    FOUR(LATIN),
    FOUR(LATIN),
    MARK,
    ANY,
    LATIN,
    LATIN,
    LATIN,
    LATIN,
    ANY,
    ANY,
    FOUR(ANY),
    FOUR(ANY),
    FOUR(ANY),
    FOUR(ANY),
    FOUR(IDEOGRAPH),
    IDEOGRAPH,
    IDEOGRAPH,
    ANY,
    SYLLABLE,
    SYLLABLE,
    ANY,
    ANY,
    ANY,
    SIXTEEN(ANY),
};

/* Where the code point begins that ends here. */
static inline const uint8_t *last_begin(const uint8_t *p) {
    do
        p--;
    while (qr_utf8_continues(*p));
    return p;
}

/* --- words ------------------------------------------------------------------------------------------------------ */

static inline void put_word(struct walk *walk) {
    if (walk->run > 0)
        walk->breaks[walk->words++] = (uint16_t)((walk->run - 1) << 8 | walk->kind);
}

/* More cells. */
static inline void add_cells(struct walk *walk, uint32_t kind, uint32_t count) {
    if (kind != walk->kind) {
        put_word(walk);
        walk->kind = kind;
        walk->run = 0;
    }
    walk->run += count;
}

/* The last cell becomes another. */
static inline void change_last(struct walk *walk, uint32_t kind) {
    walk->run--;
    put_word(walk);
    walk->kind = kind;
    walk->run = 1;
    if (walk->words > 0 && (walk->breaks[walk->words - 1] & 255) == kind)
        walk->run += (walk->breaks[--walk->words] >> 8) + 1u;
}

/* --- code points ------------------------------------------------------------------------------------------------ */

/* A cell of its own, of so many bytes. False: it does not fit. */
static inline bool put_cell(struct walk *walk, uint32_t kind, size_t length) {
    uint32_t width = 1 + (kind >> 7);
    if (walk->cells == 0 || walk->columns < width)
        return false;
    add_cells(walk, kind, 1);
    walk->cells--;
    walk->columns -= width;
    walk->p += length;
    return true;
}

/* One that nothing joins from behind, and that joins nothing. */
static inline bool put_letter(struct walk *walk, uint32_t kind, size_t length) {
    if (!put_cell(walk, kind, length))
        return false;
    walk->state = qr_break_behind_letter;
    return true;
}

/* May a variation selector choose the style of the code point that ends at `p`? */
static bool chooses(const uint8_t *p) {
    uint32_t c = *(p = last_begin(p));
    if (c >= 0x80)
        (void)qr_utf8_whole(p, &c);
    return (qr_unicode_property(c) & QR_UNICODE_VARIATION) != 0;
}

/* Does the last cell, which is narrow, become wide with this code point? As qr_cluster_width has it: of what is there
 * only the last one counts. */
static inline bool grows(const struct walk *walk, const struct code_point *c, unsigned width) {
    if (c->value == QR_EMOJI_STYLE || qr_is_emoji_modifier(c->value))
        return chooses(walk->p);
    bool in_one_picture = walk->state.previous == BREAK_ZWJ + 1 && qr_unicode_class(c->property) == BREAK_PICTOGRAPH;
    return width > 0 && !in_one_picture;
}

/* False: there is no cell, or it cannot take it in so simple a way. */
static inline bool join(struct walk *walk, const struct code_point *c, unsigned width) {
    uint32_t kind = walk->kind + 1;
    if (walk->run == 0 || (walk->kind & POINTS) >= QUIRE_CLUSTER_MAX)
        return false;
    if (kind & WIDE) {
        if (c->value == QR_TEXT_STYLE) /* it may become narrow */
            return false;
    } else if (walk->graphemes && grows(walk, c, width)) {
        if (walk->columns == 0)
            return false;
        walk->columns--;
        kind |= WIDE;
    }
    change_last(walk, kind);
    walk->p += c->length;
    return true;
}

/* Characters of three bytes that have the properties of this one, in these bits, and its first two bytes, as neighbours
 * in a script do: only the last byte is looked up. They join nothing, each other neither. False: there is no room. */
static inline bool put_group(struct walk *walk, const struct code_point *c, uint32_t kind, unsigned bits) {
    const uint8_t *group = qr_unicode_group(c->value), *first = walk->p, *p = first;
    uint32_t columns = kind == WIDE_LETTER ? walk->columns / 2 : walk->columns, count = 0;
    uint32_t limit = walk->cells < columns ? walk->cells : columns;
    while (count < limit && walk->end - p >= 4 && p[0] == first[0] && p[1] == first[1] && qr_utf8_continues(p[2]) &&
           ((group[p[2] & 0x3F] ^ c->property) & bits) == 0) {
        p += 3;
        count++;
    }
    if (count == 0)
        return false;
    add_cells(walk, kind, count);
    walk->cells -= count;
    walk->columns -= kind == WIDE_LETTER ? 2 * count : count;
    walk->p = p;
    walk->state = (struct qr_break_state){(uint8_t)(qr_unicode_class(group[p[-1] & 0x3F]) + 1), 0};
    return true;
}

/* A mark that joins whatever there is, and takes no column. */
static inline bool put_mark(struct walk *walk, size_t length) {
    if (walk->run == 0 || (walk->kind & POINTS) >= QUIRE_CLUSTER_MAX)
        return false;
    change_last(walk, walk->kind + 1);
    (void)qr_break_step(&walk->state, BREAK_INDIC_EXTEND);
    walk->p += length;
    return true;
}

/* The whole well-formed code point here, with four bytes to read, or one of ASCII. */
static inline bool take_code_point(const struct walk *walk, struct code_point *c) {
    if (*walk->p < 0x80) {
        *c = (struct code_point){*walk->p, BREAK_OTHER | 1u << QR_UNICODE_WIDTH_SHIFT, 1};
        return *walk->p >= 0x20 && *walk->p < 0x7F;
    }
    if (walk->end - walk->p < 4)
        return false;
    c->length = (unsigned)qr_utf8_whole(walk->p, &c->value);
    c->property = qr_unicode_property(c->length > 0 ? c->value : 0);
    return c->length > 0;
}

static inline bool is_letter(unsigned property) {
    return qr_unicode_class(property) == BREAK_OTHER && (property >> QR_UNICODE_WIDTH_SHIFT & QR_UNICODE_WIDTH_MASK);
}

/* Of Hangul, with a last consonant or without; they differ in the lowest bit. */
static inline bool is_syllable(unsigned property) {
    _Static_assert((BREAK_LV & 1) == 0 && BREAK_LVT == BREAK_LV + 1, "");
    return (qr_unicode_class(property) & ~1u) == BREAK_LV;
}

/* Syllables are clusters of their own, but behind a leading consonant and what joins all. */
static inline bool joins_syllables(const struct walk *walk) {
    return walk->state.previous != 0 && (qr_break_joined_by[walk->state.previous - 1] >> BREAK_LV & 1);
}

static inline bool is_c1(uint32_t c) {
    return c >= 0x80 && c < 0xA0;
}

/* Any code point. */
static inline bool put_any(struct walk *walk) {
    struct code_point c;
    struct qr_break_state state = walk->state;
    if (!take_code_point(walk, &c))
        return false;
    unsigned width = qr_unicode_width(c.property, walk->ambiguous);
    if (is_letter(c.property) && state.previous != BREAK_PREPEND + 1) {
        uint32_t kind = width == 2 ? WIDE_LETTER : NARROW_LETTER;
        return c.length == 3 ? put_group(walk, &c, kind, ~QR_UNICODE_VARIATION) : put_letter(walk, kind, c.length);
    }
    if (is_syllable(c.property) && !joins_syllables(walk))
        return put_group(walk, &c, WIDE_LETTER, ~QR_UNICODE_VARIATION & ~1u);
    bool together = !qr_break_step(&state, qr_unicode_class(c.property));
    bool joins = width == 0 || (together && walk->graphemes);
    if (is_c1(c.value) ||
        !(joins ? join(walk, &c, width) : put_cell(walk, width == 2 ? WIDE_LETTER : NARROW_LETTER, c.length)))
        return false;
    walk->state = state;
    return true;
}

/* Letters of one width, with vectors. False: there are none. */
static inline bool put_letters(struct walk *walk) {
    struct qr_plain_text text = qr_plain_text(walk->p, walk->end, walk->cells, walk->columns, walk->ambiguous);
    if (text.cells == 0)
        return false;
    add_cells(walk, text.width == 2 ? WIDE_LETTER : NARROW_LETTER, text.cells);
    walk->cells -= text.cells;
    walk->columns -= text.cells * text.width;
    walk->p += text.bytes;
    walk->state = qr_break_behind_letter;
    return true;
}

/* Wide characters of three bytes, the first of which is in this range; as all, four bytes from the end. False: there
 * are none. */
static inline bool put_threes(struct walk *walk, uint8_t first, uint8_t last, struct qr_break_state *behind) {
    uint32_t columns = walk->columns / 2, limit = walk->cells < columns ? walk->cells : columns;
    struct qr_scan_count found = walk->vectors->threes(walk->p, (size_t)(walk->end - walk->p) - 1, limit, first, last);
    uint32_t count = (uint32_t)found.characters;
    if (count == 0)
        return false;
    add_cells(walk, WIDE_LETTER, count);
    walk->cells -= count;
    walk->columns -= 2 * count;
    walk->p += found.bytes;
    walk->state = *behind;
    return true;
}

static inline bool put_syllables(struct walk *walk) {
    struct qr_break_state behind = {0, 0};
    uint32_t c;
    if (joins_syllables(walk))
        return put_any(walk);
    if (!put_threes(walk, 0xEB, 0xEC, &behind))
        return false;
    const uint8_t *last = walk->p - 3;
    c = (last[0] & 0x0Fu) << 12 | (last[1] & 0x3Fu) << 6 | (last[2] & 0x3Fu);
    (void)qr_break_step(&walk->state, qr_unicode_class(qr_unicode_property(c)));
    return true;
}

/* Letters of Europe, where more of them are to be expected, with vectors; ASCII alone where ambiguous characters are
 * wide. False: there are none. */
static inline bool put_streak(struct walk *walk) {
    uint32_t limit = walk->cells < walk->columns ? walk->cells : walk->columns;
    if (walk->ambiguous != 1)
        return put_letters(walk);
    if (walk->end - walk->p < 4)
        return false;
    struct qr_scan_count found = walk->vectors->letters(walk->p, (size_t)(walk->end - walk->p) - 3, limit);
    uint32_t count = (uint32_t)found.characters;
    if (count == 0)
        return false;
    add_cells(walk, NARROW_LETTER, count);
    walk->cells -= count;
    walk->columns -= count;
    walk->p += found.bytes;
    walk->state = qr_break_behind_letter;
    return true;
}

/* How many bytes the letter has that begins here with this byte, where two can be read; 0: it is none. */
static inline uint32_t letter_bytes(const struct walk *walk, const uint8_t *p, unsigned first) {
    if (first == ASCII)
        return 1;
    return first == LATIN && walk->ambiguous == 1 && qr_utf8_continues(p[1]) ? 2 : 0;
}

static inline bool is_mark(const uint8_t *p) {
    return first_bytes[*p] == MARK && qr_utf8_continues(p[1]);
}

/* What one letter and its mark can be read from, and the mark behind those that would be one more. */
#define PAIR_BYTES 6

/* Letters of Europe, each alone or with one mark, as long as they are that and not many alike: words with accents.
 * False: there are none. */
static inline bool put_accented(struct walk *walk) {
    uint32_t limit = walk->cells < walk->columns ? walk->cells : walk->columns, count = 0, bytes;
    const uint8_t *p = walk->p;
    bool marked = false;
    while (count < limit && walk->end - p >= PAIR_BYTES && (bytes = letter_bytes(walk, p, first_bytes[*p])) > 0) {
        p += bytes;
        marked = is_mark(p);
        add_cells(walk, NARROW_LETTER + marked, 1);
        p += marked ? 2 : 0;
        count++;
        if (walk->run % STREAK == 0 || (marked && is_mark(p)))
            break;
    }
    walk->p = p;
    walk->cells -= count;
    walk->columns -= count;
    if (count > 0)
        walk->state = qr_break_behind_letter;
    if (marked)
        (void)qr_break_step(&walk->state, BREAK_INDIC_EXTEND);
    return count > 0;
}

/* Letters of Europe. */
static inline bool put_narrow(struct walk *walk, unsigned first) {
    if (walk->run % STREAK == 0 && (walk->kind == NARROW_LETTER || walk->run == 0) && put_streak(walk))
        return true;
    if (put_accented(walk))
        return true;
    if (first == ASCII)
        return put_letter(walk, NARROW_LETTER, 1);
    return walk->end - walk->p >= 4 && qr_utf8_continues(walk->p[1]) && put_letter(walk, NARROW_LETTER, 2);
}

/* What begins here. False: it is not simple, or it does not fit. */
static inline bool put_next(struct walk *walk) {
    struct qr_break_state behind = qr_break_behind_letter;
    unsigned first = walk->state.previous == BREAK_PREPEND + 1 ? ANY : first_bytes[*walk->p];
    if (first == ASCII || (first == LATIN && walk->ambiguous == 1))
        return put_narrow(walk, first);
    if (first == IDEOGRAPH)
        return put_threes(walk, 0xE4, 0xE9, &behind);
    if (first == SYLLABLE)
        return put_syllables(walk);
    if (first == MARK && walk->end - walk->p >= 4 && qr_utf8_continues(walk->p[1]))
        return put_mark(walk, 2);
    return put_any(walk);
}

/* --- text ------------------------------------------------------------------------------------------------------- */

static uint32_t bytes_of_last(const uint8_t *end, uint32_t points) {
    const uint8_t *p = end;
    for (; points > 0; points--)
        p = last_begin(p);
    return (uint32_t)(end - p);
}

void qr_cluster_scan(struct qr_cluster_scan *scan, const uint8_t *bytes, const uint8_t *end, uint32_t cells,
                     uint32_t columns) {
    struct walk walk = {.p = bytes, .end = end, .cells = cells, .columns = columns, .state = scan->state};
    walk.breaks = scan->breaks;
    walk.ambiguous = scan->ambiguous;
    walk.graphemes = scan->graphemes;
    walk.vectors = qr_scan_chosen();
    while (walk.p < end && put_next(&walk))
        continue;
    put_word(&walk);
    uint32_t last = walk.run > 0 ? walk.kind : 0;
    scan->state = walk.state;
    scan->found = (struct qr_text_piece){
        .text = bytes,
        .bytes = (uint32_t)(walk.p - bytes),
        .cells = cells - walk.cells,
        .columns = columns - walk.columns,
        .last_bytes = bytes_of_last(walk.p, last & POINTS),
        .last_points = last & POINTS,
        .last_wide = (last & WIDE) != 0,
        .break_count = walk.words,
        .breaks = scan->breaks,
    };
}
