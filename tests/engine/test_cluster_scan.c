/* qr_cluster_scan says of UTF-8 text what laying it out one code point after the other says: cells, columns, breaks and
 * the place where it is not so simple any more. Text is random, of all kinds of properties alike (break class, width,
 * style that may be chosen), of kinds that go together, and of emoji sequences; with ill-formed bytes, cut off at every
 * byte, within every limit of cells and columns, behind other text and at a beginning. */
#include "cluster_scan.h"

#include "unicode_text.h"
#include "utf8.h"

#define CELLS_MAX QR_FREEZE_CELLS

struct layout {
    struct qr_break_state state;
    uint32_t bytes, cells, columns;
    struct {
        uint32_t points[QUIRE_CLUSTER_MAX + 1], count, bytes;
        unsigned width;
    } cell[CELLS_MAX];
};

static struct layout layout; /* too large for the stack of a test */

/* A whole well-formed code point that is no control. */
static bool is_sound(const uint8_t *bytes, size_t length, uint32_t *c, size_t *size) {
    struct qr_utf8 utf8 = {0, 0, 0, 0};
    const uint8_t *p = bytes;
    struct text again = {0};
    if (length == 0 || (*p >= 0x80 && length < 4) || qr_utf8_decode(&utf8, &p, bytes + length, c, 1, false) == 0)
        return false;
    text_code_point(&again, *c);
    *size = again.length;
    bool same = (size_t)(p - bytes) == again.length && memcmp(bytes, again.bytes, again.length) == 0;
    text_free(&again);
    return same && (*c < 0x80 || *c >= 0xA0);
}

/* False: it cannot be laid out in the simple way. */
static bool lay_joining(uint32_t c, uint32_t columns, bool graphemes) {
    if (layout.cells == 0)
        return false;
    uint32_t *points = layout.cell[layout.cells - 1].points, *count = &layout.cell[layout.cells - 1].count;
    unsigned *width = &layout.cell[layout.cells - 1].width;
    if (*count == QUIRE_CLUSTER_MAX || (*width == 2 && c == 0xFE0E))
        return false;
    points[*count] = c;
    unsigned wide = graphemes ? qr_cluster_width(points, *count + 1, *width) : *width;
    if (wide < *width)
        CHECK(!"nothing else makes a cluster narrow");
    if (layout.columns + wide - *width > columns)
        return false;
    ++*count;
    layout.columns += wide - *width;
    *width = wide;
    return true;
}

static bool lay_alone(uint32_t c, unsigned width, uint32_t cells, uint32_t columns) {
    if (layout.cells == cells || layout.columns + width > columns)
        return false;
    layout.cell[layout.cells].points[0] = c;
    layout.cell[layout.cells].count = 1;
    layout.cell[layout.cells].bytes = 0;
    layout.cell[layout.cells++].width = width;
    layout.columns += width;
    return true;
}

/* The plain way. */
static void lay_out(const struct qr_cluster_scan *with, const uint8_t *bytes, size_t length, uint32_t cells,
                    uint32_t columns) {
    uint32_t c;
    size_t size;
    layout.state = with->state;
    layout.bytes = layout.cells = layout.columns = 0;
    for (; is_sound(bytes + layout.bytes, length - layout.bytes, &c, &size); layout.bytes += (uint32_t)size) {
        struct qr_break_state state = layout.state;
        unsigned width = qr_code_point_width(c, with->ambiguous);
        bool together = !qr_break_before(&state, c);
        bool joins = width == 0 || (together && with->graphemes);
        if (!(joins ? lay_joining(c, columns, with->graphemes) : lay_alone(c, width, cells, columns)))
            break;
        layout.state = state;
        layout.cell[layout.cells - 1].bytes += (uint32_t)size;
    }
}

/* Are the breaks those of the layout, with no neighbours alike? */
static bool same_breaks(const struct qr_text_piece *have) {
    uint32_t cell = 0;
    for (uint32_t i = 0; i < have->break_count; i++) {
        uint16_t word = have->breaks[i];
        if (i > 0 && (word & 255) == (have->breaks[i - 1] & 255))
            return false;
        for (uint32_t n = 0; n <= (uint32_t)word >> 8; n++, cell++) {
            uint32_t low = layout.cell[cell].count | (layout.cell[cell].width == 2 ? 0x80u : 0u);
            if (cell >= layout.cells || (word & 255u) != low)
                return false;
        }
    }
    return cell == layout.cells;
}

static bool same(const struct qr_cluster_scan *scan) {
    const struct qr_text_piece *have = &scan->found;
    if (have->bytes != layout.bytes || have->cells != layout.cells || have->columns != layout.columns)
        return false;
    if (scan->state.previous != layout.state.previous || scan->state.flags != layout.state.flags)
        return false;
    uint32_t last = layout.cells - 1;
    return same_breaks(have) && (have->cells == 0 || (have->last_bytes == layout.cell[last].bytes &&
                                                      have->last_points == layout.cell[last].count &&
                                                      have->last_wide == (layout.cell[last].width == 2)));
}

static bool as_wanted(const struct qr_cluster_scan *with, const struct text *text, size_t length, uint32_t cells,
                      uint32_t columns) {
    const uint8_t *bytes = (const uint8_t *)text->bytes;
    static uint8_t copy[2000]; /* so that what is behind it would be noticed */
    struct qr_cluster_scan scan = *with;
    CHECK(length <= sizeof copy);
    uint8_t *exact = copy + sizeof copy - length;
    if (length > 0)
        memcpy(exact, bytes, length);
    lay_out(with, exact, length, cells, columns);
    qr_cluster_scan(&scan, exact, exact + length, cells, columns);
    if (same(&scan))
        return true;
    printf("%zu bytes, %u cells and columns %u: bytes %u, cells %u, columns %u; wanted %u, %u, %u\n", length, cells,
           columns, scan.found.bytes, scan.found.cells, scan.found.columns, layout.bytes, layout.cells, layout.columns);
    for (size_t i = 0; i < length; i++)
        printf("%02x%s", exact[i], i + 1 < length ? " " : "\n");
    return false;
}

/* --- random text ----------------------------------------------------------------------------------------------- */

static struct qr_cluster_scan random_way(struct random *r) {
    struct qr_cluster_scan with = {.ambiguous = random_between(r, 1, 2), .graphemes = random_below(r, 5) > 0};
    if (random_below(r, 2)) {
        struct text before = {0};
        uint32_t c = 'a';
        size_t size = 1;
        unicode_sequence(r, &before);
        text_addf(&before, "....");
        for (size_t at = 0; at + 4 < before.length; at += size) {
            if (is_sound((const uint8_t *)before.bytes + at, before.length - at, &c, &size))
                (void)qr_break_before(&with.state, c);
        }
        text_free(&before);
    }
    return with;
}

static void random_text(void) {
    struct random random = {3};
    struct text text = {0};
    unsigned wrong = 0;
    for (uint32_t i = 0; i < TEST_SHARE(60000) && wrong < 3; i++) {
        text_clear(&text);
        for (uint32_t pieces = random_between(&random, 1, 8); pieces > 0; pieces--)
            unicode_piece(&random, &text);
        struct qr_cluster_scan with = random_way(&random);
        bool roomy = random_below(&random, 2);
        wrong += !as_wanted(&with, &text, text.length, roomy ? CELLS_MAX : random_below(&random, 40),
                            roomy ? 300 : random_below(&random, 80));
    }
    CHECK_INT(wrong, 0);
    text_free(&text);
}

static void cut_and_limited_everywhere(void) {
    struct random random = {4};
    struct text text = {0};
    unsigned wrong = 0;
    for (uint32_t i = 0; i < 400 && wrong < 3; i++) {
        text_clear(&text);
        while (text.length < 40)
            unicode_piece(&random, &text);
        struct qr_cluster_scan with = random_way(&random);
        for (size_t length = 0; length <= text.length; length++)
            wrong += !as_wanted(&with, &text, length, CELLS_MAX, 300);
        for (uint32_t limit = 0; limit < 40; limit++) {
            wrong += !as_wanted(&with, &text, text.length, limit, 300);
            wrong += !as_wanted(&with, &text, text.length, CELLS_MAX, limit);
        }
    }
    CHECK_INT(wrong, 0);
    text_free(&text);
}

static void every_code_point_behind_another(void) {
    static const uint32_t befores[] = {'a', '1', 0x1F468, 0x2764, 0x200D, 0x1F1E9, 0x1100, 0x915, 0x94D, 0x600};
    struct text text = {0};
    unsigned wrong = 0;
    for (uint32_t c = 0x20; c < 0x110000 && wrong < 3; c++) {
        for (size_t i = 0; i < sizeof befores / sizeof *befores && (c < 0xD800 || c >= 0xE000); i++) {
            struct qr_cluster_scan with = {.ambiguous = 1, .graphemes = true};
            text_clear(&text);
            text_code_point(&text, befores[i]);
            text_code_point(&text, c);
            text_addf(&text, "....");
            wrong += !as_wanted(&with, &text, text.length, 80, 80);
        }
    }
    CHECK_INT(wrong, 0);
    text_free(&text);
}

int main(void) {
    unicode_collect();
    RUN(random_text);
    RUN(cut_and_limited_everywhere);
    RUN(every_code_point_behind_another);
    return test_end();
}
